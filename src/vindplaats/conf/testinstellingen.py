"""Settings for tests and type checks: the same file, told that this is a test."""

import os
import tempfile
from pathlib import Path

os.environ["VINDPLAATS_TESTEN"] = "ja"
os.environ["VINDPLAATS_DEMO"] = "nee"
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

from .settings import *  # noqa: F403

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # a file, not memory: browser tests read and write from two threads at once, which a shared memory database locks
    DATABASES["default"]["TEST"] = {  # noqa: F405
        "NAME": str(Path(tempfile.gettempdir()) / f"vindplaats-test-{os.getpid()}.sqlite3")
    }
