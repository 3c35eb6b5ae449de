"""Walks the url resolver: every url of the house with its name, view and door."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Url:
    """One url: its full name, the view, the names of its kwargs."""

    naam: str
    view: Any
    kwargs: tuple[str, ...]
    pad: str

    @property
    def deur(self) -> Any:
        return getattr(self.view, "deur", None)


def alle_urls() -> list[Url]:
    """Every url pattern, in the order of the resolver."""
    return list(_loop(get_resolver().url_patterns, "", "", ()))


def _loop(patronen: list[Any], ruimte: str, pad: str, kwargs: tuple[str, ...]) -> Iterator[Url]:
    for patroon in patronen:
        eigen = kwargs + tuple(patroon.pattern.converters) + tuple(patroon.pattern.regex.groupindex)
        hier = pad + str(patroon.pattern)
        if isinstance(patroon, URLResolver):
            sub = f"{ruimte}{patroon.namespace}:" if patroon.namespace else ruimte
            yield from _loop(patroon.url_patterns, sub, hier, eigen)
        elif isinstance(patroon, URLPattern):
            naam = f"{ruimte}{patroon.name}" if patroon.name else f"(zonder naam) {hier}"
            yield Url(naam, patroon.callback, tuple(dict.fromkeys(eigen)), hier)
