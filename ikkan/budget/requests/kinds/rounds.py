"""A round of requests as a record: what it shows of its ministries, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final

from ikkan.audit.actor import Actor
from ikkan.budget.models import Round
from ikkan.budget.requests import actions, forms, messages, queries, visibility, work
from ikkan.budget.requests.cases import KIND, ROUND_KIND, refused_step
from ikkan.budget.requests.rules import Act, NewRound
from ikkan.records.kinds import Column, Field, Kind, Section, Write, register
from ikkan.records.queries import visible
from ikkan.records.sight import EVERYTHING, Flag, sights
from ikkan.records.words import language
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from ikkan.workflow import diagram

_STATE: Final = Text("段階", "State")
_DRAWING: Final = Text("{name}の進み方", "How {name} goes")
_REASON: Final = Text("理由", "Reason")


def _open(_: None, data: dict[str, Any], **who: Any) -> Round:
    new = NewRound(
        fiscal_year=data["fiscal_year"],
        name_ja=data["name_ja"],
        name_en=data["name_en"],
        pot=data["pot"],
        number=data["number"],
        policy=data["policy"],
        ceiling_on=data["ceiling_on"],
        bodies=tuple(data["bodies"]),
        deadlines=data["deadlines"],
    )
    return actions.open_round(new, **who)


def _compile(found: Round, data: dict[str, Any], **who: Any) -> Round:
    return actions.compile_round(found.code, data["decision"], **who)


def _settle(found: Round, data: dict[str, Any], **who: Any) -> Round:
    return actions.settle_round(found.code, data["stage"], data["on"], **who)


def _publish(found: Round, data: dict[str, Any], **who: Any) -> Round:
    return actions.publish(found.code, **who)


def _round_why_not(act: Act) -> Callable[[Round], Text | None]:
    def why(found: Round) -> Text | None:
        machine = queries.machine_of(found)
        if machine.step(act, found.state) is not None:
            return None
        return refused_step(machine, act, found.state)

    return why


def _settle_why_not(found: Round) -> Text | None:
    machine = queries.machine_of(found)
    acts = (Act.DRAFT, Act.ENACT)
    if any(machine.step(act, found.state) is not None for act in acts):
        return None
    return refused_step(machine, Act.DRAFT, found.state)


def _publish_why_not(found: Round) -> Text | None:
    return None if found.compiled_at is not None else messages.NOT_COMPILED


def _ministries(found: Round, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    requests = list(visible(KIND, actor).filter(round=found).select_related("round"))
    for row, submitted in visibility.summed(requests, actor, as_of):
        yield (
            Ref(KIND, row.request.code),
            queries.state_of(row.request),
            row.lines,
            row.request_yen if submitted else None,
            row.wish_yen if submitted else None,
            row.draft_yen,
            row.enacted_yen,
            row.open,
        )


def _exceptions(found: Round, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for request in visible(KIND, actor).filter(round=found).order_by("pk"):
        for one in request.exceptions:
            yield (Ref(KIND, request.code), one["about"], one["reason"])


def _page(found: Round, actor: Actor, as_of: date) -> Mapping[str, Any]:
    """The machine of the round, drawn and as a list."""
    machine = queries.machine_of(found)
    alt = _DRAWING.format(name=work.name_of(found)).of(language())
    return {
        "ways": diagram.ways(machine, found.state),
        "drawing": diagram.drawing(machine, language(), alt, found.state),
        "drawing_alt": alt,
    }


def _label(written: Any) -> Text | None:
    return Text(written["ja"], written["en"]) if written else None


register(
    Kind(
        code=ROUND_KIND,
        path="requests/rounds",
        label=Text("要求の回", "Round of requests"),
        plural=Text("要求の回", "Rounds of requests"),
        lead=Text(
            "全府省の概算要求の一巡。提出、ヒアリング、見直しと了解、取りまとめ、折衝の五段階を進みます。",
            "One round of budget requests over all ministries: submission, hearing, revision and "
            "consent, compilation, negotiation.",
        ),
        model=Round,
        station="budget",
        title=work.name_of,
        value=queries.state_of,
        begins="ceiling_on",
        fields=(
            Field("fiscal_year", Text("年度", "Fiscal year"), "year", filter=True),
            Field("pot", Text("財源の枠", "Pot"), "ref", kind="pot"),
            Field("number", Text("番号", "Number"), "number", listed=False),
            Field("state", _STATE, "text2", value=queries.state_of),
            Field("ceiling_on", Text("概算要求基準の日", "Ceiling decided on"), "date"),
            Field(
                "submit_by",
                Text("提出の期限", "Submit by"),
                "moment",
                value=lambda found: queries.deadline(found, Act.SUBMIT),
            ),
            Field(
                "revise_by",
                Text("見直しの期限", "Revise by"),
                "moment",
                value=lambda found: queries.deadline(found, Act.REVISE),
                listed=False,
            ),
            Field(
                "policy",
                Text("資源配分方針", "Allocation policy"),
                "ref",
                kind="budget.policy",
                value=lambda found: found.policy.code if found.policy else None,
                listed=False,
            ),
            Field(
                "grant_rules",
                Text("交付要綱", "Grant rules"),
                "text2",
                value=lambda found: _label(found.settings.get("grant_rules")),
                listed=False,
            ),
            Field(
                "shared", Text("府省の間で見える", "Shared among ministries"), "flag", listed=False
            ),
            Field(
                "decision",
                Text("取りまとめの決定", "Decision"),
                "ref",
                kind="plan.decision",
                value=lambda found: found.decision.code if found.decision else None,
                listed=False,
            ),
            Field("compiled_at", Text("取りまとめの日時", "Compiled at"), "moment", listed=False),
            Field("drafted_on", Text("政府案の日", "Government draft"), "date", listed=False),
            Field("enacted_on", Text("成立の日", "Enacted on"), "date", listed=False),
        ),
        sections=(
            Section(
                code="ministries",
                label=Text("府省ごとの要求", "Requests by ministry"),
                columns=(
                    Column(label=Text("要求", "Request"), type="ref"),
                    Column(label=_STATE, type="text2"),
                    Column(label=Text("行", "Lines"), type="number"),
                    Column(label=messages.FIELDS["request_yen"], type="yen"),
                    Column(label=messages.FIELDS["wish_yen"], type="yen"),
                    Column(label=messages.STAGES["draft"], type="yen"),
                    Column(label=messages.STAGES["enacted"], type="yen"),
                    Column(label=Text("未対応", "Open"), type="number"),
                ),
                rows=_ministries,
            ),
            Section(
                code="exceptions",
                label=Text("交付要綱の例外", "Exceptions from the grant rules"),
                columns=(
                    Column(label=Text("要求", "Request"), type="ref"),
                    Column(label=Text("対象", "About")),
                    Column(label=_REASON),
                ),
                rows=_exceptions,
            ),
        ),
        writes=(
            Write(
                code="open",
                label=Text("要求の回を開く", "Open a round"),
                permission="can_open_request_round",
                form=forms.RoundForm,
                act=_open,
                on="new",
            ),
            Write(
                code="compile",
                label=Text("取りまとめる", "Compile"),
                permission="can_compile_requests",
                form=forms.CompileForm,
                act=_compile,
                why_not=_round_why_not(Act.COMPILE),
            ),
            Write(
                code="settle",
                label=Text("政府案・成立とする", "Make it the draft, or enacted"),
                permission="can_record_amounts",
                form=forms.SettleForm,
                act=_settle,
                why_not=_settle_why_not,
            ),
            Write(
                code="publish",
                label=Text("公表する", "Publish"),
                permission="can_compile_requests",
                form=forms.EmptyForm,
                act=_publish,
                why_not=_publish_why_not,
            ),
        ),
        sight=sights(
            public=Flag("published"),
            hq_officer=EVERYTHING,
            auditor=EVERYTHING,
            ministry_officer=EVERYTHING,
        ),
        related=("policy", "decision"),
        work=work.of_rounds,
        template="budget/requests/round.html",
        context=_page,
    )
)
