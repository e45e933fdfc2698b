"""Directed links from a preceding programme to its successor, with who pays for the passage.

Decides: no programme becomes its own successor. Called by the pages of links. Source: 003 L1239
(S-355): existing programmes beside flexibly allocated adjustment money.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from ikkan.audit import journal
from ikkan.audit.actions import action, require_version
from ikkan.audit.actor import Actor
from ikkan.awards.queries import in_pack
from ikkan.line.writing import SIDE, Joint, join
from ikkan.portfolio import messages as words
from ikkan.portfolio.matching import messages
from ikkan.portfolio.models import ProgrammeLink
from ikkan.records.codes import next_code
from ikkan.values.errors import InputError, NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text

KIND: Final = "portfolio.programme_link"


@action(
    "matching.link_programmes",
    permission="can_link_programmes",
    description=Text("先行事業と後継事業を結ぶ", "Link a preceding programme to its successor"),
)
def link_programmes(
    frm: str,
    to: str,
    funding: str,
    valid_from: date,
    valid_to: date | None = None,
    basis: str = "",
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> ProgrammeLink:
    """Raises InputError (unknown, the same, days, a circle)."""
    known = in_pack("programme", (frm, to), as_of)
    for code in (frm, to):
        if code not in known:
            told = words.NO_RECORD.format(kind=words.PROGRAMME, code=code[:60] or "–")
            raise InputError("portfolio.unknown", told)
    if frm == to:
        raise InputError("matching.same_programme", messages.SAME_PROGRAMME)
    if funding not in messages.FUNDING_LABELS:
        told = words.NO_RECORD.format(kind=messages.FUNDING, code=funding[:40] or "–")
        raise InputError("matching.funding", told)
    if valid_to is not None and valid_to < valid_from:
        raise InputError("matching.link_days", messages.LINK_DAYS)
    _demand_no_circle(frm, to)
    made = ProgrammeLink.objects.create(
        code=next_code("PLINK", valid_from.year),
        frm=frm,
        to=to,
        funding=funding,
        valid_from=valid_from,
        valid_to=valid_to,
        basis=basis.strip(),
    )
    joints = (
        Joint(kind="programme_link", to=Ref("programme", code), direction=SIDE)
        for code in (frm, to)
    )
    join(Ref(KIND, made.code), tuple(joints))
    said = {"from": frm, "to": to, "funding": funding, "valid_from": valid_from, "basis": basis}
    journal.write(Ref(KIND, made.code), said)
    return made


@action(
    "matching.end_link",
    permission="can_link_programmes",
    description=Text("事業のつながりを終える", "End a link of programmes"),
)
def end_link(
    code: str, valid_to: date, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> ProgrammeLink:
    """Raises NotFound, VersionConflict, InputError."""
    found = ProgrammeLink.objects.select_for_update().filter(code=code).first()
    if found is None:
        told = words.NO_RECORD.format(kind=messages.LINK, code=code[:60])
        raise NotFound("matching.link", told)
    require_version(found, version)
    if valid_to < found.valid_from:
        raise InputError("matching.link_days", messages.LINK_DAYS)
    found.valid_to = valid_to
    found.version += 1
    found.save(update_fields=["valid_to", "version"])
    journal.write(Ref(KIND, code), {"valid_to": valid_to})
    return found


def _demand_no_circle(frm: str, to: str) -> None:
    """Raise InputError where programmes already lead from `to` back to `frm`."""
    following: dict[str, list[str]] = {}
    for one, other in ProgrammeLink.objects.filter(valid_to__isnull=True).values_list("frm", "to"):
        following.setdefault(one, []).append(other)
    ways = [[to]]
    seen = {to}
    while ways:
        way = ways.pop()
        if way[-1] == frm:
            told = messages.LINK_CIRCLE.format(programme=frm, way=" → ".join([frm, *way]))
            raise InputError("matching.link_circle", told)
        for one in following.get(way[-1], ()):
            if one not in seen:
                seen.add(one)
                ways.append([*way, one])
