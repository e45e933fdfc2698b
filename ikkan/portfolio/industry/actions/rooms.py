"""Writes of the data room: documents listed, access granted by consent until a day, openings.

Decides: only a company that was introduced gets access, and every opening leaves its trace.
Called by the pages of records, the page of the room and the demonstration. Source: 003:1224.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ikkan.audit import journal
from ikkan.audit.actions import action
from ikkan.audit.actor import Actor
from ikkan.portfolio.industry import messages, queries, reaching
from ikkan.portfolio.industry.actions.introductions import demand_introduced, handles, reach_of
from ikkan.portfolio.industry.inside import Introduction, RoomDocument, RoomGrant, RoomOpening
from ikkan.portfolio.industry.rules import (
    IN_CONFIDENCE,
    ORGANISATION,
    ROOM_DOCUMENT,
)
from ikkan.records.codes import next_code
from ikkan.values.errors import InputError, NotAllowed, NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDocument:
    """A document of the data room; `item` is the condition of licensing that it bears on."""

    title: Text
    dated_on: date
    about: str = ""
    item: str = ""


def _by_introduction(arguments: Mapping[str, Any]) -> tuple[Ref, ...]:
    rows = Introduction.objects.select_related("company")
    found = rows.filter(code=arguments["introduction"]).first()
    return reach_of(found) if found is not None else ()


def _by_grant(arguments: Mapping[str, Any]) -> tuple[Ref, ...]:
    rows = RoomGrant.objects.select_related("introduction__company")
    found = rows.filter(code=arguments["code"]).first()
    return reach_of(found.introduction) if found is not None else ()


@action(
    "portfolio.list_document",
    permission="can_keep_industry",
    description=Text("資料室に資料を載せる", "List a document in the data room"),
    scope=reaching.by_seed,
)
def list_document(
    seed: str, new: NewDocument, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> RoomDocument:
    """Its file is attached to its page. Raises NotFound, InputError."""
    found = reaching.seed_named(seed)
    said = [] if new.title.ja.strip() else [messages.WORDS]
    reaching.demand((*said, *reaching.missing_rows("readiness_item", [new.item], as_of)))
    made = RoomDocument.objects.create(
        code=next_code("DOC", as_of.year),
        seed=found,
        title_ja=new.title.ja.strip(),
        title_en=new.title.en.strip(),
        about=new.about.strip(),
        item=new.item,
        dated_on=new.dated_on,
    )
    journal.write(Ref(ROOM_DOCUMENT, made.code), {"seed": seed, "document": new})
    return made


@action(
    "portfolio.grant_access",
    permission="can_grant_access",
    description=Text("資料室の閲覧を許す", "Grant access to the data room"),
    scope=_by_introduction,
)
def grant_access(
    introduction: str,
    documents: Sequence[str],
    consent: str,
    valid_to: date,
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> RoomGrant:
    """By the researcher, or by a handler with the researcher's consent in words.

    Raises NotFound, NotAllowed, InputError with every reason.
    """
    rows = Introduction.objects.select_for_update(of=("self",)).select_related("company", "seed")
    found = rows.filter(code=introduction).first()
    if found is None:
        raise NotFound("industry.none", messages.NO_RECORD.format(code=introduction[:80]))
    if not handles(found, by) and not by.granted(("researcher",), reach_of(found)[1:]):
        raise NotAllowed("industry.handlers", messages.NOT_HANDLED)
    demand_introduced(found)
    listed = {one.code: one for one in RoomDocument.objects.filter(seed=found.seed)}
    said = [messages.OTHER_SEED.format(code=one) for one in documents if one not in listed]
    if not documents or not consent.strip():
        said.append(messages.CONSENT)
    if valid_to <= as_of:
        said.append(messages.GRANT_DAYS.format(last=valid_to, today=as_of))
    reaching.demand(said)
    number = found.grants.count() + 1
    made = RoomGrant.objects.create(
        code=reaching.confidential_code("ROOM", introduction, number),
        introduction=found,
        consent=consent.strip(),
        granted_on=as_of,
        valid_to=valid_to,
    )
    made.documents.set([listed[one] for one in documents])
    journal.write(IN_CONFIDENCE, {"record": made.code, "valid_to": valid_to})
    return made


@action(
    "portfolio.revoke_access",
    permission="can_grant_access",
    description=Text("資料室の閲覧を終える", "End access to the data room"),
    scope=_by_grant,
)
def revoke_access(
    code: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> RoomGrant:
    """By the researcher or a handler. Raises NotFound, NotAllowed, VersionConflict, InputError."""
    found: RoomGrant = reaching.locked(RoomGrant, code, version)
    met = found.introduction
    if not handles(met, by) and not by.granted(("researcher",), reach_of(met)[1:]):
        raise NotAllowed("industry.handlers", messages.NOT_HANDLED)
    if found.revoked_on is not None:
        raise InputError("industry.gone", messages.NO_ROOM)
    found.revoked_on = as_of
    reaching.changed(found, IN_CONFIDENCE, {"record": code, "revoked": as_of}, "revoked_on")
    return found


@action(
    "portfolio.open_document",
    permission="can_open_room",
    description=Text("資料室の資料を開く", "Open a document of the data room"),
    scope=lambda given: tuple(
        Ref(one.kind, one.code) for one in given["by"].scopes if one.kind == ORGANISATION
    ),
)
def open_document(
    grant: str, document: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> RoomDocument:
    """Under a grant of today to the actor's own company. Raises NotFound alike for every reason."""
    found = queries.live_grants(by, as_of).filter(code=grant).first()
    row = found.documents.filter(code=document).first() if found is not None else None
    if found is None or row is None:
        raise NotFound("industry.room", messages.NO_ROOM)
    RoomOpening.objects.create(grant=found, document=row, opened_by=by.code, opened_on=as_of)
    journal.write(IN_CONFIDENCE, {"record": grant, "document": document})
    return row
