"""Coordination rounds, pairings and links of programmes as the engine of records shows them.

Called at start. Decides: a round is for those who coordinate, decide and oversee; a link is public.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django.utils import timezone

from ikkan.audit.actor import Actor, Reach
from ikkan.awards.edges import KIND as AWARD
from ikkan.awards.kinds.register import OFFICES
from ikkan.plan.offices import scopes_of
from ikkan.portfolio import sections
from ikkan.portfolio.edges import GATE, HANDOVER
from ikkan.portfolio.matching import actions, forms, freezing, messages, page, walking
from ikkan.portfolio.matching.actions import links, pairings
from ikkan.portfolio.matching.planning import KIND as ROUND
from ikkan.portfolio.matching.rules import MATCHING, PAIRING, MatchingAct, NewRound, PairingAct
from ikkan.portfolio.messages import HANDOVER_LABELS
from ikkan.portfolio.models import MatchingRound, Pairing, ProgrammeLink
from ikkan.portfolio.words import award_title, pack_name
from ikkan.records.kinds import Column, Field, Kind, Section, Write, register
from ikkan.records.queries import visible
from ikkan.records.sight import EVERYTHING, Within, sights
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_REASON: Final = Text("理由", "Reason")


def _open(_: Any, data: dict[str, Any], **how: Any) -> MatchingRound:
    data["seed"] = data["seed"] or 0
    return actions.open_round(NewRound(**data), **how)


def _build(found: MatchingRound, data: dict[str, Any], **how: Any) -> MatchingRound:
    return actions.build_plan(found.code, **how)


def _slot(found: MatchingRound, data: dict[str, Any], **how: Any) -> MatchingRound:
    return actions.add_slot(found.code, **(data | {"yen": data["yen"] or 0}), **how)


def _places(found: MatchingRound, data: dict[str, Any], **how: Any) -> MatchingRound:
    return actions.set_places(found.code, **data, **how)


def _close(found: MatchingRound, data: dict[str, Any], **how: Any) -> MatchingRound:
    return actions.close_round(found.code, **how)


def _offer(_: Any, data: dict[str, Any], **how: Any) -> Pairing:
    return actions.offer_pairing(**data, **how)


def _promise(pairing: Pairing, data: dict[str, Any], **how: Any) -> Pairing:
    return actions.promise_pairing(pairing.code, **data, **how)


def _confirm(pairing: Pairing, data: dict[str, Any], **how: Any) -> Pairing:
    return actions.confirm_pairing(pairing.code, **data, **how)


def _lapse(pairing: Pairing, data: dict[str, Any], **how: Any) -> Pairing:
    return actions.lapse_pairing(pairing.code, **data, **how)


def _release(pairing: Pairing, data: dict[str, Any], **how: Any) -> Pairing:
    return actions.release_pairing(pairing.code, **data, **how)


def _link(_: Any, data: dict[str, Any], **how: Any) -> ProgrammeLink:
    return actions.link_programmes(**data, **how)


def _end_link(link: ProgrammeLink, data: dict[str, Any], **how: Any) -> ProgrammeLink:
    return actions.end_link(link.code, **data, **how)


def _link_over(link: ProgrammeLink) -> Text | None:
    if link.valid_to is None:
        return None
    return Text(f"{link.valid_to}に終わりました。", f"It ended on {link.valid_to}.")


def _of_award(pairing: Pairing) -> Reach:
    return scopes_of(pairing.award.programme_code, timezone.localdate())


def _code_of(name: str) -> Any:
    def value(record: Any) -> str | None:
        found = getattr(record, name)
        return None if found is None else found.code

    return value


def _title(found: MatchingRound) -> Text:
    return Text.either(found.title_ja, found.title_en)


def _pair_title(pairing: Pairing) -> Text:
    words, to = award_title(pairing.award), pack_name("programme", pairing.programme)
    return Text(f"{words.ja} → {to.ja}", f"{words.en} → {to.en}")


def _link_title(link: ProgrammeLink) -> Text:
    frm, to = (pack_name("programme", code) for code in (link.frm, link.to))
    return Text(f"{frm.ja} → {to.ja}", f"{frm.en} → {to.en}")


def _versions(found: MatchingRound, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    labels = messages.EDIT_LABELS
    slots = freezing.unpacked(bytes(found.frozen)).slots if found.frozen else ()
    titles = {one.code: one.title for one in slots}
    for plan in found.plans.filter(made_on__lte=as_of).order_by("-number"):
        edit = plan.edit.get("edit", "")
        award = plan.edit.get("item")
        yield (
            plan.number,
            plan.made_on,
            labels.get(edit, Text(edit, edit)),
            Ref(AWARD, award) if award else None,
            titles.get(plan.edit.get("slot", ""), plan.edit.get("slot", "")),
            plan.reason,
            plan.matched,
            plan.unmatched,
            f"{plan.value:.4f}",
            f"{plan.gap:.6%}",
        )


def _cases(found: MatchingRound, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    rows = visible(HANDOVER, actor).filter(round=found, proposed_on__lte=as_of)
    for row in rows.order_by("pk"):
        programme = Ref("programme", row.to_programme) if row.to_programme else None
        yield Ref(HANDOVER, row.code), row.state, programme, row.decided_on, row.differs


def _column(ja: str, en: str, type_: str = "text", choices: Any = None) -> Column:
    return Column(label=Text(ja, en), type=type_, choices=choices)


register(
    Kind(
        code=ROUND,
        path="handovers/rounds",
        label=Text("引継ぎの調整の回", "Coordination round of hand-overs"),
        plural=Text("引継ぎの調整の回", "Coordination rounds of hand-overs"),
        lead=Text(
            "終わる課題と、それを受ける枠を結ぶ案。計算が案を出し、人が直し、決める。",
            "Plans between what ends and who could take it: computed, edited and decided.",
        ),
        model=MatchingRound,
        station="handover",
        title=_title,
        value=walking.state_label(MATCHING),
        begins="day",
        fields=(
            Field("day", Text("基準の日", "Day it looks from"), "date"),
            Field("horizon", Text("期間（月）", "Horizon in months"), "number"),
            Field("state", Text("状態", "State"), "text2", walking.state_label(MATCHING)),
            Field("floor", Text("適合度の下限", "Least fit"), "text", listed=False),
            Field("seed", Text("乱数の種", "Random seed"), "number", listed=False),
            Field("engine", Text("計算の版", "Engine"), listed=False),
            Field("closed_on", Text("終えた日", "Closed on"), "date"),
        ),
        sections=(
            Section(
                code="cases",
                label=Text("この回の案件", "Cases of the round"),
                columns=(
                    _column("引継ぎ", "Hand-over", "ref"),
                    _column("状態", "State", "choice", HANDOVER_LABELS),
                    _column("引継ぎ先", "To", "ref"),
                    _column("決めた日", "Decided on", "date"),
                    _column("案と違う理由", "Why it differs from the plan", "long"),
                ),
                rows=_cases,
            ),
            Section(
                code="versions",
                label=Text("案の版", "Versions of the plan"),
                columns=(
                    _column("版", "Version", "number"),
                    _column("日", "Day", "date"),
                    _column("変更", "Change", "text2"),
                    _column("課題", "Award", "ref"),
                    _column("枠", "Destination", "text2"),
                    _column("理由", "Reason", "long"),
                    _column("行き先あり", "Placed", "number"),
                    _column("行き先なし", "Nowhere", "number"),
                    _column("価値", "Value"),
                    _column("証明された差", "Proven gap"),
                ),
                rows=_versions,
            ),
        ),
        writes=(
            Write(
                code="open",
                label=Text("調整の回を開く", "Open a round"),
                permission="can_open_round",
                form=forms.RoundForm,
                act=_open,
                on="new",
            ),
            Write(
                code="build",
                label=Text("案を計算する", "Compute the plan"),
                permission="can_open_round",
                form=forms.EmptyForm,
                act=_build,
                lead=Text(
                    "終わる課題と受ける枠を今の記録から写し取り、解き直します。固定と禁止は残ります。",
                    "What ends and who takes is copied from the records as they stand, and solved; "
                    "pins and bans stay.",
                ),
                why_not=walking.why_not(MATCHING, MatchingAct.BUILD),
            ),
            Write(
                code="slot",
                label=Text("枠を足す", "Add a destination"),
                permission="can_open_round",
                form=forms.SlotForm,
                act=_slot,
                why_not=walking.why_not(MATCHING, MatchingAct.EDIT),
            ),
            Write(
                code="places",
                label=Text("枠の数を変える", "Change places"),
                permission="can_open_round",
                form=forms.PlacesForm,
                act=_places,
                why_not=walking.why_not(MATCHING, MatchingAct.EDIT),
            ),
            Write(
                code="close",
                label=Text("調整を終える", "Close the round"),
                permission="can_open_round",
                form=forms.EmptyForm,
                act=_close,
                why_not=walking.why_not(MATCHING, MatchingAct.CLOSE),
            ),
        ),
        sight=sights(**dict.fromkeys((*OFFICES, "disease_coordinator"), EVERYTHING)),
        order=("-day", "-pk"),
        template="portfolio/matching_round.html",
        context=page.of_round,
    )
)
register(
    Kind(
        code=pairings.KIND,
        path="pairings",
        label=Text("ペアリング", "Pairing"),
        plural=Text("ペアリング", "Pairings"),
        lead=Text(
            "採択のときに示し、約定した継続支援。ゲートで確認されると引継ぎになる。",
            "Continued support offered at selection; confirmed by a gate it becomes a hand-over.",
        ),
        model=Pairing,
        station="handover",
        title=_pair_title,
        value=walking.state_label(PAIRING),
        begins="offered_on",
        fields=(
            Field("award", Text("課題", "Award"), "ref", _code_of("award"), kind=AWARD),
            Field(
                *("programme", Text("後継の事業", "Successor programme"), "ref"),
                kind="programme",
                filter=True,
            ),
            Field("state", Text("状態", "State"), "text2", walking.state_label(PAIRING)),
            Field("offered_on", Text("示した日", "Offered on"), "date"),
            Field("promised_on", Text("約定した日", "Promised on"), "date"),
            Field("ended_on", Text("終えた日", "Ended on"), "date"),
            Field("terms", Text("条件", "Conditions"), "long", listed=False, roles=sections.INSIDE),
            Field("gate", Text("ゲート", "Gate"), "ref", _code_of("gate"), kind=GATE, listed=False),
            Field(
                *("handover", Text("引継ぎ", "Hand-over"), "ref", _code_of("handover")),
                kind=HANDOVER,
            ),
            Field("reason", _REASON, "long", listed=False, roles=sections.INSIDE),
        ),
        writes=(
            Write(
                code="offer",
                label=Text("継続支援を示す", "Offer continued support"),
                permission="can_pair",
                form=forms.OfferPairingForm,
                act=_offer,
                on="new",
                follows=lambda award: bool(award.call is not None and award.call.pairing),
            ),
            Write(
                code="promise",
                label=Text("約定する", "Promise"),
                permission="can_pair",
                form=forms.PromiseForm,
                act=_promise,
                why_not=walking.why_not(PAIRING, PairingAct.PROMISE),
            ),
            Write(
                code="confirm",
                label=Text("ゲートで確認する", "Confirm by gate"),
                permission="can_confirm_pairing",
                form=forms.ConfirmForm,
                act=_confirm,
                why_not=walking.why_not(PAIRING, PairingAct.CONFIRM),
            ),
            Write(
                code="lapse",
                label=Text("失効とする", "Let it lapse"),
                permission="can_confirm_pairing",
                form=forms.ReasonForm,
                act=_lapse,
                why_not=walking.why_not(PAIRING, PairingAct.LAPSE),
            ),
            Write(
                code="release",
                label=Text("解除する", "Release"),
                permission="can_pair",
                form=forms.ReasonForm,
                act=_release,
                why_not=walking.why_not(PAIRING, PairingAct.RELEASE),
            ),
        ),
        sight=sights(
            **dict.fromkeys((*OFFICES, "ministry_officer", "disease_coordinator"), EVERYTHING),
            program_officer=Within("programme", "award__programme_code"),
            researcher=Within("parties.person", "award__principal__code"),
        ),
        scope=_of_award,
        related=("award__call", "gate", "handover"),
    )
)
register(
    Kind(
        code=links.KIND,
        path="programme-links",
        label=Text("先行・後継の事業", "Link of programmes"),
        plural=Text("先行・後継の事業", "Links of programmes"),
        lead=Text(
            "先行事業からどの後継事業へ、どの財源で引き継ぐか。",
            "From which preceding programme to which successor, and who pays for the passage.",
        ),
        model=ProgrammeLink,
        title=_link_title,
        begins="valid_from",
        fields=(
            Field(
                *("frm", Text("先行事業", "Preceding programme"), "ref"),
                kind="programme",
                filter=True,
            ),
            Field(
                *("to", Text("後継事業", "Successor programme"), "ref"),
                kind="programme",
                filter=True,
            ),
            Field(
                *("funding", Text("財源", "Source of money"), "choice"),
                choices=messages.FUNDING_LABELS,
                filter=True,
            ),
            Field("valid_from", Text("始まりの日", "First day"), "date"),
            Field("valid_to", Text("終わりの日", "Last day"), "date"),
            Field("basis", Text("根拠", "Basis"), "long", listed=False),
        ),
        writes=(
            Write(
                code="link",
                label=Text("事業を結ぶ", "Link programmes"),
                permission="can_link_programmes",
                form=forms.LinkForm,
                act=_link,
                on="new",
            ),
            Write(
                code="end",
                label=Text("つながりを終える", "End the link"),
                permission="can_link_programmes",
                form=forms.EndLinkForm,
                act=_end_link,
                why_not=_link_over,
            ),
        ),
        sight=sights(public=EVERYTHING),
    )
)
