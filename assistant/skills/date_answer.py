"""Answers about the calendar and the clock: "what day is it in three weeks?", "what time is it in Tokyo?"."""

from __future__ import annotations

import dataclasses
import datetime
import re

from assistant.skills import said
from assistant.skills.base import AsksNothing, Context, Intent, Planned, Say, Understood
from assistant.skills.time_words.moments import Moment, find_moment
from assistant.skills.zones import zone_named

_TIME = re.compile(
    r"^(?:what(?:[’']s| is)?|tell me|give me|show me|let me know|do you (?:know|have)|check) (?:is )?(?:the )?(?:(?:current"
    r"|exact|correct|local) )?(?:time|hour)"
    r"(?: is it| it is| now)?(?: (?:right )?now| today| currently| at the moment| over)*(?P<rest>(?: (?:over )?(?:in|at"
    r"|for) .+)?)(?: (?:right )?now| currently)?$"
    r"|^(?:今(?:は)?|現在(?:の)?)?(?:の)?(?:時刻|時間)?(?:は|を)?(?:何時|なんじ)(?:ですか|でしょうか|か教えて|か)?$|^(?:今"
    r"|現在)の(?:時刻|時間)(?:は|を教えて)?$"
    r"|^(?:今|いま|現在)?、?(?P<rest_ja>.+?)(?:って|は|では|の)?(?:今|現在)?(?:の?時刻は|の?時間は|は)?(?:今)?(?:何時|なんじ)(?:ですか|でしょうか"
    r"|か教えて|か)?$",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"^(?:what(?:[’']s| is| was| will be)?|tell me|give me|let me know|i want|i[’']d like(?: to get)?"
    r"|i would like(?: to (?:get|know))?|just let me know|show me) "
    r"(?:the )?(?:current |exact |today[’']?s )?(?:date|day(?: of the week)?)(?: of the month)?(?P<rest>(?:[, ].*)?)$"
    r"|^(?:what day|which day|what date)(?: of the week)?(?: is| was| will)(?P<rest2> .+)$|^(?:today[’']?s date|today date"
    r"|what(?:[’']s| is) today)$"
    r"|^(?P<rest_ja>.*?)(?:は|って)?(?:何日|何曜日?|なんにち|なんようび|何月何日)(?:ですか|でしょうか|か教えて|か"
    r"|になりますか|だっけ|になる)?$|^今日の(?:日付|曜日)(?:は|を教えて)?$",
    re.IGNORECASE,
)
_IS_IT = re.compile(
    r"^is (?:it|today) (?P<day>\w+)(?: today)?$|^(?:今日は)(?P<day_ja>[月火水木金土日])曜日?ですか$", re.IGNORECASE
)
_UNTIL = re.compile(
    r"^how (?:(?:many|much) (?P<unit>days?|weeks?|months?|time)|long)(?: is it| are (?:there|left)| is left| left| do i have"
    r"| remain)*(?: left)? (?:until|till|to|before|for) (?P<what>.+)$"
    r"|^(?P<what_ja>.+?)まで(?:は)?(?:あと)?(?:何(?P<unit_ja>日|週間?|か月|ヶ月))(?:ありますか|ですか|か|ある)?$",
    re.IGNORECASE,
)
_ZONE = re.compile(
    r"^(?:what|which|in what|in which) time ?zone is (?P<place>.+?)(?: (?:located )?in)?$|^what(?:[’']s"
    r"| is) the time ?zone (?:of|in|for) (?P<place2>.+)$"
    r"|^(?P<place3>.+?) (?:is in|can be found in) what time ?zone$",
    re.IGNORECASE,
)
_LOCATED = re.compile(r"\s+located$", re.IGNORECASE)
_CONVERT = re.compile(
    r"^(?:if|when) (?:it[’']?s|it is|is it) (?P<time>.+?) (?:in|on) (?P<place>.+?),? what time is it (?:in )?(?P<other>.+)$"
    r"|^what time is it in (?P<other2>.+?) (?:when|if) (?:it[’']?s|it is) (?P<time2>.+?) in (?P<place2>.+)$",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"\b(?:is it|it is|it will be|will it be|will be|is|was|be|fall on|falls? on|on|for|now|right|going to|today[’']?s date"
    r"|the date of|of)\b|[,?]",
    re.IGNORECASE,
)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DateQuestion:
    """``kind`` is ``time``, ``date``, ``is_it``, ``until``, ``zone`` or ``convert``; ``moment`` and ``place`` are its subject."""

    kind: str
    moment: Moment | None = None
    place: str = ""
    other: str = ""
    unit: str = "day"
    name: str = ""


