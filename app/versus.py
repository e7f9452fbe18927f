"""A claim that one thing is more, or less, than another: 税收收入比财政收入高吗, 宣莲是不是少于中药材."""

import re
from dataclasses import dataclass

from app.content import content_words
from app.topic import TIME
from index.figures import find_quantities
from index.lexical import fold

_ASKED = r"(?:是不是|是否|会不会|的?确实?|真的?|总体上|其实|已经|也|应该)*"
_END = r"(?=[吗么吧呢]|得多|一些|一点|些|了|[,。?]|没错|对|$)"
_THAN = re.compile(
    rf"(?P<one>[^,。?]{{2,24}}?){_ASKED}(?<![同环占相])比(?![例重较率值])(?P<other>[^,。?]{{2,24}}?)(?:的)?(?:要|还|更|都|来得|显得|来)*"
    rf"(?P<how>[多高大快长强猛重]|[少低小慢短弱轻]){_END}"
)
_WORD = re.compile(
    rf"(?P<one>[^,。?]{{2,24}}?){_ASKED}(?P<how>多于|高于|大于|快于|超过|少于|低于|小于|慢于|不如|不及|赶不上)"
    rf"(?P<other>[^,。?]{{2,24}}?){_END}"
)
_LESS = re.compile("[少低小慢短弱轻]|不如|不及|赶不上")
_CONFIRMS = re.compile(r"吗|么[?]?$|吧|是不是|是否|会不会|对不对|没错|对[?]?$|真的")
_ASKS_WHETHER = re.compile("[吗么][?]?$")
_EARLIER = re.compile(
    rf"(?:{TIME}|上年|往年|同期|[前上]一?年|年初|年前|以前|之前|过去|原来|预期|预计|计划|目标)(?:同期|的)?"
)
_OPENING = re.compile(r"^(?:听说|据说|听人说|有人说|我记得|请问|那么?|是不是|是否|难道)+")


@dataclass(frozen=True, slots=True)
class Versus:
    """``names`` are the two things in the question's words; ``less`` whether the first is claimed to be the smaller."""

    names: tuple[str, str]
    less: bool


def tell_versus(text: str) -> Versus | None:
    """Return what ``text`` claims of two things that it names; None where it asks how much, of a number or of a time.

    >>> tell_versus("税收收入比财政收入高吗?")
    Versus(names=('税收收入', '财政收入'), less=False)
    """
    # 涨得比城里快吗,快多少: the first clause claims, the rest asks for the figures.
    clauses = re.split("[,;。](?=[^,;。]*(?:多少|几))", fold(text))
    folded = clauses[0] if len(clauses) > 1 and _ASKS_WHETHER.search(clauses[0]) else fold(text)
    found = _THAN.search(folded) or _WORD.search(folded)
    if found is None or not _CONFIRMS.search(folded) or re.search("多少|几|哪|谁|还是", folded):
        return None
    one, other = (_OPENING.sub("", found[name]).strip(" 的") for name in ("one", "other"))
    other = re.sub("[\u4e00-\u9fff]得$", "", other)  # 玉米种得
    if any(find_quantities(folded[found.end() :])):
        return None
    named = all(content_words(name) and not any(find_quantities(name)) for name in (one, other))
    before = _EARLIER.match(other)
    if not named or (before and not _is_thing(found["other"][before.end() :])):
        return None
    return Versus((one, other), bool(_LESS.search(found["how"])))


def _is_thing(words: str) -> bool:
    """Whether what stands behind a time names a thing (上半年新建的), rather than telling what happened since."""
    return words.strip().endswith("的") and bool(content_words(words))
