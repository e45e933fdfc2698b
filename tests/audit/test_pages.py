"""The matrix for anyone and the journal for those who watch, through HTTP."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from ikkan.audit import policy, ports, registry
from ikkan.audit.actor import PUBLIC, Actor
from ikkan.audit.models import JournalEntry
from ikkan.audit.refusals import status_of
from ikkan.values.errors import (
    Busy,
    IkkanError,
    InputError,
    KeyReused,
    NotAllowed,
    NotFound,
    VersionConflict,
)
from ikkan.values.text import Text
from tests.plugins.guards import guards_aside

pytestmark = pytest.mark.django_db
ROLES = {"auditor": Text("監査担当", "Auditor"), "hq_officer": Text("本部職員", "HQ officer")}


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """`reader("auditor")`: whoever asks holds these roles."""
    monkeypatch.setattr(ports, "_role_labels", lambda: ROLES)

    def hold(*roles: str) -> None:
        actor = Actor("u-reader", frozenset(roles) | {"account", "public"}) if roles else PUBLIC

        def actor_of(_: HttpRequest) -> Actor:
            return actor

        monkeypatch.setattr(ports, "_actor_of", actor_of)

    hold()
    return hold


@pytest.mark.parametrize("language", ["ja", "en"])
def test_anyone_reads_the_matrix_in_both_languages(
    client: Client, reader: Callable[..., None], language: str
) -> None:
    page = client.get("/permissions/", headers={"accept-language": language})
    body = page.content.decode()
    assert page.status_code == 200
    for one in registry.all_actions():
        assert f'data-action="{one.name}"' in body
        assert escape(one.description.of(language)) in body
    assert ROLES["auditor"].of(language) in body


def test_a_role_the_pack_does_not_label_shows_as_its_code(
    client: Client, reader: Callable[..., None]
) -> None:
    body = client.get("/permissions/").content.decode()
    assert 'data-role="administrator"' in body
    assert "administrator" in policy.named_roles()


def test_a_stranger_is_asked_to_log_in_and_others_are_told_the_rule(
    client: Client, reader: Callable[..., None]
) -> None:
    page = client.get("/journal/?actor=x")
    assert page.status_code == 302
    assert page.headers["Location"] == "/accounts/login/?next=/journal/%3Factor%3Dx"
    reader("researcher")
    page = client.get("/journal/", headers={"accept-language": "en"})
    assert page.status_code == 403
    assert "can_read_journal" in page.content.decode()


@pytest.mark.parametrize("role", ["auditor", "administrator", "hq_officer"])
def test_those_who_watch_read_the_journal(
    client: Client, reader: Callable[..., None], sealed: list[JournalEntry], role: str
) -> None:
    reader(role)
    body = client.get("/journal/").content.decode()
    assert body.count("data-entry=") == 5
    assert ("/journal/verify/" in body) == (role != "hq_officer")


def test_filters_and_paging(
    client: Client,
    reader: Callable[..., None],
    sealed: list[JournalEntry],
    probe: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reader("auditor")

    def shown(query: str) -> list[int]:
        body = client.get(f"/journal/{query}").content.decode()
        return [int(part.split('"')[0]) for part in body.split('data-entry="')[1:]]

    numbers = [entry.number for entry in sealed]
    assert shown("?object=probe:c") == [numbers[2]]
    assert shown("?actor=nobody") == []
    assert shown("?action=tests.probe") == numbers[::-1]
    monkeypatch.setattr("ikkan.audit.queries.PAGE", 2)
    assert shown("") == numbers[:2:-1]
    assert shown(f"?before={numbers[3]}") == [numbers[2], numbers[1]]
    assert f"?before={numbers[3]}" in client.get("/journal/").content.decode()


@pytest.mark.parametrize("before", ["-1", "x", "１", "9" * 40, "9223372036854775808"])
def test_a_number_that_is_none_is_a_clean_400(
    client: Client, reader: Callable[..., None], before: str
) -> None:
    reader("auditor")
    assert client.get("/journal/", {"before": before}).status_code == 400


def test_the_number_of_queries_does_not_grow(
    client: Client,
    reader: Callable[..., None],
    sealed: list[JournalEntry],
    probe: Callable[..., Any],
) -> None:
    reader("auditor")
    client.get("/journal/")  # what a process reads once is read
    with CaptureQueriesContext(connection) as few:
        client.get("/journal/")
    for count in range(30):
        probe(f"more-{count}")
    with CaptureQueriesContext(connection) as many:
        client.get("/journal/")
    assert len(few) == len(many) <= 8


def test_verification_says_what_it_found(
    client: Client, reader: Callable[..., None], sealed: list[JournalEntry]
) -> None:
    reader("auditor")
    with guards_aside(), connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE audit_journalentry SET actor = 'x' WHERE number = {sealed[0].number}"
        )
    assert client.get("/journal/verify/").status_code == 405
    page = client.post("/journal/verify/", headers={"accept-language": "en"})
    body = page.content.decode()
    assert 'data-finding="journal.entry.changed"' in body
    assert f"Entry {sealed[0].number} was changed" in body
    reader("hq_officer")
    assert client.post("/journal/verify/").status_code == 403


def test_every_refusal_has_its_status() -> None:
    text = Text("あ", "a")
    kinds = {
        InputError: 400,
        NotAllowed: 403,
        NotFound: 404,
        VersionConflict: 409,
        KeyReused: 409,
        Busy: 503,
        IkkanError: 400,
    }
    assert {kind: status_of(kind("x", text)) for kind in kinds} == kinds
