"""Impact dossiers as records.

Called at start. Source: 003:1070, 003:1191, 003:1063.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from ikkan.audit.actor import Actor
from ikkan.portfolio.horizon import actions, forms, outbreak_forms, showing
from ikkan.portfolio.horizon.kinds.parts import (
    APPROVED_ON,
    EDITION,
    EVIDENCE,
    INSIDE,
    PUBLISHED,
    STATE,
    WHO,
    brief,
    code_of,
    column,
    frozen,
    long,
    people,
    rows_of,
)
from ikkan.portfolio.horizon.messages import DOSSIER_STATES, FOLLOW
from ikkan.portfolio.horizon.models import Dossier
from ikkan.portfolio.horizon.rules import (
    ASSESSMENT,
    DOSSIER,
    SIGNAL,
    SUPERSEDED,
    TOPIC,
    NewDossier,
)
from ikkan.records.kinds import Field, Kind, Section, Write, register
from ikkan.records.sight import EVERYTHING, Flag, sights
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_INSIDE: Final = frozenset(INSIDE)


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


def _over(dossier: Dossier) -> Text | None:
    return FOLLOW if dossier.state == SUPERSEDED else None


def _coverage(dossier: Dossier, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for ref, _, _, state in showing.covered(dossier.topic, actor, as_of):
        yield ref, state


def _assessments(dossier: Dossier, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    rows = list(rows_of(ASSESSMENT, actor, subject=str(Ref(DOSSIER, dossier.code))))
    named = people(one.made_by for one in rows)
    for one in rows:
        yield Ref(ASSESSMENT, one.code), named[one.made_by], one.made_on, brief(one)


def _cited(dossier: Dossier, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    own = (DOSSIER, SIGNAL, ASSESSMENT)
    yield from ((ref,) for ref in showing.cited_in(dossier, actor, as_of) if ref.kind not in own)


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
            STATE,
            EDITION,
            Field(
                "follows",
                Text("前の版", "Edition before"),
                "ref",
                code_of("follows"),
                kind=DOSSIER,
                listed=False,
            ),
            Field("topic", Text("話題", "Topic"), "ref", code_of("topic"), kind=TOPIC),
            long("summary", "どのような技術か", "What it is"),
            long("benefits", "だれの役に立つか", "Who benefits"),
            long("size", "規模", "Size"),
            long("evidence", "根拠", "Evidence"),
            long("missing", "足りないこと", "What is missing"),
            long("alternatives", "ほかの手段", "Alternatives"),
            APPROVED_ON,
            PUBLISHED,
        ),
        sections=(
            EVIDENCE,
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
                why_not=frozen,
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
