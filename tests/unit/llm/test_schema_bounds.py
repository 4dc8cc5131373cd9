"""What is left of a program's JSON schema, and which schemas are refused."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.errors import InvalidInput
from assistant.llm.schema_bounds import MOST_CHOICES, MOST_REPEATED, bounded

pytestmark = pytest.mark.unit


def test_what_a_grammar_holds_stays_as_it_is() -> None:
    schema = {
        "type": "object",
        "properties": {
            "name": {"type": "string", "minLength": 1, "maxLength": MOST_REPEATED, "pattern": "^[a-z]{2,40}$"},
            "maxLength": {"type": "integer", "maximum": 100_000},
            "kind": {"enum": ["a", "b"], "default": {"maxItems": 5_000}},
        },
        "required": ["name"],
        "additionalProperties": False,
    }
    assert bounded(schema) == schema


def test_maxima_that_no_grammar_holds_are_left_out() -> None:
    text, many = {"type": "string", "maxLength": 65_535}, {"type": "array", "maxItems": 20_000, "items": {}}
    schema = {"type": "object", "properties": {"text": text, "many": many}}
    assert bounded(schema)["properties"] == {"text": {"type": "string"}, "many": {"type": "array", "items": {}}}
    assert text["maxLength"] == 65_535, "the caller's own was changed"


def _nested(depth: int) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    for _ in range(depth):
        schema = {"type": "array", "items": schema}
    return schema


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "array", "items": {}, "minItems": 100_000_000},
        {"type": "string", "minLength": MOST_REPEATED + 1},
        {"enum": list(range(MOST_CHOICES + 1))},
        {"type": "object", "properties": {f"p{n}": {"type": "string"} for n in range(20_000)}},
        {"type": "string", "pattern": "^a{100000}$"},
        {"type": "string", "pattern": "^a{1,100000}$"},
        {"type": "string", "pattern": "a" * 5_000},
        _nested(200),
        _nested(900),
    ],
)
def test_schemas_of_which_no_grammar_can_be_made_are_refused(schema: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput, match="cannot be used"):
        bounded(schema)
