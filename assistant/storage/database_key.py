"""The key of an encrypted home: 32 random bytes, and the recovery code, which is the same bytes for a person to write down.

A key of so many random bits cannot be guessed, so nothing is derived from it (https://www.zetetic.net/sqlcipher/sqlcipher-api/#key,
“raw key data”): a slow derivation protects what people choose, and would cost a tenth of a second with each connection.
"""

from __future__ import annotations

import dataclasses
import hashlib
import secrets
import unicodedata

from assistant.errors import WrongKey

KEY_BYTES = 32
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32 (https://www.crockford.com/base32.html): no letter that is taken for a digit."""
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
_BITS = 5
_KEY_DIGITS, _CHECK_DIGITS, _GROUP_DIGITS = 52, 4, 4
_FINGERPRINT_DIGITS = 16


@dataclasses.dataclass(frozen=True, slots=True)
class DatabaseKey:
    """A key. Its bytes are never shown, logged, or written anywhere but into the keyring and the key file."""

    raw: bytes = dataclasses.field(repr=False)

    def __post_init__(self) -> None:
        if len(self.raw) != KEY_BYTES:
            raise ValueError("a key has 32 bytes")

    @property
    def as_sqlcipher(self) -> str:
        """As ``PRAGMA key`` and ``ATTACH … KEY`` take bytes that are used as they are."""
        return f"x'{self.raw.hex()}'"

    @property
    def fingerprint(self) -> str:
        """Names the key without telling anything of it."""
        return _digest("fingerprint", self.raw).hex()[:_FINGERPRINT_DIGITS]

    @property
    def recovery_code(self) -> str:
        """The key in groups of four digits and letters; the last group finds a slip of the pen."""
        number = int.from_bytes(self.raw, "big")
        digits = _in_digits(number, _KEY_DIGITS) + _check_digits(self.raw)
        return "-".join(digits[at : at + _GROUP_DIGITS] for at in range(0, len(digits), _GROUP_DIGITS))


def new_key() -> DatabaseKey:
    """A key that nobody has."""
    return DatabaseKey(secrets.token_bytes(KEY_BYTES))


def looks_like_recovery_code(text: str) -> bool:
    """Whether a text may be meant as a recovery code, though it may be mistyped."""
    digits = _digits_of(text)
    return len(digits) == _KEY_DIGITS + _CHECK_DIGITS and all(digit in _ALPHABET for digit in digits)


def key_of_recovery_code(text: str) -> DatabaseKey:
    """The key that a code stands for; small letters, wide letters, spaces and O for 0 do not matter. Raises ``WrongKey``."""
    digits = _digits_of(text)
    if looks_like_recovery_code(text):
        number = 0
        for digit in digits[:_KEY_DIGITS]:
            number = number << _BITS | _ALPHABET.index(digit)
        if number < 1 << KEY_BYTES * 8:
            raw = number.to_bytes(KEY_BYTES, "big")
            if _check_digits(raw) == digits[_KEY_DIGITS:]:
                return DatabaseKey(raw)
    raise WrongKey("There is a mistake in this recovery code.", "Compare it with what you wrote down, group by group.")


def _digits_of(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).upper().translate(_MISREAD)
    return "".join(one for one in plain if one.isalnum())


def _check_digits(raw: bytes) -> str:
    return _in_digits(int.from_bytes(_digest("check", raw)[:4], "big") >> 32 - _CHECK_DIGITS * _BITS, _CHECK_DIGITS)


def _in_digits(number: int, count: int) -> str:
    return "".join(_ALPHABET[number >> _BITS * place & (1 << _BITS) - 1] for place in range(count - 1, -1, -1))


def _digest(purpose: str, raw: bytes) -> bytes:
    return hashlib.sha256(f"sotto {purpose}".encode() + raw).digest()
