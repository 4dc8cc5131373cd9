"""What was spent and what came in, where amounts have a sign: a statement of account has the one below zero (pure)."""

from __future__ import annotations

import dataclasses

from assistant.documents.tables.query import Condition, Op, Query

_LEAST_SHARE = 0.25
"""Of the amounts; fewer below zero are what was given back of expenses that are written without a sign."""
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def by_sign(query: Query, *, below: int, above: int) -> Query | None:
    """A query that asks for one ``side``, over a column with so many amounts ``below`` and ``above`` zero. None where it asks for
    what came in, and the column does not tell that from what was spent."""
    if query.money is None or not query.side:
        return query
    if not below or below < _LEAST_SHARE * (below + above):
        return None if query.side > 0 else query
    if query.op is Op.SHARE:
        return None  # of which side it is a share, a share of rows cannot say
    if query.side > 0:
        sign = Condition(column=query.money, op=">", values=(0,))
        return dataclasses.replace(query, conditions=(*query.conditions, sign)) if above else None
    # An expense of more than 100 stands as less than -100.
    conditions = tuple(_mirrored(each) if each.column == query.money else each for each in query.conditions)
    sign = Condition(column=query.money, op="<", values=(0,))
    return dataclasses.replace(query, conditions=(*conditions, sign), negated=True)


def _mirrored(condition: Condition) -> Condition:
    values = tuple(value if isinstance(value, str) else -value for value in condition.values)
    return dataclasses.replace(condition, op=_MIRRORED.get(condition.op, condition.op), values=values)
