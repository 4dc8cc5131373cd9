"""What is opened and what is only talk, and the programs that desktop entries name."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.documents.document_name import DocumentName
from assistant.errors import DeviceUnavailable
from assistant.ids import DocumentId
from assistant.skills.base import Context, Intent, Plan, Planned, Question, Say
from assistant.skills.desktop.desktop_entries import Program, programs
from assistant.skills.desktop.opening import Opener, Opens, OpenWish, open_wish

pytestmark = pytest.mark.unit

NOW = datetime.datetime(2026, 11, 25, 9, 0, tzinfo=datetime.UTC)
FIREFOX = Program(name="Firefox", called=frozenset(["firefox", "web browser"]), command=("firefox", "--new-window"))
CALCULATOR = Program(name="Calculator", called=frozenset(["calculator", "計算機"]), command=("gnome-calculator",))


@pytest.fixture
def documents(tmp_path: Path) -> list[DocumentName]:
    names = ["lease.pdf", "insurance home.pdf", "insurance car.pdf", "賃貸契約書.pdf"]
    for name in names:
        (tmp_path / name).touch()
    return [DocumentName(document_id=DocumentId(at), path=tmp_path / name) for at, name in enumerate(names)]


@pytest.fixture
def started() -> list[Sequence[str]]:
    return []


@pytest.fixture
def skill(documents: list[DocumentName], started: list[Sequence[str]]) -> Opens:
    return Opens(lambda: documents, lambda: [FIREFOX, CALCULATOR], Opener(started.append))


def _planned(skill: Opens, sentence: str, *, japanese: bool = False) -> Planned | None:
    context = Context(now=NOW, japanese=japanese)
    found = skill.understand(sentence, context)
    assert isinstance(found, Intent)
    return skill.plan(found, context)


@pytest.mark.parametrize(
    ("sentence", "wish"),
    [
        ("open the lease", OpenWish(what="lease")),
        ("open Firefox", OpenWish(what="Firefox")),
        ("launch the calculator app", OpenWish(what="calculator", kind="program", sure=True)),
        ("start firefox", OpenWish(what="firefox", kind="program")),
        ("open the file lease.pdf", OpenWish(what="lease.pdf")),
        ("計算機を開いて", OpenWish(what="計算機")),
        ("計算機アプリを起動して", OpenWish(what="計算機", kind="program", sure=True)),
        ("find the lease document", OpenWish(what="lease", kind="file", sure=True, find=True)),
        ("where is my file about insurance", OpenWish(what="insurance", kind="file", sure=True, find=True)),
        ("契約書のファイルはどこ", OpenWish(what="契約書", kind="file", sure=True, find=True)),
        ("find the termination clause in the lease", None),
        ("the shop is open", None),
        ("opening hours", None),
    ],
)
def test_what_a_sentence_wants(sentence: str, wish: OpenWish | None) -> None:
    assert open_wish(sentence) == wish


@pytest.mark.parametrize(
    ("sentence", "japanese", "end"),
    [
        ("open the lease", False, "lease.pdf"),
        ("賃貸契約書を開いて", True, "賃貸契約書.pdf"),
        ("open the web browser", False, "--new-window"),
        ("計算機を開いて", True, "gnome-calculator"),
    ],
)
def test_it_is_opened_when_it_is_carried_out(
    skill: Opens, started: list[Sequence[str]], sentence: str, japanese: bool, end: str
) -> None:
    plan = _planned(skill, sentence, japanese=japanese)
    assert isinstance(plan, Plan)
    assert (plan.undoable, plan.harmless, started) == (False, True, [])
    (change,) = plan.changes
    assert change.after is not None
    Opener(started.append).write(change.key, change.after)
    assert started[0][-1].endswith(end)
    assert json.loads(change.after) == started[0]


def test_several_are_asked_about_and_the_reply_chooses(skill: Opens) -> None:
    asked = _planned(skill, "open the insurance")
    assert isinstance(asked, Question)
    chosen = skill.fill(asked, "insurance car", Context(now=NOW))
    assert isinstance(chosen, Intent)
    plan = skill.plan(chosen, Context(now=NOW))
    assert isinstance(plan, Plan)
    assert "insurance car.pdf" in plan.done
    assert skill.fill(asked, "what is the weather like", Context(now=NOW)) is None


def test_what_is_called_so_by_nothing_is_left_or_told(skill: Opens) -> None:
    assert _planned(skill, "open your mind") is None
    assert _planned(skill, "start over") is None
    assert isinstance(_planned(skill, "open the document nowhere file"), Say)
    assert isinstance(_planned(skill, "launch the nowhere app"), Say)


def test_a_file_is_found_without_being_opened(skill: Opens) -> None:
    found = _planned(skill, "find the insurance documents".removesuffix("s"))
    assert isinstance(found, Say)
    assert found.sentence.count("insurance") == 4


def test_a_file_that_is_gone_is_told(skill: Opens, documents: list[DocumentName]) -> None:
    documents[0].path.unlink()
    found = _planned(skill, "open the lease")
    assert isinstance(found, Say)
    assert "no longer there" in found.sentence


def test_what_a_killed_program_was_about_to_open_is_not_opened_at_the_next_start() -> None:
    assert Opener(print).read("lease") != Opener(print).read("lease")


def test_a_desktop_without_a_viewer_says_so() -> None:
    def refuse(command: Sequence[str]) -> None:
        raise FileNotFoundError(command[0])

    with pytest.raises(DeviceUnavailable):
        Opener(refuse).write("lease", '["xdg-open", "lease"]')


def test_programs_are_read_from_desktop_entries(tmp_path: Path) -> None:
    def entry(name: str, text: str) -> None:
        (tmp_path / name).write_text(text, encoding="utf-8")

    head = "[Desktop Entry]\nType=Application\n"
    entry(
        "calc.desktop",
        f"{head}Name=Calculator\nName[ja]=計算機\nName[de]=Rechner\nGenericName=Sums\nExec=calc --new %U\n"
        "[Desktop Action new]\nName=New Window\nExec=calc --other\n",
    )
    entry("hidden.desktop", f"{head}Name=Hidden\nExec=hidden\nNoDisplay=true\n")
    entry("link.desktop", "[Desktop Entry]\nType=Link\nName=Link\nURL=x\n")
    entry("broken.desktop", "no entry at all")
    entry("quote.desktop", f'{head}Name=Quote\nExec=quote "unclosed\n')
    (tmp_path / "bytes.desktop").write_bytes(b"\xff\xfe\x00")
    assert programs([tmp_path, tmp_path / "nowhere"]) == [
        Program(
            name="Calculator", called=frozenset(["calculator", "計算機", "sums", "calc"]), command=("calc", "--new")
        )
    ]
