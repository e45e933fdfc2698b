"""Workbooks of a request on their way in: read, kept with their findings, applied exactly once.

Decides: what a workbook is held against; a workbook with errors, or of a version that has passed,
is never applied. Called by the pages of requests. Source: issue of the command tower, item 5.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import replace
from datetime import date
from typing import Any, Final

from django.utils import timezone

from ikkan.audit import journal
from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.budget.models import Request, Upload
from ikkan.budget.requests import actions, cases, messages, queries, rules, workbook_findings
from ikkan.budget.requests import workbook_reading as reading
from ikkan.budget.requests.actions.lines import of_ministry
from ikkan.budget.requests.rules import CODED, NewLine
from ikkan.budget.requests.workbook import Choice, Known, Present, Stamp
from ikkan.budget.requests.workbook_reading import Reading
from ikkan.line import registry
from ikkan.plan import queries as plan
from ikkan.plan.snapshot import EntryView, Snapshot
from ikkan.values.errors import InputError, NotFound
from ikkan.values.finding import Finding, Place, sort
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from ikkan.values.years import FiscalYear

KEPT: Final = 5
"""So many uploads of a request that were not applied are kept, the newest."""
_TUPLES: Final = ("domains", "cites", "affirms")
_ELSEWHERE: Final = frozenset({"area", "inclusion"})
_OWN: Final = frozenset({"request.code", "request.cites", "request.yen", "request.repeated"})
"""Rules of a line that the reading of cells does not ask itself."""


def known(request: Request, as_of: date) -> Known:
    """What a workbook of this request is held against."""
    snapshot = plan.snapshot(as_of)
    stored = queries.known_codes(request.round, as_of)
    choices = {
        name: tuple(
            Choice(code=code, name=words) for code, words in stored.codes.get(kind, {}).items()
        )
        if kind in _ELSEWHERE
        else _choices(snapshot, kind, request.round.fiscal_year)
        for name, kind in CODED.items()
    }
    programmes = snapshot.entries("programme", state="all")
    return Known(
        stamp=Stamp(
            request=request.code,
            round=request.round.code,
            body=request.body,
            number=str(request.number),
        ),
        lines=tuple(
            Present(line=queries.as_new(line), row_version=line.row_version)
            for line in queries.lines_of(request)
        ),
        choices=choices,
        payers={row.code: row.data["payer"] for row in programmes if row.data.get("payer")},
        bodies=queries.ministries(as_of),
    )


def _choices(snapshot: Snapshot, kind: str, year: int) -> tuple[Choice, ...]:
    """Rows of the pack for a year: ended ones are told apart, those of later years left out."""
    first, last = FiscalYear(year).start, FiscalYear(year).end
    found = []
    for row in snapshot.entries(kind, state="all"):
        begins, ends = _interval(snapshot, row)
        if begins is not None and begins > last:
            continue
        ended = ends if ends is not None and ends < first else None
        successor = _successor(snapshot, row) if ended else ""
        found.append(Choice(code=row.code, name=row.label, ended=ended, successor=successor))
    return tuple(found)


def _interval(snapshot: Snapshot, row: EntryView) -> tuple[date | None, date | None]:
    """When a row holds: its own days, else those of the term it belongs to."""
    if row.valid_from or row.valid_to or not row.data.get("term"):
        return row.valid_from, row.valid_to
    term = snapshot.find(Ref("term", str(row.data["term"])))
    return (term.valid_from, term.valid_to) if term is not None else (None, None)


def _successor(snapshot: Snapshot, row: EntryView) -> str:
    """The row that follows in the crosswalk of the pack, the one of most weight."""
    following = [
        one
        for one in snapshot.entries("crosswalk", state="all")
        if one.data.get(f"from_{row.kind}") == row.code and one.data.get(f"to_{row.kind}")
    ]
    following.sort(key=lambda one: -(one.data.get("weight") or 0))
    return str(following[0].data[f"to_{row.kind}"]) if following else ""


def read(request: Request, data: bytes, name: str, as_of: date) -> Reading:
    """The lines of a workbook with every finding. Raises nothing for what the file holds."""
    held = known(request, as_of)
    done = reading.read(data, name, held)
    if not done.lines:
        return done
    places = [Place(name, key=line.code) for line in done.lines]
    found = rules.findings(done.lines, queries.known_codes(request.round, as_of), places)
    more = [_ruled(one) for one in found if one.code in _OWN]
    more += _unknown_items(done.lines, places)
    return replace(done, findings=sort((*done.findings, *more)))


def _ruled(found: Finding) -> Finding:
    return Finding("line.rule", found.place, values={"said": messages.render(found)})


def _unknown_items(lines: tuple[NewLine, ...], places: list[Place]) -> list[Finding]:
    """Cited items of the plan that nobody knows."""
    cited = [
        (ref, place)
        for line, place in zip(lines, places, strict=True)
        for ref in line.cites
        if ref.partition(":")[0] in rules.CITED
    ]
    there = registry.exist({Ref.parse(ref) for ref, _ in cited})
    return [
        _ruled(Finding("request.nothing", place, values={"read": ref}))
        for ref, place in cited
        if Ref.parse(ref) not in there
    ]


def lines_of(upload: Upload) -> tuple[NewLine, ...]:
    """The lines that were read, as they were kept."""
    rows: list[dict[str, Any]] = upload.lines
    return tuple(NewLine(**row | {name: tuple(row[name]) for name in _TUPLES}) for row in rows)


def newest(request: Request) -> Upload | None:
    """The workbook that waits to be applied, if there is one."""
    rows = Upload.objects.filter(request=request, applied_at=None, number=request.number)
    return rows.order_by("-pk").first()


def find(request: Request, token: str) -> Upload:
    """One workbook of a request. Raises NotFound."""
    found = Upload.objects.filter(request=request, token=token).first()
    if found is None:
        raise NotFound("request.upload", _NO_UPLOAD)
    return found


@action(
    "budget.keep_request_workbook",
    permission="can_prepare_request",
    description=Text(
        "要求書のブックを読み、指摘と変更の下見を残す（要求は変わらない）",
        "Read a request workbook and keep its findings and preview; the request stays as it is",
    ),
    scope=of_ministry,
    secret=("data",),
)
def keep(
    request: str,
    data: bytes,
    name: str,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> Upload:
    """What was read, kept until it is applied; older ones that never were go. Raises NotFound."""
    row = Request.objects.select_related("round").filter(code=request).first()
    if row is None:
        raise NotFound("request.request", messages.NO_REQUEST.format(code=request))
    done = read(row, data, name, as_of)
    made = Upload(
        token=secrets.token_urlsafe(18),
        request=row,
        name=name[-200:],
        digest=hashlib.sha256(data).hexdigest(),
        made_at=timezone.now(),
        made_by=by.code,
        seen=row.version,
        number=row.number,
        rows=done.rows,
        errors=done.errors,
        findings=workbook_findings.as_data(done.findings),
        lines=[cases.values(line) for line in done.lines],
    )
    made.save(force_insert=True)
    waiting = Upload.objects.filter(request=row, applied_at=None).order_by("-pk")
    old = list(waiting.values_list("pk", flat=True)[KEPT:])
    Upload.objects.filter(pk__in=old).delete()
    said = {"workbook": made.digest, "rows": done.rows, "errors": done.errors}
    journal.write(Ref(cases.KIND, row.code), said)
    return made


@action(
    "budget.apply_request_workbook",
    permission="can_prepare_request",
    description=Text(
        "読んだ要求書のブックを、誤りがなければ要求の版に反映する",
        "Put the lines of a workbook without errors into the version of the request",
    ),
    scope=of_ministry,
)
def apply(
    request: str, token: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Request:
    """All of its lines, once, against the request as it was shown (`version`).

    Raises NotFound, VersionConflict, InputError (errors, applied already, another version).
    """
    row = Request.objects.select_related("round").filter(code=request).first()
    found = Upload.objects.select_for_update().filter(request=row, token=token).first()
    if row is None or found is None:
        raise NotFound("request.upload", _NO_UPLOAD)
    if (words := why_not(row, found)) is not None:
        raise InputError("request.upload_stays", words)
    done = actions.put_lines(
        request, lines_of(found), whole=True, by=by, as_of=as_of, version=version, key=None
    )
    found.applied_at = timezone.now()
    found.save(update_fields=["applied_at"])
    journal.write(Ref(cases.KIND, request), {"applied": found.digest, "number": found.number})
    return done


def why_not(request: Request, upload: Upload) -> Text | None:
    """Why a workbook cannot be applied, and what makes it possible."""
    if upload.applied_at is not None:
        return _APPLIED
    if upload.number != request.number:
        return _PASSED.format(read=upload.number, now=request.number)
    return _ERRORS.format(count=upload.errors) if upload.errors else None


_NO_UPLOAD: Final = Text(
    "その取り込みはありません。ブックをもう一度上げてください。",
    "There is no such upload; upload the workbook again.",
)
_APPLIED: Final = Text(
    "このブックはもう反映しました。直すところがあれば、新しい雛形を取ってください。",
    "This workbook was applied already; take a fresh template for further changes.",
)
_PASSED: Final = Text(
    "このブックは版{read}のものです。要求は版{now}になりました。新しい雛形を取ってください。",
    "The workbook is of version {read}; the request has come to {now}. Take a fresh template.",
)
_ERRORS: Final = Text(
    "誤りが{count}件あります。反映は誤りが0件になると押せます。直したファイルを上げてください。",
    "There are {count} errors; it can be applied once there are none. Upload the mended file.",
)
