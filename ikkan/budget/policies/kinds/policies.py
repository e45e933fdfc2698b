"""Allocation policies as the engine of records shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from ikkan.audit.actor import Actor
from ikkan.budget.policies import actions, forms, queries, showing
from ikkan.budget.policies.kinds.writes import MOST_WORK, why_decided, write
from ikkan.budget.policies.models import AllocationPolicy, PolicyItem
from ikkan.budget.policies.rules import DRAFT, STATES, NewItem, NewPolicy
from ikkan.records.kinds import Field, Kind, WorkItem, register
from ikkan.records.queries import visible
from ikkan.records.sight import EVERYTHING, Flag, sights
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_YEAR = Text("年度", "Fiscal year")
_RECEIVE = Text("受領を記録する", "Acknowledge receipt")
_NOT_PRESENTED = Text(
    "決定されると府省に提示され、受領できるようになります。",
    "It is presented to the ministries once it is decided, and can be acknowledged then.",
)
_ALL_RECEIVED = Text("全府省が受領しています。", "Every ministry has acknowledged receipt.")


def _load(_: None, data: dict[str, Any], **who: Any) -> AllocationPolicy:
    return actions.load_from_pack(data["instrument"], data["fiscal_year"], **who)


def _start(_: None, data: dict[str, Any], **who: Any) -> AllocationPolicy:
    follows = data.pop("follows")
    return actions.start_policy(NewPolicy(**data), follows, **who)


def _rename(policy: AllocationPolicy, data: dict[str, Any], **who: Any) -> AllocationPolicy:
    return actions.rename_policy(policy.code, NewPolicy(**data), **who)


def _add(policy: AllocationPolicy, data: dict[str, Any], **who: Any) -> PolicyItem:
    return actions.add_item(policy.code, NewItem(**data), **(who | {"version": None}))


def _decide(policy: AllocationPolicy, data: dict[str, Any], **who: Any) -> AllocationPolicy:
    return actions.decide_policy(policy.code, data["decision"], **who)


def _receive(policy: AllocationPolicy, data: dict[str, Any], **who: Any) -> AllocationPolicy:
    return actions.receive_policy(policy.code, data["body"], **(who | {"version": None}))


def _why_not_received(policy: AllocationPolicy) -> Text | None:
    if policy.state == DRAFT:
        return _NOT_PRESENTED
    return None if queries.missing_receipts(policy) else _ALL_RECEIVED


def _work(actor: Actor, as_of: date) -> Iterable[WorkItem]:
    """A decided policy waits for the receipt of each ministry."""
    if "ministry_officer" not in actor.roles:
        return
    held = [one for one in actor.scopes if one.role == "ministry_officer"]
    own = {one.code for one in held if one.kind == "body"}
    rows = AllocationPolicy.objects.exclude(state=DRAFT).prefetch_related("receipts")
    for policy in rows.order_by("-pk")[:MOST_WORK]:
        missing = queries.missing_receipts(policy)
        if (own & set(missing)) if own else missing:
            yield WorkItem(
                ref=Ref(queries.KIND, policy.code),
                verb=_RECEIVE,
                title=showing.title(policy),
                write="receive",
            )


def _page(policy: AllocationPolicy, actor: Actor, as_of: date) -> Mapping[str, Any]:
    others = visible(queries.KIND, actor).exclude(pk=policy.pk)
    return {
        "policy": showing.show(policy, actor, as_of),
        "state": STATES[policy.state],
        "others": list(others.order_by("-fiscal_year", "-pk")[:MOST_WORK]),
        "earlier": policy.follows.code if policy.follows is not None else "",
    }


register(
    Kind(
        code=queries.KIND,
        path="policies",
        label=Text("資源配分方針", "Allocation policy"),
        plural=Text("資源配分方針", "Allocation policies"),
        lead=Text(
            "毎年度、本部が決定する方針：要求に当たっての留意点と、重点化すべき研究領域。",
            "Decided by the headquarters each year: points to note and priority areas.",
        ),
        model=AllocationPolicy,
        station="budget",
        title=showing.title,
        value=lambda policy: STATES[policy.state],
        begins="decided_on",
        fields=(
            Field("fiscal_year", _YEAR, "year", filter=True),
            Field("state", Text("状態", "State"), "choice", choices=STATES, filter=True),
            Field("decided_on", Text("決定の日", "Decided on"), "date"),
            Field(
                "decision",
                Text("本部の決定", "Decision of the headquarters"),
                "ref",
                kind="plan.decision",
                value=lambda policy: policy.decision.code if policy.decision else None,
            ),
            Field("basis", Text("法的な根拠", "Legal basis"), listed=False),
            Field("instrument", Text("文書", "Document"), "ref", kind="instrument", listed=False),
            Field(
                "follows",
                Text("引き継いだ方針", "Follows"),
                "ref",
                kind=queries.KIND,
                value=lambda policy: policy.follows.code if policy.follows else None,
                listed=False,
            ),
        ),
        writes=(
            write(
                "load",
                Text("パックの文書から読み込む", "Load from the pack"),
                forms.LoadForm,
                _load,
                on="new",
            ),
            write(
                "start",
                Text("次の年度の方針を起こす", "Begin a policy"),
                forms.StartForm,
                _start,
                on="new",
            ),
            write(
                "decide",
                Text("方針を決定する", "Decide the policy"),
                forms.DecideForm,
                _decide,
                permission="can_decide_policy",
                why_not=why_decided,
                lead=Text(
                    "根拠のない重点領域が残っていると決定できません。決定すると府省に提示され、公表されます。",
                    "Not with areas that lack a ground. Once decided it is presented to the "
                    "ministries and published.",
                ),
            ),
            write(
                "receive",
                _RECEIVE,
                forms.ReceiveForm,
                _receive,
                permission="can_receive_policy",
                why_not=_why_not_received,
            ),
            write(
                "add",
                Text("項目を加える", "Add an item"),
                forms.ItemForm,
                _add,
                why_not=why_decided,
            ),
            write(
                "rename",
                Text("名称・年度を直す", "Revise name or year"),
                forms.RenameForm,
                _rename,
                why_not=why_decided,
            ),
        ),
        sight=sights(public=Flag("published"), hq_officer=EVERYTHING, auditor=EVERYTHING),
        related=("decision", "follows"),
        work=_work,
        template="budget/policies/policy.html",
        context=_page,
    )
)
