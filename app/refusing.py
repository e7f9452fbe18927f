"""What is said instead of an answer: that the report does not mention it, or that the question names no subject."""

import re
from collections.abc import Mapping, Sequence

from app.answer import REFUSAL_EN, REFUSAL_ZH, Answer
from app.citing import to_evidence
from app.evidence import Found
from app.followup import leans_on_history
from app.question import Question, tell_kind
from app.topic import substance
from index.lexical import fold
from index.records import Report

MAX_RELATED = 3
"""Passages shown beside a refusal, nearest first."""
INCOMPLETE_ZH = "这个问题没有说问的是哪件事，请写完整再问：什么事、什么时间。"
INCOMPLETE_EN = "This question does not say what it is about; please name the matter and the time you ask about."
_INTENDS = re.compile("打算|计划|准备|安排")  # what is planned is asked of the whole report


def lacks_subject(question: str) -> bool:
    """Whether ``question``, with no conversation that it could go on from, names nothing that a report could tell.

    >>> lacks_subject("那上半年呢?"), lacks_subject("在哪里?"), lacks_subject("那税收呢?")
    (True, True, False)
    """
    if not leans_on_history(question) or substance(question) or _INTENDS.search(question):
        return False
    return tell_kind(fold(question)) != "meta"


def refuse(question: Question, found: Sequence[Found], confidence: float, reports: Mapping[str, Report]) -> Answer:
    """Return the refusal of what the report does not tell, with the nearest passages."""
    text = REFUSAL_EN if question.lang == "en" else REFUSAL_ZH
    related = tuple(to_evidence(item.candidate.passage, reports) for item in found[:MAX_RELATED])
    asked = question.asked
    return Answer(asked, asked, "refused", text, related=related, confidence=round(confidence, 4))


def asks_back(answer: Answer) -> bool:
    """Whether an answer only asks for the subject: it says nothing of what the report tells."""
    return answer.text in (INCOMPLETE_ZH, INCOMPLETE_EN)


def ask_back(question: Question) -> Answer:
    """Return the refusal of a question that names no subject: it asks for one."""
    text = INCOMPLETE_EN if question.lang == "en" else INCOMPLETE_ZH
    return Answer(question.asked, question.asked, "refused", text, confidence=0.0)
