"""Follow-ups that ask the question before again: of another time, against another year, in all, for the names.

``那2022年的目标呢`` asks what was asked of 2021, ``具体是哪几个`` for those that were counted.
"""

import re

from app.question import tell_kind
from app.topic import MEASURE, TIME, find_times, names_thing, topic_of
from index.lexical import fold

_SIDE = r"(?:目标|计划|任务|打算|安排|预期|实际|完成(?:情况)?)"
_OTHER_TIME = re.compile(rf"(?:到|在)?(?P<time>{TIME})(?:[定提设订]?的)?(?P<side>{_SIDE})(?:呢|咧|嘞)[？?]*$")
_ASKS_THE_SAME = re.compile(
    rf"(?P<time>{TIME})(?:的时候|那时候?)?"
    rf"(?P<rest>[，,]?(?:的)?{_SIDE}?(?:是|要|想|准备|争取|力争|达到|有|定的是|定了|还|再|突破|[提冲升降增涨减][高升加长少低]?到)*"
    r"(?P<number>多少|几)(?P<unit>[^，,。？?呢啊]{0,3})[呢啊]?[？?]*)$"
)
_NUMBER_ASKED = re.compile(r"(?:是|有|为|达到?|了|共)*(?:多少|几|多大|多高|百分之几)")
_MEASURE_WORDS = "[个家项条户名位场处批种座所支件部]"
_COUNTED_THING = re.compile(
    rf"(?:多少|几)(?P<unit>{_MEASURE_WORDS}|[人次亩吨元亿万]+)?(?P<thing>[\u4e00-\u9fff“”]{{2,12}}?)?[了呢啊]?[？?]*$"
)
_NOW = "(?:现在|目前|如今|一共?|总共?|共)+$"
_COUNTED = re.compile(rf"多少(?={_MEASURE_WORDS})|几(?={_MEASURE_WORDS})")
_WHICH_ONES = re.compile(
    rf"(?:具体|分别|都|各)*(?:是|有|叫)?(?:哪几?{_MEASURE_WORDS}|哪些|什么名字|什么|啥|谁)[呢呀啊]?[？?]*$"
)
_AGAINST = re.compile(
    r"(?:比|跟|和|同|较)(?P<when>去年同期|上年同期|去年|上年|前年|上一年|同期)(?:相?比)?(?:呢|咧|嘞)[？?]*$"
)
_PRESENT, _DONE = re.compile("现在|目前|如今|眼下"), re.compile("(?<=[\u4e00-\u9fff])了(?!解)")
_GONE, _TO_COME = re.compile("去年|上年|上一年|前年"), re.compile("今年$|明年|来年|下半年")
_IN_ALL = re.compile(r"(?P<how>累计|总共|一共|合计|总计|人均)(?:呢|咧|嘞)[？?]*$")
_SHARE = re.compile(
    r"(?:占(?:了|到|有)?(?:多少|几成|百分之[几多]少?|多大)?|占?的?(?:比例|比重|占比)(?:是|有)?(?:多少|多大|几成|百分之[几多]少?)?)+[呢啊]?[？?]*$"
)
_AMONG = re.compile("^(?P<whole>.{2,20}?)[，,]其中(?P<part>.{2,16}?)(?:有|是)?(?:多少|几).*$")
_OF_IT = re.compile(rf"(?P<measure>{MEASURE}|[一-龥]{{1,3}}[率量额])(?:呢|咧|嘞)[？?]*$")
# What a measure has, which takes no measure's place: 增速呢 after GDP.
_ATTRIBUTE = re.compile(
    r"(?P<attribute>增速|增幅|涨幅|降幅|增长率|同比增速|完成率|占比|比重|排名|名次)(?:呢|咧|嘞|是多少|多少|有多[高大快])?[？?]*$"
)
_EACH = re.compile("(?:分别|各(?!种|类|地|级|项))(?:是|都)?")
_BOTH_TOLD = re.compile(
    r"(?:^|[，,。；;：:]|以来)(?P<one>[^，,。；;：:、*]{2,14})[、和与](?P<other>[^，,。；;：:、*]{2,14}?)(?:都|均|分别|双双|两项)"
)
_BOTH = re.compile(
    r"(?:这|那|上面|上述|前面|以上|刚才)(?:说的|提到的)?[两2二俩](?:个|项|家|者|处|座)?(?:项目|工程|地方|数字?|指标|村|产业)?|两者|二者|它们?俩"
)
_DONE_TO = re.compile("^(?:推动|推进|建设|实施|加快|加速|完成|打造|创建|引进|谋划|建成|建)+")
_TWO_NAMED = re.compile(
    r"(?:^|[，,。；;：:*是有为])(?P<one>[^，,。；;：:、*]{2,16})[、和与](?P<other>[^，,。；;：:、*]{2,16}?)\**(?:等)?\**[两2二][个项家座]"
)
_NTH = re.compile(
    r"(?:这|那|其中)?(?:的)?第(?P<n>[一二三四五六七八九十]|\d{1,2})(?:个|条|点|项|件|类|方面|大)*(?:问题|方面|原因|措施|任务|工作|打算|困难|不足|项目)?"
)
_COUNTED_OUT, _NUMERALS = re.compile(r"[一二三四五六七八九十]是"), "一二三四五六七八九十"
_FEWEST = 2  # items that are a list
_ABSTRACT = re.compile("的?(?:进展|进度|情况|成效|工作)+$")
_GETS_ON = re.compile("怎么样|如何|咋样|程度|哪一?步")
_SUBJECT = 24  # characters of an item that say what it is about
MEANT = re.compile(
    r"^(?:不是(?:问|说|指)?[^，,。！!]{0,12}|不对|错了|搞错了|弄错了|你?理解错了)?[，,。！!\s]*我(?:刚才)?(?:是)?(?:想|要)?(?:问|说|指)的(?:不是[^，,]{1,20}[，,])?(?:是)?(?P<what>[^，,。？?]{2,24}?)[呢啊]?[？?。]*$"
)
"""不是,我问的是X的: what was meant takes the place of what was understood."""
_MEANS = re.compile(r"(?:指的?是|是)?(?:什么意思|啥意思)|指的?(?:是)?(?:什么|啥)|(?:什么|啥)含义|怎么(?:理解|解释)")
_POINTS = re.compile(r"(?:它|这|那)(?:个|词|话|说法|概念)?")
_FIELD = re.compile("标题|题目|名称|全称|字数|目录|提纲|结构|部分")
_TERM = re.compile(r"“[^”]{1,20}”[\u4e00-\u9fff]{0,4}")


