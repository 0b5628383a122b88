"""Rate limits per token and per address."""

from __future__ import annotations

import math

from budget.api.problems import Problem
from budget.limits import ServerLimits
from budget.server.buckets import Bucket

_REMEMBERED = 10_000


class RateLimiter:
    """A token bucket per caller."""

    def __init__(self, limits: ServerLimits) -> None:
        """Every bucket starts full."""
        self._rate, self._burst = limits.api_requests, limits.api_at_once
        self._buckets: dict[str, Bucket] = {}

    def take(self, who: str) -> None:
        """Take a turn. Raises Problem when there is none left."""
        if len(self._buckets) > _REMEMBERED:
            self._buckets = {key: held for key, held in self._buckets.items() if not held.is_full}
        if not self._buckets.setdefault(who, Bucket(self._rate, self._burst)).try_take():
            raise Problem(429, "", {"retry-after": str(math.ceil(1 / self._rate))})
