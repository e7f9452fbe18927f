"""Follow-ups that ask the question before again: of another time, against another year, in all, for the names.

``那2022年的目标呢`` asks what was asked of 2021, ``具体是哪几个`` for those that were counted.
"""

import re

from app.topic import TIME, find_times

_SIDE = r"(?:目标|计划|任务|打算|安排|预期|实际|完成(?:情况)?)"
_OTHER_TIME = re.compile(rf"(?:到|在)?(?P<time>{TIME})(?:的)?(?P<side>{_SIDE})(?:呢|咧|嘞)[？?]*$")
_ASKS_THE_SAME = re.compile(
    rf"(?P<time>{TIME})(?P<rest>[，,]?(?:的)?{_SIDE}?(?:是|要|想|准备|争取|力争|达到|有|定的是|定了)*(?:多少|几)[^，,。？?]{{0,3}}[呢啊]?[？?]*)$"
)
_NUMBER_ASKED = re.compile(r"(?:是|有|为|达到?|了|共)*(?:多少|几|多大|多高|百分之几)")
_MEASURE_WORDS = "[个家项条户名位场处批种座所支件部]"
_COUNTED = re.compile(rf"多少(?={_MEASURE_WORDS})|几(?={_MEASURE_WORDS})")
_WHICH_ONES = re.compile(
    rf"(?:具体|分别|都|各)*(?:是|有|叫)?(?:哪几?{_MEASURE_WORDS}|哪些|什么名字|什么|啥|谁)[呢呀啊]?[？?]*$"
)
_AGAINST = re.compile(
    r"(?:比|跟|和|同|较)(?P<when>去年同期|上年同期|去年|上年|前年|上一年|同期)(?:相?比)?(?:呢|咧|嘞)[？?]*$"
)
_IN_ALL = re.compile(r"(?P<how>累计|总共|一共|合计|总计|人均)(?:呢|咧|嘞)[？?]*$")
_MEANS = re.compile(r"(?:指的?是|是)?(?:什么意思|啥意思)|指的?(?:是)?(?:什么|啥)|(?:什么|啥)含义|怎么(?:理解|解释)")
_POINTS = re.compile(r"(?:它|这|那)(?:个|词|话|说法|概念)?")
_TERM = re.compile(r"“[^”]{1,20}”[\u4e00-\u9fff]{0,4}")


def ask_again(core: str, question: str, answer: str) -> str | None:
    """Return ``question`` as ``core``, a follow-up without its opening word, asks it again; None where it does not.

    >>> ask_again("2022年的目标呢?", "全县2021年工业总产值是多少?", "")
    '全县2022年工业总产值目标是多少?'
    """
    if _WHICH_ONES.match(core) and _COUNTED.search(question):
        return _COUNTED.sub("哪几", question, count=1)
    other, same = _OTHER_TIME.match(core), _ASKS_THE_SAME.match(core)
    asked = _NUMBER_ASKED.search(question)
    if asked and (other or same):
        found = other or same
        assert found is not None
        subject = of_time(question[: asked.start()], found["time"])
        return subject + (other["side"] + question[asked.start() :] if other else found["rest"].lstrip("，,的"))
    against, in_all = _AGAINST.match(core), _IN_ALL.match(core)
    if asked and (against or in_all):
        subject = re.sub("(?:占|是|有|为|了|达到?)+$", "", question[: asked.start()])
        return (
            f"{subject}比{against['when']}增长了多少?"
            if against
            else f"{subject}{core[:-1].rstrip('呢？?')}{question[asked.start() :]}"
        )
    term = _TERM.search(answer)
    if term and _POINTS.match(core) and _MEANS.search(core):
        return _POINTS.sub(term.group().removesuffix("的"), core, count=1)
    return None


def of_time(subject: str, time: str) -> str:
    """Return ``subject`` with ``time`` in the place of the time that it names, else before it."""
    times = find_times(subject)
    if not times:
        return time + subject
    year = re.match(r"(?:19|20)\d\d年|今年|去年", times[0][0])
    named = year[0] if year and re.match(r"[上下]半年|[前第一二三四]+季度", time) else ""
    return subject[: times[0].start()] + named + time + subject[times[0].end() :]
