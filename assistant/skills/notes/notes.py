"""Notes, one line each in a Markdown file: "add to my notes: the code is 4711", 「メモ：鍵は引き出しの中」."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from pathlib import Path

from assistant.skills.base import AsksNothing, Change, Context, Intent, Plan, Planned, Question, Say, Understood
from assistant.skills.file_store import read_text
from assistant.skills.notes.note_files import NOTES, STORE

_ADD = re.compile(
    r"^(?:(?:add|put|append|save)\s+(?:this\s+)?(?:to|in|into)\s+my\s+notes?\s*[:,]?\s+(?P<text>\S.*)"
    r"|(?:add|create|new|take|make|save)\s+(?:a\s+)?(?:new\s+)?note\s*[::,]\s*(?P<text2>\S.*)"
    r"|(?:(?:jot|note)(?: (?:this|that))? down(?: that)?|write down that|take a note(?: that| of)?)[:,]?\s+(?P<text8>\S.*)"
    r"|(?:add|put)\s+(?P<text3>\S.*?)\s+(?:to|in|into)\s+my\s+notes)$"
    r"|^メモ(?:して(?:おいて|ください)?)?[::、,]\s*(?P<text4>\S.*)$|^メモに(?P<text5>.+?)(?:と|を)(?:書い|追加|残し).*$|^(?P<text6>.+?)(?:って|と"
    r"|を)メモ(?:して|しておいて|に(?:書い|残し|追加).*)$",
    re.IGNORECASE,
)
_EMPTY = re.compile(
    r"^(?:(?:add|create|new|take|make)\s+(?:a\s+)?(?:new\s+)?note|メモ(?:して|を(?:とって|取って)"
    r"|しておいて))$",
    re.IGNORECASE,
)
_SHOW = re.compile(
    r"^(?:read|show|tell|open|what(?:[’']s| is| are))(?:\s+(?:me|out))?(?:\s+in)?\s+my\s+notes$|^メモを(?:見せ|読ん"
    r"|読み上げ|表示).*$",
    re.IGNORECASE,
)
SHOWN = 20


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class NoteText:
    """One note."""

    text: str


class NoteAdd:
    """Writes a note down, with its day, at the end of the notes."""

    name = "note.add"

    def __init__(self, folder: Callable[[], Path]) -> None:
        self._folder = folder

    def understand(self, text: str, context: Context) -> Understood:
        """See ``Skill``; as the next two."""
        if _EMPTY.match(text):
            return Question(
                skill=self.name,
                sentence=context.words("What should I note?", "何をメモしますか？"),
                slot="text",
                free=True,
            )
        match = _ADD.match(text)
        if match is None:
            return None
        note = next(value for value in match.groupdict().values() if value)
        return Intent(skill=self.name, arguments=NoteText(text=note.strip(' 「」“”"')))

    def fill(self, question: Question, text: str, context: Context) -> Understood:
        del question, context
        return Intent(skill=self.name, arguments=NoteText(text=text))

    def plan(self, intent: Intent, context: Context) -> Planned:
        wish: NoteText = intent.arguments
        file, before = _notes(self._folder(), context)
        text = before or ""
        end = "\r\n" if "\r\n" in text else "\n"
        start = text if not text or text.endswith("\n") else text + end
        after = f"{start}- {context.now.date().isoformat()} {wish.text}{end}"
        done = context.words(f"Noted: “{wish.text}”.", f"メモしました：「{wish.text}」")
        return Plan(preview=done, done=done, changes=(Change(store=STORE, key=str(file), before=before, after=after),))


class NoteShow(AsksNothing):
    """Reads the newest notes."""

    name = "note.show"

    def __init__(self, folder: Callable[[], Path]) -> None:
        self._folder = folder

    def understand(self, text: str, context: Context) -> Understood:
        """See ``Skill``; as the next."""
        del context
        return Intent(skill=self.name, arguments=NoteText(text="")) if _SHOW.match(text) else None

    def plan(self, intent: Intent, context: Context) -> Planned:
        del intent
        _, text = _notes(self._folder(), context)
        lines = [line for line in (text or "").splitlines() if line.strip()]
        if not lines:
            return Say(sentence=context.words("There are no notes yet.", "まだメモはありません。"))
        return Say(sentence="\n".join(lines[-SHOWN:]))


def _notes(folder: Path, context: Context) -> tuple[Path, str | None]:
    """The file of the notes in either language, and its text; the one of this language where there is none."""
    for name in NOTES:
        file = folder / f"{name}.md"
        if (text := read_text(file)) is not None:
            return file, text
    return folder / f"{context.words(*NOTES)}.md", None
