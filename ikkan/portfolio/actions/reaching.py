"""Which programme an action of the portfolio falls in, and reading a record to change it.

Called by the other actions of the portfolio. A role held for one programme reaches its awards.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ikkan.audit import journal, policy
from ikkan.audit.actions import require_version
from ikkan.awards.models import Award
from ikkan.plan.offices import scopes_of
from ikkan.portfolio import messages
from ikkan.portfolio.models import Gate, Handover, Seed
from ikkan.portfolio.offices import demand_role
from ikkan.values.errors import NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text

Found = Callable[[Mapping[str, Any]], Award | None]
Reach = Callable[[Mapping[str, Any]], tuple[Ref, ...]]
_RELATED = ("award__organisation", "award__principal__organisation")


def for_award(award_of: Found) -> Reach:
    """The programme of the award and the projects of which it is a share."""

    def scope(arguments: Mapping[str, Any]) -> tuple[Ref, ...]:
        award = award_of(arguments)
        return () if award is None else scopes_of(award.programme_code, arguments["as_of"])

    return scope


def for_decision(award_of: Found, permission: str) -> Reach:
    """The same for a decision; who lacks the office is told who holds it."""

    def scope(arguments: Mapping[str, Any]) -> tuple[Ref, ...]:
        award = award_of(arguments)
        if award is None:
            return ()
        return demand_role(permission, arguments["by"], award, arguments["as_of"])

    return scope


def award_named(arguments: Mapping[str, Any]) -> Award | None:
    """The award that the argument `award` names, else that of the gate."""
    if arguments.get("gate"):
        return award_of_gate({"code": arguments["gate"]})
    return Award.objects.filter(code=arguments["award"]).first()


def award_of_gate(arguments: Mapping[str, Any]) -> Award | None:
    """The award of the gate that the argument `code` names."""
    return Award.objects.filter(gates__code=arguments["code"]).first()


def award_of_handover(arguments: Mapping[str, Any]) -> Award | None:
    """The award from which the hand-over `code` leads."""
    return Award.objects.filter(handovers__code=arguments["code"]).first()


def for_every_award(permission: str) -> Reach:
    """Where a new seed would stand: every award that it names must be reached."""

    def scope(arguments: Mapping[str, Any]) -> tuple[Ref, ...]:
        touched: tuple[Ref, ...] = ()
        for award in Award.objects.filter(code__in=arguments["awards"]).order_by("pk"):
            touched = scopes_of(award.programme_code, arguments["as_of"])
            if not policy.permitted(permission, arguments["by"], touched):
                break
        return touched

    return scope


def for_any_award(arguments: Mapping[str, Any]) -> tuple[Ref, ...]:
    """The programmes of all awards that carry the seed `code`."""
    awards = Award.objects.filter(seeds__code=arguments["code"]).order_by("pk")
    programmes = dict.fromkeys(awards.values_list("programme_code", flat=True))
    named = (scopes_of(code, arguments["as_of"]) for code in programmes)
    return tuple(dict.fromkeys(ref for refs in named for ref in refs))


def locked_seed(code: str, version: int | None) -> Seed:
    """The seed, locked. Raises NotFound, VersionConflict."""
    return _locked(Seed, messages.SEED, code, version)


def locked_gate(code: str, version: int | None) -> Gate:
    """The gate, locked, with the parties of its award. Raises NotFound, VersionConflict."""
    return _locked(Gate, messages.GATE, code, version, *_RELATED)


def locked_handover(code: str, version: int | None) -> Handover:
    """The hand-over, locked, with the parties of its award. Raises NotFound, VersionConflict."""
    return _locked(Handover, messages.HANDOVER, code, version, "gate", "to_award", *_RELATED)


def changed(record: Any, kind: str, said: Mapping[str, object], *fields: str) -> Any:
    """Save the record as its next version, with its entry in the journal."""
    record.version += 1
    record.save(update_fields=["version", *fields])
    journal.write(Ref(kind, record.code), said)
    return record


def _locked(model: Any, what: Text, code: str, version: int | None, *related: str) -> Any:
    rows = model.objects.select_for_update(of=("self",))
    record = (rows.select_related(*related) if related else rows).filter(code=code).first()
    if record is None:
        raise NotFound("portfolio.none", messages.NO_RECORD.format(kind=what, code=code))
    require_version(record, version)
    return record
