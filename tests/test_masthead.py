from conftest import make_report
from hypothesis import given
from strategies import nasty_text

from app.masthead import find_masthead
from app.metadata import find_fields
from app.question import understand

TEXT = (
    "某县2024年政府工作报告\n来源：某县日报\n（2024年1月24日在某县第十九届人民代表大会第二次会议上）\n"
    "某县人民政府县长?? 王小明\n各位代表：\n现在报告工作。\n"
)


def values(question: str, text: str = TEXT) -> list[str]:
    return [field.value for field in find_fields(understand(question), make_report(text))]


def test_who_gave_the_report_when_and_where() -> None:
    assert values("这份报告是谁在哪天作的？") == ["王小明", "2024年1月24日"]
    assert values("作报告的县长叫啥？") == ["王小明"]
    assert values("报告是在哪次大会上作的？") == ["某县第十九届人民代表大会第二次会议"]
    assert values("报告转载自哪家媒体，来源是什么？") == ["某县日报"]


def test_what_the_head_does_not_print_is_not_told() -> None:
    assert values("这份报告是谁作的？", "某县工作总结\n各位代表：\n县长王小明同志出席了会议。\n") == []


def test_the_name_may_stand_between_date_and_meeting() -> None:
    text = "----2025年1月15日龚小正市长在某市第十六届人民代表大会第三次会议的政府工作报告\n"
    found = {name: text[slice(*span)] for name, span in find_masthead(text).items()}
    assert found == {"delivered": "2025年1月15日", "speaker": "龚小正", "meeting": "某市第十六届人民代表大会第三次会议"}


def test_the_name_may_stand_on_a_line_with_the_office_alone() -> None:
    text = "某市2024年政府工作报告\n——2024年1月17日在某市第八届人民代表大会第四次会议上\n市长  周启明\n各位代表：\n"
    assert values("这份报告是哪位市长、在哪天作的？", text) == ["周启明", "2024年1月17日"]


@given(nasty_text)
def test_any_text(text: str) -> None:
    assert all(text[slice(*span)] for span in find_masthead(text).values())


def test_the_head_may_be_in_full_width_digits() -> None:
    text = "——２０２５年２月１２日在某市第八届人民代表大会第四次会议上\n某市人民政府市长　王小明\n"
    told = {name: text[slice(*span)] for name, span in find_masthead(text).items()}
    assert told == {
        "delivered": "２０２５年２月１２日",
        "meeting": "某市第八届人民代表大会第四次会议",
        "speaker": "王小明",
    }
