"""What speaks for a passage answering a question: the features the relevance model weighs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import rjieba

from app.anchors import nearness
from app.choice import asks_which_way, tells_which_way
from app.covering import Wanted
from app.question import Question
from app.reader import Reading
from app.spans import Span, answer_span, quantities_in
from app.table_rows import asked_cell
from app.units import same_unit
from index.figures import find_quantities, is_intended, tell_side
from index.lexical import LexicalIndex, fold
from index.records import Hit, Passage, Report

FEATURES = (
    "fused",
    "dense",
    "answerable",
    "span_score",
    "coverage",
    "own_coverage",
    "unknown",
    "unit",
    "unit_missing",
    "span_quantity",
    "type_missing",
    "past_missing",
    "word_missing",
    "side",
    "target_unasked",
    "year_missing",
    "place_missing",
    "heading",
    "lead",
    "defines",
    "beside",
    "told",
    "yesno",
    "list",
    "summary",
    "compare",
)
"""Names of the features, in the order of the vectors ``feature_rows`` returns."""

_PLACE = re.compile(r"[\u4e00-\u9fff]{1,5}?(?:省|市|县|区|镇|乡|街道|村|州|国)$")

_TITLE = "书记|[省市区县镇乡村组部局院校馆所站厅处科队班会团行]长|(?:董事|理事|秘书)长|主席|主任|委员|代表|劳模|模范|同志|先生|女士|教授|院士|医生|老师"
_TITLE_BEFORE = re.compile(rf"(?:{_TITLE})[：:\s]*$")
_TAKES_CHARGE = re.compile("包[村联保案抓片户组干]")  # 由乡党委书记包村 names nobody
_TITLE_AFTER = re.compile(rf"[（(]?(?:{_TITLE})")
_DATE = re.compile(
    r"\d{1,4}(?:年|月|日)|[一二三四五六七八九十]+月|季度|年内|年底|上半年|下半年|周[一二三四五六日]|期间|[上中下]旬|每[年月周日]|截至"
)
_OFFICE_EN = (
    r"(?:[a-z-]+ ){0,3}(?:mayor|secretary|leader|head|director|chief|governor|chair(?:man|woman)?|manager|owner|host)"
)
_PERSON = re.compile(
    r"姓什么|姓啥|贵姓|尊姓|姓甚名谁|"
    r"(?:[省市县区镇乡村局院校部组处科所站园]长|书记|支书|主任|主席|负责人|领导|经理|老板|代表|队长|班长|人员|主播|网红|带头人|乡贤|劳模|模范)(?:们)?[^，,。]{0,4}"
    r"(?:是谁|叫什么|叫啥|姓什么|姓啥|姓名|名字|是哪位|是哪个人)|^谁(?:是|负责|当|担任|主持|带队)|"
    rf"\bwho(?:'s| is| was) the {_OFFICE_EN}|\bname of (?:the|its|their) {_OFFICE_EN}|{_OFFICE_EN}(?:['’]s)? name\b"
)
# What a reason is told by: a cause, an aim, or a want.
_REASON = re.compile(
    "因|由于|导致|致使|造成|引起|受|影响|为了|以便|确保|目的|旨在|源于|得益|依托|凭|问题|不[足够高强深实准善全力多快齐平优明畅稳]|缺|慢|难|滞后|"
    "薄弱|有待|未(?!来)|没|弱|差[距异]|少|欠|压力|制约|瓶颈|短板|矛盾|乏力|放缓|下滑|意识|指导|指引|贯彻|落实"
)
_NOTE = re.compile(
    r"[\\\[〔【［（(\s]*\d{1,3}[\\\]〕】］）).．、\s]*[“\"]?(?P<term>[^“”\"：:，。]{2,20})[”\"]?\s*(?:[：:]|是指|指的是)"
)
_SENTENCE, _LONGEST = re.compile(r"[^。！？!?\n]*[；;：:，,]\s*\Z"), 500  # characters looked back
_PAST = re.compile("去年|上年|前年|往年|上一年|历年|20(?:0\\d|1\\d)年")
_PAST_STATED = re.compile("去年|上年|前年|往年|上一年|20\\d\\d年|同比|比上")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A retrieved passage as the reader saw it."""

    hit: Hit
    reading: Reading

    @property
    def passage(self) -> Passage:
        """The retrieved passage."""
        return self.hit.passage

    @property
    def span_text(self) -> str:
        """The words the reader marked."""
        return self.passage.text[self.reading.start : self.reading.end]


def span_of(question: Question, candidate: Candidate) -> Span:
    """Return the span of the candidate's passage to show in bold: of a table's row the cell, else ``answer_span``."""
    cell = asked_cell(question, candidate.passage) if question.kind == "quantity" else None
    return (cell.start, cell.end) if cell else answer_span(question, candidate.passage.text, candidate.reading)


