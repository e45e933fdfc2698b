"""Tags of printed numbers: the link that opens a figure, and the mark of a verdict.

Decides: the markup of both, once for tables, figures and checks. Called by templates.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from ikkan.documents import lettering
from ikkan.plan.rules import Verdict, plain
from ikkan.plan.snapshot import EntryView, FigureView
from ikkan.portal import words
from ikkan.portal.reading import PARAMETER
from ikkan.portal.shown import Mark
from ikkan.values.interval import Interval

register = template.Library()
_NUMBER = (
    '<a class="opens{}" href="{}{}" data-card="{}{}" data-ref="figure:{}"'
    ' aria-haspopup="dialog"{}>{}</a>'
)
_MARK = (
    '<span class="mark mark-{}"><span aria-hidden="true">{}</span>'
    '<span class="spoken">{}</span></span>'
)
_MARK_SPELT = '<span class="mark mark-{}"><span aria-hidden="true">{}</span> <span>{}</span></span>'


@register.simple_tag(takes_context=True)
def number(
    context: template.Context, figure: FigureView, text: str | None = None, extra: str = ""
) -> SafeString:
    """A printed number that opens: a link to its page, with the address of its card."""
    kept = _kept(context)
    shown = figure.printed if text is None else text
    language = ' lang="ja"' if get_language() != "ja" and not shown.isascii() else ""
    return format_html(
        _NUMBER,
        f" {extra}" if extra else "",
        _address("figure", figure.code),
        kept,
        _address("figure_card", figure.code),
        kept,
        figure.code,
        SafeString(language),
        shown,
    )


@register.simple_tag
def mark(found: Mark | Verdict | None, spelt: bool = False) -> SafeString:
    """A verdict as sign; its word is spoken, or written out with `spelt`."""
    if found is None:
        return SafeString("")
    verdict = found if isinstance(found, Verdict) else found.verdict
    label = verdict.label.of(get_language())
    return format_html(_MARK_SPELT if spelt else _MARK, verdict.value, words.SIGNS[verdict], label)


@register.simple_tag(takes_context=True)
def address(context: template.Context, name: str, query: str = "", **codes: str) -> str:
    """The address of a page with a query of its own; the day asked for is kept."""
    kept = _kept(context).removeprefix("?")
    joined = "&".join(part for part in (query, kept) if part)
    return reverse(f"portal:{name}", kwargs=codes) + (f"?{joined}" if joined else "")


@register.simple_tag(takes_context=True)
def turned(context: template.Context, number: int) -> str:
    """The address of another page of the same filtered list."""
    query = context["request"].GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"


@register.filter
def digits(figure: FigureView) -> str:
    """The value of a figure with half-width digits and commas."""
    return words.digits(figure)


@register.filter
def in_words(found: Interval | None) -> str:
    """An interval with words at its ends."""
    return "" if found is None else words.interval(found)


@register.filter
def value_of(figure: FigureView) -> str:
    """The value with its unit and interval."""
    return words.value(figure)


@register.filter
def unit_of(symbol: str | None) -> str:
    """A unit as printed, explained in English."""
    return words.unit(symbol) if symbol else ""


@register.simple_tag
def short_name(row: EntryView, room: int) -> str:
    """The name of a row where it fits `room` full-width characters, else its code."""
    name = row.label.of(get_language())
    return name if lettering.width(name) <= room else row.code


@register.filter
def of_key(found: Mapping[object, object], key: object) -> object:
    """The member of a mapping under `key`, or None."""
    return found.get(key)


@register.filter
def number_at(label: object) -> str:
    """A number of a drawing with commas."""
    return "" if label is None else plain(label)  # type: ignore[arg-type]


@lru_cache(maxsize=4096)
def _address(page: str, code: str) -> str:
    return reverse(f"portal:{page}", args=[code])


def _kept(context: template.Context) -> str:
    request = context.get("request")
    asked = request.GET.get(PARAMETER) if isinstance(request, HttpRequest) else None
    return format_html("?{}={}", PARAMETER, asked) if asked else ""
