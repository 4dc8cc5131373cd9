"""What Sotto needs from the operating system, how to tell that it is there, and the Debian packages that bring it."""

from __future__ import annotations

import ctypes
import dataclasses
import enum
import importlib.util
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

ADMINISTRATORS = "/usr/local/sbin:/usr/sbin:/sbin"


class Purpose(enum.Enum):
    """What a piece is needed for."""

    BUILD = "making the environment"
    RUN = "opening the window"
    TEST = "the tests"
    PACKAGE = "making packages"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SystemPiece:
    """One thing from the system.

    ``name`` is what a person on any distribution would look for. ``packages`` are Debian and Ubuntu names of the same thing, the
    newest name first: the first one that the machine's package lists know is installed. Sotto goes on without an optional piece.
    """

    name: str
    packages: tuple[str, ...]
    purposes: frozenset[Purpose]
    found: Callable[[], bool]
    optional: bool = False


def _loads(soname: str) -> Callable[[], bool]:
    def found() -> bool:
        try:
            ctypes.CDLL(soname)
        except OSError:
            return False
        return True

    return found


def program(name: str) -> str | None:
    """Where a program is, also among those that only administrators have on their search path."""
    return shutil.which(name) or shutil.which(name, path=ADMINISTRATORS)


def _runs(*programs: str) -> Callable[[], bool]:
    return lambda: any(map(program, programs))


def _exists(folders: Iterable[str], pattern: str) -> Callable[[], bool]:
    return lambda: any(next(Path(folder).glob(pattern), None) for folder in folders)


def _has_ensurepip() -> bool:
    """Debian splits it off Python, and without it ``python3 -m venv`` fails half way. A folder left empty has no origin."""
    spec = importlib.util.find_spec("ensurepip")
    return spec is not None and spec.origin is not None


def _any_japanese_font() -> bool:
    folders = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")
    known = ("cjk", "ipa", "takao", "vlgothic", "droidsansfallback", "-jp", "japanese")
    fonts = (path.name.lower() for folder in folders for path in folder.rglob("*.[to]t[fc]"))
    return any(mark in font for font in fonts for mark in known)


_BUILD = frozenset({Purpose.BUILD})
_RUN = frozenset({Purpose.RUN})
_TEST = frozenset({Purpose.TEST})
_PACKAGE = frozenset({Purpose.PACKAGE})
# Packages take these along, from the machine they are made on: without one they would be made, and open no window elsewhere.
_WINDOW = frozenset({Purpose.RUN, Purpose.TEST, Purpose.PACKAGE})


def _library(soname: str, *packages: str, purposes: frozenset[Purpose]) -> SystemPiece:
    return SystemPiece(name=soname, packages=packages, purposes=purposes, found=_loads(soname))


def _header(file: str, package: str) -> SystemPiece:
    found = _exists(("/usr/include", "/usr/local/include"), file)
    return SystemPiece(name=file, packages=(package,), purposes=_PACKAGE, found=found, optional=True)


PIECES: tuple[SystemPiece, ...] = (
    SystemPiece(
        name="Python's venv module",
        packages=(f"python3.{sys.version_info.minor}-venv", "python3-venv"),
        purposes=_BUILD,
        found=_has_ensurepip,
    ),
    _library("libgomp.so.1", "libgomp1", purposes=_BUILD),
    # sound
    _library("libportaudio.so.2", "libportaudio2", purposes=_WINDOW),
    # Qt, on any platform plug-in
    _library("libEGL.so.1", "libegl1", purposes=_WINDOW),
    _library("libGL.so.1", "libgl1", purposes=_WINDOW),
    _library("libxkbcommon.so.0", "libxkbcommon0", purposes=_WINDOW),
    _library("libdbus-1.so.3", "libdbus-1-3", purposes=_WINDOW),
    _library("libfontconfig.so.1", "libfontconfig1", purposes=_WINDOW),
    _library("libglib-2.0.so.0", "libglib2.0-0t64", "libglib2.0-0", purposes=_WINDOW),
    # Qt on X11
    _library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", purposes=_WINDOW),
    _library("libxcb-cursor.so.0", "libxcb-cursor0", purposes=_WINDOW),
    _library("libxcb-icccm.so.4", "libxcb-icccm4", purposes=_WINDOW),
    _library("libxcb-image.so.0", "libxcb-image0", purposes=_WINDOW),
    _library("libxcb-keysyms.so.1", "libxcb-keysyms1", purposes=_WINDOW),
    _library("libxcb-randr.so.0", "libxcb-randr0", purposes=_WINDOW),
    _library("libxcb-render-util.so.0", "libxcb-render-util0", purposes=_WINDOW),
    _library("libxcb-shape.so.0", "libxcb-shape0", purposes=_WINDOW),
    _library("libxcb-xinerama.so.0", "libxcb-xinerama0", purposes=_WINDOW),
    # the window's texts, and pages of the tests that name a Japanese font and do not bring it
    SystemPiece(
        name="a font with Japanese letters",
        packages=("fonts-noto-cjk",),
        purposes=_RUN | _TEST,
        found=_any_japanese_font,
        optional=True,
    ),
    # what packages are smaller by
    SystemPiece(name="icupkg", packages=("icu-devtools",), purposes=_PACKAGE, found=_runs("icupkg"), optional=True),
    _header("openssl/evp.h", "libssl-dev"),
    _header("zlib.h", "zlib1g-dev"),
    # the window's tests start an X server that shows nothing, and press keys on it
    SystemPiece(name="Xvfb", packages=("xvfb",), purposes=_TEST, found=_runs("Xvfb")),
    SystemPiece(name="xdotool", packages=("xdotool",), purposes=_TEST, found=_runs("xdotool")),
    # the kernel's calls are watched, with a session bus of the tests' own
    SystemPiece(name="strace", packages=("strace",), purposes=_TEST, found=_runs("strace")),
    SystemPiece(name="dbus-daemon", packages=("dbus-daemon", "dbus"), purposes=_TEST, found=_runs("dbus-daemon")),
    # the audio tests start a PulseAudio of their own with virtual devices
    SystemPiece(name="PulseAudio", packages=("pulseaudio",), purposes=_TEST, found=_runs("pulseaudio")),
    SystemPiece(name="pactl", packages=("pulseaudio-utils",), purposes=_TEST, found=_runs("pactl")),
    SystemPiece(
        name="the ALSA plug-in for PulseAudio",
        packages=("libasound2-plugins",),
        purposes=_TEST,
        found=_exists(("/usr/lib", "/usr/lib64", "/lib"), "**/alsa-lib/libasound_module_pcm_pulse.so"),
    ),
)


def missing(purposes: Iterable[Purpose], pieces: Iterable[SystemPiece] = PIECES) -> tuple[SystemPiece, ...]:
    """The pieces for these purposes that this machine lacks."""
    wanted = frozenset(purposes)
    return tuple(piece for piece in pieces if piece.purposes & wanted and not piece.found())
