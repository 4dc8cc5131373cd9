"""Codes of vectors: how near the estimates come, and their shape."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from assistant.documents.sign_coding import Codes, SignCoding

pytestmark = pytest.mark.unit

Floats = npt.NDArray[np.float32]


def cone(count: int, size: int, seed: int = 1) -> Floats:
    """Unit vectors close to one direction, some components of which vary far more than others."""
    chance = np.random.default_rng(seed)
    vectors = 1 + chance.normal(size=(count, size)) * np.where(np.arange(size) < size // 8, 1.5, 0.1)
    unit: Floats = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return unit


@pytest.mark.parametrize("size", [64, 70])
def test_estimates_follow_the_cosines(size: int) -> None:
    vectors = cone(400, size)
    coding = SignCoding.of(vectors)
    question, codes = coding.question(vectors[0]), coding.codes(vectors)
    exact = vectors @ vectors[0]
    rough, close = (np.corrcoef(exact, estimate)[0, 1] for estimate in (question.rough(codes), question.close(codes)))
    assert rough > 0.75
    assert close > max(rough, 0.85)


def test_a_close_estimate_is_a_cosine_but_for_one_constant() -> None:
    vectors = cone(300, 64)
    coding = SignCoding.of(vectors)
    off = coding.question(vectors[5]).close(coding.codes(vectors)) - vectors @ vectors[5]
    assert float(np.std(off)) < 0.08


def test_codes_are_taken_apart_and_joined() -> None:
    vectors = cone(90, 70)
    coding = SignCoding.of(vectors)
    codes = coding.codes(vectors)
    assert codes.words.shape == (2, 90)
    assert codes.nbytes == 90 * (2 * 8 + 2 * 4)
    joined = Codes.joined([codes.at(np.arange(40)), codes.at(np.arange(90) >= 40)])
    assert np.array_equal(joined.words, codes.words)
    assert np.array_equal(joined.factors, codes.factors)


def test_the_rotation_keeps_lengths() -> None:
    coding = SignCoding.of(cone(50, 64))
    assert np.allclose(coding.rotation @ coding.rotation.T, np.eye(64), atol=1e-5)


def test_a_vector_at_the_mean_has_a_finite_estimate() -> None:
    vectors = np.tile(cone(1, 64), (3, 1))
    coding = SignCoding.of(vectors)
    assert np.isfinite(coding.question(vectors[0]).close(coding.codes(vectors))).all()
