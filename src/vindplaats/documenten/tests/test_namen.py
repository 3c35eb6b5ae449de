"""Names of uploads are made harmless."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vindplaats.documenten.namen import LANGSTE, schone_naam, uitgang_van


@pytest.mark.parametrize(
    ("ruw", "uitgang", "schoon"),
    [
        ("../../etc/passwd", "txt", "passwd.txt"),
        ("C:\\Users\\x\\verslag.docx", "docx", "verslag.docx"),
        ("verslag\u202efdp.exe", "docx", "verslagfdp.docx"),
        ("con.docx", "docx", "_con.docx"),
        ("NUL", "txt", "_NUL.txt"),
        ("...", "pdf", "bestand.pdf"),
        ("", "pdf", "bestand.pdf"),
        ("a\x00b\nc.md", "md", "abc.md"),
        ('ver<s>l:a"g|?*.pdf', "pdf", "ver_s_l_a_g___.pdf"),
        ("verslag.markdown", "md", "verslag.markdown"),
        ("verslag 2023. definitief", "pdf", "verslag 2023. definitief.pdf"),
        ("cafe\u0301.txt", "txt", "café.txt"),
        (" .verborgen.docx ", "docx", "verborgen.docx"),
    ],
)
def test_name(ruw: str, uitgang: str, schoon: str) -> None:
    assert schone_naam(ruw, uitgang) == schoon


@given(st.text(max_size=300))
def test_any_name_is_harmless(ruw: str) -> None:
    naam = schone_naam(ruw, "pdf")
    assert naam.endswith(".pdf")
    assert 0 < len(naam) <= LANGSTE
    assert len(naam.encode()) <= 200
    assert not set(naam) & set('/\\<>:"|?*\x00\r\n\u202e')
    assert not naam.startswith(".")
    assert schone_naam(naam, "pdf") == naam


def test_ending() -> None:
    assert uitgang_van("A.DOCX") == "docx"
    assert uitgang_van("zonder") == ""
