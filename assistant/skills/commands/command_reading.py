"""A command in the user's own words, read by a model: which skill, and which of the words say what. Pure.

The model weighs the meanings of one topic, and fills a JSON whose values can only be words of the sentence, side by side. What
comes of it is a sentence that the skills' own parsers understand: a date, a sum or a name is never the model's.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Sequence

from assistant.llm.base import ChatMessage
from assistant.skills.calendar.calendar_words import RULE_WORDS
from assistant.skills.commands.command_topics import Meaning, Topic, asks
from assistant.skills.sentence import is_japanese
from assistant.skills.time_words.durations import find_duration
from assistant.skills.time_words.moments import find_moment
from assistant.skills.time_words.numbers import number_in

OTHER = "other"
LEAST_CHANCE = 0.8
"""A meaning that is less likely than this is not acted on."""
MOST_TOKENS = 120
WHEN = "when"
_SLOTS = {
    "what": "all that it is about, with whom and where, but without day and time",
    "list": "the name of the list",
}
_EDGES = re.compile(
    r"^(?:an?|the|my|to|on|for|i have(?: an?)?|add|put)\s+|\s+(?:on|at|by|in|for|to|from|the|my)$"
    r"|^[にのはをが、]+|[にのはをがと、]+$",
    re.IGNORECASE,
)
_WHERE_TO = re.compile(
    r",|\b(?:in|on|to|into)\s+(?:(?:my|the|a)\s+)?(?:calendar|schedule|agenda|reminders?)\b|\bset (?:the|a)\b",
    re.IGNORECASE,
)
_LIST = re.compile(r"(?:^|\s+)lists?$|リスト$", re.IGNORECASE)
_PIECE = re.compile(r"\S+")


def labels(topic: Topic) -> tuple[str, ...]:
    """What the model chooses from; the last is none of the topic's meanings."""
    return (*(meaning.label for meaning in topic.meanings), OTHER)


def choice_messages(topic: Topic, words: str) -> list[ChatMessage]:
    """Asks which of ``labels`` a sentence means."""
    japanese = is_japanese(words)
    meanings = "\n".join(f"{meaning.label}: the user {meaning.says}" for meaning in topic.meanings)
    messages = [
        ChatMessage(
            role="system",
            content=f"The user speaks to an assistant that keeps {topic.name}. "
            f"Answer with one word for what the user wants of it.\n{meanings}\n"
            f"{OTHER}: anything else, such as a question about the world, a remark, or something that is not said clearly",
        )
    ]
    shown = [(text, meaning.label) for meaning in topic.meanings for text in meaning.examples]
    shown += [(text, OTHER) for text in topic.others]
    for text, label in shown:
        if japanese == is_japanese(text):
            messages.append(ChatMessage(role="user", content=text))
            messages.append(ChatMessage(role="assistant", content=label))
    return [*messages, ChatMessage(role="user", content=words)]


def asked_slots(meaning: Meaning) -> tuple[str, ...]:
    """The slots that the model fills."""
    return tuple(slot for slot in meaning.slots if slot != WHEN)


def slot_messages(topic: Topic, meaning: Meaning, words: str) -> list[ChatMessage]:
    """Asks for the slots of a meaning; begins as ``choice_messages`` does, so that little is read anew."""
    sentence, filled = meaning.filled_ja if is_japanese(words) else meaning.filled
    wanted = ", ".join(f'"{slot}": {_slot_words(meaning, slot)}' for slot in asked_slots(meaning))
    return [
        *choice_messages(topic, words),
        ChatMessage(role="assistant", content=meaning.label),
        ChatMessage(
            role="user",
            content=f"Copy words of the sentence into JSON: {wanted}. Leave a value empty when the sentence does not say it.\n"
            f"Of “{sentence}”: {filled}\nOf “{words}”:",
        ),
    ]


def _slot_words(meaning: Meaning, slot: str) -> str:
    if slot in meaning.numbers:
        return f"the number for {slot}"
    return f"the words for {slot}" if meaning.as_said else _SLOTS[slot]


