"""The one error of the reader."""


class LeesFout(Exception):
    """A file that cannot be read. The text is a Dutch sentence for the user that says what to do next.

    `code` is a stable short name for programs: leeg, te_groot, te_veel_bladzijden, soort, macro, beveiligd,
    beschadigd, scan, ander_formulier, bom, entiteiten.
    """

    def __init__(self, zin: str, code: str = "onleesbaar") -> None:
        super().__init__(zin)
        self.zin = zin
        self.code = code
