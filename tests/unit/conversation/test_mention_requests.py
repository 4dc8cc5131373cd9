"""Questions that ask which documents speak of something."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.conversation.mention_requests import mentioned

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("question", "what"),
    [
        ("Which documents mention bicycles?", "bicycles"),
        ("Which of my files mention the word “deposit”?", "deposit"),
        ("How many of these documents mention Ms Tanaka?", "Ms Tanaka"),
        ("What letters are about the lift?", "lift"),
        ("list all documents that talk about pets or dogs", "pets or dogs"),
        ("Show me every file containing Nordlift.", "Nordlift"),
        ("Find documents about flood insurance please", "flood insurance"),
        ("Do any of my documents mention smoking?", "smoking"),
        ("Is there any document about the washing machine?", "washing machine"),
        ("In which file is the landlord mentioned?", "landlord"),
        ("In how many documents does Okafor appear?", "Okafor"),
        ("Where is the notice period mentioned?", "notice period"),
        ("Which contracts say anything about drilling?", "drilling"),
        ("どの文書に敷金が書かれていますか？", "敷金"),
        ("どのファイルが自転車に触れていますか", "自転車"),
        ("通勤手当について書かれている文書はどれですか？", "通勤手当"),
        ("「解約」が出てくる資料を教えてください", "解約"),
        # Other questions, and what the words of a text do not tell.
        ("Which documents mention that dogs are allowed?", None),
        ("Which documents contain tables?", None),
        ("Which files have more than ten pages?", None),
        ("Which documents do I need for the visa?", None),
        ("What does the lease say about pets?", None),
        ("Which document is the newest?", None),
        ("How many documents are there?", None),
        ("List my notes about the garden", None),
        ("Where is the next meeting?", None),
        ("Tell me about the lease", None),
        ("Which documents mention it?", None),
        ("どの文書が一番新しいですか？", None),
        ("敷金はいくらですか？", None),
    ],
)
def test_what_documents_are_looked_through_for(question: str, what: str | None) -> None:
    assert mentioned(question) == what


@given(st.text(max_size=120))
@settings(max_examples=50)
def test_no_text_breaks_it(text: str) -> None:
    found = mentioned(f"Which documents mention {text}?")
    assert found is None or found
