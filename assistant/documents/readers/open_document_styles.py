"""What is bold or italic in OpenDocument files, by the styles of paragraphs and spans (ODF 1.2, part 1, chapter 16)."""

from __future__ import annotations

from typing import Any

import lxml.etree

from assistant.documents.readers.marked_text import marked

Look = tuple[bool, bool]
"""Bold, italic."""
ORDINARY: Look = (False, False)
_FAMILIES = ("text", "paragraph")
_BOLD_FROM = 600  # weights as in CSS
_DEEPEST = 20

_Style = tuple[str, bool | None, bool | None]


class Looks:
    """The styles of one document."""

    def __init__(self, document: Any) -> None:
        self._styles: dict[tuple[str, str], _Style] = {}
        for part in ("styles.xml", "content.xml"):
            try:
                styles = document.get_part(part).root.get_elements("descendant::style:style")
            except (KeyError, ValueError, AttributeError, TypeError, lxml.etree.LxmlError):
                continue  # the part is not there
            for style in styles:
                family, name = style.get_attribute("style:family"), style.get_attribute("style:name")
                if family in _FAMILIES and name:
                    self._styles[family, name] = _read(style)

    def of_paragraph(self, paragraph: Any) -> Look:
        """The look of a paragraph as a whole."""
        return self._of("paragraph", paragraph.get_attribute("text:style-name"), ORDINARY)

    def of_span(self, span: Any, around: Look) -> Look:
        """The look of a span; what its style does not say is as in the text around it."""
        return self._of("text", span.get_attribute("text:style-name"), around)

    def _of(self, family: str, name: str | None, around: Look) -> Look:
        bold: bool | None = None
        italic: bool | None = None
        for _ in range(_DEEPEST):
            parent, own_bold, own_italic = self._styles.get((family, name or ""), ("", None, None))
            bold, italic = own_bold if bold is None else bold, own_italic if italic is None else italic
            if not parent:
                break
            name = parent
        return (around[0] if bold is None else bold, around[1] if italic is None else italic)


def in_look(text: str | None, look: Look) -> str:
    """The text with the marks for its look around it."""
    return marked(text, bold=look[0], italic=look[1]) if text else ""


def _read(style: Any) -> _Style:
    parent = str(style.get_attribute("style:parent-style-name") or "")
    properties = style.get_element("style:text-properties")
    if properties is None:
        return parent, None, None
    weight, slope = properties.get_attribute("fo:font-weight"), properties.get_attribute("fo:font-style")
    return (
        parent,
        None if weight is None else _is_bold(weight),
        None if slope is None else slope in {"italic", "oblique"},
    )


def _is_bold(weight: str) -> bool:
    return weight == "bold" or (weight.isdigit() and int(weight) >= _BOLD_FROM)
