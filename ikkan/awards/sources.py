"""Sources of awards from elsewhere: a mapping file and how its rows become awards.

Decides: the keys of the section [award] of a mapping file, and what a row of it says. Called by:
loading and `ikkan import`. Source: docs/operations.md, asserted by its test.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ikkan.awards import rules
from ikkan.awards.loading_messages import SENTENCES
from ikkan.parties.rules import is_corporate_number
from ikkan.tabular import cells
from ikkan.tabular.conversion import Value
from ikkan.tabular.mapping import TableMapping
from ikkan.tabular.sections import Section
from ikkan.values.errors import InputError
from ikkan.values.finding import Finding
from ikkan.values.text import Text
from ikkan.values.years import FiscalYear

KEYS: Final = ("source", "language", "key", "apart", "start_month", "year_named_after")
NEEDED: Final = ("organisation", "title", "fiscal_year")
TYPES: Final = {
    "fiscal_year": "year",
    "amount": "money",
    "part_amount": "money",
    "began_on": "date",
    "ends_on": "date",
}
SECTION: Final = Section(
    name="award",
    folder=Path(__file__).resolve().parent / "mappings",
    keys=KEYS,
    lists=("key", "apart"),
    types=TYPES,
    choices={
        "language": ("ja", "en"),
        "year_named_after": ("start", "end"),
        "start_month": tuple(range(1, 13)),
    },
)
LONGEST_NAME: Final = 200
_SHORT: Final = 40
_PLAIN: Final = re.compile(r"[A-Z0-9]+(?:/[A-Z0-9]+)*")
_SOURCE: Final = re.compile(r"[a-z][a-z0-9]{1,11}")
# 個人A, 国立大学法人 X: a party whose name the source withholds.
_WITHHELD: Final = re.compile(r"(?:個人|企業|[^a-z]{0,12}(?:法人|機構))[a-z]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A sound mapping with its section [award].

    `key` are the fields that make rows one award; rows of one year that differ in `apart` are
    awards of their own. Fiscal years begin in `start_month`, and are named after the calendar
    year in which they end where `ends_name` says so.
    """

    mapping: TableMapping
    code: str
    language: str
    key: tuple[str, ...]
    apart: tuple[str, ...]
    start_month: int
    ends_name: bool

    def year(self, named: int) -> FiscalYear:
        """The fiscal year that the source calls `named`. Raises YearError."""
        return FiscalYear(named - 1 if self.ends_name else named, self.start_month)

    def title(self, title: str) -> Text:
        """A title in the source's language; an English one stands for both."""
        return Text(title, "") if self.language == "ja" else Text(title, title)

    def external_key(self, key: str, rank: int) -> str:
        """What the source's key is stored as: itself where short, else its digest."""
        whole = key if rank == 1 else f"{key}#{rank}"
        if len(whole) <= _SHORT and whole.isprintable():
            return whole
        return hashlib.sha256(whole.encode()).hexdigest()[:32]

    def award_code(self, external_key: str) -> str:
        """The code of an imported award, never a management number: X-JUDGIT-…"""
        if _PLAIN.fullmatch(external_key) and len(external_key) <= 24:
            return f"X-{self.code.upper()}-{external_key.replace('/', '-')}"
        digest = hashlib.sha256(f"{self.code}/{external_key}".encode()).hexdigest()[:16]
        return f"X-{self.code.upper()}-{digest.upper()}"


def read(name: str) -> tuple[Source | None, list[Finding]]:
    """The source by its name, or the path of a mapping file. Raises InputError: there is none."""
    opened, found = SECTION.opened(name)
    if opened is None:
        return None, found
    section = opened.said
    if not _SOURCE.fullmatch(str(section.get("source", ""))):
        found.append(opened.finding("load.source", "source"))
    found += [
        opened.of_field("load.needed", name, field=name)
        for name in NEEDED
        if name not in opened.fields or not opened.fields[name].required
    ]
    if found:
        return None, found
    source = Source(
        mapping=opened.mapping,
        code=section["source"],
        language=section.get("language", "ja"),
        key=opened.names("key"),
        apart=opened.names("apart"),
        start_month=section.get("start_month", 4),
        ends_name=section.get("year_named_after", "start") == "end",
    )
    return source, []


def staged(source: Source, line: int, values: Mapping[str, Value], home: str) -> tuple[object, ...]:
    """The row for the staging file. Raises InputError with the reason why it cannot be one."""
    name = str(values["organisation"])
    number = str(values.get("corporate_number") or "")
    if _WITHHELD.fullmatch(cells.bare(name)):
        raise InputError("load.withheld", SENTENCES["load.withheld"].format(name=name))
    if len(name) > LONGEST_NAME:
        raise InputError("load.long", SENTENCES["load.long"].format(name=name[:40]))
    if number and not is_corporate_number(number):
        raise InputError("load.number", SENTENCES["load.number"].format(number=number[:40]))
    named = values["fiscal_year"]
    year = source.year(named if isinstance(named, int) else 0)
    began, ends = values.get("began_on") or year.start, values.get("ends_on") or year.end
    amount = values.get("amount")
    if amount is None:
        amount = values.get("part_amount")
    yen = amount if isinstance(amount, int) and source.mapping.currency == home else None
    if yen is not None:
        rules.demand_amounts({year.year: yen}, range(year.year, year.year + 1))
    rest = "/".join(
        "" if values.get(one) is None else cells.bare(values[one])
        for one in source.key
        if one != "organisation"
    )
    return (
        line,
        number,
        cells.bare(name),
        name,
        int("organisation" in source.key),
        rest.rstrip("/").upper() if rest.isascii() else rest,
        "\x1f".join(str(values.get(one)) for one in source.apart),
        str(values["title"]),
        str(values.get("programme") or ""),
        year.year,
        yen,
        str(began),
        str(ends),
    )
