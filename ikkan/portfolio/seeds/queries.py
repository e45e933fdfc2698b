"""Reads of seeds: carriers, lineage, phases, what stands on record beside them.

Called by actions, pages and drawings of this part. Each is a constant number of queries.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from ikkan.awards.elsewhere.models import Theme
from ikkan.awards.models import Award
from ikkan.plan.queries import snapshot
from ikkan.portfolio.models import Seed, SeedAward
from ikkan.portfolio.seeds.models import Carrier, Profile, SeedLink
from ikkan.portfolio.seeds.rules import AWARD, SEED, THEME, Attribute
from ikkan.values.ref import Ref
from ikkan.values.text import Text


def phase_orders(as_of: date) -> dict[str, int]:
    """The phases of the pack in force with their place in the order."""
    rows = snapshot(as_of).entries("phase", state="all")
    return {row.code: int(row.data["order"]) for row in rows}


def phase_label(code: str, as_of: date) -> Text:
    """What the pack calls a phase; a dash where there is none."""
    row = snapshot(as_of).find(Ref("phase", code)) if code else None
    return Text(code or "–", code or "–") if row is None else row.label


def newest_phase(seed: Seed) -> str:
    """The phase of the carrier that began last and has one; "" where none has."""
    found = [
        (award.began_on, award.phase)
        for award in Award.objects.filter(seeds=seed).exclude(phase="")
    ]
    begun = {
        Ref.parse(one.ref).code: one.valid_from
        for one in Carrier.objects.filter(seed=seed, sort="theme", valid_from__isnull=False)
    }
    for theme in Theme.objects.filter(code__in=begun).exclude(phase=""):
        day = begun[theme.code]
        if day is not None:
            found.append((day, theme.phase))
    return max(found, default=(date.min, ""))[1]


def phase_of_ref(ref: Ref) -> str:
    """The phase of an award, a seed or a theme; "" for others and where none is on record."""
    models: dict[str, Any] = {AWARD: Award, SEED: Seed, THEME: Theme}
    model = models.get(ref.kind)
    if model is None:
        return ""
    found = model._default_manager.filter(code=ref.code).values_list("phase", flat=True).first()
    return str(found or "")


def earlier_codes() -> dict[str, set[str]]:
    """Every seed that continues others, with their codes."""
    found: dict[str, set[str]] = {}
    for seed, earlier in SeedLink.objects.values_list("seed__code", "earlier__code"):
        found.setdefault(seed, set()).add(earlier)
    return found


def family(seed: Seed) -> list[int]:
    """Keys of the seed and of all that it continues, the seed itself first."""
    earlier: dict[int, list[int]] = {}
    for later, before in SeedLink.objects.values_list("seed_id", "earlier_id"):
        earlier.setdefault(later, []).append(before)
    found, ways = [seed.pk], [seed.pk]
    while ways:
        for one in earlier.get(ways.pop(), ()):
            if one not in found:
                found.append(one)
                ways.append(one)
    return found


def family_codes(seed: Seed) -> list[str]:
    """Codes of the seed and of all that it continues."""
    rows = Seed.objects.filter(pk__in=family(seed)).order_by("pk")
    return list(rows.values_list("code", flat=True))


def families() -> dict[int, set[int]]:
    """For every seed with a lineage: its key and those of all that it continues."""
    earlier: dict[int, set[int]] = {}
    for later, before in SeedLink.objects.values_list("seed_id", "earlier_id"):
        earlier.setdefault(later, set()).add(before)
    found: dict[int, set[int]] = {}
    for seed in earlier:
        known, ways = {seed}, [seed]
        while ways:
            for one in earlier.get(ways.pop(), ()):
                if one not in known:
                    known.add(one)
                    ways.append(one)
        found[seed] = known
    return found


def awards_by_seed(seeds: Iterable[int]) -> Mapping[int, list[Award]]:
    """The awards of each seed, in the order in which they began."""
    found: dict[int, list[Award]] = {}
    rows = SeedAward.objects.filter(seed__in=list(seeds)).select_related("award")
    for row in rows.order_by("award__began_on", "award__pk"):
        found.setdefault(row.seed_id, []).append(row.award)
    return found


def newest_profile(seed: Seed) -> Profile | None:
    """The last version of the seed's target product profile."""
    return Profile.objects.filter(seed=seed).order_by("-number").first()


def lines_of(profile: Profile) -> tuple[Attribute, ...]:
    """The lines of one version."""
    return tuple(Attribute(**one) for one in profile.attributes)


def first_day(seed: Seed) -> date:
    """When the first carrier of the seed or of what it continues began; else when it was named."""
    pks = family(seed)
    awards = SeedAward.objects.filter(seed__in=pks).order_by("award__began_on")
    days = [awards.values_list("award__began_on", flat=True).first()]
    others = Carrier.objects.filter(seed__in=pks, valid_from__isnull=False).order_by("valid_from")
    days += [others.values_list("valid_from", flat=True).first()]
    days += [
        Seed.objects.filter(pk__in=pks)
        .order_by("named_on")
        .values_list("named_on", flat=True)
        .first()
    ]
    return min(day for day in days if day is not None)
