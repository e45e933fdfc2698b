"""Who names and ends seeds that awards of several programmes carry."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ikkan.audit.actor import Scope
from ikkan.portfolio import actions
from ikkan.values.errors import NotAllowed
from ikkan.values.text import Text
from tests.awards.world import NEXT_PROGRAMME, PROGRAMME, TODAY
from tests.portfolio.stage import Stage, by

TITLE = Text("シーズ", "Seed")


def test_a_role_for_one_programme_names_seeds_of_its_awards_alone(staged: Stage) -> None:
    scope = Scope("program_officer", "programme", PROGRAMME)
    officer = replace(staged.actors["officer"], scopes=(scope,))
    for awards in ([staged.successor], [staged.award, staged.successor]):
        with pytest.raises(NotAllowed):
            actions.name_seed(TITLE, awards, **by(officer))
    assert actions.name_seed(TITLE, [staged.award], **by(officer)).code


def test_a_seed_is_ended_in_any_programme_that_carries_it(staged: Stage) -> None:
    awards = [staged.award, staged.successor]
    seed = actions.name_seed(TITLE, awards, **by(staged.actors["staff"]))
    scope = Scope("program_supervisor", "programme", NEXT_PROGRAMME)
    supervisor = replace(staged.actors["inside"], scopes=(scope,))
    ended = actions.end_seed(seed.code, "ended", "終了", TODAY, **by(supervisor, seed.version))
    assert ended.state == "ended"
