"""What a skill's file says of itself, read without running it. Pure.

A file holds one class: a docstring that says what it does, ``says`` with the sentences that ask for it, and a method ``run`` whose
arguments have types. docs/SKILLS.md is the whole contract, for people.
"""

from __future__ import annotations

import ast
import dataclasses
import hashlib
import re
from collections.abc import Sequence

from assistant.errors import UserFacingError
from assistant.skills.sentence import is_question_about, own_words
from assistant.user_skills.arguments import CHOICE, KINDS, Argument
from assistant.user_skills.phrases import filled, places, sample

VALUES, NOTES = "values", "notes"
USES = (VALUES, NOTES)
"""What a skill may ask for: small values of its own, and the notes folder."""
RUN = "run"


class SkillBroken(UserFacingError):
    """A file is no skill; ``line`` is where, 0 for the file as a whole."""

    kind = "skill_broken"

    def __init__(self, message: str, remedy: str = "", line: int = 0) -> None:
        super().__init__(message, remedy)
        self.line = line


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SkillFile:
    """A skill. ``name`` is its file's, without the ending; ``title`` its class; ``topics`` are the words that name what it is
    about, for sentences that the model reads."""

    name: str
    title: str
    about: str
    says: tuple[str, ...]
    arguments: tuple[Argument, ...]
    uses: tuple[str, ...]
    topics: tuple[str, ...]
    source: str

    @property
    def digest(self) -> str:
        """Changes with every letter of the file."""
        return digest_of(self.source)

    def argument(self, name: str) -> Argument:
        """One of its arguments."""
        return next(one for one in self.arguments if one.name == name)


def digest_of(source: str) -> str:
    """SHA-256 of a file's text, in hexadecimal."""
    return hashlib.sha256(source.encode()).hexdigest()


def read_skill(name: str, source: str) -> SkillFile:
    """What the text of a file says. Raises ``SkillBroken``."""
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        raise SkillBroken("This is not Python.", "Mend the line.", error.lineno or 0) from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise SkillBroken("This is not Python.", "Write it anew.") from error
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]
    if len(classes) != 1:
        line = classes[1].lineno if classes else 0
        raise SkillBroken(
            "A skill's file holds one class.", "Begin the names of other classes with an underscore.", line
        )
    found = classes[0]
    about = ast.get_docstring(found)
    if not about:
        raise SkillBroken("The class has no docstring.", "Say in it what the skill does.", found.lineno)
    run = next((node for node in found.body if isinstance(node, ast.FunctionDef) and node.name == RUN), None)
    if run is None:
        raise SkillBroken("The class has no method “run”.", "Let it return what is answered.", found.lineno)
    written = _Attributes(found)
    arguments = _arguments(run, written.words_by_name("asks"))
    skill = SkillFile(
        name=name,
        title=found.name,
        about=about,
        says=written.words("says"),
        arguments=arguments,
        uses=written.words("uses"),
        topics=written.words("topics"),
        source=source,
    )
    _check(skill, written)
    return skill


class _Attributes:
    """What stands in a class as plain values."""

    def __init__(self, node: ast.ClassDef) -> None:
        self._values: dict[str, ast.expr] = {}
        for part in node.body:
            if isinstance(part, ast.Assign) and isinstance(part.targets[0], ast.Name):
                self._values[part.targets[0].id] = part.value
            elif isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name) and part.value is not None:
                self._values[part.target.id] = part.value
        self._line = node.lineno

    def line(self, name: str) -> int:
        """Where an attribute stands."""
        return self._values[name].lineno if name in self._values else self._line

    def words(self, name: str) -> tuple[str, ...]:
        """A text or several; none where there is no such attribute."""
        value = self._plain(name, ())
        several = (value,) if isinstance(value, str) else value
        if not isinstance(several, list | tuple) or not all(isinstance(one, str) and one.strip() for one in several):
            raise SkillBroken(
                "Here must be texts in quotes and nothing else.", "Write them in round brackets.", self.line(name)
            )
        return tuple(several)

    def words_by_name(self, name: str) -> dict[str, str]:
        """Texts by a name each."""
        value = self._plain(name, {})
        if not isinstance(value, dict) or not all(isinstance(one, str) for pair in value.items() for one in pair):
            raise SkillBroken("Here must be a text for each argument.", "Write it in braces.", self.line(name))
        return value

    def _plain(self, name: str, otherwise: object) -> object:
        if name not in self._values:
            return otherwise
        try:
            return ast.literal_eval(self._values[name])
        except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
            return None