def corrects(question: str) -> bool:
    """Whether a question says what an earlier one meant (不是,我问的是…)."""
    return MEANT.match(question.strip()) is not None


def ask_again(core: str, question: str, answer: str, earlier: str = "") -> str | None:
    """Return ``question`` as ``core``, a follow-up without its opening word, asks it again; None where it does not.

    ``earlier`` is what the question before that was about: together they are 这两个项目.

    >>> ask_again("2022年的目标呢?", "全县2021年工业总产值是多少?", "")
    '全县2022年工业总产值目标是多少?'
    """
    told = _of_what_was_told(core, question, answer, earlier)
    if told:
        return told
    if _WHICH_ONES.match(core) and _COUNTED.search(question):
        return _COUNTED.sub("哪几", question, count=1)
    asked = _NUMBER_ASKED.search(question)
    again = _of_another_time(core, question, asked)
    if again:
        return again
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


def of_the_document(core: str, question: str) -> str | None:
    """Return ``core`` asked of the report itself, where ``question`` was and ``core`` names nothing that it tells of.

    >>> of_the_document("什么时候公开的?", "这份报告是谁发布的?")
    '这份报告什么时候公开的?'
    """
    if tell_kind(fold(question)) != "meta" or names_thing(_FIELD.sub("", core)):
        return None
    forms = (core, f"这份报告{core}")
    return next((form for form in forms if tell_kind(fold(form)) == "meta"), None)


