"""Several questions in one message: "Who signed it, and until when does it run?", 「敷金はいくらで、解約はいつまでですか」 Pure.

A small model answers one question at a time, and a search finds one thing at a time. A message is taken apart only where each part
is a question by itself; what leans on the one before ("until when does it run?") does so as a follow-up in a conversation. In doubt
it stays whole: "Who signed it and when?", "What is the difference between A and B, and why?", what is quoted, a list.
"""

from __future__ import annotations

import re

from assistant.documents.finding import query_words
from assistant.documents.questions.follow_up import corrects_itself

MOST = 5
_LONGEST = 400
"""Characters; what is longer is a text about which something is asked."""
_FEWEST_WORDS = 3
_FEWEST_CHARACTERS_JA = 5
_SAYS_NOTHING = frozenset(
    ("mean", "means", "happen", "happens", "work", "works", "thing", "things", "next", "think", "else")
)
"""Words that with those that carry no topic make no question that can be looked for: "and what should I do then?"."""
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|‘[^’]*’|「[^」]*」|『[^』]*』|(?<!\w)'[^']*'(?!\w)")
_SENTENCE = re.compile(r"[^?.!]*(?:\.(?=\S)[^?.!]*)*(?:[?.!]+|$)")
_AUX = r"(?:is|are|was|were|am|do|does|did|can|could|will|would|shall|should|may|might|must|has|have|had)(?:n['’]t)?\b"
_SUBJECT = (
    r"(?:i|we|you|he|she|it|they|there|this|that|these|those|the|my|our|your|his|her|its|their|any|anyone|anybody)\b"
)
_PREPOSITION = r"(?:(?:until|till|since|from|by|at|in|to|for|on|under|with|about|within)\s+)?"
_ASKED = r"(?:what|when|where|why|who|whom|whose|how)"
# "which is …", "who are …" behind a comma may say more of a noun: only with a noun of their own are they asked.
_DIRECT = (
    rf"(?:{_PREPOSITION}(?:{_ASKED}(?:['’]s\b|(?:\s+on)?\s+{_AUX}\s+\S)"
    rf"|(?:what|whose|which|how)\s+(?!{_AUX}|i\b|we\b|you\b|it\b|they\b|the\b|he\b|she\b|to\b)(?:[\w’'%-]+\s+){{1,4}}?{_AUX}"
    rf"|(?:what|which|whose)\s+(?!{_AUX})(?:[\w-]+\s+)?\w+s\b\s+\S"
    rf"|who\s+(?!else\b|ever\b)(?!{_AUX})[\w-]+(?:s|ed|id|ote|ade|old|ent|ave|ept|ew|an|ok)\s+\S)"
    rf"|what about\s+\S|how about\s+\S)"
)
_YES_NO = (
    rf"(?:{_AUX}\s+{_SUBJECT}\s+\S+\s+\S"
    r"|(?:is|are)\s+(?!(?:later|then|still|also|not|never|\w+ly)\b)(?:[\w-]+\s+){1,3}?(?:\w{3,}(?:ed|able|ible)|forbidden|free)\b)"
)
_PERSONAL = r"(?:do|can|may|must|should|could|will|would|does|is|are)\s+(?:i|we|it|there|they)\s+\S+"
_THEN = r"(?:also\s+|then\s+|lastly\s+|finally\s+|secondly,?\s+)?"
_NEXT = re.compile(
    rf"(?:\s*[,;]\s*(?:and\s+|but\s+)?{_THEN}(?={_DIRECT})|\s*(?:,\s*(?:and|but)|;)\s+{_THEN}(?={_YES_NO})"
    rf"|\s+and\s+{_THEN}(?=(?:{_DIRECT}|{_PERSONAL})))",
    re.IGNORECASE,
)
_NEXT_YES_NO = re.compile(rf"\s*[,;]\s*and\s+{_THEN}(?={_AUX}\s+\S+\s+\S)|{_NEXT.pattern}", re.IGNORECASE)
"""Behind a question for yes or no any other may follow: "Are pets allowed, and is smoking allowed?"."""
_YES_NO_FIRST = re.compile(rf"{_AUX}\s", re.IGNORECASE)
_OPENS = re.compile(rf"(?:{_DIRECT}|{_PREPOSITION}(?:which|who|what|how|why)\b|{_AUX}\s+\S)", re.IGNORECASE)
_HEAD = re.compile(r"(?:(?:hi|hello|hey|ok|okay|so|now|well|and|but|also|then|please|sotto)\b[\s,!.]*)+", re.IGNORECASE)
_WITHIN = re.compile(
    r"((?:in|under|according to|by|per|from) (?:the|my|our|this|that) [^,?]{2,50}, )(?=\S)", re.IGNORECASE
)
_TELL = re.compile(
    r"((?:(?:can|could|would|will) you |do you know |please )*(?:(?:tell|show) me |let me know |find out |know )"
    r"|do you know |i(?:['’]d like| want| need) to know )(?=\S)",
    re.IGNORECASE,
)
_TOLD = r"(?:what|when|where|who|whose|which|how (?:much|many|long|often|far|old|big))\s+(?:\S+\s+){2,}?\S"
_NEXT_TOLD = re.compile(rf"\s*(?:,\s*(?:and\s+)?|\s+and\s+){_THEN}(?={_TOLD})", re.IGNORECASE)
_EMBEDDED = re.compile(
    r"\b(?:say|says|said|tell|tells|know|explain|explains|mention|decide|decides|describe|about|on|of|whether|between|if)\s+"
    r"(?:what|when|where|why|who|whose|which|how)\b|\bdifferences?\b|\bcompared?\b|\bwhich (?:is|are|of)\b",
    re.IGNORECASE,
)
_PUTS_RIGHT = re.compile(r"\s*(?:no|sorry|wait|actually|i mean|rather|or)\b", re.IGNORECASE)
_PUT_RIGHT_INSIDE = re.compile(r"[,;–—]\s*(?:(?:uh|um|er)\W+)?(?:no|sorry|wait|i mean)\b", re.IGNORECASE)
_THANKS = re.compile(
    r"\s*(?:thanks|thank you|please|hi|hello|hey|ok|okay)(?: (?:there|sotto|you|in advance))?\s*[.!]*\s*", re.IGNORECASE
)
_ABOUT = re.compile(r"(.*\b(?:say|says|said) about )(?:.+)", re.IGNORECASE)
_WHAT_ABOUT = re.compile(r"(?:what|how) about (.+)", re.IGNORECASE)

