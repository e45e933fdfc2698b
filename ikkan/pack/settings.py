"""pack.toml: who the funder is, its money, its year, and what the home page shows.

Decides: the keys of pack.toml and whether they agree with the rows. Called by: the reader (form)
and the checker (rows). Source: docs/pack-guide.md, asserted by its test.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from ikkan.pack import cells
from ikkan.pack.folder import SETTINGS, Folder
from ikkan.pack.keys import Section, read
from ikkan.pack.model import Pack
from ikkan.pack.note import found
from ikkan.pack.schema import LABEL_LANGUAGES
from ikkan.values.finding import Finding, Place

KEYS: Final = (
    *("code", "version", "name", "funder", "headquarters", "currency", "fiscal_year_start_month"),
    *("money_unit", "languages", "source_note", "home"),
)
HOME_KEYS: Final = ("years", "default_year", "flow")
FLOW_KEYS: Final = ("cost_classes", "year")
FLOW_YEAR_KEYS: Final = ("year", "figures", "projects", "beside", "basis")
_PREFIXES: Final = ("figures", "projects", "beside")


def load(folder: Folder) -> Mapping[str, Any] | None:
    """The settings as written; None when pack.toml is missing or cannot be read at all."""
    if SETTINGS not in folder.names:
        folder.findings.append(found("pack.no_settings", Place(SETTINGS), name=SETTINGS))
        return None
    top = read(folder, SETTINGS)
    if top is None:
        return None
    top.parsed("code", cells.code, required=True)
    top.string("version", required=True)
    top.label("name", required=True)
    top.label("funder", required=True)
    top.label("headquarters")
    currency = top.string("currency", required=True)
    if currency is not None and not re.fullmatch("[A-Z]{3}", currency):
        top.note("pack.currency", "currency", read=currency)
    top.integer("fiscal_year_start_month", least=1, most=12, required=True)
    top.string("money_unit", required=True)
    languages = top.strings("languages", required=True)
    if languages and sorted(languages) != sorted(LABEL_LANGUAGES):
        top.note("pack.languages", "languages", read=list(languages), known=list(LABEL_LANGUAGES))
    top.affix("source_note")
    home = top.section("home", required=True)
    if home is not None:
        _home(home)
    top.close()
    return top.data


def _home(home: Section) -> None:
    years = home.integers("years", required=True)
    default = home.integer("default_year", required=True)
    if default is not None and default not in years:
        home.note("home.default_year", "default_year", read=default, years=list(years))
    flow = home.section("flow", required=True)
    home.close()
    if flow is None:
        return
    flow.strings("cost_classes", required=True)
    described: list[int] = []
    for entry in flow.sections("year", required=True):
        year = entry.integer("year", required=True)
        for key in _PREFIXES:
            entry.strings(key, required=key == "figures")
        entry.parsed("basis", cells.code, required=True)
        entry.close()
        if year is not None:
            described.append(year)
    flow.close()
    for year in sorted({year for year in described if described.count(year) > 1}):
        flow.note("home.year_twice", "year", read=year)
    for year in sorted(set(years) ^ set(described)):
        home.note("home.years", "years", read=year, listed=year in years)


def check(pack: Pack) -> list[Finding]:
    """Whether the home settings name cost classes, bases and figures that the pack has."""
    findings: list[Finding] = []
    top = Section(pack.settings, SETTINGS, "", [])
    home = top.section("home")
    flow = None if home is None else home.section("flow")
    if flow is None:
        return findings
    figures = [row.code for row in pack.rows_of("figure")]
    for number, code in enumerate(flow.strings("cost_classes"), start=1):
        if pack.find("cost_class", code) is None:
            place = flow.place(f"cost_classes[{number}]")
            findings.append(found("ref.dangling", place, read=code, kind="cost_class", near=[]))
    for entry in flow.sections("year"):
        basis = entry.string("basis")
        if basis is not None and pack.find("basis", basis) is None:
            place = entry.place("basis")
            findings.append(found("ref.dangling", place, read=basis, kind="basis", near=[]))
        for key in _PREFIXES:
            for number, prefix in enumerate(entry.strings(key), start=1):
                if not any(code.startswith(prefix) for code in figures):
                    place = entry.place(f"{key}[{number}]")
                    findings.append(found("home.prefix", place, read=prefix))
    return findings
