"""Finding a site by what it can do: capabilities, sort, type, dual use, free places.

Decides: which sites answer a question; only those that the reader may see are looked at. Called by
the search page and its file. Source: S-159, S-440, S-441, S-563, S-566.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Prefetch, Q

from ikkan.audit.actor import Actor
from ikkan.parties.facilities.actions import KIND
from ikkan.parties.facilities.models import Designation, Facility, Opening
from ikkan.parties.facilities.rules import CAPABILITIES, SITE_TYPES, SORTS
from ikkan.parties.prefectures import PREFECTURES
from ikkan.records.queries import visible

MOST_DAYS: Final = 3650


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked for; every part narrows the answer."""

    capabilities: tuple[str, ...] = ()
    sort: str = ""
    site_type: str = ""
    prefecture: str = ""
    switch_days: int | None = None
    dual_use: bool = False
    free: bool = False
    designated: bool = False
    words: str = ""


def asked(said: Mapping[str, str], capabilities: list[str]) -> Asked:
    """What an address asks for; what is unknown is left out."""
    days = said.get("switch_days", "")
    return Asked(
        capabilities=tuple(one for one in capabilities if one in CAPABILITIES),
        sort=said.get("sort", "") if said.get("sort", "") in SORTS else "",
        site_type=said.get("site_type", "") if said.get("site_type", "") in SITE_TYPES else "",
        prefecture=said.get("prefecture", "") if said.get("prefecture", "") in PREFECTURES else "",
        switch_days=min(int(days), MOST_DAYS) if days.isascii() and days[:5].isdigit() else None,
        dual_use=bool(said.get("dual_use")),
        free=bool(said.get("free")),
        designated=bool(said.get("designated")),
        words=said.get("q", "").strip()[:100],
    )


def sites(wanted: Asked, actor: Actor, as_of: date) -> list[Facility]:
    """The sites that can do all that is asked; `free_now` and `held` on each are of the day.

    Four queries.
    """
    rows = visible(KIND, actor)
    for code in wanted.capabilities:
        rows = rows.filter(capabilities__code=code)
    if wanted.sort:
        rows = rows.filter(sort=wanted.sort)
    if wanted.site_type:
        rows = rows.filter(site_type=wanted.site_type)
    if wanted.prefecture:
        rows = rows.filter(organisation__prefecture=wanted.prefecture)
    if wanted.dual_use or wanted.switch_days is not None:
        rows = rows.exclude(emergency_product="")
    if wanted.switch_days is not None:
        rows = rows.filter(switch_days__lte=wanted.switch_days)
    if wanted.words:
        rows = rows.filter(
            Q(name_ja__icontains=wanted.words)
            | Q(name_en__icontains=wanted.words)
            | Q(services__icontains=wanted.words)
            | Q(emergency_product__icontains=wanted.words)
        )
    held = Designation.objects.filter(valid_from__lte=as_of).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=as_of)
    )
    coming = Opening.objects.filter(ends_on__gte=as_of, free__gt=0)
    if wanted.designated:
        rows = rows.filter(pk__in=held.values("facility"))
    if wanted.free:
        rows = rows.filter(pk__in=coming.values("facility"))
    rows = rows.prefetch_related(
        "capabilities",
        Prefetch("designations", queryset=held.select_related("criteria"), to_attr="held"),
        Prefetch("openings", queryset=coming, to_attr="coming"),
    )
    return list(rows)
