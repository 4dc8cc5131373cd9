"""Fetching by URL from a server that cuts, corrupts, stalls, redirects, refuses and ignores ranges."""

from __future__ import annotations

import dataclasses
import stat
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from models import (
    FetchCancelled,
    FetchProgress,
    HubSource,
    NoNetwork,
    NoSpace,
    OfflineRefused,
    ServerError,
    StoreUnusable,
    WrongDigest,
)
from models.fetch import FetchOptions, fetch_entry
from models.progress import Traffic

if TYPE_CHECKING:
    from tests.file_server import FileServer, ModelMaker

pytestmark = pytest.mark.integration

SIZE = 300_000


def test_a_model_of_two_files_arrives_whole_and_private(
    server: FileServer, maker: ModelMaker, quick: FetchOptions, tmp_path: Path
) -> None:
    files = {"model.gguf": maker.noise(SIZE), "config.json": b"{}"}
    entry = maker.entry(files, server.hub_source(files))
    store = maker.store(tmp_path / "store", entry)
    events: list[FetchProgress] = []

    installed = fetch_entry(entry, store, progress=events.append, options=quick)

    assert {name: installed.path(name).read_bytes() for name in files} == files
    assert stat.S_IMODE(installed.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(installed.main_path.stat().st_mode) == 0o600
    assert [model.entry for model in store.installed()] == [entry]
    assert not store.staging_folder(entry.id).exists()
    done = [event.bytes_done for event in events]
    assert done == sorted(done)
    assert (done[-1], events[-1].bytes_total) == (entry.size_bytes, entry.size_bytes)


def test_every_byte_that_goes_out_or_comes_is_told(
    server: FileServer, maker: ModelMaker, quick: FetchOptions, tmp_path: Path
) -> None:
    files = {"model.gguf": maker.noise(SIZE), "config.json": b"{}"}
    entry = maker.entry(files, server.hub_source(files))
    sent: list[int] = []
    received: list[int] = []
    traffic = Traffic(sent=sent.append, received=received.append)
    fetch_entry(entry, maker.store(tmp_path / "store", entry), options=quick, traffic=traffic)
    assert sum(received) == entry.size_bytes
    paths = sum(len(f"GET {server.path(name)} HTTP/1.1") for name in files)
    assert paths < sum(sent) < paths + 1000 * len(files)


def test_what_is_there_is_not_fetched_again_even_offline(
    server: FileServer, maker: ModelMaker, quick: FetchOptions, tmp_path: Path
) -> None:
    files = {"model.gguf": maker.noise(SIZE)}
    entry = maker.entry(files, server.hub_source(files))
    store = maker.store(tmp_path, entry)
    fetch_entry(entry, store, options=quick)
    server.seen.clear()
    fetch_entry(entry, store, options=quick)
    fetch_entry(entry, store, offline=True, options=quick)
    assert server.seen == []


def test_offline_refuses_before_any_connection(
    server: FileServer, maker: ModelMaker, quick: FetchOptions, tmp_path: Path
) -> None:
    files = {"model.gguf": b"x"}
    entry = maker.entry(files, server.hub_source(files))
    with pytest.raises(OfflineRefused):
        fetch_entry(entry, maker.store(tmp_path, entry), offline=True, options=quick)
    assert server.seen == []


@pytest.mark.parametrize("kind", ["cut", "stall"])
def test_a_broken_transfer_goes_on_where_it_stopped(
    kind: str, server: FileServer, maker: ModelMaker, quick: FetchOptions, tmp_path: Path
) -> None:
    files = {"model.gguf": maker.noise(SIZE)}
    entry = maker.entry(files, server.hub_source(files))
    path = server.path("model.gguf")
    server.faults[path] = [maker.fault(kind, after=200_000, seconds=2.0)]

    installed = fetch_entry(entry, maker.store(tmp_path, entry), options=quick)

    assert installed.main_path.read_bytes() == files["model.gguf"]
    first, second = server.requests_for(path)
    assert first.range == ""
    assert 100_000 < int(second.range.removeprefix("bytes=").rstrip("-")) <= 200_000


def test_many_cuts_are_survived_as_long_as_each_try_brings_something(
    server: FileServer, maker: ModelMaker, quick: FetchOptions, tmp_path: Path
) -> None:
    files = {"model.gguf": maker.noise(1_000_000)}
    entry = maker.entry(files, server.hub_source(files))
    server.faults[server.path("model.gguf")] = [maker.fault("cut", after=140_000)] * 6
    installed = fetch_entry(entry, maker.store(tmp_path, entry), options=quick)
    assert installed.main_path.read_bytes() == files["model.gguf"]


def test_the_next_call_resumes_what_an_earlier_one_left(
    server: FileServer, maker: ModelMaker, quick: FetchOptions, tmp_path: Path
) -> None:
    files = {"model.gguf": maker.noise(SIZE)}
    entry = maker.entry(files, server.hub_source(files))
    store = maker.store(tmp_path, entry)
    path = server.path("model.gguf")
    server.faults[path] = [maker.fault("cut", after=200_000)] + [maker.fault("cut")] * 3
    with pytest.raises(NoNetwork) as raised:
        fetch_entry(entry, store, options=quick)
    assert "continues" in raised.value.remedy
    assert store.find(entry) is None
    assert store.installed() == []

    server.seen.clear()
    fetch_entry(entry, store, options=quick)
    assert [seen.range for seen in server.requests_for(path)] != [""]


def test_a_server_that_ignores_ranges_is_read_from_the_start(
    server: FileServer, maker: ModelMaker, quick: FetchOptions, tmp_path: Path
) -> None:
    files = {"model.gguf": maker.noise(SIZE)}
    entry = maker.entry(files, server.hub_source(files))
    server.faults[server.path("model.gguf")] = [maker.fault("cut", after=200_000), maker.fault("no_range")]
    installed = fetch_entry(entry, maker.store(tmp_path, entry), options=quick)
    assert installed.main_path.read_bytes() == files["model.gguf"]


def test_bytes_damaged_on_an_earlier_run_cost_one_fresh_start(
    server: FileServer, maker: ModelMaker, quick: FetchOptions, tmp_path: Path
) -> None:
    files = {"model.gguf": maker.noise(SIZE)}
    entry = maker.entry(files, server.hub_source(files))
    store = maker.store(tmp_path, entry)
    staging = store.staging_folder(entry.id)
    staging.mkdir(parents=True)
    (staging / "model.gguf.part").write_bytes(b"not the beginning of this file")
    installed = fetch_entry(entry, store, options=quick)
    assert installed.main_path.read_bytes() == files["model.gguf"]


def test_wrong_bytes_are_thrown_away_and_said(
    server: FileServer, maker: ModelMaker, quick: FetchOptions, tmp_path: Path
) -> None:
    files = {"model.gguf": maker.noise(SIZE)}
    entry = maker.entry(files, server.hub_source(files))
    store = maker.store(tmp_path, entry)
    server.faults[server.path("model.gguf")] = [maker.fault("corrupt", after=150_000)]
    with pytest.raises(WrongDigest) as raised:
        fetch_entry(entry, store, options=quick)
    assert raised.value.kind == "wrong_digest"
    assert list(store.staging_folder(entry.id).iterdir()) == []
    assert store.state(entry) == "available"


def test_the_second_source_is_tried_when_the_first_has_other_bytes(
    server: FileServer, maker: ModelMaker, quick: FetchOptions, tmp_path: Path
) -> None:
    good = {"model.gguf": maker.noise(SIZE)}
    other = f"/{'f' * 40}/model.gguf"
    server.content[other] = maker.noise(SIZE, seed=2)
    entry = maker.entry(good, HubSource(urls={"model.gguf": server.url + other}), server.hub_source(good))
    installed = fetch_entry(entry, maker.store(tmp_path, entry), options=quick)
    assert installed.main_path.read_bytes() == good["model.gguf"]


def test_a_file_of_another_size_is_refused_before_it_is_read(
    server: FileServer, maker: ModelMaker, quick: FetchOptions, tmp_path: Path
) -> None:
    files = {"model.gguf": maker.noise(SIZE)}
    entry = maker.entry(files, server.hub_source(files))
    server.content[server.path("model.gguf")] = maker.noise(SIZE + 1)
    with pytest.raises(WrongDigest, match="another size"):
        fetch_entry(entry, maker.store(tmp_path, entry), options=quick)


def test_a_redirect_is_followed(server: FileServer, maker: ModelMaker, quick: FetchOptions, tmp_path: Path) -> None:
    files = {"model.gguf": maker.noise(SIZE)}
    entry = maker.entry(files, server.hub_source(files))
    server.content["/elsewhere"] = files["model.gguf"]
    server.faults[server.path("model.gguf")] = [maker.fault("redirect", target=server.url + "/elsewhere")]
    fetch_entry(entry, maker.store(tmp_path, entry), options=quick)
    assert len(server.requests_for("/elsewhere")) == 1


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_passing_server_error_is_tried_again(
    status: int, server: FileServer, maker: ModelMaker, quick: FetchOptions, tmp_path: Path
) -> None:
    files = {"model.gguf": maker.noise(SIZE)}
    entry = maker.entry(files, server.hub_source(files))
    server.faults[server.path("model.gguf")] = [maker.fault("status", status=status)] * 2
    fetch_entry(entry, maker.store(tmp_path, entry), options=quick)
    assert len(server.requests_for(server.path("model.gguf"))) == 3


@pytest.mark.parametrize(("status", "requests"), [(404, 1), (403, 1), (500, 3)])
def test_a_lasting_server_error_is_said_with_its_number(
    status: int, requests: int, server: FileServer, maker: ModelMaker, quick: FetchOptions, tmp_path: Path
) -> None:
    files = {"model.gguf": b"x"}
    entry = maker.entry(files, server.hub_source(files))
    server.faults[server.path("model.gguf")] = [maker.fault("status", status=status)] * 9
    with pytest.raises(ServerError, match=str(status)):
        fetch_entry(entry, maker.store(tmp_path, entry), options=quick)
    assert len(server.requests_for(server.path("model.gguf"))) == requests


def test_waiting_grows_between_tries(server: FileServer, maker: ModelMaker, tmp_path: Path) -> None:
    files = {"model.gguf": b"x"}
    entry = maker.entry(files, server.hub_source(files))
    server.faults[server.path("model.gguf")] = [maker.fault("status", status=503)] * 9
    slept: list[float] = []
    options = FetchOptions(attempts=4, backoff_s=0.5, sleep=slept.append)
    with pytest.raises(ServerError):
        fetch_entry(entry, maker.store(tmp_path, entry), options=options)
    assert 0.75 * 3.5 <= sum(slept) <= 1.25 * 3.5 + 0.3


def test_no_network_is_said(maker: ModelMaker, quick: FetchOptions, tmp_path: Path) -> None:
    nobody = HubSource(urls={"model.gguf": f"http://127.0.0.1:9/{'a' * 40}/model.gguf"})
    entry = maker.entry({"model.gguf": b"x"}, nobody)
    with pytest.raises(NoNetwork, match="could not be reached"):
        fetch_entry(entry, maker.store(tmp_path, entry), options=quick)


def test_proxy_settings_of_the_environment_are_used(
    server: FileServer, maker: ModelMaker, quick: FetchOptions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"model.gguf": b"x" * 10}
    address = f"http://models.invalid/{'a' * 40}/model.gguf"
    server.content[address] = files["model.gguf"]  # a proxy is asked for the whole URL
    entry = maker.entry(files, HubSource(urls={"model.gguf": address}))
    monkeypatch.setenv("http_proxy", server.url)
    monkeypatch.setenv("no_proxy", "")
    fetch_entry(entry, maker.store(tmp_path, entry), options=quick)
    assert [seen.path for seen in server.seen] == [address]


def test_a_disk_too_small_is_said_before_anything_is_fetched(
    server: FileServer, maker: ModelMaker, quick: FetchOptions, tmp_path: Path
) -> None:
    files = {"model.gguf": maker.noise(SIZE)}
    entry = maker.entry(files, server.hub_source(files))
    full = dataclasses.replace(quick, free_bytes=lambda folder: 20_000_000)
    with pytest.raises(NoSpace, match=r"needs 0\.03 GB of disk, and 0\.02 GB are free"):
        fetch_entry(entry, maker.store(tmp_path, entry), options=full)
    assert server.seen == []


def test_a_folder_that_is_a_file_is_said(
    server: FileServer, maker: ModelMaker, quick: FetchOptions, tmp_path: Path
) -> None:
    files = {"model.gguf": b"x"}
    entry = maker.entry(files, server.hub_source(files))
    (tmp_path / "store").write_text("in the way")
    with pytest.raises(StoreUnusable):
        fetch_entry(entry, maker.store(tmp_path / "store", entry), options=quick)


def test_cancelling_keeps_what_arrived(
    server: FileServer, maker: ModelMaker, quick: FetchOptions, tmp_path: Path
) -> None:
    files = {"model.gguf": maker.noise(1_000_000)}
    entry = maker.entry(files, server.hub_source(files))
    store = maker.store(tmp_path, entry)
    server.faults[server.path("model.gguf")] = [maker.fault("slow", seconds=0.005)]
    stop = threading.Event()

    def stop_halfway(progress: FetchProgress) -> None:
        if progress.bytes_done > 300_000:
            stop.set()

    with pytest.raises(FetchCancelled):
        fetch_entry(entry, store, progress=stop_halfway, cancelled=stop.is_set, options=quick)
    assert (store.staging_folder(entry.id) / "model.gguf.part").stat().st_size > 300_000
    assert store.installed() == []


def test_cancelling_does_not_wait_for_a_silent_server(server: FileServer, maker: ModelMaker, tmp_path: Path) -> None:
    files = {"model.gguf": maker.noise(SIZE)}
    entry = maker.entry(files, server.hub_source(files))
    server.faults[server.path("model.gguf")] = [maker.fault("stall", after=100_000, seconds=20.0)]
    stop = threading.Event()
    timer = threading.Timer(0.5, stop.set)
    timer.start()
    began = time.monotonic()
    with pytest.raises(FetchCancelled):
        fetch_entry(entry, maker.store(tmp_path, entry), cancelled=stop.is_set)
    assert time.monotonic() - began < 5
    timer.join()
