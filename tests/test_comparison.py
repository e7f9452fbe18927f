from itertools import zip_longest

import pytest
from app_helpers import World, ask, found
from hypothesis import given, settings
from strategies import nasty_text

from app.comparison import compare
from app.matching import find_operands
from app.side_operands import ReadSides
from app.sides import Sides, split_sides
from index.records import Passage

INCOME = "1-6月,实现财政总收入4225.26万元,其中财政收入3584.27万元,税收收入640.99万元。"


def test_the_difference_is_exact() -> None:
    world = World()
    passage = world.add(INCOME)
    answer = compare(ask("财政收入比税收收入多多少？"), [found(passage)], world.citer())
    assert answer is not None
    assert "**3584.27万元**" in answer
    assert "**640.99万元**" in answer
    assert "**2943.28万元**" in answer
    assert "3584.27万元－640.99万元＝2943.28万元" in answer
    assert answer.index("财政收入更高") < answer.index("比税收收入")


@pytest.mark.parametrize(
    ("text", "question", "difference"),
    [
        ("甲项目投资0.3亿元,乙项目投资1000万元。", "甲项目和乙项目投资哪个多？", "2000万元"),
        ("甲项目投资1.5亿元,乙项目投资0.2亿元。", "甲项目和乙项目投资哪个多？", "1.3亿元"),
        ("甲村有网格37个,乙村有网格116个。", "甲村和乙村哪个网格多？", "79个"),
        ("甲产业增长54%,乙产业增长26%。", "甲产业和乙产业哪个增长快？", "28个百分点"),
        ("甲项目投资0.1万元,乙项目投资0.3万元。", "甲项目和乙项目投资相差多少？", "2000元"),
    ],
)
def test_differences_by_hand(text: str, question: str, difference: str) -> None:
    world = World()
    answer = compare(ask(question), [found(world.add(text))], world.citer())
    assert answer is not None
    assert f"**{difference}**" in answer


@pytest.mark.parametrize("amounts", [("4.35亿元", "43500万元"), ("1.005亿元", "10050万元"), ("20万元", "20万元")])
def test_equal_values_are_told_to_be_equal_whatever_their_scale(amounts: tuple[str, str]) -> None:
    world = World()
    text = f"甲项目投资{amounts[0]},乙项目投资{amounts[1]}。"
    answer = compare(ask("甲项目和乙项目投资哪个多？"), [found(world.add(text))], world.citer())
    assert answer is not None
    assert "两者都是" in answer
    assert "－" not in answer


def test_an_inexact_operand_makes_the_difference_inexact() -> None:
    world = World()
    text = "甲街收入超200万元,乙街收入50万元。"
    answer = compare(ask("甲街和乙街收入哪个多？"), [found(world.add(text))], world.citer())
    assert answer is not None
    assert "约多**150万元**" in answer


def test_operands_of_two_passages_are_both_cited_in_reading_order() -> None:
    world = World()
    one = world.add("美术研学基地项目完成工程量60%以上。", ["二、下半年工作思路"])
    two = world.add("旅游集散中心项目完成工程量30%以上。", ["二、下半年工作思路"])
    citer = world.citer()
    question = ask("美术研学基地和旅游集散中心哪个工程量高？")
    answer = compare(question, [found(two, probability=0.9), found(one, probability=0.8)], citer)
    assert answer is not None
    assert [citation.quote for citation in citer.citations] == [one.text, two.text]
    assert answer.index("60%以上") < answer.index("[1]") < answer.index("30%以上") < answer.index("[2]")
    for citation, words in zip(citer.citations, ("60%以上", "30%以上"), strict=True):
        assert citation.span is not None
        assert world.report.text[slice(*citation.span)] == words


def test_a_target_against_a_result() -> None:
    world = World()
    one = world.add("新增宣莲种植600亩。", ["一、上半年工作总结"])
    two = world.add("确保宣莲种植规模达6600亩。", ["二、下半年工作思路"])
    answer = compare(ask("宣莲种植上半年完成的和下半年目标相差多少亩？"), [found(one), found(two)], world.citer())
    assert answer is not None
    assert "**6000亩**" in answer


