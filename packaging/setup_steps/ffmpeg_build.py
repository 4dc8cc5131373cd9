"""The small FFmpeg of packages: what reads the sound of recordings, from files of all kinds, compiled from FFmpeg's own source.

PyAV's wheel brings every reader and writer of video along, with their libraries. The source is of the version that the wheel has,
and PyAV finds the same names in it. Loops in assembly are left out, since they need an assembler: to read a recording takes a
hundredth of the time that it takes to recognise it.
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import shutil
import tempfile
import urllib.request
from collections.abc import Iterable
from pathlib import Path

from setup_steps import compiled_parts
from setup_steps.layout import Layout, SetupError
from setup_steps.llama_build import jobs_here
from setup_steps.stamps import digest

VERSION = "8.1.2"
SHA256 = "464beb5e7bf0c311e68b45ae2f04e9cc2af88851abb4082231742a74d97b524c"
SOURCE = f"https://ffmpeg.org/releases/ffmpeg-{VERSION}.tar.xz"
ARCHIVE = "SOTTO_FFMPEG_SOURCE"
"""Names the archive where ffmpeg.org cannot be reached; Debian's source package of this version holds the same file."""
LIBRARIES = ("libavutil", "libavcodec", "libavformat", "libavfilter", "libswresample", "libswscale")
LISTED_WITH_VIDEO = ("comfortnoise", "dvaudio", "eightsvx_exp", "eightsvx_fib", "rka", "s302m", "speex")
"""Readers of sound that stand among those of video in FFmpeg's list."""
SETTINGS = (
    *(
        "--enable-shared",
        "--disable-static",
        "--disable-programs",
        "--disable-doc",
        "--disable-debug",
        "--disable-x86asm",
    ),
    *("--disable-autodetect", "--enable-zlib", "--disable-network", "--disable-avdevice", "--disable-everything"),
    *("--enable-protocol=file,pipe", "--enable-demuxers", "--enable-parsers"),
    *("--enable-filter=abuffer,abuffersink,aformat,anull,aresample", "--extra-cflags=-fno-asynchronous-unwind-tables"),
)
_TRIED = """
import io, sys, wave
sys.path.insert(0, sys.argv[1])
import av
assert av.__file__.startswith(sys.argv[1])
sound = io.BytesIO()
with wave.open(sound, "wb") as file:
    file.setnchannels(2), file.setsampwidth(2), file.setframerate(44100), file.writeframes(bytes(range(100)) * 1764)
sound.seek(0)
with av.open(sound, mode="r", metadata_errors="ignore") as opened:
    turned = av.AudioResampler(format="flt", layout="mono", rate=16000)
    frames = [each for frame in opened.decode(audio=0) for each in turned.resample(frame)]
    frames += turned.resample(None)
assert abs(sum(frame.samples for frame in frames) - 16000) < 20
for kind in ("aac", "ac3", "alac", "amrnb", "amrwb", "flac", "mp3", "opus", "pcm_s16le", "speex", "vorbis", "wmav2"):
    av.CodecContext.create(kind, "r")
kinds = {name for names in av.formats_available for name in names.split(",")}
assert {"amr", "asf", "avi", "flac", "matroska", "mov", "mp3", "mpegts", "ogg", "wav"} <= kinds
"""


def libraries(layout: Layout) -> Path | None:
    """The folder of the compiled libraries, from the cache that all clones share, or built now; ``None``, with a line that says so,
    where they cannot be built, and packages have the wheel's."""

    def make(folder: Path, lock: int) -> list[Path]:
        made = _build(layout, folder, keep_open=lock)
        try_out(layout, made)
        return made

    return compiled_parts.or_the_wheels(lambda: compiled_parts.kept(place(layout), "FFmpeg", make), "FFmpeg", 26)


def place(layout: Layout) -> Path:
    """Where they are kept: another place for another source, other settings, or another C library."""
    kind = digest(SHA256, "\n".join((*SETTINGS, *LISTED_WITH_VIDEO)), "-".join(platform.libc_ver()))
    return layout.wheel_cache / f"ffmpeg-{VERSION}-{platform.machine()}-{kind[:16]}"


