"""Lists that are made with what stands on them."""

from __future__ import annotations

import pytest

from assistant.skills.list_words import ListWish, list_wish

pytestmark = pytest.mark.unit


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
