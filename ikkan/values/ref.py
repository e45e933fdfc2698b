"""Typed reference to a record of any package, also of one that stands higher.

Decides: what a reference may look like. Called by: line, budget, audit, every record that names
a higher thing. Source: design §2 ("Naming what stands higher").
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from ikkan.values import glyphs
from ikkan.values.errors import RefError
from ikkan.values.text import Text

LONGEST_CODE: Final = 80
LONGEST_RECORD_CODE: Final = 40
_IN_ADDRESSES: Final = frozenset({".", "..", "new"})
_KIND: Final = re.compile(r"[a-z][a-z_]*(\.[a-z_]+)?")


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    r"""``Ref("awards.award", "A-0012")``; ``str()`` gives ``awards.award:A-0012``.

    `kind` matches ``[a-z][a-z_]*(\.[a-z_]+)?``; `code` is 1 to 80 characters without white space
    or control characters and may hold colons. Raises RefError.
    """

    kind: str
    code: str

    def __post_init__(self) -> None:
        if not _KIND.fullmatch(self.kind):
            raise _refused(f"{self.kind}:{self.code}", _WRONG_KIND)
        if not self.code or len(self.code) > LONGEST_CODE or not _printable(self.code):
            raise _refused(f"{self.kind}:{self.code}", _WRONG_CODE)

    def __str__(self) -> str:
        return f"{self.kind}:{self.code}"

    @classmethod
    def parse(cls, text: str) -> Ref:
        """The reference written as ``kind:code``. Raises RefError."""
        kind, colon, code = text.partition(":")
        if not colon:
            raise _refused(text, _NO_COLON)
        return cls(kind, code)


def is_record_code(code: str) -> bool:
    """Whether a record can bear this code: 1 to 40 visible signs that its address can hold."""
    fits = 0 < len(code) <= LONGEST_RECORD_CODE and _printable(code)
    return fits and "/" not in code and code not in _IN_ADDRESSES


def _printable(code: str) -> bool:
    if code.isascii():
        return code.isprintable() and " " not in code
    return all(unicodedata.category(character)[0] not in "CZ" for character in code)


_NO_COLON = Text("「:」がありません", "it has no colon")
_WRONG_KIND = Text(
    "種類は英小文字・下線で、点は一つまでです（例 awards.award）",
    "the kind is lower-case letters and underscores with at most one dot (such as awards.award)",
)
_WRONG_CODE = Text(
    f"コードは空白と制御文字を含まない1～{LONGEST_CODE}字です",
    f"the code is 1 to {LONGEST_CODE} characters without white space or control characters",
)


def _refused(text: str, reason: Text) -> RefError:
    message = Text(
        "参照「{shown}」を読めません。{reason}。「種類:コード」の形で書いてください。",
        'Cannot read the reference "{shown}": {reason}. Write it as kind:code.',
    )
    return RefError("ref.form", message.format(shown=glyphs.shown(text), reason=reason))
