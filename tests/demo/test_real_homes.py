"""A home of real records and one of demonstration never become one."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from ikkan.audit.actor import SYSTEM
from ikkan.demo import building
from ikkan.parties.actions import register_organisation
from ikkan.parties.loads import NewOrganisation
from ikkan.values.errors import InputError
from tests.conftest import TODAY

pytestmark = pytest.mark.sqlite_only

SIZE = 20
HOW: dict[str, Any] = {"by": SYSTEM, "as_of": TODAY, "version": None, "key": None}


def test_real_records_are_never_joined_by_made_up_ones(applied: Any) -> None:
    new = NewOrganisation(name_ja="実在の機関", sort="institute")
    made = register_organisation(new, **HOW)
    assert made.fictional is False
    with pytest.raises(InputError) as refused:
        building.build(SIZE, 7, TODAY, {}, lambda name, count: None)
    assert refused.value.code == "demo.real"
    assert "never mixed" in refused.value.text.en


def test_open_data_of_real_records_is_given_out(client: Client, applied: Any) -> None:
    register_organisation(NewOrganisation(name_ja="実在の機関", sort="institute"), **HOW)
    answer = client.get("/data/records/organisations.csv")
    assert answer.status_code == 200
    assert "実在の機関" in answer.content.decode("utf-8-sig")


def test_the_command_makes_a_home_of_its_own(ikkan: Any, tmp_path: Any) -> None:
    made = ikkan.process("demo", tmp_path / "home", "--size", "3", "--json")
    assert made.code == 0, made.err
    said = made.json
    assert said["ok"]
    assert said["awards"] >= 3
    kept = ikkan.process("demo", tmp_path / "home", "--size", "3", "--if-empty")
    assert kept.code == 0
    logins = json.loads((tmp_path / "home" / "demo-logins.json").read_text(encoding="utf-8"))
    assert len(logins["logins"]) > 10
