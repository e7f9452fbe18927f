"""Claims held against passages, worked by hand."""

import pytest
from app_helpers import World, ask, candidate

from app.checking import check_claim, surety_needed
from app.stage_check import untold
from app.time_claimed import planned_instead


def verdict(question: str, *passages: str, mark: str = "") -> tuple[bool, str]:
    """Whether the claim holds of the passages, best first, and the words that show it."""
    world = World()
    candidates = [
        candidate(p, mark if mark and mark in p.text else p.text[:2]) for p in (world.add(t) for t in passages)
    ]
    checked = check_claim(ask(question), candidates)
    start, end = checked.span
    return checked.holds, checked.candidate.passage.text[start:end]


@pytest.mark.parametrize(
    ("question", "stated", "holds", "words"),
    [
        ("营业收入有三百多万吗？", "营业收入超200万元。", False, "超200万元"),
        ("营业收入有两百多万吗？", "营业收入超200万元。", True, "超200万元"),
        ("营业收入有两百多万吗？", "营业收入260万元。", True, "260万元"),
        ("营业收入不到200万元吗？", "营业收入超200万元。", False, "超200万元"),
        ("营业收入至少100万元吗？", "营业收入120万元。", True, "120万元"),
        ("营业收入不超过100万元吗？", "营业收入120万元。", False, "120万元"),
        ("营业收入大约120万元吗？", "营业收入125万元。", True, "125万元"),
        ("走访率降了五成多吗？", "走访率下降54%。", True, "54%"),
        ("走访率降了六成多吗？", "走访率下降54%。", False, "54%"),
        ("是不是连着十年评上名校？", "连续八年评为名校。", False, "八年"),
        ("产值增速是7%吗？", "产值增速6.5%,打造“7+18”体系。", False, "6.5%"),
    ],
)
def test_quantities(question: str, stated: str, holds: bool, words: str) -> None:
    assert verdict(question, stated) == (holds, words)


def test_the_same_number_of_something_else_confirms_nothing() -> None:
    stated = "对80家省直单位开展督导。", "建成绿色食堂50家。"
    assert verdict("绿色食堂是不是建了80家？", *stated) == (False, "50家")


@pytest.mark.parametrize(
    ("question", "stated", "holds"),
    [
        ("旅游总收入达到年初定的目标了吗？", "旅游总收入4.7亿元,低于5亿元的年度目标。", False),
        ("旅游总收入达到年初定的目标了吗？", "旅游总收入4.7亿元,高于4.5亿元的年度目标。", True),
        ("生产总值增速达到年初目标了吗？", "生产总值增长5.8%,比年初确定的6.5%的目标低0.7个百分点。", False),
        ("医保参保率达标没有？", "医保参保率97.4%,距98%的目标还差0.6个百分点。", False),
        ("失业率控制在目标以内没有？", "城镇调查失业率均值为5.2%,控制在5.5%的目标以内。", True),
        ("失业率达到控制目标了吗？", "城镇调查失业率5.2%,低于5.5%的控制目标。", True),
        ("就业任务完成了吗？", "新增就业5500人,超额完成年度任务。", True),
        ("支出进度达到县里要求了没？", "招商实现目标,支出进度没有达到县里要求。", False),
    ],
)
def test_whether_an_aim_was_reached(question: str, stated: str, holds: bool) -> None:
    assert verdict(question, stated)[0] is holds


@pytest.mark.parametrize(
    ("question", "stated", "holds"),
    [
        ("吞吐量排全国第三，对不对", "旅客吞吐量增长16.6%,居全国第3位。", True),
        ("生猪出栏是不是排老二？", "生猪出栏6150万头,居全国第1位。", False),
        ("增速是全市第一吗？", "增速居全市第二。", False),
        ("平台是全国头一个吗？", "在全国率先建成平台。", True),
        ("第三幼儿园启用了吗？", "第三幼儿园投入使用。", True),
        ("第一产业增长了吗？", "第一产业增加值增长,位居全市第二。", True),
    ],
)
def test_ranks(question: str, stated: str, holds: bool) -> None:
    assert verdict(question, stated)[0] is holds


