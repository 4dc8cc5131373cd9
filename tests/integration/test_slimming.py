"""Libraries are made smaller and still load: made with the C compiler, looked at with Python's loader."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import PySide6
import pytest

from setup_steps import icu_data, section_cut, slimming, stand_ins
from setup_steps.shared_libraries import functions, libraries_in, loads, needed, soname

pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(not all(map(shutil.which, ("cc", "nm", "readelf", "strip"))), reason="no C compiler is here"),
]


def compiled(library: Path, source: str, *flags: str, language: str = "c") -> Path:
    library.parent.mkdir(parents=True, exist_ok=True)
    argv = (
        "cc",
        "-shared",
        "-fPIC",
        "-x",
        language,
        "-",
        "-x",
        "none",
        "-o",
        str(library),
        f"-Wl,-soname,{library.name}",
        *flags,
    )
    subprocess.run(argv, input=source, text=True, check=True)
    return library


def called(function: str, *libraries: Path) -> int:
    """What a function of the last library gives, all of them loaded; minus a signal's number where that ended the process."""
    script = (
        "import ctypes, sys; *first, last = sys.argv[2:]\n"
        "for name in first: ctypes.CDLL(name, ctypes.RTLD_GLOBAL)\n"
        "sys.exit(getattr(ctypes.CDLL(last), sys.argv[1])())"
    )
    return subprocess.run([sys.executable, "-c", script, function, *map(str, libraries)], check=False).returncode


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A program whose PyAV is linked to an encoder, which is linked to what nobody else needs."""
    room = tmp_path / "_internal"
    below = compiled(room / "libnuma-1.so", "int numa(void) { return 7; }")
    origin = "-Wl,-rpath,$ORIGIN/.."
    encoding = "int numa(void); int depth = 12; int encode(void) { return numa(); }"
    encoder = compiled(room / "libx265-2.so", encoding, str(below), "-Wl,-rpath,$ORIGIN")
    reader = "int encode(void); extern int depth; int asked(void) { return encode() + depth; }"
    compiled(tmp_path / "_internal" / "av" / "reader.so", reader, str(encoder), origin, "-g")
    return tmp_path


def test_a_library_that_is_never_called_leaves_its_names(program: Path) -> None:
    slimming.slim(program)
    inside = program / "_internal"
    assert [library.name for library in libraries_in(inside)] == ["reader.so", "libx265-2.so"]
    assert soname(inside / "libx265-2.so") == "libx265-2.so"
    assert needed([inside / "av/reader.so"]) >= {"libx265-2.so"}
    assert called("asked", inside / "av/reader.so") == 0


def test_what_opencv_never_calls_ends_the_process_that_does(tmp_path: Path) -> None:
    inside = tmp_path / "_internal"
    below = compiled(inside / "libopenblasp-r0-1.so", "int solve(void) { return 1; }")
    other = compiled(inside / "libavcodec-2.so", "int decode(void) { return 2; }")
    asked = "int solve(void); int asked(void) { return solve(); } int other(void) { return 3; }"
    module = compiled(inside / "cv2" / "cv2.abi3.so", asked, str(below), "-Wl,-rpath,$ORIGIN/..")
    reader = compiled(
        inside / "av" / "reader.so",
        "int decode(void); int asked(void) { return decode(); }",
        str(other),
        "-Wl,-rpath,$ORIGIN/..",
    )
    stand_ins.replace_all(inside)
    assert called("other", module) == 3
    assert called("asked", module) == -signal.SIGILL
    assert called("asked", reader) == 2, "the FFmpeg of another package is left alone"


def test_what_sees_to_devices_tells_of_itself_and_does_nothing(tmp_path: Path) -> None:
    inside = tmp_path / "_internal"
    cards = compiled(inside / "libasound-1.so", "int card(void) { return 1; }")
    told = 'int card(void); const char *license(void) { return "GPL"; } int listed(void) { return card(); }'
    devices = compiled(inside / "libavdevice-2.so", told, str(cards), "-Wl,-rpath,$ORIGIN")
    asks = "const char *license(void); int asked(void) { return license()[0]; }"
    module = compiled(inside / "av" / "core.so", asks, str(devices), "-Wl,-rpath,$ORIGIN/..")
    server = compiled(inside / "libjack.so.0", "int jack_open(void) { return 1; }")
    before = {library.name for library in libraries_in(inside)}
    stand_ins.replace_all(inside)
    stand_ins.remove_unneeded(inside, before & {"libasound-1.so", "libavdevice-2.so"})
    assert [library.name for library in libraries_in(inside)] == ["core.so", "libavdevice-2.so", "libjack.so.0"]
    assert called("asked", module) == 0, "an empty text"
    assert called("jack_open", server) == 0


def test_what_draws_the_window_is_left_when_pictures_of_the_screen_go(tmp_path: Path) -> None:
    inside = tmp_path / "_internal"
    of_pillow = compiled(inside / "libxcb-9065bb12.so.1.1.0", "int connect(void) { return 1; }")
    of_qt = [compiled(inside / name, "int draw(void) { return 1; }") for name in ("libxcb.so.1", "libxcb-cursor.so.0")]
    stand_ins.replace_all(inside)
    assert called("connect", of_pillow) == 0
    assert [called("draw", library) for library in of_qt] == [1, 1]


def test_the_small_opencv_takes_the_place_of_the_whole_with_its_libraries(tmp_path: Path) -> None:
    inside = tmp_path / "_internal"
    below = compiled(inside / "libopenblasp-r0-1.so", "int solve(void) { return 1; }")
    asked = "int solve(void); int asked(void) { return solve(); }"
    compiled(inside / "cv2" / "cv2.abi3.so", asked, str(below), "-Wl,-rpath,$ORIGIN/..")
    small = compiled(tmp_path / "kept" / "cv2.abi3.so", "int asked(void) { return 2; }")
    slimming.slim(tmp_path, slimming.Small(opencv=small))
    assert [library.name for library in libraries_in(inside)] == ["cv2.abi3.so"]
    assert called("asked", inside / "cv2" / "cv2.abi3.so") == 2
    assert small.is_file(), "it is kept for the next package"


def test_symbols_of_debuggers_go(program: Path) -> None:
    library = program / "_internal" / "av" / "reader.so"
    before = library.stat().st_size
    slimming.strip(library, program / "_internal")
    assert library.stat().st_size < before
    assert loads(library, program / "_internal")


def test_the_look_of_one_desktop_goes_with_what_it_needs(tmp_path: Path) -> None:
    inside = tmp_path / "_internal"
    toolkit = compiled(inside / "libgtk-3.so.0", "int draw(void) { return 1; }")
    asks = "int draw(void); int asked(void) { return draw(); }"
    compiled(inside / "platformthemes" / "libqgtk3.so", asks, str(toolkit), "-Wl,-rpath,$ORIGIN/..")
    compiled(inside / "platformthemes" / "libqportal.so", "int asked(void) { return 2; }")
    slimming.slim(tmp_path)
    assert [library.name for library in libraries_in(inside)] == ["libqportal.so"]


def test_the_wheels_openmp_becomes_the_systems(tmp_path: Path) -> None:
    inside = tmp_path / "_internal"
    compiled(inside / "libgomp.so.1", "int omp_get_max_threads(void) { return 3; }")
    wheels = compiled(
        inside / "libgomp-1a2b.so.1.0.0", "int omp_get_max_threads(void) { return 4; } int newer(void) { return 5; }"
    )
    asks = "int omp_get_max_threads(void); int asked(void) { return omp_get_max_threads(); }"
    compiled(inside / "libmodel.so", asks, str(wheels), "-Wl,-rpath,$ORIGIN")
    slimming.share_openmp(inside)
    assert wheels.readlink() == Path("libgomp.so.1")
    assert called("asked", inside / "libmodel.so") == 3


def test_an_openmp_with_what_the_systems_has_not_stays(tmp_path: Path) -> None:
    inside = tmp_path / "_internal"
    compiled(inside / "libgomp.so.1", "int omp_get_max_threads(void) { return 3; }")
    wheels = compiled(inside / "libgomp-1a2b.so.1.0.0", "int newer(void) { return 5; }")
    compiled(inside / "libmodel.so", "int newer(void); int asked(void) { return newer(); }", str(wheels))
    slimming.share_openmp(inside)
    assert not wheels.is_symlink()


FORTRAN = """
void _gfortran_concat_string(unsigned long, char *, unsigned long, const char *, unsigned long, const char *);
double _gfortran_pow_r8_i8(double, long);
float _gfortran_pow_r4_i8(float, long);
int word(int at) { char to[6]; _gfortran_concat_string(6, to, 2, "LN", 2, "UT"); return to[at]; }
int fourth(void) { return word(3); }
int filled(void) { return word(5); }
int power(void) { return (int)_gfortran_pow_r8_i8(3, 4) + (int)(_gfortran_pow_r4_i8(2, -3) * 80); }
"""
WHOLE_FORTRAN = """
void _gfortran_concat_string(void) {} void _gfortran_pow_r8_i8(void) {} void _gfortran_pow_r4_i8(void) {}
void _gfortran_st_write(void) {}
"""


def test_four_functions_take_the_place_of_all_of_fortran(tmp_path: Path) -> None:
    inside = tmp_path / "_internal"
    whole = compiled(inside / "libgfortran-1.so.5", WHOLE_FORTRAN)
    solver = compiled(inside / "libscipy_openblas64_-1.so", FORTRAN, str(whole), "-Wl,-rpath,$ORIGIN")
    stand_ins.replace_all(inside)
    assert [called(name, solver) for name in ("fourth", "filled", "power")] == [ord("T"), ord(" "), 91]


def test_fortran_stays_where_more_of_it_is_called(tmp_path: Path) -> None:
    inside = tmp_path / "_internal"
    whole = compiled(inside / "libgfortran-1.so.5", WHOLE_FORTRAN)
    compiled(inside / "solver.so", "void _gfortran_st_write(void); void f(void) { _gfortran_st_write(); }", str(whole))
    before = whole.read_bytes()
    stand_ins.replace_all(inside)
    assert whole.read_bytes() == before


HOLDS_A_LARGE_SECTION = """
#include <stdexcept>
__attribute__((section(".large"))) extern const volatile unsigned char large[40000] = {1, 2, 3};
static const char *const told = "after";
int changed = 5;
extern "C" int middle() { return large[20000]; }
extern "C" int last() { changed += told[0] == 'a'; return changed; }
extern "C" int thrown() { try { throw std::runtime_error("x"); } catch (const std::exception &) { return 9; } return 0; }
"""


def test_a_section_is_cut_out_and_the_rest_stays_where_it_was(tmp_path: Path) -> None:
    filled = HOLDS_A_LARGE_SECTION.replace("{1, 2, 3}", "{" + "7, " * 39_999 + "7}")
    library = compiled(tmp_path / "libwhole.so", filled, "-lstdc++", language="c++")
    assert [called(name, library) for name in ("middle", "last", "thrown")] == [7, 6, 9]
    before = library.stat().st_size
    cut = section_cut.cut_out(library, ".large")
    assert 40_000 - 2 * section_cut.PAGE <= cut <= 40_000
    assert before - cut <= library.stat().st_size < before - cut + section_cut.PAGE
    assert [called(name, library) for name in ("middle", "last", "thrown")] == [0, 6, 9]
    assert soname(library) == "libwhole.so"
    assert section_cut.cut_out(library, ".large") == 0, "it is gone already"


def test_a_section_that_is_not_there_or_small_is_left(tmp_path: Path) -> None:
    library = compiled(
        tmp_path / "lib.so",
        'int answer(void) { return 42; } const char few[] __attribute__((section(".few"))) = "abc";',
    )
    whole = library.read_bytes()
    assert section_cut.cut_out(library, ".few") == section_cut.cut_out(library, ".nv_fatbin") == 0
    assert library.read_bytes() == whole


HOLDS_LARGE_FUNCTIONS = """
int kept(void) { return 3; }
int unused_one(void) { __asm__(".fill 30000, 1, 0x90"); return 4; }
int unused_two(void) { __asm__(".fill 30000, 1, 0x90"); return 5; }
int after(void) { return kept() + 3; }
"""


def test_functions_that_are_never_called_are_cut_out(tmp_path: Path) -> None:
    library = compiled(tmp_path / "libwhole.so", HOLDS_LARGE_FUNCTIONS)
    assert [called(name, library) for name in ("kept", "unused_one", "unused_two", "after")] == [3, 4, 5, 6]
    before = library.stat().st_size
    places = section_cut.unused_places(functions(library), {"unused_one", "unused_two"})
    cut = section_cut.cut_places(library, places)
    assert 60_000 - 2 * section_cut.PAGE <= cut <= 60_100
    assert before - cut <= library.stat().st_size < before - cut + section_cut.PAGE
    assert [called(name, library) for name in ("kept", "after")] == [3, 6]
    assert called("unused_two", library) == -signal.SIGSEGV, "nothing else is done in its place"


def test_a_section_goes_from_a_library_that_has_holes_already(tmp_path: Path) -> None:
    source = HOLDS_LARGE_FUNCTIONS + HOLDS_A_LARGE_SECTION.replace("#include <stdexcept>", "")
    source = source.replace('extern "C" ', "").split("int thrown")[0].replace("extern const", "const")
    library = compiled(tmp_path / "libwhole.so", source)
    whole = library.stat().st_size
    places = section_cut.unused_places(functions(library), {"unused_one", "unused_two"})
    cut = section_cut.cut_places(library, places) + section_cut.cut_out(library, ".large")
    assert cut > 80_000
    assert library.stat().st_size < whole - cut + 2 * section_cut.PAGE
    assert [called(name, library) for name in ("kept", "after", "middle", "last")] == [3, 6, 0, 6]


def test_equal_libraries_side_by_side_become_one(tmp_path: Path) -> None:
    first = compiled(tmp_path / "libllama.so", "int answer(void) { return 42; }")
    second = Path(shutil.copy(first, tmp_path / "libllama.so.0"))
    slimming.share_copies(tmp_path)
    assert second.is_symlink()
    assert second.readlink() == Path("libllama.so")
    assert called("answer", second) == 42


def test_versions_of_names_are_kept(tmp_path: Path) -> None:
    versions = tmp_path / "names.map"
    versions.write_text("LIBAVCODEC_62 { global: open; };\n")
    library = compiled(tmp_path / "lib.so", "int open(void) { return 1; }", f"-Wl,--version-script={versions}")
    caller = compiled(tmp_path / "caller.so", "int open(void); int asked(void) { return open(); }", str(library))
    stand_ins.replace(library, "return 0;")
    assert not loads(caller, tmp_path / "elsewhere"), "it is not beside its library"
    assert called("asked", library, caller) == 0


def test_the_largest_parts_count_a_package_with_its_libraries(tmp_path: Path) -> None:
    for place, size in {"cv2/cv2.so": 5, "cv2.libs/blas.so": 6, "numpy/core.so": 10}.items():
        file = tmp_path / "_internal" / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"." * size)
    assert slimming.largest_parts(tmp_path, 1) == [("cv2", 11)]
    assert slimming.size_bytes(tmp_path) == 21


ASKS_ICU = """
from PySide6.QtCore import QCollator, QLocale, QTimeZone
sorts = QCollator(QLocale("ja_JP"))
print(sorts.compare("あ", "い"), sorts.compare("ä", "z"))
full, plain = QTimeZone.NameType.LongName, QTimeZone.TimeType.StandardTime
print(QTimeZone(b"Asia/Tokyo").displayName(plain, full, QLocale("ja_JP")))
"""


@pytest.mark.skipif(shutil.which(icu_data.TOOL) is None, reason="icu-devtools is not installed")
def test_qt_sorts_and_names_time_zones_with_less_of_the_unicode_data(tmp_path: Path) -> None:
    (whole,) = (Path(PySide6.__file__).parent / "Qt/lib").glob("libicudata.so.*")
    less = Path(shutil.copy(whole, tmp_path))
    before = less.stat().st_ino
    icu_data.shrink(less)
    assert less.stat().st_ino != before, "the file that this process has mapped was cut"
    assert less.stat().st_size < 5_000_000
    said = subprocess.run(
        [sys.executable, "-c", ASKS_ICU],
        env={**os.environ, "LD_LIBRARY_PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.split() == ["-1", "-1", "日本標準時"]
    assert said.stderr == ""
