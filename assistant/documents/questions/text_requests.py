"""Whether a text is to be made from the documents, rather than something to be found in them. Pure; English and Japanese.

What is asked to be written, put otherwise or translated stands in no document as it will be said, and is not held against them.
"""

from __future__ import annotations

import re

from assistant.documents.finding import query_words

_ASKED_FOR = re.compile(
    r"\W*(?:(?:please|now|then|can you|could you|would you|will you|help me(?: to)?|i(?:'d| would) like you to|i want you to)\s+)*"
    r"(?:write|draft|compose|reply|respond|rewrite|rephrase|reword|paraphrase|translate|summari[sz]e|sum up|shorten|prepare"
    r"|create|make|turn|convert|suggest|propose|outline|invent|imagine)\b",
    re.IGNORECASE,
)
_ASKED_FOR_JA = re.compile(
    r"(?:書[いき]|作[っり]|作成し|下書きし|訳し|翻訳し|要約し|まとめ|言い換え|書き直し|書き換え|添削し|考え|提案し|返信し)"
    r"(?:て(?:ください|下さい|ほしい|欲しい|くれ|もらえ|いただけ|頂け|みて|$|[。！!])|たい)"
    r"|(?:下書き|要約|翻訳|和訳|英訳|返信|文案|案文)(?:を|の案を)?(?:お願い|頼|くださ|ください|$|[。！!])"
)

# What the text is to be, which nothing that it is made from says.
_LANGUAGE = r"(?:english|japanese|german|french|spanish|italian|portuguese|dutch|chinese|korean)"
_HOW_SAID = r"(?:simpl[er]+|plain(?:er)?|other|your own|easy|clear(?:er)?|fewer|a few|one|two|three|five|\d+)"
_KIND = r"(?:e-?mail|letter|text|message|note|reply|answer|poem|story)"
_MADE = re.compile(
    rf"\b(?:in)?to {_LANGUAGE}\b"
    rf"|\b(?:in|using|with) (?:(?:very|more|much) )?{_HOW_SAID} (?:words?|sentences?|terms|lines|language|english|points)\b"
    rf"|^\W*(?:me )?(?:an? |the )?(?:very )?(?:(?:short|brief|polite|formal|friendly) )*{_KIND}\b"
    r"|\b(?:please|for me|briefly|in short)\b",
    re.IGNORECASE,
)
_MADE_JA = re.compile(
    r"(?:日本語|英語|ドイツ語|フランス語|中国語|韓国語|やさしい言葉|簡単な言葉|箇条書き|短い文)(?:に|で)"
)


def asks_for_text(question: str) -> bool:
    """Whether it asks for a text to be written, or put otherwise."""
    text = question.strip()
    return _ASKED_FOR.match(text) is not None or _ASKED_FOR_JA.search(text) is not None


def subject(question: str) -> str:
    """What such a text is to be made from, which is what can be looked for: "section 5 of the lease" of "Translate section 5 of the
    lease into Japanese". Any other question, and one that would leave nothing, as it is."""
    if not asks_for_text(question):
        return question
    bare = _ASKED_FOR_JA.sub(" ", _MADE_JA.sub(" ", _ASKED_FOR.sub("", question)))
    bare = " ".join(_MADE.sub(" ", bare).split()).strip(" .。?？!！")
    return bare if query_words.content_words(bare) or query_words.content_pairs(bare) else question
