"""Whether an answer of the exam is right. Pure."""

from __future__ import annotations

from assistant.documents.citing.quotable import numbers_in, terms_in
from assistant.documents.finding import query_words
from assistant.exam.base import Unrecorded
from assistant.records import Citation, ExamAnswer, ExamQuestion, Passage

MOST_WORDS = 6
"""Up to so many words are a name, a number or a phrase, which a right answer repeats whole; of a longer text it holds the gist."""
GIST = 0.6
"""The share of a longer text's terms that a right answer holds."""


def score(question: ExamQuestion, answer: Unrecorded, took_ms: float) -> ExamAnswer:
    """How well ``answer`` does."""
    found = cited = None
    if question.document_id is not None:
        found = any(_is_there(question, passage) for passage in answer.passages)
        cited = any(_is_there(question, citation) for citation in answer.citations)
    if not question.answerable:
        right = answer.refused
    elif answer.refused:
        right = False
    else:
        right = holds(answer.text, question.expected) if question.expected else bool(cited)
    return ExamAnswer(
        question=question.id,
        right=right,
        refused=answer.refused,
        found=found,
        cited=cited,
        text=answer.text,
        took_ms=took_ms,
    )


def holds(text: str, expected: str) -> bool:
    """Whether an answer says what was expected: all of a few words, in any form and with numbers in figures or words, or the gist
    of more than that, with every number."""
    wanted = terms_in(expected)
    if not wanted:
        # Nothing but small words, such as a yes.
        return set(query_words.words(expected)) <= set(query_words.words(text))
    held = terms_in(text)
    if not numbers_in(expected) <= numbers_in(text):
        return False
    if len(wanted) <= MOST_WORDS:
        return wanted <= held
    return len(wanted & held) >= GIST * len(wanted)


def _is_there(question: ExamQuestion, place: Passage | Citation) -> bool:
    return place.document_id == question.document_id and place.page == question.page
