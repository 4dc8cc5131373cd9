"""Home Assistant over its documented REST API (https://developers.home-assistant.io/docs/api/rest): states and services.

Off until the user connects one: its address is a setting, its token lies in the system's keyring.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from assistant.errors import KeyringUnavailable, NotFound
from assistant.records import HomeDevice
from assistant.skills.base import Change, Conflict
from assistant.smart_home.local_http import LocalHttp, ServiceUnreachable, place_of

STORE = "home"
TOKEN = "home-assistant"  # noqa: S105 - a name
"""The token's name in the keyring."""
_SWITCHED = frozenset({"light", "switch", "fan", "input_boolean", "group", "humidifier"})
"""Kinds of devices that can be switched without harm; locks, doors and alarms are not among them."""
_ENTITY = re.compile(r"^[a-z_]+\.[a-z0-9_]+$")


class Keyring(Protocol):
    """Secrets by name."""

    def read(self, name: str) -> str | None:
        """A secret, or None. Raises ``KeyringUnavailable``."""

    def keep(self, name: str, secret: str) -> None:
        """Stores a secret. Raises ``KeyringUnavailable``."""

    def remove(self, name: str) -> None:
        """Removes a secret. Raises ``KeyringUnavailable``."""


class HomeAssistant:
    """``HomeApi``, and the ``StateStore`` of its devices: a value is ``on`` or ``off`` under the name of an entity.

    May be called from any thread; calls take seconds where it does not answer.
    """

    def __init__(
        self,
        http: LocalHttp,
        keyring: Keyring,
        address: Callable[[], str],
        set_address: Callable[[str], object],
        *,
        offline: bool = False,
    ) -> None:
        """With ``offline`` nothing is reached, whatever is set."""
        self._http = http
        self._keyring = keyring
        self._address = address
        self._set_address = set_address
        self._offline = offline
        self._begun = False

    @property
    def connected(self) -> bool:
        """Whether there is one to speak with."""
        return bool(self._address()) and not self._offline

    def begin(self) -> None:
        """From now on devices may be switched. What a killed program left undone is not done hours later, when nobody waits."""
        self._begun = True

    def connect(self, address: str, token: str) -> Sequence[HomeDevice]:
        """See ``HomeApi``; as the next two."""
        address = address.strip().rstrip("/")
        place_of(address)
        if self._offline:
            raise ServiceUnreachable("Sotto was started without the network.", "Start it without --offline.")
        devices = self._devices(self._http.ask(address, "/api/states", token.strip()))
        try:
            self._keyring.keep(TOKEN, token.strip())
        except KeyringUnavailable as error:
            raise KeyringUnavailable(
                error.message, "The token is kept nowhere else. Unlock or set up a keyring, and connect again."
            ) from error
        self._set_address(address)
        return devices

    def disconnect(self) -> None:
        self._set_address("")
        self._keyring.remove(TOKEN)

    def devices(self) -> Sequence[HomeDevice]:
        return self._devices(self._ask("/api/states"))

    def read(self, key: str) -> str | None:
        """See ``StateStore``; as the next two."""
        if not self._begun or not _ENTITY.match(key):
            raise ServiceUnreachable(
                "Home Assistant does not answer.", "Check that it runs and that its address is right."
            )
        answer = self._ask(f"/api/states/{key}")
        return str(answer.get("state")) if isinstance(answer, dict) else None

    def write(self, key: str, value: str | None) -> None:
        if value not in ("on", "off") or not _ENTITY.match(key):
            raise NotFound("This device cannot be switched.", "Switch it by hand.")
        self._ask(f"/api/services/homeassistant/turn_{value}", {"entity_id": key})

    def merge(self, change: Change, current: str | None) -> str | None:
        """A device that was switched since is left as it is."""
        del current
        raise Conflict(change.store)

    def _ask(self, path: str, body: dict[str, Any] | None = None) -> Any:
        if not self.connected:
            raise NotFound("No Home Assistant is connected.", "Connect one first.")
        token = self._keyring.read(TOKEN)
        if token is None:
            raise NotFound("No Home Assistant is connected.", "Connect one first.")
        return self._http.ask(self._address(), path, token, body)

    def _devices(self, states: Any) -> list[HomeDevice]:
        found = []
        for one in states if isinstance(states, list) else []:
            entity, state = str(one.get("entity_id", "")), str(one.get("state", ""))
            if (
                entity.partition(".")[0] in _SWITCHED
                and _ENTITY.match(entity)
                and state in ("on", "off", "unavailable")
            ):
                name = str((one.get("attributes") or {}).get("friendly_name") or entity.partition(".")[2])
                found.append(HomeDevice(entity=entity, name=" ".join(name.split())[:120], state=state))
        return sorted(found, key=lambda device: (device.name.casefold(), device.entity))
