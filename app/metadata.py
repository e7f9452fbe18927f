"""Questions on the document itself: title, issuer, dates, index number, period covered."""

import re
from dataclasses import dataclass

from app.answer import escape_markdown
from app.citing import Citer
from app.masthead import HEAD, find_date, find_masthead, find_signature
from app.question import Question
from index.lexical import fold
from index.records import Report


@dataclass(frozen=True, slots=True)
class Field:
    """A piece of metadata: Chinese and English label, value, and where the source says it (or None)."""

    label: str
    english: str
    value: str
    span: tuple[int, int] | None


_FIELDS: tuple[tuple[str, str, str, str], ...] = (
    ("index_number", "索引号", "Index number", r"索引号|index number"),
    (
        "published",
        "公开日期",
        "Published",
        r"(?:什么时候|何时|哪天|哪一天|哪年|几月|几号|日期|时间)[^，,]{0,8}(?:发布|公开|公布|挂|发出|上网|出来|贴)|"
        r"(?:发布|公开|公布|挂|发出|上网|出来|贴)[^，,]{0,8}(?:什么时候|何时|哪天|哪一天|哪年|几月|几号|日期|时间)|(?:几月几号|哪(?:一)?天)[^，,]{0,3}(?:写|定|印)|几点|when|date",
    ),
    (
        "period",
        "涵盖时期",
        "Period covered",
        r"(?:覆盖|涵盖|针对|总结|写|讲|说|管|反映)[^，,]{0,8}(?:时期|时段|期间|哪年|哪一年|哪段|什么时间|什么时候|哪个(?:时|年))|哪(?:一)?年[^，,]{0,6}(?:报告|总结)|"
        r"时间范围|时间段|period|cover",
    ),
    (
        "issuer",
        "发布机构",
        "Issuer",
        r"谁|机构|单位|部门|哪(?:里|个(?:镇|乡|县|市|区|地方)|(?:一)?级)|哪家|who|issuer|issued|publisher",
    ),
    ("document_number", "文号", "Document number", r"文号|发文字号|document number"),
    ("title", "标题", "Title", r"标题|题目|名称|叫什么|名字|全称|title|name"),
)


# Where the page that a report was published on prints what the catalogue does not tell.
_VALUE = r"[ \t\u3000]*[:：][ \t\u3000]*(?P<value>[^\s:：|｜【\[]{2,30}(?:[ \t]\d{1,2}:\d{2}(?::\d{2})?)?)(?![:：])"
_LEAST_OF_TITLE = 4  # characters of the end of a title that the text has: 工作报告
_PRINTED = {
    "index_number": re.compile(rf"索[ \u3000]*引[ \u3000]*号{_VALUE}"),
    "issuer": re.compile(rf"(?:发布机构|发文机关|发布单位|信息来源|来源){_VALUE}"),
    "document_number": re.compile(r"(?P<value>[\u4e00-\u9fff]{1,10}[〔［\[（(](?:19|20)\d\d[〕］\]）)]第?\d{1,4}号)"),
    "published": re.compile(rf"(?:发布日期|公开日期|发布时间|公布日期|成文日期|生成日期){_VALUE}"),
}
# A line of the head that is nothing but the name of a body.
_BODY = re.compile(
    r"^[ \t\u3000]*(?P<value>[\u4e00-\u9fff]{2,24}(?:政府|办事处|委员会|党委|[^邮结布格]局|厅|办公室))[ \t\u3000]*$",
    re.MULTILINE,
)

# Who gave the report, when and where; not who published it.
_DELIVERY = re.compile(
    r"(?:作|做|宣读|念|听|审议)(?:了|的|过)?[^，,。？?]{0,6}报告|报告[^，,。？?]{0,14}(?:作|做|宣读|念|听|审议)(?:的|出|了)|报告人|"
    r"\b(?:gave|presented|read)\b[^?]*\breport|\breport\b[^?]*\b(?:delivered|given|presented)|\bdelivered\b[^?]*\breport"
)
_SOURCE = re.compile(r"来源|媒体|转载|刊登|登在|source of")
_HEAD_FIELDS = (
    (
        "speaker",
        "作报告的是",
        "Delivered by",
        re.compile(r"谁|哪位|哪个人|什么人|叫(?:什么|啥)|姓名|名字|报告人|\bwho\b|\bwhom\b"),
    ),
    (
        "delivered",
        "作报告的日期",
        "Delivered on",
        re.compile(r"哪(?:一)?天|什么时候|啥时候|何时|几月|几号|哪年|日期|时间|\bwhen\b|\bdate\b"),
    ),
    (
        "meeting",
        "作报告的会议",
        "Meeting",
        re.compile(r"(?:哪|什么|啥)[^，,？?]{0,4}(?:会|大会|会议|人代会)|\bmeeting\b|\bcongress\b"),
    ),
    ("source", "来源", "Source", _SOURCE),
)

