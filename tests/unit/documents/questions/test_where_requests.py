"""Questions for the place where something stands."""

from __future__ import annotations

import pytest

from assistant.documents.questions.where_requests import said_where

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("question", "statement"),
    [
        ("Where does it say that subletting is forbidden?", "subletting is forbidden"),
        ("and where does the lease say the rent is 900 euros", "the rent is 900 euros"),
        ("On which page does it say that pets are allowed?", "pets are allowed"),
        ("Where in the lease does it say that pets are allowed?", "pets are allowed"),
        ("Where is it written that pets are allowed?", "pets are allowed"),
        ("転貸は禁止とどこに書いてありますか？", "転貸は禁止"),
        ("ペットを飼えるというのはどこに書かれていますか", None),
        ("ペットは1匹までって何ページに書いてある？", "ペットは1匹まで"),
        ("Where is the boiler?", None),
        ("What does the lease say about pets?", None),
        ("Where does the coach leave?", None),
        ("どこに駐輪できますか", None),
        ("", None),
    ],
)
def test_the_statement_whose_place_is_asked_for(question: str, statement: str | None) -> None:
    assert said_where(question) == statement
