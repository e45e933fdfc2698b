"""Reading a seed to change it: its reach, its lock, its edges, and what must be visible.

Called by the other actions of this part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ikkan.audit import journal, policy
from ikkan.audit.actor import Actor
from ikkan.awards.models import Award
from ikkan.line.writing import SIDE, Joint, join
from ikkan.portfolio import edges
from ikkan.portfolio.actions.reaching import for_any_award, locked_seed
from ikkan.portfolio.messages import SEED_LABELS
from ikkan.portfolio.models import Seed
from ikkan.portfolio.rules import ACTIVE
from ikkan.portfolio.seeds import messages, queries
from ikkan.portfolio.seeds.models import Carrier, Relation, SeedLink
from ikkan.portfolio.seeds.rules import COMPANY, SEED
from ikkan.records import queries as records
from ikkan.values.errors import InputError
from ikkan.values.ref import Ref
from ikkan.values.text import Text

Reach = Callable[[Mapping[str, Any]], tuple[Ref, ...]]
OPEN_STATES = (ACTIVE, "stalled")


def for_every_seed(permission: str, *names: str) -> Reach:
    """Each seed that the arguments name must be reached; the first that is not is what is asked."""

    def scope(arguments: Mapping[str, Any]) -> tuple[Ref, ...]:
        codes: list[str] = []
        for name in names:
            given = arguments[name]
            codes += [given] if isinstance(given, str) else list(given)
        touched: tuple[Ref, ...] = ()
        for code in codes:
            touched = for_any_award({"code": code, "as_of": arguments["as_of"]})
            if not policy.permitted(permission, arguments["by"], touched):
                break
        return touched

    return scope


def open_seed(code: str, version: int | None) -> Seed:
    """The seed, locked, active or stalled. Raises NotFound, VersionConflict, InputError."""
    seed = locked_seed(code, version)
    demand_open(seed)
    return seed


def demand_open(seed: Seed) -> None:
    """Raise InputError for a seed that came to an end or goes on as another."""
    if seed.state not in OPEN_STATES:
        words = messages.OVER.format(seed=seed.code, state=SEED_LABELS[seed.state])
        raise InputError("portfolio.seed_over", words)


def other_seed(code: str, by: Actor) -> Seed:
    """Another seed, locked. Raises InputError for one that the actor may not see."""
    demand_seen(Ref(SEED, code), by)
    found = Seed.objects.select_for_update().filter(code=code).first()
    if found is None:
        raise InputError("portfolio.no_seed", messages.NO_SEED.format(code=code[:60]))
    return found


def demand_seen(ref: Ref, by: Actor) -> Any:
    """The record of a reference. Raises InputError alike for none and for one out of sight."""
    found = records.find(ref, by)
    if found is None:
        raise InputError("portfolio.not_there", messages.NOT_THERE.format(ref=ref))
    return found


def next_version(seed: Seed, said: Mapping[str, object], *fields: str) -> Seed:
    """Save the next version with its phase, its edges and its entry in the journal."""
    if not seed.phase_set:
        seed.phase = queries.newest_phase(seed)
    seed.version += 1
    seed.save(update_fields=["version", "phase", *fields])
    rejoin(seed)
    journal.write(Ref(SEED, seed.code), said)
    return seed


def rejoin(seed: Seed) -> None:
    """What the seed stands beside; work of companies is nobody's business on the line."""
    awards = Award.objects.filter(seeds=seed).order_by("pk").values_list("code", flat=True)
    joints = list(edges.of_seed(awards))
    joints += _beside("carrier", Carrier.objects.filter(seed=seed).exclude(sort=COMPANY))
    joints += _beside("relation", Relation.objects.filter(seed=seed))
    earlier = SeedLink.objects.filter(seed=seed).select_related("earlier").order_by("pk")
    joints += [
        Joint(kind="lineage", to=Ref(SEED, one.earlier.code), direction=SIDE) for one in earlier
    ]
    join(Ref(SEED, seed.code), joints)


def _beside(kind: str, rows: Iterable[Any]) -> list[Joint]:
    return [Joint(kind=kind, to=Ref.parse(one.ref), direction=SIDE) for one in rows]


def refuse(found: Iterable[Text], code: str) -> None:
    """Raise InputError with every finding."""
    listed = list(dict.fromkeys(found))
    if listed:
        ja, en = ("\n".join(one.of(language) for one in listed) for language in ("ja", "en"))
        raise InputError(code, Text(ja, en))
