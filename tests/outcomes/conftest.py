"""Two awards of two researchers of two institutions, and who acts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ikkan.audit.actor import SYSTEM, Actor, Scope
from ikkan.awards.models import Award
from ikkan.pack.model import Pack
from ikkan.parties.models import Organisation, Person
from ikkan.plan import actions as plan
from ikkan.server import packs

TODAY = date(2026, 11, 22)

FIRST, SECOND = "24ck0000001h0001", "25ck0000002h0001"


def actor(role: str, kind: str = "", code: str = "") -> Actor:
    return Actor(f"u-{role}-{code}", frozenset({"account", role}), (Scope(role, kind, code),))


STAFF = actor("funder_staff")
RESEARCHER = actor("researcher", "parties.person", "P-1")
OFFICE = actor("institution_office", "parties.organisation", "O-2")


@pytest.fixture(scope="session")
def minimal(root: Path) -> Pack:
    """The smallest pack, read once."""
    return packs.load(root / "packs" / "minimal")


@pytest.fixture
def awards(db: None, minimal: Pack) -> list[Award]:
    """The minimal pack in force and two awards under it."""
    plan.record_pack(minimal, by=SYSTEM, as_of=TODAY, version=None, key=None)
    made = []
    for number, (code, year) in enumerate([(FIRST, 2024), (SECOND, 2025)], start=1):
        place = Organisation.objects.create(
            code=f"O-{number}", name_ja=f"機関{number}", sort="university"
        )
        person = Person.objects.create(
            code=f"P-{number}", name_ja=f"研究者{number}", organisation=place
        )
        made.append(
            Award.objects.create(
                code=code,
                title_ja=f"課題{number}",
                organisation=place,
                principal=person,
                programme_code="screening-at-home",
                began_on=date(year, 4, 1),
                ends_on=date(2027, 3, 31),
                fiscal_year=year,
            )
        )
    return made
