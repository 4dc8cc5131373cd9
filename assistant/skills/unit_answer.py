"""Converts units, exactly where they are exact: "how many cups in a litre?", "5 miles in km", 「6畳は何平方メートル？」."""

from __future__ import annotations

import dataclasses
import functools
import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from assistant.skills.base import AsksNothing, Context, Intent, Planned, Say, Understood
from assistant.skills.time_words.numbers import KANJI_NUMBER, NUMBER, kanji_number, number

if TYPE_CHECKING:
    from pint import UnitRegistry

SIGNIFICANT_DIGITS = 10
_AMOUNT = (
    r"(?P<amount>-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?"
    rf"|(?:a )?(?:hundred|thousand)\b(?:(?: and)? {NUMBER})?|an?|one|half an?|minus {NUMBER}"
    rf"|{NUMBER} and (?:a )?(?:half|quarter)|{NUMBER})"
)
_UNIT = r"(?P<{name}>[a-zA-Z°µ²³/][a-zA-Z°µ²³/. ]{{0,30}}?)"
_SOURCE, _TARGET = _UNIT.format(name="source"), _UNIT.format(name="target")
_ASKED = r"(?:what(?:[’']s| is)|convert|how much is|change|calculate)?"
_ARE = r"(?:are there |are |is |does |do |make |equal )*(?:in|to|per|make|equal|for)?"
_PATTERNS = (
    rf"^{_ASKED}\s*{_AMOUNT}\s*{_SOURCE} (?:in|to|into|as|equals? how many) {_TARGET}$",
    rf"^how (?:far|long|much|heavy|hot|cold|warm|big|fast|tall|high) (?:is|are) {_AMOUNT}\s*{_SOURCE} in {_TARGET}$",
    rf"^how many {_TARGET} {_ARE} ?{_AMOUNT}\s*{_SOURCE}(?: have| make| equal)?$",
    rf"^what(?:[’']s| is) the (?:total )?number of {_TARGET} in {_AMOUNT}\s*{_SOURCE}$",
)
_COMPILED = tuple(re.compile(pattern, re.IGNORECASE) for pattern in _PATTERNS)
_UNITS_JA = {
    "キロメートル": "km", "キロ": "km", "センチメートル": "cm", "センチ": "cm", "ミリメートル": "mm", "ミリ": "mm",
    "メートル": "m", "平方メートル": "m**2", "平米": "m**2", "平方キロメートル": "km**2", "ヘクタール": "hectare",
    "エーカー": "acre", "マイル": "mile", "インチ": "inch", "フィート": "foot", "フット": "foot", "ヤード": "yard",
    "海里": "nautical_mile", "キログラム": "kg", "グラム": "g", "ミリグラム": "mg", "ポンド": "pound",
    "オンス": "ounce", "トン": "metric_ton", "リットル": "liter", "ミリリットル": "ml", "カップ": "cup",
    "ガロン": "gallon", "パイント": "pint", "クォート": "quart", "大さじ": "tablespoon_jp", "小さじ": "teaspoon_jp",
    "合": "gou", "升": "shou", "坪": "tsubo", "畳": "jou", "帖": "jou", "尺": "shaku", "寸": "sun", "貫": "kan",
    "匁": "momme", "華氏": "degF", "摂氏": "degC", "℃": "degC", "度": "degC", "時間": "hour", "分": "minute",
    "秒": "second", "日": "day", "週間": "week", "km": "km", "cm": "cm", "mm": "mm", "m": "m", "kg": "kg", "g": "g",
    "ml": "ml", "L": "liter", "l": "liter", "㎡": "m**2", "平方センチメートル": "cm**2", "平方フィート": "foot**2",
}  # fmt: skip
_JA_NAMES = "|".join(sorted(map(re.escape, _UNITS_JA), key=len, reverse=True))
_JA_AMOUNT = rf"(?P<scale>華氏|摂氏)?(?P<amount>-?{KANJI_NUMBER}|マイナス{KANJI_NUMBER})(?P<source>{_JA_NAMES})"
_JA_TARGETS = (
    rf"(?:で|の)?何(?P<target>{_JA_NAMES})",
    rf"(?P<target2>{_JA_NAMES})で(?:いくつ|いくら|何)?",
    rf"(?P<target3>{_JA_NAMES})に(?:変換|換算|直)(?:して|すると|したら|し|する)*",
)
_JA = re.compile(
    rf"^{_JA_AMOUNT}(?:は|って|を)?(?P<scale2>華氏|摂氏)?(?:{'|'.join(_JA_TARGETS)})(?:ですか|でしょうか|か|になりますか|になる)?$"
)
_WORDS = {
    "c": "degC", "m": "m", "g": "g", "l": "liter", "kilo": "kg", "kilos": "kg",
    "celsius": "degC", "centigrade": "degC", "f": "degF", "fahrenheit": "degF", "k": "kelvin",
    "mph": "mile/hour", "kph": "km/hour", "kmh": "km/hour", "mb": "megabyte", "gb": "gigabyte", "kb": "kilobyte",
    "tb": "terabyte", "lbs": "pound", "lb": "pound", "oz": "ounce", "ft": "foot", "in": "inch", "yd": "yard",
    "stone": "stone", "pints": "pint", "tbsp": "tablespoon", "tsp": "teaspoon", "ounces": "ounce",
    "fluid ounces": "fluid_ounce", "fl oz": "fluid_ounce", "square feet": "foot**2", "square foot": "foot**2",
    "square meters": "m**2", "square metres": "m**2", "square miles": "mile**2", "square kilometers": "km**2",
    "square kilometres": "km**2", "cubic meters": "m**3", "cubic metres": "m**3", "cubic feet": "foot**3",
    "miles per hour": "mile/hour", "kilometers per hour": "km/hour", "kilometres per hour": "km/hour",
    "km/h": "km/hour", "meters per second": "m/second", "metres per second": "m/second",
    "nautical miles": "nautical_mile", "tons": "metric_ton", "tonnes": "metric_ton", "tonne": "metric_ton",
    "tatami": "jou", "tatami mats": "jou", "tsubo": "tsubo", "litres": "liter", "litre": "liter",
}  # fmt: skip
_KINDS = ("m", "m**2", "m**3", "kg", "kelvin", "second", "m/second", "joule", "pascal", "watt", "byte")
"""What is converted: one unit of each kind."""
# Japanese measures, by the law that tied them to the metre and the kilogram (shaku = 10/33 m, kan = 3.75 kg).
_DEFINITIONS = (
    "shaku = 10/33 * meter",
    "sun = shaku / 10",
    "tsubo = 36 * shaku ** 2",
    "jou = 1.62 * meter ** 2",
    "shou = 2401 / 1331 * liter",
    "gou = shou / 10",
    "kan = 3.75 * kilogram",
    "momme = kan / 1000",
    "tablespoon_jp = 15 * milliliter",
    "teaspoon_jp = 5 * milliliter",
)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    """``amount`` as a decimal number; units by the library's names, and as they were said."""

    amount: str
    source: str
    target: str
    said_source: str
    said_target: str


