"""What a report is divided into: its outermost headings, each cited."""

import re

from app.answer import escape_markdown
from app.citing import Citer
from app.question import Question
from index.lexical import fold
from index.records import Passage, Report
from index.store import Index

_ASKED = re.compile(
    r"(?:分(?:为|成|了)?|有|包括|包含)(?:哪|多少|几)(?:几|[两二三四五六七八九十])?(?:个|大)*(?:部分|章节?|板块|块)|(?:部分|章节?)(?:有|是)?(?:多少|几|哪)|目录|提纲|框架(?:是|结构)|"
    r"(?:报告|总结|材料|全文)的?结构|\bhow many (?:parts|chapters|sections)\b|\btable of contents\b|\boutline\b"
)
_FEWEST = 2


def asks_contents(question: Question) -> bool:
    """Whether it is asked what parts the report has."""
    return bool(_ASKED.search(f"{fold(question.asked)} {fold(question.text)}"))


def tell_contents(question: Question, report: Report, index: Index, citer: Citer) -> str:
    """Return the parts of ``report``, or an empty string where they are not asked for or no headings tell them."""
    if not asks_contents(question):
        return ""
    parts = _parts(report, index)
    if len(parts) < _FEWEST:
        return ""
    opening = f"The report has {len(parts)} parts:" if question.lang == "en" else f"全文分{len(parts)}个部分："
    return "\n".join([opening, *(f"- {escape_markdown(part.text)}{citer.cite(part)}" for part in parts)])


def _parts(report: Report, index: Index) -> list[Passage]:
    """The headings of the outermost level that has several, without the title."""
    headings = [
        p for p in index.passages if p.report == report.id and p.is_heading and fold(p.text) != fold(report.title)
    ]
    for depth in sorted({len(heading.section) for heading in headings}):
        parts = [heading for heading in headings if len(heading.section) == depth]
        if len(parts) >= _FEWEST:
            return parts
    return []
