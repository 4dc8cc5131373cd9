"""Summaries, changes and contradictions of documents in the library, with a scripted model."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from assistant.conversation import comparing
from assistant.documents.base import Run
from assistant.documents.document_records import DocumentRecords
from assistant.documents.finding.index import ChunkIndex, ChunkRow
from assistant.documents.pages.runs import encode_runs
from assistant.events import Stage, StageChanged
from assistant.ids import ChunkId, ConversationId, DocumentId
from assistant.llm.base import ChatMessage
from assistant.records import Answer, Basis
from assistant.testing.chat_model import ScriptedChatModel
from assistant.testing.conversation_room import ConversationRoom, open_conversation_room

pytestmark = pytest.mark.integration

WAIT_S = 20.0
OLD = "The flat is in Berlin.\nThe monthly rent is 1,250 euros.\nPets are not allowed."
NEW = "The flat is in Berlin.\nThe monthly rent is 1,350 euros.\nPets are not allowed.\nThe garden may be used."


@pytest.fixture
def room(tmp_path: Path) -> Iterator[ConversationRoom]:
    with open_conversation_room(tmp_path / "sotto.db") as opened:
        yield opened


def add(room: ConversationRoom, path: str, pages: Sequence[str], title: str = "") -> DocumentId:
    with room.storage.write() as database:
        document = database.execute(
            "INSERT INTO documents(path, title, state, content_hash, page_count, added_at) VALUES (?, ?, 'indexed', ?, ?, 0)",
            (path, title, path, len(pages)),
        ).lastrowid
        for position, text in enumerate(pages):
            page = database.execute(
                "INSERT INTO pages(document_id, position, number, text) VALUES (?, ?, ?, ?)",
                (document, position, position + 1, text),
            ).lastrowid
            lines = [0, *(at + 1 for at, sign in enumerate(text) if sign == "\n"), len(text)]
            for number, (start, end) in enumerate(itertools.pairwise(lines)):
                chunk = database.execute(
                    "INSERT INTO chunks(document_id, page_id, position, start, end) VALUES (?, ?, ?, ?, ?)",
                    (document, page, position * 100 + number, start, end),
                ).lastrowid
                row = ChunkRow(chunk_id=ChunkId(chunk or 0), title=title, heading="", text=text[start:end])
                ChunkIndex(room.storage).add_words(database, [row])
    assert document is not None
    return DocumentId(document)


def ask(room: ConversationRoom, question: str, conversation: ConversationId | None = None) -> Answer:
    done = room.runner.ask(question, conversation=conversation).result(WAIT_S)
    assert done.error is None
    assert done.answer is not None
    return done.answer


def test_changes_are_listed_with_both_pages_and_without_the_model(room: ConversationRoom) -> None:
    first, second = add(room, "/flat/lease_2022.pdf", [OLD]), add(room, "/flat/lease_2023.pdf", [NEW])
    model = ScriptedChatModel()
    room.load = lambda: model
    answer = ask(room, "What changed between lease_2022 and lease_2023?")
    assert model.prompts == model.weighed == []
    assert answer.basis is Basis.DOCUMENTS
    assert answer.text.splitlines() == [
        "From “lease_2022.pdf” to “lease_2023.pdf”, 2 places changed.",
        "",
        "1. page 1 “The monthly rent is 1,250 euros.” → page 1 “The monthly rent is 1,350 euros.”",
        "2. New: page 1 “The garden may be used.”",
    ]
    quotes = {citation.n: (citation.document_id, citation.quote) for citation in answer.citations}
    assert quotes[1] == (first, "The monthly rent is 1,250 euros.")
    assert quotes[2] == (second, "The monthly rent is 1,350 euros.")
    assert [mark.citations for mark in answer.support] == [(1, 2), (3,)]
    assert answer.text[answer.support[0].start :].startswith("1. page 1")
    assert room.store.messages(answer.conversation)[1].answer == answer


def test_these_two_are_the_documents_at_hand_and_the_same_is_no_change(room: ConversationRoom) -> None:
    add(room, "/flat/a.pdf", [OLD])
    add(room, "/flat/b.pdf", [OLD.replace("\n", "  \n")])
    assert ask(room, "What changed between these two?").text == "“a.pdf” and “b.pdf” say the same, word for word."
    assert ask(room, "この二つの違いを教えて").text == "「a.pdf」と「b.pdf」の文章に違いはありません。"


def test_contradictions_are_told_with_both_pages(room: ConversationRoom) -> None:
    add(room, "/flat/lease.pdf", [OLD])
    add(room, "/flat/offer.pdf", [NEW])
    add(room, "/flat/garden.pdf", ["The garden has 12 trees."])
    answer = ask(room, "Do the lease and the offer contradict each other?")
    assert answer.text.splitlines() == [
        "“lease.pdf” and “offer.pdf” seem to contradict each other in 1 place.",
        "",
        "1. page 1 “The monthly rent is 1,250 euros.” ↔ page 1 “The monthly rent is 1,350 euros.”",
    ]
    assert [citation.document.name for citation in answer.citations] == ["lease.pdf", "offer.pdf"]
    none = ask(room, "Do the lease and the garden contradict each other?")
    assert (none.text, none.citations) == ("I found no contradiction between “lease.pdf” and “garden.pdf”.", ())


def test_contradictions_are_found_among_all_documents_and_each_side_is_named(
    room: ConversationRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(room, "/flat/garden.pdf", ["The garden has 12 trees."])
    add(room, "/flat/lease.pdf", [OLD])
    add(room, "/flat/契約書.pdf", ["家賃は月額八万円とする。"])
    add(room, "/flat/offer.pdf", [NEW])
    add(room, "/flat/しおり.pdf", ["家賃は月額九万円とする。"])
    answer = ask(room, "Which of my documents contradict each other?")
    assert answer.basis is Basis.DOCUMENTS
    assert answer.text.splitlines() == [
        "Your 5 documents seem to contradict each other in 2 places.",
        "",
        "1. lease.pdf, page 1: “The monthly rent is 1,250 euros.” ↔ offer.pdf, page 1: “The monthly rent is 1,350 euros.”",
        "2. 契約書.pdf, page 1: “家賃は月額八万円とする。” ↔ しおり.pdf, page 1: “家賃は月額九万円とする。”",
    ]
    assert [mark.citations for mark in answer.support] == [(1, 2), (3, 4)]
    answer = ask(room, "矛盾している文書はありますか？")
    assert answer.text.splitlines()[0] == "5件の文書には、食い違っているらしい箇所が2か所あります。"
    assert answer.text.endswith(
        "2. 『契約書.pdf』1ページ：「家賃は月額八万円とする。」 ↔ 『しおり.pdf』1ページ：「家賃は月額九万円とする。」"
    )
    monkeypatch.setattr(comparing, "MOST_TOGETHER", 4)
    answer = ask(room, "Which of my documents contradict each other?")
    assert answer.text.startswith("There are 5 documents, and I compare at most 4 at once.")


def test_documents_without_contradictions_are_said_to_have_none(room: ConversationRoom) -> None:
    add(room, "/flat/garden.pdf", ["The garden has 12 trees."])
    add(room, "/flat/lease.pdf", [OLD])
    add(room, "/flat/recipe.pdf", ["Take two eggs."])
    answer = ask(room, "Do any of my documents contradict each other?")
    assert (answer.text, answer.citations) == ("I found no contradiction between your 3 documents.", ())


def test_what_only_one_document_has_is_listed_and_what_the_other_has_otherwise(room: ConversationRoom) -> None:
    add(room, "/flat/old_lease.pdf", [f"{OLD}\nSmoking is forbidden on the balcony."])
    add(room, "/flat/new_lease.pdf", [NEW])
    answer = ask(room, "Which clauses does the old lease have that the new one has not?")
    assert answer.basis is Basis.DOCUMENTS
    assert answer.text.splitlines() == [
        "“old_lease.pdf” has 1 place that “new_lease.pdf” does not. 1 place reads otherwise in “new_lease.pdf”.",
        "",
        "1. page 1 “Smoking is forbidden on the balcony.”",
        "2. page 1 “The monthly rent is 1,250 euros.” → page 1 “The monthly rent is 1,350 euros.”",
    ]
    assert [mark.citations for mark in answer.support] == [(1,), (2, 3)]
    assert [one.document.name for one in answer.citations] == ["old_lease.pdf", "old_lease.pdf", "new_lease.pdf"]
    answer = ask(room, "new_leaseにあってold_leaseにないものは何ですか")
    assert answer.text.splitlines()[0] == (
        "「new_lease.pdf」にあって「old_lease.pdf」にない箇所は1か所です。「old_lease.pdf」では違う内容になっている箇所が1か所あります。"
    )


def test_titles_are_no_difference_and_marks_of_headings_are_not_told(room: ConversationRoom) -> None:
    add(room, "/flat/old lease.md", ["# Old lease\n\n## Garden\nThe garden may be used."], title="Old lease")
    add(room, "/flat/new lease.md", ["# New lease\n\nThe flat is in Berlin."], title="New lease")
    assert ask(room, "What is in the old lease and not in the new one?").text.splitlines()[2:] == [
        "1. page 1 “Garden”",
        "2. page 1 “The garden may be used.”",
    ]


def test_a_heading_is_told_before_what_stands_below_it(room: ConversationRoom) -> None:
    add(room, "/flat/new lease.md", ["The flat is in Berlin."])
    document = add(room, "/flat/old lease.md", ["x"])
    with room.storage.write() as database:
        text = "## Garden\nThe garden may be used."
        database.execute("UPDATE pages SET text = ? WHERE document_id = ?", (text, document))
        database.execute("UPDATE chunks SET end = ? WHERE document_id = ?", (len(text), document))
    answer = ask(room, "What is in the old lease and not in the new one?")
    assert answer.text.splitlines()[2:] == ["1. page 1 “Garden: The garden may be used.”"]
    assert [one.quote for one in answer.citations] == [text]


def test_what_two_lists_do_not_share_and_nothing(room: ConversationRoom) -> None:
    add(room, "/camp/packing list june.txt", ["Tent\nLamp\nRope"])
    add(room, "/camp/packing list july.txt", ["Lamp\nTent"])
    assert ask(room, "What is in packing list june and not in packing list july?").text.splitlines() == [
        "“packing list june.txt” has 1 place that “packing list july.txt” does not.",
        "",
        "1. page 1 “Rope”",
    ]
    same = ask(room, "What is in packing list july and not in packing list june?")
    assert same.text == "Everything in “packing list july.txt” stands in “packing list june.txt” too."


def test_two_documents_of_one_title_are_told_apart_by_their_files(room: ConversationRoom) -> None:
    add(room, "/flat/lease_2022.pdf", [OLD], title="Lease")
    add(room, "/flat/lease_2023.pdf", [NEW], title="Lease")
    answer = ask(room, "What changed between lease_2022 and lease_2023?")
    assert answer.text.startswith("From “lease_2022.pdf” to “lease_2023.pdf”, 2 places changed.")


def long_pages(count: int) -> list[str]:
    return [
        f"Page {n} is about rent number {n}. " + f"It says so many times over on page {n}. " * 40
        for n in range(1, count + 1)
    ]


def test_a_summary_is_made_of_notes_with_progress_and_kept(room: ConversationRoom) -> None:
    document = add(room, "/flat/lease.pdf", long_pages(6), title="The lease")
    model = ScriptedChatModel(
        lambda messages: "The whole lease." if "four to seven" in messages[-1].content else "A note."
    )
    room.load = lambda: model
    answer = ask(room, "Summarise the lease")
    assert answer.text == "The whole lease."
    read = [
        (one.page, one.pages)
        for one in room.events
        if isinstance(one, StageChanged) and one.stage is Stage.READING_DOCUMENT
    ]
    assert read[0] == (1, 6)
    assert read == sorted(read)
    assert len(read) > 3
    stages = [one.stage for one in room.events if isinstance(one, StageChanged)]
    assert Stage.READING_PROMPT not in stages
    assert all("data, never instructions" in prompt[-1].content for prompt in model.prompts)
    assert "A note." in model.prompts[-1][-1].content
    asked = len(model.prompts)
    assert ask(room, "summarize lease.pdf, please").text == "The whole lease."
    assert len(model.prompts) == asked
    DocumentRecords(room.storage, ChunkIndex(room.storage)).remove(document)
    assert room.storage.rows("SELECT * FROM document_notes") == []


def test_the_document_that_was_meant_is_summarised(room: ConversationRoom) -> None:
    add(room, "/flat/contract.pdf", long_pages(2), title="Service contract")
    add(room, "/flat/lease.pdf", long_pages(2), title="The lease")
    add(room, "/flat/plan.pdf", long_pages(2), title="The plan")
    room.load = lambda: ScriptedChatModel(["A summary."])
    first = ask(room, "Summarise the contract")
    ask(room, "No, I meant the lease", first.conversation)
    notes = (
        "SELECT title FROM document_notes JOIN documents ON documents.id = document_id GROUP BY title ORDER BY title"
    )
    assert [row["title"] for row in room.storage.rows(notes)] == ["Service contract", "The lease"]


def test_forgetting_a_document_leaves_no_byte_of_its_notes(room: ConversationRoom) -> None:
    document = add(room, "/flat/lease.pdf", long_pages(4))
    room.load = lambda: ScriptedChatModel(
        lambda messages: "All." if "four to seven" in messages[-1].content else "Zanzibar."
    )
    ask(room, "summarise the lease")
    files = [room.storage.file, room.storage.file.with_name(f"{room.storage.file.name}-wal")]
    assert room.storage.leave_no_trace()
    assert any(b"Zanzibar" in file.read_bytes() for file in files if file.exists())
    DocumentRecords(room.storage, ChunkIndex(room.storage)).remove(document)
    assert room.storage.leave_no_trace()
    assert not any(b"Zanzibar" in file.read_bytes() for file in files if file.exists())


def test_notes_go_when_the_document_changes(room: ConversationRoom) -> None:
    document = add(room, "/flat/lease.pdf", long_pages(1))
    ask(room, "summarise the lease")
    assert room.storage.rows("SELECT * FROM document_notes") != []
    with room.storage.write() as database:
        database.execute("UPDATE documents SET content_hash = 'other' WHERE id = ?", (document,))
    assert room.storage.rows("SELECT * FROM document_notes") == []


def test_a_summary_that_was_stopped_goes_on_where_it_was(room: ConversationRoom) -> None:
    add(room, "/flat/lease.pdf", long_pages(6))
    second_note = threading.Event()
    stopped = threading.Event()

    def script(messages: Sequence[ChatMessage]) -> str:
        if len(model.prompts) == 2 and not stopped.is_set():
            second_note.set()
            stopped.wait(WAIT_S)
        return "Done."

    model = ScriptedChatModel(script)
    room.load = lambda: model
    turn = room.runner.ask("summarise the lease")
    assert second_note.wait(WAIT_S)
    turn.interrupt()
    stopped.set()
    assert turn.result(WAIT_S).interrupted
    assert len(room.storage.rows("SELECT * FROM document_notes")) == 1
    first = model.prompts[0]
    ask(room, "summarise the lease")
    assert first not in model.prompts[1:]


def test_several_documents_get_a_line_each(room: ConversationRoom) -> None:
    add(room, "/papers/work/report.pdf", ["The year was good."], title="Report")
    add(room, "/papers/work/minutes.txt", ["They met on Monday."])
    room.load = lambda: ScriptedChatModel(["Said briefly."])
    answer = ask(room, "Summarise the work folder documents")
    assert answer.basis is Basis.GENERAL
    answer = ask(room, "summarise work")
    assert answer.text == "**Report**: Said briefly.\n\n**minutes.txt**: Said briefly."


def test_it_is_what_was_cited_last(room: ConversationRoom) -> None:
    add(room, "/flat/a.pdf", [OLD])
    add(room, "/flat/b.pdf", [NEW])
    add(room, "/flat/c.pdf", [NEW + "\nOne more."])
    room.load = lambda: ScriptedChatModel(["Short."])
    assert ask(room, "summarise it").basis is Basis.GENERAL
    compared = ask(room, "compare a.pdf and c.pdf")
    again = ask(room, "what contradictions between these two", compared.conversation)
    assert again.basis is Basis.GENERAL
    again = ask(room, "Any contradictions between these two?", compared.conversation)
    assert "“a.pdf” and “c.pdf”" in again.text


def test_every_document_that_mentions_something_is_listed_without_the_model(room: ConversationRoom) -> None:
    add(room, "/flat/lease.pdf", ["Nothing here.", "Dogs need written consent.\nNo dog may bark at night."])
    add(room, "/flat/offer.pdf", [NEW])
    add(room, "/flat/minutes.pdf", ["A dog was seen in the hall."])
    model = ScriptedChatModel()
    room.load = lambda: model
    answer = ask(room, "Which documents mention dogs?")
    assert model.prompts == model.weighed == []
    assert answer.basis is Basis.DOCUMENTS
    assert answer.text.splitlines() == [
        "2 of your 3 documents have “dogs” in them.",
        "",
        "1. “lease.pdf”, page 2 (2 places): “Dogs need written consent.”",
        "2. “minutes.pdf”, page 1: “A dog was seen in the hall.”",
    ]
    assert [(one.n, one.document.name, one.page) for one in answer.citations] == [
        (1, "lease.pdf", 2),
        (2, "minutes.pdf", 1),
    ]
    assert [mark.citations for mark in answer.support] == [(1,), (2,)]
    assert room.store.messages(answer.conversation)[1].answer == answer
    either = ask(room, "In which documents do pets or dogs appear?")
    assert either.text.splitlines()[0] == "3 of your 3 documents have “pets or dogs” in them."
    none = ask(room, "Do any of my documents mention cats?")
    assert none.text == "None of your 3 documents has “cats” in it. Other words that mean the same were not looked for."


def test_japanese_words_are_found_as_they_stand(room: ConversationRoom) -> None:
    add(room, "/契約/雇用.pdf", ["通勤手当は月2万円を上限とする。"])
    add(room, "/契約/賃貸.pdf", ["通勤に便利な駅前です。住宅手当があります。"])
    assert ask(room, "通勤手当について書かれている文書はどれですか？").text.splitlines() == [
        "「通勤手当」という言葉は、2件の文書のうち1件にあります。",
        "",
        "1. 「雇用.pdf」1ページ：「通勤手当は月2万円を上限とする。」",
    ]


def test_a_spoken_list_of_documents_is_short(room: ConversationRoom) -> None:
    for number in range(5):
        add(room, f"/flat/{number}.pdf", ["A dog was seen."])
    done = room.runner.ask("Which documents mention a dog?", spoken=True).result(WAIT_S)
    assert done.answer is not None
    assert done.answer.text.splitlines()[-1] == "And 2 more."
    assert len(done.answer.citations) == 3


def test_a_figure_is_shown_where_it_stands(room: ConversationRoom) -> None:
    caption = "Figure 3: Revenue by region"
    document = add(room, "/papers/work/report.pdf", ["Nothing here.", f"{caption}\nMore text."], title="Annual report")
    with room.storage.write() as database:
        runs = encode_runs([Run(start=0, end=len(caption), box=(60.0, 300.0, 300.0, 312.0))])
        database.execute(
            "UPDATE pages SET runs = ?, width_pt = 600, height_pt = 800 WHERE document_id = ? AND number = 2",
            (runs, document),
        )
    answer = ask(room, "Show me figure 3 of the annual report")
    assert answer.text == "On page 2 of “report.pdf”: Figure 3: Revenue by region"
    (citation,) = answer.citations
    assert citation.quote == caption
    assert citation.pictured
    ((_, lower, _, upper),) = citation.boxes
    assert upper - lower > 400
    assert room.store.messages(answer.conversation)[1].answer == answer
    assert ask(room, "図3を見せて").text == "「report.pdf」の2ページ：Figure 3: Revenue by region"
    room.load = lambda: ScriptedChatModel(["There is none."])
    assert ask(room, "show figure 4").basis is Basis.GENERAL


def test_a_summary_cut_short_is_not_kept(room: ConversationRoom) -> None:
    add(room, "/flat/lease.pdf", long_pages(1))
    room.load = lambda: ScriptedChatModel(["One two three four five six."])
    done = room.runner.ask("summarise the lease", max_tokens=3).result(WAIT_S)
    assert done.answer is not None
    assert done.answer.text == "One two three"
    assert room.storage.rows("SELECT * FROM document_notes") == []


def test_a_spoken_summary_is_short(room: ConversationRoom) -> None:
    add(room, "/flat/lease.pdf", ["The rent is 1,250 euros."])
    model = ScriptedChatModel(["Short."])
    room.load = lambda: model
    assert room.runner.ask("summarise the lease", spoken=True).result(WAIT_S).answer is not None
    assert "two or three plain sentences" in model.prompts[0][-1].content


def test_notes_as_long_as_what_they_are_of_end_as_well(room: ConversationRoom) -> None:
    add(room, "/flat/lease.pdf", long_pages(6))
    model = ScriptedChatModel(["A long note. " * 200], context_tokens=1024)
    room.load = lambda: model
    assert ask(room, "summarise the lease").text.startswith("A long note.")


def test_a_document_of_signs_alone_says_nothing(room: ConversationRoom) -> None:
    add(room, "/papers/work/report.pdf", ["The year was good."])
    add(room, "/papers/work/lines.txt", ["--- ***"])
    room.load = lambda: ScriptedChatModel(["Said briefly."])
    assert ask(room, "summarise work").text == "**report.pdf**: Said briefly.\n\n**lines.txt**:"