def test_a_clause_that_speaks_of_something_else_does_not_turn_the_answer_round() -> None:
    assert verdict("是不是还停在设计上,没开始盖？", "集散中心项目处于设计完善阶段。")[0]


@pytest.mark.parametrize(
    ("question", "stated", "holds"),
    [
        ("民宿是不是已经完工了？", "百丈水民宿项目正在施工。", False),
        ("民宿开工了吗？", "百丈水民宿项目正在施工。", True),
        ("实训基地二期10月就竣工了吗？", "实训基地二期原定10月竣工,受变更影响未能如期。", False),
        ("民宿是不是还没完工？", "百丈水民宿项目正在施工。", True),
        ("条例已经出台了吧？", "围绕条例实施重点起草法规文本。", False),
        ("梯田已经是国家4A级景区了,没错吧？", "梯田升创国家4A级景区通过省级专家评审。", False),
        ("信访量是不是上升了26%？", "信访量同比下降26%。", False),
        ("夏粮是不是也增产了？", "夏粮产量79.2万吨,同比减少1.4万吨。", False),
        ("荣誉是县里评的吗？", "获评浙江省示范乡镇。", False),
        ("外资到位26亿元吗？", "外资到位26亿美元。", False),
        ("走访是不是降了一半还多？", "走访率下降54%。", True),
        ("吸引了超过150000人次吗？", "举办活动10余场,吸引游客15万余人次。", True),
        ("活动吸引了150000以上吗？", "举办活动10余场,吸引游客15万余人次。", True),
        ("心愿过70件了没？", "认领微心愿71件。", True),
        ("车门村也评上了示范村,对吗？", "金湖源、梁家山等2个村获评示范村。", False),
    ],
)
def test_how_far_which_way_and_where(question: str, stated: str, holds: bool) -> None:
    assert verdict(question, stated)[0] is holds


def test_a_target_is_no_result() -> None:
    world = World()
    target = world.add("确保种植规模达6600亩。", ["二、下半年工作思路"])
    assert not check_claim(ask("已经种了6600亩了，是吧？"), [candidate(target, "6600亩")]).holds
    assert check_claim(ask("目标是6600亩吗？"), [candidate(target, "6600亩")]).holds


def test_a_passage_that_names_what_is_asked_comes_first() -> None:
    other, named = "梁家民宿获评省级文化主题民宿。", "雷家社区投用,雷家民宿获评省级文化主题民宿。"
    assert verdict("雷家社区有没有获评省级文化主题民宿？", other, named) == (True, "雷家民宿获评省级文化主题民宿")


@pytest.mark.parametrize(
    ("question", "stated", "holds", "words"),
    [
        ("二期上半年形成实际投资了吗", "豆腐厂二期工程未形成实际投资,预计新增投资额400万。", False, "未形成实际投资"),
        ("那次洪水有人员因灾伤亡，对吗？", "及时完成群众转移,全区无人因灾伤亡。", False, "无人因灾伤亡"),
        ("二期实打实的投资有了吗？", "豆腐厂二期工程未形成实际投资,预计新增投资额400万。", False, "未形成实际投资"),
        ("二期的用地有了吗？", "二期已有用地,未形成实际投资。", True, "二期"),
        ("二期是不是没形成实际投资？", "豆腐厂二期工程未形成实际投资。", True, "未形成实际投资"),
        ("开过会没有？", "全年召开会议3次,没有遗漏。", True, "全年"),
    ],
)
def test_what_the_report_denies(question: str, stated: str, holds: bool, words: str) -> None:
    assert verdict(question, stated) == (holds, words)


def test_any_of_the_passages_may_deny_it() -> None:
    stated = "遭遇特大洪水,累计出动3.2万人。", "抢修堤防,全区无人伤亡。"
    assert verdict("洪水造成人员伤亡了吗？", *stated) == (False, "无人伤亡")


