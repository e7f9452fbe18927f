"""Where a report tells its own problems: the paragraph that a sentence such as 我们也清醒地认识到…还存在不少问题 opens.

Headings name such parts in short summaries (存在问题); reports to a congress give them one paragraph, whose later
sentences (一是产业结构不优…) carry no word of their own that tells them from results.
"""

import re
from functools import lru_cache

from index.records import Passage, Report

_WEAK = r"(?:问题|困难|不足|短板|挑战|差距|薄弱环节)"
_LEAD = re.compile(
    rf"(?:清醒|深知|深刻认识|也要看到|也看到|应(?:该)?看到)[^。；;\n]{{0,90}}{_WEAK}|"
    rf"(?:还|仍|依然|也)(?:然)?(?:存在|面临)(?:着)?[^。；;，,\n]{{0,16}}{_WEAK}[^。；;，,\n]{{0,6}}[:：。，,]"
)
# What a paragraph on problems ends with: that they will be dealt with.
_TURN = re.compile(
    r"(?<=[。！!；;])(?:对此|对于?这些|对上述|针对(?:这些|上述|以上)|为此|我们(?:将|一定|必须|要)|下一步|今后|今年)"
)


@lru_cache(maxsize=64)
def problem_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of the paragraphs of ``text`` that tell problems, from the sentence that says so.

    >>> text = "成绩很大。我们也清醒地认识到,还存在一些困难和问题:产业不强。效率不高。对此,我们将改进。\\n下一段。"
    >>> [text[a:b] for a, b in problem_spans(text)]
    ['我们也清醒地认识到,还存在一些困难和问题:产业不强。效率不高。']
    """
    spans: list[tuple[int, int]] = []
    for lead in _LEAD.finditer(text):
        start = max(text.rfind(mark, 0, lead.start()) for mark in "。！!；;\n") + 1
        if spans and start < spans[-1][1]:
            continue
        line = text.find("\n", lead.end())
        turn = _TURN.search(text, lead.end(), line if line >= 0 else len(text))
        spans.append((start, turn.start() if turn else line if line >= 0 else len(text)))
    return tuple(spans)


def tells_problem(passage: Passage, report: Report) -> bool:
    """Whether ``passage`` stands in a paragraph of ``report`` that tells its problems."""
    return any(start <= passage.start < end for start, end in problem_spans(report.text))
