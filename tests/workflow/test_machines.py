"""Machines as data: the packs' own, everything wrong with one, the drawing and the list."""

from __future__ import annotations

import shutil
import tomllib
from copy import deepcopy
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from ikkan.budget.requests import machine as requests
from ikkan.budget.requests.rules import Act
from ikkan.server import packs
from ikkan.workflow import checks, diagram, machine
from ikkan.workflow.machine import Machine

NAME = {"ja": "名", "en": "Name"}
SMALL: dict[str, Any] = {
    "stages": [{"code": "first", "name": NAME}],
    "states": [
        {"code": "a", "name": {"ja": "甲", "en": "A"}, "stage": "first"},
        {"code": "b", "name": {"ja": "乙", "en": "B"}},
        {"code": "c", "name": {"ja": "丙", "en": "C"}, "end": True},
    ],
    "steps": [
        {"act": "edit", "name": NAME, "from": ["a"], "who": "ministry"},
        {"act": "submit", "name": NAME, "from": ["a"], "to": "b", "who": "ministry", "days": 3},
        {"act": "reopen", "name": NAME, "from": ["b"], "to": "a", "who": "headquarters"},
        {
            "act": "compile",
            "name": NAME,
            "from": ["a", "b"],
            "to": "c",
            "who": "headquarters",
            "demands": ["round.decision"],
        },
    ],
}


def of_pack(folder: Path) -> Machine:
    with (folder / "pack.toml").open("rb") as file:
        found = requests.machine_of(tomllib.load(file))
    assert found is not None
    return found


def findings(data: dict[str, Any]) -> list[tuple[str, str | None]]:
    found = checks.findings(machine.of_data("m", data), requests.WORDS, "pack.toml", "workflow.m")
    for one in found:
        assert "{" not in checks.SENTENCES[one.code].format(**one.values).ja
    return [(one.code, one.place.key) for one in found]


def test_a_step_leads_on_or_stays() -> None:
    small = machine.of_data("m", SMALL)
    assert small.start == "a"
    found = [small.step(act, "a") for act in ("submit", "edit")]
    assert [step.to for step in found if step] == ["b", ""]
    assert small.step("edit", "b") is None
    assert [step.act for step in small.steps_from("a")] == ["edit", "submit", "compile"]
    assert [state.code for state in small.states_with("compile")] == ["a", "b"]
    assert (small.stage_of("a"), small.stage_of("b"), small.rank("c")) == (1, None, 2)
    with pytest.raises(KeyError):
        small.state("z")


@pytest.mark.pack
def test_the_machine_of_a_pack_can_be_walked(pack_dir: Path) -> None:
    found = of_pack(pack_dir)
    assert checks.findings(found, requests.WORDS, "pack.toml", "workflow.request") == []
    assert found.state(found.states[-1].code).end


def test_the_request_has_the_five_steps_of_the_source(root: Path) -> None:
    found = of_pack(root / "packs" / "amed")
    assert [stage.source for stage in found.stages] == [
        *("004:49", "004:59", "004:70", "004:84", "004:92"),
    ]
    assert set(Act) == {step.act for step in found.steps}


def test_everything_wrong_is_found_at_once() -> None:
    assert findings(SMALL) == []
    wrong = deepcopy(SMALL)
    wrong["states"] += [
        {"code": "lost", "name": NAME, "end": True},
        {"code": "trap", "name": NAME, "stage": "nowhere"},
        {"code": "a", "name": NAME},
    ]
    wrong["steps"] += [
        {"act": "dance", "name": NAME, "from": ["a"], "to": "trap", "who": "nobody"},
        {
            "act": "edit",
            "name": NAME,
            "from": ["a"],
            "to": "z",
            "who": "ministry",
            "demands": ["x"],
        },
    ]
    del wrong["steps"][1]
    assert set(findings(wrong)) == {
        ("workflow.unreachable", "workflow.m.states[2]"),
        ("workflow.unreachable", "workflow.m.states[4]"),
        ("workflow.dead_end", "workflow.m.states[5]"),
        ("workflow.stage", "workflow.m.states[5]"),
        ("workflow.state_twice", "workflow.m.states[1]"),
        ("workflow.state_twice", "workflow.m.states[6]"),
        ("workflow.act", "workflow.m.steps[4]"),
        ("workflow.who", "workflow.m.steps[4]"),
        ("workflow.state", "workflow.m.steps[5]"),
        ("workflow.demand", "workflow.m.steps[5]"),
        ("workflow.ambiguous", "workflow.m.steps[1]"),
        ("workflow.ambiguous", "workflow.m.steps[5]"),
        ("workflow.no_act", "workflow.m.steps"),
    }


def test_a_machine_without_end_says_so() -> None:
    endless = deepcopy(SMALL)
    del endless["states"][2]["end"]
    assert findings(endless) == [("workflow.no_end", "workflow.m.states")]


def test_a_broken_machine_is_told_by_the_check_of_packs(
    root: Path, tmp_path: Path, ikkan: Any
) -> None:
    folder = tmp_path / "minimal"
    shutil.copytree(root / "packs" / "minimal", folder)
    settings = folder / "pack.toml"
    text = settings.read_text(encoding="utf-8")
    broken = text.replace('who = "ministry"', 'who = "anybody"', 1)
    broken = broken.replace('checks = ["project"]', 'checks = ["weather"]', 1)
    settings.write_text(broken, encoding="utf-8")
    said = ikkan("pack", "check", folder)
    assert said.code == 2
    assert "workflow.request.steps[1]" in said.err
    assert "weather" in said.err
    settings.write_text(text.replace('act = "ask"', "act = 3", 1), encoding="utf-8")
    found = packs.read(folder)[1]
    assert [one.code for one in found] == ["key.type"]


def test_the_drawing_and_the_list_say_the_same_way() -> None:
    small = machine.of_data("m", SMALL)
    drawn = ElementTree.fromstring(diagram.drawing(small, "en", "How <it> goes", "b"))
    space = "{http://www.w3.org/2000/svg}"
    assert [one.text for one in drawn.iter(f"{space}text")] == ["A", "1 Name", "B", "C"]
    acts = [one.get("data-act") for one in drawn.iter(f"{space}path") if one.get("data-act")]
    assert acts == ["submit", "compile", "reopen", "compile"]
    assert drawn.get("aria-label") == "How <it> goes"
    listed = diagram.ways(small, "b")
    assert [way.here for way in listed] == [False, True, False]
    assert [to.en for _, to in listed[0].steps] == ["A", "B", "C"]
