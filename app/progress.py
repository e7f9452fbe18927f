"""How far a thing has come, by the words that tell it: planned, under way, done.

A claim that something is done is not borne out by a passage that says it is being prepared or worked on.
"""

import re
from collections.abc import Sequence

from app.content import content_bigrams, share_held
from app.spans import Span, clauses

PLANNED, UNDER_WAY, DONE = 0, 1, 2

_DONE_WORDS = (
    "完工|竣工|建成|建好|建完|盖好|修好|修通|修完|完成|投用|投入使用|投入运营|启用|用上|开园|开业|开馆|开街|开放|通车|投产|出台|印发|颁布|"
    "发布|创成|晋升|跻身|摘得|评上|评为|评成|获评|入选|认定|命名|成立|挂牌|升(?:成|为|格)|入库|落地|落成|办完|干完|做完|弄好|招生|获得|荣获|成功|达产"
)
_BEGUN_WORDS = "开工|动工|施工|开建|进场|启动|破土|开始[建盖修施动干]"
_PUSHED = "推进|推动|加快|加速|实施"  # said of whatever is worked on: any other word tells more
_STAGES = (
    (
        PLANNED,
        re.compile(
            r"即将|(?<!即)将(?!近)|拟|谋划|设计|前期|筹备|起草|论证|申报|力争|争取|争创|计划|预计|目标|确保|打算|原定|本应|本该|"
            r"未(?!来)|还没|没有|尚待|准备(?!金)|立项|可研|(?<!通过)评审|升创|(?<!成功)创建(?=国家|全国|[省市县]级)"
        ),
    ),
    (
        UNDER_WAY,
        re.compile(
            rf"正在|在建|{_BEGUN_WORDS}|{_PUSHED}|试运行|主体(?:结构|工程)?(?:完工|封顶)|"
            r"完成[^，,。；;]{0,8}主体|建设中"
        ),
    ),
    (DONE, re.compile(rf"{_DONE_WORDS}|实现|达到|新增|累计|启动仪式")),
)
# 改造好了吗, 种完了没有: whatever is done is 好, 完 or 成 by its verb.
_DONE_BY_VERB = (
    r"[\u4e00-\u9fff](?<![更最很太正已越变])(?<!不[更太])[好完成](?=了[吗没么呢啦]|了?没有?[？?]?$|了[？?]?$|啦)"
)
_FRAME = "主体(?:结构|工程)?(?:已经?|全部)?(?:完工|封顶|建成)"  # a building whose frame is done is under way
_CLAIMS = (
    (UNDER_WAY, re.compile(_FRAME)),
    (DONE, re.compile(f"{_DONE_WORDS}|{_DONE_BY_VERB}")),
    (UNDER_WAY, re.compile(_BEGUN_WORDS)),
)
# 已经种了6600亩: done, without a word for how; 了吗 alone says too little.
_ALREADY = re.compile(
    r"(?:已经?|早就|早已|都|(?:20\d\d年|[去上]年|半年|年底)(?:就|便))[^，,。？?]{1,16}了|"
    r"\balready\b|\bhas been\b|\bhave been\b"
)
# 完成工程进度的60%: not all of it.
_IN_PART = re.compile(
    r"完成[^，,。；;\d]{0,6}(?:进度|工程量|工作量|总量)[^，,。；;\d]{0,4}(?!100(?:[.．]0+)?[%％])\d+(?:[.．]\d+)?[%％]"
)
# A clause that opens with how far it has come, not with a thing of its own.
_PASSED = re.compile("(?<!未)通过[^，,。；;]{0,12}(?:评审|验收|认定|审批|评估|复审)")  # what is judged is there
_GOES_ON = re.compile(
    rf"(?:目前|现|现在|均|都|全部|全面|顺利|成功|如期|正式|提前|已经?|正在|即将|将|拟|预计|计划|力争|争取|确保|主体|项目|工程|并|且|其中|其|"
    rf"今年|去年|年内|年底|[上下]半年|\d+[月日]|[“”（(\s])*(?:{_DONE_WORDS}|{_BEGUN_WORDS}|{_PUSHED}|实现|达到|新增|累计|处于|进入|未|试运行|封顶|"
    rf"(?:施工|建设|设计|筹备|收尾|前期))"
)
_INTENDED = re.compile(
    r"打算|(?<![理思设])想(?![法到起象像])|计划|准备|要不要|会不会|能不能|将|力争|争取|目标|今后|下半年|明年|"
    r"\bwill\b|\bplan|\bgoing to\b"
)


def claimed_stage(question: str) -> tuple[int, str] | None:
    """Return the stage that a yes/no question claims and the word that claims it; None where it claims none.

    >>> claimed_stage("民宿是不是已经完工了?"), claimed_stage("集散中心开工了吗?"), claimed_stage("下半年能完工吗?")
    ((2, '完工'), (1, '开工'), None)
    """
    if _INTENDED.search(question):
        return None
    for stage, pattern in _CLAIMS:
        found = pattern.search(question)
        if found:
            return stage, found[0]
    return (DONE, "") if _ALREADY.search(question) else None


def told_stage(question: str, claim: str, text: str, side: str) -> tuple[int, Span] | None:
    """Return the stage in which ``text`` tells the question's matter to be, and the clause that tells it.

    The clause is the one with most of the question's words among those that tell a stage. ``claim`` is the word of
    the question for what is claimed; a clause with the same word tells the same, unless it is only intended there.
    ``side`` is the passage's: what is a target or a plan is no more than planned, unless the words say otherwise.
    """
    grams = [gram for gram in content_bigrams(question) if gram not in claim]
    options = [
        (share_held(grams, text[start:end]), not _only_pushed(text[start:end]), -start, stage, (start, end))
        for start, end in clauses(text)
        if (stage := _stage(text[start:end], claim, side)) is not None and _may_be_of(grams, text[start:end])
    ]
    if not options:
        return None
    *_, stage, span = max(options)
    return stage, span


def _stage(clause: str, claim: str, side: str) -> int | None:
    clause = _PASSED.sub("建成", clause)
    told = [stage for stage, pattern in _STAGES if pattern.search(clause)]
    if side in ("target", "plan") and not re.search("正在|已", clause):
        return PLANNED
    if not told:
        return None
    if _IN_PART.search(clause):
        return PLANNED if PLANNED in told else UNDER_WAY
    intended = PLANNED in told
    if claim and claim in clause and not intended and not re.search(f"主体(?:结构|工程)?{claim}", clause):
        return DONE
    return min(told)


def _may_be_of(grams: Sequence[str], clause: str) -> bool:
    """Whether a clause may speak of the question's matter: it has words of it, or none for anything else."""
    return not grams or share_held(grams, clause) > 0 or _GOES_ON.match(clause) is not None


def _only_pushed(clause: str) -> bool:
    rest = re.sub(_PUSHED, "", clause)
    return not any(pattern.search(rest) for _, pattern in _STAGES)
