"""What the window says of the exam. Pure."""

from __future__ import annotations

import statistics

from assistant.records import ExamAnswer, ExamQuestion, ExamRun, ExamState
from ui.keeping.backup_words import moment
from ui.translations import tr
from ui.widgets.counts import number


def run_words(run: ExamRun) -> str:
    """How many of a sitting's questions were answered rightly."""
    words = tr("{right} of {asked} right").format(right=run.right, asked=len(run.answers))
    return words if run.state is not ExamState.STOPPED else tr("{words}, not taken to its end").format(words=words)


def run_details(run: ExamRun) -> str:
    """When, with what, how well the pages were found, and how long an answer took."""
    parts = [moment(run.began_at)]
    if "chat" in run.setup:
        parts.append(run.setup["chat"])
    found = [answer.found for answer in run.answers if answer.found is not None]
    if found:
        shown = sum(bool(answer.cited) for answer in run.answers)
        parts.append(
            tr("page found for {found} of {known}, shown for {shown}").format(
                found=sum(found), known=len(found), shown=shown
            )
        )
    if run.answers:
        seconds = statistics.median(answer.took_ms for answer in run.answers) / 1000
        parts.append(tr("{seconds} s an answer").format(seconds=number(seconds, 1)))
    return " · ".join(parts)


def changes(before: ExamRun, setup: dict[str, str]) -> list[str]:
    """What has changed since a sitting, a line each."""
    names = {
        "chat": tr("Model that answers"),
        "embedding": tr("Model that finds by meaning"),
        "rerank": tr("Model that sorts what was found"),
        "code": tr("Model that writes statements"),
        "sotto": tr("Sotto"),
        "chat_context_tokens": tr("Tokens in view"),
        "chat_instructions": tr("Instructions"),
        "chat_max_answer_tokens": tr("Longest answer"),
        "documents_passage_tokens": tr("Tokens of documents"),
        "documents_rerank": tr("Sorting what was found"),
    }
    none = tr("as usual")
    return [
        tr("{what}: {before} → {now}").format(
            what=names.get(name, name), before=before.setup.get(name, none), now=setup.get(name, none)
        )
        for name in dict.fromkeys([*before.setup, *setup])
        if before.setup.get(name) != setup.get(name)
    ]


def mark_words(answer: ExamAnswer | None) -> str:
    """Whether a question was answered rightly."""
    if answer is None:
        return tr("Not asked yet")
    if answer.right:
        return tr("Right")
    return tr("Wrong: it said that your documents do not say") if answer.refused else tr("Wrong")


def expected_words(question: ExamQuestion) -> str:
    """What a right answer is, and where it stands."""
    if not question.answerable:
        return tr("Right is to say that your documents do not answer it.")
    expected = question.expected or " ".join(question.quote.split())
    place = ""
    if question.document is not None:
        place = question.document.name
        if question.page is not None:
            place = tr("{document}, page {page}").format(document=place, page=question.page)
    parts = [tr("“{expected}”").format(expected=expected) if expected else "", place]
    return " · ".join(part for part in parts if part)
