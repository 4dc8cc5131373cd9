"""The skills folder: which skills are in it, and which of them the user has allowed, each by the digest that was looked at."""

from __future__ import annotations

import functools
import json
import re
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.errors import ErrorReport, InvalidInput, NotFound
from assistant.paths import make_private_folder
from assistant.records import UserSkill, UserSkillArgument
from assistant.skills.value_store import ValueStore
from assistant.user_skills.skill_file import SkillBroken, SkillFile, digest_of, read_skill

STORE = "user_skills"
ENDING = ".py"
LARGEST_BYTES = 200_000
MOST_SKILLS = 200
_NAME = re.compile(r"^[^\W\d]\w{0,59}$")


class SkillShelf:
    """May be used from any thread. A file is read at every question about it, so that what runs is what is there."""

    def __init__(self, folder: Path, allowed: ValueStore) -> None:
        """``allowed`` keeps the digest under each name."""
        self.folder = folder
        self._allowed = allowed
        self._lock = threading.Lock()

    def skills(self) -> Sequence[UserSkill]:
        """See ``SkillsApi.own_skills``."""
        make_private_folder(self.folder)
        known = self._allowed.all()
        return tuple(self._record(file, known) for file in self._files())

    def allow(self, name: str, digest: str, *, allowed: bool) -> UserSkill:
        """See ``SkillsApi.allow_skill``."""
        with self._lock:
            file = next((one for one in self._files() if one.stem == name), None)
            if file is None:
                raise NotFound("There is no skill of this name.", "Look at the list of your own skills.")
            if not allowed:
                self._allowed.write(name, None)
            else:
                found = self._record(file, {})
                if found.problem is not None:
                    raise found.problem.to_exception()
                if found.digest != digest:
                    raise InvalidInput(
                        "This skill has changed since it was looked at.", "Look at it, and allow it again."
                    )
                self._allowed.write(name, json.dumps(digest))
            return self._record(file, self._allowed.all())

    def usable(self) -> Iterator[SkillFile]:
        """The skills that are allowed and unchanged."""
        for name, kept in self._allowed.all().items():
            found = self._usable(name, json.loads(kept))
            if found is not None:
                yield found

    def one(self, name: str) -> SkillFile | None:
        """This skill, where it is allowed and unchanged."""
        kept = self._allowed.read(name)
        return self._usable(name, json.loads(kept)) if kept is not None else None

    def _usable(self, name: str, digest: str) -> SkillFile | None:
        try:
            source = _source(self.folder / f"{name}{ENDING}")
            return _read(name, source) if digest_of(source) == digest else None
        except SkillBroken:
            return None

    def _files(self) -> list[Path]:
        try:
            found = sorted(self.folder.glob(f"*{ENDING}"))
        except OSError:
            return []
        return [file for file in found if not file.name.startswith((".", "_"))][:MOST_SKILLS]

    def _record(self, file: Path, known: dict[str, str]) -> UserSkill:
        name, digest = file.stem, ""
        kept = json.loads(known[name]) if name in known else None
        try:
            source = _source(file)
            digest = digest_of(source)
            found = _read(name, source)
        except SkillBroken as error:
            return UserSkill(
                name=name,
                file=file,
                digest=digest,
                changed=kept is not None,
                problem=ErrorReport.of(error),
                line=error.line,
            )
        return UserSkill(
            name=name,
            file=file,
            title=found.title,
            about=found.about,
            says=found.says,
            arguments=tuple(
                UserSkillArgument(name=one.name, kind=one.kind, choices=one.choices, required=one.required)
                for one in found.arguments
            ),
            uses=found.uses,
            digest=digest,
            allowed=kept == digest,
            changed=kept is not None and kept != digest,
        )


@functools.lru_cache(maxsize=MOST_SKILLS)
def _read(name: str, source: str) -> SkillFile:
    return read_skill(name, source)


def _source(file: Path) -> str:
    """A file's text. Raises ``SkillBroken``."""
    if not _NAME.match(file.stem):
        raise SkillBroken("The file has no name for a skill.", "Use letters, digits and underscores.")
    try:
        if not file.is_file() or file.stat().st_size > LARGEST_BYTES:
            raise SkillBroken("This is no file, or it is too big for a skill.", "Take it out of the folder.")
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SkillBroken("The file is not text in UTF-8.", "Save it as UTF-8.") from error
    except OSError as error:
        raise SkillBroken("The file cannot be read.", "Check its permissions.") from error