@pytest.mark.parametrize(
    "text",
    [
        "建成停车场。",
        "建成停车场3个。",
        "投资3万元,面积5亩。",
        "停车场工期3个月,绿化工期20天。",
        "停车场3公顷,绿化20亩。",
        "2024年建成,2025年投用,3月开工,4月完工。",
    ],
)
def test_nothing_to_compare(text: str) -> None:
    world = World()
    citer = world.citer()
    items = [found(world.add(text))]
    question = ask("停车场投资和面积哪个更多？")
    assert find_operands(question, items) is None
    assert compare(question, items, citer) is None
    assert citer.citations == ()


def test_nothing_found_is_nothing_to_compare() -> None:
    assert find_operands(ask("哪个更多？"), []) is None


@pytest.mark.parametrize(
    ("one", "other", "comparable"),
    [
        ("新增30.2万农村居民落户城镇。", "农村居民收入增长6.8%。", False),
        ("甲村建成泵站12。", "乙村建成泵站3个。", True),
        ("甲项目新增投资额500万。", "乙项目新增投资额400万元。", True),
    ],
)
def test_a_bare_number_is_no_percentage(one: str, other: str, comparable: bool) -> None:
    world = World()
    operands = find_operands(ask("哪个多？"), [found(world.add(one)), found(world.add(other))])
    assert (operands is not None) is comparable


def sided(question: str, *texts: str, sections: tuple[str, ...] = ()) -> str | None:
    """The answer to a comparison of named sides, each of which finds all ``texts``."""
    world = World()
    items = [found(world.add(text, [section])) for text, section in zip_longest(texts, sections, fillvalue="")]
    sides = split_sides(question, "zh")
    assert sides is not None
    return compare(ask(question), items, world.citer(), ReadSides(sides, (items, items), sides.names))


def test_so_much_for_each_village_is_not_given_to_both_places() -> None:
    answer = sided("柳桥镇和大岭乡的村均集体收入差多少？", "柳桥镇村均集体经营性收入103.6万元,大岭乡仅27.4万元。")
    assert answer is not None
    assert "103.6万元－27.4万元＝76.2万元" in answer


def test_of_two_times_what_is_counted_is_compared() -> None:
    sections = ("一、去年工作回顾", "二、今年工作任务")
    texts = ("改造老旧小区2个,惠及居民538户。", "改造老旧小区3个,涉及居民715户。")
    answer = sided("老旧小区改造的户数,今年计划和去年完成的差多少？", *texts, sections=sections)
    assert answer is not None
    assert "715户－538户＝177户" in answer


def test_what_was_is_compared_with_what_was() -> None:
    sections = ("一、去年工作回顾", "二、今年工作任务")
    done = "城镇居民收入41260元,增长5.1%,农村居民收入21385元,增长7.6%。"
    plan = "城镇居民、农村居民收入分别增长5.5%和7%。"
    answer = sided("城镇居民和农村居民的收入,去年哪个涨得快？", done, plan, sections=sections)
    assert answer is not None
    assert "7.6%－5.1%＝2.5个百分点" in answer


