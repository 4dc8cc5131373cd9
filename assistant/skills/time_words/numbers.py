"""Numbers in words: "twenty-one", "two thousand and seventeen", "fourteenth", 三十五. Pure."""

from __future__ import annotations

import re

_ONES = (
    *(
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
    ),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = (
    *(
        "zeroth",
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
    ),
    *("twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"),
)
_TENTHS = ("twentieth", "thirtieth", "fortieth", "fiftieth", "sixtieth", "seventieth", "eightieth", "ninetieth")
_VALUES = {
    **{word: value for value, word in enumerate(_ONES)},
    **{word: 20 + 10 * at for at, word in enumerate(_TENS)},
    **{word: value for value, word in enumerate(_ORDINALS)},
    **{word: 20 + 10 * at for at, word in enumerate(_TENTHS)},
}
_WORD = rf"(?:{'|'.join(sorted((*_ONES, *_TENS, 'hundred', 'thousand'), key=len, reverse=True))})"
_ORDINAL_WORD = rf"(?:{'|'.join(sorted((*_ORDINALS, *_TENTHS), key=len, reverse=True))})"

NUMBER = rf"(?:\d+(?:\.\d+)?|{_WORD}(?:(?:[\s-]|\s+and\s+){_WORD})*)"
"""A number in digits or words, as a piece of a regular expression over lower-case English."""
_BELOW_SIXTY = "|".join(sorted((*_ONES, *_TENS[:4]), key=len, reverse=True))
SMALL = rf"(?:\d{{1,2}}|(?:(?:twenty|thirty|forty|fifty)[\s-])?(?:{_BELOW_SIXTY}))"
"""A number below a hundred."""
ORDINAL = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|(?:(?:twenty|thirty)[\s-])?{_ORDINAL_WORD})"
"""A day of the month as an ordinal."""

_KANJI = {"〇": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_KANJI_UNITS = {"十": 10, "百": 100, "千": 1000}
KANJI_NUMBER = r"(?:\d+(?:\.\d+)?|[〇零一二三四五六七八九十百千]+)"
"""A number in digits or kanji."""


def number(text: str) -> float:
    """The value of a text that matches ``NUMBER``, ``SMALL`` or ``ORDINAL``."""
    plain = text.lower().strip()
    if match := re.fullmatch(r"(\d+(?:\.\d+)?)(?:st|nd|rd|th)?", plain):
        return float(match[1])
    total = current = 0
    for word in re.split(r"[\s-]+", plain):
        if word == "and":
            continue
        if word == "hundred":
            current = max(current, 1) * 100
        elif word == "thousand":
            total += max(current, 1) * 1000
            current = 0
        else:
            current += _VALUES[word]
    return float(total + current)


def year_in_words(text: str) -> int:
    """A year in digits or words: "2017", "two thousand and seventeen", "twenty seventeen", "nineteen ninety"."""
    words = text.lower().split()
    if len(words) > 1 and words[0] in ("nineteen", "twenty") and "thousand" not in words and "hundred" not in words:
        return _VALUES[words[0]] * 100 + int(number(" ".join(words[1:])))
    return int(number(text))


def kanji_number(text: str) -> float:
    """The value of a text that matches ``KANJI_NUMBER``; 二〇一八 is read digit by digit."""
    if text[0].isdigit():
        return float(text)
    if not any(sign in _KANJI_UNITS for sign in text):
        return float("".join(str(_KANJI[sign]) for sign in text))
    total = current = 0
    for sign in text:
        if sign in _KANJI_UNITS:
            total += max(current, 1) * _KANJI_UNITS[sign]
            current = 0
        else:
            current = _KANJI[sign]
    return float(total + current)


DIGITS = r"-?\d[\d,]*(?:\.\d+)?"
ANY_NUMBER = re.compile(rf"{DIGITS}|{NUMBER}|{KANJI_NUMBER}", re.IGNORECASE)
"""A number in digits with or without commas, in English words or in kanji."""


def number_in(text: str) -> str:
    """The first number of a text as it is written; the text itself where there is none."""
    found = ANY_NUMBER.search(text)
    return found[0] if found is not None else text
