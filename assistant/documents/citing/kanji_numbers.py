"""Numbers that are written in kanji before what they count, as contracts write them: 八万五千円 is 85000円. Pure."""

from __future__ import annotations

import re

_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0}
_SMALL = {"十": 10, "百": 100, "千": 1_000}
_LARGE = {"万": 10_000, "億": 100_000_000}
_COUNTED = (
    "円|人|名|個|件|本|枚|冊|台|匹|頭|回|度|階|歳|割|世帯|"
    "時間|分|秒|日|週|年|か月|ヶ月|カ月|ヵ月|ケ月|箇月|月|時|パーセント|平米|坪|畳"
)
_NUMBER = re.compile(
    rf"(?<!第)(?<![〇零一二三四五六七八九十百千万億])[〇零一二三四五六七八九十百千万億]+(?={_COUNTED})"
)


def with_digits(text: str) -> str:
    """The text with such numbers in digits; what only looks like one (万年, 第一回) stays."""
    return _NUMBER.sub(lambda found: _in_digits(found.group()), text)


def _in_digits(number: str) -> str:
    if number[0] in _LARGE:
        return number
    if not any(sign in _SMALL or sign in _LARGE for sign in number):
        return "".join(str(_DIGITS[sign]) for sign in number)  # 二〇二五
    total = part = 0
    digit: int | None = None
    for sign in number:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in _SMALL:
            part += (1 if digit is None else digit) * _SMALL[sign]
            digit = None
        else:
            total += (part + (digit or 0)) * _LARGE[sign]
            part, digit = 0, None
    return str(total + part + (digit or 0))
