"""A conversation as a PDF: rendered as the transcript shows it, in black on white, sources under their answers."""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QSaveFile, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument

from assistant.conversation.chat_export import heading, source_lines
from assistant.errors import StorageError
from assistant.records import Message
from ui.chat.formula_drawing import FormulaDrawing
from ui.chat.formula_set import picture
from ui.chat.formula_source import FormulaSource, with_formulas
from ui.chat.markdown import pieces_of
from ui.chat.pieces import Code

if TYPE_CHECKING:
    from ui.chat.typesetting import Typeset

MARGIN_MM = 20.0
# Dots an inch in which the pages are laid out; letters stay shapes at any of them.
RESOLUTION_DPI = 1200
_STYLE = (
    "h1 { font-size: 16pt; } h2 { font-size: 10pt; color: #555555; } p, li, td { font-size: 10.5pt; }"
    " pre { font-family: monospace; font-size: 9pt; background: #f2f2f2; white-space: pre-wrap; }"
    " code { font-family: monospace; } blockquote { font-size: 9pt; color: #444444; }"
    " table { border-collapse: collapse; border-style: solid; border-color: #999999; }"
    " td, th { padding: 3px 6px; border-color: #999999; } table.quote, table.rule { border-style: none; }"
    " td.quote { color: #444444; padding: 0 0 0 10px; border-style: none; border-left: 2px solid #999999; }"
    " p.formula { margin-left: 20px; }"
    " td.rule { padding: 0; border-style: none; border-top: 1px solid #999999; font-size: 1pt; }"
)


def write_pdf(file: Path, title: str, messages: Sequence[Message]) -> None:
    """Writes pages of A4; a file of that name is replaced only by a whole one. Raises ``StorageError``."""
    target = QSaveFile(str(file))
    if not target.open(QSaveFile.OpenModeFlag.WriteOnly):
        raise _not_written(file, target)
    writer = QPdfWriter(target)
    writer.setTitle(title)
    writer.setCreator("Sotto")
    writer.setResolution(RESOLUTION_DPI)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM), QPageLayout.Unit.Millimeter)
    document = QTextDocument()
    document.setDefaultStyleSheet(_STYLE)
    document.setDocumentMargin(0)
    document.documentLayout().setPaintDevice(writer)
    known: dict[FormulaSource, Typeset | None] = {}
    drawing = FormulaDrawing(known.get, document, document.textWidth)
    document.setHtml(with_formulas(page_of(title, messages), lambda source: _picture(source, known)))
    # Without a size of its own, Qt loses the line at the foot of each page.
    document.setPageSize(QSizeF(writer.width(), writer.height()))
    document.print_(writer)
    del drawing, writer  # it ends the file
    if not target.commit():
        raise _not_written(file, target)


def page_of(title: str, messages: Sequence[Message]) -> str:
    """The conversation in Qt's subset of HTML."""
    parts = [f"<h1>{html.escape(title)}</h1>"]
    for message in messages:
        parts.append(f"<h2>{html.escape(heading(message))}</h2>")
        if message.role == "user":
            parts.append(f"<p>{html.escape(message.text).replace(chr(10), '<br/>')}</p>")
        else:
            parts += [
                f"<pre>{html.escape(piece.text)}</pre>" if isinstance(piece, Code) else piece.html
                for piece in pieces_of(message.text)
            ]
        parts += [f"<blockquote>{html.escape(line)}</blockquote>" for line in source_lines(message)]
    return "".join(parts)


def _picture(source: FormulaSource, known: dict[FormulaSource, Typeset | None]) -> str | None:
    from ui.chat.typesetting import typeset

    found = known.setdefault(source, typeset(source.latex, display=source.display))
    return picture(source, found, apart=False) if found is not None else None


def _not_written(file: Path, target: QSaveFile) -> StorageError:
    return StorageError(
        f"{file.name} cannot be written ({target.errorString()}).", "Choose another folder, or free some space."
    )
