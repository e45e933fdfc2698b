"""Writes of the log under measures: services, guidelines, and what happened on a day.

Decides: a body keeps its own entries, and what an entry names exists. Source: S-163, S-181, S-193,
S-201, S-202, S-210, S-220, S-574, S-590 to S-595 (what measures ask to be kept).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ikkan.audit import journal
from ikkan.audit.actions import action, require_version
from ikkan.audit.actor import Actor
from ikkan.evaluation.following import messages, rules
from ikkan.evaluation.following.models import Entry
from ikkan.evaluation.following.queries import ENTRY, ORGANISATION
from ikkan.evaluation.following.rules import NewEntry
from ikkan.line import registry
from ikkan.line.writing import SIDE, Joint, join
from ikkan.records.codes import next_code
from ikkan.values.errors import InputError, NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text


def _body_of_new(arguments: Mapping[str, Any]) -> Ref:
    return Ref("body", arguments["new"].body)


def _body_of_entry(arguments: Mapping[str, Any]) -> Ref | None:
    """The body that keeps the entry now; it cannot be given away by changing it."""
    body = Entry.objects.filter(code=arguments["code"]).values_list("body", flat=True).first()
    return Ref("body", body) if body else None


@action(
    "evaluation.keep_entry",
    permission="can_keep_log",
    description=Text("施策の記録簿に載せる", "Put an entry into the log under a measure"),
    scope=_body_of_new,
)
def keep_entry(
    new: NewEntry, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Entry:
    """Raises InputError (sort, days, what it names)."""
    _demand(new)
    entry = Entry(code=next_code("LOG", as_of.year))
    return _put(entry, new)


@action(
    "evaluation.revise_entry",
    permission="can_keep_log",
    description=Text("施策の記録簿の記載を直す", "Revise an entry of the log under a measure"),
    scope=_body_of_entry,
)
def revise_entry(
    code: str, new: NewEntry, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> Entry:
    """Raises NotFound, VersionConflict, InputError."""
    entry: Entry | None = Entry.objects.select_for_update().filter(code=code).first()
    if entry is None:
        raise NotFound("evaluation.entry", messages.NO_ENTRY.format(code=code))
    require_version(entry, version)
    found = [messages.SAME_BODY] if new.body != entry.body else []
    _demand(new, *found)
    entry.version += 1
    return _put(entry, new)


def _put(entry: Entry, new: NewEntry) -> Entry:
    entry.sort, entry.measure, entry.body = new.sort, str(new.measure), new.body
    entry.name_ja, entry.name_en = new.name_ja.strip(), new.name_en.strip()
    entry.type, entry.organisation = new.type.strip(), new.organisation
    entry.begins_on, entry.ends_on = new.begins_on, new.ends_on
    entry.detail_ja, entry.detail_en = new.detail_ja.strip(), new.detail_en.strip()
    entry.value, entry.unit, entry.link = new.value, new.unit.strip(), new.link.strip()
    entry.published = new.published
    entry.save()
    join(Ref(ENTRY, entry.code), _joints(entry))
    journal.write(Ref(ENTRY, entry.code), {"entry": new})
    return entry


def _joints(entry: Entry) -> list[Joint]:
    made = [Joint(kind="measure", to=Ref.parse(entry.measure))]
    if entry.organisation:
        holder = Ref(ORGANISATION, entry.organisation)
        made.append(Joint(kind="holder", to=holder, direction=SIDE))
    return made


def _demand(new: NewEntry, *found: Text) -> None:
    said = [*found, *rules.refused_entry(new)]
    named = {new.measure, Ref("body", new.body)}
    named |= {Ref(ORGANISATION, new.organisation)} if new.organisation else set()
    missing = sorted(str(ref) for ref in named - registry.exist(named))
    if missing:
        said.append(messages.NOTHING.format(refs=", ".join(missing)))
    if said:
        ja, en = ("\n".join(one.of(language) for one in said) for language in ("ja", "en"))
        raise InputError("evaluation.entry", Text(ja, en))
