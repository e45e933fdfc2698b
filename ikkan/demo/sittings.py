"""Writes seats, meetings, advice and the decision of a made-up command tower, and its policy.

Called by tower. Decides: the expert body examines the policy before the headquarters decide it; a
pack without a policy has the plan decided instead.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from ikkan.budget.models import AllocationPolicy, PolicyItem
from ikkan.budget.policies import actions as policies
from ikkan.budget.policies.rules import AREA, FORMS, POINT, NewGround, NewItem, NewPolicy
from ikkan.demo.hands import Tower
from ikkan.plan.bodies import actions as bodies
from ikkan.plan.bodies.rules.deciding import NewDecision
from ikkan.plan.bodies.rules.seats import NewSeat
from ikkan.plan.bodies.rules.sittings import (
    EXAMINATION,
    Item,
    NewAdvice,
    NewMeeting,
    NewPaper,
)
from ikkan.plan.models import Meeting
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_PANEL, _BOARD, _RECEIVED = 120, 100, 92
"""Days before today on which the experts met, the headquarters met, the ministries got it."""
_OFFICES: Final = {
    "head": Text("長", "Head"),
    "president": Text("理事長", "President"),
    "auditor": Text("監事", "Auditor"),
    "member": Text("委員", "Member"),
}


def seats(tower: Tower) -> int:
    """The headquarters, who examines them, and the funder: offices with made-up holders."""
    wanted = [(tower.headquarters, "head")]
    for body in tower.who("examines", tower.headquarters):
        wanted += [(body, "head"), (body, "member"), (body, "member")]
    appointers = tower.who("appoints", tower.funder)
    if appointers:
        wanted += [(tower.funder, "president"), (tower.funder, "auditor")]
    for number, (body, sort) in enumerate(wanted, start=1):
        office = _OFFICES[sort]
        new = NewSeat(
            body=body,
            sort=sort,
            office_ja=f"{office.ja}（実演）",
            office_en=f"{office.en} (demonstration)",
            holder_ja=f"実演の就任者 {number:02d}",
            holder_en=f"Demonstration holder {number:02d}",
            appointed_by=appointers[0] if body == tower.funder else "",
            valid_from=tower.setting.first_day(tower.setting.year - 1),
            basis="実演のための任命／made up for the demonstration",
        )
        bodies.appoint_to_seat(new, **tower.how())
    return len(wanted)


def draft_policy(tower: Tower) -> str:
    """The policy of the next fiscal year, read from the pack; empty where it holds none."""
    year = tower.setting.year + 1
    policy = _document(tower)
    if not policy:
        return ""
    made = policies.load_from_pack(policy, year, **tower.how())
    named = NewPolicy(
        fiscal_year=year,
        name_ja=f"{year}年度 資源配分方針（実演）",
        name_en=f"Allocation policy of FY{year} (demonstration)",
        basis=made.basis,
    )
    policies.rename_policy(made.code, named, **tower.how(version=made.version))
    _ground(tower, made)
    return str(made.code)


def _document(tower: Tower) -> str:
    """The newest instrument of the pack of form policy that prints points and areas."""
    known = tower.known
    rows = known.entries("clause", state="all")
    printed = {
        form: {row.data["of"] for row in rows if FORMS.get(row.data["form"]) == form}
        for form in (POINT, AREA)
    }
    found = [
        row.code
        for row in known.entries("instrument", state="all")
        if row.data["form"] == "policy" and row.code in printed[POINT] & printed[AREA]
    ]
    return found[-1] if found else ""


def _ground(tower: Tower, policy: AllocationPolicy) -> None:
    """One area gets a ground, the others that print none are accepted with a reason."""
    areas = list(policy.items.filter(sort=AREA, grounds__isnull=True).order_by("order", "pk"))
    if areas:
        new = NewGround(
            sort="survey",
            text_ja="実演の調査：研究者の回答で最も多かった領域。",
            text_en="Demonstration survey: the area named most often by researchers.",
            said_on=tower.back(_PANEL + 40).isoformat(),
        )
        policies.add_ground(areas[0].code, new, **tower.how(version=areas[0].version))
    for item in areas[1:]:
        reason = "実演のため、根拠なしで認める／accepted for the demonstration"
        policies.accept_area(item.code, reason, **tower.how(version=item.version))


def meet(tower: Tower, policy: str) -> int:
    """The experts examine, the headquarters decide, the ministries get it. How many meetings."""
    about = Ref("budget.policy", policy) if policy else Ref("plan.clause", tower.clauses[0])
    advice, met = [], 1
    for body in tower.who("examines", tower.headquarters)[:1]:
        meeting = _meeting(tower, body, about, _PANEL, "専門的調査", "Examination")
        new = NewAdvice(
            body=body,
            sort=EXAMINATION,
            to_body=tower.headquarters,
            text_ja="実演の調査結果：案は妥当である。",
            text_en="Demonstration: the draft is sound.",
            evidence="実演の資料1／demonstration paper 1",
            about=(about,),
            meeting=meeting.code,
            given_on=tower.back(_PANEL),
        )
        advice.append(bodies.give_advice(new, **tower.how()).code)
        met += 1
    meeting = _meeting(tower, tower.headquarters, about, _BOARD, "方針の決定", "Decision")
    decision = _decide(tower, about, tuple(advice), meeting.code)
    if policy:
        _present(tower, policy, decision)
    return met


def _meeting(
    tower: Tower, body: str, about: Ref, days: int, ja: str, en: str
) -> Meeting:  # fmt: skip
    """Called, with one paper, held, minuted, published."""
    day = tower.back(days)
    new = NewMeeting(
        body=body,
        title_ja=f"実演の会議：{ja}",
        title_en=f"Demonstration meeting: {en}",
        day=day,
        place="実演の会議室／demonstration room",
        agenda=(Item(words=f"{ja}（実演）／{en} (demonstration)", about=(about,)),),
    )
    made = bodies.call_meeting(new, **tower.how())
    paper = NewPaper(
        meeting=made.code,
        number="1",
        title_ja=f"実演の資料：{ja}",
        title_en=f"Demonstration paper: {en}",
        text="実演のための作られた資料です。Made up for the demonstration.",
        about=(about,),
    )
    bodies.lay_paper(paper, **tower.how())
    present = ("長（実演）／head (demonstration)", "委員（実演）／member (demonstration)")
    bodies.hold_meeting(made.code, day, present, **_now(tower, made))
    minutes = Text(
        "実演の議事録。資料1の説明があり、審議の上、了承された。",
        "Demonstration minutes: paper 1 was presented, discussed and agreed to.",
    )
    bodies.minute_meeting(made.code, minutes, **_now(tower, made))
    bodies.publish_meeting(made.code, **_now(tower, made))
    return made


def _now(tower: Tower, meeting: Meeting) -> dict[str, Any]:
    """At the version that the meeting has."""
    return tower.how(version=Meeting.objects.get(pk=meeting.pk).version)


def _decide(tower: Tower, about: Ref, advice: tuple[str, ...], meeting: str) -> str:
    day = tower.back(_BOARD)
    new = NewDecision(
        body=tower.headquarters,
        title_ja="実演の決定：方針を定める",
        title_en="Demonstration: the policy is set",
        text_ja="専門的調査の結果を踏まえ、案のとおり決定する（実演）。",
        text_en="Decided as drafted, on the examination by the experts (demonstration).",
        about=(about,),
        advice=advice,
        meeting=meeting,
    )
    made = bodies.draft_decision(new, **tower.how())
    made = bodies.decide(made.code, day, **tower.how(version=made.version))
    bodies.publish_decision(made.code, **tower.how(version=made.version))
    return str(made.code)


def _present(tower: Tower, policy: str, decision: str) -> None:
    """Decided, received by two ministries; the draft of the year after differs in one item."""
    held = AllocationPolicy.objects.get(code=policy)
    held = policies.decide_policy(policy, decision, **tower.how(version=held.version))
    for body in tower.ministries()[:2]:
        by = tower.officer(body, 0)
        policies.receive_policy(policy, body, **tower.how(tower.back(_RECEIVED), by=by))
    year = held.fiscal_year + 1
    new = NewPolicy(
        fiscal_year=year,
        name_ja=f"{year}年度 資源配分方針の案（実演）",
        name_en=f"Draft allocation policy of FY{year} (demonstration)",
    )
    draft = policies.start_policy(new, policy, **tower.how())
    _change(tower, draft)


def _change(tower: Tower, draft: AllocationPolicy) -> None:
    """An area says more, another one is new, the last point goes."""
    first: PolicyItem = draft.items.filter(sort=AREA).earliest("order", "pk")
    area = NewItem(
        sort=AREA,
        text_ja=f"{first.text_ja}（実演の改定：対象を広げる。）",
        text_en=f"{first.text_en} (Demonstration revision: it reaches further.)",
        project=first.project,
    )
    policies.revise_item(first.code, area, **tower.how(version=first.version))
    new = replace(area, text_ja="実演の新しい重点領域。", text_en="A new area (demonstration).")
    policies.add_item(draft.code, new, **tower.how())
    point: PolicyItem = draft.items.filter(sort=POINT).latest("order", "pk")
    policies.remove_item(point.code, **tower.how(version=point.version))
