"""The front door: everything the window and the command may ask of Sotto.

``assistant.Assistant`` implements it in this process; ``assistant.RemoteAssistant`` in a child process. Calls return quickly;
what takes long returns an id and tells the rest through events (``subscribe``). Arguments and results are plain values.
Every call may raise ``UserFacingError``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from assistant.events import Event, VoiceMode
from assistant.ids import ActionId, ConversationId, DocumentId, FactId, MessageId, OperationId, TimerId, TurnId
from assistant.records import (
    Action,
    AudioDevice,
    Backup,
    Box,
    CalendarEvent,
    CalendarImport,
    Check,
    Citation,
    ConversationHit,
    ConversationSummary,
    DocumentFilter,
    EngineStatus,
    Fact,
    FileReport,
    ForgetAmounts,
    ForgetPlan,
    ImportReport,
    LibraryHealth,
    MemoryFindings,
    Message,
    ModelStatus,
    PageImage,
    PageText,
    Recommendation,
    SearchResult,
    SoundSample,
    Timer,
    Transcription,
)
from assistant.settings import Settings, Value

Listener = Callable[[Event], None]
Unsubscribe = Callable[[], None]


class ConversationsApi(Protocol):
    """Past conversations."""

    def list(self) -> Sequence[ConversationSummary]:
        """All conversations, newest first."""

    def messages(self, conversation: ConversationId) -> Sequence[Message]:
        """A conversation's messages in order. Raises ``NotFound``."""

    def rename(self, conversation: ConversationId, title: str) -> None:
        """Gives a title that no automatic one replaces."""

    def delete(self, conversation: ConversationId) -> None:
        """Deletes a conversation with its messages and citations."""

    def pin(self, conversation: ConversationId, pinned: bool) -> None:
        """Keeps a conversation at the top of the list, or no longer. Raises ``NotFound``."""

    def search(self, query: str) -> Sequence[ConversationHit]:
        """Conversations that hold every word of the query in their title or in one message, newest first; one hit each."""

    def branch(self, conversation: ConversationId, before: MessageId) -> ConversationId:
        """Copies a conversation's messages with lower ids than ``before`` into a new one. Raises ``NotFound``."""

    def move(self, conversation: ConversationId, folder: str) -> None:
        """Puts a conversation into a folder, which exists while it holds one; an empty name takes it out. Raises ``NotFound``."""

    def import_chats(self, file: Path) -> ImportReport:
        """Takes in chats that another assistant exported (ChatGPT, Open WebUI, Markdown, Sotto's own JSON, or a ZIP archive of
        such); what is there already is not stored twice. Raises ``InvalidInput`` for another file."""

    def delete_messages(self, conversation: ConversationId, messages: Sequence[MessageId]) -> None:
        """Deletes single messages of a conversation; unknown ones are ignored. Raises ``NotFound``."""


class DocumentsApi(Protocol):
    """The document library."""

    def add(
        self, paths: Sequence[Path], collection: str = "", password: str = "", keep_password: bool = False
    ) -> OperationId:
        """Reads files and folders in the background: ``FileIndexed`` and ``IndexProgress`` a file, ``IndexFinished`` last.

        ``password`` opens those that are locked. It is forgotten when Sotto ends; with ``keep_password`` the system's keyring
        keeps it for those that it opens, until they are removed. Raises ``KeyringUnavailable``.
        """

    def unlock(self, document: DocumentId, password: str, keep_password: bool = False) -> OperationId:
        """Reads a locked document again, as ``add`` does. Raises ``NotFound``."""

    def can_keep_passwords(self) -> bool:
        """Whether this computer has a keyring to keep passwords in."""

    def cancel(self, operation: OperationId) -> None:
        """Stops an ingest after the file under way; what was read stays."""

    def pause(self) -> None:
        """Reads and embeds nothing more, from the next file or passage on, until ``go_on``."""

    def go_on(self) -> None:
        """Takes back ``pause``."""

    def watch(self, folder: Path, collection: str = "") -> None:
        """Follows a folder from now on: what is new, changed, moved or deleted. Raises ``InvalidInput``."""

    def unwatch(self, folder: Path, collection: str = "") -> None:
        """Follows a folder no longer; its documents stay."""

    def health(self) -> LibraryHealth:
        """The index in figures."""

    def files(self) -> Sequence[FileReport]:
        """The index sheet."""

    def remove(self, document: DocumentId) -> None:
        """Forgets a document: text, chunks, vectors. The file itself is left alone."""

    def search(self, query: str, count: int = 8, collection: str = "") -> SearchResult:
        """Passages by words and meaning, best first."""

    def filters(self, question: str, collection: str = "") -> Sequence[DocumentFilter]:
        """What a question says about where to look, and how many documents each of it leaves; ``ask`` follows it."""

    def page_image(
        self, document: DocumentId, page: int, pixels_per_point: float, marks: Sequence[Box] = ()
    ) -> PageImage:
        """A page's picture, with ``marks`` painted over it. Raises ``NotFound`` or ``DocumentUnreadable``."""

    def find_text(self, document: DocumentId, words: str, limit: int = 200) -> Sequence[Citation]:
        """The places in a document where words stand, in order; case and white space do not matter."""

    def page_text(self, document: DocumentId, page: int | None) -> PageText:
        """A page's extracted text."""

    def transcript(self, document: DocumentId) -> Sequence[tuple[float, float, str]]:
        """What was said in a recording, as ``(start_s, end_s, text)``; empty for other documents. Raises ``NotFound``."""

    def wait_until_embedded(self, timeout_s: float) -> bool:
        """Waits until every chunk can be found by meaning; False when the time is over."""


