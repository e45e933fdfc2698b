"""Names of programmes, phases, areas and modalities for the pages of a round.

Called by board pages, papers and exports; one snapshot, no query of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ikkan.calls.messages import MODALITY_LABELS
from ikkan.plan.queries import snapshot
from ikkan.values.ref import Ref
from ikkan.values.text import Text

UNKNOWN = Text("記載なし", "not said")


class Names:
    """The rows of the pack in force on a day, by kind and code."""

    def __init__(self, day: date) -> None:
        self._held = snapshot(day)
        rows = self._held.entries("phase", state="all")
        self._orders = {int(row.data["order"]): row.label for row in rows}

    def of(self, kind: str, code: str) -> Text:
        """The name of a row; its code where the pack has none."""
        row = self._held.find(Ref(kind, code)) if code else None
        return row.label if row is not None else Text(code, code) if code else UNKNOWN

    def order(self, order: int) -> Text:
        """The phase of that order."""
        return self._orders.get(order, UNKNOWN)

    def joined(self, kind: str, codes: Sequence[str]) -> Text:
        """Several names in a row."""
        said = [self.of(kind, code) for code in codes]
        return Text.joined(said, "・", ", ")

    def modality(self, code: str) -> Text:
        """The name of a modality."""
        return MODALITY_LABELS.get(code, UNKNOWN)

    def choices(self, kind: str) -> list[tuple[str, Text]]:
        """Code and name of every row of a kind in force."""
        return [(row.code, row.label) for row in self._held.entries(kind)]
