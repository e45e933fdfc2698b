"""The command tower of a demonstration: bodies at work, policy, requests, funds, follow-ups.

Decides: the order, so that every record names only what stands already. Called by building at the
end, in its transaction; all through the contexts' actions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ikkan.demo import (
    adjusting,
    beside,
    following,
    funds,
    gating,
    horizon,
    industry,
    matching,
    officers,
    rounds,
    seeds,
    sittings,
    steering,
)
from ikkan.demo.hands import Accounts, Tower
from ikkan.demo.setting import Setting
from ikkan.plan import queries as plan


def tower_of(setting: Setting, clauses: Sequence[str], accounts: Accounts) -> Tower:
    """The tower of this home, as of today."""
    return Tower(
        setting=setting,
        known=plan.snapshot(setting.today),
        clauses=clauses,
        accounts=accounts,
    )


def build(tower: Tower, say: Callable[[str, int], None]) -> dict[str, int]:
    """The counts of what was written, by kind; `say` hears each."""
    counts: dict[str, int] = {}

    def wrote(name: str, count: int) -> None:
        counts[name] = count
        say(name, count)

    wrote("seats", sittings.seats(tower))
    policy = sittings.draft_policy(tower)
    wrote("meetings", sittings.meet(tower, policy))
    wrote("request_lines", rounds.write(tower, policy))
    wrote("funds", funds.write(tower))
    wrote("carry_overs", funds.carry(tower))
    themes, projects = beside.research(tower)
    wrote("themes", themes)
    wrote("projects_elsewhere", projects)
    wrote("facilities", beside.places(tower))
    wrote("planned_calls", beside.planned_calls(tower))
    wrote("tagged_awards", beside.tags(tower))
    wrote("followups", following.measures(tower))
    wrote("ratings", following.goals(tower))
    for name, count in seeds.write(tower).items():
        wrote(name, count)
    for name, count in officers.write(tower).items():
        wrote(name, count)
    for name, count in matching.write(tower).items():
        wrote(name, count)
    for name, count in horizon.write(tower).items():
        wrote(name, count)
    for name, count in industry.write(tower).items():
        wrote(name, count)
    wrote("gates_at_work", gating.write(tower))
    wrote("adjustment_proposals", adjusting.write(tower))
    wrote("steering_scenarios", steering.write(tower))
    return counts
