"""What of the memory belongs to a question: facts and earlier messages, or nothing.

Something is always nearest, so each candidate's relevance is judged: how much of the question's rare words it holds, and how
close it is in meaning. The weights are a logistic regression over 375 questions of LoCoMo and BFCL memory about a history that
holds the answer, and 915 asked of a history that does not (another person's, and general questions). At ``MESSAGE_ENOUGH`` 65 %
of the answered questions get a line that holds the answer, and under 3 % of the others get any line.
"""

from __future__ import annotations

import dataclasses
import math
import re
import time
from collections.abc import Callable, Mapping, Sequence

from assistant.documents.citing.sufficiency import terms_of
from assistant.documents.finding import query_words
from assistant.ids import ConversationId, MessageId
from assistant.memory.fact_store import FactStore, in_order
from assistant.memory.forgetting import FORGOTTEN
from assistant.memory.relatives import is_of_another_relative
from assistant.memory.search import CANDIDATES, FoundText, MemorySearch
from assistant.memory.text_index import TextHits, TextIndex
from assistant.records import Fact, Remembered
from assistant.storage.database import Storage

MESSAGE_ENOUGH = -2.2
FACT_ENOUGH = -2.9
"""Facts were chosen to be kept, so less is asked of them where the question is about the user."""
FACT_CLOSE = 0.6
"""Closeness in meaning from which a fact answers a question about the user though no word is shared ("my job", "I am a nurse")."""
_CONSTANT, _COVERAGE, _CLOSENESS, _RARITY = -5.14, 2.2, 1.8, 1.7
_RARITY_SCALE = 10.0
_FEWEST_TEXTS = 500
"""A young memory is judged as one of this size, in the range the weights were fitted in."""
_CANDIDATES = 8
_LOOKED_AT = 20
_MOST_LINES = 6
_PROFILE_FACTS = 20
_LONGEST_LINE = 300

_ABOUT_USER = re.compile(
    r"\b(?:i|i[’'](?:m|ve|d|ll)|me|my|mine|myself|we|us|our|ours)\b|私|わたし|僕|ぼく|俺|おれ|自分|うち|我が家|家族|娘|息子|妻|夫|父|母",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"\bhow (?:do|can|could|should|would) (?:i|we)\b|\b(?:can|could|may) i\b"
    r"|\b(?:tell|give|help|show|let|teach|remind|ask) (?:me|us)\b|\bi (?:want|need|would like|[’']d like)\b",
    re.IGNORECASE,
)
"""Where "I" and "me" say nothing about the user."""
_ABOUT_PAST = re.compile(
    r"\b(?:used to|before|previous(?:ly)?|former(?:ly)?|old|earlier|history|last time|changed?|ever)\b|前の|以前|昔|かつて|変わ",
    re.IGNORECASE,
)
_BESIDE_PARTICLE = re.compile(r"^[\u3041-\u309f].$|^[^\u3041-\u309f][はがをにでとのもへやかねよ]$")
_REQUEST = re.compile(
    r"^(?:(?:please|now|ok(?:ay)?|so|and|but|or|also|then)[,\s]+)*"
    r"(?:(?:one|another|the same)\b.{0,60}$"
    r"|(?:write|tell|give|show|name|list|explain|translate|summari[sz]e|describe|compare|draft|rewrite|suggest|recommend)\b)"
    r"|(?:書い|教え|作っ|訳し|翻訳し|要約し|説明し|比べ|挙げ|並べ)て(?:ください|くださいませんか|くれ|ほしい|欲しい)?[。！!\s]*$",
    re.IGNORECASE,
)
"""What asks for something to be written or told, which says nothing by itself."""
_GREETING = re.compile(
    r"(?:(?:hi|hello|hey|good (?:morning|afternoon|evening|night|day)|bye|goodbye|see you|thanks|thank you|thx|cheers|ok|okay|great"
    r"|nice|perfect|cool|wow|sorry|never mind|there|sotto|so much|very much|a lot|again|everyone|later|tomorrow|soon"
    r"|for (?:that|this|your help|the help|everything)|and|how are you|that (?:helps|helped)(?: me)?)\b[\s,.!?~…:;)-]*)+"
    r"|(?:(?:ありがとう(?:ございます|ございました)?|おはよう(?:ございます)?|こんにちは|こんばんは|おやすみ(?:なさい)?|さようなら|またね"
    r"|了解(?:です|しました)?|すみません|ごめん(?:なさい)?|助かりました|どうも|本当に|よろしく(?:お願いします)?"
    r"|お疲れ様(?:です|でした)?)[\s、。！!？?〜～…]*)+",
    re.IGNORECASE,
)
"""Each piece can be read in one way alone, or a long text would be tried in all ways."""
_PROFILE = re.compile(
    r"^(?:(?:so|and|hey|ok|please|tell me)[,\s]+)*(?:what|which things|everything)(?: all)?(?: do| did| have| that)? you"
    r" (?:know|remember|learn(?:ed|t)?|noted?)(?: so far)?(?: about (?:me|us|my life))?[\s?.!]*$"
    r"|^(?:私|僕|俺|わたし)(?:のこと|について|に関して)?(?:を|は|で)?(?:何|なに|どんなこと)?(?:を|が)?"
    r"(?:知って|覚えて)(?:い)?(?:る|ます)(?:か|の)?[。？?\s]*$",
    re.IGNORECASE,
)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """Lines for the prompt, the most relevant first, and how long it took to find them."""

    lines: tuple[Remembered, ...] = ()
    took_ms: float = 0.0


