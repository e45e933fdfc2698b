"""Tags and filters that every page uses: languages, addresses that keep the day, seals, days.

Decides: markup of the smallest parts. Called by templates of every context.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ikkan.audit.ports import actor_of
from ikkan.line.queries import StationNode
from ikkan.pack import schema
from ikkan.plan.snapshot import EntryView, FigureView
from ikkan.portal import menu, reading
from ikkan.portal.choices import WORDS
from ikkan.portal.context import LABELS
from ikkan.portal.reading import PARAMETER
from ikkan.records.kinds import kind_of
from ikkan.values.text import Text

register = template.Library()
_SEAL: Final = (
    '<span class="seal seal-{}"><span aria-hidden="true">{}</span>'
    '<span class="spoken">{}</span></span>'
)
_ROUTE: Final = frozenset({"code", "kind", "year"})
LONGEST: Final = {"ja": 24, "en": 48}


@register.simple_tag(takes_context=True)
def page(context: template.Context, name: str, **words: Any) -> str:
    """The address of a page of the portal; the day is kept, other words become its query."""
    route = {key: value for key, value in words.items() if key in _ROUTE}
    query = {key: str(value) for key, value in words.items() if key not in _ROUTE and value != ""}
    address = reverse(f"portal:{name}", kwargs=route)
    return _with(address, query | _day(context))


@register.simple_tag(takes_context=True)
def keep(context: template.Context, address: str) -> str:
    """An address with the day of this page."""
    return _with(address, _day(context))


@register.simple_tag(takes_context=True)
def record_url(context: template.Context, row: EntryView | FigureView) -> str:
    """The page of a row of the pack, with the day of this page."""
    return _with(row.url, _day(context))


@register.filter
def text(value: object) -> str:
    """A Text, or {"ja", "en"} of the pack's settings, in the reader's language."""
    return _of(value, reading.language())


@register.filter
def other_text(value: object) -> str:
    """The same in the other language; nothing where both are alike."""
    language = reading.language()
    here, there = _of(value, language), _of(value, "ja" if language == "en" else "en")
    return "" if here == there else there


@register.filter
def day(value: date | None) -> str:
    """A day as 2025年8月29日 or 29 Aug 2025."""
    if value is None:
        return ""
    return date_format(value, "Y年n月j日" if reading.language() == "ja" else "j M Y")


@register.simple_tag
def station_name(code: str) -> str:
    """What a station is called."""
    return str(LABELS.get(code, code))


@register.simple_tag(takes_context=True)
def subject(context: template.Context, code: str) -> menu.Group:
    """One subject of the menu as this reader may open it."""
    return menu.group(code, actor_of(context["request"]))


@register.simple_tag
def kind_label(code: str) -> str:
    """What a kind of row is called."""
    declared = kind_of(code)
    if declared is not None:
        return declared.label.of(reading.language())
    kind = schema.load().kinds.get(code)
    return kind.label.of(reading.language()) if kind else code


@register.simple_tag(takes_context=True)
def seal(context: template.Context, body: EntryView | None, order: int = 5) -> SafeString:
    """The one-letter seal of a body with its name spoken; `order` picks the colour of its edge."""
    if body is None or not body.data.get("seal"):
        return SafeString("")
    return format_html(_SEAL, order, body.data["seal"], body.label.of(reading.language()))


@register.simple_tag
def ringed(number: object) -> SafeString:
    """A number in a ring, as projects carry it."""
    return format_html('<span class="ringed">{}</span>', number)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineStation:
    """One station of a record's line, ready to draw; `state` is known, open or none."""

    code: str
    label: str
    state: str
    here: bool
    what: str
    value: str
    url: str | None


@register.simple_tag(takes_context=True)
def record_line(context: template.Context, nodes: Iterable[StationNode]) -> tuple[LineStation, ...]:
    """The eight stations of a record: its neighbours by name, several of them by their number."""
    found = tuple(nodes)
    here = next((node for node in found if node.current and node.first), None)
    return tuple(_line_station(context, node, here) for node in found)


@register.filter
def near(stations: tuple[LineStation, ...]) -> tuple[LineStation | None, ...]:
    """The station before, the current one and the one after, for narrow screens."""
    at = next((number for number, station in enumerate(stations) if station.here), None)
    if at is None:
        return ()
    before = stations[at - 1] if at else None
    return before, stations[at], stations[at + 1] if at + 1 < len(stations) else None


def _line_station(
    context: template.Context, node: StationNode, here: StationNode | None
) -> LineStation:
    label = str(LABELS[node.station])
    first, language = node.first, reading.language()
    if first is None:
        said = node.reason.of(language) if node.reason else ""
        return LineStation(
            code=node.station, label=label, state="none", here=False, what=said, value="", url=None
        )
    what = first.label.of(language)
    value = first.value.of(language) if first.value else ""
    url = first.url
    if len(what) > LONGEST[language]:
        what = kind_label(first.ref.kind)
    if node.count > 1 and not node.current:
        if len({record.ref.kind for record in node.records}) == 1:
            what = kind_label(first.ref.kind)
        counted = _("%(count)s records or more") if node.more else _("%(count)s records")
        value = counted % {"count": node.count}
        if here is not None and here.first is not None:
            ref = here.first.ref
            url = reverse("portal:line", kwargs={"kind": ref.kind, "code": ref.code})
    return LineStation(
        code=node.station,
        label=label,
        state=node.state,
        here=node.current,
        what=what,
        value=value,
        url=_with(url, _day(context)) if url else None,
    )


def _of(value: object, language: str) -> str:
    if isinstance(value, Text):
        return value.of(language)
    if isinstance(value, Mapping):
        return str(value.get(language, ""))
    return "" if value is None else str(value)


def _day(context: template.Context) -> dict[str, str]:
    request = context.get("request")
    asked = request.GET.get(PARAMETER) if isinstance(request, HttpRequest) else None
    return {PARAMETER: asked} if asked else {}


def _with(address: str, query: Mapping[str, str]) -> str:
    if not query:
        return address
    bare, hash_, fragment = address.partition("#")
    join = "&" if "?" in bare else "?"
    return f"{bare}{join}{urlencode(query)}{hash_}{fragment}"


@register.simple_tag
def choice(code: str | None) -> str:
    """The word for a choice of the schema; nothing for an empty cell."""
    word = WORDS.get(code or "")
    return word.of(reading.language()) if word else (code or "")
