"""The reader: which span of a passage answers a question, and whether any does.

A small BERT reads ``[CLS] question [SEP] section path [SEP] passage [SEP]``. It gives a start
and an end logit per token, in the manner of SQuAD 2.0 (Rajpurkar et al., 2018) with the
[CLS] position as "no answer", and one logit per pair that says whether the passage answers
the question at all. The weights run under onnxruntime; this module needs neither torch nor
transformers. ``app.pairs`` encodes the pairs for training and for reading alike.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, Self

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray
from tokenizers import Tokenizer

from app.pairs import PairEncoder, Window
from index.errors import ReaderError

FORMAT_VERSION = 1
MODEL_FILE, TOKENIZER_FILE, MANIFEST_FILE = "model.onnx", "tokenizer.json", "manifest.json"

MAX_SPAN_TOKENS = 80
BATCH_TOKENS = 4_096  # padded tokens of one forward pass, which bounds its memory
PASS_TOKENS = 32  # what starting another forward pass costs, in padded tokens; as measured

NO_SCORE = -100.0  # of a passage without a readable character

_REMEDY = "Restore it with `git checkout app/reader_model`, or retrain with `python -m app.training`."

_WIDE = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_WIDE |= {0xFF0E: 0x2E, 0xFF05: 0x25}
_REPLACE = _WIDE | dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)


@dataclass(frozen=True, slots=True)
class Reading:
    """The best span of one passage.

    ``start`` and ``end`` count code points of the passage as given; ``score`` is the span's
    start logit plus end logit minus the same sum at "no answer"; ``answerable`` is the logit
    that the passage answers the question (0 is even odds). A passage without a readable
    character has the span 0:0 and ``NO_SCORE`` twice.
    """

    start: int
    end: int
    score: float
    answerable: float


class Session(Protocol):
    """What the reader needs of ``onnxruntime.InferenceSession``."""

    def run(self, output_names: None, input_feed: dict[str, NDArray[np.int64]]) -> Sequence[Any]:
        """Start logits (B, L), end logits (B, L) and answerability logits (B,)."""


class Reader:
    """Reads passages for one question, all windows of all passages in few padded batches."""

    def __init__(self, session: Session, tokenizer: Tokenizer, max_tokens: int) -> None:
        self._session = session
        self._encoder = PairEncoder(tokenizer, max_tokens)

    @classmethod
    def load(cls, folder: Path, threads: int = 2) -> Self:
        """The reader in ``folder``, whose files must have the digests of its manifest."""
        manifest = _manifest(folder)
        model = _verified(folder / MODEL_FILE, manifest)
        tokenizer = _verified(folder / TOKENIZER_FILE, manifest)
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        session = ort.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        return cls(session, Tokenizer.from_str(tokenizer.decode()), int(manifest["max_tokens"]))

    def read(self, question: str, passages: Sequence[tuple[str, str]]) -> list[Reading]:
        """The best reading of every (section path, passage) pair, in the order given."""
        return [found[0] for found in self._spans(question, passages, 1)]

    def nbest(self, question: str, path: str, passage: str, count: int) -> list[Reading]:
        """Up to ``count`` spans of one passage, best first; they may overlap."""
        return self._spans(question, [(path, passage)], count)[0]

    def _spans(self, question: str, passages: Sequence[tuple[str, str]], count: int) -> list[list[Reading]]:
        asked = self._encoder.question(question)
        jobs = [
            (number, window)
            for number, (path, passage) in enumerate(passages)
            for window in self._encoder.windows(asked, path, passage)
            if window.offsets
        ]
        jobs.sort(key=lambda job: len(job[1].ids))
        found: list[list[Reading]] = [[] for _ in passages]
        for batch in _batches(jobs):
            starts, ends, answerables = self._session.run(None, _feed([w for _, w in batch]))
            for (number, window), start, end, answerable in zip(batch, starts, ends, answerables, strict=True):
                found[number] += _best(window, start, end, float(answerable), count)
        return [_merged(readings, count) for readings in found]


def _manifest(folder: Path) -> dict[str, Any]:
    """The manifest, once it is known to be one of this format."""
    path = folder / MANIFEST_FILE
    try:
        manifest = json.loads(path.read_bytes())
    except OSError as error:
        raise ReaderError(f"The reader's manifest {path} cannot be read ({error.strerror}). {_REMEDY}") from error
    except ValueError as error:
        raise ReaderError(f"The reader's manifest {path} is not JSON. {_REMEDY}") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT_VERSION:
        raise ReaderError(f"The reader's manifest {path} is not of format {FORMAT_VERSION}. {_REMEDY}")
    return manifest


def _verified(path: Path, manifest: dict[str, Any]) -> bytes:
    """The bytes of a file whose SHA-256 is the one in the manifest."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ReaderError(f"The reader's file {path} cannot be read ({error.strerror}). {_REMEDY}") from error
    if hashlib.sha256(content).hexdigest() != manifest.get("files", {}).get(path.name):
        raise ReaderError(f"The reader's file {path} is not the one its manifest names. {_REMEDY}")
    return content


