"""A step is repeated when, and only when, what it was done for changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from setup_steps.stamps import Stamps, digest, file_digest

pytestmark = pytest.mark.unit


def test_a_stamp_holds_for_its_content_only(tmp_path: Path) -> None:
    stamps = Stamps(tmp_path / "stamps")
    assert not stamps.holds("packages", "one")
    stamps.mark("packages", "one")
    assert stamps.holds("packages", "one")
    assert stamps.holds("packages", "two", "one")
    assert not stamps.holds("packages", "two")
    assert not stamps.holds("sotto", "one")


def test_a_cleared_stamp_is_gone_and_clearing_twice_is_harmless(tmp_path: Path) -> None:
    stamps = Stamps(tmp_path)
    stamps.mark("installing", "yes")
    stamps.clear("installing")
    stamps.clear("installing")
    assert not stamps.holds("installing", "yes")


def test_an_interrupted_mark_leaves_the_step_undone(tmp_path: Path) -> None:
    (tmp_path / "packages.part").write_text("one")
    assert not Stamps(tmp_path).holds("packages", "one")


@given(st.lists(st.binary(max_size=8), max_size=4), st.lists(st.binary(max_size=8), max_size=4))
def test_different_parts_have_different_digests(one: list[bytes], other: list[bytes]) -> None:
    assert (digest(*one) == digest(*other)) == (one == other)


def test_a_file_digest_is_the_sha256_of_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"abc")
    assert file_digest(tmp_path / "file") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