def _arguments(run: ast.FunctionDef, asks: dict[str, str]) -> tuple[Argument, ...]:
    given = run.args
    if given.vararg or given.kwarg or given.posonlyargs or not given.args:
        raise SkillBroken("“run” takes “self” and arguments by their names.", "Name each one.", run.lineno)
    first_default = len(given.args) - len(given.defaults)
    plain = [
        (one, given.defaults[at - first_default] if at >= first_default else None)
        for at, one in enumerate(given.args)
        if at
    ]
    return tuple(
        _argument(one, default, asks.get(one.arg, ""))
        for one, default in (*plain, *zip(given.kwonlyargs, given.kw_defaults, strict=True))
    )


def _argument(node: ast.arg, default: ast.expr | None, ask: str) -> Argument:
    kind, choices = _kind(node.annotation)
    if kind is None:
        raise SkillBroken(
            f"The argument “{node.arg}” has no type that can be read from a sentence.",
            "Use int, float, Decimal, str, bool, date, datetime, timedelta or a Literal of texts.",
            node.lineno,
        )
    return Argument(name=node.arg, kind=kind, choices=choices, required=default is None, ask=ask)


def _kind(annotation: ast.expr | None) -> tuple[str | None, tuple[str, ...]]:
    match annotation:
        case ast.BinOp(op=ast.BitOr(), left=left, right=ast.Constant(value=None)):
            return _kind(left)
        case ast.Name(id=name) | ast.Attribute(attr=name) if name in KINDS:
            return name, ()
        case ast.Constant(value=str(name)) if name in KINDS:
            return name, ()
        case ast.Subscript(value=ast.Name(id="Literal") | ast.Attribute(attr="Literal"), slice=inner):
            parts = inner.elts if isinstance(inner, ast.Tuple) else [inner]
            texts = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
            return (CHOICE, tuple(texts)) if texts and len(texts) == len(parts) else (None, ())
        case _:
            return None, ()


def _check(skill: SkillFile, written: _Attributes) -> None:
    """That its sentences can ever be said, and that it asks for nothing that there is not."""
    if not skill.says:
        raise SkillBroken("No sentence asks for this skill.", "Write one into “says”.", written.line("says"))
    unknown: Sequence[str] = [one for one in skill.uses if one not in USES]
    if unknown:
        raise SkillBroken("A skill may use “values” and “notes”.", "Take out the rest.", written.line("uses"))
    names = {one.name for one in skill.arguments}
    for phrase in skill.says:
        named = places(phrase)
        if not set(named) <= names or len(set(named)) < len(named):
            raise SkillBroken(
                "A sentence has a place for something that “run” does not take, or takes once.",
                "Name the places as the arguments.",
                written.line("says"),
            )
        if re.search(r"[{}\[\]]", filled(phrase, {})):
            raise SkillBroken(
                "A sentence has brackets that are no place.",
                "Braces hold the name of an argument.",
                written.line("says"),
            )
        said = sample(phrase, skill.arguments)
        if own_words(said) != said or is_question_about(said) or not any(sign.isalpha() for sign in filled(phrase, {})):
            raise SkillBroken(
                "Nothing that is said like this is taken for a command.",
                "Write it as an order, without courtesies.",
                written.line("says"),
            )
