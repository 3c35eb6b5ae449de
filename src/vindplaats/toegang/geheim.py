"""Keeping a text unreadable in the database with keys that come from the secret of the house."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


def _sloten(doel: str) -> MultiFernet:
    """Keys from the secret and its predecessors, so that a renewed secret still reads old rows."""
    geheimen = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    sleutels = [hashlib.sha256(f"toegang.{doel}:{geheim}".encode()).digest() for geheim in geheimen]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(s)) for s in sleutels])


def versleutel(tekst: str, doel: str) -> str:
    """The text under a key for one purpose (`doel`); another purpose has another key."""
    return _sloten(doel).encrypt(tekst.encode()).decode()


def ontsleutel(tekst: str, doel: str) -> str:
    """What `versleutel` made back into text. Raises ValueError for a text of another key or purpose."""
    try:
        return _sloten(doel).decrypt(tekst.encode()).decode()
    except InvalidToken:
        raise ValueError("Niet te lezen met de sleutels van nu.") from None
