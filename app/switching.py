"""Follow-ups that ask the same once more on the other side: what was planned, what came of it, or where that ranks.

``今年打算搞多少个`` after a question on last year's result, ``去年实际完成了多少`` after one on a target,
``放到全市算第几`` after any figure.
"""

import re

from app.topic import MEASURE, TIME, find_times, tagged, topic_of

_MEASURE_WORDS = "个|家|项|条|户|名|位|场|处|批|种|座|所|支|件|部|间|套|台|辆|人|亩|公里|吨|头|元|度|次|期|万|亿"
# Words that say on which side a number is asked for, and verbs that stand for any.
_AIMS = "目标|计划|任务|打算|准备|安排|预期|想|要|再|冲"
_DID = "实际上|实际(?!上)|真正|最后|最终|到底"
_FILLERS = (
    f"{_AIMS}|{_DID}|现在|目前|已经|一共|总共|总|又|还|会|能|得|完成|干|做|搞|办|达|实现|建|修|改造?|新增|增加|增长|增|添|扩大?|涨|提高|升|降|下降|"
    "投|种|招|签|引进?|收|拆|治|清|发|送|培育|培养|培训|发展|新建|建设|打造|创建|申报|认定|保住?|定|成|到|了|是|为|有|的|上|来"
)
_SWITCH = re.compile(
    rf"^(?P<time>{TIME}|新的?一年|来年|到?年底|全年|年内)?(?:的|[，,])?(?P<fill>(?:{_FILLERS}){{0,8}})"
    rf"(?P<ask>(?:多少|几)(?:{_MEASURE_WORDS})*|百分之(?:多少|几)|什么(?:水平|程度))[了呢啊]?[？?]*$"
)
_AIM = re.compile(
    r"^那?(?:(?P<time>全年)|年度|年初|年底|年内|当年|当初)?(?:的|原?[先来]?[制设确预]?定的?)?(?P<aim>目标|任务|计划)(?:数|值)?"
    r"(?:是|为)?(?:(?:多少|几|多大)[^，,。？?]{0,3})?[呢啊]?[？?。]*$"
)
_AIMED, _DONE = re.compile(_AIMS), re.compile(rf"{_DID}|了|[成好]$|完成")
# 比去年同期多了多少: what is aimed at after it (全年想达到多少) is a level.
_SINCE = re.compile("(?:[比较](?:[去上]年)(?:同期)?|同比)(?:[增减]加?|增长|提高|[多少涨升降])了?(?=多少|几)")
_LATER = re.compile("下半年|明年|来年|新的?一年|下一步|年底|全年")
_CHANGES, _ADDS = re.compile("涨|升|降|增长|提高"), re.compile("新增|增加|增|添|扩")
_UP_TO = re.compile("[种养建做干搞扩增升]到|达到?|突破")
_SAYS_AIM = re.compile(
    r"(?:的)?(?:目标|计划|任务)(?:数|值)?(?:是|为)?|(?:打算|准备|力争|争取|预期|计划|(?<![主重需])要)(?=[\u4e00-\u9fff])|[定想](?=的)"
)
_SAYS_DONE = re.compile("(?:已经?|实际|目前|现在)?(?:完成|达到?|实现)?了|已经?|实际(?:完成)?|目前|现在")
_ASKED = re.compile(rf"(?:是|有|为|达到?|共|完成)*(?P<ask>(?:多少|几)(?:{_MEASURE_WORDS})*|多大|多高)")
_RANKS = re.compile(
    r"^(?:[放搁摆])?[到在]?(?P<where>全[国省市县区镇州]|[国省市县区镇州][里内])?(?:里|中)?(?:的)?(?:能|可以|又)?"
    r"(?:算|排名?在?|是|位居|位列|居|列|名次|排位){0,4}(?:第几|老几|(?:第)?多少名|第多少|几名|什么(?:位置|名次))位?[呢啊]?[？?]*$"
)
_TOTAL_INVESTMENT = re.compile("的?(?:计划|概算)?总投资额?(?:是|有|为|达到?)*(?:多少|多大|几).*$")
_INVESTED = re.compile(
    "^(?:到?(?:现在|目前|如今|今年|[上下]半年)|至今|已经?|实际|累计|一共|了|[，,])*(?:完成|投|干|花)(?:了|进去|下去)*(?:投资)?多少(?:了|钱)*[呢啊]?[？?]*$"
)
_COUNT = re.compile("(?:总数|数量|总量|个数|家数|户数|规模)$")


def of_the_level(core: str, question: str) -> str:
    """Return ``question`` without what it asks to be compared with, where ``core`` goes on to what is aimed at."""
    return _SINCE.sub("", question) if _AIMED.search(core) else question


