"""What the pages of a round and of a hand-over case show beside their fields.

Called by kinds. Decides: the candidates of a case are those of the plan in force; what was frozen
at the decision stands beside what was decided. Source: S-327, S-337.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse

from ikkan.audit.actor import Actor
from ikkan.portfolio.edges import HANDOVER
from ikkan.portfolio.matching import board, continued, details, messages, rules
from ikkan.portfolio.matching.naming import Names
from ikkan.portfolio.matching.planning import KIND
from ikkan.portfolio.matching.rules import MATCHING, PARTS
from ikkan.portfolio.models import Handover, MatchingRound
from ikkan.portfolio.sections import INSIDE
from ikkan.records.queries import visible
from ikkan.records.words import language
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from ikkan.workflow import diagram


def of_round(found: MatchingRound, actor: Actor, as_of: date) -> Mapping[str, Any]:
    """Board, papers, the way of the round."""
    shown = board.of(found, actor, as_of)
    machine = rules.kept(MATCHING, found.machine)
    papers = [
        (said, form, reverse("matching:report", args=[found.code, said, form]))
        for said in ("ja", "en")
        for form in ("html", "pdf", "xlsx")
    ]
    alt = _WAY.of(language())
    return {
        "board_url": reverse("matching:board", args=[found.code]),
        "papers": papers,
        "shown": shown,
        "counts": [(board.STATES[state], count) for state, count in shown.counted().items()]
        if shown is not None
        else [],
        "bar": continued.bar(as_of),
        "linkages": [
            (messages.LINK_LABELS[one.link], one)
            for one in continued.linkages(actor, found.day, as_of)
        ],
        "ways": diagram.ways(machine, found.state),
        "drawing": diagram.drawing(machine, language(), alt, found.state),
    }


def of_case(handover: Handover, actor: Actor, as_of: date) -> Mapping[str, Any]:
    """Fit, price, next candidate, panels, routes; the engine's part for those inside alone."""
    said: dict[str, Any] = {
        "routes": [
            (messages.ROUTE_LABELS[code], messages.ROUTE_DEMANDS[code], code == handover.route)
            for code in messages.ROUTE_LABELS
        ],
        "bar": continued.bar(as_of),
        "inside": bool(INSIDE & actor.roles) or "system" in actor.roles,
    }
    if not said["inside"]:
        return said
    frozen = handover.frozen
    parts = frozen.get("parts") or ()
    said["parts"] = [
        (messages.PART_LABELS[name], value, round(100 * value))
        for name, value in zip(PARTS, parts, strict=False)
    ]
    said["frozen"] = frozen
    title = frozen.get("slot_title") or {}
    said["slot_title"] = Text(title["ja"], title["en"]) if title else None
    said["panels"] = details.standing(Ref(HANDOVER, handover.code), as_of)
    said["lendings"] = [(one, one.until >= as_of) for one in handover.lendings.order_by("pk")]
    said["companies"] = details.companies(handover.award.code, actor)
    if handover.round is not None:
        rounds = visible(KIND, actor).filter(pk=handover.round.pk)
        if rounds.exists():
            url = reverse("matching:board", args=[handover.round.code])
            shown = board.of(handover.round, actor, as_of)
            said["board_url"] = f"{url}?item={handover.award.code}#detail"
            if shown is not None:
                names = Names(handover.round.day)
                slot = frozen.get("slot", "")
                said["detail"] = details.of(shown, handover.award.code, slot, actor, names)
    return said


_WAY = Text("調整の回の進み方", "The way of a coordination round")
