"""Fuse dense and lexical scores into one ranking of passages.

Ranks throw away what BM25 knows (an exact rare word), raw scores have different scales; each list's scores are
therefore standardised over the passages searched and added. Measured against reciprocal rank fusion and each
list alone in the evaluation.
"""

import numpy as np

from index.errors import UnknownReportError
from index.records import Hit
from index.store import Index

DEFAULT_WEIGHTS = (1.0, 1.0)
"""Weights of the dense and the lexical score."""


def standardize(scores: np.ndarray) -> np.ndarray:
    """Return z-scores; all zeros where the scores do not differ.

    >>> standardize(np.array([1.0, 2.0, 3.0])).round(2).tolist()
    [-1.22, 0.0, 1.22]
    """
    spread = float(scores.std())
    if spread < 1e-9:
        return np.zeros_like(scores, dtype=np.float64)
    return np.asarray((scores - scores.mean()) / spread, dtype=np.float64)


def fuse(dense: np.ndarray, lexical: np.ndarray, weights: tuple[float, float] = DEFAULT_WEIGHTS) -> np.ndarray:
    """Return the weighted sum of the two lists' z-scores (Fox and Shaw's CombSUM, 1994, after standardising)."""
    return weights[0] * standardize(dense) + weights[1] * standardize(lexical)


def search(
    index: Index,
    query: str,
    report: str | None = None,
    k: int = 10,
    weights: tuple[float, float] = DEFAULT_WEIGHTS,
    lexical_query: str | None = None,
) -> list[Hit]:
    """Return the ``k`` best passages for ``query``, best first, of one report or of all.

    ``lexical_query`` replaces the query for BM25 where more words are known for it than the encoder should see.
    Raises UnknownReportError for a report the index does not hold.
    """
    rows = rows_of(index, report)
    dense = index.dense.search(np.array(index.embeddings.embed_query(query)))[rows]
    lexical = index.lexical.search(query if lexical_query is None else lexical_query)[rows]
    fused = fuse(dense, lexical, weights)
    order = np.argsort(-fused, kind="stable")[:k]
    return [Hit(index.passages[rows[i]], float(fused[i]), float(dense[i]), float(lexical[i])) for i in order.tolist()]


def rows_of(index: Index, report: str | None) -> np.ndarray:
    """Return the rows of the passages of ``report``, or of all reports for None."""
    if report is None:
        return np.arange(len(index.passages))
    if report not in index.reports:
        known = ", ".join(sorted(index.reports))
        raise UnknownReportError(f"The index holds no report {report!r}; it holds: {known}.")
    return np.array([passage.id for passage in index.passages if passage.report == report])
