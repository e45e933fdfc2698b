"""Every way by which a record may be met, each as a check of one record for one viewer.

A check gives a sentence for whatever differs from what `oracle` says. What several records of one
viewer share (a list, a file, an answer of the API) is asked for once.
"""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Callable, Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from ikkan.desk import feed, work
from ikkan.line import queries as lines
from ikkan.plan import queries as plan
from ikkan.portal import search
from ikkan.records.kinds import Kind, kind_of, kinds
from ikkan.values.errors import NotFound
from ikkan.values.ref import Ref
from tests.visibility import oracle
from tests.visibility.portfolio import Portfolio, Viewer

Check = Callable[[Portfolio, Viewer, Kind, Any], Iterator[str]]
_ROW = re.compile(r'<tr data-ref="([^"]+)">')
_NOTICE = re.compile(r'data-notice="([^"]+)"')
_COUNT = re.compile(r'class="count-line"[^>]*>([\d,]+) record')
_HIT = re.compile(r'class="hit" data-ref="([^"]+)"')
_NAMED_ELSEWHERE = (
    *("parties.person", "parties.tie", "files.file", "desk.notice", "desk.absence"),
    "portfolio.room_document",
)
"""Titles that are said of others too: an office's holder, a file, a document of a room granted."""
_ON_THE_LINE = (
    *("plan.clause", "calls.call", "awards.award", "portfolio.seed", "portfolio.gate"),
    *("portfolio.handover", "outcomes.outcome", "evaluation.actual", "evaluation.finding"),
    *("plan.meeting", "plan.decision", "budget.policy_item", "budget.request", "budget.fund"),
    *("awards.theme", "awards.overlap", "evaluation.followup", "evaluation.entry"),
    *("review.subject", "portfolio.pairing", "portfolio.issue", "portfolio.strategy"),
)

TURNS = 4
"""Of what is alike, every fourth is asked of one role, the others of the next ones."""


def allowed(seen: Portfolio, viewer: Viewer, kind: Kind, row: Any) -> bool:
    """What the oracle says, asked once."""
    key = ("sees", viewer.role, kind.code, row.pk)
    if key not in seen.cache:
        seen.cache[key] = oracle.sees(kind.code, row, viewer)
    found: bool = seen.cache[key]
    return found


def hidden(seen: Portfolio, viewer: Viewer) -> dict[str, str]:
    """Words that give away what the viewer may not see, with the record they belong to."""
    key = ("hidden", viewer.role)
    if key not in seen.cache:
        found, open_titles = {}, []
        for kind, row in seen.every():
            title, ref = kind.title(row).en, f"{kind.code}:{row.code}"
            if allowed(seen, viewer, kind, row):
                open_titles.append(title)
            elif kind.code != "files.file":
                found[row.code] = ref
                if kind.code not in _NAMED_ELSEWHERE:
                    found[title] = ref
        said = "\n".join(open_titles)
        seen.cache[key] = {word: ref for word, ref in found.items() if word not in said}
    words: dict[str, str] = seen.cache[key]
    return words


def variants(seen: Portfolio, viewer: Viewer) -> list[tuple[Kind, Any]]:
    """Of the records that the oracle treats alike for the viewer, the first of each kind."""
    key = ("variants", viewer.role)
    if key not in seen.cache:
        first: dict[Any, tuple[Kind, Any]] = {}
        for kind, row in seen.every():
            by_role = oracle.by_role(kind.code, row, viewer)
            alike = (kind.code, allowed(seen, viewer, kind, row), by_role)
            said = (getattr(row, "published", None), getattr(row, "shared", None))
            first.setdefault((*alike, *said), (kind, row))
        seen.cache[key] = list(first.values())
    found: list[tuple[Kind, Any]] = seen.cache[key]
    return found


def refs_of(seen: Portfolio, viewer: Viewer) -> frozenset[Ref]:
    """References of everything the viewer sees."""
    key = ("refs", viewer.role)
    if key not in seen.cache:
        seen.cache[key] = frozenset(
            kind.ref(row) for kind, row in seen.every() if allowed(seen, viewer, kind, row)
        )
    found: frozenset[Ref] = seen.cache[key]
    return found


def fetched(seen: Portfolio, viewer: Viewer, url: str) -> tuple[int, str]:
    """Status and text of an answer, asked for once."""
    key = ("get", viewer.role, url)
    if key not in seen.cache:
        answer = viewer.client.get(url)
        body = b"".join(answer) if answer.streaming else answer.content
        seen.cache[key] = answer.status_code, html.unescape(body.decode("utf-8-sig", "replace"))
    found: tuple[int, str] = seen.cache[key]
    return found


