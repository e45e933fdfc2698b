"""A mapping file: which columns of somebody's table are which fields, of which type and unit.

Decides: the keys of a mapping file, with every finding about it at once. No expressions: a column
may only be changed by the named `transforms`. Called by: reading, `ikkan import`.
Source: docs/operations.md, asserted by its test.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from ikkan.tabular.transforms import TRANSFORMS
from ikkan.values.finding import Finding, Place
from ikkan.values.money import Unit
from ikkan.values.text import Text

TYPES: Final = ("text", "integer", "year", "date", "money")
DATE_ORDERS: Final = ("ymd", "mdy", "dmy")
KEYS: Final = ("code", "name", "note", "currency", "sheet", "ignored", "fields")
FIELD_KEYS: Final = (
    *("columns", "type", "unit", "required", "transforms", "date_order", "absent", "label"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRule:
    """One field: the columns it may stand in (the first that the file has), its type and unit.

    `absent` is the value of every row where the file has none of the columns.
    """

    name: str
    label: Text
    columns: tuple[str, ...]
    type: str = "text"
    unit: str = ""
    required: bool = False
    transforms: tuple[str, ...] = ()
    date_order: str = "ymd"
    absent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMapping:
    """A sound mapping file; `rest` holds the sections that belong to the one who loads."""

    code: str
    name: Text
    note: Text
    currency: str
    fields: tuple[FieldRule, ...]
    sheet: str = ""
    ignored: tuple[str, ...] = ()
    rest: Mapping[str, Any] = field(default_factory=dict)

    def rule(self, name: str) -> FieldRule | None:
        """The rule of a field, None where the mapping has none."""
        return next((rule for rule in self.fields if rule.name == name), None)


def parse(
    body: bytes, file: str, sections: Iterable[str]
) -> tuple[TableMapping | None, list[Finding]]:
    """The mapping and every finding; None where it has errors. `sections`: further known keys."""
    try:
        read = tomllib.loads(body.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return None, [Finding("mapping.toml", Place(file), values={"reason": str(error)})]
    notes = _Notes(file)
    others = tuple(sections)
    notes.unknown("", read, (*KEYS, *others))
    code = notes.string("code", read, required=True)
    currency = notes.string("currency", read, required=True)
    if currency and not (len(currency) == 3 and currency.isascii() and currency.isupper()):
        notes.note("mapping.currency", "currency", read=currency)
    name, note = notes.label("name", read), notes.label("note", read, required=False)
    table = read.get("fields")
    if not isinstance(table, dict) or not table:
        notes.note("mapping.no_fields", "fields")
        table = {}
    rules = tuple(_rule(notes, key, given, currency) for key, given in table.items())
    made = TableMapping(
        code=code,
        name=name,
        note=note,
        currency=currency,
        fields=rules,
        sheet=notes.string("sheet", read),
        ignored=notes.strings("ignored", read),
        rest={key: read[key] for key in others if key in read},
    )
    return (None if notes.found else made), notes.found


def _rule(notes: _Notes, key: str, given: Any, currency: str) -> FieldRule:
    at = f"fields.{key}"
    if not isinstance(given, dict):
        notes.note("mapping.table", at)
        given = {}
    notes.unknown(at, given, FIELD_KEYS)
    kind = notes.choice("type", given, TYPES, "text", at)
    unit = notes.string("unit", given, at=at)
    if unit and (kind != "money" or currency != "JPY" or unit not in {u.value for u in Unit}):
        known = "・".join(one.value for one in Unit)
        notes.note("mapping.unit", f"{at}.unit", read=unit, known=known)
    changes = notes.strings("transforms", given, at=at)
    for change in changes:
        if change not in TRANSFORMS:
            near = nearest(change, TRANSFORMS)
            notes.note("mapping.transform", f"{at}.transforms", read=change, near=near)
    columns = notes.strings("columns", given, at=at)
    if not columns:
        notes.note("mapping.no_columns", f"{at}.columns")
    required = given.get("required", False)
    if not isinstance(required, bool):
        notes.note("mapping.flag", f"{at}.required", read=required)
    return FieldRule(
        name=key,
        label=notes.label("label", given, at=at),
        columns=columns,
        type=kind,
        unit=unit,
        required=required is True,
        transforms=tuple(change for change in changes if change in TRANSFORMS),
        date_order=notes.choice("date_order", given, DATE_ORDERS, "ymd", at),
        absent=notes.string("absent", given, at=at) or None,
    )


def nearest(name: str, known: Iterable[str], least: float = 0.6) -> str:
    """The known name that `name` most likely means; "" where none is as near as `least`."""
    folded = {one.casefold(): one for one in known}
    found = difflib.get_close_matches(name.casefold(), folded, n=1, cutoff=least)
    return folded[found[0]] if found else ""


class _Notes:
    """The findings about one file, and its typed keys."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Finding] = []

    def note(self, code: str, key: str, **values: object) -> None:
        self.found.append(Finding(code, Place(self.file, key=key), values=values))

    def unknown(self, at: str, given: Mapping[str, Any], known: Iterable[str]) -> None:
        names = tuple(known)
        for key in given:
            if key not in names:
                path = f"{at}.{key}" if at else key
                self.note("mapping.key", path, read=key, near=nearest(key, names))

    def string(
        self, key: str, given: Mapping[str, Any], *, required: bool = False, at: str = ""
    ) -> str:
        value = given.get(key, "")
        if not isinstance(value, str) or (required and not value.strip()):
            self.note("mapping.string", f"{at}.{key}" if at else key)
            return ""
        return value

    def strings(self, key: str, given: Mapping[str, Any], at: str = "") -> tuple[str, ...]:
        value = given.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
            self.note("mapping.strings", f"{at}.{key}" if at else key)
            return ()
        return tuple(value)

    def choice(
        self, key: str, given: Mapping[str, Any], known: tuple[str, ...], default: str, at: str
    ) -> str:
        value = given.get(key, default)
        if value not in known:
            near = nearest(str(value), known)
            choices = ", ".join(known)
            self.note("mapping.choice", f"{at}.{key}", read=value, known=choices, near=near)
            return default
        return str(value)

    def label(
        self, key: str, given: Mapping[str, Any], *, required: bool = True, at: str = ""
    ) -> Text:
        value = given.get(key)
        if value is None and not required:
            return Text("", "")
        if isinstance(value, dict) and set(value) == {"ja", "en"}:
            ja, en = value["ja"], value["en"]
            if isinstance(ja, str) and isinstance(en, str) and ja and en:
                return Text(ja, en)
        self.note("mapping.label", f"{at}.{key}" if at else key)
        return Text("", "")
