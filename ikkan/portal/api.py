"""The public API, version 1: every kind of record and of pack row, read through one policy.

Decides: addresses, paging, entity tags and how refusals look; the schemas are drawn from the
declarations of records and from schema.toml. Called by `server.urls`. Source: design §5 "API".
"""
# Annotations are read when a route is made: no `from __future__ import annotations` here.

import base64
import binascii
import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Final

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Path, Query, Router
from ninja.errors import ValidationError as Unreadable
from pydantic import create_model

from ikkan.audit.ports import actor_of
from ikkan.audit.refusals import status_of
from ikkan.pack import schema as pack_schema
from ikkan.plan import queries as plan
from ikkan.portal import apischema as shapes
from ikkan.records import days, listing, queries
from ikkan.records.kinds import Kind, kinds
from ikkan.values.errors import IkkanError, InputError
from ikkan.values.text import Text

MOST: Final = 200
USUAL: Final = 50
_LONGEST_CURSOR: Final = 200
_REFUSALS: Final = dict.fromkeys((400, 404), shapes.Refusal)

api = NinjaAPI(
    title="Ikkan API",
    version="1",
    description=(
        "Read-only. Every answer holds what the caller may see: the public without a log-in, more "
        "with a session. Lists are paged by `cursor`; `next` is null on the last page. Every "
        "answer has an ETag; send it as If-None-Match. Records with `fictional: true` are made up."
    ),
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api",
)
Limit = Annotated[int, Query(USUAL, ge=1, le=MOST, description="Rows of a page.")]
Cursor = Annotated[str, Query("", max_length=_LONGEST_CURSOR, description="`next` of a page.")]
Day = Annotated[
    str, Query("", max_length=10, pattern=r"^(\d{4}-\d{2}-\d{2})?$", description="As of this day.")
]
Code = Annotated[str, Path(max_length=80, description="The code of the record.")]


def answer(request: HttpRequest, data: Mapping[str, Any]) -> HttpResponse:
    """JSON with a strong entity tag; 304 where the caller has it already."""
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    if tag in [one.strip() for one in request.headers.get("If-None-Match", "").split(",")]:
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(body, content_type="application/json; charset=utf-8")
    response["ETag"] = tag
    stranger = "account" not in actor_of(request).roles
    response["Cache-Control"] = "public, no-cache" if stranger else "private, no-cache"
    response["Vary"] = "Cookie"
    return response


def cursor_after(kind: str, key: int) -> str:
    """An opaque cursor that begins after the row of this key."""
    return base64.urlsafe_b64encode(f"{kind}:{key}".encode()).decode().rstrip("=")


def read_cursor(kind: str, cursor: str) -> int:
    """The key that a cursor of this list stands for; 0 for none. Raises InputError."""
    if not cursor:
        return 0
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        said, _, key = base64.urlsafe_b64decode(padded.encode()).decode().rpartition(":")
        number = int(key) if key.isascii() and key.isdigit() else -1
    except (ValueError, binascii.Error, UnicodeError):
        said, number = "", -1
    if said != kind or not 0 <= number < 2**63:
        raise InputError("api.cursor", _CURSOR)
    return number


def _paged(rows: Iterable[dict[str, Any]], following: str | None, total: int) -> dict[str, Any]:
    return {"items": list(rows), "next": following, "total": total}


def _record_routes(kind: Kind) -> Router:
    """List and record of one kind."""
    router = Router(tags=[kind.plural.en])
    one, many = shapes.of_kind(kind)
    given = shapes.filters_of(kind)
    narrowed = create_model(f"{one.__name__}Filters", **given)

    @router.get(
        "",
        response={200: many, **_REFUSALS},
        operation_id=f"list_{kind.api.replace('-', '_')}",
        summary=kind.plural.en,
        description=kind.lead.en if kind.lead else None,
    )
    def rows(
        request: HttpRequest,
        filters: Annotated[narrowed, Query(... if given else None)],  # type: ignore[valid-type]
        limit: Limit,
        cursor: Cursor,
        as_of: Day,
    ) -> HttpResponse:
        actor, day = actor_of(request), days.as_of(request)
        asked = {
            field.name: getattr(filters, field.name.replace(".", "_"), "") for field in kind.fields
        }
        found = listing.rows(kind, actor, asked, day)
        after = read_cursor(kind.code, cursor)
        page = list(found.filter(pk__gt=after).order_by("pk")[: limit + 1])
        more = len(page) > limit
        if kind.prepare is not None:
            kind.prepare(page, day)
        shown = shapes.records(kind, page[:limit], actor)
        following = cursor_after(kind.code, page[limit - 1].pk) if more else None
        return answer(request, _paged(shown, following, found.count()))

    @router.get(
        "/{code}",
        response={200: one, **_REFUSALS},
        operation_id=f"get_{kind.api.replace('-', '_')}",
        summary=kind.label.en,
    )
    def record(request: HttpRequest, code: Code) -> HttpResponse:
        actor = actor_of(request)
        [found] = shapes.records(kind, [queries.get(kind, code, actor)], actor)
        return answer(request, found)

    return router


def _pack_routes() -> Router:
    """Rows of the pack in force, by kind."""
    router = Router(tags=["Policy pack"])
    names = sorted(pack_schema.load().kinds)
    Name = Annotated[str, Path(max_length=40, description=", ".join(names))]

    @router.get(
        "/{kind}",
        response={200: shapes.PackRows, **_REFUSALS},
        operation_id="list_register",
        summary="Rows of one kind of the pack",
    )
    def rows(
        request: HttpRequest, kind: Name, limit: Limit, cursor: Cursor, as_of: Day
    ) -> HttpResponse:
        found = shapes.pack_rows(plan.snapshot(days.as_of(request)), kind)
        after = read_cursor(kind, cursor)
        page = found[after : after + limit]
        more = after + limit < len(found)
        following = cursor_after(kind, after + limit) if more else None
        return answer(request, _paged(map(shapes.pack_row, page), following, len(found)))

    @router.get(
        "/{kind}/{code}",
        response={200: shapes.PackRow, **_REFUSALS},
        operation_id="get_register",
        summary="One row of the pack",
    )
    def row(request: HttpRequest, kind: Name, code: Code, as_of: Day) -> HttpResponse:
        known = plan.snapshot(days.as_of(request))
        return answer(request, shapes.pack_row(shapes.pack_one(known, kind, code)))

    return router


for _kind in kinds():
    api.add_router(f"/{_kind.api}", _record_routes(_kind))
api.add_router("/register", _pack_routes())


@api.exception_handler(IkkanError)
def _refused(request: HttpRequest, error: IkkanError) -> HttpResponse:
    return _refusal(request, status_of(error), error.code, error.text)


def _unreadable(request: HttpRequest, error: Any) -> HttpResponse:
    said = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors)
    return _refusal(request, 400, "api.parameters", _PARAMETERS.format(said=said[:400]))


api.add_exception_handler(Unreadable, _unreadable)


def _refusal(request: HttpRequest, status: int, code: str, words: Text) -> HttpResponse:
    said = {"code": code, "ja": words.ja, "en": words.en}
    return api.create_response(request, said, status=status)


_CURSOR = Text(
    "cursor を読めません。前の頁の next をそのまま送ってください。",
    "Cannot read the cursor; send `next` of the page before, unchanged.",
)
_PARAMETERS = Text(
    "送られた値を読めません：{said}。/api/v1/openapi.json に値の範囲があります。",
    "Cannot read what was sent: {said}. /api/v1/openapi.json says what each value may be.",
)
