"""What a press of a button does: the conversation of one visitor.

Each function takes and returns values of components; which component holds which value is ``page``'s to know. A
conversation lives in the session's state on the server, so no visitor ever sees another's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from app.answer import Answer
from app.web.desk import AskError, Desk, check_text
from app.web.frame import render_examples, render_note, render_source
from app.web.render import (
    Failure,
    plain_text,
    render_answer,
    render_draft,
    render_failure,
    render_pending,
    render_question,
)
from app.web.source_view import Shelf
from app.web.words import Words, choose_language, words_for
from index.errors import QuestionError, UnknownReportError

EXAMPLES = 4
MAX_SHOWN = 50
"""Exchanges that a conversation keeps; older ones leave it."""
_NO_SHELF = Shelf({}, (), ())


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what came of it."""

    question: str
    outcome: Answer | Failure


Conversation = list[Exchange]
Message = dict[str, str]


def words_of(request: gr.Request | None) -> Words:
    """Return the page's sentences in the language that the visitor's browser asks for."""
    return words_for(choose_language(request.headers.get("accept-language") if request else None))


class Conversations:
    """The page's events over one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def reports(self, request: gr.Request) -> tuple[Any, Any, Any]:
        """Wait for the engine; return the report selector, the source and the example questions."""
        words = words_of(request)
        try:
            shelf, examples = self._desk.shelf(), self._examples("", words)
        except AskError as error:
            panel = render_source(render_failure(Failure(str(error)), words, words.failed_source), words)
            return gr.skip(), panel, gr.skip()
        choices = [(words.all_reports, ""), *((report.title, report.id) for report in shelf.reports)]
        selector = gr.Dropdown(choices=choices, value="", visible=True) if len(shelf) > 1 else gr.skip()
        return selector, self._source(shelf, "", [], words), examples

    def choose(self, report: str, talk: Conversation, request: gr.Request) -> tuple[Any, Any]:
        """Show the source of ``report``; return it, and examples where nothing has been asked yet."""
        words = words_of(request)
        try:
            shelf = self._desk.shelf()
            return self._source(shelf, report, talk, words), "" if talk else self._examples(report, words)
        except AskError:
            return gr.skip(), gr.skip()  # the source panel already says that the engine failed

    def ask(
        self, question: str, report: str, talk: Conversation, request: gr.Request
    ) -> Iterator[tuple[Any, Any, Any, Any, Any, Any]]:
        """Show the question at once, then its answer; yield chat, question, talk, source, examples and note."""
        words, keep = words_of(request), gr.skip()
        try:
            text = check_text(question)
        except QuestionError as error:
            yield keep, keep, keep, keep, keep, render_note(str(error))
            return
        before = _messages(talk, self._shelf_for(talk), words)
        asked = [_message("user", render_question(text)), _message("assistant", self._pending(words))]
        yield before + asked, "", keep, keep, "", ""
        try:
            outcome: Answer | Failure = Failure()
            for said in self._desk.stream(text, _turns(talk), report):
                if isinstance(said, Answer):
                    outcome = said
                else:
                    drafted = _message("assistant", render_draft(said.text, words))
                    yield [*before, asked[0], drafted], keep, keep, keep, keep, keep
        except (QuestionError, UnknownReportError) as error:
            yield before, text, keep, keep, keep, render_note(str(error))
            return
        except AskError as error:
            outcome = Failure(str(error))
        before_this, talk = talk, [*talk, Exchange(text, outcome)][-MAX_SHOWN:]
        shelf = self._shelf_for(talk)
        unchanged = _sources(shelf, report, talk) == _sources(shelf, report, before_this)
        source = keep if unchanged else self._source(shelf, report, talk, words)
        yield _messages(talk, shelf, words), keep, talk, source, keep, keep

    def clear(self, report: str, request: gr.Request) -> tuple[Any, Any, Any, Any, Any, Any]:
        """Forget the conversation; return chat, question, talk, source, examples and note."""
        source, examples = (
            self.choose(report, [], request)
            if self._desk.ready
            else (gr.skip(), render_examples([], words_of(request)))
        )
        return [], "", [], source, examples, ""

    def _source(self, shelf: Shelf, report: str, talk: Conversation, words: Words) -> str:
        names = _sources(shelf, report, talk)
        return render_source(shelf.show(names, words), words, self._desk.board().show(names, words.language))

    def _examples(self, report: str, words: Words) -> str:
        return render_examples(self._desk.suggest(report or None, EXAMPLES), words)

    def _pending(self, words: Words) -> str:
        return render_pending(words.pending if self._desk.ready else words.loading)

    def _shelf_for(self, talk: Conversation) -> Shelf:
        """Return the reports that the answers of ``talk`` cite; none are needed where there is no answer."""
        answered = any(isinstance(exchange.outcome, Answer) for exchange in talk)
        return self._desk.shelf() if answered else _NO_SHELF


def _message(role: str, content: str) -> Message:
    return {"role": role, "content": content}


def _messages(talk: Conversation, shelf: Shelf, words: Words) -> list[Message]:
    messages = []
    for exchange in talk:
        messages.append(_message("user", render_question(exchange.question)))
        outcome = exchange.outcome
        said = render_answer(outcome, shelf, words) if isinstance(outcome, Answer) else render_failure(outcome, words)
        messages.append(_message("assistant", said))
    return messages


def _turns(talk: Conversation) -> list[dict[str, str]]:
    """Return the conversation as a follow-up's history; what failed was never answered and is left out."""
    turns = []
    for exchange in talk:
        if isinstance(exchange.outcome, Answer):
            turns += [_message("user", exchange.question), _message("assistant", plain_text(exchange.outcome.text))]
    return turns


def _sources(shelf: Shelf, report: str, talk: Conversation) -> list[str]:
    """Return the chosen report, or the first, and every report that the conversation links to."""
    answers = [exchange.outcome for exchange in talk if isinstance(exchange.outcome, Answer)]
    linked = [evidence.report for answer in answers for evidence in (*answer.citations, *answer.related)]
    first = report or next((one.id for one in shelf.reports), "")
    return list(dict.fromkeys([first, *linked]))
