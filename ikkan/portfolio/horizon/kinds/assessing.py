"""Dossiers, short lists and assessments as records.

Called at start. Source: 003:1070, 003:1191, 003:1063.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from ikkan.audit.actor import Actor
from ikkan.portfolio.horizon import actions, forms, outbreak_forms, showing
from ikkan.portfolio.horizon.kinds.parts import (
    INSIDE,
    PUBLISHED,
    WHO,
    code_of,
    column,
    people,
    rows_of,
)
from ikkan.portfolio.horizon.messages import DOSSIER_STATES, FOLLOW
from ikkan.portfolio.horizon.models import Assessment, Dossier, ShortList
from ikkan.portfolio.horizon.rules import (
    APPROVED,
    ASSESSMENT,
    DOSSIER,
    DRAFT,
    SHORTLIST,
    SIGNAL,
    SOURCE,
    SUPERSEDED,
    TOPIC,
    NewDossier,
)
from ikkan.records.kinds import Field, Kind, Section, Write, register
from ikkan.records.queries import visible
from ikkan.records.sight import EVERYTHING, Flag, Own, sights
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_INSIDE: Final = frozenset(INSIDE)
_STATE: Final = Field(
    *("state", Text("状態", "State"), "choice"), choices=DOSSIER_STATES, filter=True
)
_EDITION: Final = Field("edition", Text("版", "Edition"), "number")
_APPROVED_ON: Final = Field("approved_on", Text("承認の日", "Approved on"), "date")
_NOT_APPROVED: Final = Text("まだ承認されていません。", "It is not approved yet.")


def _dossier(data: dict[str, Any]) -> NewDossier:
    title = Text(data.pop("title_ja"), data.pop("title_en"))
    return NewDossier(title=title, signals=tuple(data.pop("signals")), **data)


def _write(_: None, data: dict[str, Any], **who: Any) -> Dossier:
    return actions.write_dossier(_dossier(data), **who)


def _revise(dossier: Dossier, data: dict[str, Any], **who: Any) -> Dossier:
    return actions.revise_dossier(dossier.code, _dossier(data), **who)


def _approve(dossier: Dossier, data: dict[str, Any], **who: Any) -> Dossier:
    return actions.approve_dossier(dossier.code, data["published"], **who)


def _cite(dossier: Dossier, data: dict[str, Any], **who: Any) -> Dossier:
    return actions.cite_dossier(dossier.code, data["ref"], **who)


def _begin(_: None, data: dict[str, Any], **who: Any) -> ShortList:
    title = Text(data.pop("title_ja"), data.pop("title_en"))
    return actions.begin_shortlist(title, **data, **who)


def _add(found: ShortList, data: dict[str, Any], **who: Any) -> ShortList:
    return actions.add_to_shortlist(found.code, data["items"], **who)


def _approve_list(found: ShortList, data: dict[str, Any], **who: Any) -> ShortList:
    return actions.approve_shortlist(found.code, **data, **who)


def _follow(found: ShortList, data: dict[str, Any], **who: Any) -> ShortList:
    return actions.follow_shortlist(found.code, data["year"], **who)


def _judge(found: ShortList, data: dict[str, Any], **who: Any) -> ShortList:
    """An assessment beside the list, whose version plays no part."""
    subject = str(Ref(DOSSIER, data["item"]))
    how = who | {"version": None}
    actions.assess(subject, data["scores"], data["text"], found.code, **how)
    return found


def _assess(_: None, data: dict[str, Any], **who: Any) -> Assessment:
    return actions.assess(**data, **who)


def _frozen(record: Dossier | ShortList) -> Text | None:
    return None if record.state == DRAFT else FOLLOW


def _over(dossier: Dossier) -> Text | None:
    return FOLLOW if dossier.state == SUPERSEDED else None


def _not_yet(found: ShortList) -> Text | None:
    return None if found.state == APPROVED else _NOT_APPROVED


def _signals(record: Any, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for one in record.signals.filter(pk__in=visible(SIGNAL, actor).order_by().values("pk")):
        yield Ref(SIGNAL, one.code), Ref(SOURCE, one.source.code), one.year


def _coverage(dossier: Dossier, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for ref, one in showing.covered(dossier.topic, actor, as_of):
        yield ref, one.state


def _assessments(dossier: Dossier, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    rows = list(rows_of(ASSESSMENT, actor, subject=str(Ref(DOSSIER, dossier.code))))
    named = people(one.made_by for one in rows)
    for one in rows:
        yield Ref(ASSESSMENT, one.code), named[one.made_by], one.made_on, _brief(one)


def _brief(one: Assessment) -> str:
    return " / ".join(f"{row['ja']} {row['score']}" for row in one.scores)


def _cited(dossier: Dossier, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    own = (DOSSIER, SIGNAL, ASSESSMENT)
    yield from ((ref,) for ref in showing.cited_in(dossier, actor, as_of) if ref.kind not in own)


def _scores(one: Assessment, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for row in one.scores:
        yield Text(row["ja"], row["en"]), row["score"], row["reason"]


def _side_by_side(found: ShortList, actor: Actor, as_of: date) -> Mapping[str, Any]:
    return showing.shortlist(found, actor, as_of)


def _subject(one: Assessment) -> Ref:
    return Ref.parse(one.subject)


def _long(name: str, ja: str, en: str) -> Field:
    return Field(name, Text(ja, en), "long", listed=False)


register(
    Kind(
        code=DOSSIER,
        path="horizon/dossiers",
        label=Text("技術の資料（インパクト分析）", "Impact dossier"),
        plural=Text("技術の資料（インパクト分析）", "Impact dossiers"),
        lead=Text(
            "重要な技術について、だれの役に立つか、規模、根拠、足りないこと、ほかの手段、"
            "いまの課題での広がりをまとめたもの。",
            "For each technology: who benefits, size, evidence, what is missing, alternatives, and "
            "how far the own portfolio covers it.",
        ),
        model=Dossier,
        title=lambda dossier: dossier.title,
        value=lambda dossier: DOSSIER_STATES[dossier.state],
        fields=(
            _STATE,
            _EDITION,
            Field(
                "follows",
                Text("前の版", "Edition before"),
                "ref",
                code_of("follows"),
                kind=DOSSIER,
                listed=False,
            ),
            Field("topic", Text("話題", "Topic"), "ref", code_of("topic"), kind=TOPIC),
            _long("summary", "どのような技術か", "What it is"),
            _long("benefits", "だれの役に立つか", "Who benefits"),
            _long("size", "規模", "Size"),
            _long("evidence", "根拠", "Evidence"),
            _long("missing", "足りないこと", "What is missing"),
            _long("alternatives", "ほかの手段", "Alternatives"),
            _APPROVED_ON,
            PUBLISHED,
        ),  # fmt: skip
        sections=(
            Section(
                code="signals",
                label=Text("根拠となる情報", "Evidence items"),
                columns=(
                    column("情報", "Item", "ref"),
                    column("情報源", "Source", "ref"),
                    column("年", "Year", "year"),
                ),
                rows=_signals,
            ),
            Section(
                code="coverage",
                label=Text("いまの課題・シーズでの広がり", "Covered by own awards and seeds"),
                columns=(column("記録", "Record", "ref"), column("状態", "State")),
                rows=_coverage,
                note=Text(
                    "話題の言葉が名称にある課題とシーズ。",
                    "Awards and seeds whose titles say the words of the topic.",
                ),
            ),
            Section(
                code="assessments",
                label=Text("評価", "Assessments"),
                columns=(
                    column("評価", "Assessment", "ref"),
                    column(WHO.ja, WHO.en, "ref"),
                    column("日", "Day", "date"),
                    column("点", "Scores", "long"),
                ),
                rows=_assessments,
                roles=_INSIDE,
            ),
            Section(
                code="cited",
                label=Text("引用する記録", "Cited in"),
                columns=(column("記録", "Record", "ref"),),
                rows=_cited,
            ),
        ),
        writes=(
            Write(
                code="write",
                label=Text("技術の資料を書く", "Write a dossier"),
                permission="can_write_dossier",
                form=forms.DossierForm,
                act=_write,
                on="new",
            ),
            Write(
                code="revise",
                label=Text("改める", "Revise"),
                permission="can_write_dossier",
                form=forms.DossierForm,
                act=_revise,
                why_not=_over,
            ),
            Write(
                code="approve",
                label=Text("承認する", "Approve"),
                permission="can_approve_dossier",
                form=outbreak_forms.PublishForm,
                act=_approve,
                why_not=_frozen,
            ),
            Write(
                code="cite",
                label=Text("引く記録を結ぶ", "Tie to a record that cites it"),
                permission="can_write_dossier",
                form=forms.CiteForm,
                act=_cite,
            ),
        ),
        sight=sights(public=Flag("published"), **dict.fromkeys(INSIDE, EVERYTHING)),
        related=("topic", "follows"),
    )
)
register(
    Kind(
        code=SHORTLIST,
        path="horizon/shortlists",
        label=Text("ショートリスト", "Short list"),
        plural=Text("重要な技術のショートリスト", "Short lists of important technologies"),
        lead=Text(
            "名前のある観点で、何人もの評価を並べて選ぶ技術の一覧。",
            "Technologies chosen by named criteria, with several assessors side by side.",
        ),
        model=ShortList,
        title=lambda found: found.title,
        value=lambda found: DOSSIER_STATES[found.state],
        fields=(
            Field("year", Text("年度", "Fiscal year"), "year", filter=True),
            _STATE,
            _EDITION,
            Field(
                "follows",
                Text("前の版", "Edition before"),
                "ref",
                code_of("follows"),
                kind=SHORTLIST,
                listed=False,
            ),
            _APPROVED_ON,
            _long("reason", "承認の理由", "Why it was approved"),
            PUBLISHED,
        ),  # fmt: skip
        writes=(
            Write(
                code="begin",
                label=Text("ショートリストを起こす", "Begin a short list"),
                permission="can_write_dossier",
                form=forms.ShortListForm,
                act=_begin,
                on="new",
            ),
            Write(
                code="add",
                label=Text("技術を加える", "Add technologies"),
                permission="can_write_dossier",
                form=forms.ItemsForm,
                act=_add,
                why_not=_frozen,
            ),
            Write(
                code="judge",
                label=Text("評価する", "Assess"),
                permission="can_assess",
                form=forms.JudgeForm,
                act=_judge,
                why_not=_frozen,
            ),
            Write(
                code="approve",
                label=Text("承認する", "Approve"),
                permission="can_approve_dossier",
                form=forms.ApproveListForm,
                act=_approve_list,
                why_not=_frozen,
            ),
            Write(
                code="follow",
                label=Text("新しい版を起こす", "Begin a new edition"),
                permission="can_write_dossier",
                form=forms.FollowListForm,
                act=_follow,
                why_not=_not_yet,
            ),
        ),
        sight=sights(public=Flag("published"), **dict.fromkeys(INSIDE, EVERYTHING)),
        related=("follows",),
        template="portfolio/horizon_shortlist.html",
        context=_side_by_side,
    )
)
register(
    Kind(
        code=ASSESSMENT,
        path="horizon/assessments",
        label=Text("多角的な評価", "Assessment"),
        plural=Text("シーズ・課題・技術の評価", "Assessments of assets"),
        lead=Text(
            "シーズ・課題・技術を、人ごと・観点ごとに評価した記録。書き換えません。",
            "How each person judges a seed, award or technology, criterion by criterion; never "
            "rewritten.",
        ),
        model=Assessment,
        title=lambda one: Text(f"{one.made_on} {one.subject}", f"{one.made_on} {one.subject}"),
        begins="made_on",
        fields=(
            Field("subject", Text("対象", "Asset"), "ref", _subject),
            Field(
                "shortlist",
                Text("ショートリスト", "Short list"),
                "ref",
                code_of("shortlist"),
                kind=SHORTLIST,
            ),
            Field("made_on", Text("日", "Day"), "date"),
            Field("scores", Text("点", "Scores"), "text", _brief),
            _long("text", "総評", "Overall"),
        ),  # fmt: skip
        sections=(
            Section(
                code="scores",
                label=Text("観点ごとの点", "Scores by criterion"),
                columns=(
                    column("観点", "Criterion", "text2"),
                    column("点", "Score", "number"),
                    column("理由", "Reason", "long"),
                ),
                rows=_scores,
            ),
            Section(
                code="signals",
                label=Text("根拠となる情報", "Evidence items"),
                columns=(
                    column("情報", "Item", "ref"),
                    column("情報源", "Source", "ref"),
                    column("年", "Year", "year"),
                ),
                rows=_signals,
            ),
        ),
        writes=(
            Write(
                code="assess",
                label=Text("評価を書く", "Write an assessment"),
                permission="can_assess",
                form=forms.AssessForm,
                act=_assess,
                on="new",
            ),
        ),
        sight=sights(
            **dict.fromkeys([role for role in INSIDE if role != "ministry_officer"], EVERYTHING),
            reviewer=Own("made_by"),
        ),
        related=("shortlist",),
    )
)
