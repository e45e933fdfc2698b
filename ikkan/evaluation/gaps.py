"""Where lines break after outcomes: no value, no response, no clause that cites it.

Called by line.queries.broken through its registry.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from ikkan.evaluation import queries
from ikkan.line import registry
from ikkan.line.registry import Gap
from ikkan.records.kinds import kind_of
from ikkan.values.ref import Ref
from ikkan.values.text import Text


def register() -> None:
    """Declare every rule of this module."""
    registry.register_gap("evaluation.finding", "finding.response", _UNANSWERED, _unanswered)
    registry.register_gap("evaluation.response", "response.clause", _UNCITED, _uncited)
    registry.register_gap("indicator", "indicator.actual", _VALUELESS, _valueless)


def _unanswered(as_of: date) -> Iterable[Gap]:
    rows = queries.unanswered().filter(found_on__lte=as_of)
    return [_gap("evaluation.finding", row) for row in rows]


def _uncited(as_of: date) -> Iterable[Gap]:
    done = (row for row in queries.uncited() if row.done_on is not None and row.done_on <= as_of)
    return [_gap("evaluation.response", row) for row in done]


def _valueless(as_of: date) -> Iterable[Gap]:
    rows = queries.without_actual(as_of)
    return [Gap(ref=row.ref, label=row.label, url=row.url) for row in rows]


def _gap(code: str, row: Any) -> Gap:
    kind = kind_of(code)
    url = kind.url(row.code) if kind is not None else None
    return Gap(ref=Ref(code, row.code), label=row.text, url=url)


_UNANSWERED = Text("対応のない所見", "Findings without a response")
_UNCITED = Text(
    "実施済みで、どの条項にも引用されていない対応", "Responses done that no clause cites"
)
_VALUELESS = Text(
    "今の期の文書の指標で、実績値の記録がないもの",
    "Indicators of documents of the current term without an actual value",
)
