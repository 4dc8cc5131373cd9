"""What two documents say differently, in words and with both places cited: compared exactly, without the model."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from assistant.conversation.cited_lists import Line, Place, Quote, cited_list
from assistant.conversation.steps import Step
from assistant.documents.citing.differences import (
    Difference,
    Statement,
    contradictions,
    differences,
    items,
    one_sided,
    statements,
)
from assistant.documents.document_name import DocumentName
from assistant.documents.questions.naming import same_name
from assistant.records import Passage

MOST_SHOWN = 30
MOST_CONFLICTS = 10
MOST_TOGETHER = 40
"""Documents among which contradictions are looked for at once."""
_LONGEST_SHOWN = 240

_HEADING_MARK = re.compile(r"^#{1,6} ", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6} +(\S.*)\n+(?=[^#\s])", re.MULTILINE)


def changes(
    pair: Sequence[DocumentName], passages: Sequence[Passage], quote: Quote, *, japanese: bool
) -> Iterator[Step]:
    """What changed from one document to the other, without the model."""
    found = differences(
        statements(passages, pair[0].document_id),
        statements(passages, pair[1].document_id),
    )
    a, b = _names(pair, japanese=japanese)
    if not found:
        same = f"{a}と{b}の文章に違いはありません。" if japanese else f"{a} and {b} say the same, word for word."
        yield from _listed(same, (), passages, quote, japanese=japanese)
        return
    if japanese:
        head = f"{a}から{b}までに{len(found)}か所が変わりました。"
    else:
        head = f"From {a} to {b}, {len(found)} {'place' if len(found) == 1 else 'places'} changed."
    yield from _listed(head, found, passages, quote, japanese=japanese)


def conflicts(
    pair: Sequence[DocumentName], passages: Sequence[Passage], quote: Quote, *, japanese: bool
) -> Iterator[Step]:
    """Statements of two documents on the same subject with other numbers, dates or names, or denied, without the model: small ones,
    asked
    whether two statements can both be true, say the same of those that can and those that cannot."""
    found = contradictions(
        statements(passages, pair[0].document_id),
        statements(passages, pair[1].document_id),
    )[:MOST_CONFLICTS]
    a, b = _names(pair, japanese=japanese)
    if not found:
        none = (
            f"{a}と{b}の間に矛盾は見つかりませんでした。"
            if japanese
            else f"I found no contradiction between {a} and {b}."
        )
        yield from _listed(none, (), passages, quote, japanese=japanese)
        return
    if japanese:
        head = f"{a}と{b}は{len(found)}か所で食い違っているようです。"
    else:
        head = f"{a} and {b} seem to contradict each other in {len(found)} {'place' if len(found) == 1 else 'places'}."
    yield from _listed(head, found, passages, quote, sign="↔", japanese=japanese)


def conflicts_among(
    documents: Sequence[DocumentName], passages: Sequence[Passage], quote: Quote, *, japanese: bool
) -> Iterator[Step]:
    """The same among several documents, each held against all that come after it."""
    if len(documents) > MOST_TOGETHER:
        more = (
            f"文書が{len(documents)}件あります。一度に比べられるのは{MOST_TOGETHER}件までです。"
            "どの二つを比べるかを言うか、コレクションを選んでください。"
            if japanese
            else f"There are {len(documents)} documents, and I compare at most {MOST_TOGETHER} at once. Say which two, or choose a"
            " collection."
        )
        yield from _listed(more, (), passages, quote, japanese=japanese)
        return
    told = [statements(passages, one.document_id) for one in documents]
    found: list[Difference] = []
    for at, mine in enumerate(told):
        found += contradictions(mine, list(itertools.chain.from_iterable(told[at + 1 :])))
    count, places = len(documents), "1 place" if len(found) == 1 else f"{len(found)} places"
    if japanese:
        head = (
            f"{count}件の文書には、食い違っているらしい箇所が{len(found)}か所あります。"
            if found
            else f"{count}件の文書の間に矛盾は見つかりませんでした。"
        )
    else:
        head = (
            f"Your {count} documents seem to contradict each other in {places}."
            if found
            else f"I found no contradiction between your {count} documents."
        )
    yield from _listed(head, found, passages, quote, sign="↔", japanese=japanese, titled=True)


def only_in_first(
    pair: Sequence[DocumentName], passages: Sequence[Passage], quote: Quote, *, japanese: bool
) -> Iterator[Step]:
    """What the first document has and the second has not, or has otherwise, without the model: of two lists or tables their lines,
    else sentences."""
    lines = [items(passages, one.document_id) for one in pair]
    first, second = lines if all(lines) else [statements(passages, one.document_id) for one in pair]
    # That it has a title of its own tells nothing.
    first = [one for one in first if not same_name(one.text, passages[one.passage].title)]
    found = one_sided(first, second)
    gone = [one for one in found if one.after is None]
    otherwise = [one for one in found if one.after is not None]
    a, b = _names(pair, japanese=japanese)
    if not found:
        same = f"{a}にあることは、すべて{b}にもあります。" if japanese else f"Everything in {a} stands in {b} too."
        yield from _listed(same, (), passages, quote, japanese=japanese)
        return
    if japanese:
        head = f"{a}にあって{b}にない箇所は{len(gone)}か所です。" if gone else f"{a}にあって{b}にない箇所はありません。"
        also = f"{b}では違う内容になっている箇所が{len(otherwise)}か所あります。"
    else:
        places = "1 place" if len(gone) == 1 else f"{len(gone)} places"
        head = f"{a} has {places} that {b} does not." if gone else f"{a} has nothing that {b} does not."
        also = f"{'1 place reads' if len(otherwise) == 1 else f'{len(otherwise)} places read'} otherwise in {b}."
    head = f"{head}{'' if japanese else ' '}{also}" if otherwise else head
    # What is missing comes first: that was asked for.
    yield from _listed(head, [*gone, *otherwise], passages, quote, japanese=japanese, one_way=True)


def _listed(
    head: str,
    found: Sequence[Difference],
    passages: Sequence[Passage],
    quote: Quote,
    *,
    sign: str = "→",
    japanese: bool,
    one_way: bool = False,
    titled: bool = False,
) -> Iterator[Step]:
    """The answer as a list, each line with the citations of both its sides. Asked ``one_way``, a line need not say that it is not
    in the other; ``titled``, it says of which document each side is."""

    def line(difference: Difference) -> Line:
        text = _line(difference, passages, sign, japanese=japanese, one_way=one_way, titled=titled)
        sides = [side for side in (difference.before, difference.after) if side is not None]
        places = [Place(passage=passages[side.passage], start=side.start, end=side.end) for side in sides]
        return Line(places=tuple(places), said=lambda _: text)

    more = "ほかに{count}か所あります。" if japanese else "And {count} more."
    yield from cited_list(head, [line(one) for one in found], quote, most=MOST_SHOWN, more=more)


def _line(
    difference: Difference, passages: Sequence[Passage], sign: str, *, japanese: bool, one_way: bool, titled: bool
) -> str:
    before, after = (
        _said(side, passages, japanese=japanese, titled=titled) if side is not None else ""
        for side in (difference.before, difference.after)
    )
    if before and after:
        return f"{before} {sign} {after}"
    if one_way:
        return before or after
    if japanese:
        return f"削除：{before}" if before else f"追加：{after}"
    return f"Gone: {before}" if before else f"New: {after}"


def _said(side: Statement, passages: Sequence[Passage], *, japanese: bool, titled: bool) -> str:
    headed = _HEADING.sub(r"\1：" if japanese else r"\1: ", side.text)
    text = " ".join(_HEADING_MARK.sub("", headed).split())
    text = text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"
    of = passages[side.passage]
    place = "" if of.page is None else f"{of.page}ページ" if japanese else f"page {of.page}"
    if titled:
        name = of.title or of.document.name
        place = f"『{name}』{place}：" if japanese else ", ".join(filter(None, (name, place))) + ":"
    return f"{place}「{text}」" if japanese else f"{place} “{text}”".lstrip()


def _names(pair: Sequence[DocumentName], *, japanese: bool) -> list[str]:
    """Both by their titles, or by their files where these are the same."""
    shown = [one.shown for one in pair]
    if len(set(shown)) < len(shown):
        shown = [one.path.name for one in pair]
    return [f"「{name}」" if japanese else f"“{name}”" for name in shown]
