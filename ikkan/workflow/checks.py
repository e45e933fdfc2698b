"""Everything that is wrong with a machine, at once: lost states, dead ends, unknown words.

Decides: a case can reach every state and from every state an end. Called by the check of packs
(server.packs) and by tests.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ikkan.values.finding import Finding, Place
from ikkan.values.text import Text
from ikkan.workflow.machine import Machine


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The words that the context of a machine understands."""

    acts: Collection[str]
    sides: Collection[str]
    demands: Collection[str]
    needed: Collection[str] = ()
    """Acts without which a case cannot be walked at all."""


def findings(machine: Machine, words: Vocabulary, file: str, path: str) -> list[Finding]:
    """All findings, each at its key path below `path` of `file`."""
    return [*_words(machine, words, file, path), *_ways(machine, file, path)]


def _words(machine: Machine, words: Vocabulary, file: str, path: str) -> Iterator[Finding]:
    states = {one.code for one in machine.states}
    stages = {one.code for one in machine.stages}
    for number, state in enumerate(machine.states, start=1):
        place = Place(file, key=f"{path}.states[{number}]")
        if [one.code for one in machine.states].count(state.code) > 1:
            yield Finding("workflow.state_twice", place, values={"read": state.code})
        if state.stage and state.stage not in stages:
            yield _unknown("stage", place, state.stage, stages)
    for number, step in enumerate(machine.steps, start=1):
        place = Place(file, key=f"{path}.steps[{number}]")
        for code in (*step.froms, *([step.to] if step.to else [])):
            if code not in states:
                yield _unknown("state", place, code, states)
        for sort, read, known in (
            ("act", (step.act,), words.acts),
            ("who", (step.who,), words.sides),
            ("demand", step.demands, words.demands),
        ):
            for one in read:
                if one not in known:
                    yield _unknown(sort, place, one, known)
        for code in step.froms:
            if sum(1 for one in machine.steps if one.act == step.act and code in one.froms) > 1:
                values = {"act": step.act, "state": code}
                yield Finding("workflow.ambiguous", place, values=values)
    for act in sorted(set(words.needed) - {one.act for one in machine.steps}):
        yield Finding("workflow.no_act", Place(file, key=f"{path}.steps"), values={"act": act})


def _unknown(sort: str, place: Place, read: str, known: Iterable[str]) -> Finding:
    values = {"read": read, "known": ", ".join(sorted(known))}
    return Finding(f"workflow.{sort}", place, values=values)


def _ways(machine: Machine, file: str, path: str) -> Iterator[Finding]:
    ahead: dict[str, set[str]] = {one.code: set() for one in machine.states}
    behind: dict[str, set[str]] = {one.code: set() for one in machine.states}
    for step in machine.steps:
        for code in step.froms:
            if step.to and code in ahead and step.to in ahead:
                ahead[code].add(step.to)
                behind[step.to].add(code)
    ends = [one.code for one in machine.states if one.end]
    if not ends:
        yield Finding("workflow.no_end", Place(file, key=f"{path}.states"))
    reached = _spread([machine.start], ahead) if machine.states else set()
    leads = _spread(ends, behind)
    for number, state in enumerate(machine.states, start=1):
        place = Place(file, key=f"{path}.states[{number}]")
        if state.code not in reached:
            yield Finding("workflow.unreachable", place, values={"state": state.code})
        if ends and state.code not in leads:
            yield Finding("workflow.dead_end", place, values={"state": state.code})


def _spread(begin: Iterable[str], ways: Mapping[str, set[str]]) -> set[str]:
    reached = set(begin)
    waiting = list(reached)
    while waiting:
        new = ways.get(waiting.pop(), set()) - reached
        reached |= new
        waiting += new
    return reached


SENTENCES: Final = {
    "workflow.state": Text(
        "状態「{read}」はありません（あるのは{known}）。",
        "There is no state {read}; there are {known}.",
    ),
    "workflow.stage": Text(
        "段階「{read}」はありません（あるのは{known}）。",
        "There is no stage {read}; there are {known}.",
    ),
    "workflow.act": Text(
        "操作「{read}」はありません。次から選んでください：{known}。",
        "There is no act {read}; choose one of {known}.",
    ),
    "workflow.who": Text(
        "「{read}」という側はありません。次から選んでください：{known}。",
        "There is no side {read}; choose one of {known}.",
    ),
    "workflow.demand": Text(
        "条件「{read}」は登録されていません。次から選んでください：{known}。",
        "No condition {read} is registered; choose from {known}.",
    ),
    "workflow.state_twice": Text(
        "状態「{read}」が二度あります。コードを分けてください。",
        "The state {read} stands twice; give each its own code.",
    ),
    "workflow.ambiguous": Text(
        "状態「{state}」での操作「{act}」が二つあります。一つにしてください。",
        "In the state {state} the act {act} leads two ways; keep one.",
    ),
    "workflow.no_act": Text(
        "操作「{act}」の段がありません。これがないと案件を進められません。",
        "No step has the act {act}; without it no case can be walked.",
    ),
    "workflow.no_end": Text(
        "終わりの状態（end = true）がありません。一つは必要です。",
        "No state is an end (end = true); mark at least one.",
    ),
    "workflow.unreachable": Text(
        "状態「{state}」には最初の状態からたどり着けません。段を足すか、状態を消してください。",
        "The state {state} cannot be reached from the first; add a step or remove it.",
    ),
    "workflow.dead_end": Text(
        "状態「{state}」から終わりの状態へ行けません。段を足すか、end = true としてください。",
        "From the state {state} no end can be reached; add a step or mark it end = true.",
    ),
}
