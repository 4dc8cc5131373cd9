"""What of a passage can be quoted, and the words it is compared by. Pure.

A quote is a sentence, or lines of a table. A heading counts for what stands below it; the quote begins with the sentence, and with
the heading only where no sentence follows.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from assistant.documents.citing.kanji_numbers import with_digits
from assistant.documents.citing.polarity import Polarity, polarity
from assistant.documents.finding import query_words
from assistant.documents.sentences import sentence_spans
from assistant.records import Passage

_LONGEST_QUOTE = 300
_LONGEST_HEAD_WORDS = 10

NUMBER_WORDS = {
    word: str(value)
    for value, word in enumerate(
        ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    )
}
FISCAL_YEAR = re.compile(r"fy(?:\d{2}|\d{4})")
_SENTENCE_ENDS = tuple(".!?。！？…」）”\"'")
# "4.2 Notice", "5 プライバシー"; what a line that is broken in the middle of a sentence has, commas and full stops, it has not.
_NUMBERED_HEAD = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?[^\S\n]+(?![a-z])[^\n.,;:!?。、：；！？]{1,60}")
# "3 Rent", "## 4.2 Notice", "2. Bicycles …": what a writer counts by is no number of what is said there.
_COUNTED_HEAD = re.compile(r"^[#\s]*(\d{1,3}(?:\.\d{1,3})*)[.)、]?(?=\s)")
_COUNTED_ITEM = re.compile(r"^\s*\(?(\d{1,3})[.)、](?=\s)")
_PLACE = re.compile(
    r"(?:\b(?:sections?|clauses?|articles?|chapters?|paragraphs?|items?|points?|steps?|rules?)|§)\s*(\d{1,3}(?:\.\d{1,3})*)(?![\w%]|[.,]\d)"
    r"|第\s*(\d{1,3})\s*[条項章節号]",
    re.IGNORECASE,
)
# As Markdown marks them (CommonMark 0.31, 4.2).
_MARKED_HEAD = re.compile(r"#{1,6}[^\S\n]+\S[^\n]*")
_HEAD_SHARE = 0.5
"""A numbered heading is at most so long as this share of the line below; a line that the page breaks is about as long."""
# At the beginning: further on it is mostly the sentence's own ("Sotto asks before it does").
_TAKES_UP = re.compile(
    r"\s*(?:[\w'’-]+\s+){0,3}(?:it|its|they|their|he|his|she|her|this|these)\b|\s*(?:また、|そして|なお、)?(?:それ|その|これ|この|彼|同(?:社|氏|年|地))",
    re.IGNORECASE,
)
_HIRAGANA = re.compile("[ぁ-ゖ]")
_LONE_KANJI = re.compile(r"(?<![一-龥々])(?![何誰時事物中者方為等際])[一-龥](?![一-龥々])")
# "0 . 2", "1 , 100", as recognised or tokenised texts have them; at the end of a sentence no space stands before the point.
_TORN_NUMBER = re.compile(r"\d+(?: [.,] \d+)+")
PROVISO = re.compile(r"\s*(?:(?:however|but|except|unless|provided)\b|ただし|但し|しかし)", re.IGNORECASE)
LIST_MARK = re.compile(r"^\s*(?:[-*•・]|\d{1,3}[.)、])\s+")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A sentence of a passage, or lines of a table; ``start`` and ``end`` are characters of the page. ``text`` and all that is
    read from it hold the heading above too."""

    passage: int
    start: int
    end: int
    text: str
    terms: frozenset[str]
    numbers: frozenset[str]
    said_at: int
    """Where in ``text`` the sentence begins below its headings."""
    taken_up: frozenset[str] = frozenset()
    """Terms of the sentence before, where this one says "it" or "they": what it is about need not be said again."""

    @property
    def is_proviso(self) -> bool:
        """Whether it only takes a part back of what stands before it, and so does not deny that."""
        return PROVISO.match(self.text, self.said_at) is not None

    @property
    def own(self) -> frozenset[str]:
        """The terms of the sentence itself, without the headings."""
        return self.terms if self.said_at == 0 else terms_in(self.text[self.said_at :])

    @property
    def polarity(self) -> Polarity:
        """What it affirms and denies. Each line of a table stands for itself."""
        said = self.text[self.said_at :]
        return polarity(said if said.endswith(_SENTENCE_ENDS) else said.replace("\n", "; "))


