"""What a press of a button does: the conversation of one visitor.

Each function takes and returns values of components; which holds which is ``page``'s to know. A conversation lives in
the visitor's browser alone (see ``keeping``): no visitor sees another's, and neither reload nor restart ends it.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import gradio as gr

from app.answer import Answer
from app.web.checks import check_text
from app.web.desk import AskError, Desk
from app.web.frame import render_examples, render_next, render_note, render_source
from app.web.keeping import (
    Exchange,
    Interrupted,
    Keeper,
    Record,
    Waiting,
    from_record,
    history_of,
    is_waiting,
    reports_shown,
    settled,
    to_record,
)
from app.web.render import (
    Failure,
    render_answer,
    render_asked,
    render_draft,
    render_failure,
    render_pending,
    render_unanswered,
)
from app.web.source_view import Shelf
from app.web.transcript import to_markdown
from app.web.words import Words, choose_language, words_for
from index.errors import QuestionError, UnknownReportError

EXAMPLES, NEXT = 4, 3
MAX_TRIES = 2
"""How often a question is asked by itself: one that ends the server must not do so for ever."""
_NO_SHELF = Shelf({}, (), ())
_KEEP: Any = gr.skip()

Message = dict[str, str]


class Shown(NamedTuple):
    """What an event leaves on the page; a part that is not given stays as it is."""

    chat: Any = _KEEP
    question: Any = _KEEP
    kept: Any = _KEEP
    source: Any = _KEEP
    examples: Any = _KEEP
    note: Any = _KEEP


def words_of(request: gr.Request | None) -> Words:
    """Return the page's sentences in the language that the visitor's browser asks for."""
    return words_for(choose_language(request.headers.get("accept-language") if request else None))


class Conversations:
    """The page's events over one desk; ``kept`` is everywhere the conversation as the browser keeps it."""

    def __init__(self, desk: Desk, keeper: Keeper) -> None:
        self._desk = desk
        self._keeper = keeper

    def reports(self, request: gr.Request) -> tuple[Any, Any]:
        """Wait for the engine; return the report selector and the source."""
        words = words_of(request)
        try:
            shelf = self._desk.shelf()
        except AskError as error:
            return _KEEP, render_source(render_failure(Failure(str(error)), words, words.failed_source), words)
        choices = [(words.all_reports, ""), *((report.title, report.id) for report in shelf.reports)]
        selector = gr.Dropdown(choices=choices, value="", visible=True) if len(shelf) > 1 else _KEEP
        return selector, self._source(shelf, "", [], words)

    def choose(self, report: str, kept: object, request: gr.Request) -> Any:
        """Return the source with ``report`` and what the conversation links to."""
        try:
            shelf = self._desk.shelf()
        except AskError:
            return _KEEP  # the source panel already says that the engine failed
        return self._source(shelf, report, self._keeper.open(kept), words_of(request))

    def pick(self, picked: str, kept: object, request: gr.Request) -> tuple[Any, Any]:
        """Choose the report that the board's own list names by its place; return selector and source.

        ``picked`` is the place and a running number, so that choosing the same report again is a change too.
        """
        number = picked.partition(" ")[0]
        try:
            reports = self._desk.shelf().reports
        except AskError:
            return _KEEP, _KEEP  # the source panel already says that the engine failed
        if not number.isascii() or not number.isdigit() or len(number) > 9 or int(number) >= len(reports):
            return _KEEP, _KEEP
        name = reports[int(number)].id
        return gr.Dropdown(value=name), self.choose(name, kept, request)

    def suggest(self, report: str, kept: object, request: gr.Request) -> Any:
        """Return questions to begin with, or to go on with after the last answer; each has been tried."""
        words, records = words_of(request), self._keeper.open(kept)
        try:
            if not records:
                questions = self._desk.suggest(report or None, EXAMPLES, language=words.language)
                return render_examples(questions, words, [one.title or one.id for one in self._desk.shelf().reports])
            last = from_record(records[-1], self._desk.shelf())
            if not isinstance(last.outcome, Answer):
                return ""
            asked = [record["question"] for record in records]
            questions = self._desk.suggest(last.report or None, NEXT, last.outcome, asked, words.language)
            return render_next(questions, words)
        except AskError:
            return _KEEP

    def restore(self, report: str, kept: object, request: gr.Request) -> Shown:
        """Show the conversation that the browser kept; a last question that was cut off is marked to be asked again."""
        words, records = words_of(request), self._keeper.open(kept)
        try:
            shelf = self._desk.shelf() if records else None
        except AskError:
            shelf = None
        if shelf is None:
            return Shown()
        tries = records[-1].get("tries", 0)
        records = settled(records)
        if 0 < tries < MAX_TRIES:
            records[-1]["tried"] = tries
        source = self._source(shelf, report, records, words)
        return Shown(self._messages(records, words), kept=self._keeper.seal(records), source=source, examples="")

    def ask(self, question: str, report: str, kept: object, edited: object, request: gr.Request) -> Iterator[Shown]:
        """Show the question at once, then its answer.

        ``edited`` is the place of the question that this one replaces, which goes with all that followed it; any
        other value replaces none.
        """
        words = words_of(request)
        try:
            text = check_text(question)
        except QuestionError as error:
            yield Shown(note=render_note(str(error), words))
            return
        records = settled(self._keeper.open(kept))
        if isinstance(edited, int | float) and 0 <= edited < len(records):
            records = records[: int(edited)]
        yield from self._answer(text, report, records, words)

    def retry(self, kept: object, request: gr.Request) -> Iterator[Shown]:
        """Ask the last question again, of the report it was asked of."""
        records = self._keeper.open(kept)
        yield Shown()  # Gradio empties everything where nothing is yielded
        if records:
            last = records.pop()
            records, tries = settled(records), last.get("tried", 0) + 1
            yield from self._answer(last["question"], last["report"], records, words_of(request), tries)

    def stop(self, question: str, kept: object, request: gr.Request) -> Shown:
        """Take back the question that waits, into the box where that is empty."""
        records = self._keeper.open(kept)
        if not records or not is_waiting(records[-1]):
            return Shown()
        text = records.pop()["question"]
        back = _KEEP if question.strip() else text
        return Shown(self._messages(records, words_of(request)), back, self._keeper.seal(records))

    def clear(self, report: str, request: gr.Request) -> Shown:
        """Forget the conversation."""
        kept = self._keeper.seal([])
        source = self.choose(report, kept, request) if self._desk.ready else _KEEP
        return Shown([], "", kept, source, render_examples([], words_of(request)), "")

    def export(self, kept: object, request: gr.Request) -> dict[str, str]:
        """Return the conversation as a file: its name and its Markdown. Nothing of it is written on the server."""
        words, records, shelf = words_of(request), self._keeper.open(kept), self._shelf()
        talk = [from_record(record, shelf) for record in records] if shelf else []
        return {"name": f"{words.name} - {words.record}.md", "text": to_markdown(talk, words)}

    def _answer(self, text: str, report: str, records: list[Record], words: Words, tries: int = 1) -> Iterator[Shown]:
        waiting = to_record(Exchange(text, report, Waiting(tries)), _NO_SHELF)
        before = self._messages(records, words)
        pending = self._messages([waiting], words)
        yield Shown(before + pending, "", self._keeper.seal([*records, waiting]), examples="", note="")
        try:
            outcome: Answer | Failure = Failure()
            for said in self._desk.stream(text, history_of(records), report):
                if isinstance(said, Answer):
                    outcome = said
                else:
                    yield Shown([*before, pending[0], {"role": "assistant", "content": render_draft(said.text, words)}])
        except (QuestionError, UnknownReportError) as error:
            yield Shown(before, text, self._keeper.seal(records), note=render_note(str(error), words))
            return
        except AskError as error:
            outcome = Failure(str(error))
        shelf = self._shelf() or _NO_SHELF
        talk = [*records, to_record(Exchange(text, report, outcome), shelf)]
        changed = reports_shown(shelf, report, talk) != reports_shown(shelf, report, records)
        source = self._source(shelf, report, talk, words) if len(shelf) and changed else _KEEP
        yield Shown(self._messages(talk, words), kept=self._keeper.seal(talk), source=source)

    def _shelf(self) -> Shelf | None:
        """Return the reports; None while they load, and where they could not be loaded."""
        try:
            return self._desk.shelf() if self._desk.ready else None
        except AskError:
            return None

    def _source(self, shelf: Shelf, report: str, records: list[Record], words: Words) -> str:
        names = reports_shown(shelf, report, records)
        return render_source(shelf.show(names, words), words, self._desk.board().show(names, words.language))

    def _messages(self, records: list[Record], words: Words) -> list[Message]:
        """Return the conversation for the chat; without the reports, what needs none of them."""
        shelf = self._shelf()
        messages = []
        for record in records:
            if shelf is None and "status" in record:
                continue
            exchange = from_record(record, shelf or _NO_SHELF)
            outcome = exchange.outcome
            standalone = outcome.standalone_question if isinstance(outcome, Answer) else ""
            messages.append({"role": "user", "content": render_asked(exchange.question, standalone, words)})
            messages.append({"role": "assistant", "content": self._said(exchange, shelf or _NO_SHELF, words)})
        return messages

    def _said(self, exchange: Exchange, shelf: Shelf, words: Words) -> str:
        outcome = exchange.outcome
        if isinstance(outcome, Answer):
            self._desk.offer(outcome, exchange.report)
            return render_answer(outcome, shelf, words)
        if isinstance(outcome, Failure):
            return render_failure(outcome, words)
        if isinstance(outcome, Waiting):
            return render_pending(words.pending if self._desk.ready else words.loading)
        if isinstance(outcome, Interrupted):
            return render_unanswered(words.interrupted, words, outcome.tries > 0)
        return render_unanswered(words.outdated, words)
