"""What people think of answers, in one local SQLite file: the answer and the verdict, nothing about the person."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from time import monotonic, sleep
from typing import Any, Literal, Self

from app.answer import Answer, Status
from index.errors import FeedbackError

Verdict = Literal["up", "down"]
MAX_PAGES = 65_536
"""Pages of 4 KiB that a file may grow to: 256 MiB, so that a public page cannot fill a disk."""
_APPLICATION = 0x52514146  # "RQAF", which marks a file as ours
_VERSION = 1
_WAIT = 3.0  # seconds for another writer
_PAUSE = 0.01  # seconds between two tries where SQLite itself does not wait
_TABLE = """
CREATE TABLE feedback (
    vote TEXT PRIMARY KEY, at TEXT NOT NULL, verdict TEXT NOT NULL CHECK (verdict IN ('up', 'down')),
    word TEXT NOT NULL, question TEXT NOT NULL, standalone_question TEXT NOT NULL, report TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('answered', 'refused')), answer TEXT NOT NULL, citations TEXT NOT NULL,
    mode TEXT NOT NULL, index_digest TEXT NOT NULL
)"""


@dataclass(frozen=True, slots=True)
class Feedback:
    """A verdict on one answer.

    ``vote`` is a random name of the press, so that a change of mind replaces it; ``at`` is the time in UTC, to the
    second; ``word`` what the person added, or empty. ``report`` is the id asked for, empty for all of them;
    ``citations`` are those of the Answer JSON; ``index_digest`` tells the index that was asked.
    """

    vote: str
    at: str
    verdict: Verdict
    word: str
    question: str
    standalone_question: str
    report: str
    status: Status
    answer: str
    citations: tuple[dict[str, Any], ...]
    mode: str
    index_digest: str

    @classmethod
    def on(
        cls, answer: Answer, *, vote: str, at: str, verdict: Verdict, word: str, report: str, index_digest: str
    ) -> Self:
        """Return the verdict on ``answer``."""
        record = answer.to_json()
        return cls(
            vote=vote,
            at=at,
            verdict=verdict,
            word=word,
            report=report,
            index_digest=index_digest,
            citations=tuple(json.loads(json.dumps(record["citations"]))),
            **{name: record[name] for name in ("question", "standalone_question", "status", "answer", "mode")},
        )


_COLUMNS = tuple(field.name for field in fields(Feedback))
_INSERT = f"INSERT OR REPLACE INTO feedback ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM feedback ORDER BY at, vote"


class FeedbackFile:
    """One file of feedback; every call opens it anew, so that calls may come from any thread."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def prepare(self) -> None:
        """Make the file where it is not there yet; FeedbackError where it cannot be kept."""
        with self._writing():
            pass

    def add(self, feedback: Feedback) -> None:
        """Keep one verdict, in place of an earlier one of the same ``vote``; FeedbackError when it cannot be kept."""
        values = [json.dumps(one, ensure_ascii=False) if isinstance(one, tuple) else one for one in astuple(feedback)]
        with self._writing() as connection:
            connection.execute(_INSERT, values)

    def read(self) -> list[Feedback]:
        """Return all verdicts, oldest first; FeedbackError for a file that is missing, damaged or of another kind."""
        if not self.path.is_file():
            raise FeedbackError(
                f"{self.path}: there is no feedback file; `python -m app serve --feedback FILE` keeps one."
            )
        try:
            with self._opened(f"{self.path.absolute().as_uri()}?mode=ro") as connection:
                self._check_kind(connection)
                return [_parse(dict(zip(_COLUMNS, row, strict=True))) for row in connection.execute(_SELECT)]
        except (sqlite3.Error, ValueError, TypeError) as error:
            raise FeedbackError(f"{self.path}: cannot be read as feedback ({error}); name another file.") from error

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self.path.touch(mode=0o600)
            with self._opened(self.path.absolute().as_uri()) as connection:
                if _tables(connection):
                    self._check_kind(connection)  # before anything is changed in a file that is not ours
                _log_ahead(connection)
                connection.execute(f"PRAGMA max_page_count = {MAX_PAGES}")
                connection.execute("BEGIN IMMEDIATE")
                if not _tables(connection):
                    connection.execute(_TABLE)
                    connection.execute(f"PRAGMA application_id = {_APPLICATION}")
                    connection.execute(f"PRAGMA user_version = {_VERSION}")
                yield connection
                connection.execute("COMMIT")
        except (OSError, sqlite3.Error) as error:
            reason = getattr(error, "strerror", None) or error
            raise FeedbackError(f"{self.path}: feedback cannot be kept there ({reason}); name another file.") from error

    @contextmanager
    def _opened(self, uri: str) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(uri, uri=True, timeout=_WAIT, isolation_level=None)
        try:
            yield connection
        finally:
            connection.close()

    def _check_kind(self, connection: sqlite3.Connection) -> None:
        marks = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
        if marks != [_APPLICATION, _VERSION]:
            raise FeedbackError(f"{self.path}: is no feedback file of this version; name another file.")


def _log_ahead(connection: sqlite3.Connection) -> None:
    """Switch to the write-ahead log; sqlite3.OperationalError when others hold the file for longer than ``_WAIT``.

    SQLite does not wait for a lock here as it does elsewhere: of several that open a new file at once, all but one may
    be told at once that it is locked, so waiting is ours.
    """
    until = monotonic() + _WAIT
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() > until:
                raise
            sleep(_PAUSE)


def _tables(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])


def _parse(record: dict[str, Any]) -> Feedback:
    citations = json.loads(record["citations"])
    if not isinstance(citations, list) or not all(isinstance(one, dict) for one in citations):
        raise ValueError("citations are no list of objects")
    return Feedback(**record | {"citations": tuple(citations)})
