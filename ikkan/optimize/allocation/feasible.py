"""Contradictions between floors, caps and the total, told in the words of the person who set them.

Decides: the smallest set of rules that cannot hold together. Called by: checking. A set is found by
leaving out one rule after the other as long as the rest still contradicts itself; single caps and
the total are tried first, so that the set is small and names what a person looks at first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ikkan.optimize.allocation import solver
from ikkan.optimize.allocation.arrays import FirstStage
from ikkan.optimize.allocation.faults import Finding
from ikkan.optimize.allocation.problem import Problem
from ikkan.optimize.allocation.rows import Rows
from ikkan.optimize.allocation.said import WORDS, finding
from ikkan.optimize.allocation.solver import INFINITY
from ikkan.values.text import Text


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing a person asked for, over some programmes."""

    sort: str
    code: str
    name: str
    yen: int
    units: float
    members: tuple[int, ...]
    most: float = 0.0

    def text(self) -> Text:
        """What the rule asks, in both languages."""
        ja, en = f"{self.name}（{self.code}）", f"{self.name} ({self.code})"
        name = Text(ja, en) if self.name else self.code
        return WORDS[self.sort].format(name=name, value=f"{self.yen:,}")


def contradictions(problem: Problem, stage: FirstStage) -> list[Finding]:
    """One finding for every part of the rules that cannot hold together; none: a plan exists."""
    rules = list(_rules(problem, stage))
    if _possible(rules, len(stage.low)):
        return []
    found = []
    while not _possible(rules, len(stage.low)):
        least = _smallest(rules, len(stage.low))
        ja = "、".join(one.text().ja for one in least)
        en = "; ".join(one.text().en for one in least)
        codes = tuple(dict.fromkeys(one.code for one in least))
        found.append(finding("infeasible", *codes, rules=Text(ja, en)))
        rules = [one for one in rules if one not in least]
    return found


def _rules(problem: Problem, stage: FirstStage) -> Iterator[Rule]:
    unit = problem.unit
    for p, one in enumerate(problem.programmes):
        said = (one.code, one.name)
        if stage.low[p]:
            sort = "committed" if one.committed == stage.low[p] * unit != one.floor else "floor"
            yield Rule(sort, *said, int(stage.low[p]) * unit, float(stage.low[p]), (p,))
        if stage.least[p]:
            most = float(stage.high[p])
            yield Rule("least.rule", *said, one.least, float(stage.least[p]), (p,), most)
        yield Rule("ceiling", *said, one.ceiling, float(stage.high[p]), (p,))
    for c, cap in enumerate(problem.caps):
        named = (cap.code, cap.name)
        members = tuple(stage.members[c].tolist())
        yield Rule("most", *named, cap.most, float(stage.most[c]), members)
        if stage.fewest[c]:
            yield Rule("fewest", *named, cap.fewest, float(stage.fewest[c]), members)
    everyone = tuple(range(len(stage.low)))
    yield Rule("total", "total", "", problem.total, float(stage.total), everyone)


def _smallest(rules: Sequence[Rule], count: int) -> list[Rule]:
    """A set of rules that contradicts itself and would not without any one of them."""
    kept = list(_around_one(rules, count) or rules)
    for rule in list(kept):
        without = [one for one in kept if one is not rule]
        if not _possible(without, count):
            kept = without
    return kept


def _around_one(rules: Sequence[Rule], count: int) -> list[Rule] | None:
    """The rules of single programmes with one joint rule, where that already contradicts itself."""
    single = [one for one in rules if one.sort in _SINGLE]
    for joint in (one for one in rules if one.sort not in _SINGLE):
        among = [one for one in single if set(one.members) <= set(joint.members)]
        if not _possible([*among, joint], count):
            return [*among, joint]
    return None


def _possible(rules: Iterable[Rule], count: int) -> bool:
    """Whether amounts exist that keep these rules."""
    model = Rows()
    for _ in range(count):
        model.column()
    for rule in rules:
        if rule.sort in _LOW:
            model.row(dict.fromkeys(rule.members, 1.0), rule.units, INFINITY)
        elif rule.sort == "least.rule":
            (p,) = rule.members
            yes = model.column(0.0, 0.0, 1.0, whole=True)
            model.row({p: 1.0, yes: -rule.units}, 0.0, INFINITY)
            model.row({p: 1.0, yes: -rule.most}, -INFINITY, 0.0)
        else:
            model.row(dict.fromkeys(rule.members, 1.0), -INFINITY, rule.units)
    return solver.solve(model.model(), "feasibility") is not None


_SINGLE = ("floor", "committed", "least.rule", "ceiling")
_LOW = ("floor", "committed", "fewest")
