"""Commands in the words of everyday speech, as people type them and recognisers write them, and what only sounds like one."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from assistant.skills.base import Context, Intent, Question
from assistant.skills.calculator import calculate
from assistant.skills.calendar.calendar_hours import by_day
from assistant.skills.calendar.calendar_words import calendar_wish
from assistant.skills.desktop.volume import Mixer
from assistant.skills.disfluencies import without_disfluencies
from assistant.skills.notes.list_words import list_wish
from assistant.skills.registry import built_in_skills
from assistant.skills.sentence import is_japanese, is_question_about, own_words
from assistant.skills.time_words.moments import Moment
from assistant.skills.timers.timer_change_words import change_wish
from assistant.skills.timers.timer_words import name_in
from assistant.skills.undo import is_undo

pytestmark = pytest.mark.unit

NOW = datetime.datetime(2026, 11, 26, 5, tzinfo=datetime.UTC)


def understood(message: str) -> str:
    """The skill that takes a message, with an empty calendar and no timers; empty for none."""
    words = own_words(message)
    if words is None or is_question_about(words):
        return ""
    context = Context(now=NOW, japanese=is_japanese(message))
    for skill in built_in_skills(lambda: (), Path, Path, Mixer()):
        if isinstance(skill.understand(words, context), Intent | Question):
            return skill.name
    return ""


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("um set a, set a timer for ten minutes", "set a timer for ten minutes"),
        ("can you, can you put on a timer", "can you put on a timer"),
        ("a timer for five no ten minutes", "a timer for ten minutes"),
        ("an alarm for tomorrow, no wait, for Saturday at nine", "an alarm for Saturday at nine"),
        ("pause, I mean cancel the laundry timer", "cancel the laundry timer"),
        ("a timer for like fifteen minutes", "a timer for fifteen minutes"),
        ("えーと、5分、いや10分のタイマー", "10分のタイマー"),
        ("add milk, milk chocolate and eggs", "add milk, milk chocolate and eggs"),
        ("I like the er of the hospital", "I like the er of the hospital"),
        ("remind me to say bye bye", "remind me to say bye bye"),
    ],
)
def test_what_was_taken_back_or_filled_a_pause_is_left_out(said: str, meant: str) -> None:
    assert without_disfluencies(said) == meant


@pytest.mark.parametrize(
    ("message", "skill"),
    [
        ("could you time twelve minutes for the eggs please", "timer.set"),
        ("let me know when ten minutes are up", "timer.set"),
        ("25分たったら教えて", "timer.set"),
        ("another timer for the rice twenty minutes", "timer.set"),
        ("give the pasta timer two more minutes", "timer.change"),
        ("あと5分追加して", "timer.change"),
        ("alarm at half six tomorrow morning please", "alarm.set"),
        ("don't let me forget the dentist on Thursday at half past two", "calendar.add"),
        ("I'd like a reminder on the first of December at noon to renew my passport", "calendar.add"),
        ("木曜日の午後2時半に歯医者があるのを忘れないように言って", "calendar.add"),
        ("every second Tuesday I have guitar lessons at 7 pm put that in my calendar", "calendar.add"),
        ("来週の水曜日の1時に佐藤さんとランチを入れて", "calendar.add"),
        ("3月12日におばあちゃんの誕生日って入れておいて", "calendar.add"),
        ("am I free on Friday afternoon", "calendar.show"),
        ("what have I got on tomorrow", "calendar.show"),
        ("what does my Thursday look like", "calendar.show"),
        ("have I got anything planned this weekend", "calendar.show"),
        ("金曜の午後は空いてる？", "calendar.show"),
        ("今週末何かある？", "calendar.show"),
        ("what do I still need to buy", "list.show"),
        ("got any items left on the hardware list", "list.show"),
        ("I've bought the milk tick it off", "list.remove"),
        ("バターをリストから外して", "list.remove"),
        ("new list called holiday packing", "list.add"),
        ("jot down that the wifi password is on the fridge", "note.add"),
        ("メモして、鍵は引き出しの中", "note.add"),
        ("how far is five miles in kilometres", "unit.convert"),
        ("convert a hundred and eighty pounds to kilos", "unit.convert"),
        ("convert three and a half kilometers into miles please", "unit.convert"),
        ("how long until New Year's Eve", "date.ask"),
        ("今ニューヨークは何時？", "date.ask"),
        ("turn it down a bit", "volume.set"),
        ("could you make it a little louder", "volume.set"),
        ("もう少し音を大きくして", "volume.set"),
    ],
)
def test_everyday_words_reach_their_skill(message: str, skill: str) -> None:
    assert understood(message) == skill


@pytest.mark.parametrize(
    "message",
    [
        "can you set timers",
        "what's the difference between a reminder and an event",
        "リマインダーとカレンダーの違いは何",
        "She set an alarm for six and went to bed.",
        "My boss wrote: please schedule a meeting with the client on Monday at ten",
        "I like to drink coffee on Monday morning",
        "am I free to copy this licence",
        "what have the Romans done for us",
        "book recommendations for a rainy Friday",
        "book a table for Friday at seven",
        "cancel my subscription",
        "please cancel my reservation at red lobster for 6",
        "delete the first paragraph",
        "don't let me down",
        "月曜日が嫌いな理由を説明して",
        "昨日は友達とランチをした",
    ],
)
def test_what_only_sounds_like_a_command_is_none(message: str) -> None:
    assert understood(message) == ""


def test_the_words_between_are_what_is_kept() -> None:
    wish = calendar_wish("every second Tuesday I have guitar lessons at 7 pm put that in my calendar", NOW)
    assert wish is not None
    assert (wish.title, wish.rule) == ("guitar lessons", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU")
    wish = calendar_wish("1時間半後に洗濯物を干すってリマインドして", NOW)
    assert wish is not None
    assert wish.title == "洗濯物を干す"
    wish = calendar_wish("put football practice in my calendar for every Saturday at ten am until the end of May", NOW)
    assert wish is not None
    assert (wish.title, wish.rule) == ("football practice", "FREQ=WEEKLY;BYDAY=SA;UNTIL=20270531")
    cross = list_wish("I've bought the milk and the eggs so tick them off")
    assert cross is not None
    assert (cross.verb, cross.items) == ("cross", ("milk", "the eggs"))
    change = change_wish("give the pasta timer two more minutes", NOW)
    assert change is not None
    assert change.new is not None
    assert change.new.shift_s == 120


@pytest.mark.parametrize(
    ("message", "answer"),
    [
        ("what's fifteen percent of eighty four pounds fifty", "= 12.675"),
        ("what's seven hundred and fifty divided by twelve", "= 62.5"),
        ("what's twenty two point five times eight", "= 180"),
        ("8450円の15パーセントはいくら", "= 1,267.5"),
    ],
)
def test_sums_in_words_and_of_money(message: str, answer: str) -> None:
    assert (calculate(message) or "").endswith(answer)


@pytest.mark.parametrize("words", ["no undo that", "今のなし", "やっぱりなしで", "scratch that"])
def test_taking_it_back_in_other_words(words: str) -> None:
    assert is_undo(own_words(words) or "")


@pytest.mark.parametrize("words", ["no", "それはなしではない", "今の話なしで説明して"])
def test_a_no_takes_nothing_back(words: str) -> None:
    assert not is_undo(words)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("set a timer called pasta for", "pasta"),
        ("another timer for the rice", "rice"),
        ("get rid of the pasta timer", "pasta"),
        ("洗濯っていう名前でのタイマー", "洗濯"),
        ("パスタ用にのタイマーをかけて", "パスタ"),
        ("くらいのタイマーかけて", ""),
    ],
)
def test_a_timers_name_is_no_more_than_that(words: str, name: str) -> None:
    assert name_in(words) == name


@pytest.mark.parametrize(
    ("title", "hour", "reminds", "meant"),
    [
        ("lunch with Sara", 1, False, 13),
        ("breakfast", 8, False, 8),
        ("dinner", 7, True, 19),
        ("歯医者", 2, True, 14),
        ("meeting", 9, False, 9),
        ("call Al", 5, False, 17),
        ("call Al", 5, True, None),
        ("meeting", 7, False, None),
        ("the wedding", 5, False, None),
    ],
)
def test_what_is_done_by_day_tells_the_half_of_the_day(title: str, hour: int, reminds: bool, meant: int | None) -> None:
    found = by_day(Moment(time=datetime.time(hour), either=True), title, reminds=reminds)
    assert found.time is not None
    assert (found.time.hour if not found.either else None) == meant
