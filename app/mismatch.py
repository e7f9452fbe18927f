"""When the best words found are no answer, whatever their score: they are of another kind than what is asked for."""

import re

from app.absent import speaks_of_other
from app.around import around
from app.choice import asks_which_way
from app.claims import named
from app.content import content_bigrams, share_held
from app.counted import counts_other
from app.features import Candidate, asks_person, lacks_type, span_of
from app.masthead import find_masthead
from app.operations import undone_verb
from app.pinpoint import is_rate_of_other
from app.question import Question
from app.question_words import GROWTH
from app.spans import clauses, quantities_in
from app.topic import MEASURE
from app.undone import tells_left
from app.units import both_count, both_money, same_unit
from index.figures import Quantity, find_quantities, is_intended, side_of
from index.lexical import fold
from index.records import Report

_ASKS_NAMES = re.compile(
    r"叫(?:什么|啥)|名字|[村店厂校]名|都?是哪[些几]|分别是(?:什么(?!原因|情况|水平)|谁|哪)|\bnames?\b"
)
# Names beside a count: 甲、乙等3个村 and 甲、乙两家 before it, 3个村：甲… or 如甲… behind it.
_NAMED_BEFORE = re.compile(
    r"(?P<names>[^，,。；;：:]*?[、和与][^，,。；;：:、]{1,20}?)(?:(?P<more>等)[^，,。；;、]{0,10})?\s*$"
)
_NAMED_AFTER = re.compile(
    r"^[^。；;]{0,24}?(?:[:：]|分别|包括|包含|即|[，,]?(?:例)?如(?!期|下|何)|[（(][^）)]*、)|^[^，,。；;、]{0,10}[“《]"
)
_OWNER = re.compile("(?:以上|左右)?的(?P<name>[\u4e00-\u9fffA-Za-z“”]{3,16})")  # 投资3亿元的乙厂
_ANY_WORK, _MOST = re.compile("项目|工程|建设"), 0.5  # of a question's words
_OF_THE_WHOLE = re.compile("全[年国省市县区镇乡村局]")
_RANKED = re.compile("(?:前|第|top ?)$")  # the first twenty are a rank, not twenty things
_TIMES = ("年", "月", "日", "天", "季度")
# What one of something costs, which no sum for all of it tells; and how somebody is reached.
_ASKS_PRICE = re.compile(
    r"(?:票|房|单|菜|租|售)价|(?:一|每)(?:晚|夜|天|斤|张|间|平米|平方|个人|人|次|餐|顿|位|桌|份)(?:上)?[^，,。？?]{0,3}(?:多少钱|几块|多少元|几元|收多少)"
)
_PRICED = re.compile(r"每|/|均价|[票房单菜租售]价|一(?:晚|夜|天|斤|张|间|人|次|餐|顿|桌|份)")
_ASKS_CONTACT = re.compile(r"手机(?:号|是?多少)|电话(?:号|是?多少|几号)|联系方式|微信号|邮箱|\bphone\b|\be-?mail\b")
_CONTACT = re.compile(r"\d{3,4}-?\d{7,8}|1\d{10}|电话|热线|邮箱|@")
_ADDED, _NEAR = re.compile("(?:新增|净增|增加(?!到|至|为)|新培育|新认定|新登记)[^，,。；;、]*$"), 16
_ASKS_TOTAL = re.compile("(?:现|总|共|累计|目前|已经)?有(?:多少|几)[^，,。？?]{0,8}[？?]?$|现有|总(?:数|量)|总共")
_ASKS_ADDED = re.compile("[新净]?增|新|多了|了|培育|认定|引进|建成")
_GREW = re.compile("(?:增长|下降|增幅|增速|提高|降幅)[^，,。；;、]*$")
_CHANGES = re.compile("[增减升降涨跌]|提高|提升|扩大|缩小|回落|下滑|[多少高低快慢](?!于)|翻")
_ASKS_MATTER = re.compile("多少(?:的)?[水电粮地树气油米菜肉鱼煤土路房人户](?!费|利|力)")  # no sum of money is any of it
_TARGET_NAMED = re.compile(
    r"(?:今年|明年|下半年|年内|年底|全年)[^，,。？?]{0,10}(?:(?<![主重需])要|将|想)(?!求|点)|目标|计划(?!生育)|定的是|打算|力争|准备(?!金|好)|预期|\btargets?\b|\bgoals?\b"
)


