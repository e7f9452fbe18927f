"""Which of several times of a sentence is that of what is asked."""

import re

from app.content import content_bigrams, share_held
from app.question import Question
from index.lexical import fold

_CLEARLY = 0.1  # of the question's bigrams: by so much the clause of another time must hold more
_TIME = re.compile(
    r"(?:(?:19|20)\d\d年)?(?:\d{1,2}月(?:\d{1,2}日|底|初|中旬|上旬|下旬)?|[一二三四]季度|[上下]半年)(?:以?前|底|初|末)?|年(?:底|内|初)前?|(?:今|明|去)年"
)


def choose_time(question: Question, text: str, mark: tuple[int, int]) -> tuple[int, int] | None:
    """Return the time of ``text`` that is told of what is asked: in the clause with most of the question's words.

    None where the marked one is as good, or none is marked.
    """
    times = [match.span() for match in _TIME.finditer(text)]
    marked = next((span for span in times if span[0] < mark[1] and span[1] > mark[0]), None)
    if marked is None or len(times) < 2:
        return None
    grams = content_bigrams(question.own or question.text)
    worth = {span: share_held(grams, fold(_clause_of(text, span))) for span in times}
    best = max(times, key=lambda span: (worth[span], span == marked))
    return best if worth[best] >= worth[marked] + _CLEARLY else None


def _clause_of(text: str, span: tuple[int, int]) -> str:
    start = max(text.rfind(mark, 0, span[0]) for mark in "，,。；;、") + 1
    end = min((i for i in (text.find(mark, span[1]) for mark in "，,。；;、") if i >= 0), default=len(text))
    return text[start:end]
