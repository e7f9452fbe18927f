"""Judged questions, read from JSON lines.

A line that cannot be used becomes a ``Problem`` with its file, its number and what is wrong; the rest still runs.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.answer import Turn
from eval.normalize import normalize
from index.errors import QuestionError

UNANSWERABLE = ("unanswerable", "adversarial")
"""The types that are right when refused and have no gold."""
TYPES = ("factoid", "list", "summary", "compare", "yesno", "followup", *UNANSWERABLE)
KINDS = ("result", "target", "problem", "plan", "meta", "none")
LANGUAGES = ("zh", "en")
DRAFT = "draft"
"""How the note of a question begins that no person has checked yet."""
_REQUIRED = ("id", "question", "type", "kind", "lang")


@dataclass(frozen=True, slots=True)
class Question:
    """One judged question.

    ``gold`` holds the required items, each with its acceptable forms; ``evidence`` verbatim strings of the report,
    or pairs of offsets into its text; ``set`` names the file it is from and ``where`` the line.
    """

    id: str
    question: str
    type: str
    kind: str
    lang: str
    gold: tuple[tuple[str, ...], ...]
    evidence: tuple[str | tuple[int, int], ...]
    report: str | None = None
    history: tuple[Turn, ...] = ()
    forbid: tuple[str, ...] = ()
    note: str = ""
    set: str = ""
    where: str = ""

    @property
    def draft(self) -> bool:
        """Whether a program wrote it and no person has checked it yet."""
        return self.note.startswith(DRAFT)

    @property
    def answerable(self) -> bool:
        """Whether the report answers it, so that a refusal is wrong."""
        return self.type not in UNANSWERABLE


@dataclass(frozen=True, slots=True)
class Problem:
    """A question that cannot be run: the place of its line and what is wrong with it."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def load_questions(paths: Sequence[Path]) -> tuple[list[Question], list[Problem]]:
    """Read every line of every file; ids are unique over all of them.

    Raises QuestionError for a file that cannot be read.
    """
    questions: list[Question] = []
    problems: list[Problem] = []
    places: dict[str, str] = {}
    paths = list(dict.fromkeys(paths))
    stems = [path.stem for path in paths]
    for path in paths:
        name = path.stem if stems.count(path.stem) == 1 else str(path)
        for number, line in enumerate(_read(path).split(b"\n"), 1):
            if not line.strip():
                continue
            where = f"{path}:{number}"
            try:
                question = _parse(line, name, where)
                first = places.setdefault(question.id, where)
                if first != where:
                    raise QuestionError(f"the id {question.id!r} is already used at {first}")
            except QuestionError as error:
                problems.append(Problem(where, str(error)))
            else:
                questions.append(question)
    return questions, problems


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    except OSError as error:
        raise QuestionError(f"{path}: cannot be read ({error.strerror}); name a file of questions.") from None


def _parse(line: bytes, name: str, where: str) -> Question:
    record = _decode(line)
    missing = [field for field in _REQUIRED if field not in record]
    if missing:
        raise QuestionError(f"lacks {', '.join(missing)}")
    question = Question(
        id=_string(record, "id"),
        question=_string(record, "question"),
        type=_choice(record, "type", TYPES),
        kind=_choice(record, "kind", KINDS),
        lang=_choice(record, "lang", LANGUAGES),
        gold=tuple(_forms(item, "a gold item") for item in _list(record, "gold")),
        evidence=tuple(_evidence(item) for item in _list(record, "evidence")),
        report=_string(record, "report") if record.get("report") else None,
        history=tuple(_turn(item) for item in _list(record, "history")),
        forbid=_forms(record["forbid"], "forbid") if record.get("forbid") else (),
        note=str(record.get("note") or ""),
        set=name,
        where=where,
    )
    _check(question)
    return question


def _decode(line: bytes) -> dict[str, Any]:
    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise QuestionError(f"not UTF-8 (byte {error.start + 1} of the line)") from None
    except json.JSONDecodeError as error:
        raise QuestionError(f"not valid JSON ({error.msg} at column {error.colno})") from None
    except (ValueError, RecursionError):
        raise QuestionError("not valid JSON (a number too long or lists too deep)") from None
    if not isinstance(record, dict):
        raise QuestionError("not a JSON object")
    return record


def _check(question: Question) -> None:
    if question.answerable and not question.gold:
        raise QuestionError(f"a {question.type} question needs gold, which is empty or missing")
    if not question.answerable and (question.gold or question.evidence):
        raise QuestionError(f"an {question.type} question has neither gold nor evidence; empty them or change the type")
    if question.type == "followup" and not question.history:
        raise QuestionError("history is missing, but a followup question needs the turns before it")
    if question.report is None and any(isinstance(item, tuple) for item in question.evidence):
        raise QuestionError("evidence given by offsets needs the report it counts in")


def _string(record: dict[str, Any], field: str) -> str:
    value = record[field]
    if not isinstance(value, str) or not value:
        raise QuestionError(f"{field} must be a non-empty string")
    return value


def _choice(record: dict[str, Any], field: str, choices: Sequence[str]) -> str:
    value = record[field]
    if value not in choices:
        raise QuestionError(f"unknown {field} {value!r}; it is one of {', '.join(choices)}")
    return str(value)


def _list(record: dict[str, Any], field: str) -> list[Any]:
    value = record.get(field) or []
    if not isinstance(value, list):
        raise QuestionError(f"{field} must be a list")
    return value


def _forms(value: Any, what: str) -> tuple[str, ...]:
    """Check a list of strings to look for; one that is empty after normalisation would be in every answer."""
    if not isinstance(value, list) or not value or not all(isinstance(form, str) for form in value):
        raise QuestionError(f"{what} must be a non-empty list of strings")
    empty = [form for form in value if not normalize(form)]
    if empty:
        raise QuestionError(f"{what} has the form {empty[0]!r}, of which normalisation leaves nothing")
    return tuple(value)


def _evidence(item: Any) -> str | tuple[int, int]:
    if isinstance(item, str) and item.strip():
        return item
    if isinstance(item, list) and len(item) == 2 and all(type(offset) is int for offset in item):
        start, end = item
        if 0 <= start < end:
            return start, end
    raise QuestionError(f"evidence item {item!r} is neither a verbatim string nor a pair [start, end] of offsets")


def _turn(item: Any) -> Turn:
    if isinstance(item, dict) and item.get("role") in ("user", "assistant") and isinstance(item.get("content"), str):
        return Turn(role=item["role"], content=item["content"])
    raise QuestionError("a turn of history needs a role (user or assistant) and a content")
