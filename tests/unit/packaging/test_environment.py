"""When Sotto itself is installed into the environment anew."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from setup_steps.environment import STATED_IN, stated

pytestmark = pytest.mark.unit

ROOT = Path(__file__).parents[3]


def test_every_licence_file_of_the_package_is_looked_at() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert set(project["license-files"]) < set(STATED_IN)


@pytest.mark.parametrize("name", STATED_IN)
def test_a_change_of_what_is_copied_is_noticed(name: str, tmp_path: Path) -> None:
    for one in STATED_IN:
        shutil.copy(ROOT / one, tmp_path / one)
    before = stated(tmp_path)
    assert before == stated(ROOT)
    with (tmp_path / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert stated(tmp_path) != before