def _given_away(seen: Portfolio, viewer: Viewer, where: str, text: str) -> list[str]:
    """What a text gives away to the viewer; each text is read once."""
    key = ("given away", viewer.role, where, text)
    if key not in seen.cache:
        words = hidden(seen, viewer).items()
        said = [(word, ref) for word, ref in words if word in text and _whole(word, text)]
        seen.cache[key] = [f"{where} says {word!r} of {ref}" for word, ref in said]
    found: list[str] = seen.cache[key]
    return found


def _whole(word: str, text: str) -> bool:
    """Whether it stands there by itself: TR-2026-000001 does not stand in STR-2026-000001."""
    return re.search(rf"(?<![A-Z]){re.escape(word)}", text) is not None


def _codes(seen: Portfolio, viewer: Viewer, url: str) -> frozenset[str]:
    """The first column of a file."""
    key = ("codes", viewer.role, url)
    if key not in seen.cache:
        rows = csv.reader(io.StringIO(fetched(seen, viewer, url)[1]))
        seen.cache[key] = frozenset(cells[0] for cells in rows if cells)
    found: frozenset[str] = seen.cache[key]
    return found


def _differs(where: str, found: bool, wanted: bool) -> Iterator[str]:
    if found != wanted:
        yield f"{where}: {'shown' if found else 'not shown'}"


def page(seen: Portfolio, viewer: Viewer, kind: Kind, row: Any) -> Iterator[str]:
    """The record's page; what it says of others."""
    url = kind.url(row.code)
    status, body = fetched(seen, viewer, url)
    yield from _differs(f"{url} {status}", status != 404, allowed(seen, viewer, kind, row))
    if status == 200:
        yield from _differs(f"{url} heading", f'data-ref="{kind.ref(row)}"' in body, True)
        yield from _given_away(seen, viewer, url, body)


def listing(seen: Portfolio, viewer: Viewer, kind: Kind, row: Any) -> Iterator[str]:
    """The list and the number above it."""
    _, body = fetched(seen, viewer, kind.list_url)
    key = ("listed", viewer.role, kind.code)
    if key not in seen.cache:
        notices = (f"desk.notice:{code}" for code in _NOTICE.findall(body))
        seen.cache[key] = {*_ROW.findall(body), *notices}
    ref = str(kind.ref(row))
    yield from _differs(
        f"{kind.list_url} {ref}", ref in seen.cache[key], allowed(seen, viewer, kind, row)
    )
    yield from _given_away(seen, viewer, kind.list_url, body)


def count(seen: Portfolio, viewer: Viewer, kind: Kind, row: Any) -> Iterator[str]:
    """The number above the list, and that of the API."""
    if row != seen.records[kind.code][0]:
        return
    wanted = sum(allowed(seen, viewer, kind, one) for one in seen.records[kind.code])
    numbers = {"API": _json(seen, viewer, kind)["total"]}
    if kind.code != "desk.notice":  # whose page counts what is unread
        said = _COUNT.search(fetched(seen, viewer, kind.list_url)[1])
        numbers[kind.list_url] = int(said[1]) if said else -1
    for where, number in numbers.items():
        if number != wanted:
            yield f"{where} counts {number} {kind.code}, not {wanted}"


def sheet(seen: Portfolio, viewer: Viewer, kind: Kind, row: Any) -> Iterator[str]:
    """The list as a file."""
    url = f"{kind.list_url.removesuffix('/')}.csv"
    _, body = fetched(seen, viewer, url)
    codes = _codes(seen, viewer, url)
    yield from _differs(f"{url} {row.code}", row.code in codes, allowed(seen, viewer, kind, row))
    yield from _given_away(seen, viewer, url, body)


def api(seen: Portfolio, viewer: Viewer, kind: Kind, row: Any) -> Iterator[str]:
    """The API: the record and its place in the list."""
    wanted, url = allowed(seen, viewer, kind, row), f"/api/v1/{kind.api}/{row.code}"
    status, body = fetched(seen, viewer, url)
    yield from _differs(f"{url} {status}", status == 200, wanted)
    codes = {one["code"] for one in _json(seen, viewer, kind)["items"]}
    yield from _differs(f"/api/v1/{kind.api} {row.code}", row.code in codes, wanted)
    if status == 200:
        yield from _given_away(seen, viewer, url, body)
        yield from _given_away(seen, viewer, f"list of {kind.api}", str(_json(seen, viewer, kind)))


def _json(seen: Portfolio, viewer: Viewer, kind: Kind) -> Any:
    key = ("json", viewer.role, kind.code)
    if key not in seen.cache:
        seen.cache[key] = viewer.client.get(f"/api/v1/{kind.api}?limit=200").json()
    return seen.cache[key]


