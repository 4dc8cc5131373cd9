"""Words by every way into Sotto, each its own, then a search of everything it wrote: they are where the user's own data
belongs, and in no log, report, cache or temporary file, nor on what the programs print."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import openai
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from assistant import Paths, RemoteAssistant
from assistant.backups.held_home import held_home
from assistant.conversation.named_text import with_text
from assistant.errors import UserFacingError
from assistant.events import AnswerDelta, EngineDied, EngineStarted, Event, ExamFinished, IndexFinished, TurnFinished
from assistant.ids import ConversationId
from models.store import default_root
from tests.integration.marked_engine import BUG, DRAFT

pytestmark = [pytest.mark.integration, pytest.mark.timeout(900)]

WAIT_S = 180.0
MODELS = default_root()  # before the folders are turned elsewhere
SMALL = "smollm2-135m-instruct-q4_1"
TOOL_SERVER = Path(__file__).parent / "tools" / "weather_server.py"
THE_USERS_OWN = ("sotto.db*", "tables/*", "notes/*", "calendar.ics", "skills/*", "backups/*", "window.ini", "pasted/*")
"""Where words belong, in the data folder; of these each file is the user's alone."""
SECRET = "Passquorth"
"""A password, which belongs nowhere."""
KEPT = (
    *("Typequill", "Papergrub", "Cellwhisk", "Mailfrond", "Noteplum", "Datefern", "Clipmarl", "Toolgarn", "Skillbrit"),
    *("Examwort", "Ringfennel"),
)
KEPT_NOWHERE = (SECRET, "Wavetrill", "Servemoss", "Bugthistle", "Seekwort", "Momentloam", "Draftsedge")

SKILL = '''
class Skillbrit:
    """Greets Skillbrit."""
    says = ("greet skillbrit",)
    def run(self) -> str:
        print("Skillbrit")
        raise ValueError("Skillbrit is out")
'''


