"""Somebody adds a PDF and asks about it."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pypdfium2
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.end_to_end.program import COMMAND_TIMEOUT_S, Sotto

pytestmark = pytest.mark.end_to_end

PAGES = [
    ["Lease agreement", "", "This agreement is made between the landlord and the tenant of the flat in Elm Street 4."],
    ["Rent", "", "The monthly rent is 940 euros and is due on the third working day of each month."],
    ["Notice", "", "Either party may end this lease with a notice period of eleven weeks, given in writing."],
]


@pytest.fixture
def lease(tmp_path: Path) -> Path:
    file = tmp_path / "lease.pdf"
    canvas = Canvas(str(file), pagesize=A4)
    for lines in PAGES:
        text = canvas.beginText(72, 760)
        text.setFont("Helvetica", 11)
        for line in lines:
            text.textLine(line)
        canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    return file


def page_text(file: Path, number: int) -> str:
    document = pypdfium2.PdfDocument(file)
    try:
        return str(document[number - 1].get_textpage().get_text_bounded())
    finally:
        document.close()


def words(text: str) -> str:
    return " ".join(text.split())


def test_the_quote_is_on_the_page_it_names(sotto: Sotto, lease: Path) -> None:
    added = sotto.json("docs", "add", str(lease))
    assert (added["event"], added["indexed"], added["failed"]) == ("done", 1, 0)
    answer = sotto.json("ask", "--docs", "How much is the monthly rent?", "--max-tokens", "60")
    assert answer["basis"] == "documents"
    assert answer["citations"], answer["answer"]
    for citation in answer["citations"]:
        assert Path(citation["document"]) == lease
        assert words(citation["quote"]) in words(page_text(lease, citation["page"]))
        assert citation["boxes"]
    assert any(citation["page"] == 2 and "940 euros" in words(citation["quote"]) for citation in answer["citations"])


def test_what_the_documents_do_not_say_is_refused(sotto: Sotto, lease: Path) -> None:
    sotto.json("docs", "add", str(lease))
    answer = sotto.json("ask", "--docs", "Which airline flies to Reykjavik on Sundays?", "--max-tokens", "60")
    assert answer["refused"]
    assert answer["citations"] == []


def test_search_finds_the_page_and_status_lists_the_file(sotto: Sotto, lease: Path) -> None:
    sotto.json("docs", "add", str(lease), "--wait", "keywords")
    found = sotto.json("docs", "search", "monthly rent")["passages"]
    assert found[0]["page"] == 2
    assert "940 euros" in found[0]["text"]
    (file,) = sotto.json("docs", "status")["files"]
    assert (file["path"], file["state"], file["pages"]) == (str(lease), "indexed", 3)
    assert sotto.json("docs", "add", str(lease))["unchanged"] == 1


def test_it_is_found_by_meaning_in_another_language(sotto: Sotto, tmp_path: Path) -> None:
    """By the model that comes along, which needs nothing of the models' folder: no word of the question stands in the text."""
    note = tmp_path / "garden.txt"
    note.write_text("The gardener waters the old oak every morning before breakfast.")
    sotto.json("docs", "add", str(note))
    (found,) = sotto.json("docs", "search", "庭師は毎朝、樫の木に水をやります")["passages"]
    assert "oak" in found["text"]


def test_a_page_can_be_seen(sotto: Sotto, lease: Path, tmp_path: Path) -> None:
    sotto.json("docs", "add", str(lease), "--wait", "keywords")
    picture = tmp_path / "page.png"
    sotto.json("docs", "show", str(lease), "--page", "3", "--out", str(picture))
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_a_cited_quote_is_marked_on_its_page(sotto: Sotto, lease: Path, tmp_path: Path) -> None:
    sotto.json("docs", "add", str(lease), "--wait", "keywords")
    answer = sotto.json("ask", "--docs", "How much is the monthly rent?", "--max-tokens", "30")
    cited = next(citation for citation in answer["citations"] if citation["page"] == 2)
    plain, marked = tmp_path / "plain.png", tmp_path / "marked.png"
    show = ("docs", "show", str(lease), "--page", "2", "--out")
    sotto.json(*show, str(plain))
    sotto.json(*show, str(marked), "--citation", str(cited["n"]))
    assert marked.read_bytes() != plain.read_bytes()
    missing = sotto.run(*show, str(marked), "--citation", "99", "--json")
    assert (missing.returncode, json.loads(missing.stdout)["error"]["kind"]) == (1, "not_found")
    nowhere = sotto.run(*show, str(tmp_path / "none" / "page.png"), "--json")
    assert (nowhere.returncode, json.loads(nowhere.stdout)["error"]["kind"]) == (1, "storage")


def test_removed_documents_are_not_found_again(sotto: Sotto, lease: Path) -> None:
    sotto.json("docs", "add", str(lease), "--wait", "keywords")
    sotto.json("docs", "remove", str(lease))
    assert sotto.json("docs", "search", "monthly rent")["passages"] == []
    assert lease.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [("empty.pdf", b""), ("torn.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type"), ("odd.xyz", b"\x00\x01\x02")],
)
def test_bad_files_get_a_row_and_a_reason(sotto: Sotto, tmp_path: Path, name: str, content: bytes) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    done = sotto.run("docs", "add", str(file), "--json")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    (row,) = [line for line in lines if line["event"] == "file"]
    assert row["state"] == "failed"
    assert row["reason"]
    assert lines[-1]["failed"] == 1


def test_a_followed_folder_is_followed_until_ctrl_c_and_caught_up_afterwards(sotto: Sotto, tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "pool.txt").write_text("The pool opens at half past six.")
    process = subprocess.Popen(
        sotto.command("docs", "add", str(folder), "--watch", "--json"),
        env=dict(sotto.environ),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    told = [json.loads(line) for line in iter_until(process.stdout, '"watching"')]
    assert [event["event"] for event in told] == ["file", "progress", "done", "watching"]
    (folder / "shed.txt").write_text("Bicycles are kept in the green shed.")
    (event,) = [json.loads(line) for line in iter_until(process.stdout, "shed.txt")]
    assert (event["event"], event["state"]) == ("file", "indexed")
    process.send_signal(signal.SIGINT)
    _, complained = process.communicate(timeout=COMMAND_TIMEOUT_S)
    assert (process.returncode, complained) == (130, "")
    # What comes while nothing runs is read by the next command, in catching up or as told.
    (folder / "garden.txt").write_text("The hedge is cut in October.")
    again = sotto.json("docs", "add", str(folder))
    assert (again["indexed"] + again["unchanged"], again["failed"]) == (3, 0)
    listed = {Path(item["path"]).name: item["state"] for item in sotto.json("docs", "status")["files"]}
    assert listed == {"pool.txt": "indexed", "shed.txt": "indexed", "garden.txt": "indexed"}


def iter_until(lines: IO[str], words: str) -> Iterator[str]:
    """Lines up to the one with the words."""
    for line in lines:
        yield line
        if words in line:
            return
