"""Seeds are named and come to an end.

Called by the pages of records.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ikkan.audit import journal
from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.portfolio import edges, loads, messages, rules
from ikkan.portfolio.actions.reaching import (
    changed,
    for_any_award,
    for_every_award,
    locked_seed,
)
from ikkan.portfolio.models import Seed
from ikkan.values.ref import Ref
from ikkan.values.text import Text


@action(
    "portfolio.name_seed",
    permission="can_name_seed",
    description=Text("シーズを登録する", "Name a seed that awards carry"),
    scope=for_every_award("can_name_seed"),
)
def name_seed(
    title: Text,
    awards: Sequence[str],
    modality: str = "",
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Seed:
    """Raises InputError (title, awards, modality)."""
    new = rules.NewSeed(title=title, named_on=as_of, awards=tuple(awards), modality=modality)
    (seed,) = loads.seeds([new], as_of)
    said = {"title": [title.ja, title.en], "awards": list(awards), "modality": modality}
    journal.write(Ref(edges.SEED, seed.code), said)
    return seed


@action(
    "portfolio.end_seed",
    permission="can_end_seed",
    description=Text("シーズの結末を記録する", "Record how a seed ended"),
    scope=for_any_award,
)
def end_seed(
    code: str,
    state: str,
    reason: str,
    ended_on: date,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Seed:
    """`state` is succeeded, stalled or ended. Raises NotFound, VersionConflict, InputError."""
    seed = locked_seed(code, version)
    rules.demand_step(rules.SEED_STEPS, messages.SEED_LABELS, seed.state, state)
    rules.demand_day(ended_on, first=seed.ended_on or seed.named_on, today=as_of)
    seed.state, seed.reason, seed.ended_on = state, rules.demand_reason(reason), ended_on
    said = {"state": state, "reason": seed.reason, "ended_on": ended_on}
    return changed(seed, edges.SEED, said, "state", "reason", "ended_on")
