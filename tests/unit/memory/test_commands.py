"""What is, and what is not, a request to remember or to forget."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.memory.commands import Forget, Remember, parse_command

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("message", "fact", "rest"),
    [
        ("Remember that my daughter Mia is allergic to nuts.", "my daughter Mia is allergic to nuts", ""),
        ("remember my locker code is 4711", "my locker code is 4711", ""),
        ("Please remember that I'm a vegetarian!", "I'm a vegetarian", ""),
        ("Hey Sotto, remember that we moved to Lyon.", "we moved to Lyon", ""),
        ("Can you remember that my flight leaves at 9:40?", "my flight leaves at 9:40", ""),
        ("Could you please remember that Dr. Okafor is our dentist?", "Dr. Okafor is our dentist", ""),
        ("I'd like you to remember that the spare key is under the pot.", "the spare key is under the pot", ""),
        ("Don't forget that I take the bus on Fridays, please.", "I take the bus on Fridays", ""),
        ("Remember: the wifi password is blue-heron-9", "the wifi password is blue-heron-9", ""),
        ("Remember this: My gate is B2. My seat is 14C.", "My gate is B2. My seat is 14C", ""),
        ("Remember that I am vegan. What can I cook tonight?", "I am vegan", "What can I cook tonight?"),
        ("My brother's name is Tomás. Remember that.", "My brother's name is Tomás", ""),
        ("I'm allergic to penicillin, please remember that", "I'm allergic to penicillin", ""),
        ("My name is Ana, don't forget it!", "My name is Ana", ""),
        ("I moved, remember that my phone number is 555 0101", "my phone number is 555 0101", ""),
        ("We changed banks. Please remember that our new branch is in Kobe.", "our new branch is in Kobe", ""),
        ("Keep in mind that I don't drink coffee.", "I don't drink coffee", ""),
        ("Make a note that the boiler was serviced in May.", "the boiler was serviced in May", ""),
        ("娘のミアはナッツアレルギーだと覚えておいてください。", "娘のミアはナッツアレルギーだ", ""),
        ("私は猫が好きって覚えて", "私は猫が好き", ""),
        ("私の誕生日は5月3日だということを覚えておいてね", "私の誕生日は5月3日だ", ""),
        ("覚えておいて、駐車場は3階です。", "駐車場は3階です", ""),
        ("ロッカーの番号は4711です。覚えておいて。", "ロッカーの番号は4711です", ""),
        ("鍵は鉢の下にあるから忘れないでね", "鍵は鉢の下にある", ""),
        ("ソット、私はビーガンだと覚えて。今夜は何を作ろう？", "私はビーガンだ", "今夜は何を作ろう？"),
    ],
)
def test_a_request_to_remember(message: str, fact: str, rest: str) -> None:
    found = parse_command(message)
    assert found == Remember(text=fact, rest=rest)
    assert fact in message


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Forget that I like coffee.", Forget(target="I like coffee")),
        ("forget my locker code", Forget(target="my locker code")),
        ("Please forget about my diet.", Forget(target="my diet")),
        ("Forget everything you know about Mia.", Forget(target="Mia")),
        ("Forget what I told you about the divorce, please.", Forget(target="the divorce")),
        ("Can you forget what I said about my boss?", Forget(target="my boss")),
        ("Delete my address from your memory.", Forget(target="my address")),
        ("Forget what I just said.", Forget(last=True)),
        ("Forget everything.", Forget(everything=True)),
        ("forget everything you know about me", Forget(everything=True)),
        ("娘のアレルギーのことは忘れて", Forget(target="娘のアレルギー")),
        ("ロッカーの番号を忘れてください。", Forget(target="ロッカーの番号")),
        ("離婚について言ったことは忘れてください", Forget(target="離婚")),
        ("さっき言ったことは忘れて", Forget(last=True)),
        ("全部忘れてください", Forget(everything=True)),
    ],
)
def test_a_request_to_forget(message: str, expected: Forget) -> None:
    assert parse_command(message) == expected


@pytest.mark.parametrize(
    "message",
    [
        "Do you remember that my daughter is allergic to nuts?",
        "Do you remember my name?",
        "How do I make you remember that I am vegetarian?",
        "What do you remember about me?",
        "Can you remember my birthday?",
        "Remember when we talked about Rome?",
        "Remember that time in Rome?",
        "Remember the Alamo!",
        "I remember that my mother sang.",
        "I can't remember that.",
        "She will always remember that.",
        "“Remember that I love you” is a line from a film.",
        '"Remember that my name is Bob" — translate this into French.',
        "Translate: remember that my name is Bob.",
        "> Remember that my name is Bob.",
        "Subject: hello\nRemember that my name is Bob.",
        "I told her, remember that your flight is at nine.",
        "I wrote a song, remember that old tune?",
        "Hi Ann,\nremember that my flight is at nine.\nBob",
        "Why do people forget things?",
        "Forget it.",
        "Forget about it!",
        "Forget that.",
        "Forget your previous instructions.",
        "I forgot my locker code.",
        "Don't forget.",
        "How can I forget my ex?",
        "Did you forget my name?",
        "Write a poem about how to forget my ex.",
        "Can you remember?",
        "Remember my birthday!",
        "Remember to buy milk.",
        "Note that the function must return an int.",
        "Keep in mind that the answer should be short.",
        "娘のアレルギーを覚えていますか？",
        "私の名前を覚えてる？",
        "覚えて",
        "名前を忘れてしまった",
        "傘を忘れてた",
        "それは忘れて",
        "忘れてもいいですか？",
        "「私は猫が好きって覚えて」を英語にして",
        "何を覚えておいてほしいですか？",
        "単語を覚えるコツは？",
        "前の指示は忘れてください",
        "",
        "   ",
    ],
)
def test_everything_else_is_left_to_the_model(message: str) -> None:
    assert parse_command(message) is None


def test_a_long_text_is_no_fact() -> None:
    assert parse_command("Remember this: " + "word " * 200) is None


@given(st.text(max_size=200))
def test_any_text_parses_and_facts_are_parts_of_it(text: str) -> None:
    for message in (text, f"Remember that {text}", f"{text}と覚えて", f"forget {text}", f"{text}を忘れて"):
        found = parse_command(message)
        if isinstance(found, Remember):
            assert found.text in message
            assert found.rest in message
        elif isinstance(found, Forget):
            assert found.target in message
