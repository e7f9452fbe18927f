import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.answer import Turn
from app.followup import make_standalone
from app.topic import Topic, topic_of


def history(*contents: str) -> list[Turn]:
    return [Turn("assistant" if i % 2 else "user", content) for i, content in enumerate(contents)]


CASES = [
    (("城乡居民医保参保率多少？", "95.1%"), "养老保险的呢？", "城乡居民养老保险参保率多少？"),
    (("城东水厂投用了吗？", "已投用"), "城西的那个呢？", "城西水厂投用了吗？"),
    (("游客中心总投资多少？", "860万元"), "到现在完成了多少？", "游客中心累计完成投资多少?"),
    (
        ("财政总收入是多少？", "4225.26万元", "宣莲今年要种到多少亩？", "6600亩"),
        "分别在哪几个村？",
        "今年宣莲分别在哪几个村？",
    ),
    (("雷家民宿评上了什么？", "文化主题民宿"), "这是县里评的吧？", "雷家民宿是县里评的吧？"),
    (("雷家民宿评上了什么？", "文化主题民宿"), "这是谁发布的报告？", "这是谁发布的报告？"),
    (("谁来做直播？", "本地网红主播"), "谁是镇长？", "谁是镇长？"),
    (("现在乡里有多少家民宿？", "29家"), "去年年底呢？", "去年年底乡里有多少家民宿？"),
    (("去年新建了多少座温室？", "1260座"), "今年呢？", "今年新建多少座温室？"),
    (("最低工资标准市区涨到多少？", "1920元"), "县里呢？", "最低工资标准县里涨到多少？"),
    (("去年招商引资到位资金多少？", "47.2亿元"), "那今年打算引多少？", "今年招商引资到位资金目标是多少?"),
    (("宣莲今年要种到多少亩？", "6600亩"), "那县委书记叫什么名字？", "那县委书记叫什么名字？"),
    (("游客中心上半年开工了吗？", "没有"), "后来呢，下半年打算干到几成？", "下半年游客中心打算干到几成"),
    (("How many villages got farmland?", "6个村"), "And the pumping stations?", "How many pumping stations?"),
    (("2024年上半年财政总收入是多少?", "**4225.26万元**[1]"), "那下半年呢?", "2024年下半年财政总收入是多少?"),
    (("今年GDP增长目标是多少？", "5%"), "去年呢？", "去年GDP增长目标是多少？"),
    (("上半年财政总收入是多少?", "4225.26万元"), "那税收呢?", "上半年税收是多少?"),
    (("2023年局里党组会开了多少次？", "49次"), "那办公会呢", "2023年局里办公会开了多少次？"),
    (("旅游集散中心投资是多少?", "1000万元"), "那小吃街呢?", "小吃街投资是多少?"),
    (("柳城分了多少个网格?", "37个"), "分别是哪几个?", "柳城分了哪几个网格?"),
    (("有几个村创建成了示范村？", "3个村"), "具体是哪几个？", "有哪几个村创建成了示范村？"),
    (("全县2021年工业总产值多少？", "305亿元"), "那2022年的目标呢？", "全县2022年工业总产值目标是多少？"),
    (("2021年全县新增就业多少人？", "2544人"), "那2022年计划多少人？", "2022年全县新增就业计划多少人？"),
    (("去年来景区玩的有多少人？", "112万人次"), "今年想突破多少？", "今年来景区玩的想突破多少人？"),
    (("收入一百万以上的村占比多少？", "92%"), "今年要提到多少？", "今年收入一百万以上的村占比要提到多少？"),
    (("全县现在一共有多少家上市公司？", "18家"), "那2020年的时候是几家？", "2020年全县是几家上市公司?"),
    (("轴承产业去年营收多少？", "142亿元"), "今年定的目标呢？", "轴承产业今年营收目标是多少？"),
    (("县里交办了几件积案？", "6件"), "剩下的打算啥时候解决完？", "县里积案剩下的打算啥时候解决完？"),
    (("新能源车占了多大比例？", "69.1%"), "比去年呢？", "新能源车比去年增长了多少?"),
    (("垃圾分类示范点新建多少？", "333个"), "那累计呢？", "垃圾分类示范点新建累计多少？"),
    (("主导产业是哪些？", "大力发展“2+1”主导产业。"), "它指的是什么？", "“2+1”主导产业指的是什么？"),
    (("投资是涨是跌", "投资同比出现**负增长**[1]。"), "什么原因", "投资同比出现负增长的原因是什么?"),
    (("上半年出栏了多少头肉牛？", "1.24万头"), "那山羊呢？", "上半年出栏了多少山羊？"),
    (("村集体年收入10万元以上的村有多少个？", "158个"), "50万以上的呢？", "村集体年收入50万元以上的村有多少个？"),
    (("柳城分了多少个网格?", "37个"), "微的那种呢", "柳城分了多少个微网格?"),
    (("美术研学基地搞得怎么样了?", "已进场施工"), "后来呢?", "美术研学基地后来怎么样了?"),
    (("投资最大的项目是哪个?", "**旅游集散中心**。[1]"), "它什么时候完工?", "旅游集散中心什么时候完工?"),
    (("旅游集散中心下半年要干到什么程度?", "30%以上"), "它总共要投多少钱?", "旅游集散中心总共要投多少钱?"),
    (("宣平小吃街营业收入是多少?", "超200万元"), "在哪里?", "宣平小吃街在哪里?"),
    (("去年新增市场主体多少户?", "9572户"), "其中多少是个体户?", "去年市场主体，其中多少是个体户?"),
    (("去年新增市场主体多少户?", "9572户"), "为什么？", "去年新增市场主体的原因是什么?"),
    (("美术研学基地搞得怎么样了?", "好"), "那另外一个项目呢?", "除美术研学基地外，另外一个项目搞得怎么样了?"),
    (("米易纳税千万元以上的企业有几家？", "21户"), "那上亿的有几户", "米易纳税上亿的企业有几户"),
    (("去年生产安全事故起数降了多少？", "18%"), "死亡人数降了多少？", "去年生产安全事故死亡人数降了多少？"),
    (("去年科技型中小企业入库了几家", "20家"), "今年想再入库多少家呢？", "今年科技型中小企业想再入库多少家呢？"),
    (
        ("宣莲产业下半年有什么打算?", "四季经济", "今年要种多少亩?", "6600亩"),
        "比上一年得涨多少?",
        "今年宣莲产业比上一年得涨多少?",
    ),
    (("财政总收入多少", "x", "其中税收呢", "y"), "占比多少", "税收占财政总收入的比重是多少?"),
    (("财政总收入多少", "x", "其中税收呢", "y", "占比多少", "z"), "那支出呢", "支出占财政总收入的比重是多少?"),
    (("特色民俗活动吸引多少人", "15万余人次"), "收入呢？", "特色民俗活动收入是多少?"),
    (("三级走访率怎么样", "下降54%"), "信访登记交办量呢", "信访登记交办量怎么样"),
    (("三级走访率怎么样", "下降54%"), "化解率呢", "化解率怎么样"),
    (("人大代表的建议办了多少件？", "81件"), "政协那边的呢？", "政协那边的建议办了多少件？"),
    (("农村居民人均可支配收入是多少？", "2万元"), "城里人的呢？", "城里人人均可支配收入是多少？"),
    (("码头1号泊位干得怎么样了", "已完工"), "二号的呢？", "码头2号泊位干得怎么样了"),
    (("去年地区生产总值是多少？", "212亿元"), "增速呢？", "去年地区生产总值增速是多少?"),
    (("志愿服务搞了多少次？", "12场"), "不是，我问的是社区党员的", "社区党员的志愿服务搞了多少次？"),
    (("去年GDP多少", "212亿元"), "放到全市算第几？", "去年GDP在全市排第几?"),
    (("2024年改造了多少老旧小区", "8523个"), "那今年打算搞多少个", "今年计划改造多少个老旧小区?"),
    (
        ("信访形势好转了吗?", "走访率和信访量都同比下降。"),
        "分别降了多少?",
        "走访率和信访量分别降了多少?",
    ),
    (("每月之星选了多少人?", "30人"), "分几批选的?", "每月之星分几批选的?"),
    (
        ("有哪些问题", "- **一是作风不实**[1]：少。\n- **二是人才不足**[2]：缺。"),
        "第二个问题具体说说",
        "人才不足具体说说",
    ),
    (("有哪些问题", "一是作风不实。二是人才不足，难招。"), "第2条讲了什么", "人才不足讲了什么"),
    (
        ("有哪些专项债项目", "推动**研学基地、集散中心**等2个专项债项目建设[1]。"),
        "这两个项目投资多少",
        "研学基地和集散中心投资多少",
    ),
    (("研学基地进展怎么样", "x", "旅游集散中心呢", "y"), "这两个项目投资多少", "研学基地和旅游集散中心投资多少"),
    (("研学基地进展怎么样", "x"), "下半年目标呢", "下半年研学基地要干到什么程度?"),
    (("固定资产投资完成了多少", "460万"), "为什么这么少？", "固定资产投资的原因是什么?"),
    (
        ("What was the revenue in the first half of 2024?", "x"),
        "What about the second half?",
        "What was the revenue in the second half of 2024?",
    ),
    (("When will the snack street open?", "x"), "How much did it cost?", "How much did the snack street cost?"),
    (("What was the fiscal revenue in 2024?", "x"), "And tax revenue?", "What was the tax revenue in 2024?"),
    (
        ("What was the disposable income of urban residents in 2021?", "x"),
        "What about rural residents?",
        "What was the disposable income of rural residents in 2021?",
    ),
    (
        ("What share of the works on the study base is to be completed?", "60%"),
        "And the visitor centre?",
        "What share of the works on the visitor centre is to be completed?",
    ),
    (("How many toilets were rebuilt in 2021?", "64"), "And roads?", "How many roads were rebuilt in 2021?"),
    (
        ("How many Party members registered with the community?", "71"),
        "And how many wishes did they claim?",
        "And how many wishes did Party members claim?",
    ),
]


