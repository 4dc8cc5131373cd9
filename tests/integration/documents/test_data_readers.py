"""Workbooks, delimited files and JSON as pages: real files in, text and rows out."""

from __future__ import annotations

import base64
import importlib
import io
import json
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from assistant.documents.base import ReadDocument, ReadPage
from assistant.documents.reading.reader_process import ProcessLimits, ReaderProcess
from assistant.errors import DocumentUnreadable
from tests.rent_workbook import rent_workbook

pytestmark = pytest.mark.integration

Read = Callable[..., tuple[list[ReadPage], ReadDocument]]


def test_what_stands_far_below_in_a_sheet_is_read(read_file: Read, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "Rent of the mill house"
    sheet["B9000"] = "Deposit held by Tamar Weiss"
    sheet["A1048576"] = "The very last row"
    book.save(tmp_path / "far.xlsx")
    (page,), document = read_file(tmp_path / "far.xlsx")
    assert "Deposit held by Tamar Weiss" in page.text
    assert "The very last row" in page.text
    assert document.note == ""


def test_sheets_are_pages_and_rows_are_lines(read_file: Read, tmp_path: Path) -> None:
    pages, document = read_file(rent_workbook(tmp_path / "rent.xlsx"))
    assert pages[0].text == "Rent\n\nRents of 2024\n\nMonth | Paid | Sum\nMay | TRUE | 0.3\nJune | FALSE | 450.5"
    assert [table.header for table in pages[0].tables] == ["Rents of 2024", "Month | Paid | Sum"]
    assert pages[1].text == "Empty"
    assert document.page_count == 2


OLD_WORKBOOK = (
    "c-"
    "rk)O=wd=5dL=a(xf42(%K5G5K7UiwLOR)ytGfHwIHO#_TUc%ZB4*Zo0O0q>OreDM?vtUcq!C_m#P<kP*86kgo+*nL1^^Ylc3<C&2wh*(x$P625"
    "KSlzQ@ka&g^6-JG-;{-iP_xg_$Q!S(Km)F669gR29h-"
    "mFhwx1kzg;vxVAA#d1(lsP<AItK4`Qc<<pDa=f$9cx=2S3Vfq7h;j5K6Y=J4#BuRqNU;x{%AmEUai2;J8pW?Vp%;bj5c){^z7l#=B)5ciQr`u2"
    "4)bPT+Yx&mpV2L%t0AiJOl-"
    "c0<RBXGj@R+E+bZAJjbo{iq01Gf2pfLPf<oFGPsCH)4&niPz*#~^B+}8{y?}ZO_bh%{&A`vXzJAl}$hTLnK=R*f<(>`XUJ7EV{Ejw&DOeX2FXj"
    "yV2pg<1&>v5vGYG&hS=^1DvGMfe5_ZE7HH#2QCeoLPj}DE*T)@D@7&T5#B;r2K_L3b!YqCQ?_Kcrs3_;;*W#@#*xuu6cK1PP4=6R7!$%&9ZH}<"
    "fTuyCC%$hbx{t`*uQ76*jhkYC*;e3Q_6@|5b<XoJn1n3g^_McYc_91?so_ZIQ{h|esZdLGVvH}?}i*PFdkKlj<3K?|K@F|y}p8ttlG-"
    "Mh<pVHRp-XPB=-8~@5SULCT1x9r0)h-Kbigj%8b7SE1aX=!_|*jklXU)4U5)gd*Y;nrU9j;-?=wq1O!#a6E~vX+r~F4;C87wV-"
    "s$Fc2Udse!19iDP$%95+tx@cp=Xs@EuqAhcV_2$fh0|yQqIB?*g(xBv4n!khFZv=Ah^Vr{YmZ{{N&m{jX`jMn3O|O(aNKl=^WLfKHC)}#=TWXU"
    "wh3|!o(=>VtqZk%HM$2BmbZ=M1|7X*Np{?6O<&K{#$IpK}{vWK|0ND"
)


def test_a_workbook_of_before_2007_is_read_as_a_new_one_is(read_file: Read, tmp_path: Path) -> None:
    file = tmp_path / "rent.xls"
    file.write_bytes(zlib.decompress(base64.b85decode(OLD_WORKBOOK)))
    pages, document = read_file(file)
    assert pages[0].text == "Rent\n\nMonth | Paid | Sum\n2004-05-01 | TRUE | 450.5\nJune | FALSE | 0.3"
    assert [table.header for table in pages[0].tables] == ["Month | Paid | Sum"]
    assert (pages[1].text, document.page_count, document.title) == ("Empty", 2, "rent")
    damaged = tmp_path / "damaged.xls"
    damaged.write_bytes(file.read_bytes()[:1500])
    with pytest.raises(DocumentUnreadable):
        read_file(damaged)


@pytest.mark.parametrize(
    ("name", "data", "lines"),
    [
        ("a.csv", b'Name,Place\r\n"Tanaka, Yuki","Kyoto\r\ncity"\r\n', ["Name | Place", "Tanaka, Yuki | Kyoto city"]),
        ("b.csv", b"Name;Sum\nAnn;1,5\nBob;2,5\n", ["Name | Sum", "Ann | 1,5", "Bob | 2,5"]),
        ("c.tsv", b"Name\tSum\nAnn\t1\n", ["Name | Sum", "Ann | 1"]),
        (
            "d.csv",
            "名前,場所\n田中さんのおうち,きょうとのまち\n".encode("cp932"),
            ["名前 | 場所", "田中さんのおうち | きょうとのまち"],
        ),
    ],
)
def test_delimited_files_are_one_table(
    read_file: Read, tmp_path: Path, name: str, data: bytes, lines: list[str]
) -> None:
    (tmp_path / name).write_bytes(data)
    (page,), _ = read_file(tmp_path / name)
    assert page.text.split("\n") == lines
    assert [(table.start, table.end, table.header) for table in page.tables] == [(0, len(page.text), lines[0])]


def test_a_long_table_is_read_to_its_limit_and_says_so(tmp_path: Path) -> None:
    file = tmp_path / "long.csv"
    file.write_text("Name,Sum\n" + "Ann,450\n" * 100)
    with ReaderProcess(ProcessLimits(max_characters=100)) as process:
        reading = process.read(file)
        page = next(reading)
        with pytest.raises(StopIteration) as end:
            next(reading)
    assert page.text.split("\n")[-1] == "Ann | 450"
    assert end.value.value.note.startswith("Only the first ")


def test_json_is_kept_as_written_and_one_long_line_is_laid_out(read_file: Read, tmp_path: Path) -> None:
    short = tmp_path / "a.json"
    short.write_text('{"key": "under the stone"}')
    assert read_file(short)[0][0].text == '{"key": "under the stone"}'
    long = tmp_path / "b.json"
    long.write_text(json.dumps([{"key": "under the stone"}] * 200))
    assert read_file(long)[0][0].text.count("\n") > 200


def test_letters_that_json_escapes_are_read_as_letters(read_file: Read, tmp_path: Path) -> None:
    file = tmp_path / "towns.json"
    written = [{"city": "Malmö", "名前": "佐藤", "mark": "𠮷", "quote": 'a "b" \\ \n\t', "path": "c:\\users"}]
    file.write_text(json.dumps(written))
    (page,), _ = read_file(file)
    assert '"city": "Malmö", "名前": "佐藤", "mark": "𠮷"' in page.text
    assert json.loads(page.text) == written
    file.write_text(r'{"a": "\u0022\u005c\u0007 \ud800 \uXYZ1 \\u00e9"}')
    assert read_file(file)[0][0].text == r'{"a": "\u0022\u005c\u0007 \ud800 \uXYZ1 \\u00e9"}'


def test_formulas_that_were_never_computed_are_told(read_file: Read, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("Item", "Cost"), ("Roof", 12), ("Total", "=SUM(B2:B2)"), ("Twice", "=B3*2")):
        sheet.append(row)
    book.save(tmp_path / "made.xlsx")
    (page,), document = read_file(tmp_path / "made.xlsx")
    assert page.text.endswith("Item | Cost\nRoof | 12\nTotal\nTwice")
    assert document.note.startswith("Results of formulas are missing from this file (2)")
    computed = tmp_path / "computed.xlsx"
    with zipfile.ZipFile(tmp_path / "made.xlsx") as made, zipfile.ZipFile(computed, "w") as archive:
        for name in made.namelist():
            part = made.read(name).decode()
            if name.endswith("sheet1.xml"):
                part = part.replace("<v />", "<v></v>").replace("</f><v></v>", "</f><v>12</v>", 1)
                part = part.replace('"B4"><f>B3*2</f>', '"B4" t="str"><f>""</f>')
            archive.writestr(name, part)
    (page,), document = read_file(computed)
    assert "Total | 12" in page.text
    assert document.note == ""


def test_old_workbooks_are_unlocked_in_memory_alone() -> None:
    # The reader process may write no file. No library writes a locked one; the benchmark on awkward files opens a real one.
    importlib.import_module("assistant.documents.readers.office_package")
    unlocker: Any = importlib.import_module("msoffcrypto.format.xls97")
    with unlocker.tempfile.TemporaryFile() as file:
        assert isinstance(file, io.BytesIO)
