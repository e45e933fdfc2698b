"""The data room as the engine of records shows it: documents, and grants in confidence.

Decides: a company never sees documents as records; it opens them on the page of the room, under
its grant of the day.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from ikkan.audit.actor import Actor
from ikkan.portfolio.industry import actions, messages
from ikkan.portfolio.industry import inside_forms as forms
from ikkan.portfolio.industry.actions.introductions import reach_of
from ikkan.portfolio.industry.actions.rooms import NewDocument
from ikkan.portfolio.industry.inside import RoomDocument, RoomGrant
from ikkan.portfolio.industry.kinds.confidence import SIDES
from ikkan.portfolio.industry.kinds.seen import code_of, column, seed_field, seen
from ikkan.portfolio.industry.reaching import seed_of
from ikkan.portfolio.industry.rules import INTRODUCTION, ORGANISATION, ROOM_DOCUMENT, ROOM_GRANT
from ikkan.records.kinds import Field, Kind, Section, Write, register
from ikkan.records.sight import Own, Within, sights
from ikkan.values.text import Text


def _list(_: None, data: dict[str, Any], **who: Any) -> RoomDocument:
    new = NewDocument(
        title=Text(data["title_ja"], data["title_en"]),
        dated_on=data["dated_on"],
        about=data["about"],
        item=data["item"],
    )
    return actions.list_document(data["seed"], new, **who)


def _grant(_: None, data: dict[str, Any], **who: Any) -> RoomGrant:
    return actions.grant_access(**data, **who)


def _revoke(grant: RoomGrant, data: dict[str, Any], **who: Any) -> RoomGrant:
    return actions.revoke_access(grant.code, **who)


def _revoked(grant: RoomGrant) -> Text | None:
    return messages.NO_ROOM if grant.revoked_on is not None else None


def _documents(grant: RoomGrant, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for one in grant.documents.order_by("pk"):
        yield one.title, one.dated_on


def _openings(grant: RoomGrant, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for one in grant.openings.filter(opened_on__lte=as_of).select_related("document"):
        yield one.opened_on, one.document.title, one.opened_by


register(
    Kind(
        code=ROOM_DOCUMENT,
        path="room/documents",
        label=Text("資料室の資料", "Document of the data room"),
        plural=Text("資料室の目録", "Index of the data room"),
        lead=Text(
            "企業がリスクを取れるか判断するための資料。企業は、同意による許可の期間だけ開けます。",
            "What a company needs to decide on a risk; a company opens it under a grant, by "
            "consent, until a day.",
        ),
        model=RoomDocument,
        title=lambda one: one.title,
        fields=(
            seed_field(),
            Field("title_ja", Text("名前（日本語）", "Title in Japanese"), "long", listed=False),
            Field("title_en", Text("名前（英語）", "Title in English"), "long", listed=False),
            Field("item", Text("関わる条件", "Condition"), "ref", kind="readiness_item"),
            Field("dated_on", Text("資料の日付", "Dated"), "date"),
            Field("about", Text("内容", "What it shows"), "long", listed=False),
        ),
        writes=(
            Write(
                code="list",
                label=Text("資料を載せる", "List a document"),
                permission="can_keep_industry",
                form=forms.DocumentForm,
                act=_list,
                on="new",
            ),
        ),
        sight=seen("seed__awards"),
        scope=seed_of,
        related=("seed",),
    )
)
register(
    Kind(
        code=ROOM_GRANT,
        path="room/grants",
        label=Text("資料室の閲覧許可", "Access to the data room"),
        plural=Text("資料室の閲覧許可", "Access to the data room"),
        lead=Text(
            "引き合わせた企業に、研究者の同意で、期日まで資料を見せる許可。開いた記録が残ります。",
            "Access of an introduced company to documents, by consent and until a day; every "
            "opening is kept.",
        ),
        model=RoomGrant,
        title=lambda one: Text(f"閲覧許可 {one.code}", f"Access {one.code}"),
        fields=(
            Field(
                *("introduction", Text("引き合わせ", "Introduction"), "ref"),
                value=code_of("introduction"),
                kind=INTRODUCTION,
                roles=SIDES,
            ),
            Field("granted_on", Text("許した日", "Granted on"), "date", roles=SIDES),
            Field("valid_to", Text("閲覧の終わり", "Access ends on"), "date", roles=SIDES),
            Field("revoked_on", Text("取り消した日", "Ended early on"), "date", roles=SIDES),
            Field(
                *("consent", Text("同意の記録", "Consent"), "long"),
                listed=False,
                roles=SIDES - {"company"},
            ),
        ),
        sections=(
            Section(
                code="documents",
                label=Text("見せる資料", "Documents"),
                columns=(column("資料", "Document", "text2"), column("日付", "Dated", "date")),
                rows=_documents,
            ),
            Section(
                code="openings",
                label=Text("開いた記録", "Openings"),
                columns=(
                    column("日", "Day", "date"),
                    column("資料", "Document", "text2"),
                    column("アカウント", "Account"),
                ),
                rows=_openings,
                roles=SIDES - {"company"},
            ),
        ),
        writes=(
            Write(
                code="grant",
                label=Text("閲覧を許す", "Grant access"),
                permission="can_grant_access",
                form=forms.GrantForm,
                act=_grant,
                on="new",
            ),
            Write(
                code="revoke",
                label=Text("閲覧を終える", "End access"),
                permission="can_grant_access",
                form=forms.ConfirmForm,
                act=_revoke,
                why_not=_revoked,
            ),
        ),
        sight=sights(
            company=Within(ORGANISATION, "introduction__company__code"),
            researcher=Within("parties.person", "introduction__people__code"),
            funder_staff=Own("introduction__handlers__account"),
            disease_coordinator=Own("introduction__handlers__account"),
        ),
        scope=lambda one: reach_of(one.introduction),
        related=("introduction__company", "introduction__seed"),
    )
)
