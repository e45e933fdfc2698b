"""Writes of the licensing checklist of a seed, and of notes on competitors, market, data and IP.

Called by the pages of records and the demonstration. Source: 003:1223-1231, 003:555.
"""

from __future__ import annotations

from datetime import date

from ikkan.audit import journal
from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.plan.queries import snapshot
from ikkan.portfolio.industry import messages, reaching, rules
from ikkan.portfolio.industry.models import IndustryNote, ReadinessItem
from ikkan.portfolio.industry.rules import NOTE, READINESS, Judged, NewNote
from ikkan.records.codes import next_code, next_codes
from ikkan.values.errors import InputError
from ikkan.values.ref import Ref
from ikkan.values.text import Text


@action(
    "portfolio.begin_readiness",
    permission="can_keep_industry",
    description=Text("企業導出の条件の確認表を作る", "Begin the licensing checklist of a seed"),
    scope=reaching.by_seed,
)
def begin_readiness(
    seed: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> ReadinessItem:
    """A row for every condition of the pack that the seed lacks; the first of all its rows.

    Raises NotFound, InputError (the pack has no conditions).
    """
    found = reaching.seed_named(seed)
    wanted = sorted(
        snapshot(as_of).entries("readiness_item", state="all"), key=lambda row: row.data["order"]
    )
    if not wanted:
        raise InputError("industry.no_conditions", messages.NO_CONDITIONS)
    there = set(found.readiness.values_list("item", flat=True))
    new = [row.code for row in wanted if row.code not in there]
    codes = next_codes("RDY", as_of.year, len(new)) if new else []
    rows = [
        ReadinessItem(code=code, seed=found, item=item)
        for code, item in zip(codes, new, strict=True)
    ]
    ReadinessItem.objects.bulk_create(rows)
    if new:
        journal.write(Ref("portfolio.seed", seed), {"readiness": new})
    else:
        journal.nothing_to_do()
    return ReadinessItem.objects.filter(seed=found).order_by("pk")[0]


@action(
    "portfolio.judge_readiness",
    permission="can_keep_industry",
    description=Text("企業導出の条件の状態を記録する", "Record the state of a licensing condition"),
    scope=reaching.by_record(ReadinessItem),
)
def judge_readiness(
    code: str, new: Judged, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> ReadinessItem:
    """State, evidence, owner and day. Raises NotFound, VersionConflict, InputError."""
    item: ReadinessItem = reaching.locked(ReadinessItem, code, version)
    reaching.demand(rules.refused_judgement(new))
    item.state, item.evidence = new.state, new.evidence.strip()
    item.evidence_ref, item.due_on = new.evidence_ref, new.due_on
    item.owner = reaching.person_named(new.owner)
    fields = ("state", "evidence", "evidence_ref", "due_on", "owner")
    reaching.changed(item, Ref(READINESS, code), {"judged": new}, *fields)
    return item


@action(
    "portfolio.note_industry",
    permission="can_keep_industry",
    description=Text(
        "競合・市場・データ・知財の調べを記録する", "Note competitors, the market, data or IP plans"
    ),
    scope=reaching.by_seed,
)
def note_industry(
    seed: str, new: NewNote, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> IndustryNote:
    """Raises NotFound, InputError."""
    found = reaching.seed_named(seed)
    reaching.demand(rules.refused_note(new, as_of))
    note = IndustryNote(code=next_code("NOTE", as_of.year), seed=found)
    _fill(note, new)
    note.save(force_insert=True)
    journal.write(Ref(NOTE, note.code), {"seed": seed, "note": new})
    return note


@action(
    "portfolio.revise_note",
    permission="can_keep_industry",
    description=Text("競合・市場・データ・知財の調べを直す", "Revise a note on industry"),
    scope=reaching.by_record(IndustryNote),
)
def revise_note(
    code: str, new: NewNote, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> IndustryNote:
    """Raises NotFound, VersionConflict, InputError."""
    note: IndustryNote = reaching.locked(IndustryNote, code, version)
    reaching.demand(rules.refused_note(new, as_of))
    fields = _fill(note, new)
    reaching.changed(note, Ref(NOTE, code), {"note": new}, *fields)
    return note


def _fill(note: IndustryNote, new: NewNote) -> tuple[str, ...]:
    note.sort, note.name, note.holder = new.sort, new.name.strip(), new.holder.strip()
    note.stage, note.standing, note.text = new.stage.strip(), new.standing, new.text.strip()
    note.origin, note.noted_on = new.origin.strip(), new.noted_on
    return ("sort", "name", "holder", "stage", "standing", "text", "origin", "noted_on")
