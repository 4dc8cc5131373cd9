"""``sotto doctor``: what works on this machine and what does not, each with what to do about it.

Nothing here loads a model or a native library of inference: a check that crashes the patient is no check.
"""

from __future__ import annotations

import importlib.metadata
import shutil
from collections.abc import Callable, Sequence
from datetime import datetime

from assistant.backups.listing import automatic_backups
from assistant.documents.reading.landlock import TCP_VERSION, landlock_version
from assistant.encryption.key_file import KeptIn, read_key_file
from assistant.errors import UserFacingError
from assistant.model_choice import ROLE_WORDS, ModelChoice
from assistant.paths import PRIVATE_FOLDER, Paths
from assistant.records import AudioDevice, Check, NetworkUse

LIBRARIES = (
    "llama-cpp-python",
    "faster-whisper",
    "piper-tts",
    "onnxruntime",
    "sounddevice",
    "pypdfium2",
    "sqlite-vec",
    "PySide6-Essentials",
)

NEEDED_ROLES = ("chat", "embedding", "speech-to-text", "text-to-speech", "voice-activity", "end-of-turn")

LOW_DISK_BYTES = 2 * 10**9
LOW_MEMORY_BYTES = 2 * 10**9


def examine(
    paths: Paths,
    choice: ModelChoice,
    check_database: Callable[[], str],
    audio_devices: Callable[[], Sequence[AudioDevice]],
    network: NetworkUse,
    *,
    offline: bool = False,
    chat_server: str = "",
) -> list[Check]:
    """Every check, in the order people read them. ``offline`` says that the network is refused, ``chat_server`` where questions go
    instead of the model here."""
    return [
        *(_library(name) for name in LIBRARIES),
        _folder(paths),
        _database(check_database),
        _encryption(paths),
        _backups(paths),
        *(_role(choice, role) for role in NEEDED_ROLES if role != "chat" or not chat_server),
        _damaged(choice),
        _audio(audio_devices, "microphone"),
        _audio(audio_devices, "speaker"),
        _disk(paths),
        _memory(choice),
        _network(offline, chat_server),
        _seal(network),
        _reader(),
    ]


def _library(name: str) -> Check:
    try:
        version = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return Check(name=name, ok=False, detail="not installed", remedy="Run “make setup” again.")
    return Check(name=name, ok=True, detail=f"version {version}")


def _folder(paths: Paths) -> Check:
    mode = paths.home.stat().st_mode & 0o777
    private = mode == PRIVATE_FOLDER
    return Check(
        name="data folder",
        ok=private,
        detail=f"{paths.home} ({'private' if private else f'mode {mode:o}'})",
        remedy="" if private else f"Run: chmod 700 {paths.home}",
    )


def _database(check_database: Callable[[], str]) -> Check:
    try:
        found = check_database()
    except UserFacingError as error:
        return Check(name="database", ok=False, detail=error.message, remedy=error.remedy)
    sound = found == "ok"
    return Check(
        name="database",
        ok=sound,
        detail="sound" if sound else found,
        remedy="" if sound else "Put a backup in its place, or move it away to start afresh.",
    )


def _encryption(paths: Paths) -> Check:
    try:
        about = read_key_file(paths.home)
    except UserFacingError as error:
        return Check(name="encryption", ok=False, detail=error.message, remedy=error.remedy)
    if about is None:
        return Check(name="encryption", ok=True, detail="off; “sotto encrypt on” switches it on")
    where = "its key is in this computer's keyring" if about.kept_in is KeptIn.KEYRING else "a passphrase opens it"
    return Check(name="encryption", ok=True, detail=f"on; {where}")


def _backups(paths: Paths) -> Check:
    found = automatic_backups(paths.backups)
    if not found:
        return Check(name="backups", ok=True, detail="none made by itself yet")
    day = datetime.fromtimestamp(found[0].created_at).astimezone().strftime("%Y-%m-%d")
    return Check(name="backups", ok=True, detail=f"{len(found)} made by itself, the newest of {day}")


