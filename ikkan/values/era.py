"""Japanese eras (和暦) and Gregorian years, both ways.

Decides: which years and days an era has. Called by: tabular, pack, pages.
Source: the era ordinances; a change of era counts from its first day, so 30 July 1912 is Taisho 1
and 25 December 1926 is Showa 1. Days before 1873 (Meiji 6, when the Gregorian calendar came) are
refused, because the lunar calendar has other days.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from ikkan.values import glyphs
from ikkan.values.errors import EraError, PrintedFormError
from ikkan.values.text import Text


class Era(Enum):
    """An era; the value is its letter in short forms (R2.2.13)."""

    MEIJI = "M"
    TAISHO = "T"
    SHOWA = "S"
    HEISEI = "H"
    REIWA = "R"

    @property
    def name_text(self) -> Text:
        """令和 and Reiwa."""
        return Text(_DATA[self][0], self.name.capitalize())

    @property
    def start(self) -> date:
        """First day of the era."""
        return _DATA[self][1]

    @property
    def last_year(self) -> int | None:
        """Gregorian year in which the next era starts; None for the era in force."""
        later = [era.start.year for era in Era if era.start > self.start]
        return min(later, default=None)


_DATA: Final = {
    Era.MEIJI: ("明治", date(1868, 1, 25)),
    Era.TAISHO: ("大正", date(1912, 7, 30)),
    Era.SHOWA: ("昭和", date(1926, 12, 25)),
    Era.HEISEI: ("平成", date(1989, 1, 8)),
    Era.REIWA: ("令和", date(2019, 5, 1)),
}
_GREGORIAN: Final = date(1873, 1, 1)
_LAST_YEAR: Final = 2999
_ERA_NAME: Final = "|".join([*(name for name, _ in _DATA.values()), *(era.value for era in Era)])
_BY_NAME: Final = {era.value: era for era in Era} | {_DATA[era][0]: era for era in Era}
_YEAR: Final = rf"(?:(?P<era>{_ERA_NAME})(?P<of_era>元|[0-9]{{1,2}})|(?P<year>[0-9]{{4}}))"
_YEAR_FORM: Final = re.compile(rf"(?:FY)?{_YEAR}(?:年度?)?(?:\((?P<check>[0-9]{{4}})\))?")
_DATE_FORM: Final = re.compile(
    rf"{_YEAR}(?P<gap>[./年-])(?P<month>[0-9]{{1,2}})(?P<gap2>[./月-])(?P<day>[0-9]{{1,2}})(?P<end>日?)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EraYear:
    """A year of an era; `year` counts from 1 (元年)."""

    era: Era
    year: int

    @property
    def gregorian(self) -> int:
        """The Gregorian year."""
        return self.era.start.year + self.year - 1

    @property
    def text(self) -> Text:
        """令和元年 and Reiwa 1."""
        name = self.era.name_text
        return Text(f"{name.ja}{_counted(self.year)}年", f"{name.en} {self.year}")


def of_date(day: date) -> EraYear:
    """The era year of a day. EraError before 1873-01-01."""
    if day < _GREGORIAN:
        raise _refused(day.isoformat(), _TOO_EARLY)
    era = max((era for era in Era if era.start <= day), key=lambda era: era.start)
    return EraYear(era=era, year=day.year - era.start.year + 1)


def parse_year(text: str) -> int:
    """The Gregorian year of ``令和３年度``, ``H26``, ``令和元年度``, ``２０２６`` or ``FY2021``.

    A year in which the era changed may be named by either era (平成31年 and 令和元年 are 2019), a
    year after the change only by the new one. A bracketed Gregorian year must agree. EraError.
    """
    match = _YEAR_FORM.fullmatch(_tight(text))
    if match is None:
        raise _refused(text, _UNKNOWN)
    year = _year(match, text)
    if match["check"] and int(match["check"]) != year:
        raise _refused(text, _DISAGREE)
    return year


def parse_date(text: str) -> date:
    """The day of ``Ｒ2.2.13``, ``令和２年4月1日``, ``2020/03/27``, ``2020年3月7日``. EraError."""
    match = _DATE_FORM.fullmatch(_tight(text))
    if match is None:
        raise _refused(text, _UNKNOWN)
    written = (match["gap"], match["gap2"], match["end"])
    if written != ("年", "月", "日") and (written[0] != written[1] or match["end"]):
        raise _refused(text, _UNKNOWN)
    try:
        day = date(_year(match, text), int(match["month"]), int(match["day"]))
    except ValueError as error:
        raise _refused(text, _NO_DAY) from error
    if match["era"] and of_date(day).era is not _BY_NAME[match["era"]]:
        raise _refused(text, _OTHER_ERA)
    return day


def label(year: int, language: str) -> str:
    """A fiscal year from April for readers: ``令和3年度（2021）`` in 'ja', ``FY2021`` in 'en'.

    The era is the one in force at the end of the calendar year, as in the printed 令和元年度 for
    FY2019. Raises EraError outside 1873 to 2999, KeyError for another language.
    """
    if not _GREGORIAN.year <= year <= _LAST_YEAR:
        raise _refused(str(year), _TOO_EARLY if year < _GREGORIAN.year else _UNKNOWN)
    named = of_date(date(year, 12, 31))
    era = named.era.name_text.ja
    return Text(f"{era}{_counted(named.year)}年度（{year}）", f"FY{year}").of(language)


def _counted(year: int) -> str:
    return "元" if year == 1 else str(year)


def _year(match: re.Match[str], text: str) -> int:
    if match["year"]:
        year = int(match["year"])
        if year > _LAST_YEAR:
            raise _refused(text, _UNKNOWN)
    else:
        era = _BY_NAME[match["era"]]
        count = 1 if match["of_era"] == "元" else int(match["of_era"])
        year = era.start.year + count - 1
        last = era.last_year or _LAST_YEAR
        if count < 1 or year > last:
            raise _refused(text, _NO_SUCH_YEAR)
    if year < _GREGORIAN.year:
        raise _refused(text, _TOO_EARLY)
    return year


def _tight(text: str) -> str:
    try:
        return glyphs.tight(text)
    except PrintedFormError as error:
        raise EraError("era.form", error.text) from error


def _refused(text: str, reason: Text) -> EraError:
    return EraError("era.form", _REFUSED.format(shown=glyphs.shown(text), reason=reason))


_REFUSED = Text(
    "年・日付「{shown}」を読めません。{reason}。例: 令和3年度 H26 令和2年4月1日 R2.2.13 2020/03/27",
    'Cannot read the year or date "{shown}": {reason}. Known forms are such as 令和3年度, H26, '
    "令和2年4月1日, R2.2.13, 2020/03/27",
)
_UNKNOWN = Text("知っている書き方ではありません", "no known form matches")
_TOO_EARLY = Text(
    "明治6年（1873年）の改暦より前は扱いません",
    "before 1873 (Meiji 6) the Gregorian calendar was not in force",
)
_NO_SUCH_YEAR = Text("その元号にその年はありません", "that era has no such year")
_NO_DAY = Text("暦にない日です", "the calendar has no such day")
_OTHER_ERA = Text("その日は別の元号です", "that day belongs to another era")
_DISAGREE = Text("元号の年と西暦が合いません", "the era year and the Gregorian year disagree")
