"""Tell a report's content from the page it was published on.

Scraped reports come with navigation, dates, counters and lists of links around them. Those lines are metadata:
kept in the source, never a passage. What looks like prose is never dropped.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

_LABELS = (
    "当前位置|首页|您的位置|索引号|文号|发布机构|公开日期|信息来源|来源|发布时间|发布日期|日期|时间|作者|阅读|评论|浏览(?:次数|量)?|访问(?:次数|量)?|点击(?:次数|量|数)?|"
    "内容摘要|摘要|分享|字号|字体|打印|关闭|责任编辑|编辑|审核|上一篇|下一篇|附件|扫一扫|标签云|相关|主办|承办|版权|备案|"
    "信息分类|信息类别|信息名称|主题分类|主题词|生成日期|成文日期|公开方式|公开范围|公开时限|责任部门|发文机关|有效性|体裁|"
    "无障碍阅读|长者模式|网站标识码|网站地图|隐私声明|关于我们|联系我们|联系电话|收藏"
)
_DISCLAIMER = re.compile("免责声明|凡注明|(?<![基日根样成资])本(?:站|网站|网(?![格络点]))|未经许可，?,?不得")
_METADATA = re.compile(rf"(?:>>|【|\[)|(?:{_LABELS})(?:[:：\s]|$)")
_FILE_NAME = re.compile(r"\.(?:docx?|pdf|wps|txt|html?)$", re.IGNORECASE)
_MENU = re.compile(r"[^。；;，,|｜\d]{1,20}(?:[|｜][^。；;，,|｜\d]{1,20}){2,}$")  # 无障碍阅读 | 长者模式 | 登录
_SITE = re.compile(r"[\u4e00-\u9fff]{2,20}(?:门户网站|政府网站|信息公开网?|政务网)$")
_SENTENCE_MARK = re.compile(r"[。！？!?；;]")
_QUANTITY = re.compile(r"\d\s*(?:万|亿|元|%|％|亩|人|个|家|公里)|\t|^\|")
_TEASER = re.compile(r"(?:\.{4,}|…+)$")
_HEADING_START = re.compile(r"[一二三四五六七八九十]+[、.．]|[(（][一二三四五六七八九十]+[)）]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source without surrounding white space: ``text[start:end]``.

    ``is_front`` marks the lines above the report proper: title, occasion, speaker.
    """

    start: int
    end: int
    text: str
    is_front: bool = False


def split_lines(text: str) -> Iterator[Line]:
    """Yield the lines that hold anything but white space, with offsets into ``text``."""
    for match in re.finditer(r"[^\r\n\f\v\x1c-\x1e\x85\u2028\u2029]+", text):
        stripped = match.group().strip().strip("\ufeff").strip()
        if stripped:
            start = match.start() + match.group().index(stripped)
            yield Line(start, start + len(stripped), stripped)


def content_lines(text: str) -> list[Line]:
    """Return the lines of ``text`` that belong to the report itself, in order."""
    lines = list(split_lines(text))
    first = next((i for i, line in enumerate(lines) if _is_body(line.text)), None)
    if first is None:  # nothing to tell the page's short lines from the report's: all are content
        return lines
    last = len(lines)
    while last > first + 1 and _is_tail(lines[last - 1].text):
        last -= 1
    head = [replace(line, is_front=True) for line in lines[:first] if not _is_head_furniture(line.text)]
    return head + lines[first:last]


def _is_body(line: str) -> bool:
    """Whether the report proper may start with this line: a heading or a line of prose."""
    if _METADATA.match(line) or _TEASER.search(line):
        return False
    return bool(_HEADING_START.match(line)) or (len(line) >= 30 and bool(re.search("[。；;，,]", line)))


def _is_head_furniture(line: str) -> bool:
    if _METADATA.match(line) or _TEASER.search(line) or "访问次数" in line:
        return True
    if _MENU.match(line) or _SITE.match(line):
        return True
    words = re.sub(r"\W|_", "", line)
    return len(words) <= 4 or words.isdecimal()


def _is_tail(line: str) -> bool:
    """Whether a line at the very end is a link, a file name or a counter rather than prose or a table row."""
    is_note = line[0] in "[【" and bool(_SENTENCE_MARK.search(line))  # “[1]“双碳”：碳达峰与碳中和。”
    if _MENU.match(line):
        return True
    if _FILE_NAME.search(line) or _DISCLAIMER.search(line) or (_METADATA.match(line) and not is_note):
        return True
    if _SENTENCE_MARK.search(line) or re.search("[，,]", line) or _QUANTITY.search(line) or _HEADING_START.match(line):
        return False
    return len(line) <= 40
