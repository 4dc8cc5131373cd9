"""What of a sentence its source cannot have said."""

from __future__ import annotations

import pytest

from assistant.documents.citing.invented import invents
from assistant.documents.citing.quotable import terms_in

pytestmark = pytest.mark.unit

LEASE = "The monthly rent is 1,250 euros. The tenant keeps the garden and the hedge in order."
CONTRACT = "本契約の期間は二年間とし、家賃は月額8万円である。管理会社はサクラハウスである。"


@pytest.mark.parametrize(
    ("sentence", "source", "invented"),
    [
        ("The tenant keeps the garden in order.", LEASE, False),
        ("The tenant maintains the garden and the hedge.", LEASE, False),
        ("The tenant keeps the swimming pool in order.", LEASE, True),
        ("The tenant keeps the pool, and its pumps, in order.", LEASE, True),
        ("管理会社はサクラハウスです。", CONTRACT, False),
        ("管理会社はミドリホームです。", CONTRACT, True),
        ("管理会社はNSTです。", CONTRACT, True),
        ("管理会社は山田不動産です。", CONTRACT, True),
        # Kanji are put together anew all the time: 契約期間 of 契約の期間.
        ("契約期間は二年間です。", CONTRACT, False),
    ],
)
def test_two_unknown_words_or_an_unknown_name(sentence: str, source: str, invented: bool) -> None:
    assert invents(sentence, terms_in(source)) is invented


def test_what_the_question_names_is_not_made_up() -> None:
    asked = terms_in("Who keeps the swimming pool in order?")
    assert not invents("The tenant keeps the swimming pool in order.", terms_in(LEASE) | asked)
