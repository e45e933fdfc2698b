"""How one cell of the request workbook is read: amounts in thousands, codes, flags, references.

Decides: the value and everything to be said about it; a cell that cannot be read gives None and a
finding, never an exception. Called by workbook_reading.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from ikkan.budget.requests.workbook import BAR, UNIT, Choice, Column, Known, bare
from ikkan.tabular.grid import Cell
from ikkan.values import printed
from ikkan.values.errors import IkkanError
from ikkan.values.finding import Severity
from ikkan.values.money import Unit
from ikkan.values.ref import Ref
from ikkan.values.text import Text

MOST_YEN: Final = 10**15
SHOWN: Final = 60
MOST_LOOKED: Final = 200
"""Unknown codes for which the likest known ones are looked for; the rest are only named."""
_YES: Final = frozenset({"はい", "yes", "true", "1", "○", "〇", "有"})
_NO: Final = frozenset({"", "いいえ", "no", "false", "0", "–", "-", "―", "無"})
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BREAKS: Final = re.compile(r"[、,，;；]+")
Say = Callable[..., None]
"""`say(code, severity, **values)` about the cell that is being read."""
NO_CELL: Final = Cell(value="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Reads cells against what is known; `say` takes what is to be said."""

    known: Known
    say: Say
    looked: list[int] = field(default_factory=lambda: [MOST_LOOKED])

    def value(self, cell: Cell, column: Column) -> object:
        """The value of a cell for its column; None where it is blank or cannot be read."""
        if cell.sort == "error":
            self.say("cell.error", read=shown(cell.value))
            return None
        if cell.formula is not None and not self._computed(cell):
            return None
        reading = {
            "amount": self._amount,
            "one": self._one,
            "several": self._several,
            "flag": self._flag,
            "refs": self._refs,
            "seen": self._seen,
        }.get(column.sort, self._text)
        return reading(cell, column)

    def _computed(self, cell: Cell) -> bool:
        formula = shown(f"={cell.formula}")
        if not cell.value.strip():
            self.say("cell.formula_empty", formula=formula)
            return False
        self.say("cell.formula", Severity.WARNING, formula=formula, read=shown(cell.value))
        return True

    def _amount(self, cell: Cell, column: Column) -> int | None:
        if not cell.value.strip():
            return None
        if cell.sort not in ("number", "text"):
            sort = _DAY if cell.sort == "day" else _FLAG
            self.say("amount.sort", read=shown(cell.value), sort=sort)
            return None
        yen = self._from_number(cell) if cell.sort == "number" else self._from_text(cell.value)
        if yen is None:
            return None
        if yen < 0:
            self.say("amount.negative", read=shown(cell.value))
            return None
        if yen != int(yen):
            self.say("amount.fraction", read=shown(cell.value))
            return None
        if yen >= MOST_YEN:
            self.say("amount.huge", read=shown(cell.value))
            return None
        return int(yen)

    def _from_number(self, cell: Cell) -> Decimal | None:
        number = cell.number
        if number is None or abs(number) > 10**18:
            self.say("amount.huge", read=shown(cell.value))
            return None
        return number * UNIT

    def _from_text(self, typed: str) -> Decimal | None:
        said = clean(typed).strip()
        try:
            read = printed.parse(said[:SHOWN])
            factor = Unit.of(read.unit).factor if read.unit else UNIT
        except IkkanError:
            self.say("amount.text", read=shown(said))
            return None
        if read.approximate or read.per or read.qualifier or read.remark or len(said) > SHOWN:
            self.say("amount.text", read=shown(said))
            return None
        yen = read.value * factor
        if abs(yen) > 10**18:
            self.say("amount.huge", read=shown(said))
            return None
        thousands = (
            f"{yen / UNIT:,f}".rstrip("0").rstrip(".") if yen % UNIT else f"{yen / UNIT:,.0f}"
        )
        code = (
            "amount.unit"
            if read.unit and factor != UNIT
            else (
                "amount.wide" if unicodedata.normalize("NFKC", said) != said else "amount.as_text"
            )
        )
        self.say(code, Severity.INFO, read=shown(said), value=thousands)
        return yen

    def _text(self, cell: Cell, column: Column) -> str:
        said = clean(_told(cell)).strip()
        if column.sort == "code":
            said = unicodedata.normalize("NFKC", said).partition(BAR)[0].strip()
        if len(said) > column.longest:
            self.say("text.long", count=len(said), most=column.longest)
            return said[: column.longest]
        return said

    def _flag(self, cell: Cell, column: Column) -> bool:
        said = bare(cell.value)
        if said not in _YES | _NO:
            self.say("flag.word", read=shown(cell.value))
        return said in _YES

    def _seen(self, cell: Cell, column: Column) -> int | None:
        said = unicodedata.normalize("NFKC", cell.value.strip())
        return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else None

    def _refs(self, cell: Cell, column: Column) -> tuple[str, ...]:
        found = []
        for word in re.split(r"[\s、,，;；]+", clean(_told(cell)).strip()):
            if not word:
                continue
            try:
                found.append(str(Ref.parse(word)))
            except IkkanError:
                self.say("refs.form", read=shown(word))
        return tuple(dict.fromkeys(found))

    def _several(self, cell: Cell, column: Column) -> tuple[str, ...]:
        offered = self.known.choices.get(column.field, ())
        words: list[str] = []
        for row in clean(_told(cell)).split("\n"):
            words += [row] if _is_one(row, offered) else _BREAKS.split(row)
        found = (self._choose(word, column) for word in words[:50] if word.strip())
        return tuple(dict.fromkeys(code for code in found if code))

    def _one(self, cell: Cell, column: Column) -> str:
        said = clean(_told(cell)).strip()
        return self._choose(said, column) if said else ""

    def _choose(self, said: str, column: Column) -> str:
        offered = self.known.choices.get(column.field, ())
        found = _match(said, offered)
        if found is None:
            self.looked[0] -= 1
            like = nearest(said, offered) if self.looked[0] >= 0 else []
            near = "、".join(one.shown for one in like) or "–"
            self.say("choice.unknown", read=shown(said), label=column.label, near=near)
            return ""
        if found.ended is not None:
            following = self.known.find(column.field, found.successor)
            if following is not None:
                self.say("choice.followed", read=found.shown, ended=str(found.ended),
                         successor=following.shown)  # fmt: skip
            else:
                self.say("choice.ended", read=found.shown, ended=str(found.ended))
            return ""
        return found.code


