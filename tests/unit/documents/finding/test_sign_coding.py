"""Codes of vectors: how near the estimates come, and their shape."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from assistant.documents.finding.sign_coding import Codes, SignCoding, highest

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


@pytest.mark.parametrize("order", ["chance", "rising", "falling", "one high among the sampled", "all the same"])
@pytest.mark.parametrize("count", [1, 40, 399, 4000, 5000])
def test_the_highest_scores_are_found_however_they_lie(order: str, count: int) -> None:
    scores = np.random.default_rng(2).normal(size=4000).astype(np.float32)
    if order == "rising":
        scores.sort()
    elif order == "falling":
        scores = np.sort(scores)[::-1]
    elif order == "one high among the sampled":
        scores[::32] += 100
    elif order == "all the same":
        scores[:] = 1
    found = highest(scores, count)
    assert sorted(found.tolist()) == found.tolist()
    if order == "all the same":
        assert len(found) == 4000
    else:
        assert set(found.tolist()) == set(np.argsort(-scores)[:count].tolist())
