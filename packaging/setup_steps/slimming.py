"""Making the frozen program smaller without changing what it does.

What goes: wheels' libraries of which a small one was compiled (``Small``), second copies of a library, symbols that only debuggers
read, libraries that are linked to and never called (``stand_ins``), functions that are never called (``unused_functions``),
programs for graphics cards (``section_cut``), and data about languages that the window does not speak (``icu_data``). A library
that does not load any more when its symbols are out is left as it was, and at the end every library is loaded once.
"""

from __future__ import annotations

import dataclasses
import shutil
import subprocess
import tempfile
from collections import defaultdict
from pathlib import Path

from setup_steps import ffmpeg_build, icu_data, stand_ins, unused_functions
from setup_steps.layout import SetupError
from setup_steps.section_cut import cut_out, cut_places
from setup_steps.shared_libraries import asked_names, libraries_in, loads, needed, symbols
from setup_steps.stamps import file_digest

INSIDE = "_internal"
"""The folder in which PyInstaller puts everything but the program itself."""
_WORTH_IT = 0.98
OF_ONE_DESKTOP = "libqgtk3"
"""Qt's look of one desktop. It needs GTK, which would come along wherever the machine that makes the package has it, and which has
its own settings and modules on every other machine."""
ASKED_FOR_THE_PROCESSOR_ALONE = "libctranslate2"
OF_GRAPHICS_CARDS = ".nv_fatbin"
"""Where CUDA's compiler puts the programs of graphics cards, in a library that is only asked to work on the processor."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Small:
    """What was compiled for packages: the modules of OpenCV and SQLCipher, and the folder of FFmpeg's libraries. Where one is not
    there, the wheel's stays."""

    opencv: Path | None = None
    sqlcipher: Path | None = None
    ffmpeg: Path | None = None

    def put_in(self, inside: Path) -> None:
        """Puts them into the frozen program's folder of libraries. The small SQLCipher calls Python's OpenSSL, and stays out where
        Python has none that others can call."""
        if self.opencv is not None:
            shutil.copyfile(self.opencv, inside / "cv2" / self.opencv.name)
        if self.sqlcipher is not None and any(inside.glob("libcrypto.so.*")):
            shutil.copyfile(self.sqlcipher, inside / "sqlcipher3" / self.sqlcipher.name)
        if self.ffmpeg is not None:
            asked = needed(libraries_in(inside / "av"))
            ffmpeg_build.put_in(inside, sorted(self.ffmpeg.iterdir()), asked)


def slim(program: Path, small: Small | None = None) -> None:
    """Makes the frozen program in the folder ``program`` smaller, with ``small`` ones in the place of some of its libraries. Raises
    ``SetupError`` when a library does not load any more."""
    inside = program / INSIDE
    libraries = libraries_in(inside)
    whole, asked = {library for library in libraries if loads(library, inside)}, needed(libraries)
    if small is not None:
        small.put_in(inside)
    stand_ins.replace_all(inside)
    for library in libraries_in(inside):
        if library.name.startswith(OF_ONE_DESKTOP):
            library.unlink()
    stand_ins.remove_unneeded(inside, asked)
    for data in inside.glob("libicudata.so.*"):
        icu_data.shrink(data)
    share_copies(inside)
    share_openmp(inside)
    for library in libraries_in(inside):
        unused = unused_functions.places(library)
        strip(library, inside)
        cut_places(library, unused)
        if library.name.startswith(ASKED_FOR_THE_PROCESSOR_ALONE):
            cut_out(library, OF_GRAPHICS_CARDS)
    remove_dead_links(inside)
    broken = [library.name for library in libraries_in(inside) if library in whole and not loads(library, inside)]
    if broken:
        raise SetupError(f"These libraries of the frozen program do not load any more: {', '.join(broken)}.")


def size_bytes(folder: Path) -> int:
    """The sizes of all files below ``folder``; links count for nothing."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())


def largest_parts(program: Path, count: int = 10) -> list[tuple[str, int]]:
    """The largest parts of the frozen program and their bytes. A package counts together with the folder of its libraries."""
    parts: dict[str, int] = defaultdict(int)
    inside = program / INSIDE
    for file in program.rglob("*"):
        if file.is_file() and not file.is_symlink():
            name = file.relative_to(inside).parts[0] if file.is_relative_to(inside) else file.name
            parts[name.removesuffix(".libs")] += file.stat().st_size
    return sorted(parts.items(), key=lambda part: -part[1])[:count]


def share_copies(folder: Path) -> None:
    """Leaves one of several equal libraries that lie side by side, the one with the shortest name; the others link to it."""
    alike: dict[tuple[Path, str], list[Path]] = defaultdict(list)
    for library in libraries_in(folder):
        alike[library.parent, file_digest(library)].append(library)
    for copies in alike.values():
        first, *others = sorted(copies, key=lambda copy: (len(copy.name), copy.name))
        for other in others:
            other.unlink()
            other.symlink_to(first.name)


def share_openmp(inside: Path) -> None:
    """Leaves one OpenMP of two: the system's, which llama.cpp asks for, in the place of a wheel's, whose name has a digest. Where
    its library calls what the system's has not, the wheel's stays."""
    systems = inside / "libgomp.so.1"
    if not systems.is_file():
        return
    given = {symbol.name for symbol in symbols(systems)}
    for wheels in inside.glob("libgomp-*.so*"):
        asking = (library for library in libraries_in(inside) if wheels.name in needed([library]))
        asked = {name for library in asking for name in asked_names(library)}
        if asked & {symbol.name for symbol in symbols(wheels)} <= given:
            wheels.unlink()
            wheels.symlink_to(systems.name)


def strip(library: Path, beside: Path) -> None:
    """Takes the symbols out that only debuggers read. Wheels' libraries were changed after they were linked, and not all bear it:
    one that loaded before and does not afterwards is left as it was."""
    with tempfile.TemporaryDirectory() as folder:
        smaller = Path(folder) / library.name
        argv = ("strip", "--strip-unneeded", "-o", str(smaller), str(library))
        if subprocess.run(argv, capture_output=True, check=False).returncode != 0:
            return
        if smaller.stat().st_size > library.stat().st_size * _WORTH_IT:
            return
        whole = Path(folder) / "whole"
        loaded = loads(library, beside)
        shutil.copy2(library, whole)
        shutil.copyfile(smaller, library)
        if loaded and not loads(library, beside):
            shutil.copyfile(whole, library)


def remove_dead_links(folder: Path) -> None:
    """Removes links to files that are gone."""
    for file in folder.rglob("*"):
        if file.is_symlink() and not file.exists():
            file.unlink()
