"""What was asked of the memory: "remember that …", "forget …", 覚えて, 忘れて. Pure and deterministic.

Precision first: a wrong match stores or deletes something nobody asked for, a missed one is answered by the model as any other
sentence. So the request must open the message (after an address or a courtesy) or, in Japanese, end its first sentence. Questions
("do you remember …?"), reports ("I forgot …"), quoted and forwarded text and reminiscence ("remember when …") do not match.
"""

from __future__ import annotations

import dataclasses
import re

from assistant.documents.sentences import sentence_spans

LONGEST_FACT = 500
"""Characters; more than this is a text, not a fact."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Remember:
    """Keep ``text``, an exact part of the message, ``until`` then (in the message's words, empty for always). ``rest`` is what else
    the message says, to be answered as usual."""

    text: str
    rest: str = ""
    until: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Forget:
    """Forget what ``target`` names, an exact part of the message; ``last`` means what was said just before, ``everything`` all."""

    target: str = ""
    last: bool = False
    everything: bool = False


Command = Remember | Forget

_ADDRESS = r"(?:(?:hey|hi|hello|ok|okay|so|and|oh|well|um|uh|now|yes|please|kindly|just|sotto)[\s,.!]+)*"
_MODAL = (
    r"(?:(?:can|could) you (?:please |kindly |just )?|(?:would|will) you please "
    r"|i(?: woul|')?d like you to |i (?:want|need) you to )"
)
_VERB = r"(?:always )?(?:remember|(?:don[’']t|do not|never) forget|make a note|take note|note down|memori[sz]e)"
_OWN_VERB = r"(?:always )?(?:keep in mind|bear in mind)"
_CLAUSE = r"(?:my|our|i|i[’'](?:m|ve|d|ll)|we|we[’'](?:re|ve|d|ll))\b"
_REMINISCENCE = (
    r"(?!(?:time|day|night|one|guy|girl|man|woman|movie|film|song|book|thing|place|trip|moment|summer|winter|year|week)\b"
    r"|old\b)"
)
_THAT = (
    rf"(?:\s+(?:of\s+)?(?:the fact )?that\s*[,:]?\s+{_REMINISCENCE}|\s+(?:this|the following)\s*[:,–—-]\s*|\s*[:–—]\s*"
    rf"|\s*,\s*(?={_CLAUSE}))"
)
_REMEMBER = re.compile(
    rf"^{_ADDRESS}(?P<modal>{_MODAL})?"
    rf"(?:{_VERB}(?:{_THAT}|(?P<bare>\s+)(?={_CLAUSE}))|{_OWN_VERB}(?:\s+that)?\s+(?={_CLAUSE}))(?P<fact>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_REMEMBER_AFTER = re.compile(
    rf"^(?=(?:i|we|my|our)\b)[^,.;:?!\n\"“”]{{1,60}}[,.;]\s+(?:(?:so|and|please)\s+)*{_VERB}\s+that\s+(?P<fact>{_CLAUSE}[^?\n]+)$",
    re.IGNORECASE,
)
"""“I moved, remember that my address is …”: what is said first of oneself is why."""
_STATES = re.compile(
    r"\b(?:is|are|was|were|am|has|have|had|will|can|cannot|do|does|did|lives?|works?|likes?|loves?|hates?|prefers?|needs?|goes|"
    r"leaves?|starts?|ends?|takes?|moved|speaks?|plays?|drinks?|eats?|wants?|comes?|means?)\b|[’'](?:s|m|re|ve|d|ll|t)\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(rf"^{_ADDRESS}(?:{_MODAL})?{_VERB}(?:\s+(?:this|the following))?\s*[:–—]", re.IGNORECASE)
_TRAILING = re.compile(
    rf"^(?P<fact>\S.*?)(?:[.!;,–—-]+|\s+and)\s*(?:please[,\s]+)?(?:{_MODAL})?{_VERB}\s+(?:that|this|it)"
    r"(?:\s+for (?:me|later|next time|the future))?(?:[,\s]+please)?\s*[.!]*$",
    re.IGNORECASE | re.DOTALL,
)
_TRAILING_BARE = re.compile(
    r"^(?P<fact>\S.*?)(?:[.!;,–—-]+|\s+and)\s*(?:please[,\s]+)?(?:don[’']t|do not) forget[.!]*$",
    re.IGNORECASE | re.DOTALL,
)
_NO_STATEMENT = re.compile(
    r"[?？]|^(?:i|we|you|they|he|she)(?: \w+)? (?:always|never|can[’']t|cannot|will|did)$", re.IGNORECASE
)
_FORGET_VERB = r"(?:forget|(?:delete|erase|remove)(?= .+ from (?:your )?memory)|stop remembering)"
_FORGET = re.compile(rf"^{_ADDRESS}(?P<modal>{_MODAL})?{_FORGET_VERB}\s+(?P<what>\S.*)$", re.IGNORECASE | re.DOTALL)
_FROM_MEMORY = re.compile(r"\s+from (?:your )?memory$", re.IGNORECASE)
_SAID = (
    r"(?:i(?:[’']ve| have)? (?:just )?(?:said|told you|mentioned|wrote|asked)|you (?:know|remember|have|noted|saved))"
)
_FORGET_ALL = re.compile(
    r"^(?:about )?(?:everything|all)(?: (?:that )?(?:you (?:know|remember)|i(?:[’']ve| have)? (?:ever )?(?:said|told you)))?"
    r"(?: about me)?$",
    re.IGNORECASE,
)
_FORGET_LAST = re.compile(
    r"^(?:what|the last thing|the thing|everything) i(?:[’']ve| have)? just (?:said|told you|mentioned)$", re.IGNORECASE
)
_FORGET_ABOUT = re.compile(
    rf"^(?:about )?(?:everything|anything|all|what|whatever|the (?:fact|facts|note|notes|thing|things|memory|memories))"
    rf"(?: (?:that )?{_SAID})? (?:about|on|regarding) (?P<target>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_FORGET_FACT = re.compile(r"^(?:the fact )?that (?P<target>\S+\s+\S.*)$", re.IGNORECASE | re.DOTALL)
_FORGET_OWN = re.compile(r"^(?:about )?(?P<target>(?:my|our)\s+\S.*)$", re.IGNORECASE | re.DOTALL)

_JA_ADDRESS = r"(?:(?:ねえ|ねぇ|あの|ええと|えっと|そうだ|じゃあ|では|ソット|そっと|Sotto)[、,，\s]*)*"
_JA_PLEASE = (
    r"(?:おいて|といて|おいてください|といてください)?"
    r"(?:(?:ください|下さい|くれ|ほしい|欲しい|くれる|くれます|もらえる|もらえます|もらえません|いただけます|いただけません|くれません)?"
    r"(?:ね|よ|な|です|か)*)[。．.!！？?\s]*"
)
_JA_REMEMBER = re.compile(
    rf"^{_JA_ADDRESS}(?P<fact>.+?)(?:ということ|という事|こと|事)?(?:って|と|を|は|も)?"
    rf"[、,]?\s*(?:ちゃんと|しっかり|よく|必ず|これも|これを|これ)?(?:覚えて|憶えて|おぼえて|記憶して|忘れないで){_JA_PLEASE}$",
    re.DOTALL,
)
_JA_REMEMBER_FIRST = re.compile(
    rf"^{_JA_ADDRESS}(?:次の?(?:こと)?を|これを|以下を)?(?:覚えて|憶えて|おぼえて|記憶して)(?:おいて|といて)?(?:ください|下さい|ほしい|欲しい|ね)*"
    r"(?:のですが|んだけど|のは)?[、,，:：。\s]+(?P<fact>\S.*)$",
    re.DOTALL,
)
_JA_FORGET = re.compile(
    rf"^{_JA_ADDRESS}(?P<target>.+?)(?:って(?:言った|話した)(?:こと|の)|という(?:こと|事|の|話)|(?:について|に関して)(?:言った|話した|教えた)?(?:こと|事|の)?|のこと|の事|こと|事)?"
    rf"(?:を|は|も)?(?:全部|ぜんぶ|すべて|全て|もう)?(?:忘れて|わすれて|記憶から(?:消して|削除して)){_JA_PLEASE}$",
    re.DOTALL,
)
_JA_ALL = re.compile(
    r"^(?:全部|ぜんぶ|すべて|全て|何もかも|(?:私|僕|俺|わたし)の?(?:こと|事)?(?:を|は)?(?:全部|すべて|全て)?)$"
)
_JA_LAST = re.compile(r"^(?:今|いま|さっき|先ほど|たった今)(?:の|言った|話した|教えた)?(?:こと|事|話|の)?$")
_JA_IDLE = re.compile(r"^(?:それ|これ|あれ|今の|そのこと|この件|その話|この話|その件|.*指示|.*命令)$")
_JA_QUESTION_WORDS = re.compile(
    r"(?:何|なに|だれ|誰|いつ|どこ|どう|なぜ|どの|どれ)[^。]*[?？か]\s*[。]?$|ますか[。?？]*$"
)
_END = r"(?:(?:until|till|up to)\s+[^,.;:!?]{2,30}?|for\s+(?:the next\s+)?(?:\d+|an?|one|two|three|four|five|six|ten|a few)\s+\w+)"
_END_FIRST = re.compile(
    rf"^(?P<before>{_ADDRESS}(?:{_MODAL})?(?:{_VERB}|{_OWN_VERB}))\s*,?\s+(?P<until>{_END})(?P<after>\s+that\s+.*)$",
    re.IGNORECASE | re.DOTALL,
)
_END_LAST = re.compile(
    rf"^(?P<before>{_ADDRESS}(?:{_MODAL})?(?:{_VERB}|{_OWN_VERB})\b.+?),?\s+(?:but )?only (?P<until>{_END})(?P<after>[.!]*)$",
    re.IGNORECASE | re.DOTALL,
)
_JA_END_FIRST = re.compile(
    r"^(?P<before>)(?P<until>[^、。]{1,16}?)まで(?:は|だけ)?、\s*(?P<after>.+(?:覚えて|忘れないで).*)$", re.DOTALL
)
_JA_END_LAST = re.compile(
    r"^(?P<before>.+?(?:ことを|ことは|を、?|って))(?P<until>[^、。をがは]{1,12}?)(?:まで|の間)(?:は|だけ)?(?P<after>(?:覚えて|忘れないで).*)$",
    re.DOTALL,
)
_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_IDLE_TARGET = re.compile(
    r"^(?:it|that|this|him|her|them|about it|.*\b(?:instructions?|rules?|prompt|commands?)\b.*)$", re.IGNORECASE
)
_QUOTE_OR_FORWARD = re.compile(r"^\s*(?:[>\"'“‘「『`|#*]|(?:from|subject|to|re|fwd?)\s*:)", re.IGNORECASE)


def parse_command(message: str) -> Command | None:
    """The request a message makes of the memory, or None for every other message."""
    text = message.strip()
    if not text or len(text) > 4 * LONGEST_FACT or _QUOTE_OR_FORWARD.match(text):
        return None
    text, until = _without_end(text)
    found = _remember(text) or _forget(text)
    if found is None and _JAPANESE.search(text):
        found = _japanese_remember(text) or _japanese_forget(text)
    if isinstance(found, Remember):
        return dataclasses.replace(found, until=until) if 2 <= len(found.text) <= LONGEST_FACT else None
    return found if not until else None


def _without_end(text: str) -> tuple[str, str]:
    """The message without the words that say until when to remember, and those words; a message without any as it is."""
    for pattern in (_END_FIRST, _END_LAST, _JA_END_FIRST, _JA_END_LAST):
        if match := pattern.match(text):
            return f"{match['before']}{match['after']}", match["until"].strip()
    return text, ""


def _remember(text: str) -> Remember | None:
    if match := _REMEMBER.match(text):
        fact, rest = match["fact"], ""
        if not _WHOLE.match(text):
            end = sentence_spans(fact)[0][1]
            fact, rest = fact[:end], fact[end:].strip()
        fact = fact.strip()
        asks = fact.endswith(("?", "？"))
        if asks and not match["modal"]:
            return None
        # "Remember my birthday": without "that", only a whole statement is meant to be kept.
        if match["bare"] is not None and (asks or not _STATES.search(fact)):
            return None
        return Remember(text=_plain_end(fact), rest=rest)
    if match := _REMEMBER_AFTER.match(text):
        return Remember(text=_plain_end(match["fact"]))
    match = _TRAILING.match(text) or _TRAILING_BARE.match(text)
    if match and not re.search(
        r"[?？]|^(?:i|we|you|they|he|she)(?: \w+)? (?:always|never|can[’']t|cannot|will|did)$",
        match["fact"],
        re.IGNORECASE,
    ):
        return Remember(text=_plain_end(match["fact"]))
    return None


def _forget(text: str) -> Forget | None:
    match = _FORGET.match(text)
    if match is None:
        return None
    spans = sentence_spans(text)
    asks = text.endswith(("?", "？"))
    if len(spans) > 1 or (asks and not match["modal"]):
        return None
    what = _FROM_MEMORY.sub("", re.sub(r"[\s,]*(?:please)?[\s.!?]*$", "", match["what"], flags=re.IGNORECASE))
    if _IDLE_TARGET.match(what):
        return None
    if _FORGET_LAST.match(what):
        return Forget(last=True)
    if _FORGET_ALL.match(what):
        return Forget(everything=True)
    for pattern in (_FORGET_ABOUT, _FORGET_FACT, _FORGET_OWN):
        if found := pattern.match(what):
            return Forget(target=found["target"].strip())
    return None


def _japanese_remember(text: str) -> Remember | None:
    first_end = sentence_spans(text)[0][1]
    if match := _JA_REMEMBER_FIRST.match(text):
        return Remember(text=_plain_end(match["fact"]))
    # "…です。覚えておいて。" asks for the sentence before it.
    for head, rest in ((text[:first_end], text[first_end:].strip()), (text, "")):
        match = _JA_REMEMBER.match(head)
        if match is None:
            continue
        fact = re.sub(r"(?:から|ので|のを|の)?[、,。．.\s]*$", "", match["fact"]).strip()
        if not fact or _JA_QUESTION_WORDS.search(fact) or fact in ("これ", "それ", "あれ", "私", "僕", "俺"):
            return None
        return Remember(text=fact, rest=rest)
    return None


def _japanese_forget(text: str) -> Forget | None:
    match = _JA_FORGET.match(text)
    if match is None or len(sentence_spans(text)) > 1:
        return None
    target = match["target"].strip(" 、。")
    whole = text[match.start("target") :]
    if _JA_ALL.match(target) or re.match(r"^(?:私|僕|俺|わたし)の?(?:こと|事)?(?:を|は)?(?:全部|すべて|全て)", whole):
        return Forget(everything=True)
    if _JA_LAST.match(target) or re.match(r"^(?:今|いま|さっき|先ほど)(?:の|言った|話した)", target):
        return Forget(last=True)
    if not target or _JA_IDLE.match(target) or _JA_QUESTION_WORDS.search(target):
        return None
    return Forget(target=target)


def _plain_end(fact: str) -> str:
    """Without the courtesy and the signs at its end; a question mark of "can you remember that …?" goes too."""
    return re.sub(
        r"(?:,?\s+(?:please|for me|for later|ok(?:ay)?|thanks|thank you))*[\s.!?。．！？]*$",
        "",
        fact,
        flags=re.IGNORECASE,
    ).strip()
