"""Whether a sentence may be a command at all, and its words without courtesies. Pure, and fast: it is asked of every message.

Only what the user says to Sotto counts: no text that is quoted, forwarded or pasted, and no question about how things work.
"""

from __future__ import annotations

import re
import unicodedata

from assistant.skills.disfluencies import without_disfluencies

MOST_CHARACTERS = 300

_QUOTED = re.compile(
    r"^\s*(?:[>\"'“‘「『`|#*<{\[]|(?:from|subject|to|re|fwd?|sent|date|cc|件名|差出人|送信者|宛先)\s*[::])",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"^(?:(?:hey|hi|hello|ok|okay|so|and|oh|well|um|uh|now|yes|please|kindly|just|sotto|alexa|siri|olly)\b[\s,.!]*)+"
    r"|^(?:(?:ねえ|ねぇ|あの|ええと|えっと|じゃあ|では|ソット|Sotto)[、,\s]*)+",
    re.IGNORECASE,
)
_MODAL = re.compile(
    r"^(?:(?:can|could|would|will) you (?:please |kindly |just )*(?:go ahead and )?|i(?:[’']?d| would) like you to "
    r"|i (?:want|need) you to |you (?:can|could) (?:please )?|let[’']s |go ahead and |would you (?:mind"
    r"|be willing to) )+(?:please )?",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:[\s,]*(?:please|for me|thanks|thank you|right now|(?<!from )now)\b)*[\s.!?。．！？]*$", re.IGNORECASE
)
_ASKS = (
    r"how (?:do|does|did|can|could|should|would|to|come)\b",
    r"why\b",
    r"who\b",
    r"what(?:[’']s| is| are| was| were) (?:a|an|the (?:difference|meaning|definition|best|point|purpose|history))\b",
    r"what(?:[’']s| is) (?:a|an)\b",
    r"what (?:does|do|did) .+ (?:mean|say|state|mention)\b",
    r"how (?:long|often|much|many|soon) should\b",
    r"what happens\b",
    r"tell me (?:about|how|why|what (?:a|an)\b)",
    r"should i\b",
    r"is it (?:possible|ok|okay|good|bad|safe|true)\b",
    r"(?:can|could|does|did|will|would) (?:i|we|one|people|it|they|he|she)\b",
)
_WRITES = (
    (
        r"(?:explain|describe|define|write(?! (?:(?:this|that) )?down\b)|translate|summari[sz]e|compose|draft|say"
        r"|imagine|suppose|if(?! it(?:[’']?s| is)\b))\b"
    ),
    r"when i\b",
)
_TELLS = (
    r"i (?:hate|love|like|set|was|were|had|once|always|never|used)\b",
    r"(?:my|the|a|an|this|that|these|those|his|her|their|our|he|she|they|we) (?!(?:next|first|last|second|third)\b)\w+",
)
_ABOUT = re.compile(rf"^(?:{'|'.join((*_ASKS, *_WRITES, *_TELLS))})", re.IGNORECASE)
_ABOUT_JA = re.compile(
    r"とは(?:何|なん|なに)?(?:ですか|でしょうか)?$|使い方|方法|やり方|仕組み|どうやって|どうすれば|どのように|なぜ|どうして"
    r"|の違い|べきで|したことが|について教えて|の意味|翻訳して|訳して|要約して|(?:しまし|まし)た$|ですよね$|んです$|らしい$|そうです$|と言"
    r"|という(?:文|本|曲|映画)|書いて(?:あり|ある)|書かれて|記載され"
)
_ABLE = re.compile(
    r"^(?:can|do|could|are) you (?:able to )?(?:\w+ )?(?:timers|alarms|reminders|lists|notes|events|appointments|calendars)\s*\??$",
    re.IGNORECASE,
)
"""A question about what Sotto can do."""
_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


def is_japanese(text: str) -> bool:
    """Whether a text holds kana or kanji."""
    return _JAPANESE.search(text) is not None


def own_words(message: str) -> str | None:
    """The user's own sentence in NFKC, without address, courtesies and the signs at its end; None where it is not one short line
    of the user's own."""
    text = unicodedata.normalize("NFKC", message).strip()
    if not text or len(text) > MOST_CHARACTERS or "\n" in text or _QUOTED.match(text) or _ABLE.match(text):
        return None
    text = without_disfluencies(" ".join(text.split()))
    if is_japanese(text):
        # Recognised speech sets spaces between words.
        text = re.sub(r"(?<=[^\x00-\x7f]) +| +(?=[^\x00-\x7f])", "", text)
    # A courtesy alone is a word of its own: “yes” and “ok” answer a question.
    return _bare(text) or text.rstrip(" .!?。！？") or None


def is_question_about(sentence: str) -> bool:
    """Whether a sentence asks about something, or tells of it, instead of asking for it to be done."""
    if is_japanese(sentence):
        return _ABOUT_JA.search(sentence) is not None
    return _ABOUT.match(sentence) is not None


def _bare(text: str) -> str:
    before = None
    while before != text:
        before = text
        for pattern in (_ADDRESS, _MODAL, _TAIL):
            text = pattern.sub("", text).strip()
    return text
