"""Identities with their verdicts, and the contradictions of the sources side by side."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ikkan.plan.rules import Judgement, Verdict
from ikkan.plan.snapshot import Snapshot, TableView
from ikkan.portal import downloads, grids, reading, shown
from ikkan.tabular import Cell, Sheet
from ikkan.values.errors import InputError, NotFound
from ikkan.values.text import Text

VERDICTS: Final = {verdict.value: verdict for verdict in Verdict}


def checks(request: HttpRequest) -> HttpResponse:
    """Every identity with its verdict and arithmetic; `verdict` and `table` narrow."""
    snapshot = reading.snapshot_of(request)
    table, rows = _asked(request, snapshot)
    verdict = _verdict(request)
    found = {
        "snapshot": snapshot,
        "tally": shown.tally(rows),
        "all": len(rows),
        "verdict": verdict.value if verdict else "",
        "table": table,
        "checks": shown.checks(snapshot, _narrowed(rows, verdict)),
    }
    return render(request, "portal/checks.html", found)


def checks_file(request: HttpRequest, suffix: str) -> HttpResponse:
    """The identities as a file."""
    snapshot, language = reading.snapshot_of(request), get_language()
    rows = _narrowed(_asked(request, snapshot)[1], _verdict(request))
    entries = [snapshot.entry("identity", row.identity.code) for row in rows]
    sheet = Sheet.of(
        _("Checks"),
        [
            *(_("Code"), _("What is checked"), _("Rule code"), _("Verdict"), _("Verdict code")),
            *(_("Arithmetic"), _("Left"), _("Print"), _("Left, lowest"), _("Left, highest")),
            *(_("Print, lowest"), _("Print, highest"), _("Figures"), _("Remark"), _("Source")),
        ],
        (_cells(snapshot, row, language) for row in rows),
        downloads.notes(snapshot, downloads.source_codes(entries), language),
    )
    return downloads.answer("checks", suffix, [sheet])


def check(request: HttpRequest, code: str) -> HttpResponse:
    """One identity in full."""
    snapshot = reading.snapshot_of(request)
    snapshot.entry("identity", code)
    judgement = snapshot.judgements.get(code)
    if judgement is None:
        raise NotFound("portal.check", _NOT_JUDGED.format(code=code))
    codes = judgement.identity.codes
    found = {
        "snapshot": snapshot,
        "check": shown.check(snapshot, judgement),
        "terms": [(term, snapshot.figure(term.code)) for term in judgement.terms],
        "sources": shown.quoted(snapshot, snapshot.entry("identity", code)),
        "tables": shown.tables_with(snapshot, codes),
        "conflicts": shown.conflicts(snapshot, codes),
        "neighbours": _neighbours(list(snapshot.judgements), code),
    }
    return render(request, "portal/check.html", found)


def contradictions(request: HttpRequest) -> HttpResponse:
    """Where sources, or one source, say two things: the readings in equal columns."""
    snapshot = reading.snapshot_of(request)
    found = {"snapshot": snapshot, "conflicts": shown.conflicts(snapshot)}
    return render(request, "portal/contradictions.html", found)


def contradictions_file(request: HttpRequest, suffix: str) -> HttpResponse:
    """One row for each reading."""
    snapshot, language = reading.snapshot_of(request), get_language()
    conflicts = shown.conflicts(snapshot)
    entries = [row for conflict in conflicts for row, _sources, _figure in conflict.readings]
    sheet = Sheet.of(
        _("Contradictions"),
        [
            *(_("Code"), _("Finding"), _("Reading no."), _("Reading"), _("Figure code")),
            *(_("As printed"), _("Source"), _("How it is kept")),
        ],
        (
            [
                *(conflict.entry.code, conflict.entry.label.of(language), row.data["order"]),
                *(row.data["text"].of(language), figure.code if figure else None),
                *(figure.printed if figure else None, downloads.places(row)),
                conflict.entry.data["effect"].of(language),
            ]
            for conflict in conflicts
            for row, _sources, figure in conflict.readings
        ),
        downloads.notes(snapshot, downloads.source_codes(entries), language),
    )
    return downloads.answer("contradictions", suffix, [sheet])


def _asked(
    request: HttpRequest, snapshot: Snapshot
) -> tuple[TableView | None, tuple[Judgement, ...]]:
    code = request.GET.get("table", "")
    rows = tuple(snapshot.judgements.values())
    if not code:
        return None, rows
    table = snapshot.table(code)
    return table, grids.touching(table, rows)


def _verdict(request: HttpRequest) -> Verdict | None:
    read = request.GET.get("verdict", "")
    if read and read not in VERDICTS:
        known = ", ".join(VERDICTS)
        raise InputError("verdict.form", _WRONG_VERDICT.format(read=read[:40], known=known))
    return VERDICTS.get(read)


def _narrowed(rows: Iterable[Judgement], verdict: Verdict | None) -> tuple[Judgement, ...]:
    return tuple(row for row in rows if verdict is None or row.verdict is verdict)


def _cells(snapshot: Snapshot, row: Judgement, language: str) -> list[Cell]:
    entry = snapshot.entry("identity", row.identity.code)
    left, right = row.left_interval, row.right_interval
    reason = entry.data.get("reason")
    return [
        *(row.identity.code, entry.label.of(language), row.identity.rule),
        *(row.verdict.label.of(language), row.verdict.value, row.arithmetic, row.left, row.right),
        *((left.low, left.high) if left else (None, None)),
        *((right.low, right.high) if right else (None, None)),
        *(" ".join(row.identity.codes), reason.of(language) if reason else None),
        downloads.places(entry),
    ]


def _neighbours(codes: list[str], code: str) -> tuple[str | None, str | None]:
    place = codes.index(code)
    before = codes[place - 1] if place else None
    return before, codes[place + 1] if place + 1 < len(codes) else None


_WRONG_VERDICT = Text(
    "判定「{read}」を読めません。{known} のどれかです。",
    'Cannot read the verdict "{read}"; it is one of {known}.',
)
_NOT_JUDGED = Text(
    "検算{code}は、この時点ではまだ行えません（使う数値がまだ公表されていません）。",
    "The identity {code} cannot be checked as of this day: its figures were not yet published.",
)
