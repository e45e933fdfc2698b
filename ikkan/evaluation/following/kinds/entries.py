"""The log under measures as records: one list that is narrowed by its sort."""

from __future__ import annotations

from typing import Any

from ikkan.evaluation.following import actions, forms, messages, rules
from ikkan.evaluation.following.models import Entry
from ikkan.evaluation.following.queries import ENTRY, ORGANISATION
from ikkan.records.kinds import Field, Kind, Write, register
from ikkan.records.sight import EVERYTHING, Flag, Within, sights
from ikkan.values.errors import InputError
from ikkan.values.ref import Ref
from ikkan.values.text import Text


def _new(data: dict[str, Any]) -> rules.NewEntry:
    chosen = [
        Ref(kind, data[name])
        for name, kind in (("clause", "clause"), ("decided", "plan.clause"))
        if data[name]
    ]
    if len(chosen) != 1:
        raise InputError("evaluation.measure", messages.ONE_MEASURE)
    rest = {name: value for name, value in data.items() if name not in ("clause", "decided")}
    return rules.NewEntry(measure=chosen[0], **rest)


def _keep(_: None, data: dict[str, Any], **who: Any) -> Entry:
    return actions.keep_entry(_new(data), **who)


def _revise(entry: Entry, data: dict[str, Any], **who: Any) -> Entry:
    return actions.revise_entry(entry.code, _new(data), **who)


register(
    Kind(
        code=ENTRY,
        path="evaluation/log",
        label=Text("施策の記録簿の記載", "Entry of the log of measures"),
        plural=Text("施策の記録簿", "Log of measures"),
        lead=Text(
            "支援サービス・ガイドライン・規制の変更・相談・支援・研修・派遣・広報など、施策の下で行われたこと。",
            "What is offered or happened under a measure: services, guidelines, changes of "
            "regulation, consultations, support, training, exchange, outreach.",
        ),
        model=Entry,
        title=lambda entry: entry.name,
        value=lambda entry: rules.SORTS[entry.sort],
        begins="begins_on",
        fields=(
            Field("sort", Text("種類", "Sort"), "choice", choices=rules.SORTS, filter=True),
            Field(
                "measure",
                Text("施策", "Measure"),
                "ref",
                value=lambda entry: Ref.parse(entry.measure),
            ),
            Field("type", Text("類型", "Type")),
            Field("organisation", Text("機関・相手", "Organisation"), "ref", kind=ORGANISATION),
            Field("begins_on", Text("開始・できごとの日", "Begins or happened on"), "date"),
            Field("ends_on", Text("終わりの日", "Ends on"), "date"),
            Field(
                "detail",
                Text("内容", "Detail"),
                "text2",
                value=lambda entry: Text.either(entry.detail_ja, entry.detail_en),
                listed=False,
            ),
            Field("value", Text("数", "Number"), "number"),
            Field("unit", Text("単位", "Unit")),
            Field("link", Text("所在・データの入口", "Address of the data"), listed=False),
            Field("body", Text("記載する機関", "Kept by"), "ref", kind="body", filter=True),
            Field("published", Text("公表", "Published"), "flag", listed=False),
        ),
        writes=(
            Write(
                code="keep",
                label=Text("記録簿に載せる", "Put into the log"),
                permission="can_keep_log",
                form=forms.EntryForm,
                act=_keep,
                on="new",
            ),
            Write(
                code="revise",
                label=Text("記載を直す", "Revise the entry"),
                permission="can_keep_log",
                form=forms.EntryForm,
                act=_revise,
            ),
        ),
        sight=sights(
            public=Flag("published"),
            hq_officer=EVERYTHING,
            funder_staff=EVERYTHING,
            auditor=EVERYTHING,
            ministry_officer=Within("body", "body"),
        ),
        scope=lambda entry: Ref("body", entry.body),
    )
)
