"""Arithmetic on the quantities of a report, exact in decimals, each result with its working written out."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

from index.figures import Quantity

_SCALES = ((Decimal(10) ** 12, "万亿"), (Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"))
_PERCENT = ("%", "个百分点", "百分点")
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Result:
    """What was computed: ``text`` writes ``value`` with its ``unit``, ``working`` how it comes about.

    ``exact`` is False where an operand is (超, 余, 以上, 约) or where the result is rounded.
    """

    value: Decimal
    unit: str
    text: str
    working: str
    exact: bool

    @property
    def about(self) -> str:
        """The Chinese word before an inexact result."""
        return "" if self.exact else "约"


def decimal_of(quantity: Quantity) -> Decimal:
    """Return the value of a quantity without the noise of binary fractions."""
    return Decimal(repr(quantity.value))


def show_amount(value: Decimal | float, unit: str, plain: bool = False) -> str:
    """Write a value of base units, exactly, in the largest scale that makes it shorter; without any if ``plain``.

    >>> show_amount(29432800, "元"), show_amount(8.5, "%"), show_amount(20340, "元")
    ('2943.28万元', '8.5%', '20340元')
    """
    value = value if isinstance(value, Decimal) else Decimal(repr(value))
    digits = _digits(value)
    for scale, word in _SCALES if unit not in _PERCENT and not plain else ():
        scaled = _digits(value / scale)
        if abs(value) >= scale and len(scaled) < len(digits):
            return f"{scaled}{word}{unit}"
    return f"{digits}{unit}"


def add(quantities: Sequence[Quantity]) -> Result:
    """Return the sum of quantities of one unit."""
    unit = next((quantity.unit for quantity in quantities if quantity.unit), "")
    total = sum(map(decimal_of, quantities), Decimal(0))
    text = show_amount(total, unit, plain=_plain(quantities))
    working = f"{'＋'.join(show_amount(decimal_of(q), unit) for q in quantities)}＝{text}"
    return Result(total, unit, text, working, _exact(quantities))


def subtract(one: Quantity, other: Quantity) -> Result:
    """Return the larger of two quantities less the smaller; percentages differ by 个百分点.

    Numbers of things that are counted by different words (12场, 24次) differ by a bare number.
    """
    unit = one.unit or other.unit
    if one.unit and other.unit and one.unit != other.unit:
        unit = "%" if {one.unit, other.unit} <= set(_PERCENT) else ""
    high, low = sorted((decimal_of(one), decimal_of(other)), reverse=True)
    told = "个百分点" if unit in _PERCENT else unit
    text = show_amount(high - low, told)
    working = f"{show_amount(high, unit)}－{show_amount(low, unit)}＝{text}"
    return Result(high - low, told, text, working, _exact((one, other)))


def shift(base: Quantity, points: Quantity, up: bool) -> Result:
    """Return ``base`` with ``points``, a stated difference, added (``up``) or taken away."""
    value = decimal_of(base) + (decimal_of(points) if up else -decimal_of(points))
    text = show_amount(value, base.unit)
    sign, difference = "＋" if up else "－", show_amount(decimal_of(points), points.unit)
    working = f"{show_amount(decimal_of(base), base.unit)}{sign}{difference}＝{text}"
    return Result(value, base.unit, text, working, _exact((base, points)))


def share(part: Quantity, whole: Quantity) -> Result:
    """Return how many per cent ``part`` is of ``whole``, which must not be zero; rounded to a tenth."""
    return _rounded(decimal_of(part) / decimal_of(whole) * 100, "%", _division(part, whole), (part, whole))


def multiple(one: Quantity, other: Quantity) -> Result:
    """Return how many times ``other``, which must not be zero, ``one`` is; rounded to a tenth."""
    return _rounded(decimal_of(one) / decimal_of(other), "倍", _division(one, other), (one, other))


def average(total: Quantity, count: Quantity) -> Result:
    """Return ``total`` for each one of ``count``, which must not be zero; rounded to a tenth."""
    return _rounded(decimal_of(total) / decimal_of(count), total.unit, _division(total, count), (total, count))


def before_growth(now: Quantity, rate: Quantity, grew: bool) -> Result:
    """Return what ``now`` was before it grew (or fell) by ``rate`` per cent, less than 100 of it where it fell."""
    factor = 100 + (decimal_of(rate) if grew else -decimal_of(rate))
    sign = "＋" if grew else "－"
    working = f"{show_amount(decimal_of(now), now.unit)}÷（1{sign}{show_amount(decimal_of(rate), '%')}）"
    return _rounded(decimal_of(now) * 100 / factor, now.unit, working, (now, rate))


def _division(one: Quantity, other: Quantity) -> str:
    return f"{show_amount(decimal_of(one), one.unit)}÷{show_amount(decimal_of(other), other.unit)}"


def _rounded(value: Decimal, unit: str, working: str, operands: Sequence[Quantity]) -> Result:
    scale = next((scale for scale, _ in _SCALES if abs(value) >= scale), Decimal(1))
    digits = Context(prec=max(28, value.adjusted() + 12))  # a number may have more than the usual context holds
    rounded = (value / scale).quantize(_TENTH, ROUND_HALF_UP, digits) * scale
    text = show_amount(rounded, unit)
    kept = rounded == value
    return Result(rounded, unit, text, f"{working}{'＝' if kept else '≈'}{text}", kept and _exact(operands))


def _plain(quantities: Sequence[Quantity]) -> bool:
    """Whether none of the operands needs a scale to be written, so that their sum (9000＋3000) needs none either."""
    return not any("万" in (text := show_amount(decimal_of(q), "")) or "亿" in text for q in quantities)


def _exact(quantities: Sequence[Quantity]) -> bool:
    return all(quantity.comparator == "=" for quantity in quantities)


def _digits(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
