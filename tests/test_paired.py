"""Two quantities of one passage, worked by hand."""

import pytest
from app_helpers import World, ask, found

from app.operands import Operand, read_operands
from app.paired import in_order, joint_worth, passed_by, tell_times


def operands(text: str) -> list[Operand]:
    return read_operands(found(World().add(text)), ())


def test_the_ends_of_a_change_are_told_apart_by_which_was_before() -> None:
    one, other = operands("西瓜由620亩扩大到850亩。")
    assert in_order(0, one, other) == in_order(0, other, one) == (one, other)
    assert in_order(1, one, other) == in_order(1, other, one) == (other, one)
    assert in_order(None, other, one) == (other, one)


def test_no_change_leaves_the_order() -> None:
    one, other = operands("西瓜620亩,甜瓜850亩。")
    assert in_order(1, one, other) == (one, other)


@pytest.mark.parametrize(
    ("text", "beyond"),
    [
        ("营收首次突破500亿元,达到527亿元。", "527亿元"),
        ("营收突破500亿元大关,达527亿元。", "527亿元"),
        ("营收达到500亿元,税收达到27亿元。", None),  # nothing was passed
        ("营收突破500亿元,税收达到27亿元。", None),  # another thing
        ("营收突破500亿元,达到27家。", None),  # another unit
    ],
)
def test_a_mark_that_was_only_passed(text: str, beyond: str | None) -> None:
    first, *others = operands(text)
    after = passed_by(first, [first, *others])
    assert (text[after.quantity.start : after.quantity.end] if after else None) == beyond


def test_both_times_are_told_right_before_their_numbers() -> None:
    total, first, second = operands("签约236个,其中上半年签约104个、下半年签约132个。")
    assert tell_times(second, first, ("下半年", "上半年"))
    assert not tell_times(first, second, ("下半年", "上半年"))
    assert not tell_times(total, first, ("下半年", "上半年"))
    assert not tell_times(second, first, ("下半年", ""))


def test_a_whole_is_worth_less_beside_its_part_than_another_part_unless_it_is_named() -> None:
    whole, part, other = operands("进出口146亿元,其中出口118亿元、进口28亿元。")
    asked, named = ask("出口比进口多多少？"), ask("进出口比进口多多少？")
    worth = joint_worth(asked, whole, other, None, ("出口", "进口"))
    assert worth < joint_worth(asked, part, other, None, ("出口", "进口")) - 1
    assert worth < joint_worth(named, whole, other, None, ("进出口", "进口")) - 1


@pytest.mark.parametrize(
    ("text", "names", "meant"),
    [
        (
            "实现财政总收入4225万元,其中财政收入3584万元,税收收入640万元。",
            ("财政总收入", "税收收入"),
            True,
        ),  # the verb names nothing
        ("镇、村两级河长巡河1240次,其中镇级156次、村级1084次。", ("镇级", "村级河长巡河的次数"), False),
        ("推进协同项目125项,其中在建项目18项,竣工项目41项。", ("在建", "竣工"), False),  # named as what both are of
    ],
)
def test_a_whole_is_named_by_a_side_or_not(text: str, names: tuple[str, str], meant: bool) -> None:
    whole, part, other = operands(text)
    asked = ask(f"{names[0]}和{names[1]}哪个多？")
    ahead = joint_worth(asked, whole, other, None, names) - joint_worth(asked, part, other, None, names)
    assert (ahead > -1) == meant
