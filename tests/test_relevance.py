import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from app_helpers import logistic
from numpy.testing import assert_allclose

from app.features import FEATURES
from app.relevance import Logistic, Relevance
from index.errors import ReaderError

FIRST = FEATURES[0]


def row(**values: float) -> list[float]:
    return [values.get(name, 0.0) for name in FEATURES]


def sample() -> Relevance:
    size = len(FEATURES)
    rank = Logistic(np.arange(size) / 8, np.arange(size) / 4 + 0.5, np.arange(size) / 16 - 0.5, -1.25)
    return Relevance(rank, logistic(0.5, answerable=2.0), 0.375)


def test_probabilities_by_hand() -> None:
    assert_allclose(logistic().probabilities([row()]), [0.5])
    # ln 3: odds of three to one.
    assert_allclose(logistic(math.log(3)).probabilities([row()]), [0.75])
    assert_allclose(logistic(**{FIRST: math.log(3)}).probabilities([row(), row(**{FIRST: -1})]), [0.5, 0.25])


def test_a_row_is_standardised() -> None:
    size = len(FEATURES)
    weights = np.zeros(size)
    weights[0] = math.log(3)
    model = Logistic(np.full(size, 2.0), np.full(size, 4.0), weights, 0.0)
    assert_allclose(model.probabilities([row(**{FIRST: 6})]), [0.75])


def test_extreme_rows_are_no_overflow() -> None:
    low, high = logistic(**{FIRST: 1.0}).probabilities([row(**{FIRST: -1e9}), row(**{FIRST: 1e9})])
    assert 0 <= low < 1e-9
    assert 1 - 1e-9 < high <= 1


def test_no_rows() -> None:
    assert logistic().probabilities([]).shape == (0,)


def test_round_trip(tmp_path: Path) -> None:
    path = tmp_path / "relevance.json"
    sample().save(path)
    loaded = Relevance.load(path)
    assert loaded.threshold == 0.375
    rows = np.linspace(-2, 2, 3 * len(FEATURES)).reshape(3, -1).tolist()
    for one, other in ((sample().rank, loaded.rank), (sample().decide, loaded.decide)):
        assert_allclose(other.probabilities(rows), one.probabilities(rows), atol=1e-3)
    loaded.save(tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == path.read_bytes()


def test_the_shipped_weights_are_of_the_shipped_features() -> None:
    shipped = Relevance.load()
    assert 0 < shipped.threshold < 1
    assert len(shipped.rank.weights) == len(FEATURES)


def changed(path: Path, *place: str, value: Any) -> None:
    stored = json.loads(path.read_text("utf-8"))
    inner = stored
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    path.write_text(json.dumps(stored), "utf-8")


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"{", b"[]", b"{}", b"7", b"null", b'{"rank": 1, "decide": 2}'])
def test_a_damaged_file_is_refused_with_the_remedy(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "relevance.json"
    path.write_bytes(content)
    with pytest.raises(ReaderError, match="git checkout app/data") as caught:
        Relevance.load(path)
    assert str(path) in str(caught.value)
    assert caught.value.exit_code == 1


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match="missing or damaged"):
        Relevance.load(tmp_path / "none.json")


@pytest.mark.parametrize("value", ["x", None, [1], math.nan, math.inf, {}])
@pytest.mark.parametrize(
    "place",
    [("threshold",), ("rank", "bias"), ("decide", "features", FIRST, "weight"), ("rank", "features", FIRST, "mean")],
)
def test_a_weight_that_is_no_number_is_refused(tmp_path: Path, place: tuple[str, ...], value: Any) -> None:
    path = tmp_path / "relevance.json"
    sample().save(path)
    changed(path, *place, value=value)
    with pytest.raises(ReaderError):
        Relevance.load(path)


def test_a_scale_of_zero_and_a_missing_feature_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "relevance.json"
    sample().save(path)
    changed(path, "rank", "features", FIRST, "scale", value=0)
    with pytest.raises(ReaderError):
        Relevance.load(path)
    sample().save(path)
    stored = json.loads(path.read_text("utf-8"))
    del stored["decide"]["features"][FIRST]
    path.write_text(json.dumps(stored), "utf-8")
    with pytest.raises(ReaderError):
        Relevance.load(path)


def test_neutral_weights_prefer_nothing() -> None:
    neutral = Relevance.neutral()
    rows = np.random.default_rng(0).normal(size=(5, len(FEATURES)))
    assert neutral.rank.probabilities(rows).tolist() == [0.5] * 5
    assert neutral.threshold == 0.0
