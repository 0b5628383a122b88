"""A token bucket: a burst at once, then a steady rate."""

from __future__ import annotations

import time
from collections.abc import Callable

Clock = Callable[[], float]


class Bucket:
    """Holds up to `burst` tokens and gains `rate` a second."""

    def __init__(self, rate: float, burst: float, clock: Clock = time.monotonic) -> None:
        """Starts full."""
        self._rate, self._burst, self._clock = rate, burst, clock
        self._tokens, self._seen = burst, clock()

    def take(self) -> float:
        """Take one token, in advance if needed; returns the seconds to wait for it."""
        self._fill()
        self._tokens -= 1
        return max(0.0, -self._tokens / self._rate)

    def try_take(self) -> bool:
        """Take one token if available."""
        self._fill()
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True

    @property
    def is_empty(self) -> bool:
        """Whether no token is available."""
        self._fill()
        return self._tokens < 1

    @property
    def is_full(self) -> bool:
        """Whether nothing was taken recently."""
        self._fill()
        return self._tokens >= self._burst

    def _fill(self) -> None:
        now = self._clock()
        self._tokens = min(self._burst, self._tokens + (now - self._seen) * self._rate)
        self._seen = now
