"""The store on a real disk: what counts as installed, verifying, removing, adopting."""

from __future__ import annotations

import os
import struct
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from models import FetchCancelled, FileProblem, NotAModel, NotInstalled, UnknownModel, adopt_file, default_root
from models.receipt import RECEIPT_NAME

if TYPE_CHECKING:
    from models import CatalogEntry, ModelStore
    from tests.file_server import ModelMaker

pytestmark = pytest.mark.integration

FILES = {"model.onnx": b"weights" * 1000, "tokenizer.json": b"{}"}
GGUF = b"GGUF" + struct.pack("<IQQ", 3, 5, 7) + b"tensors" * 100


def put(store: ModelStore, entry: CatalogEntry, files: dict[str, bytes]) -> Path:
    """Files that came by other means: no receipt."""
    folder = store.folder(entry.id)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def test_an_empty_store_has_nothing_and_makes_nothing(maker: ModelMaker, tmp_path: Path) -> None:
    entry = maker.entry(FILES)
    store = maker.store(tmp_path / "none", entry)
    assert store.installed() == []
    assert store.state(entry) == "available"
    assert not (tmp_path / "none").exists()


def test_files_put_there_by_hand_are_hashed_once(maker: ModelMaker, tmp_path: Path) -> None:
    entry = maker.entry(FILES)
    store = maker.store(tmp_path, entry)
    folder = put(store, entry, FILES)
    assert [model.entry.id for model in store.installed()] == [entry.id]
    receipt = (folder / RECEIPT_NAME).stat().st_mtime_ns
    assert store.require(entry.id).path("tokenizer.json") == folder / "tokenizer.json"
    assert (folder / RECEIPT_NAME).stat().st_mtime_ns == receipt


@pytest.mark.parametrize(
    "change",
    [
        {"model.onnx": FILES["model.onnx"][:-1]},
        {"model.onnx": FILES["model.onnx"][:-1] + b"!"},
        {"tokenizer.json": b"{}{}"},
    ],
)
def test_a_changed_or_cut_file_is_not_installed(change: dict[str, bytes], maker: ModelMaker, tmp_path: Path) -> None:
    entry = maker.entry(FILES)
    store = maker.store(tmp_path, entry)
    put(store, entry, FILES)
    assert store.state(entry) == "installed"
    time.sleep(0.01)  # another modification time
    put(store, entry, change)
    assert store.installed() == []
    assert store.state(entry) == "broken"
    with pytest.raises(NotInstalled, match="not whole"):
        store.require(entry.id)


def test_a_missing_file_is_not_installed(maker: ModelMaker, tmp_path: Path) -> None:
    entry = maker.entry(FILES)
    store = maker.store(tmp_path, entry)
    put(store, entry, {"model.onnx": FILES["model.onnx"]})
    assert store.installed() == []
    assert [problem.filename for problem in store.verify(entry)] == ["tokenizer.json"]


