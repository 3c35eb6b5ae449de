#!/usr/bin/env python
"""Django's own door, for developers; people who run the house use ./vindplaats."""

import os
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent / "src"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vindplaats.conf.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
