"""The registry of named rules."""

from __future__ import annotations

import pytest

from ikkan.pack import rules, schema
from tests.pack.conftest import Copy


def test_every_rule_of_the_schema_is_registered_with_its_words() -> None:
    options = schema.load().kinds["identity"].column("rule").options
    assert set(options) == set(rules.builtin())
    for rule in rules.builtin().values():
        assert rule.description.ja
        assert rule.description.en
        for parameter in rule.parameters:
            schema.load().kinds["identity"].column(parameter)


@pytest.mark.parametrize("text", ["raise SystemExit\n", "def half(:\n", "# none yet\n"])
def test_a_rules_file_of_a_pack_is_refused_and_never_run(copy: Copy, text: str) -> None:
    (copy.path / "rules.py").write_text(text, encoding="utf-8")
    assert copy.found() == [("rules.own", "rules.py")]


def test_a_rule_that_is_not_registered_is_unknown(copy: Copy) -> None:
    line = copy.swap("identity.csv", "identity.at_most", "identity.half")
    assert copy.found() == [("rule.unknown", f"identity.csv:{line} [rule]")]
