"""Tables from a request: sorting, paging and filters kept in the address. As a file: `documenten.schermtabel`."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict

from .schermdelen import Kolom, Rij, Tabel

SOORTEN = {"xlsx": "Excel (.xlsx)", "csv": "CSV"}
EIGEN = ("sorteer", "pagina", "als")


def maak_tabel(
    titel: str, kolommen: Sequence[Kolom], bron: QuerySet[Any] | Sequence[Any], maak_rij: Callable[[Any], Rij],
    vraag: QueryDict | Mapping[str, str], *, per_pagina: int = 50, standaard: str = "", exporten: bool = True, **meer: Any,
) -> Tabel:  # fmt: skip
    """A page of a table as the address asks for it (`?sorteer=-ontvangen&pagina=2`; the rest of the address is kept).

    `bron` is a queryset (sorted by the database on `Kolom.sorteer`) or a sequence (sorted here by attribute or key, empty
    last). An unknown sort or page number falls back to `standaard` and the nearest page. `exporten` adds links with
    `?als=xlsx` and `?als=csv`: with `als` in the address every row is on the page, for `documenten.schermtabel.als_bestand`.
    Other words (`totaal=`, `chips=`, `filter=`, `leeg=`, `id=`) go to the Tabel.
    """
    gevraagd = vraag.get("sorteer", "") or ""
    mogelijk = {k.sorteer for k in kolommen if k.sorteer}
    sortering = gevraagd if gevraagd.removeprefix("-") in mogelijk else standaard
    rijen = _gesorteerd(bron, sortering)
    pagina: Page[Any] = Paginator(rijen, 1_000_000 if vraag.get("als") in SOORTEN else per_pagina).get_page(
        vraag.get("pagina")
    )
    return Tabel(
        titel, kolommen, [maak_rij(item) for item in pagina], sortering=sortering, pagina=pagina,
        basis_url=_adres(vraag, "sorteer"), pagina_url=_adres(vraag, "pagina", houd=("sorteer",)),
        exporten=[(naam, f"{_adres(vraag, 'als', houd=('sorteer',))}{soort}") for soort, naam in SOORTEN.items()] if exporten else [],
        **{"aantal": pagina.paginator.count, **meer},
    )  # fmt: skip


def _gesorteerd(bron: QuerySet[Any] | Sequence[Any], sortering: str) -> Any:
    if not sortering:
        return bron
    if isinstance(bron, QuerySet):
        return bron.order_by(sortering, "pk")
    veld = sortering.removeprefix("-")
    waarden = [(item.get(veld) if isinstance(item, Mapping) else getattr(item, veld), item) for item in bron]
    gevuld = sorted(
        (w for w in waarden if w[0] is not None), key=lambda w: _sleutel(w[0]), reverse=sortering.startswith("-")
    )
    return [item for _, item in gevuld] + [item for waarde, item in waarden if waarde is None]


def _sleutel(waarde: Any) -> Any:
    """Words by their letters, whatever their case."""
    return waarde.casefold() if isinstance(waarde, str) else waarde


def _adres(vraag: QueryDict | Mapping[str, str], laatste: str, *, houd: tuple[str, ...] = ()) -> str:
    """The present address with its filters, ending in `laatste=` so that a value can be put behind it."""
    paren = vraag.lists() if isinstance(vraag, QueryDict) else [(k, [v]) for k, v in vraag.items()]
    rest = [(k, v) for k, waarden in paren for v in waarden if k not in EIGEN or k in houd]
    return f"?{urlencode([*rest, (laatste, '')])}"
