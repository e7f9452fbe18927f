"""Recognise the headings of a Chinese official document.

By their markers, which nest in the order the State Council's format for official documents gives (GB/T 9704-2012,
7.3.3: 一、 （一） 1. （1）), by 一是/二是 and 一要/二要 enumerations, by a leading dash, by standing alone on a line,
and by being a short topic sentence that opens a theme (文旅融合蓬勃发展。).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NUMERAL = "[一二三四五六七八九十百]+"
_MARKDOWN = r"(?:\\?#)+\s*"
# Fixed kinds nest by rank; the kinds ranked INNER nest in whatever is open when they first appear.
INNER = 9
TOPICAL = 3
"""The rank from which on headings are topics within a part of the report."""
_MARKERS: tuple[tuple[str, int, re.Pattern[str]], ...] = (
    ("chapter", 1, re.compile(rf"第{_NUMERAL}(?:章|部分|篇)")),
    ("numeral", 2, re.compile(rf"{_NUMERAL}、")),
    ("bracket", 3, re.compile(rf"[(（]{_NUMERAL}[)）]")),
    ("digit", 4, re.compile(r"\d{1,2}(?:[、．]|\.(?!\d))")),
    ("digit-bracket", 5, re.compile(r"[(（]\d{1,2}[)）]")),
    ("dash", INNER, re.compile(r"(?:—{1,2}|-{2,})(?!\d)")),
    ("enumeration", INNER, re.compile(rf"{_NUMERAL}(?:是(?![否不])|要(?![求点素闻]))")),
)
_LINE_RANK, TOPIC = 0, "topic"
_SENTENCE = re.compile(r"[^。！？!?；;]*[。！？!?；;]+[”’\"'）)】」》]*|[^。！？!?；;]+")
_TOPIC_WINDOW = 100  # enough to see a topic sentence and that a longer one follows
_PERIODS = re.compile(r"回顾|总结|安排|打算|任务|思路|建议|目标|要求|重点工作|自身建设")
_APPENDIX = re.compile(r"[\[【(（]?(?:名词解释|名词注释|注释|附件|附录|附表)\d*[)）】\]]?[:：]?$")
_ADDRESS = re.compile("(?:各位(?:代表|委员|领导|同志)|同志们|代表们|朋友们)[，,：:！!。、]")
_LACKING = re.compile(
    "在[^，,。；;]{0,8}成绩[^，,。；;]{0,6}同时|(?:同时|当然)[，,]?我们[^，,。；;]{0,6}清醒|成绩(?:的取得)?来之不易"
)
_DEFINITION = re.compile(r"[:：][^。]|指|即")
_COUNTS_OUT = re.compile("问题|不足|困难|差距|短板|方面|以下|如下|几[个项点]|[一二三四五六七八九十两]个|主要|存在|是")
_MAX_HEADING, _MAX_HEADING_LINE, _MAX_TOPIC, _MIN_TOPIC = 50, 60, 22, 5


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading at the start of a line; ``rank`` orders the kinds that nest, ``end`` is 0 where none is there."""

    kind: str
    rank: int
    prefix: int  # characters of Markdown marks before the heading's own text
    end: int