def relevance(coverage: float, rarity: float, closeness: float | None) -> float:
    """Log odds that a text answers a question. ``coverage`` is the share of the question's rare words it holds, ``rarity`` the sum
    of their weights, ``closeness`` in meaning 0 to 1 where it was measured."""
    return (
        _CONSTANT
        + _COVERAGE * coverage
        + _RARITY * min(rarity / _RARITY_SCALE, 1.0)
        + _CLOSENESS * (closeness if closeness is not None else coverage / 2)
    )


def telling(terms: Sequence[str]) -> list[str]:
    """Terms without the pairs of Japanese characters that reach into a particle: they differ wherever a word is used anew."""
    return [term for term in terms if not _BESIDE_PARTICLE.match(term)] or list(terms)


def is_request(said: str) -> bool:
    """Whether a message asks for a text or an explanation, and says nothing of the user."""
    return _REQUEST.search(said) is not None and _ABOUT_USER.search(_COURTESY.sub("", said)) is None


def is_courtesy(said: str) -> bool:
    """Whether a message greets, thanks or agrees and says nothing else: it brings nothing to mind, and is not worth bringing
    back. A small model that is given "Thanks!" as something it was told recites it."""
    return _GREETING.fullmatch(said.strip()) is not None


def own_part(message: str) -> str:
    """What of a message the user said: without lines that are marked as quoted, as of a mail that was copied. What stands in those
    must bring up nothing of the memory, nor come back later as if it had been said."""
    return "\n".join(line for line in message.splitlines() if not line.lstrip().startswith(">")).strip()


