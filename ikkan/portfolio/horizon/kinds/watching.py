"""Sources, contact notes, items of evidence and topics as records.

Called at start. Source: 003:1063-1067, 003:783.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Final

from ikkan.audit.actor import Actor
from ikkan.portfolio.horizon import actions, forms
from ikkan.portfolio.horizon.kinds.parts import (
    INSIDE,
    MOST_WORK,
    PUBLISHED,
    code_of,
    column,
    rows_of,
)
from ikkan.portfolio.horizon.messages import SOURCE_SORTS
from ikkan.portfolio.horizon.models import ContactNote, ScanSource
from ikkan.portfolio.horizon.rules import (
    NOTE,
    SIGNAL,
    SOURCE,
    NewSource,
)
from ikkan.records.kinds import Field, Kind, Section, WorkItem, Write, register
from ikkan.records.queries import visible
from ikkan.records.sight import EVERYTHING, Flag, sights
from ikkan.values.ref import Ref
from ikkan.values.text import Text

SOON: Final = timedelta(days=14)
_READ: Final = Text("新しい情報を確かめる", "Read what came in")
_FOLLOW: Final = Text("次にすることを行う", "Do what follows")


def _register(_: None, data: dict[str, Any], **who: Any) -> ScanSource:
    name = Text(data.pop("name_ja"), data.pop("name_en"))
    return actions.register_source(NewSource(name=name, **data), **who)


def _note(_: None, data: dict[str, Any], **who: Any) -> ContactNote:
    return actions.note_contact(**data, **who)


def _finish(note: ContactNote, _: dict[str, Any], **who: Any) -> ContactNote:
    return actions.finish_contact(note.code, **who)


def _done(note: ContactNote) -> Text | None:
    return _DONE if note.done_on is not None or not note.following else None


def _notes(source: ScanSource, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for note in rows_of(NOTE, actor, source=source):
        yield Ref(NOTE, note.code), note.met_on, note.said


def _newest(source: ScanSource, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for one in visible(SIGNAL, actor).filter(source=source).order_by("-year", "-pk")[:50]:
        yield Ref(SIGNAL, one.code), str(one.year or ""), one.happened_on


def _note_work(actor: Actor, as_of: date) -> Iterable[WorkItem]:
    """What follows from one's own contacts."""
    rows = ContactNote.objects.filter(noted_by=actor.code, done_on__isnull=True)
    for one in rows.exclude(following="").order_by("due_on", "pk")[:MOST_WORK]:
        yield WorkItem(
            ref=Ref(NOTE, one.code),
            verb=_FOLLOW,
            title=Text(one.community, one.community),
            due=one.due_on,
            write="finish",
        )


_DONE: Final = Text("することは残っていません。", "Nothing is left to do.")
_SORT: Final = Text("種類", "Sort")
_SOURCE: Final = Text("情報源", "Source")


def _note_title(note: ContactNote) -> Text:
    said = f"{note.community} {note.met_on}"
    return Text(said, said)


register(
    Kind(
        code=SOURCE,
        path="horizon/sources",
        label=Text("情報源", "Watched source"),
        plural=Text("見張る情報源", "Watched sources"),
        lead=Text(
            "文献・特許・臨床試験・ほかの資金・医療界・患者と家族・国際・データベース。"
            "何をどこから得ているかの一覧。",
            "Literature, patents, trials, grants, medical community, patients and families, "
            "international trends, databases: what is watched and how it is obtained.",
        ),
        model=ScanSource,
        title=lambda source: source.title,
        value=lambda source: SOURCE_SORTS[source.sort],
        fields=(
            Field("sort", _SORT, "choice", choices=SOURCE_SORTS, filter=True),
            Field("holder", Text("作成者・提供者", "Holder")),
            Field("address", Text("所在", "Address"), listed=False),
            Field(
                "terms", Text("入手の方法と利用の条件", "How obtained, terms"), "long", listed=False
            ),
            PUBLISHED,
        ),
        sections=(
            Section(
                code="newest",
                label=Text("新しい情報", "Newest items"),
                columns=(
                    column("情報", "Item", "ref"),
                    column("年", "Year"),
                    column("日", "Day", "date"),
                ),
                rows=_newest,
            ),
            Section(
                code="notes",
                label=Text("連絡の記録", "Contact notes"),
                columns=(
                    column("記録", "Note", "ref"),
                    column("日", "Day", "date"),
                    column("聞いたこと", "What was heard", "long"),
                ),
                rows=_notes,
                roles=frozenset(INSIDE),
            ),
        ),
        writes=(
            Write(
                code="register",
                label=Text("情報源を登録する", "Register a source"),
                permission="can_keep_source",
                form=forms.SourceForm,
                act=_register,
                on="new",
            ),
        ),
        sight=sights(public=Flag("published"), **dict.fromkeys(INSIDE, EVERYTHING)),
    )
)
register(
    Kind(
        code=NOTE,
        path="horizon/contacts",
        label=Text("連絡の記録", "Contact note"),
        plural=Text("コミュニティ・ネットワークの記録", "Contacts and networks"),
        lead=Text(
            "学会・患者会・国際的な集まりなどで聞いたことと、次にすること。個人の名は書きません。",
            "What was heard in societies, patients' groups and international forums, and what "
            "follows; no names of persons.",
        ),
        model=ContactNote,
        title=_note_title,
        begins="met_on",
        fields=(
            Field("community", Text("コミュニティ・ネットワーク", "Community or network")),
            Field("source", _SOURCE, "ref", code_of("source"), kind=SOURCE),
            Field("met_on", Text("その日", "Day"), "date"),
            Field("said", Text("聞いたこと", "What was heard"), "long", listed=False),
            Field("following", Text("次にすること", "What follows"), "long", listed=False),
            Field("due_on", Text("期日", "Due on"), "date"),
            Field("done_on", Text("済んだ日", "Done on"), "date"),
        ),
        writes=(
            Write(
                code="note",
                label=Text("聞いたことを記録する", "Note what was heard"),
                permission="can_note_contact",
                form=forms.ContactForm,
                act=_note,
                on="new",
            ),
            Write(
                code="finish",
                label=Text("済みにする", "Mark as done"),
                permission="can_note_contact",
                form=forms.ConfirmForm,
                act=_finish,
                why_not=_done,
                short=True,
            ),
        ),
        sight=sights(**dict.fromkeys([r for r in INSIDE if r != "ministry_officer"], EVERYTHING)),
        related=("source",),
        order=("-met_on", "-pk"),
        work=_note_work,
    )
)