FOUND = "对照15个方面问题的表现,查找存在问题73个,已完成整改问题71个,正在推进整改2个。"


@pytest.mark.parametrize(
    ("question", "stated", "holds", "words"),
    [
        ("查找出的73个问题是不是已经全部整改完了？", FOUND, False, "71个"),
        ("查出来的问题，是不是还有2个没整改完？", FOUND, True, "2个"),
        ("查出来的问题有73个吗？", FOUND, True, "73个"),
        ("十件实事全都按时完成了吗？", "确定的十件实事中,九件按期完成。", False, "九件"),
        ("承诺的十件实事都办成了？", "承诺的十件实事,九件全面完成,一项仅完成计划的82%。", False, "九件"),
        ("塌方的17处公路现在全部抢通了吗？", "目前已抢通15处,剩余2处预计下旬抢通。", False, "15处"),
        ("工地的工资专用账户是不是已经全覆盖了？", "工资专用账户覆盖率98.7%。", False, "98.7%"),
        ("工地的工资专用账户全覆盖了吗？", "工资专用账户覆盖率100%。", True, "100%"),
        ("重点项目是不是全部都开工了?", "实施项目38项,项目开工率、入统率均为100%。", True, "100%"),
        ("重点项目都开工了吗?", "实施项目38项,项目开工率为92%。", False, "92%"),
        ("吸引的游客还不到15万人次，对吗？", "举办活动10余场,吸引游客15万余人次。", False, "15万余人次"),
        ("后备干部储备了57个吧?", "开展五个一培养,储备后备干部57名。", True, "57名"),
    ],
)
def test_the_number_that_is_meant(question: str, stated: str, holds: bool, words: str) -> None:
    assert verdict(question, stated) == (holds, words)


def test_the_opposite_and_another_subject() -> None:
    assert not verdict("新建的300个车位是在院内吗？", "新建院外车位300个。")[0]
    stated = "示范园获评国家3A级景区,刘家景区获评省诚信景区,游客187万人次。"
    holds, words = verdict("刘家景区升成国家3A了吧？", stated, mark="3A级景区")
    assert not holds
    assert words == "3A级景区,刘家景区获评省诚信景区"


def test_a_clause_that_goes_on_tells_the_direction() -> None:
    stated = "投资申报进度慢,导致上半年发展势头不猛,同比出现负增长。"
    assert verdict("上半年投资比去年同期涨了吧?", stated, mark="势头不猛") == (False, "同比出现负增长")


def test_a_rank_is_of_the_words_before_it() -> None:
    stated = "规上工业增加值增长10.3%,位居全市第二。", "第一产业增加值36亿元,增长7.7%,位居全市第一。"
    assert verdict("规上工业增加值增速是全市第一吧？", *stated) == (False, "第二")


def test_the_title_tells_the_time_where_nothing_else_does() -> None:
    passage = World().add("完成固定资产投资460万。")
    read = [candidate(passage, "460万")]
    title = "某镇上半年工作总结"
    assert not check_claim(ask("投资460万,这是前三季度的数吗？"), read, title).holds
    assert check_claim(ask("投资460万,这是上半年的数吗？"), read, title).holds


def test_what_is_reported_comes_before_what_is_planned() -> None:
    world = World()
    plan = world.add("加快推进体育馆项目,完成工程量60%。", ["二、下半年工作思路"])
    report = world.add("体育馆项目已进场施工,图书馆项目处于设计阶段。", ["一、上半年工作总结"])
    checked = check_claim(ask("体育馆开工了没？"), [candidate(plan, "60%"), candidate(report, "已进场施工")])
    assert (checked.holds, checked.candidate.passage) == (True, report)
    assert report.text[slice(*checked.span)] == "已进场施工"
    assert not check_claim(ask("图书馆开工了没？"), [candidate(plan, "60%"), candidate(report, "已进场施工")]).holds