def searched(seen: Portfolio, viewer: Viewer, kind: Kind, row: Any) -> Iterator[str]:
    """The search by code, as a page and with its facets; by title, with all that it finds."""
    wanted, ref = allowed(seen, viewer, kind, row), kind.ref(row)
    known = plan.snapshot(timezone.localdate())
    for typed in (row.code, kind.title(row).en):
        found = search.ask(typed, known, viewer.actor, window=slice(0, 200))
        refs = [kept.ref for _, kept in found.page]
        yield from _differs(f"search {typed!r} {ref}", ref in refs, wanted)
        strange = {one for one in refs if kind_of(one.kind)} - refs_of(seen, viewer)
        if strange:
            yield f"search {typed!r} finds {sorted(strange)}"
        for facet in ("kind", "station", "mark"):
            if sum(found.counts.get(facet, {}).values()) != len(found.hits):
                yield f"search {typed!r} counts others by {facet}"


def search_page(seen: Portfolio, viewer: Viewer, kind: Kind, row: Any) -> Iterator[str]:
    """The search as a page; for the first record of each kind."""
    if row != seen.records[kind.code][0]:
        return
    _, body = fetched(seen, viewer, f"/search/?q={row.code}")
    shown, ref = _HIT.findall(body), str(kind.ref(row))
    yield from _differs(f"page of {row.code}", ref in shown, allowed(seen, viewer, kind, row))
    text = body.replace(row.code, "")
    yield from _given_away(seen, viewer, f"page of {row.code}", text)


def line(seen: Portfolio, viewer: Viewer, kind: Kind, row: Any) -> Iterator[str]:
    """Its line: what is hidden is left out, what stands behind it stays."""
    if kind.code not in _ON_THE_LINE:
        return
    wanted, ref, day = allowed(seen, viewer, kind, row), kind.ref(row), timezone.localdate()
    try:
        walked = _met(lines.walk(ref, as_of=day, viewer=viewer.actor))
        stood = {
            (one.station, record.ref)
            for one in lines.stations(ref, day, viewer.actor)
            for record in one.records
        }
    except NotFound:
        yield from _differs(f"line of {ref}", False, wanted)
        return
    yield from _differs(f"line of {ref}", True, wanted)
    every, stations = _whole_line(seen, ref)
    shown = refs_of(seen, viewer)
    want = {one for one in every if kind_of(one.kind) is None or one in shown}
    if walked != want:
        yield f"line of {ref}: differs in {sorted(walked ^ want)}"
    wanted_at = {(at, one) for at, one in stations if kind_of(one.kind) is None or one in shown}
    if stood != wanted_at:
        yield f"stations of {ref}: differ in {sorted(stood ^ wanted_at)}"


def _whole_line(seen: Portfolio, ref: Ref) -> tuple[set[Ref], set[tuple[str, Ref]]]:
    key = ("line", ref)
    if key not in seen.cache:
        day = timezone.localdate()
        walk = _met(lines.walk(ref, as_of=day, viewer=lines.SYSTEM))
        at = {
            (one.station, record.ref)
            for one in lines.stations(ref, day, lines.SYSTEM)
            for record in one.records
        }
        seen.cache[key] = walk, at
    found: tuple[set[Ref], set[tuple[str, Ref]]] = seen.cache[key]
    return found


def _met(walk: lines.Walk) -> set[Ref]:
    def below(nodes: tuple[lines.Node, ...]) -> Iterator[Ref]:
        for node in nodes:
            yield node.record.ref
            yield from below(node.children)

    return {walk.root.ref, *below((*walk.up, *walk.down, *walk.sides))}


def line_page(seen: Portfolio, viewer: Viewer, kind: Kind, row: Any) -> Iterator[str]:
    """The page of the line, of the first record of each kind."""
    wanted = allowed(seen, viewer, kind, row)
    if row == seen.records[kind.code][0]:
        url = f"/line/{kind.code}/{row.code}/"
        status, body = fetched(seen, viewer, url)
        yield from _differs(f"{url} {status}", status == 200, wanted)
        if status == 200:
            yield from _given_away(seen, viewer, url, body)


def broken(seen: Portfolio, viewer: Viewer, kind: Kind, row: Any) -> Iterator[str]:
    """The report of broken lines, as page and file."""
    for url in ("/line/broken/", "/line/broken.csv"):
        yield from _given_away(seen, viewer, url, fetched(seen, viewer, url)[1])


