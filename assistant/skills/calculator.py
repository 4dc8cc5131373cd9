"""Arithmetic, exactly: "what is 17 × 23?", "15 % of 80", 「8たす5は？」. Pure.

Fires only when the whole message is a sum; a question about sums, a date, a telephone number or a phrase such as "24/7" is left to
the model. Numbers are fractions throughout, so 0.1 + 0.2 is 0.3; what has no finite decimal form is rounded and said to be.
"""

from __future__ import annotations

import math
import re
import unicodedata
from fractions import Fraction

from assistant.skills.time_words.numbers import NUMBER, number

_MOST_CHARACTERS = 200
_LARGEST_EXPONENT = 200
_MOST_BITS = 1000
_MOST_DIGITS = 60
_SIGNIFICANT_DIGITS = 12
_SCALE = 10**30

_LEAD = re.compile(
    r"^(?:(?:hey|ok|okay|so|and|please|sotto)[\s,]+)*"
    r"(?P<asked>(?:what(?:[’']s| is| does)|how much is|calculate|compute|work out)\s+)?",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\s*(?:equal|make)?\s*(?:please)?\s*(?P<equals>=)?\s*[?.!]*$", re.IGNORECASE)
_JA_TAIL = re.compile(
    r"(?:(?:は|って)(?:いくつ|いくら|何|なん|なに)?(?:になる|になります)?(?:ですか|でしょうか|か|の)?|を計算して(?:ください)?|の答えは)[?？。]*$|[=＝][?？]?$"
)
_WORDS = (
    (r"\bplus\b|足す|たす", "+"),
    (r"\bminus\b|引く|ひく", "-"),
    (r"\b(?:times|multiplied by)\b|掛ける|かける|×", "*"),
    (r"\b(?:divided by|over)\b|割る|わる|÷", "/"),
    (r"\bsquared\b|の二乗|の2乗", "^2"),
    (r"\bcubed\b|の三乗|の3乗", "^3"),
    (r"\bto the power of\b|\*\*", "^"),
    (r"\bpercent\b|パーセント", "%"),
    (r"\b(?:the )?(?:square )?root of\b|ルート", "√"),
)
_PERCENT_OF = re.compile(r"(\d[\d,.]*)\s*%\s*of\s+", re.IGNORECASE)
_JA_PERCENT = re.compile(r"(\d[\d,.]*)\s*の\s*(\d[\d,.]*)\s*%")
_NUMBER_WORDS = re.compile(rf"\b(?=[a-z]){NUMBER}\b", re.IGNORECASE)
_POINT = re.compile(r"(?P<whole>\d+)\s+point\s+(?P<part>\d(?:\s+\d)*)\b", re.IGNORECASE)
_MONEY = re.compile(
    r"(?P<whole>\d+(?:\.\d+)?)\s*(?:pounds?|dollars?|euros?|quid|bucks|yen|円|ドル|ユーロ|ポンド)"
    r"(?:\s+(?:and\s+)?(?P<part>\d{1,2})(?:\s*(?:pence|cents?|p)\b)?)?|[£$€¥]\s*(?=\d)",
    re.IGNORECASE,
)
_JA_ROOT = re.compile(r"(\d[\d,.]*)\s*の(?:平方根|ルート)")
_TOKEN = re.compile(r"\s*(?:(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)|([-+*/^%()√]))")
# 24/7, 50-50, 2026-11-25, 555-0100: signs without spaces between plain numbers are no sum of themselves.
_LOOKS_WRITTEN = re.compile(r"^\d+(?:[-/]\d+)+$")
_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


def calculate(message: str) -> str | None:
    """The answer to a message that is a sum and nothing else; None for every other message."""
    text = unicodedata.normalize("NFKC", message).strip()
    if not text or len(text) > _MOST_CHARACTERS:
        return None
    japanese = _JAPANESE.search(text) is not None
    if japanese:
        asked = _JA_TAIL.search(text) is not None
        expression = _JA_TAIL.sub("", text)
    else:
        lead, tail = _LEAD.match(text), _TAIL.search(text)
        assert lead is not None and tail is not None  # noqa: S101, PT018 - both match the empty text
        asked = lead["asked"] is not None or tail["equals"] is not None
        expression = text[lead.end() : tail.start()] if lead.end() <= tail.start() else ""
    sum_ = _plain(expression)
    if _LOOKS_WRITTEN.match(sum_.replace(" ", "") if not re.search(r"\s[-/]\s", sum_) else "x"):
        return None
    try:
        parser = _Parser(sum_)
        number, exact = _written(parser.value())
    except ZeroDivisionError:
        return "0で割ることはできません。" if japanese else "Nothing can be divided by zero."
    except (ValueError, OverflowError):
        return None
    if parser.operators == 0 or parser.numbers < (1 if re.search("[\\^%√]", sum_) else 2):
        return None
    if not asked and parser.operators and not re.search(r"[-+*/^√]", sum_):
        return None
    shown = " ".join(expression.split())
    if japanese:
        return f"{shown} = {number}" if exact else f"{shown} ≒ {number}"
    return f"{shown} = {number}" if exact else f"{shown} ≈ {number}"


def _plain(expression: str) -> str:
    plain = _NUMBER_WORDS.sub(lambda found: f" {Fraction(number(found[0]))} ", expression)
    plain = _POINT.sub(lambda found: f"{found['whole']}.{re.sub(r'[^0-9]', '', found['part'])}", plain)
    plain = _MONEY.sub(_amount, plain)
    plain = _JA_ROOT.sub(r"√\1", plain)
    for pattern, sign in _WORDS:
        plain = re.sub(pattern, f" {sign} " if sign[0] in "+-*/" else sign, plain, flags=re.IGNORECASE)
    plain = _PERCENT_OF.sub(r"\1 / 100 * ", plain)
    return _JA_PERCENT.sub(r"\1 * \2 / 100", plain).replace("−", "-").strip()


def _amount(money: re.Match[str]) -> str:
    if money["part"]:
        return f"{money['whole']}.{int(money['part']):02d}"
    return money["whole"] or ""


class _Parser:
    """Recursive descent over numbers, + - * / ^ % and brackets. Raises ``ValueError`` for anything else."""

    def __init__(self, text: str) -> None:
        self._tokens: list[str] = []
        self._at = self.numbers = self.operators = 0
        place = 0
        while place < len(text):
            match = _TOKEN.match(text, place)
            if match is None:
                raise ValueError(text)
            self._tokens.append((match[1] or match[2]).replace(",", ""))
            place = match.end()

    def value(self) -> Fraction:
        """The whole expression."""
        found = self._sum()
        if self._at != len(self._tokens):
            raise ValueError(self._at)
        return found

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _take(self) -> str:
        self._at += 1
        return self._tokens[self._at - 1]

    def _sum(self) -> Fraction:
        found = self._product()
        while self._peek() and self._peek() in "+-":
            self.operators += 1
            found = found + self._product() if self._take() == "+" else found - self._product()
        return found

    def _product(self) -> Fraction:
        found = self._power()
        while self._peek() and self._peek() in "*/":
            self.operators += 1
            found = found * self._power() if self._take() == "*" else found / self._power()
        return found

    def _power(self) -> Fraction:
        if self._peek() == "-":
            self._take()
            return -self._power()
        if self._peek() == "√":
            self._take()
            self.operators += 1
            return _root(self._power())
        base = self._atom()
        if self._peek() != "^":
            return base
        self._take()
        self.operators += 1
        exponent = self._power()
        if exponent.denominator != 1 or abs(exponent) > _LARGEST_EXPONENT:
            raise OverflowError(exponent)
        if max(base.numerator.bit_length(), base.denominator.bit_length()) * abs(exponent) > _MOST_BITS:
            raise OverflowError(exponent)
        return base ** int(exponent)

    def _atom(self) -> Fraction:
        if not self._peek():
            raise ValueError("ends too early")
        piece = self._take()
        if piece == "(":
            found = self._sum()
            if self._peek() != ")":
                raise ValueError("a bracket is open")
            self._take()
        else:
            found = Fraction(piece)
            self.numbers += 1
        if self._peek() == "%":
            self._take()
            self.operators += 1
            found /= 100
        return found


def _root(value: Fraction) -> Fraction:
    """The square root: exact where it is a fraction, else to more digits than are shown. Raises ``ValueError`` below zero."""
    if value < 0:
        raise ValueError(value)
    above, below = math.isqrt(value.numerator), math.isqrt(value.denominator)
    if above * above == value.numerator and below * below == value.denominator:
        return Fraction(above, below)
    # With thirds in it, it has no finite decimal form, and so is told to be rounded.
    return Fraction(3 * math.isqrt(value.numerator * _SCALE**2 // value.denominator) + 1, 3 * _SCALE)


def _written(value: Fraction) -> tuple[str, bool]:
    """A number as people write it, and whether that is all of it."""
    rest = value.denominator
    for factor in (2, 5):
        while rest % factor == 0:
            rest //= factor
    if rest == 1:
        places = 0
        while (value * 10**places).denominator != 1:
            places += 1
        if places + len(str(abs(int(value)))) <= _MOST_DIGITS:
            return _signed(value, places), True
    return f"{float(value):.{_SIGNIFICANT_DIGITS}g}", False


def _signed(value: Fraction, places: int) -> str:
    scaled = abs(int(value * 10**places))
    whole, part = divmod(scaled, 10**places)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole:,}" + (f".{part:0{places}d}" if places else "")