def _role(choice: ModelChoice, role: str) -> Check:
    words = ROLE_WORDS[role]
    built_in = choice.built_in(role)
    if built_in is not None:
        return Check(name=words, ok=True, detail=built_in)
    try:
        model = choice.require(role)
    except UserFacingError as error:
        return Check(name=words, ok=False, detail=error.message, remedy=error.remedy)
    return Check(name=words, ok=True, detail=model.entry.id)


def _damaged(choice: ModelChoice) -> Check:
    try:
        damaged = choice.damaged()
    except UserFacingError as error:
        return Check(name="model files", ok=False, detail=error.message, remedy=error.remedy)
    if damaged:
        remedy = f"Fetch again: sotto models get {' '.join(damaged)}"
        return Check(name="model files", ok=False, detail=f"damaged: {', '.join(damaged)}", remedy=remedy)
    return Check(name="model files", ok=True, detail="whole")


def _network(offline: bool, chat_server: str) -> Check:
    detail = "refused, as you chose" if offline else "used for fetching models alone, when you ask for it"
    if chat_server:
        detail = f"used for your questions, which go to {chat_server}, and for fetching models when you ask for it"
    return Check(name="network", ok=True, detail=detail)


def _seal(use: NetworkUse) -> Check:
    """What was stopped needs no remedy: it was stopped. It is said, so that it can be looked into."""
    held = "Sotto and the kernel" if use.kernel else "Sotto alone"
    stopped = f"{use.refused} attempts stopped"
    if use.refused:
        stopped = (
            f"{'1 attempt' if use.refused == 1 else f'{use.refused} attempts'} stopped, the last by {use.last_refused}"
        )
    away = f" ({use.to_chat_server_bytes:,} of them to the chat server)" if use.to_chat_server_bytes else ""
    detail = f"{use.sent_bytes:,} bytes sent{away} and {use.received_bytes:,} received since {use.since}; {stopped}; held by {held}"
    return Check(name="offline seal", ok=True, detail=detail)


def _reader() -> Check:
    version = landlock_version()
    if not version:
        detail = "limited by Sotto alone; this system has no Landlock"
    else:
        refused = "writing, other programs and TCP" if version >= TCP_VERSION else "writing and other programs"
        detail = f"the kernel refuses it {refused} (Landlock {version})"
    return Check(name="reader of documents", ok=True, detail=detail)


def _audio(audio_devices: Callable[[], Sequence[AudioDevice]], kind: str) -> Check:
    try:
        devices = audio_devices()
    except UserFacingError as error:
        return Check(name=kind, ok=False, detail=error.message, remedy=error.remedy)
    usable = [device for device in devices if (device.is_input if kind == "microphone" else device.is_output)]
    if not usable:
        return Check(name=kind, ok=False, detail="none found", remedy=f"Plug in or switch on a {kind}.")
    default = next((device.name for device in usable if device.is_default), usable[0].name)
    return Check(name=kind, ok=True, detail=f"{default} ({len(usable)} in all)")


def _disk(paths: Paths) -> Check:
    free = shutil.disk_usage(paths.home).free
    enough = free >= LOW_DISK_BYTES
    return Check(
        name="disk",
        ok=enough,
        detail=f"{free / 1e9:.1f} GB free",
        remedy="" if enough else "Free some space; models and documents need it.",
    )


def _memory(choice: ModelChoice) -> Check:
    hardware = choice.hardware
    enough = hardware.available_memory_bytes >= LOW_MEMORY_BYTES
    return Check(
        name="memory",
        ok=enough,
        detail=f"{hardware.available_memory_bytes / 1e9:.1f} of {hardware.memory_bytes / 1e9:.1f} GB free",
        remedy="" if enough else "Close other programs, or choose a smaller model.",
    )
