import pytest
from hypothesis import given
from strategies import nasty_text

from app.plain import plain


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("请问上半年固定资产投资是多少啊?", "上半年固定资产投资是多少?"),
        ("麻烦问一下,网格有多少个呢?", "网格有多少个?"),
        ("我想知道游客到底有多少人次来着?", "游客有多少人次?"),
        ("你能告诉我民宿投资多少吗", "民宿投资多少吗"),
        ("镇上有好多亩茶园?", "镇上有多少亩茶园?"),
        ("拢共修了几多公里路", "一共修了多少公里路"),
        ("培训了多少号人", "培训了多少人"),
        ("甲村和乙村收入比一比?", "甲村和乙村收入,哪个大?"),
        ("去年有多少人来我们县旅游?", "去年我们县接待游客多少人次?"),
        ("来了多少人次去小吃街打卡", "小吃街接待游客多少人次"),
        ("去年一共打了多少粮食?", "去年一共粮食产量达到了多少?"),
        ("农民一年能挣多少钱?", "农村居民人均可支配收入是多少?"),
        ("乡下老百姓今年前六个月平均每人能挣多少钱?", "农村居民人均可支配收入是多少?"),
        ("报告里提没提低空经济?", "报告里有没有提低空经济?"),
        ("办没有办过画展?", "办没有办过画展?"),
        ("去年多少人找到了工作?", "去年新增就业多少人?"),
        ("多少人来投诉?", "多少人来投诉?"),
        # 好多 is many where something else asks, a confirmation keeps its particle
        ("好多村都通了公路是什么时候的事?", "好多村都通了公路是什么时候的事?"),
        ("有好多人来旅游吗?", "有好多人来旅游吗?"),
        ("那税收呢?", "那税收呢?"),
        ("完成了吧?", "完成了吧?"),
        ("啊?", "啊?"),
    ],
)
def test_only_the_manner_of_speaking_goes(said: str, asked: str) -> None:
    assert plain(said) == asked


@given(nasty_text)
def test_something_is_left_and_nothing_new_is_asked(text: str) -> None:
    assert plain(text) or not text.strip()
    assert plain(plain(text)) == plain(plain(plain(text)))


def test_what_is_said_not_to_be_meant_goes() -> None:
    assert plain("出口额是多少(不是进出口总额)?") == "出口额是多少?"
    assert plain("出口额(亿元)是多少?") == "出口额(亿元)是多少?"