@pytest.mark.parametrize(("turns", "question", "standalone"), CASES)
def test_followups(turns: tuple[str, ...], question: str, standalone: str) -> None:
    assert make_standalone(question, history(*turns)) == standalone


@pytest.mark.parametrize(
    "question",
    [
        "今年粮食产量目标是多少？",
        "徐水区的财政收入是多少？",
        "报告是谁发布的？",
        "上半年民俗活动吸引了多少游客?",
        "固定资产投资完成了多少?",
        "旅游集散中心什么时候完工?",
        "“天府青城计划”是干什么的？",
        "How many party members were trained in the first half?",
    ],
)
def test_what_stands_alone_stays(question: str) -> None:
    assert make_standalone(question, history("去年新增市场主体多少户?", "9572户")) == question
    assert make_standalone(question, []) == question


def test_no_question_before() -> None:
    assert make_standalone("它什么时候完工?", []) == "它什么时候完工?"
    assert make_standalone("它什么时候完工?", history("你好", "你好!")) == "它什么时候完工?"
    assert make_standalone("那下半年呢?", [Turn("assistant", "请提问")]) == "那下半年呢?"


def test_topics() -> None:
    assert topic_of("柳城分了多少个网格?") == Topic("", "柳城网格")
    assert topic_of("宣莲今年要种到多少亩") == Topic("今年", "宣莲")
    assert topic_of("去年粮食产量是多少?") == Topic("去年", "粮食产量")
    assert topic_of("") == Topic("", "")
    assert Topic("", "小吃街营业收入").thing == "小吃街"


