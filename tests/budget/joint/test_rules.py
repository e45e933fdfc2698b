"""Sums over lines: exact, nothing twice, missing is not zero, the print of FY2020 is met."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikkan.budget.joint import rules
from ikkan.budget.joint.rules import Counting, Fact, Stage
from ikkan.budget.requests.rules import NewLine
from tests.budget import example2020

OKU = 100_000_000


def fact(body: str, line: NewLine, **later: int | None) -> Fact:
    return Fact(
        year=2020,
        pot="initial",
        round="R",
        request=f"R-{body}",
        body=body,
        line=line.code,
        name_ja=line.name_ja,
        name_en=line.name_en,
        programme=line.programme,
        project=line.project,
        cost_class=line.cost_class,
        purpose=line.purpose,
        phase=line.phase,
        domains=line.domains,
        reprint=bool(line.reprint_of),
        provisional=line.provisional,
        amounts={
            "request": line.request_yen,
            "wish": line.wish_yen,
            "draft": later.get("draft"),
            "enacted": later.get("enacted"),
        },
    )


def of2020() -> list[Fact]:
    return [fact(body, one) for body in example2020.BODIES for one in example2020.lines_of(body)]


@pytest.mark.parametrize("stage", ["request", "wish", "request_and_wish"])
def test_every_printed_cell_of_a_ministry_is_met(stage: str) -> None:
    for (cost_class, body, at), printed in example2020.PRINTED.items():
        if at != stage:
            continue
        own = [one for one in of2020() if one.cost_class == cost_class and body in ("", one.body)]
        found = rules.pivot(own, rules.single("cost_class"), None, (at,), {})
        assert rules.in_unit(found.whole.amount or 0, OKU) == printed, (cost_class, body, at)


def test_every_printed_project_is_met_and_the_rest_is_a_remainder() -> None:
    found = rules.pivot(
        [one for one in of2020() if one.cost_class == example2020.AMED],
        rules.single("project"),
        rules.single("body"),
        (Stage.ASKED,),
        {"rows": list(example2020.PRINTED_PROJECTS)},
    )
    shown = {code: rules.in_unit(found.of_row[code].amount or 0, OKU) for code in found.rows}
    assert {code: yen for code, yen in shown.items() if code} == example2020.PRINTED_PROJECTS
    assert found.rows[-1] == rules.NONE
    assert found.of_row[rules.NONE].amount == 22 * OKU + 20_000_000


def test_a_line_printed_again_is_shown_and_never_added() -> None:
    found = rules.pivot(of2020(), rules.single("body"), None, (Stage.ASKED,), {})
    assert found.again.lines == 1
    assert found.again.amount == 5 * OKU
    assert rules.in_unit(found.whole.amount or 0, OKU) == 2446


def test_rounded_parts_that_miss_their_total_are_said() -> None:
    by_body: dict[str, int] = {}
    for one in of2020():
        if one.cost_class == example2020.AMED and not one.reprint:
            by_body[one.body] = by_body.get(one.body, 0) + (one.amounts["wish"] or 0)
    assert rules.off_by_rounding(by_body.values(), sum(by_body.values()), OKU) == 1


def test_what_is_not_there_yet_is_missing_and_not_zero() -> None:
    line = example2020.lines_of("MIC")
    facts = [fact("MIC", line[0], draft=2 * OKU), fact("MIC", line[1])]
    found = rules.pivot(facts, rules.single("body"), None, (Stage.DRAFT, Stage.ENACTED), {})
    assert found.cells["MIC", "draft"].amount == 2 * OKU
    assert found.cells["MIC", "draft"].missing == 1
    assert found.cells["MIC", "enacted"].amount is None


@given(
    st.lists(
        st.tuples(st.integers(0, 10**12), st.integers(0, 10**12), st.sets(st.sampled_from("abcd"))),
        max_size=8,
    )
)
def test_equal_parts_keep_every_yen_and_full_counting_does_not_add(
    rows: list[tuple[int, int, set[str]]],
) -> None:
    facts = [
        fact(
            "X",
            NewLine(
                code=str(n), name_ja="x", cost_class="c", request_yen=request, wish_yen=wish,
                domains=tuple(sorted(areas)),
            ),
        )
        for n, (request, wish, areas) in enumerate(rows)
    ]  # fmt: skip
    parts = rules.pivot(facts, rules.domains(Counting.FRACTIONAL), None, (Stage.ASKED,), {})
    total = sum(request + wish for request, wish, _ in rows)
    assert sum((one.yen for one in parts.of_row.values()), Fraction(0)) == total
    full = rules.pivot(facts, rules.domains(Counting.FULL), None, (Stage.ASKED,), {})
    for area, one in full.of_row.items():
        assert one.yen == sum(r + w for r, w, areas in rows if area in (areas or {""}))