@pytest.mark.parametrize(
    ("text", "question", "conclusion"),
    [
        ("举办展览49次、讲座9次、沙龙9次。", "展览比讲座多办了几次？", "展览更高（更多），比讲座多**40次**"),
        ("发放28款手册,邀请17家书店、26家出版社参展。", "书店和出版社哪个多？", "**9家**"),
        ("列出问题73个,已经整改71个。", "列出的问题和整改的问题相差几个？", "73个－71个＝2个"),
        ("表彰先进单位39个、先进工作者58名。", "先进单位和先进工作者哪个多？", "58－39＝19"),
        (
            "南园客流30万人次,北园客流12万人次。",
            "南园客流是北园客流的几倍？",
            "的**2.5倍**（30万人次÷12万人次＝2.5倍）",
        ),
        ("城乡居民收入分别达4万元、2万元,增长8%。", "城镇居民和乡村居民收入差多少？", "4万元－2万元＝2万元"),
        ("表彰先进单位39个、先进工作者58名。", "先进单位和先进工作者哪个多？一共多少？", "合计**97**（39＋58＝97）"),
        ("会议室5间,办公室8间。", "会议室和办公室哪样多？两样加一起几间？", "合计**13间**（5间＋8间＝13间）"),
        ("南园客流30万人次,是北园客流的2.6倍。", "南园客流是北园客流的几倍？", "是北园客流的**2.6倍**[1]"),
        ("会议室5间,办公室5间。", "会议室和办公室一样多吗？", "一样，两者都是**5间**"),
        ("会议室5间,办公室8间。", "会议室和办公室一样多吗？", "不一样，办公室多**3间**"),
        ("城镇居民和乡村居民收入均增长8%。", "城镇居民和乡村居民收入的增速是同一个数吗？", "两者一样"),
        # a whole is not set against its own part, unless it is named
        ("进出口146亿元,其中出口118亿元、进口28亿元。", "出口比进口多多少？", "118亿元－28亿元＝90亿元"),
        ("进出口146亿元,其中出口118亿元、进口28亿元。", "进出口比进口多多少？", "146亿元－28亿元＝118亿元"),
        (
            "签约项目236个,其中上半年签约104个、下半年签约132个。",
            "签约项目下半年比上半年多几个？",
            "132个－104个＝28个",
        ),
        # a part of a series is of what the whole is of
        (
            "8个村实现集体收入146万元,其中茶园村38万元、溪口村27万元、云脚村8万元。",
            "溪口村的集体收入比云脚村多多少？",
            "27万元－8万元＝19万元",
        ),
        ("在职党员报到71人,认领微心愿71件,开展活动24次。", "报到的党员数和认领的微心愿件数,哪个多？", "都是**71**"),
        ("走访率下降54%,登记量下降26%。", "走访率降得狠,还是登记量降得狠？差几个百分点？", "54%－26%＝28个百分点"),
        ("财政收入3584万元,税收收入640万元。", "财政收入较税收收入多多少？", "3584万元－640万元＝2944万元"),
        # a mark that was only passed is no level
        (
            "甲产业营收首次突破500亿元,达到527亿元,乙产业384亿元。",
            "甲产业营收比乙产业高多少？",
            "527亿元－384亿元＝143亿元",
        ),
        (
            "9个村收入共132万元,最高的东溪村31万元,最低的西塘村5万元。",
            "收入最好的村和最差的村差多少？",
            "31万元－5万元＝26万元",
        ),
        (
            "写字楼库存38万平方米,去化周期46个月;住宅库存52万平方米,去化周期23个月。",
            "写字楼的去化周期是住宅的几倍？",
            "**2倍**（46个月÷23个月＝2倍）",
        ),
        (
            "存款余额248亿元、贷款余额193亿元,分别比年初增加19亿元和22亿元。",
            "存款和贷款哪个比年初增加得多？多多少？",
            "22亿元－19亿元＝3亿元",
        ),
        (
            "城镇新增就业2870人,完成年度目标2600人的110.4%。",
            "城镇新增就业比年度目标多了多少人？",
            "2870人－2600人＝270人",
        ),
        ("固投增长5.4%,低于年初7%的预期目标。", "固投增速离年初的目标差几个百分点？", "7%－5.4%＝1.6个百分点"),
    ],
)
def test_named_sides_by_hand(text: str, question: str, conclusion: str) -> None:
    answer = sided(question, text)
    assert answer is not None
    assert conclusion in answer


def test_a_target_is_held_against_the_result_of_the_same_indicator() -> None:
    answer = sided(
        "今年零售额的目标跟去年实际比,高了还是低了？",
        "全年零售额136亿元,增长11.5%,全市第1。",
        "今年的目标是:生产总值增长6%,零售额增长6.5%。",
        "“23·7”洪灾出动3.2万人。",
        sections=("一、去年工作回顾", "二、今年工作目标", "一、去年工作回顾"),
    )
    assert answer is not None
    assert "少（低）**5个百分点**（11.5%－6.5%＝5个百分点）" in answer