_SENTENCE_JA = re.compile(r"[^。？?！!]+[。？?！!]*")
_CONNECTED_JA = re.compile(r"^(?:それと|それから|あと|そして|また|さらに|次に|ついでに|加えて)(?:は)?[、,\s]*")
_INTERROGATIVE_JA = re.compile(
    r"何|なに|なん(?:の|で|と)|いつ|どこ|誰|だれ|どの|どれ|どちら|どう|どんな|どなた|いくら|いくつ|なぜ"
)
_ASKS_JA = re.compile(r"(?:か|かな|の|は)[？?]?$|[？?]$")
_WHOLE_JA = re.compile(r"(?:ます|ません|ました|です|でした|でしょう|れる|える|いい|よい|ない|ある|いる)(?:の)?か$")
_TOPIC_JA = re.compile(r".[はがも]|について|(?:を|に|で).+(?:ます|れる|える)")
_INSIDE_JA = re.compile(
    r"(?<=か)[、,]\s*(?:それと|それから|あと|そして|また)?[、,]?\s*(?=\S)"
    r"|で(?:すか)?[、,]\s*(?:それと|それから|あと|そして|また)?[、,]?\s*(?=[^、。？?]+[はが])"
)
_PUTS_RIGHT_JA = re.compile(r"^(?:いや|いえ|違|ちが|じゃなく|ではなく|やっぱり|やはり|というか|それとも|または)")


def questions_in(message: str) -> list[str]:
    """The questions of a message that asks more than one, in order, each ready to be asked by itself; else nothing."""
    if len(message) > _LONGEST or "\n" in message.strip() or corrects_itself(message):
        return []
    hidden = _QUOTED.sub(lambda found: "\0" * len(found.group()), message)
    parts = _japanese(hidden) if query_words.has_unspaced(hidden) else _english(hidden)
    if not 1 < len(parts) <= MOST:
        return []
    return _with_quotes(parts, _QUOTED.findall(message))