def test_full_verification_sees_what_the_quick_one_cannot(maker: ModelMaker, tmp_path: Path) -> None:
    entry = maker.entry(FILES)
    store = maker.store(tmp_path, entry)
    weights = put(store, entry, FILES) / "model.onnx"
    assert store.verify(entry) == ()
    status = weights.stat()
    weights.write_bytes(b"WEIGHTS" * 1000)
    os.utime(weights, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert store.find(entry) is not None
    assert store.verify(entry) == (FileProblem(filename="model.onnx", problem="wrong_digest"),)
    assert store.find(entry) is None


def test_a_damaged_receipt_costs_a_hash_and_nothing_else(maker: ModelMaker, tmp_path: Path) -> None:
    entry = maker.entry(FILES)
    store = maker.store(tmp_path, entry)
    folder = put(store, entry, FILES)
    for damage in (b"", b"{", b"[]", b'{"files": {"model.onnx": {}}}', b'{"files": []}', b"\xff"):
        (folder / RECEIPT_NAME).write_bytes(damage)
        assert store.find(entry) is not None


def test_removing_takes_everything_of_the_model(maker: ModelMaker, tmp_path: Path) -> None:
    entry = maker.entry(FILES)
    store = maker.store(tmp_path, entry)
    folder = put(store, entry, FILES)
    store.staging_folder(entry.id).mkdir(parents=True)
    store.remove(entry.id)
    assert not folder.exists()
    assert not store.staging_folder(entry.id).exists()
    with pytest.raises(NotInstalled):
        store.remove(entry.id)
    with pytest.raises(UnknownModel):
        store.remove("../elsewhere")


def test_a_stopped_fetch_is_told_until_it_is_removed(maker: ModelMaker, tmp_path: Path) -> None:
    entry = maker.entry(FILES)
    store = maker.store(tmp_path, entry)
    assert store.fetched_bytes(entry.id) == 0
    store.staging_folder(entry.id).mkdir(parents=True)
    (store.staging_folder(entry.id) / "model.onnx.part").write_bytes(b"1234567")
    (store.staging_folder(entry.id) / "assembly.json").write_bytes(b"{}")
    assert store.fetched_bytes(entry.id) == 7
    store.remove(entry.id)
    assert store.fetched_bytes(entry.id) == 0


def test_a_catalog_file_is_adopted_with_its_siblings_under_any_name(maker: ModelMaker, tmp_path: Path) -> None:
    entry = maker.entry(FILES)
    store = maker.store(tmp_path / "store", entry)
    own = tmp_path / "downloads"
    own.mkdir()
    (own / "renamed by me.onnx").write_bytes(FILES["model.onnx"])
    adoption = adopt_file(own / "renamed by me.onnx", store)
    assert (adoption.installed, adoption.missing) == (None, ("tokenizer.json",))
    (own / "tokenizer.json").write_bytes(FILES["tokenizer.json"])
    adoption = adopt_file(own / "renamed by me.onnx", store)
    assert adoption.installed is not None
    assert adoption.installed.path("model.onnx").samefile(own / "renamed by me.onnx")
    store.remove(entry.id)
    assert (own / "renamed by me.onnx").read_bytes() == FILES["model.onnx"]


def test_an_unknown_gguf_becomes_a_chat_model(maker: ModelMaker, tmp_path: Path) -> None:
    store = maker.store(tmp_path / "store")
    own = tmp_path / "わたしのモデル.gguf"
    own.write_bytes(GGUF)
    adoption = adopt_file(own, store)
    assert adoption.entry.roles == ("chat",)
    again = maker.store(tmp_path / "store")
    (found,) = again.installed()
    assert found.entry == adoption.entry
    assert found.entry.title == "わたしのモデル"
    assert found.main_path.read_bytes() == GGUF
    again.remove(found.entry.id)
    assert again.installed() == []


def test_adopting_twice_changes_nothing(maker: ModelMaker, tmp_path: Path) -> None:
    store = maker.store(tmp_path / "store")
    own = tmp_path / "mine.gguf"
    own.write_bytes(GGUF)
    assert adopt_file(own, store) == adopt_file(own, store)
    assert len(store.installed()) == 1


@pytest.mark.parametrize("content", [b"", b"GGUF", b"PK\x03\x04" + bytes(100), b"GGUF" + bytes(100)])
def test_what_is_no_model_is_not_adopted(content: bytes, maker: ModelMaker, tmp_path: Path) -> None:
    own = tmp_path / "file.gguf"
    own.write_bytes(content)
    store = maker.store(tmp_path / "store")
    with pytest.raises(NotAModel):
        adopt_file(own, store)
    assert store.installed() == []


def test_a_file_that_is_not_there_is_not_adopted(maker: ModelMaker, tmp_path: Path) -> None:
    for path in (tmp_path / "none.gguf", tmp_path):
        with pytest.raises(NotAModel, match="cannot be read"):
            adopt_file(path, maker.store(tmp_path / "store"))


def test_verifying_can_be_cancelled(maker: ModelMaker, tmp_path: Path) -> None:
    entry = maker.entry(FILES)
    store = maker.store(tmp_path, entry)
    put(store, entry, FILES)
    with pytest.raises(FetchCancelled):
        store.verify(entry, cancelled=lambda: True)


def test_the_root_follows_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SOTTO_MODELS", str(tmp_path / "weights"))
    assert default_root() == tmp_path / "weights"
    monkeypatch.delenv("SOTTO_MODELS")
    assert default_root().name == "sotto-models"
