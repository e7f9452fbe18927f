"""Build an index again and again and kill each build with SIGKILL; run by test_store.py in a process of its own.

Usage: kill_builds.py DOCS FOLDER. The index in FOLDER serves an earlier state of DOCS. One build is killed at its
first file operation, the next at its second, and so on until one survives; then builds are killed after random
times. After every kill the index must open and hold the old report or the new one, whole. Prints the counts.
"""

import os
import random
import shutil
import signal
import sys
import time
from pathlib import Path

from conftest import HashEmbeddings

from index.store import build_index, open_index

EVENTS = ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.unlink", "shutil.rmtree", "fcntl.flock")


def build(docs: Path, folder: Path, kill_at: int) -> None:
    """Build in this process, which dies at its file operation number ``kill_at``."""
    seen = 0

    def count(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if event in EVENTS and str(folder) in str(arguments[0] if arguments else ""):
            seen += 1
            if seen == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    build_index(docs, folder, HashEmbeddings())


def fork_build(docs: Path, folder: Path, kill_at: int, delay: float | None = None) -> bool:
    """Build in a child process, killed as asked; return whether it came to its end."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            build(docs, folder, kill_at)
            status = 0
        finally:
            os._exit(status)
    if delay is not None:
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert status in (0, signal.SIGKILL), f"the build failed: {status}"
    return status == 0


def state(folder: Path) -> str:
    """Open the index and return the text of its town report."""
    index = open_index(folder, HashEmbeddings())
    assert len(index.passages) == len(index.dense) == len(index.lexical) == index.manifest.passages
    assert all(p.text == index.reports[p.report].text[p.start : p.end] for p in index.passages)
    return index.reports["town-2023"].text


def main(docs: Path, folder: Path) -> None:
    old = state(folder)
    new = (docs / "town.txt").read_text("utf-8")
    saved = folder.with_name("saved")
    shutil.copytree(folder, saved)
    kills = {"old": 0, "new": 0}

    def reset() -> None:
        shutil.rmtree(folder)
        shutil.copytree(saved, folder)

    number = 1
    while not fork_build(docs, folder, number):
        found = state(folder)
        kills["old" if found == old else "new"] += 1
        assert found in (old, new)
        if found == new or number % 3 == 0:
            reset()
        number += 1
    assert state(folder) == new
    assert sorted(p.name[:2] for p in folder.iterdir()) == [".l", "g-", "ma"]
    chance = random.Random(2024)
    for _ in range(12):
        reset()
        fork_build(docs, folder, 0, delay=chance.uniform(0, 0.08))
        assert state(folder) in (old, new)
    print(kills["old"], kills["new"])


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
