"""What the front door takes and gives: plain values, safe to send to another thread or process.

Offsets are characters in the page's extracted text. Boxes are ``(x0, y0, x1, y1)`` in PDF points from the page's lower
left corner, or in pixels of the image for pictures. Times are Unix seconds (``created_at``) or durations with their unit.
"""

from assistant.records.backups import Backup
from assistant.records.conversations import (
    Answer,
    Basis,
    Citation,
    ConversationHit,
    ConversationSummary,
    ImportReport,
    Message,
    MessageState,
    Remembered,
    SentenceSupport,
    Timings,
    VoiceLatency,
)
from assistant.records.data import Cell, Chart, ChartKind, DataAnswer, DataColumn, DataSource
from assistant.records.documents import (
    DocumentFilter,
    DocumentKind,
    FileReport,
    FileState,
    LibraryHealth,
    LookIn,
    PageImage,
    PageText,
    Passage,
    SearchResult,
    WatchedFolder,
)
from assistant.records.geometry import Box
from assistant.records.home import HomeDevice
from assistant.records.machine import (
    AudioDevice,
    Check,
    EngineStatus,
    ModelState,
    ModelStatus,
    Recommendation,
    SoundSample,
    Transcription,
)
from assistant.records.memory import (
    Fact,
    FactOrigin,
    FactSource,
    ForgetAmounts,
    ForgetPlan,
    FoundMessage,
    MemoryFindings,
)
from assistant.records.network import LocalServerStatus, NetworkUse
from assistant.records.skills import Action, CalendarEvent, CalendarImport, EventDraft, Timer, TimerKind, TimerState
from assistant.records.tools import Tool, ToolServer

__all__ = [
    "Action",
    "Answer",
    "AudioDevice",
    "Backup",
    "Basis",
    "Box",
    "CalendarEvent",
    "CalendarImport",
    "Cell",
    "Chart",
    "ChartKind",
    "Check",
    "Citation",
    "ConversationHit",
    "ConversationSummary",
    "DataAnswer",
    "DataColumn",
    "DataSource",
    "DocumentFilter",
    "DocumentKind",
    "EngineStatus",
    "EventDraft",
    "Fact",
    "FactOrigin",
    "FactSource",
    "FileReport",
    "FileState",
    "ForgetAmounts",
    "ForgetPlan",
    "FoundMessage",
    "HomeDevice",
    "ImportReport",
    "LibraryHealth",
    "LocalServerStatus",
    "LookIn",
    "MemoryFindings",
    "Message",
    "MessageState",
    "ModelState",
    "ModelStatus",
    "NetworkUse",
    "PageImage",
    "PageText",
    "Passage",
    "Recommendation",
    "Remembered",
    "SearchResult",
    "SentenceSupport",
    "SoundSample",
    "Timer",
    "TimerKind",
    "TimerState",
    "Timings",
    "Tool",
    "ToolServer",
    "Transcription",
    "VoiceLatency",
    "WatchedFolder",
]
