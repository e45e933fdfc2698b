"""Related research is tied to a seed with the reason, and clinical findings to basic research.

Called by the pages of records. Source: 003:1193, 004:314.
"""

from __future__ import annotations

from datetime import date

from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.portfolio.actions.reaching import for_any_award
from ikkan.portfolio.models import Seed
from ikkan.portfolio.seeds import messages, queries, rules
from ikkan.portfolio.seeds.actions.holding import demand_seen, next_version, open_seed
from ikkan.portfolio.seeds.models import Relation
from ikkan.portfolio.seeds.rules import RELATABLE, RELATION_SORTS, REVERSE, SEED
from ikkan.values.errors import InputError
from ikkan.values.ref import Ref
from ikkan.values.text import Text


@action(
    "portfolio.relate_seed",
    permission="can_relate_seed",
    description=Text("関連する研究をシーズに結ぶ", "Tie related research to a seed"),
    scope=for_any_award,
)
def relate(
    code: str,
    ref: Ref,
    sort: str,
    reason: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Seed:
    """`sort` reverse leads from a seed of a later phase back to an earlier one. Raises NotFound,
    VersionConflict, InputError (no such record, the phases, on record)."""
    seed = open_seed(code, version)
    if ref.kind not in RELATABLE or ref == Ref(SEED, code):
        raise InputError("portfolio.no_relation", messages.NO_RELATION.format(ref=ref))
    demand_seen(ref, by)
    why = rules.demand_text(reason, messages.REASON)
    if Relation.objects.filter(seed=seed, ref=str(ref), sort=sort).exists():
        words = messages.RELATED.format(ref=ref, sort=RELATION_SORTS[sort])
        raise InputError("portfolio.related", words)
    if sort == REVERSE:
        _demand_back(seed, ref, as_of)
    Relation.objects.create(seed=seed, ref=str(ref), sort=sort, reason=why, made_on=as_of)
    return next_version(seed, {"related": str(ref), "sort": sort, "reason": why})


def _demand_back(seed: Seed, ref: Ref, as_of: date) -> None:
    orders, theirs = queries.phase_orders(as_of), queries.phase_of_ref(ref)
    for one, phase in ((Ref(SEED, seed.code), seed.phase), (ref, theirs)):
        if phase not in orders:
            raise InputError("portfolio.no_phase", messages.NO_PHASE.format(ref=one))
    own, other = (queries.phase_label(phase, as_of) for phase in (seed.phase, theirs))
    if orders[seed.phase] <= min(orders.values()):
        words = messages.NOT_CLINICAL.format(seed=seed.code, phase=own)
        raise InputError("portfolio.not_clinical", words)
    if orders[theirs] >= orders[seed.phase]:
        words = messages.NOT_EARLIER.format(ref=ref, phase=other, seed=seed.code, own=own)
        raise InputError("portfolio.not_earlier", words)


@action(
    "portfolio.unrelate_seed",
    permission="can_relate_seed",
    description=Text("関連する研究をシーズから外す", "Take related research off a seed"),
    scope=for_any_award,
)
def unrelate(
    code: str,
    ref: Ref,
    sort: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Seed:
    """Raises NotFound, VersionConflict, InputError (not related)."""
    seed = open_seed(code, version)
    found = Relation.objects.filter(seed=seed, ref=str(ref), sort=sort).first()
    if found is None:
        words = messages.NOT_RELATED.format(ref=ref, seed=code)
        raise InputError("portfolio.not_related", words)
    found.delete()
    return next_version(seed, {"unrelated": str(ref), "sort": sort, "reason": found.reason})
