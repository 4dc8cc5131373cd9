"""The sentences the memory answers with, in the language of the request. None repeats what is to be forgotten."""

from __future__ import annotations

import datetime

from assistant.conversation.wording import is_japanese
from assistant.records import Fact


def remembered_until(request: str, text: str, end: datetime.datetime) -> str:
    """Says what is kept for a while, and how long."""
    last = end - datetime.timedelta(seconds=1)
    at = "" if end.time() == datetime.time() else f"{end:%H:%M}"
    if is_japanese(request):
        return f"{last.month}月{last.day}日{at}まで覚えておきます：「{text}」"
    return f"I will remember until {last.day} {last:%B}{f' at {at}' if at else ''}: “{text}”."


def no_such_end(request: str, words: str) -> str:
    """Says that the end of what is to be remembered was not understood, or is over."""
    if is_japanese(request):
        return f"「{words}」がいつまでか分かりません。「金曜日まで」や「2週間」のように言ってください。"
    return f"I cannot tell when “{words}” ends, or it is over already. Say it like “until Friday” or “for two weeks”."


def remembered(request: str, text: str, *, replaced: Fact | None, known: bool) -> str:
    """Says what is kept from now on, and what it takes the place of."""
    if is_japanese(request):
        if known:
            return f"もう覚えています：「{text}」"
        until_now = f"これまでは「{replaced.text}」でした。" if replaced else ""
        return f"覚えました：「{text}」{until_now}"
    if known:
        return f"I remember that already: “{text}”."
    until_now = f" Until now it was: “{replaced.text}”." if replaced else ""
    return f"I will remember: “{text}”.{until_now}"


def switched_off(request: str) -> str:
    """Says that the memory is off and nothing was kept."""
    if is_japanese(request):
        return "記憶は設定でオフになっているので、覚えていません。"
    return "My memory is switched off in the settings, so I did not keep that."


def forgotten(request: str, *, facts: int, messages: int) -> str:
    """Says how much was forgotten."""
    if is_japanese(request):
        return f"忘れました（事実{facts}件、発言{messages}件）。"
    told = [_count(facts, "fact"), _count(messages, "message")]
    return f"I have forgotten it: {' and '.join(part for part in told if part)}, with the answers that repeated it."


def nothing_to_forget(request: str) -> str:
    """Says that nothing of the kind is remembered."""
    return "それについて覚えていることはありません。" if is_japanese(request) else "I remember nothing about that."


def too_much_to_forget(request: str, messages: int) -> str:
    """Says that the request fits too many messages."""
    if is_japanese(request):
        return f"{messages}件の発言が当てはまります。もう少し具体的に言うか、記憶の画面で選んでください。"
    return f"That fits {messages} messages. Say it more precisely, or choose on the memory page."


def ask_before_everything(request: str) -> str:
    """Says where everything can be forgotten: it cannot be undone, so a sentence alone does not do it."""
    if is_japanese(request):
        return "すべてを忘れると元に戻せません。記憶の画面か「sotto memory forget --everything」で消せます。"
    return (
        "Forgetting everything cannot be undone, so I do not do it at a word. "
        "Use the memory page, or “sotto memory forget --everything”."
    )


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}" if number else ""
