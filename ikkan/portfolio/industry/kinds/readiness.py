"""Conditions of licensing and notes on industry as the engine of records shows them."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from ikkan.plan.queries import snapshot
from ikkan.portfolio.industry import actions, forms, words
from ikkan.portfolio.industry.kinds.seen import code_of, named, seed_field, seen, typed
from ikkan.portfolio.industry.models import IndustryNote, ReadinessItem
from ikkan.portfolio.industry.reaching import seed_of
from ikkan.portfolio.industry.rules import NOTE, READINESS, Judged, NewNote
from ikkan.records.kinds import Field, Kind, Write, register
from ikkan.values.ref import Ref
from ikkan.values.text import Text


def _begin(_: None, data: dict[str, Any], **who: Any) -> ReadinessItem:
    return actions.begin_readiness(data["seed"], **who)


def _judge(item: ReadinessItem, data: dict[str, Any], **who: Any) -> ReadinessItem:
    return actions.judge_readiness(item.code, Judged(**data), **who)


def _note(_: None, data: dict[str, Any], **who: Any) -> IndustryNote:
    seed = data.pop("seed")
    return actions.note_industry(seed, NewNote(**data), **who)


def _revise(note: IndustryNote, data: dict[str, Any], **who: Any) -> IndustryNote:
    return actions.revise_note(note.code, NewNote(**data), **who)


def _title(item: ReadinessItem) -> Text:
    row = snapshot(timezone.localdate()).find(Ref("readiness_item", item.item))
    label = row.label if row is not None else Text(item.item, item.item)
    return named(item, label.ja, label.en)


register(
    Kind(
        code=READINESS,
        path="exits/readiness",
        label=Text("企業導出の条件", "Licensing condition"),
        plural=Text("企業導出の条件整備", "Licence readiness"),
        lead=Text(
            "企業導出に求められる条件をシーズごとに確かめる表。状態・根拠・担当者・期日。"
            "点数は付けません。",
            "What a company needs before it takes a seed over: state, evidence, owner and day. "
            "There is no score.",
        ),
        model=ReadinessItem,
        title=_title,
        value=lambda item: words.ITEM_STATES[item.state],
        fields=(
            seed_field(),
            Field("item", Text("条件", "Condition"), "ref", kind="readiness_item"),
            Field("state", Text("状態", "State"), "choice", choices=words.ITEM_STATES, filter=True),
            Field("owner", Text("担当者", "Owner"), "ref", code_of("owner"), kind="parties.person"),
            Field("due_on", Text("期日", "Due day"), "date"),
            Field("evidence", Text("根拠", "Evidence"), "long", listed=False),
            Field(
                "evidence_ref",
                Text("根拠となる記録", "Record that is the evidence"),
                "ref",
                typed("evidence_ref"),
                listed=False,
            ),
        ),
        writes=(
            Write(
                code="begin",
                label=Text("確認表を作る", "Begin the checklist"),
                permission="can_keep_industry",
                form=forms.BeginForm,
                act=_begin,
                on="new",
            ),
            Write(
                code="judge",
                label=Text("状態を記録する", "Record the state"),
                permission="can_keep_industry",
                form=forms.JudgeForm,
                act=_judge,
                short=True,
            ),
        ),
        sight=seen("seed__awards"),
        scope=seed_of,
        related=("seed", "owner"),
        order=("-seed", "pk"),
    )
)
register(
    Kind(
        code=NOTE,
        path="exits/notes",
        label=Text("産業化の調べ", "Note on industry"),
        plural=Text("競合・市場・データ・知財の調べ", "Competitors, market, data and IP"),
        lead=Text(
            "競合との比較（国際的優位性）、市場の動向、先行する導出、データと知財の戦略、競争優位性の点検。",
            "Comparison with competitors, the market, earlier licences, data and IP plans, and "
            "reviews of the competitive advantage.",
        ),
        model=IndustryNote,
        title=lambda note: Text(note.name, note.name),
        value=lambda note: words.NOTE_SORTS[note.sort],
        begins="noted_on",
        fields=(
            Field("sort", Text("種類", "Sort"), "choice", choices=words.NOTE_SORTS, filter=True),
            seed_field(),
            Field("name", Text("題名・競合の名", "Title"), "long", listed=False),
            Field("holder", Text("保有者", "Who has it")),
            Field("stage", Text("到達段階", "How far it is")),
            Field(
                "standing",
                Text("比べた結果", "Comparison"),
                "choice",
                choices=words.STANDINGS,
                filter=True,
            ),
            Field("noted_on", Text("確かめた日", "As of"), "date"),
            Field("text", Text("内容", "What is known"), "long", listed=False),
            Field("origin", Text("出典", "Taken from"), "long", listed=False),
        ),
        writes=(
            Write(
                code="note",
                label=Text("調べを記録する", "Record a note"),
                permission="can_keep_industry",
                form=forms.NoteForm,
                act=_note,
                on="new",
            ),
            Write(
                code="revise",
                label=Text("改める", "Revise"),
                permission="can_keep_industry",
                form=forms.ReviseNoteForm,
                act=_revise,
            ),
        ),
        sight=seen("seed__awards"),
        scope=seed_of,
        related=("seed",),
    )
)
