"""Which part of a report a broad question is about, and its passages grouped for bullets."""

import re
from collections import defaultdict
from collections.abc import Sequence

from app.evidence import Found
from app.features import gram_weights
from app.question import Question
from index.figures import tell_side
from index.lexical import fold
from index.records import Hit, Passage
from index.store import Index

MAX_BULLETS, MAX_GROUP = 6, 3
_PAIRED = 2 * MAX_BULLETS  # passages of a section without subsections, two to a bullet where they are many
_ENOUGH, _ENOUGH_OF_HEADING = 3, 0.5
# What a section gains by its three passages nearest to the question, by its three most probable ones, by its own
# heading and by its words; and what it loses for each passage below it: half a report is no answer to anything.
_NEAREST, _PROBABLE, _HEADING, _WORDS, _BREADTH = 0.6, 1.0, 2.0, 0.5, 0.01
_ASKS_PROBLEMS = re.compile("问题|困难|不足|短板|毛病|难处|检讨|problem|difficult|shortcoming|weakness")

SectionKey = tuple[str, tuple[str, ...]]
"""A report's id and the path of headings down to a section of it."""


def best_section(question: Question, found: Sequence[Found], hits: Sequence[Hit], index: Index) -> SectionKey | None:
    """Return the section a broad question is about, or None where there is none on the side asked about.

    ``hits`` are all passages with their fused scores, ``found`` those that were read.
    """
    grams = gram_weights(question.text, index.lexical)
    probable = {item.candidate.passage.id: item.probability for item in found}
    wanted = _wanted(question, [hit.passage for hit in hits])
    below: dict[SectionKey, list[Hit]] = defaultdict(list)
    for hit in hits:
        passage = hit.passage
        if passage.id not in wanted:
            continue
        path = (*passage.section, passage.text) if passage.is_heading else passage.section
        for depth in range(1, len(path) + 1):
            below[passage.report, path[:depth]].append(hit)
    scores = {
        key: _NEAREST * _mean_of_best([hit.score for hit in within], len(within))
        + _PROBABLE * _mean_of_best([probable.get(hit.passage.id, 0.0) for hit in within], 3)
        + _HEADING * _share(grams, key[1][-1])
        + _WORDS * _share(grams, " ".join(hit.passage.text for hit in within))
        - _BREADTH * len(within)
        for key, within in below.items()
    }
    return max(scores, key=lambda key: scores[key], default=None)


def _mean_of_best(values: Sequence[float], most: int) -> float:
    """The mean of the three greatest values, of fewer where there are fewer than ``most``."""
    return sum(sorted(values)[-3:]) / min(3, most)


def _wanted(question: Question, passages: Sequence[Passage]) -> frozenset[int]:
    """The passages on the side asked about: problems, where a report tells its own, else results or targets."""
    if _ASKS_PROBLEMS.search(question.asked) or _ASKS_PROBLEMS.search(question.text):
        problems = frozenset(p.id for p in passages if tell_side(p.section, p.text) == "problem")
        if problems:
            return problems
    return frozenset(p.id for p in passages if _on_side(question, p))


def _share(grams: dict[str, float], heading: str) -> float:
    """The share of the bigrams' weights that the heading holds; bigrams of every heading weigh next to nothing."""
    folded = fold(heading)
    return sum(weight for gram, weight in grams.items() if gram in folded) / (sum(grams.values()) or 1.0)


def _on_side(question: Question, passage: Passage) -> bool:
    """Whether a passage is on the side asked about: results (with their problems), or targets and plans."""
    is_target = tell_side(passage.section, passage.text) in ("target", "plan")
    return not question.side or is_target == (question.side == "target")


def passages_under(index: Index, report: str, path: tuple[str, ...]) -> list[Passage]:
    """Return the passages below the heading ``path``, in reading order, without the heading itself."""
    depth = len(path)
    return [passage for passage in index.passages if passage.report == report and passage.section[:depth] == path]


def siblings_for_list(question: Question, found: Sequence[Found], index: Index) -> list[Passage]:
    """Return the items under the heading a list question names, or nothing when it names none.

    The heading must be the best candidate itself, or share at least half of the question's bigrams.
    """
    grams = gram_weights(question.text, index.lexical)
    for item in found[:3]:
        passage = item.candidate.passage
        if not passage.is_heading:
            continue
        path = (*passage.section, passage.text)
        if item is not found[0] and _share(grams, passage.text) < _ENOUGH_OF_HEADING:
            continue
        below = passages_under(index, passage.report, path)
        headings = [p for p in below if p.is_heading and p.section == path]
        if len(headings) >= 2:
            return headings
        own = [p for p in below if not p.is_heading]
        return own if 2 <= len(own) <= MAX_BULLETS else []
    return []


def bullet_groups(question: Question, found: Sequence[Found], hits: Sequence[Hit], index: Index) -> list[list[Passage]]:
    """Return 3 to 6 groups of passages that summarise what a broad question asks about, in reading order."""
    section = best_section(question, found, hits, index)
    wanted = _wanted(question, [hit.passage for hit in hits])
    chosen = [p for p in passages_under(index, *section) if p.id in wanted] if section else []
    content = [p for p in chosen if not p.is_heading]
    if len(content) < _ENOUGH:
        best = [item.candidate.passage for item in found]
        best = [p for p in best if p.id in wanted] or best
        best = [p for p in best if not p.is_heading] or best
        return [[p] for p in sorted({p.id: p for p in [*content, *best][:MAX_BULLETS]}.values(), key=lambda p: p.id)]
    if len(content) <= MAX_BULLETS:
        return [[p] for p in content]
    return _by_subsection(section, chosen, {hit.passage.id: hit.score for hit in hits})


def _by_subsection(
    section: SectionKey | None, passages: Sequence[Passage], nearness: dict[int, float]
) -> list[list[Passage]]:
    depth = len(section[1]) if section else 0
    groups: dict[tuple[str, ...], list[Passage]] = defaultdict(list)
    for passage in passages:
        path = (*passage.section, passage.text) if passage.is_heading else passage.section
        groups[path[: depth + 1]].append(passage)
    if len(groups) < 2:
        ranked = sorted((p for p in passages if not p.is_heading), key=lambda p: -nearness[p.id])[:_PAIRED]
        ordered = sorted(ranked, key=lambda p: p.id)
        step = 1 if len(ordered) <= MAX_BULLETS else 2
        return [ordered[i : i + step] for i in range(0, len(ordered), step)]
    nearest = sorted(groups, key=lambda path: -max(nearness[p.id] for p in groups[path]))[:MAX_BULLETS]
    return [_pick(group, nearness) for path, group in groups.items() if path in nearest]


def _pick(group: Sequence[Passage], nearness: dict[int, float]) -> list[Passage]:
    """The group's heading and its passages nearest to the question, in reading order."""
    heading = [p for p in group[:1] if p.is_heading]
    content = sorted((p for p in group if not p.is_heading), key=lambda p: (-nearness[p.id], p.id))
    return heading + sorted(content[:MAX_GROUP], key=lambda p: p.id)
