"""Bytes to text, Markdown headings, and what goes through the reader's pipe."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.base import ReadPage
from assistant.documents.readers.encoding import decode
from assistant.documents.readers.plain_text import _cells, markdown_headings, markdown_tables
from assistant.documents.readers.reading import TextBuilder, clean
from assistant.documents.reading.reader_messages import ReaderReply, ReaderRequest, receive, send
from assistant.errors import DocumentUnreadable

pytestmark = pytest.mark.unit

JAPANESE = "暖房の点検は毎年十月に行います。詳しくはお問い合わせください。\n" * 4


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp932", "euc_jp", "iso2022_jp"],
)
def test_japanese_text_is_read_in_every_encoding_it_comes_in(encoding: str) -> None:
    # Without a mark, UTF-16 is known by its line ends and digits.
    assert decode((JAPANESE + "2024 ok\n" * 4).encode(encoding)) == JAPANESE + "2024 ok\n" * 4


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp"])
@pytest.mark.parametrize(
    "text", ["名前,場所\n田中,京都\n", "氏名,住所\r\n佐藤 健,東京都港区芝公園4-2-8\r\n", "請求書 No.12"]
)
def test_a_few_kanji_without_kana_are_japanese(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    "text", ["It’s “The” end—don’t", "naïveté prêtée", "Größe: 5 m², Müller–Straße", "señal «aquí»"]
)
def test_quotes_and_accents_are_not_japanese(text: str) -> None:
    assert decode(text.encode("cp1252")) == text


def test_western_text_is_windows_1252() -> None:
    text = "Der Preis betrug 15,50 €. C’était délicieux, le café au lait du château près de la forêt.\n" * 3
    assert decode(text.encode("cp1252")) == text


def test_what_a_page_declares_wins_over_statistics() -> None:
    assert decode("Zażółć gęślą jaźń".encode("iso8859_2"), "iso-8859-2") == "Zażółć gęślą jaźń"


def test_an_unknown_declaration_is_passed_over() -> None:
    assert decode("naïve".encode(), "x-no-such-thing") == "naïve"


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(DocumentUnreadable, match="does not hold text"):
        decode(bytes(range(256)) * 20)


@given(st.text())
def test_cleaned_text_can_be_stored_and_cleaning_again_changes_nothing(text: str) -> None:
    cleaned = clean(text + "\ud800\0\r\n")
    cleaned.encode("utf-8")
    assert "\0" not in cleaned
    assert "\r" not in cleaned
    assert clean(cleaned) == cleaned


def test_markdown_headings_are_found_where_they_stand() -> None:
    text = "# One #\n\ntext\n\nTwo\n===\n\n```\n# no heading\n```\n\n## Three\n- item\n---\nFour\n---\n"
    headings = markdown_headings(text)
    assert [(heading.level, heading.text) for heading in headings] == [
        (1, "One"),
        (1, "Two"),
        (2, "Three"),
        (2, "Four"),
    ]
    assert [text[heading.start :].split("\n")[0] for heading in headings] == ["# One #", "Two", "## Three", "Four"]


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("# C#", "C#"),
        ("## Two ##  ", "Two"),
        ("# a" + " " * 50_000 + "b", "a" + " " * 50_000 + "b"),
        ("#" * 7 + " no", None),
    ],
)
def test_a_heading_ends_where_its_marks_do_however_long_the_line(line: str, heading: str | None) -> None:
    assert [one.text for one in markdown_headings(line)] == ([] if heading is None else [heading])


def test_the_header_of_a_table_is_cut_and_spaces_in_a_row_cost_nothing() -> None:
    text = "| a | " + "long " * 50_000 + "|\n|---|---|\n| 1 |" + " " * 50_000 + "x |\n"
    (table,) = markdown_tables(text)
    assert table.end == len(text) - 1
    assert len(table.header) <= 300
    assert _cells("| a \\| b |" + " " * 50_000 + "| c") == ["a | b", "", "c"]
    assert _cells("a | b |") == ["a", "b"]


def test_messages_come_through_a_pipe_and_a_broken_one_is_no_message() -> None:
    pipe = io.BytesIO()
    send(pipe, ReaderReply(page=ReadPage(number=1, text="日本語\n")))
    send(pipe, ReaderReply(page=ReadPage(number=2, text="cut")))
    whole = pipe.getvalue()
    stream = io.BytesIO(whole[:-5])
    first = receive(stream, ReaderReply)
    assert first is not None
    assert first.page == ReadPage(number=1, text="日本語\n")
    assert receive(stream, ReaderReply) is None


@pytest.mark.parametrize("data", [b"\xff\xff\xff\xff rest", b"\x04\x00\x00\x00null", b"\x02\x00\x00\x00[]"])
def test_what_is_no_message_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - msgspec's errors are of this kind
        receive(io.BytesIO(data), ReaderRequest)


def test_markdown_tables_end_where_their_rows_do() -> None:
    text = (
        "# Rent\n\n| Month | Sum |\n|---|--:|\n| May | 450 |\n| June | 460 |\n\nPaid | late\nno table\n\na | b\n- | -"
    )
    first, second = markdown_tables(text)
    assert text[first.start : first.end].split("\n")[-1] == "| June | 460 |"
    assert first.header == "Month | Sum"
    assert (text[second.start : second.end], second.header) == ("a | b\n- | -", "a | b")


def test_rows_that_follow_each_other_are_one_table() -> None:
    builder = TextBuilder()
    builder.add("Rent")
    builder.add_table([["Month", "", "Sum", ""], ["", ""], ["", "", "450"], ["May"]])
    builder.add("Paid.", close=True)
    builder.add_table([["a"]])
    assert builder.text == "Rent\n\nMonth | Sum\n| 450\nMay\nPaid.\n\na"
    assert [builder.text[table.start : table.end] for table in builder.tables] == ["Month | Sum\n| 450\nMay", "a"]
