"""Wishes about the calendar that never name it: "am I free on Friday?", "book lunch with Sara on Monday at one",
「金曜は空いてる？」. Pure.

Such sentences may be about other things, so a day or a time has to be named, and what is deleted has to be in the calendar.
"""

from __future__ import annotations

import datetime
import re
from typing import Literal

from assistant.skills.calendar.calendar_span import span_in
from assistant.skills.sentence import is_japanese
from assistant.skills.time_words.moments import Moment, find_moment

Verb = Literal["add", "remind", "show", "remove", "clear"]

_REMIND = re.compile(
    r"^(?:(?:don[’']?t|do not|never) let me forget|(?:make sure|see to it)(?: that)? i (?:don[’']?t forget|do not forget|remember))"
    r"(?: (?:about|to|that))?\s+(?P<rest>.+)$"
    r"|^(?P<rest_ja>.+?)(?:が(?:ある|あります))?(?:の|こと)?を?忘れない(?:よう(?:に)?|で)(?:言って|教えて|知らせて|して|声をかけて)"
    r"(?:おいて|ね|ください|くれる|ほしい)*$",
    re.IGNORECASE,
)
_PUT = re.compile(
    r"^(?P<rest>.+?)[,.;]?\s+(?:so |and |then |please |can you |could you )*(?:put|add|enter|write|note|stick|pop)"
    r" (?:that|it|this)(?: down)? (?:in|to|into|on) (?:(?:my|the) )?(?:calendar|diary|schedule)$",
    re.IGNORECASE,
)
_MEETS = (
    r"lunch|dinner|breakfast|brunch|supper|coffee|tea|drinks?|(?:video |phone )?call|meeting|appointment|dentist|doctor"
    r"|haircut|catch[ -]?up|chat|session|class|lesson|party|interview|check[ -]?up|review|visit|date|training|practice|match"
)
_BOOK = re.compile(
    rf"^(?:(?:book|arrange|plan|set up|put in|pencil(?: me)? in|block(?: out)?|make)\s+(?P<rest>(?:.*\b)?(?:{_MEETS}|with)\b.+)"
    r"|(?:schedule|pencil(?: me)? in|block out)\s+(?P<rest2>.+))$",
    re.IGNORECASE,
)
_MEET = re.compile(
    r"^(?P<rest>(?:meet|see|visit)(?: (?:with|up with))? (?!me\b|you\b|it\b|us\b|what\b|if\b|how\b|the\b)\w.*)$",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"^(?P<rest>(?:(?!(?:when|where|what|who|which|how|why|is|are|was|do|does|did|cancel|delete|remove|move|no)\b)"
    rf"[\w'’]+ ){{0,2}}?"
    rf"(?:{_MEETS}|birthday)\b(?!.*\b(?:is|was|were|are|has|had|went|will|would|should|date)\b)[^?]*)$",
    re.IGNORECASE,
)
"""Said without a verb: "dinner with Paul on Saturday at 8". """
_SERVED = re.compile(
    r"\b(?:flights?|trains?|tickets?|hotels?|rooms?|tables?|taxis?|cabs?|ubers?|cars?|bus|seats?|trips?|rides?|deliver\w*"
    r"|posts?|e-?mails?|tweets?|songs?|music|playlists?|downloads?|updates?|scans?|backups?)\b",
    re.IGNORECASE,
)
"""What others keep places for, or what programs do at a time."""
_LONGEST_NAMED = 16
_MEETS_JA = (
    "会議|打ち合わせ|打合せ|ミーティング|ランチ|昼食|夕食|食事|飲み会|歯医者|歯科|病院|健診|検診|美容院|面談|面接|約束"
    "|レッスン|授業|試験|旅行|デート|パーティー?|電話|商談|練習|試合|通院|誕生日|記念日"
)
_BOOK_JA = re.compile(
    rf"^(?P<rest>.*(?:{_MEETS_JA}))(?:の(?:予定|予約))?(?:を|って|と)?(?:入れ(?:て|とい)|登録し?|組ん|予定し)(?:て|で)?(?:おいて|ください|くれる|ほしい|ね)*$"
    rf"|^(?P<rest2>.*\d.*(?:{_MEETS_JA}))の予定(?:です)?$"
)
_MEET_JA = re.compile(rf"^(?P<rest>.*(?:(?:と|に)会う|{_MEETS_JA}))$")
_SHOW = re.compile(
    r"^(?:what (?:have i got|do i have|am i doing|i have|i[’']ve got)(?: (?:on|planned|scheduled|coming up|lined up|going on))?"
    r"|(?:who am i|am i|what am i) (?:meeting|seeing|doing)"
    r"|what(?:[’']s| is) (?:on|planned|scheduled|coming up|lined up)"
    r"|(?:do i have|have i got|is there|i[’']ve got|anything|do i)(?: (?:anything|something|plans|much|any plans))?"
    r"(?: (?:on|planned|scheduled|coming up|going on))?"
    r"|am i (?:free|busy|available|booked(?: up)?|doing anything)"
    r"|(?:how(?:[’']s| is| does)|what(?:[’']s| is| does)) my (?:day|morning|afternoon|evening|week|diary)"
    r"(?: look(?:ing)?)?(?: like)?)"
    r"\s+(?P<when>.+)$"
    r"|^(?:how(?:[’']s| is| does)|what(?:[’']s| is| does)) my (?P<named>\w+) look(?:ing)?(?: like)?$"
    r"|^(?:how(?:[’']s| is| does)|what(?:[’']s| is| does)) my (?P<day>day|week)(?: look(?:ing)?)?(?: like)?$",
    re.IGNORECASE,
)
_SHOW_JA = re.compile(
    r"^(?P<when>.+?)(?:って|は|に|の)*(?:予定(?:は)?)?(?:空いて(?:い)?(?:る|ます)|暇|ひま|忙しい|何か(?:ある|あります|入ってる|入って(?:い)?ます)"
    r"|何が(?:ある|あります|入ってる)|(?:どんな|何の)予定(?:がある)?|どうなって(?:い)?(?:る|ます))(?:です)?(?:か|かな|の|っけ)*$"
)
_WEEK = re.compile(
    r"^(?:for |in |on |at |over )?(?:this|next|the|my)? ?week(?:end)?$|^(?:今週|来週)の?末?$|^週末$", re.IGNORECASE
)
_EDGES = re.compile(
    r"^(?:on|for|in|at|during|this|the|coming)(?:\s+|$)|^[はにのって]+|[はにのって、]+$|\s+then$", re.IGNORECASE
)
_REMOVE = re.compile(
    r"^(?:cancel|delete|remove|call off|scrap)\s+(?!the (?:first|second|third|last|previous|whole|rest)\b)"
    r"(?:(?:my|our|this|that|next|the)\s+)?(?P<rest>\S.*)$"
    r"|^(?P<rest_ja>.+?)(?:を|は)(?:キャンセル|取り消し?|取りやめ|とりやめ|中止|なし|削除)(?:に)?(?:して|て|で|します|する).{0,6}$",
    re.IGNORECASE,
)
_CLEAR = re.compile(
    r"^(?:cancel|delete|remove|clear|call off) (?:everything|all)(?: (?:i have|planned|scheduled|that is))?"
    r" (?P<when>(?:on|for|this|next|tomorrow|today)\b.*)$"
    r"|^(?P<when_ja>.+?)(?:の予定)?は?(?:全部|すべて|全て)(?:を)?(?:キャンセル|取り消し|削除|なしに|中止に).{0,6}$",
    re.IGNORECASE,
)


