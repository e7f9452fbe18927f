"""Questions that a report answers: made from its own records, and asked before they are suggested.

A candidate is made of a figure, a heading or the problems that a report admits. It is suggested only when the
answerer answers it with confidence and cites the very words it was made of.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Protocol

from app.answer import Answer, Evidence
from app.content import content_words
from app.suggestion_words import PROBLEMS, Language, figure_question, heading_question, is_share
from app.topic import tagged
from index.figures import side_of, tell_side
from index.records import Figure, Passage, Section

CONFIDENT = 0.85
"""Confidence from which an answer may be suggested; the answerer itself is content with less."""

_NAME = re.compile(r"[\u4e00-\u9fff“”]{3,16}")
_DONE = re.compile(
    r"(?:新增|新建|建成|完成|实现|打造|举办|开展|吸引|带动|推进|推动|建设|培育|引进|发放|投入|争取|确保|力争|预计|储备|整治|改造|创建|获评|"
    r"达成|落实|兑现|组织|新开工|成功|累计|全年|全市|全省|全县|全区|全镇|加快|加速|继续|持续|安排|拨付|化解|解决|提供)+"
)
# Verbs within: what is counted stands after the last of them.
_WITHIN = re.compile(r".*(?:以来|其中|实现|建成|新增|完成|打造|举办|开展)(?=.{3})")
_REACHED = re.compile(r"(?:达到|达|为|有|突破|超过|稳定在|保持在|控制在|约|共|到|分别)+$")
_TREND = re.compile(r"(?:同比|比上年|较上年|年均)?(?:增长|下降|提高|提升|增加|减少|上升|降低)$")
_NUMBER = re.compile(
    r"^\s*(?:[(（][一二三四五六七八九十百\d]+[)）]|[一二三四五六七八九十百\d]+[、.．]|[一二三四五六七八九十]+是)\s*"
)
_HEADING = re.compile(r"[\u4e00-\u9fff\w“”、]{4,18}")
_LEADING = ("d", "ad", "t", "c", "p", "u", "m", "q", "r")  # parts of speech that a name does not begin with
_ENDING = ("n", "vn", "l", "j")  # and that it ends with


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question, and the words ``start:end`` of a report that it was made of and that its answer must cite.

    ``english`` is empty where English would leave open what is meant. ``must`` has to be in the answer's text;
    ``side`` tells results from targets, plans and problems; ``about`` are the words that tell the matter.
    """

    question: str
    english: str
    report: str
    start: int
    end: int
    must: str
    side: str
    section: tuple[str, ...]
    about: frozenset[str]

    def worded(self, language: Language) -> str:
        """Return the question in ``language``."""
        return self.english if language == "en" else self.question


class Records(Protocol):
    """What candidates are made of."""

    @property
    def figures(self) -> Sequence[Figure]:
        """The quantities of all reports."""
        ...

    @property
    def sections(self) -> Sequence[Section]:
        """The headings of all reports."""
        ...

    @property
    def passages(self) -> Sequence[Passage]:
        """The passages of all reports, each at its id."""
        ...


class Asks(Protocol):
    """Answers a question of one report, or of all."""

    def __call__(self, question: str, *, report: str | None) -> Answer:
        """Answer ``question``."""
        ...


class Suggestions:
    """The candidates of an index, each asked at most once for each choice of reports."""

    def __init__(self, records: Records, ask: Asks) -> None:
        self._ask = ask
        self._candidates = list(make_candidates(records))
        self._checked: dict[tuple[str, str | None], Answer | None] = {}

    def __call__(
        self,
        report: str | None = None,
        after: Answer | None = None,
        asked: Collection[str] = (),
        language: Language = "zh",
    ) -> Iterator[str | None]:
        """Ask one candidate after another; yield it when it may be suggested, None when it may not.

        One step asks one question at most, so that a caller can do something else between. Without ``after`` the
        questions are spread over the report; with it they are what one would want to know next, and none of them is
        answered with what ``after`` already cites.
        """
        new = [one for one in self._candidates if one.question not in asked and one.english not in asked]
        own = [one for one in new if report in (None, one.report)]
        shown = (*after.citations, *after.related) if after else ()
        for candidate in rank_next(own, shown) if shown else spread(own):
            question = candidate.worded(language)
            answer = self._check(candidate, question, report) if question else None
            fresh = answer is not None and not any(_overlap(one, two) for one in answer.citations for two in shown)
            yield question if fresh else None

    def _check(self, candidate: Candidate, question: str, report: str | None) -> Answer | None:
        key = (question, report)
        if key not in self._checked:
            answer = self._ask(question, report=report)
            self._checked[key] = answer if is_answered(candidate, answer) else None
        return self._checked[key]


def is_answered(candidate: Candidate, answer: Answer) -> bool:
    """Whether ``answer`` is confident and rests on the words that ``candidate`` was made of."""
    if answer.status != "answered" or answer.confidence < CONFIDENT or candidate.must not in answer.text:
        return False
    return any(
        one.report == candidate.report and one.start < candidate.end and candidate.start < one.end
        for one in answer.citations
    )


