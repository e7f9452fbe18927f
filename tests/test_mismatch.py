"""Answers of another kind than asked for, worked by hand."""

from dataclasses import replace

import pytest
from app_helpers import World, ask, candidate, found

from app.fitting import fitting_first
from app.mismatch import mismatches

PAST, PLAN = "一、上半年工作总结", "二、下半年工作思路"


@pytest.mark.parametrize(
    ("question", "stated", "mark", "otherwise"),
    [
        ("小吃街开了多少家店？", "小吃街营业收入超200万元。", "200万元", True),
        ("小吃街开了多少家店？", "小吃街开店30个。", "30个", False),
        ("固定资产投资下滑了百分之几？", "完成固定资产投资460万元。", "460万元", True),
        ("固定资产投资下滑了百分之几？", "固定资产投资下降12%。", "12%", False),
        ("新能源占几成？", "新能源汽车占比30%。", "30%", False),
        ("败诉率是多少？", "行政诉讼败诉率为0。", "0", False),
        ("处分了多少人？", "1-6月查处案件。", "1-6月", True),
        ("处分了多少人？", "处分党员3名。", "3名", False),
        ("财政收入是多少？", "财政收入3584万元。", "3584万元", False),
        ("建设要几个月？", "工期90天。", "90天", False),
        ("采出多少天然气？", "天然气产量562亿立方米。", "562亿立方米", False),  # no days are asked for
        ("预算收入有几个亿？", "预算收入12.25亿元。", "12.25亿元", False),
        ("纳税过亿的企业有几家？", "纳税亿元以上企业达3户。", "3户", False),
        ("护边员一个月拿几个钱？", "护边员每月补助达到2600元。", "2600元", False),
        ("护边员一个月拿几个钱？", "护边员网格达到26个。", "26个", True),
        ("少数民族干部占比抬了几个点？", "少数民族干部占比提高1.2个百分点。", "1.2个百分点", False),
        ("外资真投进来多少钱？", "实际使用外资4.86亿美元。", "4.86亿美元", False),
        ("使用外资多少万元？", "实际使用外资4.86亿美元。", "4.86亿美元", True),
        ("绣娘现在有多少名？", "绣娘从58名增加到102名。", "102名", False),
        ("绣娘现在有多少名？", "绣娘新增102名。", "102名", True),
        (
            "茶产业园研学项目总投资多少？",
            "茶产业园研学项目即将开工,投资1400万元的竹海民宿项目正在施工。",
            "1400万元",
            True,
        ),
        ("竹海民宿投资多少？", "茶产业园研学项目即将开工,投资1400万元的竹海民宿项目正在施工。", "1400万元", False),
        ("茶产业园总投资多少？", "推进茶产业园建设,总投资1400万元。", "1400万元", False),
        ("资金还有多少没有拨付出去？", "资金1436万元,拨付资金861.6万元。", "861.6万元", True),
        ("资金还有多少没有拨付出去？", "资金1436万元,尚未拨付574.4万元。", "574.4万元", False),
        ("整改投入多少钱？", "全面整改,投入1400万元的专项资金。", "1400万元", False),
    ],
)
def test_the_unit_that_the_question_names(question: str, stated: str, mark: str, otherwise: bool) -> None:
    assert mismatches(ask(question), candidate(World().add(stated, [PAST]), mark)) is otherwise


def test_a_target_called_by_its_name_is_not_a_result() -> None:
    world = World()
    result = candidate(world.add("实现财政收入3584万元。", [PAST]), "3584万元")
    target = candidate(world.add("财政收入达到8000万元。", [PLAN]), "8000万元")
    question = ask("下半年财政收入的目标定的是多少？")
    assert mismatches(question, result)
    assert not mismatches(question, target)
    assert not mismatches(ask("财政收入是多少？"), result)
    assert mismatches(ask("今年财政收入打算做到多少？"), result)


