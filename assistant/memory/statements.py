"""Sentences of a message that may state something lasting about the user. Pure; precision first.

A sentence qualifies by its form: in the first person (or about family, home, pets), present and certain. Questions, quotations,
code, forwarded mail, pasted texts, suppositions, passing states ("I'm looking for …"), stories, and what is said about the one who
is spoken to do not. What qualifies is then judged by the chat model; what does not is never seen by it. Every sentence given is an
exact part of the message.
"""

from __future__ import annotations

import re

from assistant.documents.sentences import sentence_spans

LONGEST_MESSAGE = 1200
"""Characters; a longer message is a text somebody pasted."""
_SHORTEST, _LONGEST = 8, 160
_SHORTEST_JA = 5

_FOREIGN = re.compile(
    r"^\s*(?:>|\||#|```|(?:from|subject|to|cc|date|fwd?|re)\s*:)|^\s*(?:dear|hi|hello) [A-Z][\w. ]{0,30},\s*$|\n\s*\n.*\n\s*\n",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
_TASK = re.compile(
    r"\b(?:translate|summari[sz]e|rewrite|proofread|correct|rephrase|paraphrase|write|draft|compose|continue|role-?play|pretend|"
    r"imagine|suppose|act as|you are|story|poem|essay|character|example|sentence|lyrics|quote|email|e-mail|letter)\b"
    r"|翻訳|訳して|要約|書き直|添削|書いて|物語|小説|詩を|例文|演じて|ふりをして|仮に|メール|手紙",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“”„«»「」『』]|(?<!\w)['‘][^'’]+['’](?!\w)")
_UNSURE = re.compile(
    r"\b(?:if|whether|would|could|might|may|maybe|perhaps|probably|wish|hope|think|guess|suppose|imagine|wonder|unless|seems?|"
    r"what if|let[’']s say|sort of|kind of|today|tonight|right now|at the moment|just now|yesterday|this morning|"
    r"you|your|yours|you[’']re|lately|recently|currently|trying to|a mix of|a bit|a little|never thought|one is|that one)\b"
    r"|\b(?:love|like|enjoy|prefer|hate) "
    r"(?:it|that|this|these|those|her|him|them|being|how|what|when|the (?:sense|way|feeling|idea))\b"
    r"|\b(?:love|like|enjoy|prefer|hate|want) to[\s.!]*$"
    r"|かも|でしょう|だろう|と思|たら|なら|もし|つもり|みたい|らしい|ようだ|そうです|予定|最近|たまに|くらい|ぐらい|ちょうど|同じ|まだ|時は|ときは|"
    r"わかります|分かります|助かり|嬉し|羨まし|うらやまし|大変|(?:私|わたし|僕|俺|うち)も|^あ|"
    r"なくちゃ|なきゃ|なければ|今日|今夜|今は|昨日|さっき|ところです|あなた",
    re.IGNORECASE,
)
_STANDING_EN = re.compile(
    r"^(?:(?:and|but|so|also|well|oh|yes|yeah|no|by the way|btw|fyi|actually)[,\s]+)*(?:"
    r"(?:my|our) [\w’'-]+(?: [\w’'-]+){0,4} "
    r"(?:is|are|has|have|was born|lives?|works?|loves?|likes?|hates?|plays?|studies|speaks?|goes to)\b"
    r"|my name[’']s\b"
    r"|(?:i|we)(?:[’']m|[’']re| am| are) (?:a|an|the|from|allergic|intolerant|vegan|vegetarian|married|divorced|single|engaged|"
    r"retired|diabetic|left-handed|colou?r-?blind|afraid of|into|\d{1,3} years old|originally from)\b"
    r"|(?:i|we) (?:live|work|study|teach|own|speak|play|love|like|prefer|hate|enjoy|dislike|collect|drive|was born|were born|"
    r"grew up|always|never|usually|can[’']t eat|cannot eat|don[’']t (?:eat|drink|like|drive|smoke)|do not (?:eat|drink|like|drive|"
    r"smoke))\b"
    r"|(?:i|we)(?: have|[’']ve got) (?:a|an|one|two|three|four|five|\d+|no) (?!question|problem|idea|issue|meeting|headache|cold|"
    r"list|file|table|document|function|class|error|bug|task|project|request|favou?r|lot|few|couple|minute|feeling|choice)"
    r")",
    re.IGNORECASE,
)
_STANDING_JA = re.compile(
    r"(?:^|[、。\s])(?:私|わたし|僕|ぼく|俺|うち|我が家|妻|夫|主人|娘|息子|子供|子ども|父|母|両親|兄|弟|姉|妹|犬|猫|ペット|趣味|"
    r"誕生日|出身|仕事|職業|名前|住まい|実家|会社)(?:の[^。、はが]{1,10})?(?:は|が|も).{1,60}?"
    r"(?:です|だ|ます|ている|てる|ません|ない)(?:よ|ね)?[。．!！]*$"
    r"|(?:に住んで(?:い)?(?:ます|る)|で働いて(?:い)?(?:ます|る)|を飼って(?:い)?(?:ます|る)|出身です|アレルギーです|が(?:大好き|好き|嫌い|苦手)です)"
    r"(?:よ|ね)?[。．!！]*$"
)
_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_ENDS_AS_QUESTION = re.compile(r"[?？]|(?:か|かな|っけ)[。．\s]*$")


def statements(message: str) -> tuple[str, ...]:
    """The sentences of a message that may state a lasting fact, in order, each an exact part of it."""
    if len(message) > LONGEST_MESSAGE or _FOREIGN.search(message) or _TASK.search(message):
        return ()
    found = []
    for start, end in sentence_spans(message):
        sentence = message[start:end]
        japanese = _JAPANESE.search(sentence) is not None
        if not (_SHORTEST_JA if japanese else _SHORTEST) <= len(sentence) <= _LONGEST:
            continue
        if (
            _ENDS_AS_QUESTION.search(sentence)
            or _QUOTED.search(sentence)
            or _UNSURE.search(sentence)
            or "\n" in sentence
        ):
            continue
        if (_STANDING_JA if japanese else _STANDING_EN).search(sentence):
            found.append(sentence.rstrip(" .。!！．"))
    return tuple(found)