def _of_what_was_told(core: str, question: str, answer: str, earlier: str) -> str | None:
    """The share of a part in its whole, a measure of the thing, the two things together, the second of the items."""
    among, measure, nth = _AMONG.match(question), _OF_IT.match(core), _NTH.match(core)
    if among and _SHARE.match(core):
        return f"{among['part']}占{among['whole']}的比重是多少?"
    attribute = _ATTRIBUTE.match(core)
    if attribute and not re.search(attribute["attribute"], question):
        found = topic_of(question)
        if re.search(MEASURE, found.entity):
            return f"{found.text}{attribute['attribute']}是多少?"
    both = _BOTH_TOLD.search(answer) if _EACH.match(core) else None
    if both:
        return f"{both['one']}和{both['other']}{core}"
    topic, thing = topic_of(question), _ABSTRACT.sub("", topic_of(question).thing)
    if measure and topic.thing and _NUMBER_ASKED.search(question) and not re.search(f"{MEASURE}|[率量额]", question):
        return f"{topic.time}{topic.thing}{measure['measure']}是多少?"
    earlier = _ABSTRACT.sub("", earlier)
    named = _TWO_NAMED.search(answer)
    one, other = (_DONE_TO.sub("", named["one"]), named["other"]) if named else (earlier, thing)
    if one and other and one != other and _BOTH.search(core):
        return _BOTH.sub(f"{one}和{other}", core, count=1)
    item = _item(answer, nth["n"]) if nth else ""
    return item + (core[nth.end() :] if nth else "") if item else None


def _item(answer: str, number: str) -> str:
    """What the item with that number is about, of an answer in bullets or one that counts out, if there is one."""
    bullets = [line[2:] for line in answer.split("\n") if line.startswith("- ")]
    items = bullets or _COUNTED_OUT.split(answer)[1:]
    n = int(number) if number.isdigit() else _NUMERALS.index(number) + 1
    if not 1 <= n <= len(items) or len(items) < _FEWEST:
        return ""
    subject = re.split("[：:，,。；;\n]", _COUNTED_OUT.sub("", items[n - 1]).strip())[0]
    return subject[:_SUBJECT]


def _of_another_time(core: str, question: str, asked: re.Match[str] | None) -> str | None:
    """The question asked again of another time, or what is intended then with what it was about."""
    other, same = _OTHER_TIME.match(core), _ASKS_THE_SAME.match(core)
    found = other or same
    if asked and found:
        subject = of_time(question[: asked.start()], found["time"])
        number = question[asked.start() :]
        link = "是" if re.match("[多几百]", number) else ""
        if other:
            return subject + other["side"] + link + number
        return re.sub(_NOW, "", subject) + _with_what_is_counted(found, number)
    entity = topic_of(question).entity
    thing = _ABSTRACT.sub("", entity)
    if not other or not other["side"] or not thing:
        return None
    gets_on = thing != entity or _GETS_ON.search(question)
    return f"{other['time']}{thing}" + ("要干到什么程度?" if gets_on else f"的{other['side']}是什么?")


def _with_what_is_counted(found: re.Match[str], number: str) -> str:
    """The words of a follow-up that ask for a number, of what the question before counted: 要几家 after 多少家公司."""
    rest, counted = found["rest"].lstrip("，,的"), _COUNTED_THING.search(number)
    if counted is None:
        return rest
    if not found["unit"] and found["number"] == "多少":
        rest = re.sub("(?<=多少)", counted["unit"] or "", rest, count=1)
    return rest.rstrip("呢啊？?") + counted["thing"] + "?" if counted["thing"] else rest


def of_time(subject: str, time: str) -> str:
    """Return ``subject`` with ``time`` in the place of the time that it names, else before it."""
    subject = _PRESENT.sub("", subject)
    times = find_times(subject)
    if not times:
        return time + subject
    if _GONE.match(times[0][0]) and _TO_COME.match(time):
        subject = _DONE.sub("", subject)  # 去年新建了多少座, 今年呢: what is planned, where nothing is done yet
    year = re.match(r"(?:19|20)\d\d年|今年|去年", times[0][0])
    named = year[0] if year and re.match(r"[上下]半年|[前第一二三四]+季度", time) else ""
    return subject[: times[0].start()] + named + time + subject[times[0].end() :]