def sources_of(at: int, passage: Passage) -> list[Source]:
    """What of ``passages[at]`` can be quoted."""
    found: list[Source] = []
    headings = frozenset(map(_plain, (passage.title, *passage.heading.split(" › "))))
    for start, end in _below_heads(passage.text, _pieces(passage.text), headings):
        text = passage.text[start:end]
        said_at = _sentence_start(text, headings)
        found.append(
            Source(
                passage=at,
                start=passage.start + start + said_at,
                end=passage.start + end,
                text=text,
                terms=terms_in(text),
                numbers=_numbers_of(text, said_at),
                said_at=said_at,
                taken_up=found[-1].terms if found and _TAKES_UP.match(text[said_at:]) else frozenset(),
            )
        )
    return found


def _pieces(text: str) -> list[tuple[int, int]]:
    """Sentences; where one is as long as a table, windows of whole lines instead."""
    found = []
    for start, end in sentence_spans(text):
        lines = [(start + line.start(), start + line.end()) for line in re.finditer(r"\S[^\n]*", text[start:end])]
        if end - start <= _LONGEST_QUOTE or len(lines) < 2:
            found.append((start, end))
            continue
        for i, (line_start, line_end) in enumerate(lines):
            window_end = line_end
            for _, later_end in lines[i + 1 :]:
                if later_end - line_start > _LONGEST_QUOTE:
                    break
                window_end = later_end
            found.append((line_start, window_end))
    return [(start, start + len(text[start:end].rstrip())) for start, end in found]


def _below_heads(text: str, pieces: Sequence[tuple[int, int]], headings: frozenset[str]) -> list[tuple[int, int]]:
    """Pieces where each head has joined what stands below it. A known heading with nothing below says nothing and goes."""
    found: list[tuple[int, int]] = []
    head: tuple[int, int] | None = None
    for start, end in pieces:
        piece = text[start:end]
        if _plain(piece) in headings:
            head = (start, end)
        elif _is_head(piece):
            head = (head[0], end) if head is not None and end - head[0] <= _LONGEST_QUOTE else (start, end)
        else:
            joins = head is not None and end - head[0] <= _LONGEST_QUOTE
            found.append((head[0] if head is not None and joins else start, end))
            head = None
    if head is not None and _plain(text[head[0] : head[1]]) not in headings:
        found.append(head)
    return found


def _sentence_start(text: str, headings: frozenset[str]) -> int:
    """Where the sentence of a piece begins below its headings; 0 where no sentence stands below."""
    if not text.endswith(_SENTENCE_ENDS):
        return 0
    start = 0
    for line in re.finditer(r"([^\n]+)\n\s*", text):
        below = text[line.end() : line.end() + _LONGEST_QUOTE].split("\n", 1)[0]
        if line.start() != start or not below or not _heads(line, below, headings):
            break
        start = line.end()
    return start


def _heads(line: re.Match[str], below: str, headings: frozenset[str]) -> bool:
    """Whether a line is a heading: known, set off by an empty line, or numbered and far shorter than what follows."""
    words = line.group(1).strip()
    if words.endswith((":", "：")):
        return False
    if _plain(words) in headings or _MARKED_HEAD.fullmatch(words):
        return True
    if line.group().count("\n") > 1:
        return _is_head(words)
    return (
        _NUMBERED_HEAD.fullmatch(words) is not None
        and len(words) <= _HEAD_SHARE * len(below)
        and not below[0].islower()
    )


