"""The pairs that the overlap page shows: narrowed, and with what is said of both records.

Decides: how an address narrows the pairs; a pair is shown only to who may see both records. Called
by the views of this part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ikkan.audit.actor import Actor
from ikkan.awards.elsewhere import comparing, queries
from ikkan.awards.elsewhere.comparing import Document, Found, Pair
from ikkan.awards.elsewhere.messages import SIDE_LABELS
from ikkan.awards.elsewhere.models import Overlap
from ikkan.awards.elsewhere.rules import AWARD
from ikkan.records.kinds import kind_of
from ikkan.values.errors import InputError
from ikkan.values.ref import Ref
from ikkan.values.text import Text

LEAST: Final = 0.3
CHOICES: Final = (0.2, 0.3, 0.4, 0.5, 0.7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the address asks for; "" and None narrow nothing."""

    side: str = ""
    other: str = ""
    domain: str = ""
    organisation: str = ""
    year: int | None = None
    least: float = LEAST

    def fits(self, pair: Pair, left: Document, right: Document) -> bool:
        """Whether the pair is asked for."""
        if pair.text < self.least:
            return False
        sides = (left.side, right.side)
        if self.side and self.other:
            wanted = (self.side, self.other)
            if sides not in (wanted, wanted[::-1]):
                return False
        elif (self.side or self.other) and (self.side or self.other) not in sides:
            return False
        both = (left, right)
        if self.domain and not any(self.domain in one.domains for one in both):
            return False
        if self.organisation and not any(self.organisation == one.organisation for one in both):
            return False
        return self.year is None or any(
            one.years is not None and one.years[0] <= self.year <= one.years[1] for one in both
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One record of a pair as the page shows it."""

    ref: Ref
    side: Text
    title: Text
    url: str
    organisation: Text
    body: Ref | None
    number: str
    years: tuple[int, int] | None
    domains: tuple[Ref, ...]
    fictional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A pair with both records, and its case where there is one."""

    pair: Pair
    left: Side
    right: Side
    case: Overlap | None
    case_url: str


def asked(query: Mapping[str, str]) -> Asked:
    """What the address says. Raises InputError for what is no choice."""
    found: dict[str, Any] = {}
    for name in ("side", "other"):
        found[name] = query.get(name, "").strip()
        if found[name] and found[name] not in SIDE_LABELS:
            raise InputError("overlap.side", _SIDE.format(read=found[name][:40]))
    for name in ("domain", "organisation"):
        found[name] = query.get(name, "").strip()[:80]
    year = query.get("year", "").strip()
    if year and not (year.isascii() and year.isdigit() and len(year) == 4):
        raise InputError("overlap.year", _YEAR.format(read=year[:20]))
    found["year"] = int(year) if year else None
    try:
        found["least"] = float(query.get("least", "") or LEAST)
    except ValueError:
        found["least"] = -1.0
    if not comparing.LEAST <= found["least"] <= 1:
        raise InputError("overlap.least", _LEAST.format(least=comparing.LEAST))
    return Asked(**found)


def pairs(wanted: Asked, actor: Actor) -> tuple[Found, list[Pair]]:
    """What was found, and those pairs that fit and of which the actor may see both records."""
    found, collection = queries.found(comparing.LEAST), queries.collection()
    fitting = [
        pair
        for pair in found.pairs
        if wanted.fits(pair, collection.document(pair.left), collection.document(pair.right))
    ]
    return found, queries.visible(fitting, actor)


def shown(listed: Sequence[Pair]) -> list[Shown]:
    """The pairs with both records and the case of each; four queries."""
    refs = {Ref.parse(one) for pair in listed for one in (pair.left, pair.right)}
    rows, cases = queries.rows_of(refs), queries.cases_of(listed)
    kind = kind_of("awards.overlap")
    made = []
    for pair in listed:
        if pair.left in rows and pair.right in rows:
            case = cases.get((pair.left, pair.right))
            made.append(
                Shown(
                    pair=pair,
                    left=_side(pair.left, rows),
                    right=_side(pair.right, rows),
                    case=case,
                    case_url=kind.url(case.code) if case is not None and kind else "",
                )
            )
    return made


def organisations(found: Iterable[Pair]) -> set[str]:
    """Codes of the organisations of these pairs."""
    collection = queries.collection()
    keys = {key for pair in found for key in (pair.left, pair.right)}
    return {collection.document(key).organisation for key in keys} - {""}


def _side(key: str, rows: Mapping[str, Any]) -> Side:
    row, document, ref = rows[key], queries.collection().document(key), Ref.parse(key)
    kind = kind_of(ref.kind)
    home = row.institute if hasattr(row, "institute") else row.organisation
    bodies, printed = queries.bodies_of(row), getattr(row, "organisation_name", "")
    return Side(
        ref=ref,
        side=SIDE_LABELS[document.side],
        title=kind.title(row) if kind else Text(ref.code, ref.code),
        url=kind.url(ref.code) if kind else "",
        organisation=home.name if home is not None else Text(printed, printed),
        body=Ref("body", bodies[0]) if bodies else None,
        number=row.code if ref.kind == AWARD else getattr(row, "number", ""),
        years=document.years,
        domains=tuple(Ref("domain", code) for code in sorted(document.domains)),
        fictional=row.fictional,
    )


_SIDE: Final = Text(
    "「{read}」という側はありません。選択肢から選んでください。",
    "There is no side {read}; choose one of those offered.",
)
_YEAR: Final = Text(
    "年度「{read}」を読めません。西暦4桁で書いてください。",
    "Cannot read the year “{read}”; write four digits.",
)
_LEAST: Final = Text(
    "近さの下限は{least}から1までの数にしてください。",
    "Write the least score as a number from {least} to 1.",
)
