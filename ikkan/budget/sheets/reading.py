"""One raw sheet under a mapping: its fields with types and units, or every reason against it.

Decides: amounts become whole yen exactly; nothing printed stays None. Called by loading.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from ikkan.budget.sheets import rules
from ikkan.budget.sheets.files import Raw
from ikkan.budget.sheets.messages import WANTED
from ikkan.budget.sheets.rules import NewBudget, NewIndicator, NewPayee, NewSheet
from ikkan.budget.sheets.sources import Source, Spot, Table
from ikkan.values.finding import Finding, Place

_FIRST_YEAR: Final = 1868
_LAST_YEAR: Final = 2200
_AS_PRINTED: Final = 9999
_STRICT: Final = frozenset({"year", "fiscal_year"})
_NEVER_NEGATIVE: Final = ("initial", "executed", "requested", "requested_next")
_LONGEST: Final = {"key": 120, "ministry": 60, "name": 200, "number": 60}
_SHORT: Final = {"unit": 60, "target": 60, "block": 20, "corporate_number": 30}


class Refused(Exception):
    """A sheet that cannot be loaded; `findings` says every reason."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__()
        self.findings = findings


@dataclass(slots=True)
class Reader:
    """Reads sheets of one source; keeps which keys were ever there and what stands out."""

    source: Source
    seen: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)

    def sheet(self, raw: Raw) -> NewSheet:
        """The sheet that `raw` says. Raises Refused."""
        if raw.wrong is not None:
            raise Refused([raw.wrong])
        return _One(self, raw).sheet()

    def never(self) -> list[str]:
        """Keys of the mapping that no row had although there were rows to have them."""
        source = self.source
        tables = [source.budgets, *source.indicators, source.payees, source.befores]
        wanted = [("sheet", source.sheet)]
        wanted += [(".".join(one.rows), one.fields) for one in tables if one is not None]
        return [
            spot.key
            for name, fields in wanted
            if self.rows[name]
            for spot in fields.values()
            if spot.paths and not self.seen[f"{name}:{spot.key}"]
        ]


