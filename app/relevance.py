"""Two calibrated models: which passage answers a question, and whether it is answered at all.

Both are logistic models over ``app.features``, fitted by ``python -m eval.fit`` on development
questions alone. The first orders the candidates; the second looks at the winner, where near misses differ from
answers in other ways than an answer differs from any odd passage, and gives the confidence.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np

from app.features import FEATURES
from index.errors import ReaderError

WEIGHTS_FILE = Path(__file__).parent / "data" / "relevance.json"


@dataclass(frozen=True, slots=True)
class Logistic:
    """``p = 1 / (1 + exp(-((row - mean) / scale · weights + bias)))``; arrays of shape (features,)."""

    mean: np.ndarray
    scale: np.ndarray
    weights: np.ndarray
    bias: float

    def probabilities(self, rows: Sequence[Sequence[float]]) -> np.ndarray:
        """Return the probability of each row, shape (rows,)."""
        if len(rows) == 0:
            return np.zeros(0)
        logits = (np.asarray(rows) - self.mean) / self.scale @ self.weights + self.bias
        return np.asarray(1.0 / (1.0 + np.exp(-np.clip(logits, -50, 50))))

    @classmethod
    def from_json(cls, stored: dict[str, Any], names: Sequence[str] = FEATURES) -> Self:
        """Read what ``to_json`` wrote of the features ``names``; KeyError or ValueError for anything else."""
        rows = stored["features"]
        mean, scale, weights = (
            np.array([_finite(rows[name][key]) for name in names]) for key in ("mean", "scale", "weight")
        )
        if not scale.all():
            raise ValueError("a scale is zero")
        return cls(mean, scale, weights, _finite(stored["bias"]))

    def to_json(self, names: Sequence[str] = FEATURES) -> dict[str, Any]:
        """Return a JSON object with a line for each feature."""
        rows = zip(names, self.weights, self.mean, self.scale, strict=True)
        features = {
            name: {"weight": round(float(w), 5), "mean": round(float(m), 5), "scale": round(float(s), 5)}
            for name, w, m, s in rows
        }
        return {"bias": round(self.bias, 5), "features": features}


def _finite(value: Any) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(f"{value!r} is not a finite number")
    return number


@dataclass(frozen=True, slots=True)
class Relevance:
    """The two models and the confidence from which a question is answered."""

    rank: Logistic
    decide: Logistic
    threshold: float

    @classmethod
    def load(cls, path: Path = WEIGHTS_FILE) -> Self:
        """Read the weights; ReaderError when the file is missing, broken, or of other features."""
        try:
            stored = json.loads(path.read_text("utf-8"))
            models = [Logistic.from_json(stored[name]) for name in ("rank", "decide")]
            return cls(models[0], models[1], _finite(stored["threshold"]))
        except (OSError, ValueError, KeyError, TypeError):
            raise ReaderError(
                f"{path}: the weights of the relevance model are missing or damaged; restore the file with "
                "`git checkout app/data`, or fit them again with `python -m eval.fit`."
            ) from None

    @classmethod
    def neutral(cls) -> Self:
        """Return weights that prefer nothing: where the candidates matter and their order does not."""
        zero, one = np.zeros(len(FEATURES)), np.ones(len(FEATURES))
        return cls(Logistic(zero, one, zero, 0.0), Logistic(zero, one, zero, 0.0), 0.0)

    def save(self, path: Path) -> None:
        """Write the weights as JSON that a person can review."""
        stored = {"threshold": round(self.threshold, 4), "rank": self.rank.to_json(), "decide": self.decide.to_json()}
        path.write_text(json.dumps(stored, indent=1) + "\n", "utf-8")
