"""A machine drawn as SVG, and the same way as a list for those who do not see the drawing.

Decides: states stand in their order under their stages; steps forward arch on the right, steps
back on the left. Called by pages of rounds and papers. Pure. Source: ui.md §4, §7.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Final

from ikkan.values.text import Text
from ikkan.workflow.machine import Machine, Step

ROW: Final = 56
BOX: Final = 34
WIDTH: Final = 620
_LEFT: Final = 270
_RIGHT: Final = 490
_LANE: Final = 16
_FURTHEST: Final = 210
_LETTERS: Final = "'Hiragino Sans','BIZ UDPGothic','Noto Sans JP','Noto Sans CJK JP',sans-serif"
_ACCENT: Final = "#1c3f94"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """What can be done in a state: each step by its name, with the state it leads to."""

    state: Text
    here: bool
    steps: tuple[tuple[Text, Text], ...]


def ways(machine: Machine, here: str = "") -> tuple[Way, ...]:
    """Every state in order with its steps; `here` is where the case stands."""
    return tuple(
        Way(
            state=state.name,
            here=state.code == here,
            steps=tuple(
                (step.name, machine.state(step.to or state.code).name)
                for step in machine.steps_from(state.code)
            ),
        )
        for state in machine.states
    )


def drawing(machine: Machine, language: str, alt: str, here: str = "") -> str:
    """The machine as SVG text in one language; the colour of words is the colour of the text."""
    height = ROW * len(machine.states) + 8
    boxes = [_box(machine, place, language, here) for place in range(len(machine.states))]
    marks = [*_arches(machine), *boxes]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img"'
        f' aria-label="{escape(alt)}" font-family="{_LETTERS}">'
        f'<title>{escape(alt)}</title><defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4"'
        ' markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z"'
        ' fill="currentColor"/></marker></defs>'
        f"{''.join(marks)}</svg>"
    )


def _box(machine: Machine, place: int, language: str, here: str) -> str:
    state = machine.states[place]
    y, standing = place * ROW + 4, state.code == here
    stroke = f'stroke="{_ACCENT}" stroke-width="3"' if standing else 'stroke="currentColor"'
    number = machine.stage_of(state.code)
    before = machine.stage_of(machine.states[place - 1].code) if place else None
    said = [
        f'<rect x="{_LEFT}" y="{y}" width="{_RIGHT - _LEFT}" height="{BOX}" rx="4" fill="none"'
        f" {stroke}/>",
        _words((_LEFT + _RIGHT) // 2, y + 22, state.name.of(language), "middle"),
    ]
    if number is not None and number != before:
        name = machine.stages[number - 1].name.of(language)
        said.append(_words(8, y + 22, f"{number} {name}", "start"))
    return "".join(said)


def _arches(machine: Machine) -> list[str]:
    """One arch for each pair of states between which some step leads."""
    pairs = {
        (machine.rank(code), machine.rank(step.to)): step
        for step in machine.steps
        for code in step.froms
        if step.to and step.to != code
    }
    return [_arch(start, end, step) for (start, end), step in sorted(pairs.items(), key=_order)]


def _order(one: tuple[tuple[int, int], Step]) -> tuple[int, int]:
    return one[0]


def _arch(start: int, end: int, step: Step) -> str:
    forward = end > start
    x = _RIGHT if forward else _LEFT
    far = min(abs(end - start) * _LANE + 12, _FURTHEST) * (1 if forward else -1)
    if end == start + 1:
        x = (_LEFT + _RIGHT) // 2
        path = f"M{x} {start * ROW + 4 + BOX}V{end * ROW + 4}"
    else:
        top, bottom = start * ROW + 4 + BOX // 2, end * ROW + 4 + BOX // 2
        path = f"M{x} {top}C{x + far} {top} {x + far} {bottom} {x} {bottom}"
    return (
        f'<path d="{path}" fill="none" stroke="currentColor" stroke-opacity="0.55"'
        f' marker-end="url(#tip)" data-act="{escape(step.act)}"/>'
    )


def _words(x: int, y: int, words: str, anchor: str) -> str:
    return (
        f'<text x="{x}" y="{y}" font-size="14" text-anchor="{anchor}" fill="currentColor">'
        f"{escape(words)}</text>"
    )
