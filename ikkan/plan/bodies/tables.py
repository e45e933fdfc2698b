"""Tables of the pages of bodies: what is known of a body, its offices, meetings and decisions.

Decides: which rows a page shows, through the visibility policy. Called by views.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import Min, Q, QuerySet
from django.utils import timezone

from ikkan.audit.actor import Actor
from ikkan.plan.bodies.models import Charter, Seat
from ikkan.plan.bodies.queries import Owing
from ikkan.plan.bodies.rules.deciding import STATES
from ikkan.plan.bodies.rules.seats import SORTS
from ikkan.plan.bodies.rules.sittings import ADVICE_SORTS, CALLED, MEETING_STATES, VERDICTS
from ikkan.plan.bodies.rules.standing import Standing, ref_of
from ikkan.plan.snapshot import EntryView, FigureView, Snapshot
from ikkan.records import queries as records
from ikkan.records.kinds import Column, kind_of
from ikkan.values.ref import Ref
from ikkan.values.text import Text

MOST: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under columns; `more` leads to the whole list."""

    code: str
    label: Text
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Any, ...]]
    more: str = ""


def all_bodies(known: Standing, snapshot: Snapshot, actor: Actor, as_of: date) -> Table:
    """Every body of the day, in the order of the pack, then councils of charters."""
    coming = _next_meetings(actor, as_of)
    rows = [
        (
            ref_of(code),
            FORMS.get(known.forms[code]),
            _basis(snapshot.find(ref_of(code))),
            tuple(ref_of(one) for one in known.who("owns", code)),
            coming.get(code),
        )
        for code in known.names
    ]
    return Table(
        code="bodies",
        label=Text("機関・会議体", "Bodies"),
        columns=(
            _column("機関", "Body"),
            _column("種別", "Form"),
            _column("根拠", "Legal basis"),
            _column("所管府省", "Owner ministries", "refs"),
            _column("次の会議", "Next meeting", "date"),
        ),
        rows=rows,
    )


def facts(
    code: str, known: Standing, row: EntryView | FigureView | None
) -> list[tuple[Text, Text]]:
    """Form, legal basis and duty, as far as they are printed."""
    found: list[tuple[Text, Any]] = [(Text("種別", "Form"), FORMS.get(known.forms[code]))]
    if row is not None:
        found.append((Text("根拠", "Legal basis"), _basis(row)))
        found.append((Text("役割", "Duty"), row.data.get("duty")))
    return [(head, words) for head, words in found if isinstance(words, Text) and words.ja]


def relations(code: str, known: Standing) -> Table:
    """Who stands to it how, and it to whom."""
    named: list[tuple[Text, Ref]] = []
    for frm, relation, to in sorted(known.relations):
        words = RELATIONS.get(relation)
        if words and code == to:
            named.append((words[0], ref_of(frm)))
        elif words and code == frm:
            named.append((words[1], ref_of(to)))
    return Table(
        code="relations",
        label=Text("ほかの機関との関係", "Relations to other bodies"),
        columns=(_column("関係", "Relation"), _column("機関", "Body")),
        rows=named,
    )


def charters(code: str, as_of: date) -> Table:
    """Its charters, the latest first."""
    rows = Charter.objects.filter(body=code, valid_from__lte=as_of).order_by("-valid_from", "-pk")
    return Table(
        code="charters",
        label=Text("設置要綱", "Charters"),
        columns=(
            _column("設置要綱", "Charter"),
            _column("構成員", "Members", "number"),
            _column("関係する計画", "Plans", "refs"),
            _column("始まり", "From", "date"),
            _column("終わり", "To", "date"),
        ),
        rows=[
            (
                Ref("plan.charter", row.code),
                len(row.members),
                tuple(Ref("instrument", one) for one in row.plans),
                row.valid_from,
                row.valid_to,
            )
            for row in rows
        ],
    )


def seats(code: str, as_of: date) -> Table:
    """Who holds which office, those whose term has begun, the latest first."""
    rows = Seat.objects.filter(body=code, valid_from__lte=as_of).order_by("-valid_from", "-pk")
    return Table(
        code="seats",
        label=Text("職と任期", "Offices and terms"),
        columns=(
            _column("職", "Office"),
            Column(label=Text("種別", "Sort"), type="choice", choices=SORTS),
            _column("任命者", "Appointed by"),
            _column("任期の始まり", "From", "date"),
            _column("任期の終わり", "To", "date"),
        ),
        rows=[
            (
                Ref("plan.seat", row.code),
                row.sort,
                ref_of(row.appointed_by) if row.appointed_by else None,
                row.valid_from,
                row.valid_to,
            )
            for row in rows[:MOST]
        ],
        more=_list("plan.seat", code),
    )


def printed_officers(code: str, snapshot: Snapshot) -> Table:
    """Holders that a source prints."""
    rows = [row for row in snapshot.entries("officer", state="all") if row.data["body"] == code]
    return Table(
        code="officers",
        label=Text("資料に印字された役職者", "Officers as printed in the sources"),
        columns=(
            _column("役職者", "Officer"),
            _column("氏名", "Person"),
            _column("時点（印字）", "As of, as printed"),
        ),
        rows=[(row.ref, row.data["person"], row.data.get("as_of_printed")) for row in rows],
    )


