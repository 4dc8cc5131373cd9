"""Print the sample guides: ``ui/first_run/samples/guide.*.md`` become the PDF files beside them.

Run with ``QT_QPA_PLATFORM=offscreen`` after a change of the texts. Japanese needs a Japanese font on the machine, whose used
letters go into the file.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QFont, QGuiApplication, QPageLayout, QPageSize, QPdfWriter, QTextDocument

SAMPLES = Path(__file__).parents[1] / "ui" / "first_run" / "samples"
FAMILIES = {"en": ["DejaVu Sans"], "ja": ["Noto Sans CJK JP", "Noto Sans JP", "IPAexGothic"]}
MARGIN_MM = 20.0


def main() -> None:
    """Prints every guide."""
    application = QGuiApplication([])
    for source in sorted(SAMPLES.glob("guide.*.md")):
        language = source.suffixes[0].removeprefix(".")
        writer = QPdfWriter(str(source.with_suffix(".pdf")))
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        writer.setPageMargins(QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM), QPageLayout.Unit.Millimeter)
        writer.setResolution(300)
        document = QTextDocument()
        font = QFont(FAMILIES[language])
        font.setPointSizeF(10)
        document.setDefaultFont(font)
        document.setMarkdown(source.read_text(encoding="utf-8"))
        writer.setTitle(source.read_text(encoding="utf-8").splitlines()[0].removeprefix("# "))
        document.print_(writer)
        print(f"{source.with_suffix('.pdf').name}: {document.pageCount()} pages")
    del application


if __name__ == "__main__":
    main()
