"""What a question says about the clipboard and the selection, in many wordings."""

from __future__ import annotations

import pytest

from assistant.conversation.named_text import NamedText, Place, as_meant, named_text

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    "question",
    [
        "what's on the clipboard?",
        "um, sum up the clipboard please",
        "could you rewrite what I've copied to sound friendlier",
        "tell me what the clipboard says",
        "What did I copy?",
        "please make the text I just copied more polite",
        "えーと、クリップボードを要約して",
        "コピーした文章を丁寧にして",
        "さっきコピーした内容をまとめて",
        "クリップボードには何がありますか",
    ],
)
def test_the_clipboard_is_meant(question: str) -> None:
    assert named_text(as_meant(question)) == NamedText(place=Place.CLIPBOARD)


@pytest.mark.parametrize("question", ["read out what I copied", "えーと、クリップボードを読み上げて"])
def test_what_was_copied_is_read_aloud(question: str) -> None:
    found = named_text(question)
    assert (found.place, found.aloud) == (Place.CLIPBOARD, True)


@pytest.mark.parametrize("question", ["rewrite the selected text", "選択した文章を要約して", "explain what I selected"])
def test_the_selection_is_meant(question: str) -> None:
    assert named_text(question) == NamedText(place=Place.SELECTION)


@pytest.mark.parametrize(
    "question",
    [
        "explain how the clipboard works in Windows",
        "what is the best way to fix the clipboard in Ubuntu",
        "list what I know about the clipboard",
        "I left my clipboard at work",
        "クリップボードの使い方を教えて",
        "クリップボードにコピーして",
        "クリップボードはどうやって使うの？",
        "コピーしたのは誰ですか",
    ],
)
def test_a_question_about_clipboards_names_no_text(question: str) -> None:
    assert named_text(question) == NamedText()


def test_fillers_do_not_become_a_part_of_a_documents_name() -> None:
    assert named_text("えっと、契約書の3ページを読み上げてください").called == "契約書"
    assert named_text("um, read the lease aloud").called == "lease"
