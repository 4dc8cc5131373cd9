"""Lists and notes as Markdown files in a folder: which there are, and their lines. Reads only."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

from assistant.skills.base import Context
from assistant.skills.file_store import read_text

STORE = "files"
TO_DO = ("To-do", "やること")
NOTES = ("Notes", "メモ")
_LINE = re.compile(r"^\s*[-*+]\s+(?:\[(?P<mark>[ xX])\]\s+)?(?P<item>\S.*?)\s*$")
_TO_DO = re.compile(r"^(?:to[- ]?dos?|tasks?|やること|todo|タスク)$", re.IGNORECASE)
_BAD = re.compile(r"[/\\:*?\"<>|\x00-\x1f]|^\.+")


def is_file_name(name: str) -> bool:
    """Whether a text can be the name of a file in the folder, on every system."""
    return bool(name) and len(name) <= 120 and _BAD.search(name) is None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ListFile:
    """A list: its name, its file and its text."""

    name: str
    file: Path
    text: str

    def items(self, *, done: bool = False) -> list[str]:
        """What is on it and still open, or ``done``."""
        found = [_LINE.match(line) for line in self.text.splitlines()]
        return [match["item"] for match in found if match and ((match["mark"] or " ") in "xX") is done]

    def added(self, items: list[str]) -> str:
        """Its text with these at the end."""
        end = "\r\n" if "\r\n" in self.text else "\n"
        text = self.text if not self.text or self.text.endswith("\n") else self.text + end
        return text + "".join(f"- [ ] {item}{end}" for item in items)

    def without(self, item: str) -> str:
        """Its text without the lines that are this item."""
        return "".join(line for line in self.text.splitlines(keepends=True) if not _is(line, item))

    def crossed(self, item: str) -> str:
        """Its text with this item marked as done."""
        lines = self.text.splitlines(keepends=True)
        return "".join(
            re.sub(r"^(\s*[-*+]\s+)(?:\[ \]\s+)?", r"\1[x] ", line) if _is(line, item) else line for line in lines
        )

    def named(self, words: str) -> str | None:
        """The open item that these words name: the same, or the only one that holds them."""
        plain = words.strip().lower()
        for item in self.items():
            if item.lower() == plain:
                return item
        holding = [item for item in self.items() if plain in item.lower()]
        return holding[0] if len(holding) == 1 else None


def list_name(words: str, context: Context) -> str:
    """The name of the list that words mean; empty words are the to-do list."""
    plain = re.sub(r"^(?:my|the|our|a|new)\s+|\s*(?:lists?|リスト)$", "", words.strip(), flags=re.IGNORECASE).strip()
    if not plain or _TO_DO.match(plain):
        return context.words(*TO_DO)
    safe = _BAD.sub("", plain).strip()[:80]
    return safe[:1].upper() + safe[1:] if safe else context.words(*TO_DO)


def open_list(folder: Path, name: str) -> ListFile | None:
    """The list of this name, whatever its case; None where there is none. Raises ``FileRefused``."""
    for file in files_in(folder):
        if file.stem.lower() == name.lower() or {file.stem, name} == set(TO_DO):
            return ListFile(name=file.stem, file=file, text=read_text(file) or "")
    return None


def new_list(folder: Path, name: str) -> ListFile:
    """A list that is not there yet."""
    return ListFile(name=name, file=folder / f"{name}.md", text="")


def files_in(folder: Path) -> list[Path]:
    """The Markdown files of a folder, by name; none where it cannot be read."""
    try:
        return sorted(file for file in folder.glob("*.md") if file.is_file() and not file.name.startswith("."))
    except OSError:
        return []


def _is(line: str, item: str) -> bool:
    match = _LINE.match(line)
    return match is not None and match["item"] == item
