"""Verified papers of one award under the smallest pack, and who acts."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ikkan.audit.actor import SYSTEM, Actor, Scope
from ikkan.awards.models import Award
from ikkan.outcomes import actions as outcomes
from ikkan.outcomes.rules import NewOutcome, Share
from ikkan.pack.model import Pack
from ikkan.parties.models import Organisation
from ikkan.plan import actions as plan
from ikkan.server import packs

TODAY = date(2026, 11, 22)
AWARD = "24ck0000001h0001"
ASKED: dict[str, Any] = {"by": SYSTEM, "as_of": TODAY, "version": None, "key": None}


def actor(role: str) -> Actor:
    return Actor(f"u-{role}", frozenset({"account", role}), (Scope(role),))


HQ, MINISTRY, STAFF = actor("hq_officer"), actor("ministry_officer"), actor("funder_staff")


def paper(number: int, day: date = date(2025, 6, 10)) -> NewOutcome:
    return NewOutcome(
        sort="paper",
        title_ja=f"論文{number}",
        occurred_on=day,
        evidence=f"doi:10.1000/{number:05}",
        shares=(Share(award=AWARD),),
        verified=True,
    )


@pytest.fixture(scope="session")
def minimal(root: Path) -> Pack:
    """The smallest pack, read once."""
    return packs.load(root / "packs" / "minimal")


@pytest.fixture
def papers(db: None, minimal: Pack) -> list[str]:
    """Codes of three papers of FY2025."""
    plan.record_pack(minimal, **ASKED)
    return _award_with_papers()


@pytest.fixture
def amed_papers(applied: Any) -> list[str]:
    """The same under packs/amed, which has the roles that log in."""
    return _award_with_papers()


def _award_with_papers() -> list[str]:
    place = Organisation.objects.create(code="O-1", name_ja="機関", sort="university")
    Award.objects.create(
        code=AWARD,
        title_ja="課題",
        organisation=place,
        began_on=date(2024, 4, 1),
        ends_on=date(2027, 3, 31),
        fiscal_year=2024,
    )
    return outcomes.record_outcomes([paper(number) for number in range(3)], **ASKED)
