"""Questions that are answered by yes or no, in English and Japanese, and which sentence settles them. Pure.

A sentence settles a question when it holds all that is asked about: with no where it denies it, with yes where it affirms it.
"""

from __future__ import annotations

import re

from assistant.documents.citing.polarity import Polarity, contradict, polarity
from assistant.documents.citing.polarity_terms import predicate
from assistant.documents.citing.quotable import PROVISO, terms_in
from assistant.documents.finding import query_words

_ALLOWED = predicate("allow")
_ASKED = re.compile(
    r"(?:(?:and|so|but|also|then|well),?\s+)?(is|are|was|were|am|do|does|did|can|could|may|might|must|shall|should|will|would|has|have"
    r"|had)\s+(?!not\b)(.+)",
    re.IGNORECASE | re.DOTALL,
)
# "Can you tell me when ..." asks for more than yes.
_REQUEST = re.compile(
    r"(?:can|could|will|would) you (?:please )?"
    r"(?:tell|show|give|list|explain|summari[sz]e|find|say|describe|help|write|compare|read)|(?:do|did) you (?:know|have any idea)",
    re.IGNORECASE,
)
# "In the lease, may I ...": what stands before the comma is where to look, or nothing.
_WHERE = re.compile(
    r"(?:in|on|by|under|per|according to|from|for|with|as for|regarding|concerning|about)\b"
    r"|(?:please|ok|okay|hi|hello|hey|well|so|and|then|tell me|sotto)$"
)
_SUBJECT = re.compile(r"(?:the|my|our|your|its|their) (\w{3,})\b")
_BARE_SUBJECT = re.compile(r"(?:(?:any|all|some|these|those) )?(\w{3,})\b")
_DOING = frozenset({"do", "does", "did", "has", "have", "had"})
# "Does the insurance cover floods?" asks of the floods.
_COVERS = re.compile(
    r"(?:the|my|our|your|its|their) (?:\w+ ){1,3}(?:cover|include|exclude|allow|permit|forbid|prohibit|require|mention|contain)"
    r" (?:(?:an?|any|all|the|my|our) )?(\w{3,})\b"
)
_TOPIC_JA = re.compile("([一-龥々ァ-ヴー]{1,8})は")
_TOLD_PERMISSION = re.compile(
    r"\b(?:may|can|cannot|must|shall|should|needs?|requires?|required|allow(?:s|ed)?|permit(?:s|ted)?|forbidden|prohibited|entitled|right)\b"
    "|でき|られる|られない|禁|不可|必要|要する|ならない|てよい|ても(?:よい|いい)|認め|許|承諾|権利"
)
# "needs the consent of the landlord in writing", 承諾が必要: neither yes nor no to whether it is allowed.
_LEAVE = re.compile(
    r"\b(?:consent|permission|approval|authori[sz]ation)\b|(?:承諾|許可|同意|承認)(?:を(?:得|受け|要)|が(?:必要|要|なければ|ないと)|なし)"
)
_CHOICE = re.compile(r"\bor\b|それとも|か、")
_PERMISSION = frozenset({"can", "could", "may", "might"})
_ASKED_JA = re.compile(
    r"(?:ます|です|でしょう|ました|でした|のです|よい|いい)か[。?]?$|(?:ある|いる|できる|する|よい|いい)の?[?]$"
)
_DENIED_JA = re.compile(r"(?:ません|ないです|ないでしょう|ない(?:の)?)か?[。?]?$")
_INTERROGATIVE_JA = re.compile(
    "何|なに|なん(?:で|の|と)|いつ|どこ|誰|だれ|どの|どれ|どちら|どう|どんな|どなた|いくら|いくつ|なぜ|教えて|どっち"
)
_UNSETTLED = re.compile(
    r"\bwhether\b|^if\b|[?？]\s*$|かどうか|場合|とき(?:は|に)|もし",
    re.IGNORECASE,
)
_WORDS = {"yes": True, "no": False, "はい": True, "いいえ": False, "いえ": False}
_SAID = re.compile(
    r"\s*(?:(yes|no)(?=\s*[,.;:!–—-]|\s*$)|(はい|いいえ|いえ)(?=[、。,.!！]|\s*$))[\s,.;:!！、。–—-]*", re.IGNORECASE
)


