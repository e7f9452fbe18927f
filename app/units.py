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
    frozenset(("年", "月", "日", "天", "个月", "季度", "周年", "个工作日", "工作日")),
    frozenset(("%", "‰")),
)
_FIRMS = frozenset(("家", "户"))  # 工业企业3户: firms are counted like households
_MONEY = frozenset(("元", "美元", "欧元", "港元"))
_MEASURES = (
    frozenset(
        [
            "吨",
            "吨标准煤",
            "公斤",
            "千克",
            "斤",
            "克",
            "升",
            "立方米",
            "公里",
            "千米",
            "米",
            "厘米",
            "毫米",
            "海里",
            "千瓦",
            "千瓦时",
            "万千瓦时",
            "兆瓦",
            "小时",
            "分钟",
            "倍",
            "岁",
            "周岁",
            "户",
        ]
    )
    | _MONEY
)


def same_unit(one: str, other: str) -> bool:
    """Whether quantities of these units can answer one question; a bare number (no unit) fits any.

    >>> same_unit("名", "人"), same_unit("元", "%"), same_unit("个", "户")
    (True, False, False)
    """
    if one == other or not one or not other or {one, other} <= _FIRMS:
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

    return comparable(one, other) or {one, other} <= _FIRMS or (counts(one) and counts(other))


def both_money(one: str, other: str) -> bool:
    """Whether both units are currencies, the same or not: 26.1亿美元 contradicts 26.1亿元."""
    return one in _MONEY and other in _MONEY
