"""What `@action` does for every action: permission, one entry, keys, versions, all or none."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

from ikkan.audit import journal, policy, registry
from ikkan.audit.actions import action, erase_payload, require_version
from ikkan.audit.actor import SYSTEM, Actor
from ikkan.audit.models import ActionKey, JournalEntry, JournalPayload
from ikkan.audit.request import request_id
from ikkan.values.errors import Busy, KeyReused, NotAllowed, NotFound, VersionConflict
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from tests.audit.conftest import PROBER, STRANGER, TODAY, scoped

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_journal")]
Probe = Callable[..., Any]


def make(name: str, body: Callable[[], object], permission: str = "can_probe") -> Probe:
    @action(name, permission=permission, description=Text("試す", "Probe"))
    def run(*, by: Actor, as_of: date, version: int | None, key: str | None) -> object:
        return body()

    return lambda by=PROBER, key=None: run(by=by, as_of=TODAY, version=None, key=key)


def test_an_action_writes_one_entry_with_who_what_when_and_under_which_request(
    probe: Probe,
) -> None:
    with request_id("request-0001"):
        probe("one", payload={"amount": 5})
    entry = JournalEntry.objects.get()
    assert (entry.actor, entry.action, entry.object_ref) == ("u-prober", "tests.probe", "probe:one")
    assert (entry.as_of, entry.request_id) == (TODAY, "request-0001")
    assert json.loads(entry.payload.body)["payload"] == {"amount": 5}


def test_without_the_role_nothing_runs(probe: Probe) -> None:
    with pytest.raises(NotAllowed):
        probe(by=STRANGER)
    assert not JournalEntry.objects.exists()


def test_a_role_for_one_record_reaches_that_record_only(probe: Probe) -> None:
    probe("mine", by=scoped("mine"))
    with pytest.raises(NotAllowed):
        probe("other", by=scoped("mine"))


def test_a_role_for_one_record_never_reaches_an_action_without_record(probe: Probe) -> None:
    run = make("tests.global", lambda: journal.write("x", {}))
    with pytest.raises(NotAllowed):
        run(by=scoped("mine"))


def test_the_command_line_may_everything(probe: Probe) -> None:
    probe(by=SYSTEM)
    assert JournalEntry.objects.get().actor == "system"


def test_a_failing_action_leaves_nothing(probe: Probe) -> None:
    def fails() -> None:
        journal.write("x", {})
        raise RuntimeError("after the entry")

    with pytest.raises(RuntimeError):
        make("tests.fails", fails)(key="once")
    assert not JournalEntry.objects.exists()
    assert not ActionKey.objects.exists()


def test_an_action_without_entry_or_with_two_is_a_mistake_and_leaves_nothing(probe: Probe) -> None:
    with pytest.raises(journal.JournalMisuse):
        make("tests.silent", lambda: None)()

    def twice() -> None:
        journal.write("x", {})
        journal.write("x", {})

    with pytest.raises(journal.JournalMisuse):
        make("tests.twice", twice)()
    assert not JournalEntry.objects.exists()


def test_nothing_to_do_writes_no_entry(probe: Probe) -> None:
    make("tests.idle", journal.nothing_to_do)()
    assert not JournalEntry.objects.exists()


def test_nobody_writes_outside_an_action() -> None:
    with pytest.raises(journal.JournalMisuse):
        journal.write("x", {})


def test_the_same_key_and_request_get_the_first_result_again(probe: Probe) -> None:
    assert probe("one", key="k1") == probe("one", key="k1") == Ref("probe", "one")
    assert JournalEntry.objects.count() == 1


def test_the_same_key_with_another_request_is_refused(probe: Probe) -> None:
    probe("one", key="k1")
    with pytest.raises(KeyReused):
        probe("two", key="k1")
    with pytest.raises(KeyReused):
        probe("one", key="k1", as_of=date(2026, 4, 2))
    assert JournalEntry.objects.count() == 1


def test_a_key_belongs_to_one_actor_and_one_action(probe: Probe) -> None:
    probe("one", key="k1")
    probe("one", key="k1", by=SYSTEM)
    make("tests.other", lambda: journal.write("x", {}) and None)(key="k1")
    assert JournalEntry.objects.count() == 3


def test_a_repeated_request_still_needs_the_permission(probe: Probe) -> None:
    probe("one", key="k1")
    revoked = Actor(PROBER.code, frozenset({"account"}))
    with pytest.raises(NotAllowed):
        probe("one", key="k1", by=revoked)


def test_a_record_is_replayed_as_it_stands(probe: Probe) -> None:
    run = make("tests.record", lambda: journal.write("x", {}))
    assert run(key="k") == run(key="k") == JournalEntry.objects.get()


def test_a_result_that_cannot_be_replayed_is_refused_with_a_key(probe: Probe) -> None:
    run = make("tests.odd", lambda: [journal.write("x", {})])
    run()
    with pytest.raises(TypeError, match="returns a record"):
        run(key="k")
    assert JournalEntry.objects.count() == 1


def test_an_action_inside_another_joins_it_with_an_entry_of_its_own(probe: Probe) -> None:
    def outer() -> None:
        probe("inner")
        journal.write("outer", {})

    make("tests.outer", outer)()
    assert [entry.action for entry in JournalEntry.objects.all()] == ["tests.probe", "tests.outer"]

    def broken() -> None:
        probe("lost")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        make("tests.broken", broken)()
    assert JournalEntry.objects.count() == 2


@dataclass
class Row:
    version: int


@pytest.mark.parametrize("seen", [None, 1, 3])
def test_another_version_than_the_one_seen_is_a_conflict(seen: int | None) -> None:
    require_version(Row(2), 2)
    with pytest.raises(VersionConflict):
        require_version(Row(2), seen)


def test_a_locked_database_is_said_as_busy(probe: Probe) -> None:
    def locked() -> None:
        raise OperationalError("database is locked")

    with pytest.raises(Busy):
        make("tests.locked", locked)()


def test_the_four_arguments_are_demanded_when_an_action_is_written(registered: None) -> None:
    with pytest.raises(TypeError, match="as_of"):

        @action("tests.bad", permission="can_probe", description=Text("試す", "Probe"))
        def run(*, by: Actor, version: int | None, key: str | None) -> None: ...


def test_a_date_and_an_actor_are_demanded_when_it_runs(probe: Probe) -> None:
    with pytest.raises(TypeError, match="Actor"):
        probe(by="admin")
    with pytest.raises(TypeError, match="date"):
        probe(as_of="2026-04-01")
    with pytest.raises(ValueError, match="key"):
        probe(key="k" * 101)


def test_an_action_without_rule_or_description_or_registered_twice_does_not_start(
    probe: Probe,
) -> None:
    make("tests.ruleless", lambda: None, permission="can_nothing_known")
    with pytest.raises(ImproperlyConfigured, match=r"tests\.ruleless"):
        registry.demand_rules()
    with pytest.raises(ImproperlyConfigured, match="twice"):
        make("tests.ruleless", lambda: None)
    with pytest.raises(ImproperlyConfigured, match="description"):
        action("tests.mute", permission="can_probe", description=Text("試す", " "))(
            lambda *, by, as_of, version, key: None
        )
    assert not policy.permitted("can_nothing_known", SYSTEM)


def test_erasing_a_payload_is_itself_journalled(probe: Probe) -> None:
    probe("one", payload="a person's name")
    entry = JournalEntry.objects.get()
    given: dict = {"by": SYSTEM, "as_of": TODAY, "version": None, "key": None}
    erase_payload(entry.uid, "on request", **given)
    erase_payload(entry.uid, "again", **given)
    payload = JournalPayload.objects.get(entry=entry)
    assert (payload.body, payload.salt) == (None, "")
    assert [one.action for one in JournalEntry.objects.all()] == [
        "tests.probe",
        "audit.erase_payload",
    ]
    with pytest.raises(NotFound):
        erase_payload(type(entry.uid)(int=0), "nobody", **given)