_AIM_TOLD = re.compile(
    rf"{_TARGET_NAMED.pattern}|(?:任务|计划)(?:数|为|是)?[\d.]+[^%％\d]|再(?!次|度|现|也|无|生)|[年月]底前|争创|确保|完成了?全年[\d.]+[^%％\d]"
)
_TOTAL_PLANNED = re.compile("计划总?投资")  # of a project, which any report on it tells
# What was done, as against planned; 实际利用外资 is the name of an indicator.
_ACTUAL = re.compile("实际(?!利用|使用|到位|吸|投|外资)[^，,。？?]{0,8}(?:了|完成|收|做|达)")
_ANY_MONEY = re.compile("多少钱|几个?钱|多少资金")
_NOT_MEANT = re.compile("别|不是|不要|而非|不含|搞混|混淆")  # 别跟财政总收入搞混了
_INDICATORS = (
    *("生产总值|gdp", "固定资产投资|固投", "公共预算收入", "财政总收入", "税收收入", "零售总额|社零", "进出口"),
    *("工业增加值", "工业总?产值", "可支配收入", "旅游[^，,。；;]{0,2}收入", "存款余额", "贷款余额", "城镇化率"),
)


def mismatches(question: Question, candidate: Candidate, report: Report | None = None) -> bool:
    """Whether what ``candidate`` would answer is of another kind than ``question`` asks for.

    多少家 is not answered by an amount of money, 百分之几 not by a number of people, a target that the question
    calls by that name not by a result, the names of six villages not by 6个村, what a night costs not by what the
    hotel did, and the name of a person, or whether something rose or fell, not by words without it.
    """
    text = candidate.passage.text
    if _ASKS_PRICE.search(question.text) and not _PRICED.search(text):
        return True
    if _ASKS_CONTACT.search(question.text) and not _CONTACT.search(text):
        return True
    if speaks_of_other(question, candidate.passage, report, candidate.reading.answerable > 0):
        return True
    if report and question.kind != "meta" and _signs(question, candidate, report):
        return True
    if counts_other(question, [candidate.passage.indexed_text]):
        return True
    if (asks_person(question) or asks_which_way(question.text)) and lacks_type(question, candidate.passage):
        return True
    return (
        _counts_only(question, candidate)
        or other_quantity(question, candidate)
        or _of_another_subject(question, candidate)
        or _owned_by_another(question, candidate)
        or _of_another_indicator(question, candidate)
    )


def _signs(question: Question, candidate: Candidate, report: Report) -> bool:
    """Whether a passage of the head only names who gave the report, whose office the question does not ask for."""
    speaker, passage = find_masthead(report.text).get("speaker"), candidate.passage
    if speaker is None or not (passage.start <= speaker[0] and speaker[1] <= passage.end):
        return False
    return not re.search("[省市州县区旗镇乡局厅]长|主任|总理|主席", question.text)


def _of_another_subject(question: Question, candidate: Candidate) -> bool:
    """Whether a number stands behind the thing that is asked about, but after another was named or the whole was.

    南湖景区获评…,北湖水库入选…,全年接待游客187万人次 gives no visitors of 南湖景区.
    """
    text = candidate.passage.text
    names = [name for name, _ in named(question.text) if name in text] if question.kind == "quantity" else []
    if not names:
        return False
    start, _ = span_of(question, candidate)
    for name in names:
        told = text.index(name)
        between = [text[a:b] for a, b in clauses(text) if told < a <= start]
        if any(_OF_THE_WHOLE.match(clause) or _names_another(clause, name) for clause in between):
            return True
    return False


def _owned_by_another(question: Question, candidate: Candidate) -> bool:
    """Whether a number belongs to what is named right after it, where the question has words of what is before alone.

    甲园即将开工,投资3亿元的乙厂投产 gives no investment of 甲园.
    """
    text = candidate.passage.text
    start, end = span_of(question, candidate)
    owner = _OWNER.match(text, end) if question.kind == "quantity" else None
    grams = content_bigrams(_ANY_WORK.sub(" ", re.sub(MEASURE, " ", question.text)))
    own = next((text[a:b] for a, b in clauses(text) if a <= start < b), "")
    return owner is not None and share_held(grams, own) == 0 and share_held(grams, text) >= _MOST


def _of_another_indicator(question: Question, candidate: Candidate) -> bool:
    """Whether what was marked is said of another of the common indicators than the one that is asked for."""
    if question.kind != "quantity" or question.asks_several:
        return False
    wanted = [clause for clause in re.split("[，,。；;？?！!]", question.text) if not _NOT_MEANT.search(clause)]
    asked = _indicators(" ".join([*wanted, *(form for _, forms in question.also for form in forms)]))
    text = candidate.passage.text
    marked = quantities_in(text, span_of(question, candidate))
    told = [_indicators(around(text, quantity)) for quantity in marked]
    return len(asked) == 1 and bool(told) and all(names and not names & asked for names in told)


def _indicators(text: str) -> set[str]:
    folded = fold(text)
    return {name for name in _INDICATORS if re.search(name, folded)}


