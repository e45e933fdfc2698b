"""Forms of kept scenarios, and how the workshop reads a lever from what was typed.

They read what was typed; the rules decide.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.http import QueryDict

from ikkan.audit.actor import Actor
from ikkan.portfolio.steering import messages, queries, rules
from ikkan.portfolio.steering.messages import SteeringError
from ikkan.portfolio.steering.rules import Levers
from ikkan.portfolio.studio.forms import amount
from ikkan.records import forms
from ikkan.records.kinds import kind_of
from ikkan.records.queries import visible
from ikkan.records.words import language
from ikkan.values.errors import InputError
from ikkan.values.ref import Ref
from ikkan.values.text import Text

NAMES: Final = ("move", "gate", "call")
_REF: Final = Text("添える資料", "Paper or decision")
_HELP: Final = Text(
    "決定、会議の資料、調整費の回や案、要求の回から。見られるものだけが並びます。",
    "A decision, a paper of a meeting, a round or plan of the adjustment fund, or a round of "
    "requests; those that you may see are listed, the newest of each first.",
)
_LISTED: Final = 40


class AttachForm(forms.ActionForm):
    """What a scenario is attached to."""

    ref = forms.choice(_REF, {}, help=_HELP)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = set(self.record.papers) if self.record is not None else set()
        self.fields["ref"].choices = [  # type: ignore[attr-defined]
            ("", "–"),
            *((ref, words) for ref, words in _papers(self.actor) if ref not in taken),
        ]


class WithdrawForm(forms.ActionForm):
    """Why a scenario is taken back."""

    reason = forms.long_text(Text("理由", "Reason"))


def _papers(actor: Actor) -> Iterator[tuple[str, str]]:
    """What a scenario may be attached to, as the actor sees it: reference, sort and title."""
    for code in queries.PAPERS:
        kind = kind_of(code)
        if kind is None:
            continue
        for row in visible(kind, actor).order_by("-pk")[:_LISTED]:
            said = f"{kind.label.of(language())}: {kind.title(row).of(language())} ({row.code})"
            yield str(Ref(code, row.code)), said


def levers(given: QueryDict) -> Levers:
    """What an address asks for, with the lever its form adds. Raises SteeringError, InputError."""
    pairs = [(name, value) for name in NAMES for value in given.getlist(name)]
    made = _added(given)
    found, wrong = rules.read([*pairs, *([made] if made else [])])
    if wrong:
        raise SteeringError(wrong)
    drop = given.get("drop", "")
    return found.without(int(drop)) if drop.isascii() and drop.isdigit() else found


def _added(given: QueryDict) -> tuple[str, str] | None:
    sort = given.get("add", "")
    if sort == "move":
        yen = amount(given.get("yen", ""))
        return sort, f"{_code(given, 'source')}~{_code(given, 'target')}~{yen}"
    if sort == "gate":
        points, stay = _number(given, "points", "0"), _number(given, "stay", "100")
        return sort, f"{_code(given, 'phase')}~{points}~{stay}"
    if sort == "call":
        starts, years = _number(given, "starts", ""), _number(given, "lasting", "")
        return sort, f"{_code(given, 'programme')}~{starts}~{years}"
    if sort:
        raise InputError("steering.lever", messages.NO_SORT.format(read=sort[:40]))
    return None


def whole(given: QueryDict, name: str, default: int, most: int, least: int = 0) -> int:
    """A whole number of an address. Raises InputError."""
    typed = given.get(name, "")
    if not typed:
        return default
    if not (typed.isascii() and typed.isdigit()) or not least <= int(typed[:12]) <= most:
        told = messages.WHOLE[name].format(read=typed[:40], least=least, most=most)
        raise InputError("steering.number", told)
    return int(typed)


def _number(given: QueryDict, name: str, default: str) -> int:
    typed = (given.get(name, "").strip() or default).replace("−", "-")
    digits = typed.lstrip("+-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 9):
        raise InputError("steering.number", messages.NUMBER.format(read=typed[:40] or "–"))
    return int(typed)


def _code(given: Any, name: str) -> str:
    written: str = given.get(name, "")[:80]
    return written.replace("~", "")
