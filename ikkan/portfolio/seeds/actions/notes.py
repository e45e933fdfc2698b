"""Progress of a seed by fiscal year, its milestones and what shows that they were reached.

Called by the pages of records. Source: 003:511-513 (steps by fiscal year), 003:553-555.
"""

from __future__ import annotations

from datetime import date

from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.awards.queries import start_month
from ikkan.portfolio.actions.reaching import for_any_award, locked_seed
from ikkan.portfolio.models import Seed
from ikkan.portfolio.seeds import messages, queries, rules
from ikkan.portfolio.seeds.actions.holding import demand_past, next_version
from ikkan.portfolio.seeds.models import SeedNote
from ikkan.portfolio.seeds.rules import MILESTONE, PROGRESS
from ikkan.values.errors import InputError
from ikkan.values.text import Text
from ikkan.values.years import FiscalYear


@action(
    "portfolio.note_progress",
    permission="can_note_seed",
    description=Text("シーズの年度の進捗を記録する", "Note the progress of a seed in a year"),
    scope=for_any_award,
)
def note_progress(
    code: str,
    fiscal_year: int,
    text: Text,
    evidence: str = "",
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Seed:
    """Raises NotFound, VersionConflict, InputError (a year to come, nothing said)."""
    seed = locked_seed(code, version)
    now = FiscalYear.of(as_of, start_month(as_of)).year
    _demand_year(fiscal_year)
    if fiscal_year > now:
        words = messages.YEAR_AHEAD.format(year=fiscal_year, now=now)
        raise InputError("portfolio.year_ahead", words)
    return _noted(seed, PROGRESS, fiscal_year, text, as_of, evidence.strip())


@action(
    "portfolio.plan_milestone",
    permission="can_note_seed",
    description=Text("シーズのマイルストーンを立てる", "Set a milestone of a seed"),
    scope=for_any_award,
)
def plan_milestone(
    code: str,
    fiscal_year: int,
    text: Text,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Seed:
    """Due in that fiscal year. Raises NotFound, VersionConflict, InputError."""
    seed = locked_seed(code, version)
    _demand_year(fiscal_year)
    return _noted(seed, MILESTONE, fiscal_year, text, as_of, "")


@action(
    "portfolio.reach_milestone",
    permission="can_note_seed",
    description=Text(
        "マイルストーンへの到達を根拠とともに記録する",
        "Record with its evidence that a milestone was reached",
    ),
    scope=for_any_award,
)
def reach_milestone(
    code: str,
    milestone: int,
    reached_on: date,
    evidence: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Seed:
    """Raises NotFound, VersionConflict, InputError (none such, reached, no evidence, the day)."""
    seed = locked_seed(code, version)
    note = SeedNote.objects.filter(seed=seed, pk=milestone, sort=MILESTONE).first()
    if note is None:
        words = messages.NO_MILESTONE.format(seed=code)
        raise InputError("portfolio.no_milestone", words)
    if note.reached_on is not None:
        words = messages.REACHED.format(day=note.reached_on)
        raise InputError("portfolio.reached", words)
    shown = rules.demand_text(evidence, messages.EVIDENCE)
    demand_past(reached_on, queries.first_day(seed), as_of)
    note.reached_on, note.evidence = reached_on, shown
    note.save(update_fields=["reached_on", "evidence"])
    said = {"milestone": note.text_ja, "reached_on": reached_on, "evidence": shown}
    return next_version(seed, said)


def _demand_year(year: int) -> None:
    if not rules.FIRST_YEAR <= year <= rules.LAST_YEAR:
        words = messages.YEAR.format(year=year, first=rules.FIRST_YEAR, last=rules.LAST_YEAR)
        raise InputError("portfolio.year", words)


def _noted(seed: Seed, sort: str, year: int, text: Text, day: date, evidence: str) -> Seed:
    said = rules.demand_text(text.ja, messages.TEXT_MISSING)
    SeedNote.objects.create(
        seed=seed,
        sort=sort,
        fiscal_year=year,
        text_ja=said,
        text_en=text.en.strip(),
        noted_on=day,
        evidence=evidence,
    )
    return next_version(seed, {sort: said, "fiscal_year": year, "evidence": evidence})
