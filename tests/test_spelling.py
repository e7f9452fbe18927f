import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.spelling import correct
from app.vocabulary import Vocabulary

REPORT = """实现财政总收入4225.26万元,其中财政收入3584.27万元。完成固定资产投资460万。成立3个效能督查工作组。
中药材复合种植800余亩。初次信访化解率100%。建成“群众说事室”28个。百丈水民宿项目正在施工。重点项目推进缓慢。
完成权属统一登记45万平方米。兑现消费品以旧换新补贴77亿元。天然气产量562亿立方米。举办民俗活动10余场。
城镇登记失业率3%。全县生产总值增长5%。推进招商引资。加强队伍建设。公示3次。山西省代表团来访。"""


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary.build([REPORT])


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("财政受入是多少", "财政收入是多少"),
        ("固定资产投姿上半年完成了多少", "固定资产投资上半年完成了多少"),
        ("效能都查工作组成立了几个", "效能督查工作组成立了几个"),
        ("中药才复和种植有多少亩了", "中药材复合种植有多少亩了"),
        ("初次信方化解率", "初次信访化解率"),
        ("重点项目推劲得怎么样了", "重点项目推进得怎么样了"),
        ("群众说是室建了几个", "群众说事室建了几个"),
        ("百丈水名宿什么时候开业", "百丈水民宿什么时候开业"),
        ("权属统一等记完成多少面积", "权属统一登记完成多少面积"),
        ("兑付了多少补帖?", "兑付了多少补贴?"),
        ("采出多少天燃气", "采出多少天然气"),
        ("登计失业率压到了多少", "登记失业率压到了多少"),
        ("完成固定产资投资多少", "完成固定资产投资多少"),
        ("財政受入是多少", "財政收入是多少"),
    ],
)
def test_repairs(vocabulary: Vocabulary, written: str, meant: str) -> None:
    corrected, repairs = correct(written, vocabulary)
    assert corrected == meant
    assert repairs
    assert all(before in written and after in meant for before, after in repairs[:1])


@pytest.mark.parametrize(
    "question",
    [
        "财政收入是多少?",
        "全年受理投诉多少件?",
        "陕西省代表团什么时候来的?",
        "有多少人投宿?",
        "公式有几个?",
        "镇长郑策是谁?",
        "低保户有多少户?",
        "开了多少家店?",
        "县级示范村有几个?",
        "四级登山步道多长?",
        "民宿经营者有几位?",
        "新冠疫苗打了多少剂",
        "税收是多少?",
        "政法队伍怎么样?",
        "总产值多少?",
        "进口总额是多少?",
        "财政支出是多少?",
        "宣传片拍了几部?",
        "王建军是哪个村的?",
        "稳增长措施有哪些?",
        "跨国企业有几家?",
        "旅客投递了多少邮件?",
        "人工湖在哪里?",
        "供水管网改造了多少公里?",
        "期中考试什么时候?",
        "权利清单有几项?",
        "民族活动办了几场?",
        "全县小学有几所?",
    ],
)
def test_right_words_that_the_report_lacks_stay(vocabulary: Vocabulary, question: str) -> None:
    assert correct(question, vocabulary) == (question, [])


def test_numbers_and_latin_stay(vocabulary: Vocabulary) -> None:
    question = "EOD项目 3584.27万元?? 😀"
    assert correct(question, vocabulary) == (question, [])


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=60) | st.text(alphabet="财政受收入投姿资固定产的是有多少亩等记登", max_size=40))
def test_any_question_comes_back(text: str) -> None:
    corrected, repairs = correct(text, Vocabulary.build([REPORT]))
    assert abs(len(corrected) - len(text)) <= len(repairs)
    assert (corrected == text) == (not repairs) or repairs


@pytest.mark.parametrize("question", ["", "\ud800", "柳" * 500, "财政受入" * 125, "一" * 10_000, "财受姿" * 3_333])
def test_bounded(vocabulary: Vocabulary, question: str) -> None:
    start = time.perf_counter()
    correct(question, vocabulary)
    assert time.perf_counter() - start < 3
