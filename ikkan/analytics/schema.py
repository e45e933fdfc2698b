"""The tables of the lake: their columns and types.

Decides: what one row of each table is. Called by lake (writing), measures (reading) and whoever
feeds the lake. Amounts of sources are decimals, amounts of records whole yen; no floats.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pyarrow as pa

TEXT: Final = "text"
WHOLE: Final = "whole"
NUMBER: Final = "number"
DAY: Final = "day"
FLAG: Final = "flag"
DIGITS: Final = (28, 6)
"""Digits of a number in all, and behind the point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of the lake; `grain` is what one row is, `keys` order it and are never empty."""

    name: str
    grain: str
    keys: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns in order."""
        return tuple(name for name, _ in self.columns)

    def arrow(self) -> pa.Schema:
        """The schema of the file."""
        import pyarrow as pa

        types = {
            TEXT: pa.string(),
            WHOLE: pa.int64(),
            NUMBER: pa.decimal128(*DIGITS),
            DAY: pa.date32(),
            FLAG: pa.bool_(),
        }
        return pa.schema(
            [pa.field(name, types[type_], name not in self.keys) for name, type_ in self.columns]
        )


def _table(name: str, grain: str, keys: str, **columns: str) -> Table:
    return Table(name=name, grain=grain, keys=tuple(keys.split()), columns=tuple(columns.items()))


FIGURE: Final = _table(
    *("figure", "a number as a source prints it", "position code"),
    position=WHOLE,
    code=TEXT,
    set=TEXT,
    measure=TEXT,
    printed=TEXT,
    value=NUMBER,
    unit=TEXT,
    basis=TEXT,
    year=WHOLE,
    ministry=TEXT,
    cost_class=TEXT,
    project=TEXT,
    programme=TEXT,
    stage=TEXT,
    pot=TEXT,
    total=FLAG,
    series_year=WHOLE,
    source=TEXT,
    label_ja=TEXT,
    label_en=TEXT,
)
LABEL: Final = _table(
    *("label", "the name of a code of the pack", "kind position code"),
    kind=TEXT,
    position=WHOLE,
    code=TEXT,
    ja=TEXT,
    en=TEXT,
)
FUND: Final = _table(
    *("fund", "a fund over several years as a source prints it", "position code"),
    position=WHOLE,
    code=TEXT,
    programme=TEXT,
    first_year=WHOLE,
    last_year=WHOLE,
    figure=TEXT,
)
INDICATOR: Final = _table(
    *("indicator", "an indicator with its printed target", "position code"),
    **{"position": WHOLE, "code": TEXT, "of": TEXT, "class": TEXT, "target": TEXT, "unit": TEXT},
    term_first=WHOLE,
    term_last=WHOLE,
)
ORGANISATION: Final = _table(
    *("organisation", "an organisation", "code"),
    code=TEXT,
    sort=TEXT,
    prefecture=TEXT,
    fictional=FLAG,
)
AWARD: Final = _table(
    *("award", "an award", "code"),
    code=TEXT,
    programme=TEXT,
    call=TEXT,
    organisation=TEXT,
    state=TEXT,
    modality=TEXT,
    phase=TEXT,
    began_on=DAY,
    last_on=DAY,
    fictional=FLAG,
)
YEAR_AMOUNT: Final = _table(
    *("year_amount", "an amount of one award, year and sort", "award fiscal_year sort"),
    award=TEXT,
    fiscal_year=WHOLE,
    sort=TEXT,
    yen=WHOLE,
    fictional=FLAG,
)
OUTCOME: Final = _table(
    *("outcome", "an outcome", "code"),
    code=TEXT,
    sort=TEXT,
    state=TEXT,
    occurred_on=DAY,
    fictional=FLAG,
)
OUTCOME_AWARD: Final = _table(
    *("outcome_award", "the share of an award in an outcome", "outcome award"),
    outcome=TEXT,
    award=TEXT,
    share_top=WHOLE,
    share_bottom=WHOLE,
    fictional=FLAG,
)
SEED: Final = _table(
    *("seed", "a seed", "code"),
    code=TEXT,
    state=TEXT,
    modality=TEXT,
    ended_on=DAY,
    fictional=FLAG,
)
GATE: Final = _table(
    *("gate", "a gate of an award", "code"),
    code=TEXT,
    award=TEXT,
    template=TEXT,
    decision=TEXT,
    due_on=DAY,
    decided_on=DAY,
    fictional=FLAG,
)
HANDOVER: Final = _table(
    *("handover", "a hand-over case", "code"),
    code=TEXT,
    award=TEXT,
    to_programme=TEXT,
    state=TEXT,
    decided_on=DAY,
    proposed_on=DAY,
    fictional=FLAG,
)
ACTUAL: Final = _table(
    *("actual", "the value of an indicator for a year", "code"),
    code=TEXT,
    indicator=TEXT,
    fiscal_year=WHOLE,
    counting=TEXT,
    value=NUMBER,
    fictional=FLAG,
)
TABLES: Final = {
    table.name: table
    for table in (
        *(FIGURE, LABEL, FUND, INDICATOR, ORGANISATION, AWARD, YEAR_AMOUNT, OUTCOME),
        *(OUTCOME_AWARD, SEED, GATE, HANDOVER, ACTUAL),
    )
}
