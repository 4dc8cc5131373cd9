"""Abbreviations, signs and dates as a person says them. Pure; English and Japanese.

Only what a synthesizer gets wrong is replaced: espeak-ng reads percentages and most numbers well, but "3–5" as "three five", "1/2"
as "one slash two", "x > 5" as "x five", and stops after the dot of "Dr.". Other numbers are in ``spoken_numbers``, quantities and
money in ``spoken_units``.
"""

from __future__ import annotations

import math
import re

from assistant.speech.synthesis.spoken_numbers import date_said, numbers_said
from assistant.speech.synthesis.spoken_units import MONEY_SIGN, amounts_said, units_said

_RANGE = re.compile(rf"(?<![\w–~〜-])({MONEY_SIGN}?\d+(?:[.,]\d+)?%?)\s?[–〜～]\s?(?={MONEY_SIGN}?\d)")
_UNIT_RANGE = re.compile(r"(?<=[a-z])–(?=[−-]?\d)")
_ISO_DATE = re.compile(r"(?<![\d-])(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?![\d-])")
_TIME = re.compile(r"(?<![\d:.])([01]?\d|2[0-3]):([0-5]\d)(?![\d:])")
_MAIL = re.compile(r"(?<![\w.])([\w+-]+(?:\.[\w+-]+)*)@([\w-]+(?:\.[\w-]+)+)", re.ASCII)

_FRACTION = re.compile(r"(?<![\d/.:])(?:(\d+)\s)?([1-9])/(10|[23458])(?![\d/]|\.\d)", re.ASCII)
"""Of the denominators that people say in words; "9/11", "24/7" and "3/4/2025" are none."""
_NUMERATORS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_DENOMINATORS = {
    2: ("half", "halves"),
    3: ("third", "thirds"),
    4: ("quarter", "quarters"),
    5: ("fifth", "fifths"),
    8: ("eighth", "eighths"),
    10: ("tenth", "tenths"),
}

