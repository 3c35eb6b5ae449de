"""Small invented files in every format the loader knows, with all their traps. Nothing here is a real school."""

BO_KOP = (
    "PROVINCIE;BEVOEGD GEZAG NUMMER;INSTELLINGSCODE;VESTIGINGSCODE;VESTIGINGSNAAM;STRAATNAAM;HUISNUMMER-TOEVOEGING;"
    "POSTCODE;PLAATSNAAM;GEMEENTENUMMER;GEMEENTENAAM;DENOMINATIE;TELEFOONNUMMER;INTERNETADRES"
)
LL_KOP = (
    "INSTELLINGSCODE;VESTIGINGSCODE;NAAM_VESTIGING;SOORT_VESTIGING;DENOMINATIE_VESTIGING;BEVOEGD_GEZAG_NUMMER;"
    "GEMEENTECODE_VESTIGING;GEMEENTENAAM_VESTIGING;LEERLINGEN_2021;LEERLINGEN_2022;LEERLINGEN_2023;LEERLINGEN_2024"
)
GEO_KOP = (
    "naam,type,denominatie,internetadres,straat,huisnummer,huisletter,huisnummertoevoeging,postcode,plaats,gemeente,"
    "provincie,brin_nummer,vestigingscode,onderwijsgebied,leerlingen,lon,lat,soort_po,swv_po"
)
BSN = "111222333"
"""Nine digits that pass the eleven test; a number of nobody."""


def bo_rij(code: str, naam: str = "De Proefschool", **anders: str) -> str:
    velden = {
        "provincie": "Ergens",
        "bestuur": "90001",
        "brin": code[:4],
        "code": code,
        "naam": naam,
        "straat": "Proefstraat",
        "nr": "1-A",
        "postcode": "6155 AB",
        "plaats": "PROEFDORP AAN DE BEEK",
        "gemcode": "1954",
        "gemeente": "SPLITDAL",
        "denominatie": "Openbaar",
        "tel": "0123456789",
        "web": "www.proef.example",
    } | anders
    return ";".join(velden.values())


def duo_bo(*rijen: str) -> bytes:
    """cp1252, semicolons, CRLF, as DUO writes it."""
    return ("\r\n".join((BO_KOP, *rijen)) + "\r\n").encode("cp1252")


def ll_rij(code: str, aantallen: str, soort: str = "BO", **anders: str) -> str:
    velden = {
        "brin": code[:4],
        "code": code,
        "naam": "De Proefschool met een afgek",
        "soort": soort,
        "denominatie": "Openbaar",
        "bestuur": "90001",
        "gemcode": "954",
        "gemeente": "SPLITDAL",
    } | anders
    return ";".join([*velden.values(), aantallen])


def leerlingen(*rijen: str) -> bytes:
    """utf-8 with a mark, semicolons, CRLF."""
    return ("\r\n".join((LL_KOP, *rijen)) + "\r\n").encode("utf-8-sig")


def geo(*rijen: str) -> bytes:
    return "\n".join((GEO_KOP, *rijen)).encode()


def geo_rij(code: str, straat: str = "Kaartweg", soort: str = "SBO", plek: str = "5.9,50.9") -> str:
    return f"Kaartschool,SBAO,Openbaar,,{straat},5,b,,6155AB,Proefdorp,SPLITDAL,Ergens,{code[:4]},{code},Gebied,140.0,{plek},{soort},PO9901"


REGELING = b"pc4,gemeente,swv_po,swv_vo\n6155,Oudschin,PO9901,VO9901\n6361,Oudnuth,PO9902,VO9901\n"
COORDINATEN = (
    b"postcode,woonplaats,gemeente,provincie,latitude,longitude,soort\n"
    b"6155,Puthdorp,Oudschin,Ergens,50.9523456,5.8634567,Adres\n"
    b"6361,Nuthdorp,Oudnuth,Ergens,999,5.8,Adres\n"
)
BESTUREN = b'bevoegd_gezag,naam,soort\n90001,"Stichting Proef, leren",bo\n9,Kort nummer,bo\n90002,,bo\n'
GEMEENTEN = (
    b'{"type":"FeatureCollection","features":['
    b'{"type":"Feature","properties":{"code":"GM1954","naam":"Splitdal","jaar":2022,"swv_po":"PO9901/PO9902"},"geometry":null},'
    b'{"type":"Feature","properties":{"code":"","naam":"Zonder code"},"geometry":null}]}'
)
AFGELEID_SWV = (
    b"vestigingscode,brin,naam,soort,denominatie,bevoegd_gezag,gemeentecode,gemeente,swv_po,swv_naam,straat,huisnummer,"
    b"postcode,plaats,website,adresbron,lat,lon,leerlingen_2023,leerlingen_2024\n"
    b"98AA00,98AA,Proef SBO,SBO,Openbaar,90001,1954,SPLITDAL,PO9901,Verband Noord,Weg,1,6155AB,PROEFDORP,,DUO,50.9,5.8,<5,61\n"
)
AFGELEID_LAND = b"vestigingscode,soort,swv_po,herkomst,leerlingen_2025\n98AA00,SBO,PO9901,geo2024,<5\n97ZZ00,BO,PO9901,gemeente,20\n"
