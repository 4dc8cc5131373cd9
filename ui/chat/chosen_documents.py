"""Which documents each question of a chat looks into, so that it looks there again when it is asked once more."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from assistant.records import LookIn, Message
from ui.chat.filter_chips import FilterWatch
from ui.chat.pasting import PastedPictures
from ui.chat.search_in import SearchIn


class ChosenDocuments:
    """Takes what is chosen at the composer when a question is sent, and keeps it by the question's words."""

    def __init__(self, menu: SearchIn, filters: FilterWatch, pictures: PastedPictures) -> None:
        self._menu, self._filters, self._pictures = menu, filters, pictures
        self._of: dict[str, LookIn] = {}

    def take(self) -> LookIn:
        """What the question that is being sent looks into: pictures or a document that go with it, else what the menu says."""
        narrowed, pictures = self._filters.take_document(), self._pictures.take()
        if pictures:
            return LookIn(document=pictures[0], beside=pictures[1:])
        if narrowed is not None:
            return LookIn(document=narrowed[0], name=narrowed[1])
        return self._of_menu()

    def take_instead_of(self, earlier: str) -> LookIn:
        """The same for a question that stands in place of an ``earlier`` one, whose choice holds where nothing else is chosen."""
        taken = self.take()
        return taken if taken != LookIn() else self._of.get(earlier, taken)

    def keep(self, question: str, look_in: LookIn) -> None:
        """Keeps what a question looks into."""
        self._of[question] = look_in

    def read(self, messages: Iterable[Message]) -> None:
        """Keeps what the questions of a stored chat looked into."""
        self._of.update((one.text, one.look_in) for one in messages if one.look_in is not None)

    def of(self, question: str) -> LookIn:
        """What a question looks into; one that was never sent looks where the menu says."""
        return self._of.get(question) or self._of_menu()

    def put_back(self, questions: Sequence[str]) -> None:
        """Shows the document at the composer that all of these questions were about, if there is one."""
        documents = {(one.document, one.name) for question in questions if (one := self._of.get(question))}
        if len(documents) == 1:
            document, name = documents.pop()
            if document is not None and name:
                self._filters.narrow(document, name)

    def forget(self) -> None:
        """Another chat is opened."""
        self._of.clear()
        self._filters.take_document()

    def _of_menu(self) -> LookIn:
        return self._menu.look_in(datetime.datetime.now().astimezone().date())
