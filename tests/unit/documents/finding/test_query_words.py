"""What is looked up for a text in any script, and queries that no text can break."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.documents.finding import query_words
from assistant.storage.sqlite import sqlite3

pytestmark = pytest.mark.unit

awkward = st.one_of(
    st.text(),
    st.text(alphabet="\"'*:^()-+{}[]|&ANDORNOTNEAR/ \\\x00，。「」契約犬abc🙂é\ud800"),
    st.sampled_from(
        ['"', '""', "NEAR(a b, 3)", "title:x", "a AND", "-x", "🙂", "", " ", "NOT", "(", "契", "ﾃｽﾄ", "x" * 5000]
    ),
)


@pytest.fixture(scope="module")
def table() -> Any:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5(text, tokenize = 'porter unicode61 remove_diacritics 2')")
    return connection


@settings(max_examples=300, deadline=None)
@given(text=awkward)
def test_every_text_makes_queries_that_the_database_accepts(table: Any, text: str) -> None:
    for make in (
        query_words.words_query,
        query_words.pairs_query,
        query_words.words_phrase_query,
        query_words.pairs_phrase_query,
    ):
        query = make(text)
        if query:
            table.execute("SELECT rowid FROM t WHERE t MATCH ?", (query,)).fetchall()


@settings(max_examples=200, deadline=None)
@given(text=st.text(alphabet="契約書の犬カタカナabc 12,.。", max_size=40), data=st.data())
def test_every_part_of_an_unspaced_text_is_found_in_it(table: Any, text: str, data: st.DataObject) -> None:
    runs = [run for run in query_words._UNSPACED_RUN.findall(query_words.normalised(text)) if len(run) >= 2]
    if not runs:
        return
    run = data.draw(st.sampled_from(runs))
    start = data.draw(st.integers(0, len(run) - 1))
    part = run[start : data.draw(st.integers(start + 1, min(len(run), start + 8)))]
    table.execute("DELETE FROM t")
    table.execute("INSERT INTO t(rowid, text) VALUES (1, ?)", (query_words.pairs_text(text),))
    query = query_words.pairs_phrase_query(f"「{part}」") if len(part) > 1 else query_words.pairs_query(part)
    assert table.execute("SELECT rowid FROM t WHERE t MATCH ?", (query,)).fetchall() == [(1,)]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who is the landlord of the flat?", '"landlord" OR "flat"'),
        ("What was Acme's revenue in 2,022?", '"acme" OR "revenue" OR "2,022"'),
        ("to be or not to be", '"to" OR "be" OR "or" OR "not"'),
        ("ＡＷＳ の料金", '"aws"'),
        ("…?!", ""),
        ("Sales in FY2023?", '"sales" OR "fy2023" OR "2023" OR "fy23"'),
    ],
)
def test_the_words_of_a_question(question: str, expected: str) -> None:
    assert query_words.words_query(question) == expected


@pytest.mark.parametrize(
    ("word", "others"),
    [
        ("fy2023", {"2023", "fy23"}),
        ("fy23", {"2023", "fy2023"}),
        ("2023", {"fy2023", "fy23"}),
        ("q4", {"fourth"}),
        ("percent", {"percentage"}),
        ("1823", set()),
        ("rent", set()),
    ],
)
def test_a_word_that_reports_write_in_other_ways(word: str, others: set[str]) -> None:
    assert set(query_words.spellings(word)) == others


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("契約", ["契約"]),
        ("契約期間はいつまでですか？", ["契約", "約期", "期間", "間は"]),
        ("犬", ["犬"]),
        ("どこですか", ["どこ", "こで", "です", "すか"]),
        ("ﾍﾟｯﾄ可", ["ペッ", "ット", "ト可"]),
        ("rent", []),
    ],
)
def test_the_pairs_of_a_question(question: str, expected: list[str]) -> None:
    assert query_words.content_pairs(question) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('where does it say "notice period" exactly', ["notice period"]),
        ("security deposit", ["security deposit"]),
        ("契約期間", ["契約期間"]),
        ("deposit", []),
        ("how long is the notice period of this lease", []),
        ("what is it", []),
    ],
)
def test_what_must_stand_word_for_word(query: str, expected: list[str]) -> None:
    assert query_words.phrases(query) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("permits", "permit"),
        ("permitted", "permit"),
        ("cities", "city"),
        ("paying", "pay"),
        ("leases", "lease"),
        ("stopped", "stop"),
    ],
)
def test_two_forms_of_a_word_are_one(one: str, other: str) -> None:
    assert query_words.stem(one) == query_words.stem(other)


@pytest.mark.parametrize(
    ("text", "expected"), [("rent in 東京", False), ("東京 rent", True), ("家賃はいくら", True), ("", False)]
)
def test_mostly_unspaced(text: str, expected: bool) -> None:
    assert query_words.mostly_unspaced(text) is expected
