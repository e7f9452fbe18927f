"""What a browser or a program may send: questions, histories and report ids, checked before anything is asked."""

from typing import Any

from app.answer import Turn, check_question
from index.errors import QuestionError

MAX_REPORT = 300
MAX_TURNS = 20
MAX_TURN = 4000
"""Earlier messages that are looked at, and characters of each: more says nothing about the next question."""


def check_text(question: object) -> str:
    """Return the question as text that can be sent anywhere, or raise QuestionError: cheap for one of any size."""
    if not isinstance(question, str):
        raise QuestionError("问题应当是文字。(The question must be text.)")
    return check_question(_mend(question) if len(question) < MAX_TURN else question)


def check_report(report: object) -> str | None:
    """Return the id of the report to ask, None for all of them, or raise QuestionError for what is no id."""
    if report is None or report == "":
        return None
    if not isinstance(report, str) or len(report) > MAX_REPORT:
        raise QuestionError("报告的编号不对。(The report id is not one.)")
    return _mend(report)


def check_history(history: object) -> list[Turn]:
    """Return the last turns of a conversation, or raise QuestionError where they are no conversation."""
    if history is None:
        return []
    if not isinstance(history, list):
        raise QuestionError("对话记录应当是一个列表。(The history must be a list.)")
    return [_check_turn(turn) for turn in history[-MAX_TURNS:]]


def _check_turn(turn: Any) -> Turn:
    role, content = (turn.get("role"), turn.get("content")) if isinstance(turn, dict) else (None, None)
    if role not in ("user", "assistant") or not isinstance(content, str):
        raise QuestionError(
            "对话记录的每一条都应当有 role（user 或 assistant）和文字 content。"
            "(Each turn of the history needs a role, user or assistant, and a text content.)"
        )
    return Turn(role, _mend(content[:MAX_TURN]))


def _mend(text: str) -> str:
    """Join surrogate pairs and replace lone surrogates, which no encoding can carry."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
