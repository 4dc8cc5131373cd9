"""What words say: whether a sentence is over, what is meant over an answer, what is meant for the voice."""

from __future__ import annotations

import pytest

from assistant.speech.recognition.heard_language import HeardLanguage
from assistant.speech.recognition.partial_words import words_to_read_ahead
from assistant.speech.turns.interjections import Interjection, interjection
from assistant.speech.turns.own_voice import is_own_voice
from assistant.speech.turns.sentence_end import SentenceEnd, sentence_end
from assistant.speech.voice_commands import Manner, VoiceCommand, voice_command

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    "text",
    [
        "What time is it?",
        "Turn off the lights.",
        "Where are you from?",
        "What is it like?",
        "I think so.",
        "Turn it on.",
        "Tell me what it is about.",
        "Hello.",
        "Yes, it is.",
        "Who should I talk to?",
        "何時ですか。",
        "明日の天気は？",
        "東京の天気を教えて",
        "電気を消してください。",
        "ありがとうございます。",
        "それは何",
    ],
)
def test_complete_sentences(text: str) -> None:
    assert sentence_end(text) is SentenceEnd.COMPLETE


@pytest.mark.parametrize(
    "text",
    [
        "And then, um",
        "I want to go to the",
        "I want to go to the.",
        "Because",
        "I would like a",
        "Could you",
        "Tell me about my",
        "Well, I mean",
        "It was good but...",
        "First of all,",
        "I was thinking about",
        "show me the weather in",
        "Uh",
        "えっと",
        "えーと、",
        "あの、",
        "明日なんですけど",
        "明日の会議なんだけど、",
        "雨が降るから",
        "東京に行って、それで",
        "忙しいので",
        "天気を",
        "もし晴れたら",
        "",
        "…",
        "♪",
    ],
)
def test_unfinished_sentences(text: str) -> None:
    assert sentence_end(text) is SentenceEnd.UNFINISHED


@pytest.mark.parametrize("text", ["what time is it", "turn off the lights", "東京"])
def test_what_says_nothing_either_way(text: str) -> None:
    assert sentence_end(text) is SentenceEnd.OPEN


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", Interjection.NOTHING),
        ("...", Interjection.NOTHING),
        ("♪", Interjection.NOTHING),
        ("Uh-huh.", Interjection.BACK_CHANNEL),
        ("Mm-hmm.", Interjection.BACK_CHANNEL),
        ("Yeah, yeah, right.", Interjection.BACK_CHANNEL),
        ("I see.", Interjection.BACK_CHANNEL),
        ("Okay.", Interjection.BACK_CHANNEL),
        ("うん", Interjection.BACK_CHANNEL),
        ("うん、うん。", Interjection.BACK_CHANNEL),
        ("はい、そうですね。", Interjection.BACK_CHANNEL),
        ("へえー", Interjection.BACK_CHANNEL),
        ("なるほど、なるほど", Interjection.BACK_CHANNEL),
        ("Stop!", Interjection.STOP),
        ("Wait a second, please.", Interjection.STOP),
        ("Okay, stop.", Interjection.STOP),
        ("Hold on, what was that?", Interjection.STOP),
        ("待って", Interjection.STOP),
        ("ちょっと待って。", Interjection.STOP),
        ("静かにして。", Interjection.STOP),
        ("止めて", Interjection.STOP),
        ("No.", Interjection.WORDS),
        ("Yeah, but what about Sunday?", Interjection.WORDS),
        ("Waiting is fine.", Interjection.WORDS),
        ("Right turn", Interjection.WORDS),
        ("違います", Interjection.WORDS),
        ("はい、でも明日は", Interjection.WORDS),
    ],
)
def test_what_is_meant_over_an_answer(text: str, kind: Interjection) -> None:
    assert interjection(text) is kind


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("Repeat that.", VoiceCommand.REPEAT),
        ("Could you repeat that, please?", VoiceCommand.REPEAT),
        ("Say that again.", VoiceCommand.REPEAT),
        ("もう一度お願いします。", VoiceCommand.REPEAT),
        ("Slower.", VoiceCommand.SLOWER),
        ("Slow down, please.", VoiceCommand.SLOWER),
        ("Can you speak a bit more slowly?", VoiceCommand.SLOWER),
        ("もっとゆっくり話して", VoiceCommand.SLOWER),
        ("Faster, please.", VoiceCommand.FASTER),
        ("もう少し速く", VoiceCommand.FASTER),
        ("Louder!", VoiceCommand.LOUDER),
        ("Speak up.", VoiceCommand.LOUDER),
        ("もっと大きな声で", VoiceCommand.LOUDER),
        ("A little quieter, please.", VoiceCommand.QUIETER),
        ("音量を下げてください", VoiceCommand.QUIETER),
        ("Go on.", VoiceCommand.GO_ON),
        ("Please continue.", VoiceCommand.GO_ON),
        ("続けてください。", VoiceCommand.GO_ON),
        ("Stop.", VoiceCommand.STOP),
        ("Please stop", VoiceCommand.STOP),
        ("待って", VoiceCommand.STOP),
        ("Why is it louder in the city?", None),
        ("How do I go on a diet?", None),
        ("Stop the timer.", None),
        ("Repeat after me: hello", None),
        ("Continue the story about the cat.", None),
        ("How fast is light?", None),
        ("ゆっくり走る方法は？", None),
        ("音を大きくする方法を教えて", None),
        ("please", None),
        ("", None),
        ("Speak up, please.", VoiceCommand.LOUDER),
        ("Lower your voice.", VoiceCommand.QUIETER),
        ("Um, repeat that, please.", VoiceCommand.REPEAT),
        ("Sorry, what did you say?", VoiceCommand.REPEAT),
        ("もっと大きい声で", VoiceCommand.LOUDER),
        ("小さい声で話して", VoiceCommand.QUIETER),
        ("すみません、もう一度お願いします", VoiceCommand.REPEAT),
        ("どうぞ続けて", VoiceCommand.GO_ON),
        ("please thanks hey okay now much um sorry speak talk " * 3, None),
    ],
)
def test_only_whole_commands_are_for_the_voice(text: str, command: VoiceCommand | None) -> None:
    assert voice_command(text) is command


