"""Quantities and sums of money as a person says them. Pure; English and Japanese.

espeak-ng reads "5 km" as letters, "$5.50" as "dollar five", and "$5M" as "dollar five M".
"""

from __future__ import annotations

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
    "s": ("second", "seconds", "秒"),
    "sec": ("second", "seconds", "秒"),
    "min": ("minute", "minutes", "分"),
    "h": ("hour", "hours", "時間"),
    "hr": ("hour", "hours", "時間"),
    "hrs": ("hour", "hours", "時間"),
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
    "Mbps": ("megabit per second", "megabits per second", "メガビット毎秒"),
    "Gbps": ("gigabit per second", "gigabits per second", "ギガビット毎秒"),
    "MB/s": ("megabyte per second", "megabytes per second", "メガバイト毎秒"),
    "GB/s": ("gigabyte per second", "gigabytes per second", "ギガバイト毎秒"),
    "mAh": ("milliampere hour", "milliampere hours", "ミリアンペア時"),
    "kcal": ("kilocalorie", "kilocalories", "キロカロリー"),
    "dB": ("decibel", "decibels", "デシベル"),
    "tsp": ("teaspoon", "teaspoons", "小さじ"),
    "tbsp": ("tablespoon", "tablespoons", "大さじ"),
    "px": ("pixel", "pixels", "ピクセル"),
}
_MONEY = {
    # sign: (English singular, English plural, English for its hundredth, Japanese)
    "$": ("dollar", "dollars", ("cent", "cents"), "ドル"),
    "€": ("euro", "euros", ("cent", "cents"), "ユーロ"),
    "£": ("pound", "pounds", ("penny", "pence"), "ポンド"),
    "¥": ("yen", "yen", None, "円"),
    "￥": ("yen", "yen", None, "円"),
}
_LARGE = {
    "k": "thousand",
    "M": "million",
    "m": "million",
    "bn": "billion",
    "B": "billion",
    "b": "billion",
    "T": "trillion",
}
NUMBER = r"\d+(?:[.,]\d+)*"
MONEY_SIGN = f"[{''.join(map(re.escape, _MONEY))}]"
_NAMES = [re.escape(name) for name in sorted(_UNITS, key=len, reverse=True) if name != "s"]
_UNIT = re.compile(
    rf"(?<![\w.])({NUMBER}) ?({'|'.join(_NAMES)}|(?<= )s)(?![\w²³/°\-])(?:\.(?= [a-z\d]))?",
    re.ASCII,
)
"""Seconds stand apart: the 1990s, and people in their 30s, are none."""
_AMOUNT = re.compile(
    rf"(?:\b(US|CA|AU|NZ|HK))?({MONEY_SIGN})\s?({NUMBER})"
    r"( (?:thousand|million|billion|trillion)|(?:k|K|M|m|bn|B|b|T)\b)?(?!\d)"
)


def amounts_said(text: str, *, japanese: bool) -> str:
    """``text`` with sums of money in words."""
    return _AMOUNT.sub(lambda found: _amount(found, japanese=japanese), text)


def units_said(text: str, *, japanese: bool) -> str:
    """``text`` with units in words."""
    return _UNIT.sub(lambda found: _unit(found, japanese=japanese), text)


def _unit(found: re.Match[str], *, japanese: bool) -> str:
    singular, plural, ja = _UNITS[found[2]]
    if japanese:
        return found[1] + ja
    return f"{found[1]} {singular if found[1] == '1' else plural}"


def _amount(found: re.Match[str], *, japanese: bool) -> str:
    country, sign, number, large = found.groups(default="")
    singular, plural, hundredth, ja = _MONEY[sign]
    if japanese:
        return f"{country}{number}{large}{ja}"
    before = f"{country} " if country else ""
    if large:
        large = large.strip()
        return f"{number} {_LARGE.get(large, _LARGE.get(large.lower(), large))} {before}{plural}"
    whole, _, parts = number.rpartition(".")
    if hundredth is None or not whole or len(parts) != 2:
        return f"{number} {before}{singular if number == '1' else plural}"
    said = [f"{whole} {before}{singular if whole == '1' else plural}"] if whole != "0" or parts == "00" else []
    if parts != "00":
        said.append(f"{int(parts)} {hundredth[int(parts) > 1]}")
    return " and ".join(said)