@pytest.mark.parametrize(
    ("question", "stated", "mark", "otherwise"),
    [
        ("今年就业的目标是多少人？", "城镇新增就业3214人,完成年度任务5500人的58.4%。", "5500人", False),
        ("今年就业的目标是多少人？", "城镇新增就业3214人,完成年度任务的58.4%。", "3214人", True),
        ("牲畜出栏全年目标是多少？", "牲畜出栏64.5万头,完成全年130万头的49.6%。", "130万头", False),
        ("下半年还要改造几家袜厂？", "再推动25家袜厂数字化改造。", "25家", False),
        ("下半年还要改造几家袜厂？", "推动25家袜厂数字化改造。", "25家", True),
        ("中央厨房计划投资多少？", "新开工总投资1.6亿元的中央厨房。", "1.6亿元", False),
    ],
)
def test_an_aim_may_stand_beside_what_is_reported(question: str, stated: str, mark: str, otherwise: bool) -> None:
    assert mismatches(ask(question), candidate(World().add(stated, [PAST]), mark)) is otherwise


@pytest.mark.parametrize(
    ("question", "stated", "mark", "otherwise"),
    [
        ("镇长的手机号是多少？", "镇长走访企业12家。", "12家", True),
        ("农业保险赔了群众多少钱？", "农业保险支付赔款2.74亿元。", "2.74亿元", False),
        ("学会用手机的老人有多少？", "老人智能手机课堂结业2790人。", "2790人", False),
        ("常住人口城镇化率是多少？", "常住人口城镇化率达到44.3%。", "44.3%", False),
        ("常住人口是多少？", "常住人口城镇化率达到44.3%。", "44.3%", True),
    ],
)
def test_what_is_named_is_not_always_what_is_asked_for(question: str, stated: str, mark: str, otherwise: bool) -> None:
    assert mismatches(ask(question), candidate(World().add(stated, [PAST]), mark)) is otherwise


@pytest.mark.parametrize(
    ("question", "stated", "otherwise"),
    [
        ("南湖景区接待了多少游客？", "南湖景区获评示范景区,全年接待游客187万人次。", True),
        ("南湖景区接待了多少游客？", "南湖景区获评示范景区,北湖公园投用,接待游客187万人次。", True),
        ("南湖景区接待了多少游客？", "南湖景区获评示范景区,接待游客187万人次。", False),
        ("全年接待了多少游客？", "南湖景区获评示范景区,全年接待游客187万人次。", False),
        ("南湖社区开展了多少次活动？", "南湖社区报到党员71人,认领心愿71件,开展活动187万人次。", False),
    ],
)
def test_a_number_of_another_subject(question: str, stated: str, otherwise: bool) -> None:
    assert mismatches(ask(question), candidate(World().add(stated, [PAST]), "187万人次")) is otherwise


def test_a_question_that_asks_several_things_is_let_through() -> None:
    passage = World().add("投入资金1.25亿元,实施项目73个。", [PAST])
    assert not mismatches(ask("投了多少钱,做了多少个项目？"), candidate(passage, "1.25亿元"))


@pytest.mark.parametrize(
    ("question", "stated", "otherwise"),
    [
        ("建设的那6个村分别叫什么？", "完成6个村的高标准农田建设。", True),
        ("建设的那3个村分别叫什么？", "完成金湖源、梁家山、东西3个村的建设。", False),
        ("哪个品牌进了全国前20,叫什么？", "“阳光”入围全国前20名品牌。", False),
        ("那39个集体都是哪些单位？", "对39个先进集体、58名先进个人进行表彰。", True),
        ("那20个都叫啥名字？", "入围全国百强县、百强区20个,居全国第3位。", True),
        ("那6个村叫什么名字？", "完成6个村的高标准农田建设,新建、改造泵站3个。", True),
        ("那两家企业叫什么？", "中国电建、通用技术两家央企落户。", False),
        ("4个项目分别是哪些？", "4个项目已投产,如河道治理、站房工程。", False),
        ("四个统一分别是什么？", "推进“四个统一”,统一权属、统一规划。", False),
        ("完成了几个村的建设？", "完成6个村的高标准农田建设。", False),
        ("那5个村分别叫什么？", "完成6个村的高标准农田建设。", False),
    ],
)
def test_a_count_is_no_list_of_names(question: str, stated: str, otherwise: bool) -> None:
    assert mismatches(ask(question), candidate(World().add(stated, [PAST]), stated[:4])) is otherwise


