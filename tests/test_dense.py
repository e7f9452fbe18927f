from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.dense import DenseIndex
from index.errors import IndexDamagedError


def unit_vectors(rows: int, dimension: int, seed: int) -> np.ndarray:
    vectors = np.random.default_rng(seed).normal(size=(rows, dimension)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@given(st.integers(1, 300), st.integers(1, 80), st.integers(0, 2**32 - 1))
@settings(max_examples=30, deadline=None)
def test_scores_equal_numpy_brute_force(rows: int, dimension: int, seed: int) -> None:
    vectors = unit_vectors(rows + 1, dimension, seed)
    index = DenseIndex.build(vectors[1:])
    assert (len(index), index.dimension) == (rows, dimension)
    np.testing.assert_allclose(index.search(vectors[0]), vectors[1:] @ vectors[0], atol=1e-5)


def test_equal_rows_all_get_their_score() -> None:
    index = DenseIndex.build(np.repeat(unit_vectors(1, 8, 0), 50, axis=0))
    np.testing.assert_allclose(index.search(unit_vectors(1, 8, 0)[0]), np.ones(50), atol=1e-6)


def test_round_trip(tmp_path: Path) -> None:
    vectors = unit_vectors(20, 16, 1)
    built = DenseIndex.build(vectors)
    built.save(tmp_path)
    loaded = DenseIndex.load(tmp_path)
    assert np.array_equal(loaded.search(vectors[3]), built.search(vectors[3]))
    assert (len(loaded), loaded.dimension) == (20, 16)


@pytest.mark.parametrize("keep", [0, 1, 20, 200])
def test_a_truncated_file_is_refused(tmp_path: Path, keep: int) -> None:
    DenseIndex.build(unit_vectors(20, 16, 1)).save(tmp_path)
    path = tmp_path / DenseIndex.FILE
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(IndexDamagedError, match="damaged; rebuild with `python -m index build`"):
        DenseIndex.load(tmp_path)
