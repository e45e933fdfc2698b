"""Writes of outcomes: reported with evidence, verified by the funder, ascribed to awards in shares.

Decides: who may report (of one's own awards), and that no outcome is half-written: rules refuse
the whole. Verified outcomes are published. Source: design §1, S-489 to S-496.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from ikkan.audit import journal
from ikkan.audit.actions import action, require_version
from ikkan.audit.actor import SYSTEM_ROLE, Actor
from ikkan.awards.models import Award
from ikkan.awards.queries import start_month
from ikkan.line.writing import Joint, join, join_many
from ikkan.outcomes import messages, queries, rules
from ikkan.outcomes.models import Outcome, OutcomeAward
from ikkan.outcomes.rules import REPORTED, VERIFIED, NewOutcome, Share
from ikkan.records.codes import next_code, next_codes
from ikkan.values.errors import InputError, NotAllowed, NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from ikkan.values.years import FiscalYear

KIND = "outcomes.outcome"
BATCH = 500
_STAFF = ("funder_staff", SYSTEM_ROLE)


def _of_own_award(arguments: Mapping[str, Any]) -> tuple[Ref, ...]:
    """The parties through which the actor's roles reach the awards of the outcome."""
    return queries.own_parties(arguments["by"], [one.award for one in arguments["new"].shares])


