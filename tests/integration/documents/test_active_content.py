"""What would act by itself in a document is neither run nor read: macros of office files, scripts of PDFs."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from assistant.documents.base import ReadDocument, ReadPage

pytestmark = pytest.mark.integration

Read = Callable[..., tuple[list[ReadPage], ReadDocument]]

MACRO = b'Sub AutoOpen()\r\nShell "touch %s"\r\nEnd Sub\r\nquagmire'
SCRIPT = 'this.getField("sum").value = "quagmire"; app.launchURL("file://%s"); this.exportDataObject({cName: "x"});'


def _words(pages: list[ReadPage]) -> str:
    return " ".join(page.text for page in pages)


@pytest.mark.parametrize("kind", ["docm", "xlsm"])
def test_macros_are_never_run_and_are_no_text(read_file: Read, tmp_path: Path, kind: str) -> None:
    plain, trace = tmp_path / "plain", tmp_path / "trace"
    if kind == "docm":
        document = docx.Document()
        document.add_paragraph("The rent is 940 euros.")
        document.save(str(plain))
    else:
        workbook = openpyxl.Workbook()
        sheet: Any = workbook.active
        sheet.append(["The rent", "is 940 euros."])
        workbook.save(str(plain))
    file = tmp_path / f"with-macro.{kind}"
    part = {"docm": "word", "xlsm": "xl"}[kind]
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr(f"{part}/vbaProject.bin", MACRO % str(trace).encode())
    words = _words(read_file(file)[0])
    assert "940 euros" in words
    assert "quagmire" not in words
    assert not trace.exists()


def test_scripts_of_a_pdf_are_never_run_and_are_no_text(read_file: Read, tmp_path: Path) -> None:
    """At opening, at printing, on the page, and in a form field that a script would fill."""
    trace = tmp_path / "trace"
    script = (SCRIPT % trace).replace("(", "\\(").replace(")", "\\)")
    action = f"<< /S /JavaScript /JS ({script}) >>"
    text = b"BT /F1 12 Tf 72 700 Td (The rent is 940 euros.) Tj ET"
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R /OpenAction {action} /AA << /WP {action} >> /AcroForm << /Fields [6 0 R] >> >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Annots [6 0 R]"
            f" /Resources << /Font << /F1 5 0 R >> >> /AA << /O {action} >> >>"
        ),
        f"<< /Length {len(text)} >>\nstream\n{text.decode()}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Type /Annot /Subtype /Widget /FT /Tx /T (sum) /Rect [72 600 300 620] /V (empty) /AA << /C {action} /F {action} >> >>",
    ]
    content, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(content))
        content += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{at:010} 00000 n \n" for at in places)
    end = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n"
    )
    file = tmp_path / "script.pdf"
    file.write_bytes(content + end.encode() + f"startxref\n{len(content)}\n%%EOF\n".encode())
    words = _words(read_file(file)[0])
    assert "940 euros" in words
    assert "quagmire" not in words
    assert "launchURL" not in words
    assert not trace.exists()
