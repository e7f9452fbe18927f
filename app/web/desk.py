"""Where questions wait for the engine and failures are caught: the one error boundary of the web front end."""

import logging
import threading
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import closing
from typing import Protocol, TypeVar, runtime_checkable

from app.answer import Answer, Draft, Turn
from app.web.board import Board
from app.web.checks import check_history, check_report, check_text
from app.web.source_view import Shelf
from app.web.voting import Ballots
from app.web.words import Language
from index.errors import InputError, QuestionError, ReportQAError, UnknownReportError
from index.manifest import Manifest
from index.records import Figure, Hit, Passage, Report, Section

MAX_CHECKS = 12
"""Candidates that are tried for one set of suggestions."""

_log = logging.getLogger(__name__)
Result = TypeVar("Result")


class EngineIndex(Protocol):
    """What the page reads of an index."""

    @property
    def manifest(self) -> Manifest:
        """Whose digest tells one index from another."""
        ...

    @property
    def reports(self) -> Mapping[str, Report]:
        """The reports by id."""
        ...

    @property
    def sections(self) -> Iterable[Section]:
        """The headings of all reports."""
        ...

    @property
    def passages(self) -> Iterable[Passage]:
        """The units a citation starts at."""
        ...

    @property
    def figures(self) -> Iterable[Figure]:
        """The quantities that the reports state."""
        ...


class Engine(Protocol):
    """What the page needs of ``app.engine.Engine``."""

    @property
    def index(self) -> EngineIndex:
        """The index the engine answers from."""
        ...

    def answer(self, question: str, history: Sequence[Turn] = (), report: str | None = None) -> Answer:
        """Answer a question."""
        ...

    def retrieve(self, question: str, report: str | None = None, k: int = 10) -> list[Hit]:
        """Return the ``k`` passages nearest to a question, best first."""
        ...

    def suggest(
        self,
        report: str | None = None,
        after: Answer | None = None,
        asked: Collection[str] = (),
        language: Language = "zh",
    ) -> Iterator[str | None]:
        """Yield, one check at a time, a question that the report answers, or None where one turned out not to be."""
        ...


@runtime_checkable
class Drafting(Protocol):
    """An engine that may show what it drafts before it answers; safe to ask from several threads."""

    def stream(
        self, question: str, history: Sequence[Turn] = (), report: str | None = None
    ) -> Iterator[Draft | Answer]:
        """Yield drafts, then the answer."""
        ...


class AskError(Exception):
    """A question could not be answered because something broke; the text says what, or is empty."""


class Desk:
    """Opens the engine in the background and asks it, one question at a time; its answers go on the ``ballots``."""

    def __init__(self, open_engine: Callable[[], Engine], ballots: Ballots | None = None) -> None:
        self._open_engine = open_engine
        self.ballots = ballots or Ballots(None)
        self._engine: Future[tuple[Engine, Shelf, Board]] = Future()
        self._lock = threading.Lock()
        self._asking = 0  # visitors who wait for an answer

    def start(self) -> None:
        """Begin to open the engine; questions asked meanwhile wait for it."""
        threading.Thread(target=self._open, name="open-engine", daemon=True).start()

    @property
    def ready(self) -> bool:
        """Whether the engine is open, or has failed to open."""
        return self._engine.done()

    def shelf(self) -> Shelf:
        """Wait for the engine and return its reports; AskError when it could not be opened."""
        return _guard(lambda: self._engine.result()[1])

    def board(self) -> Board:
        """Wait for the engine and return the figures of its reports; AskError when it could not be opened."""
        return _guard(lambda: self._engine.result()[2])

    def suggest(
        self,
        report: str | None,
        n: int,
        after: Answer | None = None,
        asked: Collection[str] = (),
        language: Language = "zh",
    ) -> list[str]:
        """Return up to ``n`` questions that the report answers: to begin with, or to ask ``after`` an answer.

        They are checked one by one, and whoever asks comes first: then there are fewer of them, or none.
        """

        def call() -> list[str]:
            checks = self._engine.result()[0].suggest(report, after, asked, language)
            found: list[str] = []
            for _ in range(MAX_CHECKS):
                with self._lock:
                    question = next(checks, "") if not self._asking else ""
                if question == "":
                    break
                found += [question] if question else []
                if len(found) == n:
                    break
            return found

        return _guard(call)

    def offer(self, answer: Answer, report: str) -> None:
        """Let ``answer``, just given or kept by a browser, be judged."""
        if self.ready:
            self.ballots.offer(answer, report or None, self._engine.result()[0].index.manifest.digest)

    def ask(self, question: object, history: object = None, report: object = None) -> Answer:
        """Answer ``question``; ``history`` is a list of role-and-content objects, ``report`` an id or empty.

        Raises QuestionError or UnknownReportError, with the sentence to show, for what cannot be asked, and AskError
        for everything else that goes wrong.
        """
        text = check_text(question)
        turns = check_history(history)
        name = check_report(report)

        with closing(self._say(text, turns, name)) as said:
            return next(one for one in _guarded(said) if isinstance(one, Answer))

    def stream(self, question: object, history: object = None, report: object = None) -> Iterator[Draft | Answer]:
        """Yield what is drafted for an answer, where anything is, and at last the answer; raises as ``ask`` does."""
        text, turns, name = check_text(question), check_history(history), check_report(report)
        with closing(self._say(text, turns, name)) as said:
            yield from _guarded(said)

    def _say(self, text: str, turns: Sequence[Turn], name: str | None) -> Generator[Draft | Answer, None, None]:
        engine = self._engine.result()[0]
        self._asking += 1
        try:
            if isinstance(engine, Drafting):  # it sees to threads itself: a chat model may be slow
                for said in engine.stream(text, turns, name):
                    if isinstance(said, Answer):
                        self.offer(said, name or "")
                    yield said
                return
            with self._lock:
                answer = engine.answer(text, turns, name)
            self.offer(answer, name or "")
            yield answer
        finally:
            self._asking -= 1

    def search(self, question: object, report: object, k: int) -> list[Hit]:
        """Return the ``k`` passages nearest to ``question``, best first; raises as ``ask`` does."""
        text, name = check_text(question), check_report(report)

        def call() -> list[Hit]:
            engine = self._engine.result()[0]
            with self._lock:
                return engine.retrieve(text, name, k)

        return _guard(call)

    def _open(self) -> None:
        def call() -> tuple[Engine, Shelf, Board]:
            engine = self._open_engine()
            index = engine.index
            shelf = Shelf(index.reports, index.sections, index.passages)
            return engine, shelf, Board(shelf, index.figures, index.passages)

        try:
            self._engine.set_result(_guard(call))
        except (AskError, InputError) as error:
            self._engine.set_exception(error)


def _guard(call: Callable[[], Result]) -> Result:
    """Run ``call``; whatever breaks is logged and becomes an AskError, never an answer."""
    try:
        return call()
    except (AskError, QuestionError, UnknownReportError):
        raise
    except ReportQAError as error:
        _log.error("%s: %s", type(error).__name__, error)
        raise AskError(str(error)) from error
    except Exception as error:  # the boundary: nothing that breaks may look like an answer
        _log.exception("Something failed inside")
        raise AskError from error


def _guarded(said: Iterator[Result]) -> Iterator[Result]:
    """Yield what ``said`` yields; whatever breaks on the way breaks as in ``_guard``."""
    end = object()
    while (one := _guard(lambda: next(said, end))) is not end:
        yield one  # type: ignore[misc]
