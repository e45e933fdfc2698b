"""What the public may see of awards, their yen and outcomes, read for counting.

Decides: only what the public sees is counted, whoever looks, so that pages and files agree; a
constant number of queries at any size. Called by the views of disease fields and statistics.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Final

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast, Coalesce

from ikkan.audit.actor import PUBLIC
from ikkan.awards.models import YearAmount
from ikkan.outcomes.models import OutcomeAward
from ikkan.plan.snapshot import Snapshot
from ikkan.portal.counting import NO_SHARE, Award
from ikkan.records import listing
from ikkan.records.kinds import Kind, kind_of
from ikkan.records.queries import visible

AWARD: Final = "awards.award"
OUTCOME: Final = "outcomes.outcome"
_COLUMNS: Final = ("pk", "domains", "phase", "programme_code", "began_on", "last_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Awards with their yen by award and year; `fictional` where one of them is made up."""

    awards: tuple[Award, ...]
    amounts: Mapping[tuple[int, int], Mapping[str, int]]
    fictional: bool


def rows(as_of: date, domain: str = "") -> QuerySet:
    """Awards that the public sees and that had begun by the day, of one disease field or all."""
    found = listing.rows(_kind(), PUBLIC, {}, as_of)
    if domain:
        written = found.annotate(written=Cast("domains", TextField()))
        found = written.filter(written__contains=json.dumps(domain))
    return found


def read(as_of: date, *, domain: str = "", year: int | None = None) -> Counted:
    """Two queries; `year` narrows the amounts."""
    found = rows(as_of, domain).annotate(last_on=Coalesce("ended_on", "ends_on")).order_by()
    awards, fictional = [], False
    for *cells, made_up in found.values_list(*_COLUMNS, "fictional"):
        fictional = fictional or made_up
        awards.append(_award(*cells))
    amounts = YearAmount.objects.filter(award__in=rows(as_of, domain).order_by().values("pk"))
    if year is not None:
        amounts = amounts.filter(fiscal_year=year)
    said: dict[tuple[int, int], dict[str, int]] = {}
    for award, fiscal_year, sort, yen in amounts.order_by().values_list(
        "award_id", "fiscal_year", "sort", "yen"
    ):
        said.setdefault((award, fiscal_year), {})[sort] = yen
    return Counted(awards=tuple(awards), amounts=said, fictional=fictional)


def _award(
    key: int, domains: Any, phase: str, programme: str, began_on: date, last_on: date
) -> Award:
    listed = tuple(dict.fromkeys(str(one) for one in domains or ()))
    return Award(
        key=key,
        domains=listed,
        phase=phase,
        programme=programme,
        began_on=began_on,
        last_on=last_on,
    )


def outcomes(as_of: date, domain: str) -> tuple[QuerySet, dict[str, tuple[int, Fraction]]]:
    """Outcomes of the awards of a field, and by sort how many in full and by shares."""
    seen = visible(OUTCOME, PUBLIC).filter(occurred_on__lte=as_of)
    mine = rows(as_of, domain).order_by().values("pk")
    shares = OutcomeAward.objects.filter(award__in=mine, outcome__in=seen.order_by().values("pk"))
    found: dict[str, tuple[set[int], Fraction]] = {}
    columns = ("outcome_id", "outcome__sort", "share", "award__domains")
    for outcome, sort, share, domains in shares.order_by().values_list(*columns):
        named, counted = found.get(sort, (set(), Fraction(0)))
        named.add(outcome)
        found[sort] = (named, counted + Fraction(share) / max(1, len(set(domains))))
    listed = seen.filter(pk__in=shares.order_by().values("outcome_id"))
    return listed, {sort: (len(named), share) for sort, (named, share) in found.items()}


class Shares:
    """How programmes are shared over projects in a year, as the pack has it."""

    def __init__(self, known: Snapshot) -> None:
        self._rows: dict[str, list[tuple[str, Fraction, date | None, date | None]]] = {}
        for row in known.entries("programme_share", state="all"):
            data = row.data
            said = (data["project"], Fraction(data["share"]), row.valid_from, row.valid_to)
            self._rows.setdefault(data["programme"], []).append(said)

    def of(self, programme: str, first: date, last: date) -> Iterable[tuple[str, Fraction]]:
        """Projects with their shares between two days; NO_SHARE where the pack prints none."""
        found = [
            (project, share)
            for project, share, begins, ends in self._rows.get(programme, ())
            if (begins is None or begins <= last) and (ends is None or ends >= first)
        ]
        total = sum((share for _, share in found), Fraction(0))
        if not found:
            return ((NO_SHARE, Fraction(1)),)
        return tuple((project, share / total) for project, share in found)


def _kind() -> Kind:
    found = kind_of(AWARD)
    if found is None:
        raise LookupError(AWARD)
    return found
