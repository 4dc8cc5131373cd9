"""What stands on a page of a PDF beside its own words: what readers wrote on it, and what was filled into its form under the names
of the fields. Pure."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from assistant.documents.base import ReadPage, Run
from assistant.documents.readers.comments import said
from assistant.documents.readers.reading import clean
from assistant.records import Box

_LONGEST_NAME = 120
# What programs call fields that nobody named: "Text1", "undefined_2", "c1_03[0]".
_UNTOLD = re.compile(
    r"(?:[a-z]{0,2}(?=[\s_.-]*\d)|fill|field|form|text ?(?:field|box|feld)?|feld|check ?box|combo ?box|list ?box|radio ?button|"
    r"group|undefined|untitled|テキスト|フィールド|チェック ?ボックス)[\s_.-]*(?:\d+[\s_.-]*)*",
    re.IGNORECASE,
)
_INDEX = re.compile(r"\[\d+\]$")
_CHECKED, _UNCHECKED = "☑", "☐"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Words that a page has beside its text, and where they show, in points of the page as shown. ``printed`` are words
    of which the page needs to hold one for the remark to say nothing new."""

    text: str
    box: Box | None = None
    printed: tuple[str, ...] = ()


def comment(author: str, words: str, box: Box | None) -> Remark | None:
    """What a reader wrote; None for nothing. Some programs repeat the marked words in it."""
    words = _one_line(words)
    return Remark(text=said(clean(author), words), box=box, printed=(words,)) if words else None


def filled_in(name: str, label: str, value: str, box: Box | None) -> Remark | None:
    """A field with words in it: its ``label`` is written for people, its ``name`` often for programs, as a path. None without a
    value."""
    called, value = _called(name, label), _one_line(value)
    if not value:
        return None
    if not called:
        return Remark(text=value, box=box, printed=(value,))
    printed = (f"{called} {value}", f"{called}: {value}", f"{called}:{value}", f"{called}：{value}")
    return Remark(text=f"{called}: {value}", box=box, printed=printed)


def ticked(name: str, label: str, box: Box | None, *, checked: bool) -> Remark | None:
    """A box that is ticked or not; None for one that nobody named."""
    called = _called(name, label)
    return Remark(text=f"{_CHECKED if checked else _UNCHECKED} {called}", box=box) if called else None


def with_remarks(page: ReadPage, remarks: Sequence[Remark]) -> ReadPage:
    """The page with its remarks behind its text. Each word of them has the place where the remark shows."""
    words = _one_line(page.text).lower()
    text, runs = page.text, list(page.runs)
    for remark in remarks:
        if any(printed.lower() in words for printed in remark.printed):
            continue
        # Apart, each is quoted and marked by itself.
        start = len(text) + 2 if text else 0
        text = f"{text}\n\n{remark.text}" if text else remark.text
        if remark.box is not None:
            places = (word.span() for word in re.finditer(r"\S+", remark.text))
            runs.extend(Run(start=start + first, end=start + last, box=remark.box) for first, last in places)
    return page if text == page.text else dataclasses.replace(page, text=text, runs=tuple(runs))


def _called(name: str, label: str) -> str:
    for given in (label, _INDEX.sub("", name.rsplit(".", 1)[-1])):
        own = _one_line(given.replace("_", " ")).rstrip(" :：")
        if any(map(str.isalpha, own)) and _UNTOLD.fullmatch(own) is None:
            return own[:_LONGEST_NAME]
    return ""


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())
