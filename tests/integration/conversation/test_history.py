"""Conversations on a real database, killed programs included."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.clock import SystemClock
from assistant.conversation.history import ConversationStore
from assistant.errors import InvalidInput, NotFound
from assistant.ids import ConversationId, DocumentId
from assistant.memory.text_index import TextIndex
from assistant.records import Answer, Citation, MessageState
from assistant.storage.database import Storage

pytestmark = pytest.mark.integration

STREAMS_UNTIL_KILLED = """
import sys, threading
from pathlib import Path
from assistant.clock import SystemClock
from assistant.conversation.history import ConversationStore
from assistant.storage.database import Storage

store = ConversationStore(Storage(Path(sys.argv[1])), SystemClock())
conversation, question = store.add_question(None, "Tell me a story")
answer = store.begin_answer(conversation, question, sent="Tell me a story", model="m")
for n in range(1000):
    store.append_piece(answer, n, f"{n} ")
    print(n, flush=True)
    if n == 20:
        threading.Event().wait()
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ConversationStore]:
    storage = Storage(tmp_path / "sotto.db")
    yield ConversationStore(storage, SystemClock())
    storage.close()


def test_a_killed_program_loses_at_most_the_token_being_streamed(tmp_path: Path) -> None:
    file = tmp_path / "sotto.db"
    process = subprocess.Popen(
        [sys.executable, "-c", STREAMS_UNTIL_KILLED, str(file)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    for line in process.stdout:
        if line.strip() == "20":
            break
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    storage = Storage(file)
    store = ConversationStore(storage, SystemClock())
    conversation = store.list()[0]
    streamed = " ".join(str(n) for n in range(21))
    assert store.messages(conversation.id)[1].text.strip() == streamed
    assert store.recover() == 1
    assert store.recover() == 0
    question, answer = store.messages(conversation.id)
    assert question.text == "Tell me a story"
    assert (answer.text, answer.state) == (streamed, MessageState.INTERRUPTED)
    assert storage.rows("SELECT * FROM answer_pieces") == []
    assert storage.check() == "ok"
    storage.close()


def test_an_answer_is_stale_when_its_document_changes_or_goes(tmp_path: Path) -> None:
    storage = Storage(tmp_path / "sotto.db")
    store = ConversationStore(storage, SystemClock())
    with storage.write() as database:
        database.execute(
            "INSERT INTO documents(id, path, content_hash, state, added_at) VALUES (1, '/lease', 'v1', 'indexed', 0)"
        )
    conversation, question = store.add_question(None, "How long?")
    message = store.begin_answer(conversation, question, sent="How long?", model="m")
    quote = Citation(n=1, document_id=DocumentId(1), document=Path("/lease"), page=1, quote="two years", start=0, end=9)
    answer = Answer(
        text="Two years.", conversation=conversation, message=message, turn=1, model="m", citations=(quote,)
    )
    store.finish_answer(answer, written="Two years.")

    def stale() -> list[tuple[bool, bool]]:
        found = store.messages(conversation)[1].answer
        assert found is not None
        return [(citation.stale, citation.gone) for citation in found.citations]

    assert stale() == [(False, False)]
    with storage.write() as database:
        database.execute("UPDATE documents SET content_hash = 'v2'")
    assert stale() == [(True, False)]
    with storage.write() as database:
        database.execute("DELETE FROM documents")
    assert stale() == [(True, True)]
    with storage.write() as database:
        database.execute(
            "INSERT INTO documents(id, path, content_hash, state, added_at) VALUES (5, '/lease', 'v1', 'indexed', 0)"
        )
    assert stale() == [(False, False)]
    found = store.messages(conversation)[1].answer
    assert found is not None
    assert found.citations[0].document_id == DocumentId(5), "it opens what is in the library now"
    storage.close()


def test_titles_are_automatic_until_the_user_gives_one(store: ConversationStore) -> None:
    conversation, _ = store.add_question(None, "First question?")
    store.add_question(conversation, "Second question?")
    assert store.list()[0].title == "First question?"
    store.rename(conversation, "  My \n title ")
    store.add_question(conversation, "Third question?")
    assert store.list()[0].title == "My title"
    with pytest.raises(InvalidInput):
        store.rename(conversation, " ")


def test_the_newest_conversation_comes_first(store: ConversationStore) -> None:
    first, _ = store.add_question(None, "one")
    second, _ = store.add_question(None, "two")
    store.add_question(first, "one again")
    assert [(summary.id, summary.message_count) for summary in store.list()] == [(first, 2), (second, 1)]


def test_deleting_takes_the_messages_along(store: ConversationStore, tmp_path: Path) -> None:
    conversation, question = store.add_question(None, "one")
    answer = store.begin_answer(conversation, question, sent="one", model="m")
    store.append_piece(answer, 0, "text")
    store.delete(conversation)
    assert store.list() == []
    for table in ("messages", "answer_pieces"):
        assert store._storage.rows(f"SELECT * FROM {table}") == []
    with pytest.raises(NotFound):
        store.delete(conversation)


def test_what_does_not_exist_is_not_found(store: ConversationStore) -> None:
    nowhere = ConversationId(5)
    with pytest.raises(NotFound):
        store.messages(nowhere)
    with pytest.raises(NotFound):
        store.rename(nowhere, "title")


def test_questions_without_an_answer_are_left_out_of_the_prompt(store: ConversationStore) -> None:
    conversation, _ = store.add_question(None, "never answered")
    _, following = store.add_question(conversation, "next")
    assert store.past_turns(conversation, following) == ((), 0)
    assert store.previous_questions(conversation, following) == ("never answered",)


def test_a_search_finds_titles_and_contents_and_says_where(store: ConversationStore) -> None:
    lease, question = store.add_question(None, "How much notice must I give?")
    store.add_question(lease, "And the deposit of the flat?")
    other, _ = store.add_question(None, "解約の予告期間はいつまでですか")
    (hit,) = store.search("DEPOSIT flat")
    assert hit.conversation == lease
    assert [hit.text[start:end] for start, end in hit.marks] == ["deposit", "flat"]
    assert [hit.conversation for hit in store.search("予告期間")] == [other]
    by_title = store.search("notice")[0]
    assert [by_title.title[start:end] for start, end in by_title.title_marks] == ["notice"]
    assert by_title.message == question
    assert store.search("notice 予告") == []
    assert store.search("  ") == []


def test_a_search_by_the_index_finds_the_very_letters(store: ConversationStore) -> None:
    index = TextIndex(store._storage, "message")
    running, _ = store.add_question(None, "Is running in the rain healthy?")
    bridge, _ = store.add_question(None, "How long is the bridge?")
    ridge, _ = store.add_question(None, "最初にＲｉｄｇｅに登ったのは誰ですか")
    japanese, _ = store.add_question(None, "解約の予告期間は、3か月ですか")
    for number, conversation in enumerate((running, bridge, ridge, japanese)):
        store.rename(conversation, str(number))  # titles are searched by letters, whole words or not
    while index.index_words():
        pass

    def found(query: str) -> list[ConversationId]:
        return [hit.conversation for hit in store.search(query)]

    assert found("run") == [running]
    assert found("runn rai") == [running]
    assert found("runs") == []  # the stem is there, the letters are not
    assert found("Ridge") == [ridge]
    assert found("予告期間") == [japanese]
    assert found("3か") == [japanese]
    assert found("約") == [japanese]
    # Inside of words where no word begins so.
    assert found("unning") == [running]
    assert sorted(found("idge")) == [bridge, ridge]
    assert found("告期 か月") == [japanese]
    newer, _ = store.add_question(bridge, "Is the ridge higher?")  # not indexed yet
    assert newer == bridge
    assert found("ridge") == [bridge, ridge]
    store.rename(japanese, "Notice of the ridge")
    assert sorted(found("ridge")) == [bridge, ridge, japanese]


def test_a_pinned_conversation_says_so(store: ConversationStore) -> None:
    conversation, _ = store.add_question(None, "Keep me")
    store.pin(conversation, True)
    assert [one.pinned for one in store.list()] == [True]
    store.pin(conversation, False)
    assert [one.pinned for one in store.list()] == [False]
    with pytest.raises(NotFound):
        store.pin(ConversationId(99), True)


def test_a_branch_holds_what_came_before_and_leaves_the_original_alone(store: ConversationStore) -> None:
    conversation, first = store.add_question(None, "One")
    second = store.add_question(conversation, "Two")[1]
    branch = store.branch(conversation, second)
    assert [message.text for message in store.messages(branch)] == ["One"]
    assert [message.text for message in store.messages(conversation)] == ["One", "Two"]
    store.delete(conversation)
    assert [message.text for message in store.messages(branch)] == ["One"]
    assert store.messages(branch)[0].id != first


def test_a_conversation_is_put_into_a_folder_and_out_of_it(store: ConversationStore) -> None:
    conversation, _ = store.add_question(None, "One")
    store.move(conversation, "  Work   and play ")
    assert store.list()[0].folder == "Work and play"
    store.move(conversation, "")
    assert store.list()[0].folder == ""
    with pytest.raises(NotFound):
        store.move(ConversationId(99), "Work")


def test_single_messages_are_deleted_and_no_others(store: ConversationStore) -> None:
    conversation, first = store.add_question(None, "One")
    second = store.add_question(conversation, "Two")[1]
    stranger = store.add_question(None, "Elsewhere")[1]
    store.delete_messages(conversation, [first, stranger])
    assert [message.id for message in store.messages(conversation)] == [second]
    assert len(store.search("Elsewhere")) == 1