def names_no_matter(core: str) -> bool:
    """Whether a question says but of what time, on which side or of what rank a number is asked for, not of what."""
    found = _SWITCH.match(core)
    return bool(found and (found["time"] or found["fill"])) or _RANKS.match(core) is not None


def invested_so_far(core: str, question: str) -> str | None:
    """Return what asks how much of a total investment is invested by now; None where ``core`` does not ask so.

    >>> invested_so_far("到现在完成了多少?", "游客中心总投资是多少?")
    '游客中心累计完成投资多少?'
    """
    total = _TOTAL_INVESTMENT.search(question)
    if not total or not total.start() or not _INVESTED.match(core):
        return None
    return f"{question[: total.start()]}累计完成投资多少?"


def aim_of(core: str, question: str) -> str | None:
    """Return what asks for the target of what ``question`` asks about; None where ``core`` does not ask for it.

    >>> aim_of("全年任务呢?", "上半年完成了多少固定资产投资?")
    '全年固定资产投资的任务是多少?'
    """
    found, asked = _AIM.match(core), _ASKED.search(question)
    if not found or not asked:
        return None
    named = re.sub("(?:完成|实现|达到?|收|[有是为共了到的])+$", "", re.sub(TIME, "", question[: asked.start()]))
    subject = named if len(named) > 1 else topic_of(question).entity
    return f"{found['time'] or ''}{subject}的{found['aim']}是多少?" if subject else None


def switch(core: str, question: str) -> str | None:
    """Return ``question`` asked again on the other side or of another time, as ``core`` asks; None where it does not.

    >>> switch("那今年打算搞多少个"[1:], "2024年改造了多少老旧小区?")
    '今年计划改造多少个老旧小区?'
    """
    ranked = _RANKS.match(core)
    if ranked and topic_of(question).entity:
        topic = topic_of(question)
        return f"{topic.time}{topic.entity}{'在' + ranked['where'] if ranked['where'] else ''}排第几?"
    found = _SWITCH.match(core)
    if not found or not (found["time"] or found["fill"]):
        return None
    time, fill = re.sub("新的?一年|来年|到?年底|年内", "今年", found["time"] or ""), found["fill"]
    topic = topic_of(question)
    entity = _COUNT.sub("", topic.entity) or topic.entity
    if not entity or not re.search(f"{_ASKED.pattern}|怎么样|如何|咋样|怎样", question):
        return None
    aimed = bool(_AIMED.search(fill) or _LATER.search(found["time"] or "")) and not re.search(_DID, fill)
    if aimed and (_CHANGES.search(fill) or _ADDS.search(fill)):
        verb = "增长" if _CHANGES.search(fill) else "新增"
        asked = _ASKED.search(question)
        ask = asked["ask"] if asked and found["ask"] in ("多少", "几") and verb == "新增" else found["ask"]
        return f"{time or topic.time}" + (f"{entity}计划增长{ask}?" if verb == "增长" else f"计划新增{ask}{entity}?")
    if aimed and _UP_TO.search(fill) and _ADDS.search(question):  # how far it shall come, not what shall be added
        return f"{time or topic.time}{entity}{fill}{found['ask']}?"
    if not aimed and (not _DONE.search(fill) or _CHANGES.search(fill) or _ADDS.search(fill)):
        return None
    return _on_side(question, time or ("" if aimed else topic.time), found["ask"], aimed)


def _on_side(question: str, time: str, ask: str, aimed: bool) -> str:
    """``question`` with what says its side taken out and the other side put in."""
    plain = _SAYS_DONE.sub("", _SAYS_AIM.sub("", question)).rstrip("？?。 ")
    times = find_times(plain)
    rest = plain[: times[0].start()] + plain[times[0].end() :] if times else plain
    rest = re.sub("^的", "", rest)
    asked = _ASKED.search(rest)
    time = time or (times[0][0] if times else "")
    if not asked:
        subject = re.sub(r"(?:怎么样|如何|咋样|怎样|是|的)+$", "", rest)
        return f"{time}{subject}{'目标' if aimed else ''}是{ask}?"
    words = asked["ask"] if ask in ("多少", "几") else ask
    subject, after = rest[: asked.start()], rest[asked.end() :]
    if not re.fullmatch("[呢了啊]*", after):
        return f"{time}{'计划' if aimed else ''}{subject}{words}{after}?"
    if not aimed:
        return f"{time}{subject}{words}?"
    verb = _last_verb(subject)
    return f"{time}{subject.removesuffix(verb)}{'计划' + verb if verb else '目标是'}{words}?"


def _last_verb(subject: str) -> str:
    """The verb that ``subject`` ends with (宣莲种), where it names something before it."""
    word, tag = tagged(subject)[-1] if subject else ("", "")
    named = re.search(f"{MEASURE}$|[率量额值]$", subject)
    return word if tag in ("v", "vd") and not named and len(word) < len(subject) else ""
