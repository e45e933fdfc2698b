"""Indicators of science are imported as evidence with their source and edition.

Decides: an edition is imported once and does not change; the next edition is a record of its own.
Source: S-484, S-485 of the requirements.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ikkan.audit import journal
from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.budget.policies import messages
from ikkan.budget.policies.actions import reading
from ikkan.budget.policies.models import Evidence, EvidenceValue
from ikkan.budget.policies.rules import GROUNDS
from ikkan.budget.policies.series import Value
from ikkan.records.codes import next_code
from ikkan.values.ref import Ref
from ikkan.values.text import Text

KIND = "budget.evidence"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvidence:
    """Where a series comes from and what is said by it."""

    sort: str
    title_ja: str
    publisher: str
    edition: str
    published_on: date
    statement_ja: str
    title_en: str = ""
    statement_en: str = ""
    address: str = ""
    published: bool = False


@action(
    "budget.import_evidence",
    permission="can_import_evidence",
    description=Text(
        "重点化の根拠となる指標の系列を取り込む",
        "Import a series of an indicator as evidence for priority areas",
    ),
)
def import_evidence(
    new: NewEvidence,
    values: Sequence[Value],
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Evidence:
    """The record with all its values. Raises InputError (same edition, same values, its form)."""
    digest = _digest(values)
    found = _refused(new, values, as_of)
    rows = Evidence.objects.select_for_update()
    edition = {"title_ja": new.title_ja, "publisher": new.publisher, "edition": new.edition}
    before = rows.filter(**edition).first()
    if before is not None:
        found.append(
            messages.HAS_EVIDENCE.format(
                title=new.title_ja,
                publisher=new.publisher,
                edition=new.edition,
                code=before.code,
            )
        )
    alike = rows.filter(digest=digest, title_ja=new.title_ja).first()
    if before is None and alike is not None:
        found.append(messages.SAME_VALUES.format(code=alike.code))
    reading.demand("budget.evidence_form", found)
    evidence = Evidence(
        code=next_code("EVD", as_of.year),
        sort=new.sort,
        title_en=new.title_en,
        published_on=new.published_on,
        address=new.address,
        statement_ja=new.statement_ja,
        statement_en=new.statement_en,
        digest=digest,
        published=new.published,
        **edition,
    )
    evidence.save(force_insert=True)
    EvidenceValue.objects.bulk_create(
        [
            EvidenceValue(
                evidence=evidence,
                label=one.label,
                year=one.year,
                value=one.value,
                unit=one.unit,
            )
            for one in values
        ]
    )
    journal.write(Ref(KIND, evidence.code), {"evidence": new, "values": len(values)})
    return evidence


def _refused(new: NewEvidence, values: Sequence[Value], as_of: date) -> list[Text]:
    found = []
    if new.sort not in GROUNDS:
        found.append(_NO_SORT.format(sort=new.sort))
    if new.published_on > as_of:
        found.append(_AHEAD.format(day=new.published_on, today=as_of))
    if not values:
        found.append(_NO_VALUES)
    return found


def _digest(values: Sequence[Value]) -> str:
    lines = sorted(
        f"{one.label}\t{one.year}\t{one.value.normalize()}\t{one.unit}" for one in values
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


_NO_SORT = Text(
    "「{sort}」という種類はありません。一覧から選んでください。",
    "There is no sort {sort}; choose one of the list.",
)
_AHEAD = Text(
    "公表の日（{day}）が今日（{today}）より後です。公表された後に取り込んでください。",
    "The day of publication ({day}) lies after today ({today}); import it once it is published.",
)
_NO_VALUES = Text("値がありません。", "There are no values.")