def test_one_sentence_goes_before_another_and_those_that_follow_it_before_one_far_away() -> None:
    question = "省外项目里,签约的比落地的多几个？"
    far = "新落地店铺5个。"
    one = sided(question, "省外项目64个,签约项目42个,落地项目15个。", "举办会展。", "举办赛事。", far)
    assert one is not None
    assert "42个－15个＝27个" in one
    following = sided(question, "省外项目64个,签约项目42个;", "落地项目15个;", "举办赛事。", far)
    assert following is not None
    assert "42个－15个＝27个" in following


def test_a_side_that_the_report_calls_otherwise_is_what_the_reader_marked() -> None:
    world = World()
    halls = found(world.add("邀请9家厂商携35台样机亮相。"), "35台", 0.8)
    shop = found(world.add("商城上架样机60台。"), "60台", 0.9)
    sides = split_sides("商城上架的样机比展会摆出来的多多少台？", "zh")
    assert sides is not None
    read = ReadSides(sides, ([shop], [halls]), sides.names)
    answer = compare(ask("商城上架的样机比展会摆出来的多多少台？"), [shop, halls], world.citer(), read)
    assert answer is not None
    assert "60台－35台＝25台" in answer


def test_urban_and_rural_given_together_are_told_apart() -> None:
    text = "城乡居民收入分别增长4.7%、6.6%。"
    answer = sided("城镇居民和农村居民的收入哪个涨得快？", text, "贫困地区农村居民收入增长6.8%。")
    assert answer is not None
    assert "6.6%－4.7%＝1.9个百分点" in answer


def test_times_that_are_not_cited_are_not_told() -> None:
    sections = ("一、去年工作回顾", "二、今年工作任务")
    texts = ("改造老旧小区8523个。", "改造老旧小区4000个。")
    answer = sided("老旧小区改造,今年的任务比去年完成的少多少个？", *texts, sections=sections)
    assert answer is not None
    assert "今年" not in answer
    assert "去年" not in answer
    assert "实绩更高（更多），比任务多**4523个**（8523个－4000个＝4523个）" in answer


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("参展78款汽车,17家车企到场。", "酒店和餐馆哪个多？"),  # neither is there
        ("建成公园12个,全市第4。", "公园和名次哪个大？"),  # a rank is no amount
        ("获评3A景区,建成公园12个。", "景区和公园哪个多？"),
        ("建成公园12个,绿道5公里。", "公园和绿道哪个多？"),
    ],
)
def test_named_sides_that_are_not_there_are_not_compared(text: str, question: str) -> None:
    assert sided(question, text) is None


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("哪个项目投资最多？", "其中最高的是**900万元**。"),
        ("哪个项目投资最少？", "其中最低的是**200万元**。"),
    ],
)
def test_the_most_of_what_is_not_named(question: str, told: str) -> None:
    world = World()
    text = "桥梁项目投资500万元,码头项目投资900万元,公园项目投资200万元,税收4000万元。"
    answer = compare(ask(question), [found(world.add(text))], world.citer())
    assert answer is not None
    assert answer.endswith(told)
    assert "4000" not in answer.replace(text, "").split("。")[-2]


@given(nasty_text, nasty_text)
@settings(max_examples=100, deadline=None)
def test_any_text_is_compared_or_not(text: str, name: str) -> None:
    world = World()
    items = [found(world.add(f"{text}有{name}12个、其余5个。".replace("\n", " ")))]
    sides = Sides((name, text), (f"{name}是多少?", f"{text}是多少?"))
    answer = compare(ask("哪个多？"), items, world.citer(), ReadSides(sides, (items, items), sides.names))
    assert answer is None or "[1]" in answer


