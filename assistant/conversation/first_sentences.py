"""Whether the first sentence of an answer may be said, and what of the documents is said in its place."""

from __future__ import annotations

from assistant.conversation.grounding import Grounding
from assistant.documents.base import EvidenceSource
from assistant.documents.citing.added import adds_what_stands_there
from assistant.documents.citing.citations import opposite
from assistant.documents.questions.text_requests import asks_for_text
from assistant.documents.questions.yes_no import asks_leave, asks_permission, is_yes_no, said_first
from assistant.records import Citation


def instead_of(said: str, question: str, grounding: Grounding, source: EvidenceSource) -> Citation | None:
    """The source that says the opposite, or that somebody's leave is needed where it only says yes, or what was found where a yes
    or no has no source. None where it can stand."""
    passages = grounding.evidence.passages
    against = opposite(said, passages)
    if against is not None:
        return source.quote(passages[against.passage], against.start, against.end, 1)
    if not is_yes_no(question):
        return None
    word = said_first(said)[0]
    permission = asks_permission(question) and not asks_leave(f"{question} {said}")
    if word is None and not permission:
        return None
    cited = source.cite(said, grounding.evidence)
    if permission:
        leave = next((one for one in cited.citations if asks_leave(one.quote)), None)
        if leave is not None:
            return leave
    if word is None:
        return None
    support = cited.support
    return grounding.quote if support and not any(sentence.citations for sentence in support) else None


def is_borne(said: str, question: str, grounding: Grounding, source: EvidenceSource) -> bool:
    """Whether the documents bear it, or what is said in its place; not where it says itself that they do not hold the answer, or
    adds what stands in none of their sentences. A bare yes or no claims nothing of its own, and a text that is to be made need not
    stand anywhere."""
    if not said[said_first(said)[1] :].strip() or asks_for_text(question):
        return True
    cited = source.cite(said, grounding.evidence)
    if cited.refused:
        return False
    if not cited.support or any(sentence.citations for sentence in cited.support):
        return True
    if instead_of(said, question, grounding, source) is not None:
        return True
    return adds_what_stands_there(said, question, grounding.evidence.passages)
