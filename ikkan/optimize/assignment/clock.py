"""Seconds that are left to a solve. Called by: fair, money, solving, state, warm."""

from __future__ import annotations

import time
from dataclasses import dataclass


@dataclass(slots=True)
class Clock:
    """Seconds that are left; without a limit there is no end."""

    began: float
    limit: float | None
    hit: bool = False

    def over(self) -> bool:
        """Whether time is up; it stays up."""
        if self.limit is not None and time.perf_counter() - self.began > self.limit:
            self.hit = True
        return self.hit