def slot_grammar(meaning: Meaning, words: str) -> str:
    """GBNF of a JSON object with the meaning and its slots, each a run of the sentence's words (in Japanese of its characters)."""
    spaced = not is_japanese(words)
    pieces = _PIECE.findall(words) if spaced else [sign for sign in words if not sign.isspace()]
    fields = ", ".join(f'\\"{slot}\\": \\"" span "\\"' for slot in asked_slots(meaning))
    rules = [f'root ::= "{{{fields}}}"']
    starts = " | ".join(f"p{at}" for at in range(len(pieces)))
    rules.append(f"span ::= ({starts})?")
    for at, piece in enumerate(pieces):
        more = f'("{" " if spaced else ""}" p{at + 1})?' if at + 1 < len(pieces) else ""
        rules.append(f"p{at} ::= {_literal(json.dumps(piece, ensure_ascii=False)[1:-1])} {more}".rstrip())
    return "\n".join(rules)


def command_of(meaning: Meaning, filled: str, words: str, now: datetime.datetime) -> str | None:
    """The sentence for our parsers; None where what the model wrote does not fill it. A slot that stays empty falls away, and the
    skill asks for it if it must have it."""
    try:
        found = json.loads(filled)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    when = when_words(words, now)
    values = {slot: str(found.get(slot, "")) for slot in asked_slots(meaning)}
    if meaning.to_its_end and not is_japanese(words):
        values["what"] = _to_its_end(values["what"], words, when)
    if meaning.as_said:
        values = {slot: number_in(value) if slot in meaning.numbers else value for slot, value in values.items()}
    else:
        values = {slot: _bare(value, when) for slot, value in values.items()}
        values = {slot: _LIST.sub("", value) if slot == "list" else value for slot, value in values.items()}
    if any(not values[slot] for slot in meaning.needs):
        return None
    if WHEN in meaning.slots:
        values[WHEN] = ("" if is_japanese(words) else " ").join(when)
    template = meaning.japanese if is_japanese(words) else meaning.english

    def kept(part: re.Match[str]) -> str:
        return part[1] if all(values[slot] for slot in re.findall(r"\{(\w+)\}", part[1])) else ""

    return re.sub(r"\[([^\]]*)\]", kept, template).format(**values)


def when_words(words: str, now: datetime.datetime) -> list[str]:
    """The parts of a sentence that say when, how long or how often, as our own reading of times finds them."""
    spans = [match.span() for match in RULE_WORDS.finditer(words)]
    moment = find_moment(words, now)
    duration = find_duration(words)
    if moment is not None:
        spans += list(moment.spans) or [(moment.start, moment.end)]
    elif duration is not None:
        spans.append((duration[1], duration[2]))
    apart: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    return [words[start:end].strip() for start, end in apart if end > start]


def _to_its_end(value: str, words: str, when: Sequence[str]) -> str:
    """A value and the words behind it, which a small model often leaves out, up to where the sentence says when or where to."""
    at = words.find(value)
    if not value or at < 0:
        return value
    ends = [words.find(part, at + len(value)) for part in when]
    target = _WHERE_TO.search(words, at + len(value))
    ends += [target.start()] if target is not None else []
    return words[at : min((end for end in ends if end >= 0), default=len(words))]


def _bare(value: str, when: Sequence[str]) -> str:
    """A value without the words that say when, and without the small words that are left at its edges."""
    for part in when:
        value = value.replace(part, " ")
    before = None
    while before != value:
        before = value
        value = _EDGES.sub("", value).strip(" ,.、。")
    return " ".join(value.split())


def _literal(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def best(topic: Topic, chances: Sequence[float], words: str) -> Meaning | None:
    """The meaning that is likely enough; None where none is, or where it would change something and a question was asked."""
    at = max(range(len(chances)), key=lambda one: chances[one])
    if at == len(topic.meanings) or chances[at] < LEAST_CHANCE:
        return None
    meaning = topic.meanings[at]
    return meaning if meaning.reads or not asks(words) else None