def _with_quotes(parts: list[str], quoted: list[str]) -> list[str]:
    left = iter(quoted)
    return [re.sub("\0+", lambda _: next(left), part) for part in parts]


def _english(text: str) -> list[str]:
    found: list[str] = []
    for sentence in filter(None, (one.strip() for one in _SENTENCE.findall(text))):
        if _THANKS.fullmatch(sentence):
            continue
        if (found and _PUTS_RIGHT.match(sentence)) or _PUT_RIGHT_INSIDE.search(sentence):
            return []
        asked = _clauses(sentence)
        if not asked:
            return []
        found.extend(asked)
    if any(_SAYS_NOTHING.issuperset(query_words.content_words(part)) for part in found[1:]):
        return []
    return [_completed(part, found[:at]) for at, part in enumerate(found)]


def _clauses(sentence: str) -> list[str]:
    """The questions of a sentence; none where it is no question, or one of a few words that needs those before it."""
    head = _HEAD.match(sentence)
    bare = sentence[head.end() if head else 0 :].rstrip(" ?.!")
    tell = _TELL.match(bare)
    if tell is not None:
        return _split(bare[tell.end() :], _NEXT_TOLD, before=_capital(tell[1]))
    within = _WITHIN.match(bare)
    asked = bare[within.end() :] if within else bare
    if not _OPENS.match(asked):
        return []
    between = _NEXT_YES_NO if _YES_NO_FIRST.match(asked) else _NEXT
    return _split(asked, between, before=within[1] if within else "")


def _split(asked: str, between: re.Pattern[str], *, before: str) -> list[str]:
    parts: list[str] = []
    at = 0
    for found in between.finditer(asked):
        part = asked[at : found.start()]
        if len(part.split()) < _FEWEST_WORDS or _EMBEDDED.search(part):
            continue
        parts.append(part)
        at = found.end()
    parts.append(asked[at:])
    whole = all(len(part.split()) >= _FEWEST_WORDS for part in parts)
    return [f"{before}{part if before else _capital(part)}?" for part in parts] if whole else []


def _completed(part: str, before: list[str]) -> str:
    """ "What about smoking?" behind "What does the lease say about pets?" asks what the lease says about smoking."""
    what, about = _WHAT_ABOUT.match(part), _ABOUT.match(before[-1]) if before else None
    return f"{about[1]}{what[1]}" if what and about else part


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _japanese(text: str) -> list[str]:
    found: list[str] = []
    for sentence in (one.strip() for one in _SENTENCE_JA.findall(text)):
        bare = sentence.strip(" 　。？?！!")
        if not bare:
            continue
        if found and _PUTS_RIGHT_JA.match(bare):
            return []
        connected = _CONNECTED_JA.sub("", bare)
        ended = f"{connected}？" if sentence.endswith(("？", "?")) else connected
        if not _ASKS_JA.search(ended):
            return []
        parts = _clauses_ja(connected)
        if found and not all(_stands(part) or (connected != bare and len(parts) == 1) for part in parts):
            return []
        found.extend(parts)
    return [f"{part}？" for part in found] if all(len(part) >= _FEWEST_CHARACTERS_JA for part in found) else []


def _clauses_ja(sentence: str) -> list[str]:
    parts: list[str] = []
    at = 0
    for between in _INSIDE_JA.finditer(sentence):
        first, rest = sentence[at : between.start()], sentence[between.end() :]
        if not _INTERROGATIVE_JA.search(first) or not (_INTERROGATIVE_JA.search(rest) and _stands(rest)):
            continue
        parts.append(f"{first}ですか" if between.group().startswith("で") else first)
        at = between.end()
    return [*parts, sentence[at:]]


def _stands(part: str) -> bool:
    """Whether a part asks something by itself: it says what it is about, and what it wants to know."""
    return (_INTERROGATIVE_JA.search(part) or _WHOLE_JA.search(part)) is not None and _TOPIC_JA.search(part) is not None