def feature_rows(
    question: Question, candidates: Sequence[Candidate], lexical: LexicalIndex, reports: dict[str, Report]
) -> list[list[float]]:
    """Return one row of FEATURES for each candidate."""
    wanted = Wanted.of(question, lexical)
    places = [place for place in _places(question.text) if not lexical.document_frequency(place[:2])]
    best = max((candidate.reading.answerable for candidate in candidates), default=0.0)
    rows = []
    for candidate in candidates:
        passage, reading = candidate.passage, candidate.reading
        rows.append(
            [
                candidate.hit.score,
                candidate.hit.dense,
                reading.answerable,
                reading.score,
                wanted.covered(passage.indexed_text),
                wanted.covered(passage.text),
                wanted.unknown,
                _unit_match(question, passage.text),
                float(_lacks_unit(question, passage.text)),
                _unit_match(question, candidate.span_text),
                float(lacks_type(question, passage)),
                _past_missing(question, passage),
                wanted.missing(passage.indexed_text),
                *_sides(question, passage),
                float(bool(_missing_years(question, passage, reports[passage.report]))),
                float(bool(places)),
                float(passage.is_heading),
                reading.answerable - best,
                float(defines(question, passage.text)),
                nearness(passage, question.anchors),
                float(_was_told(question, candidate)),
                *(float(question.kind == kind) for kind in ("yesno", "list", "summary", "compare")),
            ]
        )
    return rows


def _was_told(question: Question, candidate: Candidate) -> bool:
    """Whether all that would be shown in bold are quantities that the answers before gave already."""
    if not question.told:
        return False
    text = candidate.passage.text
    shown = quantities_in(text, span_of(question, candidate))
    return bool(shown) and all((q.value, q.unit) in question.told for q in shown)


def _lacks_unit(question: Question, text: str) -> bool:
    """Whether the question names a unit and no quantity of the passage has it."""
    if not question.units or not question.wants_quantity:
        return False
    return not any(same_unit(q.unit, unit) for q in find_quantities(text) for unit in question.units)


def defines(question: Question, text: str) -> bool:
    """Whether ``text`` is the note that explains a term of the question (31.“五率”：报名率、上站率…)."""
    note = _NOTE.match(text)
    return note is not None and fold(note["term"]) in fold(question.text)


def asks_person(question: Question) -> bool:
    """Whether a question asks for the name of a person."""
    return bool(_PERSON.search(question.text) or _PERSON.search(fold(question.asked)))


def names_person(text: str) -> bool:
    """Whether a text names a person beside an office or a form of address (县长王某某, 李某某同志).

    The tagger alone takes many an ordinary word for a name (阳光, 文明), so both signs are asked for.
    """
    end, surname = 0, 0
    for word, tag in rjieba.tag(text):
        start = text.find(word, end)
        end = start + len(word)
        # 郑, 海涛: a surname may be a word of its own.
        starts = (start, start - surname) if surname else (start,)
        titled = any(_TITLE_BEFORE.search(text, max(0, s - 6), s) for s in starts) or _TITLE_AFTER.match(text, end)
        if tag.startswith("nr") and 2 <= len(word) <= 4 and titled and not _TAKES_CHARGE.match(word):
            return True
        surname = int(len(word) == 1 and tag.startswith("n"))
    return False


def lacks_type(question: Question, passage: Passage) -> bool:
    """Whether the passage lacks what the question word asks for: a date, a person, body or place, a reason, a rise or fall."""
    if asks_person(question):
        return not names_person(passage.text)
    if asks_which_way(question.text):
        return not tells_which_way(question.text, passage, question.side)
    if question.kind == "why":
        return not _REASON.search(passage.text)
    if question.kind == "when":
        return not _DATE.search(passage.text)
    if question.kind not in ("who", "where"):
        return False
    wanted = ("ns", "nr", "nt", "nz") if question.kind == "who" else ("ns", "s", "nt", "nz", "nr")
    return not any(tag in wanted for _, tag in rjieba.tag(passage.text))


def _unit_match(question: Question, text: str) -> float:
    """1 where a wanted quantity of a wanted unit is there, -1 where a quantity is wanted and none is, else 0."""
    if not question.wants_quantity:
        return 0.0
    quantities = list(find_quantities(text))
    if not quantities:
        return -1.0
    if not question.units:
        return 1.0
    return 1.0 if any(same_unit(q.unit, unit) for q in quantities for unit in question.units) else -0.5


def _past_missing(question: Question, passage: Passage) -> float:
    return float(bool(_PAST.search(question.text)) and not _PAST_STATED.search(passage.text))


def _sides(question: Question, passage: Passage) -> tuple[float, float]:
    """1 or -1 where the passage is or is not on the side asked about, and whether it is a target unasked for."""
    target = is_intended(passage)
    if not question.side:
        return 0.0, float(target)
    if target != (question.side == "target"):
        return -1.0, 0.0
    # What a sentence of the report's past half intends in passing is less of a target than what its plans say.
    passing = target and tell_side(passage.section, "", passage.ahead) not in ("target", "plan")
    return (0.0 if passing else 1.0), 0.0


def _missing_years(question: Question, passage: Passage, report: Report) -> list[str]:
    """Years the question names that neither the passage, the sentence that it stands in (目标是：到2030年甲达到1亿元；
    乙达到2亿元), its headings nor the report's title and period hold."""
    before = _SENTENCE.search(report.text, max(0, passage.start - _LONGEST), passage.start)
    known = f"{before.group() if before else ''} {passage.indexed_text} {report.title} {report.period}"
    return [year for year in question.years if year not in known]


def _places(text: str) -> list[str]:
    """Names of administrative places in the question."""
    return [word for word, tag in rjieba.tag(fold(text)) if tag == "ns" or (len(word) > 2 and _PLACE.match(word))]
