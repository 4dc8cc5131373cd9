"""How a fact and its dates are said."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDate, QLocale

from assistant.records import Fact, FactOrigin, ForgetAmounts, ForgetPlan
from ui.translations import tr
from ui.widgets.counts import chats, facts, messages
from ui.widgets.engine_words import joined
from ui.widgets.excerpts import quoted


def day(unix_s: float) -> str:
    """A date as the window's language writes it."""
    date = datetime.fromtimestamp(unix_s).astimezone().date()
    return QLocale().toString(QDate(date.year, date.month, date.day), QLocale.FormatType.ShortFormat)


def fact_words(fact: Fact) -> str:
    """Since when, until when and from where; the quote where it says more than the fact."""
    if fact.until is not None:
        parts = [tr("From {since} until {until}.").format(since=day(fact.since), until=day(fact.until))]
    else:
        parts = [tr("Since {since}.").format(since=day(fact.since))]
    if fact.forget_at is not None:
        parts.append(tr("It is forgotten on {day}.").format(day=day(fact.forget_at)))
    if fact.origin is FactOrigin.WRITTEN:
        parts.append(tr("You wrote it here."))
    elif fact.origin is FactOrigin.TOLD:
        parts.append(tr("You asked to remember it."))
    else:
        parts.append(tr("You said it in a chat."))
    if fact.source is not None and fact.source.quote not in ("", fact.text):
        parts.append(quoted(fact.source.quote))
    return joined(*parts)


def amounts_words(amounts: ForgetAmounts) -> str:
    """What would go, in numbers; empty where there is nothing."""
    said = tr("{chats} with {messages}").format(chats=chats(amounts.conversations), messages=messages(amounts.messages))
    parts = [words for count, words in ((amounts.conversations, said), (amounts.facts, facts(amounts.facts))) if count]
    return tr("{chats}, and {facts}").format(chats=parts[0], facts=parts[1]) if len(parts) > 1 else "".join(parts)


def plan_words(plan: ForgetPlan) -> str:
    """What goes with what is to be forgotten."""
    parts = []
    if len(plan.facts) > 1:
        parts.append(tr("%Ln facts go.", None, len(plan.facts)))
    if plan.messages:
        parts.append(tr("%Ln of your messages and their answers lose their words.", None, len(plan.messages)))
    extra = len(plan.answers) - len(plan.messages)
    if extra > 0:
        parts.append(tr("%Ln other answers that repeat it go too.", None, extra))
    parts.append(tr("This cannot be undone."))
    return joined(*parts)
