"""Follow-up questions about a table (pure): "and in 2024?", "only for Osaka", 「大阪だけでは？」.

What a follow-up names takes the place of the same in the query before it; everything else stays.
"""

from __future__ import annotations

import dataclasses
import re

from assistant.documents.tables.query import Condition, Op, Part, Query

_OPENS_EN = re.compile(
    r"^(?:(?:and|but|ok|okay|so|then|now|what about|how about|what if|only|just|the same|same|instead|please)\b[ ,:]*)+"
)
_CLOSES_EN = re.compile(r"(?:[ ,]+(?:only|alone|instead|then|please|too|as well))+$")
_OPENS_JA = re.compile(
    r"^(?:では|じゃあ?|それでは|それじゃあ?|ちなみに|あと|次に|同じく|そのうち|このうち|うち|代わりに)[、,]?"
)
_CLOSES_JA = re.compile(
    r"(?:だけ(?:では|だと|なら|で|にすると|に絞ると|に限ると)?|のみ(?:では|だと|で)?|の場合(?:は|では)?|については|に限ると|に限定すると|に絞ると|"
    r"だと|なら|では|は|も|にすると)$"
)
_LONGEST_CHARACTERS, _LONGEST_WORDS = 60, 9


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """What a follow-up names: all of it is optional. ``best`` and ``limit`` as in ``Query``; ``counted`` asks for a number of
    rows, ``column`` is a number's; ``left`` are the words that nobody understood."""

    conditions: tuple[Condition, ...] = ()
    op: Op | None = None
    counted: bool = False
    column: int | None = None
    group: int | None = None
    part: Part = Part.WHOLE
    best: int = 0
    limit: int = 0
    chart: bool = False
    left: str = ""


def opened(question: str) -> tuple[str, bool]:
    """A folded question without the words that only tie it to the one before, and whether it has such words."""
    bare = question.rstrip(" ?？。.!！")
    for pattern in (_OPENS_EN, _OPENS_JA, _CLOSES_EN, _CLOSES_JA):
        bare = pattern.sub("", bare).strip(" 、,")
    return bare, bare != question.rstrip(" ?？。.!！")


def may_follow(bare: str) -> bool:
    """Whether what is left of a question is short enough to be one."""
    return 0 < len(bare) <= _LONGEST_CHARACTERS and len(bare.split()) <= _LONGEST_WORDS


def refined(query: Query, fragment: Fragment) -> Query | None:
    """The query with what the fragment names; None where that names nothing, or more than a query can hold."""
    if fragment.left or fragment == Fragment():
        return None
    changed = {each.column for each in fragment.conditions}
    if query.side and query.money in changed:
        return None  # an amount that was spent may be written below zero
    kept = tuple(each for each in query.conditions if each.column not in changed)
    made = dataclasses.replace(query, conditions=(*kept, *fragment.conditions), chart=query.chart or fragment.chart)
    if fragment.counted:
        made = dataclasses.replace(made, op=Op.COUNT, column=None, best=0, limit=0, target=None, shown=())
    elif fragment.op is not None:
        column = fragment.column if fragment.column is not None else made.column
        if column is None and fragment.op is not Op.SHARE:
            return None
        ranked = made.group is not None
        made = dataclasses.replace(
            made,
            op=fragment.op,
            column=column,
            best=made.best if ranked else 0,
            limit=made.limit if ranked else 0,
            target=None,
            shown=(),
        )
    elif fragment.column is not None:
        if made.op is Op.LIST and not made.best:
            made = dataclasses.replace(made, target=fragment.column, shown=())
        elif made.op in {Op.COUNT, Op.SHARE}:
            return None  # a number's name alone does not say what is to be computed of it
        else:
            made = dataclasses.replace(made, column=fragment.column)
    if fragment.group is not None:
        if made.op in {Op.LIST, Op.SHARE}:
            return None
        made = dataclasses.replace(made, group=fragment.group, part=fragment.part)
    return _ranked(made, fragment) if fragment.best or fragment.limit else made


def _ranked(query: Query, fragment: Fragment) -> Query | None:
    best = fragment.best or query.best or 1
    if query.group is not None or (query.op is Op.LIST and query.best):
        return dataclasses.replace(query, best=best, limit=fragment.limit or query.limit)
    if query.column is None or query.op is Op.LIST or fragment.limit > 1:
        return None
    return dataclasses.replace(query, op=Op.MAX if best > 0 else Op.MIN)
