"""The mark of the request or task this process is busy with: it stands in each log line and on the error page."""

import secrets
from contextvars import ContextVar

kenmerk: ContextVar[str] = ContextVar("vindplaats_kenmerk", default="")


def nieuw_kenmerk() -> str:
    """A fresh mark: 16 hexadecimal characters, easy to read over the phone."""
    return secrets.token_hex(8)
