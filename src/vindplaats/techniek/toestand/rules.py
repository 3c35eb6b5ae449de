"""Why a task failed, in plain Dutch. Pure."""

ONBEKEND = "Er ging iets mis in Vindplaats zelf. Geef dit kenmerk door aan wie Vindplaats laat draaien: {kenmerk}."
REDENEN = (
    (("django.db.utils.OperationalError", "django.db.utils.InterfaceError"), "De database was even niet bereikbaar."),
    (("builtins.MemoryError",), "Er was te weinig geheugen op de machine."),
    (("builtins.TimeoutError",), "Het duurde te lang."),
    (("builtins.ImportError", "builtins.ModuleNotFoundError"), "Deze taak bestaat niet meer in deze versie."),
    (("builtins.FileNotFoundError",), "Een bestand dat nodig is, is er niet meer."),
    (("builtins.OSError", "builtins.ConnectionRefusedError", "builtins.ConnectionResetError"),
     "Een bestand of een andere dienst was niet bereikbaar."),
)  # fmt: skip
WEGGEVALLEN = "De werker is onderweg gestopt, bijvoorbeeld door een herstart."
INGETROKKEN = "Ingetrokken door een beheerder."
GEWEIGERD = "Dit kan niet worden uitgevoerd; opnieuw proberen helpt niet vanzelf."


def reden(soort: str, *, kenmerk: str, eigen_zin: str = "", geweigerd: bool = False, ingetrokken: bool = False) -> str:
    """The sentence for a screen. `soort` is the path of the exception, `eigen_zin` the fixed sentence of its class."""
    if ingetrokken:
        return INGETROKKEN
    if eigen_zin:
        return eigen_zin
    if geweigerd:
        return GEWEIGERD
    if not soort:
        return WEGGEVALLEN
    for soorten, zin in REDENEN:
        if soort in soorten:
            return zin
    return ONBEKEND.format(kenmerk=kenmerk)


def zin_van_weigering(traceback: str) -> str:
    """The sentence with which a task refused: the last line of its traceback, after the name of the exception."""
    regels = [regel for regel in traceback.strip().splitlines() if regel and not regel.startswith(" ")]
    return regels[-1].partition(": ")[2].strip() if regels else ""


def elke(seconden: float) -> str:
    """`elke dag`, `elke 15 minuten`, `elk uur`."""
    for lengte, een, meer in ((86400, "elke dag", "dagen"), (3600, "elk uur", "uur"), (60, "elke minuut", "minuten")):
        if seconden >= lengte and seconden % lengte == 0:
            aantal = int(seconden // lengte)
            return een if aantal == 1 else f"elke {aantal} {meer}"
    return f"elke {int(seconden)} seconden"
