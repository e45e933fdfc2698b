"""Themes of in-house research as records: the register of institutes, themes, money and roles.

Called at start. Source: 004:511-517, 000:284-285, 002:41.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from ikkan.audit.actor import Actor
from ikkan.awards.elsewhere import actions, forms
from ikkan.awards.elsewhere.actions.themes import reach_of
from ikkan.awards.elsewhere.messages import CASE_STATES, THEME_STATES
from ikkan.awards.elsewhere.models import Theme
from ikkan.awards.elsewhere.rules import ENDED, THEME, NewTheme
from ikkan.awards.messages import MODALITY_LABELS
from ikkan.records.kinds import Column, Field, Kind, Section, WorkItem, Write, register
from ikkan.records.queries import visible
from ikkan.records.sight import EVERYTHING, Flag, Within, sights
from ikkan.values.ref import Ref
from ikkan.values.text import Text

OFFICES: Final = (
    *("hq_officer", "ministry_officer", "funder_staff", "program_director", "program_supervisor"),
    "auditor",
)
_MOST_WORK: Final = 50


def _new(data: dict[str, Any], **more: Any) -> NewTheme:
    said = {name: data[name] for name in ("abstract", "phase", "modality", "state", "priority")}
    return NewTheme(
        title=Text(data["title_ja"], data["title_en"]),
        domains=tuple(data["domains"]),
        division_due=data["division_due"],
        published=data["published"],
        **said,
        **more,
    )


def _register(_: None, data: dict[str, Any], **who: Any) -> Theme:
    names = (*("institute", "ministry", "amounts", "cost_class", "role_funder", "role_institute"),)
    return actions.register_theme(_new(data, **{name: data[name] for name in names}), **who)


def _revise(theme: Theme, data: dict[str, Any], **who: Any) -> Theme:
    held = {"institute": theme.institute.code, "ministry": theme.ministry}
    return actions.revise_theme(theme.code, _new(data, **held), **who)


def _set_amounts(theme: Theme, data: dict[str, Any], **who: Any) -> Theme:
    return actions.set_theme_amounts(theme.code, data["amounts"], data["cost_class"], **who)


def _divide(theme: Theme, data: dict[str, Any], **who: Any) -> Theme:
    return actions.divide_theme(theme.code, data["role_funder"], data["role_institute"], **who)


def _amounts(theme: Theme, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for row in theme.amounts.order_by("fiscal_year"):
        yield row.fiscal_year, Ref("cost_class", theme.cost_class), row.yen


def _cases(theme: Theme, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    here = f"{THEME}:{theme.code}"
    for case in visible("awards.overlap", actor).filter(themes=theme):
        other = case.right if case.left == here else case.left
        yield Ref("awards.overlap", case.code), Ref.parse(other), case.state, case.settled_on


def _undivided(actor: Actor, as_of: date) -> Iterable[WorkItem]:
    """Themes whose division is to be worked out by a day, for their ministry and institute."""
    waiting = Theme.objects.filter(division_due__isnull=False).exclude(state=ENDED)
    waiting = waiting.select_related("institute").order_by("division_due", "pk")
    for theme in waiting[:_MOST_WORK]:
        reach = reach_of(theme.institute.code, theme.ministry)
        mine = actor.holds("ministry_officer", reach)
        mine = mine or actor.granted(("institution_office",), reach)
        if not theme.divided and (mine or actor.holds("hq_officer")):
            yield WorkItem(
                ref=Ref(THEME, theme.code),
                verb=_DIVIDE,
                title=theme.title,
                due=theme.division_due,
                write="divide" if mine else None,
                group="mine" if mine else "others",
            )


def _column(ja: str, en: str, type_: str = "text", choices: Any = None) -> Column:
    return Column(label=Text(ja, en), type=type_, choices=choices)


_DIVIDE: Final = Text("分担を書く", "Write the division of roles")

register(
    Kind(
        code=THEME,
        path="inhouse/themes",
        label=Text("インハウス研究テーマ", "In-house theme"),
        plural=Text("インハウス研究テーマ", "In-house themes"),
        lead=Text(
            "政府の研究機関が自らの業務として行う研究。テーマ、年度ごとの額、"
            "資金配分機関との分担を、関係府省・研究機関・本部で共有します。",
            "Research that institutes of the government do as their own work: themes, yearly money "
            "and the division of roles, shared by ministries, institutes and headquarters.",
        ),
        model=Theme,
        title=lambda theme: theme.title,
        value=lambda theme: THEME_STATES[theme.state],
        fields=(
            Field(
                "institute",
                Text("研究機関", "Institute"),
                "ref",
                value=lambda theme: theme.institute.code,
                kind="parties.organisation",
            ),
            Field("ministry", Text("所管府省", "Ministry"), "ref", kind="body", filter=True),
            Field("title_ja", Text("名称（日本語）", "Title in Japanese"), "long", listed=False),
            Field("title_en", Text("名称（英語）", "Title in English"), "long", listed=False),
            Field("abstract", Text("概要", "Abstract"), "long", listed=False),
            Field("state", Text("状態", "State"), "choice", choices=THEME_STATES, filter=True),
            Field("priority", Text("重点テーマ", "Priority theme"), "flag", filter=True),
            Field(
                "domains",
                Text("疾患領域", "Disease areas"),
                "refs",
                lambda theme: [Ref("domain", code) for code in theme.domains],
            ),
            Field("phase", Text("段階", "Phase"), "ref", kind="phase", listed=False),
            Field(
                "modality",
                Text("モダリティ", "Modality"),
                "choice",
                choices=MODALITY_LABELS,
                listed=False,
            ),
            Field("role_funder", Text("資金配分機関が担うこと", "What the funder does"), "long"),
            Field("role_institute", Text("研究機関が担うこと", "What the institute does"), "long"),
            Field(
                "division_due",
                Text("分担を取りまとめる期限", "Division to be worked out by"),
                "date",
                listed=False,
            ),
            Field("published", Text("公開", "Published"), "flag", listed=False),
        ),
        sections=(
            Section(
                code="amounts",
                label=Text("年度ごとの額", "Yearly amounts"),
                columns=(
                    _column("年度", "Fiscal year", "year"),
                    _column("経費区分", "Class of cost", "ref"),
                    _column("額", "Amount", "yen"),
                ),
                rows=_amounts,
            ),
            Section(
                code="overlaps",
                label=Text("重複の確認", "Overlap cases"),
                columns=(
                    _column("確認", "Case", "ref"),
                    _column("相手", "Other record", "ref"),
                    _column("扱い", "State", "choice", CASE_STATES),
                    _column("決めた日", "Settled on", "date"),
                ),
                rows=_cases,
            ),
        ),
        writes=(
            Write(
                code="register",
                label=Text("テーマを登録する", "Register a theme"),
                permission="can_keep_theme",
                form=forms.ThemeForm,
                act=_register,
                on="new",
            ),
            Write(
                code="revise",
                label=Text("改める", "Revise"),
                permission="can_keep_theme",
                form=forms.ReviseThemeForm,
                act=_revise,
            ),
            Write(
                code="amounts",
                label=Text("年度ごとの額を記録する", "Record yearly amounts"),
                permission="can_keep_theme",
                form=forms.ThemeAmountsForm,
                act=_set_amounts,
            ),
            Write(
                code="divide",
                label=_DIVIDE,
                permission="can_keep_theme",
                form=forms.DivisionForm,
                act=_divide,
            ),
        ),
        sight=sights(
            **dict.fromkeys((*OFFICES, "program_officer", "disease_coordinator"), EVERYTHING),
            institution_office=Within("parties.organisation", "institute__code"),
            public=Flag("published"),
        ),
        scope=lambda theme: reach_of(theme.institute.code, theme.ministry),
        related=("institute",),
        work=_undivided,
    )
)
