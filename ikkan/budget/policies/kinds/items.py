"""Points to note and priority areas as the engine of records shows them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from ikkan.audit.actor import Actor
from ikkan.budget.policies import actions, forms, queries
from ikkan.budget.policies.kinds.writes import MOST_WORK, why_decided, write
from ikkan.budget.policies.models import AllocationPolicy, PolicyItem
from ikkan.budget.policies.rules import AREA, DRAFT, GROUNDS, SORTS, NewGround, NewItem, brief
from ikkan.records.kinds import Column, Field, Kind, Section, WorkItem, register
from ikkan.records.sight import EVERYTHING, Flag, sights
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_SORT = Text("種類", "Sort")
_SETTLE = Text("根拠を付ける", "Settle: add a ground")
_ONLY_AREAS = Text("根拠は重点領域だけに要ります。", "Only priority areas need grounds.")
_NO_GROUND = Text("根拠がまだありません。", "It has no ground yet.")
_HAS_GROUND = Text(
    "根拠があるので、認める理由は要りません。", "It has a ground; there is nothing to accept."
)


def _item_title(item: PolicyItem) -> Text:
    words = queries.text_of(item)
    return Text(brief(words.ja), brief(words.en))


def _revise(item: PolicyItem, data: dict[str, Any], **who: Any) -> PolicyItem:
    return actions.revise_item(item.code, NewItem(**data), **who)


def _ground(item: PolicyItem, data: dict[str, Any], **who: Any) -> PolicyItem:
    evidence = data.pop("evidence")
    if evidence:
        data["cites"] = str(Ref(queries.EVIDENCE, evidence))
    return actions.add_ground(item.code, NewGround(**data), **who)


def _unground(item: PolicyItem, data: dict[str, Any], **who: Any) -> PolicyItem:
    return actions.remove_ground(item.code, int(data["ground"]), **who)


def _accept(item: PolicyItem, data: dict[str, Any], **who: Any) -> PolicyItem:
    return actions.accept_area(item.code, data["reason"], **who)


def _remove(item: PolicyItem, _: dict[str, Any], **who: Any) -> AllocationPolicy:
    return actions.remove_item(item.code, **who)


def _why_item_decided(item: PolicyItem) -> Text | None:
    return why_decided(item.policy)


def _why_not_area(item: PolicyItem) -> Text | None:
    return _why_item_decided(item) or (None if item.sort == AREA else _ONLY_AREAS)


def _why_no_ground(item: PolicyItem) -> Text | None:
    return _why_not_area(item) or (None if item.grounds.exists() else _NO_GROUND)


def _why_not_accepted(item: PolicyItem) -> Text | None:
    return _why_not_area(item) or (_HAS_GROUND if item.grounds.exists() else None)


def _findings(actor: Actor, as_of: date) -> Iterable[WorkItem]:
    """An area without ground waits for the headquarters."""
    if not actor.holds("hq_officer"):
        return
    rows = PolicyItem.objects.filter(
        policy__state=DRAFT, sort=AREA, grounds=None, accepted_because=""
    )
    for item in rows.order_by("pk")[:MOST_WORK]:
        yield WorkItem(
            ref=Ref(queries.ITEM, item.code),
            verb=_SETTLE,
            title=_item_title(item),
            write="ground",
        )


def _grounds(item: PolicyItem, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for one in item.grounds.all():
        cited = NewGround(sort=one.sort, text_ja=one.text_ja, cites=one.cites).ref
        words = Text.either(one.text_ja, one.text_en)
        yield one.sort, words, cited or one.cites, one.said_on, one.source


register(
    Kind(
        code=queries.ITEM,
        path="policies/items",
        label=Text("資源配分方針の項目", "Policy item"),
        plural=Text("資源配分方針の項目", "Policy items"),
        lead=Text(
            "留意点と重点領域。要求の行はここを引きます。",
            "Points to note and priority areas, which lines of requests cite.",
        ),
        model=PolicyItem,
        station="budget",
        title=_item_title,
        value=lambda item: SORTS[item.sort],
        fields=(
            Field(
                "text",
                Text("項目の文", "Words"),
                "text2",
                value=queries.text_of,
                listed=False,
            ),
            Field("sort", _SORT, "choice", choices=SORTS, filter=True),
            Field(
                "policy",
                Text("資源配分方針", "Allocation policy"),
                "ref",
                kind=queries.KIND,
                value=lambda item: item.policy.code,
            ),
            Field("project", Text("プロジェクト", "Project"), "ref", kind="project", filter=True),
            Field("key", Text("年を越える番号", "Key over the years"), listed=False),
            Field("clause", Text("条項", "Clause"), "ref", kind="clause", listed=False),
            Field("source", Text("出典", "Source"), listed=False),
            Field(
                "accepted_because",
                Text("根拠なしに認める理由", "Accepted without ground because"),
                "long",
                listed=False,
            ),
        ),
        sections=(
            Section(
                code="grounds",
                label=Text("根拠", "Grounds"),
                columns=(
                    Column(label=_SORT, type="choice", choices=GROUNDS),
                    Column(label=Text("内容", "Ground"), type="text2"),
                    Column(label=Text("引用", "Citation"), type="ref"),
                    Column(label=Text("日付", "Date")),
                    Column(label=Text("出典", "Source")),
                ),
                rows=_grounds,
            ),
        ),
        writes=(
            write(
                "ground",
                Text("根拠を付ける", "Add a ground"),
                forms.GroundForm,
                _ground,
                why_not=_why_not_area,
            ),
            write(
                "accept",
                Text("根拠なしに認める", "Accept without a ground"),
                forms.AcceptForm,
                _accept,
                permission="can_decide_policy",
                why_not=_why_not_accepted,
            ),
            write(
                "revise",
                Text("直す", "Revise"),
                forms.ReviseForm,
                _revise,
                why_not=_why_item_decided,
            ),
            write(
                "unground",
                Text("根拠を外す", "Take a ground away"),
                forms.GroundGoneForm,
                _unground,
                why_not=_why_no_ground,
            ),
            write(
                "remove",
                Text("方針から取り除く", "Remove from the policy"),
                forms.RemoveForm,
                _remove,
                why_not=_why_item_decided,
            ),
        ),
        sight=sights(public=Flag("published"), hq_officer=EVERYTHING, auditor=EVERYTHING),
        related=("policy",),
        order=("policy", "order", "pk"),
        work=_findings,
    )
)
