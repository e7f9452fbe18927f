"""The kinds, units, sides and years of questions, worked by hand in varied wording."""

import pytest
from hypothesis import given
from strategies import nasty_text

from app.question import Question, tell_kind, understand
from index.lexical import fold

KINDS = {
    "quantity": [
        "How large is the lotus area?",
        "How long is the road?",
        "财政总收入是多少？",
        "改造了几个老旧小区",
        "小吃街挣了多少钱",
        "新建公路有多长？",
        "化解率百分之几？",
        "How many villages were renovated?",
        "建了幾個就餐點",
    ],
    "when": ["项目什么时候开工？", "大桥哪天通车", "观测站几月投产？", "何时入库", "When will the bridge open?"],
    "where": ["小吃街在哪里？", "党员去哪儿学习了？", "就餐点设在什么地方", "Where is the museum?"],
    "who": ["水库的可研报告是谁批的？", "谁负责河道巡查？", "哪个部门牵头防汛？", "Who runs the centre?"],
    "which": ["哪个大学是共建单位？", "哪所小学最后建成？", "哪个项目没有入库？", "获评的是哪家民宿？"],
    "list": [
        "有哪些问题？",
        "获评示范村的是哪几个村？",
        "推进了哪两个项目？",
        "三张清单分别是什么？",
        "列出下半年的项目",
        "Which villages won awards?",
        "Which scenic areas became national attractions?",
        "What special zones were opened?",
    ],
    "summary": [
        "总结一下上半年的党建工作",
        "介绍一下文旅产业的情况",
        "概括下半年思路",
        "上半年工作开展得怎么样？",
        "Summarize the tourism work",
        "What will be done to raise the quality of education?",
        "How does the county intend to improve health care?",
        "What measures were taken against floods?",
        "重点项目推进得怎么样了",
        "给老人办了哪些实事？",
        "养老这块去年办了些什么",
        "反腐倡廉接下来怎么干？",
        "请说明党员下沉社区的组织方式与成效",
        "投资为什么上不去？把原因理一理",
        "网格是怎么搭起来的？说几句",
        "教育上有哪些变化",
    ],
    "yesno": [
        "财政收入增长了吗？",
        "是否建成了停车场",
        "有没有获得省级荣誉？",
        "路修好了没",
        "收入是4225万元，对吧？",
        "Did the township build a park?",
        "Did the fair draw more than 150,000 visits?",
    ],
    "compare": [
        "财政收入和税收收入哪个更高？",
        "税收收入比财政收入少多少？",
        "走访率和登记量相比降得如何",
        "两个项目投资相差多少",
        "Which project has a larger investment?",
        "Which grew faster, tourism or industry?",
        "党委会比办公会多开了几次",
        "城里和乡下的增速是同一个数吗？",
        "东西两区的面积一样大吗",
    ],
    "why": [
        "为什么固定资产投资下降？",
        "项目推进慢的原因是什么",
        "空气为什么好转了，抓了啥",
        "Why did investment fall?",
    ],
    "how": ["怎样推进茶产业发展", "如何培训村干部？", "小吃街现在啥样"],
    "meta": [
        "这份报告是谁发布的？",
        "报告的索引号是多少",
        "报告标题叫什么",
        "Who published this report?",
        "When was the report made public?",
        "Who delivered the report?",
    ],
    "what": ["“111”议事法是什么？"],
}


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in KINDS.items() for text in texts])
def test_kinds(kind: str, text: str) -> None:
    assert tell_kind(fold(text)) == kind


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("改善灌溉面积多少亩", "亩"),
        ("建设就餐点几个？", "个"),
        ("培训多少人次？", "人次"),
        ("吸引了多少万人次游客？", "人次"),
        ("完成投资多少万元？", "元"),
        ("完成投资多少亿元？", "元"),
        ("小吃街赚了多少钱", "元"),
        ("同比增长百分之几？", "%"),
        ("开展志愿服务多少次", "次"),
        ("新增公路多少公里？", "公里"),
        ("How much revenue was earned?", "元"),
    ],
)
def test_the_asked_unit_comes_first(text: str, unit: str) -> None:
    lang = "en" if text.isascii() else "zh"
    assert understand(text, lang=lang).units[:1] == (unit,)


@pytest.mark.parametrize("text", ["有哪些问题？", "小吃街叫什么名字？", "谁负责防汛？"])
def test_no_unit_where_no_quantity_is_asked(text: str) -> None:
    question = understand(text)
    assert question.units == ()
    assert not question.wants_quantity


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("种植规模的目标是多少亩？", "target"),
        ("下半年打算完成多少投资", "target"),
        ("明年力争引进几个项目", "target"),
        ("下半年将完成的项目", "target"),
        ("What is the target for the second half?", "target"),
        ("上半年实现收入多少？", "result"),
        ("建成了几个就餐点", "result"),
        ("目前储备了多少干部？", "result"),
        ("How much was earned in the first half?", "result"),
        ("宣莲多少亩", ""),
        ("目标完成了多少？", ""),
    ],
)
def test_sides(text: str, side: str) -> None:
    assert understand(text, lang="en" if text.isascii() else "zh").side == side


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2024年的收入", ("2024",)),
        ("２０２３年和2024年相比，再看2023年", ("2023", "2024")),
        ("1998年建成？", ("1998",)),
        ("revenue in 2025?", ("2025",)),
        ("投资2024万元", ()),
        ("编号20241", ()),
        ("今年收入", ()),
    ],
)
def test_years(text: str, years: tuple[str, ...]) -> None:
    assert understand(text, lang="en" if text.isascii() else "zh").years == years


