"""The name of the place or office that a report is of, which its own passages need not repeat.

``徐水区2023年的GDP`` is answered by 全年地区生产总值完成212.1亿元: to a reader that looks for the words of the question
the name is but one that is missing.
"""

import re
from functools import lru_cache

from app.content import content_words

_TITLE = re.compile(
    r"^(?:(?:19|20)\d\d年?)?(?!政府|工作)(?P<name>[\u4e00-\u9fff]{2,20}?)(?:人民)?(?=(?:19|20)\d\d|政府|工作|年|关于|[上下]半年|第)"
)
_UNIT = r"特别行政区|自治区|自治州|自治县|街道|省|市|县|区|镇|乡|州(?!市)"
_PEOPLE = (
    "畲|回|满|苗|壮|彝|藏|侗|瑶|白|傣|黎|羌|水|京|怒|佤|畬|土|土家|蒙古|朝鲜|哈尼|傈僳|拉祜|纳西|布依|仡佬|毛南|锡伯|撒拉|东乡|"
    "维吾尔|哈萨克|柯尔克孜|达斡尔|鄂温克|鄂伦春|景颇|普米|布朗|阿昌|保安|裕固|仫佬|高山"
)
_PARTS = re.compile(rf".+?(?:{_UNIT}|局|委|厅|办|院)")
_KIND = re.compile(rf"(?:(?:{_PEOPLE})族)*(?:{_UNIT})$")
# Longer names that begin with the place's, and what is said of a place rather than in it.
_LONGER = r"(?!社区|村|街道|中学|小学|幼儿园|路|桥|河|站|公园|大道|人|籍|话|方言|速度|模式|经验|精神|品牌)"
_NAMED = r"(?<![“‘《「])(?<!平安)(?<!美丽)(?<!数字)(?<!幸福)"
# 镇里, 局里: whoever asks a report means the one that it is of.
_INSIDE = r"(?:(?<![\u4e00-\u9fff][小城乡集])[省市县区镇乡局][里上](?![面级])|辖区(?:内|里)?(?![面域]))"
# 全县, 咱县 of a county's report: the whole that every sentence of it is about, whether it says so or not.
_WHOLE, _NO_WHOLE = r"(?:全|咱们?|我们?|本)", r"(?![域位城级直属长委政人场面容乡镇村])"
_LEVEL = re.compile(rf"(?:{_UNIT}|局|委|厅)$")
_LEAST = 2  # words that must be left to ask about


@lru_cache(maxsize=256)
def own_names(title: str) -> tuple[str, ...]:
    """Return the names of the place or office that a report's ``title`` gives, the longest first.

    >>> own_names("保定市徐水区2024年政府工作报告"), own_names("2018政府工作报告")
    (('保定市徐水区', '徐水区', '徐水'), ())
    """
    found = _TITLE.match(title)
    if not found:
        return ()
    name = found["name"]
    last = (_PARTS.findall(name) or [name])[-1]
    bare = _KIND.sub("", last)
    return tuple(dict.fromkeys(form for form in (name, last, bare) if len(form) > 1))


def without_own_place(question: str, title: str) -> str:
    """Return ``question`` without the name of what the report called ``title`` is of, where enough is left to ask.

    >>> without_own_place("徐水2023年的生产总值是多少?", "保定市徐水区2024年政府工作报告")
    '2023年的生产总值是多少?'
    >>> without_own_place("去年全区的生产总值是多少?", "保定市徐水区2024年政府工作报告")
    '去年生产总值是多少?'
    """
    names = own_names(title)
    forms = "|".join(f"{re.escape(form)}{_LONGER}" for form in names)
    level = next((found[0] for name in names if (found := _LEVEL.search(name))), None)
    whole = rf"|{_WHOLE}{level}{_NO_WHOLE}" if level else ""
    pattern = rf"(?:{_NAMED}(?:{forms})|{_INSIDE}{whole})的?" if forms else rf"{_INSIDE}的?"
    stripped = re.sub(pattern, "", question).lstrip(",，、 ")
    return stripped if len(content_words(stripped)) >= _LEAST else question