def clean(typed: str) -> str:
    """Text without signs that no record keeps; escapes of sheets are taken back."""
    said = _ESCAPED.sub(lambda match: _sign(int(match[1], 16)), typed)
    said = said.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(one for one in said if one in "\n\t" or unicodedata.category(one) not in _BARRED)


_BARRED: Final = frozenset({"Cc", "Cs", "Cn", "Co"})


def _sign(number: int) -> str:
    return chr(number) if not 0xD800 <= number <= 0xDFFF else ""


def shown(said: str) -> str:
    """The start of what was read, on one line."""
    line = " ".join(clean(said).split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}…"


def _told(cell: Cell) -> str:
    number = cell.number
    if number is not None and abs(number) < 10**15:
        return f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"
    return cell.value


def _match(said: str, offered: Iterable[Choice]) -> Choice | None:
    """By the code before the bar, else by the code or the whole name; never by a part of one."""
    head = unicodedata.normalize("NFKC", said.replace(BAR, "|")).partition("|")[0]
    wanted, whole = bare(head), bare(said)
    choices = tuple(offered)
    for one in choices:
        if bare(one.code) == wanted:
            return one
    named = [
        one for one in choices if whole in (bare(one.name.ja), bare(one.name.en), bare(one.shown))
    ]
    going_on = [one for one in named if one.ended is None] or named
    return going_on[0] if len(going_on) == 1 else None


def _is_one(said: str, offered: Iterable[Choice]) -> bool:
    """Whether a row is one choice as the template shows it, commas in its name included."""
    whole = bare(said)
    return any(
        whole in (bare(one.code), bare(one.name.ja), bare(one.name.en), bare(one.shown))
        for one in offered
    )


def nearest(said: str, offered: Iterable[Choice], most: int = 3) -> list[Choice]:
    """The choices whose code or name is most alike, the likest first."""
    wanted = bare(said)[:SHOWN]
    scored = []
    for one in offered:
        if one.ended is not None:
            continue
        likeness = max(
            difflib.SequenceMatcher(None, wanted, bare(words)).ratio()
            for words in (one.code, one.name.ja, one.name.en)
        )
        scored.append((likeness, one))
    scored.sort(key=lambda pair: -pair[0])
    return [one for likeness, one in scored[:most] if likeness >= 0.4]


_DAY: Final = Text("日付", "a date")
_FLAG: Final = Text("真偽値", "a logical value")
