"""Seeds are renamed, merged and split, and go on as others; what carries them goes with them.

Decides: no lineage runs in a circle, and seeds in which two companies keep an interest secret are
not merged. Called by the pages of records. Source: design §3 "Lineage".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from ikkan.audit import journal
from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.awards.models import Award
from ikkan.portfolio import loads
from ikkan.portfolio.actions.reaching import for_any_award
from ikkan.portfolio.industry import queries as industry
from ikkan.portfolio.models import Gate, Handover, Seed
from ikkan.portfolio.rules import CONTINUED, PENDING, PROPOSED, NewSeed
from ikkan.portfolio.seeds import messages, queries, rules
from ikkan.portfolio.seeds.actions.holding import (
    demand_open,
    for_every_seed,
    next_version,
    open_seed,
    other_seed,
    refuse,
    rejoin,
)
from ikkan.portfolio.seeds.models import Carrier, Relation, SeedLink
from ikkan.portfolio.seeds.rules import MERGE, RENAME, SEED, SPLIT, Part
from ikkan.values.errors import InputError
from ikkan.values.ref import Ref
from ikkan.values.text import Text


@action(
    "portfolio.rename_seed",
    permission="can_end_seed",
    description=Text("シーズを改称する", "Rename a seed"),
    scope=for_any_award,
)
def rename_seed(
    code: str,
    title: Text,
    reason: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Seed:
    """The seed that goes on under the new title; the one before stays and leads to it.

    Raises NotFound, VersionConflict, InputError.
    """
    seed = open_seed(code, version)
    why = rules.demand_text(reason, messages.REASON)
    ja = rules.demand_text(title.ja, messages.TITLE)
    if (ja, title.en.strip()) == (seed.title_ja, seed.title_en):
        raise InputError("portfolio.same_title", messages.SAME_TITLE)
    made = _goes_on((seed,), title, _awards(seed), RENAME, why, as_of)
    journal.write(Ref(SEED, made.code), {"renamed": code, "title": [ja, title.en], "reason": why})
    return made


@action(
    "portfolio.merge_seeds",
    permission="can_end_seed",
    description=Text("シーズを統合する", "Merge seeds into one"),
    scope=for_every_seed("can_end_seed", "code", "others"),
)
def merge_seeds(
    code: str,
    others: Sequence[str],
    title: Text,
    reason: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Seed:
    """The seed that continues all of them. Raises NotFound, VersionConflict, InputError (one of
    them is over, two companies in confidence)."""
    seed = open_seed(code, version)
    if not others or len({code, *others}) != len(others) + 1:
        raise InputError("portfolio.two", messages.TWO)
    seeds = (seed, *(other_seed(one, by) for one in others))
    for one in seeds:
        demand_open(one)
    why = rules.demand_text(reason, messages.REASON)
    rules.demand_text(title.ja, messages.TITLE)
    _demand_one_company(seeds)
    awards = dict.fromkeys(award for one in seeds for award in _awards(one))
    made = _goes_on(seeds, title, tuple(awards), MERGE, why, as_of)
    said = {"merged": [one.code for one in seeds], "title": [title.ja, title.en], "reason": why}
    journal.write(Ref(SEED, made.code), said)
    return made


@action(
    "portfolio.split_seed",
    permission="can_end_seed",
    description=Text("シーズを分割する", "Split a seed"),
    scope=for_any_award,
)
def split_seed(
    code: str,
    parts: Sequence[Part],
    reason: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Seed:
    """Two seeds or more; every award goes to one of them or several. The first of them.

    Raises NotFound, VersionConflict, InputError with every finding.
    """
    seed = open_seed(code, version)
    why = rules.demand_text(reason, messages.REASON)
    refuse(rules.refused_parts(code, _awards(seed), parts), "portfolio.parts")
    made = [_goes_on((seed,), one.title, one.awards, SPLIT, why, as_of) for one in parts]
    codes = [one.code for one in made]
    journal.write(Ref(SEED, code), {"split": codes, "reason": why})
    return made[0]


@action(
    "portfolio.link_seeds",
    permission="can_end_seed",
    description=Text(
        "シーズが前のシーズを引き継ぐことを記録する", "Record that a seed continues an earlier one"
    ),
    scope=for_every_seed("can_end_seed", "code", "earlier"),
)
def link_seeds(
    code: str,
    earlier: str,
    sort: str,
    reason: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Seed:
    """For seeds that are both on record. Raises NotFound, VersionConflict, InputError (a circle,
    on record)."""
    seed = open_seed(code, version)
    before = other_seed(earlier, by)
    why = rules.demand_text(reason, messages.REASON)
    if SeedLink.objects.filter(seed=seed, earlier=before).exists():
        words = messages.LINKED.format(seed=code, earlier=earlier)
        raise InputError("portfolio.linked", words)
    rules.demand_no_circle(queries.earlier_codes(), code, earlier)
    if sort == MERGE:
        _demand_one_company((seed, before))
    SeedLink.objects.create(seed=seed, earlier=before, sort=sort, made_on=as_of, reason=why)
    return next_version(seed, {"continues": earlier, "sort": sort, "reason": why})


def _demand_one_company(seeds: Iterable[Seed]) -> None:
    """Interests stay where they were stated: those of earlier seeds count as well."""
    codes = {code for one in seeds for code in queries.family_codes(one)}
    companies = {one for code in sorted(codes) for one in industry.confidential_companies(code)}
    rules.demand_one_company(companies)


def _awards(seed: Seed) -> tuple[str, ...]:
    rows = Award.objects.filter(seeds=seed).order_by("began_on", "pk")
    return tuple(rows.values_list("code", flat=True))


def _goes_on(
    earlier: Sequence[Seed],
    title: Text,
    awards: Iterable[str],
    sort: str,
    reason: str,
    as_of: date,
) -> Seed:
    """The new seed with carriers, relations and open gates of those before; they are over."""
    first = earlier[0]
    domains = dict.fromkeys(code for one in earlier for code in one.domains)
    new = NewSeed(
        title=title,
        named_on=as_of,
        awards=tuple(awards),
        modality=first.modality,
        phase=first.phase if first.phase_set else "",
        domains=tuple(domains),
    )
    (made,) = loads.seeds([new], as_of)
    for one in earlier:
        SeedLink.objects.create(seed=made, earlier=one, sort=sort, made_on=as_of, reason=reason)
        _carry(one, made)
        one.state, one.reason, one.ended_on = CONTINUED, reason, as_of
        one.version += 1
        one.save(update_fields=["state", "reason", "ended_on", "version"])
    rejoin(made)
    return made


def _carry(before: Seed, made: Seed) -> None:
    held = set(Carrier.objects.filter(seed=made).values_list("ref", flat=True))
    Carrier.objects.bulk_create(
        Carrier(
            seed=made,
            ref=one.ref,
            sort=one.sort,
            valid_from=one.valid_from,
            valid_to=one.valid_to,
            note=one.note,
        )
        for one in Carrier.objects.filter(seed=before)
        if one.ref not in held
    )
    related = set(Relation.objects.filter(seed=made).values_list("ref", "sort"))
    Relation.objects.bulk_create(
        Relation(seed=made, ref=one.ref, sort=one.sort, reason=one.reason, made_on=one.made_on)
        for one in Relation.objects.filter(seed=before)
        if (one.ref, one.sort) not in related
    )
    kept = {"seed": before, "award__seeds": made}
    for gate in Gate.objects.filter(decision=PENDING, **kept):
        gate.seed = made
        gate.save(update_fields=["seed"])
    for handover in Handover.objects.filter(state=PROPOSED, **kept):
        handover.seed = made
        handover.save(update_fields=["seed"])
