"""How a fact and its dates are said."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from assistant.records import Fact, FactOrigin, ForgetAmounts, ForgetPlan
from ui.widgets.engine_words import joined


def day(unix_s: float) -> str:
    """A date as the window's language writes it."""
    date = datetime.fromtimestamp(unix_s).astimezone().date()
    return QLocale().toString(QDate(date.year, date.month, date.day), QLocale.FormatType.ShortFormat)


def fact_words(fact: Fact) -> str:
    """Since when, until when and from where; the quote where it says more than the fact."""
    if fact.until is not None:
        parts = [_tr("From {since} until {until}.").format(since=day(fact.since), until=day(fact.until))]
    else:
        parts = [_tr("Since {since}.").format(since=day(fact.since))]
    if fact.forget_at is not None:
        parts.append(_tr("It is forgotten on {day}.").format(day=day(fact.forget_at)))
    if fact.origin is FactOrigin.WRITTEN:
        parts.append(_tr("You wrote it here."))
    elif fact.origin is FactOrigin.TOLD:
        parts.append(_tr("You asked to remember it."))
    else:
        parts.append(_tr("You said it in a chat."))
    if fact.source is not None and fact.source.quote not in ("", fact.text):
        parts.append(f"“{fact.source.quote}”")
    return joined(*parts)


def amounts_words(amounts: ForgetAmounts) -> str:
    """What would go, in numbers."""
    return _tr("{chats} chats with {messages} messages, and {facts} facts").format(
        chats=amounts.conversations, messages=amounts.messages, facts=amounts.facts
    )


def plan_words(plan: ForgetPlan) -> str:
    """What goes with what is to be forgotten."""
    parts = []
    if len(plan.facts) > 1:
        parts.append(_tr("{count} facts go.").format(count=len(plan.facts)))
    if plan.messages:
        parts.append(
            _tr("{count} of your messages and their answers lose their words.").format(count=len(plan.messages))
        )
    extra = len(plan.answers) - len(plan.messages)
    if extra > 0:
        parts.append(_tr("{count} other answers that repeat it go too.").format(count=extra))
    parts.append(_tr("This cannot be undone."))
    return joined(*parts)


def _tr(text: str) -> str:
    return QCoreApplication.translate("MemoryWords", text)
