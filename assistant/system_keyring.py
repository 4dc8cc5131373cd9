"""The system's keyring: the one file that imports keyring. On Linux it speaks with the Secret Service of the desktop."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

from assistant.errors import KeyringUnavailable

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "Sotto"
_USABLE = 1.0
"""Priorities below are of back ends that store nothing, or store it in the clear (documentation of the library)."""


class Keyring(Protocol):
    """Keeps secrets by name; each call may raise ``KeyringUnavailable``."""

    @property
    def available(self) -> bool:
        """Whether there is a keyring at all."""

    def read(self, name: str) -> str | None:
        """A secret, or None."""

    def keep(self, name: str, secret: str) -> None:
        """Stores a secret."""

    def remove(self, name: str) -> None:
        """Removes a secret, if it is there."""


def no_keyring() -> KeyringUnavailable:
    """The sentence for a computer without a keyring."""
    return KeyringUnavailable(
        "This computer has no keyring that Sotto can use.", "The password is then kept in memory until Sotto ends."
    )


class SystemKeyring:
    """Keeps secrets by name. Looks for a keyring when first used; calls may wait for the user to unlock it."""

    def __init__(self, backend: KeyringBackend | None = None) -> None:
        """``backend`` is another one than the system's."""
        self._backend = backend

    @property
    def available(self) -> bool:
        """Whether there is a keyring at all."""
        return self._usable() is not None

    def read(self, name: str) -> str | None:
        """A secret, or None where there is none. Raises ``KeyringUnavailable``."""
        with _told():
            return self._required().get_password(SERVICE, name)

    def keep(self, name: str, secret: str) -> None:
        """Stores a secret, in place of an older one. Raises ``KeyringUnavailable``."""
        with _told():
            self._required().set_password(SERVICE, name, secret)

    def remove(self, name: str) -> None:
        """Removes a secret; one that is not there is no fault. Raises ``KeyringUnavailable``."""
        from keyring.errors import PasswordDeleteError

        with _told(), contextlib.suppress(PasswordDeleteError):
            self._required().delete_password(SERVICE, name)

    def _required(self) -> KeyringBackend:
        backend = self._usable()
        if backend is None:
            raise no_keyring()
        return backend

    def _usable(self) -> KeyringBackend | None:
        if self._backend is None:
            import keyring

            self._backend = keyring.get_keyring()
        return self._backend if self._backend.priority >= _USABLE else None


@contextlib.contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except KeyringUnavailable:
        raise
    except Exception as error:  # the back ends let errors of D-Bus, Windows and macOS through
        raise KeyringUnavailable(
            "The keyring of this computer did not open.", "Unlock it, and try again; or do not keep the password."
        ) from error
