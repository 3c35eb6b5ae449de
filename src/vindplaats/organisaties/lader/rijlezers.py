"""One function per file format: rows -> `Gelezen`. A row that cannot be used is reported, never guessed. Pure."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from vindplaats.organisaties import rules

from .gelezen import Aantal, Gelezen, Rij

Rijen = Iterator[tuple[int, dict[str, str]]]
_JAAR = re.compile(r"^leerlingen_((?:19|20)\d{2})$")


def _per_rij(rijen: Rijen, uit: Gelezen, doe: Callable[[int, dict[str, str]], None]) -> None:
    """Run `doe` on each row; its ValueError becomes a reported row."""
    for regel, rij in rijen:
        try:
            doe(regel, rij)
        except ValueError as fout:
            uit.meld(regel, str(fout))


def _eens(uit: Gelezen, tabel: str, sleutel: str, regel: int) -> None:
    """Refuse a key that was read before: the first row counts (double codes in the geo file)."""
    if sleutel in uit.tabel(tabel):
        raise ValueError(f"{sleutel} staat al op regel {uit.regels.get(sleutel, '?')}; die eerste rij is gebruikt")
    uit.regels[sleutel] = regel


def _kort(tekst: str, lengte: int) -> str:
    return tekst[:lengte]


def _school(uit: Gelezen, regel: int, code: str, velden: Rij) -> None:
    _eens(uit, "school", code, regel)
    naam = velden.get("naam", "")
    if "naam" in velden and not naam:
        raise ValueError("de naam van de school ontbreekt")
    uit.tabel("school")[code] = {"brin": code[:4], **velden}


def _gemeente(uit: Gelezen, code: str, naam: str) -> str:
    if naam:
        uit.tabel("gemeente").setdefault(code, {"naam": rules.nette_naam(naam)})
    return code


def _of_melding(uit: Gelezen, regel: int, lees: Callable[[], Any], wat: str) -> Any:
    """A field that is not needed: when it cannot be read it stays empty and is reported."""
    try:
        return lees()
    except ValueError as fout:
        uit.meld(regel, f"{fout}; {wat} blijft leeg", overgeslagen=False)
        return None


def _soort(tekst: str) -> str:
    soort = tekst.strip().upper()
    if soort not in rules.SOORTEN:
        raise ValueError(f"'{tekst[:20]}' is geen bekende soort school")
    return soort


def _aantallen(
    uit: Gelezen, code: str, soort: str, rij: dict[str, str], jaren: dict[str, int]
) -> dict[int, int | None]:
    """Counts from the first to the last year with pupils; years before and after stay out. Masked is None."""
    waarden = {jaar: rules.lees_aantal(rij[kolom]) for kolom, jaar in jaren.items() if rij[kolom]}
    gevuld = [jaar for jaar, n in waarden.items() if n != 0]
    if not gevuld:
        return {}
    binnen = {jaar: n for jaar, n in waarden.items() if min(gevuld) <= jaar <= max(gevuld)}
    for jaar, n in binnen.items():
        uit.aantallen[(code, jaar)] = (n, soort)
    return binnen


def _jaarkolommen(rij: dict[str, str]) -> dict[str, int]:
    return {kolom: int(m.group(1)) for kolom in rij if (m := _JAAR.match(kolom))}


def lees_regeling(rijen: Rijen, uit: Gelezen) -> None:
    """PC4 -> SWV, from the annex of the regulation (S-09)."""

    def doe(regel: int, rij: dict[str, str]) -> None:
        pc4 = rules.lees_pc4(rij["pc4"])
        _eens(uit, "postcode", pc4, regel)
        po = rules.lees_swv_code(rij["swv_po"])
        vo = rules.lees_swv_code(rij["swv_vo"]) if rij["swv_vo"] else ""
        uit.tabel("postcode")[pc4] = {"gemeente_naam": _kort(rij["gemeente"], 80), "swv_po": po, "swv_vo": vo}
        uit.tabel("swv").setdefault(po, {})

    _per_rij(rijen, uit, doe)


def lees_pc4_coordinaten(rijen: Rijen, uit: Gelezen) -> None:
    """PC4 -> place and coordinates."""

    def doe(regel: int, rij: dict[str, str]) -> None:
        pc4 = rules.lees_pc4(rij["postcode"])
        _eens(uit, "postcode", pc4, regel)
        breedte, lengte = _plek(uit, regel, rij["latitude"], rij["longitude"])
        uit.tabel("postcode")[pc4] = {
            "plaats": _kort(rules.nette_naam(rij["woonplaats"]), 80),
            "gemeente_naam": _kort(rij["gemeente"], 80),
            "breedte": breedte,
            "lengte": lengte,
        }

    _per_rij(rijen, uit, doe)


def _plek(uit: Gelezen, regel: int, breedte: str, lengte: str) -> tuple[float | None, float | None]:
    return (
        _of_melding(uit, regel, lambda: rules.lees_graden(breedte, 50.5, 53.8), "de plek op de kaart"),
        _of_melding(uit, regel, lambda: rules.lees_graden(lengte, 3.2, 7.4), "de plek op de kaart"),
    )


def lees_besturen(rijen: Rijen, uit: Gelezen) -> None:
    """Board number -> name."""

    def doe(regel: int, rij: dict[str, str]) -> None:
        nummer = rules.lees_bestuursnummer(rij["bevoegd_gezag"])
        _eens(uit, "bestuur", nummer, regel)
        if not rij["naam"]:
            raise ValueError("de naam van het bestuur ontbreekt")
        uit.tabel("bestuur")[nummer] = {"naam": _kort(rij["naam"], 160)}

    _per_rij(rijen, uit, doe)


def lees_duo_bo(rijen: Rijen, uit: Gelezen) -> None:
    """All sites of primary schools: address, board, denomination, website."""

    def doe(regel: int, rij: dict[str, str]) -> None:
        code = rules.lees_vestigingscode(rij["vestigingscode"])
        if code[:4] != rij["instellingscode"].upper():
            raise ValueError(f"vestiging {code} past niet bij instelling {rij['instellingscode'][:10]}")
        bestuur = rules.lees_bestuursnummer(rij["bevoegd gezag nummer"])
        velden = {
            "naam": _kort(rij["vestigingsnaam"], 160),
            "soort": "BO",
            "denominatie": _kort(rij["denominatie"], 80),
            "bestuur": bestuur,
            "gemeente": _gemeente(uit, rules.lees_gemeentecode(rij["gemeentenummer"]), rij["gemeentenaam"]),
            "straat": _kort(rij["straatnaam"], 120),
            "huisnummer": _kort(rij["huisnummer-toevoeging"], 20),
            "postcode": rules.lees_postcode(rij["postcode"]),
            "plaats": _kort(rules.nette_naam(rij["plaatsnaam"]), 80),
            "website": _kort(rij["internetadres"], 200),
        }
        _school(uit, regel, code, velden)
        uit.tabel("bestuur").setdefault(bestuur, {})

    _per_rij(rijen, uit, doe)


def lees_duo_geo(rijen: Rijen, uit: Gelezen) -> None:
    """Sites with address and coordinates; double codes keep the first row."""

    def doe(regel: int, rij: dict[str, str]) -> None:
        code = rules.lees_vestigingscode(rij["vestigingscode"])
        breedte, lengte = _plek(uit, regel, rij["lat"], rij["lon"])
        huis = rij["huisnummer"] + rij.get("huisletter", "") + rij.get("huisnummertoevoeging", "")
        velden = {
            "naam": _kort(rij["naam"], 160),
            "soort": _soort(rij["soort_po"]),
            "denominatie": _kort(rij.get("denominatie", ""), 80),
            "straat": _kort(rij.get("straat", ""), 120),
            "huisnummer": _kort(huis, 20),
            "postcode": rules.lees_postcode(rij["postcode"]),
            "plaats": _kort(rules.nette_naam(rij["plaats"]), 80),
            "website": _kort(rij.get("internetadres", ""), 200),
            "breedte": breedte,
            "lengte": lengte,
        }
        if rij.get("swv_po"):
            velden["swv"] = rules.lees_swv_code(rij["swv_po"])
        _school(uit, regel, code, velden)

    _per_rij(rijen, uit, doe)


def lees_leerlingen(rijen: Rijen, uit: Gelezen) -> None:
    """Pupils per site per year, closed sites too: a site without pupils in the last year gets its end date."""
    jaren: dict[str, int] = {}

    def doe(regel: int, rij: dict[str, str]) -> None:
        if not jaren:
            jaren.update(_jaarkolommen(rij))
        code = rules.lees_vestigingscode(rij["vestigingscode"])
        soort = _soort(rij["soort_vestiging"])
        bestuur = rules.lees_bestuursnummer(rij["bevoegd_gezag_nummer"])
        velden: Rij = {
            "naam": _kort(rij["naam_vestiging"], 160),
            "soort": soort,
            "denominatie": _kort(rij["denominatie_vestiging"], 80),
            "bestuur": bestuur,
            "gemeente": _gemeente(
                uit, rules.lees_gemeentecode(rij["gemeentecode_vestiging"]), rij["gemeentenaam_vestiging"]
            ),
        }
        _eens(uit, "school", code, regel)
        geteld = _aantallen(uit, code, soort, rij, jaren)
        _school(uit, regel, code, {**velden, **_looptijd(geteld, jaren)})
        uit.tabel("bestuur").setdefault(bestuur, {})

    _per_rij(rijen, uit, doe)


def _looptijd(geteld: dict[int, int | None], jaren: dict[str, int]) -> Rij:
    """van/tot as the counts show them: opened after the first column, closed before the last one."""
    uit: Rij = {}
    if not geteld or not jaren:
        return uit
    if min(geteld) > min(jaren.values()):
        uit["van_telling"] = min(geteld)
    if max(geteld) < max(jaren.values()):
        uit["tot_telling"] = max(geteld)
    return uit


def lees_afgeleid_vestigingen(rijen: Rijen, uit: Gelezen) -> None:
    """Joined sites of some SWVs, with the name of the SWV and pupils per year."""

    def doe(regel: int, rij: dict[str, str]) -> None:
        code = rules.lees_vestigingscode(rij["vestigingscode"])
        soort, swv = _soort(rij["soort"]), rules.lees_swv_code(rij["swv_po"])
        bestuur = rules.lees_bestuursnummer(rij["bevoegd_gezag"])
        breedte, lengte = _plek(uit, regel, rij.get("lat", ""), rij.get("lon", ""))
        velden = {
            "naam": _kort(rij["naam"], 160),
            "soort": soort,
            "denominatie": _kort(rij.get("denominatie", ""), 80),
            "bestuur": bestuur,
            "gemeente": _gemeente(uit, rules.lees_gemeentecode(rij["gemeentecode"]), rij.get("gemeente", "")),
            "straat": _kort(rij.get("straat", ""), 120),
            "huisnummer": _kort(rij.get("huisnummer", ""), 20),
            "postcode": rules.lees_postcode(rij.get("postcode", "")),
            "plaats": _kort(rules.nette_naam(rij.get("plaats", "")), 80),
            "website": _kort(rij.get("website", ""), 200),
            "breedte": breedte,
            "lengte": lengte,
            "swv": swv,
        }
        _eens(uit, "school", code, regel)
        _aantallen(uit, code, soort, rij, _jaarkolommen(rij))
        _school(uit, regel, code, velden)
        uit.tabel("bestuur").setdefault(bestuur, {})
        uit.tabel("swv")[swv] = {"naam": _kort(rij["swv_naam"], 160)} if rij["swv_naam"] else {}

    _per_rij(rijen, uit, doe)


def lees_afgeleid_landelijk(rijen: Rijen, uit: Gelezen) -> None:
    """Site -> SWV for sites whose postcode is not known."""

    def doe(regel: int, rij: dict[str, str]) -> None:
        code = rules.lees_vestigingscode(rij["vestigingscode"])
        soort, swv = _soort(rij["soort"]), rules.lees_swv_code(rij["swv_po"])
        _eens(uit, "school", code, regel)
        _aantallen(uit, code, soort, rij, _jaarkolommen(rij))
        _school(uit, regel, code, {"soort": soort, "swv": swv})
        uit.tabel("swv").setdefault(swv, {})

    _per_rij(rijen, uit, doe)


def lees_geojson(rijen: Iterable[Any], uit: Gelezen) -> None:
    """Names and codes of municipalities; one that lies in two SWVs gets a part in each (C-21)."""
    for nummer, rij in enumerate(rijen, start=1):
        uit.rijen += 1
        try:
            code = rules.lees_gemeentecode(str(rij.get("code", "")))
            naam, _ = rules.zonder_bsn(str(rij.get("naam", "")).strip())
            if not naam:
                raise ValueError("de naam van de gemeente ontbreekt")
            swvs = [rules.lees_swv_code(deel) for deel in str(rij.get("swv_po") or "").split("/") if deel.strip()]
        except ValueError as fout:
            uit.meld(nummer, str(fout))
            continue
        uit.tabel("gemeente")[code] = {"naam": _kort(naam, 80)}
        for swv in swvs:
            uit.delen.add((code, swv))
            uit.tabel("swv").setdefault(swv, {})


__all__ = ["Aantal", "lees_geojson"]
