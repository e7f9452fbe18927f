"""What a chat model wrote, taken apart: sentences, the passages each one cites, and whether it is an answer at all."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from app.notices import Cause
from app.prompts import NO_ANSWER_EN, NO_ANSWER_ZH

MAX_DRAFT = 1500
"""Characters that a draft may have; a good one has two hundred."""

_THOUGHTS = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_INVISIBLE = frozenset(["Cc", "Cf", "Cs", "Co", "Cn"])
_MARKER = re.compile(r"[\[［【〔]\s*(\d{1,3}(?:\s*[,，、;；\-–—~和]\s*\d{1,3})*)\s*[\]］】〕]")
_LEAD = re.compile(r"^\s*(?:回答|答案|答|改写|译文|Answer|A)\s*[:：]\s*", re.IGNORECASE)
_BULLET = re.compile(r"^\s*[-*•·]\s*")
_END = re.compile(r"[。！？!?；;\n]+|(?<![\d.])\.(?=\s|$|[\[［【〔])|(?<=\d)\.(?=\s|$|[\[［【〔])")
_VERDICT = re.compile(
    r"^(?:(?P<yes>是的?|对的?|没错|正确|属实|有的?|yes\b)|(?P<no>不是的?|不对|没有|并非如此|否|错误|不属实|no\b))\s*[，,。.;；:：]\s*",
    re.IGNORECASE,
)
_TOOLS = re.compile(
    r"</?tool_call|<\|?(?:function|tool|python)|\"(?:tool_calls?|function_call|function|arguments|parameters)\"\s*:|"
    r"^\s*```(?:json|python|tool)|^\s*[\[{]\s*\"",
    re.IGNORECASE,
)
_SILENT = re.compile(
    rf"{NO_ANSWER_ZH}|{NO_ANSWER_EN}|(?:段落|资料|报告|原文)[^，。]{{0,8}}(?:没有|并未|未)[^，。]{{0,6}}(?:提|答|信息|内容|说明)|"
    r"(?:passages?|report)[^.]{0,20}\b(?:do(?:es)?|did) not\b[^.]{0,20}\b(?:answer|mention|contain|provide|state)",
    re.IGNORECASE,
)
_SHORT = 60  # characters up to which "the passages do not answer" is all that a draft says
_CJK = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]")
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a draft, without markers; ``cited`` are the numbers of its markers, existing or not.

    ``verdict`` is the yes or no that it opens with, which ``text`` leaves out; ``opening`` the words for that.
    """

    text: str
    cited: tuple[int, ...]
    verdict: Literal["yes", "no", ""] = ""
    opening: str = ""
    bullet: bool = False


def clean(raw: str) -> str:
    """Return a draft as plain text: no thoughts, no Markdown, nothing invisible; line feeds stay."""
    text = _THOUGHTS.sub("", raw).replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(c for c in text if c == "\n" or unicodedata.category(c) not in _INVISIBLE)
    text = re.sub(r"\*\*|__|`+|~~", "", text)
    text = re.sub(r"(?m)^\s*(?:#{1,6}|>)\s+", "", text)
    text = re.sub(r"(?m)^\s*\(?\d{1,2}[.)、]\s+", "- ", text)
    return _LEAD.sub("", text).strip()


def unusable(draft: str, finish: str, lang: Literal["zh", "en"]) -> Cause | None:
    """Return why the clean ``draft`` cannot be an answer to a question in ``lang``, or None where it may be one."""
    if finish == "overlong" or len(draft) > MAX_DRAFT:
        return "overlong"
    if finish == "tools" or _TOOLS.search(draft):
        return "tools"
    if not any(c.isalnum() for c in draft):
        return "empty"
    if len(draft) <= _SHORT and _SILENT.search(draft):
        return "silent"
    bare = _BRACKETED.sub("", draft)
    chinese, latin = len(_CJK.findall(bare)), len(_LATIN.findall(bare))
    foreign = latin > 2 * chinese if lang == "zh" else chinese > latin / 2
    return "language" if foreign and chinese + latin > 0 else None


def split_sentences(draft: str, finish: str = "stop") -> list[Sentence]:
    """Return the sentences of a clean draft; what a stop for length left unfinished is no sentence."""
    pieces: list[tuple[str, list[int]]] = []
    start = 0
    ends = [*(match.span() for match in _END.finditer(draft)), (len(draft), len(draft))]
    for begin, end in ends:
        text, numbers = _take_markers(draft[start:begin])
        if pieces and not _has_words(text):
            pieces[-1][1].extend(numbers)
        elif pieces and draft[start : start + 1] in "[［【〔":
            leading = _leading_markers(draft[start:begin])
            pieces[-1][1].extend(leading)
            pieces.append((text, numbers[len(leading) :]))
        elif _has_words(text):
            pieces.append((text, numbers))
        start = end
    if finish == "length" and pieces and ends[-2:-1] and ends[-2][1] != len(draft.rstrip()):
        pieces.pop()
    return _join_verdicts([_sentence(text, numbers) for text, numbers in pieces])


def _has_words(text: str) -> bool:
    return any(c.isalnum() for c in text)


def _take_markers(text: str) -> tuple[str, list[int]]:
    numbers: list[int] = []
    for match in _MARKER.finditer(text):
        numbers += [int(number) for number in re.findall(r"\d+", match[1])]
    return _MARKER.sub("", text), numbers


def _leading_markers(text: str) -> list[int]:
    numbers: list[int] = []
    while match := _MARKER.match(text):
        numbers += [int(number) for number in re.findall(r"\d+", match[1])]
        text = text[match.end() :].lstrip()
    return numbers


def _sentence(text: str, numbers: list[int]) -> Sentence:
    bullet = _BULLET.match(text)
    text = (text[bullet.end() :] if bullet else text).strip(" \t,，、:：")
    found = _VERDICT.match(text + "。")
    verdict: Literal["yes", "no", ""] = ""
    opening = ""
    if found:
        verdict = "yes" if found["yes"] else "no"
        opening = found["yes"] or found["no"]
        text = text[found.end() :].strip()
    return Sentence(text, tuple(dict.fromkeys(numbers)), verdict, opening, bool(bullet))


def _join_verdicts(sentences: list[Sentence]) -> list[Sentence]:
    """Give a bare yes or no to the sentence after it; alone it claims nothing that could be looked up."""
    joined: list[Sentence] = []
    for sentence in sentences:
        before = joined[-1] if joined else None
        if before and before.verdict and not before.text and not sentence.verdict:
            cited = tuple(dict.fromkeys((*before.cited, *sentence.cited)))
            joined[-1] = Sentence(sentence.text, cited, before.verdict, before.opening)
        else:
            joined.append(sentence)
    return [sentence for sentence in joined if sentence.text]
