"""What of a sentence can be asked for: numbers with what they count, dates, and names. Pure."""

from __future__ import annotations

import re

from assistant.documents.citing.quotable import terms_in
from assistant.documents.finding import query_words

FEWEST_TERMS = 4
"""A sentence needs so many beside the answer, or nothing is left to ask with."""
_LONGEST, _LONGEST_UNSPACED = 320, 140
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_IN_WORDS = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|twenty|thirty|forty|fifty|sixty"
    r"|ninety)"
)
_SPANS = re.compile(
    rf"(?:\d{{1,2}} {_MONTH}(?: \d{{4}})?|{_MONTH} \d{{1,2}}(?:, \d{{4}})?|{_MONTH} \d{{4}})\b"
    rf"|[$€£¥]{_NUMBER}(?: (?:thousand|million|billion))?"
    rf"|(?<![\w.,/-])(?:{_NUMBER} ?|{_IN_WORDS} )(?:%|(?P<counted>[a-zA-Z]{{1,3}}|[a-z]{{3,12}})\b)"
    rf"|(?<![.!?:] )(?<!^)\b[A-Z][a-z]+(?: (?:of |the )?[A-Z][a-z]+){{1,3}}\b"
    r"|[0-9０-９][0-9０-９,，.．]*(?:年[0-9０-９]+月(?:[0-9０-９]+日)?|[\u4e00-\u9fff\u30a0-\u30ff]{1,2})"
    r"|「[^「」…]{2,20}」"
)
_LEANS = re.compile(
    r"^(?:he|she|they|it|this|these|those|that|such|both|here|there|however|also)\b|\b(?:he|she|him|her|his|above|below|following)\b"
    r"|^(?:彼|これ|この|それ|その|あれ|ここ|そこ|また|しかし)",
    re.IGNORECASE,
)
"""A sentence that is not understood without the one before."""


def answer_spans(sentence: str) -> list[str]:
    """Parts of a sentence that are a short answer to a question about the rest, in order; none where the sentence does not stand by
    itself."""
    sentence = sentence.lstrip("-*•・ ")
    longest = _LONGEST_UNSPACED if query_words.mostly_unspaced(sentence) else _LONGEST
    if len(sentence) > longest or "```" in sentence or _LEANS.search(sentence):
        return []
    spans = [
        found.group().strip()
        for found in _SPANS.finditer(sentence)
        if (found["counted"] or "") not in query_words.STOP_WORDS
    ]
    terms = terms_in(sentence)
    return [
        span
        for span in dict.fromkeys(spans)
        if sentence.count(span) == 1 and len(terms - terms_in(span)) >= FEWEST_TERMS
    ]
