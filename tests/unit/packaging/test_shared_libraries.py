"""What is read of a library's names, and what is written in its place."""

from __future__ import annotations

import pytest

from setup_steps.shared_libraries import Symbol, newest_asked, read_symbols
from setup_steps.stand_ins import source_of, versions_of

pytestmark = pytest.mark.unit

LISTED = """\
LIBAVCODEC_62 A 0
avcodec_open2@@LIBAVCODEC_62 T 17f5e0 83
x265_max_bit_depth R 1040 4
x265_api_get_216 T 17f5a0
_ZNSt6vectorIiSaIiEE9push_backEOi W 14de20 55
_init T 1000
malloc U
"""


def test_functions_and_data_are_told_apart_and_names_of_cpp_left_out() -> None:
    assert read_symbols(LISTED) == [
        Symbol(name="avcodec_open2", version="LIBAVCODEC_62", is_function=True, size_bytes=0x83),
        Symbol(name="x265_api_get_216", version="", is_function=True, size_bytes=0),
        Symbol(name="x265_max_bit_depth", version="", is_function=False, size_bytes=4),
    ]


def test_a_stand_in_gives_the_same_names_with_their_versions() -> None:
    given = read_symbols(LISTED)
    assert versions_of(given) == "LIBAVCODEC_62 { global: avcodec_open2; };\n"
    source = source_of(given, "return 0;")
    assert all(f'__asm__("{symbol.name}")' in source for symbol in given)
    assert source.count("{ return 0; }") == 2


def test_the_newest_version_of_the_c_library_that_is_asked_for_is_the_oldest_that_will_do() -> None:
    asked = """
  0x0010:   Name: GLIBC_2.9  Flags: none  Version: 4
  0x0020:   Name: GLIBC_2.36  Flags: none  Version: 3
  0x0030:   Name: GLIBC_2.2.5  Flags: none  Version: 2
  0x0040:   Name: GLIBCXX_3.4.30  Flags: none  Version: 5
"""
    assert newest_asked(asked) == "2.36"
    assert newest_asked("") == "0"
