"""Where in a report a conversation is: the passages that the last answer took its words from.

What a follow-up asks mostly stands beside them (它拖在哪儿了, 涨幅是多少), in words that the question leaves out.
"""

import re
from collections.abc import Iterator, Sequence

from app.answer import MAX_QUESTION, REFUSAL_EN, REFUSAL_ZH, Answer, Turn
from app.topic import content_words
from index.figures import Quantity, find_quantities
from index.lexical import tokenize
from index.records import Passage
from index.search import rows_of
from index.store import Index

_MAX_PIECES, _LOOKED_AT = 8, 8
_ENOUGH = 0.4  # of the words of an answer's sentence, and all of its numbers: it may be told in other words
_LEAST = 2  # words of a sentence that can be looked for
_ASKED_LATELY = 3  # questions
REACH = 4
"""Passages from an anchor at which a passage is no longer beside it."""

_PIECE = re.compile(r"[。；;!！\n]+")
_YEAR = re.compile("(?:19|20)\\d\\d")
_BOLD, _TOLD_BY = re.compile(r"\*\*(.+?)\*\*"), 2  # answers back
_MARKS = re.compile(r"(?<!\\)\[\d+\]|[*_`\\]")


def find_anchors(history: Sequence[Turn], index: Index, report: str | None = None) -> tuple[int, ...]:
    """Return the ids of the passages of the last answer of ``history``; none after a refusal."""
    said = next((i for i in range(len(history) - 1, -1, -1) if history[i].role == "assistant"), -1)
    if said < 0 or history[said].content.strip() in (REFUSAL_ZH, REFUSAL_EN):
        return ()
    asked = next((turn.content for turn in reversed(history[:said]) if turn.role == "user"), "")
    found = dict.fromkeys(
        row for piece in _pieces(history[said].content) for row in _locate(piece, asked, index, report)
    )
    return tuple(found)


def told_before(history: Sequence[Turn]) -> tuple[tuple[float, str], ...]:
    """Return the values, with their units, that the last answers of ``history`` gave.

    Those in bold: what stands beside them was not asked for. Of an answer without bold, the only one it has.
    """
    said = [turn.content for turn in history if turn.role == "assistant"][-_TOLD_BY:]
    told: list[Quantity] = []
    for answer in said:
        bold = [q for words in _BOLD.findall(answer) for q in find_quantities(words)]
        every = list(find_quantities(_MARKS.sub("", answer)))
        told += bold or (every if len(every) == 1 else [])
    return tuple(dict.fromkeys((q.value, q.unit) for q in told))


def _pieces(answer: str) -> Iterator[str]:
    pieces = [piece.strip() for piece in _PIECE.split(_MARKS.sub("", answer)) if piece.strip()]
    yield from pieces[:_MAX_PIECES]


def _locate(piece: str, asked: str, index: Index, report: str | None) -> Iterator[int]:
    """Yield the passage that ``piece`` of an answer was taken from; the question tells it from others that hold it."""
    words = set(tokenize(piece))
    numbers = {word for word in words if word.isdigit() and not _YEAR.fullmatch(word)}
    if len(words) < _LEAST:
        return
    rows = rows_of(index, report)
    scores = index.lexical.search(f"{piece} {asked}")[rows]
    ranked = [index.passages[rows[i]] for i in (-scores).argsort(kind="stable")[:_LOOKED_AT]]
    tokens = [set(tokenize(passage.text)) for passage in ranked]
    held = [(len(words & own) / len(words), -i) for i, own in enumerate(tokens) if numbers <= own]
    most, place = max(held, default=(0.0, 0))
    if most >= _ENOUGH:
        yield ranked[-place].id


def nearness(passage: Passage, anchors: Sequence[int]) -> float:
    """How near ``passage`` stands to an anchor: 1 for the anchor itself, falling to 0 at ``REACH`` passages from it."""
    away = min((abs(passage.id - anchor) for anchor in anchors), default=REACH)
    return max(0.0, 1 - away / REACH)


def speaks_of(history: Sequence[Turn], answer: Answer) -> bool:
    """Whether an answer cites words with a thing in them that the questions of ``history`` name."""
    asked = [turn.content for turn in history if turn.role == "user"][-_ASKED_LATELY:]
    words = {word for question in asked for word in content_words(question[:MAX_QUESTION])}
    return any(word in citation.quote for word in words for citation in answer.citations)
