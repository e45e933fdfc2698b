"""Reads what a made-up portfolio needs from the pack in force.

Called by building. Decides: which programmes, gates and indicators take part; only codes and names
of the pack are used, its figures never.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from ikkan.awards.messages import MODALITY_LABELS
from ikkan.demo.setting import Payer, Programme, Setting
from ikkan.plan import queries
from ikkan.plan.snapshot import Snapshot
from ikkan.values.text import Text

_PROGRAMMES: Final = 24
_COUNTED: Final = {"licence": ("licence", "licens"), "approval": ("approval",), "paper": ("paper",)}


def setting_of(size: int, seed: int, today: date) -> Setting:
    """The setting under the pack in force. Raises NotFound before the first pack."""
    known = queries.snapshot(today)
    payers = _payers(known)
    programmes = tuple(
        Programme(code=row.code, name=row.label, payer=payers[n % len(payers)].code)
        for n, row in enumerate(known.entries("programme", state="all")[:_PROGRAMMES])
    )
    gates: dict[str, list[str]] = {}
    for row in known.entries("gate", state="all"):
        if row.data["modality"] in MODALITY_LABELS:
            gates.setdefault(row.data["modality"], []).append(row.code)
    term = _term(known)
    funder = known.settings.get("funder") or {"ja": "資金配分機関", "en": "Funder"}
    return Setting(
        seed=seed,
        size=size,
        today=today,
        first_month=int(known.settings.get("fiscal_year_start_month", 4)),
        programmes=programmes,
        payers=payers,
        gates={name: tuple(codes) for name, codes in gates.items()},
        domains=tuple(
            row.code for row in known.entries("domain", state="all") if row.data["term"] == term
        ),
        phases=tuple(row.code for row in known.entries("phase", state="all")),
        projects=tuple(
            row.code for row in known.entries("project", state="all") if row.data["term"] == term
        ),
        term=term,
        indicators=_indicators(known),
        agency=Text(str(funder["ja"]), str(funder["en"])),
    )


def _payers(known: Snapshot) -> tuple[Payer, ...]:
    bodies = [row for row in known.entries("body", state="all") if row.data["form"] == "ministry"]
    return tuple(Payer(code=row.code, name=row.label) for row in bodies[:6])


def _term(known: Snapshot) -> str:
    adopted = [row for row in known.entries("term", state="all") if row.data["status"] == "adopted"]
    return max(adopted, key=lambda row: int(row.data["first_year"])).code if adopted else ""


def _indicators(known: Snapshot) -> dict[str, str]:
    """Indicators that count outcomes: the first of the pack for each sort of outcome."""
    found: dict[str, str] = {}
    for sort, words in _COUNTED.items():
        rows = known.entries("indicator", state="all")
        match = next((row for row in rows if any(word in row.code for word in words)), None)
        if match is not None:
            found[match.code] = sort
    return found
