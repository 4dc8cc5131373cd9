r"""Formulas of LaTeX set in type: outlines as SVG with the measures a line of text needs (pure).

ziamath sets them in STIX Two Math. Letters that font lacks are drawn with the fonts of the window where their width is known,
as for Japanese, one em each. What cannot be set, or is too long or too deep to be set quickly, is told by None: then its source
is shown.
"""

from __future__ import annotations

import dataclasses
import html
import math
import re
import time
from functools import cache
from typing import Any
from unicodedata import east_asian_width
from xml.etree import ElementTree

from ziafont.fonttypes import BBox
from ziafont.glyph import SimpleGlyph
from ziamath.config import config
from ziamath.mathfont import MathFont
from ziamath.nodes.mrow import Mrow
from ziamath.operators import operators
from ziamath.styles import MathVariant
from ziamath.tex import tex2mml
from ziamath.zmath import Math, fontname, loadedfonts

LONGEST = 1200
"""In characters: a matrix of some hundred cells, set in about a second on a slow machine."""
DEEPEST = 10
LONGEST_S = 1.0
"""Of the processor's time: a matrix of a hundred cells takes some 0.2 s."""
HIGHEST_EM, WIDEST_EM = 40.0, 160.0

_FONT = "formulas"
# Some spaces of tables are given in points: as in print, a letter has twelve.
_UNITS_PER_EM = 12.0
_SMALLEST = 0.5  # of the size, for indices of indices, as in print
_ABOVE, _BELOW = 0.88, 0.12  # where a full-width letter stands on the line, as in nearly all Japanese fonts
_LARGER = 3  # than they are shown: QtSvg draws small letters as if they were bold
_NESTING = re.compile(
    r"(?P<opening>\\left(?![a-zA-Z])|\\begin(?![a-zA-Z])|(?<!\\)\{)|\\right(?![a-zA-Z])|\\end(?![a-zA-Z])|(?<!\\)\}"
)
_TEXT = re.compile(r"(\\(?:text(?:bf|it|md|normal|rm|sf|tt|up)?|mbox|fbox)\s*\{)([^{}]*)(?=\})")
_OPERATOR = re.compile(r"(\\operatorname\*?\s*\{)([^{}]*)(?=\})")
_COLUMNS = re.compile(r"(?<!\\)&")
_NUMBERED = re.compile(r"\\tag\*?\s*\{([^{}]*)\}")
_UNSEEN = re.compile(r"\\(?:label\s*\{[^{}]*\}|nonumber|notag)(?![a-zA-Z])")
_UNKNOWN = re.compile(r">\\[^<]*</m[ion]>")
_STRETCHING = frozenset(sign for (sign, _form), how in operators.items() if how.get("stretchy", "false") != "false")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Typeset:
    """A formula as SVG in ``currentColor``, and how far it reaches, in ems of its own size."""

    svg: str
    width_em: float
    ascent_em: float
    descent_em: float


def typeset(latex: str, *, display: bool) -> Typeset | None:
    """Sets a formula, tall as between lines (``display``) or flat as within one; None where it cannot be set.

    Takes 5 to 50 ms for usual formulas; the first one some 500 ms more, to read the font.
    """
    latex = latex.strip()
    if not latex or len(latex) > LONGEST or _depth(latex) > DEEPEST:
        return None
    try:
        mathml = tex2mml(_readable(latex), inline=not display)
        if _UNKNOWN.search(mathml):
            return None
        return _drawn(mathml)
    except Exception:  # noqa: BLE001 - the libraries raise all kinds of errors on what is no LaTeX
        return None


def _depth(latex: str) -> int:
    """The most groups that are open at one place."""
    deepest = depth = 0
    for piece in _NESTING.finditer(latex):
        depth += 1 if piece["opening"] else -1
        deepest = max(deepest, depth)
    return deepest


def _readable(latex: str) -> str:
    """What latex2mathml would stumble over, as what it reads."""
    latex = _UNSEEN.sub("", latex)
    latex = _NUMBERED.sub(r"\\qquad \\text{(\1)}", latex)
    latex = _TEXT.sub(lambda found: found[1] + _words(found[2]), latex)
    latex = _OPERATOR.sub(lambda found: found[1] + re.sub(r"\\[,;:! ]", " ", found[2]), latex)
    if _COLUMNS.search(_TEXT.sub("", latex)) and r"\begin" not in latex:
        latex = rf"\begin{{aligned}}{latex}\end{{aligned}}"
    return latex


