"""``python -m eval.startup INDEX MODEL REPORT QUESTION``: start as a user's process does, and stamp every stage.

Prints one JSON object: the clock at the end of each stage, and the peak memory. ``eval.bench`` runs it afresh and
compares the first stamp with the moment at which it started the process.
"""

import time

_STARTED = time.time()  # before anything else is imported: what came earlier is the interpreter's

import json  # noqa: E402
import resource  # noqa: E402
import sys  # noqa: E402
from collections.abc import Callable, Sequence  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402


def main(arguments: Sequence[str]) -> int:
    """Open the engine, ask one question, print the stamps; errors are the caller's to see."""
    index, model, report, question = arguments
    stamps = [("interpreter", _STARTED)]

    def stamp(stage: str) -> None:
        stamps.append((stage, time.time()))

    import app.engine as program
    from index.embedding import SentenceTransformerEmbeddings

    stamp("imports of the program")
    import sentence_transformers  # noqa: F401 - timed apart, since it brings torch

    stamp("imports of sentence-transformers and torch")
    # Engine.open loads one thing after the other; stamp as the two slow ones return.
    _stamp_after(SentenceTransformerEmbeddings, "load", lambda: stamp("embedding model"))
    _stamp_after(program, "open_index", lambda: stamp("index"))
    engine = program.Engine.open(Path(index), model)
    stamp("reader and the rest")
    engine.answer(question, report=report or None)
    stamp("first answer")
    print(json.dumps({"stamps": stamps, "peak_memory_mib": peak_memory_mib()}))
    return 0


def peak_memory_mib() -> float:
    """Return the most memory that this process has held at once, in MiB.

    Linux counts into ``ru_maxrss`` what the parent held at the fork, so its own mark of this address space is
    read first.
    """
    marked = _status_mib("VmHWM")
    if marked:
        return marked
    unit = 1024**2 if sys.platform == "darwin" else 1024
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit, 1)


def resident_memory_mib() -> float:
    """Return the memory that this process holds now, in MiB; where the system does not say, the most it has held."""
    return _status_mib("VmRSS") or peak_memory_mib()


def _status_mib(field: str) -> float:
    """A field of Linux's account of this process, in MiB; 0 elsewhere."""
    status = Path("/proc/self/status")
    lines = status.read_text("utf-8").splitlines() if status.exists() else []
    return next((round(int(line.split()[1]) / 1024, 1) for line in lines if line.startswith(f"{field}:")), 0.0)


def _stamp_after(owner: Any, name: str, stamp: Callable[[], None]) -> None:
    function = getattr(owner, name)

    def call(*positional: Any, **named: Any) -> Any:
        result = function(*positional, **named)
        stamp()
        return result

    setattr(owner, name, call)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
