"""Feeds the lake: printed figures of the pack, and the records that a viewer may see.

Decides: what goes into each table; rows come through the one visibility policy, so the public
edition holds nothing that the public does not see. Called by `ikkan lake publish` and the data
book. Writes files only, never the database. Source: design §4 "analytics".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db.models.functions import Coalesce

from ikkan.analytics import lake
from ikkan.analytics.lake import Publication, Row
from ikkan.audit.actor import PUBLIC, SYSTEM, Actor
from ikkan.awards.messages import SORT_LABELS
from ikkan.awards.models import YearAmount
from ikkan.outcomes.models import OutcomeAward
from ikkan.parties.prefectures import PREFECTURES
from ikkan.plan import queries as plan
from ikkan.plan.snapshot import FigureView, Snapshot
from ikkan.records import queries, sight
from ikkan.records.kinds import kind_of
from ikkan.records.models import is_demonstration
from ikkan.values.text import Text

VIEWERS: Final = {"public": PUBLIC, "office": SYSTEM}
"""Whose eyes an edition is read with: anybody's, or the office's own command line."""
_KINDS: Final = {
    "organisation": "parties.organisation",
    "award": "awards.award",
    "outcome": "outcomes.outcome",
    "seed": "portfolio.seed",
    "gate": "portfolio.gate",
    "handover": "portfolio.handover",
    "actual": "evaluation.actual",
}
_COLUMNS: Final = {
    "organisation": ("code", "sort", "prefecture", "fictional"),
    "award": (
        *("code", "programme_code", "call__code", "organisation__code", "state", "modality"),
        *("phase", "began_on", "last_on", "fictional"),
    ),
    "outcome": ("code", "sort", "state", "occurred_on", "fictional"),
    "seed": ("code", "state", "modality", "ended_on", "fictional"),
    "gate": (
        *("code", "award__code", "template", "decision", "due_on", "decided_on", "fictional"),
    ),
    "handover": (
        *("code", "award__code", "to_programme", "state", "decided_on", "proposed_on"),
        "fictional",
    ),
    "actual": ("code", "indicator_code", "fiscal_year", "counting", "value", "fictional"),
}
_LABELLED: Final = (
    *("body", "cost_class", "project", "programme", "pot", "stage", "phase", "basis", "gate"),
    *("fund", "indicator", "instrument", "source", "domain"),
)
_CHOICES: Final = {
    "parties.organisation": ("sort",),
    "awards.award": ("modality", "state"),
    "outcomes.outcome": ("sort",),
    "portfolio.gate": ("decision",),
    "portfolio.handover": ("state",),
    "evaluation.actual": ("counting",),
    "portfolio.seed": ("state",),
}


def folder() -> Path:
    """Where the lake is kept."""
    return Path(settings.IKKAN_HOME) / "lake"


def publish(as_of: date, viewer: str = "public") -> Publication:
    """Write what the viewer sees on that day and point to it. Raises NotFound before any pack."""
    known, actor = plan.snapshot(as_of), VIEWERS[viewer]
    tables = {name: list(_records(name, actor)) for name in _KINDS}
    tables["year_amount"] = list(_year_amounts(actor))
    tables["outcome_award"] = list(_shares(actor))
    fictional = is_demonstration() or any(row[-1] for rows in tables.values() for row in rows)
    tables |= {
        "figure": list(_figures(known)),
        "label": list(_labels(known)),
        "fund": list(_funds(known)),
        "indicator": list(_indicators(known)),
    }
    facts = lake.Facts(
        viewer=viewer,
        as_of=as_of,
        pack=known.pack_version.code,
        pack_version=known.pack_version.version,
        start_month=known.settings["fiscal_year_start_month"],
        fictional=fictional,
        closed=tuple(name for name in _KINDS if _closed(name, actor)),
    )
    return lake.publish(folder(), facts, tables)


def current(viewer: str = "public") -> Publication:
    """The newest publication. Raises NotFound."""
    return lake.current(folder(), viewer)


def _closed(name: str, actor: Actor) -> bool:
    """Whether the policy shows the actor no record of the kind at all."""
    kind = kind_of(_KINDS[name])
    return kind is None or sight.condition(kind.sight, actor) is None


def _records(name: str, actor: Actor) -> Iterator[Row]:
    rows = queries.visible(_KINDS[name], actor)
    if name == "award":
        rows = rows.annotate(last_on=Coalesce("ended_on", "ends_on"))
    if name == "actual":
        rows = rows.filter(superseded_at__isnull=True)
    return (_filled(row) for row in rows.values_list(*_COLUMNS[name]))


def _filled(row: Row) -> Row:
    """Words that are not there are None, as in every table of the lake."""
    return tuple(None if cell == "" else cell for cell in row)


def _year_amounts(actor: Actor) -> Iterable[Row]:
    awards = queries.visible("awards.award", actor).order_by().values("pk")
    rows = YearAmount.objects.filter(award__in=awards)
    return rows.values_list("award__code", "fiscal_year", "sort", "yen", "award__fictional")


def _shares(actor: Actor) -> Iterator[Row]:
    """Shares of visible awards in visible outcomes."""
    awards = queries.visible("awards.award", actor).order_by().values("pk")
    outcomes = queries.visible("outcomes.outcome", actor).order_by().values("pk")
    rows = OutcomeAward.objects.filter(award__in=awards, outcome__in=outcomes)
    columns = ("outcome__code", "award__code", "share", "outcome__fictional")
    for outcome, award, written, fictional in rows.values_list(*columns):
        share = Fraction(written)
        yield outcome, award, share.numerator, share.denominator, fictional


def _figures(known: Snapshot) -> Iterator[Row]:
    series = _series(known)
    for row in known.figures():
        yield (
            *(row.position, row.code, row.set, row.measure, row.printed, row.value, row.unit),
            *(row.basis, row.year, row.ministry, row.cost_class, row.project, row.programme),
            *(row.stage, row.pot, row.total, series.get(row.code), _sources(row)),
            *(row.label.ja, row.label.en),
        )


def _series(known: Snapshot) -> Mapping[str, int]:
    """The year of every figure that the pack's flow of money names, on the basis it names."""
    found: dict[str, int] = {}
    for entry in known.settings["home"]["flow"]["year"]:
        stems, year = tuple(entry["figures"]), entry["year"]
        for row in known.figures(basis=entry["basis"], year=year):
            if row.code.startswith(stems):
                found[row.code] = year
    return found


