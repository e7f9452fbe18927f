"""Put evidence into words: one short sentence for a fact, items for a list, bullets for a summary.

Every function takes found candidates, best first, and a ``Citer``; it returns the Markdown of the answer. The words
of the report are quoted as they stand; only what joins them is ours.
"""

import re
from collections.abc import Sequence

from app.answer import escape_markdown
from app.checking import check_claim
from app.citing import Citer, emphasize
from app.claims import asks_period, names_period
from app.content import content_words
from app.evidence import Found
from app.features import Candidate, defines, span_of
from app.problems import asks_problems
from app.quantity_check import Verdict
from app.question import Question
from app.spans import MAX_SEVERAL, MAX_SHOWN, SHORT_SHOWN, Span, quantities_in, reaching, shown_span, widened
from app.table_rows import Cell, asked_cell
from app.time_claimed import planned_instead
from index.figures import find_quantities
from index.records import Passage

_MAX_LIST, _SHORT = 6, 60
_ASKS_EACH = re.compile("分别|各(?:是|有|降|增|涨|占|为)?(?:多少|几)")
_COMPETES = 0.1  # of the best passage's probability: a claim is held against no less probable one


def state(candidate: Candidate, question: Question, citer: Citer, whole: bool = False) -> str:
    """Return one sentence with the asked-for span in bold and its citation; ``whole`` leaves nothing of it out."""
    text = candidate.passage.text
    span = span_of(question, candidate)
    cell = asked_cell(question, candidate.passage) if question.kind == "quantity" else None
    if cell:
        return _state_cell(cell, candidate.passage, question, citer)
    shown = shown_span(text, span, content_words(question.text))
    sentence_end = len(text.rstrip("。；;，,"))
    if whole or _tells_by_itself(question, text, sentence_end):
        shown = (0, sentence_end)
    elif question.asks_several:
        shown = widened(text, shown)
    else:
        shown = reaching(text, shown, content_words(question.text))
    words = emphasize(text, shown, *_each(question, text, span))
    sentence = words + _stop(question)
    if question.lang == "en":
        sentence = f"The report says: “{words}”."
    return f"{sentence}{citer.cite(candidate.passage, span)}"


def _each(question: Question, text: str, span: Span) -> list[Span]:
    """The span; asked what several things are each (分别), all quantities of its unit too."""
    marked = quantities_in(text, span)
    if question.kind != "quantity" or len(marked) != 1 or not _ASKS_EACH.search(question.text):
        return [span]
    return [span, *((q.start, q.end) for q in find_quantities(text) if q.unit == marked[0].unit and q != marked[0])]


def _state_cell(cell: Cell, passage: Passage, question: Question, citer: Citer) -> str:
    """A cell of a table with the names of its row and column, both cited."""
    value, row, column = (
        escape_markdown(words) for words in (passage.text[cell.start : cell.end], cell.row, cell.column)
    )
    markers = citer.cite(passage, (cell.start, cell.end)) + citer.cite_frame(passage, cell.header)
    if question.lang == "en":
        return f"In the table, “{column}” of “{row}” is **{value}**.{markers}"
    return f"表中“{row}”的“{column}”为**{value}**。{markers}"


def _tells_by_itself(question: Question, text: str, length: int) -> bool:
    """Whether a sentence is best quoted whole: short and no number asked for, a term's definition, a problem."""
    if defines(question, text):
        return length <= MAX_SEVERAL
    return not question.wants_quantity and length <= (MAX_SHOWN if asks_problems(question) else SHORT_SHOWN)


def _stop(question: Question) -> str:
    return "." if question.lang == "en" else "。"


def competing(found: Sequence[Found]) -> list[Candidate]:
    """Return the candidates that a claim is held against: those not far less probable than the best."""
    return [item.candidate for item in found if item.probability >= _COMPETES * found[0].probability]


