"""Exact inner-product search over unit vectors with FAISS. The only module that touches FAISS."""

from pathlib import Path
from typing import Self

import faiss
import numpy as np

from index.errors import IndexDamagedError


class DenseIndex:
    """Vectors of all passages; row i belongs to passage i."""

    FILE = "vectors.faiss"

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    @classmethod
    def build(cls, vectors: np.ndarray) -> Self:
        """Index ``vectors``, float32 of shape (passages, dimension), rows of unit length."""
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        return cls(index)

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._index.d)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(self, query: np.ndarray) -> np.ndarray:
        """Return the cosine similarity of ``query``, shape (dimension,), with every row: float32, shape (rows,).

        Every row is scored, not a top k: fusion needs the whole distribution, and one report has few hundred.
        """
        similarities, rows = self._index.search(query.reshape(1, -1).astype(np.float32), len(self))
        scores = np.empty(len(self), dtype=np.float32)
        scores[rows[0]] = similarities[0]
        return scores

    def save(self, folder: Path) -> None:
        """Write ``folder/vectors.faiss``."""
        (folder / self.FILE).write_bytes(faiss.serialize_index(self._index).tobytes())

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read what ``save`` wrote. FAISS notices truncation only: the store checks digests before calling this."""
        data = np.frombuffer((folder / cls.FILE).read_bytes(), dtype=np.uint8)
        try:
            return cls(faiss.deserialize_index(data))
        except RuntimeError:
            raise IndexDamagedError(f"{folder / cls.FILE} is damaged; rebuild with `python -m index build`.") from None
