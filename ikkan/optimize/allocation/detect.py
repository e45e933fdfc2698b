"""Whether the rules of a problem let it fall apart by programme, and if not, which ones do not.

Decides: the path a problem takes, and the reason said. Called by: solving, the command line. A
rule that can never hold anything back does not count: it breaks no structure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

import numpy as np

from ikkan.optimize.allocation.faults import Finding
from ikkan.optimize.allocation.problem import Package, Problem
from ikkan.values.text import Text


def breaking(problem: Problem) -> tuple[Finding, ...]:
    """Why a sound problem has to take the general path; empty: the structured one is exact."""
    return (*_packages(problem), *_across(problem))


def _packages(problem: Problem) -> Iterator[Finding]:
    if not problem.packages:
        return
    together = _together(problem)
    for one in problem.packages:
        if one.programmes and len(one.programmes) > one.at_most:
            yield _said("programmes", one, ", ".join(one.programmes))
        elif one.lumps and together[one.code] > one.at_most:
            yield _said("lumps", one, ", ".join(one.lumps))


def _together(problem: Problem) -> Counter[str]:
    """How many lumps of each package stand in one scenario at most."""
    lumps = problem.scenarios.lumps
    of = np.repeat(np.arange(len(problem.scenarios)), np.diff(lumps.starts)).tolist()
    asked: dict[str, list[str]] = {}
    for package in problem.packages:
        for code in package.lumps:
            asked.setdefault(code, []).append(package.code)
    counts: Counter[tuple[int, str]] = Counter()
    for s, code in zip(of, lumps.code or (), strict=False):
        counts.update((s, package) for package in asked.get(code, ()))
    most: Counter[str] = Counter()
    for (_, code), count in counts.items():
        most[code] = max(most[code], count)
    return most


def _across(problem: Problem) -> Iterator[Finding]:
    lumps = problem.scenarios.lumps
    shared = {one.lump: one.shares for one in problem.across}
    if not shared:
        return
    owners: dict[str, set[str]] = {}
    for code, programme in zip(lumps.code or (), lumps.programme.tolist(), strict=False):
        if code in shared:
            owners.setdefault(code, set()).add(problem.programmes[programme].code)
    for code, shares in shared.items():
        paying = {name for name, yen in shares.items() if yen}
        if len(paying) > 1 or paying != owners.get(code, paying):
            text = _WORDS["across"].format(lump=code, members=", ".join(sorted(paying)))
            yield Finding(code="allocation.path.across", text=text, items=(code,))


def _said(sort: str, package: Package, members: str) -> Finding:
    text = _WORDS[sort].format(
        code=package.code, name=package.name or package.code, most=package.at_most, members=members
    )
    return Finding(code=f"allocation.path.{sort}", text=text, items=(package.code,))


_WORDS: Final = {
    "programmes": Text(
        "択一の組「{name}（{code}）」は{members}のうち{most}件までしか認めません。"
        "事業ごとに分けて解けないため、一般の解法を使います。",
        "Package {name} ({code}) lets at most {most} of {members} have money; the problem does not "
        "fall apart by programme and takes the general path.",
    ),
    "lumps": Text(
        "択一の組「{name}（{code}）」は{members}のうち{most}件までしか認めません。"
        "塊を一つずつ選べないため、一般の解法を使います。",
        "Package {name} ({code}) lets at most {most} of the lumps {members} be paid; lumps cannot "
        "be chosen one by one and the problem takes the general path.",
    ),
    "across": Text(
        "塊「{lump}」は{members}が分担します。事業ごとに分けて解けないため、一般の解法を使います。",
        "Lump {lump} is paid by {members}; the problem does not fall apart by programme and takes "
        "the general path.",
    ),
}
