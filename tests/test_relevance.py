"""The logistic models: probabilities by hand, round trip, damage."""

from math import exp
from pathlib import Path

import numpy as np
import pytest

from app.features import FEATURES
from app.relevance import WEIGHTS_FILE, Logistic, Relevance
from index.errors import ReaderError


def make(bias: float) -> Logistic:
    size = len(FEATURES)
    return Logistic(np.full(size, 1.0), np.full(size, 2.0), np.arange(size) / 10, bias)


def test_probability_by_hand() -> None:
    row = [1.0] * len(FEATURES)
    assert make(0.0).probabilities([row]).tolist() == [0.5]
    row[3] = 3.0  # (3 - 1) / 2 · 0.3
    assert make(-1.0).probabilities([row])[0] == pytest.approx(1 / (1 + exp(1.0 - 0.3)))
    assert make(0.0).probabilities([]).shape == (0,)


def test_round_trip(tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    Relevance(make(0.5), make(-0.5), 0.25).save(path)
    loaded = Relevance.load(path)
    assert loaded.threshold == 0.25 and loaded.rank.bias == 0.5 and loaded.decide.bias == -0.5
    assert loaded.rank.weights.tolist() == pytest.approx(make(0.5).weights.tolist())


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"rank": {"features": {}}}', "\x00"])
def test_damaged_weights_name_the_file_and_the_remedy(tmp_path: Path, content: str) -> None:
    path = tmp_path / "weights.json"
    path.write_text(content)
    with pytest.raises(ReaderError, match=r"weights\.json.*git checkout"):
        Relevance.load(path)
    with pytest.raises(ReaderError):
        Relevance.load(tmp_path / "absent.json")


def test_the_weights_in_use_prefer_what_answers() -> None:
    relevance = Relevance.load(WEIGHTS_FILE)
    weights = dict(zip(FEATURES, relevance.rank.weights, strict=True))
    assert weights["fused"] > 0 and weights["answerable"] > 0
    assert 0 < relevance.threshold < 1
