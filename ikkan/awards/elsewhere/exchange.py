"""The exchange format: project records as other funders take them in and as theirs come in.

Decides: the columns and their order; one row for each project and year, one row without a year for
a project without money. What the reader may not see is not in the file. Called by the views;
`ikkan import elsewhere --mapping exchange` reads it back. Source: 000:364, 000:172.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from ikkan.audit.actor import Actor
from ikkan.awards.elsewhere.models import External, Theme
from ikkan.awards.elsewhere.queries import side_of
from ikkan.awards.elsewhere.rules import AWARD, PROJECT, THEME
from ikkan.awards.models import Award
from ikkan.plan.queries import snapshot
from ikkan.records import queries as records
from ikkan.tabular import Cell, Sheet, csv_bytes
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from ikkan.values.years import FiscalYear

FORMATS: Final = {"csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl; charset=utf-8"}
COLUMNS: Final[Mapping[str, Text]] = {
    "side": Text(
        "award・theme・ministry・funder のどれか（取り込みでは読みません）",
        "award, theme, ministry or funder; not read on import",
    ),
    "funder": Text("資金配分機関・府省のコード", "code of the funder or ministry"),
    "key": Text("その機関での課題番号", "the project's key at that funder"),
    "number": Text("論文の謝辞に書く番号", "the number that papers cite"),
    "title_ja": Text("名称（日本語）", "title in Japanese"),
    "title_en": Text("名称（英語）", "title in English"),
    "abstract": Text("概要", "abstract"),
    "principal": Text("研究代表者", "principal investigator"),
    "organisation": Text("研究機関の名称", "name of the organisation"),
    "corporate_number": Text("法人番号（13桁）", "corporate number, 13 digits"),
    "first_year": Text("最初の年度（西暦）", "first fiscal year"),
    "last_year": Text("最後の年度（西暦）", "last fiscal year"),
    "fiscal_year": Text("この行の額の年度", "fiscal year of the amount in this row"),
    "yen": Text("その年度の額（円）", "amount of that year in yen"),
    "domains": Text("疾患領域のコード（; で区切る）", "codes of disease areas, separated by ;"),
}
_BATCH: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class _One:
    """A project as it goes out; yen by year."""

    said: Mapping[str, Cell]
    amounts: Mapping[int, int]


def rows(sides: Iterable[str], actor: Actor, as_of: date) -> Iterator[dict[str, Cell]]:
    """Every row of the records of these sides that the actor may see, in the order of codes."""
    wanted = set(sides)
    found: list[Iterator[_One]] = []
    if "award" in wanted:
        found.append(_awards(actor, as_of))
    if "theme" in wanted:
        found.append(_themes(actor))
    if wanted & {"ministry", "funder"}:
        found.append(_projects(wanted, actor, as_of))
    for projects in found:
        for one in projects:
            years: list[tuple[int | None, int | None]] = [*sorted(one.amounts.items())]
            for year, yen in years or [(None, None)]:
                own: Mapping[str, Cell] = {**one.said, "fiscal_year": year, "yen": yen}
                yield {name: own.get(name) for name in COLUMNS}


def body(form: str, found: Iterable[Mapping[str, Cell]]) -> bytes:
    """The file, as CSV or as one JSON object a line."""
    if form == "csv":
        rows = (tuple(row.values()) for row in found)
        return csv_bytes(Sheet.of("projects", list(COLUMNS), rows))
    filled = ({name: cell for name, cell in row.items() if cell is not None} for row in found)
    lines = (json.dumps(row, ensure_ascii=False) for row in filled)
    return "".join(f"{line}\n" for line in lines).encode()


def _awards(actor: Actor, as_of: date) -> Iterator[_One]:
    settings = snapshot(as_of).settings
    funder = str(settings.get("bodies", {}).get("funder", ""))
    month = int(settings["fiscal_year_start_month"])
    seen = records.visible(AWARD, actor).order_by("code").prefetch_related("amounts")
    for batch in _batches(seen):
        named = {Ref("parties.person", row.principal.code) for row in batch if row.principal}
        people = {ref.code for ref in records.exist(named, actor)}
        for award in batch:
            yield _One(said=_award(award, funder, month, people), amounts=_decided(award))


def _award(award: Award, funder: str, month: int, people: set[str]) -> dict[str, Cell]:
    who = award.principal
    return {
        "side": "award",
        "funder": funder,
        "key": award.code,
        "number": award.acknowledgement,
        "title_ja": award.title_ja,
        "title_en": award.title_en,
        "principal": who.name.ja if who is not None and who.code in people else "",
        **_place(award.organisation),
        "first_year": award.fiscal_year,
        "last_year": FiscalYear.of(award.ends_on, month).year,
        "domains": ";".join(award.domains),
    }


def _decided(award: Award) -> dict[int, int]:
    """Yen by year: what was decided, else what was reported elsewhere."""
    by_sort: dict[str, dict[int, int]] = {}
    for row in award.amounts.all():
        by_sort.setdefault(row.sort, {})[row.fiscal_year] = row.yen
    return by_sort.get("reported", {}) | by_sort.get("decided", {})


def _themes(actor: Actor) -> Iterator[_One]:
    seen = records.visible(THEME, actor).order_by("code").prefetch_related("amounts")
    for batch in _batches(seen):
        for theme in batch:
            amounts = {row.fiscal_year: row.yen for row in theme.amounts.all()}
            said: dict[str, Cell] = {
                "side": "theme",
                "funder": theme.ministry,
                "key": theme.code,
                **_words(theme),
                **_place(theme.institute),
                "first_year": min(amounts, default=None),
                "last_year": max(amounts, default=None),
            }
            yield _One(said=said, amounts=amounts)


def _projects(wanted: set[str], actor: Actor, as_of: date) -> Iterator[_One]:
    sides: dict[str, str] = {}
    seen = records.visible(PROJECT, actor).order_by("code").prefetch_related("amounts")
    for batch in _batches(seen):
        for row in batch:
            if row.funder not in sides:
                sides[row.funder] = side_of(row.funder, as_of)
            if sides[row.funder] not in wanted:
                continue
            place = _place(row.organisation)
            said: dict[str, Cell] = {
                "side": sides[row.funder],
                "funder": row.funder,
                "key": row.key,
                "number": row.number,
                **_words(row),
                "principal": row.principal,
                **place,
                "organisation": row.organisation_name or place["organisation"],
                "first_year": row.first_year,
                "last_year": row.last_year,
            }
            amounts = {one.fiscal_year: one.yen for one in row.amounts.all()}
            yield _One(said=said, amounts=amounts)


def _words(row: Theme | External) -> dict[str, Cell]:
    return {
        "title_ja": row.title_ja,
        "title_en": row.title_en,
        "abstract": row.abstract,
        "domains": ";".join(row.domains),
    }


def _place(organisation: Any) -> dict[str, Cell]:
    if organisation is None:
        return {"organisation": "", "corporate_number": ""}
    return {
        "organisation": organisation.name.ja,
        "corporate_number": organisation.corporate_number,
    }


def _batches(found: Any) -> Iterator[list[Any]]:
    """The rows of a query, so many at a time."""
    batch: list[Any] = []
    for row in found.iterator(chunk_size=_BATCH):
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
