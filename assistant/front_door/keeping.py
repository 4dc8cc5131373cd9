"""Models, backups, and what skills did."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from assistant.ids import ActionId, OperationId, TimerId
from assistant.records import (
    Action,
    Backup,
    CalendarEvent,
    CalendarImport,
    EncryptionStatus,
    ErasePlan,
    EventDraft,
    Extent,
    ModelStatus,
    Recommendation,
    Timer,
    UserSkill,
)


class ModelsApi(Protocol):
    """Model weights."""

    def list(self) -> Sequence[ModelStatus]:
        """The catalog with what is installed and what fits."""

    def recommend(self) -> Recommendation:
        """The starter set for this machine."""

    def get(self, model_ids: Sequence[str]) -> OperationId:
        """Fetches models in the background: ``DownloadProgress``, and a ``DownloadFinished`` each."""

    def cancel(self, operation: OperationId) -> None:
        """Stops a download; what arrived is kept for the next try."""

    def adopt(self, file: Path) -> ModelStatus:
        """Takes in a file the user already has."""

    def verify(self) -> Sequence[ModelStatus]:
        """Reads every installed file through and compares digests."""

    def remove(self, model_id: str) -> None:
        """Deletes a model's files."""

    def use(self, role: str, model_id: str) -> None:
        """Chooses the model of a role, now and in the settings."""


class BackupsApi(Protocol):
    """Everything the user made, in one file."""

    def list(self) -> Sequence[Backup]:
        """The backups that Sotto made by itself, newest first."""

    def describe(self, file: Path) -> Backup:
        """What a backup holds. Raises ``InvalidInput`` for another file, ``StorageError``."""

    def write(self, file: Path) -> Backup:
        """Writes a backup and reads it back; returns when it is on the disk. Raises ``InvalidInput``, ``StorageError``, and
        ``DamagedDatabase`` when there is nothing sound to back up; then a file of that name is as it was."""

    def restore(self, file: Path, secret: str = "") -> Backup:
        """Puts what a backup holds in the place of everything the user made, and returns when that is done. ``secret`` is the
        passphrase or recovery code of an encrypted one whose key is not in the keyring.

        An engine in a process of its own is ended and started anew; one in this process is closed by it. Raises
        ``AlreadyRunning`` when another engine uses the home, ``InvalidInput``, ``StorageError``, ``KeyNeeded``; then nothing was
        changed.
        """

    def move(self, folder: Path) -> None:
        """Moves the data folder into an empty or new one, and returns when it is there whole. No more can be asked then: the next
        start finds it, and empties the old one. Raises as ``restore``, and then nothing was changed."""

    def plan_erasing(self) -> ErasePlan:
        """What ``erase`` would remove, with counts and bytes."""

    def erase(self) -> None:
        """Removes everything that Sotto made from the data folder, and returns when it is gone. No more can be asked then: the next
        start is a first one. Models, and files that are the user's own, stay. Raises ``AlreadyRunning``, ``StorageError``,
        ``KeyringUnavailable``."""


class EncryptionApi(Protocol):
    """Encryption of what the user made. Switching ends the engine as ``BackupsApi.restore`` does."""

    def status(self) -> EncryptionStatus:
        """Whether it is on, and where the key is."""

    def new_code(self) -> str:
        """The recovery code of a new key, to be written down. Nothing is changed by it."""

    def switch_on(self, code: str, passphrase: str = "") -> None:
        """Encrypts everything with the key of a code, which goes into the keyring; with a ``passphrase`` it is kept for that
        instead.

        Raises ``AlreadyRunning``, ``KeyringUnavailable``, ``InvalidInput``, ``StorageError``; then nothing was changed.
        """

    def switch_off(self) -> None:
        """Puts everything into the clear. Raises as ``switch_on``."""

    def unlock(self, secret: str) -> None:
        """Gives the passphrase or recovery code that the engine did not open without; the next call starts it with that."""


class SkillsApi(Protocol):
    """What skills did and keep running."""

    def undo(self, action: ActionId) -> Action:
        """Takes an action back; ``ActionsChanged`` follows. Raises ``NotFound``, ``InvalidInput`` where it cannot be."""

    def timers(self) -> Sequence[Timer]:
        """Timers and alarms, the next first. ``TimersChanged`` follows every change."""

    def cancel_timer(self, timer: TimerId) -> None:
        """Ends a timer, also one that is ringing. Raises ``NotFound``."""

    def snooze_timer(self, timer: TimerId, minutes: int = 5) -> None:
        """Lets a timer that is ringing, or was missed, ring again later. Raises ``NotFound``."""

    def calendar(self, days: int = 7) -> Sequence[CalendarEvent]:
        """What is in the calendar from today on, for some days, in order. Raises ``FileRefused``."""

    def calendar_between(self, starts_at: float, ends_at: float) -> Sequence[CalendarEvent]:
        """What is in the calendar between two moments in Unix seconds, also what began before, in order. Raises ``FileRefused``."""

    def add_event(self, draft: EventDraft) -> Action:
        """Writes an event into the calendar; the action takes it back, as those of the next two. Raises ``InvalidInput`` for one
        without a title or that ends before it begins, ``FileRefused``."""

    def change_event(self, event: CalendarEvent, draft: EventDraft, *, extent: Extent = Extent.ONCE) -> Action:
        """Makes an event another, of a series as much of it as ``extent`` says. Raises as ``add_event``, and ``NotFound`` when it
        is gone."""

    def delete_event(self, event: CalendarEvent, *, extent: Extent = Extent.ONCE) -> Action:
        """Takes an event out, of a series as much of it as ``extent`` says. Raises as ``change_event``."""

    def import_calendar(self, file: Path) -> CalendarImport:
        """Takes the events of an .ics file into the calendar; those that are there already are left as they are. Raises
        ``NotFound``, ``InvalidInput`` for another file, ``FileRefused``; then nothing was changed."""

    def export_calendar(self, file: Path) -> int:
        """Writes the calendar to an .ics file, and gives the number of its events. Raises ``NotFound`` for an empty one,
        ``FileRefused``."""

    def own_skills(self) -> Sequence[UserSkill]:
        """The skills that the user wrote, by name: every file of Python in the skills folder of the data folder, which is made
        where there is none. They are read and not run. Raises ``StorageError``."""

    def allow_skill(self, name: str, digest: str, *, allowed: bool = True) -> UserSkill:
        """Lets a skill be used that was looked at with this digest, or no longer. Raises ``NotFound``, ``InvalidInput`` where it
        has changed since, ``SkillBroken``."""
