"""Proposals of what sheets match: programmes of the pack by name, earlier sheets by likeness.

Decides: what is alike enough to be asked about; people decide. A sheet that names a predecessor
which is here, or has a match already, is not asked about. Called by `ikkan import review-sheets`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef, QuerySet

from ikkan.audit.actor import Actor
from ikkan.budget.sheets import actions, crosswalk, rules
from ikkan.budget.sheets.actions import KIND, Proposal
from ikkan.budget.sheets.crosswalk import Side
from ikkan.budget.sheets.likeness import alike, pairs
from ikkan.budget.sheets.models import Sheet, SheetBefore, SheetBudget, SheetMatch
from ikkan.plan.queries import snapshot
from ikkan.values.ref import Ref

LIKE: Final = 0.75
"""Names less alike than this are not proposed as one programme."""
BATCH: Final = 500


def propose(years: Sequence[int], *, by: Actor, as_of: date) -> int:
    """Record the proposals for the sheets of those years; how many are new."""
    made = 0
    for year in years:
        wanted = [*_programmes(year, as_of), *_earlier(year)]
        for at in range(0, len(wanted), BATCH):
            made += actions.propose_matches(
                wanted[at : at + BATCH], by=by, as_of=as_of, version=None, key=None
            )
    return made


def _programmes(year: int, as_of: date) -> Iterator[Proposal]:
    """The programme of the pack whose name is most like the sheet's."""
    known = [(code, words, pairs(rules.folded(words))) for code, words in _names(as_of)]
    judged = SheetMatch.objects.filter(sheet=OuterRef("pk"), sort=rules.PROGRAMME)
    rows = Sheet.objects.filter(~Exists(judged), year=year)
    for code, name in rows.values_list("code", "folded"):
        own = pairs(name)
        score, programme, said = max(
            ((_likeness(own, words), programme, said) for programme, said, words in known),
            default=(0.0, "", ""),
        )
        if score >= LIKE:
            yield Proposal(
                sheet=code,
                target=Ref(rules.PROGRAMME, programme),
                score=round(score * 1000),
                because=said,
            )


def _likeness(own: Counter[str], other: Counter[str]) -> float:
    less, more = sorted((own.total(), other.total()))
    return alike(own, other) if less and 2 * less >= LIKE * (less + more) else 0.0


def _names(as_of: date) -> Iterator[tuple[str, str]]:
    """Code and name of every programme of the pack, aliases too."""
    held = snapshot(as_of)
    for row in held.entries("programme", state="all"):
        yield row.code, row.label.ja
    for row in held.entries("alias", state="all"):
        if row.data["kind"] == "programme":
            yield str(row.data["of"]), str(row.data["printed"])


def _earlier(year: int) -> Iterator[Proposal]:
    """For sheets that continue nothing yet, the sheet of the year before most like them."""
    named = Sheet.objects.filter(named=OuterRef("key"))
    stated = SheetBefore.objects.filter(Exists(named), sheet=OuterRef("pk"))
    judged = SheetMatch.objects.filter(sheet=OuterRef("pk"), sort=rules.EARLIER)
    later = _sides(Sheet.objects.filter(~Exists(stated), ~Exists(judged), year=year))
    earlier = _sides(Sheet.objects.filter(year=year - 1)) if later else []
    for one, guesses in crosswalk.compare(later, earlier):
        best = guesses[0] if guesses else None
        if best is not None and best.score >= crosswalk.FOLLOWS:
            amounts = "–" if best.amounts is None else f"{best.amounts:.2f}"
            yield Proposal(
                sheet=one.key,
                target=Ref(KIND, best.key),
                score=min(round(best.score * 1000), 1000),
                because=f"名 {best.name:.2f} / 額 {amounts} / 文 {best.text:.2f}",
            )


def _sides(rows: QuerySet[Sheet]) -> list[Side]:
    """Sheets made ready for comparing. Two queries."""
    amounts: dict[int, dict[int, crosswalk.Amounts]] = {}
    printed = SheetBudget.objects.filter(sheet__in=rows.values("pk"), total__isnull=False)
    for pk, fiscal_year, *said in printed.values_list(
        "sheet", "fiscal_year", "initial", "total", "executed"
    ):
        amounts.setdefault(pk, {})[fiscal_year] = (said[0], said[1], said[2])
    return [
        crosswalk.side(
            row.code,
            row.ministry,
            row.name,
            row.office,
            row.purpose + row.summary,
            amounts.get(row.pk, {}),
            row.began,
        )
        for row in rows.order_by("pk")
    ]
