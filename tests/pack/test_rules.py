"""The registry of named rules and a pack's own rules.py."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from ikkan.pack import rules, schema
from ikkan.values.errors import PackError
from ikkan.values.text import Text

OWN = '''"""Rules of one funder."""

from ikkan.pack.rules import named_rule
from ikkan.values.text import Text


@named_rule("carry.half", parameters=("left",), description=Text("半分", "Half"))
def half(amount: int) -> int:
    return amount // 2
'''


def test_every_rule_of_the_schema_is_registered_with_its_words() -> None:
    options = schema.load().kinds["identity"].column("rule").options
    assert set(options) == set(rules.builtin())
    for rule in rules.builtin().values():
        assert rule.description.ja
        assert rule.description.en
        for parameter in rule.parameters:
            schema.load().kinds["identity"].column(parameter)


def test_a_pack_without_rules_has_those_of_ikkan(tmp_path: Path) -> None:
    assert rules.load(tmp_path) == rules.builtin()
    assert rules.declared(tmp_path) == (frozenset(), None)


def test_own_rules_are_loaded_with_their_function(tmp_path: Path) -> None:
    (tmp_path / "rules.py").write_text(OWN, encoding="utf-8")
    before = set(sys.modules)
    rule = rules.load(tmp_path)["carry.half"]
    assert rule.function is not None
    assert rule.function(7) == 3
    assert rule.parameters == ("left",)
    assert "carry.half" not in rules.builtin()
    assert all(name.startswith("ikkan_pack_rules_") for name in set(sys.modules) - before)
    assert rules.declared(tmp_path) == (frozenset({"carry.half"}), None)


@pytest.mark.parametrize(
    "broken",
    ["def half(:", "1 / 0", OWN.replace("carry.half", "identity.sum"), OWN.replace("carry.", "")],
)
def test_rules_that_cannot_run_are_one_finding(tmp_path: Path, broken: str) -> None:
    (tmp_path / "rules.py").write_text(broken, encoding="utf-8")
    with pytest.raises(PackError) as refused:
        rules.load(tmp_path)
    assert [finding.code for finding in refused.value.findings] == ["rules.broken"]


def test_rules_are_registered_only_while_a_pack_is_loaded() -> None:
    with pytest.raises(ValueError, match="only while a pack is loaded"):
        rules.named_rule("a.b", description=Text("名", "name"))(len)