def _names_another(clause: str, name: str) -> bool:
    return name not in clause and any(clause.startswith(other) for other, _ in named(clause))


def _counts_only(question: Question, candidate: Candidate) -> bool:
    """Whether names of so many things are asked for, and the passage counts them without a list of names beside."""
    asked = [
        q
        for q in find_quantities(question.text)
        if q.value > 1 and q.unit not in _TIMES and not _RANKED.search(question.text, 0, q.start)
    ]
    if not asked or not _ASKS_NAMES.search(question.text):
        return False
    text = candidate.passage.text
    for quantity in find_quantities(text):
        if any(quantity.value == q.value and both_count(quantity.unit, q.unit) for q in asked):
            if text[: quantity.start].endswith(("“", "‘", "《")):
                return False  # a term, which is its own name
            before = text[max(text.rfind("。", 0, quantity.start), 0) : quantity.start]
            return not (_names_before(before, quantity.value) or _NAMED_AFTER.search(text[quantity.end :]))
    return False


def _names_before(before: str, count: float) -> bool:
    """Whether ``before`` ends with names of what is counted: with 等 any two, else as many as are counted."""
    found = _NAMED_BEFORE.search(before)
    if not found or _counts_something(found["names"]):
        return False
    return bool(found["more"]) or len(re.split("[、和与]", found["names"])) >= count


def _counts_something(text: str) -> bool:
    return any(q.unit for q in find_quantities(text))


def other_quantity(question: Question, candidate: Candidate) -> bool:
    """Whether a number is asked for, and what was marked is one of another kind: a rate, a sum, a change, a target."""
    if question.kind != "quantity" or question.asks_several:
        return False
    text = candidate.passage.text
    marked = quantities_in(text, span_of(question, candidate))
    stated = [q for q in marked if q.unit] or marked  # 1-6月: the 1 is no quantity of its own
    if stated and not question.measured and all(is_rate_of_other(question, text, q) for q in stated):
        return True
    verb = undone_verb(question.text)  # what is paid out is no answer to what is not
    if stated and verb and all(_is_done(text, q, verb) for q in stated):
        return True
    if stated and _ASKS_MATTER.search(question.text) and all(q.unit == "元" for q in stated):
        return True
    money = _ANY_MONEY.search(question.text) is not None
    if question.measured and stated and not any(_fits(q, unit, money) for q in stated for unit in question.measured):
        return True
    if GROWTH.search(fold(question.text)) and stated and not any(_tells_change(text, q) for q in stated):
        return True
    if stated and all(_adds_only(question, text, q) or _grows_only(question, text, q) for q in stated):
        return True
    if question.side == "result" and _ACTUAL.search(question.text) and is_intended(candidate.passage):
        return True
    named = question.side == "target" and _TARGET_NAMED.search(_TOTAL_PLANNED.sub("", question.text))
    return bool(named) and side_of(candidate.passage) == "result" and not _AIM_TOLD.search(text)


def _is_done(text: str, quantity: Quantity, verb: str) -> bool:
    """Whether a quantity is what was done by ``verb``, and not what is left of it."""
    before = text[max(0, quantity.start - _NEAR) : quantity.start]
    return verb in before and not tells_left(text, quantity.start, quantity.end)


def _tells_change(text: str, quantity: Quantity) -> bool:
    before, after = text[max(0, quantity.start - _NEAR) : quantity.start], text[quantity.end : quantity.end + _NEAR]
    return bool(_CHANGES.search(before) or _CHANGES.match(after))


def _adds_only(question: Question, text: str, quantity: Quantity) -> bool:
    """Whether it is asked how many there are, and only how many came to them is told (新增规上企业8家)."""
    added = _ADDED.search(text, max(0, quantity.start - _NEAR), quantity.start)
    return bool(added) and bool(_ASKS_TOTAL.search(question.text)) and not _ASKS_ADDED.search(question.text)


def _grows_only(question: Question, text: str, quantity: Quantity) -> bool:
    """Whether an amount is asked for, and only by how much it grew is told; of a target that is all there is."""
    if question.side == "target" or "%" in question.units or not {"元"} & set(question.units):
        return False
    return quantity.unit == "%" and bool(_GREW.search(text, max(0, quantity.start - _NEAR), quantity.start))


def _fits(quantity: Quantity, unit: str, money: bool) -> bool:
    """Whether a quantity can be of ``unit``, or of any currency where ``money`` is asked for as such; a bare number can
    be anything but a percentage."""
    if not quantity.unit:
        return unit != "%" or quantity.value == 0
    if money and both_money(quantity.unit, unit):
        return True
    return same_unit(quantity.unit, unit) or both_count(quantity.unit, unit)
