"""Which part of a report a broad question is about, and its passages grouped for bullets."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from app.content import content_words
from app.evidence import Found
from app.features import gram_weights
from app.question import Question
from index.figures import tell_side
from index.lexical import fold
from index.problems import tells_problem
from index.records import Hit, Passage
from index.store import Index

MAX_BULLETS, MAX_GROUP = 6, 3
_PAIRED = 2 * MAX_BULLETS  # passages of a section without subsections, two to a bullet where they are many
_ENOUGH, _ENOUGH_OF_HEADING = 3, 0.5
# What a section gains by its three passages nearest to the question, by its three most probable ones, by its own
# heading and by its words; and what it loses for each passage below it: half a report is no answer to anything.
_NEAREST, _PROBABLE, _HEADING, _WORDS, _BREADTH = 0.6, 1.0, 2.0, 0.5, 0.01
_ASKS_PROBLEMS = re.compile(
    "问题|困难|不足|短板|毛病|难处|难题|短处|软肋|弱项|薄弱|检讨|挑战|差距|problem|difficult|shortcoming|weakness|challenge"
)
# What every such question may say beside: who owns up to it, and how it is to be told.
_GENERAL = re.compile(
    "(?:问题|困难|不足|短板|毛病|难处|难题|短处|软肋|弱项|薄弱|环节|检讨|挑战|差距|政府|报告|全?[省市县区镇乡村局厅委]|自己|自身|自我|本地|我们|咱们|"
    "工作|方面|发展|经济|社会|存在|承认|坦承|面临|遇到|剖析|反映|提到|列|逐|条|项|哪|几|点|主要|目前|现在|当前|上半年|下半年|去年|今年|"
    "总结|归纳|概括|简要|一|两|三|四|五|六|说|讲|觉得|认为|解决|还|没|未|明显|突出|具体|内容|地方|里|有|成|出|了|[a-z]+)+"
)

SectionKey = tuple[str, tuple[str, ...]]
"""A report's id and the path of headings down to a section of it."""


def best_section(question: Question, found: Sequence[Found], hits: Sequence[Hit], index: Index) -> SectionKey | None:
    """Return the section a broad question is about, or None where there is none on the side asked about.

    ``hits`` are all passages with their fused scores, ``found`` those that were read.
    """
    grams = gram_weights(question.text, index.lexical)
    probable = {item.candidate.passage.id: item.probability for item in found}
    wanted = _wanted(question, [hit.passage for hit in hits], index)
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


def asks_problems(question: Question) -> bool:
    """Whether a question is about what went wrong or is lacking."""
    return bool(_ASKS_PROBLEMS.search(question.asked) or _ASKS_PROBLEMS.search(question.text))


def asks_only_problems(question: Question, titles: Iterable[str]) -> bool:
    """Whether a question asks for the problems of a report and names no matter that they should be about.

    The names in the reports' ``titles`` are none.
    """
    if not asks_problems(question):
        return False
    known = " ".join(titles)
    return all(_GENERAL.fullmatch(word) or word in known for word in content_words(question.text))


def find_problems(passages: Sequence[Passage], index: Index) -> frozenset[int]:
    """Return the ids of the passages in which a report tells its problems: whole paragraphs or sections of them,
    else single sentences."""
    told = frozenset(p.id for p in passages if tells_problem(p, index.reports[p.report]))
    headed = frozenset(
        p.id for p in passages if tell_side((*p.section, p.text if p.is_heading else ""), "") == "problem"
    )
    return told | headed or frozenset(p.id for p in passages if tell_side(p.section, p.text) == "problem")


def _wanted(question: Question, passages: Sequence[Passage], index: Index) -> frozenset[int]:
    """The passages on the side asked about: problems, where a report tells its own, else results or targets."""
    if asks_problems(question):
        problems = find_problems(passages, index)
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
    wanted = _wanted(question, [hit.passage for hit in hits], index)
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
