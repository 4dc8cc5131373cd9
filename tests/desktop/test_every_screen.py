"""Every screen in both languages, both themes and two sizes: nothing clipped, nameless, lost or left English.

The pictures are kept in ``build/screens`` for people to look at.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from assistant.errors import ErrorReport
from assistant.events import (
    DuplexChanged,
    InputLevel,
    SpeakingClause,
    SpeakingEnded,
    SpeakingStarted,
    TranscriptReady,
    VoiceTurnFinished,
)
from assistant.ids import DocumentId, ExamQuestionId, ExamRunId
from assistant.records import (
    Basis,
    CalendarEvent,
    Citation,
    ExamAnswer,
    ExamQuestion,
    ExamRun,
    ExamState,
    SentenceSupport,
    UserSkill,
    VoiceLatency,
)
from tests.desktop.screen_checks import clipped, cramped, english_left, nameless, outside, words_of
from ui.about.about_dialog import AboutDialog
from ui.calendar.calendar_page import CalendarPage
from ui.chat_server.chat_server_dialog import ChatServerDialog
from ui.exam.exam_dialog import ExamDialog
from ui.exam.question_card import QuestionCard
from ui.keys.keys_dialog import KeysDialog
from ui.library.page_viewer import PageViewer
from ui.library.unlock_dialog import UnlockDialog
from ui.settings.erase_dialog import EraseDialog
from ui.settings.log_dialog import LogDialog
from ui.settings.settings_dialog import SettingsDialog
from ui.skills.home_dialog import HomeDialog
from ui.skills.own_skills_dialog import OwnSkillsDialog
from ui.skills.tools_dialog import ToolsDialog
from ui.sound_check.sound_check_dialog import SoundCheckDialog
from ui.theme.tokens import SHAPE_PAIRS, TEXT_PAIRS, contrast

pytestmark = pytest.mark.desktop

PICTURES = Path(__file__).parents[2] / "build" / "screens"
SETTLED_AFTER_S = 1.0
SIZES = {"wide": QSize(1280, 800), "small": QSize(700, 500)}
ANSWER = {
    "en": (
        "How much notice?",
        "Two months, in writing [1]. The weather was fine.\n\n- one\n- two\n\n```python\nprint(78)\n```",
    ),
    "ja": ("解約の予告は?", "二か月前に書面で [1]。天気は良かったです。\n\n- 一\n- 二\n\n```python\nprint(78)\n```"),
}


@pytest.fixture
def talkative(furnished: Any) -> Iterator[Any]:
    """The furnished window; the language goes back to English in the end."""
    yield furnished
    furnished.desktop.choose_language("en")


def screens_of(opened: Any, language: str) -> Iterator[tuple[str, QWidget]]:
    """Opens one screen after the other; gives its name and the window to look at."""
    window = opened.window
    for page in ("first_run", "documents", "memory", "models"):
        window.show_page(page)
        yield page, window
    yield from _calendar(opened, language)
    yield from _voice(opened)
    window.command("new_chat").trigger()
    yield "welcome", window
    opened.chat.composer.set_text("/")
    yield "suggestions", window
    opened.chat.composer.clear()
    question, text = ANSWER[language]
    citation = Citation(
        n=1, document_id=DocumentId(4), document=Path("lease.pdf"), page=12, quote="Two months", start=0, end=10
    )
    support = (SentenceSupport(start=0, end=11, citations=(1,)), SentenceSupport(start=12, end=20))
    opened.api.script(text, basis=Basis.DOCUMENTS, citations=(citation,), support=support)
    turn = opened.ask(question)
    opened.api.advance(turn, 4)
    opened.until(lambda: "43" in opened.chat.state_line.words)
    yield "streaming", window
    opened.api.finish(turn)
    opened.until(lambda: not opened.desktop.session.answering)
    opened.chat.banner.show_notice(
        QCoreApplication.translate("DocumentIntake", "Reading your documents …"),
        action=QCoreApplication.translate("ActionRow", "Undo"),
    )
    yield "chat", window
    opened.chat.transcript.citation_activated.emit(citation)
    opened.until(lambda: window.findChild(PageViewer).isVisible())
    yield "page", window
    window.hide_side_pane()
    opened.chat.banner.dismiss()
    settings = window.findChild(SettingsDialog)
    yield "settings", settings
    settings.data_questions.confirm_erase()
    opened.until(lambda: settings.findChild(EraseDialog) is not None)
    yield "erase", settings.findChild(EraseDialog)
    settings.findChild(EraseDialog).reject()
    settings.sheet.data.log_wanted.emit()
    yield "log", settings.findChild(LogDialog)
    settings.findChild(LogDialog).reject()
    window.findChild(SettingsDialog).reject()
    window.command("sound_check").trigger()
    check = window.findChild(SoundCheckDialog)
    opened.until(lambda: bool(check.state.opened))
    check.sheet.record.click()
    opened.until(lambda: check.state.sample is not None)
    yield "sound_check", check
    check.reject()
    opened.api.skills.own = [
        UserSkill(name="yes", file=Path("Sotto.py"), digest="4" * 64, title="Sotto", about="Yes.", says=("Yes",)),
        UserSkill(
            name="no",
            file=Path("Sotto.py"),
            digest="",
            problem=ErrorReport(kind="skill_broken", message="This is not Python."),
            line=4,
        ),
    ]
    opened.api.exam.asked = [
        ExamQuestion(id=ExamQuestionId(1), question="Sotto?", expected="Yes", document=Path("Sotto.pdf"), page=4),
        ExamQuestion(id=ExamQuestionId(2), question="Sotto?"),
    ]
    opened.api.exam.sittings = [
        ExamRun(
            id=ExamRunId(1),
            began_at=1_790_000_000.0,
            state=ExamState.STOPPED,
            setup={"chat": "Sotto 1"},
            answers=(
                ExamAnswer(
                    question=ExamQuestionId(1),
                    right=False,
                    refused=False,
                    found=True,
                    cited=False,
                    text="Sotto.",
                    took_ms=4.0,
                ),
            ),
        )
    ]
    opened.api.exam.setup = {"chat": "Sotto 2"}
    window.command("exam").trigger()
    exam = window.findChild(ExamDialog)
    opened.until(lambda: len(exam.findChildren(QuestionCard)) == 2)
    yield "exam", exam
    exam.reject()
    window.command("own_skills").trigger()
    own = window.findChild(OwnSkillsDialog)
    opened.until(lambda: len(own.boxes) == 1)
    yield "own_skills", own
    own.reject()
    opened.api.tools.add("Sotto", ("talker", "home"))
    opened.api.tools.offered = ()
    window.command("tools").trigger()
    tools = window.findChild(ToolsDialog)
    opened.until(lambda: len(tools.boxes) == 1)
    yield "tools", tools
    tools.reject()
    window.command("home").trigger()
    home = window.findChild(HomeDialog)
    opened.until(lambda: home.state.text() != "")
    yield "home", home
    home.reject()
    yield from _away(opened, question, text)
    window.command("keys").trigger()
    yield "keys", window.findChild(KeysDialog)
    window.command("about").trigger()
    about = window.findChild(AboutDialog)
    opened.until(lambda: about.models.toPlainText() != "")
    yield "about", about
    about.reject()
    window.findChild(UnlockDialog).ask(opened.api.documents.reports)
    yield "unlock", window.findChild(UnlockDialog)


def _away(opened: Any, question: str, text: str) -> Iterator[tuple[str, QWidget]]:
    """A chat server is named, and answers."""
    window = opened.window
    window.command("chat_server").trigger()
    dialog = window.findChild(ChatServerDialog)
    dialog.address.setText("http://192.168.1.20:8080")
    dialog.connect_button.click()
    opened.until(lambda: opened.api.chat_server.now.on and dialog.connect_button.isEnabled())
    yield "chat_server", dialog
    dialog.reject()
    window.show_page("models")
    yield "models_away", window
    window.command("new_chat").trigger()
    opened.api.script(text)
    turn = opened.ask(question)
    opened.api.finish(turn)
    opened.until(lambda: not opened.desktop.session.answering and opened.chat.state_line.away.isVisible())
    yield "chat_away", window
    opened.api.chat_server.disconnect()
    opened.until(lambda: not opened.chat.state_line.away.isVisible())


def _calendar(opened: Any, language: str) -> Iterator[tuple[str, QWidget]]:
    """A week, a day, and the sheet of an event."""
    page = opened.window.findChild(CalendarPage)
    monday = datetime.datetime.combine(page.days[0], datetime.time()).astimezone().timestamp()
    names = ("Sotto", "Yes", "Ask me") if language == "en" else ("歯医者の予約", "水泳", "文化祭")
    opened.api.skills.events = [
        CalendarEvent(
            title=names[at % 3],
            starts_at=monday + day * 86400 + hour * 3600,
            ends_at=monday + day * 86400 + (hour + hours) * 3600,
            all_day=hours >= 24,
            repeats=at == 1,
            uid=str(at),
        )
        for at, (day, hour, hours) in enumerate(
            [(0, 9, 1.5), (2, 9, 2), (1, 0, 72), (2, 10, 1), (4, 12, 0.5), (5, 0, 24), (6, 8.5, 3)]
        )
    ]
    opened.window.show_page("calendar")
    opened.until(lambda: len(page.grid.chips) == 5)
    page.grid.setFocus()
    yield "calendar_week", opened.window
    page.show_day(page.days[2], count=1)
    opened.until(lambda: len(page.grid.chips) == 2)
    yield "calendar_day", opened.window
    page.grid.chips[0].click()
    yield "calendar_event", page.editor
    page.editor.reject()
    page.show_day(page.days[0], count=7)
    opened.until(lambda: len(page.grid.chips) == 5)


def _voice(opened: Any) -> Iterator[tuple[str, QWidget]]:
    """The spoken conversation as a page: nobody talks, and an answer is spoken."""
    window, voice = opened.window, opened.desktop.voice
    window.show_page("voice")
    yield "voice", window
    window.talk_pressed.emit()
    opened.until(lambda: voice.state is not None and voice.state.input_device != "")
    answer = "二か月前に。書面で。" if voice.bar.tr("End") != "End" else "Two months. Two months."
    opened.api.script(answer)
    turn = opened.api.ask_spoken("Ask me")
    opened.api.publish(TranscriptReady(t_s=1, text="Ask me", language="en"))
    opened.api.advance(turn, 5)
    opened.api.publish(
        SpeakingStarted(t_s=2, turn_id=turn), SpeakingClause(t_s=2, turn_id=turn, text=answer[:4], begin=0)
    )
    opened.until(lambda: voice.state is not None and voice.state.clause[0] != "")
    opened.api.publish(InputLevel(t_s=2, level=0.1), DuplexChanged(t_s=2, full=False))
    opened.until(lambda: voice.state is not None and voice.state.full_duplex is False)
    yield "voice_speaking", window
    opened.api.finish(turn)
    opened.api.publish(
        SpeakingEnded(t_s=4, turn_id=turn, spoken_text=answer),
        VoiceTurnFinished(
            t_s=4,
            turn_id=turn,
            latency_ms=VoiceLatency(endpoint=300, transcribe=200, first_token=150, synthesize=90, output=80, total=820),
        ),
    )
    opened.until(lambda: voice.state is not None and voice.state.latency is not None)
    yield "voice_listening", window
    voice.end()
    opened.until(lambda: voice.state is None)


def settle(top: QWidget) -> None:
    """Waits until the words fit, or will not: on a busy machine a layout takes more than one round of events."""
    QTest.qWait(20)
    until = time.monotonic() + SETTLED_AFTER_S
    while clipped(top) and time.monotonic() < until:
        QTest.qWait(20)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme_choice", ["light", "dark", "high_contrast"])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_nothing_is_clipped_nameless_lost_or_left_english(
    talkative: Any, qapp: QApplication, language: str, theme_choice: str, size: str
) -> None:
    desktop = talkative.desktop
    talkative.window.resize(SIZES[size])
    desktop.theme.set_choice(theme_choice)
    desktop.choose_language(language)
    QTest.qWait(20)
    PICTURES.mkdir(parents=True, exist_ok=True)
    scale = "" if qapp.devicePixelRatio() == 1 else f"-{qapp.devicePixelRatio():g}x"
    troubles: list[str] = []
    checks: tuple[Callable[[QWidget], list[str]], ...] = (clipped, nameless, outside, cramped)
    for name, top in screens_of(talkative, language):
        settle(top)
        top.grab().save(str(PICTURES / f"{name}-{language}-{theme_choice}-{size}{scale}.png"))
        for check in checks:
            troubles += [f"{name}: {check.__name__}: {one}" for one in check(top)]
        if language != "en":
            troubles += [f"{name}: English: {one}" for one in english_left(words_of(top))]
    colours = desktop.theme.colours
    for pairs, least in ((TEXT_PAIRS, 4.5), (SHAPE_PAIRS, 3.0)):
        for ink, ground in pairs:
            if contrast(getattr(colours, ink), getattr(colours, ground)) < least:
                troubles.append(f"contrast: {ink} on {ground}")
    assert troubles == [], "\n".join(["", *troubles])
