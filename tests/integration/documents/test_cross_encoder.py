"""A cross-encoder as an ONNX graph, from the models folder to the order of what is found.

The graph is made here and counts the words that question and passage share: nothing needs fetching.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from assistant.back_ends import BackEnds
from assistant.documents.finding.cross_encoder import CrossEncoder
from assistant.documents.finding.embedding import SharedEmbedder
from assistant.documents.finding.index import ChunkIndex, ChunkRow
from assistant.documents.finding.reranking import SharedReranker
from assistant.documents.finding.retrieval import Retriever
from assistant.errors import ModelUnavailable
from assistant.ids import ChunkId
from assistant.model_choice import ModelChoice
from assistant.model_library import ModelLibrary
from assistant.settings import Settings
from assistant.storage.database import Storage
from models.catalog import Artifact, Catalog, CatalogEntry
from models.store import ModelStore
from tests.overlap_graph import FEW, write_model

pytestmark = pytest.mark.integration

MODEL_ID = "overlap"
WORDS = ("are", "pets", "allowed", "in", "the", "flat", "rent", "garden", "dogs")
QUERY = "Are pets allowed in the flat?"


def written(folder: Path, classes: int = 1) -> tuple[Path, Path]:
    folder.mkdir(parents=True, exist_ok=True)
    return write_model(folder, vocabulary=WORDS, classes=classes)


@pytest.mark.parametrize("classes", [1, 2])
def test_each_passage_has_its_score_whatever_its_company(tmp_path: Path, classes: int) -> None:
    encoder = CrossEncoder(MODEL_ID, *written(tmp_path, classes))
    passages = ["Pets are allowed.", "", "The rent", "the garden " * 400 + "pets", "broken \ud800 pets"]
    scores = encoder.scores(QUERY, passages)
    shared = [score + FEW for score in scores]
    assert shared[:3] == [3.0, 0.0, 1.0]
    # The end of a passage that is too long is not read.
    assert 1.0 < shared[3] < 400.0
    assert shared[4] == 1.0
    assert scores == [encoder.scores(QUERY, [passage])[0] for passage in passages]
    assert encoder.scores(QUERY, []) == []


def test_a_graph_of_another_shape_and_damaged_files_are_refused(tmp_path: Path) -> None:
    model, tokenizer = written(tmp_path, classes=3)
    with pytest.raises(ModelUnavailable, match=MODEL_ID):
        CrossEncoder(MODEL_ID, model, tokenizer).scores(QUERY, ["Pets"])
    with pytest.raises(ModelUnavailable, match=r"model\.onnx"):
        CrossEncoder(MODEL_ID, tmp_path / "none" / "model.onnx", tokenizer)
    tokenizer.write_text("{")
    with pytest.raises(ModelUnavailable, match="tokenizer"):
        CrossEncoder(MODEL_ID, model, tokenizer)


def entry(*files: Path, runtime: str = "onnxruntime") -> CatalogEntry:
    return CatalogEntry(
        id=MODEL_ID,
        title="Overlap",
        roles=("rerank",),
        runtime=runtime,
        licence="MIT",
        commercial_use=True,
        memory_bytes=1_000_000,
        languages=("en",),
        files=tuple(
            Artifact(
                filename=file.name,
                size_bytes=file.stat().st_size,
                sha256=hashlib.sha256(file.read_bytes()).hexdigest(),
            )
            for file in files
        ),
        sources=(),
    )


def home_of(storage: Storage) -> ChunkIndex:
    """Three passages, which words alone find in this order for ``QUERY``."""
    index = ChunkIndex(storage)
    texts = [
        "Pets allowed, flat.",
        "The garden is large. The flat, its kitchen and both of its balconies were painted in May.",
        "Are the dogs in the flat pets? In the flat, as in the garden, they are allowed; so says a letter of March, and another.",
    ]
    with storage.write() as database:
        for number, text in enumerate(texts, start=1):
            database.execute(
                "INSERT INTO documents(id, path, state, added_at) VALUES (?, ?, 'indexed', 0)", (number, f"/{number}")
            )
            database.execute(
                "INSERT INTO pages(id, document_id, position, text) VALUES (?, ?, 0, ?)", (number, number, text)
            )
            database.execute(
                "INSERT INTO chunks(id, document_id, page_id, position, start, end) VALUES (?, ?, ?, 0, 0, ?)",
                (number, number, number, len(text)),
            )
            index.add_words(database, [ChunkRow(chunk_id=ChunkId(number), title="", heading="", text=text)])
    return index


def test_one_that_is_installed_sorts_what_was_found(tmp_path: Path) -> None:
    models = tmp_path / "models"
    store = ModelStore(models, Catalog([entry(*written(models / MODEL_ID))]))
    choice = ModelChoice(store, Settings)
    reranker = SharedReranker(BackEnds(choice, Settings).reranker)
    storage = Storage(tmp_path / "sotto.db")
    index = home_of(storage)
    retriever = Retriever(storage, index, SharedEmbedder(lambda: None), reranker)
    plain = Retriever(storage, index, SharedEmbedder(lambda: None)).find(QUERY)
    sorted_better, in_a_hurry = retriever.find(QUERY), retriever.find(QUERY, has_time=lambda: False)
    assert in_a_hurry == plain
    assert sorted_better.passages[0].text.startswith("Are the dogs")
    assert plain.passages[0].text == "Pets allowed, flat."
    assert [one.score for one in sorted_better.passages] == [one.score for one in plain.passages]
    storage.close()


def test_a_setting_turns_the_sorting_off_and_another_names_the_model(tmp_path: Path) -> None:
    models = tmp_path / "models"
    store = ModelStore(models, Catalog([entry(*written(models / MODEL_ID))]))

    def reranker(settings: Settings) -> object:
        return BackEnds(ModelChoice(store, lambda: settings), lambda: settings).reranker()

    assert reranker(Settings(documents_rerank=False)) is None
    assert reranker(Settings(documents_rerank_model=MODEL_ID)) is not None
    with pytest.raises(ModelUnavailable, match="You chose other as the model to sort what was found"):
        reranker(Settings(documents_rerank_model="other"))


def test_the_models_screen_shows_it_in_use(tmp_path: Path) -> None:
    models = tmp_path / "models"
    catalog = Catalog([entry(*written(models / MODEL_ID))])
    store = ModelStore(models, catalog)
    library = ModelLibrary(
        catalog=catalog,
        store=store,
        choice=ModelChoice(store, Settings),
        publish=lambda _: None,
        use_setting=lambda *_: None,
    )
    assert [status.active for status in library.list()] == [True]
    library.close()


def test_one_that_another_runtime_runs_is_left_alone(tmp_path: Path) -> None:
    models = tmp_path / "models"
    store = ModelStore(models, Catalog([entry(*written(models / MODEL_ID), runtime="llama.cpp")]))
    assert BackEnds(ModelChoice(store, Settings), Settings).reranker() is None
