"""Put the sentences that passed the check into an answer: bold, markers, narrowed citations."""

import re
from collections.abc import Mapping, Sequence

from app.answer import Answer, Citation, escape_markdown
from app.citable import Stretch
from app.citing import Citer
from app.content import content_bigrams
from app.examined import Examined
from app.facts import normal, read_amounts
from app.facts_english import english_facts
from app.grounding import Grounded
from app.question import Question
from index.records import Report

MAX_SHORT, MAX_LONG = 200, 900
"""Characters of an answer to a factual question, and to one for a list or a summary."""
_LONG = ("list", "summary", "compare", "why", "how")
_SHORT, _HALF = 8, 0.5  # of the words of an item of a list, which may stand beside a verb
_MOST = 0.8  # of the passages of a summary, of the words of a list
SURE = 0.95
"""Confidence from which a model's finding no answer does not count against the extractive one."""
_YES = re.compile(r"^(?:是|Yes\b)")
_NO = re.compile(r"^(?:不是|No\b)")


def word_answer(
    examined: Examined, checked: Sequence[Grounded], reports: Mapping[str, Report]
) -> tuple[str, tuple[Citation, ...]] | None:
    """Return the Markdown of the answer and its citations, or None where too little holds to be one.

    The first sentence is the direct answer: without it the rest is none. A yes or no must be the one that the
    rules find; where the model left it out, theirs is put in.
    """
    question = examined.question
    long = question.kind in _LONG or question.asks_several
    kept = [one for one in checked if one.holds]
    if not kept or not (checked[0].holds or long):
        return None
    verdict = _verdict(examined) if question.kind == "yesno" else ""
    if verdict and any(one.sentence.verdict not in ("", verdict) for one in kept):
        return None
    if not says_enough(question, examined.answer, kept):
        return None
    citer = Citer(dict(reports))
    asked = _asked_words(examined.answer)
    listed = long and len(kept) > 2
    lines: list[str] = []
    for number, one in enumerate(kept):
        opening = verdict if number == 0 else ""
        line = _sentence(one, opening, asked, citer, question.lang == "en")
        if lines and len("".join(lines)) + len(line) > (MAX_LONG if long else MAX_SHORT):
            break
        lines.append(f"- {line}" if listed else line)
    text = ("\n" if listed else " " if question.lang == "en" else "").join(lines)
    return text, citer.citations


def says_enough(question: Question, base: Answer, kept: Sequence[Grounded]) -> bool:
    """Whether the sentences say no less than the extractive answer.

    For a fact they rest on the passage that states it, or hold the asked-for words themselves, and they tell those
    words or their amounts: what a fact is is extraction's to say, how it is told the model's. A list, a summary or a
    comparison rests on all that the extractive answer cites, or most of it, states every amount that it states, and
    has most of a list's words.
    """
    rests = [any(_overlap(citation, part) for one in kept for part in one.support) for citation in base.citations]
    told, stated = normal(_plain(base.text)), normal("。".join(one.sentence.text for one in kept))
    if question.kind not in ("list", "summary", "compare"):
        if (question.asks_several or question.kind in ("why", "how")) and not _as_much(told, stated, question.lang):
            return False
        asked = _asked_words(base)
        if asked and not _tells(asked, kept, question.lang):
            return False
        return any(rests) or (bool(asked) and any(asked in one.sentence.text for one in kept))
    if sum(rests) < (_MOST if question.kind == "summary" else 1.0) * len(rests):
        return False
    if question.kind == "summary" or question.lang == "en":
        return True
    amounts = {amount.value for amount in read_amounts(stated)}
    if any(amount.value not in amounts for amount in read_amounts(told)):
        return False
    return question.kind == "compare" or all(_is_told(item, stated) for item in [told, *_items(told)])


def _as_much(told: str, stated: str, lang: str) -> bool:
    """Whether what is ``stated`` has all amounts and most of the words of what extraction ``told``, where it can."""
    if lang == "en":
        return True
    amounts = {amount.value for amount in read_amounts(stated)}
    return all(amount.value in amounts for amount in read_amounts(told)) and _is_told(told, stated)


def _tells(asked: str, kept: Sequence[Grounded], lang: str) -> bool:
    """Whether the sentences hold the amounts of the asked-for words, or most of the words where there is no amount."""
    stated = normal("。".join(one.sentence.text for one in kept))
    amounts = {amount.value for amount in read_amounts(normal(asked))}
    if lang == "en":  # names and other words are in English there
        return amounts <= {amount.value for amount in english_facts(stated).amounts}
    if amounts:
        return amounts <= {amount.value for amount in read_amounts(stated)}
    return _is_told(asked, stated)


def _items(text: str) -> list[str]:
    """Return the items of the enumerations of a text: 甲、乙 and 丙等三地 of 打造甲、乙、丙等三地."""
    clauses = re.split(r"[,，。;；:：]", text)
    return [item for clause in clauses if "、" in clause for item in clause.split("、")]


def _is_told(words: str, stated: str) -> bool:
    grams = content_bigrams(words)
    return sum(gram in stated for gram in grams) >= (_MOST if len(grams) > _SHORT else _HALF) * len(grams)


def _plain(text: str) -> str:
    return re.sub(r"\*\*|(?<!\\)\[\d+\]|\\", "", text)


def _overlap(citation: Citation, part: Stretch) -> bool:
    return citation.report == part.report and citation.start < part.end and part.start < citation.end


def _verdict(examined: Examined) -> str:
    """Return the yes or no that the rules came to, as ``Sentence.verdict`` has it."""
    text = examined.answer.text
    return "yes" if _YES.match(text) else "no" if _NO.match(text) else ""


def _asked_words(base: Answer) -> str:
    """Return the asked-for words as the extractive answer found them."""
    for citation in base.citations:
        if citation.span:
            return citation.quote[citation.span[0] - citation.start : citation.span[1] - citation.start]
    return ""


def _sentence(one: Grounded, verdict: str, asked: str, citer: Citer, english: bool) -> str:
    text = one.sentence.text.rstrip("。.；;，,")
    at = text.find(asked) if asked else -1
    if at >= 0:
        end = at + len(asked)
        words = f"{escape_markdown(text[:at])}**{escape_markdown(asked)}**{escape_markdown(text[end:])}"
    else:
        words = escape_markdown(text)
    opening = {"yes": "Yes, " if english else "是，", "no": "No, " if english else "不是，"}.get(verdict, "")
    markers = "".join(citer.cite_stretch(stretch, _span(stretch, asked)) for stretch in one.support)
    return f"{opening}{words}{'.' if english else '。'}{markers}"


def _span(stretch: Stretch, asked: str) -> tuple[int, int] | None:
    at = stretch.text.find(asked) if asked else -1
    return (stretch.start + at, stretch.start + at + len(asked)) if at >= 0 else None
