"""The chat server that the user named: connected, switched on and off, asked what it is, and forgotten.

Any server of OpenAI's API: that of llama.cpp (which may spread one model over several machines), vLLM, Sotto's own on another
computer. Off until the user switches it on. Its address is a setting; its key lies in the system's keyring under that address, so
that it is never sent to another; where there is no keyring, in memory until Sotto ends. A key in the environment
(``KEY_VARIABLE``) is used where neither has one.
"""

from __future__ import annotations

import contextlib
import logging
import os
from collections.abc import Callable, Generator
from typing import Protocol

from assistant.cancellation import CancelToken
from assistant.errors import ChatServerFailed, InvalidInput, KeyringUnavailable, NotFound, UserFacingError
from assistant.llm.base import ChatModel
from assistant.llm.server_chat_model import ServerChatModel
from assistant.llm.server_connection import ServerConnection, ServerPlace, place_of
from assistant.llm.server_stream import BadAnswer, ServedModel, context_of_properties, served_models
from assistant.records import ChatServerStatus, Check
from assistant.settings import Settings, Value

UNTOLD_CONTEXT = 4096
"""Tokens that a model is taken to keep in view where the server does not tell."""
KEY_VARIABLE = "SOTTO_CHAT_SERVER_KEY"
_PROBE = ("violet", 'root ::= "violet"')
_log = logging.getLogger(__name__)


class Keyring(Protocol):
    """Secrets by name. Every call raises ``KeyringUnavailable``."""

    def read(self, name: str) -> str | None:
        """A secret, or None."""

    def keep(self, name: str, secret: str) -> None:
        """Stores a secret."""

    def remove(self, name: str) -> None:
        """Removes a secret."""


