"""A circuit breaker: leaves a dead endpoint alone instead of asking it again for every question."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from index.errors import ChatModelError

FAILURES = 3
"""Failures in a row after which the endpoint is left alone."""
FIRST_PAUSE, LONGEST_PAUSE = 20.0, 300.0
"""Seconds of the first pause; each failed probe doubles it, up to the longest."""


@dataclass(slots=True)
class CircuitBreaker:
    """Closed, open, or half-open; safe to use from several threads.

    After ``FAILURES`` failures in a row, or when the server asks to be left alone, it opens: ``admit`` raises. When
    the pause is over, one caller is let through as a probe while the others still wait for its outcome: a success
    closes the circuit, a failure opens it for twice as long.
    """

    clock: Callable[[], float] = time.monotonic
    _failures: int = 0
    _pause: float = 0.0
    _opens_at: float = 0.0
    _probing: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def admit(self) -> None:
        """Return where the endpoint may be asked; raise ChatModelError of kind ``paused`` where it may not."""
        with self._lock:
            if not self._pause:
                return
            if self._probing or self.clock() < self._opens_at:
                raise ChatModelError("paused", "The chat model failed repeatedly and is left alone for a while.")
            self._probing = True

    def succeeded(self) -> None:
        """Tell that the endpoint answered: the circuit closes."""
        with self._lock:
            self._failures, self._pause, self._probing = 0, 0.0, False

    def failed(self, retry_after: float | None = None) -> None:
        """Tell that the endpoint did not answer; ``retry_after`` is how long it asked to be left alone, in seconds."""
        with self._lock:
            self._failures += 1
            self._probing = False
            if retry_after is not None:
                self._open(min(max(retry_after, 1.0), LONGEST_PAUSE))
            elif self._pause:
                self._open(min(2 * self._pause, LONGEST_PAUSE))
            elif self._failures >= FAILURES:
                self._open(FIRST_PAUSE)

    def abandoned(self) -> None:
        """Tell that nobody waited for the outcome: a probe is given back."""
        with self._lock:
            self._probing = False

    def _open(self, pause: float) -> None:
        self._pause, self._opens_at = pause, self.clock() + pause
