"""What the shared libraries (ELF) of a folder need and give, as the tools of the GNU binutils tell it."""

from __future__ import annotations

import dataclasses
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from setup_steps.section_cut import Function

_SYMBOL = re.compile(
    r"^(?P<name>[\w.$]+)(?:@@?(?P<version>[\w.]+))? (?P<kind>[A-Za-z])(?: [0-9a-f]+(?: (?P<size>[0-9a-f]+))?)?$"
)
_FUNCTIONS, _NOT_GIVEN = "TtWwi", "aAU"
_LOADS = "import ctypes, os, sys; ctypes.CDLL(sys.argv[1], os.RTLD_NOW | os.RTLD_LOCAL)"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Symbol:
    """A name that a library gives: a function, or data of ``size_bytes``. ``version`` is empty where there is none."""

    name: str
    version: str
    is_function: bool
    size_bytes: int


def libraries_in(folder: Path) -> list[Path]:
    """The shared libraries and extension modules below ``folder``, in order; links are left out."""
    found = (file for file in folder.rglob("*") if ".so" in file.suffixes and file.is_file() and not file.is_symlink())
    return sorted(file for file in found if _is_elf(file))


def _is_elf(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(4) == b"\x7fELF"


def loads(library: Path, beside: Path) -> bool:
    """Whether the library loads into a Python of this version, with every name it needs.

    Other libraries are looked for in the folder ``beside``, as the frozen program does.
    """
    argv = (sys.executable, "-S", "-c", _LOADS, str(library))
    return (
        subprocess.run(
            argv, capture_output=True, check=False, env={**os.environ, "LD_LIBRARY_PATH": str(beside)}
        ).returncode
        == 0
    )


def needed(libraries: Iterable[Path]) -> set[str]:
    """The names of the libraries that these ask for themselves."""
    return {name for library in libraries for name in _dynamic(library, "NEEDED")}


def soname(library: Path) -> str:
    """The name under which other libraries ask for it."""
    return next(iter(_dynamic(library, "SONAME")), library.name)


def _dynamic(library: Path, kind: str) -> list[str]:
    listed = subprocess.run(("readelf", "-dW", str(library)), capture_output=True, text=True, check=True).stdout
    return re.findall(rf"\({kind}\).*\[(.+)\]", listed)


def oldest_c_library(libraries: Iterable[Path]) -> str:
    """The version of glibc that all of them run with: the newest one that any of them asks for."""
    argv = ("readelf", "-VW", *map(str, libraries))
    return newest_asked(subprocess.run(argv, capture_output=True, text=True, check=True).stdout)


def newest_asked(listed: str) -> str:
    """The newest version of glibc in what ``readelf -V`` lists of needs; "0" where none is asked for."""
    versions = re.findall(r"Name: GLIBC_([0-9.]+)", listed)
    return max(versions, key=lambda version: [int(part) for part in version.split(".")], default="0")


def symbols(library: Path) -> list[Symbol]:
    """The names that a library gives to others, in order."""
    argv = ("nm", "-D", "--defined-only", "--format=posix", "--with-symbol-versions", str(library))
    return read_symbols(subprocess.run(argv, capture_output=True, text=True, check=True).stdout)


def asked_names(library: Path) -> list[str]:
    """The names that a library asks others for, without their versions."""
    argv = ("nm", "-D", "--undefined-only", "--format=posix", str(library))
    listed = subprocess.run(argv, capture_output=True, text=True, check=True).stdout
    return [line.split()[0].partition("@")[0] for line in listed.splitlines() if line.strip()]


def functions(library: Path) -> list[Function]:
    """All functions that a library has a name for, those it keeps to itself too, before the names are stripped."""
    argv = ("nm", "--defined-only", "--format=posix", str(library))
    listed = subprocess.run(argv, capture_output=True, text=True, check=True).stdout
    found = (line.split() for line in listed.splitlines())
    return [
        Function(name=words[0], address=int(words[2], 16), size_bytes=int(words[3], 16) if len(words) > 3 else 0)
        for words in found
        if len(words) > 2 and words[1] in _FUNCTIONS
    ]


def read_symbols(listed: str) -> list[Symbol]:
    """The lines of ``nm --format=posix``. Left out are absolute symbols, which only name versions, and the names of C++: the
    libraries that share templates would find them in each other."""
    found = {}
    for line in listed.splitlines():
        match = _SYMBOL.match(line.strip())
        if match is None or match["kind"] in _NOT_GIVEN or match["name"].startswith(("_Z", "_init", "_fini")):
            continue
        found[match["name"]] = Symbol(
            name=match["name"],
            version=match["version"] or "",
            is_function=match["kind"] in _FUNCTIONS,
            size_bytes=int(match["size"] or "0", 16),
        )
    return sorted(found.values(), key=lambda symbol: symbol.name)
