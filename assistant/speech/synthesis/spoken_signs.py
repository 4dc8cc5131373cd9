"""Units, abbreviations, signs and dates as a person says them. Pure; English and Japanese.

Only what a synthesizer gets wrong is replaced: espeak-ng reads numbers and percentages well, but "5 km" as letters, "3–5" as "three
five", "$5.50" as "dollar five", "1/2" as "one slash two", and stops after the dot of "Dr.".
"""

from __future__ import annotations

import math
import re

_UNITS = {
    # sign: (English singular, English plural, Japanese)
    "km": ("kilometre", "kilometres", "キロメートル"),
    "m": ("metre", "metres", "メートル"),
    "cm": ("centimetre", "centimetres", "センチメートル"),
    "mm": ("millimetre", "millimetres", "ミリメートル"),
    "µm": ("micrometre", "micrometres", "マイクロメートル"),
    "nm": ("nanometre", "nanometres", "ナノメートル"),
    "mi": ("mile", "miles", "マイル"),
    "ft": ("foot", "feet", "フィート"),
    "km²": ("square kilometre", "square kilometres", "平方キロメートル"),
    "m²": ("square metre", "square metres", "平方メートル"),
    "m³": ("cubic metre", "cubic metres", "立方メートル"),
    "km/h": ("kilometre per hour", "kilometres per hour", "キロメートル毎時"),
    "mph": ("mile per hour", "miles per hour", "マイル毎時"),
    "m/s": ("metre per second", "metres per second", "メートル毎秒"),
    "kg": ("kilogram", "kilograms", "キログラム"),
    "g": ("gram", "grams", "グラム"),
    "mg": ("milligram", "milligrams", "ミリグラム"),
    "lb": ("pound", "pounds", "ポンド"),
    "lbs": ("pound", "pounds", "ポンド"),
    "oz": ("ounce", "ounces", "オンス"),
    "L": ("litre", "litres", "リットル"),
    "l": ("litre", "litres", "リットル"),
    "ml": ("millilitre", "millilitres", "ミリリットル"),
    "mL": ("millilitre", "millilitres", "ミリリットル"),
    "ms": ("millisecond", "milliseconds", "ミリ秒"),
    "min": ("minute", "minutes", "分"),
    "°C": ("degree Celsius", "degrees Celsius", "度"),
    "℃": ("degree Celsius", "degrees Celsius", "度"),
    "°F": ("degree Fahrenheit", "degrees Fahrenheit", "度"),
    "℉": ("degree Fahrenheit", "degrees Fahrenheit", "度"),
    "°": ("degree", "degrees", "度"),
    "W": ("watt", "watts", "ワット"),
    "kW": ("kilowatt", "kilowatts", "キロワット"),
    "kWh": ("kilowatt hour", "kilowatt hours", "キロワット時"),
    "V": ("volt", "volts", "ボルト"),
    "Hz": ("hertz", "hertz", "ヘルツ"),
    "kHz": ("kilohertz", "kilohertz", "キロヘルツ"),
    "MHz": ("megahertz", "megahertz", "メガヘルツ"),
    "GHz": ("gigahertz", "gigahertz", "ギガヘルツ"),
    "KB": ("kilobyte", "kilobytes", "キロバイト"),
    "kB": ("kilobyte", "kilobytes", "キロバイト"),
    "MB": ("megabyte", "megabytes", "メガバイト"),
    "GB": ("gigabyte", "gigabytes", "ギガバイト"),
    "TB": ("terabyte", "terabytes", "テラバイト"),
    "px": ("pixel", "pixels", "ピクセル"),
}
_MONEY = {
    "$": ("dollar", "dollars", "ドル"),
    "€": ("euro", "euros", "ユーロ"),
    "£": ("pound", "pounds", "ポンド"),
    "¥": ("yen", "yen", "円"),
    "￥": ("yen", "yen", "円"),
}
_NUMBER = r"\d+(?:[.,]\d+)*"
_UNIT = re.compile(
    rf"(?<![\w.])({_NUMBER}) ?({'|'.join(sorted(map(re.escape, _UNITS), key=len, reverse=True))})(?![\w²³/°\-])",
    re.ASCII,
)
_AMOUNT = re.compile(rf"([{''.join(map(re.escape, _MONEY))}])\s?({_NUMBER})( (?:thousand|million|billion|trillion))?")
_RANGE = re.compile(r"(?<![\w–~〜-])(\d+(?:[.,]\d+)?)\s?[–〜～]\s?(?=\d)")
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

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_ENGLISH = (
    (re.compile(r"\bDr\.(?= [A-Z])"), "Doctor"),
    (re.compile(r"\bMr\.(?= [A-Z])"), "Mister"),
    (re.compile(r"\bMrs\.(?= [A-Z])"), "Missus"),
    (re.compile(r"\bMs\.(?= [A-Z])"), "Miz"),
    (re.compile(r"\bProf\.(?= [A-Z])"), "Professor"),
    (re.compile(r"\bSt\.(?= [A-Z])"), "Saint"),
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
    (re.compile(r"\b24/7\b"), "24 7"),
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
    text = _AMOUNT.sub(lambda found: _amount(found, japanese=japanese), text)
    text = _FRACTION.sub(lambda found: _fraction(found, japanese=japanese), text)
    text = _UNIT.sub(lambda found: _unit(found, japanese=japanese), text)
    for sign, words in _SIGNS.items():
        text = text.replace(sign, words[japanese])
    if japanese:
        return _TIME.sub(lambda found: f"{int(found[1])}時" + (f"{int(found[2])}分" if int(found[2]) else ""), text)
    for pattern, words_said in _ENGLISH:
        text = pattern.sub(words_said, text)
    return text


def _unit(found: re.Match[str], *, japanese: bool) -> str:
    singular, plural, ja = _UNITS[found[2]]
    if japanese:
        return found[1] + ja
    return f"{found[1]} {singular if found[1] == '1' else plural}"


def _fraction(found: re.Match[str], *, japanese: bool) -> str:
    whole, above, below = found[1], int(found[2]), int(found[3])
    if above >= below or math.gcd(above, below) > 1:
        return found[0]
    if japanese:
        return (f"{whole}と" if whole else "") + f"{below}分の{above}"
    said = f"{_NUMERATORS[above - 1]} {_DENOMINATORS[below][above > 1]}"
    return f"{whole} and {said}" if whole else said


def _amount(found: re.Match[str], *, japanese: bool) -> str:
    singular, plural, ja = _MONEY[found[1]]
    if japanese:
        return found[2] + ja
    return f"{found[2]}{found[3] or ''} {singular if found[2] == '1' and not found[3] else plural}"


def _english_date(found: re.Match[str]) -> str:
    return f"{_MONTHS[int(found[2]) - 1]} {int(found[3])}, {found[1]}"


def _japanese_date(found: re.Match[str]) -> str:
    return f"{found[1]}年{int(found[2])}月{int(found[3])}日"