class _One:
    """One sheet in hand."""

    def __init__(self, reader: Reader, raw: Raw) -> None:
        self.reader, self.source, self.raw = reader, reader.source, raw
        self.found: list[Finding] = []

    def sheet(self) -> NewSheet:
        source, said = self.source, {}
        for name in ("key", "ministry", "number", "name", "office", "purpose", "summary"):
            said[name] = self.text("sheet", source.sheet, name, self.raw.data)
        address = self.text("sheet", source.sheet, "address", self.raw.data)
        years = {
            name: self.year("sheet", source.sheet, name, self.raw.data)
            for name in ("year", "began", "ended")
        }
        self.reader.rows["sheet"] += 1
        self._demand(said, years)
        budgets = self._budgets()
        made = NewSheet(
            source=source.code,
            key=said["key"],
            year=years["year"] or 0,
            ministry=said["ministry"],
            name=" ".join(said["name"].split()),
            digest=_digest(self.raw.data),
            scale=source.scale,
            attribution=source.attribution,
            number=said["number"],
            office=" ".join(said["office"].split())[:200],
            began=years["began"],
            ended=years["ended"],
            purpose=said["purpose"],
            summary=said["summary"],
            address=address if address.startswith(("http://", "https://")) else "",
            budgets=budgets,
            indicators=tuple(self._indicators()),
            payees=tuple(self._payees()),
            befores=tuple(self._befores(said["key"])),
        )
        if self.found:
            raise Refused(self.found)
        return made

    def note(self, code: str, **values: object) -> None:
        place = Place(self.raw.file, line=self.raw.line)
        self.found.append(Finding(code, place, values=values))

    def value(self, table: str, fields: Mapping[str, Spot], name: str, row: Any) -> Any:
        """What stands at the field's place; several places become one text."""
        spot = fields.get(name)
        if spot is None:
            return None
        if not spot.paths:
            return spot.value
        values = [_at(row, path) for path in spot.paths]
        if any(value is not _ABSENT for value in values):
            self.reader.seen[f"{table}:{spot.key}"] += 1
        there = [value for value in values if value is not _ABSENT and value is not None]
        if len(spot.paths) == 1:
            return there[0] if there else None
        sign = "-" if name == "number" else " "
        return sign.join(word for one in there if (word := str(one).strip()) not in ("", "0"))

    def text(self, table: str, fields: Mapping[str, Spot], name: str, row: Any) -> str:
        value = self.value(table, fields, name, row)
        if isinstance(value, list | dict | bool):
            self._kind(fields[name], value, "text")
            return ""
        return "" if value is None else str(value).strip()

    def year(self, table: str, fields: Mapping[str, Spot], name: str, row: Any) -> int | None:
        """A year; where no amount hangs on it, any number that is printed (24, 4003) is kept."""
        value = self.value(table, fields, name, row)
        if value is None or value == "":
            return None
        if isinstance(value, str) and value.isascii() and value.isdigit():
            value = int(value)
        least, most = (_FIRST_YEAR, _LAST_YEAR) if name in _STRICT else (0, _AS_PRINTED)
        if type(value) is int and least <= value <= most:
            return value
        self._kind(fields[name], value, "year")
        return None

    def yen(self, table: str, fields: Mapping[str, Spot], name: str, row: Any) -> int | None:
        value = self.value(table, fields, name, row)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            self._kind(fields[name], value, "number")
            return None
        yen = int((value * self.source.factor).to_integral_value()) if isinstance(
            value, Decimal
        ) else value * self.source.factor  # fmt: skip
        if abs(yen) > rules.LARGEST_YEN:
            self.note("sheets.large", key=fields[name].key, yen=f"{yen:,}")
            return None
        return yen

    def _kind(self, spot: Spot, value: object, wanted: str) -> None:
        read = str(value)[:40]
        self.note("sheets.kind", key=spot.key, read=read, wanted=WANTED[wanted])

    def _demand(self, said: Mapping[str, str], years: Mapping[str, int | None]) -> None:
        for name in ("key", "ministry", "name"):
            if not said[name]:
                self._missing(self.source.sheet[name])
        if years["year"] is None and not any(one.code == "sheets.kind" for one in self.found):
            self._missing(self.source.sheet["year"])
        for name, most in _LONGEST.items():
            if len(said[name]) > most:
                self.note("sheets.long", key=self.source.sheet[name].key, most=most)

    def _missing(self, spot: Spot) -> None:
        absent = all(_at(self.raw.data, path) is _ABSENT for path in spot.paths)
        self.note("sheets.lacks" if absent else "sheets.empty", key=spot.key)

    def _rows(self, table: Table | None) -> list[Mapping[str, Any]]:
        if table is None:
            return []
        found = _at(self.raw.data, table.rows)
        name = ".".join(table.rows)
        if found is _ABSENT or found is None:
            if table.required:
                self.note("sheets.lacks", key=name)
            return []
        rows = [found] if isinstance(found, dict) else found
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self.note("sheets.kind", key=name, read=str(found)[:40], wanted=WANTED["rows"])
            return []
        self.reader.rows[name] += len(rows)
        return rows

    def _budgets(self) -> tuple[NewBudget, ...]:
        table, made = self.source.budgets, []
        name = ".".join(table.rows)
        for row in self._rows(table):
            year = self.year(name, table.fields, "fiscal_year", row)
            if year is None:
                self.note("sheets.empty", key=table.fields["fiscal_year"].key)
                continue
            amounts = {one: self.yen(name, table.fields, one, row) for one in rules.AMOUNTS}
            for one in _NEVER_NEGATIVE:
                if (amounts[one] or 0) < 0:
                    key, yen = table.fields[one].key, f"{amounts[one]:,}"
                    self.note("sheets.negative", year=year, key=key, yen=yen)
            made.append(NewBudget(fiscal_year=year, **amounts))
        for year, count in Counter(one.fiscal_year for one in made).items():
            if count > 1:
                self.note("sheets.year_twice", year=year)
        return tuple(made)

    def _indicators(self) -> Iterable[NewIndicator]:
        for table in self.source.indicators:
            name = ".".join(table.rows)
            for row in self._rows(table):
                said = {
                    one: self.text(name, table.fields, one, row)
                    for one in ("goal", "name", "unit", "target")
                }
                yield NewIndicator(
                    sort=table.sort,
                    goal=said["goal"],
                    name=said["name"],
                    unit=said["unit"][: _SHORT["unit"]],
                    target=said["target"][: _SHORT["target"]],
                    target_year=self.year(name, table.fields, "target_year", row),
                    years=self._years(table, row),
                )

    def _years(
        self, table: Table, row: Mapping[str, Any]
    ) -> tuple[tuple[int, str | None, str | None], ...]:
        if not table.years:
            return ()
        found = _at(row, table.years["rows"].paths[0])
        made = []
        for one in found if isinstance(found, list) else ():
            year = _at(one, table.years["year"].paths[0])
            if type(year) is int:
                target = _at(one, table.years["target"].paths[0])
                actual = _at(one, table.years["actual"].paths[0])
                made.append((year, _plain(target), _plain(actual)))
        return tuple(made)

    def _payees(self) -> Iterable[NewPayee]:
        table = self.source.payees
        if table is None:
            return
        name = ".".join(table.rows)
        for row in self._rows(table):
            said = {
                one: self.text(name, table.fields, one, row)
                for one in ("name", "block", "corporate_number", "contract")
            }
            yield NewPayee(
                name=said["name"],
                fiscal_year=self.year(name, table.fields, "fiscal_year", row),
                block=said["block"][: _SHORT["block"]],
                corporate_number=said["corporate_number"][: _SHORT["corporate_number"]],
                contract=said["contract"],
                yen=self.yen(name, table.fields, "yen", row),
            )

    def _befores(self, own: str) -> Iterable[str]:
        table = self.source.befores
        if table is None:
            return
        name, given = ".".join(table.rows), []
        for row in self._rows(table):
            year = self.value(name, table.fields, "year", row)
            ministry = self.text(name, table.fields, "ministry", row)
            number = self.text(name, table.fields, "number", row)
            if type(year) is int and ministry and number and ministry != "-":
                given.append(rules.sheet_key(year, ministry, number)[:120])
        yield from dict.fromkeys(key for key in given if key != own)


class _Absent:
    """No such key, as against a key with null."""


_ABSENT: Final = _Absent()


def _at(row: Any, path: tuple[str, ...]) -> Any:
    for key in path:
        if not isinstance(row, dict) or key not in row:
            return _ABSENT
        row = row[key]
    return row


def _plain(value: object) -> str | None:
    """A number as people write it; None where nothing is printed."""
    if value is _ABSENT or value is None or value == "":
        return None
    if isinstance(value, Decimal):
        whole = value == value.to_integral_value()
        return f"{value.quantize(Decimal(1)) if whole and abs(value) < 10**15 else value:f}"
    return str(value)[:60]


def _digest(data: Mapping[str, Any]) -> str:
    body = json.dumps(data, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()
