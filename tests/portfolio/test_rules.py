"""The three machines and the order of gates, without a database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikkan.portfolio import messages, rules
from ikkan.portfolio.rules import Office, Template
from ikkan.values.errors import InputError
from ikkan.values.text import Text

MACHINES = (
    (rules.SEED_STEPS, messages.SEED_LABELS, rules.SEED_STATES),
    (rules.GATE_STEPS, messages.DECISION_LABELS, rules.DECISIONS),
    (rules.HANDOVER_STEPS, messages.HANDOVER_LABELS, rules.HANDOVER_STATES),
)


def refused(code: str) -> pytest.RaisesExc[InputError]:
    return pytest.RaisesExc(InputError, check=lambda error: error.code == code)


@pytest.mark.parametrize(("steps", "labels", "states"), MACHINES)
def test_every_state_of_a_machine_has_steps_and_words(
    steps: Mapping[str, frozenset[str]], labels: Mapping[str, Text], states: tuple[str, ...]
) -> None:
    assert set(steps) == set(labels) == set(states)
    assert frozenset().union(*steps.values()) < set(states)


@pytest.mark.parametrize(("steps", "labels", "states"), MACHINES)
def test_only_the_steps_named_are_taken(
    steps: Mapping[str, frozenset[str]], labels: Mapping[str, Text], states: tuple[str, ...]
) -> None:
    for now in states:
        for then in states:
            if then in steps[now]:
                rules.demand_step(steps, labels, now, then)
            else:
                with refused("portfolio.step"):
                    rules.demand_step(steps, labels, now, then)


def template(modality: str, order: int, loops: bool = False) -> Template:
    return Template(code=f"{modality}-{order}", modality=modality, order=order, loops=loops)


def test_a_medicine_does_not_come_back_to_a_gate_and_a_device_does() -> None:
    with refused("portfolio.no_loop"):
        rules.demand_order(template("drug", 1), [template("drug", 2)])
    rules.demand_order(template("drug", 3), [template("drug", 1), template("drug", 2)])
    rules.demand_order(template("device", 1, loops=True), [template("device", 2, loops=True)])


def test_gates_of_two_modalities_do_not_mix() -> None:
    with refused("portfolio.modality"):
        rules.demand_order(template("regenerative", 2), [template("drug", 1)])


@pytest.mark.parametrize(
    ("decision", "due_on", "code"),
    [
        ("conditional", None, "portfolio.due_missing"),
        ("go", date(2027, 1, 1), "portfolio.due_spare"),
        ("conditional", date(2026, 11, 1), "portfolio.due_early"),
    ],
)
def test_a_due_day_belongs_to_a_conditional_go(
    decision: str, due_on: date | None, code: str
) -> None:
    with refused(code):
        rules.demand_due(decision, due_on, date(2026, 11, 1))
    rules.demand_due("conditional", date(2026, 11, 2), date(2026, 11, 1))
    rules.demand_due("no_go", None, date(2026, 11, 1))


def test_a_plain_go_leaves_no_criterion_open() -> None:
    with refused("portfolio.unmet"):
        rules.demand_met("go", [True, None, False])
    rules.demand_met("conditional", [True, None, False])
    rules.demand_met("go", [True, True])


@given(st.booleans(), st.booleans(), st.sampled_from([None, True, False]))
def test_an_appointment_limits_a_role_held_everywhere(
    granted: bool, everywhere: bool, appointed: bool | None
) -> None:
    office = Office(granted=granted, everywhere=everywhere, appointed=appointed)
    assert office.held == (granted or appointed is True or (everywhere and appointed is None))


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2026, 11, 22), date(2028, 5, 22)),
        (date(2026, 8, 31), date(2028, 2, 29)),
        (date(2026, 6, 30), date(2027, 12, 30)),
    ],
)
def test_eighteen_months_later(day: date, later: date) -> None:
    assert rules.months_after(day, 18) == later
