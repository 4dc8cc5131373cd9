"""Several questions in one message are told apart; lists, alternatives and stories are not."""

from __future__ import annotations

import pytest

from assistant.documents.questions.several_questions import MOST, questions_in

pytestmark = pytest.mark.unit

_APART = {
    "What leaves this computer, and how do I stop it speaking?": [
        "What leaves this computer?",
        "How do I stop it speaking?",
    ],
    "Who signed the lease? And until when does it run?": ["Who signed the lease?", "Until when does it run?"],
    "解約はいつまでですか。それと、敷金はいくらですか。": ["解約はいつまでですか？", "敷金はいくらですか？"],
    "How much is the deposit and when do I get it back?": ["How much is the deposit?", "When do I get it back?"],
    "What is the notice period, and who pays for repairs?": ["What is the notice period?", "Who pays for repairs?"],
    "Where is the boiler, and how do I turn it off?": ["Where is the boiler?", "How do I turn it off?"],
    "Are pets allowed, and is smoking allowed in the garden?": [
        "Are pets allowed?",
        "Is smoking allowed in the garden?",
    ],
    "When does the museum open? How much is a ticket?": ["When does the museum open?", "How much is a ticket?"],
    "What did the company earn in 2022, and what did it spend on research?": [
        "What did the company earn in 2022?",
        "What did it spend on research?",
    ],
    "How many vacation days do I have and can I carry them over?": [
        "How many vacation days do I have?",
        "Can I carry them over?",
    ],
    "Who wrote the report and what does it recommend?": ["Who wrote the report?", "What does it recommend?"],
    "In the lease, who is the landlord and how much is the rent?": [
        "In the lease, who is the landlord?",
        "In the lease, how much is the rent?",
    ],
    "Can you tell me when the lease ends and how much the deposit is?": [
        "Can you tell me when the lease ends?",
        "Can you tell me how much the deposit is?",
    ],
    "Hi Sotto, what is the warranty period, and which parts are not covered?": [
        "What is the warranty period?",
        "Which parts are not covered?",
    ],
    "What does the lease say about pets, and what about smoking?": [
        "What does the lease say about pets?",
        "What does the lease say about smoking?",
    ],
    "What's the Wi-Fi password, and where's the router?": ["What's the Wi-Fi password?", "Where's the router?"],
    "Why was the meeting moved and when is the next one?": ["Why was the meeting moved?", "When is the next one?"],
    "How long does delivery take; what does it cost?": ["How long does delivery take?", "What does it cost?"],
    "Who is the tenant? What is the rent? When is it due?": [
        "Who is the tenant?",
        "What is the rent?",
        "When is it due?",
    ],
    "Until when can I cancel, and what happens to the deposit then?": [
        "Until when can I cancel?",
        "What happens to the deposit then?",
    ],
    "What is the maximum load of the lift and how often must it be checked?": [
        "What is the maximum load of the lift?",
        "How often must it be checked?",
    ],
    "How do I reset the printer, and what does the red light mean?": [
        "How do I reset the printer?",
        "What does the red light mean?",
    ],
    "Is there a parking space, and how much does it cost?": ["Is there a parking space?", "How much does it cost?"],
    "What does “force majeure” mean here, and who decides on it?": [
        "What does “force majeure” mean here?",
        "Who decides on it?",
    ],
    "Whose car was damaged, and which insurer pays for it?": ["Whose car was damaged?", "Which insurer pays for it?"],
    "敷金はいくらで、解約の予告は何日前ですか。": ["敷金はいくらですか？", "解約の予告は何日前ですか？"],
    "家賃の支払日はいつですか？更新料はかかりますか？": ["家賃の支払日はいつですか？", "更新料はかかりますか？"],
    "誰が契約書に署名しましたか。また、いつまで有効ですか。": ["誰が契約書に署名しましたか？", "いつまで有効ですか？"],
    "保証期間はどのくらいですか、修理の費用は誰が払いますか。": [
        "保証期間はどのくらいですか？",
        "修理の費用は誰が払いますか？",
    ],
    "ペットは飼えますか。駐車場はありますか。": ["ペットは飼えますか？", "駐車場はありますか？"],
    "休暇は何日ありますか。あと、繰り越しはできますか。": ["休暇は何日ありますか？", "繰り越しはできますか？"],
    "Do I have to paint the walls, and can I drill holes?": ["Do I have to paint the walls?", "Can I drill holes?"],
    "what is 17 percent of 2480, and how many feet are 3 metres": [
        "What is 17 percent of 2480?",
        "How many feet are 3 metres?",
    ],
    "What time is it and what's 12 * 12?": ["What time is it?", "What's 12 * 12?"],
    "12たす5は？それと、6畳は何平方メートル？": ["12たす5は？", "6畳は何平方メートル？"],
    "Who pays for the roof, and are dogs allowed?": ["Who pays for the roof?", "Are dogs allowed?"],
    "How high is the deposit, and from when on is a doctor's certificate needed?": [
        "How high is the deposit?",
        "From when on is a doctor's certificate needed?",
    ],
    "How much is a ticket, and is it refundable?": ["How much is a ticket?", "Is it refundable?"],
}
_WHOLE = (
    "Who was hired, and is later promoted?",
    "What does E7 mean and what should I do?",
    "How is the filter cleaned, and why does it happen?",
    "Why, and since when, is the lift broken?",
    "Where and when was she born?",
    "いつ、どこで会議がありますか。",
    "What is the price, which is due on Monday?",
    "Which of these is right: what is said in A, or what is said in B?",
    "What is Section 4, Costs, and where it applies?",
    "Was the flat clean and was it painted white by the tenant?",
    "What is the difference between A and B, and why?",
    "What and when does the landlord have to repair?",
    "What is the name and address of the landlord?",
    "Who signed it and when?",
    "What does “Who pays, and when does he pay?” mean?",
    "How much is the rent and the deposit?",
    "What are the rights and duties of the tenant?",
    "Which is longer, the lease or the contract, and by how much?",
    "How are Sotto and the chat server connected?",
    "What does the handbook say about when leave expires and how it is paid?",
    "What is the rent? No, what is the deposit?",
    "Is the notice period 30 days or 60?",
    "Which clauses does the old lease have that the new one has not?",
    "What is salt and pepper",
    "Who were Lewis and Clark, the explorers?",
    "When it rains and the roof leaks, who has to be called?",
    "What happens when the tenant moves out and who decides?",
    "Who is the person that called and was angry?",
    "What terms and conditions apply to the warranty?",
    "What happened between March and May?",
    "Explain what a lien is and how it works",
    "I live in Osaka and pay 900 a month. What notice do I have to give?",
    "How do research and development costs compare?",
    "Does the lease allow dogs and cats?",
    "What did Anna say and do?",
    "Why is the sky blue and the sunset red?",
    "What is in A and not in B?",
    "Compare the old and the new lease",
    "What is the difference between what the lease says and what the law says?",
    "How much is the rent? And the deposit?",
    "Which hotel is near the station and has a pool?",
    "敷金と礼金はいくらですか。",
    "解約は口頭ですか、書面ですか。",
    "東京と大阪の違いは何ですか。",
    "「いつ払いますか。誰が払いますか。」とは何のことですか。",
    "家賃はいくらですか。いや、敷金はいくらですか。",
    "誰がいつ署名しましたか。",
    "大阪に住んでいます。解約はいつまでですか。",
    "氏名と住所は何ですか。",
    "and what is 5 + 5",
    "add milk and eggs to the list",
    "What is 2 and 3?",
    "1. Who signed it?\n2. When does it end?",
    "What does it say?\n\n> Who pays, and when is it due?",
    "When does the lease, no, who signed it, and what is the rent?",
)


@pytest.mark.parametrize(("message", "questions"), _APART.items())
def test_questions_are_told_apart(message: str, questions: list[str]) -> None:
    assert questions_in(message) == questions


@pytest.mark.parametrize("message", _WHOLE)
def test_one_question_stays_whole(message: str) -> None:
    assert questions_in(message) == []


def test_each_part_stays_whole_by_itself() -> None:
    assert all(questions_in(part) == [] for parts in _APART.values() for part in parts)


def test_a_text_with_many_questions_stays_whole() -> None:
    assert questions_in("What is the rent? " * (MOST + 1)) == []
    assert len(questions_in("What is the rent? " * MOST)) == MOST
    assert questions_in(f"What is the rent, and who {'really ' * 100}pays for the roof?") == []
