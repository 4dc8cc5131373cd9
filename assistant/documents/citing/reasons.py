"""Whether passages give the reason that a question asks for. Pure; English and Japanese.

Small models see no answer in a reason for what was not done: "Why were the costs not accepted?" beside "We could not accept the
costs, because no receipts were enclosed."
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.documents.citing.polarity import contradict, polarity
from assistant.documents.citing.quotable import sources_of, telling_terms
from assistant.documents.finding import query_words
from assistant.records import Passage

_WHY = re.compile(r"^(?:(?:and|but|so|then|ok(?:ay)?)\W+)?why\b(?! not\b)|なぜ|どうして", re.IGNORECASE)
_REASON = re.compile(
    r"\b(?:because|since|due to|owing to|as a result of|therefore|for lack of)\b|ため|ので|理由", re.IGNORECASE
)
_ASKING_JA = re.compile(r"(?:の(?:です)?)?か$")
_PASSAGES = 3
_FEWEST = 2


def gives_reason(question: str, passages: Sequence[Passage]) -> bool:
    """Whether a question asks why, and one sentence of the first passages holds all that it asks about, denies no more and no less
    of it, and names a reason."""
    text = query_words.normalised(question).strip()
    if _WHY.search(text) is None:
        return False
    statement = _ASKING_JA.sub("", _WHY.sub("", text).rstrip(" ?。"))
    wanted, asked = telling_terms(statement), polarity(statement)
    if len(wanted) < _FEWEST:
        return False
    return any(
        wanted <= source.terms and _REASON.search(source.text) is not None and not contradict(asked, source.polarity)
        for at, passage in enumerate(passages[:_PASSAGES])
        for source in sources_of(at, passage)
    )
