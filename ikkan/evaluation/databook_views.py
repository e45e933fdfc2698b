"""The data book on the web: the same exhibits as its files, which hang beside it.

Decides: only the public publication is shown, whoever looks; nothing is published by looking.
"""

from __future__ import annotations

from typing import Any, Final

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from ikkan.analytics.lake import Publication
from ikkan.documents.paper import Paper
from ikkan.evaluation import databook, lake
from ikkan.evaluation import databook_words as words
from ikkan.plan import queries as plan
from ikkan.records import papers as files
from ikkan.values.errors import NotFound
from ikkan.values.text import Text

_KEPT: Final = 3600


def newest(request: HttpRequest) -> HttpResponse:
    """To the book of the year that the home page opens with."""
    settings = plan.recorded_pack().settings
    return redirect("evaluation:databook", year=settings["home"]["default_year"])


def book(request: HttpRequest, year: int) -> HttpResponse:
    """One year's book; says in words what to do where nothing was published yet."""
    publication, language = _publication(year), get_language() or "ja"
    if publication is None:
        said = {"title": words.PAGE.of(language), "missing": _UNPUBLISHED.of(language)}
        return render(request, "evaluation/databook.html", said)
    month, (first, last) = publication.facts.start_month, _span()
    found: dict[str, Any] = {
        "year": year,
        "paper": _papers(publication, year)[language],
        "files": [(one, _files(one)) for one in databook.LANGUAGES],
        "words": {"files": words.FILES.of(language), "years": words.YEARS.of(language)},
        "before": max(year - 1, first),
        "after": min(year + 1, last),
        "before_name": words.year_name(max(year - 1, first), month, language),
        "after_name": words.year_name(min(year + 1, last), month, language),
    }
    return render(request, "evaluation/databook.html", found)


def _files(language: str) -> list[dict[str, str]]:
    return [{"form": form, "spoken": words.LANGUAGE[language]} for form in files.FORMS]


def download(request: HttpRequest, year: int, named: int, language: str, form: str) -> HttpResponse:
    """One file of a book."""
    publication = _publication(year)
    known = named == year and language in databook.LANGUAGES and form in files.FORMS
    if publication is None or not known:
        raise NotFound("databook.file", _NO_FILE)
    key = f"databook-{publication.code}-{year}-{language}-{form}"
    body = cache.get(key)
    if body is None:
        body = files.body(_papers(publication, year)[language], form)
        cache.set(key, body, _KEPT)
    response = HttpResponse(body, content_type=files.FORMS[form])
    name = databook.file_name(year, language, form)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _span() -> tuple[int, int]:
    """The years of which there can be a book: from the first of the home page to this one."""
    years = plan.recorded_pack().settings["home"]["years"]
    return min(years), timezone.localdate().year


def _publication(year: int) -> Publication | None:
    """The public publication; None where there is none. Raises NotFound for other years."""
    first, last = _span()
    if not first <= year <= last:
        raise NotFound("databook.year", _NO_YEAR.format(first=first, last=last))
    try:
        return lake.current()
    except NotFound:
        return None


def _papers(publication: Publication, year: int) -> dict[str, Paper]:
    key = f"databook-{publication.code}-{year}"
    papers: dict[str, Paper] | None = cache.get(key)
    if papers is None:
        papers = databook.papers(publication, year)
        cache.set(key, papers, _KEPT)
    return papers


_UNPUBLISHED = Text(
    "データブックの元になるデータがまだ公開されていません。"
    "管理者が ikkan lake publish を実行すると、ここに十の図表が出ます。",
    "The data behind the data book have not been published yet; once the operator runs "
    "`ikkan lake publish`, its ten tables and figures appear here.",
)
_NO_FILE = Text(
    "そのファイルはありません。データブックのページから選び直してください。",
    "There is no such file; choose one on the page of the data book.",
)
_NO_YEAR = Text(
    "データブックの年度は{first}～{last}です。",
    "A data book is of a fiscal year from {first} to {last}.",
)
