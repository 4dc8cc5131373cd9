"""A disk that fills up while a model is fetched."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from models import NoSpace
from models.fetch import FetchOptions, fetch_entry
from tests.small_disk import SmallDisk

if TYPE_CHECKING:
    from tests.file_server import FileServer, ModelMaker

pytestmark = pytest.mark.integration


def test_a_disk_that_fills_up_during_a_fetch(
    disk: SmallDisk, server: FileServer, maker: ModelMaker, quick: FetchOptions
) -> None:
    """The first check saw room; another program took it meanwhile. What arrived stays, and the next fetch goes on."""
    files = {"model.gguf": maker.noise(1_500_000)}
    entry = maker.entry(files, server.hub_source(files))
    store = maker.store(disk.root / "models", entry)
    roomy = FetchOptions(attempts=quick.attempts, sleep=quick.sleep, free_bytes=lambda _folder: 10**12)
    server.faults[server.path("model.gguf")] = [maker.fault("slow", seconds=0.005)]

    def take_the_room() -> None:
        server.wait_for_bytes(600_000)
        disk.fill()

    filler = threading.Thread(target=take_the_room)
    filler.start()
    with pytest.raises(NoSpace, match="is full"):
        fetch_entry(entry, store, options=roomy)
    filler.join()
    assert store.installed() == []
    disk.free()
    server.seen.clear()
    assert fetch_entry(entry, store, options=roomy).main_path.read_bytes() == files["model.gguf"]
    assert server.requests_for(server.path("model.gguf"))[0].range
