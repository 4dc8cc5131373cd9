"""Errors.

Two kinds, never mixed:

- ``UserFacingError``: the world's fault. Carries a ``message`` (what happened, one plain sentence) and a ``remedy`` (what
  to do next, one plain sentence). The window shows both; the command prints both and exits with 1.
- every other exception: a bug. The command writes a crash report and exits with 3; the window offers to save one.

::

    UserFacingError
    ├── InvalidInput          an empty question, a question longer than the context, an unknown setting
    ├── NotFound              no such conversation, document or model
    ├── ModelUnavailable      no model installed for a role, or its file is missing, truncated or of another kind
    │   └── ChatServerFailed  the chat server that the user named does not answer, or not as it should
    ├── DeviceUnavailable     no microphone, microphone busy, no speaker
    ├── DocumentUnreadable    damaged, empty, too big, no permission
    │   ├── DocumentLocked    needs a password, or another one
    │   └── DocumentCrashed   reading it ended the process that did
    ├── KeyringUnavailable    no keyring on this computer, or it did not open
    ├── StorageError          disk full, database locked, damaged
    │   ├── NewerDatabase     written by a newer Sotto
    │   └── DamagedDatabase   the database is not sound; a backup can take its place
    ├── KeyNeeded             the data is encrypted, and its key is not at hand
    │   └── WrongKey          a passphrase or recovery code that does not open it
    ├── AlreadyRunning        another Sotto holds this data folder
    ├── DownloadFailed        no network, no space, wrong digest, server error (from ``models``)
    ├── Interrupted           the user stopped it
    ├── EngineStopped         the engine process died while it was working
    └── BugReported           a bug in another thread or process, which has logged it

Adapters translate their library's exceptions into these; nothing of llama.cpp, ONNX, PortAudio or SQLite leaves its file.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path


class UserFacingError(Exception):
    """The world's fault: ``message`` says what happened, ``remedy`` what to do next. Both are plain sentences."""

    kind = "error"

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message, remedy)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class InvalidInput(UserFacingError):
    """What was typed, said or configured cannot be used as it is."""

    kind = "invalid_input"


class NotFound(UserFacingError):
    """The conversation, document, model or file named does not exist."""

    kind = "not_found"


class ModelUnavailable(UserFacingError):
    """A role has no usable model: none installed, or its file is missing, truncated or of another format."""

    kind = "model_unavailable"


class ChatServerFailed(ModelUnavailable):
    """The chat server that the user named does not answer, or answers something else than was asked."""

    kind = "chat_server"


class ChatServerRefused(ChatServerFailed):
    """It answers, but not to this: with a status of HTTP other than 200."""

    kind = "chat_server_refused"


class DeviceUnavailable(UserFacingError):
    """A microphone or speaker is missing, busy or was unplugged."""

    kind = "device_unavailable"


class DocumentUnreadable(UserFacingError):
    """A file cannot be read as a document."""

    kind = "document_unreadable"


class DocumentLocked(DocumentUnreadable):
    """A document is protected with a password that was not given, or is another."""

    kind = "document_locked"


class DocumentCrashed(DocumentUnreadable):
    """Reading a document ended the process that read it."""

    kind = "document_crashed"


class KeyringUnavailable(UserFacingError):
    """The system has no keyring, or did not let Sotto use it."""

    kind = "keyring_unavailable"


class StorageError(UserFacingError):
    """The data folder or its database cannot be read or written."""

    kind = "storage"


class NewerDatabase(StorageError):
    """The database was written by a newer version; it is left untouched."""

    kind = "newer_database"


class DamagedDatabase(StorageError):
    """The database is not sound; it is left untouched."""

    kind = "damaged_database"

    @classmethod
    def of(cls, file: Path) -> DamagedDatabase:
        """For a database file."""
        return cls(
            f"The database {file} is damaged.",
            "Sotto left it untouched. Move it away to start afresh, or put a backup in its place.",
        )


class KeyNeeded(UserFacingError):
    """The data is encrypted and its key is not at hand; a passphrase or the recovery code opens it."""

    kind = "key_needed"


class WrongKey(KeyNeeded):
    """What was given does not open the data, which is left untouched."""

    kind = "wrong_key"


class AlreadyRunning(UserFacingError):
    """Another Sotto holds this data folder."""

    kind = "already_running"


class DownloadFailed(UserFacingError):
    """A download ended without the file."""

    kind = "download_failed"


class Interrupted(UserFacingError):
    """The user stopped it; not a failure."""

    kind = "interrupted"


class EngineStopped(UserFacingError):
    """The engine process died; it is started again on the next call."""

    kind = "engine_stopped"


class BugReported(UserFacingError):
    """Not the world's fault: a bug in another thread or process, which knows more and has logged where it was."""

    kind = "bug"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ErrorReport:
    """An error as it crosses threads and processes."""

    kind: str
    message: str
    remedy: str = ""

    @classmethod
    def of(cls, error: BaseException) -> ErrorReport:
        """Reports a user-facing error in its own words, and a bug by its type alone (its text may hold private words)."""
        if isinstance(error, UserFacingError):
            return cls(kind=error.kind, message=error.message, remedy=error.remedy)
        return cls(
            kind=BugReported.kind,
            message=f"Something went wrong inside Sotto ({type(error).__name__}).",
            remedy="Try again. Sotto's log tells where it happened, without your words.",
        )

    def to_exception(self) -> UserFacingError:
        """The exception this report was made of, by its kind."""
        classes = {cls.kind: cls for cls in _all_subclasses(UserFacingError)}
        return classes.get(self.kind, UserFacingError)(self.message, self.remedy)


def _all_subclasses(cls: type[UserFacingError]) -> list[type[UserFacingError]]:
    direct = cls.__subclasses__()
    return direct + [deeper for child in direct for deeper in _all_subclasses(child)]