def split_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences of ``text``, without the white space around them.

    A sentence ends with 。！？； (or their half-width forms) and the quotation marks or brackets that close after it.
    """
    for match in _SENTENCE.finditer(text):
        stripped = match.group().strip()
        if stripped:
            start = match.start() + match.group().index(stripped)
            yield start, start + len(stripped)


def standing_heading(line: str, following: str) -> Heading | None:
    """Recognise a heading without a marker by standing alone: short, unpunctuated, prose below."""
    markdown = re.match(_MARKDOWN, line)
    text = line[markdown.end() :] if markdown else line
    if _APPENDIX.match(text):
        return Heading("line", _LINE_RANK, markdown.end() if markdown else 0, len(line))
    if _marker(text) or not following or (not markdown and re.search(r"[。，,；;：:！!？?、\t]|^\W|\d$", text)):
        return None
    if len(text) > 30 or (not markdown and (len(following) < 30 or re.search(r"\d{1,2}月\d|：|:", text))):
        return None
    if not markdown and not re.search("[\u4e00-\u9fff]{4}", text):
        return None
    rank = _LINE_RANK if _PERIODS.search(text) else INNER
    return Heading("line" if rank == _LINE_RANK else "inner-line", rank, markdown.end() if markdown else 0, len(line))


def addresses(line: str) -> bool:
    """Whether a line turns to the audience (各位代表！…)."""
    return bool(_ADDRESS.match(line))


def ends_topic(line: str) -> bool:
    """Whether a line ends whatever topic was open: it turns to the audience, or to what is lacking after all."""
    return addresses(line) or bool(_LACKING.match(line))


def opens_part(line: str, following: str) -> bool:
    """Whether a line is a heading of the outermost kinds, other than that of an appendix."""
    marker = _marker(line)
    standing = standing_heading(line, following)
    if standing and standing.rank == _LINE_RANK:
        return not _APPENDIX.match(line)
    return marker is not None and marker[1] < TOPICAL


def may_be_topic(kinds: list[str]) -> bool:
    """Whether a short sentence may be a heading, given the kinds of the units before it on its line.

    Topics open a paragraph of their own, or stand in one that begins with a marked heading or with one
    sentence that leads to the first of them; none follows another directly. Short sentences elsewhere are prose.
    """
    if not kinds:
        return True
    leads = kinds[0] != TOPIC and (kinds[0] != "" or len(kinds) == 1 or kinds[1] == TOPIC)
    return leads and kinds[-1] != TOPIC


def _marker(text: str) -> tuple[str, int] | None:
    return next(((kind, rank) for kind, rank, pattern in _MARKERS if pattern.match(text)), None)


def run_in_heading(rest: str, following: str, topics: bool) -> Heading | None:
    """Recognise a heading at the start of ``rest``, the remainder of a line before the line ``following``.

    ``end`` is 0 where a marker opens an item that is not a heading but a sentence of its own: the item still
    closes the sections before it.
    """
    markdown = re.match(_MARKDOWN, rest)
    prefix = markdown.end() if markdown else 0
    marker = _marker(rest[prefix:])
    if marker is None:
        end = _topic_end(rest) if topics else 0
        return Heading(TOPIC, INNER, 0, end) if end else None
    kind, rank = marker
    _, end = next(split_sentences(rest), (0, 0))
    if kind == "dash":
        is_heading = _is_theme(rest[:end], _MAX_HEADING, commas=2) and len(rest) > 2 * end
    elif kind == "enumeration":
        is_heading = _opens_theme(rest, end, 30, commas=2)
    else:
        is_heading = end <= _MAX_HEADING or (end == len(rest) <= _MAX_HEADING_LINE)
        is_heading = is_heading and rest[end - 1] not in ";；"
        if kind in ("digit", "digit-bracket"):
            is_heading = is_heading and _is_digit_heading(rest, end, kind, following)
    return Heading(kind, rank, prefix, end if is_heading else 0)


def _is_digit_heading(rest: str, end: int, kind: str, following: str) -> bool:
    """Tell a heading such as “1.发展工业” from an item of a list or of a glossary."""
    if end < len(rest):
        return _opens_theme(rest, end, _MAX_HEADING, commas=2)
    next_marker = _marker(following)
    return not _DEFINITION.search(rest) and (next_marker is None or next_marker[0] != kind)


def _topic_end(rest: str) -> int:
    _, end = next(split_sentences(rest), (0, 0))
    is_judgement = re.search("(?<!求)是", rest[:end]) or end < _MIN_TOPIC
    return end if not is_judgement and _opens_theme(rest, end, _MAX_TOPIC, commas=1) else 0


def recurs(rest: str) -> bool:
    """Whether a further topic sentence follows in ``rest`` after at least one other sentence."""
    starts = [start for start, _ in split_sentences(rest)]
    return any(_topic_end(rest[start : start + _TOPIC_WINDOW]) for start in starts[1:])


def _opens_theme(rest: str, end: int, limit: int, commas: int) -> bool:
    """Whether the sentence ``rest[:end]`` names a theme that what follows fills in: longer sentences, or a count."""
    if not _is_theme(rest[:end], limit, commas):
        return False
    counts = re.match(rf"\s*{_NUMERAL}[是要]", rest[end:])
    if counts:  # 城市更新提速增效。一是改老旧。 opens a theme, 主要有三个问题。一是… only says that there are some
        return not _COUNTS_OUT.search(rest[:end]) and len(rest) > 3 * end
    _, following = next(split_sentences(rest[end:]), (0, 0))
    return following > end


def _is_theme(sentence: str, limit: int, commas: int) -> bool:
    """Whether ``sentence`` is worded like a heading: short, few commas, no figures."""
    numbered = re.match(r"(?:\d{1,2}[、．.]|[(（]\d{1,2}[)）])\s*", sentence)
    named = sentence[numbered.end() :] if numbered else sentence
    if len(sentence) > limit or not sentence.endswith("。") or re.search(r"\d", named):
        return False
    marked = _marker(sentence) is not None
    parts = re.split("[，,]" if marked else "[，,、]", sentence)
    return len(parts) <= commas + 1 and len(parts[-1]) <= 18
