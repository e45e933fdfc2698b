"""Mapping files of review sheets: which keys of somebody's JSON are which fields, in which unit.

Decides: the keys of a mapping file, every finding about it at once. Next year's form is a new file,
no code. Called by files, reading and `ikkan import review-sheets`. Source: docs/operations.md.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from ikkan.budget.sheets.rules import AMOUNTS, CARRIED, INDICATORS, Scale
from ikkan.values.finding import Finding, Place
from ikkan.values.money import Unit
from ikkan.values.text import Text

FOLDER: Final = Path(__file__).resolve().parent / "mappings"
LINES: Final = "lines"
DOCUMENTS: Final = "documents"
NEEDED: Final = ("key", "year", "ministry", "name")
SHEET: Final = (*NEEDED, "number", "office", "began", "ended", "purpose", "summary", "address")
BUDGET: Final = ("fiscal_year", *AMOUNTS)
INDICATOR: Final = ("goal", "name", "unit", "target", "target_year")
PAYEE: Final = ("fiscal_year", "block", "name", "corporate_number", "contract", "yen")
BEFORE: Final = ("year", "ministry", "number")
YEARS: Final = ("rows", "year", "target", "actual")
KEYS: Final = (
    *("code", "name", "attribution", "form", "unit", "carried_out", "tolerance", "documents"),
    *("sheet", "budgets", "indicators", "payees", "befores"),
)
_CODE: Final = re.compile(r"[a-z][a-z0-9]{1,11}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a value stands: one path of keys, several whose words are joined, or said outright."""

    paths: tuple[tuple[str, ...], ...] = ()
    value: Any = None

    @property
    def key(self) -> str:
        """How the file calls it."""
        return " + ".join(".".join(path) for path in self.paths)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows inside a sheet and their fields; `required`: a sheet without the key is refused."""

    rows: tuple[str, ...]
    fields: Mapping[str, Spot]
    required: bool = False
    sort: str = ""
    years: Mapping[str, Spot] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One part of sheets that come in several files; the first says which sheets there are."""

    name: str
    label: Text
    rows: str
    key: str
    wanted: tuple[str, ...]
    key_prefix: str = ""
    only: Mapping[str, str] = field(default_factory=dict)
    only_prefix: Mapping[str, str] = field(default_factory=dict)
    many: bool = False
    join: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A sound mapping file."""

    code: str
    name: Text
    attribution: str
    form: str
    factor: int
    scale: Scale
    sheet: Mapping[str, Spot]
    budgets: Table
    indicators: tuple[Table, ...]
    payees: Table | None
    befores: Table | None
    documents: tuple[Document, ...]


def names() -> list[str]:
    """Mappings that come with the product."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


def read(name: str) -> tuple[Source | None, list[Finding]]:
    """The mapping of that name, or the .toml file; None with findings where it has errors."""
    path = Path(name) if name.endswith(".toml") else FOLDER / f"{name}.toml"
    known = name.endswith(".toml") or name in names()
    try:
        body = path.read_bytes() if known else b""
    except OSError:
        known = False
    if not known:
        near = ", ".join(names())
        return None, [Finding("sheets.mapping", Place(name), values={"name": name, "near": near})]
    return parse(body, path.name)