def test_an_amount_without_a_unit_is_no_percentage_and_a_count_no_money() -> None:
    world = World()
    amount = candidate(world.add("完成固定资产投资460万。", [PAST]), "460万")
    count = candidate(world.add("新建停车位300个。", [PAST]), "300个")
    assert mismatches(ask("固定资产投资下滑了百分之几？"), amount)
    assert not mismatches(ask("完成投资多少钱？"), amount)
    assert mismatches(ask("建停车位花了多少钱？"), count)


@pytest.mark.parametrize(
    ("question", "text", "differs"),
    [
        ("百丈水民宿住一晚多少钱", "投资1400万元的百丈水民宿项目正在施工。", True),
        ("百丈水民宿住一晚多少钱", "民宿均价为380元。", False),
        ("门票价格是多少元", "景区门票收入达到200万元。", True),
        ("门票价格是多少元", "门票每张60元。", False),
        ("镇长的手机号是多少", "镇长王某某主持会议。", True),
        ("举报电话是多少", "举报热线0578-1234567已开通。", False),
    ],
)
def test_a_price_or_a_number_to_call_is_not_what_a_sum_or_an_office_tells(
    question: str, text: str, differs: bool
) -> None:
    assert mismatches(ask(question), candidate(World().add(text, [PAST]))) is differs


@pytest.mark.parametrize(
    ("question", "stated", "mark", "otherwise"),
    [
        ("规上企业有多少家？", "全年新增规上企业8家。", "8家", True),
        ("新增规上企业有多少家？", "全年新增规上企业8家。", "8家", False),
        ("规上企业总数多少家？", "新增规上企业8家,总数达43家。", "43家", False),
        ("规上企业培育了多少家？", "全年新增规上企业8家。", "8家", False),
        ("居民人均收入多少元？", "居民人均收入增长8%。", "8%", True),
        ("工业产值比去年多多少？", "工业总产值244亿元。", "244亿元", True),
        ("固定资产投资完成率是多少？", "完成固定资产投资460万元。", "460万元", True),
        ("信访化解率是多少？", "初次信访化解率100%。", "100%", False),
        ("党员去了几个点学习？", "党员赴8个现场教学点学习。", "8个", False),
        ("工业产值比去年多多少？", "工业总产值同比增加24亿元。", "24亿元", False),
        ("接待游客多少人次？", "单日检测能力达2.67万人次。", "2.67万人次", True),
        ("居民人均收入多少？", "居民人均收入增长8%。", "8%", True),
        ("居民人均收入增长多少？", "居民人均收入增长8%。", "8%", False),
        ("居民人均收入多少？", "居民人均收入3万元、增长8%。", "3万元", False),
    ],
)
def test_what_was_added_is_no_total_and_growth_no_amount(
    question: str, stated: str, mark: str, otherwise: bool
) -> None:
    assert mismatches(ask(question), candidate(World().add(stated, [PAST]), mark)) is otherwise


TWO = "全县生产总值年均增长6.0%,一般公共预算收入由8.34亿元增加到11.26亿元。"


@pytest.mark.parametrize(
    ("question", "stated", "mark", "otherwise"),
    [
        ("全县GDP是多少？", TWO, "8.34亿元", True),
        ("一般公共预算收入是多少？", TWO, "11.26亿元", False),
        (
            "税收收入是多少？",
            "财政总收入4225万元,其中税收收入640万元。",
            "4225万元",
            False,
        ),  # the part is marked for it
        ("收的税是多少,别跟财政总收入搞混", "财政总收入4225万元,其中税收收入640万元。", "640万元", False),
        ("生产总值是多少？", "完成生产总值186亿元,增长6.1%。", "186亿元", False),
        ("每年能供多少水？", "供水工程总投资33.5亿元。", "33.5亿元", True),
        ("发了多少消费券？", "发放消费券5000万元。", "5000万元", False),
    ],
)
def test_a_number_of_another_indicator_or_matter(question: str, stated: str, mark: str, otherwise: bool) -> None:
    assert mismatches(ask(question), candidate(World().add(stated), mark)) is otherwise


def test_the_passage_that_tells_the_indicator_comes_first() -> None:
    world = World(title="丙山县2025年政府工作报告")
    other, own = world.add(TWO), world.add("全年完成生产总值186.3亿元。")
    items = [found(other, "8.34亿元"), found(own, "186.3亿元")]
    first = fitting_first(ask("去年全县生产总值是多少亿元？"), items, 0.5, world.reports)[0]
    assert first.candidate.passage == own


