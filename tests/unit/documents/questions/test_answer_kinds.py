"""What a question asks for, and which texts tell one."""

from __future__ import annotations

import pytest

from assistant.documents.questions.answer_kinds import AnswerKind, asked_kind, tells

pytestmark = pytest.mark.unit

NAME, TIME, NUMBER, EXTENT = AnswerKind.NAME, AnswerKind.TIME, AnswerKind.NUMBER, AnswerKind.EXTENT


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who is the landlord?", NAME),
        ("Whose signature is missing?", NAME),
        ("When does it end?", TIME),
        ("what day is the fair", TIME),
        ("How much is it, and who pays?", NUMBER),
        ("How long may I stay when it rains?", EXTENT),
        ("What happens when the rent is late?", None),
        ("Why was it refused?", None),
        ("家賃はいくらですか", NUMBER),
        ("何人まで入れますか", NUMBER),
        ("何年間有効ですか", EXTENT),
        ("いつ始まりますか", TIME),
        ("何時までですか", TIME),
        ("会長は誰ですか", None),
        ("Are bicycles insured? Until when?", TIME),
        ("駐輪場はいくらですか？いつ払いますか", TIME),
        ("駐輪場はいくらですか いつ払いますか", TIME),
        ("", None),
    ],
)
def test_kinds(question: str, kind: AnswerKind | None) -> None:
    assert asked_kind(question) is kind


@pytest.mark.parametrize(
    ("kind", "text", "question", "told"),
    [
        (NAME, "It is let by Harbour Homes Ltd.", "Who lets it?", True),
        (NAME, "Landlord: Harbour Homes", "Who is the landlord?", True),
        (NAME, "Dogs need the landlord's consent.", "Who is the landlord?", False),
        (NAME, "It is said of Mr Adeyemi.", "Who is Mr Adeyemi?", False),
        (TIME, "It ends on 3 May.", "When does it end?", True),
        (TIME, "They come every Wednesday.", "When do they come?", True),
        (TIME, "It ends with the lease.", "When does it end?", False),
        (TIME, "毎月払う。", "いつ払いますか", True),
        (TIME, "規約に従う。", "いつですか", False),
        (NUMBER, "The rent is 900 euros.", "How much is the rent?", True),
        (NUMBER, "Flat 3 is let.", "How much is flat 3?", False),
        (EXTENT, "Bake it for 45 minutes.", "How long does it bake?", True),
        (EXTENT, "It is open from nine to five.", "How long is it open?", True),
        (EXTENT, "Serves 10.", "How long does it bake?", False),
        (EXTENT, "有効期間は3年とする。", "何年間有効ですか", True),
        (NUMBER, "A third, twice a year.", "How often?", True),
        (NUMBER, "会費は無料です。", "会費はいくらですか", True),
        (NUMBER, "使用料は月額300円とする。", "いくらですか。何台まで停められますか", False),
        (NUMBER, "1世帯につき2台までとする。", "いくらですか。何台まで停められますか", True),
        (NUMBER, "会費を払うこと。", "会費はいくらですか", False),
    ],
)
def test_what_tells_one(kind: AnswerKind, text: str, question: str, *, told: bool) -> None:
    assert tells(kind, text, question) is told