_ENGLISH = (
    (re.compile(r"\bDr\.(?= [A-Z])"), "Doctor"),
    (re.compile(r"\bMr\.(?= [A-Z])"), "Mister"),
    (re.compile(r"\bMrs\.(?= [A-Z])"), "Missus"),
    (re.compile(r"\bMs\.(?= [A-Z])"), "Miz"),
    (re.compile(r"\bProf\.(?= [A-Z])"), "Professor"),
    (re.compile(r"\bSt\.(?= [A-Z])"), "Saint"),
    (re.compile(r"\bMt\.(?= [A-Z])"), "Mount"),
    (re.compile(r"\bSgt\.(?= [A-Z])"), "Sergeant"),
    (re.compile(r"\bLt\.(?= [A-Z])"), "Lieutenant"),
    (re.compile(r"\bCapt\.(?= [A-Z])"), "Captain"),
    (re.compile(r"\bAve\.?(?=$|[\s,;)])"), "Avenue"),
    (re.compile(r"\bRd\."), "Road"),
    (re.compile(r"(?<=\b[Aa]n )IV\b|(?<=\b[Tt]he )IV\b"), "I V"),
    (re.compile(r"\bPh\.\s?D\.?"), "PhD"),
    (re.compile(r"\bca?\.\s?(?=\d)"), "around "),
    (re.compile(r"\best\.(?= \d)"), "established"),
    (re.compile(r"\bmax\.(?= \d)", re.IGNORECASE), "maximum"),
    (re.compile(r"\bmin\.(?= \d)", re.IGNORECASE), "minimum"),
    (re.compile(r"\be\.\s?g\.,?", re.IGNORECASE), "for example"),
    (re.compile(r"\bi\.\s?e\.,?", re.IGNORECASE), "that is"),
    (re.compile(r"\bvs\.?(?= )", re.IGNORECASE), "versus"),
    (re.compile(r"\betc\.(?= [a-z])"), "et cetera"),
    (re.compile(r"\betc\."), "et cetera."),
    (re.compile(r"\bapprox\.", re.IGNORECASE), "approximately"),
    (re.compile(r"\bNos?\.(?= \d)"), "number"),
    (re.compile(r"\bFigs?\.(?= \d)", re.IGNORECASE), "figure"),
    (re.compile(r"\bpp\.(?= ?\d)"), "pages"),
    (re.compile(r"\bp\.(?= ?\d)"), "page"),
    (re.compile(r"(?<!\w)#(?=\d)"), "number "),
    (re.compile(r"\bw/o\b"), "without"),
    (re.compile(r"\bw/(?= )"), "with"),
    (re.compile(r"\b(24/7|50/50)\b"), lambda found: found[0].replace("/", " ")),
    (re.compile(r"\band/or\b"), "and or"),
    (re.compile(r"\b(he|him|his|she|her)/(?=(?:he|him|his|she|hers?|they)\b)", re.IGNORECASE), r"\1 or "),
    (re.compile(r"(?<=[A-Z])/(?=[A-Z])"), " "),
    (
        re.compile(r"(?<![/\w.-])(\w+)/(?=(?:second|minute|hour|day|night|week|month|year|person|kg)(?![\w/.-]))"),
        r"\1 per ",
    ),
    (re.compile(r"\b([ACDFG])#(?!\w)"), r"\1 sharp"),
    (re.compile(r"(?<!\w)~\s?(?=[\d$€£])"), "about "),
    (re.compile(r"(?<=[\w)])\^(-?\w+)"), r" to the power of \1"),
    (re.compile(r"(?<=[\w)])²"), " squared"),
    (re.compile(r"(?<=[\w)])³"), " cubed"),
    (re.compile(r"(?<=\s)>(?=\s)"), "is greater than"),
    (re.compile(r"(?<=\s)<(?=\s)"), "is less than"),
)
_SIGNS = {
    "→": (" to ", "から"),
    "⇒": (" so ", "だから"),
    "≈": (" about ", "約"),
    "≤": (" at most ", "以下"),
    "≥": (" at least ", "以上"),
    "≠": (" is not ", "ではなく"),
    "…": ("...", "…"),
}


def said_aloud(text: str, *, japanese: bool) -> str:
    """``text`` with its signs as words."""
    text = _MAIL.sub(lambda found: f"{found[1]} at {found[2].replace('.', ' dot ')}", text)
    text = _ISO_DATE.sub(_japanese_date if japanese else _english_date, text)
    text = _RANGE.sub(r"\1から" if japanese else r"\1 to ", text)
    text = amounts_said(text, japanese=japanese)
    text = _FRACTION.sub(lambda found: _fraction(found, japanese=japanese), text)
    text = units_said(text, japanese=japanese)
    for sign, words in _SIGNS.items():
        text = text.replace(sign, words[japanese])
    if japanese:
        return _TIME.sub(lambda found: f"{int(found[1])}時" + (f"{int(found[2])}分" if int(found[2]) else ""), text)
    text = _UNIT_RANGE.sub(" to ", text)
    for pattern, words_said in _ENGLISH:
        text = pattern.sub(words_said, text)
    return numbers_said(text)


def _fraction(found: re.Match[str], *, japanese: bool) -> str:
    whole, above, below = found[1], int(found[2]), int(found[3])
    if above >= below or math.gcd(above, below) > 1:
        return found[0]
    if japanese:
        return (f"{whole}と" if whole else "") + f"{below}分の{above}"
    said = f"{_NUMERATORS[above - 1]} {_DENOMINATORS[below][above > 1]}"
    return f"{whole} and {said}" if whole else said


def _english_date(found: re.Match[str]) -> str:
    return date_said(found[1], int(found[2]), int(found[3]))


def _japanese_date(found: re.Match[str]) -> str:
    return f"{found[1]}年{int(found[2])}月{int(found[3])}日"
