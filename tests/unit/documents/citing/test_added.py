"""What a sentence adds to its question is told from what it repeats."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.documents.citing.added import adds_what_stands_there, owes_to
from assistant.ids import ChunkId, DocumentId
from assistant.records import Passage

pytestmark = pytest.mark.unit


def passage(text: str, title: str = "") -> Passage:
    return Passage(
        chunk_id=ChunkId(1), document_id=DocumentId(1), document=Path("a"), title=title, page=1, text=text, start=0,
        end=len(text), score=1.0,
    )  # fmt: skip


FILMS = passage(
    "The doll Chucky is voiced by Brad Dourif. The original film was released on November 9, 1988. Six sequels followed.",
    title="Child's Play, the first series",
)
LOGO = passage("In 1998 the network ABC began to use a graphical identity, made by Pittard Sullivan.")
OIL = passage("石油の起源には生物由来説がある。無機成因論も唱えられている。")


@pytest.mark.parametrize(
    ("sentence", "question", "stands"),
    [
        # Said in other words: a movie that came out, a design.
        ("The first Chucky movie came out on November 9, 1988.", "When did the first Chucky movie come out?", True),
        ("Pittard Sullivan designed ABC's 1998 graphic design.", "Who designed ABC's 1998 graphic design?", True),
        ("石油の起源は無機成因論で説明される。", "石油の起源は何で説明される？", True),
        # Another number, a name that stands nowhere, and what stands there of something else.
        ("The first Chucky movie came out on November 8, 1988.", "When did the first Chucky movie come out?", False),
        ("Paul Rand designed ABC's 1998 graphic design.", "Who designed ABC's 1998 graphic design?", False),
        ("The harbour bridge opened on November 9, 1988.", "When was the harbour bridge opened to traffic?", False),
        ("生命の進化を提唱したのは無機成因論です。", "生命の進化を提唱したのは", False),
        # Nothing is added.
        ("The first Chucky movie.", "Which was the first Chucky movie?", True),
    ],
)
def test_what_is_added_must_stand_in_one_sentence_about_what_was_asked(
    sentence: str, question: str, stands: bool
) -> None:
    assert adds_what_stands_there(sentence, question, [FILMS, LOGO, OIL]) is stands


@pytest.mark.parametrize(
    ("answer", "question", "told", "owes"),
    [
        ("It is 555.", "What is my phone number?", "my phone is 555", True),
        ("Emma cannot eat nuts.", "What can Emma not eat?", "Emma must have no nuts", True),
        (
            "The keys are held by the mill owner.",
            "Who holds the keys?",
            "Who keeps the deposit of the mill house",
            True,
        ),
        ("The keys are held by a neighbour.", "Who holds the keys?", "Who keeps the deposit of the mill house", False),
        ("鍵は隣の人が持っています。", "鍵は誰が持っていますか", "敷金は誰が預かっていますか", False),
        ("誕生日は五月四日です。", "エマの誕生日はいつですか", "エマは五月四日に生まれた", True),
    ],
)
def test_an_answer_owes_to_what_was_told_what_it_adds(answer: str, question: str, told: str, *, owes: bool) -> None:
    assert owes_to(answer, question, [told]) is owes
