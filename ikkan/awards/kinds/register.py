"""Awards as the engine of records shows them: fields, tables, forms, sight.

Called at start. What stands higher (gates, outcomes) shows on the line of the page.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from ikkan.audit import ports
from ikkan.audit.actor import Actor
from ikkan.awards import actions, forms, messages
from ikkan.awards.edges import KIND, ref_of
from ikkan.awards.models import Award
from ikkan.awards.rules import ACTIVE, Payment, Terms, months_between
from ikkan.budget.queries import statement
from ikkan.records.kinds import Column, Field, Kind, Section, Write, register
from ikkan.records.queries import visible
from ikkan.records.sight import EVERYTHING, Flag, Within, sights
from ikkan.values.ref import Ref
from ikkan.values.text import Text

OFFICES = ("hq_officer", "funder_staff", "program_director", "program_supervisor", "auditor")
_MONEY = frozenset({*OFFICES, "program_officer", "ministry_officer"})
_PUBLISHED = Flag("published")


def title_of(award: Award) -> Text:
    """The title; in English the Japanese one where no other is known."""
    return Text.either(award.title_ja, award.title_en)


def _period(award: Award) -> Text:
    first, last = award.began_on.year, award.ends_on.year
    return Text(f"{first}～{last}年", f"{first}–{last}")


def _make(_: Any, data: dict[str, Any], **how: Any) -> Award:
    number, application = data.pop("number"), data.pop("application")
    domains = tuple(data.pop("domains"))
    return actions.make_award(application, Terms(code=number, domains=domains, **data), **how)


def _set_amounts(award: Award, data: dict[str, Any], **how: Any) -> Award:
    return actions.set_year_amounts(award.code, data["amounts"], data["sort"], **how)


def _tag(award: Award, data: dict[str, Any], **how: Any) -> Award:
    return actions.tag_award(award.code, data["tags"], **how)


def _open_account(award: Award, data: dict[str, Any], **how: Any) -> Award:
    return actions.open_account(award.code, data["funded_from"], **how)


def _pay(award: Award, data: dict[str, Any], **how: Any) -> Award:
    return actions.pay(award.code, Payment(**data), **how)


def _add_officer(award: Award, data: dict[str, Any], **how: Any) -> Award:
    return actions.add_officer(award.code, **data, **how)


def _end_officer(award: Award, data: dict[str, Any], **how: Any) -> Award:
    return actions.end_officer(award.code, **data, **how)


def _stop(award: Award, data: dict[str, Any], **how: Any) -> Award:
    return actions.stop_award(award.code, **data, **how)


def _complete(award: Award, data: dict[str, Any], **how: Any) -> Award:
    return actions.complete_award(award.code, **data, **how)


def _continue(award: Award, data: dict[str, Any], **how: Any) -> Award:
    return actions.link_continuation(award.code, **data, **how)


def _reach(award: Award) -> tuple[Ref, ...]:
    """The programme, the organisation and the person through which a role reaches the award."""
    named = (
        ("programme", award.programme_code),
        ("parties.organisation", award.organisation.code),
        ("parties.person", award.principal.code if award.principal else ""),
    )
    return tuple(Ref(kind, code) for kind, code in named if code)


def _over(award: Award) -> Text | None:
    if award.state == ACTIVE:
        return None
    return messages.NOT_ACTIVE.format(code=award.code, state=messages.STATE_LABELS[award.state])


def _has_account(award: Award) -> Text | None:
    if award.account is not None:
        return messages.HAS_ACCOUNT.format(code=award.code, account=award.account.code)
    return _over(award)


def _no_account(award: Award) -> Text | None:
    if award.account is None:
        return messages.NO_ACCOUNT.format(code=award.code)
    return _over(award)


def _amounts(award: Award, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for row in award.amounts.order_by("fiscal_year", "sort"):
        yield row.fiscal_year, row.sort, row.yen


def _officers(award: Award, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    labels = ports.role_labels()
    for row in award.officers.filter(valid_from__lte=as_of).select_related("person"):
        person = Ref("parties.person", row.person.code)
        yield person, labels.get(row.role, Text(row.role, row.role)), row.valid_from, row.valid_to


def _payments(award: Award, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    if award.account is None:
        return
    for line in statement(award.account, as_of):
        transfer = Ref("budget.transfer", line.transfer.code)
        other = Ref("budget.account", line.other)
        year = line.transfer.fiscal_year
        yield line.transfer.made_on, year, other, line.yen.amount, line.balance.amount, transfer


def _lineage(award: Award, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    seen = visible(KIND, actor)
    for sort, rows in (
        (Text("前の課題", "Continues"), seen.filter(continued_by__award=award)),
        (Text("後の課題", "Continued by"), seen.filter(continues__earlier=award)),
    ):
        for row in rows.filter(began_on__lte=as_of):
            earlier, later = sorted((award, row), key=lambda one: one.began_on)
            months = months_between(earlier.ended_on or earlier.ends_on, later.began_on)
            yield sort, ref_of(row.code), row.began_on, row.ends_on, months


def _column(ja: str, en: str, type_: str = "text", choices: Any = None) -> Column:
    return Column(label=Text(ja, en), type=type_, choices=choices)


def _code_of(name: str) -> Any:
    def value(award: Award) -> str | None:
        found = getattr(award, name)
        return None if found is None else found.code

    return value


def _write(
    code: str, ja: str, en: str, permission: str, form: type, act: Any, **more: Any
) -> Write:
    return Write(code=code, label=Text(ja, en), permission=permission, form=form, act=act, **more)


register(
    Kind(
        code=KIND,
        path="awards",
        label=Text("採択課題", "Award"),
        plural=Text("採択課題", "Awards"),
        lead=Text(
            "採択された課題と、その年度ごとの額、担当者、支払い。",
            "Adopted projects with their yearly amounts, officers and payments.",
        ),
        model=Award,
        station="award",
        title=title_of,
        value=_period,
        begins="began_on",
        fields=(
            Field("acknowledgement", Text("体系的番号", "Acknowledgement number")),
            Field(
                "programme_code", Text("事業", "Programme"), "ref", kind="programme", filter=True
            ),
            Field("call", Text("公募", "Call"), "ref", _code_of("call"), kind="calls.call"),
            Field(
                "application",
                Text("応募", "Application"),
                "ref",
                _code_of("application"),
                kind="calls.application",
                listed=False,
            ),
            Field(
                "organisation",
                Text("研究機関", "Organisation"),
                "ref",
                _code_of("organisation"),
                kind="parties.organisation",
            ),
            Field(
                "principal",
                Text("研究開発代表者", "Principal investigator"),
                "ref",
                _code_of("principal"),
                kind="parties.person",
            ),
            Field("fiscal_year", Text("開始年度", "First fiscal year"), "year", filter=True),
            Field("began_on", Text("始まりの日", "First day"), "date"),
            Field("ends_on", Text("終わりの日", "Last day"), "date"),
            Field(
                "state",
                Text("状態", "State"),
                "choice",
                choices=messages.STATE_LABELS,
                filter=True,
            ),
            Field("ended_on", Text("実際に終わった日", "Ended on"), "date", listed=False),
            Field("reason", Text("中止の理由", "Reason for stopping"), "long", listed=False),
            Field(
                "modality",
                Text("モダリティ", "Modality"),
                "choice",
                choices=messages.MODALITY_LABELS,
                filter=True,
            ),
            Field("phase", Text("段階", "Phase"), "ref", kind="phase", listed=False),
            Field(
                "domains",
                Text("疾患領域", "Disease areas"),
                "refs",
                lambda award: [Ref("domain", code) for code in award.domains],
                listed=False,
            ),
            Field(
                "pairing_programme",
                Text("継続支援の約定（ペアリング）", "Continued support promised in"),
                "ref",
                kind="programme",
                listed=False,
            ),
            Field(
                *("pairing_terms", Text("継続支援の条件", "Conditions of it"), "long"),
                listed=False,
                roles=_MONEY,
            ),
            Field(
                "tags.code",
                Text("印", "Tags"),
                "refs",
                lambda award: [Ref("tag", one.code) for one in award.tags.all()],
                kind="tag",
                listed=False,
                filter=True,
            ),
            Field(
                "account",
                Text("口座", "Account"),
                "ref",
                _code_of("account"),
                kind="budget.account",
                listed=False,
                roles=_MONEY,
            ),
            Field("external_source", Text("取込元", "Loaded from"), listed=False),
            Field("external_key", Text("取込元の番号", "Key at the source"), listed=False),
            Field("published", Text("公開", "Published"), "flag", listed=False, roles=_MONEY),
        ),
        sections=(
            Section(
                code="amounts",
                label=Text("年度ごとの額", "Yearly amounts"),
                columns=(
                    _column("年度", "Fiscal year", "year"),
                    _column("種類", "Sort", "choice", messages.SORT_LABELS),
                    _column("額", "Amount", "yen"),
                ),
                rows=_amounts,
            ),
            Section(
                code="payments",
                label=Text("支払い", "Payments"),
                columns=(
                    _column("日", "Day", "date"),
                    _column("年度", "Fiscal year", "year"),
                    _column("相手の口座", "Other account", "ref"),
                    _column("額", "Amount", "yen"),
                    _column("残高", "Balance", "yen"),
                    _column("記録", "Record", "ref"),
                ),
                rows=_payments,
                roles=_MONEY,
            ),
            Section(
                code="officers",
                label=Text("担当者", "Officers"),
                columns=(
                    _column("名前", "Name", "ref"),
                    _column("役割", "Role", "text2"),
                    _column("始まりの日", "First day", "date"),
                    _column("終わりの日", "Last day", "date"),
                ),
                rows=_officers,
            ),
            Section(
                code="lineage",
                label=Text("続きの課題", "Lineage"),
                columns=(
                    _column("向き", "Direction", "text2"),
                    _column("課題", "Award", "ref"),
                    _column("始まりの日", "First day", "date"),
                    _column("終わりの日", "Last day", "date"),
                    _column("間の月数", "Months between", "number"),
                ),
                rows=_lineage,
            ),
        ),
        writes=(
            _write(
                *("make", "課題にする", "Make an award", "can_make_award", forms.MakeForm, _make),
                on="new",
                follows=lambda application: application.state == "adopted",
            ),
            _write(
                *("amounts", "年度ごとの額を決める", "Set yearly amounts", "can_change_award"),
                *(forms.AmountsForm, _set_amounts),
                why_not=_over,
            ),
            _write(
                *("account", "口座を開く", "Open an account", "can_pay_award"),
                *(forms.AccountForm, _open_account),
                why_not=_has_account,
            ),
            _write(
                *("pay", "支払う", "Pay", "can_pay_award", forms.PayForm, _pay),
                why_not=_no_account,
                short=True,
            ),
            _write(
                *("officer", "担当者を決める", "Name an officer", "can_name_officer"),
                *(forms.OfficerForm, _add_officer),
            ),
            _write(
                *("end-officer", "担当を終える", "End an officer's duty", "can_name_officer"),
                *(forms.EndOfficerForm, _end_officer),
            ),
            _write(
                *("continue", "前の課題と結ぶ", "Link an earlier award", "can_change_award"),
                *(forms.ContinuationForm, _continue),
            ),
            _write(
                *("tag", "印を付ける", "Tag it", "can_change_award", forms.TagForm, _tag),
            ),
            _write(
                *("complete", "完了にする", "Complete", "can_change_award"),
                *(forms.CompleteForm, _complete),
                why_not=_over,
            ),
            _write(
                *("stop", "中止する", "Stop", "can_change_award", forms.StopForm, _stop),
                why_not=_over,
            ),
        ),
        sight=sights(
            **dict.fromkeys((*OFFICES, "ministry_officer", "disease_coordinator"), EVERYTHING),
            program_officer=(Within("programme", "programme_code"), _PUBLISHED),
            public=_PUBLISHED,
            researcher=(Within("parties.person", "principal__code"), _PUBLISHED),
            institution_office=(Within("parties.organisation", "organisation__code"), _PUBLISHED),
            company=_PUBLISHED,
            data_user=_PUBLISHED,
        ),
        scope=_reach,
        related=("organisation", "principal", "call", "application", "account"),
        order=("-began_on", "-pk"),
    )
)
