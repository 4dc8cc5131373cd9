"""Small libraries in the place of large ones that are linked to and never called.

FFmpeg is linked to encoders of video, to what makes encrypted connections and to the devices of the machine, and the whole OpenCV
to an FFmpeg and an OpenBLAS of its own. The loader wants them all; Sotto reads the sound of recordings that are on the disk, and
turns and cuts pictures that are in memory. NumPy's OpenBLAS asks the whole library of Fortran for four functions, which a small one
has.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from setup_steps.shared_libraries import Symbol, asked_names, libraries_in, needed, soname, symbols

ASKED_BY_FFMPEG = ("libx265", "libx264", "libSvtAv1Enc", "libvpx", "libgnutls")
"""The beginnings of the libraries' names, before the digest that wheels add. When FFmpeg first goes through its encoders they are
asked what they can do, and their stand-ins answer 0: nothing."""
ASKED_BY_OPENCV = ("libavif",)
NEVER_CALLED_BY_OPENCV = ("libavcodec", "libavformat", "libavutil", "libswscale", "libopenblasp")
"""Libraries of OpenCV's wheel whose functions end the process when one is called all the same. OpenCV hands matrices to OpenBLAS
from 25 rows on (``HAL_SVD_SMALL_MATRIX_THRESH`` in its hal_internal.cpp); the largest that RapidOCR has it solve has 8. It runs in
the process that reads documents, whose end is expected."""
ASKED_BY_PYAV = ("libavdevice",)
"""PyAV registers FFmpeg's devices when it is imported, and reads the library's texts about itself. The library would bring sound
cards and screens along, which PortAudio and Qt look after."""
ASKED_BY_PILLOW = re.compile(r"libxcb-[0-9a-f]{8}\.so")
"""For pictures of the screen, which Sotto does not take. Qt's libraries of that name and others with the same beginning are the
system's, and have no digest."""
OF_THE_SYSTEM = ("libjack.so", "libsystemd.so", "libgssapi_krb5.so")
"""Of the machine that makes the package: PortAudio asks for a JACK server and finds none (what a client of one version says, a
server of another does not understand); D-Bus would be handed its sockets by systemd if it were a server itself; and Qt would show
itself to a proxy on the network."""
OF_FORTRAN = "libgfortran-"


def _power(name: str, kind: str) -> str:
    return f"""
        {kind} {name}({kind} base, long power) {{
            {kind} result = 1;
            unsigned long left = power < 0 ? -(unsigned long)power : power;
            for ({kind} by = power < 0 ? 1 / base : base; left; left >>= 1, by *= by)
                if (left & 1) result *= by;
            return result;
        }}"""


IN_FORTRAN = {
    "_gfortran_concat_string": """
        void _gfortran_concat_string(unsigned long all, char *to, unsigned long first, const char *a, unsigned long second,
                                     const char *b) {
            for (unsigned long i = 0; i < all; i++)
                to[i] = i < first ? a[i] : i - first < second ? b[i - first] : ' ';
        }""",
    "_gfortran_pow_r4_i8": _power("_gfortran_pow_r4_i8", "float"),
    "_gfortran_pow_r8_i8": _power("_gfortran_pow_r8_i8", "double"),
    "_gfortran_etime": "float _gfortran_etime(float *both) { both[0] = both[1] = 0; return 0; }",
}
"""What LAPACK calls: two words become one, filled up with spaces; powers of whole numbers, as libgfortran reckons them; and the
time that has passed, which only its programs that measure themselves ask for."""
_NOTHING, _END, _ZEROS = "return 0;", "__builtin_trap();", "static const long zeros[8]; return (long)zeros;"


def replace_all(inside: Path) -> None:
    """Puts the stand-ins into the frozen program's folder of libraries."""
    libraries = libraries_in(inside)
    of_opencv = needed(library for library in libraries if library.parent.name == "cv2")
    for library in libraries:
        asked = _begins(library, ASKED_BY_FFMPEG) or library.name.startswith(OF_THE_SYSTEM)
        asked = asked or ASKED_BY_PILLOW.match(library.name) is not None
        if _begins(library, ASKED_BY_PYAV):
            replace(library, _ZEROS)
        elif asked or (library.name in of_opencv and _begins(library, ASKED_BY_OPENCV)):
            replace(library, _NOTHING)
        elif library.name in of_opencv and _begins(library, NEVER_CALLED_BY_OPENCV):
            replace(library, _END)
        elif library.name.startswith(OF_FORTRAN):
            replace_fortran(library, [other for other in libraries if library.name in needed([other])])


def replace_fortran(library: Path, asking: Iterable[Path]) -> None:
    """Puts ``IN_FORTRAN`` in the place of the whole library of Fortran, where those who are ``asking`` call nothing else of it."""
    given = [symbol for symbol in symbols(library) if symbol.name in IN_FORTRAN]
    asked = {name for other in asking for name in asked_names(other) if name.startswith("_gfortran_")}
    if asked <= {symbol.name for symbol in given}:
        _compile(library, "\n".join(IN_FORTRAN[symbol.name] for symbol in given), given)


def _begins(library: Path, names: Iterable[str]) -> bool:
    return library.name.startswith(tuple(f"{name}-" for name in names))


def replace(library: Path, does: str) -> None:
    """Puts a library with the same names in the place of ``library``; each function ``does`` this and nothing else."""
    given = symbols(library)
    _compile(library, source_of(given, does), given)


def _compile(library: Path, code: str, given: Iterable[Symbol]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source, versions = Path(folder) / "names.c", Path(folder) / "names.map"
        source.write_text(code, encoding="utf-8")
        versions.write_text(versions_of(given), encoding="utf-8")
        small = Path(folder) / "small.so"
        script = (f"-Wl,--version-script={versions}",) if versions.stat().st_size else ()
        flags = ("-shared", "-fPIC", "-nostdlib", "-Os", "-s", "-w", "-fno-builtin", f"-Wl,-soname,{soname(library)}")
        subprocess.run(("cc", *flags, *script, "-o", str(small), str(source)), capture_output=True, check=True)
        mode = library.stat().st_mode
        library.write_bytes(small.read_bytes())
        library.chmod(mode)


def source_of(given: Iterable[Symbol], does: str) -> str:
    """A C file that gives the same names: functions that all ``do`` the same, and data of zeros as large as it was."""
    lines = []
    for number, symbol in enumerate(given):
        name = f'__asm__("{symbol.name}")'
        if symbol.is_function:
            lines.append(f"long f{number}(void) {name}; long f{number}(void) {{ {does} }}")
        else:
            lines.append(
                f"extern char d{number}[{max(symbol.size_bytes, 8)}] {name}; char d{number}[{max(symbol.size_bytes, 8)}];"
            )
    return "\n".join((*lines, ""))


def versions_of(given: Iterable[Symbol]) -> str:
    """The linker's version script for these names; empty where none has a version."""
    by_version: dict[str, list[str]] = defaultdict(list)
    for symbol in given:
        if symbol.version:
            by_version[symbol.version].append(symbol.name)
    return "".join(f"{version} {{ global: {_listed(names)} }};\n" for version, names in by_version.items())


def _listed(names: Sequence[str]) -> str:
    return " ".join(f"{name};" for name in names)


def remove_unneeded(inside: Path, asked_before: set[str]) -> None:
    """Takes out the libraries that others asked for before, by these names, and none does any more. What nobody asked for even then
    is loaded by name, and stays."""
    while True:
        libraries = libraries_in(inside)
        unneeded = asked_before - needed(libraries)
        gone = [library for library in libraries if library.name in unneeded]
        if not gone:
            return
        for library in gone:
            library.unlink()
