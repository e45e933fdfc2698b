"""What a call takes (phases, modalities, disease areas) and where it offers continued support.

Decides: until when that may be said. Called by the pages of calls. Source: 003 L1056 (ペアリング).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ikkan.audit import journal
from ikkan.audit.actions import action, require_version
from ikkan.audit.actor import Actor
from ikkan.calls import loads, messages, rules
from ikkan.calls.edges import CALL_KIND
from ikkan.calls.models import Call
from ikkan.calls.rules import CallState, NewCall
from ikkan.line import registry
from ikkan.records import batches
from ikkan.values.errors import InputError, NotFound
from ikkan.values.finding import Finding, Place
from ikkan.values.ref import Ref
from ikkan.values.text import Text

SAID = ("phases", "modalities", "domains", "pairing")


@action(
    "calls.set_offer",
    permission="can_run_call",
    description=Text(
        "公募の受ける範囲と継続支援の提示を決める", "Say what a call takes and what it offers"
    ),
)
def set_offer(
    code: str,
    phases: Sequence[str],
    modalities: Sequence[str],
    domains: Sequence[str],
    pairing: Sequence[str],
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Call:
    """Before the call closes only. Raises NotFound, VersionConflict, InputError."""
    rows = Call.objects.select_for_update(of=("self",)).select_related("account")
    call = rows.filter(code=code).first()
    if call is None:
        raise NotFound("calls.call", messages.NO_CALL.format(code=code))
    require_version(call, version)
    if call.state not in (CallState.PLANNED, CallState.OPEN):
        state = messages.CALL_STATES[call.state]
        raise InputError("calls.offer_late", messages.OFFER_LATE.format(state=state))
    said = {
        "phases": list(phases),
        "modalities": list(modalities),
        "domains": list(domains),
        "pairing": list(pairing),
    }
    _demand_known(call, said)
    for name, codes in said.items():
        setattr(call, name, codes)
    call.version += 1
    call.save(update_fields=["version", *SAID])
    journal.write(Ref(CALL_KIND, code), said)
    return call


def _demand_known(call: Call, said: dict[str, list[str]]) -> None:
    """Raise InputError for codes that the pack does not have."""
    new = NewCall(
        title_ja=call.title_ja or call.title_en,
        programme_code=call.programme_code,
        account=call.account.code,
        opens_on=call.opens_on,
        closes_on=call.closes_on,
        phases=tuple(said["phases"]),
        modalities=tuple(said["modalities"]),
        domains=tuple(said["domains"]),
        pairing=tuple(said["pairing"]),
    )
    named = loads.rows_named(new)
    known = registry.exist({ref for _, ref in named if ref is not None})
    place = Place("calls")
    found = rules.call_findings(new, call.account.layer, place, call.opens_on)
    found += [
        Finding("calls.row", place, values={"code": written})
        for written, ref in named
        if ref is None or ref not in known
    ]
    if found:
        raise batches.refusal(found, messages.render)
