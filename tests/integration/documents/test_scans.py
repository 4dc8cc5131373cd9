"""Scanned pages and pictures: recognised with the place of every word, put upright, counted, and named when they give nothing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import odfdo
import pptx
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from assistant.documents.base import ReadDocument, ReadPage
from assistant.documents.pages.runs import boxes_of_span
from assistant.documents.readers import embedded_pictures
from assistant.documents.readers.scans import ScanReader
from assistant.documents.reading.reader_process import ProcessLimits, ReaderProcess
from assistant.errors import DocumentUnreadable
from assistant.records import Box

pytestmark = pytest.mark.integration

Read = Callable[..., tuple[list[ReadPage], ReadDocument]]
WORDS = ["The boiler is serviced every autumn", "by the house's own engineer.", "", "Rent is due on the first of May."]


@pytest.fixture
def scan(make_pdf: Any) -> Image.Image:
    """A page of print as a picture, 150 dots an inch."""
    document = pdfium.PdfDocument(make_pdf("print.pdf", WORDS, top=700))
    picture: Image.Image = document[0].render(scale=150 / 72).to_pil().convert("L")
    document.close()
    return picture


def words_of(page: ReadPage) -> list[str]:
    return page.text.split()


def box_of(page: ReadPage, word: str) -> Box:
    start = page.text.index(word)
    (box,) = (run.box for run in page.runs if run.start <= start < run.end)
    return box


def darkest(picture: Image.Image) -> int:
    return min(picture.convert("L").tobytes())


def test_only_pages_without_text_of_their_own_are_recognised(
    read_file: Read, reader: ReaderProcess, make_pdf: Any, scan: Image.Image
) -> None:
    pages = io.BytesIO()
    scan.save(pages, format="PDF", resolution=150)
    mixed = pdfium.PdfDocument(make_pdf("mixed.pdf", ["Typed words."]))
    mixed.import_pages(pdfium.PdfDocument(pages.getvalue()))
    file = make_pdf.folder / "both.pdf"
    mixed.save(file)
    (typed, scanned), document = read_file(file)
    assert typed.text == "Typed words."
    assert words_of(scanned)[:6] == ["The", "boiler", "is", "serviced", "every", "autumn"]
    assert (document.ocr_pages, document.unread_pages) == (1, ())
    # The rectangle lies on the ink of the page's picture.
    image = reader.page_image(file, 2, 2.0)
    picture = Image.open(io.BytesIO(image.png)).convert("L")
    x0, y0, x1, y1 = box_of(scanned, "Rent")
    marked = picture.crop(
        (round(x0 * 2), round(picture.height - y1 * 2), round(x1 * 2), round(picture.height - y0 * 2))
    )
    assert darkest(marked) < 100
    assert 20 < x1 - x0 < 40
    assert 8 < y1 - y0 < 25


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_picture_is_read_however_it_lies(read_file: Read, tmp_path: Path, scan: Image.Image, turn: int) -> None:
    file = tmp_path / "photo.png"
    turned = scan.rotate(turn, expand=True, fillcolor=255)
    turned.save(file)
    (page,), document = read_file(file)
    assert " ".join(words_of(page)).startswith("The boiler is serviced every autumn by the house")
    assert page.text.rstrip().endswith("Rent is due on the first of May.")
    assert (page.number, document.ocr_pages, document.title) == (1, 1, "photo")
    assert (page.width_pt, page.height_pt) == (float(turned.width), float(turned.height))
    x0, y0, x1, y1 = box_of(page, "boiler")
    assert 0 <= x0 < x1 <= turned.width
    ink = turned.crop((round(x0), round(turned.height - y1), round(x1), round(turned.height - y0)))
    assert darkest(ink) < 100
    assert (x1 - x0 > y1 - y0) is (turn in {0, 180})


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_on_its_side_or_head_is_shown_upright_with_marks_on_its_words(
    read_file: Read, reader: ReaderProcess, tmp_path: Path, scan: Image.Image, turn: int
) -> None:
    file = tmp_path / "lying.pdf"
    scan.rotate(turn, expand=True, fillcolor=255).save(file, resolution=150)
    (page,), _ = read_file(file)
    assert page.turn == 360 - turn
    start = page.text.index("boiler is serviced")
    marks = boxes_of_span(page.runs, start, start + len("boiler is serviced"), page.turn)
    assert len(marks) == 1
    image = reader.page_image(file, 1, 150 / 72, marks, turn=page.turn)
    assert (image.turn, image.width_px, image.height_px) == (page.turn, *scan.size)
    red, _, blue = Image.open(io.BytesIO(image.png)).convert("RGB").split()
    # Yellow lies where the upright scan has the words, and nowhere else.
    yellow = ImageChops.subtract(red, blue).point(lambda value: 255 if value > 40 else 0).getbbox()
    assert yellow is not None
    # The line's letters of 12 points stand on 700 points of an A4 page, the words behind "The "; a mark has a margin of a point.
    left, top, right, bottom = (each * 150 / 72 for each in (94, 841.9 - 700 - 10, 191, 841.9 - 700 + 4))
    assert list(yellow[::2]) == pytest.approx([left, right], abs=12)
    assert list(yellow[1::2]) == pytest.approx([top, bottom], abs=8)


def test_a_page_that_lies_askew_is_read_in_order(read_file: Read, tmp_path: Path, make_pdf: Any) -> None:
    lines = [
        f"{room:<12} costs the tenant {rent} pounds a month, heating included"
        for room, rent in (("The attic", 410), ("The kitchen", 300), ("The cellar", 120))
    ]
    document = pdfium.PdfDocument(make_pdf("rents.pdf", lines, top=700))
    level = document[0].render(scale=150 / 72).to_pil().convert("L")
    document.close()
    level.rotate(3, resample=Image.Resampling.BICUBIC, fillcolor=255).save(tmp_path / "askew.png")
    (page,), _ = read_file(tmp_path / "askew.png")
    assert page.text.split("\n") == [" ".join(line.split()) for line in lines]
    first, last = box_of(page, "attic"), box_of(page, "included")
    assert last[1] - first[1] > 20


def test_japanese_is_recognised(read_file: Read, make_pdf: Any, tmp_path: Path) -> None:
    document = pdfium.PdfDocument(make_pdf("j.pdf", ["暖房の点検は毎年十月に行います。"], font="HeiseiMin-W3"))
    document[0].render(scale=3).to_pil().save(tmp_path / "j.png")
    document.close()
    (page,), _ = read_file(tmp_path / "j.png")
    assert "暖房の点検は毎年十月に行います" in page.text


@pytest.fixture(scope="module")
def written_downwards(tmp_path_factory: pytest.TempPathFactory) -> Image.Image:
    """A page of three columns as a picture, 180 dots an inch."""
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiKakuGo-W5", isVertical=True))
    file = tmp_path_factory.mktemp("downwards") / "page.pdf"
    canvas = Canvas(str(file), pagesize=(360, 480))
    canvas.setFont("HeiseiKakuGo-W5", 16)
    for number, words in enumerate(
        ("借主は毎月末日までに家賃を", "指定する口座に振り込む。", "敷金は二か月分とする。")
    ):
        canvas.drawString(300 - 30 * number, 440, words)
    canvas.save()
    document = pdfium.PdfDocument(file)
    picture: Image.Image = document[0].render(scale=2.5).to_pil().convert("L")
    document.close()
    return picture


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_japanese_written_downwards_is_read_in_columns_and_shown_upright(
    read_file: Read, reader: ReaderProcess, tmp_path: Path, written_downwards: Image.Image, turn: int
) -> None:
    file = tmp_path / "letter.png"
    written_downwards.rotate(turn, expand=True, fillcolor=255).save(file)
    (page,), _ = read_file(file)
    columns = page.text.split("\n")
    assert [column.rstrip("。") for column in columns] == [
        "借主は毎月末日までに家賃を",
        "指定する口座に振り込む",
        "敷金は二か月分とする",
    ]
    assert page.turn == (360 - turn) % 360
    start = page.text.index("指定する口座")
    marks = boxes_of_span(page.runs, start, start + 6, page.turn)
    image = reader.page_image(file, 1, 1.0, marks, turn=page.turn)
    assert (image.width_px, image.height_px) == written_downwards.size
    red, _, blue = Image.open(io.BytesIO(image.png)).convert("RGB").split()
    yellow = ImageChops.subtract(red, blue).point(lambda value: 255 if value > 40 else 0).getbbox()
    assert yellow is not None
    # Six letters of 16 points, of a column about x = 270, from y = 440 down on a page of 480.
    assert list(yellow) == pytest.approx([655, 100, 695, 340], abs=14)


@pytest.mark.parametrize("turn", [90, 270])
def test_japanese_written_across_is_put_upright_when_it_lies_on_a_side(
    read_file: Read, tmp_path: Path, make_pdf: Any, turn: int
) -> None:
    lines = ["借主は毎月末日までに家賃を", "指定する口座に振り込む。", "敷金は二か月分とする。"]
    document = pdfium.PdfDocument(make_pdf("j.pdf", lines, font="HeiseiMin-W3"))
    document[0].render(scale=2.5).to_pil().rotate(turn, expand=True).save(tmp_path / "j.png")
    document.close()
    (page,), _ = read_file(tmp_path / "j.png")
    assert page.turn == 360 - turn
    assert "毎月末日までに家賃" in page.text
    assert page.text.index("指定する口座") < page.text.index("敷金は二か月分")


def test_pictures_of_a_tiff_are_pages_and_those_without_words_are_named(
    read_file: Read, tmp_path: Path, scan: Image.Image
) -> None:
    blank = Image.new("L", (400, 300), 255)
    scan.save(tmp_path / "fax.tiff", save_all=True, append_images=[blank, scan.resize((800, 1100))])
    pages, document = read_file(tmp_path / "fax.tiff")
    assert [bool(page.text) for page in pages] == [True, False, True]
    assert (document.page_count, document.ocr_pages, document.unread_pages) == (3, 2, (2,))
    blank.save(tmp_path / "blank.webp")
    with pytest.raises(DocumentUnreadable, match="no words in this picture"):
        read_file(tmp_path / "blank.webp")


@pytest.mark.parametrize("orientation", [1, 6, 3])
def test_a_photograph_is_shown_upright_in_its_own_measure_however_small(
    reader: ReaderProcess, tmp_path: Path, scan: Image.Image, orientation: int
) -> None:
    turn = {1: 0, 6: 90, 3: 180}[orientation]
    exif = Image.Exif()
    exif[0x0112] = orientation
    file = tmp_path / "photo.jpg"
    scan.convert("RGB").rotate(turn, expand=True).save(file, exif=exif, quality=95)
    line = (140.0, 1754.0 - 305.0, 400.0, 1754.0 - 265.0)
    for scale in (0.2, 0.7):
        image = reader.page_image(file, 1, scale, (line,))
        assert (image.width_px, image.height_px) == (round(scan.width * scale), round(scan.height * scale))
        assert image.pixels_per_point == scale
        shown = Image.open(io.BytesIO(image.png)).convert("RGB")
        red, _, blue = shown.split()
        yellow = ImageChops.subtract(red, blue).point(lambda value: 255 if value > 40 else 0).getbbox()
        assert yellow is not None
        assert list(yellow) == pytest.approx([140 * scale, 265 * scale, 400 * scale, 305 * scale], abs=3)
        plain = Image.open(io.BytesIO(reader.page_image(file, 1, scale).png)).convert("L")
        expected = scan.resize(plain.size)
        assert max(ImageChops.difference(plain, expected).resize((8, 8), Image.Resampling.BOX).tobytes()) < 12


def test_bad_pictures_get_their_sentence(read_file: Read, tmp_path: Path, scan: Image.Image) -> None:
    scan.save(tmp_path / "whole.png")
    (tmp_path / "cut.png").write_bytes((tmp_path / "whole.png").read_bytes()[:3000])
    (tmp_path / "junk.jpg").write_bytes(b"junk" * 100)
    Image.new("1", (9_000, 9_000)).save(tmp_path / "huge.png")
    for name, words in {"cut.png": "damaged", "junk.jpg": "damaged", "huge.png": "larger than Sotto reads"}.items():
        with pytest.raises(DocumentUnreadable, match=words):
            read_file(tmp_path / name)


def test_recognising_ends_with_its_time_and_says_so(tmp_path: Path, scan: Image.Image) -> None:
    scan.save(tmp_path / "fax.tiff", save_all=True, append_images=[scan])
    with ReaderProcess(ProcessLimits(ocr_s=0.01)) as process:
        reading = process.read(tmp_path / "fax.tiff")
        assert next(reading).text
        assert not next(reading).text
        with pytest.raises(StopIteration) as end:
            next(reading)
    assert end.value.value.unread_pages == (2,)
    assert end.value.value.note == "Reading the other scanned pages would take too long."


def test_a_slide_that_is_a_picture_is_recognised(read_file: Read, tmp_path: Path, scan: Image.Image) -> None:
    picture = io.BytesIO()
    scan.crop((100, 200, 900, 600)).save(picture, format="PNG")
    presentation = pptx.Presentation()
    presentation.slides.add_slide(presentation.slide_layouts[6]).shapes.add_picture(picture, 0, 0)
    presentation.slides.add_slide(presentation.slide_layouts[5]).shapes.title.text = "Plans"
    presentation.save(str(tmp_path / "deck.pptx"))
    pages, document = read_file(tmp_path / "deck.pptx")
    assert "serviced every autumn" in pages[0].text
    assert pages[1].text == "Plans"
    assert (document.ocr_pages, document.unread_pages) == (1, ())


def png(scan: Image.Image, box: tuple[int, int, int, int] = (100, 200, 900, 600)) -> bytes:
    data = io.BytesIO()
    scan.crop(box).save(data, format="PNG")
    return data.getvalue()


def in_word(file: Path, picture: bytes) -> None:
    document = docx.Document()
    document.add_paragraph("Before the picture.")
    document.add_picture(io.BytesIO(picture))
    document.add_paragraph("Behind the picture.")
    document.add_picture(io.BytesIO(picture))
    document.save(str(file))


def in_slides(file: Path, picture: bytes) -> None:
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    slide.shapes.title.text = "Before the picture."
    slide.shapes.add_picture(io.BytesIO(picture), 0, 0)
    presentation.save(str(file))


def in_open_document(file: Path, picture: bytes) -> None:
    document = odfdo.Document("text")
    document.body.append(odfdo.Paragraph("Before the picture."))
    assert document.container is not None
    document.container.set_part("Pictures/print.png", picture)
    paragraph = odfdo.Paragraph()
    paragraph.append(odfdo.Frame.image_frame("Pictures/print.png", size=("8cm", "4cm")))
    document.body.append(paragraph)
    document.save(str(file))


def in_book(file: Path, picture: bytes) -> None:
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", '<container><rootfile full-path="OPS/package.opf"/></container>')
        archive.writestr(
            "OPS/package.opf",
            '<package><manifest><item id="a" href="text/one.xhtml" media-type="x/html"/></manifest>'
            '<spine><itemref idref="a"/></spine></package>',
        )
        archive.writestr("OPS/text/one.xhtml", '<p>Before the picture.</p><p><img src="../print.png"/></p>')
        archive.writestr("OPS/print.png", picture)


@pytest.mark.parametrize(
    ("name", "make"),
    [("a.docx", in_word), ("a.pptx", in_slides), ("a.odt", in_open_document), ("a.epub", in_book)],
    ids=["docx", "pptx", "odt", "epub"],
)
def test_words_in_pictures_of_a_text_come_behind_the_words_before_them(
    read_file: Read, tmp_path: Path, scan: Image.Image, name: str, make: Callable[[Path, bytes], None]
) -> None:
    make(tmp_path / name, png(scan))
    pages, document = read_file(tmp_path / name)
    assert pages[0].text.startswith("Before the picture.")
    assert pages[0].text.count("serviced every autumn") == 1
    assert document.ocr_pages == 1
    if name == "a.docx":
        assert pages[0].text.endswith("Behind the picture.")


def test_small_damaged_and_very_many_pictures_cost_nothing(scan: Image.Image, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []

    def recognised(data: bytes, number: int, scans: ScanReader, *, has_text: bool) -> str:
        tried.append(number)
        return "words enough"

    monkeypatch.setattr(embedded_pictures, "recognised_words", recognised)
    pictures = embedded_pictures.EmbeddedPictures(600.0)
    assert pictures.words(b"no picture") == ""
    assert pictures.words(png(scan, (100, 200, 120, 700))) == ""
    assert not tried
    made = [png(scan, (100 + n, 200, 400 + n, 500)) for n in range(embedded_pictures.MOST_PICTURES + 5)]
    assert sum(bool(pictures.words(each, n)) for n, each in enumerate(made)) == len(tried)
    assert len(tried) <= embedded_pictures.MOST_PICTURES
