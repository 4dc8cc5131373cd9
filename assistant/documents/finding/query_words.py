"""What of a text is looked up: words, pairs of characters for scripts without spaces, and the queries made of them.

Chinese, Japanese, Korean, Thai and their like are cut into overlapping pairs of characters (the usual way of full-text
engines for them), since a two-kanji word such as 契約 is shorter than the three characters SQLite's trigram tokenizer needs.
The last character of each run stands alone as well, so that a prefix query finds every single character too.

Every query is built of quoted strings that hold letters and digits alone: no text of the user's is ever read as FTS5 syntax.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Collection


def _words_of(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


STOP_WORDS = _words_of(
    """
    a about above across after again against all also am an and any are around as at be became because been before
    being below between both but by can cannot come could did do does doing don down during each either else ever
    every few for from further get give given go goes got had has have having he her here hers him his how however
    i if in into is it its itself just know let like ll many may me might more most much must my no nor not now of
    off on once only or other our ours out over own per please re s same say she should show since so some such t
    tell than that the their theirs them then there these they this those through to too under until up upon us
    very via was we were what when where whether which while who whom whose why will with within without would ve
    you your yours uh um oh er hmm
    """
)
"""English words that carry no topic: function words, question words, and the fillers of speech."""

JAPANESE_STOP_WORDS = tuple(
    sorted(
        _words_of("""
        ありますか ありました あります でしょうか でしたか でした でしょう ですか です ますか ました ません
        ます ください 教えて 知りたい について における に関して に関する によって によると として とは
        という といった どのくらい どれくらい どのような どんな どこ どれ どの どう だれ 誰 いつ いくつ
        いくら なに なん 何 なぜ この その あの これ それ あれ ここ そこ ある いる する した して
        される された されて なる なった から まで より など だけ では には へは との また
        """),
        key=len,
        reverse=True,
    )
)
"""Japanese question forms, particles and auxiliaries that carry no topic, longest first."""

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Myanmar, Khmer
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"  # kana and iteration marks
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
    "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af"  # Hangul
)
_UNSPACED_RUN = re.compile(f"[{_UNSPACED}]+")
_TOKEN = re.compile(
    rf"(?P<unspaced>[{_UNSPACED}]+)|(?P<number>\d+(?:[.,]\d+)*)|(?P<word>[^\W\d_{_UNSPACED}][^\W_{_UNSPACED}]*)"
)
_NOT_A_LETTER = re.compile(r"[^\w]|_")
_QUOTED = re.compile(r"[\"“”「『]([^\"“”「」『』]{2,200})[\"“”」』]")
_JAPANESE_STOP = re.compile("|".join(JAPANESE_STOP_WORDS))
_KANA_ONLY = re.compile("[\u3040-\u309f]+")
_FISCAL_YEAR = re.compile(r"fy((?:19|20)?\d{2})")
_YEAR = re.compile(r"20\d{2}")
_QUARTERS = {"q1": "first", "q2": "second", "q3": "third", "q4": "fourth"}
_QUESTION = re.compile(r"[?？]\s*[\"'”’」』)）]*\s*$|(?:です|ます|でした|ました|でしょう|ません)か[。．]?\s*$")
MAXIMUM_TERMS = 64
"""Terms of one query; a pasted page is searched by its first ones."""


def is_question(text: str) -> bool:
    """Whether a text ends as a question does, in English or Japanese."""
    return _QUESTION.search(text) is not None


def normalised(text: str) -> str:
    """Compatibility forms folded together (full-width letters, half-width kana), case folded."""
    return unicodedata.normalize("NFKC", text).casefold()


def has_unspaced(text: str) -> bool:
    """Whether any character belongs to a script written without spaces between words."""
    return _UNSPACED_RUN.search(text) is not None


def mostly_unspaced(text: str) -> bool:
    """Whether at least a third of the letters belong to scripts written without spaces."""
    letters = len(_NOT_A_LETTER.sub("", text))
    return letters > 0 and sum(len(run) for run in _UNSPACED_RUN.findall(text)) * 3 >= letters


def reads(languages: Collection[str], query: str) -> bool:
    """Whether a model of these languages was trained for the query's script; one for English alone gets Japanese wrong two times
    in three."""
    return bool({"multilingual", "ja", "zh", "ko"} & set(languages)) or not mostly_unspaced(query)


def words(text: str) -> list[str]:
    """Words and numbers of the scripts that have spaces, in order, normalised; ``1,577.5`` is one number."""
    return [found.group() for found in _TOKEN.finditer(normalised(text)) if found.lastgroup != "unspaced"]


def unspaced_runs(text: str) -> list[str]:
    """The runs of characters of scripts without spaces, in order, normalised."""
    return _UNSPACED_RUN.findall(normalised(text))


def pairs(text: str) -> list[str]:
    """Overlapping pairs of neighbouring characters in the runs of unspaced script; a run of one character gives itself."""
    found = []
    for run in unspaced_runs(text):
        found += [run] if len(run) == 1 else [run[i : i + 2] for i in range(len(run) - 1)]
    return found


def content_words(text: str) -> list[str]:
    """The distinct words that carry the topic, in order of appearance."""
    return list(dict.fromkeys(word for word in words(text) if word not in STOP_WORDS))


def content_pairs(text: str) -> list[str]:
    """The distinct pairs that carry the topic: question forms and particles are cut out first, pairs of hiragana are
    kept only when nothing else is left."""
    found = list(dict.fromkeys(pairs(_JAPANESE_STOP.sub(" ", normalised(text)))))
    telling = [pair for pair in found if not _KANA_ONLY.fullmatch(pair)]
    return telling or found or list(dict.fromkeys(pairs(text)))


def pairs_text(text: str) -> str:
    """A text as the pairs table stores it: words as they are, unspaced runs as pairs and their last character alone."""
    pieces = []
    for found in _TOKEN.finditer(normalised(text)):
        token = found.group()
        if found.lastgroup != "unspaced":
            pieces.append(token)
            continue
        pieces += [token[i : i + 2] for i in range(len(token) - 1)]
        pieces.append(token[-1])
    return " ".join(pieces)


def spellings(word: str) -> tuple[str, ...]:
    """The other ways in which reports write a word of a question: ``fy2023`` as 2023 and ``fy23``, ``q4`` as the fourth quarter,
    ``percent`` as a percentage."""
    year = _FISCAL_YEAR.fullmatch(word)
    if year is not None or _YEAR.fullmatch(word):
        digits = year[1] if year is not None else word
        full = digits if len(digits) == 4 else f"20{digits}"
        return tuple(one for one in (full, f"fy{full}", f"fy{full[2:]}") if one != word)
    if word in _QUARTERS:
        return (_QUARTERS[word],)
    return {"percent": ("percentage",), "percentage": ("percent",)}.get(word, ())


def words_query(text: str) -> str:
    """FTS5 query that any of the content words match, or any word where all are stop words; empty when there is none."""
    chosen = content_words(text) or list(dict.fromkeys(words(text)))
    spelled = dict.fromkeys(one for word in chosen for one in (word, *spellings(word)))
    return " OR ".join(f'"{word}"' for word in list(spelled)[:MAXIMUM_TERMS])


def pairs_query(text: str) -> str:
    """FTS5 query over the pairs table for the unspaced part of a text; empty when there is none.

    Words in other scripts join in, so that a part number in a Japanese question counts.
    """
    chosen = content_pairs(text)
    if not chosen:
        return ""
    terms = [f'"{pair}"*' if len(pair) == 1 else f'"{pair}"' for pair in chosen]
    terms += [f'"{word}"' for word in content_words(text)]
    return " OR ".join(terms[:MAXIMUM_TERMS])


def phrases(text: str) -> list[str]:
    """What must stand word for word for an exact hit: what the user put in quotation marks, else a query of two to six
    words or of one unspaced run."""
    quoted = [found for found in _QUOTED.findall(text) if _NOT_A_LETTER.sub("", found)]
    if quoted:
        return quoted
    if has_unspaced(text):
        runs = unspaced_runs(text)
        return runs if len(runs) == 1 and 2 <= len(runs[0]) <= 8 and not words(text) else []
    found = words(text)
    return [" ".join(found)] if 2 <= len(found) <= 6 and content_words(text) else []


def words_phrase_query(text: str) -> str:
    """FTS5 query for ``phrases(text)`` in the words table; empty when there is none."""
    found = [" ".join(words(phrase)) for phrase in phrases(text) if not has_unspaced(phrase)]
    return " OR ".join(f'"{phrase}"' for phrase in found if phrase)


def pairs_phrase_query(text: str) -> str:
    """FTS5 query for ``phrases(text)`` in the pairs table; empty when there is none."""
    found = []
    for phrase in phrases(text):
        # The last character stands alone in the table only at the end of a run; the pairs alone are the exact text.
        exact = " ".join(pairs(phrase))
        if has_unspaced(phrase) and not words(phrase) and len(exact) > 1:
            found.append(f'"{exact}"')
    return " OR ".join(found)


def stems_and_pairs(text: str) -> frozenset[str]:
    """What two texts may have in common: stems of all their words, and pairs of characters where there are no spaces."""
    return frozenset(map(stem, words(text))) | frozenset(pairs(text))


@functools.lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """A word without its commonest English endings, for comparing two words; numbers and other scripts stay.

    The S-stemmer's plural rules (Harman 1991), then ``-ing``, ``-ed`` and ``-ly`` from words of six letters or more. Cruder
    than the index's Porter stemmer, and enough to tell that two words are one.
    """
    if not word.isascii() or not word.isalpha() or len(word) < 4:
        return word
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        word = word[:-3] + "y"
    elif (word.endswith("es") and not word.endswith(("aes", "ees", "oes"))) or (
        word.endswith("s") and not word.endswith(("us", "ss"))
    ):
        word = word[:-1]
    for ending in ("ing", "ed", "ly"):
        if len(word) >= 6 and word.endswith(ending):
            word = word[: -len(ending)]
            if len(word) > 2 and word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    return word[:-1] if len(word) > 4 and word.endswith("e") else word
