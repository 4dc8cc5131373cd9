"""Parts compiled for packages: made once, kept only whole, and the wheel's where they cannot be made."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest

from setup_steps import compiled_parts, ffmpeg_build, sqlcipher_build
from setup_steps.layout import Layout, SetupError

pytestmark = pytest.mark.unit


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    (tmp_path / "requirements.lock").write_text(f"sqlcipher3==0.6.4 \\\n    --hash=sha256:{'a' * 64}\n")
    return Layout(root=tmp_path, wheel_cache=tmp_path / "cache")


def test_a_part_is_made_once(tmp_path: Path) -> None:
    made: list[Path] = []

    def make(folder: Path, _lock: int) -> list[Path]:
        folder.mkdir(parents=True)
        (folder / "libjam.so").write_bytes(b"jam")
        made.append(folder)
        return [folder / "libjam.so"]

    folders = {compiled_parts.kept(tmp_path / "jam-1", "jam", make) for _ in range(2)}
    assert folders == {tmp_path / "jam-1"}
    assert (tmp_path / "jam-1/libjam.so").read_bytes() == b"jam"
    assert len(made) == 1
    assert not made[0].exists()


def test_a_part_that_fails_is_not_kept_and_its_building_goes_on(tmp_path: Path) -> None:
    def make(folder: Path, _lock: int) -> list[Path]:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "half").touch()
        raise SetupError("no compiler")

    with pytest.raises(SetupError, match="no compiler"):
        compiled_parts.kept(tmp_path / "jam-1", "jam", make)
    assert not (tmp_path / "jam-1").exists()
    assert (tmp_path / "jam-1.building/half").exists()


def test_a_program_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="jam could not be built: no-such-program is not on this machine"):
        compiled_parts.run(("no-such-program",), "jam", tmp_path / "log")


def test_sources_are_unpacked_once(tmp_path: Path) -> None:
    fetched: list[int] = []

    def fetch() -> None:
        fetched.append(1)
        with tarfile.open(tmp_path / "here/jam-1.tar.gz", "w:gz") as tar:
            entry = tarfile.TarInfo("jam-1/jam.c")
            entry.size = 3
            tar.addfile(entry, io.BytesIO(b"jam"))

    for _ in range(2):
        source = compiled_parts.unpacked(tmp_path / "here", fetch, ("digest",))
        assert (source / "jam.c").read_bytes() == b"jam"
    compiled_parts.unpacked(tmp_path / "here", fetch, ("another",))
    assert len(fetched) == 2


LISTED = """
extern const FFCodec ff_h264_decoder;
extern const FFCodec ff_speex_decoder;
/* audio codecs */
extern const FFCodec ff_aac_encoder;
extern const FFCodec ff_aac_decoder;
/* PCM codecs */
extern const FFCodec ff_pcm_s16le_decoder;
/* subtitles */
extern const FFCodec ff_ssa_decoder;
"""


def test_what_reads_sound_in_ffmpegs_list() -> None:
    assert ffmpeg_build.readers_of_sound(LISTED) == sorted(["aac", "pcm_s16le", *ffmpeg_build.LISTED_WITH_VIDEO])


@pytest.mark.parametrize(
    ("content", "told"),
    [(None, "could not be fetched"), (b"something else", "is another file than the one that is known")],
)
def test_without_ffmpegs_source_the_package_has_the_wheels(
    layout: Layout,
    content: bytes | None,
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    given = layout.root / "given.tar.xz"
    if content is not None:
        given.write_bytes(content)
    monkeypatch.setenv(ffmpeg_build.ARCHIVE, str(given))
    assert ffmpeg_build.libraries(layout) is None
    said = capsys.readouterr()
    assert told in said.err
    assert "will have the whole FFmpeg of its wheel" in said.out


def test_without_sqlciphers_source_the_package_has_the_wheels(
    layout: Layout, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sqlcipher_build.library(layout, layout.python) is None
    assert "will have the whole SQLCipher of its wheel" in capsys.readouterr().out


def test_a_kept_sqlcipher_is_taken_and_another_source_is_kept_elsewhere(layout: Layout) -> None:
    folder = sqlcipher_build.place(layout)
    folder.mkdir(parents=True)
    assert sqlcipher_build.library(layout, layout.python) == folder / sqlcipher_build.MODULE
    lock = layout.root / "requirements.lock"
    lock.write_text(lock.read_text().replace("a" * 64, "b" * 64))
    assert sqlcipher_build.place(layout) != folder


def test_libraries_take_the_wheels_names_and_are_found_by_their_own(tmp_path: Path) -> None:
    made, inside = tmp_path / "libavutil.so.60", tmp_path / "inside"
    made.write_bytes(b"small")
    inside.mkdir()
    (inside / "libavutil-5809ad29.so.60.26.102").write_bytes(b"whole")
    others = ("libavdevice-d91b4e17.so.62", "libavutil-befbbc48.so.60.26.101")
    for name in others:
        (inside / name).write_bytes(b"whole")
    ffmpeg_build.put_in(inside, [made], ["libavutil-5809ad29.so.60.26.102", "libavdevice-d91b4e17.so.62", "libc.so.6"])
    assert (inside / "libavutil-5809ad29.so.60.26.102").read_bytes() == b"small"
    assert (inside / "libavutil.so.60").samefile(inside / "libavutil-5809ad29.so.60.26.102")
    assert [(inside / name).read_bytes() for name in others] == [b"whole", b"whole"], "another package's are left alone"
