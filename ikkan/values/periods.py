"""Printed periods of years: ``FY2020～2027  8年間``.

Decides: which years a print names. What is printed and what the span counts are kept side by side;
they may disagree (a source prints FY2023～2029 as 6年間), and that is for a check to find.
Called by: printed (which re-exports it), pack, tabular. Source: the funds table of the sources.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ikkan.values import glyphs
from ikkan.values.text import Text

_PERIOD: Final = re.compile(
    r"(?:(?:FY)?(?P<first>[0-9]{4})年?度?(?P<until>(?:[~〜\-‐-―−]|から)(?:(?:FY)?(?P<last>[0-9]{4})年?度?)?)?)?"
    r" ?(?P<remark>当面|概ね|約)?(?P<open>\()?(?:(?P<years>[0-9]{1,3})[かヶカケ]?年間?)?(?(open)\))"
)
_FORMS: Final = "FY2020～2027 8年間 / FY2023～ / 5年間"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Years as printed, Gregorian; None is "not printed", never "unlimited".

    `years` is the printed number of years, `remark` a printed reservation (当面, 約).
    """

    text: str
    first: int | None
    last: int | None
    years: int | None
    remark: str | None = None

    @property
    def counted(self) -> int | None:
        """Years from `first` to `last`, both included; None when either is not printed."""
        if self.first is None or self.last is None:
            return None
        return self.last - self.first + 1

    @property
    def agrees(self) -> bool | None:
        """Whether the printed number of years is the counted one; None when one is missing."""
        if self.counted is None or self.years is None:
            return None
        return self.counted == self.years


def parse_period(text: str) -> Period:
    """The period printed in `text`. Raises PrintedFormError, also when it ends before it starts."""
    match = _PERIOD.fullmatch(glyphs.tight(text))
    if match is None or not (match["first"] or match["years"]):
        raise glyphs.refused(text, _UNKNOWN, _FORMS)
    if (match["remark"] and not match["years"]) or (
        match["first"] and match["years"] and not match["until"]
    ):
        raise glyphs.refused(text, _UNKNOWN, _FORMS)
    first = int(match["first"]) if match["first"] else None
    last = int(match["last"]) if match["last"] else None
    if first is not None and not match["until"]:
        last = first
    if first is not None and last is not None and last < first:
        raise glyphs.refused(text, _BACKWARDS, _FORMS)
    return Period(
        text=text,
        first=first,
        last=last,
        years=int(match["years"]) if match["years"] else None,
        remark=match["remark"],
    )


_UNKNOWN = Text("知っている期間の書き方ではありません", "no known form of a period matches")
_BACKWARDS = Text("終わりの年が始まりの年より前です", "it ends before it starts")