def test_who_gave_the_report_is_no_answer_to_who_did_something_else() -> None:
    world = World()
    world.add("某县2024年政府工作报告")
    head = candidate(world.add("某县人民政府县长 王小明"), "王小明")
    assert mismatches(ask("马拉松男子冠军是谁？"), head, world.report)
    assert not mismatches(ask("县长是谁？"), head, world.report)


def test_what_is_by_now_is_told_by_what_reports() -> None:
    world = World()
    plan = found(world.add("医保参保率达到98%以上。", [PLAN]), "98%")
    done = found(world.add("城乡居民医保参保率97.4%。", [PAST]), "97.4%")
    assert fitting_first(ask("医保参保率现在是多少？"), [plan, done], 0.5, world.reports)[0] is done
    assert fitting_first(ask("医保参保率要到多少？"), [plan, done], 0.5, world.reports)[0] is plan


def test_what_stands_under_the_year_that_is_asked_about_comes_first() -> None:
    world = World()
    plan = found(world.add("力争全年出栏生猪30.5万头。", ["二、2025年工作安排"]), "30.5万头")
    done = found(world.add("出栏生猪28.7万头,完成年度目标30万头的95.7%。", ["一、2024年工作总结"]), "30万头")
    assert fitting_first(ask("2024年生猪出栏的目标是多少头？"), [plan, done], 0.5, world.reports)[0] is done
    assert fitting_first(ask("2025年生猪出栏的目标是多少头？"), [plan, done], 0.5, world.reports)[0] is plan
    assert fitting_first(ask("生猪出栏的目标是多少头？"), [plan, done], 0.5, world.reports)[0] is plan


def test_what_has_the_words_of_the_follow_up_comes_first() -> None:
    world = World()
    signed = found(world.add("引进项目64个，其中签约项目42个；"))
    running = found(world.add("投产项目7个、总投资27亿元。"))
    reports = {"r": world.report}
    question = replace(ask("引进项目投产的有几个？"), own="这里头投产的有几个?")
    assert fitting_first(question, [signed, running], 0.5, reports) == [running, signed]
    assert fitting_first(replace(question, own=""), [signed, running], 0.5, reports) == [signed, running]
    assert fitting_first(question, [running, signed], 0.5, reports) == [running, signed]


def test_what_was_actually_done_is_not_what_is_planned() -> None:
    world = World()
    plan = candidate(world.add("确保粮食产量达11.8万吨以上。", [PLAN]), "11.8万吨")
    done = candidate(world.add("粮食产量达11.5万吨。", [PAST]), "11.5万吨")
    assert mismatches(ask("实际收了多少万吨粮食？"), plan)
    assert not mismatches(ask("实际收了多少万吨粮食？"), done)
    assert not mismatches(ask("今年粮食产量要达到多少万吨？"), plan)
    capital = candidate(world.add("实际利用外资达到2亿元。", [PLAN]), "2亿元")
    assert not mismatches(ask("实际利用外资达到多少亿元？"), capital)  # the name of an indicator


def test_what_names_another_code_gives_way_to_what_names_the_one_asked_for() -> None:
    world = World()
    fine, coarse = (
        found(world.add("PM2.5浓度同比下降8%。")),
        found(world.add("PM10浓度同比上升1.3%。"), probability=0.7),
    )
    question = ask("PM10浓度是不是同比下降了？")
    assert fitting_first(question, [fine, coarse], 0.5, world.reports) == [coarse, fine]
    assert fitting_first(question, [fine, coarse], 0.8, world.reports) == [fine, coarse]  # not sure enough
    assert fitting_first(ask("浓度下降了吗？"), [fine, coarse], 0.5, world.reports) == [fine, coarse]


def test_what_is_not_done_yet_comes_first_where_it_is_asked_for() -> None:
    world = World()
    done = found(world.add("解决20个自然寨通硬化路问题。"))
    left = found(world.add("仍有37个自然寨未通硬化路。"), probability=0.7)
    asked = ask("还有多少个自然寨没通硬化路？")
    assert fitting_first(asked, [done, left], 0.5, world.reports) == [left, done]
    assert fitting_first(ask("多少个自然寨通了硬化路？"), [done, left], 0.5, world.reports) == [done, left]
