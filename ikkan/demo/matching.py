"""Writes coordination of hand-overs: calls that take, a round of last year, one under way, a pair.

Called by tower, after awards and gates. Decides: which edits and decisions a reader finds; all
through the portfolio's own actions, all made up.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Final

from ikkan.awards import actions as awards
from ikkan.awards.models import Award
from ikkan.awards.rules import Terms
from ikkan.budget import actions as budget
from ikkan.budget.rules import Layer, NewAccount
from ikkan.calls import actions as calls
from ikkan.calls.models import Call
from ikkan.calls.rules import NewApplication, NewCall
from ikkan.demo import money
from ikkan.demo.hands import Tower
from ikkan.demo.setting import STEP, Programme
from ikkan.parties.models import Person
from ikkan.portfolio import actions as portfolio
from ikkan.portfolio.matching import actions, evidence, planning
from ikkan.portfolio.matching.gathering import scope_of
from ikkan.portfolio.matching.rules import Edit, NewRound
from ikkan.portfolio.models import Handover, MatchingRound
from ikkan.values.errors import InputError

_CALLS: Final = 14
_PLACES: Final = 1
_LAST_YEAR: Final = 300
_MONEY: Final = 260
_FLOOR: Final = 0.55
_EDITED: Final = 2
_ASKED: Final = 4


def write(tower: Tower) -> dict[str, int]:
    """Counts by name; a home without awards that end has no round."""
    opened = _calls(tower)
    links = _links(tower)
    made = [_finished(tower), _current(tower)]
    return {
        "calls_that_take": opened,
        "programme_links": links,
        "coordination_rounds": sum(one is not None for one in made),
        "pairings": _pair(tower),
    }


def _calls(tower: Tower) -> int:
    """Announced calls of programmes, each for a phase or two and some areas."""
    setting, scope = tower.setting, scope_of(tower.setting.today)
    there = set(Call.objects.values_list("account__code", flat=True))
    orders = sorted(scope.orders, key=lambda code: scope.orders[code])
    named = [one for one in setting.programmes if money.purse(setting.year, one.code) in there]
    for number, one in enumerate(named[:_CALLS]):
        first, last = scope.phases.get(one.code, (0, 0))
        low = orders[first - 1] if first else orders[number % len(orders)] if orders else ""
        high = orders[last - 1] if last else low
        opens = setting.today + timedelta(days=40 + 31 * (number % 9))
        new = NewCall(
            title_ja=f"{one.name.ja} 継続支援の公募（実演）",
            title_en=f"{one.name.en}: demonstration call for continued support",
            programme_code=one.code,
            account=_account(tower, one),
            opens_on=opens,
            closes_on=opens + timedelta(days=60),
            upper_yen=(_MONEY + 40 * (number % 5)) * STEP,
            places=_PLACES + number % 2,
            phases=tuple(dict.fromkeys(code for code in (low, high) if code)),
            domains=_areas(setting.domains, number),
        )
        made = calls.plan_call(new, **tower.how())
        calls.announce_call(made.code, **tower.how(version=made.version))
    return len(named[:_CALLS])


def _account(tower: Tower, programme: Programme) -> str:
    """An account under the programme's for a call to come, which nobody funded yet."""
    setting = tower.setting
    new = NewAccount(
        layer=Layer.CALL.value,
        name_ja=f"{programme.name.ja} 公募（実演）",
        name_en=f"{programme.name.en}: call (demonstration)",
        fiscal_year=setting.year,
        parent=money.purse(setting.year, programme.code),
        opened_on=setting.today,
    )
    return str(budget.open_account(new, **tower.how()).code)


def _areas(domains: Sequence[str], number: int) -> tuple[str, ...]:
    """Every third call takes any area, the others two."""
    if not domains or number % 3 == 0:
        return ()
    return (domains[number % len(domains)], domains[(number + 1) % len(domains)])


def _links(tower: Tower) -> int:
    """Programmes in the order of their phases, each to the next, paid by either source."""
    scope = scope_of(tower.setting.today)
    staged = sorted(
        (one.code for one in tower.setting.programmes if one.code in scope.phases),
        key=lambda code: (scope.phases[code], code),
    )[:4]
    first = tower.setting.first_day(tower.setting.year)
    for number, (frm, to) in enumerate(pairwise(staged)):
        funding = "adjustment" if number % 2 else "existing"
        basis = "実演のためのつながり／made up for the demonstration"
        actions.link_programmes(frm, to, funding, first, None, basis, **tower.how())
    return max(0, len(staged) - 1)


def _finished(tower: Tower) -> MatchingRound | None:
    """A round of last year: planned, two cases decided, closed."""
    day = tower.back(_LAST_YEAR)
    found = _round(tower, day, "昨年度の調整の回（実演）", "Last year's round (demonstration)")
    if found is None:
        return None
    cases = _ask(tower, found, day + timedelta(days=20), 2)
    _decide(tower, cases, day + timedelta(days=60))
    found.refresh_from_db()
    how = tower.how(day + timedelta(days=80), version=found.version)
    return actions.close_round(found.code, **how)


