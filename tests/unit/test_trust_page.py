"""Every test that docs/TRUST.md names is there."""

from __future__ import annotations

import ast
import functools
import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.unit

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/TRUST.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)
TESTS, _, COMMANDS = PAGE.partition("## What is checked by a command")


def test_every_promise_names_one_test() -> None:
    rows = [line for line in TESTS.splitlines() if line.startswith("| ")]
    assert len(rows) - 1 == len(NAMED) > 5


def test_every_promise_without_one_names_a_command_that_is_there() -> None:
    rows = [line.split(" | ") for line in COMMANDS.splitlines() if line.startswith("| ")][1:]
    assert len(rows) > 5
    made = (ROOT / "Makefile").read_text(encoding="utf-8").split(".PHONY:")[1].split("\n")[0].split()
    for _, command, result in rows:
        targets = re.findall(r"make (\w+)", command)
        files = re.findall(r"[\w/]+/[\w/]+\.(?:py|sh)", command)
        modules = re.findall(r"-m (tests\.\w+)", command)
        assert [*targets, *files, *modules], command
        assert all((ROOT / module.replace(".", "/") / "__main__.py").is_file() for module in modules), command
        assert set(targets) <= set(made)
        assert all((ROOT / file).is_file() for file in files), command
        assert len(result) > 3


@functools.cache
def functions_in(file: str) -> set[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_a_named_test_exists(file: str, name: str) -> None:
    assert name in functions_in(file)
