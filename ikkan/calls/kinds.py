"""Calls and applications as the engine of records shows them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from ikkan.audit.actor import Actor
from ikkan.calls import actions, forms, messages, offers, queries, work
from ikkan.calls.edges import APPLICATION_KIND, CALL_KIND
from ikkan.calls.messages import APPLICATION_STATES, CALL_STATES, STILL_OPEN
from ikkan.calls.models import Application, Call
from ikkan.calls.rules import ApplicationState, CallState, NewApplication, NewCall, decidable
from ikkan.records.kinds import Column, Field, Kind, Section, Write, register
from ikkan.records.queries import visible
from ikkan.records.sight import EVERYTHING, Flag, Within, sights
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_PERSON, _ORGANISATION = "parties.person", "parties.organisation"
_TITLE = Text("題名", "Title")
_STATE = Text("状態", "State")
_REASON = Text("理由", "Reason")
_ASKED = Text("申請額", "Amount asked for")
_ADOPTED = Text("採択額", "Amount adopted")
_STAFF = frozenset({"funder_staff", "program_director", "program_supervisor", "auditor"})
_JUDGES = _STAFF | {"program_officer"}
_DECIDED = Text("決定済みか取下げ済みです。", "It is decided or withdrawn already.")


def _plan(_: Any, data: dict[str, Any], **how: Any) -> Call:
    said = data | {name: data[name] or 0 for name in ("upper_yen", "places")}
    return actions.plan_call(NewCall(**said), **how)


def _open(call: Call, data: dict[str, Any], **how: Any) -> Call:
    return actions.open_call(call.code, **how)


def _offer(call: Call, data: dict[str, Any], **how: Any) -> Call:
    return offers.set_offer(call.code, **data, **how)


def _offer_over(call: Call) -> Text | None:
    if call.state in (CallState.PLANNED, CallState.OPEN):
        return None
    return messages.OFFER_LATE.format(state=CALL_STATES[call.state])


def _rows(kind: str, name: str) -> Any:
    return lambda call: [Ref(kind, code) for code in getattr(call, name)]


def _modalities(call: Call) -> Text | None:
    said = [messages.MODALITY_LABELS[code] for code in call.modalities]
    if not said:
        return None
    return Text.joined(said, "・", ", ")


def _announce(call: Call, data: dict[str, Any], **how: Any) -> Call:
    return actions.announce_call(call.code, **how)


def _not_announced(call: Call) -> Text | None:
    return messages.ANNOUNCED if call.published else None


def _close(call: Call, data: dict[str, Any], **how: Any) -> Call:
    return actions.close_call(call.code, **data, **how)


def _apply(call: Call, data: dict[str, Any], **how: Any) -> Application:
    """A new application; the call itself does not change, so that its version plays no part."""
    new = NewApplication(call=call.code, **data)
    return actions.apply(new, **(how | {"version": None}))


def _adopt(application: Application, data: dict[str, Any], **how: Any) -> Application:
    return actions.decide(application.code, True, **data, **how)


def _decline(application: Application, data: dict[str, Any], **how: Any) -> Application:
    return actions.decide(application.code, False, **data, **how)


def _withdraw(application: Application, data: dict[str, Any], **how: Any) -> Application:
    return actions.withdraw(application.code, **how)


def _not_in(state: CallState) -> Any:
    words = Text(
        f"「{CALL_STATES[state].ja}」の公募だけにできます。",
        f"Only a call that is {CALL_STATES[state].en.lower()} allows it.",
    )
    return lambda call: None if call.state == state else words


def _not_decidable(application: Application) -> Text | None:
    if application.state != ApplicationState.SUBMITTED:
        return _DECIDED
    call = application.call
    return None if decidable(call.state, fast_track=call.fast_track) else STILL_OPEN


def _not_waiting(application: Application) -> Text | None:
    return None if application.state == ApplicationState.SUBMITTED else _DECIDED


def _applications(call: Call, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    rows = visible(APPLICATION_KIND, actor).filter(call=call, submitted_on__lte=as_of)
    for one in rows.order_by("pk")[:500]:
        principal = Ref(_PERSON, one.principal.code)
        ref = Ref(APPLICATION_KIND, one.code)
        yield (ref, principal, one.requested_yen, one.state, one.adopted_yen)


def _money(call: Call, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    purse = queries.purses([call.account.code], as_of)[call.account.code]
    _, taken = queries.counts([call.pk]).get(call.pk, (0, 0))
    account = Ref("budget.account", call.account.code)
    yield (account, purse.received, purse.adopted, purse.left, taken)


def _money_said(call: Call) -> Text | None:
    if not call.upper_yen:
        return None
    return Text(f"上限 {call.upper_yen:,}円", f"Up to ¥{call.upper_yen:,}")


def _ref(kind: str, record: Any) -> Ref | None:
    return Ref(kind, record.code) if record is not None else None


register(
    Kind(
        code=CALL_KIND,
        path="calls",
        label=Text("公募", "Call"),
        plural=Text("公募", "Calls"),
        lead=Text(
            "研究開発課題の募集。締切の日の17時（日本時間）に締め切ります。",
            "Calls for projects; each closes at 17:00 (JST) on its last day.",
        ),
        model=Call,
        station="call",
        title=lambda record: record.name,
        value=_money_said,
        begins="opens_on",
        fields=(
            Field("name", _TITLE, "text2", listed=False),
            Field("programme_code", Text("事業", "Programme"), "ref", kind="programme"),
            Field("state", _STATE, "choice", choices=CALL_STATES, filter=True),
            Field("opens_on", Text("募集の初日", "First day"), "date"),
            Field("closes_on", Text("締切の日", "Last day"), "date"),
            Field(
                "upper_yen",
                Text("上限額", "Upper amount"),
                "yen",
                lambda record: record.upper_yen or None,
            ),
            Field(
                "places",
                Text("採択予定の件数", "Places"),
                "number",
                lambda record: record.places or None,
            ),
            Field(
                "account",
                Text("口座", "Account"),
                "ref",
                lambda record: _ref("budget.account", record.account),
                listed=False,
            ),
            Field(
                "phases",
                Text("受ける開発の段階", "Phases it takes"),
                "refs",
                _rows("phase", "phases"),
                listed=False,
            ),
            Field(
                "modalities",
                Text("受けるモダリティ", "Modalities it takes"),
                "text2",
                _modalities,
                listed=False,
            ),
            Field(
                "domains",
                Text("受ける疾患領域", "Disease areas it takes"),
                "refs",
                _rows("domain", "domains"),
                listed=False,
            ),
            Field(
                "pairing",
                Text("継続支援を示す後継事業", "Continued support in"),
                "refs",
                _rows("programme", "pairing"),
                listed=False,
            ),
            Field("fast_track", Text("機動的な公募", "Fast-track call"), "flag", listed=False),
            Field("basis", Text("根拠の記録", "Founded on"), listed=False),
            Field("closed_on", Text("締め切った日", "Closed on"), "date", listed=False),
            Field(
                "close_reason",
                Text("早く締め切った理由", "Why it was closed early"),
                "long",
                listed=False,
            ),
        ),
        sections=(
            Section(
                code="applications",
                label=Text("応募", "Applications"),
                columns=(
                    Column(label=Text("課題名", "Title"), type="ref"),
                    Column(label=Text("代表者", "Principal"), type="ref"),
                    Column(label=_ASKED, type="yen"),
                    Column(label=_STATE, type="choice", choices=APPLICATION_STATES),
                    Column(label=_ADOPTED, type="yen"),
                ),
                rows=_applications,
            ),
            Section(
                code="money",
                label=Text("口座と採択の合計", "Account and adoptions"),
                columns=(
                    Column(label=Text("口座", "Account"), type="ref"),
                    Column(label=Text("受入", "Received"), type="yen"),
                    Column(label=Text("この口座での採択の合計", "Adopted on it"), type="yen"),
                    Column(label=Text("残り", "Left"), type="yen"),
                    Column(label=Text("この公募の採択件数", "Adopted here"), type="number"),
                ),
                rows=_money,
                roles=_JUDGES,
            ),
        ),
        writes=(
            Write(
                code="plan",
                label=Text("公募を計画する", "Plan a call"),
                permission="can_run_call",
                form=forms.CallForm,
                act=_plan,
                on="new",
                follows=lambda account: account.layer in ("programme", "call"),
            ),
            Write(
                code="open",
                label=Text("募集を始める", "Open the call"),
                permission="can_run_call",
                form=forms.OpenForm,
                act=_open,
                short=True,
                lead=Text(
                    "公募がだれにでも見えるようになり、応募を受け付けます。",
                    "Everybody sees the call from now on, and it takes applications.",
                ),
                why_not=_not_in(CallState.PLANNED),
            ),
            Write(
                code="offer",
                label=Text("受ける範囲と継続支援を決める", "Scope and pairing"),
                permission="can_run_call",
                form=forms.OfferForm,
                act=_offer,
                lead=Text(
                    "受ける段階・領域と、採択とともに示す後継事業（ペアリング）を決めます。",
                    "What the call takes, and the successor programmes named to those it adopts.",
                ),
                why_not=_offer_over,
            ),
            Write(
                code="announce",
                label=Text("予告する", "Announce the call"),
                permission="can_run_call",
                form=forms.OpenForm,
                act=_announce,
                lead=Text(
                    "募集を始める前から、公募の予定としてだれにでも見えるようになります。",
                    "Everybody sees it as a coming call before it takes applications.",
                ),
                why_not=_not_announced,
            ),
            Write(
                code="close",
                label=Text("締め切る", "Close the call"),
                permission="can_run_call",
                form=forms.CloseForm,
                act=_close,
                short=True,
                why_not=_not_in(CallState.OPEN),
            ),
            Write(
                code="apply",
                label=Text("応募する", "Apply"),
                permission="can_apply",
                form=forms.ApplyForm,
                act=_apply,
                why_not=_not_in(CallState.OPEN),
            ),
        ),
        sight=sights(
            public=Flag("published"),
            program_officer=Within("programme", "programme_code"),
            **dict.fromkeys(
                (*sorted(_STAFF), "hq_officer", "ministry_officer", "disease_coordinator"),
                EVERYTHING,
            ),
        ),
        related=("account",),
        order=("-closes_on", "-pk"),
        work=work.of_calls,
    )
)

register(
    Kind(
        code=APPLICATION_KIND,
        path="applications",
        label=Text("応募", "Application"),
        plural=Text("応募", "Applications"),
        lead=Text(
            "公募への応募と、その採否。応募した人と審査に関わる人だけが見ます。",
            "Applications to calls and their decisions, for applicants and those who decide.",
        ),
        model=Application,
        title=lambda record: record.name,
        begins="submitted_on",
        fields=(
            Field("name", _TITLE, "text2", listed=False),
            Field("call", Text("公募", "Call"), "ref", lambda record: _ref(CALL_KIND, record.call)),
            Field(
                "principal",
                Text("研究開発代表者", "Principal investigator"),
                "ref",
                lambda record: _ref(_PERSON, record.principal),
            ),
            Field(
                "organisation",
                Text("機関", "Organisation"),
                "ref",
                lambda record: _ref(_ORGANISATION, record.organisation),
            ),
            Field("requested_yen", _ASKED, "yen"),
            Field(
                "tags",
                Text("印", "Tags"),
                "refs",
                lambda record: [Ref("tag", code) for code in record.tags],
                kind="tag",
            ),
            Field("submitted_on", Text("受付日", "Submitted on"), "date"),
            Field("state", _STATE, "choice", choices=APPLICATION_STATES, filter=True),
            Field("adopted_yen", _ADOPTED, "yen"),
            Field("decided_on", Text("決定の日", "Decided on"), "date", listed=False),
            Field("reason", _REASON, "long", listed=False),
        ),
        writes=(
            Write(
                code="adopt",
                label=Text("採択する", "Adopt"),
                permission="can_adopt",
                form=forms.AdoptForm,
                act=_adopt,
                short=True,
                why_not=_not_decidable,
            ),
            Write(
                code="decline",
                label=Text("不採択にする", "Decline"),
                permission="can_adopt",
                form=forms.DeclineForm,
                act=_decline,
                why_not=_not_decidable,
            ),
            Write(
                code="withdraw",
                label=Text("取り下げる", "Withdraw"),
                permission="can_apply",
                form=forms.WithdrawForm,
                act=_withdraw,
                why_not=_not_waiting,
            ),
        ),
        sight=sights(
            program_officer=Within("programme", "call__programme_code"),
            researcher=Within(_PERSON, "principal__code"),
            institution_office=Within(_ORGANISATION, "organisation__code"),
            **dict.fromkeys(sorted(_STAFF), EVERYTHING),
        ),
        related=("call", "principal", "organisation"),
        work=work.of_applications,
    )
)
