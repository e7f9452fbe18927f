"""Which part of a report a broad question is about, and its passages grouped for bullets."""

from collections import defaultdict
from collections.abc import Sequence

from app.evidence import Found
from app.features import gram_weights
from app.question import Question
from index.figures import tell_side
from index.lexical import fold
from index.records import Passage
from index.store import Index

MAX_BULLETS, MAX_GROUP = 6, 3
_ENOUGH_OF_HEADING = 0.5
_BREADTH = 0.01  # what a section loses for each passage below it: half a report is no answer to anything


def best_section(question: Question, found: Sequence[Found], index: Index) -> tuple[str, tuple[str, ...]] | None:
    """Return (report, path) of the section a broad question is about.

    A section gains by the share of the question's bigrams in its own heading and by how probable its passages
    are. None where no section stands out.
    """
    grams = gram_weights(question.text, index.lexical)
    within: dict[tuple[str, tuple[str, ...]], list[float]] = defaultdict(list)
    for item in found:
        passage = item.candidate.passage
        if not _on_side(question, passage):
            continue
        path = (*passage.section, passage.text) if passage.is_heading else passage.section
        for depth in range(1, len(path) + 1):
            within[passage.report, path[:depth]].append(item.probability)
    scores = {
        key: sum(sorted(values)[-3:]) / 3
        + 2.0 * _share(grams, key[1][-1])
        + 0.15 * len(key[1])
        - _BREADTH * len(passages_under(index, *key))
        for key, values in within.items()
    }
    return max(scores, key=lambda key: scores[key], default=None)


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


def bullet_groups(question: Question, found: Sequence[Found], index: Index) -> list[list[Passage]]:
    """Return 3 to 6 groups of passages that summarise what a broad question asks about, in reading order."""
    section = best_section(question, found, index)
    chosen = passages_under(index, *section) if section else []
    chosen = [p for p in chosen if _on_side(question, p)]
    content = [p for p in chosen if not p.is_heading]
    if len(content) < 3:
        best = [item.candidate.passage for item in found]
        best = [p for p in best if _on_side(question, p)] or best
        best = [p for p in best if not p.is_heading] or best
        return [[p] for p in sorted(best[:MAX_BULLETS], key=lambda p: p.id)]
    if len(content) <= MAX_BULLETS:
        return [[p] for p in content]
    return _by_subsection(section, chosen, {i.candidate.passage.id: i.probability for i in found})


def _by_subsection(
    section: tuple[str, tuple[str, ...]] | None, passages: Sequence[Passage], probability: dict[int, float]
) -> list[list[Passage]]:
    depth = len(section[1]) if section else 0
    groups: dict[tuple[str, ...], list[Passage]] = defaultdict(list)
    for passage in passages:
        path = (*passage.section, passage.text) if passage.is_heading else passage.section
        groups[path[: depth + 1]].append(passage)
    if len(groups) < 2:
        ranked = sorted(passages, key=lambda p: -probability.get(p.id, 0.0))
        ranked = [p for p in ranked if not p.is_heading][:MAX_BULLETS]
        return [[p] for p in sorted(ranked, key=lambda p: p.id)]
    return [_pick(group, probability) for group in list(groups.values())[:MAX_BULLETS]]


def _pick(group: Sequence[Passage], probability: dict[int, float]) -> list[Passage]:
    """The group's heading and its most probable passages, in reading order."""
    heading = [p for p in group[:1] if p.is_heading]
    content = sorted((p for p in group if not p.is_heading), key=lambda p: (-probability.get(p.id, 0.0), p.id))
    return heading + sorted(content[:MAX_GROUP], key=lambda p: p.id)
