"""Progress of a seed by fiscal year; what is ahead of it are milestones (part `industry`).

Called by the pages of records. Source: 003:511-513 (steps by fiscal year).
"""

from __future__ import annotations

from datetime import date

from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.awards.queries import start_month
from ikkan.portfolio.actions.reaching import for_any_award, locked_seed
from ikkan.portfolio.models import Seed
from ikkan.portfolio.seeds import messages, rules
from ikkan.portfolio.seeds.actions.holding import next_version
from ikkan.portfolio.seeds.models import SeedNote
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
    if not rules.FIRST_YEAR <= fiscal_year <= rules.LAST_YEAR:
        words = messages.YEAR.format(year=fiscal_year, first=rules.FIRST_YEAR, last=rules.LAST_YEAR)
        raise InputError("portfolio.year", words)
    if fiscal_year > now:
        words = messages.YEAR_AHEAD.format(year=fiscal_year, now=now)
        raise InputError("portfolio.year_ahead", words)
    said, shown = rules.demand_text(text.ja, messages.TEXT_MISSING), evidence.strip()
    SeedNote.objects.create(
        seed=seed,
        fiscal_year=fiscal_year,
        text_ja=said,
        text_en=text.en.strip(),
        noted_on=as_of,
        evidence=shown,
    )
    return next_version(seed, {"progress": said, "fiscal_year": fiscal_year, "evidence": shown})