def test_where_nothing_tells_how_far_it_is_it_is_untold() -> None:
    world = World()
    other = candidate(world.add("高铁征迁用时3天签约,省道完成组卷报批。"), "3天")
    plan = candidate(world.add("全力服务高铁建设。", ["二、下半年工作思路"]), "高铁")
    assert untold(ask("高铁建好了吗？"), [other])
    assert not untold(ask("高铁建好了吗？"), [other, plan])
    assert not untold(ask("高铁征迁用时3天吗？"), [other])
    assert not untold(ask("高铁长吗？"), [other])
    checked = check_claim(ask("高铁建好了吗？"), [other, plan])
    assert (checked.holds, checked.candidate) == (False, plan)


def test_what_is_denied_twice_holds() -> None:
    assert verdict("那场大水没有人因灾伤亡吧？", "遭遇大水,连续奋战,全区无人因灾伤亡。") == (True, "无人因灾伤亡")


def test_the_clause_that_tells_most_of_what_is_asked_shows_it() -> None:
    text = "完成镇区控规,整治土地21亩,完成小吃街配套停车场建设。"
    assert verdict("停车场配套了吗？", text, mark=text[:-1]) == (True, "完成小吃街配套停车场建设")


def test_what_cannot_be_checked_needs_more_surety() -> None:
    world = World()
    passage = candidate(world.add("新增种植基地600亩,新增有机茶认定100亩,总数达900亩。"), "600亩")
    bare, checked = ask("种植基地亏了吗？"), ask("种植基地新增600亩吗？")
    assert check_claim(bare, [passage]).bare and not check_claim(checked, [passage]).bare
    assert surety_needed(bare, [passage]) > surety_needed(checked, [passage]) > 0
    assert surety_needed(ask("种植基地新增多少亩？"), [passage]) == surety_needed(bare, []) == 0
    assert surety_needed(ask("Did the base lose money?", "en"), [passage]) == 0


def test_a_total_is_of_what_came_before_it() -> None:
    assert verdict("示范户是不是有43家？", "新增示范户14家,总数达43家。", mark="14家") == (True, "43家")


@pytest.mark.parametrize(
    ("question", "stated", "holds", "words"),
    [
        ("农田全年任务完成了吗？", "建成农田1.1万亩,占全年任务1.5万亩的73.3%。", False, "占全年任务1.5万亩的73.3%"),
        ("农田全年任务完成了吗？", "建成农田1.6万亩,占全年任务1.5万亩的106.7%。", True, "占全年任务1.5万亩的106.7%"),
        ("招人的计划完成了吗？", "招聘142人,完成招聘计划150人的94.7%。", False, "完成招聘计划150人的94.7%"),
        ("就业目标完成了没有？", "新增就业900人,超额完成目标。", True, "超额完成"),
        ("招商跟上时序进度了没有？", "招商进度落后于时序进度10个百分点。", False, "落后于时序进度"),
        ("招商跟上时序进度了没有？", "招商进度快于时序进度3个百分点。", True, "快于时序进度"),
        ("组建率达标了没有？", "组建率86.5%,比年度目标高1.5个百分点。", True, "目标高"),
        ("粮食是不是增产了？", "粮食总产量12万吨,虽因洪灾比上年略减0.17万吨。", False, "虽因洪灾比上年略减0.17万吨"),
        ("投资是增长的吗？", "增速低于6.5%的预期,投资出现负增长。", False, "投资出现负增长"),
        ("查出的73个问题全都改完了吧？", "查找问题73个,已整改71个。", False, "71个"),
        ("收入是不是过了四千万？", "收入4225万元。", True, "4225万元"),
        ("收入有没有超过5千万？", "收入4225万元。", False, "4225万元"),
        ("收费吗？体育场要花钱吗？", "体育场全年免费开放。", False, "免费"),
    ],
)
def test_tasks_thresholds_and_opposites(question: str, stated: str, holds: bool, words: str) -> None:
    assert verdict(question, stated) == (holds, words)


