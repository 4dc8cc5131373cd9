"""Less of the Unicode data that come with Qt: 32 MB for every language of the world, in a library that holds nothing else.

Qt asks ICU how to sort texts and what time zones are called, and has dates and numbers of its own. The window speaks English and
Japanese, and reads no encodings but Unicode's. What is not there falls back to the root of all languages.
"""

from __future__ import annotations

import ctypes
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from setup_steps.shared_libraries import soname, symbols
from setup_steps.system_libraries import program

TOOL = "icupkg"
"""Of the Debian package ``icu-devtools``."""
_LANGUAGES = ("en", "ja")
_OF_A_LANGUAGE = re.compile(r"(?!res_index)([a-z]{2,3})(_\w*)?\.res")
_UNUSED_FOLDERS = ("brkitr", "rbnf", "translit")
"""Breaking of lines, numbers spelled out, and other scripts: Qt does the first itself, and not the others."""


def shrink(library: Path) -> None:
    """Leaves the data of the window's languages in ``libicudata``. Does nothing without the tool."""
    tool = program(TOOL)
    if tool is None:
        print(f"The Unicode data stay whole: {TOOL} is not installed (icu-devtools)", flush=True)
        return
    (symbol,) = symbols(library)
    held = ctypes.c_char.in_dll(ctypes.CDLL(str(library)), symbol.name)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # The tool takes the data's own name from both files', and a file ending in .txt for a list.
        whole, listed = folder / f"{symbol.name.removesuffix('_dat')}l.dat", folder / "unneeded.txt"
        less = folder / "less" / whole.name
        less.parent.mkdir()
        whole.write_bytes(ctypes.string_at(ctypes.addressof(held), symbol.size_bytes))
        items = subprocess.run((tool, "-l", str(whole)), capture_output=True, text=True, check=True).stdout.split()
        listed.write_text("".join(f"{item}\n" for item in unneeded(items)), encoding="utf-8")
        subprocess.run((tool, "-r", str(listed), str(whole), str(less)), capture_output=True, check=True)
        source = folder / "data.S"
        source.write_text(source_of(symbol.name, less), encoding="utf-8")
        small = folder / "small.so"
        flags = ("-shared", "-nostdlib", "-s", f"-Wl,-soname,{soname(library)}")
        subprocess.run(("cc", *flags, "-o", str(small), str(source)), capture_output=True, check=True)
        # This process has the library mapped: a file that shrinks under it would end the process at the next library it loads.
        staged = Path(shutil.copyfile(small, library.with_name(f"{library.name}.new")))
        staged.replace(library)


def unneeded(items: Iterable[str]) -> list[str]:
    """Those of the data's items that nobody asks for, in order."""
    return [item for item in items if not _is_needed(item)]


def _is_needed(item: str) -> bool:
    folder, _, name = item.rpartition("/")
    if folder in _UNUSED_FOLDERS or name.endswith(".cnv") or name == "unames.icu":
        return False
    language = _OF_A_LANGUAGE.fullmatch(name)
    return language is None or language[1] in _LANGUAGES


def source_of(name: str, data: Path) -> str:
    """An assembler file with the bytes of a file under a name that other libraries find."""
    return f"""\
    .section .rodata
    .balign 16
    .globl {name}
    .type {name}, %object
{name}:
    .incbin "{data}"
    .size {name}, . - {name}
    .section .note.GNU-stack,"",%progbits
"""
