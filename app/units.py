"""Which units measure the same kind of thing."""

_CLASSES = (
    frozenset(("人", "名", "位", "人次")),
    frozenset(
        (
            "个",
            "家",
            "处",
            "项",
            "座",
            "所",
            "条",
            "支",
            "场",
            "次",
            "期",
            "件",
            "种",
            "批",
            "场次",
            "批次",
            "间",
            "类",
            "株",
        )
    ),
    frozenset(("%", "个百分点", "百分点")),
    frozenset(("亩", "公顷", "平方公里", "平方米")),
    frozenset(("年", "月", "日", "天", "个月", "季度", "周年")),
)
_MEASURES = ("元", "吨", "公里", "倍", "岁", "周岁", "户")


def same_unit(one: str, other: str) -> bool:
    """Whether quantities of these units can answer one question; a bare number (no unit) fits any.

    >>> same_unit("名", "人"), same_unit("元", "%"), same_unit("个", "户")
    (True, False, False)
    """
    if one == other or not one or not other:
        return True
    return any(one in units and other in units for units in _CLASSES)


def comparable(one: str, other: str) -> bool:
    """Whether the values of quantities of these units may be set against each other as they stand.

    >>> comparable("人次", "人"), comparable("个月", "天"), comparable("公顷", "亩"), comparable("个百分点", "%")
    (True, False, False, True)
    """
    if one == other or not one or not other:
        return True
    return any(one in units and other in units for units in _CLASSES[:3])


def both_count(one: str, other: str) -> bool:
    """Whether both units merely count things or people, so that a wrong measure word is no other quantity."""

    def counts(unit: str) -> bool:
        return unit not in _MEASURES and not any(unit in units for units in _CLASSES[2:])

    return comparable(one, other) or (counts(one) and counts(other))
