"""Plan and actual side by side, and what is worth finding: tables of two further views.

Decides: what counts as slipped, as a near miss, and as a seed left without a next step. Called by
views; a constant number of queries. Source: S-320, S-344, S-367.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any, Final

from django.db.models import Count, Exists, F, OuterRef, Q, Sum

from ikkan.audit.actor import Actor
from ikkan.awards.edges import ref_of
from ikkan.awards.messages import STATE_LABELS
from ikkan.awards.models import Award, YearAmount
from ikkan.awards.queries import start_month
from ikkan.budget.models import Posting
from ikkan.budget.rules import Layer
from ikkan.calls.messages import APPLICATION_STATES
from ikkan.calls.models import Application
from ikkan.calls.rules import ApplicationState
from ikkan.portfolio import rules as machine
from ikkan.portfolio.edges import SEED
from ikkan.portfolio.industry.rules import MILESTONE
from ikkan.portfolio.models import Gate, Handover, SeedAward
from ikkan.portfolio.officers import rules
from ikkan.portfolio.officers.asking import Asked
from ikkan.portfolio.officers.boards import One, Portfolio
from ikkan.portfolio.officers.rules import ISSUE, ITEM
from ikkan.portfolio.officers.tables import Row, Table, column
from ikkan.records.queries import visible
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from ikkan.values.years import FiscalYear

_ABOVE: Final = (Layer.PROGRAMME.value, Layer.CALL.value)
_YEARS_BACK: Final = 2


def awards(portfolio: Portfolio, as_of: date) -> Table:
    """Planned and actual end, and what one fiscal year was given and paid."""
    year = FiscalYear.of(as_of, start_month(as_of)).year
    decided, paid = _decided(year), _paid(year)

    def write(one: One) -> Row:
        given, got = decided.get(one.code), paid.get(one.code, 0)
        return (
            ref_of(one.code),
            one.code,
            one.state,
            one.ends_on,
            one.ended_on,
            slip_days(one, as_of) or None,
            year,
            given,
            got,
            None if given is None else given - got,
        )

    return Table(
        code="awards",
        label=Text("課題の予定と実績", "Awards: plan and actual"),
        columns=(
            column("課題", "Award", "ref"),
            column("課題管理番号", "Number"),
            column("状態", "State", "choice", STATE_LABELS),
            column("予定の終わり", "Planned end", "date"),
            column("実際の終わり", "Actual end", "date"),
            column("遅れ（日）", "Slip, days", "number"),
            column("年度", "Fiscal year", "year"),
            column("決定額", "Decided", "yen"),
            column("支払額", "Paid", "yen"),
            column("残り", "Left", "yen"),
        ),
        kept=sorted(
            portfolio.awards,
            key=lambda one: (-slip_days(one, as_of), one.ended_on is not None, one.ends_on),
        ),
        write=write,
        note=Text(
            "遅れ：予定の終わりから実際の終わり（実施中なら今日）までの日数。支払額は台帳から。",
            "Slip: days from the planned end to the actual one, today where it is under way. "
            "Paid is read from the ledger.",
        ),
    )


def slip_days(one: One, as_of: date) -> int:
    """Days past the planned end; 0 on time."""
    last = one.ended_on or (as_of if one.state == "active" else one.ends_on)
    return max(0, (last - one.ends_on).days)


def _decided(year: int) -> dict[str, int]:
    rows = YearAmount.objects.filter(fiscal_year=year, sort="decided")
    return dict(rows.values_list("award__code", "yen"))


def _paid(year: int) -> dict[str, int]:
    """Yen that reached each award's account from above, returns off; one query."""
    rows = Posting.objects.filter(
        account__awards__isnull=False,
        transfer__fiscal_year=year,
        transfer__postings__account__layer__in=_ABOVE,
    )
    return dict(
        rows.values("account__awards__code")
        .annotate(sum=Sum("yen"))
        .order_by()
        .values_list("account__awards__code", "sum")
    )


def milestones(portfolio: Portfolio, actor: Actor, as_of: date) -> Table:
    """Milestones of the seeds at the level: first planned, now due, done, slip."""
    seeds = _seeds_of(portfolio)
    rows = visible(MILESTONE, actor).select_related("seed").order_by("due_on", "pk")

    def write(row: Any) -> Row:
        last = row.done_on or max(row.due_on, as_of)
        return (
            Ref(MILESTONE, row.code),
            Ref(SEED, row.seed.code),
            row.planned_on,
            row.due_on,
            row.done_on,
            _state(row, as_of),
            max(0, (last - row.planned_on).days) or None,
        )

    return Table(
        code="milestones",
        label=Text("マイルストーンの予定と実績", "Milestones: plan and actual"),
        columns=(
            column("マイルストーン", "Milestone", "ref"),
            column("シーズ", "Seed", "ref"),
            column("当初の予定", "First planned", "date"),
            column("今の予定", "Now due", "date"),
            column("達成の日", "Done", "date"),
            column("状態", "State", "choice", _MILESTONE_STATES),
            column("当初からの遅れ（日）", "Slip from the first plan, days", "number"),
        ),
        kept=[row for row in rows if row.seed_id in seeds],
        write=write,
    )


def _state(row: Any, as_of: date) -> str:
    if row.done_on is not None:
        return "done"
    if row.due_on < as_of:
        return "overdue"
    return "put_off" if row.due_on > row.planned_on else "on_time"


