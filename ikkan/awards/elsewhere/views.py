"""Pages of overlaps (for offices) and of the exchange format (for everybody).

Decides: nothing about likeness; comparing does. What a reader may not see is in neither page nor
file. Source: 004:513-515, 000:172, 000:364.
"""

from __future__ import annotations

import uuid
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ikkan.audit import policy
from ikkan.audit.ports import actor_of
from ikkan.awards.elsewhere import comparing, exchange, overlapping
from ikkan.awards.elsewhere.comparing import Pair
from ikkan.awards.elsewhere.messages import CASE_STATES, SIDE_LABELS
from ikkan.plan.queries import snapshot
from ikkan.records import paging, ports
from ikkan.records.kinds import kind_of
from ikkan.records.words import language
from ikkan.tabular import Sheet, csv_bytes
from ikkan.tabular.written import CONTENT_TYPE
from ikkan.values.ref import Ref
from ikkan.values.text import Text

PAGE: Final = 20
MOST_ROWS: Final = 5_000


@never_cache
@require_safe
def overlap(request: HttpRequest) -> HttpResponse:
    """Pairs of records that may do the same research, the likest first."""
    actor = actor_of(request)
    policy.demand("can_see_overlap", actor)
    wanted = overlapping.asked(request.GET.dict())
    found, listed = overlapping.pairs(wanted, actor)
    page = paging.page_of(request, listed, PAGE)
    shown = overlapping.shown(list(page.object_list))
    today = timezone.localdate()
    refs = [ref for one in shown for side in (one.left, one.right) for ref in side.domains]
    refs += [side.body for one in shown for side in (one.left, one.right) if side.body]
    codes = overlapping.organisations(listed[:MOST_ROWS])
    homes = [Ref("parties.organisation", code) for code in codes]
    names = ports.names([*refs, *homes], today, actor)
    held, cases = snapshot(today), kind_of("awards.overlap")
    context = {
        "found": found,
        "count": len(listed),
        "page": page,
        "elided": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
        "asked": wanted,
        "pairs": [_row(one, names) for one in shown],
        "made_up": any(side.fictional for one in shown for side in (one.left, one.right)),
        "sides": SIDE_LABELS.items(),
        "domains": [(row.code, row.label) for row in held.entries("domain", state="all")],
        "organisations": sorted(
            ((ref.code, names[ref].label) for ref in homes if ref in names),
            key=lambda one: one[1].of(language()),
        ),
        "scores": overlapping.CHOICES,
        "engine": comparing.ENGINE,
        "may_open": policy.within_reach("can_talk_overlap", actor),
        "open_url": f"{cases.list_url}new/open/" if cases else "",
        "cases_url": cases.list_url if cases else "",
        "query": request.GET.urlencode(),
    }
    return render(request, "awards/overlap.html", context)


@never_cache
@require_safe
def overlap_file(request: HttpRequest) -> HttpResponse:
    """The same pairs as a CSV file, with every part of the score."""
    actor = actor_of(request)
    policy.demand("can_see_overlap", actor)
    _, listed = overlapping.pairs(overlapping.asked(request.GET.dict()), actor)
    rows: list[tuple[Any, ...]] = []
    for at in range(0, min(len(listed), MOST_ROWS), 500):
        rows += [_cells(one) for one in overlapping.shown(listed[at : min(at + 500, MOST_ROWS)])]
    sheet = Sheet.of("overlap", [head.of(language()) for head in _HEADS], rows)
    return _file(csv_bytes(sheet), CONTENT_TYPE, "overlap.csv")


@require_safe
def exchanged(request: HttpRequest) -> HttpResponse:
    """What the exchange format holds, and its files."""
    context = {
        "columns": exchange.COLUMNS.items(),
        "sides": SIDE_LABELS.items(),
        "forms": exchange.FORMATS,
    }
    return render(request, "awards/exchange.html", context)


@never_cache
@require_safe
def exchange_file(request: HttpRequest, form: str) -> HttpResponse:
    """The projects of a side, or all, that the reader may see."""
    side = request.GET.get("side", "")
    if form not in exchange.FORMATS or (side and side not in SIDE_LABELS):
        raise Http404(_NO_FILE.of(language()))
    sides = [side] if side else list(SIDE_LABELS)
    rows = exchange.rows(sides, actor_of(request), timezone.localdate())
    name = f"projects-{side}.{form}" if side else f"projects.{form}"
    return _file(exchange.body(form, rows), exchange.FORMATS[form], name)


def _file(body: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _row(one: overlapping.Shown, names: Any) -> dict[str, Any]:
    pair = one.pair
    return {
        "shown": one,
        "percent": round(pair.text * 100),
        "parts": [(_LANGUAGES[code], f"{value:.3f}") for code, value in pair.parts.items()],
        "domains": _agreement(pair),
        "state": CASE_STATES[one.case.state] if one.case is not None else None,
        "key": uuid.uuid4().hex,
        "sides": [
            {
                "side": side,
                "body": names[side.body].label if side.body in names else None,
                "domains": [names[ref].label for ref in side.domains if ref in names],
            }
            for side in (one.left, one.right)
        ],
    }


def _agreement(pair: Pair) -> Text:
    if pair.domains is None:
        return _UNKNOWN
    share = f"{pair.domains:.0%}"
    return Text(share, share)


def _cells(one: overlapping.Shown) -> tuple[Any, ...]:
    pair, speak = one.pair, language()
    sides = [
        cell
        for side in (one.left, one.right)
        for cell in (
            str(side.ref),
            side.side.of(speak),
            side.title.of(speak),
            side.organisation.of(speak),
        )
    ]
    parts = ["" if (part := pair.parts.get(code)) is None else f"{part:.4f}" for code in _LANGUAGES]
    domains = "" if pair.domains is None else f"{pair.domains:.4f}"
    case = (one.case.code, CASE_STATES[one.case.state].of(speak)) if one.case else ("", "")
    return (f"{pair.text:.4f}", *parts, domains, " ".join(pair.shared), *sides, *case)


_LANGUAGES: Final = {"ja": Text("日本語", "Japanese"), "en": Text("英語", "English")}
_UNKNOWN: Final = Text("一方に記載なし", "not stated by one of them")
_NO_FILE: Final = Text("そのファイルはありません。", "There is no such file.")
_ONE: Final = (
    *(Text("一方", "One"), Text("一方の側", "Side of one"), Text("一方の名称", "Title of one")),
    Text("一方の機関", "Organisation of one"),
)
_OTHER: Final = (
    *(Text("他方", "Other"), Text("他方の側", "Side of other")),
    *(Text("他方の名称", "Title of other"), Text("他方の機関", "Organisation of other")),
)
_HEADS: Final = (
    Text("文の近さ", "Text score"),
    Text("日本語の近さ", "Japanese score"),
    Text("英語の近さ", "English score"),
    Text("疾患領域の一致", "Agreement of disease areas"),
    Text("共通の語", "Shared words"),
    *_ONE,
    *_OTHER,
    Text("重複の確認", "Case"),
    Text("扱い", "State"),
)
