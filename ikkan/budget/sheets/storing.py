"""How a batch of review sheets is stored: the same number of queries whatever it holds.

Decides: nothing that is there is touched. Called by actions.load_sheets inside its transaction.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from ikkan.budget.sheets import rules
from ikkan.budget.sheets.models import (
    Sheet,
    SheetBefore,
    SheetBudget,
    SheetIndicator,
    SheetPayee,
)
from ikkan.budget.sheets.rules import NewSheet
from ikkan.plan.queries import snapshot


def held(sheets: Iterable[NewSheet]) -> dict[tuple[str, str], Sheet]:
    """The sheets of these keys that are there, by source and key. One query."""
    keys = {(one.source, one.key) for one in sheets}
    rows = Sheet.objects.filter(
        source__in={source for source, _ in keys}, key__in={key for _, key in keys}
    ).only("source", "key", "digest", "code")
    return {(row.source, row.key): row for row in rows if (row.source, row.key) in keys}


def write(new: Sequence[NewSheet], as_of: date) -> list[Sheet]:
    """New sheets with everything they hold."""
    known = bodies(as_of)
    checked = [[rules.gap(one, sheet.scale) for one in sheet.budgets] for sheet in new]
    rows = [
        _sheet(sheet, gaps, known.get(rules.folded(sheet.ministry), ""))
        for sheet, gaps in zip(new, checked, strict=True)
    ]
    Sheet.objects.bulk_create(rows)
    SheetBudget.objects.bulk_create(
        SheetBudget(
            sheet=row,
            fiscal_year=one.fiscal_year,
            gap=rest,
            holds=rules.holds(rest, sheet.scale),
            **{name: getattr(one, name) for name in rules.AMOUNTS},
        )
        for row, sheet, gaps in zip(rows, new, checked, strict=True)
        for one, rest in zip(sheet.budgets, gaps, strict=True)
    )
    SheetIndicator.objects.bulk_create(
        SheetIndicator(
            sheet=row,
            order=order,
            sort=one.sort,
            goal=one.goal,
            name=one.name,
            unit=one.unit,
            target=one.target,
            target_year=one.target_year,
            years=[list(year) for year in one.years],
        )
        for row, sheet in zip(rows, new, strict=True)
        for order, one in enumerate(sheet.indicators, start=1)
    )
    SheetPayee.objects.bulk_create(
        SheetPayee(
            sheet=row,
            order=order,
            fiscal_year=one.fiscal_year,
            block=one.block,
            name=one.name,
            corporate_number=one.corporate_number,
            contract=one.contract,
            yen=one.yen,
        )
        for row, sheet in zip(rows, new, strict=True)
        for order, one in enumerate(sheet.payees, start=1)
    )
    SheetBefore.objects.bulk_create(
        SheetBefore(sheet=row, key=key)
        for row, sheet in zip(rows, new, strict=True)
        for key in sheet.befores
    )
    return rows


def bodies(as_of: date) -> Mapping[str, str]:
    """Codes of the bodies of the pack by folded name; a name of two is nobody's."""
    held_now = snapshot(as_of)
    named = [
        (rules.folded(name), row.code)
        for row in held_now.entries("body", state="all")
        for name in (row.label.ja, row.label.en)
        if name
    ]
    named += [
        (rules.folded(str(row.data["printed"])), str(row.data["of"]))
        for row in held_now.entries("alias", state="all")
        if row.data["kind"] == "body"
    ]
    found: dict[str, set[str]] = {}
    for name, code in named:
        found.setdefault(name, set()).add(code)
    return {name: min(codes) for name, codes in found.items() if len(codes) == 1}


def _sheet(sheet: NewSheet, gaps: Sequence[int | None], body: str) -> Sheet:
    checked = [rules.holds(rest, sheet.scale) for rest in gaps]
    paid = [one.yen for one in sheet.payees if one.yen is not None]
    digest = hashlib.sha256(f"{sheet.source}/{sheet.key}".encode()).hexdigest()[:12].upper()
    return Sheet(
        code=f"RS-{sheet.year}-{digest}",
        source=sheet.source,
        key=sheet.key,
        year=sheet.year,
        ministry=sheet.ministry,
        body=body,
        number=sheet.number,
        name=sheet.name,
        folded=rules.folded(sheet.name)[:200],
        office=sheet.office,
        began=sheet.began,
        ended=sheet.ended,
        purpose=sheet.purpose,
        summary=sheet.summary,
        address=sheet.address[:500],
        attribution=sheet.attribution[:200],
        finding=rules.finding(checked),
        rows=sum(one is not None for one in checked),
        unequal=checked.count(False),
        payees_count=len(sheet.payees),
        paid_yen=sum(paid) if paid else None,
        named=rules.sheet_key(sheet.year, sheet.ministry, sheet.number)[:120],
        digest=sheet.digest,
    )
