"""Steering scenarios attached to a plan, or to its round, as rows for the plan's paper.

Decides: that those taken back are left out; everything else is read as the scenario was kept.
Called by paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ikkan.portfolio.models import SteeringScenario
from ikkan.portfolio.studio import queries
from ikkan.values import era
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_SAVED = "saved"
Row = tuple[Text, Text, Text, str, str]


def rows(plan: Any) -> list[Row]:
    """Scenario, what it changes, indicator with its year, base case, scenario."""
    papers = {str(Ref(queries.KIND, plan.code)), str(Ref(queries.ROUND, plan.round.code))}
    saved = SteeringScenario.objects.filter(state=_SAVED)
    named = [pk for pk, refs in saved.values_list("pk", "papers") if papers & set(refs)]
    found = saved.filter(pk__in=named).order_by("pk")
    return [row for one in found for row in _of(one)]


def _of(one: SteeringScenario) -> list[Row]:
    name = Text(one.name_ja, one.name_en or one.name_ja)
    said = [Text(*words) for words in one.payload["said"]]
    levers = Text("。".join(text.ja for text in said), "; ".join(text.en for text in said))
    last = one.payload["years"][-1]
    ja, en = era.label(last, "ja"), era.label(last, "en")
    return [
        (
            name,
            levers,
            Text(f"{told['ja']}（{ja}）", f"{told['en']} ({en})"),
            _band(told["base"]),
            _band(told["scenario"]),
        )
        for told in one.payload["indicators"]
        if told["counted"]
    ]


def _band(series: Sequence[Sequence[float]]) -> str:
    """The last year: median and interval."""
    low, mid, high = (f"{values[-1]:,.1f}".removesuffix(".0") for values in series[:3])
    return f"{mid} ({low}–{high})"