def make_candidates(records: Records) -> Iterator[Candidate]:
    """Yield questions about the figures, the headings and the problems of all reports, each question once a report."""
    seen: set[tuple[str, str]] = set()
    for candidate in (*_of_figures(records), *_of_headings(records.sections), *_of_problems(records.passages)):
        key = (candidate.report, candidate.question)
        if key not in seen:
            seen.add(key)
            yield candidate


def spread(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Order ``candidates`` so that the first few differ: in what they ask for, and in where in the report it stands."""
    groups: dict[tuple[str, str], list[Candidate]] = {}
    for one in candidates:
        groups.setdefault((one.side, "figure" if one.must else ""), []).append(one)
    mixed = zip_longest(*(_apart(group) for group in groups.values()))
    return [one for together in mixed for one in together if one is not None]


def rank_next(candidates: Iterable[Candidate], shown: Sequence[Evidence]) -> list[Candidate]:
    """Order ``candidates`` by what one would ask after seeing ``shown``: the matter's other side, then its section."""
    sides = {tell_side(one.section, one.quote) for one in shown}
    about = frozenset(word for one in shown for word in content_words(one.quote) if len(word) > 1)
    first = shown[0]

    def nearness(one: Candidate) -> tuple[float, ...]:
        shared = len(one.about & about)
        other = one.side not in sides and shared > 0
        path = sum(1 for mine, its in zip(one.section, first.section, strict=False) if mine == its)
        away = abs(one.start - first.start) if one.report == first.report else 10**9
        return (-(shared if other else 0), -path, -min(shared, 2), away)

    apart = [
        one for one in candidates if not one.must or not any(_overlap(_Place(one), evidence) for evidence in shown)
    ]
    return sorted(apart, key=nearness)


class _Place:
    """The words a candidate was made of, as evidence has them."""

    def __init__(self, candidate: Candidate) -> None:
        self.report, self.start, self.end = candidate.report, candidate.start, candidate.end


def _overlap(one: Evidence | _Place, other: Evidence) -> bool:
    return one.report == other.report and one.start < other.end and other.start < one.end


def _apart(group: Sequence[Candidate]) -> list[Candidate]:
    """Return ``group`` in steps that jump through the report: of nine, the 1st, 4th, 7th, 2nd, 5th …"""
    step = max(1, len(group) // 3)
    return [one for offset in range(step) for one in group[offset::step]]


def _of_figures(records: Records) -> Iterator[Candidate]:
    asked = [(figure, ask_figure(figure), ask_figure(figure, "en")) for figure in records.figures]
    often = Counter((figure.report, question) for figure, *both in asked for question in both)
    for figure, question, english in asked:
        if question and often[figure.report, question] == 1:  # what is asked twice leaves open which is meant
            passage = records.passages[figure.passage]
            about = frozenset(word for word in content_words(figure.subject) if len(word) > 1)
            place = (figure.report, figure.start, figure.end)
            english = english if often[figure.report, english] == 1 else ""
            yield Candidate(question, english, *place, figure.quote, figure.side, passage.section, about)


def ask_figure(figure: Figure, language: Language = "zh") -> str:
    """Return a question that ``figure`` answers, or an empty string where the words before it are no plain name."""
    words = figure.subject.rsplit(" ", 1)[-1]
    trend = _TREND.search(words) if is_share(figure) else None
    name = _name(words[: trend.start()] if trend else _REACHED.sub("", words))
    if not name or figure.side == "problem":
        return ""
    return figure_question(figure, name, trend.group() if trend else "", language)


def _name(words: str) -> str:
    """Return what the end of ``words`` names, without the verbs before it; empty where it is no name."""
    words = _WITHIN.sub("", words)
    words = _DONE.sub("", words, count=1) if _DONE.match(words) else words
    parts = tagged(words)
    while parts and parts[0][1] in _LEADING:
        parts.pop(0)
    name = "".join(text for text, _ in parts)
    whole = _NAME.fullmatch(name) and name.count("“") == name.count("”")
    return name if whole and parts[-1][1].startswith(_ENDING) else ""


def _of_headings(sections: Sequence[Section]) -> Iterator[Candidate]:
    for place, section in enumerate(sections):
        if place + 1 < len(sections) and sections[place + 1].level > section.level:
            continue  # what it holds has headings of its own, which tell more
        heading = re.split(r"[,，。；;：:]", _NUMBER.sub("", section.heading), maxsplit=1)[0].strip()
        side = tell_side(section.path, "", section.ahead)
        told = side and side != "problem" and section.end > section.heading_end
        if told and section.level > 1 and _HEADING.fullmatch(heading):
            about = frozenset(word for word in content_words(heading) if len(word) > 1)
            ahead = side in ("target", "plan")
            asks = (heading_question(heading, ahead, "zh"), heading_question(heading, ahead, "en"))
            yield Candidate(*asks, section.report, section.start, section.end, "", side, section.path, about)


def _of_problems(passages: Iterable[Passage]) -> Iterator[Candidate]:
    spans: dict[str, list[Passage]] = {}
    for passage in passages:
        if not passage.is_heading and side_of(passage) == "problem":
            spans.setdefault(passage.report, []).append(passage)
    for report, found in spans.items():
        start, end = found[0].start, found[-1].end
        asks = (PROBLEMS["zh"], PROBLEMS["en"])
        yield Candidate(*asks, report, start, end, "", "problem", found[0].section, frozenset())
