"""Units that numbers are written with: what is weighed, measured or timed (pure). Currencies and per cent are of ``cells``."""

from __future__ import annotations

import re

_BEFORE = frozenset("$€£¥￥₹")


def _words_of(listed: str) -> tuple[str, ...]:
    return tuple(listed.split())


_SPELLED = _words_of("second minute hour day week month year piece page mile inch litre liter metre meter degree")
_SHORT = _words_of("""
    dB dBA dB(A) kg mg kW MW kWh Wh mAh Ah kVA Hz kHz MHz GHz kB KB MB GB TB Mbit/s Gbit/s km cm mm μm nm m2 m3 cm3 ml mL cl hl
    °C °F km/h m/s mph rpm bar hPa kPa MPa lb lbs oz ft kcal kJ lm lx dpi ms min mins hrs ha Nm
""")
# One letter behind a number is as often part of a name: they stand apart.
_LETTERS = _words_of("g t m l L W V h s")
_JAPANESE = _words_of("""
    キロ グラム キログラム トン メートル キロメートル センチ ミリ リットル デシベル ワット キロワット ヘルツ 分 時間 秒 週間
    か月 ヶ月 カ月 人 名 個 台 本 枚 冊 回 歳 才 畳 坪 度 ページ 件 泊
""")


def _any(units: tuple[str, ...]) -> str:
    return "|".join(re.escape(unit) for unit in sorted(units, key=len, reverse=True))


_NUMBER = r"(?P<number>[^\w\s]{0,2}[\d,.]*\d)"
_APART = rf"\s(?P<apart>{_any(_LETTERS)}|(?:{_any(_SPELLED)})s?)"
_MEASURED = re.compile(rf"{_NUMBER}(?:\s?(?P<close>{_any(_SHORT + _JAPANESE)})|{_APART})")
IN_QUESTIONS = rf"(?:{_any(tuple(unit.lower() for unit in _SHORT + _LETTERS))})(?![a-z])|(?:{_any(_SPELLED)})s?\b|{_any(_JAPANESE)}"
"""A pattern of the units of a folded question."""


def measured(text: str) -> tuple[str, str]:
    """The number of a cell in ordinary width, and the unit behind it: "48 dB". The whole cell and no unit where it has none."""
    found = _MEASURED.fullmatch(text)
    if found is None:
        return text, ""
    return found["number"], _singular(found["close"] or found["apart"])


def is_measure(unit: str) -> bool:
    """Whether a column's unit is one of those here, and no currency or per cent."""
    return unit in _SPELLED or unit in _SHORT or unit in _LETTERS or unit in _JAPANESE


def is_same(said: str, unit: str) -> bool:
    """Whether a question's unit, folded, is a column's."""
    return _singular(said.strip()) == unit.lower()


def with_unit(number: str, unit: str) -> str:
    """A written number with its unit, as it is read: "$5", "5円", "48 dB", "2 years"."""
    if not unit or unit in _BEFORE:
        return f"{unit}{number}"
    if unit in _SPELLED:
        return f"{number} {unit}{'' if number == '1' else 's'}"
    return f"{number}{' ' if is_measure(unit) and unit not in _JAPANESE else ''}{unit}"


def _singular(unit: str) -> str:
    return unit[:-1] if unit.endswith("s") and unit[:-1] in _SPELLED else unit
