"""Projects of other funders and of ministries themselves as records. Called at start.

Source: 000:172 and 000:357 (other funders), 000:364 (information sharing).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from ikkan.audit.actor import Actor
from ikkan.awards.elsewhere import actions, forms
from ikkan.awards.elsewhere.kinds.themes import OFFICES
from ikkan.awards.elsewhere.models import External
from ikkan.awards.elsewhere.rules import AWARD, PROJECT, NewProject
from ikkan.records.kinds import Column, Field, Kind, Section, Write, register
from ikkan.records.queries import visible
from ikkan.records.sight import EVERYTHING, Within, sights
from ikkan.values.ref import Ref
from ikkan.values.text import Text


def _record(_: None, data: dict[str, Any], **who: Any) -> External:
    domains = tuple(data.pop("domains"))
    title = Text(data.pop("title_ja"), data.pop("title_en"))
    key = data.pop("project_key")
    new = NewProject(key=key, title=title, domains=domains, **data)
    (code,) = actions.record_projects([new], **who)
    return External.objects.get(code=code)


def _link(project: External, data: dict[str, Any], **who: Any) -> External:
    return actions.link_project(project.code, data["awards"].split(), **who)


def _amounts(project: External, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    return project.amounts.order_by("fiscal_year").values_list("fiscal_year", "yen")


def _awards(project: External, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for award in visible(AWARD, actor).filter(external=project):
        yield Ref(AWARD, award.code), award.acknowledgement, award.began_on, award.ends_on


def _column(ja: str, en: str, type_: str = "text") -> Column:
    return Column(label=Text(ja, en), type=type_)


register(
    Kind(
        code=PROJECT,
        path="elsewhere",
        label=Text("他機関の課題", "Project elsewhere"),
        plural=Text("他の資金配分機関・府省の課題", "Projects of other funders and ministries"),
        lead=Text(
            "他の資金配分機関が配分する課題と、府省が自ら行う研究。取り込んだ一覧のまま。"
            "科研費などの番号で採択課題と結べます。",
            "Projects that other funders pay and research that ministries do themselves, as their "
            "lists have them; they can be tied to awards, by the number of a grant as well.",
        ),
        model=External,
        title=lambda project: project.title,
        value=lambda project: Text(project.number or project.key, project.number or project.key),
        fields=(
            Field("funder", Text("資金配分機関・府省", "Funder"), "ref", kind="body", filter=True),
            Field("key", Text("その機関での課題番号", "Key at the funder")),
            Field("number", Text("研究課題番号", "Grant number")),
            Field("title_ja", Text("名称（日本語）", "Title in Japanese"), "long", listed=False),
            Field("title_en", Text("名称（英語）", "Title in English"), "long", listed=False),
            Field("abstract", Text("概要", "Abstract"), "long", listed=False),
            Field("principal", Text("研究代表者", "Principal investigator")),
            Field("organisation_name", Text("研究機関（印字）", "Organisation as printed")),
            Field(
                "organisation",
                Text("研究機関", "Organisation"),
                "ref",
                value=lambda row: row.organisation.code if row.organisation else None,
                kind="parties.organisation",
                listed=False,
            ),
            Field("first_year", Text("最初の年度", "First fiscal year"), "year", filter=True),
            Field("last_year", Text("最後の年度", "Last fiscal year"), "year"),
            Field(
                "domains",
                Text("疾患領域", "Disease areas"),
                "refs",
                lambda row: [Ref("domain", code) for code in row.domains],
                listed=False,
            ),
        ),
        sections=(
            Section(
                code="amounts",
                label=Text("年度ごとの額", "Yearly amounts"),
                columns=(
                    _column("年度", "Fiscal year", "year"),
                    _column("額", "Amount", "yen"),
                ),
                rows=_amounts,
            ),
            Section(
                code="awards",
                label=Text("関係する採択課題", "Awards it stands in connection with"),
                columns=(
                    _column("採択課題", "Award", "ref"),
                    _column("体系的番号", "Acknowledgement number"),
                    _column("始まりの日", "First day", "date"),
                    _column("終わりの日", "Last day", "date"),
                ),
                rows=_awards,
            ),
        ),
        writes=(
            Write(
                code="record",
                label=Text("課題を記録する", "Record a project"),
                permission="can_record_project",
                form=forms.ProjectForm,
                act=_record,
                on="new",
            ),
            Write(
                code="link",
                label=Text("採択課題と結ぶ", "Tie to awards"),
                permission="can_link_project",
                form=forms.LinkForm,
                act=_link,
            ),
        ),
        sight=sights(
            **dict.fromkeys((*OFFICES, "program_officer", "disease_coordinator"), EVERYTHING),
            institution_office=Within("parties.organisation", "organisation__code"),
        ),
        related=("organisation",),
    )
)