class UnitAnswer(AsksNothing):
    """Converts lengths, areas, volumes, weights, temperatures, speeds, times and amounts of data."""

    name = "unit.convert"

    def understand(self, text: str, context: Context) -> Understood:
        """See ``Skill``; as the next."""
        found = _japanese(text) if context.japanese else _english(text)
        return Intent(skill=self.name, arguments=found) if found is not None else None

    def plan(self, intent: Intent, context: Context) -> Planned:
        wish: Conversion = intent.arguments
        from pint.errors import DimensionalityError

        registry = _registry()
        source, target = registry.Unit(wish.source), registry.Unit(wish.target)
        amount = Fraction(wish.amount)
        try:
            if source.is_compatible_with("kelvin") and target.is_compatible_with("kelvin"):
                exact = _degrees(amount, wish.source, wish.target)
            else:
                factor = registry.Quantity(Fraction(1), source).to(target).magnitude
                exact = amount * Fraction(factor)
        except DimensionalityError:
            return Say(
                sentence=context.words(
                    f"{wish.said_source} cannot be converted to {wish.said_target}: they measure different things.",
                    f"{wish.said_source}は{wish.said_target}に換算できません。測るものが違います。",
                )
            )
        shown, whole = _written(exact)
        if context.japanese:
            return Say(
                sentence=f"{_plain(amount)}{wish.said_source}は{'' if whole else '約'}{shown}{wish.said_target}です。"
            )
        return Say(sentence=f"{_plain(amount)} {wish.said_source} {'=' if whole else '≈'} {shown} {wish.said_target}")


