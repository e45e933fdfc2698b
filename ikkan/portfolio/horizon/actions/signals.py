"""Sources, contact notes and items of evidence: recorded one by one or in batches.

Decides: what stands on record is never overwritten by another table; it gains numbers of projects
and what was blank. Called by the pages of records and `ikkan import horizon`.
Source: 003:1063-1067.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from ikkan.audit import journal
from ikkan.audit.actions import action, require_version
from ikkan.audit.actor import Actor
from ikkan.portfolio.horizon import messages, rules
from ikkan.portfolio.horizon.actions.reaching import anywhere, changed, demand, locked, one_named
from ikkan.portfolio.horizon.models import ContactNote, ScanSource, Signal
from ikkan.portfolio.horizon.rules import NOTE, SIGNAL, SOURCE, MoreSignal, NewSignal, NewSource
from ikkan.portfolio.horizon.wording import words_of
from ikkan.records.batches import places, refusal
from ikkan.records.codes import next_code, next_codes
from ikkan.values.errors import InputError, NotFound
from ikkan.values.finding import Finding
from ikkan.values.ref import Ref
from ikkan.values.text import Text

BLANKS: Final = ("title_ja", "title_en", "text", "happened_on", "year", "link")
"""Fields that another row may fill where they are blank."""


@action(
    "portfolio.register_source",
    permission="can_keep_source",
    description=Text("見張る情報源を登録する", "Register a source that is watched"),
    scope=anywhere,
)
def register_source(
    new: NewSource, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> ScanSource:
    """Raises InputError with every reason."""
    found = list(rules.refused_source(new))
    if new.key and ScanSource.objects.filter(key=new.key).exists():
        held = ScanSource.objects.get(key=new.key).code
        found.append(messages.KEY_TAKEN.format(key=new.key, code=held))
    demand("source", found)
    source = ScanSource.objects.create(
        code=next_code("SRC", as_of.year),
        sort=new.sort,
        key=new.key,
        name_ja=new.name.ja.strip() or new.name.en.strip(),
        name_en=new.name.en.strip(),
        holder=new.holder,
        address=new.address,
        terms=new.terms,
        published=new.published,
    )
    journal.write(Ref(SOURCE, source.code), {"source": new})
    return source


@action(
    "portfolio.note_contact",
    permission="can_note_contact",
    description=Text(
        "コミュニティやネットワークで聞いたことを記録する", "Note what was heard in a community"
    ),
    scope=anywhere,
)
def note_contact(
    community: str,
    said: str,
    met_on: date,
    following: str = "",
    due_on: date | None = None,
    source: str = "",
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> ContactNote:
    """Of whom and what, never with personal data. Raises InputError."""
    found = [] if community.strip() else [messages.TITLE]
    found += [] if said.strip() else [messages.TEXT]
    found += rules.not_ahead(met_on, as_of)
    found += [messages.PERSONAL] if rules.personal(community, said, following) else []
    demand("note", found)
    note = ContactNote.objects.create(
        code=next_code("NOTE", as_of.year),
        source=one_named(ScanSource, messages.SOURCE, source),
        community=community.strip(),
        met_on=met_on,
        said=said.strip(),
        following=following.strip(),
        due_on=due_on,
        noted_by=by.code,
    )
    journal.write(Ref(NOTE, note.code), {"community": note.community, "met_on": met_on})
    return note


@action(
    "portfolio.finish_contact",
    permission="can_note_contact",
    description=Text("次にすることを済みにする", "Mark what follows from a contact as done"),
    scope=anywhere,
)
def finish_contact(
    code: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> ContactNote:
    """Raises NotFound, VersionConflict."""
    note: ContactNote = locked(ContactNote, _NOTE, code, version)
    note.done_on = as_of
    made: ContactNote = changed(note, NOTE, {"done_on": as_of}, "done_on")
    return made


@action(
    "portfolio.record_signals",
    permission="can_record_signal",
    description=Text("情報をまとめて記録する", "Record items of evidence in one batch"),
    scope=anywhere,
)
def record_signals(
    rows: Sequence[NewSignal], *, by: Actor, as_of: date, version: int | None, key: str | None
) -> list[str]:
    """Codes of the items in the order given, at most 500; all or none.

    Raises InputError with every finding and its row.
    """
    if not rows:
        journal.nothing_to_do()
        return []
    _demand_few(rows)
    sources = ScanSource.objects.in_bulk({row.source for row in rows}, field_name="code")
    _demand(rows, sources, as_of)
    codes = next_codes("SIG", as_of.year, len(rows))
    Signal.objects.bulk_create(
        Signal(
            code=code,
            source=sources[row.source],
            key=row.key.strip(),
            title_ja=row.title.ja.strip(),
            title_en=row.title.en.strip(),
            text=row.text.strip(),
            happened_on=row.happened_on,
            year=row.of_year,
            link=row.link,
            provenance=row.provenance.strip(),
            numbers=spaced(row.numbers),
            facts=dict(row.facts),
            words=words_of(row.title.ja, row.title.en, row.text),
            published=row.published,
        )
        for code, row in zip(codes, rows, strict=True)
    )
    said = {"first": codes[0], "last": codes[-1], "sources": sorted(sources)}
    journal.write(Ref(SIGNAL, codes[0]), said)
    return codes


@action(
    "portfolio.extend_signals",
    permission="can_record_signal",
    description=Text(
        "記録した情報に、課題の番号と空欄を書き足す",
        "Add numbers of projects and what was blank to items on record",
    ),
    scope=anywhere,
)
def extend_signals(
    rows: Sequence[MoreSignal], *, by: Actor, as_of: date, version: int | None, key: str | None
) -> list[str]:
    """Codes of the items, at most 500; all or none. Each row carries the version it saw.

    Raises NotFound, VersionConflict, InputError.
    """
    if not rows:
        journal.nothing_to_do()
        return []
    _demand_few(rows)
    codes = [row.code for row in rows]
    held = {one.code: one for one in Signal.objects.select_for_update().filter(code__in=codes)}
    for row in rows:
        signal = held.get(row.code)
        if signal is None:
            words = messages.NO_RECORD.format(kind=messages.SIGNAL, code=row.code)
            raise NotFound("horizon.none", words)
        require_version(signal, row.version)
        signal.numbers = spaced((*signal.numbers.split(), *row.numbers))
        for name, value in row.blanks.items():
            if name in BLANKS and getattr(signal, name) in ("", None):
                setattr(signal, name, value)
        signal.words = words_of(signal.title_ja, signal.title_en, signal.text)
        signal.version += 1
    names = ["version", "numbers", "words", *BLANKS]
    Signal.objects.bulk_update(held.values(), names, batch_size=100)
    journal.write(Ref(SIGNAL, codes[0]), {"extended": list(rows)})
    return codes


@action(
    "portfolio.publish_signal",
    permission="can_record_signal",
    description=Text("情報を公開する、または公開をやめる", "Publish an item, or withdraw it"),
    scope=anywhere,
)
def publish_signal(
    code: str, published: bool, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Signal:
    """Raises NotFound, VersionConflict."""
    signal: Signal = locked(Signal, messages.SIGNAL, code, version)
    signal.published = published
    made: Signal = changed(signal, SIGNAL, {"published": published}, "published")
    return made


def spaced(numbers: Sequence[str]) -> str:
    """Numbers of projects, each once and between blanks."""
    said = " ".join(dict.fromkeys(one.strip().replace(" ", "") for one in numbers if one.strip()))
    return f" {said} " if said else ""


def _demand_few(rows: Sequence[object]) -> None:
    if len(rows) > rules.MOST:
        words = messages.BATCH.format(given=len(rows), most=rules.MOST)
        raise InputError("horizon.batch", words)


def _demand(rows: Sequence[NewSignal], sources: dict[str, ScanSource], as_of: date) -> None:
    """Raise InputError with every finding and its row."""
    keys = {row.key.strip() for row in rows}
    held = Signal.objects.filter(source__code__in=list(sources), key__in=keys)
    taken = {
        (source, own): code for source, own, code in held.values_list("source__code", "key", "code")
    }
    seen: set[tuple[str, str]] = set()
    found: list[Finding] = []
    for place, row in zip(places("signals", len(rows)), rows, strict=True):
        source = sources.get(row.source)
        said = list(rules.refused_signal(row, source.sort if source else "", as_of))
        if source is None:
            said.append(messages.NO_RECORD.format(kind=messages.SOURCE, code=row.source or "–"))
        own = (row.source, row.key.strip())
        if own in taken:
            said.append(messages.KEY_TAKEN.format(key=own[1][:60], code=taken[own]))
        elif own in seen:
            said.append(messages.KEY_TWICE.format(key=own[1][:60]))
        seen.add(own)
        found += [Finding("horizon.signal", place, values={"said": one}) for one in said]
    if found:
        raise refusal(found, _said)


def _said(finding: Finding) -> Text:
    words = finding.values["said"]
    return words if isinstance(words, Text) else Text(str(words), str(words))


_NOTE: Final = Text("連絡の記録", "contact note")
