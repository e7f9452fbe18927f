"""A linear map from what people ask to what reports say, for the vectors of one embedding model."""

import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np

from index.errors import ModelError

PROJECTION_FILE = Path(__file__).parent / "query_projection.npz"


@dataclass(frozen=True, slots=True)
class QueryProjection:
    """``matrix`` of shape (dimension, dimension), learnt for the vectors of the model whose digest is ``model``.

    Fitted by ``python -m app.training.query``; passages are embedded as they are, questions are projected.
    """

    matrix: np.ndarray
    model: str

    def project(self, vector: np.ndarray) -> np.ndarray:
        """Return the projected question, float32 of unit length, shape (dimension,)."""
        moved = self.matrix @ vector
        return np.asarray(moved / max(float(np.linalg.norm(moved)), 1e-12), dtype=np.float32)

    def save(self, path: Path) -> None:
        """Write the matrix with half the digits, which changes no cosine by more than 0.001, and the digest."""
        np.savez_compressed(path, matrix=self.matrix.astype(np.float16), model=np.array(self.model))

    @classmethod
    def load(cls, path: Path = PROJECTION_FILE) -> Self:
        """Read what ``save`` wrote; ModelError when the file is missing or damaged."""
        try:
            with np.load(path, allow_pickle=False) as stored:
                matrix, model = stored["matrix"].astype(np.float32), str(stored["model"])
            if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1] or not np.isfinite(matrix).all():
                raise ValueError("not a square matrix of numbers")
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            raise ModelError(
                f"{path}: the projection of questions is missing or damaged; restore it with "
                f"`git checkout index/{PROJECTION_FILE.name}`, or fit it again with `python -m app.training.query`."
            ) from None
        return cls(matrix, model)
