"""What the source may not hold: ways to the outside, raw queries, shells, weak chance. New places are named here on purpose."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import vindplaats

BRON = Path(vindplaats.__path__[0])
NAAR_BUITEN = {
    "requests",
    "urllib.request",
    "http.client",
    "httpx",
    "aiohttp",
    "ftplib",
    "smtplib",
    "socket",
    "telnetlib",
}
MAG_NAAR_BUITEN = {
    "toegang/oidc.py",  # providers from the settings, https, no redirects, no proxy
    "techniek/toestand/controle_buiten.py",  # `check`: addresses from the settings or the command line
    "techniek/toestand/mail.py",  # the names of errors of the mail server
    "opdrachten/webserver.py",  # listens only, see below
    "opdrachten/demo.py",  # 127.0.0.1: is the demo up
    "opdrachten/testen.py",
    "opdrachten/soak/huis.py",
    "opdrachten/soak/mensen.py",
    "opdrachten/soak/opdracht.py",
}
RUWE_SQL = {
    "kern/levensteken.py", "kern/taken.py", "toegang/afsluiten.py", "toegang/grendel.py", "toegang/keten.py", "toegang/opdrachten_logboek.py",
    "organisaties/lader/schrijven.py", "techniek/bewaren/tabellen.py", "techniek/bewaren/terugzetten.py",
    "techniek/toestand/controle_buiten.py", "techniek/toestand/controle_huis.py", "techniek/toestand/views.py",
    "opdrachten/demo.py", "opdrachten/soak/streek.py",
}  # fmt: skip
PROCESSEN = {"documenten/veilig_uitvoeren.py", "opdrachten/demo.py", "opdrachten/testen.py", "opdrachten/soak/huis.py"}
PEKEL = {"documenten/veilig_uitvoeren.py", "documenten/werker.py"}
PROCESSEN |= {"opdrachten/soak/postgres.py"}


def _bestanden() -> Iterator[tuple[str, ast.Module]]:
    for pad in sorted(BRON.rglob("*.py")):
        kort = pad.relative_to(BRON).as_posix()
        if "/tests/" not in f"/{kort}" and "/migrations/" not in kort:
            yield kort, ast.parse(pad.read_text(encoding="utf-8"))


def _ingevoerd(boom: ast.Module) -> set[str]:
    uit: set[str] = set()
    for knoop in ast.walk(boom):
        if isinstance(knoop, ast.Import):
            uit |= {naam.name for naam in knoop.names}
        elif isinstance(knoop, ast.ImportFrom) and knoop.module and not knoop.level:
            uit |= {knoop.module} | {f"{knoop.module}.{naam.name}" for naam in knoop.names}
    return uit


def _aanroepen(boom: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    for knoop in ast.walk(boom):
        if isinstance(knoop, ast.Call):
            yield ast.unparse(knoop.func), knoop


def test_alleen_de_bekende_plekken_praten_naar_buiten() -> None:
    """No address of a user is ever fetched: only these files can open a connection, and OIDC follows no redirect."""
    gevonden = {kort for kort, boom in _bestanden() if _ingevoerd(boom) & NAAR_BUITEN}
    assert gevonden <= MAG_NAAR_BUITEN, f"opent verbindingen: {gevonden - MAG_NAAR_BUITEN}"
    oidc = (BRON / "toegang/oidc.py").read_text(encoding="utf-8")
    assert oidc.count("sessie.request(") == 1
    assert "allow_redirects=False" in oidc
    assert "trust_env = False" in oidc
    assert "request.GET" not in oidc
    assert "request.POST" not in oidc
    server = ast.parse((BRON / "opdrachten/webserver.py").read_text(encoding="utf-8"))
    assert not [naam for naam, _ in _aanroepen(server) if "connect" in naam]


def test_ruwe_sql_staat_alleen_waar_we_hem_kennen() -> None:
    """Raw statements in named files only; none is built from a request."""
    gevonden = set()
    for kort, boom in _bestanden():
        for naam, _ in _aanroepen(boom):
            if naam.endswith((".cursor", ".raw", ".extra", "RawSQL")):
                gevonden.add(kort)
    assert gevonden <= RUWE_SQL, f"ruwe SQL: {gevonden - RUWE_SQL}"
    for kort in gevonden - {"techniek/toestand/views.py"}:
        tekst = (BRON / kort).read_text(encoding="utf-8")
        assert "request.GET" not in tekst, kort
        assert "request.POST" not in tekst, kort


def test_geen_schil_en_geen_code_uit_tekst() -> None:
    """No shell, no eval, no template from a text, no YAML that makes objects; pickle only in the closed child."""
    fouten = []
    for kort, boom in _bestanden():
        for naam, aanroep in _aanroepen(boom):
            woorden = {woord.arg: ast.unparse(woord.value) for woord in aanroep.keywords}
            laatste = naam.rpartition(".")[2]
            if woorden.get("shell", "False") != "False" or naam in {"eval", "exec", "os.system", "os.popen", "compile"}:
                fouten.append(f"{kort}: {naam}")
            if naam.startswith("subprocess.") and kort not in PROCESSEN:
                fouten.append(f"{kort}: {naam}")
            if (laatste == "from_string" and "RGBColor" not in naam) or laatste == "Template":
                fouten.append(f"{kort}: {naam}")
            if naam in {"yaml.unsafe_load", "yaml.full_load"}:
                fouten.append(f"{kort}: {naam}")
            if naam == "yaml.load" and not re.search(r"(Safe|Base)Loader", ast.unparse(aanroep)):
                fouten.append(f"{kort}: {naam}")
            if naam.startswith(("pickle.", "marshal.", "shelve.")) and kort not in PEKEL:
                fouten.append(f"{kort}: {naam}")
    assert not fouten, fouten


def test_elke_xml_lezer_is_dicht() -> None:
    """Each parser of XML says that it takes no entities; the parsers of the standard library are not used."""
    fouten = []
    for kort, boom in _bestanden():
        if {n.partition(".")[0] for n in _ingevoerd(boom)} & {
            "xml",
            "pulldom",
        } and "xml.sax.saxutils" not in _ingevoerd(boom):
            fouten.append(f"{kort}: xml uit de standaardbibliotheek")
        for naam, aanroep in _aanroepen(boom):
            if naam.endswith("XMLParser") and "resolve_entities=False" not in ast.unparse(aanroep):
                fouten.append(f"{kort}: {naam}")
            if naam in {"etree.fromstring", "etree.parse"} and len(aanroep.args) < 2:
                fouten.append(f"{kort}: {naam} zonder eigen lezer")
    assert not fouten, fouten


def test_geen_xpath_uit_invoer() -> None:
    """An XPath expression is a constant: nothing is pasted into it."""
    fouten = []
    for kort, boom in _bestanden():
        for naam, aanroep in _aanroepen(boom):
            if naam.endswith(".xpath") and aanroep.args and isinstance(aanroep.args[0], ast.JoinedStr | ast.BinOp):
                fouten.append(f"{kort}: {ast.unparse(aanroep)[:80]}")
    assert not fouten, fouten


def test_geen_zwakke_hash() -> None:
    """MD5 nowhere; SHA-1 only to look up leaked passwords, whose lists are made with it."""
    fouten = []
    for kort, boom in _bestanden():
        for naam, aanroep in _aanroepen(boom):
            zwak = naam.endswith("md5") or (naam.endswith("sha1") and kort != "toegang/wachtwoorden.py")
            if zwak and "usedforsecurity=False" not in ast.unparse(aanroep):
                fouten.append(f"{kort}: {naam}")
    assert not fouten, fouten


def test_geen_zwak_toeval() -> None:
    """What may not be guessed comes from `secrets`; `random` is for the soak and invented people only."""
    gevonden = {kort for kort, boom in _bestanden() if "random" in _ingevoerd(boom)}
    assert all(kort.startswith("opdrachten/soak/") or kort.endswith("demo.py") for kort in gevonden), gevonden


def test_geen_gevaarlijke_javascript() -> None:
    """No eval, no messages from other windows, no document.write, no keys of a prototype, no other origin."""
    verboden = re.compile(
        r"\beval\(|new Function\(|postMessage|document\.write|__proto__|addEventListener\([\"']message|document\.cookie"
        r"|fetch\([\"'`]https?:|importScripts"
    )
    fouten = []
    for pad in BRON.rglob("*.js"):
        if "vendor" not in pad.parts:
            fouten += [f"{pad.name}: {t}" for t in verboden.findall(pad.read_text(encoding="utf-8"))]
    assert not fouten, fouten
