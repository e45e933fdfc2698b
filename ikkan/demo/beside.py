"""Writes what stands beside the awards: research elsewhere, sites, announced calls, tags.

Called by tower, after the awards. Decides: one pair of records is alike enough to be talked over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final

from ikkan.awards import actions as awards
from ikkan.awards.elsewhere import actions as elsewhere
from ikkan.awards.elsewhere.rules import PROJECT, THEME, NewProject, NewTheme
from ikkan.awards.models import Award
from ikkan.calls import actions as calls
from ikkan.calls.rules import NewCall
from ikkan.demo import money
from ikkan.demo.hands import Tower
from ikkan.demo.setting import STEP
from ikkan.parties.facilities import actions as sites
from ikkan.parties.facilities.rules import NewDesignation, NewFacility
from ikkan.parties.models import Organisation
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_TENTH: Final = 10
_MOST_TAGGED: Final = 60
_THEMES: Final = (
    Text("実演：希少な疾患の遺伝子の地図", "Demonstration: a map of genes of rare diseases"),
    Text("実演：感染を早く知る検査", "Demonstration: early tests of infections"),
)
_PROJECTS: Final = (
    Text("実演：希少な疾患の遺伝子の解析", "Demonstration: genes of rare diseases analysed"),
    Text("実演：歩行を助ける材料", "Demonstration: materials that help walking"),
    Text("実演：睡眠と記憶の計測", "Demonstration: sleep and memory measured"),
)
_SITES: Final[Mapping[str, tuple[Text, tuple[str, ...]]]] = {
    "core_hospital": (
        Text("実演の臨床研究拠点", "Demonstration clinical research site"),
        ("first_in_human", "single_irb", "english"),
    ),
    "biobank": (
        Text("実演のバイオバンク", "Demonstration biobank"),
        ("samples", "genome", "third_parties"),
    ),
    "shared_facility": (
        Text("実演の共用機器室", "Demonstration shared equipment"),
        ("analysers", "library", "training", "third_parties"),
    ),
}


def research(tower: Tower) -> tuple[int, int]:
    """Themes of institutes, projects of other funders, one case. How many of the first two."""
    themes = _themes(tower)
    projects = _projects(tower)
    if themes and projects:
        _overlap(tower, Ref(THEME, themes[0]), Ref(PROJECT, projects[0]))
    return len(themes), len(projects)


def _themes(tower: Tower) -> list[str]:
    """In-house research of two ministries, with the money of three years."""
    classes = [row.code for row in tower.known.entries("cost_class", state="all")]
    homes = _organisations("institute", 2)
    rows = list(zip(_THEMES, homes, tower.ministries(), strict=False))
    year, made = tower.setting.year, []
    for number, (title, home, ministry) in enumerate(rows, start=1):
        new = NewTheme(
            institute=home,
            ministry=ministry,
            title=title,
            domains=tower.setting.domains[number : number + 1],
            cost_class=classes[1:2][0] if classes[1:2] else classes[0],
            amounts={year + at: (700 + 90 * number) * STEP for at in (-2, -1, 0)},
            role_funder="実用化に近い研究（実演）／later phases (demonstration)",
            role_institute="基礎の研究（実演）／basic research (demonstration)",
        )
        made.append(str(elsewhere.register_theme(new, **tower.how()).code))
    return made


def _projects(tower: Tower) -> list[str]:
    """Projects of other funders of the pack; none where it knows no other."""
    funders = tower.other_funders()
    if not funders:
        return []
    year = tower.setting.year
    rows = [
        NewProject(
            funder=funders[number % len(funders)],
            key=f"DEMO-{number:03d}",
            number=f"DEMO-{number:03d}",
            title=title,
            principal=f"実演の研究者 {number}",
            organisation_name=f"実演機関 {number}",
            first_year=year - 1,
            last_year=year + 1,
            amounts={year - 1: (40 + number) * STEP, year: (55 + number) * STEP},
            domains=tower.setting.domains[1:2],
        )
        for number, title in enumerate(_PROJECTS, start=1)
    ]
    return elsewhere.record_projects(rows, **tower.how())


def _overlap(tower: Tower, left: Ref, right: Ref) -> None:
    """A case that the two sides talked over and did not settle yet."""
    due = tower.setting.today + timedelta(days=45)
    case = elsewhere.open_overlap(left, right, due, **tower.how())
    words = "実演：対象の集団が違うことを確かめ、分担を相談した。／Demonstration: talked over."
    day = tower.back(15)
    elsewhere.record_talk(case.code, words, day, **tower.how(version=case.version))


def places(tower: Tower) -> int:
    """Three sites with what can be had there; the first is designated. How many sites."""
    homes = _organisations("hospital", 1) + _organisations("university", 2)
    rows = list(zip(_SITES.items(), homes, strict=False))
    for number, ((sort, (name, capabilities)), home) in enumerate(rows):
        new = NewFacility(
            name_ja=name.ja,
            name_en=name.en,
            sort=sort,
            organisation=home,
            capabilities=capabilities,
            services="実演：共同研究と受託解析。 Demonstration: joint work and analyses.",
            quantity=f"実演：{(number + 1) * 111:,}",
            access="実演：申込みから二週間。 Demonstration: two weeks after the request.",
        )
        made = sites.register_facility(new, **tower.how())
        if number == 0:
            _designate(tower, made.code, made.version)
    return len(rows)


def _designate(tower: Tower, site: str, version: int) -> None:
    ministries = tower.ministries()
    if ministries:
        new = NewDesignation(
            facility=site,
            body=ministries[min(1, len(ministries) - 1)],
            valid_from=tower.setting.first_day(tower.setting.year - 1),
            basis="実演のための指定／made up for the demonstration",
        )
        sites.designate_facility(new, **tower.how(version=version))


def planned_calls(tower: Tower) -> int:
    """Three calls that are announced and open in the months to come. How many."""
    setting = tower.setting
    there = set(
        Award.objects.filter(fiscal_year=setting.year).values_list("programme_code", flat=True)
    )
    own = [one for one in setting.programmes if one.code in there][:3]
    for number, one in enumerate(own, start=1):
        opens = setting.today + timedelta(days=35 * number)
        new = NewCall(
            title_ja=f"{one.name.ja} 実演の公募（予告）",
            title_en=f"{one.name.en}: demonstration call, announced",
            programme_code=one.code,
            account=money.purse(setting.year, one.code),
            opens_on=opens,
            closes_on=opens + timedelta(days=45),
            upper_yen=60 * STEP,
            places=4,
        )
        made = calls.plan_call(new, **tower.how())
        calls.announce_call(made.code, **tower.how(version=made.version))
    return len(own)


def tags(tower: Tower) -> int:
    """Every tenth award carries a tag of the pack, sixty at most. How many do."""
    known = [row.code for row in tower.known.entries("tag", state="all")]
    if not known:
        return 0
    rows = Award.objects.order_by("pk").values_list("code", "version")
    tagged = list(rows)[::_TENTH][:_MOST_TAGGED]
    for number, (code, version) in enumerate(tagged):
        awards.tag_award(code, _some(known, number), **tower.how(version=version))
    return len(tagged)


def _some(codes: Sequence[str], number: int) -> list[str]:
    """One code, or two for every third."""
    wanted = (number, number + 1) if number % 3 == 0 else (number,)
    return list(dict.fromkeys(codes[at % len(codes)] for at in wanted))


def _organisations(sort: str, most: int) -> list[str]:
    rows = Organisation.objects.filter(sort=sort).order_by("pk")
    return list(rows.values_list("code", flat=True)[:most])
