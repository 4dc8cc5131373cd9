"""The catalog that ships: whole, pinned, and its starter set exactly the one that was run."""

from __future__ import annotations

import pytest

from models import ROLES, HubSource, PackageSource, UnknownModel, load_catalog
from models.catalog import Member, parse_catalog

pytestmark = pytest.mark.unit

STARTER_DIGESTS = {
    "smollm2-135m-instruct-q4_1": {
        "SmolLM2-135M-Instruct.Q4_1.gguf": "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    },
    "qwen2.5-coder-1.5b-instruct-q4_k_m": {
        "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf": "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    },
    "faster-whisper-base-fp16": {
        "model.bin": "905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57",
        "config.json": "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
        "tokenizer.json": "7e146198186d5e3b9ce7d9d7f131b69b44569eaed9ad64a5516629a6c6a865c4",
        "vocabulary.json": "22f3cb2fc2be1545b9a7db8e993ddd59aeccadfbc7d7b00ca517ca8960864766",
    },
    "piper-en_US-joe-medium": {
        "en_US-joe-medium.onnx": "58afce0321b8d9c46d7cdf9c16500cc55a793b4220212dba6b70fb788b3baf06",
        "en_US-joe-medium.onnx.json": "3d6d5410b3795cb1950595247ef8f06190719e6fdbfa3a2356d8ec368e1aad33",
    },
    "all-minilm-l6-v2-int8": {
        "model.onnx": "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
        "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    },
    "smart-turn-v3.2-cpu": {
        "smart-turn-v3.2-cpu.onnx": "2bb026316b14a660486a75b1733cd3fbab8c2fd0314dc9af7be49f8cca967e4f",
    },
    "silero-vad-v6-faster-whisper": {
        "silero_vad_v6.onnx": "4cbf549b8326f60f80f2536d9eefeb450a9abe83365a098031c89719f1be17d2",
    },
}
GENEROUS_LICENCES = {"Apache-2.0", "MIT", "BSD-2-Clause", "public domain"}


def test_the_starter_set_is_the_one_that_was_run() -> None:
    starters = {entry.id: entry for entry in load_catalog().entries() if entry.starter}
    digests = {entry_id: {file.filename: file.sha256 for file in entry.files} for entry_id, entry in starters.items()}
    assert digests == STARTER_DIGESTS


def test_the_starter_set_needs_nothing_but_a_package_index() -> None:
    for entry_id in STARTER_DIGESTS:
        assert isinstance(load_catalog().entry(entry_id).sources[0], PackageSource)


def test_every_role_has_an_entry() -> None:
    for role in ROLES:
        assert load_catalog().entries(role), role


def test_every_entry_has_a_source_that_cannot_change() -> None:
    for entry in load_catalog().entries():
        assert entry.sources, entry.id
        for source in entry.sources:
            assert not isinstance(source, HubSource) or source.is_pinned, entry.id
            assert not isinstance(source, HubSource) or all(url.startswith("https://") for url in source.urls.values())


def test_no_package_index_is_named() -> None:
    for entry in load_catalog().entries():
        for source in entry.sources:
            if isinstance(source, PackageSource):
                assert all("/" not in wheel.filename for wheel in source.wheels)


def test_only_generous_licences_are_called_fit_for_commerce_without_a_note() -> None:
    for entry in load_catalog().entries():
        assert entry.licence, entry.id
        if entry.commercial_use and not entry.licence_note:
            assert entry.licence in GENEROUS_LICENCES, entry.id


def test_what_must_be_said_before_a_download_is_there() -> None:
    joe = load_catalog().entry("piper-en_US-joe-medium")
    assert "research" in joe.licence_note
    assert not joe.commercial_use


def test_every_entry_runs_on_a_laptop() -> None:
    for entry in load_catalog().entries():
        assert entry.size_bytes < entry.memory_bytes < 8e9, entry.id


def test_one_digest_belongs_to_one_set_of_weights() -> None:
    weights = [entry.files[0].sha256 for entry in load_catalog().entries()]
    assert len(set(weights)) == len(weights)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("smollm2-135m", "smollm2-135m-instruct-q4_1"),
        ("Qwen3-4B-Instruct-2507", "qwen3-4b-instruct-2507-q4_k_m"),
        ("faster-whisper-bas", "faster-whisper-base"),
    ],
)
def test_an_unknown_id_names_the_nearest(typed: str, meant: str) -> None:
    with pytest.raises(UnknownModel) as raised:
        load_catalog().entry(typed)
    assert meant in raised.value.remedy


def test_an_unknown_role_names_the_nearest() -> None:
    with pytest.raises(UnknownModel, match="speech-to-text"):
        load_catalog().entries("speech_to_text")


def test_a_file_is_recognised_by_its_digest() -> None:
    digest = STARTER_DIGESTS["smart-turn-v3.2-cpu"]["smart-turn-v3.2-cpu.onnx"]
    found = load_catalog().with_digest(digest)
    assert found is not None
    assert found.id == "smart-turn-v3.2-cpu"
    assert load_catalog().with_digest("0" * 64) is None


def test_members_are_written_as_wheel_and_path() -> None:
    assert Member.parse("a:b/c.zip!d/e") == Member(wheel_name="a", path="b/c.zip", nested_path="d/e")
    for wrong in ("", "a", "a:", ":b"):
        with pytest.raises(ValueError, match="no wheel member"):
            Member.parse(wrong)


GOOD = """
[[model]]
id = "small"
title = "Small"
roles = ["chat"]
runtime = "llama.cpp"
licence = "MIT"
commercial_use = true
memory_bytes = 10
files = [{ filename = "a.gguf", size_bytes = 5, sha256 = "SHA" }]
[[model.sources]]
kind = "hub"
[model.sources.urls]
"a.gguf" = "https://hub.example/REVISION/a.gguf"
""".replace("SHA", "0" * 64).replace("REVISION", "a" * 40)


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        ("0" * 64, "0" * 63, "no sha256"),
        ("size_bytes = 5", "size_bytes = 0", "no size"),
        ("a" * 40, "main", "not pinned"),
        ('["chat"]', '["talk"]', "no known role"),
        ('["chat"]', "[]", "no known role"),
        ('"a.gguf" = "https', '"b.gguf" = "https', "exactly its files"),
        ('filename = "a.gguf"', 'filename = "../a.gguf"', "unsafe file name"),
        ('id = "small"', 'id = ".."', "unsafe id"),
        ('id = "small"', 'id = "small"\ncolour = "red"', "colour"),
        ('licence = "MIT"\n', "", "licence"),
        ('kind = "hub"', 'kind = "torrent"', "unknown kind"),
    ],
)
def test_a_damaged_entry_is_refused(good: str, bad: str, said: str) -> None:
    assert parse_catalog(GOOD).entry("small").download_bytes == 5
    with pytest.raises(ValueError, match=said):
        parse_catalog(GOOD.replace(good, bad))


def test_an_id_listed_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="listed twice"):
        parse_catalog(GOOD + GOOD)