class ChatServer:
    """``ChatServerApi``, and the loader of its model. May be called from any thread; calls wait for the server."""

    def __init__(
        self,
        connection: ServerConnection,
        keyring: Keyring,
        settings: Callable[[], Settings],
        set_setting: Callable[[str, Value], object],
        *,
        offline: bool = False,
    ) -> None:
        """``set_setting`` changes one and has its consequences follow. With ``offline`` nothing is reached, whatever is set."""
        self._connection = connection
        self._keyring = keyring
        self._settings = settings
        self._set = set_setting
        self._offline = offline
        self._keys: dict[str, str] = {}
        self._in_keyring: set[str] = set()
        self._known = ChatServerStatus()

    def connect(self, address: str, key: str = "", model: str = "") -> ChatServerStatus:
        """See ``ChatServerApi``; as all that follows."""
        place = place_of(address)
        self._refuse_offline()
        key = key.strip()
        chosen = _chosen(self._models(place, key), model.strip())
        self._keep_key(place, key)
        for name, value in (
            ("remote_on", False),
            ("remote_address", place.shown),
            ("remote_model_name", chosen.id),
            ("remote_on", True),
        ):
            self._set(name, value)
        return self.status()

    def use(self, on: bool) -> ChatServerStatus:
        if on and not self._settings().remote_address:
            raise NotFound("No chat server is connected.", "Connect one first.")
        self._set("remote_on", on)
        return self.status()

    def disconnect(self) -> None:
        address = self._settings().remote_address
        self._set("remote_on", False)
        self._set("remote_address", "")
        self._set("remote_model_name", "")
        self._keys.pop(address, None)
        self._in_keyring.discard(address)
        if address:
            with contextlib.suppress(KeyringUnavailable):
                self._keyring.remove(name_in_keyring(address))

    def status(self) -> ChatServerStatus:
        settings = self._settings()
        address = settings.remote_address
        known = self._known if self._known.address == address else ChatServerStatus()
        return ChatServerStatus(
            address=address,
            on=self.answers(spoken=False),
            spoken=self.answers(spoken=True),
            model=settings.remote_model_name or known.model,
            context_tokens=settings.remote_context_tokens or known.context_tokens,
            grammars=known.grammars,
            key_kept=self._where_kept(address),
        )

    def answers(self, spoken: bool) -> bool:
        """Whether the server answers what is typed, or said."""
        settings = self._settings()
        on = settings.remote_on and bool(settings.remote_address) and not self._offline
        return on and (settings.remote_spoken or not spoken)

    @property
    def answering_at(self) -> str:
        """The address of the server while it answers typed questions, else empty."""
        return self._settings().remote_address if self.answers(spoken=False) else ""

    @property
    def title(self) -> str:
        """``MODEL · HOST`` while it answers typed questions, else empty."""
        status = self.status()
        if not status.on:
            return ""
        try:
            host = place_of(status.address).host
        except InvalidInput:
            host = status.address
        return " · ".join(filter(None, (status.model, host)))

    def load(self) -> ChatModel:
        """The server's model, once it was asked for its name, for how much it keeps in view, and whether it holds to grammars.

        Nothing of the user's is sent for that. Raises ``ChatServerFailed`` and ``InvalidInput``.
        """
        self._refuse_offline()
        settings = self._settings()
        place, key = place_of(settings.remote_address), self._key(settings.remote_address)
        chosen = _chosen(self._models(place, key), settings.remote_model_name)
        context = settings.remote_context_tokens or self._context(place, key, chosen) or UNTOLD_CONTEXT

        def post(body: bytes, cancel: CancelToken) -> Generator[bytes, None, None]:
            return self._connection.stream(place, f"{place.path}/chat/completions", key, body, cancel)

        holds = _holds_grammars(ServerChatModel(post, name=chosen.id, context_tokens=context, holds_grammars=True))
        self._known = ChatServerStatus(
            address=settings.remote_address, model=chosen.id, context_tokens=context, grammars=holds
        )
        return ServerChatModel(post, name=chosen.id, context_tokens=context, holds_grammars=holds)

    def check(self) -> Check:
        """The line of ``sotto doctor``; asks the server for its models where it is on."""
        status = self.status()
        if not status.on:
            named = f"off; {status.address} is named" if status.address else "off"
            return Check(name="chat server", ok=True, detail=named)
        try:
            _chosen(self._models(place_of(status.address), self._key(status.address)), status.model)
        except UserFacingError as error:
            return Check(name="chat server", ok=False, detail=error.message, remedy=error.remedy)
        what = "what you type and say" if status.spoken else "what you type"
        detail = f"ON: {what} leaves this machine, for {status.model or 'the model'} at {status.address}"
        return Check(name="chat server", ok=True, detail=detail)

    def _models(self, place: ServerPlace, key: str) -> list[ServedModel]:
        try:
            return served_models(self._connection.ask(place, f"{place.path}/models", key))
        except BadAnswer as error:
            raise ChatServerFailed(
                "What the chat server sent makes no sense.",
                "Check its address: it must speak OpenAI's API. Or let the model on this computer answer.",
            ) from error

    def _context(self, place: ServerPlace, key: str, chosen: ServedModel) -> int:
        """What llama.cpp's server was started with is less than what the model was trained for, and only its ``/props`` tell."""
        with contextlib.suppress(ChatServerFailed, BadAnswer):
            told = context_of_properties(self._connection.ask(place, f"{place.path.removesuffix('/v1')}/props", key))
            if told:
                return told
        return chosen.context_tokens

    def _key(self, address: str) -> str:
        if address in self._keys:
            return self._keys[address]
        with contextlib.suppress(KeyringUnavailable):
            key = self._keyring.read(name_in_keyring(address))
            if key:
                self._in_keyring.add(address)
                self._keys[address] = key
                return key
        return os.environ.get(KEY_VARIABLE, "")

    def _where_kept(self, address: str) -> str:
        if address in self._in_keyring:
            return "keyring"
        if address in self._keys:
            return "memory"
        return "environment" if os.environ.get(KEY_VARIABLE) else ""

    def _keep_key(self, place: ServerPlace, key: str) -> None:
        address = place.shown
        self._keys.pop(address, None)
        self._in_keyring.discard(address)
        if not key:
            with contextlib.suppress(KeyringUnavailable):
                self._keyring.remove(name_in_keyring(address))
            return
        self._keys[address] = key
        try:
            self._keyring.keep(name_in_keyring(address), key)
            self._in_keyring.add(address)
        except KeyringUnavailable:
            _log.info("there is no keyring: the chat server's key is kept until Sotto ends")

    def _refuse_offline(self) -> None:
        if self._offline:
            raise ChatServerFailed("Sotto was started without the network.", "Start it without --offline.")


def name_in_keyring(address: str) -> str:
    """The key of a server, as the keyring's own program lists it."""
    return f"chat-server {address}"


def _chosen(models: list[ServedModel], wanted: str) -> ServedModel:
    found = next((model for model in models if not wanted or model.id == wanted), None)
    if found is not None:
        return found
    if wanted:
        # A server may serve more than it lists.
        return ServedModel(id=wanted)
    raise ChatServerFailed("The chat server names no model.", "Start one there, or write the model's name.")


def _holds_grammars(model: ServerChatModel) -> bool:
    word, grammar = _PROBE
    try:
        return model.holds_to(grammar, CancelToken()).strip() == word
    except ChatServerFailed:
        return False
