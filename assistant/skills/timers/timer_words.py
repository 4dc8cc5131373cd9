"""What a sentence about timers and alarms wants: which of them, and to set, cancel, show or snooze. Pure."""

from __future__ import annotations

import dataclasses
import re

from assistant.records import TimerKind
from assistant.skills.said import EVERY_DAY, WORKDAYS
from assistant.skills.sentence import is_japanese

_NOUN = re.compile(
    r"\b(?:(?P<timer>timers?|count\s?downs?)|(?P<alarm>alarms?|wake[- ]?up calls?))\b|(?P<timer_ja>タイマー)"
    r"|(?P<alarm_ja>アラーム|目覚まし(?:時計)?)",
    re.IGNORECASE,
)
_VERBS = {
    "snooze": r"^(?:snooze|delay|postpone)\b|スヌーズ|^あと\d+分(?:寝かせて|だけ)",
    "cancel": r"^(?:cancel|delete|remove|clear|stop|end|turn .{0,30}\boff"
    r"|shut (?:off|down)|switch off|kill|get rid of"
    r"|drop|silence|dismiss|erase|unset|disable|take (?:off|away)|quit)\b|キャンセル|取り消|取消|削除|消して|消す|止め|停止"
    r"|オフ|解除|クリア|やめ|終了",
    "change": r"^(?:change|move|reschedule|adjust|edit|modify|update|shift)\b|変更|変えて|ずらして",
    "show": r"^(?:show|list|what|which|when|how (?:many|much|long)|do i (?:have|still)|are there|is there"
    r"|is (?:my|the|an?)|tell me|read|check|see|view|display|give me (?:a list|all)"
    r"|any|next|did i|have i|(?:my|all) (?:timers?|alarms?)$)\b|見せ|表示|教え|一覧|いくつ|ありますか|ある[?か]?$|どの"
    r"|どんな|残り|何(?:時|分|個)|っけ$|していますか|確認|は何",
    "set": r"^(?:set|start|create|make|add|begin|put|run|give me|i need|i want|i[’']d like|need|want|schedule"
    r"|another|and another|turn on|program|enable|have|get me|new)\b|\bon$|設定|セット|かけ|掛け|開始"
    r"|スタート|はじめ|始め|お願い|オン$|作成|作って|追加|必要|入れて|つけて|鳴らして|して(?:ください)?$",
}
_SHORT_JA = 20
"""A Japanese sentence this short that names a timer, and no verb, asks for one."""
_COMPILED = {verb: re.compile(pattern, re.IGNORECASE) for verb, pattern in _VERBS.items()}
_WAKE = re.compile(r"^(?:wake me|get me up|i (?:want|need|have) to (?:wake|get) up)\b|起こして|起きたい", re.IGNORECASE)
_MEASURE = re.compile(
    r"(?:計って|測って|はかって|カウントダウン)|^time (?=.*\b(?:minutes?|hours?|seconds?)\b)(?!.*\b(?:zone|difference)\b)",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?:called|named|label(?:l)?ed|titled|with the (?:name|label)|name it|call it)\s+[\"“']?(?P<name>[^\"”']+?)[\"”']?$"
    r"|(?:「(?P<quoted>[^」]+)」|(?P<ja>[^\sの、]+?))(?:(?:と|って)いう(?:名前[ので]*)?|の名前で|と名付け)",
    re.IGNORECASE,
)
_BEFORE_NOUN = re.compile(r"(?P<name>[a-z][\w'’ -]{1,30}?)\s+(?:timers?|alarms?)\b", re.IGNORECASE)
_FOR = re.compile(r"\b(?:for|to)\s+(?:the |my |our |a |an )?(?P<name>[a-z][\w'’ -]{1,60}?)\s*$", re.IGNORECASE)
_JA_NAME = re.compile(
    r"(?P<name>[^\s\d、。をにはの]{1,12}?)(?:用)?の(?:タイマー|アラーム)|(?P<use>[^\s\d、。をにはの]{1,12}?)(?:用に|のために)"
)
_NO_NAMES = re.compile(
    r"(?:a|an|the|my|our|new|another|one|two|three|quick|short|long|minute|minutes|hour|hours|second|seconds|all|any"
    r"|some|set|start|cancel|stop|delete|remove|turn|off|on|up|this|that|of|show|me|for|kitchen-timer|please|next"
    r"|last|first|current|running|every|each|it|now|daily|weekday|morning|afternoon|evening|night|today|tomorrow"
    r"|tonight|what|which|is|are|how|many|much|left|time|long|clear|change|snooze|create|make|add|have|i|do|existing"
    r"|previous|active|in|put|get|rid|throw|away|give|wake|wake-up|need|want|different|at|to|by|list|early|late)$",
    re.IGNORECASE,
)
# 「平日は毎朝」 is not every day: what says less goes first.
_REPEATS = (
    (re.compile(r"\b(?:every|each|on) (?:weekdays?|work(?:ing)? ?days?)\b|\bweekdays\b|平日", re.IGNORECASE), WORKDAYS),
    (re.compile(r"\b(?:every|each|on) weekends?\b|(?:週末|土日)は?毎|毎週末", re.IGNORECASE), (5, 6)),
    (
        re.compile(
            r"\b(?:every (?:single )?day|each day|daily|every morning|every evening|every night)\b|毎日|毎朝|毎晩|日々",
            re.IGNORECASE,
        ),
        EVERY_DAY,
    ),
)
_EVERY_DAYS = re.compile(
    r"\b(?:every|each)\s+((?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:days?)?(?:\s*,\s*|\s+and\s+)?)+)",
    re.IGNORECASE,
)
_JA_EVERY = re.compile(r"毎週の?((?:[月火水木金土日](?:曜日?)?[と、・]?)+)")
_DAY = re.compile(r"mon|tue|wed|thu|fri|sat|sun", re.IGNORECASE)
_INTERVAL = re.compile(
    r"\b(?:every|each)\s+(?:\w+[\s-])?(?:minutes?|hours?|seconds?)\b|(?:分|時間|秒)(?:ごと|おき|毎)|毎分|毎時",
    re.IGNORECASE,
)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class TimerWish:
    """``verb`` is ``set``, ``cancel``, ``change``, ``show`` or ``snooze``; ``kind`` which of the two; ``wakes`` for "wake me"."""

    verb: str
    kind: TimerKind
    wakes: bool = False


