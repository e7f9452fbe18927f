"""How long it takes and how much memory: against the bare models, in the same process and the same minute.

Speed depends on the machine and on what else runs there, so what counts are ratios: the program and the bare models
are timed in turns, and each figure is a median.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TextIO

from eval.bench_page import page_rows
from eval.bench_reader import reader_rows
from eval.experiment import Engine
from eval.questions import Question
from eval.summary import latency
from eval.tables import print_table
from eval.timing import measure, ratio
from index.embedding import SentenceTransformerEmbeddings
from index.errors import FailureError
from index.store import build_index, open_index

WARM_UP = 10
"""Questions asked before the clock starts, for caches and lazy set-up."""


def time_questions(engine: Engine, questions: Sequence[Question], count: int) -> dict[str, Any]:
    """Time ``count`` answers, bare embeddings of the same questions, and bare readings of the same passages, in turns.

    A bare reading is the reader's passes over the passages found for a question as the program understands it.
    ``ratio_p50`` is the ratio of the medians of answering and embedding, ``reading_ratio_p50`` that of answering and
    reading.
    """
    embed, finder = engine.index.embeddings.embed, engine.finder
    seconds: dict[str, list[float]] = {"answer": [], "embed": [], "read": []}
    for number in range(-WARM_UP, count):
        question = questions[number % len(questions)]
        understood = engine.understand(question.question, question.history)
        hits = finder.retrieve(understood, question.report)
        calls: list[tuple[str, Callable[[], object]]] = [
            ("answer", partial(engine.answer, question.question, question.history, question.report)),
            ("embed", partial(embed, [question.question])),
            ("read", partial(finder.read, understood, hits)),
        ]
        first = number % len(calls)
        for name, call in calls[first:] + calls[:first]:
            elapsed = measure(call)
            if number >= 0:
                seconds[name].append(elapsed)
    answer, bare, read = (latency(times) for times in seconds.values())
    return {
        "count": count,
        "answer_ms": answer,
        "embed_ms": bare,
        "read_ms": read,
        **{f"ratio_{rank}": ratio(answer[rank], bare[rank]) for rank in answer},
        **{f"reading_ratio_{rank}": ratio(answer[rank], read[rank]) for rank in answer},
    }


def time_build(docs: Path, embeddings: SentenceTransformerEmbeddings, repeats: int) -> dict[str, Any]:
    """Time a whole build of the index of ``docs`` and the bare embedding of its passages, in turns."""
    building: list[float] = []
    embedding: list[float] = []
    texts: list[str] = []
    for _ in range(repeats):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "index"
            building.append(measure(partial(build_index, docs, folder, embeddings)))
            texts = [passage.indexed_text for passage in open_index(folder, embeddings).passages]
        embedding.append(measure(partial(embeddings.embed, texts)))
    build, bare = statistics.median(building), statistics.median(embedding)
    return {
        "repeats": repeats,
        "passages": len(texts),
        "build_s": round(build, 3),
        "embed_s": round(bare, 3),
        "ratio": ratio(build, bare),
    }


def time_start(index: Path, model: str, question: Question, repeats: int) -> dict[str, Any]:
    """Start ``python -m eval.startup`` afresh and return the median seconds of each stage up to its first answer."""
    runs = [_start_once(index, model, question) for _ in range(repeats)]
    stages = {stage: statistics.median(run["stages"][stage] for run in runs) for stage in runs[0]["stages"]}
    return {
        "repeats": repeats,
        "total_s": round(statistics.median(sum(run["stages"].values()) for run in runs), 3),
        "stages_s": {stage: round(seconds, 3) for stage, seconds in stages.items()},
        "peak_memory_mib": round(statistics.median(run["peak_memory_mib"] for run in runs), 1),
    }


def _start_once(index: Path, model: str, question: Question) -> dict[str, Any]:
    command = [sys.executable, "-m", "eval.startup", str(index), model, question.report or "", question.question]
    started = time.time()
    process = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if process.returncode:
        last = (process.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise FailureError(f"The program did not start (exit code {process.returncode}: {last}).")
    record = json.loads(process.stdout.splitlines()[-1])
    return {"stages": stages_of(started, record["stamps"]), "peak_memory_mib": record["peak_memory_mib"]}


def stages_of(started: float, stamps: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Return how long each stage took, given the clock at its end.

    >>> stages_of(10.0, [("interpreter", 10.5), ("libraries", 12.5)])
    {'interpreter': 0.5, 'libraries': 2.0}
    """
    stages = {}
    for stage, stamp in stamps:
        stages[stage] = stamp - started
        started = stamp
    return stages


def print_bench(figures: dict[str, Any], file: TextIO | None = None) -> None:
    """Print the figures of a benchmark as tables."""
    asked, built, start = figures["questions"], figures["build"], figures["start"]
    columns = [f"one question ({asked['count']} timed)", "p50, ms", "p95, ms"]
    rows = [[name, *(f"{asked[key][rank]:.1f}" for rank in ("p50", "p95"))] for name, key in _QUESTION_ROWS]
    for name, key in (("ratio to the embedding", "ratio"), ("ratio to the reading", "reading_ratio")):
        rows.append([name, *(f"{asked[f'{key}_{rank}']:.2f}" for rank in ("p50", "p95"))])
    print_table(columns, rows, file)
    rows = [["build, everything", f"{built['build_s']:.3f}"], ["bare embedding", f"{built['embed_s']:.3f}"]]
    rows.append(["ratio", f"{built['ratio']:.2f}"])
    print_table([f"index of {built['passages']} passages", "seconds"], rows, file)
    rows = [[stage, f"{seconds:.3f}"] for stage, seconds in start["stages_s"].items()]
    print_table(["process start to first answer", "seconds"], [*rows, ["total", f"{start['total_s']:.3f}"]], file)
    if "page" in figures:
        asked_on_page = f"page in a browser ({figures['page']['count']} questions)"
        print_table([asked_on_page, "p50, ms", "p95, ms"], page_rows(figures["page"]), file)
    if "reader" in figures:
        reader = figures["reader"]
        compared = f"reader ({reader['questions']} questions)"
        print_table([compared, "int8, ONNX", "float32, torch"], reader_rows(reader), file)
    memory = [["process that answers one question, peak", f"{start['peak_memory_mib']:.0f}"]]
    memory.append(["after these questions, resident", f"{figures['resident_memory_mib']:.0f}"])
    memory.append(["this benchmark, index build included, peak", f"{figures['peak_memory_mib']:.0f}"])
    print_table(["memory", "MiB"], memory, file)


_QUESTION_ROWS = (
    ("question to answer", "answer_ms"),
    ("bare embedding of the question", "embed_ms"),
    ("bare reading of its passages", "read_ms"),
)
