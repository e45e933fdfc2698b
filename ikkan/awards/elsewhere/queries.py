"""Reads of themes, other funders' projects and overlap cases; the collection that is compared.

Called by the actions, pages and commands of this part. The collection is weighed once for each
state of the records and kept in the process; what a viewer may not see is left out afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, Final

from django.db.models import Count, Max, Min
from django.utils import timezone

from ikkan.audit.actor import Actor
from ikkan.awards.elsewhere import comparing
from ikkan.awards.elsewhere.comparing import Collection, Document, Found, Pair
from ikkan.awards.elsewhere.models import External, Overlap, Theme, ThemeAmount
from ikkan.awards.elsewhere.rules import AWARD, PROJECT, THEME
from ikkan.awards.models import Award
from ikkan.plan.queries import snapshot
from ikkan.records import queries as records
from ikkan.values.ref import Ref
from ikkan.values.years import FiscalYear

LIAISON: Final = "inhouse_liaison"
"""The role of a body in pack.toml that talks over overlaps."""
_MINISTRY: Final = "ministry"


def in_pack(kind: str, codes: Iterable[str], as_of: date) -> set[str]:
    """Those of `codes` that the pack has as rows of `kind`."""
    held = snapshot(as_of)
    return {code for code in codes if code and held.find(Ref(kind, code)) is not None}


def liaison_body(as_of: date) -> str:
    """The body whose decisions settle overlaps; "" where the pack names none."""
    return str(snapshot(as_of).settings.get("bodies", {}).get(LIAISON, ""))


def side_of(funder: str, as_of: date) -> str:
    """`ministry` for what a ministry does itself, `funder` for any other body."""
    row = snapshot(as_of).find(Ref("body", funder))
    form = getattr(row, "data", {}).get("form")
    return "ministry" if form == _MINISTRY else "funder"


def texts_of(row: Award | Theme | External) -> tuple[str, ...]:
    """What is compared of a record: its titles and its abstract."""
    return (row.title_ja, row.title_en, getattr(row, "abstract", ""))


def texts() -> Iterator[tuple[str, tuple[str, ...]]]:
    """The reference and the texts of every award, theme and project."""
    for kind, model in ((AWARD, Award), (THEME, Theme), (PROJECT, External)):
        for row in model._default_manager.order_by("pk").iterator(chunk_size=500):
            yield f"{kind}:{row.code}", texts_of(row)


def forms_to_keep(*texts: str) -> dict[str, Any]:
    """The words of a record that is about to be stored."""
    return comparing.forms_of(texts)


def collection() -> Collection:
    """Every award, theme and project as it is now, weighed."""
    return _collection(_state())


def found(least: float, seconds: float = comparing.SECONDS) -> Found:
    """Every pair of different sides above `least`; kept until a record changes."""
    state = _state()
    known = _pairs.get(least)
    if known is None or known[0] != state:
        known = (state, _collection(state).pairs(least, seconds))
        if known[1].complete:
            _pairs[least] = known
    return known[1]


def pair(left: Ref, right: Ref) -> Pair:
    """Two records compared. Raises KeyError for one that is not there."""
    return collection().pair(str(left), str(right))


def visible(pairs: Iterable[Pair], actor: Actor) -> list[Pair]:
    """The pairs of which the actor may see both records."""
    listed = list(pairs)
    refs = {Ref.parse(one) for pair in listed for one in (pair.left, pair.right)}
    seen = {str(ref) for ref in records.exist(refs, actor)}
    return [pair for pair in listed if pair.left in seen and pair.right in seen]


def rows_of(refs: Iterable[Ref]) -> dict[str, Any]:
    """The records of `refs` by reference, with what a list of pairs shows; one query a kind."""
    by_kind: dict[str, list[str]] = {}
    for ref in refs:
        by_kind.setdefault(ref.kind, []).append(ref.code)
    rows: dict[str, Any] = {}
    for kind, model, related in (
        (AWARD, Award, ("organisation",)),
        (THEME, Theme, ("institute",)),
        (PROJECT, External, ("organisation",)),
    ):
        named = model._default_manager.filter(code__in=by_kind.get(kind, ()))
        rows.update({f"{kind}:{row.code}": row for row in named.select_related(*related)})
    return rows


def cases_of(pairs: Iterable[Pair]) -> dict[tuple[str, str], Overlap]:
    """The case of each pair that has one."""
    lefts = {pair.left for pair in pairs}
    return {(row.left, row.right): row for row in Overlap.objects.filter(left__in=lefts)}


def bodies_of(row: Award | Theme | External) -> tuple[str, ...]:
    """The ministry or funder of the pack that a record belongs to."""
    if isinstance(row, Theme):
        return (row.ministry,)
    return (row.funder,) if isinstance(row, External) else ()


_pairs: dict[float, tuple[tuple[Any, ...], Found]] = {}


def _state() -> tuple[Any, ...]:
    """Differs whenever one of the records or the pack does."""
    counted = [
        tuple(model._default_manager.aggregate(n=Count("pk"), at=Max("updated_at")).values())
        for model in (Award, Theme, External)
    ]
    version = snapshot(timezone.localdate()).pack_version
    return (*counted, version.code, version.version)


@lru_cache(maxsize=1)
def _collection(state: tuple[Any, ...]) -> Collection:
    return Collection.of(_documents())


def _documents() -> Iterator[Document]:
    columns = ("code", "title_ja", "title_en", "domains", "organisation__code")
    month = int(snapshot(timezone.localdate()).settings["fiscal_year_start_month"])
    awards = Award.objects.order_by("pk").values_list(*columns, "fiscal_year", "ends_on")
    for code, ja, en, domains, home, first, ends_on in awards.iterator():
        years = (first, FiscalYear.of(ends_on, month).year)
        yield _document(f"{AWARD}:{code}", "award", {}, (ja, en), domains, home, years)
    kept = ("code", "title_ja", "title_en", "domains")
    spans = {
        pk: (first, last)
        for pk, first, last in ThemeAmount.objects.order_by()
        .values_list("theme")
        .annotate(first=Min("fiscal_year"), last=Max("fiscal_year"))
    }
    themes = Theme.objects.order_by("pk").values_list(
        *kept, "abstract", "forms", "institute__code", "pk"
    )
    for code, ja, en, domains, abstract, forms, home, pk in themes.iterator():
        texts = (ja, en, abstract)
        yield _document(f"{THEME}:{code}", "theme", forms, texts, domains, home, spans.get(pk))
    yield from _elsewhere()


def _elsewhere() -> Iterator[Document]:
    today, sides = timezone.localdate(), dict[str, str]()
    rows = External.objects.order_by("pk").select_related("organisation").defer("principal")
    for row in rows.iterator(chunk_size=500):
        if row.funder not in sides:
            sides[row.funder] = side_of(row.funder, today)
        first = row.first_year or row.last_year
        yield _document(
            f"{PROJECT}:{row.code}",
            sides[row.funder],
            row.forms,
            texts_of(row),
            row.domains,
            row.organisation.code if row.organisation else "",
            (first, row.last_year or first) if first else None,
        )


def _document(
    key: str,
    side: str,
    kept: Mapping[str, Any],
    texts: tuple[str, ...],
    domains: Iterable[str],
    organisation: str,
    years: tuple[int, int] | None,
) -> Document:
    forms = comparing.kept_or_new(kept, texts)
    return Document(
        key=key,
        side=side,
        forms={language: tuple(forms[language]) for language in comparing.LANGUAGES},
        domains=frozenset(domains),
        organisation=organisation,
        years=years,
    )