def test_what_was_is_not_shown_by_what_is_planned() -> None:
    world = World()
    plan = candidate(world.add("失业率5.5%左右。", ["二、今年工作安排"]), "5.5%")
    told = candidate(world.add("失业率平均为5.3%。", ["一、去年工作总结"]), "5.3%")
    checked = check_claim(ask("去年的失业率超过5.5%没有？"), [plan, told])
    assert not checked.holds
    assert checked.candidate is told


@pytest.mark.parametrize(
    ("question", "stated", "holds", "words"),
    [
        ("三公经费比去年少了吗？", "三公经费支出17.8万元,同比下降12.3%。", True, "同比下降12.3%"),
        ("三公经费比去年多了吗？", "三公经费支出17.8万元,同比下降12.3%。", False, "同比下降12.3%"),
        ("农贸市场开业了吗？", "农贸市场提质项目,投入1150万元,5月18日正式开业。", True, "5月18日正式开业"),
        ("医院已经是三级医院了吗？", "县医院通过三级医院评审。", True, "县医"),
        ("暴雨造成人员伤亡了吗？", "应对暴雨,实现人员零伤亡。", False, "实现人员零伤亡"),
    ],
)
def test_what_goes_on_and_what_was_passed(question: str, stated: str, holds: bool, words: str) -> None:
    told, shown = verdict(question, stated)
    assert told is holds
    assert words in shown or shown in words


DEALT = "火灾事故起数、死亡人数分别下降16%和25%。"
CUSTOMS = "6月份进口通关时间26小时，比去年压缩3小时，出口通关时间0.7小时。"


@pytest.mark.parametrize(
    ("question", "stated", "holds", "words"),
    [
        ("事项是不是增加到了120项？", "事项由80项增加到120项。", True, "120项"),
        ("事项是80项吗？", "事项由80项增加到120项。", False, "120项"),
        ("事项原来是80项吗？", "事项由80项增加到120项。", True, "80项"),
        ("死亡人数下降了25%吗？", DEALT, True, "25%"),
        ("死亡人数下降了16%吗？", DEALT, False, "25%"),
        ("那10件实事全办完了吗？", "票选的10项民生实事已完成9项。", False, "9项"),
        ("那10件实事全都办完了吗？", "票选的10项民生实事完成10项。", True, "10项"),
        ("出口通关时间是26小时吧？", CUSTOMS, False, "0.7小时"),
        ("进口通关时间是26小时吧？", CUSTOMS, True, "26小时"),
        ("北湾片区签约率是98%吗？", "南湾片区居民90户，签约率98%。", False, "南湾片区居民90户，签约率98%"),
        ("零售总额比全国高1.2个百分点吗？", "零售总额64亿元，增长6.2%，高于全国1.2个百分点。", True, "1.2个百分点"),
        ("卫生院完工了吗？", "卫生院完成工程进度的60%。", False, "卫生院完成工程进度的60%"),
        ("卫生院完工了吗？", "卫生院完成工程进度的100%。", True, "卫生"),
    ],
)
def test_what_it_came_to_what_is_dealt_out_and_what_is_named(
    question: str, stated: str, holds: bool, words: str
) -> None:
    assert verdict(question, stated) == (holds, words)


def test_another_time_that_an_earlier_clause_measures_frames_nothing() -> None:
    stated = "二季度出口增速回落3个百分点，加工贸易进出口61亿元，下降2%。"
    assert verdict("加工贸易上半年下降了2%吗？", stated)[0]
    assert not verdict("加工贸易上半年下降了2%吗？", "一季度，加工贸易进出口61亿元，下降2%。")[0]


def test_where_the_opposite_comes_first_what_is_named_is_held_against_the_claim() -> None:
    passages = "北环路东延建成通车。", "开工建设北环路西延。"
    assert verdict("北环路西延建成了吗？", *passages) == (False, "开工建设北环路西延")


