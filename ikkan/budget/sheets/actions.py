"""Writes of review sheets: loaded in batches, matched by proposals that a person judges.

Decides: a sheet that is there is never changed; a confirmed match joins the line beside it.
Called by `ikkan import review-sheets` and the pages of records. Source: docs/operations.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ikkan.audit import journal
from ikkan.audit.actions import action, require_version
from ikkan.audit.actor import Actor
from ikkan.budget.sheets import messages, rules, storing
from ikkan.budget.sheets.models import Sheet, SheetMatch
from ikkan.budget.sheets.rules import (
    CONFIRMED,
    EARLIER,
    PROGRAMME,
    PROPOSED,
    REJECTED,
    STATES,
    NewSheet,
)
from ikkan.line import registry
from ikkan.line.writing import SIDE, Joint, join
from ikkan.values.errors import InputError, NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text

KIND = "budget.sheet"
MATCH = "budget.sheet_match"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What became of a batch: keys written, keys that were there, keys there with other words."""

    new: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    differing: Mapping[str, str]
    """Key → code of the sheet that is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """That a sheet may be what `target` names; `score` in thousandths, `because` in words."""

    sheet: str
    target: Ref
    score: int
    because: str


@action(
    "budget.load_sheets",
    permission="can_load_sheets",
    description=Text(
        "公表されたレビューシートを取り込む", "Load programme review sheets as published"
    ),
)
def load_sheets(
    sheets: Sequence[NewSheet], *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Loaded:
    """Write those of the sheets that are new, all or none. Raises InputError (too many, twice)."""
    words = rules.refused(sheets)
    if words is not None:
        raise InputError("budget.sheets", words)
    held = storing.held(sheets)
    new = [one for one in sheets if (one.source, one.key) not in held]
    same, differing = [], {}
    for one in sheets:
        found = held.get((one.source, one.key))
        if found is not None and found.digest == one.digest:
            same.append(one.key)
        elif found is not None:
            differing[one.key] = found.code
    if not new:
        journal.nothing_to_do()
    else:
        written = storing.write(new, as_of)
        journal.write(
            Ref(KIND, written[0].code),
            {
                "source": new[0].source,
                "count": len(new),
                "sheets": {row.code: row.digest for row in written},
            },
        )
    keys = tuple(one.key for one in new)
    return Loaded(new=keys, same=tuple(same), differing=differing)


@action(
    "budget.propose_matches",
    permission="can_load_sheets",
    description=Text(
        "レビューシートの対応の候補を記録する", "Record proposals of what review sheets match"
    ),
)
def propose_matches(
    proposals: Sequence[Proposal],
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> int:
    """Record those proposals that nobody made before; how many. Raises InputError (no sheet)."""
    sheets = Sheet.objects.in_bulk([one.sheet for one in proposals], field_name="code")
    missing = sorted({one.sheet for one in proposals} - set(sheets))
    if missing:
        raise NotFound("budget.sheet", messages.NO_SHEET.format(code=missing[0]))
    there = set(
        SheetMatch.objects.filter(sheet__in=sheets.values()).values_list("sheet__code", "target")
    )
    wanted = {(one.sheet, str(one.target)): one for one in proposals}
    new = [one for pair, one in wanted.items() if pair not in there]
    if not new:
        journal.nothing_to_do()
        return 0
    SheetMatch.objects.bulk_create(_row(sheets[one.sheet], one, PROPOSED) for one in new)
    journal.write(
        Ref(KIND, new[0].sheet),
        {"count": len(new), "proposals": {f"{one.sheet} {one.target}": one.score for one in new}},
    )
    return len(new)


@action(
    "budget.match_sheet",
    permission="can_judge_match",
    description=Text(
        "レビューシートが何にあたるかを記録する", "Record what a review sheet stands for"
    ),
)
def match_sheet(
    sheet: str, target: Ref, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> SheetMatch:
    """A match that a person knows of. Raises NotFound, InputError (no such programme or sheet)."""
    found = Sheet.objects.select_for_update().filter(code=sheet).first()
    if found is None:
        raise NotFound("budget.sheet", messages.NO_SHEET.format(code=sheet))
    _demand_target(found, target)
    row = SheetMatch.objects.select_for_update().filter(sheet=found, target=str(target)).first()
    if row is not None and row.state == CONFIRMED:
        words = messages.JUDGED.format(state=STATES[row.state], day=row.judged_on)
        raise InputError("budget.match_judged", words)
    if row is None:
        row = _row(found, Proposal(sheet=sheet, target=target, score=1000, because=""), PROPOSED)
        row.save(force_insert=True)
    _confirm(row, as_of)
    journal.write(Ref(MATCH, row.code), {"sheet": sheet, "target": str(target)})
    return row


@action(
    "budget.confirm_match",
    permission="can_judge_match",
    description=Text("対応の候補を確認する", "Confirm a proposed match"),
)
def confirm_match(
    code: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> SheetMatch:
    """The sheet stands beside its programme from now on. Raises NotFound, InputError."""
    row = _match(code, version, (PROPOSED,))
    _confirm(row, as_of)
    journal.write(Ref(MATCH, code), {"state": CONFIRMED, "target": row.target})
    return row


@action(
    "budget.reject_match",
    permission="can_judge_match",
    description=Text("対応を却下する", "Reject a match"),
)
def reject_match(
    code: str, reason: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> SheetMatch:
    """A proposal or a match confirmed before, with a reason. Raises NotFound, InputError."""
    row = _match(code, version, (PROPOSED, CONFIRMED))
    if not reason.strip():
        raise InputError("budget.match_reason", messages.REASON_NEEDED)
    was = row.state
    row.state, row.reason, row.judged_on = REJECTED, reason.strip(), as_of
    row.published = False
    row.version += 1
    row.save(update_fields=["state", "reason", "judged_on", "published", "version"])
    if was == CONFIRMED:
        _join(row.sheet)
    journal.write(Ref(MATCH, code), {"state": REJECTED, "was": was, "reason": reason})
    return row


def _match(code: str, version: int | None, states: tuple[str, ...]) -> SheetMatch:
    sheet = SheetMatch.objects.filter(code=code).values_list("sheet_id", flat=True).first()
    Sheet.objects.select_for_update().filter(pk=sheet).first()  # type: ignore[misc]
    rows = SheetMatch.objects.select_for_update(of=("self",)).select_related("sheet")
    row = rows.filter(code=code).first()
    if row is None:
        raise NotFound("budget.sheet_match", messages.NO_MATCH.format(code=code))
    require_version(row, version)
    if row.state not in states:
        words = messages.JUDGED.format(state=STATES[row.state], day=row.judged_on)
        raise InputError("budget.match_judged", words)
    return row


def _confirm(row: SheetMatch, as_of: date) -> None:
    others = row.sheet.matches.filter(state=CONFIRMED, sort=PROGRAMME).exclude(pk=row.pk)
    if row.sort == PROGRAMME and (other := others.first()) is not None:
        words = messages.OTHER_CONFIRMED.format(sheet=row.sheet.code, target=other.target)
        raise InputError("budget.match_other", words)
    row.state, row.judged_on, row.published = CONFIRMED, as_of, True
    row.version += 1
    row.save(update_fields=["state", "judged_on", "published", "version"])
    _join(row.sheet)


def _join(sheet: Sheet) -> None:
    """The edges of a sheet are its confirmed matches, beside the line."""
    rows = SheetMatch.objects.filter(sheet=sheet, state=CONFIRMED)
    joints = [
        Joint(
            kind="review_sheet" if row.sort == PROGRAMME else "earlier_sheet",
            to=Ref.parse(row.target),
            direction=SIDE,
        )
        for row in rows
    ]
    join(Ref(KIND, sheet.code), joints)


def _demand_target(sheet: Sheet, target: Ref) -> None:
    fits = target.kind in (PROGRAMME, KIND) and bool(registry.exist([target]))
    if fits and target.kind == KIND:
        fits = Sheet.objects.filter(code=target.code, year__lt=sheet.year).exists()
    if not fits:
        raise InputError("budget.match_target", messages.NO_TARGET.format(ref=target))


def _row(sheet: Sheet, proposal: Proposal, state: str) -> SheetMatch:
    digest = hashlib.sha256(f"{sheet.code} {proposal.target}".encode()).hexdigest()[:12].upper()
    return SheetMatch(
        code=f"RSM-{sheet.year}-{digest}",
        sheet=sheet,
        sort=PROGRAMME if proposal.target.kind == PROGRAMME else EARLIER,
        target=str(proposal.target),
        score=proposal.score,
        because=proposal.because[:200],
        state=state,
    )
