"""One page of a long list, by the number in the address.

Decides: what a page number may look like. Called by the views of lists. Raises InputError for what
is no number and Http404 for a page the list has not.
"""

from __future__ import annotations

from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from ikkan.records.words import language
from ikkan.values.errors import InputError
from ikkan.values.text import Text

PARAMETER: Final = "page"
_DIGITS: Final = 6


def page_of(request: HttpRequest, rows: Any, size: int) -> Page:
    """The page asked for, the first where none is."""
    pages, number = Paginator(rows, size), number_of(request)
    if not 1 <= number <= pages.num_pages:
        raise Http404(_NO_PAGE.format(number=number).of(language()))
    page = pages.page(number)
    if isinstance(rows, QuerySet):
        page.object_list = _read(rows, page)
    return page


def _read(rows: QuerySet, page: Page) -> list[Any]:
    """The rows of a page: keys first, so that the database sorts no joined rows of other pages."""
    start = page.start_index() - 1 if page.paginator.count else 0
    keys = list(rows.values_list("pk", flat=True)[start : page.end_index()])
    found = {row.pk: row for row in rows.filter(pk__in=keys)}
    return [found[key] for key in keys if key in found]


def number_of(request: HttpRequest) -> int:
    """The number asked for, 1 where none is. Raises InputError for what is no number."""
    read = request.GET.get(PARAMETER, "1")
    if not (read.isascii() and read.isdigit() and len(read) <= _DIGITS):
        raise InputError("page.form", _WRONG_PAGE.format(read=read[:20]))
    return int(read)


_NO_PAGE = Text("この一覧に{number}頁目はありません。", "There is no page {number} of this list.")
_WRONG_PAGE = Text(
    "頁「{read}」を読めません。1からの数を書いてください。",
    'Cannot read the page "{read}"; write a number from 1.',
)