class MemoryApi(Protocol):
    """What is remembered of the user, and forgetting it."""

    def list(self) -> Sequence[Fact]:
        """All facts, newest first, with those that a newer one took the place of."""

    def add(self, text: str) -> Fact:
        """Remembers what the user wrote down. Raises ``InvalidInput``."""

    def edit(self, fact: FactId, text: str) -> Fact:
        """Puts a fact in other words. Raises ``InvalidInput``, ``NotFound``."""

    def search(self, query: str, count: int = 8) -> MemoryFindings:
        """Facts and messages of every conversation, by words and meaning, best first."""

    def plan_forgetting(
        self, facts: Sequence[FactId] = (), messages: Sequence[MessageId] = (), matching: str = ""
    ) -> ForgetPlan:
        """What would go with these facts, these messages of the user, and all that holds the words of ``matching``; nothing is
        changed. Raises ``NotFound``."""

    def forget(self, plan: ForgetPlan) -> None:
        """Removes what a plan names, for good: facts, words, vectors, answers, free pages and write-ahead log."""

    def forget_document(self, document: DocumentId) -> int:
        """Takes the words out of every answer that quotes a document, which stays in the library; gives how many. Before
        ``documents.remove``, so that nothing of it is left."""

    def plan_expiry(self, keep_chats: str, keep_past_facts: str) -> ForgetAmounts:
        """What would go now under these values of ``memory_keep_chats`` and ``memory_keep_past_facts``."""

    def plan_everything(self) -> ForgetAmounts:
        """What ``forget_everything`` would remove."""

    def forget_everything(self) -> None:
        """Removes every fact and every conversation, for good. Documents stay."""


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


class VoiceApi(Protocol):
    """Spoken conversation, and speech by itself."""

    def devices(self) -> Sequence[AudioDevice]:
        """Microphones and speakers."""

    def start(self, mode: VoiceMode, conversation: ConversationId | None = None) -> None:
        """Opens microphone and speaker; events follow. Raises ``DeviceUnavailable`` or ``ModelUnavailable``."""

    def stop(self) -> None:
        """Ends the session and silences playback."""

    def press(self) -> None:
        """The talk button or key went down."""

    def release(self) -> None:
        """The talk button or key went up."""

    def silence(self) -> None:
        """Silences playback and interrupts the answer at once; ``say`` ends too."""

    def mute(self, muted: bool) -> None:
        """Throws the sound of the microphone away, or no longer, until the session ends; ``MuteChanged`` follows a change."""

    def forget_pauses(self) -> None:
        """Forgets how long the user pauses while speaking, which decides how long Sotto waits for more."""

    def say(self, text: str) -> None:
        """Speaks a text through the speaker and returns when it was heard, or silenced."""

    def synthesize(self, text: str, out: Path) -> float:
        """Writes speech as a WAV file; returns its duration in seconds."""

    def transcribe(self, file: Path, language: str = "auto") -> Transcription:
        """Text of an audio file of any length; ``TranscriptionProgress`` follows each piece but the last of a long one.

        Raises ``DocumentUnreadable``, ``ModelUnavailable``, and ``Interrupted`` after ``stop_transcribing``.
        """

    def stop_transcribing(self) -> None:
        """Ends transcriptions under way."""

    def dictate(self) -> None:
        """Opens the microphone and writes down what is said: ``DictationReady`` and ``DictationHeard`` follow, and nothing is
        asked. A spoken conversation ends, as a dictation ends with ``start``.

        Raises ``AlreadyRunning``, ``DeviceUnavailable`` or ``ModelUnavailable``.
        """

    def stop_dictating(self) -> None:
        """Closes the microphone; what was said until now is still understood, and ``DictationStopped`` follows."""


