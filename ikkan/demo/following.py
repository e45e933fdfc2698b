"""Writes how measures were followed up and how the funder was rated, all made up.

Called by tower. Decides: one follow-up still waits for its owner; a year is rated whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from ikkan.demo.hands import Tower
from ikkan.evaluation.following import actions, queries
from ikkan.evaluation.following.models import Goal
from ikkan.evaluation.following.rules import NewFollowup, NewGoal, NewItem, NewRating, Report
from ikkan.plan.snapshot import EntryView
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_STATES: Final = ("done", "on_track", "delayed")
_PERIOD: Final = 5
_FOLLOWED: Final = 4


def measures(tower: Tower) -> int:
    """Measures of the pack in two years, by different owners. How many follow-ups."""
    rows = _measures(tower)
    owners = [tower.headquarters, *tower.ministries()]
    wanted = [
        NewFollowup(
            measure=row.ref,
            fiscal_year=tower.setting.year - number % 2,
            body=row.data["owner"] or owners[number % len(owners)],
            due_on=tower.setting.today + timedelta(days=20 + 10 * number),
        )
        for number, row in enumerate(rows[:_FOLLOWED])
    ]
    for new, state in zip(wanted, (*_STATES, ""), strict=False):
        _follow(tower, new, state)
    return len(wanted)


def _measures(tower: Tower) -> list[EntryView]:
    """Those of the decided document that prints the most."""
    found: dict[str, list[EntryView]] = defaultdict(list)
    for row in tower.known.entries("clause", state="all"):
        if row.data["form"] == "measure":
            found[row.data["of"]].append(row)
    decided = [rows for of, rows in found.items() if _stands(tower, of)]
    return max(decided, key=len, default=[])


def _stands(tower: Tower, instrument: str) -> bool:
    """Whether the document was decided."""
    return bool(tower.known.entry("instrument", instrument).data["status"] != "draft")


def _follow(tower: Tower, new: NewFollowup, state: str) -> None:
    """Asked for; where there is a state, reported and commented on."""
    row = actions.open_followup(new, **tower.how())
    if not state:
        return
    first = tower.setting.first_day(new.fiscal_year)
    day = max(first, tower.back(30))
    report = Report(
        state=state,
        done_ja="実演の報告：この年度に行ったことの例。",
        done_en="Demonstration report: an example of what was done in the year.",
        evidence=(Ref("plan.clause", tower.clauses[0]),),
        reported_on=day,
    )
    row = actions.report_followup(row.code, report, **tower.how(version=row.version))
    comment = Text("実演の講評：進み方は確かめられる。", "Demonstration comment: checked.")
    how = tower.how(version=row.version)
    actions.comment_followup(row.code, comment, state != "delayed", **how)


def goals(tower: Tower) -> int:
    """Goals of the funder with two items, rated for the year before. How many ratings."""
    setters = queries.setters(tower.funder, tower.setting.today)
    if not setters:
        return 0
    year = tower.setting.year - 1
    measured = tuple(tower.setting.indicators)
    new = NewGoal(
        title_ja=f"{year}年度からの目標（実演）",
        title_en=f"Goals from FY{year} (demonstration)",
        body=tower.funder,
        first_year=year,
        last_year=year + _PERIOD - 1,
        ministers=tuple(setters),
        items=(
            NewItem(
                text_ja="実演の目標1：成果を次の段階へ引き継ぐ。",
                text_en="Demonstration goal 1: results are handed over to the next phase.",
                indicators=measured[:1],
            ),
            NewItem(
                text_ja="実演の目標2：成果を社会に出す。",
                text_en="Demonstration goal 2: results reach society.",
                indicators=measured[1:],
            ),
        ),
    )
    first = tower.setting.first_day(year)
    goal = actions.draft_goal(new, **tower.how())
    goal = actions.present_goal(goal.code, first, **tower.how(version=goal.version))
    return _rated(tower, goal, year, setters[0])


def _rated(tower: Tower, goal: Goal, year: int, minister: str) -> int:
    """By the funder itself and by a minister; published as a whole."""
    day = tower.back(70)
    grades: Sequence[str] = tuple(queries.grades(tower.setting.today)) or ("B",)
    subjects = queries.subjects(goal, tower.setting.today)
    for number, subject in enumerate(subjects):
        new = NewRating(
            goal=goal.code,
            about=subject.about,
            fiscal_year=year,
            grade=grades[number % min(2, len(grades))],
            text_ja="実演の評価：作られたもの。",
            text_en="Demonstration rating: made up.",
            rated_on=day,
        )
        actions.rate_self(new, **tower.how())
        actions.rate_by_minister(new, minister, **tower.how())
    version = Goal.objects.get(pk=goal.pk).version
    actions.publish_ratings(goal.code, year, **tower.how(version=version))
    return 2 * len(subjects)