def everyday_wish(words: str, now: datetime.datetime) -> tuple[Verb, str] | None:
    """What is wished, and the words that say of what; None where it is about something else."""
    if (match := _REMIND.match(words)) and _names_time(rest := match["rest"] or match["rest_ja"], now):
        return "remind", rest
    if match := _PUT.match(words):
        return "add", match["rest"]
    if (when := _asked_when(words)) and _is_time(when, now):
        return "show", when
    if match := _BOOK_JA.match(words) if is_japanese(words) else _BOOK.match(words):
        rest = next(value for value in match.groupdict().values() if value)
        if _names_time(rest, now) and not _SERVED.search(rest):
            return "add", rest
    if not is_japanese(words) and (match := _MEET.match(words) or _NAMED.match(words)):
        moment = _begin(match["rest"], now)
        dated = (
            moment is not None and moment.day is not None and (moment.time is not None or "birthday" in words.lower())
        )
        if dated and not _SERVED.search(words) and len(words.split()) <= _LONGEST_NAMED:
            return "add", match["rest"]
    if is_japanese(words) and (match := _MEET_JA.match(words)):
        moment = _begin(match["rest"], now)
        if moment is not None and moment.time is not None and not moment.problem:
            return "add", match["rest"]
    if (match := _CLEAR.match(words)) and _is_time(when := match["when"] or match["when_ja"], now):
        return "clear", when
    if match := _REMOVE.match(words):
        return "remove", match["rest"] or match["rest_ja"]
    return None


def _asked_when(words: str) -> str:
    if is_japanese(words):
        match = _SHOW_JA.match(words)
        return match["when"] if match is not None else ""
    match = _SHOW.match(words)
    if match is None:
        return ""
    return match["when"] or match["named"] or ("this week" if match["day"].lower() == "week" else "today")


def _begin(words: str, now: datetime.datetime) -> Moment | None:
    """When it begins, however long it lasts."""
    span = span_in(words, now)
    return find_moment(span.text if span is not None else words, now)


def _names_time(words: str, now: datetime.datetime) -> bool:
    moment = _begin(words, now)
    return moment is not None and (moment.day is not None or moment.time is not None or bool(moment.problem))


def _is_time(words: str, now: datetime.datetime) -> bool:
    """Whether words name a day or a week, and nothing besides."""
    if _WEEK.match(words):
        return True
    moment = find_moment(words, now)
    if moment is None or (moment.day is None and not moment.part):
        return False
    left = words
    for start, end in sorted(moment.spans, reverse=True):
        left = f"{left[:start]} {left[end:]}"
    before = None
    while before != left:
        before, left = left, _EDGES.sub("", left.strip()).strip(" ,?")
    return left == ""
