"""The kinds of parties as the engine of records shows them: organisations, people, ties."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from ikkan.audit.actor import Actor
from ikkan.parties import actions, forms
from ikkan.parties.loads import NewOrganisation, NewPerson
from ikkan.parties.messages import ORGANISATION_SORTS, TIE_ENDED, TIE_SORTS
from ikkan.parties.models import Declaration, Organisation, Person, Tie
from ikkan.parties.prefectures import PREFECTURES
from ikkan.records.kinds import Column, Field, Kind, Section, Write, register
from ikkan.records.queries import visible
from ikkan.records.sight import EVERYTHING, Flag, Own, Within, sights
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_OFFICES = dict.fromkeys(
    (
        "hq_officer",
        "funder_staff",
        "program_director",
        "program_supervisor",
        "program_officer",
        "auditor",
        "ministry_officer",
    ),
    EVERYTHING,
)
_PERSON, _ORGANISATION = "parties.person", "parties.organisation"


def _register_organisation(_: Any, data: dict[str, Any], **how: Any) -> Organisation:
    return actions.register_organisation(NewOrganisation(**data), **how)


def _register_person(_: Any, data: dict[str, Any], **how: Any) -> Person:
    return actions.register_person(NewPerson(**data), **how)


def _record_tie(person: Person, data: dict[str, Any], **how: Any) -> Person:
    """The tie is recorded; its person stays on the page. A tie changes no version of a person."""
    tie = actions.record_tie(person.code, **data, **(how | {"version": None}))
    return tie.person


def _declare(person: Person, data: dict[str, Any], **how: Any) -> Person:
    """The declaration is recorded; its person stays on the page."""
    made = actions.declare_interests(person.code, **data, **(how | {"version": None}))
    return made.person


def _end_tie(tie: Tie, data: dict[str, Any], **how: Any) -> Tie:
    return actions.end_tie(tie.code, **data, **how)


def _ended(tie: Tie) -> Text | None:
    ended = tie.valid_to is not None and tie.valid_to < timezone.localdate()
    return TIE_ENDED.format(day=tie.valid_to) if ended else None


def _ties(person: Person, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    rows = visible("parties.tie", actor).filter(Q(person=person) | Q(other=person))
    for tie in rows.filter(valid_from__lte=as_of):
        yield (
            Ref("parties.tie", tie.code),
            tie.sort,
            _far_end(tie, person),
            tie.valid_from,
            tie.valid_to,
        )


def _far_end(tie: Tie, person: Person) -> Ref:
    if tie.organisation is not None:
        return Ref(_ORGANISATION, tie.organisation.code)
    far = tie.person if tie.other == person else tie.other
    return Ref(_PERSON, far.code if far else "")


def _people(organisation: Organisation, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for person in visible(_PERSON, actor).filter(organisation=organisation)[:200]:
        yield (Ref(_PERSON, person.code), person.researcher_number)


def _tie_title(tie: Tie) -> Text:
    far = tie.organisation or tie.other
    sort = TIE_SORTS[tie.sort]
    name = far.name if far else Text("", "")
    return Text(
        f"{tie.person.name.ja}と{name.ja}（{sort.ja}）",
        f"{tie.person.name.en} and {name.en} ({sort.en})",
    )


register(
    Kind(
        code=_ORGANISATION,
        path="organisations",
        label=Text("機関", "Organisation"),
        plural=Text("機関", "Organisations"),
        lead=Text(
            "研究開発を行う機関と、それを支える府省・法人。",
            "Bodies that carry out R&D, and ministries and agencies behind it.",
        ),
        model=Organisation,
        title=lambda record: record.name,
        fields=(
            Field("name", Text("名前", "Name"), "text2", listed=False),
            Field("sort", Text("種類", "Sort"), "choice", choices=ORGANISATION_SORTS, filter=True),
            Field("corporate_number", Text("法人番号", "Corporate number")),
            Field(
                "prefecture",
                Text("都道府県", "Prefecture"),
                "choice",
                choices=PREFECTURES,
                filter=True,
            ),
        ),
        sections=(
            Section(
                code="people",
                label=Text("所属する人", "People"),
                columns=(
                    Column(label=Text("名前", "Name"), type="ref"),
                    Column(label=Text("研究者番号", "Researcher number")),
                ),
                rows=_people,
            ),
        ),
        writes=(
            Write(
                code="register",
                label=Text("機関を登録する", "Register an organisation"),
                permission="can_register_party",
                form=forms.OrganisationForm,
                act=_register_organisation,
                on="new",
            ),
        ),
        sight=sights(public=EVERYTHING),
        order=("name_ja", "pk"),
    )
)
register(
    Kind(
        code=_PERSON,
        path="people",
        label=Text("人", "Person"),
        plural=Text("人", "People"),
        lead=Text(
            "研究者と、判断や助言をする人。公開は本人の同意によります。",
            "Researchers, and those who decide or advise; public by their consent only.",
        ),
        model=Person,
        title=lambda record: record.name,
        fields=(
            Field("name", Text("名前", "Name"), "text2", listed=False),
            Field(
                "organisation",
                Text("所属機関", "Organisation"),
                "ref",
                value=lambda record: record.organisation.code if record.organisation else None,
                kind=_ORGANISATION,
            ),
            Field("researcher_number", Text("研究者番号", "Researcher number")),
            Field(
                "published",
                Text("公開の同意", "Public by consent"),
                "flag",
                roles=frozenset({"funder_staff", "auditor", "researcher"}),
            ),
            Field(
                "account_code",
                Text("アカウントのコード", "Code of the account"),
                listed=False,
                roles=frozenset({"funder_staff", "auditor"}),
            ),
        ),
        sections=(
            Section(
                code="ties",
                label=Text("関係", "Ties"),
                columns=(
                    Column(label=Text("記録", "Record"), type="ref"),
                    Column(label=Text("関係", "Tie"), type="choice", choices=TIE_SORTS),
                    Column(label=Text("相手", "With"), type="ref"),
                    Column(label=Text("始まりの日", "First day"), type="date"),
                    Column(label=Text("終わりの日", "Last day"), type="date"),
                ),
                rows=_ties,
                note=Text(
                    "判断する人の利益相反は、この関係と所属から確かめます。",
                    "Conflicts of interest of those who decide are checked from these ties and "
                    "from where people belong.",
                ),
                roles=frozenset({"funder_staff", "auditor", "researcher"}),
            ),
        ),
        writes=(
            Write(
                code="register",
                label=Text("人を登録する", "Register a person"),
                permission="can_register_party",
                form=forms.PersonForm,
                act=_register_person,
                on="new",
            ),
            Write(
                code="tie",
                label=Text("関係を記録する", "Record a tie"),
                permission="can_record_tie",
                form=forms.TieForm,
                act=_record_tie,
                lead=Text(
                    "親族、共著、指導、雇用、株式の保有など、判断に影響しうる関係。",
                    "Family, co-authors, advice, employment, shares: what may bear on a decision.",
                ),
            ),
            Write(
                code="declare",
                label=Text("利益関係を申告する", "Declare interests"),
                permission="can_declare_interests",
                form=forms.DeclarationForm,
                act=_declare,
            ),
        ),
        sight=sights(
            **_OFFICES,
            public=Flag("published"),
            researcher=(Within(_PERSON, "code"), Flag("published")),
            institution_office=(Within(_ORGANISATION, "organisation__code"), Flag("published")),
        ),
        scope=lambda record: Ref(_PERSON, record.code),
        related=("organisation",),
        order=("name_ja", "pk"),
    )
)
register(
    Kind(
        code="parties.tie",
        path="ties",
        label=Text("関係", "Tie"),
        plural=Text("関係", "Ties"),
        lead=Text(
            "利益相反を確かめるための、人と人・人と機関の関係。",
            "Ties between people and organisations, from which conflicts of interest are checked.",
        ),
        model=Tie,
        title=_tie_title,
        fields=(
            Field("person", Text("人", "Person"), "ref", lambda tie: tie.person.code, kind=_PERSON),
            Field("sort", Text("関係", "Tie"), "choice", choices=TIE_SORTS, filter=True),
            Field("with", Text("相手", "With"), "ref", lambda tie: _far_end(tie, tie.person)),
            Field("valid_from", Text("始まりの日", "First day"), "date"),
            Field("valid_to", Text("終わりの日", "Last day"), "date"),
            Field("note", Text("備考", "Note"), "long", listed=False),
        ),
        writes=(
            Write(
                code="end",
                label=Text("関係を終える", "End the tie"),
                permission="can_record_tie",
                form=forms.EndTieForm,
                act=_end_tie,
                why_not=_ended,
            ),
        ),
        sight=sights(
            funder_staff=EVERYTHING,
            auditor=EVERYTHING,
            researcher=Within(_PERSON, "person__code"),
        ),
        scope=lambda record: Ref(_PERSON, record.person.code),
        related=("person", "other", "organisation"),
        begins="valid_from",
    )
)
register(
    Kind(
        code="parties.declaration",
        path="declarations",
        label=Text("利益関係の申告", "Declaration of interests"),
        plural=Text("利益関係の申告", "Declarations of interests"),
        lead=Text(
            "判断や助言をする人が出した、利益関係の申告。",
            "What those who decide or advise declared of their interests.",
        ),
        model=Declaration,
        title=lambda one: Text(
            f"{one.person.name.ja}（{one.declared_on}）", f"{one.person.name.en}, {one.declared_on}"
        ),
        fields=(
            Field("person", Text("人", "Person"), "ref", lambda one: one.person.code, kind=_PERSON),
            Field("declared_on", Text("申告の日", "Day of the declaration"), "date"),
            Field("valid_to", Text("有効な最後の日", "Last day on which it stands"), "date"),
            Field("statement", Text("申告の内容", "What is declared"), "long", listed=False),
        ),
        sight=sights(
            funder_staff=EVERYTHING,
            auditor=EVERYTHING,
            **dict.fromkeys(
                (
                    *("program_director", "program_supervisor", "program_officer"),
                    *("disease_coordinator", "reviewer", "researcher", "company"),
                ),
                Own("person__account_code"),
            ),
        ),
        scope=lambda one: Ref(_PERSON, one.person.code),
        related=("person",),
        begins="declared_on",
    )
)
