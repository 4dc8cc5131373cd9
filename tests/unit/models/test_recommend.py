"""What to run on which machine."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import (
    ROLES,
    CatalogEntry,
    Hardware,
    choose,
    expected_tokens_per_s,
    fit,
    load_catalog,
    recommend_starter_set,
)
from models.hardware import simd_level
from models.recommend import GIB

pytestmark = pytest.mark.unit

LAPTOP = Hardware(physical_cores=4, memory_bytes=16 * GIB, available_memory_bytes=8 * GIB, simd="avx2")
ENTRIES = load_catalog().entries()


def machine(gigabytes: float) -> Hardware:
    return dataclasses.replace(LAPTOP, memory_bytes=int(gigabytes * GIB))


@pytest.mark.parametrize(
    ("gigabytes", "chat"),
    [
        (1, "smollm2-135m-instruct-q4_1"),
        (3.8, "smollm2-135m-instruct-q4_1"),
        (6, "smollm2-135m-instruct-q4_1"),
        (7.3, "qwen2.5-coder-1.5b-instruct-q4_k_m"),  # sold as 8 GB
        (8, "qwen2.5-coder-1.5b-instruct-q4_k_m"),
        (64, "qwen2.5-coder-1.5b-instruct-q4_k_m"),
    ],
)
def test_the_chat_model_follows_the_memory(gigabytes: float, chat: str) -> None:
    assert recommend_starter_set(machine(gigabytes), load_catalog())[0].entry.id == chat


def test_the_starter_set_covers_the_main_job_and_says_why() -> None:
    picks = recommend_starter_set(LAPTOP, load_catalog())
    roles = {role for pick in picks for role in pick.entry.roles}
    assert roles >= {"chat", "speech-to-text", "text-to-speech", "embedding", "end-of-turn", "voice-activity"}
    for pick in picks:
        assert pick.entry.starter
        assert pick.reason.endswith(".")
        assert fit(pick.entry, LAPTOP) == "fits"
        assert pick.entry.commercial_use or pick.entry.licence_note


@pytest.mark.parametrize(
    ("entry_id", "gigabytes", "verdict"),
    [
        ("smollm2-135m-instruct-q4_1", 2, "fits"),
        ("qwen2.5-coder-1.5b-instruct-q4_k_m", 2, "too_big"),
        ("qwen3-4b-instruct-2507-q4_k_m", 4, "too_big"),
        ("qwen3-4b-instruct-2507-q4_k_m", 16, "fits"),
        ("faster-whisper-large-v3", 4, "too_big"),
        ("faster-whisper-large-v3", 8, "fits"),
    ],
)
def test_fit_follows_the_memory(entry_id: str, gigabytes: float, verdict: str) -> None:
    assert fit(load_catalog().entry(entry_id), machine(gigabytes)) == verdict


def test_a_weak_processor_makes_a_large_model_slow() -> None:
    weak = dataclasses.replace(LAPTOP, physical_cores=2, simd="none")
    assert fit(load_catalog().entry("qwen3-4b-instruct-2507-q4_k_m"), weak) == "slow"


def test_only_models_that_write_have_a_speed() -> None:
    assert expected_tokens_per_s(load_catalog().entry("piper-en_US-joe-medium"), LAPTOP) is None
    assert expected_tokens_per_s(load_catalog().entry("qwen3-embedding-0.6b-q8_0"), LAPTOP) is None
    two_cores = dataclasses.replace(LAPTOP, physical_cores=2)
    speed = expected_tokens_per_s(load_catalog().entry("qwen2.5-coder-1.5b-instruct-q4_k_m"), two_cores)
    assert speed is not None
    assert 15 < speed < 60  # 27 to 32 tokens a second were measured on two cores


def test_what_was_measured_of_the_memory_and_of_the_model_counts() -> None:
    entry = load_catalog().entry("qwen2.5-coder-1.5b-instruct-q4_k_m")
    probed = dataclasses.replace(LAPTOP, physical_cores=2, memory_bytes_per_s=47e9)
    speed = expected_tokens_per_s(entry, probed)
    assert speed is not None
    assert 24 < speed < 34
    slow = dataclasses.replace(probed, memory_bytes_per_s=6e9)
    assert (fit(entry, probed), fit(entry, slow), fit(entry, slow, 9.0)) == ("fits", "slow", "fits")


@pytest.mark.parametrize("gpu", ["", "cuda"])
def test_no_speed_is_beyond_belief(gpu: str) -> None:
    fast = dataclasses.replace(LAPTOP, physical_cores=64, gpu=gpu)
    speeds = [expected_tokens_per_s(entry, fast) for entry in ENTRIES]
    assert all(0.5 < speed < 500 for speed in speeds if speed is not None)


machines = st.builds(
    Hardware,
    physical_cores=st.integers(1, 64),
    memory_bytes=st.integers(1, 256 * GIB),
    available_memory_bytes=st.just(GIB),
    simd=st.sampled_from(["none", "neon", "avx", "avx2", "avx512"]),
    gpu=st.sampled_from(["", "vulkan"]),
)
installed_sets = st.lists(st.sampled_from(ENTRIES), unique_by=lambda entry: entry.id, max_size=8)


@given(st.sampled_from(ENTRIES), machines, st.integers(0, 64 * GIB))
def test_more_memory_never_makes_a_model_too_big(entry: CatalogEntry, hardware: Hardware, more: int) -> None:
    larger = dataclasses.replace(hardware, memory_bytes=hardware.memory_bytes + more)
    if fit(entry, hardware) != "too_big":
        assert fit(entry, larger) != "too_big"


@given(st.sampled_from(ROLES), installed_sets, machines)
def test_a_choice_is_installed_has_the_role_and_ignores_order(
    role: str, installed: list[CatalogEntry], hardware: Hardware
) -> None:
    chosen = choose(role, installed, hardware)
    able = [entry for entry in installed if role in entry.roles]
    assert (chosen is None) == (not able)
    assert chosen is None or chosen in able
    assert choose(role, reversed(installed), hardware) == chosen
    if chosen is not None and fit(chosen, hardware) != "fits":
        assert all(fit(entry, hardware) != "fits" for entry in able)


@given(st.sampled_from(ROLES), installed_sets, machines, st.data())
def test_a_preference_wins_when_it_can(
    role: str, installed: list[CatalogEntry], hardware: Hardware, data: st.DataObject
) -> None:
    wish = data.draw(st.sampled_from(ENTRIES))
    chosen = choose(role, installed, hardware, wish.id)
    if wish in installed and role in wish.roles:
        assert chosen == wish
    else:
        assert chosen == choose(role, installed, hardware)


def test_the_language_and_the_runtime_are_looked_at() -> None:
    catalog = load_catalog()
    voices = catalog.entries("text-to-speech")
    german = choose("text-to-speech", voices, LAPTOP, language="de")
    assert german is not None
    assert german.languages == ("de",)
    embedders = catalog.entries("embedding")
    for_onnx = choose("embedding", embedders, LAPTOP, runtimes=frozenset({"onnxruntime"}))
    assert for_onnx is not None
    assert for_onnx.runtime == "onnxruntime"
    assert choose("embedding", embedders, LAPTOP, runtimes=frozenset({"piper"})) is None


@pytest.mark.parametrize(
    ("flags", "level"),
    [
        ({"sse2"}, "none"),
        ({"sse2", "avx"}, "avx"),
        ({"avx1.0"}, "avx"),
        ({"avx", "avx2"}, "avx2"),
        ({"avx", "avx2", "avx512f"}, "avx512"),
        ({"asimd"}, "neon"),
        (set(), "none"),
    ],
)
def test_the_widest_vector_instructions_count(flags: set[str], level: str) -> None:
    assert simd_level(frozenset(flags)) == level
