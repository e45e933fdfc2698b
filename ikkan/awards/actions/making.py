"""Awards come to be: from an adopted application, or in batches from elsewhere.

Called by the pages of records, the importer and the demonstration.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ikkan.audit import journal
from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.awards import conditions, edges, loads, messages
from ikkan.awards.models import Award
from ikkan.awards.rules import NewAward, Terms
from ikkan.budget import actions as budget
from ikkan.budget.rules import NewAccount
from ikkan.calls.models import Application
from ikkan.values.errors import NotFound
from ikkan.values.text import Text


@action(
    "awards.make_award",
    permission="can_make_award",
    description=Text("採択された応募を課題にする", "Make an award of an adopted application"),
)
def make_award(
    application: str,
    terms: Terms,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Award:
    """An award with the parties, title and programme of the application; its account is opened.

    Raises NotFound, InputError with every reason (not adopted, number, days, amounts, …).
    """
    found = Application.objects.select_for_update(of=("self",)).select_related(
        "call", "organisation", "principal__organisation"
    )
    row = found.filter(code=application).first()
    if row is None:
        words = messages.UNKNOWN.format(what=messages.APPLICATION, code=application)
        raise NotFound("awards.application", words)
    conditions.demand(row.code, row.call.programme_code, as_of)
    home = row.organisation or row.principal.organisation
    new = NewAward(
        title=row.name,
        organisation=home.code if home is not None else "",
        principal=row.principal.code,
        application=row.code,
        call=row.call.code,
        programme=row.call.programme_code,
        began_on=terms.began_on,
        ends_on=terms.ends_on,
        code=terms.code,
        given=terms.given,
        year_amounts=terms.year_amounts,
        modality=terms.modality,
        phase=terms.phase,
        domains=terms.domains,
        published=terms.published,
        opens_account=terms.opens_account,
    )
    (award,) = loads.record([new], as_of, _opener(by, as_of))
    journal.write(edges.ref_of(award.code), _said(award, new))
    return award


@action(
    "awards.record_awards",
    permission="can_make_award",
    description=Text("課題をまとめて記録する", "Record awards in one batch"),
)
def record_awards(
    rows: Sequence[NewAward], *, by: Actor, as_of: date, version: int | None, key: str | None
) -> list[str]:
    """Numbers of the awards in the order given, at most 500; all or none.

    Raises InputError with every reason and its row.
    """
    if not rows:
        journal.nothing_to_do()
        return []
    made = loads.record(rows, as_of, _opener(by, as_of))
    journal.write("awards", {"awards": [award.code for award in made]})
    return [award.code for award in made]


def _opener(by: Actor, as_of: date) -> loads.Opener:
    def opener(rows: list[NewAccount]) -> list[str]:
        return budget.open_accounts(rows, by=by, as_of=as_of, version=None, key=None)

    return opener


def _said(award: Award, new: NewAward) -> dict[str, object]:
    return {
        "application": new.application,
        "acknowledgement": award.acknowledgement,
        "organisation": new.organisation,
        "principal": new.principal,
        "began_on": new.began_on,
        "ends_on": new.ends_on,
        "amounts": dict(new.year_amounts),
        "account": award.account.code if award.account is not None else "",
    }
