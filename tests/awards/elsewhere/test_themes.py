"""In-house themes: who writes them, what is refused, who sees them, what waits for whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from ikkan.audit.actor import PUBLIC, Actor, Scope
from ikkan.awards.elsewhere import actions
from ikkan.awards.elsewhere.models import Theme
from ikkan.awards.elsewhere.rules import NewTheme
from ikkan.records.kinds import kind_of
from ikkan.records.queries import visible
from ikkan.values.errors import InputError, NotAllowed, VersionConflict
from ikkan.values.ref import Ref
from ikkan.values.text import Text
from tests.awards.elsewhere.conftest import MINISTRY, OTHER_MINISTRY, TITLE
from tests.awards.world import TODAY, World, seen
from tests.coverage_walks.walking import code_of, refused, send

pytestmark = pytest.mark.sqlite_only

HQ = Actor("u-hq", frozenset({"account", "hq_officer"}), (Scope("hq_officer"),))
Make = Callable[..., Theme]


def office_of(organisation: str) -> Actor:
    scope = Scope("institution_office", "parties.organisation", organisation)
    return Actor("u-o", frozenset({"account", "institution_office"}), (scope,))


def test_a_ministry_writes_for_itself_and_an_institute_for_itself(
    world: World, theme_of: Make, ministry: Actor
) -> None:
    assert theme_of(by=ministry).code == "TH-2026-000001"
    own = theme_of(by=office_of(world.organisation))
    assert own.ministry == MINISTRY
    with pytest.raises(NotAllowed):
        theme_of(by=ministry, ministry=OTHER_MINISTRY)
    with pytest.raises(NotAllowed):
        theme_of(by=office_of(world.other_organisation))
    nobody = Actor("u-o", frozenset({"account", "institution_office"}))
    for wrong in (nobody, HQ, PUBLIC):
        with pytest.raises(NotAllowed):
            theme_of(by=wrong)
    with pytest.raises(NotAllowed):
        actions.divide_theme(
            own.code, "a", "b", **{**seen(1), "by": office_of(world.other_organisation)}
        )


def test_everything_that_is_wrong_is_said_at_once(world: World, theme_of: Make) -> None:
    with pytest.raises(InputError) as told:
        theme_of(
            title=Text(" ", ""),
            institute="ORG-0",
            ministry="NOBODY",
            domains=("T9-D9",),
            phase="F0",
            modality="magic",
            cost_class="",
            amounts={2026: -1, 1700: 5},
            state="gone",
        )
    for word in ("Write the title", "ORG-0", "NOBODY", "T9-D9", "F0", "magic", "-1", "1700"):
        assert word in told.value.text.en
    assert "名称を書いてください" in told.value.text.ja
    assert "choose the class of cost" in told.value.text.en
    assert not Theme.objects.exists()


def test_a_theme_is_revised_without_moving(theme_of: Make, ministry: Actor) -> None:
    theme = theme_of()
    new = NewTheme(
        institute="other", ministry=OTHER_MINISTRY, title=Text("改めた題", ""), state="ended"
    )
    who: dict[str, Any] = {"by": ministry, "as_of": TODAY, "key": None}
    with pytest.raises(VersionConflict):
        actions.revise_theme(theme.code, new, version=7, **who)
    done = actions.revise_theme(theme.code, new, version=1, **who)
    assert (done.title_ja, done.state, done.ministry) == ("改めた題", "ended", MINISTRY)
    assert done.institute_id == theme.institute_id
    done = actions.set_theme_amounts(theme.code, {2027: 5}, "inhouse", version=2, **who)
    assert list(done.amounts.values_list("fiscal_year", "yen")) == [(2026, 40_000_000), (2027, 5)]
    with pytest.raises(InputError, match="no cost class gold"):
        actions.set_theme_amounts(theme.code, {2027: 5}, "gold", version=3, **who)


def test_who_sees_themes(world: World, theme_of: Make) -> None:
    theme_of()
    hidden = theme_of(published=False)
    kind = "awards.theme"
    assert visible(kind, PUBLIC).count() == 1
    for role in ("hq_officer", "ministry_officer", "funder_staff", "program_officer", "auditor"):
        assert visible(kind, Actor("u", frozenset({"account", role}))).count() == 2
    assert hidden in visible(kind, office_of(world.organisation))
    assert hidden not in visible(kind, office_of(world.other_organisation))
    assert hidden not in visible(kind, Actor("u", frozenset({"account", "researcher"})))


def test_a_division_that_is_due_waits_for_ministry_and_institute(
    world: World, theme_of: Make, ministry: Actor
) -> None:
    theme = theme_of(division_due=date(2021, 3, 31))
    theme_of(division_due=date(2021, 3, 31), state="ended")
    theme_of()
    kind = kind_of("awards.theme")
    assert kind is not None
    assert kind.work is not None
    for actor, group in (
        (ministry, "mine"),
        (office_of(world.organisation), "mine"),
        (HQ, "others"),
    ):
        (item,) = kind.work(actor, TODAY)
        assert (item.ref.code, item.due, item.group) == (theme.code, date(2021, 3, 31), group)
    assert not list(kind.work(office_of(world.other_organisation), TODAY))
    with pytest.raises(InputError, match="both"):
        actions.divide_theme(theme.code, "臨床試験", " ", **seen(1))
    actions.divide_theme(theme.code, "臨床試験", "基礎研究", **seen(1))
    assert not list(kind.work(ministry, TODAY))


@pytest.mark.covers("S-477", "S-478", "S-481", "S-482")
def test_a_theme_through_its_forms(world: World, as_role: Any) -> None:
    client = as_role("ministry_officer", Ref("body", MINISTRY))
    typed = {
        "institute": world.organisation,
        "ministry": MINISTRY,
        "title_ja": TITLE,
        "state": "running",
        "amounts": "2026 4,000万円",
        "cost_class": "inhouse",
        "priority": "on",
        "published": "on",
        "division_due": "2021-03-31",
    }
    address = "/inhouse/themes/new/register/"
    body = refused(client, address, **(typed | {"ministry": OTHER_MINISTRY}))
    assert "Register a theme of in-house research" in body
    page = send(client, address, **typed)
    theme = Theme.objects.get(code=code_of(page))
    shown = client.get(page).content.decode()
    assert "40,000,000" in shown
    assert "Write the division of roles" in client.get("/desk/").content.decode()
    send(client, f"{page}divide/", role_funder="企業への橋渡し", role_institute="標的の探索")
    assert "標的の探索" in client.get(page).content.decode()
    assert f"{theme.code}" not in client.get("/desk/").content.decode()
    for role, sees in (("hq_officer", 200), ("funder_staff", 200), ("researcher", 200)):
        assert as_role(role).get(page).status_code == sees
    send(client, f"{page}revise/", **{**typed, "published": ""})
    institute = as_role("institution_office", Ref("parties.organisation", world.organisation))
    other = as_role("institution_office", Ref("parties.organisation", world.other_organisation))
    assert institute.get(page).status_code == 200
    assert other.get(page).status_code == 404
    assert as_role("researcher").get(page).status_code == 404
    table = institute.get("/inhouse/themes.csv").content.decode()
    assert TITLE in table
