"""Which words of a question those of a follow-up take the place of (那办公会呢: 党组会)."""

import re
from collections.abc import Sequence

from app.topic import MEASURE, TIME, content_words, tagged

_MEASURED = re.compile(rf"(?:{MEASURE}|[一-龥]{{2,}}[率量额])$")
# What is asked of a thing takes no thing's place; of a share asked for it is the part that another takes the place of.
_ASKED_OF_IT = re.compile(rf"{MEASURE}|目标|计划|任务|打算|安排|进展|进度|情况|原因|问题|措施|成效|比重")
_SHARE_OF = re.compile("(.{2,12}?)占.{2,16}的比重")
# Each of them takes the place of the others: 农村呢 after a question on 城镇.
_CONTRASTS = (
    ("城镇", "城市", "农村", "乡村"), ("城里人", "城镇居民", "农村居民", "农村人", "农民"), ("出口", "进口"),
    ("男性", "女性"), ("一产", "二产", "三产"), ("第一产业", "第二产业", "第三产业"), ("国家级", "省级", "市级"),
    ("城东", "城西", "城南", "城北"), ("养老保险", "医疗保险", "医保", "失业保险", "工伤保险"), ("存款", "贷款"),
    ("人大代表建议", "政协提案"), ("新建", "改建", "扩建"), ("线上", "线下"), ("公办", "民办"),
)  # fmt: skip
_AMOUNT = re.compile("[一-龥]{1,4}(?:量|额|率|数|值)")
_NUMERALS = "一二三四五六七八九十"
_NUMERAL = f"[{_NUMERALS}]+"
_NUMBERED = re.compile(rf"第?(?:\d+|{_NUMERAL})(?P<kind>号|期|标段|轮|批|季度)")
_THRESHOLD = re.compile(r"(?P<n>\d[\d.]*[百千万亿]*)(?P<unit>元|人|亩|个|户|)(?P<side>以上|以下|以内)")
_COUNTS = "[头只匹羽尾棵株辆台座]"
_RATE = re.compile(
    rf"(?:{TIME})?(?:的)?(?P<whole>[\u4e00-\u9fff]{{2,10}}?[率量额])(?=怎么样|如何|咋样|是|有|为|达|多少|几|[上下]?[升降]|增|减|同比|[？?]|$)"
)
_PLACE = re.compile("[省市县区镇乡村](?:[里内]|本级)?$")  # what is before it is asked of the place
_FULL_NAME = 5  # characters from which the name of a measure needs no other words
_MODIFIER = re.compile(r"[^/]+[^/省市县区镇乡村局厅里内外上中]/(?:n|vn|nz|j|b|an)")


def put(question: str, what: str, kind: str) -> str | None:
    """Return ``question`` with ``what`` in the place of what is like it; None where nothing is.

    ``kind`` is what stands behind it (政协的呢): with 的 it takes the place of what the word is of.
    """
    limit, limited = _THRESHOLD.fullmatch(what), _THRESHOLD.search(question)
    if limit and limited:  # 50万以上的 after 10万元以上的村
        return question.replace(limited[0], limit["n"] + (limit["unit"] or limited["unit"]) + limit["side"], 1)
    slot = slot_for(question, what)
    if not slot:
        return None
    # 多少头肉牛: what takes its place may be counted otherwise.
    question = re.sub(f"(?<=多少){_COUNTS}(?={re.escape(slot)})", "", question)
    if slot == _partner(question, what):
        return question.replace(slot, what, 1)
    numbered = _NUMBERED.fullmatch(what)
    if numbered and _NUMBERED.fullmatch(slot):
        number = re.sub("第", "", what.removesuffix(numbered["kind"]))
        digits = str(_NUMERALS.find(number) + 1) if number in _NUMERALS and slot[0].isdigit() else number
        return question.replace(slot, digits + numbered["kind"], 1)
    if kind.startswith("的") and len(what) > 1 and tagged(what)[-1][1].startswith(("n", "r", "s")):
        start = _modified_from(question, slot)
        return f"{question[:start]}{what}的{question[question.index(slot) :]}"
    if kind.startswith("的"):
        what += slot if len(what) == 1 else f"的{slot}"
    return question.replace(slot, what, 1)


def _partner(question: str, what: str) -> str:
    """The word of ``question`` that ``what`` is a counterpart of, if there is one."""
    others = [word for words in _CONTRASTS if what in words for word in words if word != what]
    return next((word for word in others if word in question), "")


def _modified_from(question: str, slot: str) -> int:
    """Where the nouns before ``slot`` begin that say whose it is (人大代表的建议)."""
    at = end = question.index(slot)
    position, words = 0, []
    for word, tag in tagged(question):
        if position >= end:
            break
        words.append((position, word, tag))
        position += len(word)
    for start, word, tag in reversed(words):
        if not (tag.startswith(("n", "s", "j")) or word == "的") or re.fullmatch(TIME, word):
            break
        at = start
    return at


def slot_for(question: str, what: str) -> str:
    """Return the words of ``question`` that ``what`` takes the place of.

    A measure takes the place of a measure, a thing that of a thing: one that ends like it, or shares a character
    with it, or else the last.
    """
    numbered = _NUMBERED.fullmatch(what)
    same = numbered and re.search(rf"(?:\d+|{_NUMERAL})(?={numbered['kind']})", question)
    if numbered and same:
        return same[0] + numbered["kind"]
    share = _SHARE_OF.match(question)
    if share:
        return share[1]
    partner = next(
        (other for pair in _CONTRASTS if what in pair for other in pair if other != what and other in question), ""
    )
    if partner:
        return partner
    measures = [found[0] for found in re.finditer(MEASURE, question)]
    if _MEASURED.search(what):
        whole = _measured(question, what, measures)
        if whole or measures:
            return whole or measures[-1]
    words = [word for word in content_words(question) if word != what and not _ASKED_OF_IT.fullmatch(word)]
    words = [word for word in words if not _MEASURED.fullmatch(word) and not _AMOUNT.fullmatch(word)] or words
    alike = [word for word in words if word[-1] == what[-1]] or [word for word in words if set(word) & set(what)]
    chosen = (alike or words or measures or [""])[-1]
    return _whole(question, chosen) if len(what) > 1 and not _PLACE.search(chosen) else chosen


def _measured(question: str, what: str, measures: Sequence[str]) -> str:
    """Return the whole name of what a question measures (三级走访率), where ``what`` names as much (化解率)."""
    found = _RATE.match(question)
    alike = found and (not measures or found["whole"][-1] == what[-1] or len(what) >= _FULL_NAME)
    return found["whole"] if found and alike else ""


def _whole(question: str, word: str) -> str:
    """Return the compound that ends with ``word``: 旅游集散中心 for 中心; names of places are no part of it."""
    words = tagged(question)
    at = next((i for i in range(len(words) - 1, -1, -1) if words[i][0] == word), 0)
    start = at
    while start > 0 and _MODIFIER.fullmatch("/".join(words[start - 1])):
        start -= 1
    return "".join(text for text, _ in words[start : at + 1]) or word
