"""Policies are begun: from the document a pack holds, or from an earlier policy.

Decides: an item read from the pack keeps the code of its clause as key, so that later years can be
compared with it; grounds that the document prints come with their places. Source: 004.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ikkan.audit import journal
from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.budget.policies import messages, rules
from ikkan.budget.policies.actions import reading
from ikkan.budget.policies.models import AllocationPolicy, Ground, PolicyItem
from ikkan.budget.policies.rules import DRAFT, FORMS, NewPolicy
from ikkan.plan import queries as plan
from ikkan.plan.snapshot import EntryView
from ikkan.records.codes import next_code, next_codes
from ikkan.values.errors import InputError
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from ikkan.values.years import FiscalYear

KIND = "budget.policy"


@action(
    "budget.load_policy",
    permission="can_write_policy",
    description=Text(
        "パックの文書から資源配分方針の案を読み込む",
        "Load the draft of an allocation policy from a document of the pack",
    ),
)
def load_from_pack(
    instrument: str,
    year: int,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> AllocationPolicy:
    """The draft with its items, clauses and printed grounds. Raises InputError."""
    known = plan.snapshot(as_of)
    named = Ref("instrument", instrument)
    reading.demand("budget.policy_document", reading.missing([named]))
    rows = [
        row
        for row in known.entries("clause", state="all")
        if row.data["of"] == instrument and row.data["form"] in FORMS
    ]
    if not rows:
        raise InputError("budget.policy_empty", messages.NO_ITEMS.format(instrument=instrument))
    before = AllocationPolicy.objects.select_for_update().filter(instrument=instrument).first()
    if before is not None:
        words = messages.IS_LOADED.format(instrument=instrument, code=before.code)
        raise InputError("budget.policy_loaded", words)
    document = known.entry("instrument", instrument)
    new = NewPolicy(
        fiscal_year=year,
        name_ja=document.label.ja,
        name_en=document.label.en,
        basis=document.data.get("article") or "",
    )
    policy = _begin(new, instrument=instrument, follows=None)
    items = _made(policy, [_of_clause(policy, row) for row in _in_order(rows)])
    by_clause = {item.clause: item for item in items}
    Ground.objects.bulk_create(
        [
            _of_ground(by_clause[row.data["of"]], row)
            for row in known.entries("ground", state="all")
            if row.data["of"] in by_clause
        ]
    )
    reading.draw(policy, items)
    said = {"policy": new, "instrument": instrument, "items": [item.code for item in items]}
    journal.write(Ref(KIND, policy.code), said)
    return policy


@action(
    "budget.start_policy",
    permission="can_write_policy",
    description=Text(
        "資源配分方針の案を、前の方針から、または新しく起こす",
        "Begin the draft of an allocation policy, from an earlier one or anew",
    ),
)
def start_policy(
    new: NewPolicy,
    follows: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> AllocationPolicy:
    """With the items of `follows` under their keys; their grounds come along, acceptances do not.

    Projects that ended by the first day of the year are left open. Raises InputError, NotFound.
    """
    reading.demand("budget.policy_form", rules.refused_policy(new))
    before = reading.policy(follows) if follows else None
    policy = _begin(new, instrument="", follows=before)
    old = list(before.items.prefetch_related("grounds")) if before is not None else []
    ended = _ended(policy.fiscal_year, as_of)
    items = _made(policy, [_again(policy, item, ended) for item in old])
    Ground.objects.bulk_create(
        [
            _copy(ground, item)
            for earlier, item in zip(old, items, strict=True)
            for ground in earlier.grounds.all()
        ]
    )
    reading.draw(policy, items)
    said = {"policy": new, "follows": follows, "items": [item.code for item in items]}
    journal.write(Ref(KIND, policy.code), said)
    return policy


def _begin(
    new: NewPolicy, *, instrument: str, follows: AllocationPolicy | None
) -> AllocationPolicy:
    policy = AllocationPolicy(
        code=next_code("POL", new.fiscal_year),
        fiscal_year=new.fiscal_year,
        name_ja=new.name_ja.strip(),
        name_en=new.name_en.strip(),
        basis=new.basis.strip(),
        instrument=instrument,
        follows=follows,
        state=DRAFT,
    )
    policy.save(force_insert=True)
    return policy


def _made(policy: AllocationPolicy, items: list[PolicyItem]) -> list[PolicyItem]:
    if not items:
        return []
    for code, item in zip(next_codes("PI", policy.fiscal_year, len(items)), items, strict=True):
        item.code = code
    made: list[PolicyItem] = PolicyItem.objects.bulk_create(items)
    return made


def _in_order(rows: Iterable[EntryView]) -> list[EntryView]:
    """As the document prints them."""
    return sorted(rows, key=lambda row: (row.sources[0][1] or 0, row.position))


def _of_clause(policy: AllocationPolicy, row: EntryView) -> PolicyItem:
    return PolicyItem(
        policy=policy,
        sort=FORMS[row.data["form"]],
        key=row.code,
        order=row.sources[0][1] or 0,
        project=row.data["project"] or "",
        text_ja=row.label.ja,
        text_en=row.label.en,
        clause=row.code,
        source=_places(row),
    )


def _of_ground(item: PolicyItem, row: EntryView) -> Ground:
    return Ground(
        item=item,
        sort=row.data["form"],
        text_ja=row.data["text"].ja,
        text_en=row.data["text"].en,
        cites=str(row.ref),
        source=_places(row),
        said_on=row.data["said_on"] or "",
    )


def _again(policy: AllocationPolicy, item: PolicyItem, ended: set[str]) -> PolicyItem:
    return PolicyItem(
        policy=policy,
        sort=item.sort,
        key=item.key,
        order=item.order,
        project="" if item.project in ended else item.project,
        text_ja=item.text_ja,
        text_en=item.text_en,
        clause=item.clause,
        source=item.source,
    )


def _ended(year: int, as_of: date) -> set[str]:
    """Projects that are over before the first day of the fiscal year."""
    known = plan.snapshot(as_of)
    first = FiscalYear(year, known.settings["fiscal_year_start_month"]).start
    rows = known.entries("project", state="all")
    return {row.code for row in rows if row.valid_to is not None and row.valid_to < first}


def _copy(ground: Ground, item: PolicyItem) -> Ground:
    return Ground(
        item=item,
        sort=ground.sort,
        text_ja=ground.text_ja,
        text_en=ground.text_en,
        cites=ground.cites,
        source=ground.source,
        said_on=ground.said_on,
    )


def _places(row: EntryView) -> str:
    return " ".join(code if line is None else f"{code}:{line}" for code, line in row.sources)