def _is_head(piece: str) -> bool:
    """Whether a piece looks like a heading or a lead-in: marked, or a short line without numbers that ends like no sentence."""
    if _MARKED_HEAD.fullmatch(piece):
        return True
    plain = LIST_MARK.sub("", piece)
    if "\n" in piece or (plain != piece and not piece.lstrip()[0].isdigit()):
        return False
    if plain.rstrip().endswith((":", "：")):
        return True
    return (
        not plain.rstrip().endswith(tuple(".!?。！？…;”\"'」）)"))
        and not any(character.isdigit() for character in plain)
        and len(query_words.words(plain)) + len(query_words.pairs(plain)) // 2 <= _LONGEST_HEAD_WORDS
    )


def _plain(text: str) -> str:
    return " ".join(query_words.words(text) + query_words.pairs(text))


def terms_in(text: str) -> frozenset[str]:
    """Stems, numbers made plain, and character pairs where a text has no spaces, with kanji that stand alone; no stop words. Those
    of numbers in kanji are there as they are written and in digits."""
    digits = with_digits(text)
    return _terms(text) if digits == text else _terms(text) | _terms(digits)


def telling_terms(text: str) -> frozenset[str]:
    """The same without the pairs that an inflection or a particle changes (止め, を止), where others are left, and of numbers in
    kanji the digits alone."""
    found = terms_in(with_digits(text, alone=False))
    return frozenset(term for term in found if not _HIRAGANA.search(term)) or found


def _terms(text: str) -> frozenset[str]:
    found = [query_words.stem(_plain_number(word)) for word in query_words.content_words(text)] + _mended(text)
    if query_words.has_unspaced(text):
        found += query_words.content_pairs(text) + _LONE_KANJI.findall(text)
    return frozenset(found)


def numbers_in(text: str, *, alone: bool = True) -> frozenset[str]:
    """The numbers of a text made plain, those in words and in kanji before what they count too; without ``alone`` no single
    kanji."""
    text = with_digits(text, alone=alone)
    found = [_plain_number(word) for word in query_words.words(text)] + _mended(text)
    return frozenset(word for word in found if word[0].isdigit())


def numbers_claimed(text: str) -> frozenset[str]:
    """The same, where what only names a place is one: ``§3`` for "section 3"."""
    return numbers_in(without_places(text), alone=False) | _places(text)


def _numbers_of(text: str, said_at: int) -> frozenset[str]:
    """The numbers of a source, and the places it is or names."""
    found: set[str] = set()
    for line in text[:said_at].splitlines():
        counted = _COUNTED_HEAD.match(line)
        found |= {f"§{counted[1]}"} if counted else set()
        found |= numbers_in(without_places(line[counted.end() :] if counted else line))
    said = text[said_at:]
    counted = _COUNTED_ITEM.match(said)
    found |= {f"§{counted[1]}"} if counted else set()
    return frozenset(found) | numbers_in(without_places(said[counted.end() :] if counted else said)) | _places(text)


def without_places(text: str) -> str:
    """The text without the numbers that only name a place: section 3, 第5条."""
    return _PLACE.sub(" ", text)


def _places(text: str) -> frozenset[str]:
    return frozenset(f"§{western or japanese}" for western, japanese in _PLACE.findall(text))


def _mended(text: str) -> list[str]:
    """What torn numbers were, made plain; their pieces count as well."""
    return [_plain_number(torn.replace(" ", "")) for torn in _TORN_NUMBER.findall(text)]


def _plain_number(word: str) -> str:
    """``1,577`` as ``1577``, ``12.50`` as ``12.5``, ``seven`` as ``7``, ``fy23`` as ``2023``; other words as they are."""
    if word in NUMBER_WORDS:
        return NUMBER_WORDS[word]
    if FISCAL_YEAR.fullmatch(word):
        return word[2:] if len(word) == 6 else f"20{word[2:]}"
    if not word[0].isdigit():
        return word
    plain = re.sub(r",(?=\d{3}(?:\D|$))", "", word)
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