class SoundCheckApi(Protocol):
    """Microphones and speakers tried out before they are used. An empty name is the system's own. Nothing is stored."""

    def listen(self, microphone: str) -> str:
        """Opens a microphone instead of the one before, and gives its name; ``SoundCheckLevel`` follows until ``close``.

        Raises ``DeviceUnavailable``.
        """

    def record(self, seconds: float) -> SoundSample:
        """Listens for so long, at most 10 s, and says what was understood. Raises ``InvalidInput`` before ``listen``,
        ``DeviceUnavailable`` and ``ModelUnavailable``."""

    def play_back(self, speaker: str) -> None:
        """Plays what was recorded last and returns when it was heard, or silenced. Raises ``InvalidInput`` without a recording."""

    def say(self, text: str, speaker: str) -> None:
        """Speaks a text through a speaker and returns when it was heard, or silenced."""

    def silence(self) -> None:
        """Ends what is being played."""

    def close(self) -> None:
        """Closes the microphone and forgets what was recorded."""


class BackupsApi(Protocol):
    """Everything the user made, in one file."""

    def list(self) -> Sequence[Backup]:
        """The backups that Sotto made by itself, newest first."""

    def describe(self, file: Path) -> Backup:
        """What a backup holds. Raises ``InvalidInput`` for another file, ``StorageError``."""

    def write(self, file: Path) -> Backup:
        """Writes a backup and reads it back; returns when it is on the disk. Raises ``InvalidInput``, ``StorageError``, and
        ``DamagedDatabase`` when there is nothing sound to back up; then a file of that name is as it was."""

    def restore(self, file: Path) -> Backup:
        """Puts what a backup holds in the place of everything the user made, and returns when that is done.

        An engine in a process of its own is ended and started anew; one in this process is closed by it. Raises
        ``AlreadyRunning`` when another engine uses the home, ``InvalidInput``, ``StorageError``; then nothing was changed.
        """


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

    def import_calendar(self, file: Path) -> CalendarImport:
        """Takes the events of an .ics file into the calendar; those that are there already are left as they are. Raises
        ``NotFound``, ``InvalidInput`` for another file, ``FileRefused``; then nothing was changed."""

    def export_calendar(self, file: Path) -> int:
        """Writes the calendar to an .ics file, and gives the number of its events. Raises ``NotFound`` for an empty one,
        ``FileRefused``."""


class AssistantApi(Protocol):
    """The whole front door."""

    @property
    def conversations(self) -> ConversationsApi:
        """Past conversations."""

    @property
    def documents(self) -> DocumentsApi:
        """The document library."""

    @property
    def memory(self) -> MemoryApi:
        """What is remembered."""

    @property
    def models(self) -> ModelsApi:
        """Model weights."""

    @property
    def voice(self) -> VoiceApi:
        """Spoken conversation."""

    @property
    def backups(self) -> BackupsApi:
        """Backups of everything."""

    @property
    def skills(self) -> SkillsApi:
        """What skills did and keep running."""

    @property
    def sound_check(self) -> SoundCheckApi:
        """Trying out microphone and speaker."""

    def subscribe(self, listener: Listener) -> Unsubscribe:
        """Calls ``listener`` with every event, from the engine's threads; it must return at once."""

    def ask(
        self,
        question: str,
        *,
        conversation: ConversationId | None = None,
        use_documents: bool | None = None,
        collection: str = "",
        filters: bool = True,
        document: DocumentId | None = None,
        max_tokens: int | None = None,
        temporary: bool = False,
    ) -> TurnId:
        """Starts a turn; its events follow. ``conversation`` None begins one; ``use_documents`` None decides by the question.

        What the question says about where to look ("in the lease") is followed unless ``filters`` is False; see
        ``DocumentsApi.filters``. ``document`` looks into that one alone, whatever the question says.

        A ``temporary`` conversation begins without the memory, is never stored, and is gone when Sotto ends.

        Raises ``InvalidInput`` for an empty question and ``ModelUnavailable`` when no chat model is installed.
        """

    def interrupt(self, turn_id: TurnId) -> None:
        """Stops a turn's computing; ``TurnFinished`` follows with what was written. Unknown ids are ignored."""

    def warm_up(self) -> None:
        """Loads the chat model in the background, so that the first answer does not wait for it."""

    def status(self) -> EngineStatus:
        """What the engine is and has."""

    def settings(self) -> Settings:
        """The settings in force."""

    def set_setting(self, name: str, value: Value) -> Settings:
        """Changes one setting. Raises ``InvalidInput``."""

    def doctor(self) -> Sequence[Check]:
        """What works on this machine and what does not."""

    def close(self) -> None:
        """Stops turns, finishes writes, frees models."""
