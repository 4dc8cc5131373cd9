"""Whether a turn stands on the documents, and on which passages."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from assistant.conversation.turn_request import TurnRequest
from assistant.documents.base import ComputedAnswer, Evidence, EvidenceSource
from assistant.documents.questions.text_requests import subject
from assistant.records import Basis, Citation, DataAnswer, Remembered

_FOLLOWED = 6
"""Questions that a follow-up may go back over."""
NOTHING = Evidence(passages=(), sufficient=False, took_ms=0.0)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Grounding:
    """What was found. ``refuse`` says that the documents were asked for and do not hold the answer; ``quote`` is the sentence
    that comes nearest to answering. ``remembered`` is what was said earlier and belongs to the question. ``computed`` is an answer
    from tables, which stands by itself; ``tried`` a statement over tables that gave none."""

    evidence: Evidence = NOTHING
    remembered: tuple[Remembered, ...] = ()
    quote: Citation | None = None
    basis: Basis = Basis.GENERAL
    refuse: bool = False
    computed: ComputedAnswer | None = None
    tried: DataAnswer | None = None


def wants_documents(request: TurnRequest, source: EvidenceSource) -> bool:
    """Whether to search at all: as asked, else by the setting and whether there is anything to search."""
    if request.use_documents is not None:
        return request.use_documents
    use = request.settings.documents_use
    return use == "always" or (use == "auto" and source.has_documents(request.collection))


def ground(request: TurnRequest, source: EvidenceSource, previous: Sequence[str]) -> Grounding:
    """Searches; ``previous`` are the questions before it, oldest first. Where the documents were demanded and do not suffice, the
    answer is a refusal and the model is not asked; and where the question said where to look, and there is nothing."""
    asked = subject(request.question)
    evidence = source.find(
        asked,
        previous_questions=previous[-_FOLLOWED:],
        collection=request.collection,
        filters=request.filters,
        document=request.document,
        look_in=request.look_in,
        has_time=lambda: not (request.spoken or request.cancel.cancelled),
    )
    if asked != request.question:
        # What was looked for is not what is to be done with it.
        evidence = dataclasses.replace(evidence, meant="")
    if evidence.documents == 0:
        return Grounding(evidence=evidence, basis=Basis.DOCUMENTS, refuse=True)
    quote = source.best_quote(evidence) if evidence.sufficient or _demanded(request) else None
    return _decided(request, Grounding(evidence=evidence, quote=quote))


def judged(request: TurnRequest, grounding: Grounding, likelihood: float, *, enough: float) -> Grounding:
    """The same after the model's own judgement, which makes it so likely that the passages hold the answer."""
    evidence = dataclasses.replace(grounding.evidence, likelihood=likelihood, sufficient=likelihood >= enough)
    return _decided(request, dataclasses.replace(grounding, evidence=evidence))


def unborne(request: TurnRequest, grounding: Grounding) -> Grounding:
    """The same after the model began to write what its passages do not bear."""
    evidence = dataclasses.replace(grounding.evidence, sufficient=False)
    return _decided(request, dataclasses.replace(grounding, evidence=evidence))


def _decided(request: TurnRequest, grounding: Grounding) -> Grounding:
    evidence = grounding.evidence
    if evidence.sufficient and evidence.passages:
        return dataclasses.replace(grounding, basis=Basis.DOCUMENTS)
    # What a document that is named says, nothing but the document can tell.
    if _demanded(request) or evidence.filters:
        return dataclasses.replace(grounding, basis=Basis.DOCUMENTS, refuse=True)
    return Grounding(evidence=dataclasses.replace(evidence, passages=()))


def _demanded(request: TurnRequest) -> bool:
    return request.use_documents is True or (
        request.use_documents is None and request.settings.documents_use == "always"
    )
