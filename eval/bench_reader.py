"""The reader's int8 weights beside the float weights they were exported from: time, size on disk, figures lost.

The float weights are not in the repository: ``python -m app.training`` leaves them in its folder of checkpoints.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from pickle import UnpicklingError
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from app.engine import READER_FOLDER
from app.reader import MANIFEST_FILE, MODEL_FILE, TOKENIZER_FILE, Reader
from eval.evidence import Judged, supports
from eval.experiment import Engine
from eval.metrics import mean
from eval.normalize import normalize
from eval.summary import latency
from eval.tables import percent
from eval.timing import measure, ratio
from index.embedding import find_model
from index.errors import InputError
from index.options import DEFAULT_MODEL
from index.records import Passage

if TYPE_CHECKING:
    from app.training.model import ReaderNet


class TorchSession:
    """The network in the place of ``onnxruntime.InferenceSession``."""

    def __init__(self, net: "ReaderNet") -> None:
        self._net = net.eval()

    def run(self, output_names: None, input_feed: dict[str, NDArray[np.int64]]) -> Sequence[Any]:
        """Start logits (B, L), end logits (B, L) and answerability logits (B,)."""
        import torch

        names = ("input_ids", "attention_mask", "token_type_ids")
        with torch.inference_mode():
            return [logits.numpy() for logits in self._net(*(torch.from_numpy(input_feed[name]) for name in names))]


def load_float_reader(weights: Path) -> Reader:
    """Return a reader that computes with torch in float32; InputError when ``weights`` are not a reader's."""
    import torch
    from transformers.utils import logging

    from app.training.model import ReaderNet

    logging.disable_progress_bar()
    logging.set_verbosity_error()  # the encoder's pooler is left out on purpose; that need not be reported
    net = ReaderNet(find_model(DEFAULT_MODEL))
    try:
        net.load_state_dict(torch.load(weights, weights_only=True))
    except (OSError, RuntimeError, ValueError, TypeError, AttributeError, EOFError, UnpicklingError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise InputError(
            f"{weights}: no torch weights of the reader ({reason}); name a checkpoint that "
            "`python -m app.training` has written."
        ) from None
    manifest = json.loads((READER_FOLDER / MANIFEST_FILE).read_text("utf-8"))
    tokenizer = Tokenizer.from_file(str(READER_FOLDER / TOKENIZER_FILE))
    return Reader(TorchSession(net), tokenizer, int(manifest["max_tokens"]))


@dataclass(frozen=True, slots=True)
class Marked:
    """The words that a reader marks in the evidence of a question, and what they are worth."""

    place: tuple[int, int, int]
    exact: bool
    holds: bool


def mark(reader: Reader, question: str, passages: Sequence[Passage], forms: Sequence[str]) -> Marked:
    """Read the evidence; ``exact`` where the span is one of the accepted ``forms``, ``holds`` where one is in it."""
    readings = reader.read(question, [(passage.context, passage.text) for passage in passages])
    passage, best = max(zip(passages, readings, strict=True), key=lambda pair: pair[1].answerable)
    said, wanted = normalize(passage.text[best.start : best.end]), [normalize(form) for form in forms]
    place = (passage.id, best.start, best.end)
    return Marked(place, said in wanted, any(form in said for form in wanted))


def compare_readers(
    engine: Engine, items: Sequence[Judged], float_reader: Reader, weights: Path, count: int
) -> dict[str, Any]:
    """Return what int8 saves and what it costs.

    Both read the evidence of every question that asks for one thing; ``count`` times, in turns, both read the passages
    found for a question. ``lost`` counts the questions whose asked-for words only the float reader marks, ``gained``
    those that only int8 does.
    """
    marks: list[tuple[Marked, Marked]] = []
    seconds: tuple[list[float], list[float]] = ([], [])
    for item in items:
        passages = [passage for passage in engine.index.passages if supports(passage, item.evidence)]
        if len(item.question.gold) != 1 or not passages:
            continue
        understood = engine.understand(item.question.question, item.question.history)
        readers = (engine.finder.reader, float_reader)
        small, plain = (mark(reader, understood.text, passages, item.question.gold[0]) for reader in readers)
        marks.append((small, plain))
        if len(marks) <= count:
            pairs = [(hit.passage.context, hit.passage.text) for hit in engine.finder.retrieve(understood, None)]
            for which in (0, 1) if len(marks) % 2 else (1, 0):
                seconds[which].append(measure(partial(readers[which].read, understood.text, pairs)))
    int8, float32 = latency(seconds[0]), latency(seconds[1])
    sizes = [(READER_FOLDER / MODEL_FILE).stat().st_size, weights.stat().st_size]
    return {
        "questions": len(marks),
        "read_ms": {"int8": int8, "float32": float32},
        "ratio_p50": ratio(int8["p50"], float32["p50"]),
        "disk_mib": dict(zip(("int8", "float32"), (round(size / 2**20, 1) for size in sizes), strict=True)),
        "exact": {"int8": mean([a.exact for a, _ in marks]), "float32": mean([b.exact for _, b in marks])},
        "holds": {"int8": mean([a.holds for a, _ in marks]), "float32": mean([b.holds for _, b in marks])},
        "different": mean([a.place != b.place for a, b in marks]),
        "lost": sum(b.holds and not a.holds for a, b in marks),
        "gained": sum(a.holds and not b.holds for a, b in marks),
    }


def reader_rows(figures: dict[str, Any]) -> Iterator[list[str]]:
    """Yield the rows of the table: what is measured, int8, float32."""
    for rank in ("p50", "p95"):
        yield [f"passages of one question {rank}, ms", *(f"{ms[rank]:.1f}" for ms in figures["read_ms"].values())]
    yield ["ratio of the medians", f"{figures['ratio_p50']:.2f}", ""]
    yield ["on disk, MiB", *(f"{size:.1f}" for size in figures["disk_mib"].values())]
    yield ["marks an accepted form exactly %", *map(percent, figures["exact"].values())]
    yield ["an accepted form is in what it marks %", *map(percent, figures["holds"].values())]
    yield ["marks other words than float32 does %", percent(figures["different"]), ""]
    yield ["… loses, gains an accepted form", f"{figures['lost']}, {figures['gained']}", ""]