class Use:
    """The engine in its own process, used in every way."""

    def __init__(self, home: Path, given: Path) -> None:
        self.home, self.given = home, given
        self.events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self.api = RemoteAssistant(
            Paths(home=home, models=MODELS),
            offline=True,
            chosen_models={"chat": SMALL},
            module="tests.integration.marked_engine",
        )
        self.api.subscribe(self.events.put)
        self.api.start()
        self.conversation: ConversationId | None = None

    def wait(self, kind: type[Event]) -> Event:
        while not isinstance(event := self.events.get(timeout=WAIT_S), kind):
            pass
        return event

    def ask(self, question: str, *, temporary: bool = False, documents: bool = False) -> TurnFinished:
        conversation = None if temporary else self.conversation
        turn = self.api.ask(
            question, conversation=conversation, temporary=temporary, use_documents=documents, max_tokens=6
        )
        while not (isinstance(event := self.wait(TurnFinished), TurnFinished) and event.turn_id == turn):
            pass
        if event.answer is not None and not temporary:
            self.conversation = event.answer.conversation
        return event

    def typed(self) -> None:
        self.ask("What is Typequill?")
        assert self.ask("Typequill " * 20_000).error is not None
        self.ask("Tell me of Momentloam.", temporary=True)
        self.ask(with_text("Summarise the clipboard", "Clipmarl is sold."))

    def documents(self) -> None:
        (self.given / "Papergrub.txt").write_text("The Papergrub costs eleven euros.", encoding="utf-8")
        rooms = [
            f"In room {n} of the house the Papergrub of {1900 + n} stands beside {n + 2} plum trees." for n in range(40)
        ]
        (self.given / "rooms.txt").write_text("\n\n".join(rooms), encoding="utf-8")
        (self.given / "torn.pdf").write_bytes(b"%PDF-1.7 Papergrub")
        (self.given / "prices.csv").write_text("what,euros\nCellwhisk,11\nplum,2\n", encoding="utf-8")
        (self.given / "mail.eml").write_text("Subject: Mailfrond\n\nThe Mailfrond is due.\n", encoding="utf-8")
        locked = Canvas(str(self.given / "locked.pdf"), encrypt=StandardEncryption(SECRET))
        locked.drawString(72, 700, "The Papergrub is locked away.")
        locked.save()
        self.api.documents.add([self.given])
        self.wait(IndexFinished)
        (file,) = [file for file in self.api.documents.files() if file.locked]
        assert file.document_id is not None
        for password in (f"{SECRET} not", SECRET):
            self.api.documents.unlock(file.document_id, password)
            self.wait(IndexFinished)
        assert not any(one.locked for one in self.api.documents.files())
        self.api.documents.search("price of the Seekwort")
        self.ask("How many euros is Cellwhisk in prices.csv?", documents=True)
        self.ask("What does the Papergrub cost?", documents=True)

    def examined(self) -> None:
        """Questions of the user's and of the model's, answered and scored; a backup by hand, and a home that is held already."""
        self.api.exam.write("What does the Examwort cost?", "eleven Examwort euros")
        self.api.exam.write("Where is the Papergrub?")
        self.api.exam.take()
        self.wait(ExamFinished)
        assert len(self.api.exam.runs()[0].answers) == 2
        self.api.exam.make(2)
        self.wait(ExamFinished)
        file = self.given / "mine.sottobackup"
        self.api.backups.write(file)
        with pytest.raises(UserFacingError), held_home(Paths(home=self.home, models=MODELS)):
            pytest.fail("two may not hold one home")

    def spoken(self) -> None:
        sound = self.given / "sound.wav"
        self.api.voice.synthesize("Wavetrill is a word.", sound)
        self.api.voice.transcribe(sound)
        with pytest.raises(UserFacingError):
            self.api.voice.transcribe(self.given / "Wavetrill.txt")
        self.api.set_setting(DRAFT, "What is Draftsedge?")

    def skills(self) -> None:
        self.ask("add Noteplum to my shopping list")
        self.ask("remind me to call Datefern tomorrow at 9 am")
        self.ask("Set a Ringfennel timer for 20 minutes and another one for 30 minutes")
        self.ask("Set two timers for 5 and 10 minutes called Ringfennel")
        (self.home / "skills").mkdir(mode=0o700, exist_ok=True)
        own = self.home / "skills" / "greeting.py"
        own.write_text(SKILL, encoding="utf-8")
        own.chmod(0o600)
        (skill,) = self.api.skills.own_skills()
        self.api.skills.allow_skill(skill.name, skill.digest)
        self.ask("greet skillbrit")
        self.api.tools.add("weather", [sys.executable, str(TOOL_SERVER), "--says=Toolgarn is said."])
        self.api.tools.allow("weather", "gossip")
        self.ask("Use weather to gossip")
        self.ask("yes")

    def served(self) -> None:
        self.api.set_setting("server_port", 0)
        self.api.set_setting("server_on", True)
        status = self.api.local_server()
        with openai.OpenAI(base_url=status.address, api_key=status.key, max_retries=0) as client:
            asked = [{"role": "user", "content": "What is Servemoss?"}]
            client.chat.completions.create(model=SMALL, messages=asked, max_tokens=4)  # type: ignore[arg-type]
            client.embeddings.create(model="any", input="Servemoss")
            with pytest.raises(openai.BadRequestError):
                client.chat.completions.create(model=SMALL, messages=asked, n=2)  # type: ignore[arg-type]
            sound = client.audio.speech.create(model="any", voice="any", input="Servemoss.", response_format="wav")
            client.audio.transcriptions.create(model="any", file=("Servemoss.wav", sound.content))
            with pytest.raises(openai.APIStatusError):
                client.audio.transcriptions.create(model="any", file=("Servemoss.wav", b"Servemoss"))
        self.api.set_setting("server_on", False)

    def broken(self) -> None:
        """Bugs, and an end in the middle of an answer."""
        with pytest.raises(UserFacingError):
            self.api.set_setting(BUG, "Bugthistle")
        self.api.ask("Tell me a long story about Typequill.", conversation=self.conversation, max_tokens=400)
        self.wait(AnswerDelta)
        assert self.api.process_id is not None
        os.kill(self.api.process_id, signal.SIGABRT)
        self.wait(EngineDied)
        self.wait(EngineStarted)

    def files_put_aside(self) -> list[str]:
        """What the engine holds open that no folder names any more."""
        folder = Path(f"/proc/{self.api.process_id}/fd")
        if not folder.exists():
            return []
        targets = {int(handle.name): str(handle.readlink()) for handle in folder.iterdir()}
        printed_to = {targets.get(1), targets.get(2)}  # by this test
        return [
            name
            for name in targets.values()
            if name.endswith("(deleted)") and not name.startswith(("/memfd:", "/dev")) and name not in printed_to
        ]


