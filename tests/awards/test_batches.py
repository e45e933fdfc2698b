"""Awards in batches: the same rules, all reasons with their rows, a constant number of queries."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ikkan.awards import actions
from ikkan.awards.models import Award, Continuation
from ikkan.values.errors import InputError
from ikkan.values.text import Text
from tests.awards.world import ASKED, World, new_award


def test_a_batch_makes_numbers_accounts_and_lineage(world: World) -> None:
    first = new_award(world, code="26am0000001j0001", year_amounts={2026: 5})
    codes = actions.record_awards(
        [first, new_award(world, call=world.call, opens_account=True), new_award(world)], **ASKED
    )
    assert codes == ["26am0000001j0001", "26xx0000001j0001", "26xx0000002j0001"]
    assert Award.objects.get(code=codes[1]).account is not None
    (last,) = actions.record_awards(
        [new_award(world, continues=(codes[0], codes[1]), began_on=date(2026, 5, 1))], **ASKED
    )
    assert Continuation.objects.filter(award__code=last).count() == 2


def test_awards_from_elsewhere_bear_no_invented_number(world: World) -> None:
    rows = [
        new_award(
            world,
            external_source="register",
            external_key=key,
            amounts_are="reported",
            year_amounts={2026: 1_000},
        )
        for key in ("a", "b")
    ]
    codes = actions.record_awards(rows, **ASKED)
    assert codes == ["AWARD-2026-000001", "AWARD-2026-000002"]
    assert set(Award.objects.values_list("acknowledgement", flat=True)) == {""}
    with pytest.raises(InputError) as refusal:
        actions.record_awards(rows[:1], **ASKED)
    assert refusal.value.code == "awards.external"


def test_every_reason_is_given_with_its_row(world: World) -> None:
    rows = [
        new_award(world),
        new_award(world, title=Text(" ", ""), organisation="ORG-0"),
        new_award(world, programme="nothing"),
    ]
    with pytest.raises(InputError) as refusal:
        actions.record_awards(rows, **ASKED)
    said = refusal.value.text.en
    assert "Row 2: Write the title" in said
    assert "Row 2: There is no organisation ORG-0" in said
    assert "Row 3: There is no programme nothing" in said
    assert not Award.objects.exists()


@pytest.mark.parametrize("codes", [("26am0000001j0001",) * 2, ("x y", "")])
def test_numbers_that_stand_twice_or_cannot_be(world: World, codes: tuple[str, str]) -> None:
    with pytest.raises(InputError):
        actions.record_awards([new_award(world, code=code) for code in codes], **ASKED)


def test_queries_do_not_grow_with_the_batch(world: World) -> None:
    counts = []
    for size in (1, 2, 30):
        rows = [new_award(world, year_amounts={2026: 1}) for _ in range(size)]
        with CaptureQueriesContext(connection) as asked:
            actions.record_awards(rows, **ASKED)
        counts.append(sum("plan_packversion" not in query["sql"] for query in asked))
    assert counts[1] == counts[2]


def test_an_empty_batch_and_one_too_long(world: World) -> None:
    assert actions.record_awards([], **ASKED) == []
    with pytest.raises(InputError) as refusal:
        actions.record_awards([new_award(world)] * 501, **ASKED)
    assert refusal.value.code == "awards.batch"


def test_one_application_or_key_stands_once_in_a_batch(world: World) -> None:
    twice = new_award(world, application=world.application, call=world.call)
    with pytest.raises(InputError, match="only one award comes of an application") as refusal:
        actions.record_awards([twice, twice], **ASKED)
    assert refusal.value.code == "awards.twice"
    loaded = new_award(world, external_source="register", external_key="a", amounts_are="reported")
    with pytest.raises(InputError, match="stands here twice") as refusal:
        actions.record_awards([loaded, loaded], **ASKED)
    assert refusal.value.code == "awards.external"


@pytest.mark.parametrize("code", ["a/b", "new", ".."])
def test_a_number_that_no_address_can_hold_is_refused(world: World, code: str) -> None:
    with pytest.raises(InputError) as refusal:
        actions.record_awards([new_award(world, code=code, external_source="register")], **ASKED)
    assert refusal.value.code == "awards.number_long"
