"""What the bodies of a day are, and which decisions stand behind a record.

Decides: rows of the pack and councils set up by a charter are bodies alike; which records must
carry a decision. Called by actions, pages and by contexts above.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Q, QuerySet

from ikkan.audit.actor import Actor
from ikkan.line.models import Edge
from ikkan.plan import queries as plan
from ikkan.plan.bodies.models import Charter, Decision
from ikkan.plan.bodies.rules.deciding import PRINTED, RESERVED, TAKEN
from ikkan.plan.bodies.rules.standing import Standing
from ikkan.plan.rules.clauses import DRAFT
from ikkan.plan.snapshot import IN_FORCE, EntryView
from ikkan.records import queries as records
from ikkan.records.kinds import kind_of
from ikkan.values.errors import NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text

DECISION: Final = "plan.decision"
DECIDES: Final = "decides"
_COUNCIL_FORM: Final = "council"


def standing(as_of: date) -> Standing:
    """Bodies, forms and relations in force on that day, councils of charters included."""
    try:
        known = plan.snapshot(as_of)
    except NotFound:
        return Standing(names={}, forms={}, relations=frozenset())
    rows = known.entries("body", state="all")
    relations = {
        (row.data["from"], row.data["relation"], row.data["to"])
        for row in known.entries("body_relation", state=IN_FORCE)
    }
    names = {row.code: row.label for row in rows}
    forms = {row.code: str(row.data["form"]) for row in rows}
    for charter in charters(as_of):
        if charter.body == charter.code:
            names[charter.body] = Text.either(charter.name_ja, charter.name_en)
            forms[charter.body] = _COUNCIL_FORM
        relations |= {(owner, "owns", charter.body) for owner in charter.owners}
    return Standing(names=names, forms=forms, relations=frozenset(relations))


def charters(as_of: date) -> QuerySet[Charter]:
    """Charters in force on that day."""
    still = Q(valid_to__isnull=True) | Q(valid_to__gte=as_of)
    return Charter.objects.filter(still, valid_from__lte=as_of).order_by("pk")


def decisions_about(ref: Ref, as_of: date, actor: Actor) -> list[Decision]:
    """Decisions about a record that were taken by that day and that the actor may see."""
    named = Edge.objects.filter(
        superseded_at__isnull=True,
        kind=DECIDES,
        from_kind=DECISION,
        to_kind=ref.kind,
        to_code=ref.code,
    )
    rows = records.visible(DECISION, actor).filter(
        code__in=named.values("from_code"), state__in=TAKEN, decided_on__lte=as_of
    )
    return list(rows.order_by("decided_on", "pk"))


def is_decided(ref: Ref, as_of: date) -> bool:
    """Whether some decision about the record was taken by that day, whoever may see it."""
    return ref in _decided([ref], as_of)


@dataclass(frozen=True, slots=True, kw_only=True)
class Owing:
    """A record that must carry a decision of the headquarters; `printed` where the pack has one."""

    ref: Ref
    label: Text
    url: str
    decided: bool
    printed: Text | None = None


def owing(as_of: date, actor: Actor) -> list[Owing]:
    """Strategies, plans, policies and requests that the actor sees, with or without a decision."""
    rows = [row for row in _instruments(as_of) if row.data["form"] in PRINTED]
    found = [
        Owing(ref=r.ref, label=r.label, url=r.url, decided=False, printed=_by(r)) for r in rows
    ]
    for code in sorted(RESERVED):
        kind = kind_of(code)
        if kind is None:
            continue
        for record in _past_draft(records.visible(kind, actor)):
            label, url = kind.title(record), kind.url(record.code)
            found.append(Owing(ref=kind.ref(record), label=label, url=url, decided=False))
    taken = _decided([one.ref for one in found], as_of)
    return [
        Owing(
            ref=one.ref,
            label=one.label,
            url=one.url,
            decided=one.ref in taken,
            printed=one.printed,
        )
        for one in found
    ]


def _instruments(as_of: date) -> tuple[EntryView, ...]:
    try:
        return tuple(r for r in plan.snapshot(as_of).entries("instrument") if not _drafted(r))
    except NotFound:
        return ()


def _drafted(row: EntryView) -> bool:
    return bool(row.data["status"] == DRAFT)


def _by(row: EntryView) -> Text | None:
    """Who decided it as the source prints it."""
    printed = row.data.get("decider_printed") or row.data.get("decided_by")
    return Text(str(printed), str(printed)) if printed else None


def _past_draft(rows: QuerySet[Any]) -> Iterable[Any]:
    names = {field.name for field in rows.model._meta.get_fields()}
    return rows.exclude(state=DRAFT) if "state" in names else rows


def _decided(refs: list[Ref], as_of: date) -> set[Ref]:
    named = Edge.objects.filter(
        superseded_at__isnull=True,
        kind=DECIDES,
        from_kind=DECISION,
        to_code__in={ref.code for ref in refs},
    ).values_list("from_code", "to_kind", "to_code")
    about = [(code, Ref(to_kind, to_code)) for code, to_kind, to_code in named]
    codes = {code for code, _ in about}
    taken = Decision.objects.filter(code__in=codes, state__in=TAKEN, decided_on__lte=as_of)
    kept = set(taken.values_list("code", flat=True))
    return {ref for code, ref in about if code in kept} & set(refs)