def _words(text: str) -> str:
    """Words in a formula: what MathML would read as marks is escaped, and a hyphen is none of ziamath's dashes."""
    return html.escape(re.sub(r"\\([&%$#_])", r"\1", text).replace("-", "\u2010"), quote=False)


def _drawn(mathml: str) -> Typeset | None:
    _font().ends_s = time.thread_time() + LONGEST_S
    formula = Math(mathml, size=_UNITS_PER_EM, font=_FONT, margin=0)
    box = formula.node.bbox
    width, height = box.xmax - box.xmin, box.ymax - box.ymin
    if not 0 < width <= WIDEST_EM * _UNITS_PER_EM or not 0 < height <= HIGHEST_EM * _UNITS_PER_EM:
        return None
    svg = formula.svgxml()
    svg.set("fill", "currentColor")
    # Without a stroke, QtSvg outlines all letters in a PDF; one that cannot be seen is none.
    svg.set("stroke", "black")
    svg.set("stroke-opacity", "0")
    for line in svg.iterfind(".//*[@stroke]"):
        line.set("stroke-opacity", "1")
    return Typeset(
        svg=ElementTree.tostring(svg, encoding="unicode"),
        width_em=width / _UNITS_PER_EM,
        ascent_em=box.ymax / _UNITS_PER_EM,
        descent_em=-box.ymin / _UNITS_PER_EM,
    )


class _FullWidth(SimpleGlyph):
    """A letter of Chinese, Japanese or Korean: a square of one em, drawn with a font of the window."""

    def __init__(self, char: str, font: MathFont) -> None:
        em = font.info.layout.unitsperem
        super().__init__(0, (), BBox(0, em, -_BELOW * em, _ABOVE * em), font)
        self._letter = char

    def advance(self, nextchr: SimpleGlyph | None = None) -> int:  # noqa: ARG002 - ziafont's signature
        return int(self.font.info.layout.unitsperem)

    def place(self, x: float, y: float, point_size: float) -> ElementTree.Element:
        place = f"translate({x:.3f} {y:.3f}) scale({1 / _LARGER:.6f})"
        letter = ElementTree.Element("text", {"transform": place, "font-size": f"{point_size * _LARGER:.3f}"})
        letter.text = self._letter
        return letter


class _FormulaFont(MathFont):
    """STIX Two Math, with full-width letters. Raises ``LookupError`` for any other letter it lacks.

    After ``ends_s`` of the thread's own time it raises ``TimeoutError``: ziamath looks at some parts once more at every depth, so
    that few characters can take for ever.
    """

    ends_s = math.inf

    def check_time(self) -> None:
        if time.thread_time() > self.ends_s:
            raise TimeoutError("this formula takes too long")

    def glyph_fromid(self, glyphid: int) -> SimpleGlyph:
        self.check_time()
        return super().glyph_fromid(glyphid)

    def findglyph(self, char: str, variant: MathVariant) -> SimpleGlyph:
        if self.glyphindex(char) != 0:
            return super().findglyph(char, variant)
        if east_asian_width(char) not in "WF":
            raise LookupError(f"no letter U+{ord(char):04X}")
        return _FullWidth(char, self)


class _Row(Mrow, tag="mrow"):
    """ziamath takes it for every row from here on.

    It is measured beforehand only where something in it stretches, which else doubles the work at every depth.
    """

    def _get_height_nostretch(self, line: list[ElementTree.Element], **kwargs: Any) -> tuple[float, float]:
        _font().check_time()
        signs = (sign for child in line for sign in child.iter() if sign.tag in ("mo", "mi"))
        if any((sign.text or "").strip() in _STRETCHING and sign.get("stretchy") != "false" for sign in signs):
            return super()._get_height_nostretch(line, **kwargs)
        return 0.0, 0.0


@cache
def _font() -> _FormulaFont:
    """The font of formulas, which ziamath knows by the name ``_FONT`` from then on."""
    config.svg2 = False  # QtSvg draws paths, but no symbols
    config.precision = 3
    config.minsizefraction = _SMALLEST
    config.math.color = "currentColor"
    font = _FormulaFont(fontname, _UNITS_PER_EM)
    loadedfonts[_FONT] = font
    return font
