"""What the index holds of one record: what is searched, what is shown, what narrows.

Decides: nothing; filled by whoever feeds the index. Everything in an entry may be read by anybody
who may see the record: what only some roles see never comes here.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Final

from ikkan.values.ref import Ref
from ikkan.values.text import Text

NO_YEAR: Final = 0
_LONGEST: Final = 40_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A record as it is found: `number` is its row, `body` its text, `codes` its other names.

    `kind_order` says which kinds stand first among equals.
    """

    ref: Ref
    kind_order: int
    number: int
    title: Text
    body: Text
    codes: tuple[str, ...] = ()
    first_year: int = NO_YEAR
    last_year: int = NO_YEAR
    fictional: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text that is searched, each once and within bounds."""
        found = (self.title.ja, self.title.en, self.body.ja, self.body.en)
        return tuple(text[:_LONGEST] for text in dict.fromkeys(found) if text)

    def packed(self) -> bytes:
        """What the page needs, as it lies in the index."""
        kept = {
            "ref": str(self.ref),
            "title": [self.title.ja, self.title.en],
            "body": [self.body.ja[:_LONGEST], self.body.en[:_LONGEST]],
            "years": [self.first_year, self.last_year],
        }
        return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An entry as it was kept in the index."""

    ref: Ref
    title: Text
    body: Text
    first_year: int
    last_year: int


def unpacked(found: bytes) -> Kept:
    """The entry that was packed."""
    kept = json.loads(found)
    first, last = kept["years"]
    return Kept(
        ref=Ref.parse(kept["ref"]),
        title=Text(*kept["title"]),
        body=Text(*kept["body"]),
        first_year=first,
        last_year=last,
    )


def identity(ref: Ref) -> int:
    """63 bits that tell references apart: a row number that came to name another is noticed."""
    digest = hashlib.blake2b(str(ref).encode("utf-8"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1