class Recall:
    """Finds what belongs to a question. May be called from any thread."""

    def __init__(
        self, storage: Storage, facts: FactStore, search: MemorySearch, messages: TextIndex, fact_index: TextIndex
    ) -> None:
        self._storage = storage
        self._facts = facts
        self._search = search
        self._messages = messages
        self._fact_index = fact_index

    def recall(self, question: str, *, outside: ConversationId | None = None) -> Recalled:
        """What is relevant to a question, without the messages of the conversation it is asked in, which the prompt holds."""
        started = time.perf_counter()
        question = own_part(question)
        lines: list[Remembered] = []
        if not is_courtesy(question):
            lines = self._profile() if _PROFILE.match(question) else self._relevant(question, outside)
        return Recalled(lines=tuple(lines), took_ms=(time.perf_counter() - started) * 1000)

    def _profile(self) -> list[Remembered]:
        return [line_of_fact(fact) for fact in self._facts.all(past=False)[:_PROFILE_FACTS]]

    def _relevant(self, question: str, outside: ConversationId | None) -> list[Remembered]:
        terms = telling(terms_of(question))
        if not terms:
            return []
        facts = self._relevant_facts(question, terms)
        sources = {line.message for _, line in facts if line.message is not None}
        messages = [
            (odds, line)
            for odds, line in self._relevant_messages(question, terms, outside)
            if line.message not in sources
        ]
        ranked = sorted([*facts, *messages], key=lambda pair: -pair[0])
        return [line for _, line in ranked[:_MOST_LINES]]

    def _relevant_facts(self, question: str, terms: Sequence[str]) -> list[tuple[float, Remembered]]:
        if not self._fact_index.size():
            return []
        about_user = _ABOUT_USER.search(_COURTESY.sub("", question)) is not None
        enough = FACT_ENOUGH if about_user else MESSAGE_ENOUGH
        counts = self._fact_index.counts(terms)
        weights = _weights(counts, self._fact_index.size())
        hits = self._fact_index.search_text(question, CANDIDATES, counts)
        if not about_user and not self._may_reach(enough, hits, weights, self._fact_index):
            return []
        found = {one.id: one for one in self._search.find_facts(question, _CANDIDATES, hits=hits)}
        facts = in_order(list(self._facts.of(found).values()))
        past = _ABOUT_PAST.search(question) is not None
        kept = []
        for fact in facts:
            odds = _judge(fact.text, found[fact.id], weights)
            near = about_user and (found[fact.id].closeness or 0.0) >= FACT_CLOSE
            of_another = is_of_another_relative(question, fact.text)
            if (near or odds >= enough) and (fact.until is None or past) and not of_another:
                kept.append((odds, line_of_fact(fact)))
        return kept

    def _relevant_messages(
        self, question: str, terms: Sequence[str], outside: ConversationId | None
    ) -> list[tuple[float, Remembered]]:
        counts = self._messages.counts(terms)
        weights = _weights(counts, self._messages.size())
        hits = self._messages.search_text(question, CANDIDATES, counts)
        if not self._may_reach(
            MESSAGE_ENOUGH, hits, weights, self._messages, lambda numbers: self._sources(numbers, outside)
        ):
            return []
        found = {
            one.id: one for one in self._search.find_messages(question, _CANDIDATES * 2, outside=outside, hits=hits)
        }
        marks = ", ".join("?" * len(found))
        rows = self._storage.rows(
            "SELECT id, conversation_id, text, created_at,"  # noqa: S608 - question marks alone
            " (SELECT text FROM messages b WHERE b.conversation_id = m.conversation_id AND b.id < m.id"
            "  ORDER BY b.id DESC LIMIT 1) AS before"
            f" FROM messages m WHERE role = 'user' AND id IN ({marks})"
            " AND NOT EXISTS (SELECT 1 FROM facts WHERE message_id = m.id AND coalesce(until, forget_at) IS NOT NULL)",
            tuple(found),
        )
        kept = []
        for row in rows:
            said = own_part(row["text"])
            # What the user asked holds no answer, and a model's answers are no source.
            if query_words.is_question(said) or is_request(said) or is_courtesy(said) or not said or said in FORGOTTEN:
                continue
            asked = row["before"] or ""
            context = f"{asked} {said}" if query_words.is_question(asked) else said
            odds = _judge(context, found[row["id"]], weights)
            if odds >= MESSAGE_ENOUGH and not is_of_another_relative(question, context):
                kept.append((odds, _line_of_message(row, said)))
        return kept

    def _sources(self, hits: Sequence[int], outside: ConversationId | None) -> list[int]:
        """Those messages that can lead to a line: what the user stated in other conversations, and what was asked before."""
        marks = ", ".join("?" * len(hits))
        rows = self._storage.rows(
            f"SELECT id, role, text FROM messages WHERE id IN ({marks}) AND conversation_id IS NOT ?",  # noqa: S608
            (*hits, outside),
        )
        return [row["id"] for row in rows if query_words.is_question(row["text"]) == (row["role"] != "user")]

    def _may_reach(
        self,
        enough: float,
        hits: TextHits,
        weights: Mapping[str, float],
        index: TextIndex,
        of_use: Callable[[Sequence[int]], Sequence[int]] = tuple,
    ) -> bool:
        """Whether any text ``of_use`` holds so many of the words that, were it as close in meaning as can be, it would be relevant.

        Embedding a question takes most of the time of a recall, and most questions need none.
        """
        held = (_held(text, weights) for text in index.texts(of_use(hits.best(_LOOKED_AT))))
        total = sum(weights.values())
        return any(relevance(one / total if total > 0 else 0.0, one, 1.0) >= enough for one in held)


def _weights(counts: Mapping[str, int], size: int) -> dict[str, float]:
    """How telling each term is among ``size`` texts."""
    texts = max(size, _FEWEST_TEXTS)
    return {term: math.log(1 + texts / (1 + count)) for term, count in counts.items()}


def _judge(text: str, found: FoundText, weights: Mapping[str, float]) -> float:
    held = _held(text, weights)
    total = sum(weights.values())
    return relevance(held / total if total > 0 else 0.0, held, found.closeness)


def _held(text: str, weights: Mapping[str, float]) -> float:
    inside = query_words.stems_and_pairs(text)
    return sum(weight for term, weight in weights.items() if query_words.stem(term) in inside)


def line_of_fact(fact: Fact) -> Remembered:
    """A fact as an answer is given it."""
    return Remembered(
        text=fact.text,
        said_at=fact.since,
        fact=fact.id,
        conversation=fact.source.conversation if fact.source else None,
        message=fact.source.message if fact.source else None,
        until=fact.until,
    )


def _line_of_message(row: Mapping[str, object], said: str) -> Remembered:
    text = " ".join(said.split())
    return Remembered(
        text=text if len(text) <= _LONGEST_LINE else text[: _LONGEST_LINE - 1] + "…",
        said_at=float(str(row["created_at"])),
        conversation=ConversationId(int(str(row["conversation_id"]))),
        message=MessageId(int(str(row["id"]))),
    )
