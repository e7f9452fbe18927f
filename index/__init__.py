"""Text to ranked evidence: sources, outline, passages, vectors, BM25 and the index folder."""
