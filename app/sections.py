"""What a broad question is answered with, grouped for bullets, and what stands under a heading."""

import math
import re
from collections import defaultdict
from collections.abc import Sequence

from app.covering import gram_weights
from app.evidence import Found
from app.features import Candidate
from app.points import Point, SectionKey, choose_points, complete_sections, heading_key, section_of
from app.progress_asked import naming
from app.question import Question
from index.lexical import fold
from index.records import Passage
from index.store import Index

MAX_BULLETS, MAX_GROUP = 6, 3
_FEW = 3  # sections from which a bullet tells a section, below which it tells a sentence
_MOST = 2 * MAX_BULLETS  # passages of a summary: more are no summary
# What only leads to others: 还存在不少困难和短板。
_LEADS_ON = re.compile("[：:]$|(?:存在|面临|还有)[^，,。；;]{0,12}(?:困难|问题|短板|不足|挑战|差距)[^，,。；;]{0,4}。$")
_SHARE = 0.12  # of the best passage's chance, below which a passage is not told
_SERIES = 4  # passages of a section that are told together, or not at all
# A how or why is answered in some sentences, of which each is nearly as good as the best.
SHORT = 220  # characters
_SHORT_SHARE, _MARKER = 0.4, 6
ENOUGH_OF_HEADING = 0.5
_AS_A_WHOLE = 0.7  # of a heading's characters, from which it is marked as a whole
_NUMBERING = re.compile(r"^[(（]?[一二三四五六七八九十\d]{1,3}[)）、.．]+|[。：: ]+$")
COUNTED = re.compile("[一二三四五六七八九][是要]")
_TURNS = re.compile("下一步|今后|对此|为此|针对|接下来")
_ITEM = re.compile(rf"{COUNTED.pattern}|[(（]\d{{1,2}}[)）]|\d{{1,2}}[.．、](?!\d)|[①-⑳]")


def share_of_heading(grams: dict[str, float], heading: str) -> float:
    """The share of the bigrams' weights that the heading holds; bigrams of every heading weigh next to nothing."""
    folded = fold(heading)
    return sum(weight for gram, weight in grams.items() if gram in folded) / (sum(grams.values()) or 1.0)


def passages_under(index: Index, report: str, path: tuple[str, ...]) -> list[Passage]:
    """Return the passages below the heading ``path``, in reading order, without the heading itself."""
    depth = len(path)
    return [passage for passage in index.passages if passage.report == report and passage.section[:depth] == path]


def opening_of_the_named(question: Question, found: Sequence[Found], index: Index) -> Sequence[Found]:
    """``found`` with the passage that opens a section first, where the question asks what its heading names.

    最不满意的是哪项工作 is answered by the sentence right below (六)最不满意的一项工作, not by an example further down.
    """
    grams = gram_weights(question.text, index.lexical)
    best = found[0].candidate.passage
    heading = best.section[-1] if best.section else ""
    named = share_of_heading(grams, heading)
    if question.kind not in ("what", "which") or named < ENOUGH_OF_HEADING:
        return found
    if share_of_heading(grams, best.text) >= ENOUGH_OF_HEADING * named:
        return found
    first = next((p for p in passages_under(index, best.report, best.section) if not p.is_heading), best)
    return sorted(found, key=lambda item: item.candidate.passage != first)


def series_after(passage: Passage, index: Index) -> list[Passage]:
    """Return what a report counts out (一是…, （1）…) right behind a sentence, in its section or below."""
    depth, series = len(passage.section), list[Passage]()
    for after in index.passages[passage.id + 1 :]:
        if after.report != passage.report or after.section[:depth] != passage.section:
            break
        if _ITEM.match(after.text):
            series.append(after)
        elif not series or (len(after.section) == depth and not _goes_on(after, index)):
            break  # what stands below an item that is a heading tells more of it, as does a sentence before the next
    return series


def _goes_on(passage: Passage, index: Index) -> bool:
    """Whether ``passage`` only tells more of an item: the next one stands right behind it, in the same section."""
    if _TURNS.match(passage.text):
        return False
    following = index.passages[passage.id + 1 : passage.id + 2]
    return any(
        after.report == passage.report and after.section == passage.section and _ITEM.match(after.text) is not None
        for after in following
    )


