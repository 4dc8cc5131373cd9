"""A turn's steps as they are kept and told: text on the disk token by token, events to the listeners, the answer at the end."""

from __future__ import annotations

import dataclasses
import logging

from assistant.clock import Clock
from assistant.conversation.acting import SkillSource
from assistant.conversation.grounding import Grounding
from assistant.conversation.history import ConversationStore
from assistant.conversation.remembering import MemorySource
from assistant.conversation.steps import AnswerOpened, Aside, Cited, DeedProposed, Quoted, Settled, StageEntered, Step
from assistant.conversation.turn import Turn, TurnSink
from assistant.documents.base import CitedAnswer, EvidenceSource
from assistant.errors import ErrorReport, Interrupted, NotFound, UserFacingError
from assistant.events import AnswerDelta, QuoteFound, Stage, StageChanged, TurnFinished
from assistant.ids import ConversationId, MessageId
from assistant.llm.base import GenerationEnd, PromptProgress, TextDelta
from assistant.records import Action, Answer, AnswerPart, Basis, Citation, MessageState, Timings

PROGRESS_INTERVAL_S = 0.1

_log = logging.getLogger(__name__)


class AnswerRecord:
    """The answer to one stored question. ``take`` and ``end`` belong to one thread."""

    def __init__(
        self,
        turn: Turn,
        conversation: ConversationId,
        question_id: MessageId,
        *,
        store: ConversationStore,
        evidence: EvidenceSource,
        clock: Clock,
        tell: TurnSink,
        memory: MemorySource | None = None,
        skills: SkillSource | None = None,
    ) -> None:
        self._turn = turn
        self._conversation = conversation
        self._question_id = question_id
        self._store = store
        self._evidence = evidence
        self._clock = clock
        self._tell = tell
        self._memory = memory
        self._skills = skills
        self._actions: tuple[Action, ...] = ()
        self._asked_at = clock.monotonic()
        self._message: MessageId | None = None
        self._opened = AnswerOpened(sent="", model="", grounding=Grounding())
        self._pieces = 0
        self._written = ""
        self._by_model = ""
        self._told_at = float("-inf")
        self._first_at: float | None = None
        self._generation: GenerationEnd | None = None
        self._cited: CitedAnswer | None = None
        self._closest: Citation | None = None
        self._parts: tuple[AnswerPart, ...] = ()

    def take(self, step: Step) -> TextDelta | None:
        """One more step. Progress is told at most ten times a second; text is stored and then told.

        A deed is done now; what is said of it is returned, and taken already.
        """
        match step:
            case StageEntered():
                self._stage(step.stage, step.progress, step.page, step.pages)
            case Cited():
                self._cited = step.cited
            case Settled():
                self._opened, self._closest, self._parts = step.opened, step.closest, step.parts
            case Quoted():
                self._tell(QuoteFound(turn_id=self._turn.id, citation=step.citation, says=step.says))
            case AnswerOpened():
                self._opened = step
                self._message = self._store.begin_answer(
                    self._conversation, self._question_id, sent=step.sent, model=step.model
                )
            case PromptProgress():
                now = self._clock.monotonic()
                if now - self._told_at >= PROGRESS_INTERVAL_S or step.done >= step.total:
                    self._told_at = now
                    share = (step.done - step.reused) / max(step.total - step.reused, 1)
                    self._stage(Stage.READING_PROMPT, share)
            case TextDelta():
                self._add_text(step.text)
                self._by_model += "" if isinstance(step, Aside) else step.text
            case GenerationEnd():
                self._generation = step
            case DeedProposed():
                assert self._skills is not None and self._message is not None  # noqa: S101, PT018 - they proposed it
                outcome = self._skills.carry_out(step.proposal, self._message)
                self._actions = outcome.actions
                self._add_text(outcome.sentence)
                self._by_model += outcome.sentence
                return TextDelta(text=outcome.sentence, tokens=0)
        return None

    def end(self, failure: Exception | None) -> None:
        """Stores how it ended and tells it: ``TurnFinished``, whatever happens."""
        gone = self._deleted_meanwhile()
        if gone is not None:
            self._tell(TurnFinished(turn_id=self._turn.id, answer=None, error=_report(gone)))
            return
        cancelled = failure is None and self._generation is not None and self._generation.reason == "cancelled"
        interrupted = cancelled or isinstance(failure, Interrupted)
        error = None if failure is None or interrupted else _report(failure)
        answer: Answer | None = None
        try:
            answer = self._stored(
                MessageState.FAILED if error else MessageState.INTERRUPTED if interrupted else MessageState.COMPLETE
            )
        except Exception as second:  # noqa: BLE001 - a turn ends with TurnFinished; the first failure is the one to tell
            report = _report(second)
            error = error or report
        finally:
            self._tell(TurnFinished(turn_id=self._turn.id, answer=answer, error=error, interrupted=interrupted))

    def _deleted_meanwhile(self) -> NotFound | None:
        """What is wrong where the user deleted the conversation while it was being answered."""
        try:
            self._store.require(self._conversation)
        except NotFound as gone:
            return gone
        except Exception:  # noqa: BLE001 - storing will tell
            return None
        return None

    def _add_text(self, text: str) -> None:
        """More text. The first is told without the white space some models begin with."""
        assert self._message is not None  # noqa: S101 - AnswerOpened comes first
        if self._first_at is None:
            self._first_at = self._clock.monotonic()
            self._stage(Stage.ANSWERING)
        self._store.append_piece(self._message, self._pieces, text)
        self._pieces += 1
        shown = text if self._written.strip() else text.lstrip()
        self._written += text
        if shown:
            self._tell(AnswerDelta(turn_id=self._turn.id, text=shown))

    def _stored(self, state: MessageState) -> Answer | None:
        """The answer with its citations, stored; None when none was opened."""
        if self._message is None:
            return None
        text = self._written.strip()
        grounding = self._opened.grounding
        whole = state is not MessageState.FAILED
        cited = cited_answer(text, grounding, self._cited, self._evidence if whole else None)
        computed = grounding.computed if whole else None
        refused = cited.refused
        remembered = grounding.remembered
        if self._opened.deed is not None and self._memory is not None and state is not MessageState.FAILED:
            remembered = (*self._memory.carry_out(self._opened.deed, self._question_id), *remembered)
        answer = Answer(
            text=text,
            conversation=self._conversation,
            message=self._message,
            turn=self._store.turn_number(self._conversation, self._question_id),
            model=self._opened.model,
            basis=grounding.basis,
            refused=refused,
            citations=cited.citations,
            support=cited.support,
            closest=self._closest or (grounding.quote if refused else None),
            timings=self._timings(),
            dropped_messages=self._opened.dropped_turns * 2,
            state=state,
            remembered=remembered,
            actions=self._actions,
            still_indexing=grounding.evidence.unfinished,
            parts=self._parts,
            data=computed.data if computed is not None else grounding.tried,
        )
        self._store.finish_answer(answer, written=self._by_model)
        return answer

    def _timings(self) -> Timings:
        asked, now, end = self._asked_at, self._clock.monotonic(), self._generation
        return Timings(
            retrieval_ms=self._opened.grounding.evidence.took_ms,
            first_token_ms=(self._first_at - asked) * 1000 if self._first_at is not None else 0.0,
            total_ms=(now - asked) * 1000,
            prompt_tokens=end.prompt_tokens if end else 0,
            reused_tokens=end.reused_tokens if end else 0,
            completion_tokens=end.completion_tokens if end else 0,
            tokens_per_s=end.completion_tokens * 1000 / end.generation_ms if end and end.generation_ms > 0 else 0.0,
            context_tokens=self._opened.context_tokens,
        )

    def _stage(self, stage: Stage, progress: float | None = None, page: int = 0, pages: int = 0) -> None:
        self._tell(StageChanged(turn_id=self._turn.id, stage=stage, progress=progress, page=page, pages=pages))


def cited_answer(
    text: str, grounding: Grounding, known: CitedAnswer | None, evidence: EvidenceSource | None
) -> CitedAnswer:
    """The citations of a text that was written on ``grounding``: those that are ``known`` or were computed, else what ``evidence``
    matches. Without ``evidence``, as where the text broke off, nothing is matched."""
    cited = known or CitedAnswer(citations=(), support=(), refused=False)
    if evidence is not None:
        if known is None and grounding.computed is not None:
            cited = CitedAnswer(citations=grounding.computed.citations, support=(), refused=False)
        elif known is None and grounding.basis is Basis.DOCUMENTS and not grounding.refuse:
            cited = evidence.cite(text, grounding.evidence)
    return dataclasses.replace(cited, refused=grounding.refuse or cited.refused)


def _report(failure: Exception) -> ErrorReport:
    if isinstance(failure, UserFacingError):
        _log.info("a turn failed: %s", failure.kind)
    else:
        _log.error("a turn failed with a bug: %s", type(failure).__name__, exc_info=failure)
    return ErrorReport.of(failure)
