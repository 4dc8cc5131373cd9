"""Whether an answer from documents may be given: two tests by what the model says of the passages, and what it writes.

Where retrieval is in doubt whether the documents hold the answer, the model is asked for its verdict first, over the passages that
it then need not read again. What it writes is the second test: its first sentence is read before the answer is opened, and where no
sentence of the passages bears it, it was made up: the documents do not say. Nothing of it was shown yet, and nothing is generated
for the test that an answer would not need. A small model is tested so where retrieval is sure, too; a large one may say what only
follows from the passages.
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Callable, Generator, Iterator

from assistant.conversation import wording
from assistant.conversation.first_sentences import is_borne
from assistant.conversation.grounding import Grounding, judged, unborne
from assistant.conversation.prompt import Prompt
from assistant.conversation.quoted_answers import first_sentence
from assistant.conversation.steps import StageEntered, Step
from assistant.conversation.turn_request import TurnRequest
from assistant.documents.base import EvidenceSource
from assistant.documents.sufficiency import in_doubt
from assistant.errors import Interrupted
from assistant.events import Stage
from assistant.llm.base import ChatMessage, ChatModel, GenerationItem, Weighed
from assistant.records import Basis

_SMALL = 2.5e9
"""Parameters below which a model is tested where retrieval is sure. Measured with 1.5 billion; the step is that of
``evidence_budget``."""


def to_be_tested(likelihood: float, model: ChatModel) -> bool:
    """Whether an answer is tested at all, from how likely the documents hold it; 1 is what was pointed at or stands there word for
    word."""
    return in_doubt(likelihood) or (likelihood < 1.0 and 0 < model.parameters < _SMALL)


def tested(
    request: TurnRequest,
    model: ChatModel,
    prompt: Prompt,
    grounding: Grounding,
    *,
    today: datetime.date,
    write: Callable[[], Iterator[GenerationItem]],
    evidence: EvidenceSource,
) -> Generator[Step, None, tuple[Grounding, Iterator[GenerationItem] | None]]:
    """Returns what the answer stands on after the tests, and the answer that ``write`` began where it still stands on the
    documents. Raises ``Interrupted`` when stopped."""
    yield StageEntered(stage=Stage.READING_PROMPT, progress=0.0)
    if in_doubt(grounding.evidence.likelihood):
        grounding = judged(request, grounding, (yield from _verdict(request, model, prompt, today)))
    if grounding.basis is not Basis.DOCUMENTS or grounding.refuse:
        return grounding, None
    items = write()
    said, held = yield from first_sentence(items)
    if not is_borne(said, request.question, grounding, evidence):
        return unborne(request, grounding), None
    return grounding, itertools.chain(held, items)


def _verdict(
    request: TurnRequest, model: ChatModel, prompt: Prompt, today: datetime.date
) -> Generator[Step, None, float]:
    """How likely the model finds the answer in the prompt's passages."""
    asked = wording.verdict_message(request.question, today=today, passages=prompt.passages)
    messages = [*prompt.messages[:-1], ChatMessage(role="user", content=asked)]
    for item in model.weigh(messages, wording.VERDICTS, request.cancel):
        if isinstance(item, Weighed):
            return item.chances[0]
        yield item
    raise Interrupted("Stopped.")
