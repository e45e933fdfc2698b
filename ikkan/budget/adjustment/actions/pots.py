"""The pot of a year is set up from what the budget expects, and confirmed."""

from __future__ import annotations

from datetime import date

from ikkan.audit import journal
from ikkan.audit.actions import action, require_version
from ikkan.audit.actor import Actor
from ikkan.budget.adjustment import joints, messages, queries, rules
from ikkan.budget.adjustment.actions.finding import locked_year, refuse
from ikkan.budget.adjustment.rules import NewYear
from ikkan.budget.models import Account, AdjustmentYear
from ikkan.budget.rules import LARGEST, Layer
from ikkan.line.writing import join
from ikkan.plan.queries import snapshot
from ikkan.plan.snapshot import FigureView
from ikkan.records.codes import next_code
from ikkan.values.errors import InputError
from ikkan.values.money import Unit
from ikkan.values.ref import Ref
from ikkan.values.text import Text


@action(
    "adjustment.open_year",
    permission="can_open_adjustment",
    description=Text("調整費の年度を開く", "Open a year of the adjustment fund"),
)
def open_year(
    new: NewYear, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> AdjustmentYear:
    """Under the rules in force when the fiscal year begins. Raises InputError (all findings)."""
    held = queries.policy_on(queries.fiscal_year_start(new.fiscal_year, as_of))
    found = list(rules.year_findings(new, held))
    twice = AdjustmentYear.objects.filter(fiscal_year=new.fiscal_year).first()
    if twice is not None:
        found.append(messages.YEAR_TWICE.format(year=new.fiscal_year, code=twice.code))
    for code, yen in ((new.figure, new.yen), (new.origin_figure, new.origin_yen)):
        found += _figure_findings(code, yen, as_of)
    holder = held.holder if held is not None else ""
    account = Account.objects.filter(code=new.account).first()
    if account is None or not _holds(account, holder, new.fiscal_year):
        values = {"account": new.account or "–", "holder": holder, "year": new.fiscal_year}
        found.append(messages.ACCOUNT.format(**values))
    refuse("year_form", found)
    year = AdjustmentYear.objects.create(
        code=new.code or next_code("ADJ", new.fiscal_year),
        fiscal_year=new.fiscal_year,
        yen=new.yen,
        status=new.status,
        figure=new.figure,
        origin_yen=new.origin_yen,
        origin_ja=new.origin_ja.strip(),
        origin_en=new.origin_en.strip(),
        origin_figure=new.origin_figure,
        account=Account.objects.get(code=new.account),
        policy=held.code if held is not None else "",
        confirmed_on=as_of if new.status == rules.CONFIRMED else None,
    )
    join(Ref(queries.YEAR, year.code), joints.of_year(year))
    journal.write(Ref(queries.YEAR, year.code), {"year": new, "rules": year.policy})
    return year


def _holds(account: Account, holder: str, year: int) -> bool:
    owner = str(Ref("body", holder)) if holder else ""
    return (account.layer, account.owner, account.fiscal_year) == (Layer.MINISTRY, owner, year)


def _figure_findings(code: str, yen: int | None, as_of: date) -> list[Text]:
    """A published figure must exist, and its interval must hold the amount."""
    if not code:
        return []
    figure = snapshot(as_of).find(Ref("figure", code))
    if not isinstance(figure, FigureView):
        return [messages.FIGURE.format(code=code[:80])]
    interval = figure.interval
    if yen is None or interval is None:
        return []
    factor = Unit.of(figure.unit).factor
    if interval.low * factor <= yen <= interval.high * factor:
        return []
    values = {"yen": yen, "code": code, "printed": figure.printed}
    return [messages.FIGURE_YEN.format(**values)]


@action(
    "adjustment.confirm_year",
    permission="can_open_adjustment",
    description=Text("調整費の枠を確定する", "Confirm the pot of a year of the adjustment fund"),
)
def confirm_year(
    code: str, yen: int, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> AdjustmentYear:
    """At this amount; never below what is decided. Raises NotFound, VersionConflict, InputError."""
    year = locked_year(code)
    require_version(year, version)
    found = [] if 0 < yen <= LARGEST else [messages.YEN.format(largest=LARGEST)]
    if yen < year.decided_yen:
        found.append(messages.BELOW_DECIDED.format(decided=year.decided_yen))
    if year.origin_yen is not None and yen > year.origin_yen:
        found.append(messages.ORIGIN.format(yen=yen, origin=year.origin_yen))
    refuse("confirm", found)
    if year.status == rules.CONFIRMED and year.yen == yen:
        raise InputError("adjustment.confirmed", messages.IS_CONFIRMED.format(yen=yen))
    before, year.yen, year.status = year.yen, yen, rules.CONFIRMED
    year.confirmed_on = as_of
    year.version += 1
    year.save(update_fields=["version", "yen", "status", "confirmed_on"])
    journal.write(Ref(queries.YEAR, code), {"confirmed": yen, "before": before})
    return year
