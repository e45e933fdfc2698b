"""Amounts that are accepted keep within the pot and within what was asked, whatever they are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ikkan.budget.adjustment import rules
from ikkan.budget.adjustment.rules import Asked

FREE = 1_000
ASKED = st.lists(
    st.tuples(st.integers(1, 600), st.integers(0, 600), st.sampled_from(sorted(rules.LIVING))),
    min_size=1,
    max_size=5,
).map(
    lambda rows: {
        f"P{place}": Asked(code=f"P{place}", state=state, yen=yen, least_yen=min(least, yen))
        for place, (yen, least, state) in enumerate(rows)
    }
)


@given(ASKED, st.lists(st.integers(-10, 700), min_size=5, max_size=5))
def test_accepted_amounts_never_exceed_pot_or_proposal(
    asked: dict[str, Asked], yen: list[int]
) -> None:
    amounts = dict(zip(asked, yen, strict=False))
    found = rules.amount_findings(amounts, asked, FREE)
    sound = (
        all(one.yen >= amounts[code] >= 0 for code, one in asked.items())
        and all(amounts[code] >= one.least_yen for code, one in asked.items() if amounts[code])
        and all(one.state == rules.SCREENED for code, one in asked.items() if amounts[code])
        and sum(amounts.values()) <= FREE
    )
    assert sound == (found == ())


@given(ASKED, st.data())
def test_every_difference_from_the_engine_is_asked_for(
    asked: dict[str, Asked], data: st.DataObject
) -> None:
    amounts = {code: data.draw(st.integers(0, 5)) for code in asked}
    engine = {code: data.draw(st.integers(0, 5)) for code in asked}
    reasons = {code: data.draw(st.sampled_from(["", " ", "別の事情"])) for code in asked}
    found = rules.reason_findings(amounts, engine, reasons)
    owed = [c for c in asked if amounts[c] != engine[c] and not reasons[c].strip()]
    assert [owed[at] in one.en for at, one in enumerate(found)] == [True] * len(owed)
