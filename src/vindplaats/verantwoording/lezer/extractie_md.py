"""Markdown as it comes out of converters: headings of any level, bold lines, pipe and HTML tables, check boxes."""

import html
import re

from .extractie_tekst import AANGEVINKT, LEEG_VAK, schoon
from .neutraal import Document, Regel

_KOP = re.compile(r"^\s{0,3}(#{1,6})\s*(.*?)\s*#*\s*$")
_KENMERK = re.compile(r"\s*\{[#.][^{}]*\}$")
_VET_REGEL = re.compile(r"^\s*(?:[-*]\s+)?(\*\*|__)(?=\S)(.*\S)\1\s*:?\s*$")
_TAAK = re.compile(r"^(\s*(?:[-*+]|\d+[.)])\s+)\[([ xX])\]\s")
_VAKJE = re.compile(r"<input\b[^>]*>", re.I)
_TAG = re.compile(
    r"</?(?:b|i|u|strong|em|p|div|span|font|sup|sub|center|a|img|small|mark|body|html|ul|ol|li|hr|h[1-6])\b[^>]*>", re.I
)
_BR = re.compile(r"<br\s*/?>", re.I)
_LINK = re.compile(r"!?\[([^\]]*)\]\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)")
_NADRUK = re.compile(r"(\*{1,3}|(?<![\w])_{1,3})(?=\S)(.+?)(?<=\S)\1(?![\w*])")
_ONTSNAPT = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~&$])")
_STREEP = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_HTMLRIJ = re.compile(r"<t[hd]\b([^>]*)>(.*?)(?=</t[hd]>|<t[hd]\b|</tr>|$)", re.I | re.S)
_SPAN = re.compile(r"colspan\s*=\s*[\"']?(\d+)", re.I)
_COMMENTAAR = re.compile(r"<!--.*?-->", re.S)
_SCHUIL = "\ue000"
_LETTERLIJK = {0xE100 + code: chr(code) for code in range(33, 127)}
"""Escaped characters while emphasis is taken out: `\\*` is a star, never a mark."""


def is_markdown(tekst: str, naam: str) -> bool:
    """Told by content: headings with hashes, bold lines or table rows; the name only helps when in doubt."""
    kop = tekst[:200_000]
    tekens = len(re.findall(r"^#{1,6}\s*\S", kop, re.M)) + len(
        re.findall(r"^\s*(?:\*\*|__)\S.*\S(?:\*\*|__)\s*:?\s*$", kop, re.M)
    )
    tekens += len(re.findall(r"^\s*\|.*\|\s*$", kop, re.M)) + len(re.findall(r"<(?:table|input|br)\b", kop, re.I))
    return tekens >= 2 or naam.lower().endswith((".md", ".markdown"))


def _vak(m: re.Match[str]) -> str:
    return AANGEVINKT if re.search(r"\bchecked\b", m.group(), re.I) else LEEG_VAK


def ontdoe(tekst: str) -> str:
    """One piece of markdown as plain text."""
    tekst = _VAKJE.sub(_vak, _BR.sub("\n", tekst)) if "<" in tekst else tekst
    tekst = _ONTSNAPT.sub(lambda m: chr(0xE100 + ord(m[1])), tekst) if "\\" in tekst else tekst
    tekst = _LINK.sub(r"\1", tekst) if "](" in tekst else tekst
    for _ in range(3):
        if "*" not in tekst and "_" not in tekst:
            break
        tekst = _NADRUK.sub(r"\2", tekst)
    tekst = _TAG.sub("", tekst) if "<" in tekst else tekst
    tekst = html.unescape(tekst) if "&" in tekst else tekst
    kaal = re.sub(r"(?<![\w*])\*{2,}(?![\w*])|^\*\*|\*\*$", "", tekst).replace(_SCHUIL, "")
    return schoon(kaal.translate(_LETTERLIJK))


class _Lezer:
    def __init__(self, tekst: str) -> None:
        self.bron = re.split(r"\r\n|\r|\n", _COMMENTAAR.sub(lambda m: "\n" * m.group().count("\n"), tekst))
        self.regels: list[Regel] = []

    def lees(self) -> list[Regel]:
        i = 0
        while i < len(self.bron):
            regel = self.bron[i]
            if re.search(r"<table\b", regel, re.I):
                i = self._htmltabel(i)
                continue
            if re.match(r"\s*\|.*\|", regel) or (
                regel.count("|") >= 2 and i + 1 < len(self.bron) and _STREEP.match(self.bron[i + 1])
            ):
                self._piperij(regel)
            else:
                self._gewoon(regel)
            i += 1
        return self.regels

    def _gewoon(self, regel: str) -> None:
        kop = _KOP.match(regel)
        niveau = len(kop[1]) if kop else 0
        tekst = _KENMERK.sub("", kop[2]) if kop else re.sub(r"^\s{0,3}>\s?", "", regel)
        vet = bool(_VET_REGEL.match(tekst))
        tekst = _TAAK.sub(lambda m: m[1] + (AANGEVINKT if m[2] in "xX" else LEEG_VAK) + " ", tekst)
        tekst = re.sub(r"^(\s*)[*+](\s+)", r"\1-\2", tekst)
        for deel in ontdoe(tekst).split("\n"):
            self.regels.append(
                Regel("" if re.fullmatch(r"\s*(?:[-*_]\s*){3,}", deel) else deel.rstrip(), niveau=niveau, vet=vet)
            )

    def _piperij(self, regel: str) -> None:
        if _STREEP.match(regel):
            self.regels.append(Regel(""))
            return
        kaal = regel.replace("\\|", _SCHUIL + "\ue001").strip().strip("|")
        self._rij([(deel.replace(_SCHUIL + "\ue001", "|"), 1) for deel in kaal.split("|")])

    def _rij(self, ruw: list[tuple[str, int]]) -> None:
        delen = [ontdoe(tekst).strip() for tekst, _ in ruw]
        if len(delen) == 1 or any(len(d) > 200 for d in delen):
            for deel in delen:
                self.regels += [Regel(stuk.strip(), vet=bool(_VET_REGEL.match(ruw[0][0]))) for stuk in deel.split("\n")]
            return
        cellen = tuple(" ".join(d.split()) for d in delen)
        kolommen, plek = [], 0
        for _, breed in ruw:
            kolommen.append(plek)
            plek += breed
        self.regels.append(Regel("\t".join(cellen), cellen=cellen, kolommen=tuple(kolommen)))

    def _htmltabel(self, i: int) -> int:
        """All rows up to </table>, over several source lines; text before the table stays."""
        voor, _, blok = re.split(r"(<table\b[^>]*>)", self.bron[i], maxsplit=1, flags=re.I)
        if voor.strip():
            self._gewoon(voor)
        while not re.search(r"</table>", blok, re.I) and i + 1 < len(self.bron):
            i += 1
            blok += "\n" + self.bron[i]
        binnen, _, na = re.split(r"(</table>|\Z)", blok, maxsplit=1, flags=re.I)
        for rij in re.split(r"<tr\b[^>]*>", binnen, flags=re.I):
            cellen = [
                (m[2].replace("\n", " "), int(s[1]) if (s := _SPAN.search(m[1])) else 1) for m in _HTMLRIJ.finditer(rij)
            ]
            if cellen:
                self._rij(cellen)
        if na.strip():
            self._gewoon(na)
        return i + 1


def lees_markdown(tekst: str) -> Document:
    """Markdown to neutral lines."""
    return Document("md", _Lezer(tekst.replace("\f", "\n")).lees())
