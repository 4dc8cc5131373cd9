"""Every format through the real reader process: text, places, titles, and a sentence for what cannot be read."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import docx
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfdoc import PDFString, TextAnnotation
from reportlab.pdfgen.canvas import Canvas

from assistant.documents.base import ReadDocument, ReadPage
from assistant.documents.pages.runs import boxes_of_span
from assistant.documents.reading.reader_process import ReaderProcess
from assistant.errors import DocumentUnreadable, NotFound
from assistant.records import Box

pytestmark = pytest.mark.integration


def read(reader: ReaderProcess, file: Path) -> tuple[list[ReadPage], ReadDocument]:
    pages: list[ReadPage] = []
    reading = reader.read(file)
    while True:
        try:
            pages.append(next(reading))
        except StopIteration as end:
            return pages, end.value


def test_a_pdf_gives_pages_with_the_place_of_every_word(reader: ReaderProcess, make_pdf: Any) -> None:
    file = make_pdf("a.pdf", ["The lease ends in May.", "Rent is due monthly."], ["Second page."], title="Lease")
    pages, document = read(reader, file)
    assert document == ReadDocument(title="Lease", media_type="application/pdf", page_count=2)
    assert [page.number for page in pages] == [1, 2]
    assert pages[0].text == "The lease ends in May.\nRent is due monthly."
    assert [pages[0].text[run.start : run.end] for run in pages[0].runs][:3] == ["The", "lease", "ends"]
    x0, y0, x1, y1 = pages[0].runs[0].box
    assert x0 == pytest.approx(72, abs=1)
    assert y0 < 760 < y1
    assert 10 < x1 - x0 < 30


def test_japanese_is_read_as_written(reader: ReaderProcess, make_pdf: Any) -> None:
    file = make_pdf("j.pdf", ["暖房の点検は毎年十月に行います。"], font="HeiseiMin-W3")
    pages, _ = read(reader, file)
    assert pages[0].text == "暖房の点検は毎年十月に行います。"
    (box,) = boxes_of_span(pages[0].runs, 3, 5)
    assert box[0] == pytest.approx(72 + 3 * 12, abs=2)
    assert box[2] == pytest.approx(72 + 5 * 12, abs=2)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_boxes_lie_on_the_ink_of_the_picture_however_the_page_is_turned(
    reader: ReaderProcess, make_pdf: Any, rotation: int
) -> None:
    file = make_pdf("turned.pdf", ["Word"], rotation=rotation, top=400)
    (page,), _ = read(reader, file)
    image = reader.page_image(file, 1, 2.0)
    picture = Image.open(io.BytesIO(image.png)).convert("L")
    assert picture.size == (image.width_px, image.height_px)
    assert image.width_px == pytest.approx(page.width_pt * 2, abs=2)
    ink_px = picture.point(lambda grey: 255 if grey < 128 else 0).getbbox()
    assert ink_px is not None
    ink: Box = (ink_px[0] / 2, page.height_pt - ink_px[3] / 2, ink_px[2] / 2, page.height_pt - ink_px[1] / 2)
    (run,) = page.runs
    # The box is as high as the font, a little more than its ink.
    assert run.box == pytest.approx(ink, abs=6)
    assert run.box[0] - 1 < ink[0] < ink[2] < run.box[2] + 1
    assert run.box[1] - 1 < ink[1] < ink[3] < run.box[3] + 1


def test_marks_are_painted_where_they_belong_and_the_scale_has_a_limit(reader: ReaderProcess, make_pdf: Any) -> None:
    file = make_pdf("m.pdf", ["Word"])
    image = reader.page_image(file, 1, 1.0, ((100.0, 200.0, 150.0, 220.0),))
    picture = Image.open(io.BytesIO(image.png)).convert("RGB")
    inside = picture.getpixel((125, picture.height - 210))
    assert isinstance(inside, tuple)
    assert inside[0] > 200 > inside[2]
    assert picture.getpixel((125, picture.height - 300)) == (255, 255, 255)
    assert reader.page_image(file, 1, 1000.0).pixels_per_point <= 8


def test_a_figure_is_framed_and_keeps_its_colours(reader: ReaderProcess, make_pdf: Any) -> None:
    image = reader.page_image(make_pdf("m.pdf", ["Word"]), 1, 1.0, ((100.0, 200.0, 400.0, 420.0),))
    picture = Image.open(io.BytesIO(image.png)).convert("RGB")
    assert picture.getpixel((250, picture.height - 310)) == (255, 255, 255)
    edge = picture.getpixel((250, picture.height - 421))
    assert isinstance(edge, tuple)
    assert edge[0] > 100 > edge[2]


class SignedNote(TextAnnotation):  # type: ignore[misc]
    """A note with its author, which reportlab leaves out."""

    def Dict(self) -> Any:
        words = super().Dict()
        words["T"] = PDFString("Mori")
        return words


def test_comments_of_a_pdf_stand_behind_its_text(reader: ReaderProcess, tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "remarks.pdf"), pagesize=A4)
    canvas.drawString(72, 700, "The rent is due on the first of May.")
    canvas.textAnnotation("Ask Olsen about the boiler \u2013 \u6696\u623f", (72, 600, 300, 650), addtopage=1)
    canvas.freeTextAnnotation("The increase was refused.", (72, 500, 400, 530))
    canvas.highlightAnnotation("due on the first", (72, 690, 300, 712))
    canvas._addAnnotation(SignedNote((72, 400, 100, 420), "Not before 2027."))
    canvas.showPage()
    canvas.save()
    (page,), _ = read(reader, tmp_path / "remarks.pdf")
    assert page.text == (
        "The rent is due on the first of May.\n\nAsk Olsen about the boiler \u2013 \u6696\u623f\n\nThe increase was refused."
        "\n\nMori: Not before 2027."
    )
    # A comment is marked where it shows.
    start = page.text.index("Not before")
    assert boxes_of_span(page.runs, start, len(page.text)) == ((72.0, 400.0, 100.0, 420.0),)


def test_a_page_that_is_not_there_is_named(reader: ReaderProcess, make_pdf: Any) -> None:
    with pytest.raises(NotFound, match="no page 9"):
        reader.page_image(make_pdf("m.pdf", ["Word"]), 9, 1.0)


def test_pages_that_are_pictures_are_counted_and_blank_ones_are_not(reader: ReaderProcess, make_pdf: Any) -> None:
    _, document = read(reader, make_pdf("s.pdf", ["Text."], [], [""]))
    assert document.unread_pages == (2,)
    assert document.ocr_pages == 0


def test_bad_pdfs_get_their_sentence(reader: ReaderProcess, make_pdf: Any, tmp_path: Path) -> None:
    whole = make_pdf("w.pdf", ["Text."]).read_bytes()
    for name, data in {"cut.pdf": whole[:200], "junk.pdf": b"%PDF-1.7\n" + b"\x00junk" * 500}.items():
        (tmp_path / name).write_bytes(data)
    for file, words in (
        (make_pdf("locked.pdf", ["Secret."], password="open sesame"), "password"),
        (make_pdf("scan.pdf", [], []), "All of its 2 pages are pictures in which no words were found"),
        (make_pdf("blank.pdf", [""]), "no text"),
        (tmp_path / "cut.pdf", "damaged"),
        (tmp_path / "junk.pdf", "damaged"),
    ):
        with pytest.raises(DocumentUnreadable, match=words) as caught:
            read(reader, file)
        assert caught.value.message.endswith(".")


def test_a_word_document_gives_headings_tables_and_what_was_not_deleted(reader: ReaderProcess, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("House rules", 0)
    document.add_heading("Heating", 1)
    document.add_paragraph("The boiler is serviced every autumn.")
    table = document.add_table(rows=2, cols=2)
    for number, words in enumerate(("Room", "Degrees", "Bath", "23")):
        table.cell(number // 2, number % 2).text = words
    file = tmp_path / "rules.docx"
    document.save(str(file))
    (page,), read_document = read(reader, file)
    assert page.number is None
    assert page.text == "House rules\n\nHeating\n\nThe boiler is serviced every autumn.\n\nRoom | Degrees\nBath | 23"
    assert [(heading.level, heading.text) for heading in page.headings] == [(1, "House rules"), (1, "Heating")]
    assert read_document.title == "House rules"


def test_bad_word_documents_get_their_sentence(reader: ReaderProcess, tmp_path: Path) -> None:
    (tmp_path / "junk.docx").write_bytes(b"PK\x03\x04 junk")
    (tmp_path / "cut.docx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    strict = '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'
    with zipfile.ZipFile(tmp_path / "strict.docx", "w") as archive:
        archive.writestr("word/document.xml", strict)
    with zipfile.ZipFile(tmp_path / "other.docx", "w") as archive:
        archive.writestr("readme.txt", "not a document")
    with zipfile.ZipFile(tmp_path / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(401_000_000))
    for name, words in {
        "junk": "damaged",
        "cut": "damaged",
        "strict": "Strict",
        "other": "damaged",
        "bomb": "unpacks to more",
    }.items():
        with pytest.raises(DocumentUnreadable, match=words):
            read(reader, tmp_path / f"{name}.docx")


def test_a_web_page_gives_its_article_and_a_bare_one_all_of_its_text(reader: ReaderProcess, tmp_path: Path) -> None:
    sentences = " ".join(["Heat pumps save energy in well insulated houses."] * 8)
    paid = "Customers<sup>1</sup> paid <b>9 percent</b> <i>more</i>."
    file = tmp_path / "a.html"
    file.write_text(
        f"<html><head><title>Heat pumps</title><script>var x = 'unseen';</script></head><body><nav>Home</nav>"
        f"<article><h1>On heat pumps</h1><p>{sentences} {paid}</p><h2>Costs</h2><p>{sentences}</p></article></body></html>"
    )
    (page,), document = read(reader, file)
    assert document.title == "Heat pumps"
    assert "unseen" not in page.text
    assert "Customers 1 paid 9 percent more." in page.text
    emphasis = [(page.text[each.start : each.end], each.bold, each.italic) for each in page.emphasis]
    assert emphasis == [("9 percent", True, False), ("more", False, True)]
    assert [page.text[heading.start :].split("\n")[0] for heading in page.headings][-1] == "Costs"
    bare = tmp_path / "b.html"
    bare.write_bytes("<meta charset=shift_jis><div>鍵は<b>二つ</b>ある<table><tr><td>a<td>b</table>".encode("cp932"))
    (page,), _ = read(reader, bare)
    assert page.text == "鍵は二つある\n\na | b"
    assert [page.text[each.start : each.end] for each in page.emphasis if each.bold] == ["二つ"]
    assert [page.text[table.start : table.end] for table in page.tables] == ["a | b"]


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def test_files_made_to_be_too_much_are_told_for_what_they_are(reader: ReaderProcess, tmp_path: Path) -> None:
    side = 60_000
    rows = zlib.compress(bytes(100_000))
    (tmp_path / "huge.png").write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0))
        + _chunk(b"IDAT", rows)
        + _chunk(b"IEND", b"")
    )
    inside = b"Content-Type: text/plain\r\n\r\nNotice is three months.\r\n"
    for number in range(500):
        inside = b"Content-Type: message/rfc822\r\n\r\nFrom: a@b.c\r\nSubject: %d\r\nMIME-Version: 1.0\r\n%s" % (
            number,
            inside,
        )
    (tmp_path / "deep.eml").write_bytes(b"From: a@b.c\r\nTo: d@e.f\r\nSubject: deep\r\nMIME-Version: 1.0\r\n" + inside)
    for name, words in (("huge.png", "larger than Sotto reads"), ("deep.eml", "lie too deep in each other")):
        with pytest.raises(DocumentUnreadable, match=words):
            read(reader, tmp_path / name)
    (tmp_path / "notes.txt").write_text("The next file is read.")
    assert read(reader, tmp_path / "notes.txt")[0][0].text == "The next file is read."


def test_no_word_of_an_article_moves_over_its_emphasis(reader: ReaderProcess, tmp_path: Path) -> None:
    sentences = " ".join(["Heat pumps save energy in well insulated houses."] * 8)
    links = "<a href='x'>Another page</a> " * 20
    file = tmp_path / "a.html"
    file.write_text(
        f"<html><body><nav><a>Yes</a> <b>No</b> {links}</nav><article><h1>Heat <em>pumps</em></h1><p>{sentences}</p>"
        "<p>The package must be called python<i>X.Y</i>, and it holds <code>objects</code> such as "
        "<i>arguments</i>, <b>lists</b>.</p>"
        "<ul><li>Yes, <b>here</b></li><li>No</li></ul><table><tr><th>Room<th>Degrees<tr><td>Bath<td><b>23</b></table>"
        f"<p>{sentences}</p></article></body></html>"
    )
    (page,), _ = read(reader, file)
    assert "Another page" not in page.text
    assert "must be called pythonX.Y, and it holds objects such as arguments, lists." in page.text
    assert "Yes, here\nNo" in page.text
    assert "Bath | 23" in page.text
    found = [(page.text[each.start : each.end], each.bold, each.italic) for each in page.emphasis]
    assert found == [
        ("X.Y", False, True),
        ("arguments", False, True),
        ("lists", True, False),
        ("here", True, False),
        ("23", True, False),
    ]


def test_text_files_are_read_as_written(reader: ReaderProcess, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_bytes("暖房の点検\r\n毎年十月に行います。\r\n".encode("euc_jp"))
    (page,), document = read(reader, file)
    assert page.text == "暖房の点検\n毎年十月に行います。\n"
    assert document.title == "notes"
    (tmp_path / "empty.md").write_text(" \n")
    with pytest.raises(DocumentUnreadable, match="no text"):
        read(reader, tmp_path / "empty.md")


def test_a_tables_rows_stay_together_and_the_outline_gives_the_headings(reader: ReaderProcess, make_pdf: Any) -> None:
    file = make_pdf.folder / "outlined.pdf"
    canvas = Canvas(str(file))
    canvas.bookmarkPage("rent")
    canvas.addOutlineEntry("Rent", "rent", level=0)
    canvas.drawString(72, 760, "Rent")
    for number, row in enumerate((("Month", "Sum", "Paid"), ("May", "450", "yes"), ("June", "460", "no"))):
        for column, words in enumerate(row):
            canvas.drawString(72 + 120 * column, 720 - 15 * number, words)
    canvas.save()
    (page,), _ = read(reader, file)
    (table,) = page.tables
    assert page.text[table.start : table.end] == "Month Sum Paid\nMay 450 yes\nJune 460 no"
    assert table.header == "Month Sum Paid"
    assert [(heading.level, heading.text) for heading in page.headings] == [(1, "Rent")]


def test_columns_that_are_written_across_are_read_one_after_the_other(reader: ReaderProcess, make_pdf: Any) -> None:
    left = [f"Left line {number} says a thing of its own and goes" for number in range(8)]
    right = [f"Right line {number} says another thing and does" for number in range(8)]
    left[3], left[4] = left[3][:-4] + "serv-", "ice of the boiler is due in every single autumn"
    file = make_pdf.folder / "across.pdf"
    canvas = Canvas(str(file))
    canvas.setFont("Helvetica", 10)
    canvas.drawString(
        72, 780, "A title that stands above both of the columns and belongs to none of them at all, really"
    )
    for number in range(8):
        canvas.drawString(72, 740 - 13 * number, left[number])
        canvas.drawString(330, 740 - 13 * number, right[number])
    canvas.save()
    (page,), _ = read(reader, file)
    assert page.text.startswith("A title")
    assert page.text.index("Left line 7") < page.text.index("Right line 0")
    assert "service of the boiler" in page.text
    (first,) = (run for run in page.runs if run.start == page.text.index("Right"))
    assert first.box[0] == pytest.approx(330, abs=2)


def test_japanese_that_is_written_downwards_is_read_from_right_to_left(reader: ReaderProcess, tmp_path: Path) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiKakuGo-W5", isVertical=True))
    canvas = Canvas(str(tmp_path / "downwards.pdf"), pagesize=A4)
    canvas.setFont("HeiseiKakuGo-W5", 14)
    for number, words in enumerate(
        ("借主は毎月末日までに家賃を", "指定する口座に振り込む。", "敷金は二か月分とする。")
    ):
        canvas.drawString(500 - 24 * number, 780, words)
    canvas.showPage()
    canvas.save()
    (page,), _ = read(reader, tmp_path / "downwards.pdf")
    assert page.text == "借主は毎月末日までに家賃を\n指定する口座に振り込む。\n敷金は二か月分とする。"
    ((x0, y0, x1, y1),) = boxes_of_span(page.runs, page.text.index("指定"), page.text.index("指定") + 2)
    assert x1 - x0 == pytest.approx(14, abs=2)
    assert y1 - y0 == pytest.approx(28, abs=3)
    assert 460 < x0 < 480
    assert y1 == pytest.approx(780, abs=3)


def test_what_is_filled_into_a_form_has_the_names_of_its_fields(reader: ReaderProcess, make_pdf: Any) -> None:
    file = make_pdf.folder / "application.pdf"
    canvas = Canvas(str(file), pagesize=A4)
    canvas.drawString(150, 784, "City:")
    form = canvas.acroForm
    for number, (name, tooltip, value) in enumerate(
        (
            ("City", "", "Lagos"),
            ("page1.Surname", "", "Okafor"),
            ("Text2", "Date of birth", "4 May 1990"),
            ("Text3", "", "Teacher"),
            ("Middle name", "", ""),
        )
    ):
        form.textfield(name=name, tooltip=tooltip, value=value, x=200, y=780 - 30 * number, width=200, height=20)
    form.checkbox(name="Smoker", x=200, y=600, size=20, checked=True)
    form.checkbox(name="Pets", x=200, y=570, size=20, checked=False)
    for value, selected in (("Married", True), ("Single", False)):
        form.radio(name="Marital status", value=value, selected=selected, x=200 if selected else 240, y=540, size=20)
    form.choice(name="Country", value="Nigeria", options=["Nigeria", "Ghana"], x=200, y=500, width=100, height=20)
    canvas.save()
    (page,), _ = read(reader, file)
    # What the page itself says in these words, and what nobody named, is told once.
    assert "City: Lagos" in page.text.split("\n")
    assert page.text.count("Lagos") == page.text.count("Teacher") == 1
    assert page.text.split("\n\n")[-6:] == [
        "Surname: Okafor",
        "Date of birth: 4 May 1990",
        "\u2611 Smoker",
        "\u2610 Pets",
        "Marital status: Married",
        "Country: Nigeria",
    ]
    (box,) = boxes_of_span(page.runs, page.text.index("Surname"), page.text.index("Surname") + len("Surname: Okafor"))
    assert box == pytest.approx((200, 750, 400, 770), abs=1)


def test_what_is_filled_into_a_form_is_read_and_shown(reader: ReaderProcess, make_pdf: Any) -> None:
    file = make_pdf.folder / "form.pdf"
    canvas = Canvas(str(file))
    canvas.drawString(72, 755, "Name of tenant:")
    canvas.acroForm.textfield(name="f1", x=200, y=750, width=200, height=20, value="Yuki Tanaka", fontSize=12)
    canvas.save()
    (page,), _ = read(reader, file)
    assert "Yuki Tanaka" in page.text
    box = next(run.box for run in page.runs if page.text[run.start : run.end] == "Yuki")
    assert 195 < box[0] < 215
    picture = Image.open(io.BytesIO(reader.page_image(file, 1, 1.0).png)).convert("L")
    field = picture.crop((202, picture.height - 768, 398, picture.height - 752))
    assert min(field.tobytes()) < 100