def meetings(code: str, actor: Actor, as_of: date) -> Table:
    """Its meetings, the latest first; on an earlier day those held by then."""
    rows = _by(records.visible("plan.meeting", actor).filter(body=code), "held_on", as_of)
    return Table(
        code="meetings",
        label=Text("会議", "Meetings"),
        columns=(
            _column("会議", "Meeting"),
            _column("日", "Day", "date"),
            Column(label=Text("状態", "State"), type="choice", choices=MEETING_STATES),
        ),
        rows=[(Ref("plan.meeting", row.code), row.held_on, row.state) for row in rows],
        more=_list("plan.meeting", code),
    )


def decisions(code: str, actor: Actor, as_of: date) -> Table:
    """Its decisions, the latest first; on an earlier day those taken by then."""
    rows = _by(records.visible("plan.decision", actor).filter(body=code), "decided_on", as_of)
    return Table(
        code="decisions",
        label=Text("決定", "Decisions"),
        columns=(
            _column("決定", "Decision"),
            _column("対象", "About", "refs"),
            _column("決定の日", "Decided on", "date"),
            Column(label=Text("状態", "State"), type="choice", choices=STATES),
        ),
        rows=[
            (
                Ref("plan.decision", row.code),
                tuple(Ref.parse(one) for one in row.about),
                row.decided_on,
                row.state,
            )
            for row in rows
        ],
        more=_list("plan.decision", code),
    )


def advice(code: str, actor: Actor, as_of: date) -> Table:
    """What it said to others, and others to it; on an earlier day what was given by then."""
    found = Q(body=code) | Q(to_body=code)
    rows = _by(records.visible("plan.advice", actor).filter(found), "given_on", as_of)
    return Table(
        code="advice",
        label=Text("助言・意見", "Advice and opinions"),
        columns=(
            _column("助言", "Advice"),
            Column(label=Text("種別", "Sort"), type="choice", choices=ADVICE_SORTS),
            _column("出した機関", "Given by"),
            _column("あて先", "Given to"),
            Column(label=Text("結論", "Verdict"), type="choice", choices=VERDICTS),
            _column("日", "Day", "date"),
        ),
        rows=[
            (
                Ref("plan.advice", row.code),
                row.sort,
                ref_of(row.body),
                ref_of(row.to_body),
                row.verdict,
                row.given_on,
            )
            for row in rows
        ],
    )


def owing(found: Iterable[Owing]) -> Table:
    """What must carry a decision, those without first."""
    rows = sorted(found, key=lambda one: one.decided)
    return Table(
        code="owing",
        label=Text("決定が要る記録", "Records that must carry a decision"),
        columns=(
            _column("記録", "Record"),
            _column("決定の記録", "Decision on record", "flag"),
            _column("資料に印字された決定者", "Decided by, as printed"),
        ),
        rows=[(one.ref, one.decided, one.printed) for one in rows],
    )


def _by(rows: QuerySet[Any], day: str, as_of: date) -> QuerySet[Any]:
    """A page of them; before today those with a day that had come."""
    if as_of < timezone.localdate():
        rows = rows.filter(**{f"{day}__lte": as_of})
    return rows[:MOST]


def _column(ja: str, en: str, type_: str = "text") -> Column:
    return Column(label=Text(ja, en), type=type_)


def _list(kind: str, body: str) -> str:
    """The whole list of a kind, narrowed to one body."""
    found = kind_of(kind)
    return f"{found.list_url}?{urlencode({'body': body})}" if found else ""


def _basis(row: EntryView | FigureView | None) -> Any:
    return row.data.get("legal_basis") if row is not None else None


def _next_meetings(actor: Actor, as_of: date) -> dict[str, date]:
    rows = records.visible("plan.meeting", actor).filter(state=CALLED, held_on__gte=as_of)
    found = rows.order_by().values_list("body").annotate(day=Min("held_on"))
    return dict(found)


FORMS: Final = {
    "headquarters": Text("本部", "Headquarters"),
    "ministry": Text("府省", "Ministry"),
    "council": Text("会議・協議会", "Council"),
    "panel": Text("調査会", "Panel"),
    "conference": Text("会合・連絡会議", "Conference"),
    "office": Text("事務局・室", "Office"),
    "agency": Text("庁", "Agency"),
    "board": Text("機関内の評議会", "Board"),
    "funder": Text("資金配分機関", "Funder"),
    "association": Text("業界団体", "Association"),
    "fund_body": Text("基金の管理者", "Fund body"),
    "minister": Text("大臣", "Minister"),
}
RELATIONS: Final = {
    "pays": (Text("資金を出す", "Paid by"), Text("資金を出す先", "Pays")),
    "supervises": (Text("所管する", "Supervised by"), Text("所管の対象", "Supervises")),
    "secretariat": (Text("事務局", "Secretariat"), Text("事務局を務める", "Is secretariat of")),
    "owns": (Text("担当府省", "Owner ministry"), Text("担当する会議体", "Owns")),
    "member": (Text("構成員", "Member"), Text("構成員である", "Is member of")),
    "advises": (Text("助言する機関", "Advised by"), Text("助言の相手", "Advises")),
    "examines": (Text("調査する機関", "Examined by"), Text("調査の相手", "Examines for")),
    "below": (Text("下に置かれた", "Body below"), Text("上の機関", "Stands below")),
    "sets_goals": (Text("目標を示す", "Goals set by"), Text("目標を示す相手", "Sets goals of")),
    "appoints": (Text("任命・解任する", "Appointed by"), Text("任命・解任の相手", "Appoints at")),
}