def form(seen: Portfolio, viewer: Viewer, kind: Kind, row: Any) -> Iterator[str]:
    """A form of the record, the form that attaches (all alike) in turns: none of what is hidden."""
    wanted = allowed(seen, viewer, kind, row)
    urls = [f"{kind.url(row.code)}{one.code}/" for one in kind.writes if one.on == "record"][:1]
    turn = list(seen.viewers).index(viewer.role) + list(seen.records).index(kind.code)
    if viewer.role != "public" and (not wanted or not urls or turn % TURNS == 0):
        urls.append(f"/files/attach/{kind.code}/{row.code}/")
    for url in urls:
        status, body = fetched(seen, viewer, url)
        yield from _differs(f"{url} {status}", status != 404, wanted)
        if status == 200:
            yield from _given_away(seen, viewer, url, body)


def history(seen: Portfolio, viewer: Viewer, kind: Kind, row: Any) -> Iterator[str]:
    """The way from the page to the journal, and the journal itself."""
    wanted = viewer.role in oracle.JOURNAL
    if allowed(seen, viewer, kind, row):
        _, body = fetched(seen, viewer, kind.url(row.code))
        yield from _differs(f"history of {row.code}", "?object=" in body, wanted)
    status, _ = fetched(seen, viewer, "/journal/?object=awards.award:1")
    yield from _differs(f"journal {status}", status == 200, wanted)


def desk(seen: Portfolio, viewer: Viewer, kind: Kind, row: Any) -> Iterator[str]:
    """Work list, notices and calendar: items about what the viewer sees, all of them."""
    if viewer.user is None:
        return
    key, day = ("work", viewer.role), timezone.localdate()
    if key not in seen.cache:
        found = work.gather(viewer.actor, day)
        items = [item for one in kinds() if one.work for item in one.work(viewer.actor, day)]
        with override("en"):
            body = feed.calendar(viewer.user, "en", timezone.now(), str).decode()
        shown = {one.item.ref for one in (*found.mine, *found.others, *found.info)}
        seen.cache[key] = {item.ref for item in items}, shown, body.replace("\r\n ", "")
    waiting, shown, calendar = seen.cache[key]
    ref = kind.ref(row)
    wanted = ref in waiting and allowed(seen, viewer, kind, row)
    yield from _differs(f"work on {ref}", ref in shown, wanted)
    yield from _given_away(seen, viewer, "calendar", calendar)
    for url in ("/desk/", "/notices/"):
        yield from _given_away(seen, viewer, url, fetched(seen, viewer, url)[1])


def file(seen: Portfolio, viewer: Viewer, kind: Kind, row: Any) -> Iterator[str]:
    """Files attached to the record: their bytes, and their names on its page."""
    for one in seen.files:
        if (one.on_kind, one.on_code) == (kind.code, row.code):
            wanted = oracle.downloads(one.level, kind.code, row, viewer)
            status, _ = fetched(seen, viewer, f"/files/{one.code}/")
            yield from _differs(f"bytes of {one.name} {status}", status == 200, wanted)
            if allowed(seen, viewer, kind, row):
                _, body = fetched(seen, viewer, kind.url(row.code))
                yield from _differs(f"name {one.name} on page", one.name in body, wanted)


def fields(seen: Portfolio, viewer: Viewer, kind: Kind, row: Any) -> Iterator[str]:
    """Fields for some roles only, in page, file and API."""
    if not allowed(seen, viewer, kind, row):
        return
    item = next(one for one in _json(seen, viewer, kind)["items"] if one["code"] == row.code)
    _, text = fetched(seen, viewer, f"{kind.list_url.removesuffix('/')}.csv")
    heads = next(csv.reader(io.StringIO(text)))
    limited = any(code == kind.code for code, _ in oracle.FIELDS)
    body = fetched(seen, viewer, kind.url(row.code))[1] if limited else ""
    for one in kind.fields:
        roles = oracle.FIELDS.get((kind.code, one.name))
        wanted = roles is None or viewer.role in roles
        where = f"{one.name} of {kind.code}"
        yield from _differs(f"{where} in API", one.name.replace(".", "_") in item, wanted)
        yield from _differs(f"{where} in file", one.label.en in heads, wanted)
        if not wanted:
            yield from _differs(f"{where} on page", f"<dt>{one.label.en}</dt>" in body, False)


def open_data(seen: Portfolio, viewer: Viewer, kind: Kind, row: Any) -> Iterator[str]:
    """Open data hold what a stranger sees, whoever asks."""
    url = f"/data/records/{kind.api}.csv"
    _, body = fetched(seen, viewer, url)
    codes = _codes(seen, viewer, url)
    stranger = seen.viewers["public"]
    yield from _differs(f"{url} {row.code}", row.code in codes, allowed(seen, stranger, kind, row))
    yield from _given_away(seen, stranger, url, body)


WAYS: dict[str, Check] = {
    one.__name__: one
    for one in (
        *(page, listing, count, sheet, api, searched, search_page, line, line_page, broken),
        *(form, history, desk, file, fields, open_data),
    )
}
