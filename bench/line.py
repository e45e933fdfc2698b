"""The form of one measured line, and how it is printed.

Every benchmark yields these. `holds` says the floor is met, `reached` the goal; a line without a
floor or goal leaves them out.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How large, and from which seed."""

    full: bool = False
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One measurement; `value` is in the unit that `metric` names."""

    bench: str
    case: str
    metric: str
    value: float
    seconds: float | None = None
    peer_seconds: float | None = None
    floor: float | None = None
    goal: float | None = None
    holds: bool | None = None
    reached: bool | None = None


def emit(line: Line) -> Line:
    """Print it as one JSON object without the fields it has no value for."""
    known = {key: value for key, value in asdict(line).items() if value is not None}
    print(json.dumps(known, ensure_ascii=False), flush=True)
    return line