def _sources(row: FigureView) -> str:
    return " ".join(code if line is None else f"{code}:{line}" for code, line in row.sources)


def _labels(known: Snapshot) -> Iterator[Row]:
    """Names of the pack's codes and of the choices of records, so that a lake explains itself."""
    for kind in _LABELLED:
        for row in known.entries(kind, state="all"):
            yield kind, row.position, row.code, row.label.ja, row.label.en
    for code, names in _CHOICES.items():
        for name in names:
            for place, (choice, label) in enumerate(_choices(code, name).items()):
                yield f"{code}.{name}", place, choice, label.ja, label.en
    for kind, named in (("prefecture", PREFECTURES), ("awards.amount", SORT_LABELS)):
        for place, (choice, label) in enumerate(named.items()):
            yield kind, place, choice, label.ja, label.en


def _choices(code: str, name: str) -> Mapping[str, Text]:
    kind = kind_of(code)
    fields = () if kind is None else kind.fields
    return next((field.choices or {} for field in fields if field.name == name), {})


def _funds(known: Snapshot) -> Iterator[Row]:
    for row in known.entries("fund"):
        data = row.data
        years = (data.get("first_year"), data.get("last_year"))
        yield row.position, row.code, data.get("programme"), *years, data.get("figure")


def _indicators(known: Snapshot) -> Iterator[Row]:
    """Indicators with the years of the plan term whose plan they stand in, where it is known."""
    terms = {row.code: row.data for row in known.entries("term", state="all")}
    papers = {row.code: row.data.get("term") for row in known.entries("instrument", state="all")}
    for row in known.entries("indicator"):
        data: Mapping[str, Any] = row.data
        term = terms.get(papers.get(data["of"]) or "", {})
        yield (
            *(row.position, row.code, data.get("of"), data.get("class")),
            *(data.get("target_printed"), data.get("unit")),
            *(term.get("first_year"), term.get("last_year")),
        )
