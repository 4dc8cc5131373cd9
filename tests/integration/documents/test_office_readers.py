"""Office files, tables and books through the real reader process: pages, headings, tables, and passwords."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import msoffcrypto
import odfdo
import openpyxl
import pptx
import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl.comments import Comment
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.util import Inches

from assistant.documents.base import ReadDocument, ReadPage
from assistant.errors import DocumentLocked, DocumentUnreadable
from tests.old_presentation import old_presentation_file
from tests.rent_workbook import rent_workbook

pytestmark = pytest.mark.integration

Read = Callable[..., tuple[list[ReadPage], ReadDocument]]


def table_rows(page: ReadPage) -> list[list[str]]:
    return [page.text[table.start : table.end].split("\n") for table in page.tables]


def test_slides_are_pages_in_reading_order_with_tables_and_notes(read_file: Read, tmp_path: Path) -> None:
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    slide.shapes.title.text = "Costs"
    low = slide.shapes.add_textbox(Inches(1), Inches(5), Inches(3), Inches(1))
    low.text_frame.text = "Below the table."
    table = slide.shapes.add_table(2, 2, Inches(1), Inches(2), Inches(4), Inches(1)).table
    for number, words in enumerate(("Item", "Price", "Boiler", "4,100")):
        table.cell(number // 2, number % 2).text = words
    slide.notes_slide.notes_text_frame.text = "Say that it is leased."
    presentation.slides.add_slide(presentation.slide_layouts[5]).shapes.title.text = "Plans"
    file = tmp_path / "talk.pptx"
    presentation.save(str(file))
    pages, document = read_file(file)
    assert [page.number for page in pages] == [1, 2]
    assert pages[0].text == "Costs\n\nItem | Price\nBoiler | 4,100\n\nBelow the table.\n\nSay that it is leased."
    assert table_rows(pages[0]) == [["Item | Price", "Boiler | 4,100"]]
    assert [heading.text for page in pages for heading in page.headings] == ["Costs", "Plans"]
    assert (document.title, document.page_count) == ("talk", 2)


def test_bold_and_italic_of_a_word_document_are_kept_with_their_places(read_file: Read, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Lease", 1)
    paragraph = document.add_paragraph("The ")
    paragraph.add_run("rent").bold = True
    paragraph.add_run(" is ")
    both = paragraph.add_run("due")
    both.bold = both.italic = True
    document.add_paragraph("Pay in time.", style="Quote").add_run(" Or not.").italic = False
    document.add_paragraph().add_run("Item").italic = True
    document.save(str(tmp_path / "lease.docx"))
    (page,), _ = read_file(tmp_path / "lease.docx")
    assert page.text == "Lease\n\nThe rent is due\n\nPay in time. Or not.\n\nItem"
    assert [(page.text[each.start : each.end], each.bold, each.italic) for each in page.emphasis] == [
        ("rent", True, False),
        ("due", True, True),
        ("Pay in time.", False, True),
        ("Item", False, True),
    ]


def test_slides_of_before_2007_are_pages(read_file: Read, tmp_path: Path) -> None:
    file = tmp_path / "talk.ppt"
    file.write_bytes(old_presentation_file())
    pages, document = read_file(file)
    assert [page.text for page in pages] == [
        "Costs\n\nBoiler\nPump\n\nItem | Price\nBoiler | 4,100\n\nBelow the table.\n\nSay that it is leased.",
        "計画",
    ]
    assert table_rows(pages[0]) == [["Item | Price", "Boiler | 4,100"]]
    assert [heading.text for page in pages for heading in page.headings] == ["Costs", "計画"]
    assert (document.title, document.page_count) == ("talk", 2)
    file.write_bytes(old_presentation_file()[:3000])
    with pytest.raises(DocumentUnreadable, match="damaged"):
        read_file(file)


# A workbook of before 2007 as xlwt writes it, deflated.


def test_a_password_opens_what_it_locks_and_another_does_not(read_file: Read, tmp_path: Path, make_pdf: Any) -> None:
    locked = tmp_path / "locked.xlsx"
    with rent_workbook(tmp_path / "rent.xlsx").open("rb") as plain, locked.open("wb") as out:
        OOXMLFile(plain).encrypt("open sesame", out)
    assert msoffcrypto.OfficeFile(io.BytesIO(locked.read_bytes())).is_encrypted()
    for file in (locked, make_pdf("locked.pdf", ["Rent is due in May."], password="open sesame")):
        with pytest.raises(DocumentLocked, match="is protected with a password"):
            read_file(file)
        with pytest.raises(DocumentLocked, match="password does not open"):
            read_file(file, "guess")
        pages, _ = read_file(file, "open sesame")
        assert "May" in pages[0].text


def _looks(page: ReadPage) -> list[tuple[str, bool, bool]]:
    return [(page.text[each.start : each.end], each.bold, each.italic) for each in page.emphasis]


def test_what_is_bold_or_italic_on_a_slide_is_told_and_lines_stay_apart(read_file: Read, tmp_path: Path) -> None:
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    slide.shapes.title.text = "Terms"
    paragraph = slide.shapes.add_textbox(Inches(1), Inches(2), Inches(4), Inches(1)).text_frame.paragraphs[0]
    for words, bold, italic in (("Notice is ", None, None), ("three", True, None), (" months.", None, False)):
        run = paragraph.add_run()
        run.text, run.font.bold, run.font.italic = words, bold, italic
    paragraph.add_line_break()
    run = paragraph.add_run()
    run.text, run.font.italic, run.font.bold = "In writing", True, True
    presentation.save(str(tmp_path / "terms.pptx"))
    (page,), _ = read_file(tmp_path / "terms.pptx")
    assert page.text == "Terms\n\nNotice is three months.\nIn writing"
    assert _looks(page) == [("three", True, False), ("In writing", True, True)]


def test_what_is_bold_or_italic_in_an_open_document_is_told(read_file: Read, tmp_path: Path) -> None:
    document = odfdo.Document("text")
    document.body.clear()
    for name, family, parent, properties in (
        ("Strong", "text", None, {"fo:font-weight": "bold"}),
        ("Both", "text", "Strong", {"fo:font-style": "italic"}),
        ("Plain", "text", None, {"fo:font-weight": "normal"}),
        ("Loud", "paragraph", None, {"fo:font-weight": "700"}),
    ):
        style = odfdo.Style(family, name=name, parent_style=parent)
        style.set_properties(properties, area="text")
        document.insert_style(style, automatic=True)
    terms = odfdo.Paragraph("Notice is three months, in writing.")
    terms.set_span("Strong", regex="three")
    terms.set_span("Both", regex="writing")
    document.body.append(terms)
    loud = odfdo.Paragraph("No pets at all.", style="Loud")
    loud.set_span("Plain", regex="at all")
    document.body.append(loud)
    document.save(str(tmp_path / "terms.odt"))
    (page,), _ = read_file(tmp_path / "terms.odt")
    assert page.text == "Notice is three months, in writing.\n\nNo pets at all."
    assert _looks(page) == [
        ("three", True, False),
        ("writing", True, True),
        ("No pets ", True, False),
        (".", True, False),
    ]


def test_open_documents_give_headings_lists_tables_and_footnotes(read_file: Read, tmp_path: Path) -> None:
    document = odfdo.Document("text")
    document.body.clear()
    document.body.append(odfdo.Header(2, "Terms"))
    paragraph = odfdo.Paragraph("Notice is three months.")
    paragraph.insert_note(after="Notice", note_id="n1", citation="1", body="In writing.")
    document.body.append(paragraph)
    document.body.append(odfdo.List(["Keys", "Meters"]))
    table = odfdo.Table("t")
    table.set_values([["Room", "Degrees"], ["Bath", 23]])
    document.body.append(table)
    document.save(str(tmp_path / "lease.odt"))
    (page,), read_document = read_file(tmp_path / "lease.odt")
    assert page.text == "Terms\n\nNotice [In writing.] is three months.\n\nKeys\nMeters\n\nRoom | Degrees\nBath | 23"
    assert [(heading.level, heading.text) for heading in page.headings] == [(2, "Terms")]
    assert read_document.title == "Terms"

    sheets = odfdo.Document("spreadsheet")
    sheets.body.clear()
    for name in ("First", "Second"):
        table = odfdo.Table(name)
        table.set_values([["Month", "Sum"], ["May", 12.5]])
        sheets.body.append(table)
    sheets.save(str(tmp_path / "sums.ods"))
    pages, _ = read_file(tmp_path / "sums.ods")
    assert [page.text for page in pages] == [f"{name}\n\nMonth | Sum\nMay | 12.5" for name in ("First", "Second")]


def test_items_of_a_word_list_are_lines_with_a_mark(read_file: Read, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("To do", 1)
    for words in ("call the plumber", "pay the rent"):
        document.add_paragraph(words, style="List Bullet")
    document.add_paragraph("Done.")
    document.add_paragraph("first", style="List Number")
    document.save(str(tmp_path / "list.docx"))
    (page,), _ = read_file(tmp_path / "list.docx")
    assert page.text == "To do\n\n• call the plumber\n• pay the rent\n\nDone.\n\n• first"


def test_a_footnote_of_a_word_document_stands_where_it_is_called(read_file: Read, tmp_path: Path) -> None:
    plain = tmp_path / "plain.docx"
    document = docx.Document()
    document.add_paragraph("Notice is three months.")
    document.save(str(plain))
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    file = tmp_path / "notes.docx"
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            data = old.read(name).decode("utf-8", "surrogateescape")
            if name == "word/document.xml":
                data = data.replace(
                    "months.</w:t></w:r>", 'months.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
                )
            if name == "word/_rels/document.xml.rels":
                kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
                data = data.replace("</Rel", f'<Relationship Id="n1" Type="{kind}" Target="footnotes.xml"/></Rel', 1)
            new.writestr(name, data.encode("utf-8", "surrogateescape"))
        new.writestr(
            "word/footnotes.xml",
            f'<w:footnotes {w}><w:footnote w:id="2"><w:p><w:r><w:t>In writing.</w:t></w:r></w:p></w:footnote></w:footnotes>',
        )
    (page,), _ = read_file(file)
    assert page.text == "Notice is three months. [In writing.]"


def test_comments_stand_behind_what_they_are_about(read_file: Read, tmp_path: Path) -> None:
    document = docx.Document()
    rent = document.add_paragraph("The rent is 900 euros a month.")
    document.add_comment(rent.runs, "Raised to 950 in June.", author="Olsen")
    document.add_paragraph("Pets are allowed.")
    cell = document.add_table(rows=1, cols=2).cell(0, 1)
    cell.text = "23 degrees"
    document.add_comment(cell.paragraphs[0].runs, "寒い。", author="森")
    document.save(str(tmp_path / "lease.docx"))
    (page,), _ = read_file(tmp_path / "lease.docx")
    assert page.text == (
        "The rent is 900 euros a month.\n\nOlsen: Raised to 950 in June.\n\nPets are allowed.\n\n23 degrees\n\n森: 寒い。"
    )

    text = odfdo.Document("text")
    text.body.clear()
    notice = odfdo.Paragraph("Notice is three months.")
    notice.insert_annotation(after="Notice", body="In writing.", creator="Olsen")
    text.body.append(notice)
    text.body.append(odfdo.Paragraph("Pets are allowed."))
    text.save(str(tmp_path / "lease.odt"))
    (page,), _ = read_file(tmp_path / "lease.odt")
    assert page.text == "Notice is three months.\n\nOlsen: In writing.\n\nPets are allowed."


def test_comments_of_a_sheet_stand_behind_its_rows_and_are_no_part_of_its_cells(
    read_file: Read, tmp_path: Path
) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.append(["Month", "Sum"])
    workbook.active.append(["May", 450])
    workbook.active["B2"].comment = Comment("Paid in two parts.", "Olsen")
    workbook.create_sheet("Plans").append(["Boiler", 2027])
    workbook.save(tmp_path / "plain.xlsx")
    pages, _ = read_file(tmp_path / "plain.xlsx")
    assert [page.text for page in pages] == [
        "Sheet\n\nMonth | Sum\nMay | 450\n\nB2: Olsen: Paid in two parts.",
        "Plans\n\nBoiler | 2027",
    ]
    # Programs of today keep a thread in a part of its own, and a copy of it for those of before.
    kinds = "http://schemas.microsoft.com/office/2017/10"
    threads = (
        f'<ThreadedComments xmlns="{kinds.replace("office", "office/spreadsheetml")}/threadedcomments"><threadedComment ref="B2"'
        ' personId="{1}"><text>Which parts?</text></threadedComment></ThreadedComments>'
    )
    persons = '<personList xmlns="http://schemas.microsoft.com/p"><person displayName="Mori" id="{1}"/></personList>'
    with zipfile.ZipFile(tmp_path / "plain.xlsx") as old, zipfile.ZipFile(tmp_path / "thread.xlsx", "w") as new:
        for name in old.namelist():
            data = old.read(name).decode("utf-8")
            if name == "xl/comments/comment1.xml":
                data = data.replace("Olsen", "tc={9}")
            for part, kind, target in (
                ("xl/worksheets/_rels/sheet1.xml.rels", "threadedComment", "../threadedComments/t1.xml"),
                ("xl/_rels/workbook.xml.rels", "person", "persons/person.xml"),
            ):
                link = f'<Relationship Id="n" Type="{kinds}/relationships/{kind}" Target="{target}"/></Relationships>'
                data = data.replace("</Relationships>", link) if name == part else data
            new.writestr(name, data)
        new.writestr("xl/threadedComments/t1.xml", threads)
        new.writestr("xl/persons/person.xml", persons)
    pages, _ = read_file(tmp_path / "thread.xlsx")
    assert pages[0].text == "Sheet\n\nMonth | Sum\nMay | 450\n\nB2: Mori: Which parts?"

    sheets = odfdo.Document("spreadsheet")
    sheets.body.clear()
    table = odfdo.Table("Sums")
    table.set_values([["Month", "Sum"], ["May", 450]])
    cell = table.get_cell("B2")
    cell.insert(odfdo.Annotation("Checked twice.", creator="Mori"), 0)
    table.set_cell("B2", cell)
    sheets.body.append(table)
    sheets.save(str(tmp_path / "sums.ods"))
    (page,), _ = read_file(tmp_path / "sums.ods")
    assert page.text == "Sums\n\nMonth | Sum\nMay | 450\n\nMori: Checked twice."


def test_comments_on_a_slide_stand_behind_its_words(read_file: Read, tmp_path: Path) -> None:
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    slide.shapes.title.text = "Costs"
    p = "http://schemas.openxmlformats.org/presentationml/2006/main"
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    for of, kind, words in (
        (presentation.part, "commentAuthors", f'<p:l xmlns:p="{p}"><p:cmAuthor id="3" name="Olsen"/></p:l>'),
        (slide.part, "comments", f'<p:l xmlns:p="{p}"><p:cm authorId="3"><p:text>Too dear.</p:text></p:cm></p:l>'),
    ):
        part = Part(PackURI(f"/ppt/{kind}.xml"), "application/xml", presentation.part.package, words.encode())
        of.relate_to(part, f"{kinds}/{kind}")
    presentation.slides.add_slide(presentation.slide_layouts[5]).shapes.title.text = "Plans"
    presentation.save(str(tmp_path / "talk.pptx"))
    pages, _ = read_file(tmp_path / "talk.pptx")
    assert [page.text for page in pages] == ["Costs\n\nOlsen: Too dear.", "Plans"]


def test_chapters_of_a_book_are_pages_in_the_order_of_its_spine(read_file: Read, tmp_path: Path) -> None:
    file = tmp_path / "book.epub"
    package = """<package xmlns="http://www.idpf.org/2007/opf"><metadata><title xmlns="http://purl.org/dc/elements/1.1/">
        Wind</title></metadata><manifest>
        <item id="b" href="two%20b.xhtml" media-type="application/xhtml+xml"/>
        <item id="a" href="one.xhtml" media-type="application/xhtml+xml"/></manifest>
        <spine><itemref idref="a"/><itemref idref="b"/></spine></package>"""
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OEBPS/package.opf"/></rootfiles></container>',
        )
        archive.writestr("OEBPS/package.opf", package)
        archive.writestr("OEBPS/one.xhtml", "<html><body><h1>Dawn</h1><p>It was still.</p></body></html>")
        archive.writestr("OEBPS/two b.xhtml", "<html><body><h1>Noon</h1><p>It blew.</p></body></html>")
    pages, document = read_file(file)
    assert [page.text for page in pages] == ["Dawn\n\nIt was still.", "Noon\n\nIt blew."]
    assert document.title == "Wind"


def test_rich_text_gives_its_words(read_file: Read, tmp_path: Path) -> None:
    file = tmp_path / "letter.rtf"
    file.write_bytes(b"{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}\\f0 Notice is {\\b three} months.\\par Caf\\'e9.\\par}")
    (page,), _ = read_file(file)
    assert page.text == "Notice is three months.\n\nCafé."


def test_how_kanji_are_read_is_no_part_of_the_words(read_file: Read, tmp_path: Path) -> None:
    marked = "<ruby>吾輩<rp>（</rp><rt>わがはい</rt><rp>）</rp></ruby>は<ruby>猫<rt>ねこ</ruby>である。"
    (tmp_path / "cat.html").write_text(f"<html><body><p>{marked}</p></body></html>")
    assert read_file(tmp_path / "cat.html")[0][0].text == "吾輩は猫である。"
    long = "名前はまだ無い。どこで生れたかとんと見当がつかぬ。" * 12
    (tmp_path / "long.html").write_text(
        f"<html><body><nav>Home</nav><article><h1>猫</h1><p>{marked.replace('ねこ</ruby>', 'ねこ</rt></ruby>')}{long}</p>"
        f"<p>{long}</p></article></body></html>"
    )
    assert "吾輩は猫である。名前は" in read_file(tmp_path / "long.html")[0][0].text


def test_entities_never_expand_and_nothing_outside_is_read(read_file: Read, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the key is under the stone")
    outside = tmp_path / "outside.xml"
    outside.write_text(f'<!DOCTYPE a [<!ENTITY out SYSTEM "{secret.as_uri()}">]><a><b>before</b>&out;<c>after</c></a>')
    (page,), _ = read_file(outside)
    assert page.text.split() == ["before", "after"]
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 20}">' for n in range(1, 9))
    file = tmp_path / "bomb.xml"
    file.write_text(f'<!DOCTYPE a [<!ENTITY e0 "ha">{levels}]><a><b>before</b>&e8;</a>')
    (page,), _ = read_file(file)
    assert page.text == "before"
    docx_bomb = tmp_path / "bomb.docx"
    with zipfile.ZipFile(docx_bomb, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", file.read_text())
    with pytest.raises(DocumentUnreadable):
        read_file(docx_bomb)


def spoiled(file: Path, part: str, insert_before: str, words: str, dtd: str) -> Path:
    """A copy of an office file with a document type declaration in one of its parts, and words that use it."""
    out = file.with_name(f"spoiled{file.suffix}")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == part:
                text = data.decode("utf-8")
                body = text[text.index("?>") + 2 :] if text.startswith("<?xml") else text
                assert insert_before in body
                data = (dtd + body.replace(insert_before, words + insert_before, 1)).encode("utf-8")
            new.writestr(name, data)
    return out


def book(file: Path, chapters: dict[str, str], pictures: dict[str, bytes] | None = None) -> Path:
    """An EPUB file with chapters by their addresses within its folder ``OPS``."""
    items = "".join(f'<item id="c{n}" href="{name}" media-type="x/html"/>' for n, name in enumerate(chapters))
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", '<container><rootfile full-path="OPS/package.opf"/></container>')
        archive.writestr("OPS/package.opf", f"<package><manifest>{items}</manifest><spine>{spine}</spine></package>")
        for name, text in chapters.items():
            if ".." not in name:
                archive.writestr(f"OPS/{name}", text)
        for name, data in (pictures or {}).items():
            archive.writestr(name, data)
    return file


def test_a_book_reads_nothing_outside_itself(read_file: Read, tmp_path: Path) -> None:
    (tmp_path / "secret.xhtml").write_text("<p>under the stone</p>")
    (tmp_path / "secret.png").write_bytes(b"no picture")
    address = tmp_path / "secret.xhtml"
    file = book(
        tmp_path / "book.epub",
        {
            "one.xhtml": f'<p>Plans</p><img src="../../secret.png"/><img src="{address.as_uri()}"/><img src="http://a.test/b.png"/>',
            "../../secret.xhtml": "",
            str(address): "",
        },
    )
    pages, document = read_file(file)
    assert [page.text for page in pages if page.text] == ["Plans"]
    assert document.ocr_pages == 0


@pytest.mark.parametrize("kind", ["xlsx", "pptx", "docx", "odt", "epub", "epub-package"])
def test_no_office_file_expands_entities_or_reads_another_file(read_file: Read, tmp_path: Path, kind: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("under the stone")
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 30}">' for n in range(1, 9))
    dtd = f'<!DOCTYPE x [<!ENTITY e0 "haha">{levels}<!ENTITY out SYSTEM "{secret.as_uri()}">]>'
    file = tmp_path / f"plain.{kind}"
    if kind == "xlsx":
        rent_workbook(file)
        bad = spoiled(file, "xl/sharedStrings.xml", "</t>", "&e8;&out;", dtd)
    elif kind == "pptx":
        presentation = pptx.Presentation()
        presentation.slides.add_slide(presentation.slide_layouts[5]).shapes.title.text = "Plans"
        presentation.save(str(file))
        bad = spoiled(file, "ppt/slides/slide1.xml", "</a:t>", "&e8;&out;", dtd)
    elif kind == "docx":
        document = docx.Document()
        document.add_paragraph("Plans")
        document.save(str(file))
        bad = spoiled(file, "word/document.xml", "</w:t>", "&e8;&out;", dtd)
    elif kind.startswith("epub"):
        file = book(tmp_path / "plain.epub", {"one.xhtml": "<html><body><p>Plans</p></body></html>"})
        if kind == "epub":
            bad = spoiled(file, "OPS/one.xhtml", "</p>", "&e8;&out;", dtd)
        else:
            bad = spoiled(file, "OPS/package.opf", "</package>", "<title>&e8;&out;</title>", dtd)
    else:
        text = odfdo.Document("text")
        text.body.append(odfdo.Paragraph("Plans"))
        text.save(str(file))
        bad = spoiled(file, "content.xml", "</text:p>", "&e8;&out;", dtd)
    try:
        pages, _ = read_file(bad)
    except DocumentUnreadable:
        return
    words = "".join(page.text for page in pages)
    assert "stone" not in words
    assert len(words) < 1_000
