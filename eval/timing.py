"""The clock of the benchmarks."""

import time
from collections.abc import Callable


def measure(call: Callable[[], object]) -> float:
    """Return the seconds that ``call`` takes."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def ratio(one: float, other: float) -> float:
    """Return one / other to two digits; 0 for a clock too coarse to see the other."""
    return round(one / other, 2) if other else 0.0
