"""Transfers between ministries as the engine of records shows them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from ikkan.audit.actor import Actor
from ikkan.budget import actions, forms, words
from ikkan.budget.actions import REALLOCATION_KIND, TRANSFER_KIND
from ikkan.budget.edges import KIND as ACCOUNT_KIND
from ikkan.budget.models import Reallocation
from ikkan.budget.moving import NewReallocation
from ikkan.records.kinds import Field, Kind, WorkItem, Write, register
from ikkan.records.queries import visible
from ikkan.records.sight import EVERYTHING, Within, sights
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_STATES = {
    actions.PROPOSED: Text("申出中", "Proposed"),
    actions.DONE: Text("同意・移し替え済み", "Consented and moved"),
    actions.DECLINED: Text("断られた", "Declined"),
}
_CONSENT = Text("移し替えに同意する", "Consent to the transfer")
_ANSWERED = Text(
    "もう答えが出ています。新しい移し替えは新しく申し出てください。",
    "It was answered already; propose a new one for more.",
)


def _propose(_: None, data: dict[str, Any], **how: Any) -> Reallocation:
    return actions.propose_reallocation(NewReallocation(**data), **how)


def _consent(row: Reallocation, data: dict[str, Any], **how: Any) -> Reallocation:
    return actions.consent_to_reallocation(row.code, **how)


def _decline(row: Reallocation, data: dict[str, Any], **how: Any) -> Reallocation:
    return actions.decline_reallocation(row.code, data["answer"], **how)


def _why_not(row: Reallocation) -> Text | None:
    return None if row.state == actions.PROPOSED else _ANSWERED


def _title(row: Reallocation) -> Text:
    giver, taker = row.giver.name, row.taker.name
    return Text(f"{giver.ja} → {taker.ja}", f"{giver.en} → {taker.en}")


def _waiting(actor: Actor, as_of: date) -> Iterable[WorkItem]:
    """Offers that wait for the ministry of the actor."""
    rows = visible(REALLOCATION_KIND, actor).filter(state=actions.PROPOSED)
    for row in rows.exclude(proposed_by=actor.code)[:50]:
        if actor.holds("ministry_officer", Ref("body", row.taking)):
            ref = Ref(REALLOCATION_KIND, row.code)
            yield WorkItem(ref=ref, verb=_CONSENT, title=_title(row), write="consent")


register(
    Kind(
        code=REALLOCATION_KIND,
        path="ledger/reallocations",
        label=Text("府省間の移し替え", "Transfer between ministries"),
        plural=Text("府省間の移し替え", "Transfers between ministries"),
        lead=Text(
            "一つの府省が申し出て、受ける府省の同意があって初めて資金が動きます。",
            "One ministry proposes; the money moves only when the other consents.",
        ),
        model=Reallocation,
        station="budget",
        title=_title,
        value=lambda row: _STATES[row.state],
        begins="proposed_on",
        fields=(
            Field("state", Text("状態", "State"), "choice", choices=_STATES, filter=True),
            Field("yen", Text("金額", "Amount"), "yen"),
            Field("fiscal_year", Text("年度", "Fiscal year"), "year", filter=True),
            Field("pot", Text("財源の枠", "Pot"), "choice", choices={**words.POTS}),
            Field("giving", Text("出す府省", "Giving ministry"), "ref", kind="body"),
            Field("taking", Text("受ける府省", "Receiving ministry"), "ref", kind="body"),
            Field(
                "giver",
                Text("出す口座", "Account that gives"),
                "ref",
                lambda row: row.giver.code,
                kind=ACCOUNT_KIND,
                listed=False,
            ),
            Field(
                "taker",
                Text("受ける口座", "Account that receives"),
                "ref",
                lambda row: row.taker.code,
                kind=ACCOUNT_KIND,
                listed=False,
            ),
            Field("reason", Text("理由", "Reason"), "long", listed=False),
            Field("proposed_on", Text("申出の日", "Proposed on"), "date"),
            Field("answered_on", Text("答えの日", "Answered on"), "date"),
            Field("answer", Text("断った理由", "Why declined"), "long", listed=False),
            Field(
                "transfer",
                Text("資金移動", "Transfer of money"),
                "ref",
                lambda row: row.transfer.code if row.transfer else None,
                kind=TRANSFER_KIND,
            ),
        ),
        writes=(
            Write(
                code="propose",
                label=Text("移し替えを申し出る", "Propose a transfer between ministries"),
                permission="can_reallocate",
                form=forms.ReallocationForm,
                act=_propose,
                on="new",
                follows=lambda account: account.layer == "ministry",
            ),
            Write(
                code="consent",
                label=_CONSENT,
                permission="can_reallocate",
                form=forms.ConsentForm,
                act=_consent,
                short=True,
                lead=Text(
                    "同意すると、その日の日付で資金が動きます。",
                    "When you consent, the money moves on that day.",
                ),
                why_not=_why_not,
            ),
            Write(
                code="decline",
                label=Text("断る", "Decline"),
                permission="can_reallocate",
                form=forms.DeclineForm,
                act=_decline,
                why_not=_why_not,
            ),
        ),
        sight=sights(
            hq_officer=EVERYTHING,
            ministry_officer=(Within("body", "giving"), Within("body", "taking")),
            auditor=EVERYTHING,
        ),
        scope=lambda row: Ref("body", row.taking),
        related=("giver", "taker", "transfer"),
        work=_waiting,
    )
)