@action(
    "outcomes.report_outcome",
    permission="can_report_outcome",
    scope=_of_own_award,
    description=Text("課題から生まれた成果を報告する", "Report an outcome of an award"),
)
def report_outcome(
    new: NewOutcome, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Outcome:
    """Not yet public. Raises NotAllowed (another's award), InputError."""
    if not any(by.holds(role) for role in _STAFF) and not _of_own_award({"by": by, "new": new}):
        raise NotAllowed("outcomes.not_yours", messages.NOT_YOURS)
    awards = _awards(one.award for one in new.shares)
    _demand(new, awards, as_of)
    code = new.code or next_code("OUT", new.occurred_on.year)
    outcome = _made(new, code, by, REPORTED, start_month(as_of))
    outcome.save(force_insert=True)
    _ascribe(outcome, new.shares, awards)
    journal.write(Ref(KIND, outcome.code), {"outcome": new})
    return outcome


@action(
    "outcomes.verify_outcome",
    permission="can_verify_outcome",
    description=Text(
        "成果の根拠を確かめて公表する", "Verify the evidence of an outcome and publish it"
    ),
)
def verify_outcome(
    code: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Outcome:
    """From now on it is counted. Raises NotFound, VersionConflict, InputError (verified)."""
    outcome = _outcome(code, version)
    if outcome.state == VERIFIED:
        raise InputError("outcomes.verified", messages.IS_VERIFIED)
    outcome.state, outcome.published = VERIFIED, True
    outcome.version += 1
    outcome.save(update_fields=["state", "published", "version"])
    journal.write(Ref(KIND, code), {"state": VERIFIED, "evidence": outcome.evidence})
    return outcome


@action(
    "outcomes.type_trial",
    permission="can_link_outcome",
    description=Text("治験の種類を記録する", "Record what sort of trial an outcome is"),
)
def type_trial(
    code: str,
    lead: str,
    stage: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Outcome:
    """Who leads it, and whether it explores or confirms; "" where it is not known.

    Raises NotFound, VersionConflict, InputError (no such type, no trial).
    """
    outcome = _outcome(code, version)
    found = rules.refused_trial(outcome.sort, lead, stage)
    _refuse(found if lead or stage else (*found, messages.NO_TRIAL_TYPE))
    outcome.trial_lead, outcome.trial_stage = lead, stage
    outcome.version += 1
    outcome.save(update_fields=["trial_lead", "trial_stage", "version"])
    journal.write(Ref(KIND, code), {"trial_lead": lead, "trial_stage": stage})
    return outcome


@action(
    "outcomes.link_award",
    permission="can_link_outcome",
    description=Text(
        "成果を課題につなぐ（割合を付ける）", "Ascribe an outcome to an award, with its share"
    ),
)
def link_award(
    code: str,
    award: str,
    share: Fraction,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Outcome:
    """Joined, or its share changed. Raises NotFound, VersionConflict, InputError."""
    outcome = _outcome(code, version)
    shares = {one.award.code: one.fraction for one in outcome.shares.select_related("award")}
    shares[award] = share
    awards = _awards(shares)
    named = tuple(Share(award=one, share=part) for one, part in shares.items())
    _refuse(
        (
            *_too_early(outcome.occurred_on, award, awards),
            *rules.refused_shares(named),
        )
    )
    OutcomeAward.objects.update_or_create(
        outcome=outcome, award=awards[award], defaults={"share": str(share)}
    )
    _changed(outcome)
    journal.write(Ref(KIND, code), {"award": award, "share": share})
    return outcome


@action(
    "outcomes.unlink_award",
    permission="can_link_outcome",
    description=Text("成果と課題のつながりを外す", "Take an outcome away from an award"),
)
def unlink_award(
    code: str, award: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Outcome:
    """Raises NotFound (outcome, link), VersionConflict."""
    outcome = _outcome(code, version)
    link = outcome.shares.filter(award__code=award).first()
    if link is None:
        raise NotFound("outcomes.link", messages.NOT_LINKED.format(code=code, award=award))
    link.delete()
    _changed(outcome)
    journal.write(Ref(KIND, code), {"award": award, "share": None})
    return outcome


@action(
    "outcomes.record_outcomes",
    permission="can_record_outcomes",
    description=Text("成果をまとめて記録する", "Record many outcomes at once"),
)
def record_outcomes(
    rows: Sequence[NewOutcome], *, by: Actor, as_of: date, version: int | None, key: str | None
) -> list[str]:
    """All of them or none; their codes in order. Raises InputError naming the row."""
    awards = _awards(one.award for new in rows for one in new.shares)
    for number, new in enumerate(rows, start=1):
        found = rules.refused(new, {code: row.began_on for code, row in awards.items()}, as_of)
        _refuse([messages.IN_ROW.format(row=number, words=words) for words in found])
    codes, month = iter(_codes(rows)), start_month(as_of)
    made = [
        _made(new, new.code or next(codes), by, VERIFIED if new.verified else REPORTED, month)
        for new in rows
    ]
    Outcome.objects.bulk_create(made, batch_size=BATCH)
    pairs = list(zip(made, rows, strict=True))
    OutcomeAward.objects.bulk_create(
        [
            OutcomeAward(outcome=row, award=awards[one.award], share=str(one.share))
            for row, new in pairs
            for one in new.shares
        ],
        batch_size=BATCH,
    )
    join_many({Ref(KIND, row.code): _joints(one.award for one in new.shares) for row, new in pairs})
    written = [row.code for row in made]
    journal.write(Ref(KIND, written[0]) if written else KIND, {"codes": written, "rows": rows})
    return written


def _codes(rows: Sequence[NewOutcome]) -> Iterable[str]:
    """Codes for the rows that bring none, in their order; a counter per year of the outcome."""
    years = [new.occurred_on.year for new in rows if not new.code]
    given = {year: iter(next_codes("OUT", year, years.count(year))) for year in sorted(set(years))}
    return [next(given[year]) for year in years]


def _outcome(code: str, version: int | None) -> Outcome:
    outcome = Outcome.objects.select_for_update().filter(code=code).first()
    if outcome is None:
        raise NotFound("outcomes.outcome", messages.NO_OUTCOME.format(code=code))
    require_version(outcome, version)
    return outcome


def _awards(codes: Iterable[str]) -> dict[str, Award]:
    named = sorted(set(codes))
    found: dict[str, Award] = {}
    for at in range(0, len(named), BATCH):
        rows = Award.objects.filter(code__in=named[at : at + BATCH])
        found.update({row.code: row for row in rows})
    missing = [code for code in named if code not in found]
    if missing:
        raise InputError("outcomes.award", messages.NO_AWARD.format(codes=", ".join(missing[:10])))
    return found


def _demand(new: NewOutcome, awards: Mapping[str, Award], as_of: date) -> None:
    _refuse(rules.refused(new, {code: row.began_on for code, row in awards.items()}, as_of))


def _too_early(day: date, award: str, awards: Mapping[str, Award]) -> tuple[Text, ...]:
    began = awards[award].began_on
    words = messages.BEFORE.format(day=day, award=award, began=began)
    return (words,) if day < began else ()


def _refuse(found: Sequence[Text]) -> None:
    if found:
        ja, en = ("\n".join(one.of(language) for one in found) for language in ("ja", "en"))
        raise InputError("outcomes.refused", Text(ja, en))


def _made(new: NewOutcome, code: str, by: Actor, state: str, month: int) -> Outcome:
    return Outcome(
        code=code,
        sort=new.sort,
        title_ja=new.title_ja.strip(),
        title_en=new.title_en.strip(),
        occurred_on=new.occurred_on,
        fiscal_year=FiscalYear.of(new.occurred_on, month).year,
        evidence=new.evidence.strip(),
        state=state,
        published=state == VERIFIED,
        reported_by=by.code,
        trial_lead=new.trial_lead,
        trial_stage=new.trial_stage,
    )


def _ascribe(outcome: Outcome, shares: Iterable[Share], awards: Mapping[str, Award]) -> None:
    named = tuple(shares)
    OutcomeAward.objects.bulk_create(
        [
            OutcomeAward(outcome=outcome, award=awards[one.award], share=str(one.share))
            for one in named
        ]
    )
    join(Ref(KIND, outcome.code), _joints(one.award for one in named))


def _changed(outcome: Outcome) -> None:
    outcome.version += 1
    outcome.save(update_fields=["version"])
    linked = outcome.shares.values_list("award__code", flat=True)
    join(Ref(KIND, outcome.code), _joints(linked))


def _joints(awards: Iterable[str]) -> list[Joint]:
    return [Joint(kind="award", to=Ref("awards.award", code)) for code in awards]
