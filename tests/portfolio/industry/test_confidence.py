"""What a company says in confidence shows nowhere: pages, lists, counts, search, files, fit."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import override_settings

from ikkan.audit.actor import PUBLIC
from ikkan.audit.models import JournalEntry
from ikkan.portal import search_feed
from ikkan.portfolio.industry import actions, queries, reaching
from ikkan.portfolio.industry.inside import Interest
from ikkan.portfolio.industry.rules import INTEREST, INTRODUCTION, NewInterest
from ikkan.portfolio.models import Seed
from ikkan.records.kinds import kind_of
from ikkan.records.queries import visible
from ikkan.values.errors import InputError, NotAllowed, NotFound
from ikkan.values.ref import Ref
from tests.awards.world import ASKED
from tests.portfolio.industry.scene import SECRET, Scene, client, interest, introduction
from tests.portfolio.stage import by

pytestmark = pytest.mark.sqlite_only
OTHERS = (
    *("second", "researcher", "staff", "adviser", "director", "officer", "inside", "coordinator"),
)
WAYS = ("/interests/", "/interests.csv", "/api/v1/interests/", "/introductions/", "/menu/", "/")


def shown(page: Any) -> str:
    body = b"".join(page.streaming_content) if page.streaming else page.content
    return body.decode("utf-8", "replace")


def test_only_the_company_and_its_steward_see_an_interest(seen: Scene) -> None:
    made = interest(seen)
    for name in ("first", "steward"):
        assert list(visible(INTEREST, seen.actors[name])) == [made]
        assert SECRET in shown(client(seen.actors[name]).get(f"/interests/{made.code}/"))
    assert SECRET in shown(client(seen.actors["steward"]).get(f"/seeds/{seen.seed}/"))
    for name in OTHERS:
        assert not visible(INTEREST, seen.actors[name]).exists(), name
    assert not visible(INTEREST, PUBLIC).exists()


@pytest.mark.parametrize("role", ["auditor", "hq_officer", "ministry_officer", "administrator"])
def test_no_watching_role_sees_one(seen: Scene, as_role: Any, role: str) -> None:
    made = interest(seen)
    looking = as_role(role)
    assert not visible(INTEREST, looking.actor).exists()
    assert looking.get(f"/interests/{made.code}/").status_code == 404
    assert made.code not in shown(looking.get("/interests/"))


def test_pages_of_others_are_the_same_with_and_without_it(seen: Scene) -> None:
    paths = [
        *WAYS,
        f"/seeds/{seen.seed}/",
        f"/organisations/{seen.companies['first']}/",
        "/search/?q=膵臓",
        f"/search/?q={seen.companies['first']}",
        "/exits/slips/",
    ]

    def pages(name: str) -> list[tuple[int, int, int]]:
        browser = client(seen.actors[name])
        read = [(one.status_code, shown(one)) for one in map(browser.get, paths)]
        assert not [path for path, (_, text) in zip(paths, read, strict=True) if SECRET in text]
        assert not [one for one in codes for _, text in read if one in text]
        return [
            (status, text.count(seen.companies["first"]), text.count("<tr"))
            for status, text in read
        ]

    codes: list[str] = []
    before = {name: pages(name) for name in ("second", "staff")}
    codes = [interest(seen).code, introduction(seen).code]
    for name, was in before.items():
        assert pages(name) == was, name
        browser = client(seen.actors[name])
        assert browser.get(f"/api/v1/interests/{codes[0]}/").status_code == 404
        lines = [browser.get(f"/line/{INTEREST}:{one}/", follow=True) for one in (codes[0], "no")]
        assert lines[0].status_code == lines[1].status_code
        assert SECRET not in shown(lines[0])


def test_the_index_of_the_search_holds_none_of_its_words(seen: Scene) -> None:
    made, met = interest(seen), introduction(seen)
    for code, record in ((INTEREST, made), (INTRODUCTION, met)):
        kind = kind_of(code)
        assert kind is not None
        (entry,) = [one for one in search_feed.records(kind) if one.ref == Ref(code, record.code)]
        said = f"{entry.title} {entry.body} {entry.codes}"
        for word in (SECRET, seen.seed, seen.companies["first"], "架空", "低分子", "中堅"):
            assert word not in said


def test_its_code_counts_nothing_and_the_journal_names_nothing(seen: Scene) -> None:
    one, other = interest(seen), interest(seen, "second")
    assert one.code[:4] == other.code[:4] == "INT-"
    assert not any(part.isdigit() and len(part) < 8 for part in one.code.split("-")[1:])
    assert reaching.confidential_code("INT", seen.companies["first"], 1) == one.code
    with override_settings(SECRET_KEY="another home"):
        assert reaching.confidential_code("INT", seen.companies["first"], 1) != one.code
    entries = JournalEntry.objects.filter(action="portfolio.confide")
    assert {entry.object_ref for entry in entries} == {"confidence"}


def test_the_fit_of_another_party_knows_nothing_of_it(seen: Scene) -> None:
    seed = Seed.objects.get(code=seen.seed)
    made = interest(seen)
    broad = interest(seen, "second", seed="", modalities=("drug",))
    away = interest(seen, "second", seed="", modalities=("device",))
    assert queries.interested(seed, seen.actors["steward"]) == [broad, made]
    assert queries.interested(seed, seen.actors["second"]) == [broad]
    assert away not in queries.interested(seed, seen.actors["steward"])
    for name in ("staff", "adviser", "director", "researcher"):
        assert queries.interested(seed, seen.actors[name]) == []
    assert queries.confidential_companies(seen.seed) == {seen.companies["first"]}


def test_withdrawn_it_is_no_hindrance_to_a_merger(seen: Scene) -> None:
    made = interest(seen)
    done = actions.withdraw_interest(made.code, **by(seen.actors["first"], 1))
    assert done.state == "withdrawn"
    assert queries.confidential_companies(seen.seed) == set()
    with pytest.raises(InputError, match=r"withdrawn already"):
        actions.withdraw_interest(made.code, **by(seen.actors["first"], 2))


def test_nobody_else_writes_it(seen: Scene) -> None:
    made = interest(seen)
    for name in ("second", "staff", "adviser"):
        with pytest.raises(NotAllowed):
            actions.withdraw_interest(made.code, **by(seen.actors[name], 1))
    new = NewInterest(
        company=seen.companies["first"], text="x", seed=seen.seed, stewards=tuple(seen.stewards)
    )
    with pytest.raises(NotAllowed):
        actions.state_interest(new, **by(seen.actors["second"]))
    with pytest.raises(InputError, match="is no steward"):
        actions.state_interest(new, **by(seen.actors["first"]))


def test_the_company_entrusts_another_steward(seen: Scene) -> None:
    made = interest(seen)
    assert not visible(INTEREST, seen.actors["coordinator"]).exists()
    with pytest.raises(NotAllowed):
        actions.entrust_interest(
            made.code, seen.stewards["coordinator"], **by(seen.actors["steward"], 1)
        )
    actions.entrust_interest(made.code, seen.stewards["coordinator"], **by(seen.actors["first"], 1))
    assert visible(INTEREST, seen.actors["coordinator"]).exists()


def test_a_steward_whose_office_ends_sees_nothing_more(seen: Scene) -> None:
    interest(seen)
    actions.end_steward(seen.stewards["steward"], **by(seen.actors["steward"], 1) | _system(1))
    assert not visible(INTEREST, seen.actors["steward"]).exists()


def test_only_who_holds_the_role_becomes_a_steward(seen: Scene) -> None:
    with pytest.raises(InputError, match="neither staff"):
        actions.name_steward(seen.people["director"], **_system(None))
    with pytest.raises(InputError, match="is a steward already"):
        actions.name_steward(seen.people["steward"], **_system(None))
    with pytest.raises(NotAllowed):
        actions.name_steward(seen.people["staff"], **by(seen.actors["staff"]))


def test_a_company_states_an_interest_on_the_page(seen: Scene) -> None:
    browser = client(seen.actors["first"])
    assert seen.stewards["steward"] in shown(browser.get("/interests/new/state/"))
    sent = {
        "company": seen.companies["first"],
        "text": SECRET,
        "modalities": ["drug"],
        "stewards": [seen.stewards["steward"]],
        "key": "state-1",
    }
    answer = browser.post("/interests/new/state/", sent)
    assert answer.status_code == 303, shown(answer)[:2000]
    made = Interest.objects.get()
    assert answer["Location"].endswith(f"/interests/{made.code}/")
    bad = browser.post("/interests/new/state/", sent | {"modalities": [], "key": "state-2"})
    assert bad.status_code == 400
    assert "modality" in shown(bad)


def test_an_interest_of_another_company_is_not_found_in_an_action(seen: Scene) -> None:
    with pytest.raises((NotFound, NotAllowed)):
        actions.withdraw_interest("INT-none", **by(seen.actors["second"], 1))


def _system(version: int | None) -> dict[str, Any]:
    return ASKED | {"version": version}
