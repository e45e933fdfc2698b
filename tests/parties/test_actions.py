"""Registering organisations and people, ties, batches; what is refused, and that nothing stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from ikkan.accounts import actions as accounts
from ikkan.audit.actor import Actor, Scope
from ikkan.audit.models import JournalEntry
from ikkan.parties import actions, queries
from ikkan.parties.loads import NewOrganisation, NewPerson
from ikkan.parties.models import Organisation, Person, Tie
from ikkan.values.errors import InputError, NotAllowed, NotFound, VersionConflict
from tests.parties.conftest import ASKED, TODAY

pytestmark = pytest.mark.django_db
Make = Callable[..., Organisation]
MakePerson = Callable[..., Person]
NUMBER = "7000012050002"


def test_an_organisation_is_registered_with_plain_numbers(organisation: Make) -> None:
    made = organisation(
        " 甲大学 ", corporate_number="７０００-０１２０-５０００２", prefecture="東京都"
    )
    assert (made.code, made.name_ja, made.corporate_number, made.prefecture) == (
        "ORG-2026-000001",
        "甲大学",
        NUMBER,
        "13",
    )
    assert made.name.en == "甲大学", "a name in one language stands for both"
    assert JournalEntry.objects.get().object_ref == f"parties.organisation:{made.code}"


def test_everything_wrong_is_said_at_once(organisation: Make) -> None:
    with pytest.raises(InputError) as refusal:
        organisation("", sort="circus", corporate_number="7000012050003", prefecture="江戸")
    for said in ("名前がありません", "circus", "7000012050003", "江戸"):
        assert said in refusal.value.text.ja
    assert not Organisation.objects.exists()
    assert not JournalEntry.objects.exists()


def test_a_number_belongs_to_one_organisation(organisation: Make) -> None:
    first = organisation("甲大学", corporate_number=NUMBER)
    with pytest.raises(InputError, match=first.code):
        organisation("乙大学", corporate_number=NUMBER)
    organisation("丙大学")
    organisation("丁大学")


@pytest.mark.parametrize("number", ["1234567", "123456789", "abcdefgh"])
def test_a_researcher_number_has_eight_digits(person: MakePerson, number: str) -> None:
    with pytest.raises(InputError, match="8桁"):
        person("研究者一", researcher_number=number)


def test_a_person_belongs_to_what_exists(person: MakePerson) -> None:
    with pytest.raises(NotFound, match="ORG-X"):
        actions.register_person(NewPerson(name_ja="研究者一", organisation="ORG-X"), **ASKED)
    with pytest.raises(NotFound, match="u-none"):
        person("研究者一", account_code="u-none")
    assert not Person.objects.exists()


def test_only_staff_registers() -> None:
    stranger = Actor("u-1", frozenset({"account", "public", "hq_officer"}))
    with pytest.raises(NotAllowed):
        actions.register_organisation(
            NewOrganisation(name_ja="甲", sort="other"), **(ASKED | {"by": stranger})
        )


def test_a_batch_is_one_entry_and_few_queries(django_assert_max_num_queries) -> None:
    bodies = [
        NewOrganisation(name_ja=f"機関{n}", sort="institute", code=f"ORG-B{n}") for n in range(100)
    ]
    people = [
        NewPerson(name_ja=f"人{n}", organisation=f"ORG-B{n}", researcher_number=f"{n:08d}")
        for n in range(100)
    ]
    with django_assert_max_num_queries(25):
        codes = actions.record_parties(bodies, people, **ASKED)
    assert codes[0] == "ORG-B0"
    assert codes[100] == "PER-2026-000001"
    assert Person.objects.get(code=codes[150]).organisation == Organisation.objects.get(
        code="ORG-B50"
    )
    assert JournalEntry.objects.count() == 1
    assert actions.record_parties([], [], **ASKED) == []


def test_a_batch_is_all_or_nothing(organisation: Make) -> None:
    organisation("甲大学", corporate_number=NUMBER)
    bodies = [
        NewOrganisation(name_ja="乙", sort="other", code="ORG-B"),
        NewOrganisation(name_ja="丙", sort="other", code="ORG-B"),
        NewOrganisation(name_ja="丁", sort="other", corporate_number=NUMBER),
    ]
    with pytest.raises(InputError) as refusal:
        actions.record_parties(bodies, [], **ASKED)
    assert "別の行" in refusal.value.text.ja
    assert "ORG-2026-000001" in refusal.value.text.ja
    with pytest.raises(NotFound):
        actions.record_parties(
            [NewOrganisation(name_ja="戊", sort="other")],
            [NewPerson(name_ja="人", organisation="ORG-X")],
            **ASKED,
        )
    assert Organisation.objects.count() == 1
    with pytest.raises(InputError, match="500"):
        actions.record_parties([bodies[0]] * 501, [], **ASKED)


def test_a_tie_has_one_other_end_and_days_in_order(organisation: Make, person: MakePerson) -> None:
    body, one, two = organisation("甲大学"), person("一"), person("二")
    wrong: list[tuple[dict[str, object], str]] = [
        ({"sort": "rivalry", "other": two.code}, "rivalry"),
        ({"sort": "family"}, "どちらか一つ"),
        ({"sort": "advisor", "other": two.code, "organisation": body.code}, "どちらか一つ"),
        ({"sort": "family", "other": one.code}, "自分"),
        ({"sort": "family", "organisation": body.code}, "人との関係"),
        ({"sort": "family", "other": two.code, "valid_to": date(2020, 1, 1)}, "より前"),
    ]
    for given, said in wrong:
        with pytest.raises(InputError, match=said):
            actions.record_tie(one.code, **({"valid_from": TODAY} | given | ASKED))
    with pytest.raises(NotFound, match="PER-X"):
        actions.record_tie(one.code, "family", other="PER-X", valid_from=TODAY, **ASKED)
    assert not Tie.objects.exists()


def test_a_researcher_declares_own_ties_only(person: MakePerson) -> None:
    one, two = person("一"), person("二")
    me = Actor(
        "u-1",
        frozenset({"account", "public", "researcher"}),
        (Scope("researcher", "parties.person", one.code),),
    )
    mine = ASKED | {"by": me}
    tie = actions.record_tie(one.code, "coauthor", other=two.code, valid_from=TODAY, **mine)
    with pytest.raises(NotAllowed):
        actions.record_tie(two.code, "coauthor", other=one.code, valid_from=TODAY, **mine)
    with pytest.raises(VersionConflict):
        actions.end_tie(tie.code, TODAY, **(mine | {"version": 7}))
    ended = actions.end_tie(tie.code, TODAY, **(mine | {"version": 1}))
    assert (ended.valid_to, ended.version) == (TODAY, 2)
    with pytest.raises(InputError, match="より前"):
        actions.end_tie(tie.code, date(2020, 1, 1), **(ASKED | {"version": 2}))
    with pytest.raises(NotFound):
        actions.end_tie("TIE-X", **ASKED)


def test_an_account_acts_as_one_person(person: MakePerson) -> None:
    user = accounts.create_account("ada@example.jp", "ada", **ASKED)
    made = person("研究者一", account_code=user.code)
    assert queries.person_of(Actor(user.code)) == made
    assert queries.person_of(Actor("u-other")) is None
    with pytest.raises(InputError, match=made.code):
        person("研究者二", account_code=user.code)


@pytest.mark.parametrize("code", ["a/b", "new", ".", "..", "a b", "x" * 41])
def test_a_code_stands_in_an_address(organisation: Make, code: str) -> None:
    with pytest.raises(InputError, match="使えません"):
        organisation("甲大学", code=code)


def test_a_researcher_records_ties_of_oneself_only(person: MakePerson) -> None:
    one, two = person("研究者一"), person("研究者二")
    for actor, allowed in (
        (Actor("u-1", frozenset({"researcher"}), (Scope("researcher"),)), False),
        (
            Actor("u-2", frozenset({"researcher"}), (Scope("researcher", *_party(two)),)),
            False,
        ),
        (Actor("u-3", frozenset({"researcher"}), (Scope("researcher", *_party(one)),)), True),
    ):
        asked = ASKED | {"by": actor}
        if allowed:
            actions.record_tie(one.code, "coauthor", other=two.code, valid_from=TODAY, **asked)
        else:
            with pytest.raises(NotAllowed):
                actions.record_tie(one.code, "coauthor", other=two.code, valid_from=TODAY, **asked)
    assert Tie.objects.count() == 1


def _party(person: Person) -> tuple[str, str]:
    return ("parties.person", person.code)
