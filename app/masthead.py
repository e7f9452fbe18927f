"""What the head of a report prints about its delivery: who gave it, when, at which meeting, and where it appeared.

Work reports given to a congress open with the same few lines: （2022年1月24日在…第二次会议上）, …人民政府县长 某某.
"""

import re
from functools import lru_cache

HEAD = 1_500
"""Characters at the start of a report that are looked at."""

Span = tuple[int, int]

_WIDE = {0xFF10 + digit: str(digit) for digit in range(10)}  # ２０２５年２月: as long as 2025年2月

_DATE = r"(?P<delivered>(?:19|20)\d{2}年\d{1,2}月\d{1,2}日)"
_OFFICE = r"(?:代理?)?(?:总理|主席|省长|市长|州长|县长|区长|旗长|镇长|乡长|局长|厅长|主任)"
_GAP = r"[?？\s\u3000]*"
_PATTERNS = (
    # 2025年1月15日某某市长在…会议上
    re.compile(
        rf"{_DATE}{_GAP}(?:(?P<speaker>[\u4e00-\u9fff·]{{2,5}}?){_OFFICE})?在(?P<meeting>[^\s，。）)]{{4,40}}?(?:会议|大会))(?!第)"
    ),
    # …人民政府县长 某某, the name at the end of its line
    re.compile(
        rf"(?:政府|国务院|委员会|[省市县区镇乡局厅])\s*{_OFFICE}{_GAP}"
        r"(?P<speaker>[\u4e00-\u9fff·]{2,5})[ \t\u3000]*(?=\n|$)"
    ),
    # 市长 某某 on a line of its own
    re.compile(rf"^[ \t\u3000]*{_OFFICE}[ \t\u3000]+(?P<speaker>[\u4e00-\u9fff·]{{2,5}})[ \t\u3000]*$", re.MULTILINE),
    re.compile(rf"^[ \t\u3000—－-]*[（(]?{_DATE}[）)]?[ \t\u3000]*$", re.MULTILINE),
    re.compile(r"来源[：:][ \t\u3000]*(?P<source>[\u4e00-\u9fffA-Za-z0-9·]{2,20})"),
)


_TAIL, _DIGIT = 300, "[一二三四五六七八九十〇○零]"
_SIGNED = re.compile(
    r"^[ \t\u3000]*(?P<signer>[\u4e00-\u9fff（）()]{2,24}?"
    r"(?:政府|委员会|办公室|办事处|党委|局|厅|委|院|校|中心|公司|部|处))?[ \t\u3000]*\n*[ \t\u3000]*"
    rf"(?P<signed>(?:(?:19|20)\d{{2}}|二[〇○零]{_DIGIT}{{2}})年(?:\d|{_DIGIT}){{1,3}}月(?:\d|{_DIGIT}){{1,3}}日)"
    r"[ \t\u3000]*$",
    re.MULTILINE,
)


def find_signature(text: str) -> dict[str, Span]:
    """Return where the end of ``text`` prints ``signer`` and ``signed`` (the date), those it has, each on its line.

    >>> text = "为完成全年任务而努力。\\n某县卫生健康局\\n2023年1月12日\\n"
    >>> {name: text[slice(*span)] for name, span in find_signature(text).items()}
    {'signer': '某县卫生健康局', 'signed': '2023年1月12日'}
    """
    start = max(0, len(text) - _TAIL)
    found = list(_SIGNED.finditer(text.translate(_WIDE), start))[-1:]
    return {name: match.span(name) for match in found for name, value in match.groupdict().items() if value}


@lru_cache(maxsize=64)
def _read(head: str) -> tuple[tuple[str, Span], ...]:
    found: dict[str, Span] = {}
    for pattern in _PATTERNS:
        for match in pattern.finditer(head):
            for name, value in match.groupdict().items():
                if value:
                    found.setdefault(name, match.span(name))
    return tuple(found.items())


def find_masthead(text: str) -> dict[str, Span]:
    """Return where the head of ``text`` prints ``speaker``, ``delivered``, ``meeting`` and ``source``, those it has.

    >>> text = "某县政府工作报告\\n（2022年1月24日在某县人民代表大会第二次会议上）\\n某县人民政府县长 王小明\\n"
    >>> {name: text[slice(*span)] for name, span in find_masthead(text).items()}
    {'delivered': '2022年1月24日', 'meeting': '某县人民代表大会第二次会议', 'speaker': '王小明'}
    """
    return dict(_read(text[:HEAD].translate(_WIDE)))


def find_date(text: str) -> dict[str, Span]:
    """Return where the head of ``text`` prints the day it is of (``signed``), where that is none of a delivery.

    >>> text = "某镇2024年上半年工作总结\\n（2024年7月5日）\\n"
    >>> {name: text[slice(*span)] for name, span in find_date(text).items()}
    {'signed': '2024年7月5日'}
    """
    head = find_masthead(text)
    given = "meeting" in head or "speaker" in head
    return {"signed": head["delivered"]} if "delivered" in head and not given else {}