def test_which_is_first_of_all_is_told_where_the_report_says_so() -> None:
    world = World()
    target = world.add("全年村集体收入突破450万元。", ["二、下半年计划"])
    told = world.add("4个村实现村集体收入216万元,其中东溪村98万元,居各村首位。", ["一、上半年工作"])
    answer = compare(ask("哪个村的村集体收入最高？"), [found(target), found(told)], world.citer())
    assert answer == "4个村实现村集体收入216万元,**其中东溪村98万元,居各村首位**。[1]"


def test_growth_is_set_against_growth_and_tasks_against_tasks() -> None:
    world = World()
    one = world.add("工业产值86亿元，同比增长6.8%，其中高新产业产值52亿元，占工业产值的61%。", ["一、上半年工作总结"])
    other = world.add("实现财政总收入14亿元，增长4.1%，其中预算收入8亿元，增长3.2%。", ["一、上半年工作总结"])
    plan = world.add("预算收入增长3%左右。", ["二、下半年工作思路"])
    answer = compared("工业产值和预算收入，谁涨得快？", world, one, other, plan)
    assert "**3.6个百分点**" in answer
    task = World()
    one = task.add("完成投资4860万元，同比增长8.6%，占年度任务9000万元的54.0%。")
    other = task.add("实现税收312万元，占全年任务650万元的48.0%。")
    assert "**6个百分点**" in compared("投资和税收，哪个完成年度任务的进度更快？", task, one, other)


def compared(question: str, world: World, *passages: Passage) -> str:
    sides = split_sides(question, "zh")
    assert sides is not None
    items = [found(passage) for passage in passages]
    answer = compare(ask(question), items, world.citer(), ReadSides(sides, (items, items), sides.names))
    assert answer is not None
    return answer


def test_the_year_before_may_stand_beside_a_target() -> None:
    world = World()
    passage = world.add("茶产业产值力争突破3.4亿元（去年为3.12亿元）。", ["二、下半年工作思路"])
    assert "**2800万元**" in compared("茶产业产值今年想做到的比去年实际高多少？", world, passage)


@pytest.mark.parametrize(
    ("text", "question", "concludes"),
    [
        ("城乡低保标准分别提高到每人每月782元和每人每年5928元。", "城市低保和农村低保哪个标准高？", False),
        ("甲岗工资2400元/月，乙岗工资26000元/人·年。", "甲岗和乙岗哪个工资高？", False),
        ("甲村补贴每人每月782元，乙村补贴每人每月590元。", "甲村和乙村补贴哪个高？", True),
        ("甲岗工资90元/天，乙岗工资每日85元。", "甲岗和乙岗哪个工资高？", True),
        ("甲村每年接待游客3万人次，乙村接待游客2万人次。", "甲村和乙村哪个游客多？", True),
    ],
)
def test_what_is_told_by_the_month_is_not_set_against_what_is_told_by_the_year(
    text: str, question: str, concludes: bool
) -> None:
    world = World()
    asked = ask(question)
    answer = compare(asked, [found(world.add(text))], world.citer())
    assert answer is not None
    assert ("不能直接比较" in answer) != concludes
    assert ("－" in answer) == concludes


def test_the_aim_that_was_set_before_is_not_the_one_that_is_set_now() -> None:
    answer = sided(
        "GDP增速离年初定的目标还差几个百分点？",
        "GDP完成68亿元,同比增长5.6%。",
        "GDP增速低于年初确定的6.5%左右的预期目标。",
        "主要预期目标是:GDP增长6%左右。",
        sections=("一、去年工作回顾", "一、去年工作回顾", "二、今年工作目标"),
    )
    assert answer is not None
    assert "6.5%－5.6%＝0.9个百分点" in answer


def test_what_is_short_is_no_comparison() -> None:
    assert ask("卫生院人手差多少？").kind == "quantity"
    assert ask("城里人和农村人收入差多少？").kind == "compare"
    assert ask("两个村的收入差多少？").kind == "compare"
    assert ask("税收那块和财政收入那块比,差了多少？").kind == "compare"
