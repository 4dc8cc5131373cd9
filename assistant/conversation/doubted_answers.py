"""Whether an answer from documents may be given: three tests by what the model says of the passages, and what it writes.

Where retrieval is in doubt whether the documents hold the answer, the model is asked for its verdict first, over the passages that
it then need not read again. What it writes is the second test: its first sentence is read before the answer is opened, and where no
sentence of the passages bears it, it was made up: the documents do not say. A small model is tested so where retrieval is sure,
too; a large one may say what only follows from the passages.

The third is for small models where retrieval is in doubt: whether the sentence that the answer comes from, alone, answers the
question. With one sentence in view they see much better that it tells of something else than with all passages. Nothing of the
answer was shown yet; it goes on where it stood, as the model keeps what it had read meanwhile.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Generator, Iterator, Sequence

from assistant.conversation import wording
from assistant.conversation.first_sentences import is_borne
from assistant.conversation.grounding import Grounding, judged, unborne
from assistant.conversation.prompt import Prompt
from assistant.conversation.quoted_answers import first_sentence
from assistant.conversation.steps import StageEntered, Step
from assistant.conversation.turn_request import TurnRequest
from assistant.documents.base import EvidenceSource
from assistant.documents.citing import sufficiency
from assistant.documents.citing.source_text import source_text
from assistant.documents.citing.sufficiency import in_doubt
from assistant.documents.questions.text_requests import asks_for_text
from assistant.documents.questions.yes_no import said_first
from assistant.errors import Interrupted
from assistant.events import Stage
from assistant.llm.base import ChatMessage, ChatModel, GenerationItem, Weighed
from assistant.records import Basis

_SMALL = 2.5e9
"""Parameters below which a model is tested where retrieval is sure. Measured with 1.5 billion; the step is that of
``evidence_budget``."""
_VIEW_BYTES = 512 * 1024 * 1024
"""Memory for what was read, while the source is asked about: 4,096 tokens of Qwen2.5 1.5B take 115 MB. Without it they are read
again."""


def to_be_tested(likelihood: float, model: ChatModel) -> bool:
    """Whether an answer is tested at all, from how likely the documents hold it; 1 is what was pointed at or stands there word for
    word."""
    return in_doubt(likelihood) or (likelihood < 1.0 and _is_small(model))


def tested(
    request: TurnRequest,
    model: ChatModel,
    prompt: Prompt,
    grounding: Grounding,
    *,
    write: Callable[[], Iterator[GenerationItem]],
    evidence: EvidenceSource,
) -> Generator[Step, None, tuple[Grounding, Iterator[GenerationItem] | None]]:
    """Returns what the answer stands on after the tests, and the answer that ``write`` began where it still stands on the
    documents. Raises ``Interrupted`` when stopped."""
    yield StageEntered(stage=Stage.READING_PROMPT, progress=0.0)
    small, retrieved, yes = _is_small(model), grounding.evidence.likelihood, 1.0
    if in_doubt(retrieved):
        yes = yield from _verdict(request, model, prompt)
        enough = sufficiency.ENOUGH_TO_WRITE if small else sufficiency.ENOUGH_JUDGED
        grounding = judged(request, grounding, sufficiency.judged(retrieved, yes), enough=enough)
    if grounding.basis is not Basis.DOCUMENTS or grounding.refuse:
        return grounding, None
    items = write()
    said, held = yield from first_sentence(items)
    if not is_borne(said, request.question, grounding, evidence):
        return unborne(request, grounding), None
    if (
        small
        and in_doubt(retrieved)
        and grounding.evidence.likelihood < sufficiency.SURE_JUDGED
        and _claims(said, request)
    ):
        source = yield from _source_verdict(request, model, prompt, grounding, said)
        likelihood = sufficiency.written(retrieved, yes, source)
        grounding = judged(request, grounding, likelihood, enough=sufficiency.ENOUGH_WRITTEN)
        if grounding.basis is not Basis.DOCUMENTS or grounding.refuse:
            return grounding, None
    return grounding, itertools.chain(held, items)


def _is_small(model: ChatModel) -> bool:
    return 0 < model.parameters < _SMALL


def _claims(said: str, request: TurnRequest) -> bool:
    """Whether a sentence tells something that a source could; a bare yes or no does not, nor a text that is to be made."""
    return bool(said[said_first(said)[1] :].strip()) and not asks_for_text(request.question)


def _verdict(request: TurnRequest, model: ChatModel, prompt: Prompt) -> Generator[Step, None, float]:
    """How likely the model finds the answer in the prompt's passages."""
    asked = wording.verdict_message(request.question, passages=prompt.passages)
    messages = [*prompt.messages[:-1], ChatMessage(role="user", content=asked)]
    return (yield from _yes(request, model, messages))


def _source_verdict(
    request: TurnRequest, model: ChatModel, prompt: Prompt, grounding: Grounding, said: str
) -> Generator[Step, None, float]:
    """How likely the model finds the answer in the sentence that ``said`` comes from. It may go on writing afterwards."""
    question = grounding.evidence.question or request.question
    asked = wording.source_verdict_message(question, source_text(said, prompt.passages))
    messages = [*prompt.messages[:1], ChatMessage(role="user", content=asked)]
    view = model.keep_view(_VIEW_BYTES)
    try:
        return (yield from _yes(request, model, messages))
    finally:
        model.take_up(view, request.cancel)


def _yes(request: TurnRequest, model: ChatModel, messages: Sequence[ChatMessage]) -> Generator[Step, None, float]:
    for item in model.weigh(messages, wording.VERDICTS, request.cancel):
        if isinstance(item, Weighed):
            return item.chances[0]
        yield item
    raise Interrupted("Stopped.")
