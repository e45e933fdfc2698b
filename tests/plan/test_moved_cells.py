"""Every cell of the real pack that an equality uses, moved by ten rounding units both ways."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from ikkan.pack.model import Pack
from ikkan.plan import rules
from ikkan.plan.rules import Identity, Verdict
from ikkan.server import packs
from ikkan.values.figure import Figure

# Parts printed finer than their total: ten of their units stay inside the total's own rounding.
FINER = {"K-47", "K-48", "K-63"}


@pytest.fixture(scope="module")
def identities(amed: Pack) -> list[Identity]:
    return [rules.identity_of(row.code, row.data) for row in amed.rows_of("identity")]


@pytest.fixture(scope="module")
def figures(amed: Pack) -> dict[str, Figure]:
    return dict(packs.figures(amed))


def verdicts(identities: list[Identity], figures: dict[str, Figure]) -> dict[str, Verdict]:
    return {one.code: rules.judge(one, figures).verdict for one in identities}


@pytest.mark.parametrize("step", [-10, 10])
def test_a_moved_cell_breaks_every_equality_that_uses_it_and_no_other_verdict(
    identities: list[Identity], figures: dict[str, Figure], step: int
) -> None:
    before = verdicts(identities, figures)
    equalities = [one for one in identities if one.rule in rules.EQUALITIES]
    moved_cells = {code for one in equalities for code in one.codes}
    assert len(moved_cells) > 150
    softened: set[str] = set()
    for code in moved_cells:
        figure = figures[code]
        unit = figure.rounding or Decimal(1)
        moved = figures | {code: replace(figure, value=figure.value + step * unit)}
        for one in identities:
            after = rules.judge(one, moved).verdict
            if code not in one.codes or one.rule == rules.NONE:
                assert after is before[one.code], f"{one.code} does not use {code}"
            elif one.rule in rules.EQUALITIES:
                worse = after.rank > before[one.code].rank or after is Verdict.CONTRADICTION
                assert worse, f"{one.code} still {after.value} with {code} moved by {step}"
                if after is not Verdict.CONTRADICTION:
                    softened.add(one.code)
    assert softened <= FINER


def test_the_verdicts_of_the_real_pack(
    identities: list[Identity], figures: dict[str, Figure]
) -> None:
    found = verdicts(identities, figures)
    by_verdict = {
        verdict: {code for code, given in found.items() if given is verdict} for verdict in Verdict
    }
    assert len(found) == 89
    assert by_verdict[Verdict.WITHIN_ROUNDING] == {"K-01", "K-20", "K-27", "K-32", "K-85"}
    assert by_verdict[Verdict.CONTRADICTION] == {"K-70"}
    assert len(by_verdict[Verdict.NO_IDENTITY]) == 17
    assert {"K-47", "K-48"} <= by_verdict[Verdict.HOLDS]
