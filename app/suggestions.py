"""Example questions made from a report's own figures, each asked once to check that it is answered."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.records import Figure

if TYPE_CHECKING:
    from app.engine import Engine

_ASK = {"元": "多少钱", "%": "百分之几", "亩": "多少亩", "人": "多少人", "人次": "多少人次"}
_NAMEABLE = re.compile(r"[\u4e00-\u9fff“”]{4,14}")
_VERBS = re.compile(
    r"^(?:今年以来|目前|上半年|下半年)?(?:实现|完成|打造|成功举办|举办|开展|新增|建成|带动|吸引|推进|加速推进|建设)"
)


def suggest(engine: "Engine", report: str | None, n: int) -> list[str]:
    """Return up to ``n`` questions, spread over the report, that the engine answers with the figure they are from."""
    figures = [f for f in engine.index.figures if report in (None, f.report)]
    step = max(1, len(figures) // (3 * n))
    chosen: list[str] = []
    for figure in figures[::step]:
        for question in _questions(figure):
            answer = engine.extract(question, report=figure.report).answer
            if figure.quote in answer.text and answer.status == "answered" and question not in chosen:
                chosen.append(question)
        if len(chosen) >= n:
            break
    return chosen[:n]


def _questions(figure: Figure) -> Iterator[str]:
    subject = _VERBS.sub("", figure.subject.rsplit(" ", 1)[-1])
    asked = _ASK.get(figure.unit)
    if asked and _NAMEABLE.fullmatch(subject):
        yield f"{subject}是{asked}？"