class DateAnswer(AsksNothing):
    """Tells dates, days of the week, times in other places, and how long it is until a day."""

    name = "date.ask"

    def understand(self, text: str, context: Context) -> Understood:
        """See ``Skill``; as the next."""
        found = self._question(text, context)
        return Intent(skill=self.name, arguments=found) if found is not None else None

    def plan(self, intent: Intent, context: Context) -> Planned | None:
        asked: DateQuestion = intent.arguments
        if asked.moment is not None and asked.moment.problem == "no_such_day":
            return Say(sentence=context.words("There is no such day in the calendar.", "その日付は暦にありません。"))
        answer = {
            "time": self._time,
            "zone": self._zone,
            "convert": self._convert,
            "until": self._until,
            "is_it": self._is_it,
            "date": self._date,
        }[asked.kind](asked, context)
        return Say(sentence=answer) if answer else None

    def _question(self, text: str, context: Context) -> DateQuestion | None:
        if match := _CONVERT.match(text):
            moment = find_moment(f"at {match['time'] or match['time2']}", context.now)
            place, other = match["place"] or match["place2"], match["other"] or match["other2"]
            return DateQuestion(kind="convert", moment=moment, place=place, other=other) if moment is not None else None
        if match := _ZONE.match(text):
            place = _LOCATED.sub("", match["place"] or match["place2"] or match["place3"])
            return DateQuestion(kind="zone", place=place) if zone_named(place) else None
        if match := _IS_IT.match(text):
            moment = find_moment(f"{match['day_ja']}曜日" if match["day_ja"] else match["day"], context.now)
            return DateQuestion(kind="is_it", moment=moment) if moment is not None and moment.day is not None else None
        if match := _UNTIL.match(text):
            moment = find_moment(match["what"] or match["what_ja"], context.now)
            if moment is None or (moment.day is None and not moment.problem):
                return None
            weeks = "week" in (match["unit"] or "").lower() or "週" in (match["unit_ja"] or "")
            return DateQuestion(kind="until", moment=moment, unit="week" if weeks else "day")
        if match := _TIME.match(text):
            place = re.sub(r"^ *(?:over )?(?:in|at|for) ", "", match["rest"] or match["rest_ja"] or "")
            place = re.sub(r"\s+(?:right now|now|currently)$", "", place, flags=re.IGNORECASE)
            return DateQuestion(kind="time", place=place) if not place or zone_named(place) else None
        if match := _DATE.match(text):
            return _dated(match["rest"] or match["rest2"] or match["rest_ja"] or "", context)
        return None

    def _time(self, asked: DateQuestion, context: Context) -> str:
        if not asked.place:
            at = said.time(context.now, japanese=context.japanese)
            return context.words(f"It is {at}.", f"{at}です。")
        zone = zone_named(asked.place)
        there = context.now.astimezone(zone)
        at = said.time(there, japanese=context.japanese)
        if there.date() != context.now.date():
            at = said.moment(there, context.now, japanese=context.japanese)
        return context.words(f"It is {at} in {asked.place}.", f"{asked.place}は{at}です。")

    def _zone(self, asked: DateQuestion, context: Context) -> str:
        zone = zone_named(asked.place)
        if zone is None:
            return ""
        there = context.now.astimezone(zone)
        minutes = int((there.utcoffset() or datetime.timedelta()).total_seconds() // 60)
        sign, hours = "-" if minutes < 0 else "+", f"{abs(minutes) // 60}:{abs(minutes) % 60:02d}"
        return context.words(
            f"{asked.place} is in {zone.key}, now UTC{sign}{hours}.",
            f"{asked.place}は{zone.key}、現在UTC{sign}{hours}です。",
        )

    def _convert(self, asked: DateQuestion, context: Context) -> str:
        here, there = _zone_of(asked.place, context), _zone_of(asked.other, context)
        if here is None or there is None or asked.moment is None:
            return ""
        return _converted(asked, here, there, context)

    def _until(self, asked: DateQuestion, context: Context) -> str:
        assert asked.moment is not None  # noqa: S101 - understood with one
        assert asked.moment.day is not None  # noqa: S101
        today, day = context.now.date(), asked.moment.day
        count = (day - today).days
        on = said.full_day(day, japanese=context.japanese)
        if count < 0:
            return context.words(f"{on} is over: it was {-count} days ago.", f"{on}はもう{-count}日前です。")
        unit, size = ("week", 7) if asked.unit == "week" else ("day", 1)
        whole, rest = divmod(count, size)
        if unit == "week":
            more = context.words(f" and {_count(rest, 'day')}", f"と{rest}日") if rest else ""
            much = context.words(_count(whole, "week"), f"{whole}週間") + more
        else:
            much = context.words(_count(count, "day"), f"{count}日")
        return context.words(f"{much} until {on}.", f"{on}まであと{much}です。")

    def _is_it(self, asked: DateQuestion, context: Context) -> str:
        assert asked.moment is not None  # noqa: S101 - understood with one
        assert asked.moment.day is not None  # noqa: S101
        today = context.now.date()
        is_it = asked.moment.day.weekday() == today.weekday()
        on = said.full_day(today, japanese=context.japanese)
        return context.words(
            f"{'Yes' if is_it else 'No'}, today is {on}.", f"{'はい' if is_it else 'いいえ'}、今日は{on}です。"
        )

    def _date(self, asked: DateQuestion, context: Context) -> str:
        today = context.now.date()
        day = today
        if asked.moment is not None:
            at = asked.moment.at(context.now)
            day = asked.moment.day or (at.date() if at is not None else today)
        on = said.full_day(day, japanese=context.japanese)
        if day == today:
            return context.words(f"Today is {on}.", f"今日は{on}です。")
        return context.words(f"{on}.", f"{on}です。")


def _dated(rest: str, context: Context) -> DateQuestion | None:
    """The question for a date, where what it is about is a moment and nothing else."""
    plain = " ".join(_FILLER.sub(" ", rest).split())
    if not plain or plain in ("today", "今日", "current", "it", "this"):
        return DateQuestion(kind="date")
    moment = find_moment(rest, context.now)
    if moment is None:
        return None
    if moment.problem:
        return DateQuestion(kind="date", moment=moment)
    left = " ".join(_FILLER.sub(" ", f"{rest[: moment.start]} {rest[moment.end :]}").split())
    left = re.sub(r"^(?:it|the|day|date|this|next year|の|は|に|から)*\s*(?:日付|日|曜日)?$", "", left)
    return DateQuestion(kind="date", moment=moment) if not left else None


def _converted(asked: DateQuestion, here: datetime.tzinfo, there: datetime.tzinfo, context: Context) -> str:
    assert asked.moment is not None  # noqa: S101 - understood with one
    now = context.now.astimezone(here)
    start = asked.moment.halves(now)[0].at(now)
    if start is None:
        return ""
    end = start.astimezone(there)
    days = (end.date() - start.date()).days
    later = {0: "", 1: context.words(" the next day", "（翌日）"), -1: context.words(" the day before", "（前日）")}[
        days
    ]
    at, then = said.time(start, japanese=context.japanese), said.time(end, japanese=context.japanese)
    return context.words(
        f"When it is {at} in {asked.place}, it is {then}{later} in {asked.other}.",
        f"{asked.place}が{at}のとき、{asked.other}は{then}{later}です。",
    )


def _zone_of(place: str, context: Context) -> datetime.tzinfo | None:
    return context.now.tzinfo if place.lower() in ("here", "ここ", "こちら") else zone_named(place)


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