@pytest.fixture
def use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Use]:
    for variable, name in (
        *(("HOME", "person"), ("TMPDIR", "temporary"), ("XDG_CACHE_HOME", "cache"), ("XDG_CONFIG_HOME", "config")),
        *(("XDG_DATA_HOME", "data"), ("XDG_STATE_HOME", "state"), ("XDG_RUNTIME_DIR", "runtime"), ("HF_HOME", "hub")),
    ):
        (tmp_path / "written" / name).mkdir(mode=0o700, parents=True)
        monkeypatch.setenv(variable, str(tmp_path / "written" / name))
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    (tmp_path / "given").mkdir()
    (tmp_path / "here").mkdir()
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(path for path in sys.path if path))
    monkeypatch.chdir(tmp_path / "here")
    used = Use(tmp_path / "written" / "home", tmp_path / "given")
    yield used
    used.api.close()


def holding(text: bytes, words: tuple[str, ...]) -> list[str]:
    plain = text.lower()
    return [word for word in words if word.lower().encode() in plain or word.lower().encode("utf-16-le") in plain]


def test_words_are_found_where_they_belong_and_nowhere_else(
    use: Use, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for way in (use.typed, use.documents, use.examined, use.spoken, use.skills, use.served):
        way()
        assert use.files_put_aside() == []
    use.broken()
    use.api.close()
    printed = capfd.readouterr()
    assert holding((printed.out + printed.err).encode(), KEPT + KEPT_NOWHERE) == []
    found: set[str] = set()
    for file in (*(tmp_path / "written").rglob("*"), *(tmp_path / "here").rglob("*")):
        if not file.is_file():
            continue
        holds = holding(file.read_bytes(), KEPT + KEPT_NOWHERE)
        own = use.home in file.parents and any(file.relative_to(use.home).match(place) for place in THE_USERS_OWN)
        assert own or holds == [], file
        assert not set(holds) & set(KEPT_NOWHERE), file
        assert file.stat().st_mode & 0o077 == 0 or not holds, file
        found.update(holds)
    assert found == set(KEPT), "each word was really used"
    assert (use.home / "logs" / "engine.log").stat().st_size > 0
    assert not list((tmp_path / "here").iterdir())


WINDOW = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from ui import app
from ui.desktop import Desktop
begin = Desktop.begin
def planted(self):
    begin(self)
    self.furnished.connect(lambda: QTimer.singleShot(0, use))
    def use():
        QGuiApplication.clipboard().setText("Clipmarl is sold.")
        self.window.chat.composer.set_text("Typequill is typed and not sent")
        QTimer.singleShot(400, fail)
    def fail():
        QTimer.singleShot(600, self.window.close)
        raise KeyError("Bugthistle")
Desktop.begin = planted
from ui.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


def test_a_draft_is_the_windows_and_its_bugs_hold_no_words(use: Use, tmp_path: Path) -> None:
    use.api.close()
    home, here = tmp_path / "written" / "window", tmp_path / "here"
    done = subprocess.run(
        [sys.executable, "-c", WINDOW, "--home", str(home), "--models", str(MODELS), "--offline"],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        timeout=WAIT_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert holding(done.stdout + done.stderr, KEPT + KEPT_NOWHERE) == []
    assert b"KeyError" in done.stderr
    reports = list((home / "crash_reports").iterdir())
    assert reports
    for file in (*(tmp_path / "written").rglob("*"), *here.rglob("*")):
        if file.is_file():
            assert holding(file.read_bytes(), KEPT + KEPT_NOWHERE) in ([], ["Typequill"]), file
            assert file.name == "window.ini" or not holding(file.read_bytes(), KEPT), file
    assert "Typequill" in (home / "window.ini").read_text(encoding="utf-8")
