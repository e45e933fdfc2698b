"""Tables behind the boards: rows of a number, programmes of a level, seeds over phases.

Decides: which columns each has; every row is one that the reader may see. Called by views.
Source: S-321, S-322.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from ikkan.audit.actor import Actor
from ikkan.awards.edges import KIND as AWARD
from ikkan.awards.edges import ref_of
from ikkan.awards.messages import MODALITY_LABELS, STATE_LABELS
from ikkan.plan.queries import snapshot
from ikkan.portfolio import messages as words
from ikkan.portfolio.edges import SEED
from ikkan.portfolio.models import SeedAward
from ikkan.portfolio.officers import boards, queries
from ikkan.portfolio.officers.asking import Asked
from ikkan.portfolio.officers.boards import NONE, One, Portfolio
from ikkan.portfolio.officers.flags import FLAGS
from ikkan.records.kinds import Column
from ikkan.records.queries import visible
from ikkan.values.ref import Ref
from ikkan.values.text import Text

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under columns; `write` turns what is kept into cells, for a page or all of them."""

    code: str
    label: Text
    columns: tuple[Column, ...]
    kept: Sequence[Any]
    write: Callable[[Any], Row]
    note: Text | None = None


def column(ja: str, en: str, type_: str = "text", choices: Any = None) -> Column:
    """A column of a table."""
    return Column(label=Text(ja, en), type=type_, choices=choices)


def awards(found: Sequence[One], portfolio: Portfolio) -> Table:
    """Awards with what raises each flag."""

    def write(one: One) -> Row:
        shown = [ref for flag in one.flags for ref in portfolio.shown[flag][one.code]]
        return (
            ref_of(one.code),
            one.code,
            _row("programme", one.programme),
            _row("phase", one.phase),
            one.modality,
            tuple(Ref("domain", code) for code in one.domains),
            one.state,
            one.ends_on,
            one.yen,
            listed(one.flags),
            tuple(dict.fromkeys(ref for ref in shown if ref.kind != AWARD)),
        )

    return Table(
        code="awards",
        label=Text("課題", "Awards"),
        columns=(
            column("課題", "Award", "ref"),
            column("課題管理番号", "Number"),
            column("事業", "Programme", "ref"),
            column("段階", "Phase", "ref"),
            column("モダリティ", "Modality", "choice", MODALITY_LABELS),
            column("疾患領域", "Disease areas", "refs"),
            column("状態", "State", "choice", STATE_LABELS),
            column("終わりの日", "Last day", "date"),
            column("額（全年度）", "Amount, all years", "yen"),
            column("リスクの印", "Risk flags", "text2"),
            column("印のもとの記録", "Records behind the flags", "refs"),
        ),
        kept=sorted(found, key=lambda one: (one.ends_on, one.code)),
        write=write,
    )


def listed(found: Iterable[str]) -> Text:
    """Flags in words."""
    named = [FLAGS[code].label for code in found]
    return Text.joined(named, "、", "; ")


@dataclass(slots=True)
class _Sum:
    code: str
    count: int = 0
    over: int = 0
    yen: int = 0
    flagged: int = 0


def programmes(portfolio: Portfolio, asked: Asked, as_of: date) -> Table:
    """Every programme of the level with the ministry that pays it, those without awards too."""
    sums = {code: _Sum(code) for code in _expected(asked, as_of)}
    for one in portfolio.awards:
        found = sums.setdefault(one.programme, _Sum(one.programme))
        if boards.running(one, as_of):
            found.count += 1
            found.yen += one.yen
        else:
            found.over += 1
        found.flagged += bool(one.flags)
    payers = queries.payers(as_of)

    def write(one: _Sum) -> Row:
        payer = payers.get(one.code, "")
        programme = _row("programme", one.code) or boards.NOT_RECORDED
        return programme, _row("body", payer), one.count, one.over, one.yen, one.flagged

    return Table(
        code="programmes",
        label=Text("事業（府省を問わず）", "Programmes, of whichever ministry"),
        columns=(
            column("事業", "Programme", "ref"),
            column("府省", "Ministry", "ref"),
            column("実施中", "Under way", "number"),
            column("終わったもの", "Over", "number"),
            column("実施中の額（全年度）", "Amount under way, all years", "yen"),
            column("印のある課題", "Awards with a flag", "number"),
        ),
        kept=sorted(sums.values(), key=lambda one: (-one.count, one.code)),
        write=write,
    )


def _expected(asked: Asked, as_of: date) -> tuple[str, ...]:
    if asked.level == "project" and asked.of:
        return queries.programmes_of(asked.of, as_of)
    return (asked.of,) if asked.level == "programme" and asked.of else ()


def lines(portfolio: Portfolio, actor: Actor, as_of: date) -> Table:
    """Seeds as rows, phases as columns: when it stood in each, by the awards that carry it."""
    of_code = {one.code: one for one in portfolio.awards}
    carried: dict[int, list[One]] = defaultdict(list)
    for seed, award in SeedAward.objects.values_list("seed_id", "award__code"):
        if award in of_code:
            carried[seed].append(of_code[award])
    phases = snapshot(as_of).entries("phase", state="all")
    codes = [row.code for row in phases]
    rows = [
        row
        for row in visible(SEED, actor).filter(named_on__lte=as_of).order_by("-pk")
        if row.pk in carried
    ]

    def write(row: Any) -> Row:
        by_phase: dict[str, list[One]] = defaultdict(list)
        for one in sorted(carried[row.pk], key=lambda one: one.began_on):
            by_phase[one.phase or NONE].append(one)
        spans = [_span(by_phase.get(code, ())) for code in (*codes, NONE)]
        named = tuple(ref_of(one.code) for ones in by_phase.values() for one in ones)
        return (Ref(SEED, row.code), row.state, *spans, named)

    return Table(
        code="lines",
        label=Text("シーズの段階ごとの線", "Seeds over the phases"),
        columns=(
            column("シーズ", "Seed", "ref"),
            column("状態", "State", "choice", words.SEED_LABELS),
            *(Column(label=row.label, type="text2") for row in phases),
            column("段階の記録なし", "Phase not recorded", "text2"),
            column("担う課題", "Awards that carry it", "refs"),
        ),
        kept=rows,
        write=write,
    )


def _span(found: Sequence[One]) -> Text:
    """From the first day to the last of the awards of one phase."""
    if not found:
        return Text("", "")
    first = min(one.began_on for one in found)
    last = max(one.ended_on or one.ends_on for one in found)
    return Text(f"{first:%Y-%m}～{last:%Y-%m}", f"{first:%Y-%m} to {last:%Y-%m}")


def _row(kind: str, code: str) -> Ref | None:
    return Ref(kind, code) if code else None


LEAST_SHOWN: Final[Mapping[str, int]] = {"lines": 30, "awards": 50}
"""Rows of one page of a table, where it is not 50."""
