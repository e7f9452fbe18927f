"""Questions whose subject is the same whatever was asked before: the report itself, and who heads the place."""

import re

_REPORT = re.compile(r"^(?:(?:这份|这个|该|本)?|[这那]是[^，,？?]*)(?:报告|文件|材料|总结)")
_HEAD = "(?:[镇乡县区市省州]长|(?:[镇乡县区市省州]委|党委)?书记)"
_WHO_HEADS = re.compile(
    rf"(?:谁|哪[位个])(?:担任|来当|[是当任])(?:现任|现在|[镇乡县区市省州])*的?{_HEAD}[呢呀啊]?[？?]*$|"
    rf"(?:现任|现在的?)?{_HEAD}(?:现在)?(?:是|叫|姓)(?:谁|哪位|什么|啥)(?:名字)?[呢呀啊]?[？?]*$"
)


def names_its_own(question: str) -> bool:
    """Whether ``question`` is about the report or asks for the head of the place: it goes on from nothing.

    Who is 负责人 or 主任 may be asked of the matter before; there is one 镇长.

    >>> names_its_own("谁是镇长?"), names_its_own("谁是负责人?")
    (True, False)
    """
    return any(pattern.match(question) for pattern in (_REPORT, _WHO_HEADS))
