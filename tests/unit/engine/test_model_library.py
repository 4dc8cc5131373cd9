"""The model library over a real catalog and store; only the network is played by a script."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from assistant.errors import DownloadFailed, ErrorReport, InvalidInput, ModelUnavailable, NotFound
from assistant.events import DownloadFinished, DownloadProgress, Event, ModelsChanged
from assistant.model_choice import ModelChoice
from assistant.model_library import ModelLibrary
from assistant.records import ModelState
from assistant.settings import Settings
from models.catalog import Artifact, Catalog, CatalogEntry, load_catalog
from models.errors import FetchCancelled, NoNetwork
from models.fetch import fetch_entry
from models.progress import FetchProgress
from models.store import ModelStore

pytestmark = pytest.mark.unit

CHAT = "smollm2-135m-instruct-q4_1"
WAIT_S = 20


class Desk:
    """A model library with everything around it."""

    def __init__(
        self,
        root: Path,
        fetch: Callable[..., object] | None = None,
        chosen: dict[str, str] | None = None,
        catalog: Catalog | None = None,
    ) -> None:
        catalog = catalog or load_catalog()
        self.events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self.written: list[tuple[str, str]] = []
        self.store = ModelStore(root, catalog)
        self.choice = ModelChoice(self.store, Settings, chosen)
        self.library = ModelLibrary(
            catalog=catalog,
            store=self.store,
            choice=self.choice,
            publish=self.events.put,
            use_setting=lambda name, value: self.written.append((name, value)),
            offline=fetch is None,
            fetch=fetch or fetch_entry,
        )

    def next_event(self, kind: type[Event]) -> Event:
        while not isinstance(event := self.events.get(timeout=WAIT_S), kind):
            pass
        return event


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "models")
    yield made
    made.library.close()


def test_nothing_is_installed_at_first(desk: Desk) -> None:
    statuses = {status.id: status for status in desk.library.list()}
    assert statuses[CHAT].state is ModelState.AVAILABLE
    assert statuses["piper-en_US-joe-medium"].licence_note
    advice = desk.library.recommend()
    assert set(advice.missing) == {entry for entry, _why in advice.entries}
    assert advice.missing_bytes > 100_000_000
    with pytest.raises(ModelUnavailable, match="sotto models get starter"):
        desk.choice.require("chat")


def test_offline_refuses_a_download_with_a_sentence(desk: Desk) -> None:
    desk.library.get([CHAT])
    finished = desk.next_event(DownloadFinished)
    assert isinstance(finished, DownloadFinished)
    assert finished.error is not None
    assert finished.error.kind == DownloadFailed.kind
    assert finished.error.remedy
    desk.next_event(ModelsChanged)


def test_an_unknown_model_is_refused_at_once(desk: Desk) -> None:
    with pytest.raises(NotFound, match="smollm2-135m"):
        desk.library.get(["smollm2-135"])


def test_progress_is_told_and_the_first_failure_ends_the_rest(tmp_path: Path) -> None:
    fetched: list[str] = []

    def fetch(
        entry: CatalogEntry, store: object, *, progress: Callable[[FetchProgress], None], **_kwargs: object
    ) -> None:
        fetched.append(entry.id)
        progress(FetchProgress(entry_id=entry.id, filename="f", bytes_done=1, bytes_total=4, speed_bytes_per_s=2.0))
        raise NoNetwork("Nothing answers.", "Check the connection.")

    desk = Desk(tmp_path / "models", fetch)
    operation = desk.library.get([CHAT, "all-minilm-l6-v2-int8"])
    progress = desk.next_event(DownloadProgress)
    assert isinstance(progress, DownloadProgress)
    assert (progress.operation_id, progress.bytes_done, progress.bytes_total) == (operation, 1, 4)
    ends = [desk.next_event(DownloadFinished), desk.next_event(DownloadFinished)]
    assert [end.error for end in ends if isinstance(end, DownloadFinished)] == [
        ErrorReport(kind="download_failed", message="Nothing answers.", remedy="Check the connection.")
    ] * 2
    assert fetched == [CHAT]
    desk.library.close()


def test_a_download_can_be_cancelled(tmp_path: Path) -> None:
    def fetch(entry: CatalogEntry, store: object, *, cancelled: Callable[[], bool], **_kwargs: object) -> None:
        ready.get(timeout=WAIT_S)
        desk.library.cancel(operation)
        assert cancelled()
        raise FetchCancelled("Stopped.", "It goes on where it was.")

    ready: queue.SimpleQueue[None] = queue.SimpleQueue()
    desk = Desk(tmp_path / "models", fetch)
    operation = desk.library.get([CHAT])
    ready.put(None)
    finished = desk.next_event(DownloadFinished)
    assert isinstance(finished, DownloadFinished)
    assert finished.error is not None
    assert finished.error.kind == "interrupted"
    desk.library.close()


def test_only_an_installed_model_can_be_used(desk: Desk) -> None:
    with pytest.raises(NotFound, match="sotto models get"):
        desk.library.use("chat", CHAT)
    assert desk.written == []


def test_a_model_named_for_this_run_must_be_there(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "models", chosen={"chat": CHAT})
    with pytest.raises(ModelUnavailable, match=CHAT):
        desk.choice.require("chat")
    desk.library.close()


def test_a_role_there_is_not(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="The roles are"):
        Desk(tmp_path / "models", chosen={"chatting": CHAT})


def test_a_file_that_is_no_model_is_not_adopted(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear all", encoding="utf-8")
    with pytest.raises(ModelUnavailable):
        desk.library.adopt(file)


def cut_short(desk: Desk) -> None:
    folder = desk.store.folder(CHAT)
    folder.mkdir(parents=True)
    (folder / desk.store.catalog.entry(CHAT).files[0].filename).write_bytes(b"GGUF, and then nothing more")


def test_a_cut_file_is_named_as_damaged_not_as_missing(desk: Desk) -> None:
    cut_short(desk)
    with pytest.raises(ModelUnavailable, match=rf"{CHAT}, is damaged.*sotto models get {CHAT}"):
        desk.choice.require("chat")


def test_a_chosen_model_that_was_cut_is_damaged_and_one_never_fetched_not_installed(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "models", chosen={"chat": CHAT})
    with pytest.raises(ModelUnavailable, match=rf"You chose {CHAT} as the model to answer with, and it is not inst"):
        desk.choice.require("chat")
    cut_short(desk)
    with pytest.raises(ModelUnavailable, match=rf"{CHAT}, is damaged"):
        desk.choice.require("chat")
    desk.library.close()


def test_verify_lists_a_cut_file_as_broken(desk: Desk) -> None:
    cut_short(desk)
    assert desk.choice.damaged() == (CHAT,)
    (found,) = desk.library.verify()
    assert (found.id, found.state) == (CHAT, ModelState.BROKEN)


def test_a_part_of_a_model_that_is_adopted_says_what_is_missing(tmp_path: Path) -> None:
    files = [Artifact(filename=name, size_bytes=len(name), sha256=sha256(name.encode()).hexdigest()) for name in "ab"]
    entry = CatalogEntry(
        id="two-files",
        title="Two files",
        roles=("embedding",),
        runtime="onnxruntime",
        licence="MIT",
        commercial_use=True,
        memory_bytes=1,
        files=tuple(files),
    )
    desk = Desk(tmp_path / "models", catalog=Catalog([entry]))
    (tmp_path / "a").write_text("a")
    with pytest.raises(ModelUnavailable, match=r"but b is missing.*sotto models get two-files"):
        desk.library.adopt(tmp_path / "a")
    (tmp_path / "b").write_text("b")
    assert desk.library.adopt(tmp_path / "b").state is ModelState.INSTALLED
    desk.library.use("embedding", "two-files")
    assert desk.written == [("documents_embedding_model", "two-files")]
    with pytest.raises(NotFound):
        desk.library.use("chat", "two-files")
    desk.library.close()


def test_a_role_with_one_model_has_no_choice(tmp_path: Path) -> None:
    heard = Artifact(filename="a", size_bytes=1, sha256=sha256(b"a").hexdigest())
    entry = CatalogEntry(
        id="ear",
        title="Ear",
        roles=("voice-activity",),
        runtime="onnxruntime",
        licence="MIT",
        commercial_use=True,
        memory_bytes=1,
        files=(heard,),
    )
    desk = Desk(tmp_path / "models", catalog=Catalog([entry]))
    (tmp_path / "a").write_text("a")
    desk.library.adopt(tmp_path / "a")
    with pytest.raises(InvalidInput, match="cannot be chosen"):
        desk.library.use("voice-activity", "ear")
    desk.library.close()