def short_answer(points: Sequence[Point], found: Sequence[Found], index: Index) -> list[Passage]:
    """Return the few sentences that tell how or why, in reading order: the best candidate and what goes with it."""
    best = found[0].candidate.passage
    own = max((point.probability for point in points if point.passage.id == best.id), default=0.0)
    if own < _SHORT_SHARE * max((point.probability for point in points), default=0.0):
        # What seems told elsewhere is not what the reader found: only what stands with that goes with it.
        home = heading_key(best) if best.is_heading else section_of(best)
        points = [point for point in points if section_of(point.passage) == home]
    chosen = [] if best.is_heading else [best]
    room = SHORT - sum(len(passage.text) + _MARKER for passage in chosen)
    series = [] if best.is_heading else series_after(best, index)
    whole = sum(len(passage.text) + _MARKER for passage in series)
    if whole <= room:  # reasons that are counted out are told whole, or left to the points
        chosen, room = [*chosen, *series], room - whole
    for point in choose_points(points, _SHORT_SHARE, _MOST):
        cost = len(point.passage.text) + _MARKER
        if point.passage not in chosen and (cost <= room or not chosen):
            chosen.append(point.passage)
            room -= cost
    return sorted(chosen or [best], key=lambda passage: passage.id)


def bullet_groups(points: Sequence[Point], index: Index, everything: bool = False) -> list[list[Passage]]:
    """Return up to six groups of passages that summarise what a broad question asks about, in reading order.

    ``points`` is what may be told; ``everything`` takes all of it as far as there is room. A group of a section
    with a heading of its own starts with it.
    """
    telling = [point for point in points if not _LEADS_ON.search(point.passage.text)]
    points = telling or points
    chosen = choose_points(points, 0.0 if everything else _SHARE, _MOST)
    chosen = _of_each_section(points, chosen) if everything else chosen
    chosen = sorted(complete_sections(chosen, points, _SERIES), key=lambda point: point.passage.id)
    sections: dict[SectionKey, list[Point]] = defaultdict(list)
    for point in chosen:
        sections[section_of(point.passage)].append(point)
    if len(sections) < _FEW:
        step = 1 + (len(chosen) - 1) // MAX_BULLETS
        return [[point.passage for point in chosen[i : i + step]] for i in range(0, len(chosen), step)]
    parts = {key: _parts(group) for key, group in sections.items()}
    if sum(map(len, parts.values())) > MAX_BULLETS:
        parts = {key: [_pick(group)] for key, group in sections.items()}
    likeliest = sorted(parts, key=lambda key: -max(point.probability for point in sections[key]))[:MAX_BULLETS]
    return [
        [*(_heading(key, index) if i == 0 else []), *(point.passage for point in part)]
        for key in parts
        if key in likeliest
        for i, part in enumerate(parts[key])
    ]


def _of_each_section(points: Sequence[Point], chosen: Sequence[Point]) -> list[Point]:
    """``chosen`` with the likeliest point of each section that it has none of, where a bullet for each can be told."""
    best: dict[SectionKey, Point] = {}
    for point in sorted(points, key=lambda point: -point.probability):
        best.setdefault(section_of(point.passage), point)
    told = {section_of(point.passage) for point in chosen}
    missed = [point for key, point in best.items() if key not in told] if len(best) <= MAX_BULLETS else []
    return [*chosen, *missed]


def _parts(group: Sequence[Point]) -> list[Sequence[Point]]:
    """A section's passages in as few parts of about the same size as can be read."""
    size = math.ceil(len(group) / math.ceil(len(group) / MAX_GROUP))
    return [group[start : start + size] for start in range(0, len(group), size)]


def _pick(group: Sequence[Point]) -> list[Point]:
    likeliest = sorted(group, key=lambda point: -point.probability)[:MAX_GROUP]
    return sorted(likeliest, key=lambda point: point.passage.id)


def _heading(section: SectionKey, index: Index) -> list[Passage]:
    """The heading of a section that has no sections below it: others say little about any passage of theirs."""
    report, path = section
    if len(path) < 2 or any(p.is_heading for p in passages_under(index, report, path)):
        return []
    return [p for p in index.passages if p.is_heading and heading_key(p) == section][:1]


def is_broad(question: Question, found: Sequence[Found]) -> bool:
    """Whether a question of no broad kind is best answered in bullets: of a whole section, or how a thing gets on."""
    candidates = [item.candidate for item in found]
    if question.kind == "what" and candidates and _names_section(candidates[0]):
        return True
    return question.kind != "summary" and bool(naming(question, [c.passage for c in candidates]))


def _names_section(candidate: Candidate) -> bool:
    """Whether what was marked is a heading as a whole: the answer is what stands below it."""
    marked = candidate.reading.end - candidate.reading.start
    return candidate.passage.is_heading and marked >= _AS_A_WHOLE * len(_NUMBERING.sub("", candidate.passage.text))
