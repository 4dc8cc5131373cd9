"""Opens documents and programs of the user's: "open the lease", "open Firefox", 「計算機を開いて」. And says where a file is."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import re
import shutil
import subprocess
import sys
import threading
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.documents.document_name import DocumentName
from assistant.documents.questions.naming import named
from assistant.errors import DeviceUnavailable
from assistant.skills import said
from assistant.skills.base import Change, Conflict, Context, Intent, Plan, Planned, Question, Say, Understood
from assistant.skills.desktop.desktop_entries import Program

STORE = "opened"
MOST_LISTED = 5

_OPEN = re.compile(r"^(?P<verb>open|launch|start|run)\s+(?:up\s+)?(?P<what>.+)$", re.IGNORECASE)
_OPEN_JA = re.compile(
    r"^(?P<what>.+?)を(?P<verb>開いて|ひらいて|開く|起動して|起動|立ち上げて)(?:ください|下さい|くれる|くれますか|もらえる"
    r"|もらえますか|ほしい)?$"
)
_FIND = re.compile(
    r"^(?:find|locate|look for|search for|where(?:[’']s| is| are))\s+(?:(?:the|my|a)\s+)*"
    r"(?:(?:file|document)s?\s+(?:(?:called|named|about|for|with)\s+)?(?P<what>.+)|(?P<what2>.+?)\s+(?:file|document))$"
    r"|^(?P<what_ja>.+?)(?:という|の)?(?:ファイル|文書|書類)(?:を(?:探して|見つけて)|は?どこ)(?:ください|下さい|ですか|にありますか|にある)?$",
    re.IGNORECASE,
)
_ARTICLES = re.compile(r"^(?:(?:the|my|a|an|that|this|file|document|program|app|application)\s+)+", re.IGNORECASE)
_KIND = re.compile(
    r"\s*\b(?:(?P<file>file|document)|(?P<program>program|app|application))$"
    r"|(?:の|という)?(?:(?P<file_ja>ファイル|文書|書類)|(?P<program_ja>アプリ|プログラム|ソフト))$",
    re.IGNORECASE,
)
_PROGRAM_VERBS = ("launch", "start", "run", "起動して", "起動", "立ち上げて")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class OpenWish:
    """``what`` is called; ``kind`` is ``file``, ``program`` or empty, and ``sure`` where the sentence says it. With ``find`` it is
    only shown where it is."""

    what: str
    kind: str = ""
    sure: bool = False
    find: bool = False


class Opener:
    """A ``StateStore`` whose writes start programs; what was opened is not a state that could be read or put back.

    Its values differ in every run, so that what a killed program was about to open is not opened at the next start.
    """

    def __init__(self, begin: Callable[[Sequence[str]], None]) -> None:
        """``begin`` runs a command without waiting, and raises ``OSError``."""
        self._start = begin
        self._run = uuid.uuid4().hex

    def read(self, key: str) -> str | None:
        """What only this run knows."""
        del key
        return self._run

    def write(self, key: str, value: str | None) -> None:
        """Starts the command that ``value`` is in JSON. Raises ``DeviceUnavailable``."""
        del key
        if value is None or not value.startswith("["):
            return
        try:
            self._start(json.loads(value))
        except OSError as error:
            raise DeviceUnavailable(
                "This desktop does not let me open that.", "Open it from the file manager or the menu of programs."
            ) from error

    def merge(self, change: Change, current: str | None) -> str | None:
        """What was opened stays open."""
        del current
        raise Conflict(change.store)


class Opens:
    """Opens a document of the library, or a program of the desktop; of a file it can say where it is instead."""

    name = "file.open"

    def __init__(
        self, documents: Callable[[], Sequence[DocumentName]], programs: Callable[[], Sequence[Program]], opener: Opener
    ) -> None:
        self._documents = documents
        self._programs = programs
        self._opener = opener

    def understand(self, text: str, context: Context) -> Understood:
        """See ``Skill``; as the next two."""
        del context
        wish = open_wish(text)
        return Intent(skill=self.name, arguments=wish) if wish is not None else None

    def fill(self, question: Question, text: str, context: Context) -> Understood:
        del context
        wish: OpenWish = question.arguments
        if len(text) > 100 or not named(text, self._documents()):
            return None
        return Intent(skill=self.name, arguments=dataclasses.replace(wish, what=_plain(text)[0], kind="file"))

    def plan(self, intent: Intent, context: Context) -> Planned | None:
        wish: OpenWish = intent.arguments
        program = self._program(wish)
        if program is not None:
            return self._opening(said.quoted(program.name, japanese=context.japanese), program.command, context)
        documents = named(wish.what, self._documents()) if wish.kind != "program" else []
        if not documents:
            # "Open your mind" is about something else.
            sentence = context.words(
                f"I found nothing called {said.quoted(wish.what, japanese=False)} among your documents and programs.",
                f"書類とプログラムの中に{said.quoted(wish.what, japanese=True)}は見つかりませんでした。",
            )
            return Say(sentence=sentence) if wish.sure else None
        if wish.find:
            return Say(sentence="\n".join(f"- {one.shown}: `{one.path}`" for one in documents[:MOST_LISTED]))
        if len(documents) > 1:
            listed = context.words("; ", "、").join(one.path.name for one in documents[:MOST_LISTED])
            sentence = context.words(f"Which one? There are {listed}.", f"どれですか？ {listed}があります。")
            return Question(skill=self.name, sentence=sentence, slot="what", arguments=wish, free=True)
        path = documents[0].path
        if not path.exists():
            return Say(
                sentence=context.words(f"The file is no longer there: {path}", f"ファイルがもうありません：{path}")
            )
        shown = said.quoted(documents[0].shown, japanese=context.japanese)
        return self._opening(f"{shown} ({path})" if documents[0].shown != str(path) else shown, _viewer(path), context)

    def _program(self, wish: OpenWish) -> Program | None:
        if wish.find or wish.kind == "file":
            return None
        return next((one for one in self._programs() if wish.what.lower() in one.called), None)

    def _opening(self, shown: str, command: Sequence[str], context: Context) -> Plan:
        done = context.words(f"Opening {shown}.", f"{shown}を開きます。")
        change = Change(store=STORE, key=command[-1], before=self._opener.read(""), after=json.dumps(list(command)))
        return Plan(preview=done, done=done, changes=(change,), undoable=False, harmless=True)


def open_wish(text: str) -> OpenWish | None:
    """What a sentence wants opened or found; None where it wants neither."""
    if match := _FIND.match(text):
        what = match["what"] or match["what2"] or match["what_ja"]
        return OpenWish(what=_plain(what)[0], kind="file", sure=True, find=True)
    match = _OPEN.match(text) or _OPEN_JA.match(text)
    if match is None:
        return None
    what, kind = _plain(match["what"])
    started = "program" if match["verb"].lower() in _PROGRAM_VERBS else ""
    return OpenWish(what=what, kind=kind or started, sure=bool(kind))


def _plain(what: str) -> tuple[str, str]:
    kind = ""
    if match := _KIND.search(what):
        kind = "file" if match["file"] or match["file_ja"] else "program"
        what = what[: match.start()]
    return _ARTICLES.sub("", what).strip(' "“”「」'), kind


def _viewer(path: Path) -> tuple[str, ...]:
    return ("open" if sys.platform == "darwin" else "xdg-open", str(path))


def start(command: Sequence[str]) -> None:
    """Starts a program that outlives this one, on the calling thread: what holds for that holds for it. Raises ``OSError``."""
    program = shutil.which(command[0])
    if program is None:
        raise FileNotFoundError(command[0])
    nowhere = subprocess.DEVNULL
    started = subprocess.Popen(
        [program, *command[1:]], stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True
    )

    def wait() -> None:
        # A program that ended is taken off the system's table; it outlives Sotto otherwise.
        with contextlib.suppress(OSError):
            started.wait()

    threading.Thread(target=wait, name="opened-program", daemon=True).start()
