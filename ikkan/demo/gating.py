"""Writes gates at work: a panel that speaks, a No-go with its money, a loop back, a joint gate.

Called by tower. Decides: awards without a gate carry them, so that no story written before is
changed; one member of the panel stands aside.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from ikkan.awards.models import Award
from ikkan.demo.hands import Tower
from ikkan.parties import actions as parties
from ikkan.parties.models import Person
from ikkan.portfolio import actions as portfolio
from ikkan.portfolio.gating import actions
from ikkan.portfolio.gating.actions import phases
from ikkan.portfolio.gating.queries import phase_orders
from ikkan.portfolio.models import Gate
from ikkan.portfolio.rules import Criterion, Decision
from ikkan.review import actions as review
from ikkan.review.models import Subject
from ikkan.values.text import Text

_CRITERIA: Final = (
    Criterion(text=Text("実演：標的の妥当性", "Demonstration: validity of the target")),
    Criterion(text=Text("実演：開発計画の実行性", "Demonstration: feasible development plan")),
)
_CAPACITIES: Final = ("director", "coordinator", "expert", "industry")
_POSITIONS: Final = (("for", (4, 3)), ("conditional", (3, 2)))
_OPENED: Final = 40
_DECIDED: Final = 20


def write(tower: Tower) -> int:
    """How many gates were opened."""
    free = _free(tower)
    return sum((_panel(tower, free), _no_go(tower, free), _loop(tower, free), _joint(tower, free)))


def _panel(tower: Tower, free: list[Award]) -> int:
    """A pending gate: two of four spoke, one stood aside, one is waited for; evidence is given."""
    award = _next(tower, free)
    if award is None:
        return 0
    gate = _open(tower, award, _templates(tower, award)[0], tower.back(_OPENED))
    how, first = tower.how, tower.back(_OPENED)
    gate = actions.add_evidence(
        gate.code, 1, "実演：非臨床の結果の要約。", **how(first, version=gate.version)
    )
    due = tower.setting.today + timedelta(days=21)
    gate = actions.convene_gate(gate.code, 3, due, **how(first, version=gate.version))
    people = list(_judges())
    if gate.subject is None or len(people) < len(_CAPACITIES):
        return 1
    case, day = gate.subject, tower.back(_DECIDED)
    for person, capacity in zip(people, _CAPACITIES, strict=False):
        case = review.seat_member(
            case.code, person.code, capacity, **how(first, version=case.version)
        )
    for person, (position, marks) in zip(people, _POSITIONS, strict=False):
        words = "実演の意見：結果は再現している。／Demonstration: the results were reproduced."
        case = review.give_opinion(
            case.code, position, words, person.code, marks, **how(day, version=case.version)
        )
    _aside(tower, case, people[-1])
    return 1


def _aside(tower: Tower, case: Subject, person: Person) -> None:
    """One member stands aside; another declared its interests."""
    reason = "実演：同じ疾患の製品を開発しているため。／Demonstration: develops a rival product."
    how = tower.how(tower.back(_DECIDED), version=case.version)
    review.recuse(case.code, reason, person.code, **how)
    last = tower.setting.today + timedelta(days=300)
    first = case.members.select_related("person").order_by("pk").first()
    if first is not None:
        words = "該当なし（実演）／none (demonstration)"
        parties.declare_interests(
            first.person.code, words, tower.back(_OPENED), last, **tower.how()
        )


def _no_go(tower: Tower, free: list[Award]) -> int:
    """A No-go whose money waits to be dealt with."""
    rich = [one for one in free if one.amounts.filter(yen__gt=0).exists()]
    award = _next(tower, rich)
    if award is None:
        return 0
    free.remove(award)
    gate = _open(tower, award, _templates(tower, award)[-1], tower.back(_OPENED))
    made = Decision(
        decision="no_go",
        reason="実演：有効性の基準を満たさない。／Demonstration: efficacy was not shown.",
        decided_on=tower.back(_DECIDED),
        met=(False, None),
        money="stop",
    )
    portfolio.decide_gate(gate.code, made, **tower.how(version=gate.version))
    return 1


def _loop(tower: Tower, free: list[Award]) -> int:
    """A gate passed and come back to, where the pack lets a modality loop."""
    looping = {row.code for row in tower.known.entries("gate", state="all") if row.data["loops"]}
    for award in list(free):
        templates = [one for one in _templates(tower, award) if one in looping]
        if not templates:
            continue
        free.remove(award)
        day = tower.back(_DECIDED)
        gate = _open(tower, award, templates[-1], tower.back(_OPENED))
        reason = "実演：仕様を確かめた。／Demonstration: the specification was confirmed."
        made = Decision(decision="go", reason=reason, decided_on=day, met=(True, True))
        portfolio.decide_gate(gate.code, made, **tower.how(day, version=gate.version))
        _open(tower, award, templates[0], day)
        _move(tower, award)
        return 2
    return 0


def _joint(tower: Tower, free: list[Award]) -> int:
    """One gate for two awards of two programmes that carry one seed."""
    fitting = [one for one in free if _templates(tower, one)]
    for place, award in enumerate(fitting):
        for other in fitting[place + 1 :]:
            same = other.modality == award.modality
            if same and other.programme_code != award.programme_code:
                return _of_both(tower, award, other)
    return 0


def _of_both(tower: Tower, award: Award, other: Award) -> int:
    title = Text("実演のシーズ：二つの事業にまたがる", "Demonstration seed across two programmes")
    both, day = [award.code, other.code], tower.back(_OPENED)
    seed = portfolio.name_seed(title, both, award.modality, **tower.how(day))
    template = _templates(tower, award)[0]
    portfolio.open_gate(
        award.code, template, _CRITERIA, seed.code, also=[other.code], **tower.how(day)
    )
    return 1


def _move(tower: Tower, award: Award) -> None:
    """The award goes to the next phase as an exception that is written down."""
    orders = phase_orders(tower.setting.today)
    later = [code for code, order in orders.items() if order > orders.get(award.phase, 0)]
    if later:
        words = "実演：承認済みの部材だけを使うため。／Demonstration: approved parts only."
        phases.move_phase(award.code, later[0], words, **tower.how())


def _open(tower: Tower, award: Award, template: str, day: date) -> Gate:
    return portfolio.open_gate(award.code, template, _CRITERIA, **tower.how(day))


def _next(tower: Tower, free: list[Award]) -> Award | None:
    """The next award for which the pack has gates; it is no longer free."""
    for award in free:
        if _templates(tower, award):
            free.remove(award)
            return award
    return None


def _templates(tower: Tower, award: Award) -> tuple[str, ...]:
    return tuple(tower.setting.gates.get(award.modality, ()))


def _free(tower: Tower) -> list[Award]:
    """Active awards that no gate was opened for, the earliest first."""
    rows = Award.objects.filter(
        state="active",
        gates__isnull=True,
        began_on__lte=tower.back(_OPENED),
        ends_on__gt=tower.setting.today,
    )
    return list(rows.select_related("organisation", "principal").order_by("pk"))


def _judges() -> list[Person]:
    """People of the offices who lead no award."""
    rows = Person.objects.filter(awards__isnull=True, organisation__sort="agency")
    return list(rows.order_by("pk")[: len(_CAPACITIES)])
