"""The recovery code: the key itself, in a form that people can write down and type."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import WrongKey
from assistant.storage.database_key import DatabaseKey, key_of_recovery_code, looks_like_recovery_code, new_key

pytestmark = pytest.mark.unit

KEY = DatabaseKey(bytes(range(32)))


@settings(max_examples=20, deadline=None)
@given(st.binary(min_size=32, max_size=32))
def test_the_code_gives_back_the_key(raw: bytes) -> None:
    code = DatabaseKey(raw).recovery_code
    assert key_of_recovery_code(code).raw == raw
    assert [len(group) for group in code.split("-")] == [4] * 14


@pytest.mark.parametrize(
    "typed",
    [
        KEY.recovery_code.lower(),
        KEY.recovery_code.replace("-", " "),
        KEY.recovery_code.replace("-", ""),
        f"  {KEY.recovery_code}\n",
        KEY.recovery_code.replace("0", "O").replace("1", "l"),
        "".join(chr(ord(one) + 0xFEE0) for one in KEY.recovery_code),
    ],
    ids=["small", "spaces", "in one", "with ends", "misread", "wide"],
)
def test_how_it_is_typed_does_not_matter(typed: str) -> None:
    assert key_of_recovery_code(typed) == KEY


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 55), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_a_wrong_letter_is_found(at: int, letter: str) -> None:
    digits = KEY.recovery_code.replace("-", "")
    if digits[at] == letter:
        return
    wrong = digits[:at] + letter + digits[at + 1 :]
    assert looks_like_recovery_code(wrong)
    with pytest.raises(WrongKey):
        key_of_recovery_code(wrong)


@pytest.mark.parametrize("typed", ["", "a passphrase of five words", KEY.recovery_code[:-1], KEY.recovery_code + "A"])
def test_anything_else_is_no_code(typed: str) -> None:
    assert not looks_like_recovery_code(typed)
    with pytest.raises(WrongKey):
        key_of_recovery_code(typed)


def test_two_swapped_groups_are_found() -> None:
    groups = KEY.recovery_code.split("-")
    with pytest.raises(WrongKey):
        key_of_recovery_code("-".join([groups[1], groups[0], *groups[2:]]))


def test_no_text_of_a_key_shows_it() -> None:
    key = new_key()
    assert key.raw.hex() not in f"{key!r} {key} {key.fingerprint}"
    assert key.fingerprint not in key.raw.hex()
    assert new_key() != key
