"""Short and long names of one thing: 西部博览会 for the report's 西博会, 疾控局 for its 疾病防控局.

A Chinese short name keeps characters of the long one in their order, the first among them and mostly the last. Only a
name that the report lacks is replaced, and only by one that it holds.
"""

import re
from collections.abc import Iterator, Sequence

import rjieba

from app.vocabulary import Vocabulary

_NOUNS = ("n", "j", "f", "s", "b", "l")
_SHORT, _GAP, _WIDE, _LONGEST = 3, 2, 6, 10  # characters of a short name; left out between two kept; of a long name
_IDLE = ("一共", "总共")  # which the tagger takes for short names
_IDEOGRAPHS = re.compile("[\u4e00-\u9fff]+")
# What bodies, events and places are called by: other words of three characters are no short names.
_BODY = re.compile("[局院会区园站馆节赛台路线校厂社队委办厅部所场车]$")


def spell_as_reported(question: str, vocabulary: Vocabulary) -> str:
    """Return the folded ``question`` with names that the report lacks as the report shortens or spells them out.

    >>> spell_as_reported("西部博览会第几届了", Vocabulary.build(["办好第二十届西博会。"]))
    '西博会第几届了'
    """
    for name, words, tag in _names(question):
        if name in vocabulary or name in _IDLE or not _IDEOGRAPHS.fullmatch(name):
            continue
        told = _short_form(words, vocabulary) or _long_form(name, tag, vocabulary)
        if told:
            question = question.replace(name, told, 1)
    return question


def _names(question: str) -> Iterator[tuple[str, list[str], str]]:
    """The nouns of a question: those that stand together as one name, then the last of them alone, with its tag."""
    run: list[str] = []
    words = [*rjieba.tag(question), ("", "")]
    for position, (word, tag) in enumerate(words):
        if word and tag.startswith(_NOUNS):
            run.append(word)
            continue
        for part in (run, run[-1:]) if run else ():
            yield "".join(part), part, words[position - 1][1]
        run = []


def _short_form(words: Sequence[str], vocabulary: Vocabulary) -> str:
    """The short name that the report has: the first character of each word and the last of all (西部博览会, 西博会)."""
    short = "".join(word[0] for word in words) + words[-1][-1]
    named = len(words) > 1 and len("".join(words)) <= _LONGEST and _BODY.search(short)
    return short if named and short in vocabulary else ""


def _long_form(name: str, tag: str, vocabulary: Vocabulary) -> str:
    """The words of the report that ``name`` shortens; two characters are a short name only where that is their tag."""
    body = len(name) == _SHORT and _BODY.search(name) and not rjieba.has_word(name)
    if not (body or (len(name) == _SHORT - 1 and tag == "j")):
        return ""
    gap = _GAP if body else _WIDE
    spelt = vocabulary.search(f"[\u4e00-\u9fff]{{0,{gap}}}?".join(map(re.escape, name)))
    if not spelt or len(spelt) <= len(name):
        return ""
    longer = vocabulary.search(f"{spelt}[\u4e00-\u9fff]")  # 医药卫生体制改 ends within 改革
    spelt = longer if rjieba.has_word(longer[-2:]) else spelt
    return spelt if _is_name(spelt, name) else ""


def _is_name(spelt: str, short: str) -> bool:
    """Whether words are a name that ``short`` keeps characters of: nouns alone, each character at the edge of one."""
    words = rjieba.tag(spelt)
    if len(words) == 1:
        return words[0][1].startswith(_NOUNS)
    edges = {word[0] for word, _ in words} | {word[-1] for word, _ in words}
    nouns = all(tag.startswith((*_NOUNS, "vn", "an")) for _, tag in words[:-1]) and words[-1][1].startswith(
        (*_NOUNS, "v")
    )
    return nouns and edges.issuperset(short)
