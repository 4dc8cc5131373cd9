"""Every command of the window with its usual keys: the menus and the sheet of keys are both made from this list."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

_CONTEXT = "Commands"


class Command(NamedTuple):
    """One thing the window can be told to do. ``keys`` are Qt's portable names, the first one is shown."""

    id: str
    menu: str
    text: str
    keys: tuple[str, ...] = ()
    checkable: bool = False

    @property
    def words(self) -> str:
        """Its name in the window's language."""
        return QCoreApplication.translate(_CONTEXT, self.text)


TALK = "talk"
TALK_KEYS = "Ctrl+Space"

MENUS = (
    ("chat", "Chat"),
    ("answer", "Answer"),
    ("view", "View"),
    ("go", "Go"),
    ("help", "Help"),
)

# Commands named like a page ("documents", "models", "settings") wake up when that page is added to the window.
COMMANDS = (
    Command(id="new_chat", menu="chat", text="New chat", keys=("Ctrl+N",)),
    Command(id="temporary_chat", menu="chat", text="New temporary chat", keys=("Ctrl+Shift+N",)),
    Command(id="quick_ask", menu="chat", text="Ask in a small window …"),
    Command(id="find_chat", menu="chat", text="Find a chat", keys=("Ctrl+K",)),
    Command(id="add_documents", menu="chat", text="Add documents …", keys=("Ctrl+O",)),
    Command(id="add_folder", menu="chat", text="Add a folder …", keys=("Ctrl+Shift+O",)),
    Command(id="import_chats", menu="chat", text="Import chats …"),
    Command(id="import_calendar", menu="chat", text="Import a calendar …"),
    Command(id="export_calendar", menu="chat", text="Export the calendar …"),
    Command(id="export_everything", menu="chat", text="Export everything …"),
    Command(id="back_up", menu="chat", text="Back up everything …"),
    Command(id="restore", menu="chat", text="Restore a backup …"),
    Command(id="quit", menu="chat", text="Quit", keys=("Ctrl+Q",)),
    Command(id="focus_question", menu="answer", text="Write a question", keys=("Ctrl+L",)),
    Command(id="stop", menu="answer", text="Stop the answer", keys=("Esc",)),
    Command(id="mute", menu="answer", text="Mute the microphone", keys=("Ctrl+Shift+M",), checkable=True),
    Command(id="dictate", menu="answer", text="Dictate", keys=("Ctrl+D",), checkable=True),
    Command(id="sound_check", menu="answer", text="Sound check …"),
    Command(id="ask_again", menu="answer", text="Ask again", keys=("Ctrl+R",)),
    Command(
        id="copy_answer",
        menu="answer",
        text="Copy the last answer",
        keys=("Ctrl+Shift+C",),
    ),
    Command(id="side_bar", menu="view", text="Side bar", keys=("Ctrl+B",), checkable=True),
    Command(id="zoom_in", menu="view", text="Larger text", keys=("Ctrl++", "Ctrl+=")),
    Command(id="zoom_out", menu="view", text="Smaller text", keys=("Ctrl+-",)),
    Command(id="zoom_reset", menu="view", text="Usual text size", keys=("Ctrl+0",)),
    Command(id="chat", menu="go", text="Chats", keys=("Ctrl+1",)),
    Command(id="documents", menu="go", text="Documents", keys=("Ctrl+2",)),
    Command(id="memory", menu="go", text="Memory", keys=("Ctrl+4",)),
    Command(id="models", menu="go", text="Models", keys=("Ctrl+3",)),
    Command(id="calendar", menu="go", text="Calendar", keys=("Ctrl+6",)),
    Command(id="voice", menu="go", text="Voice", keys=("Ctrl+5",)),
    Command(id="tools", menu="go", text="Tools of other programs …"),
    Command(id="home", menu="go", text="Smart home …"),
    Command(id="settings", menu="go", text="Settings", keys=("Ctrl+,",)),
    Command(id="keys", menu="help", text="Keys", keys=("F1", "Ctrl+/")),
    Command(id="whats_new", menu="help", text="What is new …"),
)


def talk_words() -> str:
    """What the talk key does; it is no menu command, since it can be held."""
    return QCoreApplication.translate(_CONTEXT, "Talk: hold it, or press it once")


def fixed_keys() -> tuple[tuple[str, str], ...]:
    """Keys that stay as they are, with what they do."""
    return (
        ("Return", QCoreApplication.translate(_CONTEXT, "Send the question")),
        ("Shift+Return", QCoreApplication.translate(_CONTEXT, "Begin a new line")),
        ("Up", QCoreApplication.translate(_CONTEXT, "Bring back the last question (in an empty box)")),
        ("/", QCoreApplication.translate(_CONTEXT, "Choose a command (in an empty box)")),
        ("@", QCoreApplication.translate(_CONTEXT, "Choose the document to ask")),
        ("F2", QCoreApplication.translate(_CONTEXT, "Rename the chat that is marked")),
        ("PgUp", QCoreApplication.translate(_CONTEXT, "Calendar: the days before")),
        ("PgDown", QCoreApplication.translate(_CONTEXT, "Calendar: the days after")),
        ("T", QCoreApplication.translate(_CONTEXT, "Calendar: today")),
        ("D", QCoreApplication.translate(_CONTEXT, "Calendar: a day")),
        ("W", QCoreApplication.translate(_CONTEXT, "Calendar: a week")),
        ("N", QCoreApplication.translate(_CONTEXT, "Calendar: a new event")),
        ("Ctrl+Z", QCoreApplication.translate(_CONTEXT, "Calendar: take the last change back")),
        ("Del", QCoreApplication.translate(_CONTEXT, "Delete the chat that is marked")),
    )
