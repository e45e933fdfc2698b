"""Search passes the one policy before anything is counted, and follows every change of a record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ikkan.audit.actor import PUBLIC, SYSTEM, Actor, Scope
from ikkan.parties.models import Organisation, Person
from ikkan.plan.models import Clause
from ikkan.plan.snapshot import Snapshot
from ikkan.portal import search, search_feed, search_index
from ikkan.records import kinds
from ikkan.records.kinds import Field, Kind
from ikkan.retrieval.index import Index
from ikkan.values.ref import Ref
from ikkan.values.text import Text

pytestmark = pytest.mark.sqlite_only

WORD = "蜃気楼研究"
HQ = Actor("u-1", frozenset({"public", "account", "hq_officer"}), (Scope("hq_officer"),))


def clause(code: str, words: str, *, decided: bool, **given: Any) -> Clause:
    state = {"state": "decided", "published": True, "decided_on": date(2025, 6, 1)}
    return Clause.objects.create(
        code=code, text_ja=words, text_en=words, **(state if decided else {}), **given
    )


def codes(known: Snapshot, viewer: Actor, typed: str = WORD) -> list[str]:
    return [kept.ref.code for _hit, kept in search.ask(typed, known, viewer).page]


def main(client: Client, address: str) -> str:
    return client.get(address).content.decode().partition("<main")[2]


def kind(code: str) -> Kind:
    found = kinds.kind_of(code)
    assert found is not None
    return found


def test_what_may_not_be_seen_leaves_no_trace(amed: Snapshot, client: Client) -> None:
    clause("CLAUSE-1", f"{WORD}を推進する", decided=True)
    address = f"/search/?q={WORD}"
    before = main(client, address)
    for number in range(30):
        clause(f"CLAUSE-9{number}", f"{WORD} {WORD} 極秘{number}", decided=False)
    assert main(client, address) == before
    assert codes(amed, PUBLIC) == ["CLAUSE-1"]
    assert not search.ask("極秘3", amed, PUBLIC).hits
    assert not search.ask("plan.clause:CLAUSE-91", amed, PUBLIC).hits
    assert len(search.ask(WORD, amed, HQ).hits) == 31


def test_counts_of_every_facet_are_of_what_is_seen(amed: Snapshot) -> None:
    clause("CLAUSE-1", WORD, decided=True)
    clause("CLAUSE-2", WORD, decided=False, fictional=True)
    for viewer, seen in ((PUBLIC, 1), (HQ, 2), (SYSTEM, 2)):
        found = search.ask(WORD, amed, viewer)
        assert found.counts["kind"] == {"plan.clause": seen}
        assert found.counts["station"] == {"plan": seen}
        assert sum(found.counts["mark"].values()) == len(found.hits) == seen
    assert search.ask(WORD, amed, PUBLIC).counts["mark"] == {search.REAL: 1}


def test_a_right_taken_away_counts_at_once(amed: Snapshot) -> None:
    person = Person.objects.create(code="PERSON-1", name_ja=WORD, name_en="Mirage", published=True)
    assert codes(amed, PUBLIC) == ["PERSON-1"]
    Person.objects.filter(pk=person.pk).update(published=False)
    assert codes(amed, PUBLIC) == []


def test_changes_are_found_and_what_was_is_not(amed: Snapshot) -> None:
    one = clause("CLAUSE-1", WORD, decided=True)
    assert codes(amed, PUBLIC) == ["CLAUSE-1"]
    one.text_ja = one.text_en = "別の文"
    one.save()
    assert codes(amed, PUBLIC) == []
    clause("CLAUSE-2", WORD, decided=True)
    assert codes(amed, PUBLIC) == ["CLAUSE-2"]
    Clause.objects.filter(code="CLAUSE-2").delete()
    assert codes(amed, PUBLIC) == []


def test_a_change_committed_late_is_found(amed: Snapshot) -> None:
    clause("CLAUSE-1", WORD, decided=True)
    assert codes(amed, PUBLIC) == ["CLAUSE-1"]
    late = clause("CLAUSE-2", WORD, decided=True)
    earlier = Clause.objects.get(code="CLAUSE-1").updated_at - timezone.timedelta(seconds=5)
    Clause.objects.filter(pk=late.pk).update(updated_at=earlier)
    search_index._looked.clear()
    assert sorted(codes(amed, PUBLIC)) == ["CLAUSE-1", "CLAUSE-2"]


def test_a_database_older_than_the_index_is_read_anew(amed: Snapshot) -> None:
    one = clause("CLAUSE-1", WORD, decided=True)
    clause("CLAUSE-2", WORD, decided=True)
    assert len(codes(amed, PUBLIC)) == 2
    Clause.objects.filter(code="CLAUSE-2").delete()
    before = one.updated_at - timezone.timedelta(days=3)
    Clause.objects.filter(pk=one.pk).update(text_ja="元の文", text_en="", updated_at=before)
    assert codes(amed, PUBLIC) == []
    assert codes(amed, PUBLIC, "「元の文」") == ["CLAUSE-1"]
    entries = search_index.read(amed, _size)
    assert entries == len(list(search_feed.rows(amed))) + len(_records())


def test_another_record_under_an_old_number_is_not_shown(amed: Snapshot) -> None:
    one = clause("CLAUSE-1", WORD, decided=False)
    assert codes(amed, HQ) == ["CLAUSE-1"]
    moment = Clause.objects.get(pk=one.pk).updated_at
    Clause.objects.filter(pk=one.pk).update(
        code="CLAUSE-2", state="decided", published=True, decided_on=date(2025, 6, 1)
    )
    Clause.objects.filter(pk=one.pk).update(updated_at=moment)
    assert codes(amed, PUBLIC) == []


def test_fields_of_roles_and_names_of_the_unseen_are_not_in_the_index(amed: Snapshot) -> None:
    hidden = Person.objects.create(code="PERSON-1", name_ja="見えない人", name_en="Unseen")
    house = Organisation.objects.create(code="ORG-1", name_ja="見える大学", sort="university")
    clause("CLAUSE-1", WORD, decided=True)
    ref, seen = Ref("parties.person", hidden.code), Ref("parties.organisation", house.code)
    fields = (
        Field(
            "reason", Text("理由", "Reason"), value=lambda _: "内密", roles=frozenset({"auditor"})
        ),
        Field("who", Text("人", "Person"), "ref", value=lambda _: ref, kind=ref.kind),
        Field("where", Text("機関", "Place"), "ref", value=lambda _: seen, kind=seen.kind),
    )
    made = replace(kind("plan.clause"), fields=fields)
    [entry] = search_feed.records(made)
    said = f"{entry.body} {entry.codes}"
    assert "見える大学" in said
    assert not [word for word in ("内密", "見えない人", "Unseen", "PERSON-1") if word in said]
    assert not search_feed.open_to_all("parties.person")
    assert search_feed.open_to_all("parties.organisation")
    assert search_feed.open_to_all("programme")


def test_a_made_up_record_carries_its_mark(amed: Snapshot, client: Client) -> None:
    clause("CLAUSE-1", WORD, decided=True, fictional=True)
    body = client.get(f"/search/?q={WORD}", headers={"accept-language": "ja"}).content.decode()
    assert 'chip-demo">実演値' in body
    assert f"<mark>{WORD}</mark>" in body


def test_the_number_of_queries_depends_on_kinds_only(amed: Snapshot, client: Client) -> None:
    counted = []
    for number in (1, 40):
        for at in range(number):
            clause(f"CLAUSE-{number}-{at}", WORD, decided=True)
        client.get(f"/search/?q={WORD}")
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/search/?q={WORD}").status_code == 200
        counted.append(len(asked))
    assert counted[0] == counted[1] <= 6


def test_the_command_makes_the_index(amed: Snapshot, ikkan: Any) -> None:
    clause("CLAUSE-1", WORD, decided=True)
    done = ikkan("search", "rebuild", "--json")
    assert done.code == 0, done.err
    assert f'"entries": {len(list(search_feed.rows(amed))) + len(_records())}' in done.out
    assert codes(amed, PUBLIC) == ["CLAUSE-1"]


def _size(index: Index) -> int:
    return index.size


def _records() -> list[Any]:
    every: Iterable[Kind] = kinds.kinds()
    return [record for one in every for record in search_feed.records(one)]


def test_of_very_many_the_counts_say_at_least(
    amed: Snapshot, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        clause(f"CLAUSE-{number}", WORD, decided=True)
        clause(f"CLAUSE-9{number}", WORD, decided=False)
    monkeypatch.setattr(search, "MOST", 5)
    assert not search.ask(WORD, amed, PUBLIC).more
    assert search.ask(WORD, amed, HQ).more
    monkeypatch.setattr(search, "MOST", 4)
    found = search.ask(WORD, amed, PUBLIC)
    assert (found.more, len(found.hits)) == (True, 4)
    body = client.get(f"/search/?q={WORD}", headers={"accept-language": "en"}).content.decode()
    assert "At least 4 records" in body
