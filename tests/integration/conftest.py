"""The starter models, found where the program finds them. ``make test`` fetches them; without them these tests fail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.paths import Paths
from tests.small_disk import SmallDisk, small_disk

ModelFile = Callable[[str, str], Path]

SMOLLM = ("smollm2-135m-instruct-q4_1", "SmolLM2-135M-Instruct.Q4_1.gguf")


@pytest.fixture(scope="session")
def models_folder() -> Path:
    """The store of weights: ``SOTTO_MODELS``, or the platform's folder."""
    return Paths.choose().models


@pytest.fixture(scope="session")
def model_file(models_folder: Path) -> ModelFile:
    """Finds a file of an entry; fails with what to do when it is not there."""

    def find(entry_id: str, filename: str) -> Path:
        file = models_folder / entry_id / filename
        if not file.is_file():
            pytest.fail(f"{entry_id} is not installed in the model store; run “make test”, which fetches it.")
        return file

    return find


@pytest.fixture(scope="session")
def small_chat_file(model_file: ModelFile) -> Path:
    """SmolLM2 135M: a real chat model that answers in a second or two."""
    return model_file(*SMOLLM)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    """A small file system that can be filled to the last byte."""
    with small_disk(tmp_path / "disk") as mounted:
        yield mounted
