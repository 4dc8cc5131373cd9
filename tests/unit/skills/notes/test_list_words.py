"""Lists that are made with what stands on them."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from assistant.skills.base import Context, Intent, Plan
from assistant.skills.notes.list_words import ListWish, list_wish
from assistant.skills.notes.lists import ListRemove

pytestmark = pytest.mark.unit

NOW = datetime.datetime(2026, 11, 26, 5, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("words", "wish"),
    [
        (
            "make a list called Packing with socks, passport and charger",
            ListWish(verb="add", name="Packing", items=("socks", "passport", "charger")),
        ),
        ("create a packing list with socks and soap", ListWish(verb="add", name="packing", items=("socks", "soap"))),
        ("make a list called Films: Alien, Brazil", ListWish(verb="add", name="Films", items=("Alien", "Brazil"))),
        ("make a list called Packing", ListWish(verb="create", name="Packing")),
        ("make a packing list", ListWish(verb="create", name="packing")),
    ],
)
def test_a_list_is_made_with_its_items(words: str, wish: ListWish) -> None:
    assert list_wish(words) == wish


@pytest.mark.parametrize(
    ("said", "done"),
    [
        ("I bought the milk", ["milk"]),
        ("I've just got some milk and the eggs", ["milk", "eggs"]),
        ("I picked up eggs already", ["eggs"]),
        ("牛乳はもう買った", ["牛乳"]),
        ("牛乳を買いました", ["牛乳"]),
        ("I bought a new car", None),
        ("I got the flu", None),
        ("I bought the milk and a newspaper", None),
        ("日記を買った", None),
    ],
)
def test_what_was_bought_is_ticked_where_a_list_has_it(tmp_path: Path, said: str, done: list[str] | None) -> None:
    (tmp_path / "Shopping.md").write_text("- [ ] milk\n- [ ] eggs\n- [ ] 牛乳\n- [x] bread\n", encoding="utf-8")
    context = Context(now=NOW, japanese=said[0] > "z")
    skill = ListRemove(lambda: tmp_path)
    intent = skill.understand(said, context)
    if done is None:
        assert intent is None
        return
    assert isinstance(intent, Intent)
    plan = skill.plan(intent, context)
    assert isinstance(plan, Plan)
    assert all(item in plan.done for item in done)
    (change,) = plan.changes
    assert [line[6:] for line in (change.after or "").splitlines() if line.startswith("- [x]")] == [
        item for item in ("milk", "eggs", "牛乳", "bread") if item in [*done, "bread"]
    ]
