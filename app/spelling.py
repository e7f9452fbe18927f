"""Repair typos in a question, and nothing else.

A repair turns words that the report lacks into words that it has, so a wrong repair would turn a question the report
cannot answer into another one. Therefore a repair must be close in sound or shape, must be borne out by its
neighbours in the report, must leave ordinary words, names, numbers and grammar alone, and the longer the stretch of
the report it restores, the less else is asked of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import rjieba

from app.spelling_evidence import (
    GRAMMAR,
    KEEP,
    NAMES,
    Change,
    Token,
    close_characters,
    convincing,
    cuts_word,
    reach,
    segment,
    word_at,
)
from app.vocabulary import Vocabulary
from index.lexical import fold

_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]{2,}")
_MAX_REPAIRS = 6
_MAX_RUN = 500
"""Ideographs in a row that are looked at; a longer run is no question and is left alone."""
_FREE = 2_000
"""A single character this frequent may stand alone after a word, so that no character need be missing beside it."""


@dataclass(frozen=True, slots=True)
class _Repair:
    """``run[at : at + length]`` becomes ``new``; ``matched`` characters around it then stand in the report."""

    at: int
    length: int
    new: str
    matched: int


def correct(question: str, vocabulary: Vocabulary) -> tuple[str, list[tuple[str, str]]]:
    """Return ``question`` with its typos repaired, and the repairs as pairs (written, meant) with their neighbours.

    Everything that is not repaired stays as it was written, traditional characters included.
    """
    repairs: list[tuple[str, str]] = []
    parts: list[str] = []
    done = 0
    for match in _RUN.finditer(question):
        parts.append(question[done : match.start()])
        parts.append(_correct_run(match[0], vocabulary, repairs))
        done = match.end()
    return "".join(parts) + question[done:], repairs


def _correct_run(written: str, vocabulary: Vocabulary, repairs: list[tuple[str, str]]) -> str:
    folded = fold(written)
    if len(folded) != len(written) or len(folded) > _MAX_RUN or folded in vocabulary:
        return written
    while len(repairs) < _MAX_REPAIRS:
        found = max(_repairs(folded, vocabulary), key=lambda repair: (repair.matched, -repair.at), default=None)
        if found is None:
            break
        end = found.at + found.length
        before, after = max(0, found.at - 1), min(len(written), end + 1)
        repairs.append((written[before:after], written[before : found.at] + found.new + written[end:after]))
        written = written[: found.at] + found.new + written[end:]
        folded = folded[: found.at] + found.new + folded[end:]
    return written


def _repairs(run: str, vocabulary: Vocabulary) -> Iterator[_Repair]:
    for token in segment(run):
        if not (token.known and (token.text in vocabulary or token.tag.startswith(NAMES))):
            for at in range(token.start, token.end):
                yield from _substitutions(run, at, token, vocabulary)
    for at in range(1, len(run)):
        if run[at - 1 : at + 1] not in vocabulary.bigrams and not {run[at - 1], run[at]} & (KEEP | GRAMMAR):
            yield from _swaps(run, at, vocabulary)
            yield from _insertions(run, at, vocabulary)


def _substitutions(run: str, at: int, token: Token, vocabulary: Vocabulary) -> Iterator[_Repair]:
    if run[at] in KEEP:
        return
    left, right = run[at - 1 : at] if at else "", run[at + 1 : at + 2]
    start, end = reach(run, at, 1, vocabulary)
    for new, closeness in close_characters(token, at, vocabulary):
        if new in KEEP or not ({left + new, new + right} - {new}) & vocabulary.bigrams:
            continue
        fixed = run[:at] + new + run[at + 1 :]
        window = reach(fixed, at, 1, vocabulary)
        change = Change(run, fixed, at, closeness, window, end - start, word_at(fixed, at, window))
        if change.matched > change.before and convincing(change, token):
            yield _Repair(at, 1, new, change.matched)


def _swaps(run: str, at: int, vocabulary: Vocabulary) -> Iterator[_Repair]:
    """Two neighbours the wrong way round: 入收 for 收入."""
    fixed = run[: at - 1] + run[at] + run[at - 1] + run[at + 1 :]
    if fixed == run:
        return
    start, end = reach(fixed, at - 1, 2, vocabulary)
    first, last = word_at(fixed, at - 1, (start, end))
    if end - start >= 4 and first < at < last and not cuts_word(run, (at - 1, at + 1)):
        yield _Repair(at - 1, 2, run[at] + run[at - 1], end - start)


def _insertions(run: str, at: int, vocabulary: Vocabulary) -> Iterator[_Repair]:
    """A character left out inside a long word: 固定资投资 for 固定资产投资."""
    for new in sorted(vocabulary.between(run[at - 1], run[at]) - KEEP):
        fixed = run[:at] + new + run[at:]
        start, end = reach(fixed, at, 1, vocabulary)
        first, last = word_at(fixed, at, (start, end))
        written = run[first : last - 1]
        if last - first < 4 or not first < at < last - 1 or end - start < 4 or rjieba.has_word(written):
            continue
        loose = [token.text for token in segment(written) if len(token.text) == 1]
        rare = loose and loose[0] != written[0] and all(rjieba.suggest_freq(character) < _FREE for character in loose)
        if rare and not cuts_word(run, (first, last - 1)):
            yield _Repair(at, 0, new, end - start)