def test_what_is_claimed_to_be_by_now_is_held_against_what_is_reported() -> None:
    world = World()
    plan = world.add("护理型床位占比提高到70%以上。", ["二、下半年工作思路"])
    result = world.add("护理型床位742张，占比68.3%。", ["一、上半年工作总结"])
    candidates = [candidate(plan, "70%"), candidate(result, "68.3%")]
    question = ask("护理型床位占比目前超过70%了吧？")
    checked = check_claim(question, candidates)
    assert (checked.holds, checked.candidate.passage) == (False, result)
    planned = planned_instead(question, candidates, checked)
    assert planned is not None
    assert planned.candidate.passage == plan
    assert planned_instead(ask("护理型床位占比目前超过65%了吧？"), candidates, checked) is None


def test_a_number_that_was_aimed_at_is_none_that_was_reached() -> None:
    missed = "投资增速未达到年初确定的9%的预期目标。"
    assert not verdict("投资增速是9%吗？", missed)[0]
    assert verdict("投资增速的目标是9%吗？", missed)[0]
    assert verdict("投资增速是9%吗？", missed, "投资增速5.2%。") == (False, "5.2%")


def test_another_phase_is_another_thing() -> None:
    passages = "码头三期获批，前期工作展开。", "码头二期建成投运。"
    assert not verdict("码头三期开工了吗？", *passages)[0]
    assert verdict("码头二期建成了吗？", *reversed(passages))[0]


def test_a_claim_of_one_year_is_not_held_against_another() -> None:
    world = World()
    told = candidate(world.add("2023年度医保参保率98.6%。"), "98.6%")
    plan = candidate(world.add("2024年度医保参保率保持在98%以上。"), "98%以上")
    checked = check_claim(ask("2023年度医保参保率达到98%以上了吗？"), [told, plan])
    assert checked.holds
    assert checked.candidate is told
    assert check_claim(ask("2024年度医保参保率达到98%以上了吗？"), [told, plan]).candidate is plan


def test_which_way_the_asked_itself_went_and_not_what_is_like_it() -> None:
    farming, industry = "农业总产值1.38亿元,同比增长6.2%。", "规模以上工业总产值3560万元,同比下降3.1%。"
    both = farming.replace("。", ",") + industry
    assert verdict("规模以上工业总产值是增长的吧？", both, mark="6.2%") == (False, "同比下降3.1%")
    assert verdict("农业总产值是增长的吧？", both, mark="3.1%") == (True, "同比增长6.2%")
    assert verdict("上半年规模以上工业总产值是增长的吧？", farming, industry, mark="6.2%") == (False, "同比下降3.1%")
    assert verdict("早稻去年是增产的吧？", "早稻产量17.8万吨,受洪灾影响同比减少0.6万吨。", mark="17.8万吨")[0] is False


def test_an_aim_is_held_against_aims_and_a_mark_that_was_passed_against_results() -> None:
    world = World()
    done = candidate(world.add("新增宣莲面积600亩。", ["一、上半年工作总结"]), "600亩")
    aimed = candidate(world.add("确保宣莲面积达6600亩。", ["二、下半年工作思路"]), "6600亩")
    for question, words in (("宣莲面积指标定的是不是8000亩？", "6600亩"), ("新增宣莲面积是8000亩吗？", "600亩")):
        told = check_claim(ask(question), [done, aimed])
        assert not told.holds
        assert told.candidate.passage.text[slice(*told.span)] == words
    holds, words = verdict("粮食产量超过42万吨了没有？", "粮食产量达到42.35万吨。", mark="42.35万吨")
    assert (holds, words) == (True, "42.35万吨")


def test_a_bare_number_may_be_just_the_one_that_is_claimed() -> None:
    text = "储备后备干部57名,后备干部村均2。"
    assert verdict("后备干部平均每个村有2名了吗？", text, mark="57名") == (True, "2")
