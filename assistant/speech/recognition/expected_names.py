"""Words that a user is likely to say and a recogniser unlikely to know: names in facts, titles of documents, the user's own.

Pure. They go before the audio as Whisper's prompt, which takes 223 tokens at most and costs time for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePath

LONGEST = 240
"""Characters: some 80 tokens of English."""
LONGEST_TITLE_WORDS = 5

_ABBREVIATED = re.compile(r"\b(Mr|Mrs|Ms|Dr|Prof|St)\.")
_SENTENCE = re.compile(r"[^.!?。！？\n]+")
_WORD = re.compile(r"[^\W\d_][\w'’.-]*[^\W_]|[^\W\d_]", re.UNICODE)
_HONORIFIC = re.compile(
    r"([\u4e00-\u9fff々]{1,6}|[\u30a1-\u30fa\u30fc・]{2,12}|[\u3041-\u3096]{2,6})(?=さん|様|さま|くん|君|ちゃん|先生|氏)"
)
_QUOTED = re.compile(r"[「『“\"]([^「」『』“”\"\n]{2,30})[」』”\"]")
_NOT_NAMES = frozenset(
    """i i'm i'll i've i'd mr mrs ms dr prof monday tuesday wednesday thursday friday saturday sunday january february march april
    may june july august september october november december english japanese ok""".split()  # noqa: SIM905 - a list is longer
)


def expected_names(own: str, facts: Iterable[str], files: Iterable[PurePath]) -> str:
    """The prompt, empty when there is nothing to expect: the user's own words first, then names in ``facts``, then titles."""
    wanted = [word.strip() for word in re.split(r"[,、;；\n]", own)]
    for fact in facts:
        wanted += names_in(fact)
    wanted += [title_of(file) for file in files]
    chosen: dict[str, str] = {}
    length = 0
    for word in wanted:
        if not word or word.casefold() in chosen or length + len(word) + 2 > LONGEST:
            continue
        chosen[word.casefold()] = word
        length += len(word) + 2
    # The full stop: after a list without one Whisper leaves it out as well, and the end of a turn is judged by it.
    return ", ".join(chosen.values()) + "." if chosen else ""


def names_in(text: str) -> list[str]:
    """Names of people, places and things that a sentence holds, as they are written there.

    In Latin script: words with a capital letter, neighbours together. The first word of a sentence counts only before another one.
    In Japanese: what stands before さん and the like. In any: what is quoted.
    """
    found = [match.group(1) for match in _HONORIFIC.finditer(text)]
    found += [match.group(1).strip() for match in _QUOTED.finditer(text)]
    for sentence in _SENTENCE.finditer(_ABBREVIATED.sub(r"\1", text)):
        run: list[str] = []
        first = True
        end = -1
        for match in _WORD.finditer(sentence.group()):
            word = match.group().rstrip(".")
            near = not sentence.group()[end : match.start()].strip(" ") if end >= 0 else True
            if _looks_like_name(word):
                if run and not near:
                    found += _named(run, first)
                    run, first = [], False
                run.append(word)
            else:
                found += _named(run, first)
                run, first = [], False
            end = match.end()
        found += _named(run, first)
    return found


def title_of(file: PurePath) -> str:
    """What a file is called by people: its name without ending, marks and numbers; empty when nothing is left."""
    words = [word for word in re.split(r"[\s_.\-()\[\]]+", file.stem) if word and not any(c.isdigit() for c in word)]
    return " ".join(words[:LONGEST_TITLE_WORDS])


def _looks_like_name(word: str) -> bool:
    if not any(c.isupper() for c in word) or any(c.isdigit() for c in word):
        return False
    return word.casefold() not in _NOT_NAMES


def _named(run: list[str], first: bool) -> list[str]:
    """``first``: the run begins its sentence, where a capital letter alone says nothing."""
    if not run or (first and len(run) == 1 and not any(c.isupper() for c in run[0][1:])):
        return []
    return [" ".join(run)]
