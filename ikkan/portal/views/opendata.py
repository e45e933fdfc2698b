"""Open data of records: what the public sees, as files; made-up records are refused.

Decides: that a file which leaves the house as open data never holds a demonstration value.
"""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from ikkan.audit.actor import PUBLIC
from ikkan.records import days, listing, queries, sheets
from ikkan.records.kinds import Kind, kinds
from ikkan.values.errors import InputError
from ikkan.values.text import Text


def offered() -> list[tuple[Kind, int, bool]]:
    """Kinds of which the public sees records: how many, and whether the file is refused."""
    found = []
    for kind in kinds():
        rows = queries.visible(kind, PUBLIC)
        if (count := rows.count()) > 0:
            found.append((kind, count, rows.filter(fictional=True).exists()))
    return found


@require_safe
def records(request: HttpRequest, name: str, suffix: str) -> HttpResponse:
    """One kind as the public sees it. Raises InputError where a record of it is made up."""
    kind = next((one for one in kinds() if one.api == name), None)
    if kind is None:
        raise Http404
    day = days.as_of(request)
    if queries.visible(kind, PUBLIC).filter(fictional=True).exists():
        raise InputError("data.fictional", _MADE_UP.format(kind=kind.plural))
    rows = list(listing.rows(kind, PUBLIC, {}, day)[: sheets.MOST_ROWS])
    response = sheets.answer(kind, rows, PUBLIC, day, suffix)
    response["Cache-Control"] = "public, no-cache"
    return response


_MADE_UP: Final = Text(
    "{kind}には実演のための作られた記録があるため、オープンデータとして出しません。"
    "実際の記録だけの置き場所（ikkan init）で作ってください。",
    "{kind} hold made-up records of a demonstration and are not given out as open data; "
    "use a home of real records only (ikkan init).",
)
