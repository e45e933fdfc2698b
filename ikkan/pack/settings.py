"""pack.toml: who the funder is, its money, its year, and what the home page shows.

Decides: the keys of pack.toml and whether they agree with the rows. Called by: the reader (form)
and the checker (rows). Source: docs/pack-guide.md, asserted by its test.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ikkan.pack import cells, machines, numbers
from ikkan.pack.folder import SETTINGS, Folder
from ikkan.pack.keys import Section, read
from ikkan.pack.model import Pack
from ikkan.pack.note import found
from ikkan.pack.schema import LABEL_LANGUAGES
from ikkan.values.finding import Finding, Place

KEYS: Final = (
    *("code", "version", "name", "funder", "headquarters", "currency", "fiscal_year_start_month"),
    *("money_unit", "languages", "source_note", "bodies", "strip", "numbers"),
    *("workflow", "request", "home", "evaluation", "portfolio"),
)
BODY_KEYS: Final = ("funder", "headquarters", "secretariat", "liaison", "inhouse_liaison")
PORTFOLIO_KEYS: Final = ("continued",)
HOME_KEYS: Final = ("years", "default_year", "lead", "flow", "outcomes", "scale", "cases")
FLOW_KEYS: Final = ("cost_classes", "year")
FLOW_YEAR_KEYS: Final = ("year", "figures", "projects", "beside", "changes", "basis", "term")
SCALE_KEYS: Final = ("total", "subsidies")
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
    _codes(top.section("bodies"), BODY_KEYS)
    strip = top.section("strip")
    if strip is not None:
        strip.label("text", required=True)
        strip.close()
    schemes = top.section("numbers")
    if schemes is not None:
        numbers.load(schemes)
    workflow = top.section("workflow")
    if workflow is not None:
        machines.load_workflow(workflow)
    request = top.section("request")
    if request is not None:
        machines.load_request(request)
    home = top.section("home", required=True)
    if home is not None:
        _home(home)
    _codes(top.section("portfolio"), PORTFOLIO_KEYS)
    rated = top.section("evaluation")
    if rated is not None:
        _evaluation(rated)
    top.close()
    return top.data


def _codes(section: Section | None, keys: tuple[str, ...]) -> None:
    """A section whose keys each hold one code."""
    if section is not None:
        for key in keys:
            section.parsed(key, cells.code)
        section.close()


def _list(section: Section | None, key: str) -> None:
    """A section with one key, a list of codes."""
    if section is not None:
        section.strings(key, required=True)
        section.close()


def _evaluation(section: Section) -> None:
    """The heading whose clauses are the roles of the funder, and the grades of a year."""
    section.parsed("roles", cells.code)
    grades = section.sections("grade")
    section.close()
    for grade in grades:
        grade.parsed("code", cells.code, required=True)
        grade.label("name", required=True)
        grade.close()


def _home(home: Section) -> None:
    years = home.integers("years", required=True)
    default = home.integer("default_year", required=True)
    if default is not None and default not in years:
        home.note("home.default_year", "default_year", read=default, years=list(years))
    home.label("lead")
    outcomes = home.section("outcomes")
    if outcomes is not None:
        outcomes.string("itemised")
    _list(outcomes, "figures")
    _codes(home.section("scale"), SCALE_KEYS)
    _list(home.section("cases"), "codes")
    flow = home.section("flow", required=True)
    home.close()
    if flow is None:
        return
    flow.strings("cost_classes", required=True)
    described = [year for entry in flow.sections("year", required=True) for year in _year(entry)]
    flow.close()
    for year in sorted({year for year in described if described.count(year) > 1}):
        flow.note("home.year_twice", "year", read=year)
    for year in sorted(set(years) ^ set(described)):
        home.note("home.years", "years", read=year)


def _year(entry: Section) -> tuple[int, ...]:
    """The year that an entry of the flow describes, if it says one."""
    year = entry.integer("year", required=True)
    for key in (*_PREFIXES, "changes"):
        entry.strings(key, required=key == "figures")
    entry.parsed("basis", cells.code, required=True)
    entry.parsed("term", cells.code)
    entry.close()
    return () if year is None else (year,)


def check(pack: Pack) -> list[Finding]:
    """Whether the settings name bodies, cost classes, bases and figures that the pack has."""
    top = Section(pack.settings, SETTINGS, "", [])
    findings: list[Finding] = []
    for section, key, kind in _named(top):
        for code, path in _written(section, key):
            if pack.find(kind, code) is None:
                place = section.place(path)
                findings.append(found("ref.dangling", place, read=code, kind=kind, near=[]))
    figures = [row.code for row in pack.rows_of("figure")]
    for entry in flow_years(top):
        for key in _PREFIXES:
            for prefix, path in _written(entry, key):
                if not any(code.startswith(prefix) for code in figures):
                    findings.append(found("home.prefix", entry.place(path), read=prefix))
    return findings


def _named(top: Section) -> Iterator[tuple[Section, str, str]]:
    """(section, key, kind) of every key that holds codes of rows."""
    bodies, home = top.section("bodies"), top.section("home")
    if bodies is not None:
        yield from ((bodies, key, "body") for key in BODY_KEYS)
    rated = top.section("evaluation")
    if rated is not None:
        yield rated, "roles", "clause"
    if home is None:
        return
    for name, keys, kind in (
        ("outcomes", ("figures", "itemised"), "figure"),
        ("scale", SCALE_KEYS, "figure"),
        ("cases", ("codes",), "case"),
        ("flow", ("cost_classes",), "cost_class"),
    ):
        section = home.section(name)
        if section is not None:
            yield from ((section, key, kind) for key in keys)
    for entry in flow_years(top):
        yield entry, "basis", "basis"
        yield entry, "term", "term"
        yield entry, "changes", "figure"


def flow_years(top: Section) -> tuple[Section, ...]:
    """The entries of home.flow.year."""
    home = top.section("home")
    flow = None if home is None else home.section("flow")
    return () if flow is None else flow.sections("year")


def _written(section: Section, key: str) -> Iterator[tuple[str, str]]:
    """(text, key path) of a key that holds one text or a list of them."""
    if isinstance(section.data.get(key), str):
        yield section.data[key], key
        return
    for number, text in enumerate(section.strings(key), start=1):
        yield text, f"{key}[{number}]"