def confirm(found: Sequence[Found], question: Question, citer: Citer) -> str:
    """Answer a yes/no question: 是 or 不是, then the words that confirm or correct it."""
    candidates = competing(found)
    verdict = check_claim(question, candidates, citer.title_of(found[0].candidate.passage))
    words, marker = _bear_out(verdict, question, citer)
    plan = planned_instead(question, candidates, verdict)
    planned, cited = _bear_out(plan, question, citer) if plan else ("", "")
    if question.lang == "en":
        meant = f" The plan is: “{planned}”.{cited}" if plan else ""
        return f"{'Yes' if verdict.holds else 'No'}. The report says: “{words}”.{marker}{meant}"
    meant = f"计划是：{planned}。{cited}" if plan else ""
    time = _time_told_above(question, verdict.candidate.passage, citer)
    return f"{'是' if verdict.holds else '不是'}。{words}。{marker}{time}{meant}"


def _bear_out(verdict: Verdict, question: Question, citer: Citer) -> tuple[str, str]:
    """The words that confirm or correct a claim, and their citation."""
    text = verdict.candidate.passage.text
    shown = shown_span(text, verdict.span, content_words(question.text))
    if len(text) <= _SHORT:  # what confirms or corrects may stand beside what was marked
        shown = (0, len(text.rstrip("。；;，,")))
    return emphasize(text, shown, verdict.span), citer.cite(verdict.candidate.passage, verdict.span)


def _time_told_above(question: Question, passage: Passage, citer: Citer) -> str:
    """Where it is asked of which part of the year something is, and only a heading or the title tells: that, cited."""
    if not asks_period(question.text) or names_period(passage.text):
        return ""
    title = citer.title_of(passage)
    words = next((words for words in [*reversed(passage.section), title] if names_period(words)), "")
    marker = citer.cite_frame(passage, words)
    place = "报告题为" if words == title else "原文所在部分："
    return f"（{place}“{escape_markdown(words)}”{marker}）" if marker else ""


def enumerate_items(found: Sequence[Found], question: Question, citer: Citer, siblings: Sequence[Passage]) -> str:
    """Return the items of a list: the siblings under one heading, or the sentences that enumerate them."""
    if siblings:
        return "\n".join(f"- {_plain(passage)}{citer.cite(passage)}" for passage in siblings)
    chosen = _same_answer(found)
    if len(chosen) == 1:
        candidate = chosen[0].candidate
        text = candidate.passage.text
        span = span_of(question, candidate)
        words = emphasize(text, (0, len(text.rstrip("。；;，,"))), span)
        return f"{words}{_stop(question)}{citer.cite(candidate.passage, span)}"
    ordered = sorted(chosen, key=lambda item: item.candidate.passage.id)
    return "\n".join(f"- {_plain(item.candidate.passage)}{citer.cite(item.candidate.passage)}" for item in ordered)


def _same_answer(found: Sequence[Found]) -> list[Found]:
    """The candidates nearly as probable as the best one."""
    best = found[0].probability
    return [item for item in found if item.probability >= max(0.5, 0.75 * best)][:_MAX_LIST] or list(found[:1])


def _plain(passage: Passage) -> str:
    text = passage.text.rstrip("。；;，,：: ")
    return emphasize(text, (0, len(text)), None) + ("" if text.endswith(("!", "！", "?", "？")) else "。")


def summarize(groups: Sequence[Sequence[Passage]], citer: Citer) -> str:
    """Return one bullet a group of passages, each passage cited."""
    bullets = []
    for group in groups:
        if len(group) > 1 and all(passage.is_heading for passage in group):
            told = (f"{_plain(passage).rstrip('。')}{citer.cite(passage)}" for passage in group)
            bullets.append(f"- {'；'.join(told)}")
            continue
        heading = next((passage for passage in group if passage.is_heading), None)
        title = f"**{_plain(heading).rstrip('。')}**{citer.cite(heading)}：" if heading else ""
        parts = [f"{_plain(passage)}{citer.cite(passage)}" for passage in group if not passage.is_heading]
        bullets.append(f"- {title}{''.join(parts)}" if parts else f"- {title.rstrip('：')}")
    return "\n".join(bullets)
