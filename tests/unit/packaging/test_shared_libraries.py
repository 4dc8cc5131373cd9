"""What is read of a library's names, and what is written in its place."""

from __future__ import annotations

import pytest

from setup_steps.shared_libraries import Symbol, read_symbols
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
