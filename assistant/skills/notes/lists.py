"""Lists as Markdown files: "add milk to my shopping list", "what is on my to-do list?", 「買い物リストに卵を追加」."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.skills.base import Change, Context, Intent, Plan, Planned, Question, Say, Understood
from assistant.skills.notes.list_words import list_wish
from assistant.skills.notes.note_files import STORE, ListFile, files_in, list_name, new_list, open_list
from assistant.skills.sentence import is_question_about

MOST_ITEMS = 50


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ListArguments:
    """``items`` of the list called ``name``, which was not said where it is not ``named``."""

    name: str
    items: tuple[str, ...] = ()
    named: bool = True


class _ListSkill:
    """What the skills for lists share: one verb, and the folder."""

    name = ""
    verbs: tuple[str, ...] = ()

    def __init__(self, folder: Callable[[], Path]) -> None:
        self._folder = folder

    def understand(self, text: str, context: Context) -> Understood:
        """See ``Skill``; as the next two."""
        wish = list_wish(text)
        if wish is None or wish.verb not in self.verbs:
            return None
        arguments = ListArguments(name=list_name(wish.name, context), items=wish.items, named=bool(wish.name))
        if wish.verb in ("add", "remove", "cross") and not wish.items:
            return Question(
                skill=self.name,
                sentence=context.words("Which one?", "どれですか？"),
                slot="items",
                arguments=arguments,
                free=True,
            )
        return Intent(skill=self.name, arguments=arguments)

    def fill(self, question: Question, text: str, context: Context) -> Understood:
        del context
        if is_question_about(text) or len(text) > 60:
            return None
        return Intent(skill=self.name, arguments=dataclasses.replace(question.arguments, items=(text,)))

    def _list(self, name: str) -> ListFile | None:
        return open_list(self._folder(), name)

    def _meant(self, name: str) -> ListFile | None:
        """The list of this name, or the only one with the name as a part of its own: “packing” of “Holiday packing”."""
        found = self._list(name)
        if found is not None:
            return found
        alike = [file.stem for file in files_in(self._folder()) if name.lower() in file.stem.lower()]
        return self._list(alike[0]) if len(alike) == 1 else None

    def _holding(self, words: str) -> ListFile | None:
        """The first list with an item that is named by ``words``."""
        lists = (self._list(file.stem) for file in files_in(self._folder()))
        return next((one for one in lists if one is not None and one.named(words) is not None), None)

    def _none(self, name: str, context: Context) -> Say:
        """There is no such list; says which there are."""
        others = context.words(", ", "、").join(file.stem for file in files_in(self._folder())[:8])
        english = f"There is no list called “{name}”." + (f" There are: {others}." if others else "")
        japanese = f"「{name}」というリストはありません。" + (f"あるのは{others}です。" if others else "")
        return Say(sentence=context.words(english, japanese))


class ListAdd(_ListSkill):
    """Adds items to a list, which is made where there is none, or makes an empty one."""

    name = "list.add"
    verbs = ("add", "create")

    def plan(self, intent: Intent, context: Context) -> Planned:
        wish: ListArguments = intent.arguments
        found = self._list(wish.name)
        if not wish.items and found is not None:
            return Say(
                sentence=context.words(
                    f"There is a list called “{found.name}” already.", f"「{found.name}」というリストはもうあります。"
                )
            )
        target = found or new_list(self._folder(), wish.name)
        items = [
            item for item in wish.items[:MOST_ITEMS] if item.lower() not in {one.lower() for one in target.items()}
        ]
        if wish.items and not items:
            return Say(
                sentence=context.words(
                    f"It is on the list “{target.name}” already.", f"もう「{target.name}」リストにあります。"
                )
            )
        listed = context.words(", ", "、").join(items)
        done = context.words(f"Added to “{target.name}”: {listed}.", f"「{target.name}」に追加しました：{listed}")
        if not items:
            done = context.words(f"Made an empty list, “{target.name}”.", f"空のリスト「{target.name}」を作りました。")
        before = target.text if found is not None else None
        return Plan(preview=done, done=done, changes=(_change(target, before, target.added(items)),))


class ListRemove(_ListSkill):
    """Takes items off a list, or marks them as done."""

    name = "list.remove"
    verbs = ("remove", "cross", "had")

    def understand(self, text: str, context: Context) -> Understood:
        found = super().understand(text, context)
        wish = list_wish(text)
        if wish is not None and wish.verb == "had" and not self._lists_all(wish.items):
            return None  # said of the day, and of no list
        if isinstance(found, Intent) and wish is not None and wish.verb in ("cross", "had"):
            return dataclasses.replace(
                found,
                arguments=CrossOff(name=found.arguments.name, items=found.arguments.items, named=found.arguments.named),
            )
        return found

    def _lists_all(self, items: Sequence[str]) -> bool:
        """Whether one list holds all of these as open items."""
        found = self._holding(items[0]) if items else None
        return found is not None and all(found.named(item) is not None for item in items)

    def plan(self, intent: Intent, context: Context) -> Planned:
        wish: ListArguments = intent.arguments
        found = self._meant(wish.name)
        if not wish.named and (found is None or found.named(wish.items[0]) is None):
            found = self._holding(wish.items[0]) or found
        if found is None:
            return self._none(wish.name, context)
        text, gone = found, []
        for words in wish.items:
            item = text.named(words)
            if item is None:
                return Say(
                    sentence=context.words(
                        f"“{words}” is not on the list “{found.name}”.",
                        f"「{words}」は「{found.name}」リストにありません。",
                    )
                )
            changed = text.crossed(item) if isinstance(wish, CrossOff) else text.without(item)
            text = dataclasses.replace(text, text=changed)
            gone.append(item)
        listed = context.words(", ", "、").join(gone)
        done = context.words(f"Removed from “{found.name}”: {listed}.", f"「{found.name}」から削除しました：{listed}")
        if isinstance(wish, CrossOff):
            done = context.words(f"Done on “{found.name}”: {listed}.", f"「{found.name}」で済みにしました：{listed}")
        return Plan(preview=done, done=done, changes=(_change(found, found.text, text.text),))


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CrossOff(ListArguments):
    """The items are marked as done and stay on the list."""


class ListDelete(_ListSkill):
    """Deletes a whole list; it can be undone."""

    name = "list.delete"
    verbs = ("delete",)

    def plan(self, intent: Intent, context: Context) -> Planned:
        wish: ListArguments = intent.arguments
        found = self._list(wish.name)
        if found is None:
            return self._none(wish.name, context)
        done = context.words(f"Deleted the list “{found.name}”.", f"リスト「{found.name}」を削除しました。")
        return Plan(preview=done, done=done, changes=(_change(found, found.text, None),))


class ListShow(_ListSkill):
    """Reads a list, says whether something is on it, or which lists there are."""

    name = "list.show"
    verbs = ("show", "holds", "all")

    def understand(self, text: str, context: Context) -> Understood:
        wish = list_wish(text)
        if wish is not None and wish.verb == "all":
            return Intent(skill=self.name, arguments=ListArguments(name=""))
        return super().understand(text, context)

    def plan(self, intent: Intent, context: Context) -> Planned:
        wish: ListArguments = intent.arguments
        if not wish.name:
            names = [file.stem for file in files_in(self._folder())]
            if not names:
                return Say(sentence=context.words("There are no lists yet.", "まだリストはありません。"))
            return Say(sentence="\n".join(f"- {name}" for name in names))
        found = self._meant(wish.name)
        if found is None:
            return self._none(wish.name, context)
        if wish.items:
            item = found.named(wish.items[0])
            held = context.words(
                f"Yes, “{item}” is on “{found.name}”.", f"はい、「{item}」は「{found.name}」にあります。"
            )
            missing = context.words(f"No, that is not on “{found.name}”.", f"いいえ、「{found.name}」にはありません。")
            return Say(sentence=held if item is not None else missing)
        items = found.items()
        if not items:
            return Say(
                sentence=context.words(f"The list “{found.name}” is empty.", f"リスト「{found.name}」は空です。")
            )
        return Say(sentence="\n".join(f"- {item}" for item in items))


def _change(target: ListFile, before: str | None, after: str | None) -> Change:
    return Change(store=STORE, key=str(target.file), before=before, after=after)