def put_in(folder: Path, made: Iterable[Path], asked: Iterable[str]) -> None:
    """Puts the libraries in the place of the wheel's in ``folder``, under the names that are ``asked`` for. Among themselves
    they ask by the usual ones, which become links: the loader takes a file that it has loaded already only once."""
    for library in made:
        for name in asked:
            if name.startswith(f"{library.name.partition('.')[0]}-") and (folder / name).is_file():
                shutil.copyfile(library, folder / name)
                (folder / library.name).symlink_to(name)


def try_out(layout: Layout, made: list[Path]) -> None:
    """Has PyAV read with the libraries. Raises ``SetupError``."""
    with tempfile.TemporaryDirectory() as folder:
        (wheel,) = (layout.venv / "lib").glob("python*/site-packages/av")
        shutil.copytree(wheel, Path(folder) / "av", ignore=shutil.ignore_patterns("__pycache__"))
        beside = shutil.copytree(wheel.with_name("av.libs"), Path(folder) / "av.libs")
        put_in(beside, made, [library.name for library in beside.iterdir()])
        compiled_parts.try_out(layout.python, _TRIED, Path(folder), "FFmpeg", beside)


def readers_of_sound(listed: str) -> list[str]:
    """The names of all that read sound, in FFmpeg's ``libavcodec/allcodecs.c``."""
    of_sound = listed.partition("/* audio codecs */")[2].partition("/* subtitles */")[0]
    return sorted({*re.findall(r"\bff_(\w+)_decoder;", of_sound), *LISTED_WITH_VIDEO})


def _build(layout: Layout, folder: Path, *, keep_open: int) -> list[Path]:
    """The libraries, inside ``folder``, where an interrupted build goes on."""
    log = layout.work / "ffmpeg-build.log"
    log.unlink(missing_ok=True)
    print(f"Building a small FFmpeg {VERSION}, once for all clones: some 3 to 10 minutes", flush=True)
    print(f"  log: {log.relative_to(layout.root)}", flush=True)
    source = compiled_parts.unpacked(folder, lambda: _copy_archive(layout, folder), (SHA256,))
    readers = readers_of_sound((source / "libavcodec/allcodecs.c").read_text(encoding="utf-8"))
    jobs = os.environ.get("CMAKE_BUILD_PARALLEL_LEVEL") or str(jobs_here())
    for argv in (
        (str(source / "configure"), *SETTINGS, f"--enable-decoder={','.join(readers)}"),
        ("make", f"-j{jobs}"),
    ):
        compiled_parts.run(argv, "FFmpeg", log, cwd=source, keep_open=(keep_open,))
    return [next(source.glob(f"{name}/{name}.so.*")) for name in LIBRARIES]


def source_archive(layout: Layout) -> Path:
    """The archive of the source, which goes along with packages (the licence asks for it): from the cache that all clones share, or
    fetched now. Raises ``SetupError``."""
    archive = layout.wheel_cache / SOURCE.rpartition("/")[2]
    if not _is_known(archive):
        _fetch(archive)
    return archive


def _is_known(archive: Path) -> bool:
    return archive.is_file() and hashlib.sha256(archive.read_bytes()).hexdigest() == SHA256


def _fetch(archive: Path) -> None:
    archive.parent.mkdir(parents=True, exist_ok=True)
    fetching = archive.with_name(f"{archive.name}.{os.getpid()}.part")
    try:
        if given := os.environ.get(ARCHIVE):
            shutil.copyfile(given, fetching)
        else:
            with urllib.request.urlopen(SOURCE, timeout=30) as answer, fetching.open("wb") as file:
                shutil.copyfileobj(answer, file)
        if not _is_known(fetching):
            raise SetupError(
                f"What was fetched as the source of FFmpeg {VERSION} is another file than the one that is known."
            )
        fetching.replace(archive)
    except OSError as error:
        raise SetupError(f"The source of FFmpeg could not be fetched: {error}. {ARCHIVE} may name the file.") from error
    finally:
        fetching.unlink(missing_ok=True)


def _copy_archive(layout: Layout, folder: Path) -> None:
    archive = source_archive(layout)
    shutil.copyfile(archive, folder / archive.name)
