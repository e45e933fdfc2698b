"""Strategic decisions, the switch of status and the emergency class as records.

Called at start. Source: 003:729-731, 003:785, 004:499.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from ikkan.audit.actor import Actor
from ikkan.calls.edges import CALL_KIND
from ikkan.calls.rules import NewCall
from ikkan.portfolio.horizon import actions, outbreak_forms
from ikkan.portfolio.horizon.kinds.parts import (
    INSIDE,
    PUBLISHED,
    code_of,
    column,
    people,
    rows_of,
)
from ikkan.portfolio.horizon.messages import STAGES, STATUSES, STRATEGY_SORTS, STRATEGY_STATES
from ikkan.portfolio.horizon.models import Alert, EmergencyProgramme, Strategy
from ikkan.portfolio.horizon.rules import (
    ALERT,
    AWARD,
    DECIDED,
    DOSSIER,
    DRAFT,
    EMERGENCY_PROGRAMME,
    SIGNAL,
    STRATEGY,
    TOPIC,
    NewStrategy,
)
from ikkan.records.kinds import Field, Kind, Section, Write, register
from ikkan.records.queries import visible
from ikkan.records.sight import EVERYTHING, Flag, sights
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_LISTS: Final = ("signals", "dossiers", "awards")
_TOPIC: Final = Field(
    "topic", Text("話題（病原体など）", "Topic"), "ref", code_of("topic"), kind=TOPIC
)
_FIXED: Final = Text(
    "決定したものは変わりません。変えるには、引き継ぐ案を起こしてください。",
    "What was decided does not change; draft a decision that follows it.",
)
_NOT_DECIDED: Final = Text("まだ決定していません。", "It is not decided yet.")
_ENDED: Final = Text("もう枠から外れています。", "It has left the class already.")


def _strategy(data: dict[str, Any]) -> NewStrategy:
    title = Text(data.pop("title_ja"), data.pop("title_en"))
    lists: dict[str, Any] = {name: tuple(data.pop(name)) for name in _LISTS}
    return NewStrategy(title=title, **lists, **data)


def _draft(_: None, data: dict[str, Any], **who: Any) -> Strategy:
    return actions.draft_strategy(_strategy(data), **who)


def _follow(found: Strategy, data: dict[str, Any], **who: Any) -> Strategy:
    return actions.follow_strategy(found.code, _strategy(data), **who)


def _decide(found: Strategy, data: dict[str, Any], **who: Any) -> Strategy:
    return actions.decide_strategy(found.code, **data, **who)


def _link(found: Strategy, data: dict[str, Any], **who: Any) -> Strategy:
    return actions.link_strategy(found.code, data["awards"], **who)


def _call(found: Strategy, data: dict[str, Any], **who: Any) -> Strategy:
    said = data | {name: data[name] or 0 for name in ("upper_yen", "places")}
    return actions.found_call(found.code, NewCall(**said), **who)


def _switch(_: None, data: dict[str, Any], **who: Any) -> Alert:
    return actions.switch_status(**data, **who)


def _class(_: None, data: dict[str, Any], **who: Any) -> EmergencyProgramme:
    return actions.class_programme(**data, **who)


def _end(found: EmergencyProgramme, data: dict[str, Any], **who: Any) -> EmergencyProgramme:
    return actions.end_class(found.code, data["ends_on"], **who)


def _why_fixed(found: Strategy) -> Text | None:
    return None if found.state == DRAFT else _FIXED


def _why_open(found: Strategy) -> Text | None:
    return None if found.state == DECIDED else _NOT_DECIDED


def _why_ended(found: EmergencyProgramme) -> Text | None:
    return None if found.ends_on is None else _ENDED


def _evidence(found: Strategy, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for one in rows_of(SIGNAL, actor, strategies=found):
        yield Ref(SIGNAL, one.code), one.year, one.provenance
    for one in rows_of(DOSSIER, actor, strategies=found):
        yield Ref(DOSSIER, one.code), None, ""


def _awards(found: Strategy, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for one in rows_of(AWARD, actor, strategies=found):
        yield Ref(AWARD, one.code), Ref("programme", one.programme_code or "-"), one.ends_on


def _calls(found: Strategy, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    basis = str(Ref(STRATEGY, found.code))
    for one in visible(CALL_KIND, actor).filter(basis=basis).order_by("-pk"):
        days = (one.opens_on - found.decided_on).days if found.decided_on else None
        yield Ref(CALL_KIND, one.code), one.opens_on, one.closes_on, days


def _switched(alert: Alert, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    yield people([alert.switched_by])[alert.switched_by], alert.recorded_at


register(
    Kind(
        code=STRATEGY,
        path="horizon/decisions",
        label=Text("戦略的な決定", "Strategic decision"),
        plural=Text("戦略的な決定・支援の方向性", "Strategic decisions and directions"),
        lead=Text(
            "何を、いつ、どの段階で、何を根拠に決めたか。方向性の文書は、沿う課題につながります。",
            "What was decided when, at which stage and on which evidence; directions lead to the "
            "awards under them.",
        ),
        model=Strategy,
        title=lambda found: found.title,
        value=lambda found: STRATEGY_STATES[found.state],
        fields=(
            Field("sort", Text("種類", "Sort"), "choice", choices=STRATEGY_SORTS, filter=True),
            Field("state", Text("状態", "State"), "choice", choices=STRATEGY_STATES, filter=True),
            Field("stage", Text("時期", "Stage"), "choice", choices=STAGES, filter=True),
            Field("phase", Text("開発の段階", "Phase"), "ref", kind="phase", listed=False),
            _TOPIC,
            Field("decided_on", Text("決めた日", "Decided on"), "date"),
            Field("text", Text("内容", "What is decided"), "long", listed=False),
            Field("reason", Text("理由", "Reason"), "long", listed=False),
            Field(
                "follows",
                Text("引き継ぐ決定", "Takes the place of"),
                "ref",
                code_of("follows"),
                kind=STRATEGY,
                listed=False,
            ),
            PUBLISHED,
        ),
        sections=(
            Section(
                code="evidence",
                label=Text("根拠", "Evidence"),
                columns=(
                    column("情報・資料", "Item or dossier", "ref"),
                    column("年", "Year", "year"),
                    column("出所", "Provenance"),
                ),
                rows=_evidence,
            ),
            Section(
                code="awards",
                label=Text("沿う課題", "Awards under it"),
                columns=(
                    column("課題", "Award", "ref"),
                    column("事業", "Programme", "ref"),
                    column("終わりの日", "Last day", "date"),
                ),
                rows=_awards,
            ),
            Section(
                code="calls",
                label=Text("この決定による機動的な公募", "Fast-track calls founded on it"),
                columns=(
                    column("公募", "Call", "ref"),
                    column("募集の初日", "First day", "date"),
                    column("締切の日", "Last day", "date"),
                    column("決定から募集まで（日）", "Days from decision to opening", "number"),
                ),
                rows=_calls,
            ),
        ),
        writes=(
            Write(
                code="draft",
                label=Text("決定の案を書く", "Draft a decision"),
                permission="can_draft_strategy",
                form=outbreak_forms.StrategyForm,
                act=_draft,
                on="new",
            ),
            Write(
                code="decide",
                label=Text("決定する", "Decide"),
                permission="can_decide_strategy",
                form=outbreak_forms.DecideStrategyForm,
                act=_decide,
                why_not=_why_fixed,
            ),
            Write(
                code="link",
                label=Text("沿う課題を結ぶ", "Tie to awards"),
                permission="can_draft_strategy",
                form=outbreak_forms.LinkStrategyForm,
                act=_link,
            ),
            Write(
                code="call",
                label=Text("機動的な公募を計画する", "Plan a fast-track call"),
                permission="can_found_call",
                form=outbreak_forms.FastCallForm,
                act=_call,
                why_not=_why_open,
            ),
            Write(
                code="follow",
                label=Text("引き継ぐ案を起こす", "Draft one that follows"),
                permission="can_draft_strategy",
                form=outbreak_forms.StrategyForm,
                act=_follow,
                why_not=_why_open,
            ),
        ),
        sight=sights(public=Flag("published"), **dict.fromkeys(INSIDE, EVERYTHING)),
        related=("topic", "follows"),
        order=("-decided_on", "-pk"),
    )
)
register(
    Kind(
        code=ALERT,
        path="horizon/status",
        label=Text("平時・有事の切り替え", "Switch of status"),
        plural=Text("平時・有事の切り替え", "Peacetime and emergency"),
        lead=Text(
            "いつ、だれが、なぜ切り替えたか。いちばん新しいものが今の状態です。",
            "Who switched when and why; the latest one is in force.",
        ),
        model=Alert,
        title=lambda alert: Text(
            f"{STATUSES[alert.state].ja}（{alert.from_on}から）",
            f"{STATUSES[alert.state].en} from {alert.from_on}",
        ),
        begins="from_on",
        fields=(
            Field("state", Text("状態", "Status"), "choice", choices=STATUSES, filter=True),
            Field("from_on", Text("いつから", "From"), "date"),
            _TOPIC,
            Field(
                "notice_days",
                Text("機動的な公募の最短の募集日数", "Least days of a fast-track call"),
                "number",
            ),
            Field("reason", Text("理由", "Reason"), "long"),
            Field("basis", Text("根拠", "Basis"), listed=False),
        ),
        sections=(
            Section(
                code="who",
                label=Text("切り替えた人", "Who switched it"),
                columns=(column("人", "By", "ref"), column("記録の時", "Recorded at", "moment")),
                rows=_switched,
                roles=frozenset(INSIDE),
            ),
        ),
        writes=(
            Write(
                code="switch",
                label=Text("平時・有事を切り替える", "Switch the status"),
                permission="can_switch_status",
                form=outbreak_forms.StatusForm,
                act=_switch,
                on="new",
            ),
        ),
        sight=sights(public=EVERYTHING),
        related=("topic",),
        order=("-from_on", "-pk"),
    )
)
register(
    Kind(
        code=EMERGENCY_PROGRAMME,
        path="horizon/emergency",
        label=Text("有事の枠の事業", "Programme of the emergency class"),
        plural=Text("有事の枠の事業", "Programmes of the emergency class"),
        lead=Text(
            "感染症有事に、戦略的な決定にもとづく機動的な公募を行える事業。",
            "Programmes that may run fast-track calls founded on strategic decisions.",
        ),
        model=EmergencyProgramme,
        title=lambda one: Text(
            f"{one.programme}（{one.begins_on}～）", f"{one.programme} from {one.begins_on}"
        ),
        begins="begins_on",
        fields=(
            Field("programme", Text("事業", "Programme"), "ref", kind="programme"),
            Field("begins_on", Text("いつから", "From"), "date"),
            Field("ends_on", Text("いつまで", "Until"), "date"),
            Field("reason", Text("理由", "Reason"), "long"),
        ),
        writes=(
            Write(
                code="class",
                label=Text("有事の枠に入れる", "Put in the emergency class"),
                permission="can_class_programme",
                form=outbreak_forms.ClassForm,
                act=_class,
                on="new",
            ),
            Write(
                code="end",
                label=Text("枠から外す", "Take out of the class"),
                permission="can_class_programme",
                form=outbreak_forms.EndClassForm,
                act=_end,
                why_not=_why_ended,
            ),
        ),
        sight=sights(public=EVERYTHING),
    )
)
