"""The answer and the evidence it owns; its JSON and Markdown renderings are here and nowhere else.

Three outcomes are kept apart everywhere: *answered* and *refused* are values of ``Answer.status``; *failed* is
an exception (see ``index.errors``) and never becomes an ``Answer``.
"""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, Protocol

from index.errors import QuestionError

Status = Literal["answered", "refused"]
Side = Literal["result", "target", "plan", "problem", ""]

REFUSAL_ZH = "这份报告没有提到这个问题的答案。"
REFUSAL_EN = "The report does not mention this."
UNTOLD_ZH = "关于“{}”，这份报告没有提到。"
UNTOLD_EN = "The report does not mention: “{}”."
"""What is said of one of several questions; the braces stand for its words."""
MAX_QUESTION = 500
"""Characters a question may have; the longest real ones have about a hundred."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier message of the conversation."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Verbatim words of a report: ``quote == report.text[start:end]``. ``section`` is the path of headings."""

    report: str
    title: str
    section: tuple[str, ...]
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Citation(Evidence):
    """Evidence that an answer rests on, under the number ``n`` of its ``[n]`` marker.

    ``span`` is the asked-for stretch inside ``start:end``, in offsets of the report, where there is one.
    ``side`` tells a result reported from a target, a plan or a problem; empty where it cannot be told.
    """

    n: int
    span: tuple[int, int] | None = None
    side: Side = ""


@dataclass(frozen=True, slots=True)
class Generation:
    """What a chat model had to do with an answer.

    ``grounding`` is ``verified`` where its words passed the check as they were, ``repaired`` where something had to
    be put right or left out first, and ``extractive`` where none of them are shown; ``notice`` then says why in one
    sentence and ``cause`` in one word. ``dropped`` counts sentences that were left out; ``calls`` and the tokens are
    those of all that was asked for this answer.
    """

    grounding: Literal["verified", "repaired", "extractive"]
    notice: str = ""
    cause: str = ""
    dropped: int = 0
    calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """What a chat model has written so far, as it came: not checked, and to be shown as nothing but a draft."""

    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the program says to one question.

    ``text`` is Markdown with ``[n]`` markers. A refused answer has no citations; its ``related`` are the nearest
    passages, shown as related and never as an answer. ``confidence`` is the calibrated probability that the
    report answers the question, in 0..1. ``timings_ms`` are wall-clock milliseconds by stage. ``generation`` is None
    where no chat model was asked.
    """

    question: str
    standalone_question: str
    status: Status
    text: str
    citations: tuple[Citation, ...] = ()
    related: tuple[Evidence, ...] = ()
    mode: Literal["extractive", "generative"] = "extractive"
    confidence: float = 1.0
    timings_ms: dict[str, float] = field(default_factory=dict)
    generation: Generation | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the contract's JSON object (``text`` is called ``answer`` there)."""
        record = asdict(self)
        record["answer"] = record.pop("text")
        order = ["question", "standalone_question", "status", "answer", "citations", "related", "mode"]
        if self.generation:
            record |= {"grounding": self.generation.grounding, "notice": self.generation.notice}
            order += ["grounding", "notice", "generation"]
        return {key: record[key] for key in [*order, "confidence", "timings_ms"]}

    def to_markdown(self) -> str:
        """Return the answer with its citations (or related passages) below, as a person would paste it."""
        lines = [self.text]
        if self.generation and self.generation.notice:
            lines += ["", self.generation.notice]
        if self.citations:
            lines.append("")
        for citation in self.citations:
            lines.append(f"[{citation.n}] {_place(citation)}：“{escape_markdown(citation.quote)}”")
        if self.related:
            lines += ["", "相关段落（不是答案）："]
        lines += [f"- {_place(evidence)}：“{escape_markdown(evidence.quote)}”" for evidence in self.related]
        return "\n".join(lines)


class Answerer(Protocol):
    """What every way of answering offers: raises QuestionError for a question that cannot be asked."""

    def answer(self, question: str, history: Sequence[Turn] = (), report: str | None = None) -> Answer:
        """Answer ``question``, asked after ``history``, of one report or (None) of all."""
        ...


def check_question(question: str) -> str:
    """Return ``question`` without surrounding white space.

    Raises QuestionError for one that is empty, a single character, without words, or over MAX_QUESTION.
    """
    text = question.strip().strip("\x00").strip()
    if not text:
        raise QuestionError("问题是空的，请输入想问的内容。(The question is empty; type one.)")
    if len(text) > MAX_QUESTION:
        raise QuestionError(
            f"问题太长（{len(text)} 个字），请缩短到 {MAX_QUESTION} 字以内。"
            f"(The question is too long ({len(text)} characters); shorten it to {MAX_QUESTION}.)"
        )
    if sum(character.isalnum() for character in text) < 2:
        raise QuestionError("问题太短，看不出要问什么，请写完整。(The question is too short; write it out.)")
    return text


def escape_markdown(text: str) -> str:
    """Escape what Markdown or HTML would interpret inside a line, and no more: words of a report stay readable."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([\\`*_\[\]|~])", r"\\\1", escaped)


def _place(evidence: Evidence) -> str:
    return " > ".join(escape_markdown(part) for part in (evidence.title, *evidence.section))
