"""Questions for yes or no, and what settles them, in English and Japanese."""

from __future__ import annotations

import pytest

from assistant.documents.questions.yes_no import is_yes_no, said_first, settles, word

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    "question",
    [
        "Are pets allowed?",
        "In the lease, may I keep a dog?",
        "Does Sotto use the network?",
        "So is the deposit paid back",
        "Do you store my voice?",
        "ペットは飼えますか？",
        "敷金は返還されますか。",
        "更新料は必要ですか",
        "ペットを飼ってもいいですか？",
    ],
)
def test_yes_or_no_is_asked_for(question: str) -> None:
    assert is_yes_no(question)


@pytest.mark.parametrize(
    "question",
    [
        "What leaves my computer?",
        "Is the rent due monthly or weekly?",
        "Can you tell me when the rent is due?",
        "Could you list the pets?",
        "Pets are allowed.",
        "家賃はいくらですか？",
        "いつ払いますか",
        "契約者は誰ですか。",
        "家賃は月払いですか、それとも年払いですか？",
        "ペットは飼えませんか",
        "",
    ],
)
def test_more_than_yes_or_no_is_asked_for(question: str) -> None:
    assert not is_yes_no(question)


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("Are pets allowed?", "Pets are not allowed without written consent.", False),
        ("Are pets allowed with written consent?", "Pets are not allowed without written consent.", True),
        ("Are pets allowed?", "Pets are allowed.", True),
        ("May I keep a dog?", "Keeping a dog needs the consent of the landlord.", None),
        ("May I keep a dog with the landlord's consent?", "Keeping a dog needs the landlord's consent.", True),
        ("In the policy, is flood covered?", "Not covered: flood, damage by pets.", False),
        ("My bike was stolen, am I covered?", "Not covered: flood, damage by pets.", None),
        ("I have a dog, are pets allowed?", "Pets are not allowed.", None),
        ("Is smoking forbidden?", "Smoking is not allowed in the flat.", True),
        ("Can I sublet the flat?", "The tenant may not sublet the flat.", False),
        ("May I sublet?", "Subletting is forbidden.", False),
        ("Does the rent include heating?", "The rent of 800 euros does not include heating.", False),
        ("Does the rent include heating?", "The rent of 800 euros includes water.", None),
        ("Does the rent include heating?", "The rent does not include water.", None),
        ("Does anything I type leave this computer?", "Nothing you type, say or add leaves this computer.", None),
        ("Does what I type leave this computer?", "Nothing you type, say or add leaves this computer.", False),
        ("Does what I type stay on this computer?", "Nothing you type, say or add leaves this computer.", True),
        ("Is the deposit returned within 30 days?", "The deposit is returned within 60 days.", None),
        ("Are pets allowed?", "Ask the landlord whether pets are allowed.", None),
        ("Are pets allowed?", "Dogs are not allowed, but other pets are allowed.", None),
        ("What is the rent?", "The rent is 800 euros.", None),
        ("ペットの飼育はできますか？", "ペットの飼育は禁止されている。", False),
        ("ペットの飼育は禁止されていますか？", "ペットの飼育は認められていません。", True),
        ("敷金は返還されますか？", "敷金は退去後に返還される。", True),
        ("敷金は返還されますか？", "敷金は返還されません。", False),
        ("話したことは外に出ますか？", "話したことがこのコンピューターの外に出ることはありません。", False),
        ("更新料は必要ですか？", "更新料は不要である。", False),
        ("更新料は必要ですか？", "契約は更新できる。", None),
        ("更新料は必要ですか？", "更新料が必要かどうかは貸主に確認する。", None),
    ],
)
def test_what_a_sentence_answers(question: str, sentence: str, expected: bool | None) -> None:
    assert settles(question, sentence) is expected


@pytest.mark.parametrize(
    ("answer", "yes", "rest"),
    [
        ("No, pets are not allowed.", False, "pets are not allowed."),
        ("Yes. They are.", True, "They are."),
        ("No pets are allowed.", None, "No pets are allowed."),
        ("はい、返還されます。", True, "返還されます。"),
        ("いいえ。", False, ""),
        ("はいってください。", None, "はいってください。"),
    ],
)
def test_how_an_answer_begins(answer: str, yes: bool | None, rest: str) -> None:
    said, start = said_first(answer)
    assert (said, answer[start:]) == (yes, rest)


@pytest.mark.parametrize("yes", [True, False])
@pytest.mark.parametrize("japanese", [True, False])
def test_the_word_is_read_back(yes: bool, japanese: bool) -> None:
    assert said_first(f"{word(yes, japanese=japanese)}…")[0] is yes


@pytest.mark.parametrize(
    ("question", "sentence", "settled"),
    [
        ("副業はできますか", "ただし、競合する会社での副業は認めない。", None),
        ("副業はできますか", "社員は、会社に届け出ることにより、副業を行うことができる。", True),
        ("Are pets allowed?", "However, pets are not allowed in the kitchen.", None),
        ("Are pets allowed?", "Pets are not allowed.", False),
    ],
)
def test_a_proviso_settles_nothing(question: str, sentence: str, *, settled: bool | None) -> None:
    assert settles(question, sentence) is settled