def slips(actor: Actor, asked: Asked, as_of: date) -> Table:
    """Issues and action items past their day or put off."""
    late = Q(due_on__lt=as_of) | Q(due_on__gt=F("first_due"))
    issues = visible(ISSUE, actor).exclude(state__in=rules.CLOSED).filter(late)
    if asked.level == "project" and asked.of:
        issues = issues.filter(project=asked.of)
    if asked.level == "programme" and asked.of:
        issues = issues.filter(programmes__code=asked.of)
    items = visible(ITEM, actor).filter(late, state=rules.OPEN)
    kept = [(Ref(ISSUE, row.code), row) for row in issues.order_by("due_on", "pk")]
    kept += [(Ref(ITEM, row.code), row) for row in items.order_by("due_on", "pk")]

    def write(pair: Any) -> Row:
        ref, row = pair
        over, moved = (as_of - row.due_on).days, (row.due_on - row.first_due).days
        owner = Ref("parties.person", row.owner.code)
        return ref, owner, row.first_due, row.due_on, max(0, over) or None, max(0, moved) or None

    return Table(
        code="slips",
        label=Text("遅れている課題事項・対応事項", "Issues and action items that slip"),
        columns=(
            column("記録", "Record", "ref"),
            column("担当", "Owner", "ref"),
            column("当初の期限", "First due day", "date"),
            column("今の期限", "Now due", "date"),
            column("超過（日）", "Overdue, days", "number"),
            column("延期（日）", "Put off, days", "number"),
        ),
        kept=kept,
        write=write,
    )


def applications(actor: Actor, asked: Asked, as_of: date, programmes: Collection[str]) -> Table:
    """Decided applications of two years: adopted ones, and near misses first among the others."""
    since = date(as_of.year - _YEARS_BACK, as_of.month, 1)
    rows = visible("calls.application", actor).filter(
        state__in=(ApplicationState.ADOPTED, ApplicationState.DECLINED),
        decided_on__gte=since,
        decided_on__lte=as_of,
    )
    if asked.of and asked.level in ("project", "programme"):
        rows = rows.filter(call__programme_code__in=programmes)
    counts = Application.objects.filter(state=ApplicationState.ADOPTED)
    full = dict(counts.values_list("call_id").annotate(count=Count("pk")).order_by())
    kept = sorted(
        rows.order_by("-decided_on", "pk"), key=lambda row: (not _near(row, full), row.state)
    )

    def write(row: Any) -> Row:
        return (
            Ref("calls.application", row.code),
            Ref("calls.call", row.call.code),
            Ref("programme", row.call.programme_code),
            row.state,
            "near" if _near(row, full) else None,
            row.requested_yen,
            row.adopted_yen,
            row.decided_on,
            row.reason,
        )

    return Table(
        code="applications",
        label=Text("応募の発掘", "Applications worth a look"),
        columns=(
            column("応募", "Application", "ref"),
            column("公募", "Call", "ref"),
            column("事業", "Programme", "ref"),
            column("採否", "Decision", "choice", APPLICATION_STATES),
            column("次点", "Near miss", "choice", _NEAR),
            column("応募額", "Asked for", "yen"),
            column("採択額", "Adopted", "yen"),
            column("決めた日", "Decided on", "date"),
            column("理由", "Reason", "long"),
        ),
        kept=kept,
        write=write,
        note=Text(
            "次点：採択の枠がすべて埋まった公募で、採択されなかった応募。二年以内に決まったもの。",
            "Near miss: declined in a call whose places were all taken. Decided within two years.",
        ),
    )


def _near(row: Application, full: dict[int, int]) -> bool:
    places = row.call.places
    declined = row.state == ApplicationState.DECLINED
    return declined and places > 0 and full.get(row.call_id, 0) >= places


def seeds(portfolio: Portfolio, actor: Actor, as_of: date) -> Table:
    """Active seeds with a Go, no hand-over that stands, and no award that goes on after it."""
    here = _seeds_of(portfolio)
    passed = Gate.objects.filter(
        Q(seed=OuterRef("pk")) | Q(award__seeds=OuterRef("pk")),
        decision__in=(machine.GO, machine.CONDITIONAL),
        decided_on__lte=as_of,
    )
    handed = Handover.objects.filter(
        Q(seed=OuterRef("pk")) | Q(award__seeds=OuterRef("pk"))
    ).exclude(state=machine.DECLINED)
    goes_on = Award.objects.filter(seeds=OuterRef("pk"), continues__isnull=False)
    rows = visible(SEED, actor).filter(Exists(passed), ~Exists(handed), state=machine.ACTIVE)
    kept = [row for row in rows.exclude(Exists(goes_on)).order_by("pk") if row.pk in here]

    def write(row: Any) -> Row:
        ones = sorted(here[row.pk], key=lambda one: one.ends_on)
        last = ones[-1]
        return (
            Ref(SEED, row.code),
            tuple(ref_of(one.code) for one in ones),
            Ref("phase", last.phase) if last.phase else None,
            last.ends_on,
        )

    return Table(
        code="seeds",
        label=Text("Goと決まり、後継のないシーズ", "Seeds with a Go and no successor"),
        columns=(
            column("シーズ", "Seed", "ref"),
            column("担う課題", "Awards that carry it", "refs"),
            column("今の段階", "Phase now", "ref"),
            column("終わりの日", "Last day", "date"),
        ),
        kept=kept,
        write=write,
    )


def _seeds_of(portfolio: Portfolio) -> dict[int, list[One]]:
    """Seed → its awards at the level."""
    of_code = {one.code: one for one in portfolio.awards}
    found: dict[int, list[One]] = defaultdict(list)
    for seed, award in SeedAward.objects.values_list("seed_id", "award__code"):
        if award in of_code:
            found[seed].append(of_code[award])
    return found


_MILESTONE_STATES: Final = {
    "done": Text("達成", "Done"),
    "overdue": Text("期日を過ぎた", "Overdue"),
    "put_off": Text("延期", "Put off"),
    "on_time": Text("予定どおり", "On time"),
}
_NEAR: Final = {"near": Text("次点", "Near miss")}