def is_yes_no(question: str) -> bool:
    """Whether yes or no is what is asked for."""
    return _asked(question) is not None


def subject(question: str) -> frozenset[str]:
    """The terms of what a question for yes or no asks of, where it is named with an article or は, or asked whether it may be
    so: "the landlord", "are floods covered", 貸主は; none otherwise."""
    text = query_words.normalised(question).strip()
    if _asked(question) is None:
        return frozenset()
    topic = _TOPIC_JA.match(text)
    if topic is not None:
        return terms_in(topic[1])
    found = _ASKED.fullmatch(text)
    if found is None:
        return frozenset()
    named = _COVERS.match(found[2]) or _SUBJECT.match(found[2])
    if named is None and found[1] not in _DOING:
        named = _BARE_SUBJECT.match(found[2])
    return terms_in(named[1]) if named is not None else frozenset()


def asks_permission(question: str) -> bool:
    """Whether it asks for yes or no to what may be done."""
    asked = _asked(question)
    return asked is not None and not asked.terms.isdisjoint({_ALLOWED, predicate("許可")})


def tells_permission(sentence: str) -> bool:
    """Whether a sentence says what may, must or need not be done."""
    return _TOLD_PERMISSION.search(query_words.normalised(sentence)) is not None


def asks_leave(sentence: str) -> bool:
    """Whether a sentence speaks of the leave that somebody must give."""
    return _LEAVE.search(query_words.normalised(sentence)) is not None


def settles(question: str, sentence: str) -> bool | None:
    """What ``sentence`` answers to a question that asks for yes or no; None where it does not settle it."""
    asked = _asked(question)
    if asked is None or PROVISO.match(sentence) or _UNSETTLED.search(query_words.normalised(sentence).strip()):
        return None
    said = polarity(sentence)
    needed = asked.terms - {_ALLOWED}
    if not needed or not needed <= said.terms or said.both_ways(asked.terms):
        return None
    if contradict(asked, said):
        return False
    # What needs somebody's leave is not simply allowed.
    return None if asks_permission(question) and asks_leave(sentence) and not asks_leave(question) else True


def said_first(answer: str) -> tuple[bool | None, int]:
    """Whether an answer begins with yes or no, and where what follows begins."""
    found = _SAID.match(answer)
    if found is None:
        return None, 0
    return _WORDS[(found[1] or found[2]).lower()], found.end()


def word(yes: bool, *, japanese: bool) -> str:
    """Yes or no, as a sentence to stand before another."""
    if japanese:
        return "はい。" if yes else "いいえ。"
    return "Yes. " if yes else "No. "


def _asked(question: str) -> Polarity | None:
    """What a question would affirm, were it a statement."""
    text = query_words.normalised(question).strip()
    if _CHOICE.search(text):
        return None
    if query_words.has_unspaced(text):
        if not _ASKED_JA.search(text) or _DENIED_JA.search(text) or _INTERROGATIVE_JA.search(text):
            return None
        return polarity(re.sub(r"か?[。?]*$", "", text))
    before, _, rest = text.partition(",")
    found = _ASKED.fullmatch(text)
    told = "" if found is not None or _WHERE.match(before) else before
    found = found or _ASKED.fullmatch(rest.strip())
    if found is None or _REQUEST.search(text):
        return None
    asked = polarity(f"{found[2].rstrip(' ?.!')}{' is allowed' if found[1] in _PERMISSION else ''}")
    # "My bike was stolen, am I covered?": what settles it must speak of the bike too.
    return None if asked.focus else Polarity(clauses=asked.clauses + polarity(told).clauses)
