"""How Markdown's tables, tasks, quotes, rules and addresses become what Qt's documents can show."""

from __future__ import annotations

import pytest

from assistant.records import SentenceSupport
from ui.chat.markdown import LONGEST_UNBROKEN_CELL, pieces_of, text_width
from ui.chat.pieces import Prose, Table
from ui.chat.support_marks import with_support

pytestmark = pytest.mark.unit


def html_of(markdown: str) -> str:
    (piece,) = pieces_of(markdown)
    assert isinstance(piece, Prose)
    return piece.html


def test_a_table_is_a_piece_of_its_own_between_the_text_around_it() -> None:
    pieces = pieces_of("Before.\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\nAfter.")
    assert [type(piece) for piece in pieces] == [Prose, Table, Prose]
    assert isinstance(pieces[1], Table)
    assert pieces[1].html.startswith("<table")
    assert pieces[1].html.endswith("</table>")
    assert 'style="text-align:right">2</td>' in pieces[1].html
    assert 'style="text-align:left">1</td>' in pieces[1].html


@pytest.mark.parametrize(
    ("cell", "broken"),
    [
        ("2021-04-01", False),
        ("a" * LONGEST_UNBROKEN_CELL, False),
        ("a" * (LONGEST_UNBROKEN_CELL + 1), True),
        ("東京都千代田区丸の内一丁目", False),
        ("とても長い備考がここに入ります", True),
    ],
)
def test_only_a_long_cell_is_broken(cell: str, broken: bool) -> None:
    (table,) = pieces_of(f"| a |\n|---|\n| {cell} |\n")
    assert isinstance(table, Table)
    row = table.html.partition("<tbody>")[2]
    assert ("width=" in row) is broken
    assert ('class="short"' in row) is not broken


def test_letters_of_japanese_are_two_wide() -> None:
    assert text_width("abc漢字ｶﾅ") == 3 + 4 + 2


def test_tasks_get_boxes_and_other_items_keep_their_brackets() -> None:
    html = html_of("- [ ] open\n- [x] done\n- [X] too\n- [y] none\n- plain")
    assert html.count('<li class="unchecked">open') == 1
    assert html.count('<li class="checked">') == 2
    assert "<li>[y] none" in html
    assert "<li>plain" in html


def test_a_task_that_nothing_supports_keeps_its_mark() -> None:
    text = "- [ ] open"
    html = html_of(with_support(text, [SentenceSupport(start=0, end=len(text))], show_unsupported=True))
    assert html.replace("\n", "") == '<ul><li class="unchecked"><span class="unsupported">open</span></li></ul>'


@pytest.mark.parametrize(
    ("text", "address", "after"),
    [
        ("See https://example.org/a?b=1&c=2.", "https://example.org/a?b=1&amp;c=2", "."),
        ("(http://example.org/x)", "http://example.org/x", ")"),
        ("詳しくは https://example.org/日本 を。", "https://example.org/日本", " を。"),
        ("詳しくはhttps://example.org/x。次", "https://example.org/x", "。次"),
    ],
)
def test_a_bare_address_is_a_link(text: str, address: str, after: str) -> None:
    assert f'<a href="{address}" title="{address}">{address}</a>{after}' in html_of(text)


@pytest.mark.parametrize("text", ["`https://example.org`", "[https://example.org](https://example.org)", "ftp://a.b"])
def test_an_address_becomes_no_second_link(text: str) -> None:
    assert html_of(text).count("<a ") == text.count("](")


def test_a_picture_is_a_link_to_it_and_one_of_this_machine_only_its_words() -> None:
    assert html_of("![a cat](https://example.org/c.png)") == (
        '<p><a href="https://example.org/c.png" title="https://example.org/c.png">a cat</a></p>'
    )
    assert html_of("![a cat](cat.png)") == "<p>a cat</p>"


def test_quotes_and_rules_are_cells_with_a_line() -> None:
    html = html_of("> said\n\n---\n\nafter")
    assert '<td class="quote"><p>said</p>' in html.replace("\n", "")
    assert '<td class="rule"></td>' in html
    assert "<blockquote" not in html
    assert "<hr" not in html
