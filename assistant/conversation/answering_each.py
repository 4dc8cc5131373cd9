"""One answer to several questions of a message: each is answered by itself, in order, and the citations are numbered through.

What one of them stands on is said where it is not what the others stand on: that the documents do not say, or general knowledge.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence

from assistant.conversation import wording
from assistant.conversation.answer_record import cited_answer
from assistant.conversation.grounding import Grounding
from assistant.conversation.prompt import PastTurn
from assistant.conversation.steps import AnswerOpened, Aside, Cited, Settled, StageEntered, Step
from assistant.conversation.turn_request import TurnRequest
from assistant.documents.base import CitedAnswer, EvidenceSource
from assistant.events import Stage
from assistant.llm.base import GenerationEnd, TextDelta
from assistant.records import CHAT_SERVER, AnswerPart, Basis, Citation, SentenceSupport

_BY_WEIGHT = (Basis.DOCUMENTS, Basis.DATA, Basis.MEMORY, Basis.GENERAL, Basis.SKILL)
"""What is told of an answer as a whole: the first of these that any of it stands on."""


@dataclasses.dataclass(slots=True, kw_only=True)
class _Part:
    request: TurnRequest
    opened: AnswerOpened
    start: int
    text: str = ""
    known: CitedAnswer | None = None


def answered_each(
    request: TurnRequest,
    parts: Sequence[TurnRequest],
    answer: Callable[[int, TurnRequest], Iterator[Step]],
    evidence: EvidenceSource,
) -> Iterator[Step]:
    """The steps of the answer to ``request``, which asks ``parts``; ``answer`` gives those of the part with a number. Raises as
    it does."""
    whole = _Whole(request, evidence)
    for at, part in enumerate(parts):
        asked = dataclasses.replace(part, answered=whole.turns[-1:] if part.asked_before else ())
        yield from whole.take(asked, answer(at, asked))
        if whole.cancelled:
            break
    if whole.ends:
        yield whole.end()


class _Whole:
    """The answer as far as it goes."""

    def __init__(self, request: TurnRequest, evidence: EvidenceSource) -> None:
        self._request, self._evidence = request, evidence
        self._text = ""
        self._parts: list[_Part] = []
        self._citations: list[Citation] = []
        self._support: list[SentenceSupport] = []
        self._refused: list[bool] = []
        self._told: list[AnswerPart] = []
        self._closest: Citation | None = None
        self.turns: tuple[PastTurn, ...] = ()
        self.ends: list[GenerationEnd] = []

    @property
    def cancelled(self) -> bool:
        """Whether it was stopped."""
        return bool(self.ends) and self.ends[-1].reason == "cancelled"

    def take(self, request: TurnRequest, steps: Iterator[Step]) -> Iterator[Step]:
        """Passes on what belongs to the whole answer, and tells what it stands on with this part."""
        part: _Part | None = None
        held = ""
        for step in steps:
            match step:
                case AnswerOpened():
                    part = _Part(request=request, opened=step, start=0)
                    if not self._parts:
                        yield dataclasses.replace(step, sent=self._request.question)
                case TextDelta():
                    assert part is not None  # noqa: S101 - AnswerOpened comes first
                    piece = held + self._once(step.text if part.text else step.text.lstrip())
                    held = piece[len(piece.rstrip()) :]
                    if piece.strip():
                        before = "" if part.text else self._before(part)
                        yield dataclasses.replace(step, text=before + piece.rstrip())
                        self._text += before + piece.rstrip()
                        if not part.text:
                            part.start = len(self._text) - len(piece.rstrip())
                        # Where it stands is told beside it: the next part's prompt does not have it.
                        part.text += "" if isinstance(step, Aside) else piece.rstrip()
                case Cited():
                    assert part is not None  # noqa: S101
                    part.known = step.cited
                case GenerationEnd():
                    self.ends.append(step)
                case StageEntered() if step.stage is Stage.SEARCHING:
                    # All were searched before, and that was told.
                    pass
                case _:
                    yield step
        assert part is not None  # noqa: S101
        self._add(part)
        yield Cited(cited=self._cited())
        yield Settled(opened=self._opened(), closest=self._closest, parts=tuple(self._told))

    def end(self) -> GenerationEnd:
        """All that the model read and wrote."""
        return GenerationEnd(
            reason=self.ends[-1].reason,
            prompt_tokens=sum(one.prompt_tokens for one in self.ends),
            reused_tokens=sum(one.reused_tokens for one in self.ends),
            completion_tokens=sum(one.completion_tokens for one in self.ends),
            prompt_ms=sum(one.prompt_ms for one in self.ends),
            generation_ms=sum(one.generation_ms for one in self.ends),
        )

    def _once(self, text: str) -> str:
        """The text without a remark on the model that was made before."""
        remark = wording.too_small(japanese=wording.is_japanese(self._request.question))
        return text.removesuffix(remark) if remark in self._text else text

    def _before(self, part: _Part) -> str:
        """What stands before the text of a part: an empty line, and which question it is where that is not plain."""
        apart = "\n\n" if self._text else ""
        grounding = part.opened.grounding
        if grounding.refuse:
            return apart + wording.of_this_question(part.request.question)
        searched = grounding.evidence.took_ms > 0
        if grounding.basis is Basis.GENERAL and searched:
            return apart + wording.from_general_knowledge(part.request.question)
        return apart

    def _add(self, part: _Part) -> None:
        grounding = part.opened.grounding
        # Stopped before its first word, it stands on nothing.
        cited = cited_answer(part.text, grounding, part.known, self._evidence if part.text else None)
        if cited.citations and not cited.support:
            stands = SentenceSupport(start=0, end=len(part.text), citations=tuple(one.n for one in cited.citations))
            cited = dataclasses.replace(cited, support=(stands,))
        numbers = {one.n: self._number(one) for one in cited.citations}
        self._support += [
            dataclasses.replace(
                mark,
                start=part.start + mark.start,
                end=part.start + mark.end,
                citations=tuple(dict.fromkeys(numbers[n] for n in mark.citations)),
            )
            for mark in cited.support
        ]
        self._refused.append(cited.refused)
        if part.text:
            self._told.append(
                AnswerPart(
                    question=part.request.question,
                    start=part.start,
                    end=part.start + len(part.text),
                    refused=cited.refused,
                    basis=grounding.basis,
                    citations=tuple(dict.fromkeys(numbers.values())),
                )
            )
        if cited.refused and self._closest is None:
            self._closest = grounding.quote
        self._parts.append(part)
        self.turns = (*self.turns, PastTurn(question=part.opened.sent, answer=part.text))

    def _number(self, citation: Citation) -> int:
        """Its number in the whole answer; a place that is cited already keeps its own."""
        for one in self._citations:
            if (one.document_id, one.page, one.start, one.end) == (
                citation.document_id,
                citation.page,
                citation.start,
                citation.end,
            ):
                return one.n
        self._citations.append(dataclasses.replace(citation, n=len(self._citations) + 1))
        return len(self._citations)

    def _cited(self) -> CitedAnswer:
        return CitedAnswer(citations=tuple(self._citations), support=tuple(self._support), refused=all(self._refused))

    def _opened(self) -> AnswerOpened:
        opened = [part.opened for part in self._parts]
        found = [one.grounding for one in opened]
        evidence = dataclasses.replace(
            found[0].evidence,
            passages=tuple(passage for one in found for passage in one.evidence.passages),
            took_ms=sum(one.evidence.took_ms for one in found),
            unfinished=any(one.evidence.unfinished for one in found),
        )
        models = [one.model for one in opened if one.model]
        away = [model for model in models if model.startswith(CHAT_SERVER)]
        return AnswerOpened(
            sent=self._request.question,
            model=(away or models or [""])[-1],
            grounding=Grounding(
                evidence=evidence,
                remembered=tuple(dict.fromkeys(note for one in found for note in one.remembered)),
                basis=next(basis for basis in _BY_WEIGHT if any(one.basis is basis for one in found)),
                refuse=all(self._refused),
                computed=next((one.computed for one in found if one.computed is not None), None),
                tried=next((one.tried for one in found if one.tried is not None), None),
            ),
            dropped_turns=max(one.dropped_turns for one in opened),
            context_tokens=max(one.context_tokens for one in opened),
        )
