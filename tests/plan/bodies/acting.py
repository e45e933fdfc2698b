"""People and records with which the tests of bodies act."""

from __future__ import annotations

from datetime import date
from typing import Any

from ikkan.audit.actor import Actor, Scope
from ikkan.plan import actions as plan
from ikkan.plan.bodies import actions
from ikkan.plan.bodies.models import Advice, Decision, Meeting
from ikkan.plan.bodies.rules import Item, NewAdvice, NewDecision, NewMeeting
from ikkan.plan.rules.clauses import NewClause
from ikkan.values.ref import Ref
from ikkan.values.text import Text

TODAY = date(2026, 11, 22)
CLAUSE = Ref("clause", "strategy-2.000-111")
PANEL, ADVISERS, HEAD = "EXPERT-PANEL", "ADVISERS", "HQ"


def actor(role: str, *bodies: str) -> Actor:
    """A person with a role, everywhere or for some bodies."""
    scopes = tuple(Scope(role, "body", one) for one in bodies) or (Scope(role),)
    return Actor(f"u-{role}-{'-'.join(bodies)}", frozenset({"account", "public", role}), scopes)


HQ = actor("hq_officer")
MHLW = actor("ministry_officer", "MHLW")
STAFF = actor("funder_staff")


def how(by: Actor, version: int | None = None, as_of: date = TODAY) -> dict[str, Any]:
    """What every action is told."""
    return {"by": by, "as_of": as_of, "version": version, "key": None}


def clause() -> Ref:
    """A clause in preparation."""
    made = plan.draft_clause(NewClause(text_ja="継続支援を強める。"), **how(HQ))
    return Ref("plan.clause", made.code)


def called(body: str = HEAD, by: Actor = HQ, **changes: Any) -> Meeting:
    """A meeting that was called."""
    said: dict[str, Any] = {
        "body": body,
        "title_ja": "本部会合",
        "title_en": "Meeting",
        "day": TODAY,
        "agenda": (Item(words="次期計画の案", about=(CLAUSE,)),),
    }
    return actions.call_meeting(NewMeeting(**(said | changes)), **how(by))


def held(body: str = HEAD, by: Actor = HQ, day: date = TODAY) -> Meeting:
    """A meeting that was held."""
    meeting = called(body, by)
    return actions.hold_meeting(meeting.code, day, ("内閣総理大臣",), **how(by, meeting.version))


def published(meeting: Meeting, by: Actor = HQ) -> Meeting:
    """The same, minuted and published."""
    minuted = actions.minute_meeting(
        meeting.code,
        Text("案のとおり決定した。", "Decided as drafted."),
        **how(by, meeting.version),
    )
    return actions.publish_meeting(meeting.code, **how(by, minuted.version))


def new_advice(**changes: Any) -> NewAdvice:
    """An expert examination by the panel."""
    said: dict[str, Any] = {
        "body": PANEL,
        "sort": "examination",
        "to_body": HEAD,
        "text_ja": "妥当である。",
        "text_en": "It is sound.",
        "about": (CLAUSE,),
        "given_on": TODAY,
    }
    return NewAdvice(**(said | changes))


def given(by: Actor = HQ, **changes: Any) -> Advice:
    """Advice on record."""
    return actions.give_advice(new_advice(**changes), **how(by))


def new_decision(**changes: Any) -> NewDecision:
    """A decision of the headquarters."""
    said: dict[str, Any] = {
        "body": HEAD,
        "title_ja": "計画の決定",
        "title_en": "Decision on the plan",
        "text_ja": "案のとおりとする。",
        "about": (CLAUSE,),
    }
    return NewDecision(**(said | changes))


def drafted(by: Actor = HQ, **changes: Any) -> Decision:
    """A draft."""
    return actions.draft_decision(new_decision(**changes), **how(by))


def decided(decision: Decision, day: date = TODAY, by: Actor = HQ) -> Decision:
    """The draft, decided."""
    return actions.decide(decision.code, day, **how(by, decision.version))
