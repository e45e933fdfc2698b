"""What carries a seed besides its first awards is added and ended; phase and areas are set.

Called by the pages of records. Source: 003:450-609 (one line over programmes, research, trials).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.awards.messages import MODALITY_LABELS
from ikkan.awards.models import Award
from ikkan.awards.queries import in_pack
from ikkan.outcomes.models import Outcome
from ikkan.outcomes.rules import SORTS, TRIAL
from ikkan.parties.models import Organisation
from ikkan.portfolio.actions.reaching import for_any_award
from ikkan.portfolio.gating.moving import demand_seed_gate
from ikkan.portfolio.models import Seed, SeedAward
from ikkan.portfolio.seeds import messages
from ikkan.portfolio.seeds.actions.holding import demand_seen, next_version, open_seed
from ikkan.portfolio.seeds.models import Carrier
from ikkan.portfolio.seeds.rules import AWARD, CARRIERS_OF
from ikkan.values.errors import InputError
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_COMPANY = "company"


@action(
    "portfolio.add_carrier",
    permission="can_keep_seed",
    description=Text("シーズの担い手を加える", "Add what carries a seed"),
    scope=for_any_award,
)
def add_carrier(
    code: str,
    ref: Ref,
    valid_from: date | None = None,
    valid_to: date | None = None,
    note: str = "",
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Seed:
    """An award has days of its own; others have those given. Raises NotFound, VersionConflict,
    InputError (no such record, no carrier, days, on record)."""
    seed = open_seed(code, version)
    record = demand_seen(ref, by)
    _demand_carrier(ref, record)
    if valid_from and valid_to and valid_to < valid_from:
        words = messages.DAYS.format(first=valid_from, last=valid_to)
        raise InputError("portfolio.days", words)
    if isinstance(record, Award):
        held = SeedAward.objects.filter(seed=seed, award=record).exists()
    else:
        held = Carrier.objects.filter(seed=seed, ref=str(ref)).exists()
    if held:
        raise InputError("portfolio.carried", messages.CARRIED.format(ref=ref, seed=code))
    if isinstance(record, Award):
        SeedAward.objects.create(seed=seed, award=record)
    else:
        Carrier.objects.create(
            seed=seed,
            ref=str(ref),
            sort=CARRIERS_OF[ref.kind],
            valid_from=valid_from,
            valid_to=valid_to,
            note=note.strip(),
        )
    said = {"carrier": str(ref), "from": valid_from, "to": valid_to, "note": note.strip()}
    return next_version(seed, said)


def _demand_carrier(ref: Ref, record: object) -> None:
    if ref.kind != AWARD and ref.kind not in CARRIERS_OF:
        raise InputError("portfolio.no_carrier", messages.NO_CARRIER.format(ref=ref))
    if isinstance(record, Outcome) and record.sort != TRIAL:
        words = messages.NO_TRIAL.format(code=ref.code, sort=SORTS[record.sort])
        raise InputError("portfolio.no_trial", words)
    if isinstance(record, Organisation) and record.sort != _COMPANY:
        words = messages.NO_COMPANY.format(code=ref.code, sort=record.sort)
        raise InputError("portfolio.no_company", words)


@action(
    "portfolio.end_carrier",
    permission="can_keep_seed",
    description=Text("シーズの担い手を終える", "End what carries a seed"),
    scope=for_any_award,
)
def end_carrier(
    code: str,
    ref: Ref,
    valid_to: date,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Seed:
    """An award ends as an award. Raises NotFound, VersionConflict, InputError."""
    seed = open_seed(code, version)
    carrier = Carrier.objects.filter(seed=seed, ref=str(ref)).first()
    if carrier is None:
        raise InputError("portfolio.not_carried", messages.NOT_CARRIED.format(ref=ref, seed=code))
    if carrier.valid_from and valid_to < carrier.valid_from:
        words = messages.DAYS.format(first=carrier.valid_from, last=valid_to)
        raise InputError("portfolio.days", words)
    before, carrier.valid_to = carrier.valid_to, valid_to
    carrier.save(update_fields=["valid_to"])
    return next_version(seed, {"carrier": str(ref), "before": before, "to": valid_to})


@action(
    "portfolio.describe_seed",
    permission="can_keep_seed",
    description=Text(
        "シーズの段階・モダリティ・疾患領域を記録する",
        "Record the phase, modality and disease areas of a seed",
    ),
    scope=for_any_award,
)
def describe_seed(
    code: str,
    phase: str,
    modality: str,
    domains: Sequence[str],
    exception: str = "",
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Seed:
    """Without a phase it is that of the newest carrier; one that no award has reached needs the
    gate before it, or a written exception. Raises NotFound, VersionConflict, InputError."""
    seed = open_seed(code, version)
    if phase and not in_pack("phase", {phase}, as_of):
        raise InputError("portfolio.phase", messages.NO_PHASE_ROW.format(code=phase[:40]))
    if modality and modality not in MODALITY_LABELS:
        raise InputError("portfolio.modality", messages.NO_MODALITY.format(code=modality[:40]))
    known = in_pack("domain", set(domains), as_of)
    if missing := [one for one in domains if one not in known]:
        words = messages.NO_DOMAIN.format(codes="、".join(missing)[:80])
        raise InputError("portfolio.domains", words)
    gate = demand_seed_gate(seed, phase, modality, exception, as_of) if phase else None
    seed.phase, seed.phase_set, seed.modality = phase, bool(phase), modality
    seed.domains = list(dict.fromkeys(domains))
    said = {
        "phase": phase or None,
        "modality": modality,
        "domains": seed.domains,
        "gate": gate.code if gate is not None else "",
        "exception": exception.strip(),
    }
    return next_version(seed, said, "phase_set", "modality", "domains")
