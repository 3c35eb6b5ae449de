"""What the scripts in this folder share: the line about machine and date, Markdown tables, writing a section of RESULTS.md."""

import datetime as dt
import os
import platform
import re
from collections.abc import Sequence
from pathlib import Path

RESULTAAT = Path(__file__).resolve().parent / "RESULTS.md"


def machine() -> str:
    """Date, processor, cores, how busy it is, Python."""
    model = (
        re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text("utf-8"))
        if Path("/proc/cpuinfo").exists()
        else None
    )
    druk = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "?"
    soort = " ".join((model[1] if model else platform.machine()).split())
    return f"{dt.datetime.now().astimezone():%Y-%m-%d}, {os.cpu_count()} cores ({soort}, load {druk}), Python {platform.python_version()}"


def piek_mb(pid: int | str = "self") -> float:
    """Peak resident MB of a process. Not ru_maxrss: a child inherits that of its parent."""
    regel = re.search(r"VmHWM:\s*(\d+) kB", Path(f"/proc/{pid}/status").read_text("utf-8"))
    return int(regel[1]) / 1024 if regel else float("nan")


def tabel(koppen: Sequence[str], rijen: Sequence[Sequence[object]]) -> str:
    """A Markdown table: the first column to the left, the others to the right."""
    tekst = [[str(c) for c in rij] for rij in [koppen, *rijen]]
    breed = [max(len(rij[i]) for rij in tekst) for i in range(len(koppen))]
    uit = []
    for n, rij in enumerate(tekst):
        cellen = [c.ljust(breed[i]) if i == 0 else c.rjust(breed[i]) for i, c in enumerate(rij)]
        uit.append(f"| {' | '.join(cellen)} |")
        if n == 0:
            uit.append("|" + "|".join("---" if i == 0 else "---:" for i in range(len(koppen))) + "|")
    return "\n".join(uit)


def schrijf(titel: str, tekst: str) -> None:
    """Put a section in RESULTS.md, in the place of the one with the same title."""
    oud = RESULTAAT.read_text("utf-8") if RESULTAAT.exists() else "# Measured\n"
    blok = f"## {titel}\n\n{tekst.strip()}\n"
    patroon = re.compile(rf"^## {re.escape(titel)}\n.*?(?=^## |\Z)", re.M | re.S)
    nieuw = patroon.sub(lambda _: blok + "\n", oud) if patroon.search(oud) else f"{oud.rstrip()}\n\n{blok}"
    RESULTAAT.write_text(nieuw.rstrip() + "\n", "utf-8")