def parse(body: bytes, file: str) -> tuple[Source | None, list[Finding]]:
    """The mapping and every finding about it."""
    try:
        given = tomllib.loads(body.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return None, [Finding("sheets.toml", Place(file), values={"reason": str(error)})]
    notes = _Notes(file)
    notes.known("", given, KEYS)
    code = notes.string(given, "code")
    if not _CODE.fullmatch(code):
        notes.note("sheets.code", "code", read=code)
    form = notes.choice(given, "form", (LINES, DOCUMENTS))
    unit = notes.choice(given, "unit", tuple(one.value for one in Unit))
    carried = notes.choice(given, "carried_out", CARRIED)
    tolerance = given.get("tolerance")
    if type(tolerance) is not int or tolerance < 0:
        notes.note("sheets.number", "tolerance", read=tolerance)
        tolerance = 0
    sheet = notes.spots(given.get("sheet"), "sheet", SHEET, NEEDED)
    budgets = notes.table(given.get("budgets"), "budgets", BUDGET, ("fiscal_year", "total"))
    indicators = tuple(
        notes.table(one, f"indicators.{at}", INDICATOR, ("name",), indicators=True)
        for at, one in enumerate(given.get("indicators", []), start=1)
    )
    payees = notes.maybe(given, "payees", PAYEE, ("name", "yen"))
    befores = notes.maybe(given, "befores", BEFORE, BEFORE)
    documents = tuple(
        notes.document(one, f"documents.{at}")
        for at, one in enumerate(given.get("documents", []), start=1)
    )
    if (form == DOCUMENTS) != bool(documents):
        notes.note("sheets.documents", "documents")
    if notes.found:
        return None, notes.found
    factor = Unit.of(unit).factor
    return Source(
        code=code,
        name=Text(given["name"]["ja"], given["name"]["en"]),
        attribution=notes.string(given, "attribution"),
        form=form,
        factor=factor,
        scale=Scale(carried_out=carried, tolerance=tolerance * factor),
        sheet=sheet,
        budgets=budgets,
        indicators=indicators,
        payees=payees,
        befores=befores,
        documents=documents,
    ), []


class _Notes:
    """Reads parts of a mapping file and keeps every finding about them."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Finding] = []

    def note(self, code: str, key: str, **values: object) -> None:
        self.found.append(Finding(code, Place(self.file, key=key), values=values))

    def known(self, at: str, given: Mapping[str, Any], keys: Iterable[str]) -> None:
        allowed = tuple(keys)
        for key in given:
            if key not in allowed:
                where = f"{at}.{key}" if at else key
                self.note("sheets.key", where, read=key, known=", ".join(allowed))
        if not at and not _both(given.get("name")):
            self.note("sheets.label", "name")
        if not at and not self.string(given, "attribution"):
            self.note("sheets.string", "attribution")

    def string(self, given: Mapping[str, Any], key: str) -> str:
        value = given.get(key, "")
        return value if isinstance(value, str) else ""

    def choice(self, given: Mapping[str, Any], key: str, known: tuple[str, ...]) -> str:
        value = self.string(given, key)
        if value not in known:
            read = given.get(key, "")
            self.note("sheets.choice", key, read=read, known="・".join(known))
        return value

    def spots(
        self, given: Any, at: str, names: tuple[str, ...], needed: tuple[str, ...],
        others: tuple[str, ...] = (),
    ) -> dict[str, Spot]:  # fmt: skip
        if not isinstance(given, dict):
            self.note("sheets.table", at)
            return {}
        self.known(at, given, (*names, *others))
        for name in needed:
            if name not in given:
                self.note("sheets.needed", at, field=name)
        return {name: self._spot(given[name], f"{at}.{name}") for name in names if name in given}

    def table(
        self, given: Any, at: str, names: tuple[str, ...], needed: tuple[str, ...],
        *, indicators: bool = False,
    ) -> Table:  # fmt: skip
        others = ("rows", "required", *(("sort", "years") if indicators else ()))
        fields = self.spots(given, at, names, needed, others)
        table = given if isinstance(given, dict) else {}
        rows = self.string(table, "rows")
        if not rows:
            self.note("sheets.needed", at, field="rows")
        if indicators and table.get("sort") not in INDICATORS:
            known = "・".join(INDICATORS)
            self.note("sheets.choice", f"{at}.sort", read=table.get("sort", ""), known=known)
        years = table.get("years", {})
        return Table(
            rows=tuple(rows.split(".")),
            fields=fields,
            required=table.get("required") is True,
            sort=self.string(table, "sort"),
            years=self.spots(years, f"{at}.years", YEARS, YEARS) if indicators and years else {},
        )

    def maybe(
        self, given: Mapping[str, Any], at: str, names: tuple[str, ...], needed: tuple[str, ...]
    ) -> Table | None:
        return self.table(given[at], at, names, needed) if at in given else None

    def document(self, given: Any, at: str) -> Document:
        table = given if isinstance(given, dict) else {}
        keys = tuple(Document.__dataclass_fields__)
        self.known(at, table, keys)
        for name in ("name", "rows", "key"):
            if not self.string(table, name):
                self.note("sheets.needed", at, field=name)
        if not _both(table.get("label")):
            self.note("sheets.label", f"{at}.label")
        label = table.get("label", {})
        return Document(
            name=self.string(table, "name"),
            label=Text(str(label.get("ja", "")), str(label.get("en", ""))),
            rows=self.string(table, "rows"),
            key=self.string(table, "key"),
            wanted=tuple(table.get("wanted", ())),
            key_prefix=self.string(table, "key_prefix"),
            only=table.get("only", {}),
            only_prefix=table.get("only_prefix", {}),
            many=table.get("many") is True,
            join=table.get("join", {}),
        )

    def _spot(self, given: Any, at: str) -> Spot:
        if isinstance(given, dict) and set(given) == {"value"}:
            return Spot(value=given["value"])
        listed = given if isinstance(given, list) else [given]
        if not listed or not all(isinstance(one, str) and one for one in listed):
            self.note("sheets.spot", at)
            return Spot()
        return Spot(paths=tuple(tuple(one.split(".")) for one in listed))


def _both(given: Any) -> bool:
    return isinstance(given, dict) and all(
        isinstance(given.get(language), str) and given[language] for language in ("ja", "en")
    )