def _current(tower: Tower) -> MatchingRound | None:
    """The round under way: three changes by people, cases asked for, one of them decided."""
    day = tower.back(20)
    found = _round(tower, day, "今年度の調整の回（実演）", "This year's round (demonstration)")
    if found is None:
        return None
    plan, frozen = planning.planned(found)
    pairs = evidence.pairs_of(plan)
    chosen = sorted(pairs)
    for number, award in enumerate(chosen[:_EDITED]):
        edit = (Edit.PIN, Edit.FORBID)[number % 2]
        found = _edit(tower, found, edit, award, pairs[award][0])
    wide = next((one for one in frozen.slots if one.call and one.places > 1), None)
    if wide is not None:
        how = tower.how(tower.back(12), version=found.version)
        said = "実演：今年度は一枠減らす。／Demonstration: one place fewer this year."
        found = _tried(found, actions.set_places, wide.code, wide.places - 1, said, **how)
    cases = _ask(tower, found, tower.back(8), _ASKED)
    _decide(tower, cases[:1], tower.back(3))
    return found


def _round(tower: Tower, day: date, ja: str, en: str) -> MatchingRound | None:
    """A round with its first plan; None where nothing ends in its time."""
    seed = tower.setting.seed % 1000
    new = NewRound(title_ja=ja, title_en=en, day=day, seed=seed, floor=_FLOOR)
    found = actions.open_round(new, **tower.how(day))
    try:
        return actions.build_plan(found.code, **tower.how(day, version=found.version))
    except InputError:
        return None


def _edit(tower: Tower, found: MatchingRound, edit: str, award: str, slot: str) -> MatchingRound:
    how = tower.how(tower.back(14), version=found.version)
    said = "実演：担当者の判断。／Demonstration: an officer's judgement."
    return _tried(found, actions.edit_plan, edit, award, slot, said, **how)


def _tried(found: MatchingRound, act: Any, *given: Any, **how: Any) -> MatchingRound:
    """The round after an edit; as it was where the plan does not allow it."""
    try:
        changed: MatchingRound = act(found.code, *given, **how)
    except InputError:
        return found
    return changed


def _ask(tower: Tower, found: MatchingRound, day: date, count: int) -> list[Handover]:
    """Cases of the first pairs of the plan that may be asked for."""
    plan, _ = planning.planned(found)
    reason = "実演：案のとおり引き継ぎたい。／Demonstration: as the plan proposes."
    for award in sorted(evidence.pairs_of(plan)):
        if found.handovers.count() >= count:
            break
        found.refresh_from_db()
        how = tower.how(day, version=found.version)
        _tried(found, actions.ask_opinions, (award,), reason, **how)
    return list(found.handovers.order_by("pk"))


def _decide(tower: Tower, cases: Sequence[Handover], day: date) -> None:
    for case in cases:
        how = tower.how(day, version=case.version)
        reason = "実演：適合度と意見により決める。／Demonstration: by fit and opinions."
        _tried_decision(case, reason, day, how)


def _tried_decision(case: Handover, reason: str, day: date, how: dict[str, Any]) -> None:
    try:
        portfolio.decide_handover(case.code, "decided", reason, day, "実演／demonstration", **how)
    except InputError:
        return


def _pair(tower: Tower) -> int:
    """A basic-stage award adopted under an offer of continued support, and the promise of it."""
    setting = tower.setting
    there = set(Call.objects.values_list("account__code", flat=True))
    own = [one for one in setting.programmes if money.purse(setting.year, one.code) in there]
    who = Person.objects.filter(organisation__isnull=False).order_by("pk").first()
    if len(own) < 2 or who is None or not setting.phases:
        return 0
    frm, to = own[0], own[1]
    opens = tower.back(240)
    new = NewCall(
        title_ja=f"{frm.name.ja} 継続支援を示した公募（実演）",
        title_en=f"{frm.name.en}: demonstration call that offers continued support",
        programme_code=frm.code,
        account=money.purse(setting.year, frm.code),
        opens_on=opens,
        closes_on=opens + timedelta(days=40),
        state="decided",
        phases=(setting.phases[0],),
        pairing=(to.code,),
    )
    (call,) = calls.record_calls([new], **tower.how())
    adopted = NewApplication(
        call=call,
        principal=who.code,
        title_ja="実演：続く支援を約した基礎の研究",
        title_en="Demonstration: basic work with continued support promised",
        requested_yen=3 * STEP,
        submitted_on=opens + timedelta(days=20),
        state="adopted",
        adopted_yen=3 * STEP,
        decided_on=opens + timedelta(days=90),
        reason="実演／demonstration",
    )
    try:
        (application,) = calls.record_applications([adopted], **tower.how())
    except InputError:
        return 0
    terms = Terms(
        began_on=opens + timedelta(days=100),
        ends_on=opens + timedelta(days=100 + 700),
        year_amounts={setting.year: 3 * STEP},
        phase=setting.phases[0],
        domains=tuple(setting.domains[:1]),
        opens_account=False,
    )
    award = awards.make_award(application, terms, **tower.how())
    return _promise(tower, award, to.code)


def _promise(tower: Tower, award: Award, programme: str) -> int:
    try:
        pairing = actions.offer_pairing(award.code, programme, **tower.how(tower.back(120)))
    except InputError:
        return 0
    words = "実演：中間のゲートを通れば、続く支援を約する。／Demonstration: if the gate is passed."
    how = tower.how(tower.back(100), version=pairing.version)
    actions.promise_pairing(pairing.code, words, **how)
    return 1