def test_wants_quantity() -> None:
    assert understand("财政总收入是多少？").wants_quantity
    assert understand("财政收入和税收收入哪个更高？").wants_quantity
    assert understand("完成投资460万元了吗？").wants_quantity
    assert not understand("有没有成立督查组？").wants_quantity


def test_the_asked_form_is_kept_beside_the_text() -> None:
    question = understand("宣莲面积多少", "How large is the lotus area?", "en")
    assert (question.text, question.asked, question.lang) == ("宣莲面积多少", "How large is the lotus area?", "en")
    assert understand("宣莲面积多少").asked == "宣莲面积多少"


@given(nasty_text)
def test_any_text_is_understood(text: str) -> None:
    question = understand(text)
    assert isinstance(question, Question)
    assert question.text == text
    assert tell_kind(fold(text)) == question.kind
    assert len(set(question.units)) == len(question.units)
    assert all(len(year) == 4 for year in question.years)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("新能源车的占比比上年高了多少", "quantity"),
        ("今年财政收入比去年多了多少?", "quantity"),
        ("新能源车占比比上年提高多少?", "quantity"),
        ("三级走访率怎么样?", "quantity"),
        ("今年旅游收入目标", "quantity"),
        ("绿地比前一年多了几亩", "quantity"),
        ("优良天数比五年前多了几天?", "quantity"),
        ("入学率比2020年高了几个百分点", "quantity"),
        ("产量2022年比2021年多多少?", "compare"),
        ("今年的目标比去年多多少?", "compare"),
        ("甲村比乙村多多少户?", "compare"),
    ],
)
def test_a_growth_on_the_year_before_is_read_not_computed(question: str, kind: str) -> None:
    assert tell_kind(question) == kind


@pytest.mark.parametrize(
    "text",
    [
        "思路用哪三个数字来概括？",
        "空间布局用哪句话概括？",
        "举办了哪些体育赛事",
        "承办了哪些活动？",
        "总要求是哪几句话",
    ],
)
def test_what_sums_something_up_and_what_is_counted_is_no_summary(text: str) -> None:
    assert understand(text).kind != "summary"


@pytest.mark.parametrize("text", ["主要干了哪些事", "简要说说支撑体系", "摘要里有什么"])
def test_the_yao_of_other_words_is_no_intention(text: str) -> None:
    assert understand(text).side != "target"


@pytest.mark.parametrize(
    ("question", "measured"),
    [
        ("改造老旧小区户数是多少", ("户",)),
        ("国家数是多少", ()),
        ("死亡人数降了多少？", ()),
        ("大修公务车花了多少修理费？", ("元",)),
        ("国债项目的钱已经到了多少？", ("元",)),
        ("修路用了多少资金？", ("元",)),
        ("资金拨给了多少户？", ("户",)),
        ("新增宣莲多少亩？", ("亩",)),
        ("多少资金项目？", ()),
    ],
)
def test_money_is_asked_for_in_many_words(question: str, measured: tuple[str, ...]) -> None:
    assert understand(question).measured == measured


@pytest.mark.parametrize(
    "question",
    [
        "党建工作上半年都有哪些看点",
        "上半年文旅方面交出了怎样的答卷",
        "基层治理有什么新招",
        "下半年产业上要下哪些功夫",
        "下半年民生方面的重头戏是什么",
        "镇里为老百姓做的实事",
        "报告对下半年工作的总体部署是什么",
        "城乡面貌有何变化",
        "这半年忙了些什么",
        "老百姓得到了什么实惠",
        "接下来把精力放在哪些事上",
        "基层治理",
        "请用三句话说明党建工作",
        "扶持农业的措施",
        "上半年旅游的成绩单是什么样的",
    ],
)
def test_a_summary_is_asked_for_in_many_words(question: str) -> None:
    assert understand(question).kind == "summary"


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("老旧小区改造概算投资", "quantity"),
        ("6月末牲畜存栏数", "quantity"),
        ("二次消费占比目标", "quantity"),
        ("环城东路二期通车年份", "when"),
        ("截至6月底完成投资", "quantity"),
        ("财政收入达到2亿元？", "yesno"),
        ("新增就业500人？", "yesno"),
        ("宣莲种植面积6600亩", "yesno"),
    ],
)
def test_what_only_names_a_measure_or_a_time_asks_for_it(question: str, kind: str) -> None:
    assert understand(question).kind == kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("签约进度什么时候公布？", "when"),
        ("这份报告什么时候公布的？", "meta"),
        ("本子是谁写的？", "who"),
        ("报告是谁写的？", "meta"),
        ("买设备的钱是谁出的？", "who"),
    ],
)
def test_what_is_asked_of_the_report_itself(question: str, kind: str) -> None:
    assert understand(question).kind == kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("走访率有什么变化？", "how"),
        ("财政总收入", "quantity"),
        ("下半年的总抓手用哪三个数字概括？", "list"),
        ("开出了哪些特色功能区？", "list"),
        ("用哪句话概括城市布局？", "what"),
        ("融资难拿什么办法解决？", "what"),
        ("还缺几个项目办公管理服务？", "quantity"),
        ("老人吃一顿饭要掏几块", "quantity"),
        ("报告分几块讲的", "meta"),
        ("年初定的重点任务有多少项？", "quantity"),
        ("要启动多大面积的建设", "quantity"),
        ("污水集中处理率现状", "quantity"),
        ("规上工业增加值去年的增长情况？", "quantity"),
        ("旅游业发展情况", "summary"),
        ("今年10件民生实事都有什么", "list"),
        ("民生实事都有什么", "summary"),
    ],
)
def test_what_only_sounds_like_a_summary(question: str, kind: str) -> None:
    assert understand(question).kind == kind
