"""Words that speak against a claim, worked by hand."""

import pytest
from hypothesis import given
from strategies import nasty_text

from app.contradiction import contradiction


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("接访日定在每周五吗?", "领导每日接访,“周三有约”接访日群众参与。", "周三"),
        ("接访日是星期三吗?", "“周三有约”接访日群众参与。", None),
        ("是首批示范乡镇吗?", "获评省第二批示范乡镇。", "第二批"),
        ("是头一批示范乡镇吗?", "获评省第一批示范乡镇。", None),
        ("保税中心是A型的对不对?", "新增保税物流中心（B型）。", "B型"),
        ("保税中心是b型的对不对?", "新增保税物流中心（B型）。", None),
        ("去体育场锻炼要花钱吗?", "体育场全年免费开放。", "免费"),
        ("体育场不收费吧?", "体育场全年免费开放。", None),
        ("县里有三甲医院吗?", "投资少,全县三甲医院尚属空白。", "全县三甲医院尚属空白"),
        ("有没有学生溺亡?", "学生溺亡人数为0。", "学生溺亡人数为0"),
        ("有没有学生溺亡?", "学生溺亡人数为0.5。", None),
        ("有没有建新校区?", "学生溺亡人数为0。", None),
        ("洪峰水位是有记录以来最高的吗?", "为2010年以来最高、有记录以来第3位,", "第3位"),
        ("洪峰水位是2010年以来最高的吗?", "为2010年以来最高、有记录以来第3位,", None),
        ("东溪村拿的是亚军吗?", "东溪村代表队获冠军,西塘村代表队获亚军。", "冠军"),
        ("西塘村是冠军吗?", "东溪村代表队夺冠,西塘村代表队获亚军。", "亚军"),
        ("东溪村是冠军吗?", "东溪村代表队夺冠,西塘村代表队获亚军。", None),
        ("拿的是一等奖吗?", "作品获省级二等奖。", "二等奖"),
        ("古镇是5A景区吗?", "峡谷通过国家5A级评审,古镇获评国家4A级景区。", "4A"),
        ("峡谷是5a级吗?", "峡谷通过国家5A级评审,古镇获评国家4A级景区。", None),
        ("西塘村拿的是亚军吗?", "东溪村代表队获冠军,西塘村代表队获亚军。", None),
        ("违纪的事已经绝迹了吗?", "党员违纪事件仍有发生。", "党员违纪事件仍有发生"),
        ("违纪的事已经绝迹了吗?", "茶园仍有扩大。", None),
        ("违纪的事有发生吗?", "党员违纪事件仍有发生。", None),
        ("暴雨时有人受伤吗?", "紧急转移241人,实现零伤亡。", "零伤亡"),
        ("暴雨时有人受伤吗?", "暴雨中1人受伤。", None),
        ("事故死亡人数下降了吗?", "实现较大事故零死亡,死亡人数下降20%。", None),
        ("实现零伤亡了吗?", "紧急转移241人,实现零伤亡。", None),
    ],
)
def test_what_speaks_against_a_claim(question: str, text: str, words: str | None) -> None:
    span = contradiction(question, text)
    assert (text[slice(*span)] if span else None) == words


@given(nasty_text, nasty_text)
def test_the_span_lies_in_its_text(question: str, text: str) -> None:
    span = contradiction(question, text)
    assert span is None or 0 <= span[0] < span[1] <= len(text)


def test_a_target_that_was_missed_was_not_reached() -> None:
    text = "生产总值增速低于年初确定的6%的预期目标，税收完成全年任务。"
    span = contradiction("生产总值增速达到目标了吗？", text)
    assert span is not None and text[slice(*span)] == "低于年初确定的6%的预期目标"
    assert contradiction("生产总值增速低于目标吗？", text) is None
    assert contradiction("旅游人次达到目标了吗？", text) is None
