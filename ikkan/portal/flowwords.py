"""The words of the flow: names broken into lines, names without what all share, the finding.

Decides: how much room each name has, in pixels. Called by flowdrawing and upright.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from ikkan.documents import lettering
from ikkan.plan.rules import plain
from ikkan.plan.snapshot import FigureView
from ikkan.portal.flow import ProjectMoney, Remainder, YearMoney

NAME: Final = 14.0
SMALL: Final = 13.0
_PAYER: Final = 152.0
_CLASS: Final = 156.0
_PROJECT: Final = 196.0
_SPLIT: Final = 282.0
_REST: Final = 222.0
_AMOUNT: Final = 80.0

Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPart:
    """A part of a project's amount under the short name of its class."""

    name: str
    figure: FigureView


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowWords:
    """Names by code; `splits` are the lines under a project whose parts are printed."""

    payers: dict[str, Lines]
    classes: dict[str, Lines]
    projects: dict[str, Lines]
    splits: dict[str, tuple[tuple[NamedPart, ...], ...]]
    rests: dict[str, Lines]


def of(money: YearMoney, language: str) -> FlowWords:
    """Every name of the drawing in the reader's language."""
    projects = short_names([one.entry.label.of(language) for one in money.projects])
    classes = short_names([one.entry.label.of(language) for one in money.classes])
    short = dict(zip((one.order for one in money.classes), classes, strict=True))
    return FlowWords(
        payers={
            one.body.code: lettering.lines(one.body.label.of(language), _PAYER / NAME)
            for one in money.payers
        },
        classes={
            one.code: lettering.lines(one.entry.label.of(language), _CLASS / NAME)
            for one in money.classes
        },
        projects={
            one.entry.code: lettering.lines(name, _PROJECT / NAME)
            for one, name in zip(money.projects, projects, strict=True)
        },
        splits={one.entry.code: _split(one, short) for one in money.projects},
        rests={one.of.code: _rest(one, language) for one in money.remainders},
    )


def short_names(names: Sequence[str]) -> list[str]:
    """The names without the words that all of them share: an ending, or Latin words in front."""
    if len(names) < 2:
        return list(names)
    least = min(len(name) for name in names)
    endings = [names[0][-length:] for length in range(2, least)]
    shared = [one for one in endings if all(name.endswith(one) for name in names)]
    if shared and not shared[-1].isascii():
        return [name.removesuffix(shared[-1]) for name in names]
    fronts = [names[0][:length] for length in range(2, least) if names[0][length - 1] == " "]
    shared = [one for one in fronts if all(name.startswith(one) for name in names)]
    return [name.removeprefix(shared[-1]) for name in names] if shared else list(names)


def finding(money: YearMoney, language: str) -> str:
    """What the drawing shows: the largest payment printed, and what no project explains."""
    payer, part = max(
        ((payer, part) for payer in money.payers for part in payer.parts),
        key=lambda pair: pair[1].value,
    )
    cls = next(one for one in money.classes if one.order == part.of)
    words = {
        "payer": payer.body.label.of(language),
        "class": cls.entry.label.of(language),
        "amount": plain(part.value),
        "total": plain(cls.value),
        "unit": money.unit,
    }
    said = [
        _("The largest amount goes from %(payer)s to %(class)s: %(amount)s of %(total)s %(unit)s.")
        % words
    ]
    for rest in money.remainders:
        words = {"class": rest.of.entry.label.of(language), "unit": money.unit}
        if rest.value is None:
            said.append(_("Amounts of %(class)s by project are not in the sources.") % words)
        else:
            words["amount"] = plain(rest.value)
            said.append(
                _("Of %(class)s, %(amount)s %(unit)s (computed) are not itemised by project.")
                % words
            )
    return " ".join(said) if language == "en" else "".join(said)


def _split(one: ProjectMoney, short: dict[int, str]) -> tuple[tuple[NamedPart, ...], ...]:
    """The printed parts on one line where they fit, else on a line each."""
    if not one.split:
        return ()
    parts = tuple(NamedPart(name=short[part.of], figure=part.figure) for part in one.parts)
    together = " · ".join(f"{part.name} {plain(part.figure.value)}" for part in parts)
    if lettering.width(together) <= _SPLIT / SMALL:
        return (parts,)
    return tuple((part,) for part in parts)


def _rest(rest: Remainder, language: str) -> Lines:
    words = {"class": rest.of.entry.label.of(language)}
    if rest.value is None:
        said = _("%(class)s: amounts by project are not in the sources") % words
        return lettering.lines(said, (_REST + _AMOUNT) / SMALL)
    said = _("%(class)s: no project named in the sources") % words
    return lettering.lines(said, _REST / SMALL)
