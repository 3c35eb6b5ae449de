"""The child process of `veilig_uitvoeren`: limits itself, then runs named pure functions one after the other. Pure.

Speaks frames over its first two pipes: 8 bytes length, then a pickle. It has no Django, no settings and no secrets.
"""

import dataclasses
import enum
import importlib
import io
import os
import pickle
import re
import struct
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

LENGTE = struct.Struct(">Q")
KAMER = "vindplaats."
VEILIGE_NAMEN = frozenset(
    {
        *(("builtins", n) for n in ("set", "frozenset", "complex", "bytearray", "range", "slice")),
        *(("datetime", n) for n in ("date", "datetime", "time", "timedelta", "timezone")),
        ("decimal", "Decimal"),
        ("fractions", "Fraction"),
        ("uuid", "UUID"),
        *((m, n) for m in ("pathlib", "pathlib._local") for n in ("PosixPath", "WindowsPath")),
        ("collections", "OrderedDict"),
        ("collections", "Counter"),
        ("enum", "Enum"),
        ("copyreg", "_reconstructor"),
        ("builtins", "object"),
    }
)


class Antwoord(NamedTuple):
    """What the child says after a job. `piek_kb` is the peak resident memory of the process so far, in KiB."""

    gelukt: bool
    waarde: Any
    piek_kb: int


class Ontpakker(pickle.Unpickler):
    """Unpickles only plain values and classes of our own rooms: a child that read a hostile file is not trusted."""

    def find_class(self, module: str, naam: str) -> Any:
        if (module, naam) in VEILIGE_NAMEN:
            return super().find_class(module, naam)
        if module.startswith(KAMER) and "." not in naam:
            gevonden = super().find_class(module, naam)
            if gevonden.__module__ == module and _is_waarde(gevonden):
                return gevonden
        raise pickle.UnpicklingError(f"niet toegestaan in een antwoord: {module}.{naam}")


def _is_waarde(soort: Any) -> bool:
    """True for classes that only hold values: dataclasses, enums, named tuples and exceptions."""
    if not isinstance(soort, type):
        return False
    return dataclasses.is_dataclass(soort) or issubclass(soort, (enum.Enum, tuple, Exception))


def ontpak(ruw: bytes) -> Antwoord:
    """Read one answer of a child. Raises pickle.UnpicklingError for anything but plain values."""
    waarde = Ontpakker(io.BytesIO(ruw)).load()
    if not (isinstance(waarde, tuple) and len(waarde) == 3):
        raise pickle.UnpicklingError("antwoord heeft de verkeerde vorm")
    return Antwoord(bool(waarde[0]), waarde[1], int(waarde[2]))


def lees_frame(bron: BinaryIO) -> bytes | None:
    """The next frame, or None when the other side has gone."""
    kop = bron.read(LENGTE.size)
    if len(kop) < LENGTE.size:
        return None
    return bron.read(LENGTE.unpack(kop)[0])


def begrens(geheugen: int, schrijven: int) -> None:
    """Set the limits of this process for good: address space and file size in bytes, no core dump."""
    try:
        import resource
    except ImportError:  # no such limits on this platform; time is still watched by the parent
        return
    for soort, grens in (("RLIMIT_AS", geheugen), ("RLIMIT_CORE", 0), ("RLIMIT_FSIZE", schrijven)):
        try:
            resource.setrlimit(getattr(resource, soort), (grens, grens))
        except (OSError, ValueError, AttributeError):
            continue


def begrens_rekentijd(seconden: int) -> None:
    """Allow this many seconds of CPU from now on; the kernel ends the process after that."""
    try:
        import resource
    except ImportError:
        return
    gebruik = resource.getrusage(resource.RUSAGE_SELF)
    tot = int(gebruik.ru_utime + gebruik.ru_stime) + seconden + 1
    resource.setrlimit(resource.RLIMIT_CPU, (tot, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def piek_kb() -> int:
    """Peak resident memory of this process in KiB; 0 where the system does not tell.

    Not `ru_maxrss`: on Linux that counts what the parent had when it started this process.
    """
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return 0
    treffer = re.search(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE)
    return int(treffer.group(1)) if treffer else 0


def functie_van(naam: str) -> Any:
    """`vindplaats.kamer.module:functie` -> the function. Only our own modules."""
    module, _, functie = naam.partition(":")
    if not module.startswith(KAMER) or functie.startswith("_"):
        raise ValueError(f"geen eigen functie: {naam}")
    return getattr(importlib.import_module(module), functie)


def doe(naam: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bytes:
    """Run one job and pack its answer."""
    try:
        waarde = functie_van(naam)(*args, **kwargs)
        return _pak(True, waarde)
    except MemoryError:
        return _pak(False, ("geheugen", ""))
    except RecursionError:
        return _pak(False, ("fout", "RecursionError"))
    except Exception as fout:
        return _pak_fout(fout)


def _pak(gelukt: bool, waarde: Any) -> bytes:
    return pickle.dumps((gelukt, waarde, piek_kb()), protocol=5)


def _pak_fout(fout: Exception) -> bytes:
    """Own exceptions with a sentence travel whole; of others only the kind, for the log."""
    if type(fout).__module__.startswith(KAMER):
        try:
            ruw = _pak(False, ("eigen", fout))
            ontpak(ruw)
            return ruw
        except Exception:
            zin = getattr(fout, "zin", "")
            return _pak(False, ("fout", f"{type(fout).__name__}: {zin}"[:2000]))
    return _pak(False, ("fout", f"{type(fout).__name__}: {fout}"[:2000]))


def draai() -> None:
    """The loop of the child: first a frame with the limits, then jobs until the parent closes the pipe."""
    bron = os.fdopen(os.dup(0), "rb")
    doel = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints may not end up between the frames
    leeg = os.open(os.devnull, os.O_RDONLY)
    os.dup2(leeg, 0)
    eerste = lees_frame(bron)
    if eerste is None:
        return
    grenzen = pickle.loads(eerste)  # noqa: S301 - from our own parent
    begrens(grenzen["geheugen"], grenzen["schrijven"])
    while (frame := lees_frame(bron)) is not None:
        naam, args, kwargs = pickle.loads(frame)  # noqa: S301 - from our own parent
        del frame
        begrens_rekentijd(grenzen["rekentijd"])
        antwoord = doe(naam, args, kwargs)
        doel.write(LENGTE.pack(len(antwoord)))
        doel.write(antwoord)
        doel.flush()
        del antwoord, args, kwargs


if __name__ == "__main__":
    draai()
