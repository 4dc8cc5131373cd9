r"""Formulas in LaTeX as legible text with raised and lowered parts, in Qt's HTML subset (pure).

No layout engine: ``\frac{a}{b}`` becomes a⁄b with brackets where they are needed, ``x^{2}`` a raised 2, and the usual commands
their signs in Unicode. A command that is not known stays as it was written, so that nothing a model wrote is lost.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from types import MappingProxyType

_GREEK = (
    "alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu "
    "μ nu ν xi ξ pi π rho ρ sigma σ tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda "
    "Λ Xi Ξ Pi Π Sigma Σ Phi Φ Psi Ψ Omega Ω"
)
_SIGNS = (
    "times × cdot · div ÷ pm ± mp ∓ ast ∗ star ⋆ circ ∘ bullet • leq ≤ le ≤ geq ≥ ge ≥ neq ≠ ne ≠ approx ≈ equiv ≡ "
    "sim ∼ simeq ≃ cong ≅ propto ∝ ll ≪ gg ≫ in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ cup ∪ cap ∩ "
    "setminus ∖ emptyset ∅ varnothing ∅ forall ∀ exists ∃ neg ¬ lnot ¬ land ∧ wedge ∧ lor ∨ vee ∨ oplus ⊕ otimes ⊗ to "
    "→ rightarrow → leftarrow ← leftrightarrow ↔ Rightarrow ⇒ implies ⇒ Leftarrow ⇐ Leftrightarrow ⇔ iff ⇔ mapsto ↦ "
    "uparrow ↑ downarrow ↓ infty ∞ partial ∂ nabla ∇ sum ∑ prod ∏ int ∫ iint ∬ oint ∮ ldots … dots … cdots ⋯ vdots ⋮ "
    "ddots ⋱ angle ∠ perp ⊥ parallel ∥ mid ∣ degree ° prime ′ hbar ℏ ell ℓ Re ℜ Im ℑ aleph ℵ lfloor ⌊ rfloor ⌋ lceil "
    "⌈ rceil ⌉ langle ⟨ rangle ⟩ lvert | rvert | lVert ‖ rVert ‖ therefore ∴ because ∵ top ⊤ bot ⊥ vdash ⊢ models ⊨"
)
_NAMES = (
    "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh exp log ln lg min max sup inf lim det dim ker gcd "
    "deg arg Pr mod"
)
_PLAIN = (
    "text",
    "textrm",
    "mathrm",
    "operatorname",
    "mbox",
    "textit",
    "mathit",
    "mathsf",
    "mathcal",
    "boldsymbol",
    "mathbb",
)
_BOLD = ("mathbf", "textbf", "bm")
_DROPPED = ("left", "right", "big", "Big", "bigg", "Bigg", "displaystyle", "limits", "nolimits", "begin", "end")
_SPACES: Mapping[str, str] = MappingProxyType(
    {",": "\u2009", ";": "\u2005", ":": "\u2005", "!": "", " ": " ", "quad": "\u2003", "qquad": "\u2003\u2003"}
)
_ACCENTS: Mapping[str, str] = MappingProxyType(
    {
        "hat": "\u0302",
        "bar": "\u0304",
        "overline": "\u0304",
        "vec": "\u20d7",
        "dot": "\u0307",
        "ddot": "\u0308",
        "tilde": "\u0303",
    }
)
_DOUBLE = {"R": "ℝ", "N": "ℕ", "Z": "ℤ", "Q": "ℚ", "C": "ℂ", "P": "ℙ", "E": "𝔼"}


def _pairs(words: str) -> dict[str, str]:
    parts = words.split()
    return dict(zip(parts[::2], parts[1::2], strict=True))


SYMBOLS: Mapping[str, str] = MappingProxyType(
    {**_pairs(_GREEK), **_pairs(_SIGNS), **{name: name for name in _NAMES.split()}}
)
_PIECE = re.compile(r"\\([A-Za-z]+|.)|([{}^_&])|([A-Za-z])|([^\\{}^_&A-Za-z]+)", re.DOTALL)
# Formulas nest a few deep; a text of brackets alone must not end in a stack of calls.
DEEPEST = 40


def formula_html(latex: str) -> str:
    """The formula in HTML: variables slanted, indices raised and lowered."""
    reader = _Reader(latex)
    return reader.row(until="").strip()


class _Reader:
    """Reads a formula from left to right. ``row`` gives HTML for all up to a closing brace or the end."""

    def __init__(self, latex: str) -> None:
        self._pieces = [match.group(0) for match in _PIECE.finditer(latex)]
        self._at = 0
        self._depth = 0

    def row(self, until: str) -> str:
        parts: list[str] = []
        self._depth += 1
        while self._at < len(self._pieces):
            piece = self._next()
            if piece == until and until:
                break
            parts.append(self._part(piece))
        self._depth -= 1
        return "".join(parts)

    def _next(self) -> str:
        piece = self._pieces[self._at]
        self._at += 1
        return piece

    def _part(self, piece: str) -> str:
        if piece.startswith("\\"):
            return self._command(piece[1:])
        if piece in "^_" and piece:
            tag = "sup" if piece == "^" else "sub"
            return f"<{tag}>{self._group()}</{tag}>"
        if piece == "{":
            return self.row("}") if self._depth < DEEPEST else ""
        if piece == "}":
            return ""
        if piece == "&":
            return " "
        return (
            f"<i>{piece}</i>"
            if piece.isalpha() and piece.isascii()
            else html.escape(piece.replace("-", "−").replace("'", "′"))
        )

    def _group(self) -> str:
        """What a command or an index takes: braces, or the next sign."""
        while self._at < len(self._pieces) and self._pieces[self._at].isspace():
            self._at += 1
        if self._at >= len(self._pieces):
            return ""
        piece = self._next()
        if piece == "{":
            return self.row("}") if self._depth < DEEPEST else ""
        if len(piece) > 1 and not piece.startswith("\\"):  # x^23 raises the 2 alone
            self._at -= 1
            self._pieces[self._at] = piece[1:]
            piece = piece[0]
        return self._part(piece)

    def _command(self, name: str) -> str:
        if name in SYMBOLS:
            return SYMBOLS[name]
        if name in _SPACES:
            return _SPACES[name]
        if name == "\\":
            return "<br>"
        if name in ("frac", "dfrac", "tfrac"):
            return f"{_bracketed(self._group())}⁄{_bracketed(self._group())}"
        if name == "sqrt":
            return f"√{_bracketed(self._group())}"
        if name in _PLAIN:
            inner = re.sub(r"</?i>", "", self._group())
            return _DOUBLE.get(inner, inner) if name == "mathbb" else inner
        if name in _BOLD:
            return f"<b>{self._group()}</b>"
        if name in _ACCENTS:
            inner = self._group()
            return re.sub(r"([^<>/])((?:</i>)?)$", lambda found: found[1] + _ACCENTS[name] + found[2], inner)
        if name in _DROPPED:
            if name in ("begin", "end"):
                self._group()
            return ""
        return html.escape(name if len(name) == 1 else f"\\{name} ")


def _bracketed(inner: str) -> str:
    """A part of a fraction or root in brackets, unless it is one sign or one number."""
    bare = re.sub(r"<[^>]*>", "", inner)
    return inner if len(bare) <= 1 or bare.isdigit() else f"({inner})"
