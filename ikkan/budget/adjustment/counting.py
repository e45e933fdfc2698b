"""Counts by indicator as a person types them: a line each, the name or the code, then the number.

Decides: how such a line is read and which indicators are offered first: those that a value model
weighs. Called by forms. Source: ui.md §6 "Form field".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from django.core.exceptions import ValidationError

from ikkan.plan import queries as plan
from ikkan.records.words import language
from ikkan.values import glyphs
from ikkan.values.text import Text

HELP: Final = Text(
    "一行に「指標の名前 件数」。見込まない指標は0のままか、行を消します。コードでも書けます。",
    "A line each: name of the indicator, then the count. Leave 0, or take the line out, where "
    "nothing is expected. The code of an indicator may be written as well.",
)


def read(typed: str, as_of: date, *, zeros: bool = False) -> dict[str, Decimal]:
    """Counts by code; a zero is nothing unless `zeros`. Raises ValidationError with the line."""
    known = _codes(as_of)
    found: dict[str, Decimal] = {}
    for line in (one.strip() for one in typed.splitlines()):
        if not line:
            continue
        name, _, count = line.replace("\u3000", " ").rpartition(" ")
        said = name.strip().rstrip(":：").strip()
        try:
            number = Decimal(count)
        except InvalidOperation as error:
            raise _unread(line) from error
        if not said:
            raise _unread(line)
        if number or zeros:
            found[known.get(said, said)] = number
    return found


def begun(as_of: date) -> str:
    """What a new form holds: the indicators that a value model weighs, nothing expected yet."""
    weighed = {str(row.data["indicator"]) for row in plan.snapshot(as_of).entries("value_weight")}
    return written(dict.fromkeys(sorted(weighed), 0), as_of)


def written(counts: Mapping[str, object], as_of: date) -> str:
    """Lines that `read` takes, by name, in the order of the pack; unknown codes come last."""
    rows = list(plan.snapshot(as_of).entries("indicator", state="all"))
    ordered = [(row.code, row.label.of(language())) for row in rows if row.code in counts]
    unknown = [(code, code) for code in counts if code not in dict(ordered)]
    return "\n".join(f"{name} {counts[code]}" for code, name in [*ordered, *unknown])


def _codes(as_of: date) -> dict[str, str]:
    """Codes by name in both languages, where a name belongs to one indicator alone."""
    rows = plan.snapshot(as_of).entries("indicator", state="all")
    pairs = [(name, row.code) for row in rows for name in {row.label.ja, row.label.en}]
    return {name: code for name, code in pairs if _once(name, pairs)}


def _once(name: str, pairs: Iterable[tuple[str, str]]) -> bool:
    return len({code for said, code in pairs if said == name}) == 1


def _unread(line: str) -> ValidationError:
    return ValidationError(_LINE.format(line=glyphs.shown(line[:80])).of(language()))


_LINE: Final = Text(
    "「{line}」を読めません。一行に「指標の名前 件数」と書いてください。",
    "Cannot read the line: {line}. Write the name of the indicator and the count in one line.",
)
