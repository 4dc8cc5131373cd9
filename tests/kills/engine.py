"""``python -m tests.kills.engine``: the real engine whose chat model, embedder and catalog are small and quick.

The chat model is the scripted one unless one was chosen (``--model chat=ID``); the catalog is a JSON file named by the environment.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from assistant import engine_process, wiring
from assistant.back_ends import BackEnds
from assistant.testing.chat_model import ScriptedChatModel
from assistant.testing.embedder import HashedEmbedder
from models.catalog import Catalog, entry_from_table

CATALOG = "SOTTO_KILLS_CATALOG"
STORY = " ".join(
    f"And on night {night} the keeper of the lighthouse wrote down what he had seen." for night in range(60)
)
TOKENS_PER_S = 300.0


def plant(*, scripted: bool) -> None:
    """Before the engine is wired."""
    if scripted:
        model = ScriptedChatModel([STORY], tokens_per_s=TOKENS_PER_S)
        BackEnds.chat_model = lambda _: model  # type: ignore[method-assign,assignment]  # planted
    embedder = HashedEmbedder()
    BackEnds.embedder = lambda _: embedder  # type: ignore[method-assign,assignment]  # planted
    if file := os.environ.get(CATALOG):
        catalog = Catalog([entry_from_table(json.loads(Path(file).read_text(encoding="utf-8")))])
        vars(wiring)["load_catalog"] = lambda: catalog


if __name__ == "__main__":
    plant(scripted=not any(word.startswith("chat=") for word in sys.argv))
    engine_process.main()
