"""Every command of the window with its usual keys: the menus and the sheet of keys are both made from this list."""

from __future__ import annotations

from typing import NamedTuple

from ui.translations import QT_TR_NOOP, tr


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
        return tr(self.text)


TALK = "talk"
TALK_KEYS = "Ctrl+Space"

MENUS = (
    ("chat", QT_TR_NOOP("Chat")),
    ("answer", QT_TR_NOOP("Answer")),
    ("view", QT_TR_NOOP("View")),
    ("go", QT_TR_NOOP("Go")),
    ("help", QT_TR_NOOP("Help")),
)

ACCESS_KEYS = {"chat": "C", "answer": "A", "view": "V", "go": "G", "help": "H"}
"""The letters that open the menus together with Alt, in every language."""

# Commands named like a page ("documents", "models", "settings") wake up when that page is added to the window.
COMMANDS = (
    Command(id="new_chat", menu="chat", text=QT_TR_NOOP("New chat"), keys=("Ctrl+N",)),
    Command(id="temporary_chat", menu="chat", text=QT_TR_NOOP("New temporary chat"), keys=("Ctrl+Shift+N",)),
    Command(id="quick_ask", menu="chat", text=QT_TR_NOOP("Ask in a small window …")),
    Command(id="find_chat", menu="chat", text=QT_TR_NOOP("Find a chat"), keys=("Ctrl+K",)),
    Command(id="add_documents", menu="chat", text=QT_TR_NOOP("Add documents …"), keys=("Ctrl+O",)),
    Command(id="add_folder", menu="chat", text=QT_TR_NOOP("Add a folder …"), keys=("Ctrl+Shift+O",)),
    Command(id="import_chats", menu="chat", text=QT_TR_NOOP("Import chats …")),
    Command(id="import_calendar", menu="chat", text=QT_TR_NOOP("Import a calendar …")),
    Command(id="export_calendar", menu="chat", text=QT_TR_NOOP("Export the calendar …")),
    Command(id="export_everything", menu="chat", text=QT_TR_NOOP("Export everything …")),
    Command(id="back_up", menu="chat", text=QT_TR_NOOP("Back up everything …")),
    Command(id="restore", menu="chat", text=QT_TR_NOOP("Restore a backup …")),
    Command(id="quit", menu="chat", text=QT_TR_NOOP("Quit"), keys=("Ctrl+Q",)),
    Command(id="focus_question", menu="answer", text=QT_TR_NOOP("Write a question"), keys=("Ctrl+L",)),
    Command(id="stop", menu="answer", text=QT_TR_NOOP("Stop the answer"), keys=("Esc",)),
    Command(id="mute", menu="answer", text=QT_TR_NOOP("Mute the microphone"), keys=("Ctrl+Shift+M",), checkable=True),
    Command(id="dictate", menu="answer", text=QT_TR_NOOP("Dictate"), keys=("Ctrl+D",), checkable=True),
    Command(id="sound_check", menu="answer", text=QT_TR_NOOP("Sound check …")),
    Command(id="ask_again", menu="answer", text=QT_TR_NOOP("Ask again"), keys=("Ctrl+R",)),
    Command(
        id="copy_answer",
        menu="answer",
        text=QT_TR_NOOP("Copy the last answer"),
        keys=("Ctrl+Shift+C",),
    ),
    Command(id="find_here", menu="view", text=QT_TR_NOOP("Find here"), keys=("Ctrl+F",)),
    Command(id="side_bar", menu="view", text=QT_TR_NOOP("Side bar"), keys=("Ctrl+B",), checkable=True),
    Command(id="zoom_in", menu="view", text=QT_TR_NOOP("Larger text"), keys=("Ctrl++", "Ctrl+=")),
    Command(id="zoom_out", menu="view", text=QT_TR_NOOP("Smaller text"), keys=("Ctrl+-",)),
    Command(id="zoom_reset", menu="view", text=QT_TR_NOOP("Usual text size"), keys=("Ctrl+0",)),
    Command(id="chat", menu="go", text=QT_TR_NOOP("Chats"), keys=("Ctrl+1",)),
    Command(id="documents", menu="go", text=QT_TR_NOOP("Documents"), keys=("Ctrl+2",)),
    Command(id="memory", menu="go", text=QT_TR_NOOP("Memory"), keys=("Ctrl+4",)),
    Command(id="models", menu="go", text=QT_TR_NOOP("Models"), keys=("Ctrl+3",)),
    Command(id="calendar", menu="go", text=QT_TR_NOOP("Calendar"), keys=("Ctrl+6",)),
    Command(id="voice", menu="go", text=QT_TR_NOOP("Voice"), keys=("Ctrl+5",)),
    Command(id="exam", menu="go", text=QT_TR_NOOP("Your exam …")),
    Command(id="own_skills", menu="go", text=QT_TR_NOOP("Your own skills …")),
    Command(id="tools", menu="go", text=QT_TR_NOOP("Tools of other programs …")),
    Command(id="home", menu="go", text=QT_TR_NOOP("Smart home …")),
    Command(id="chat_server", menu="go", text=QT_TR_NOOP("Chat server …")),
    Command(id="settings", menu="go", text=QT_TR_NOOP("Settings"), keys=("Ctrl+,",)),
    Command(id="first_steps", menu="help", text=QT_TR_NOOP("First steps")),
    Command(id="keys", menu="help", text=QT_TR_NOOP("Keys"), keys=("F1", "Ctrl+/")),
    Command(id="whats_new", menu="help", text=QT_TR_NOOP("What is new …")),
    Command(id="about", menu="help", text=QT_TR_NOOP("About Sotto")),
)


def with_access_key(words: str, letter: str) -> str:
    """A menu's name as Qt marks the letter that opens it; behind the name where that does not hold it, as in Japanese."""
    at = words.upper().find(letter)
    return f"{words[:at]}&{words[at:]}" if at >= 0 else f"{words}(&{letter})"


def talk_words() -> str:
    """What the talk key does; it is no menu command, since it can be held."""
    return tr("Talk: hold it, or press it once")


def fixed_keys() -> tuple[tuple[str, str], ...]:
    """Keys that stay as they are, with what they do."""
    return (
        ("Return", tr("Send the question")),
        ("Shift+Return", tr("Begin a new line")),
        ("Up", tr("Bring back the last question (in an empty box)")),
        ("/", tr("Choose a command (in an empty box)")),
        ("@", tr("Choose the document to ask")),
        ("F2", tr("Rename the chat that is marked")),
        ("PgUp", tr("Calendar: the days before")),
        ("PgDown", tr("Calendar: the days after")),
        ("T", tr("Calendar: today")),
        ("D", tr("Calendar: a day")),
        ("W", tr("Calendar: a week")),
        ("N", tr("Calendar: a new event")),
        ("Ctrl+Z", tr("Calendar: take the last change back")),
        ("Del", tr("Delete the chat that is marked")),
    )