@functools.cache
def _registry() -> UnitRegistry[Any]:
    from pint import UnitRegistry  # half a second to load, and needed by few questions

    registry: UnitRegistry[Any] = UnitRegistry(non_int_type=Fraction, cache_folder=None)
    for definition in _DEFINITIONS:
        registry.define(definition)
    return registry


def _english(text: str) -> Conversion | None:
    for pattern in _COMPILED:
        if (match := pattern.match(text)) is None:
            continue
        source, target = _unit(match["source"]), _unit(match["target"])
        if source and target:
            amount = _amount(match["amount"])
            said_source, said_target = match["source"].strip(), match["target"].strip()
            return Conversion(
                amount=amount, source=source, target=target, said_source=said_source, said_target=said_target
            )
    return None


def _japanese(text: str) -> Conversion | None:
    match = _JA.match(text)
    if match is None:
        return None
    target = match["target"] or match["target2"] or match["target3"]
    scales = {"華氏": "degF", "摂氏": "degC"}
    source = scales.get(match["scale"] or "", _UNITS_JA[match["source"]])
    raw = match["amount"].replace("マイナス", "-")
    amount = (
        raw
        if raw.lstrip("-")[0].isdigit()
        else str(Fraction(kanji_number(raw.lstrip("-"))) * (-1 if raw[0] == "-" else 1))
    )
    target_unit = scales.get(match["scale2"] or "", _UNITS_JA[target])
    # 「キロ」 is a length or a weight, as the other one is.
    if match["source"] == "キロ" and _registry().Unit(target_unit).is_compatible_with("kg"):
        source = "kg"
    if target == "キロ" and _registry().Unit(source).is_compatible_with("kg"):
        target_unit = "kg"
    said_source = f"{match['source']}" if not match["scale"] else f"{match['source']}（{match['scale']}）"
    return Conversion(
        amount=amount,
        source=source,
        target=target_unit,
        said_source=said_source,
        said_target=target,
    )


def _amount(words: str) -> str:
    plain = re.sub(r"^a (?=hundred|thousand)", "", words.lower().replace(",", ""))
    if plain in ("a", "an", "one"):
        return "1"
    if plain.startswith("half"):
        return "1/2"
    if part := re.fullmatch(r"(.+) and (?:a )?(half|quarter)", plain):
        return str(Fraction(str(number(part[1]))) + Fraction(1, 2 if part[2] == "half" else 4))
    if plain.startswith("minus"):
        return f"-{Fraction(str(number(plain[6:])))}"
    return plain if re.match(r"-?\d", plain) else str(Fraction(str(number(plain))))


def _unit(words: str) -> str:
    """The library's name of a unit that people name; empty where it is none, or of a kind nobody converts."""
    plain = " ".join(words.strip().lower().replace("degrees", "").replace("degree", "").replace("°", "").split())
    known = _WORDS.get(plain)
    if known is not None:
        return known
    from pint.errors import PintError

    try:
        name = plain.replace(" ", "_")
        unit = _registry().Unit(name)
    except (PintError, ValueError, TypeError, AttributeError):
        return ""
    return name if len(plain) > 1 and any(unit.is_compatible_with(kind) for kind in _KINDS) else ""


def _degrees(amount: Fraction, source: str, target: str) -> Fraction:
    """Between scales of temperature, whose zeros differ."""
    zero, fahrenheit = Fraction("273.15"), Fraction("459.67")
    kelvin = amount
    if source == "degC":
        kelvin = amount + zero
    elif source == "degF":
        kelvin = (amount + fahrenheit) * Fraction(5, 9)
    if target == "degC":
        return kelvin - zero
    return kelvin * Fraction(9, 5) - fahrenheit if target == "degF" else kelvin


def _written(value: Fraction) -> tuple[str, bool]:
    """A number as people write it, and whether that is all of it."""
    rest = value.denominator
    for factor in (2, 5):
        while rest % factor == 0:
            rest //= factor
    if rest == 1 and len(_plain(value).replace(".", "")) <= SIGNIFICANT_DIGITS + 5:
        return _plain(value), True
    rounded = Decimal(f"{float(value):.{SIGNIFICANT_DIGITS - 4}g}")
    return f"{rounded:,f}", False


def _plain(value: Fraction) -> str:
    decimal = Decimal(value.numerator) / Decimal(value.denominator)
    text = f"{decimal:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
