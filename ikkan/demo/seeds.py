"""Writes the lines of a few made-up seeds: carriers, notes, profiles, products, lineage, trials.

Called by tower, after research elsewhere is there. Decides: which of the seeds show what; all
through the contexts' actions.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from ikkan.awards.elsewhere.models import External, Theme
from ikkan.awards.models import Award
from ikkan.demo.hands import Tower
from ikkan.outcomes import actions as outcomes
from ikkan.outcomes.models import Outcome
from ikkan.outcomes.rules import TRIAL, TRIAL_LEADS, TRIAL_STAGES
from ikkan.portfolio.industry import actions as industry
from ikkan.portfolio.industry.rules import NewMilestone
from ikkan.portfolio.models import Seed
from ikkan.portfolio.seeds import actions, queries
from ikkan.portfolio.seeds.rules import (
    AWARD,
    EXTERNAL,
    OUTCOME,
    RELATED,
    REVERSE,
    SEED,
    THEME,
    Attribute,
    NewProduct,
    Part,
)
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_MOST_TYPED: Final = 12
_NOTES: Final = (
    Text("実演：検体を集め、指標を確かめた", "Demonstration: samples collected, marker verified"),
    Text("実演：動物での再現を確かめた", "Demonstration: reproduced in animals"),
    Text("実演：製造の条件を決めた", "Demonstration: conditions of manufacture fixed"),
)
_DUE: Final = Text("実演：治験の計画を届け出る", "Demonstration: file the plan of the trial")
_DONE: Final = Text("実演：安全性の試験を終える", "Demonstration: complete the safety studies")
_WHY: Final = "実演のための記録／made up for the demonstration"
_FIRST: Final = (
    Attribute(attribute="indication", least="実演の疾患", ideal="実演の疾患と前段階"),
    Attribute(attribute="efficacy", least="感度 60 %", ideal="感度 85 %", ground="実演の試験"),
    Attribute(attribute="safety", least="重い有害事象なし", ideal="軽い有害事象も少ない"),
)
_SECOND: Final = (
    *_FIRST[:1],
    Attribute(attribute="efficacy", least="感度 70 %", ideal="感度 85 %", ground="実演の試験"),
    *_FIRST[2:],
    Attribute(attribute="comparator", least="実演の標準の検査", ideal="実演の標準の検査"),
)


def write(tower: Tower) -> dict[str, int]:
    """How many seeds were given a line, and how many trials a type."""
    rows = list(Seed.objects.filter(state="active").order_by("pk"))
    for seed in rows[:3]:
        _notes(tower, seed)
    if rows:
        _carry(tower, rows[0])
        _profile(tower, rows[0])
    done = Seed.objects.filter(state="succeeded").order_by("pk").first()
    if done is not None:
        _product(tower, done)
    _relate(tower, rows)
    _shape(tower, rows[3:])
    return {"seed_lines": min(3, len(rows)), "typed_trials": _trials(tower)}


def _how(tower: Tower, seed: Seed) -> dict[str, Any]:
    seed.refresh_from_db()
    return tower.how(version=seed.version)


def _notes(tower: Tower, seed: Seed) -> None:
    """Three years of progress, a milestone that was reached on its day and one ahead."""
    year = tower.setting.year
    for back, words in enumerate(reversed(_NOTES)):
        actions.note_progress(seed.code, year - back, words, **_how(tower, seed))
    reached = max(tower.back(60), queries.first_day(seed))
    evidence = "実演の報告書 DEMO-1／report DEMO-1 of the demonstration"
    done = NewMilestone(title=_DONE, due_on=reached)
    made = industry.set_milestone(seed.code, done, **tower.how())
    industry.reach_milestone(made.code, reached, evidence, **tower.how(version=made.version))
    ahead = tower.setting.today + timedelta(days=300)
    industry.set_milestone(seed.code, NewMilestone(title=_DUE, due_on=ahead), **tower.how())


def _carry(tower: Tower, seed: Seed) -> None:
    """In-house research with days, a project elsewhere without any, a trial."""
    theme, project = (model.objects.order_by("pk").first() for model in (Theme, External))
    first = queries.first_day(seed) - timedelta(days=500)
    if theme is not None:
        ref = Ref(THEME, theme.code)
        until = first + timedelta(days=480)
        actions.add_carrier(seed.code, ref, first, until, _WHY, **_how(tower, seed))
    if project is not None:
        actions.add_carrier(seed.code, Ref(EXTERNAL, project.code), **_how(tower, seed))
    trial = Outcome.objects.filter(sort=TRIAL).order_by("pk").first()
    if trial is not None:
        actions.add_carrier(seed.code, Ref(OUTCOME, trial.code), **_how(tower, seed))


def _profile(tower: Tower, seed: Seed) -> None:
    """Two versions; the second raises the minimum and names a comparator."""
    actions.write_profile(seed.code, _FIRST, **tower.how())
    actions.write_profile(seed.code, _SECOND, _WHY, **tower.how())


def _product(tower: Tower, seed: Seed) -> None:
    ended = seed.ended_on or tower.back(1)
    new = NewProduct(
        name=Text("実演の体外診断用医薬品", "Demonstration in-vitro diagnostic"),
        sort="diagnostic",
        filed=str(ended.year - 1),
        approved=ended.isoformat()[:7],
        evidence="実演の承認番号／approval number of the demonstration",
    )
    actions.record_product(seed.code, new, **tower.how())


def _relate(tower: Tower, rows: Sequence[Seed]) -> None:
    """Related research for one seed; from the seed of the latest phase back to an earlier one."""
    if len(rows) < 2:
        return
    other = Award.objects.exclude(seeds=rows[1]).order_by("pk").first()
    if other is not None:
        ref = Ref(AWARD, other.code)
        actions.relate(rows[1].code, ref, RELATED, _WHY, **_how(tower, rows[1]))
    orders = queries.phase_orders(tower.setting.today)
    staged = sorted((one for one in rows if one.phase in orders), key=lambda s: orders[s.phase])
    if staged and orders[staged[0].phase] < orders[staged[-1].phase]:
        late, early = staged[-1], Ref(SEED, staged[0].code)
        actions.relate(late.code, early, REVERSE, _WHY, **_how(tower, late))


def _shape(tower: Tower, rows: Sequence[Seed]) -> None:
    """One seed is renamed, two are merged, one with several awards is split."""
    if len(rows) < 4:
        return
    title = Text("実演のシーズ（改称）", "Demonstration seed (renamed)")
    actions.rename_seed(rows[0].code, title, _WHY, **_how(tower, rows[0]))
    title = Text("実演のシーズ（統合）", "Demonstration seed (merged)")
    one, two = rows[1], rows[2]
    actions.merge_seeds(one.code, [two.code], title, _WHY, **_how(tower, one))
    for seed in rows[3:]:
        carried = list(seed.awards.order_by("began_on").values_list("code", flat=True))
        if len(carried) > 1:
            parts = (
                Part(title=Text("実演の診断", "Demonstration test"), awards=tuple(carried[:1])),
                Part(title=Text("実演の治療", "Demonstration cure"), awards=tuple(carried[1:])),
            )
            actions.split_seed(seed.code, parts, _WHY, **_how(tower, seed))
            return


def _trials(tower: Tower) -> int:
    """The first trials are given a type, in turns. How many."""
    kinds = [(lead, stage) for stage in TRIAL_STAGES for lead in TRIAL_LEADS]
    rows = Outcome.objects.filter(sort=TRIAL, trial_lead="").order_by("pk")[:_MOST_TYPED]
    for number, row in enumerate(rows):
        lead, stage = kinds[number % len(kinds)]
        outcomes.type_trial(row.code, lead, stage, **tower.how(version=row.version))
    return len(rows)
