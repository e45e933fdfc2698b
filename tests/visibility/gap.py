"""Records on the way of seeds, in variants that some may not see: "own" and "apart".

Called by `portfolio.make`. "own" belongs to the programme, researcher and organisation of the
viewers, "apart" to others. Calls the makers of the other parts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ikkan.audit.actor import Actor
from ikkan.parties import actions as parties
from ikkan.parties.loads import NewOrganisation, NewPerson
from ikkan.plan import actions as plan
from ikkan.plan.rules.offices import Office
from ikkan.portfolio import actions as portfolio
from ikkan.portfolio.seeds import actions as lines
from ikkan.portfolio.seeds.rules import AWARD, RELATED, SEED, Attribute, NewProduct
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from tests.awards.world import ASKED, BEGAN, World, seen
from tests.visibility import gap_horizon, gap_industry, gap_officers, gap_panels
from tests.visibility.viewers import OWN_PROJECT, Viewer

SIDES = ("own", "apart")
OTHER_PROJECT, THIRD_PROJECT = "T3-08", "T3-02"
_SEATED = (
    *("reviewer", "program_officer", "researcher", "institution_office", "company"),
    *("ministry_officer", "funder_staff", "disease_coordinator"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Codes by side where one belongs to the viewers; `people` hold the login of a role."""

    world: World
    actors: Mapping[str, Actor]
    people: Mapping[str, str]
    awards: Mapping[str, str]
    seeds: Mapping[str, str]
    homes: Mapping[str, str]
    companies: Mapping[str, str]


def make(world: World, viewers: Mapping[str, Viewer], numbers: Mapping[str, str]) -> None:
    """Everything of the seven parts."""
    found = _scene(world, viewers, numbers)
    _lines(found)
    gap_panels.make(found)
    gap_officers.make(found)
    gap_industry.make(found)
    gap_horizon.make(found)


def _scene(world: World, viewers: Mapping[str, Viewer], numbers: Mapping[str, str]) -> Gap:
    other = NewOrganisation(name_ja="架空製薬乙", name_en="Fictional Pharma Two", sort="company")
    (company,) = parties.record_parties([other], [], **ASKED)
    own = viewers["company"].scope
    assert own is not None
    people = {}
    for role in _SEATED:
        given = NewPerson(
            name_ja=f"役目{role}", name_en=f"Holder {role}", account_code=viewers[role].code
        )
        people[role] = parties.register_person(given, **ASKED).code
    for project, person in ((OWN_PROJECT, "director"), (OTHER_PROJECT, "adviser")):
        office = Office(
            role="program_director",
            scope=Ref("project", project),
            valid_from=BEGAN,
            person=world.people[person],
        )
        plan.appoint(office, "任命", **ASKED)
    chosen = {"own": numbers["public_own"], "apart": numbers["hidden_apart"]}
    seeds = {}
    for side, award in chosen.items():
        title = Text(f"生きたシーズ{side}", f"Living seed {side}")
        seeds[side] = portfolio.name_seed(title, [award], "drug", **ASKED).code
    return Gap(
        world=world,
        actors={role: one.actor for role, one in viewers.items()},
        people=people,
        awards=chosen,
        seeds=seeds,
        homes={"own": world.organisation, "apart": world.other_organisation},
        companies={"own": own.code, "apart": company},
    )


def _lines(found: Gap) -> None:
    """Profiles and products; from the own seed to what stands apart, and the other way."""
    for side, seed in found.seeds.items():
        line = Attribute(attribute="indication", least=f"適応{side}", ideal=f"理想{side}")
        lines.write_profile(seed, (line,), **ASKED)
        product = NewProduct(
            name=Text(f"製品{side}", f"Product of {side}"),
            sort="drug",
            organisation=found.companies[side],
            filed="2025",
            evidence="承認番号",
        )
        lines.record_product(seed, product, **ASKED)
    own, apart = (found.seeds[side] for side in SIDES)
    lines.relate(own, Ref(AWARD, found.awards["apart"]), RELATED, "近い研究", **seen(1))
    lines.relate(apart, Ref(SEED, own), RELATED, "近いシーズ", **seen(1))