def timer_wish(words: str) -> TimerWish | None:
    """What a sentence wants of timers and alarms; None where it is about something else."""
    noun = _NOUN.search(words)
    if noun is None:
        if _WAKE.search(words):
            return TimerWish(verb="set", kind=TimerKind.ALARM, wakes=True)
        if _MEASURE.search(words):
            return TimerWish(verb="set", kind=TimerKind.TIMER)
        return None
    kind = TimerKind.TIMER if noun["timer"] or noun["timer_ja"] else TimerKind.ALARM
    for verb, pattern in _COMPILED.items():
        if pattern.search(words):
            return TimerWish(verb=verb, kind=kind)
    starts = noun.start() == 0 or re.match(
        r"^(?:an? |the |my )?(?:\d|one|two|three|four|five|ten|fifteen|twenty|thirty|half)", words, re.IGNORECASE
    )
    return TimerWish(verb="set", kind=kind) if starts or (is_japanese(words) and len(words) <= _SHORT_JA) else None


def name_in(words: str, spans: tuple[tuple[int, int], ...] = ()) -> str:
    """The name a timer is given, with what was understood as its time (``spans``) left out; empty for none."""
    text = words
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start].rstrip()} {text[end:].lstrip()}".strip()
    text = re.sub(r"\s+(?:at|on|in|by|for|of)\s*$", "", text, flags=re.IGNORECASE)
    if match := _NAMED.search(text):
        return next(value for value in match.groupdict().values() if value).strip()
    if is_japanese(text):
        match = _JA_NAME.search(re.sub(r"^[のをにで]+", "", text.replace(" ", "")))
        found = match["name"] or match["use"] if match is not None else ""
        return (
            ""
            if re.fullmatch(
                r"[朝昼夜晩]|くらい|ぐらい|ほど|すべて|全部|全て|最後|次|午前|午後|今日|明日|毎日|平日|新しい|.*曜日?|設定されている.*",
                found,
            )
            else found
        )
    if match := _FOR.search(re.sub(r"\b(?:at|on|in|by|for)\s*$", "", text, flags=re.IGNORECASE).strip()):
        return _opened(match["name"])
    if match := _BEFORE_NOUN.search(text):
        return _cleaned(match["name"])
    return ""


def repeat_in(words: str) -> tuple[int, ...]:
    """The days of the week on which it comes again; empty for once."""
    for pattern, days in _REPEATS:
        if pattern.search(words):
            return days
    if match := _EVERY_DAYS.search(words):
        return tuple(
            sorted(
                {("mon", "tue", "wed", "thu", "fri", "sat", "sun").index(one.lower()) for one in _DAY.findall(match[1])}
            )
        )
    if match := _JA_EVERY.search(words):
        named = re.findall(r"([月火水木金土日])(?:曜日?)?", match[1])
        return tuple(sorted({"月火水木金土日".index(one) for one in named}))
    return ()


def asks_for_interval(words: str) -> bool:
    """Whether it is to ring again and again within the day, which no alarm does."""
    return _INTERVAL.search(words) is not None


def means_all(words: str) -> bool:
    """Whether all of them are meant."""
    return (
        re.search(
            r"\b(?:all|every|each|any|everything|both)\b|alarms$|timers$|すべて|全て|全部|ぜんぶ", words, re.IGNORECASE
        )
        is not None
    )


def _opened(name: str) -> str:
    words = name.split()
    while words and _NO_NAMES.match(words[0]):
        words.pop(0)
    return " ".join(words).strip(" '’-")


def _cleaned(name: str) -> str:
    kept = [
        word
        for word in name.split()
        if not _NO_NAMES.match(word.strip("'’")) and not any(sign.isdigit() for sign in word)
    ]
    return " ".join(kept).strip(" '’-")
