"""Reads what an SWV may change in a procedure: locks, bounds, optional steps, messages. Part of `definitie`. No Django."""

from vindplaats.kern.definitiebestand import Veldlezer
from vindplaats.toegang.rollen import ROLLEN, SYSTEEM

from .samenvoegen import fouten_in
from .tabel import STAPDELEN, TERMIJNDELEN, Bericht, Erbij, Grenzen, Jaardatum, Optioneel, Vast

DAGEN_IN_MAAND = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
PAGINAS = frozenset({"onderwerp", "lijst"})


def rollen(bron: Veldlezer, veld: str, *, verplicht: bool = False, systeem: bool = False) -> tuple[str, ...]:
    """A list of roles; unknown ones are mistakes."""
    gelezen = bron.teksten(veld, verplicht=verplicht)
    bekend = set(ROLLEN) | ({SYSTEEM} if systeem else set())
    for rol in gelezen:
        if rol not in bekend:
            bron.mis_bij(veld, f"rol '{rol}' bestaat niet; verwacht een van: {', '.join(sorted(bekend))}")
    return gelezen


def vast(bron: Veldlezer, *, termijn: bool) -> Vast | None:
    """`vast: {bron, reden, wat}`; on a term also `vast: true`, which takes the rules of the row as its source."""
    waarde = bron.waarde("vast")
    if waarde is None or waarde is False:
        return None
    if waarde is True:
        regels = ", ".join(bron.teksten("regels"))
        if not termijn or not regels:
            bron.mis_bij("vast", "'vast: true' kan alleen bij een termijn met 'regels'; verwacht 'vast: {bron, reden}'")
        return Vast(regels, "De wet bepaalt deze termijn.", ("lengte",))
    deel = bron.deel("vast")
    if deel is None or not isinstance(waarde, dict):
        bron.mis_bij("vast", "'vast' moet true zijn of {bron: ..., reden: ..., wat: [...]}")
        return None
    wat = deel.teksten("wat")
    mogelijk = TERMIJNDELEN if termijn else STAPDELEN
    for naam in wat:
        if naam not in mogelijk:
            deel.mis_bij("wat", f"'{naam}' kan niet vastliggen; verwacht een van: {', '.join(sorted(mogelijk))}")
    slot = Vast(deel.tekst("bron"), deel.tekst("reden"), wat)
    deel.klaar()
    return slot


def jaardatum(bron: Veldlezer | None) -> Jaardatum | None:
    """`{maand, dag, jaar}`: a day that comes back every school year."""
    if bron is None:
        return None
    maand, dag = bron.geheel("maand", verplicht=True) or 0, bron.geheel("dag", verplicht=True) or 0
    jaar = bron.geheel("jaar") or 0
    if not 1 <= maand <= 12 or not 1 <= dag <= DAGEN_IN_MAAND[maand - 1]:
        bron.mis(f"{dag}-{maand} is geen dag van het jaar; verwacht bijvoorbeeld {{maand: 10, dag: 1, jaar: 1}}")
    if not 0 <= jaar <= 2:
        bron.mis_bij("jaar", "'jaar' moet 0, 1 of 2 zijn: zoveel jaar na het begin van het schooljaar")
    bron.klaar()
    return Jaardatum(maand, dag, jaar)


def grenzen(bron: Veldlezer | None) -> Grenzen:
    """`{minstens, hoogstens}` in days for a length, `{vroegst, laatst}` for a date, with `bron`."""
    if bron is None:
        return Grenzen()
    uit = Grenzen(
        minstens=bron.geheel("minstens"),
        hoogstens=bron.geheel("hoogstens"),
        vroegst=jaardatum(bron.deel("vroegst")),
        laatst=jaardatum(bron.deel("laatst")),
        bron=bron.tekst("bron"),
    )
    if uit.minstens is not None and uit.hoogstens is not None and uit.minstens > uit.hoogstens:
        bron.mis(f"'minstens' ({uit.minstens}) is meer dan 'hoogstens' ({uit.hoogstens})")
    if uit.vroegst and uit.laatst and uit.vroegst.orde > uit.laatst.orde:
        bron.mis("'vroegst' ligt na 'laatst'")
    bron.klaar()
    return uit


def optioneel(bron: Veldlezer | None) -> Optioneel | None:
    """`{uitleg, dan: [{verb, van, stopt, start}]}`: what happens when an SWV leaves the step out."""
    if bron is None:
        return None
    dan = []
    for deel in bron.lijst("dan", verplicht=False):
        dan.append(Erbij(deel.code("verb"), deel.teksten("van"), deel.teksten("stopt"), deel.teksten("start")))
        deel.klaar()
    uit = Optioneel(bron.tekst("uitleg"), tuple(dan))
    bron.klaar()
    return uit


def berichten(bron: Veldlezer) -> tuple[Bericht, ...]:
    """The messages of a step; a text with an unknown merge field is a mistake."""
    uit: list[Bericht] = []
    for deel in bron.lijst("berichten", verplicht=False):
        code, tekst = deel.code("code"), deel.tekst("tekst")
        if code in {b.code for b in uit}:
            deel.mis_bij("code", f"bericht '{code}' komt twee keer voor in deze stap")
        for zin in fouten_in(tekst) if tekst else ():
            deel.mis_bij("tekst", zin)
        naar = rollen(deel, "naar", verplicht=True)
        uit.append(Bericht(code, naar, tekst, deel.keuze("pagina", PAGINAS, standaard="onderwerp")))
        deel.klaar()
    return tuple(uit)
