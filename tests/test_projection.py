"""Questions are moved towards what reports say, for the one model the map was learnt for."""

from pathlib import Path

import numpy as np
import pytest
import torch

from app.training import query
from app.training.query import Pairs, fit, recall
from index.embedding import SentenceTransformerEmbeddings
from index.errors import ModelError
from index.options import DEFAULT_MODEL
from index.projection import QueryProjection


class Encoder:
    """Stands for a sentence-transformers model of two dimensions."""

    def encode(self, texts: list[str], **_: object) -> np.ndarray:
        return np.array([[1.0, 0.0] for _ in texts], dtype=np.float32)


QUARTER = np.array([[0.0, -2.0], [2.0, 0.0]], dtype=np.float32)  # turns by a right angle, and is twice too long


def embeddings(digest: str, learnt_for: str) -> SentenceTransformerEmbeddings:
    return SentenceTransformerEmbeddings(Encoder(), "two", digest, QueryProjection(QUARTER, learnt_for))  # type: ignore[arg-type]


def test_questions_are_projected_to_unit_length_and_passages_are_not() -> None:
    model = embeddings("a", "a")
    assert model.embed_query("问") == pytest.approx([0.0, 1.0])
    assert model.embed_documents(["文"]) == [[1.0, 0.0]]


def test_another_models_projection_is_not_used() -> None:
    assert embeddings("b", "a").embed_query("问") == [1.0, 0.0]


def test_round_trip_keeps_every_cosine(tmp_path: Path) -> None:
    random = np.random.default_rng(3)
    matrix = (np.eye(64) + random.normal(size=(64, 64)) / 8).astype(np.float32)
    QueryProjection(matrix, "m").save(tmp_path / "p.npz")
    loaded = QueryProjection.load(tmp_path / "p.npz")
    assert loaded.model == "m"
    for vector in random.normal(size=(50, 64)).astype(np.float32):
        assert loaded.project(vector) @ QueryProjection(matrix, "m").project(vector) > 0.999


@pytest.mark.parametrize("keep", [0, 10, 300, -1])
def test_a_damaged_file_is_named_with_what_mends_it(tmp_path: Path, keep: int) -> None:
    path = tmp_path / "p.npz"
    QueryProjection(np.eye(16, dtype=np.float32), "m").save(path)
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(ModelError, match=r"p\.npz: .*git checkout"):
        QueryProjection.load(path)


@pytest.mark.parametrize("matrix", [np.ones((2, 3)), np.ones(4), np.array([[np.nan, 0.0], [0.0, 1.0]])])
def test_what_is_no_projection_is_refused(tmp_path: Path, matrix: np.ndarray) -> None:
    np.savez(tmp_path / "p.npz", matrix=matrix, model=np.array("m"))
    with pytest.raises(ModelError):
        QueryProjection.load(tmp_path / "p.npz")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="missing or damaged"):
        QueryProjection.load(tmp_path / "none.npz")


def test_the_shipped_projection_is_that_of_the_default_model() -> None:
    model = SentenceTransformerEmbeddings.load(DEFAULT_MODEL)
    projection = QueryProjection.load()
    assert projection.model == model.digest
    plain = model.embed(["财政收入是多少"])[0]
    moved = np.array(model.embed_query("财政收入是多少"))
    np.testing.assert_allclose(moved, projection.project(plain), atol=1e-6)
    assert np.linalg.norm(moved) == pytest.approx(1, abs=1e-4)
    assert not np.allclose(moved, plain, atol=0.01)


def test_fitting_learns_how_questions_are_turned_away_from_their_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Questions are their passages, turned by one rotation and blurred; unseen reports tell whether it was learnt."""
    monkeypatch.setattr(query, "RATE", 3e-3)  # the rotation is far, and a test has few steps
    random = np.random.default_rng(5)
    dimension = 16
    turn = np.linalg.qr(np.eye(dimension) + random.normal(size=(dimension, dimension)) / 3)[0]

    def world(reports: int) -> Pairs:
        texts = [random.normal(size=(30, dimension)) for _ in range(reports)]
        texts = [t / np.linalg.norm(t, axis=1, keepdims=True) for t in texts]
        places = [(r, int(random.integers(30))) for r in range(reports) for _ in range(20)]
        asked = np.array([turn @ texts[r][a] + random.normal(size=dimension) / 20 for r, a in places])
        asked /= np.linalg.norm(asked, axis=1, keepdims=True)
        return Pairs(
            torch.tensor(asked, dtype=torch.float32),
            [torch.tensor(t, dtype=torch.float32) for t in texts],
            [r for r, _ in places],
            [a for _, a in places],
        )

    matrix, unseen = fit(world(60), epochs=40), world(10)
    assert recall(unseen, np.eye(dimension, dtype=np.float32), 1) < 0.3
    assert recall(unseen, matrix, 1) > 0.8
    assert recall(unseen, matrix, 30) == 1.0