# What stands under a report, or, of the day, in its head: whose it is and of what day.
_SIGNATURE = re.compile("落款|署名|签发|\\bsigned\\b|\\bdated\\b")
_SIGNATURE_FIELDS = (
    (
        "signer",
        "落款单位",
        "Signed by",
        "issuer",
        re.compile(r"谁|单位|机构|部门|哪(?:里|家)|署名|落款(?:是)?(?:什么|啥)?[？?]?$|\bwho\b"),
    ),
    (
        "signed",
        "落款日期",
        "Dated",
        "published",
        re.compile(
            r"哪(?:一)?天|什么时候|何时|几月|几号|哪年|日期|时间|落款(?:是)?(?:什么|啥)?[？?]?$|\bwhen\b|\bdate"
        ),
    ),
)
_PUBLISHED, _MINUTE = "公开日期", re.compile("几点")
_WHO = re.compile(r"谁|哪个?(?:单位|部门|机构)|哪家|\bwho\b")
_NOT_KEPT = re.compile(
    "文号|发文字号|密级|主题词|页数|字数|多少字|访问次数|访问量|阅读量|原文链接|网址|联系电话|邮政编码"
)


def asks_absent_field(question: Question, report: Report) -> bool:
    """Whether a question on the document asks for a particular that the source does not print."""
    asked = _NOT_KEPT.search(fold(question.text))
    # A label may be printed with nothing behind it but the next label (文号: 公开日期: 2025-08-12).
    return asked is not None and not re.search(
        rf"{asked[0]}[ \t]*[:：]?[ \t]*(?![^\s:：]+[ \t]*[:：])[^\s:：【\[]", report.text
    )


def find_fields(question: Question, report: Report) -> list[Field]:
    """Return the fields of ``report`` that ``question`` asks for: the delivery of the report and where it appeared,
    as its head prints them, else the one piece of metadata that is asked for; empty when none is known."""
    folded = f"{fold(question.asked)} {fold(question.text)}"
    if _DELIVERY.search(folded) or _SOURCE.search(folded):
        head = find_masthead(report.text)
        asked = [
            Field(label, english, report.text[slice(*head[key])], head[key])
            for key, label, english, pattern in _HEAD_FIELDS
            if key in head and pattern.search(folded)
        ]
        if asked:
            return asked
    signed = _signed(folded, report)
    known = find_field(question, report) if not signed else None
    fields = [known] if known else signed
    if known and known.label == _PUBLISHED and _WHO.search(folded):
        fields += [field for field in (_issuer(report),) if field]
    return fields


def _issuer(report: Report) -> Field | None:
    key, label, english, _ = next(field for field in _FIELDS if field[0] == "issuer")
    return _field(key, label, english, report)


def _signed(folded: str, report: Report) -> list[Field]:
    """What the end of a report prints that is asked for, where it is asked for by that name or nothing else tells it."""
    signature, named = find_signature(report.text) or find_date(report.text), _SIGNATURE.search(folded)
    fields = []
    for key, label, english, other, pattern in _SIGNATURE_FIELDS:
        if key in signature and pattern.search(folded) and (named or not getattr(report, other)):
            fields.append(Field(label, english, report.text[slice(*signature[key])], signature[key]))
    return fields


def find_field(question: Question, report: Report) -> Field | None:
    """Return the field of ``report`` that ``question`` asks for, or None when it asks for none that is known."""
    folded = f"{fold(question.asked)} {fold(question.text)}"
    for key, label, english, pattern in _FIELDS:
        if re.search(pattern, folded):
            known = _field(key, label, english, report, to_the_minute=_MINUTE.search(folded) is not None)
            if known:
                return known
    return None


def _field(key: str, label: str, english: str, report: Report, to_the_minute: bool = False) -> Field | None:
    """A field as the catalogue tells it, else as the page prints it, which alone tells a time of day."""
    kept = getattr(report, key, "")  # the number of the document is printed or nowhere
    value = "" if to_the_minute else kept
    printed = None if value or key not in _PRINTED else _PRINTED[key].search(report.text, 0, HEAD)
    if not value and key == "issuer":
        printed = printed or _BODY.search(report.text, 0, HEAD)
    value = printed["value"] if printed else kept
    if not value:
        return None
    start = printed.start("value") if printed else report.text.find(value)
    return Field(label, english, value, (start, start + len(value)) if start >= 0 else None)


def tell_fields(question: Question, report: Report, citer: Citer) -> str:
    """Return the asked fields with their citations, or an empty string where one of them cannot be cited."""
    parts = [_tell_field(question, report, known, citer) for known in find_fields(question, report)]
    return "".join(parts) if all(parts) else ""


def _tell_field(question: Question, report: Report, known: Field, citer: Citer) -> str:
    """Name and value of a field, with a marker of the words that print it, else of the title; "" without either."""
    marker = citer.cite_words(report.id, *known.span, known.label) if known.span else ""
    title = _printed_title(report)
    if not marker and title:
        marker = citer.cite_words(report.id, *title)
    label, stop = (f"{known.english}: ", ".") if question.lang == "en" else (f"{known.label}：", "。")
    return f"{label}**{escape_markdown(known.value)}**{stop}{marker}" if marker else ""


def _printed_title(report: Report) -> tuple[int, int] | None:
    """Where the text has the title, or most of the end of one that is told with the place that another line names."""
    ends = (report.title[start:] for start in range(max(1, len(report.title) - _LEAST_OF_TITLE + 1)))
    found = next((end for end in ends if end in report.text), "")
    at = report.text.find(found)
    return (at, at + len(found)) if found else None