def test_the_manner_changes_in_steps_and_within_limits() -> None:
    manner = Manner()
    manner.obey(VoiceCommand.SLOWER)
    assert manner.speed < 1.0
    manner.obey(VoiceCommand.FASTER)
    assert manner.speed == pytest.approx(1.0)
    for _ in range(20):
        manner.obey(VoiceCommand.LOUDER)
        manner.obey(VoiceCommand.SLOWER)
    assert (manner.speed, manner.gain) == (0.5, 4.0)


@pytest.mark.parametrize(
    ("text", "ahead"),
    [
        ("", ""),
        ("What", ""),
        ("What is", "What"),
        ("What is the weather in Paris?", "What is the weather in"),
        ("Well, yes.", "Well"),
        ("東京の天気", "東京の天"),
    ],
)
def test_all_but_the_last_word_is_read_ahead(text: str, ahead: str) -> None:
    assert words_to_read_ahead(text) == ahead


SAID = "Cats sleep a lot, and they like it. They also hunt mice at night."


@pytest.mark.parametrize(
    ("understood", "said", "own"),
    [
        ("They also hunt", SAID, True),
        ("a lot and they like", SAID, True),
        ("they also hunt nice at night", SAID, True),
        ("What about dogs?", SAID, False),
        ("They also eat fish, don't they?", SAID, False),
        ("cats", SAID, False),
        ("Stop. They also", SAID, False),
        ("Mm-hmm.", SAID, False),
        ("", SAID, False),
        ("they also", "", False),
        ("猫はよく眠り", "猫はよく眠ります。夜に鼠を捕ります。", True),
        ("犬はどうですか", "猫はよく眠ります。夜に鼠を捕ります。", False),
        ("待って", "待ってください。", False),
    ],
)
def test_the_own_voice_is_known_by_its_words(understood: str, said: str, own: bool) -> None:
    assert is_own_voice(understood, said) is own


def test_short_speech_is_heard_in_the_language_that_was_certain() -> None:
    language = HeardLanguage(chosen="auto")
    assert language.to_listen_for(0.5) == "auto"
    language.heard("ja", 0.95, 3.0)
    assert language.to_listen_for(0.5) == "ja"
    assert language.to_listen_for(3.0) == "auto"
    language.heard("cy", 0.5, 3.0)
    language.heard("cy", 0.99, 0.4)
    assert language.to_listen_for(0.5) == "ja"
    language.heard("en", 0.9, 4.0)
    assert language.to_listen_for(0.5) == "en"


def test_a_chosen_language_holds() -> None:
    language = HeardLanguage(chosen="en")
    language.heard("ja", 1.0, 5.0)
    assert language.to_listen_for(0.5) == "en"
