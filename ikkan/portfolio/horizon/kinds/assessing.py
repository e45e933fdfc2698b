"""Short lists and assessments as records.

Called at start. Source: 003:1070, 003:1191.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from ikkan.audit.actor import Actor
from ikkan.portfolio.horizon import actions, forms, showing
from ikkan.portfolio.horizon.kinds.parts import (
    APPROVED_ON,
    EDITION,
    EVIDENCE,
    INSIDE,
    PUBLISHED,
    STATE,
    brief,
    code_of,
    column,
    frozen,
    long,
)
from ikkan.portfolio.horizon.messages import DOSSIER_STATES
from ikkan.portfolio.horizon.models import Assessment, ShortList
from ikkan.portfolio.horizon.rules import (
    APPROVED,
    ASSESSMENT,
    DOSSIER,
    SHORTLIST,
)
from ikkan.records.kinds import Field, Kind, Section, Write, kind_of, register
from ikkan.records.sight import EVERYTHING, Flag, Own, sights
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_INSIDE: Final = frozenset(INSIDE)
_NOT_APPROVED: Final = Text("まだ承認されていません。", "It is not approved yet.")


def _assessed(one: Assessment) -> Text:
    """What was judged and when; the asset itself is named only by its own record."""
    found = kind_of(one.subject.partition(":")[0])
    what = Text("対象", "an asset") if found is None else found.label
    return Text(f"{what.ja}の評価（{one.made_on}）", f"Assessment of {what.en}, {one.made_on}")


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


def _not_yet(found: ShortList) -> Text | None:
    return None if found.state == APPROVED else _NOT_APPROVED


def _scores(one: Assessment, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for row in one.scores:
        yield Text(row["ja"], row["en"]), row["score"], row["reason"]


def _side_by_side(found: ShortList, actor: Actor, as_of: date) -> Mapping[str, Any]:
    return showing.shortlist(found, actor, as_of)


def _subject(one: Assessment) -> Ref:
    return Ref.parse(one.subject)


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
            STATE,
            EDITION,
            Field(
                "follows",
                Text("前の版", "Edition before"),
                "ref",
                code_of("follows"),
                kind=SHORTLIST,
                listed=False,
            ),
            APPROVED_ON,
            long("reason", "承認の理由", "Why it was approved"),
            PUBLISHED,
        ),
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
                why_not=frozen,
            ),
            Write(
                code="judge",
                label=Text("評価する", "Assess"),
                permission="can_assess",
                form=forms.JudgeForm,
                act=_judge,
                why_not=frozen,
            ),
            Write(
                code="approve",
                label=Text("承認する", "Approve"),
                permission="can_approve_dossier",
                form=forms.ApproveListForm,
                act=_approve_list,
                why_not=frozen,
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
        title=_assessed,
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
            Field("scores", Text("点", "Scores"), "text", brief),
            long("text", "総評", "Overall"),
        ),
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
            EVIDENCE,
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
