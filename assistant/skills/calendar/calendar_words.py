"""What a sentence wants of the calendar, and how often: "remind me to call Mum every second Tuesday at 9". Pure."""

from __future__ import annotations

import dataclasses
import datetime
import re

from assistant.skills.calendar.calendar_end import last_day
from assistant.skills.calendar.calendar_everyday import everyday_wish
from assistant.skills.calendar.calendar_following import without_following
from assistant.skills.calendar.calendar_span import Span, span_in
from assistant.skills.sentence import is_japanese
from assistant.skills.time_words.moments import Moment, find_moment
from assistant.skills.timers.timer_change_words import new_moment
from assistant.skills.timers.timer_words import repeat_in

_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY = r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*"
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": -1}
_NTH = rf"({'|'.join(_ORDINALS)})"
_RULES_EN = (
    (rf"\b(?:every|on the|each)\s+{_NTH}\s+{_DAY}\s+(?:of|in)\s+(?:the|every|each)\s+month\b", "monthly_nth"),
    (rf"\bevery\s+(?:second|other|2nd)\s+{_DAY}\b", "fortnightly"),
    (r"\bevery\s+(?:second|other|two)\s+weeks?\b|\bfortnightly\b", "FREQ=WEEKLY;INTERVAL=2"),
    (r"\bevery\s+(?:second|other|two)\s+days?\b", "FREQ=DAILY;INTERVAL=2"),
    (r"\b(?:every|each)\s+week\b|\bweekly\b", "FREQ=WEEKLY"),
    (r"\b(?:every|each)\s+month\b|\bmonthly\b", "FREQ=MONTHLY"),
    (r"\b(?:every|each)\s+year\b|\b(?:yearly|annually)\b", "FREQ=YEARLY"),
)
_RULES_JA = (
    (r"毎月の?第([一二三四1-4])([月火水木金土日])曜日?", "monthly_nth_ja"),
    (r"隔週の?([月火水木金土日])曜日?", "fortnightly_ja"),
    (r"隔週|(?:二|2)週間(?:に[一1]回|ごと|おき)|(?:一|1)週間おき", "FREQ=WEEKLY;INTERVAL=2"),
    (r"(?:一|1)日おき|隔日|(?:二|2)日に[一1]回", "FREQ=DAILY;INTERVAL=2"),
    (r"毎週(?![のと]?[月火水木金土日])", "FREQ=WEEKLY"),
    (r"毎月", "FREQ=MONTHLY"),
    (r"毎年", "FREQ=YEARLY"),
)
_REMIND = re.compile(
    r"^(?:remind me(?! of\b)|i need to be reminded|notify me|(?:set|add|create|make|schedule|give me|i need"
    r"|i[’']d like|i would like|i want|put)(?: me)?(?: an?| the"
    r"| my)?(?: new)? reminder)\b\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
_TOLD = re.compile(r"(?:again )?(?:what|how|who|whose|where|which|why|whether)\b(?! to\b)", re.IGNORECASE)
_REMIND_THEN = re.compile(
    r"^(?P<when>(?:at|on|in|by|tomorrow|tonight|today|next|this|every|each)\b.{0,60}?)[,\s]+(?:please\s+)?"
    r"remind me (?P<rest>(?:to|about|that|of)\b.+)$",
    re.IGNORECASE,
)
"""The moment said first."""
_EVERY = re.compile(r"(?:every|each)\b", re.IGNORECASE)
_ADD = re.compile(
    r"^(?:(?:please )?(?:add|put|enter|note|schedule|create|make|set up|set|book|arrange)\s+(?:an? |the "
    r"|my )?(?P<what>.*?)\s*(?:\b(?:to|on|in|into|for)\s+(?:my\s+|the\s+)?calendar\b)(?P<rest>.*)"
    r"|(?:add|put) (?:to|on) (?:my |the )?calendar(?P<rest2>\s+.*)"
    r"|(?:schedule|add|create|set up|book|arrange|set)\s+(?:an?\s+|my\s+|the\s+)?(?P<what3>(?:[\w'’]+ ){0,2}?(?:appointment"
    r"|meeting|event|call with)\b.*))$",
    re.IGNORECASE,
)
_ADD_JA = re.compile(
    r"^(?P<what>.+?)(?:を|と|の|に|、|って|ように|ようにと)?(?:リマインダー|リマインド|思い出させ"
    # notices are what contracts are about: only one that is asked for is a reminder
    r"|通知(?=$|して(?![いはも])|する(?:よう)?$|(?:を|の)?(?:設定|セット|お願い|頼|くれ|入れ|送)))"
    r"(?!させ|され|した)[^、。]{0,14}$"
    r"|^(?P<what2>.+?)(?:を|の予定を)(?:予定|カレンダー)に(?:追加|入れ|登録).*$|^(?:予定"
    r"|カレンダー)に(?P<what3>.+?)を?(?:追加|入れ|登録).*$"
    r"|^(?P<what4>.+?)の予定を(?:追加|入れ|登録).*$"
)
_EVENTS = r"(?:calendar|schedule|agenda|reminders?|events?|appointments?|meetings?)"
_SHOW = re.compile(
    rf"^(?:what(?:[’']s| is| are|[’']re)?|show|list|read|tell me|check|which|how many|do i have|are there|when (?:is|are)"
    rf"|see|view|what do i have)\b.*?\b{_EVENTS}\b.*$"
    r"|^(?:what(?:[’']s| is)|do i have|what do i have|is there) (?:going on|anything|something|scheduled|planned|coming up"
    r"|happening)?.*\b(?:scheduled|planned|booked|coming up|going on|on my calendar)\b.*$"
    # 予定 is part of many words of contracts and reports, and what stands in a text is not in the calendar
    r"|^(?!.*(?:書い|書か|記載|発表|契約|文書|資料|報告|計画))"
    r"(?P<ja>.*(?:予定(?![日表者地数額量]|期間|通り|どおり|価格|利益)|カレンダー|リマインダー)"
    r".*(?:見せ|教え|表示|読み|何|ありますか|ある|あった|いますか|確認).*)$|^(?:今日"
    r"|明日|今週|来週)の予定(?:は)?$",
    re.IGNORECASE,
)
_REMOVE = re.compile(
    rf"^(?:cancel|delete|remove|clear|erase|drop|get rid of)\s+(?P<all>all (?:of )?|every |everything )?(?:the |my |this "
    rf"|that )*(?P<pre>.*?)\s*\b(?P<noun>{_EVENTS})\b(?P<rest>.*)$"
    r"|^(?P<ja>.*(?:予定|リマインダー)を?(?:すべて|全部)?(?:キャンセル|削除|取り消|消し|クリア).*)$",
    re.IGNORECASE,
)
_MOVE = re.compile(
    r"^(?:move|reschedule|change|shift|push|bring)\s+(?:(?:the|my|this|that)\s+)*(?P<what>.+)$", re.IGNORECASE
)
_MOVE_JA = re.compile(
    r"^(?P<what>.+?)を(?P<new>[^を]+?)(?:に|へ)(?:変更|変えて|ずらして|移動|動かして|延期|移して).{0,8}$"
)
_NEXT = re.compile(r"^next\s+|^次回?の", re.IGNORECASE)
_WHOLE = re.compile(
    r"\b(?:(?:all|every|each)(?: of)?(?: (?:my|the))?|(?:the )?(?:whole|entire))\s+"
    r"|\b(?:series(?: of)?|every (?:time|week|day|month))\b"
    r"|(?:毎回|すべて|全て|全部)の?|シリーズ",
    re.IGNORECASE,
)
"""Of a series, all its dates are meant."""
_NOUN_OF = re.compile(
    rf"\b(?:(?P<generic>reminder|event|calendar entry)s?(?:\s+(?:to|for|about|of))?|{_EVENTS})\b", re.IGNORECASE
)
_KIND = re.compile(
    r"^(?:an? |the |my )?(?:new )?(?:(?:calendar )?(?:event|entry)"
    r"(?! (?:planning|planner|management|manager|team|organi[sz]er|budget|hall|space|staff)\b)"
    r"|(?:appointment|meeting) (?=called|named|titled))"
    r"[\s:,]+(?:(?:called|named|titled|for|about|of|to)\s+)?(?=\S)",
    re.IGNORECASE,
)
"""What says only that it is an event."""
_NOUN_OF_JA = re.compile(r"の?(?:予定|リマインダー)$")
_EDGES = re.compile(
    r"^(?:to|that|about|for|of|on|at|i have(?: an?)?|there is(?: an?)?|i[’']ve got|:)\s+|\s+(?:on|at|by|in"
    r"|for|to|the|every|each|this|from)$",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bfrom\s+(?=\d)", re.IGNORECASE)
_EDGES_JA = re.compile(
    r"^(?:[にのはをで、]|から|すべて|全部)+|(?:[にのはをとで、]|する(?:ように|よう|こと|の)?|ように|よう|こと|ため|ための"
    r"|という|について)+$"
)
_WEEK_WORDS = re.compile(r"\b(?:next|this|the) week[’']?s?\b|(?:来週|今週)の?", re.IGNORECASE)
_NOTHING = re.compile(
    r"^(?:events?|reminders?|appointments?|new event|it|this|that|for|これ|それ|予定)$", re.IGNORECASE
)
_MINE = re.compile(
    r"\b(?:my|do i|have i|i have|am i|on the calendar|reminders?)\b|予定|カレンダー|リマインダー", re.IGNORECASE
)
RULE_WORDS = re.compile(
    rf"\b(?:every|each|on the)\s+(?:single\s+)?(?:{_NTH}\s+|other\s+|two\s+)?(?:{_DAY}(?:\s*(?:,|and)\s*{_DAY})*|weekdays?"
    rf"|days?|weeks?|months?|years?|morning|evening)(?:\s+(?:of|in)\s+(?:the|every|each)\s+month)?\b|\b(?:daily|weekly"
    rf"|monthly|yearly|annually|fortnightly)\b"
    r"|(?:[一二12]週間|[一二12]日)(?:に[一1]回|ごと|おき)(?:に)?|隔日(?:に)?|毎日|毎朝|毎晩|平日|隔週の?(?:[月火水木金土日]曜日?)?|毎週の?(?:[月火水木金土日]曜日?[と、・]?)*"
    r"|毎月の?(?:第[一二三四1-4][月火水木金土日]曜日?)?|毎年",
    re.IGNORECASE,
)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CalendarWish:
    """``verb`` is ``add``, ``show``, ``remove`` or ``move``. ``rule`` is an RRULE whose UNTIL is a day, empty for once; ``every``
    means all there are. Of a series, ``once`` is one date alone, ``following`` that one and all after it; ``every`` with ``once``
    are all dates of a day or a week, and no others of their series. ``new`` is when something is moved to, and ``sure`` says that
    an event is spoken of; else it is one where the calendar has it. ``span`` is how long it lasts, where that was said.
    """

    verb: str
    title: str = ""
    moment: Moment | None = None
    rule: str = ""
    reminds: bool = False
    every: bool = False
    week: int | None = None
    weekend: bool = False
    once: bool = False
    new: Moment | None = None
    sure: bool = True
    following: bool = False
    span: Span | None = None


def calendar_wish(words: str, now: datetime.datetime) -> CalendarWish | None:
    """What a sentence wants of the calendar; None where it is about something else."""
    plain = without_following(words)
    if plain is not None:
        wish = _wish(plain, now)
        if wish is not None and wish.verb in ("remove", "move") and wish.title:
            return dataclasses.replace(wish, following=True, every=False, once=False)
    return _wish(words, now)


def _wish(words: str, now: datetime.datetime) -> CalendarWish | None:
    if match := _REMOVE.match(words):
        moment = find_moment(words, now)
        every = (
            bool(match["all"]) or re.search(r"reminders$|everything|すべて|全部|schedule|calendar", words) is not None
        )
        once = _NEXT.match(match["pre"] or match["ja"] or "") is not None
        title = _title(_NEXT.sub("", _subject(match, words)), now)
        return CalendarWish(verb="remove", title=title, moment=moment, every=every, once=once)
    if (move := _moved(words, now)) is not None:
        return move
    if match := _REMIND.match(words):
        wish = _added(match["rest"], now, reminds=True)
        # "Remind me how much the deposit is" wants to be told.
        told = _TOLD.match(match["rest"]) is not None and wish.moment is None and not wish.rule
        return None if told else wish
    if (match := _REMIND_THEN.match(words)) and (find_moment(match["when"], now) or _EVERY.match(match["when"])):
        return _added(f"{match['rest']} {match['when']}", now, reminds=True)
    if match := _ADD.match(words):
        rest = " ".join(
            part for part in (match["what"] or match["what3"] or "", match["rest"] or match["rest2"] or "") if part
        )
        return _added(rest, now, reminds=False)
    if _SHOW.match(words) and _MINE.search(words) and " reminder of" not in words.lower():
        week = 1 if re.search(r"next week|来週", words) else 0 if re.search(r"this week|今週|week", words) else None
        return CalendarWish(verb="show", moment=find_moment(words, now) if week is None else None, week=week)
    if is_japanese(words) and (match := _ADD_JA.match(words)):
        found = next(value for value in match.groupdict().values() if value)
        return _added(found, now, reminds="リマイン" in words or "通知" in words or "思い出" in words)
    return _everyday(words, now)


def _everyday(words: str, now: datetime.datetime) -> CalendarWish | None:
    found = everyday_wish(words, now)
    if found is None:
        return None
    verb, rest = found
    week = 1 if re.search(r"\bnext week\b(?! on| \w+day)|来週(?!の?[月火水木金土日])", rest) else None
    week = 0 if week is None and re.search(r"\b(?:this|the|my) week\b|今週(?!の?[月火水木金土日])", rest) else week
    if verb == "show":
        weekend = re.search(r"weekend|週末", rest) is not None
        week = (1 if re.search(r"next|来週", rest) else 0) if weekend else week
        moment = find_moment(rest, now) if week is None else None
        return CalendarWish(verb="show", moment=moment, week=week, weekend=weekend)
    if verb == "clear":
        return CalendarWish(
            verb="remove", moment=find_moment(rest, now) if week is None else None, week=week, every=True, once=True
        )
    if verb == "remove":
        title = _title(_WEEK_WORDS.sub(" ", rest) if week is not None else rest, now)
        moment = find_moment(rest, now) if week is None else None
        once = week is not None or _NEXT.match(words.split(" ", 1)[-1]) is not None
        return (
            CalendarWish(verb="remove", title=title, moment=moment, week=week, once=once, sure=False) if title else None
        )
    wish = _added(rest, now, reminds=verb == "remind")
    return wish if wish.title else None


def rule_in(words: str) -> str:
    """How often, as an RRULE; empty for once."""
    for pattern, rule in _RULES_JA if is_japanese(words) else _RULES_EN:
        match = re.search(pattern, words, re.IGNORECASE)
        if match is None:
            continue
        if rule == "monthly_nth":
            return f"FREQ=MONTHLY;BYDAY={_ORDINALS[match[1].lower()]}{_code(match[2])}"
        if rule == "fortnightly":
            return f"FREQ=WEEKLY;INTERVAL=2;BYDAY={_code(match[1])}"
        if rule == "monthly_nth_ja":
            n = "一二三四".find(match[1]) + 1 or int(match[1])
            return f"FREQ=MONTHLY;BYDAY={n}{_CODES['月火水木金土日'.index(match[2])]}"
        if rule == "fortnightly_ja":
            return f"FREQ=WEEKLY;INTERVAL=2;BYDAY={_CODES['月火水木金土日'.index(match[1])]}"
        return rule
    days = repeat_in(words)
    if len(days) == 7:
        return "FREQ=DAILY"
    return f"FREQ=WEEKLY;BYDAY={','.join(_CODES[day] for day in days)}" if days else ""


def _code(day: str) -> str:
    return next(code for code in _CODES if code.lower() == day[:2].lower())


def _added(rest: str, now: datetime.datetime, *, reminds: bool) -> CalendarWish:
    rule = rule_in(rest)
    if rule and (last := last_day(rest, now)) is not None:
        rest, rule = last[0], f"{rule};UNTIL={last[1]:%Y%m%d}"
    plain = RULE_WORDS.sub(" ", rest) if rule else rest
    span = span_in(plain, now) if not reminds else None
    if span is not None:
        plain = span.text
    moment = find_moment(plain, now)
    if span is not None and moment is not None:
        moment = span.begin(moment)
    title = _title(plain, now)
    if not reminds:
        title = _KIND.sub("", title)
    return CalendarWish(verb="add", title=title, moment=moment, rule=rule, reminds=reminds, span=span)


def _subject(match: re.Match[str], words: str) -> str:
    if match["ja"]:
        return re.sub(r"(?:の|という)?(?:予定|リマインダー).*$", "", words)
    noun = match["noun"].rstrip("s").lower()
    named = match["pre"] if match["pre"].lower() not in ("next", "last", "set") else ""
    rest = re.sub(
        r"^\s*(?:from (?:my |the )?calendar|for|to|about|that|i have)\b", "", match["rest"], flags=re.IGNORECASE
    )
    about = "" if noun in ("calendar", "schedule", "agenda", "reminder", "event") else noun
    return f"{named} {about} {rest}" if named or about else rest


def _moved(words: str, now: datetime.datetime) -> CalendarWish | None:
    if is_japanese(words):
        match = _MOVE_JA.match(words)
        splits = [(match["what"], match["new"])] if match is not None else []
    else:
        match = _MOVE.match(words)
        what = match["what"] if match is not None else ""
        splits = [(what[: at.start()], what[at.end() :]) for at in re.finditer(r"\s+to\s+", what)]
    for what, to in splits:
        new = new_moment(to, now)
        if new is None or (new.end - new.start < len(to) / 2 and not new.problem) or new.shift is not None:
            continue
        once, what = _NEXT.match(what) is not None, _NEXT.sub("", what)
        every = not once and _WHOLE.search(f"{what} {to}") is not None
        what = " ".join(_WHOLE.sub(" ", what).split()) if every else what
        noun = (_NOUN_OF_JA if is_japanese(words) else _NOUN_OF).search(what)
        plain = _NOUN_OF_JA.sub("", what)
        if noun is not None and not is_japanese(words) and noun["generic"]:
            plain = f"{what[: noun.start()]} {what[noun.end() :]}"
        moment, title = find_moment(_FROM.sub("at ", what), now), _title(_FROM.sub("at ", plain), now)
        if not title and noun is None:
            return None
        return CalendarWish(
            verb="move", title=title, moment=moment, new=new, once=once, every=every, sure=every or noun is not None
        )
    return None


def _title(text: str, now: datetime.datetime) -> str:
    """What it is about: the text without what says when."""
    found = find_moment(text, now)
    plain = text
    for _ in range(3):
        if found is None or found.problem or found.end <= found.start or found.end > len(plain):
            break
        for start, end in sorted(found.spans or ((found.start, found.end),), reverse=True):
            plain = f"{plain[:start]} {plain[end:]}"
        found = find_moment(plain, now)
    edges = _EDGES_JA if is_japanese(plain) else _EDGES
    before = None
    plain = " ".join(plain.split()) if not is_japanese(plain) else plain.replace(" ", "")
    while before != plain:
        before = plain
        plain = edges.sub("", plain).strip(' ,.、。「」“”"')
    return "" if _NOTHING.match(plain) else plain
