"""Reading filled report documents: pure Python, no Django, nothing stored.

`lees` is the one door. Bytes in, a `Lezing` out, or a `LeesFout` with a Dutch sentence that says what to do.
"""

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from typing import Any

from .fout import LeesFout
from .resultaat import Lezing

__all__ = ["LeesFout", "Lezing", "lees", "lees_tekst"]


def lees(
    data: bytes,
    naam: str,
    definitie: Any = None,
    swvs: Mapping[str, Iterable[str]] | None = None,
    eigen: Sequence[Any] = (),
) -> Lezing:
    """Read one file (docx, pdf, txt or md, told apart by content). Raises LeesFout (VER-03).

    `swvs` are numbers with the names boards use; without them the numbers the document itself prints are taken.
    Without `definitie` a document that prints our own questions is read with the form of its year.
    `eigen` are versions an SWV made itself, the last one last: the one that is valid in the year of the document is used.
    """
    from .eigen import drukt_eigen_vragen, eigen_formulier, eigen_versie
    from .extractie import haal_op
    from .lezen import Lezer
    from .vorm import swvs_in, vorm_van

    doc = haal_op(data, naam)
    swvs = swvs or swvs_in(doc.tekst)
    if definitie is None and eigen:
        definitie = eigen_versie(eigen, lambda: Lezer(deepcopy(doc), naam, vorm_van(None, swvs)).lees_schooljaar())
    if definitie is None and drukt_eigen_vragen(doc.tekst):
        definitie = eigen_formulier(doc.tekst, Lezer(deepcopy(doc), naam, vorm_van(None, swvs)).lees_schooljaar())
    return Lezer(doc, naam, vorm_van(definitie, swvs)).lees()


def lees_tekst(tekst: str, naam: str = "tekst.txt", definitie: Any = None) -> Lezing:
    """Read text that is already at hand."""
    return lees(tekst.encode(), naam, definitie)
