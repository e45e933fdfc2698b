"""Strategic decisions and directions of support: drafted, decided, tied to awards and calls.

Called by the pages of records. Source: 003:785 (戦略的な意思決定), 004:499, 003:787
(機動的なファンディング).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from ikkan.audit import journal
from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.awards.models import Award
from ikkan.calls import actions as calls
from ikkan.calls.edges import CALL_KIND
from ikkan.calls.models import Call
from ikkan.calls.rules import NewCall
from ikkan.line.writing import SIDE, Joint, join
from ikkan.portfolio.horizon import messages, queries, rules
from ikkan.portfolio.horizon.actions.reaching import (
    anywhere,
    changed,
    demand,
    demand_state,
    in_pack,
    locked,
    named,
    one_named,
)
from ikkan.portfolio.horizon.messages import STAGES, STRATEGY_SORTS, STRATEGY_STATES
from ikkan.portfolio.horizon.models import Dossier, Signal, Strategy, Topic
from ikkan.portfolio.horizon.rules import (
    AWARD,
    DECIDED,
    DOSSIER,
    DRAFT,
    STRATEGY,
    SUPERSEDED,
    NewStrategy,
)
from ikkan.records.codes import next_code
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_PHASE = Text("段階", "phase")


@action(
    "portfolio.draft_strategy",
    permission="can_draft_strategy",
    description=Text("戦略的な決定・支援の方向性の案を書く", "Draft a strategic decision"),
    scope=anywhere,
)
def draft_strategy(
    new: NewStrategy, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Strategy:
    """Raises InputError with every reason."""
    return _new(new, None, as_of)


@action(
    "portfolio.follow_strategy",
    permission="can_draft_strategy",
    description=Text(
        "決定を引き継ぐ新しい案を起こす", "Draft a decision that takes the place of an earlier one"
    ),
    scope=anywhere,
)
def follow_strategy(
    code: str,
    new: NewStrategy,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Strategy:
    """The earlier one holds until the new one is decided. Raises NotFound, InputError."""
    before: Strategy = locked(Strategy, messages.STRATEGY, code, version)
    demand_state(before, messages.STRATEGY, STRATEGY_STATES, DECIDED)
    return _new(new, before, as_of)


@action(
    "portfolio.decide_strategy",
    permission="can_decide_strategy",
    description=Text("戦略的な決定をする", "Take a strategic decision"),
)
def decide_strategy(
    code: str,
    reason: str,
    decided_on: date,
    published: bool = False,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Strategy:
    """It needs its evidence and a reason, and never changes. Raises NotFound, InputError."""
    made: Strategy = locked(Strategy, messages.STRATEGY, code, version)
    demand_state(made, messages.STRATEGY, STRATEGY_STATES, DRAFT)
    found = [] if reason.strip() else [messages.REASON]
    found += rules.not_ahead(decided_on, as_of)
    if not made.signals.exists() and not made.dossiers.exists():
        found.append(messages.NO_EVIDENCE)
    demand("strategy", found)
    if made.follows is not None:
        Strategy.objects.filter(pk=made.follows.pk).update(state=SUPERSEDED)
    made.state, made.reason, made.published = DECIDED, reason.strip(), published
    made.decided_on, made.decided_by = decided_on, by.code
    said = {"state": DECIDED, "reason": reason, "decided_on": decided_on, "published": published}
    names = ("state", "reason", "published", "decided_on", "decided_by")
    done: Strategy = changed(made, STRATEGY, said, *names)
    return done


@action(
    "portfolio.link_strategy",
    permission="can_draft_strategy",
    description=Text(
        "方向性・決定を、それに沿う課題と結ぶ", "Tie a direction of support to the awards under it"
    ),
    scope=anywhere,
)
def link_strategy(
    code: str,
    awards: Sequence[str],
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Strategy:
    """These awards and no others. Raises NotFound, VersionConflict, InputError."""
    made: Strategy = locked(Strategy, messages.STRATEGY, code, version)
    made.awards.set(named(Award, messages.AWARD, awards))
    _join(made)
    done: Strategy = changed(made, STRATEGY, {"awards": sorted(awards)})
    return done


@action(
    "portfolio.found_call",
    permission="can_found_call",
    description=Text(
        "戦略的な決定にもとづく機動的な公募を計画する",
        "Plan a fast-track call founded on a decision",
    ),
)
def found_call(
    code: str,
    new: NewCall,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Strategy:
    """The programme is of the emergency class, the days as the status in force demands.

    Raises NotFound, VersionConflict, InputError with every reason.
    """
    made: Strategy = locked(Strategy, messages.STRATEGY, code, version)
    demand_state(made, messages.STRATEGY, STRATEGY_STATES, DECIDED)
    status = queries.status(as_of)
    open_for = (new.closes_on - new.opens_on).days + 1
    found = list(rules.refused_notice(open_for, status.notice_days, status.state))
    if not queries.in_class(new.programme_code, new.opens_on):
        words = messages.NOT_CLASSED.format(code=new.programme_code, day=new.opens_on)
        found.append(words)
    demand("call", found)
    own = Ref(STRATEGY, code)
    fast = replace(new, fast_track=True, basis=str(own))
    call = calls.plan_call(fast, by=by, as_of=as_of, version=None, key=None)
    _join(made)
    done: Strategy = changed(made, STRATEGY, {"call": call.code, "open_for": open_for})
    return done


def _join(made: Strategy) -> None:
    """Beside its awards, its dossiers and the calls it founded."""
    own = Ref(STRATEGY, made.code)
    awards = made.awards.order_by("pk").values_list("code", flat=True)
    dossiers = made.dossiers.order_by("pk").values_list("code", flat=True)
    founded = Call.objects.filter(basis=str(own)).order_by("pk").values_list("code", flat=True)
    joints = [Joint(kind="directs", to=Ref(AWARD, one), direction=SIDE) for one in awards]
    joints += [Joint(kind="rests_on", to=Ref(DOSSIER, one), direction=SIDE) for one in dossiers]
    joints += [Joint(kind="founds", to=Ref(CALL_KIND, one), direction=SIDE) for one in founded]
    join(own, joints)


def _new(new: NewStrategy, follows: Any, as_of: date) -> Strategy:
    found = list(rules.titled(new.title))
    found += [] if new.text.strip() else [messages.TEXT]
    found += rules.among(new.sort, STRATEGY_SORTS)
    found += rules.among(new.stage, STAGES)
    found += in_pack("phase", new.phase, _PHASE, as_of)
    demand("strategy", found)
    held = {
        "signals": named(Signal, messages.SIGNAL, new.signals),
        "dossiers": named(Dossier, messages.DOSSIER, new.dossiers),
        "awards": named(Award, messages.AWARD, new.awards),
    }
    made = Strategy.objects.create(
        code=next_code("STR", as_of.year),
        sort=new.sort,
        title_ja=new.title.ja.strip() or new.title.en.strip(),
        title_en=new.title.en.strip(),
        topic=one_named(Topic, messages.TOPIC, new.topic),
        stage=new.stage,
        phase=new.phase,
        text=new.text.strip(),
        follows=follows,
    )
    for name, rows in held.items():
        getattr(made, name).set(rows)
    _join(made)
    said = {"strategy": new, "follows": follows.code if follows is not None else ""}
    journal.write(Ref(STRATEGY, made.code), said)
    return made