texts = st.text(max_size=40) | st.text(alphabet="那它其中呢的上下半年去今多少哪个?收入项目“”,,，", max_size=30)


@settings(max_examples=120, deadline=None)
@given(texts, st.lists(texts, max_size=5))
def test_any_conversation(question: str, contents: list[str]) -> None:
    merged = make_standalone(question, history(*contents))
    assert len(merged) <= max(500, len(question))


@pytest.mark.parametrize("question", ["", "\ud800", "那" * 10_000, "它呢" * 5_000, "收入" * 250, "😀", "“" * 400])
def test_bounded(question: str) -> None:
    merged = make_standalone(question, history("财政" * 5_000, "答" * 10_000, "其中" * 200, "x"))
    assert len(merged) <= max(500, len(question))


def test_a_lone_surrogate_is_no_failure() -> None:
    asked = make_standalone("\ud83d今年打算搞多少个", history("去年改造了多少\ud83d小区", "8个"))
    assert "小区" in asked


@pytest.mark.parametrize(
    ("before", "question", "asked"),
    [
        ("这份报告是谁发布的？", "什么时候公开的？", "什么时候公开的？"),
        ("报告的索引号是多少？", "标题是什么？", "这份报告标题是什么？"),
        ("报告的索引号是多少？", "那标题呢", "这份报告标题呢"),
        ("这份报告是谁发布的？", "什么时候建成农贸市场？", "什么时候建成农贸市场？"),
    ],
)
def test_what_goes_on_from_a_question_on_the_document_is_asked_of_it(before: str, question: str, asked: str) -> None:
    assert make_standalone(question, [Turn("user", before), Turn("assistant", "柳城镇")]) == asked


def test_a_follow_up_to_several_questions_goes_on_from_the_last() -> None:
    history = [Turn("user", "小吃街营业收入多少？上半年固定资产投资多少？"), Turn("assistant", "460万")]
    assert make_standalone("去年呢？", history) == make_standalone(
        "去年呢？", [Turn("user", "上半年固定资产投资多少？")]
    )


def test_what_was_meant_may_be_a_question() -> None:
    history = [Turn("user", "2024年来临川旅游的收入多少？"), Turn("assistant", "旅游综合收入71.3亿元。")]
    asked = make_standalone("不是问收入,我问的是来了多少人", history)
    assert "收入" not in asked
    assert asked.endswith("来了多少人")
    assert "2024年" in asked


def test_how_far_it_shall_come_after_what_was_added_is_a_level() -> None:
    history = [Turn("user", "上半年宣莲基地添了多少？"), Turn("assistant", "新增600亩。")]
    assert make_standalone("那全年要种到多少亩？", history) == "全年宣莲基地要种到多少亩?"
