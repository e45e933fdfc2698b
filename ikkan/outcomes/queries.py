"""Reads of outcomes: how many there were in a year, and whose award they came from.

Decides: only verified outcomes of some award are counted, on the day they occurred; the counting
is always named beside the number. Called by evaluation and pages. Source: S-489 to S-496.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from django.db.models import QuerySet

from ikkan.audit.actor import Actor
from ikkan.awards.models import Award
from ikkan.outcomes import messages, rules
from ikkan.outcomes.models import Outcome
from ikkan.outcomes.rules import COUNTINGS, SORTS, VERIFIED
from ikkan.values.errors import InputError
from ikkan.values.ref import Ref
from ikkan.values.text import Text

SOON = timedelta(days=90)
AFTER = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number of outcomes with how it was counted and which outcomes were."""

    sort: str
    fiscal_year: int
    counting: str
    value: Fraction
    outcomes: tuple[str, ...]

    @property
    def basis(self) -> Text:
        """The rule of the count, to stand beside the number."""
        return rules.basis(self.sort, self.fiscal_year, self.counting)


def counts(sort: str, fiscal_year: int, counting: str) -> Count:
    """Verified outcomes of that sort in that fiscal year. Two queries. Raises InputError."""
    if sort not in SORTS:
        raise InputError("outcomes.sort", messages.SORT.format(sort=sort))
    if counting not in COUNTINGS:
        raise InputError("outcomes.counting", messages.COUNTING.format(counting=counting))
    rows = Outcome.objects.filter(
        sort=sort, fiscal_year=fiscal_year, state=VERIFIED, shares__isnull=False
    )
    found = list(rows.distinct().order_by("code").prefetch_related("shares"))
    shares = ([share.fraction for share in row.shares.all()] for row in found)
    return Count(
        sort=sort,
        fiscal_year=fiscal_year,
        counting=counting,
        value=rules.counted(shares, counting),
        outcomes=tuple(row.code for row in found),
    )


def own_parties(actor: Actor, awards: Iterable[str]) -> tuple[Ref, ...]:
    """Persons and organisations for which the actor's roles were given and whose award is named."""
    rows = Award.objects.filter(code__in=list(awards))
    parties = {
        ref
        for person, organisation in rows.values_list("principal__code", "organisation__code")
        for ref in (
            *([Ref("parties.person", person)] if person else []),
            Ref("parties.organisation", organisation),
        )
    }
    held = {Ref(one.kind, one.code) for one in actor.scopes if one.kind}
    return tuple(sorted(parties & held))


def awards_ending(actor: Actor, as_of: date) -> QuerySet[Award]:
    """Awards of the actor's person that end soon or ended in the last year, without an outcome."""
    people = [
        one.code for one in actor.scopes if (one.role, one.kind) == ("researcher", "parties.person")
    ]
    return Award.objects.filter(
        principal__code__in=people,
        ends_on__gte=as_of - AFTER,
        ends_on__lte=as_of + SOON,
        outcome_shares__isnull=True,
    ).order_by("ends_on", "pk")