def _batches(jobs: Sequence[tuple[int, Window]]) -> Iterator[Sequence[tuple[int, Window]]]:
    """Cut jobs sorted by length into batches of at most ``BATCH_TOKENS`` padded tokens.

    A batch ends where padding it to the next length would cost more than another forward pass does.
    """
    begin, real = 0, 0
    for stop, (_, window) in enumerate(jobs):
        size = len(window.ids)
        padded = (stop + 1 - begin) * size
        if padded > BATCH_TOKENS or padded - size - real > PASS_TOKENS:
            yield jobs[begin:stop]
            begin, real = stop, 0
        real += size
    if jobs:
        yield jobs[begin:]


def _feed(windows: Sequence[Window]) -> dict[str, NDArray[np.int64]]:
    """The model's inputs, (B, L) each, padded with zeros."""
    shape = len(windows), max(len(window.ids) for window in windows)
    ids, types, attention = (np.zeros(shape, np.int64) for _ in range(3))
    for row, window in enumerate(windows):
        size = len(window.ids)
        ids[row, :size], types[row, :size], attention[row, :size] = window.ids, window.types, 1
    return {"input_ids": ids, "attention_mask": attention, "token_type_ids": types}


def _best(
    window: Window,
    start: NDArray[np.float32],
    end: NDArray[np.float32],
    answerable: float,
    count: int,
) -> list[Reading]:
    """The ``count`` spans of one window with the highest sums of start and end logit."""
    size = len(window.offsets)
    passage = slice(window.first, window.first + size)
    sums = start[passage, None] + end[None, passage] - (start[0] + end[0])
    allowed = np.triu(np.ones((size, size), bool)) & ~np.triu(np.ones((size, size), bool), MAX_SPAN_TOKENS)
    flat = np.where(allowed, sums, -np.inf).ravel()
    count = min(count, int(allowed.sum()))
    top = np.argpartition(flat, -count)[-count:]
    readings = []
    for place in top[np.argsort(-flat[top], kind="stable")]:
        first, last = divmod(int(place), size)
        span = window.offsets[first][0], window.offsets[last][1]
        readings.append(Reading(span[0], span[1], float(flat[place]), answerable))
    return readings


def _merged(readings: list[Reading], count: int) -> list[Reading]:
    """The best readings of all windows of a passage; it is as answerable as its best window."""
    if not readings:
        return [Reading(0, 0, NO_SCORE, NO_SCORE)]
    answerable = max(reading.answerable for reading in readings)
    readings.sort(key=lambda r: (-(r.score + r.answerable), r.start, r.end))
    best: dict[tuple[int, int], Reading] = {}
    for r in readings:
        best.setdefault((r.start, r.end), Reading(r.start, r.end, r.score, answerable))
    return list(best.values())[:count]
