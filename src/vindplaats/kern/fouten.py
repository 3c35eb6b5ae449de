"""What can go wrong in a verb, as exceptions that carry one clear Dutch sentence for the person on the screen."""


class Fout(Exception):
    """Base: `zin` says what is the matter and what to do next. `status` is the HTTP status it becomes."""

    status = 400

    def __init__(self, zin: str) -> None:
        super().__init__(zin)
        self.zin = zin


class NietGevonden(Fout):
    """The thing does not exist, or not for this person: a stranger learns nothing (404)."""

    status = 404

    def __init__(self, zin: str = "Niet gevonden of niet voor u zichtbaar.") -> None:
        super().__init__(zin)


class GeenRecht(Fout):
    """The person may see it but not do this (403)."""

    status = 403


class VerkeerdeStand(Fout):
    """The thing is in a state in which this cannot be done (409)."""

    status = 409


class OngeldigeInvoer(Fout):
    """What was given cannot be used; `velden` maps a field name to its sentence (400)."""

    def __init__(self, zin: str, velden: dict[str, str] | None = None) -> None:
        super().__init__(zin)
        self.velden = velden or {}


class Onvolledig(Fout):
    """Something must be there first; `ontbreekt` holds every missing thing as a sentence (409)."""

    status = 409

    def __init__(self, zin: str, ontbreekt: list[str]) -> None:
        super().__init__(zin)
        self.ontbreekt = ontbreekt


class Botsing(Fout):
    """Someone else saved in between: both versions are kept (409)."""

    status = 409


class ZonderPersoon(RuntimeError):
    """A protected table was read without a person or a named job. A mistake of the programmer, never of the user."""
