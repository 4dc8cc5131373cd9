"""Numbers that are written in kanji before what they count, alone or with digits: 八万五千円 is 85000円, as is 8万5千円. Pure."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0}
_SMALL = {"十": 10, "百": 100, "千": 1_000}
_LARGE = {"万": 10_000, "億": 100_000_000}
_COUNTED = (
    "円|人|名|個|件|本|枚|冊|台|匹|頭|回|度|階|歳|割|世帯|"
    "時間|分|秒|日|週|年|か月|ヶ月|カ月|ヵ月|ケ月|箇月|月|時|パーセント|平米|坪|畳"
)
_SIGNS = "〇零一二三四五六七八九十百千万億"
# To the end of its digits: split in all ways there are, thirty digits in a row would be tried for years.
_PLAIN = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?!\d)"
_NUMBER = re.compile(rf"(?<![第数何幾\d.,{_SIGNS}])(?:{_PLAIN}|[{_SIGNS}])*[{_SIGNS}](?={_COUNTED})")
_PART = re.compile(rf"{_PLAIN}|[{_SIGNS}]")


def with_digits(text: str, *, alone: bool = True) -> str:
    """The text with such numbers in digits, also those with both (1万2千円); what only looks like one (万年, 第一回) stays, and
    without ``alone`` a single sign does: many words begin with one (一時的, 十分な)."""
    return _NUMBER.sub(
        lambda found: _in_digits(found.group()) if alone or len(found.group()) > 1 else found.group(), text
    )


def _in_digits(number: str) -> str:
    parts = _PART.findall(unicodedata.normalize("NFKC", number))
    if parts[0] in _LARGE:
        return number
    if not any(part in _SMALL or part in _LARGE for part in parts):
        return "".join(str(_DIGITS.get(part, part)) for part in parts)  # 二〇二五
    total = below = Fraction(0)
    digit: Fraction | None = None
    for part in parts:
        if part in _SMALL:
            below += (1 if digit is None else digit) * _SMALL[part]
            digit = None
        elif part in _LARGE:
            total += (below + (digit or 0)) * _LARGE[part]
            below, digit = Fraction(0), None
        else:
            digit = Fraction(_DIGITS[part] if part in _DIGITS else part.replace(",", ""))
    whole = total + below + (digit or 0)
    return str(whole.numerator) if whole.denominator == 1 else number
