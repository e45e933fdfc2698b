"""Every kind of tampering around the product is found, with its name and its place."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from ikkan.audit import head, journal, messages, rules
from ikkan.audit.actions import erase_payload
from ikkan.audit.actor import SYSTEM
from ikkan.audit.models import JournalEntry, Seal, SealedLeaf
from ikkan.audit.verify import verify
from tests.plugins.guards import guards_aside

Entries = list[JournalEntry]
ENTRY, PAYLOAD = "audit_journalentry", "audit_journalpayload"


def sql(*statements: str) -> None:
    with guards_aside(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def found() -> set[tuple[str, int | None]]:
    return {(one.code, one.place.line) for one in verify().findings}


def remember(seal: int) -> None:
    chain = Seal.objects.get(number=seal).chain
    head.write(Path(settings.IKKAN_HOME), head.Head(number=seal, chain=chain))


def first_seal() -> int:
    return Seal.objects.order_by("number").values_list("number", flat=True)[0]


def test_an_untouched_journal_has_no_finding(sealed: Entries) -> None:
    remember(3)
    report = verify()
    assert report.findings == ()
    assert report.ok
    assert (report.entries, report.sealed, report.pending, report.seals) == (5, 5, 0, 3)
    noted = head.read_verified(Path(settings.IKKAN_HOME))
    assert noted is not None
    assert (noted.entries, noted.findings) == (5, 0)


def test_an_empty_journal_has_no_finding(empty_journal: None) -> None:
    assert verify().findings == ()


def test_entries_that_wait_for_their_seal_are_no_finding(
    sealed: Entries, probe: Callable[..., Any]
) -> None:
    remember(3)
    probe("late")
    assert (verify().findings, verify().pending) == ((), 1)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("actor", "'somebody'"),
        ("action", "'tests.other'"),
        ("object_ref", "'probe:z'"),
        ("request_id", "'other'"),
        ("as_of", "'1999-01-01'"),
        ("at", "'1999-01-01 00:00:00+00'"),
        ("pack_version", "'other@1'"),
        ("key", "'other'"),
    ],
)
def test_a_changed_field_is_found(sealed: Entries, column: str, value: str) -> None:
    remember(3)
    number = sealed[2].number
    if connection.vendor == "sqlite":
        value = value.replace("+00", "")
    sql(f"UPDATE {ENTRY} SET {column} = {value} WHERE number = {number}")
    assert found() == {("journal.entry.changed", number)}


def test_a_changed_payload_is_found_also_with_its_digest_changed_to_fit(sealed: Entries) -> None:
    remember(3)
    number = sealed[0].number
    sql(f"UPDATE {PAYLOAD} SET body = '{{}}' WHERE entry_id = {number}")
    assert found() == {("journal.payload.changed", number)}
    digest = rules.payload_digest(JournalEntry.objects.get(pk=number).payload.salt, "{}")
    sql(f"UPDATE {ENTRY} SET payload_digest = '{digest}' WHERE number = {number}")
    assert found() == {("journal.entry.changed", number)}


@pytest.mark.parametrize("salt", ["'00'", "'not hexadecimal'", "''"])
def test_a_changed_salt_is_found(sealed: Entries, salt: str) -> None:
    remember(3)
    sql(f"UPDATE {PAYLOAD} SET salt = {salt} WHERE entry_id = {sealed[4].number}")
    assert found() == {("journal.payload.changed", sealed[4].number)}


def test_a_removed_payload_is_found_but_an_erased_one_is_fine(sealed: Entries) -> None:
    given: dict = {"by": SYSTEM, "as_of": date(2026, 4, 1), "version": None, "key": None}
    erase_payload(sealed[1].uid, "asked by the person", **given)
    journal.seal_pending()
    remember(4)
    assert (verify().findings, verify().erased) == ((), 1)
    sql(f"DELETE FROM {PAYLOAD} WHERE entry_id = {sealed[1].number}")
    assert found() == {("journal.payload.missing", sealed[1].number)}


def test_a_removed_entry_is_found(sealed: Entries) -> None:
    remember(3)
    number = sealed[3].number
    sql(
        f"DELETE FROM {PAYLOAD} WHERE entry_id = {number}",
        f"DELETE FROM {ENTRY} WHERE number = {number}",
    )
    assert found() == {("journal.entry.missing", number)}


def copy_of(number: int, new: int, uid: str, mac: str = "mac") -> list[str]:
    columns = "at, actor, action, object_ref, request_id, as_of, pack_version, payload_digest"
    return [
        f"INSERT INTO {ENTRY} (number, uid, key, mac, {columns}) "
        f"SELECT {new}, '{uid}', 'added', {mac}, {columns} FROM {ENTRY} WHERE number = {number}",
        f"INSERT INTO {PAYLOAD} (entry_id, salt, body) "
        f"SELECT {new}, salt, body FROM {PAYLOAD} WHERE entry_id = {number}",
    ]


def test_an_entry_added_around_the_product_is_found(sealed: Entries) -> None:
    remember(3)
    sql(*copy_of(sealed[0].number, 9000, "0" * 31 + "1"))
    assert found() == {("journal.entry.added", 9000)}


def test_an_entry_added_and_sealed_is_found_by_its_code(sealed: Entries) -> None:
    sql(*copy_of(sealed[0].number, 9000, "0" * 31 + "1"))
    sql("INSERT INTO audit_unsealed (entry_id) VALUES (9000)")
    journal.seal_pending()
    remember(4)
    assert found() == {("journal.entry.added", 9000)}


def test_a_changed_code_is_found(sealed: Entries) -> None:
    remember(3)
    number = sealed[2].number
    sql(f"UPDATE {ENTRY} SET mac = '{'0' * 64}' WHERE number = {number}")
    assert found() == {("journal.entry.added", number)}


def renumber(old: int, new: int) -> list[str]:
    return [
        f"UPDATE {PAYLOAD} SET entry_id = {new} WHERE entry_id = {old}",
        f"UPDATE {ENTRY} SET number = {new} WHERE number = {old}",
    ]


def test_two_entries_that_changed_places_are_found(sealed: Entries) -> None:
    remember(3)
    one, two = sealed[0].number, sealed[3].number
    sql(*renumber(one, 9000), *renumber(two, one), *renumber(9000, two))
    assert found() == {("journal.entry.reordered", one), ("journal.entry.reordered", two)}


def test_places_changed_in_the_seal_as_well_are_found(sealed: Entries) -> None:
    remember(3)
    seal = first_seal()
    move = f"UPDATE audit_sealedleaf SET position = {{}} WHERE seal_id = {seal} AND position = {{}}"
    sql(move.format(7, 0), move.format(0, 1), move.format(1, 7))
    assert {code for code, _ in found()} == {"journal.seal.reordered"}


def test_a_changed_leaf_is_found(sealed: Entries) -> None:
    remember(3)
    number = sealed[2].number
    sql(f"UPDATE audit_sealedleaf SET leaf = '{'a' * 64}' WHERE entry_number = {number}")
    assert found() == {("journal.seal.changed", None), ("journal.entry.changed", number)}
    sql(f"UPDATE audit_sealedleaf SET leaf = 'no hexadecimal' WHERE entry_number = {number}")
    assert found() == {("journal.seal.changed", None), ("journal.entry.changed", number)}


def test_a_removed_leaf_is_found(sealed: Entries) -> None:
    remember(3)
    number = sealed[2].number
    sql(f"DELETE FROM audit_sealedleaf WHERE entry_number = {number}")
    assert found() == {("journal.leaf.missing", None), ("journal.entry.unsealed", number)}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (f"root = '{'b' * 64}'", "journal.seal.changed"),
        ("root = 'no hexadecimal'", "journal.seal.changed"),
        (f"previous = '{'b' * 64}'", "journal.seal.changed"),
        (f"chain = '{'b' * 64}'", "journal.seal.changed"),
        ("count = 3", "journal.seal.changed"),
        (f"mac = '{'b' * 64}'", "journal.seal.added"),
        ("at = '1999-01-01 00:00:00'", "journal.seal.added"),
    ],
)
def test_a_changed_seal_is_found(sealed: Entries, change: str, code: str) -> None:
    remember(3)
    sql(f"UPDATE audit_seal SET {change} WHERE number = 2")
    assert code in {one for one, _ in found()}


def test_a_removed_seal_is_found_by_the_gap(sealed: Entries) -> None:
    remember(3)
    sql("DELETE FROM audit_sealedleaf WHERE seal_id = 2", "DELETE FROM audit_seal WHERE number = 2")
    assert found() == {("journal.seal.missing", None), ("journal.entry.unsealed", sealed[2].number)}


def test_a_chain_computed_anew_without_the_key_is_found(sealed: Entries) -> None:
    """Who knows the form but not the key of the home cannot rebuild a seal."""
    remember(3)
    last = Seal.objects.get(number=3)
    SealedLeaf.objects.filter(seal=last).count()
    root = rules.merkle_root(["c" * 64])
    chain = rules.chain(last.previous, root, 1)
    sql(
        "DELETE FROM audit_sealedleaf WHERE seal_id = 3 AND position = 1",
        "UPDATE audit_sealedleaf SET leaf = '" + "c" * 64 + "' WHERE seal_id = 3",
        f"UPDATE audit_seal SET count = 1, root = '{root}', chain = '{chain}' WHERE number = 3",
    )
    codes = {code for code, _ in found()}
    assert {"journal.seal.added", "journal.head.differs"} <= codes


def test_a_journal_cut_at_its_end_is_found_by_the_head(sealed: Entries) -> None:
    remember(3)
    last = [entry.number for entry in sealed[3:]]
    listed = ", ".join(map(str, last))
    sql(
        "DELETE FROM audit_sealedleaf WHERE seal_id = 3",
        "DELETE FROM audit_seal WHERE number = 3",
        f"DELETE FROM {PAYLOAD} WHERE entry_id IN ({listed})",
        f"DELETE FROM {ENTRY} WHERE number IN ({listed})",
    )
    assert found() == {("journal.head.ahead", None)}


def test_a_head_behind_is_a_warning_and_a_lost_or_spoilt_one_an_error(sealed: Entries) -> None:
    assert found() == {("journal.head.missing", None)}
    remember(2)
    report = verify()
    assert report.ok
    assert [one.code for one in report.findings] == ["journal.head.behind"]
    file = Path(settings.IKKAN_HOME, head.HEAD_FILE)
    file.write_text("spoilt", encoding="utf-8")
    assert found() == {("journal.head.unreadable", None)}
    remember(3)
    assert file.read_text(encoding="utf-8") == "spoilt", "evidence is not overwritten"
    file.write_text(json.dumps({"number": 2, "chain": "d" * 64}), encoding="utf-8")
    assert found() == {("journal.head.differs", None)}


def test_a_head_never_goes_back(sealed: Entries) -> None:
    remember(3)
    remember(1)
    held = head.read(Path(settings.IKKAN_HOME))
    assert held is not None
    assert held.number == 3


@pytest.mark.parametrize("table", ["audit_seal", "plan_figure", "line_edge"])
def test_lost_triggers_are_found(sealed: Entries, table: str) -> None:
    remember(3)
    on = "" if connection.vendor == "sqlite" else f" ON {table}"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {table}_refuse_delete{on}")
    report = verify()
    assert [(one.code, one.values["table"]) for one in report.findings] == [
        ("journal.guard.missing", table)
    ]


def test_a_large_journal_is_read_in_parts(
    sealed: Entries, probe: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "BATCH", 3)
    monkeypatch.setattr("ikkan.audit.verify._CHUNK", 2)
    for count in range(10):
        probe(f"many-{count}")
    assert journal.seal_pending() == 10
    remember(7)
    report = verify()
    assert (report.findings, report.entries, report.seals) == ((), 15, 7)


def test_every_finding_has_its_words_in_both_languages(sealed: Entries) -> None:
    values = dict.fromkeys(("number", "seal", "sealed", "count", "present", "head", "table"), 1)
    for code in messages.codes():
        text = messages._FOUND[code].format(**values)
        assert text.ja
        assert text.en
    sql(f"UPDATE {ENTRY} SET actor = 'x' WHERE number = {sealed[0].number}")
    for one in verify().findings:
        assert str(sealed[0].number) in messages.render(one).en or one.code.startswith(
            "journal.head"
        )
