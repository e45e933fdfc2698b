"""Number schemes of pack.toml: how the management number of a record is put together and cited.

Decides: which schemes can be; reading and making numbers is the business of the context that
numbers. Called by: settings (form), contexts (`scheme_of`). Source: docs/pack-guide.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from ikkan.pack import rules
from ikkan.pack.keys import Section
from ikkan.values.text import Text

RECORDS: Final = ("award",)
SCHEME_KEYS: Final = ("rule", "example", "segments", "acknowledgement")
SEGMENT_KEYS: Final = ("name", "part", "form", "length", "text")
ACKNOWLEDGEMENT_KEYS: Final = ("prefix", "take")
PARTS: Final = ("year", "serial", "given", "fixed")
FORMS: Final = {"digits": "[0-9]", "letters": "[a-z]"}
LONGEST: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Some characters of a number: the fiscal year, a running number, given ones, or a fixed text.

    `text` is what stands where nobody gives anything; a fixed segment always is its text.
    """

    name: Text
    part: str
    form: str
    length: int
    text: str

    @property
    def pattern(self) -> str:
        """The regular expression of the segment."""
        return (
            re.escape(self.text) if self.part == "fixed" else f"{FORMS[self.form]}{{{self.length}}}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A number is its segments in order; cited as `prefix` and its first `take` characters."""

    rule: str
    example: str
    segments: tuple[Segment, ...]
    prefix: str
    take: int

    @property
    def pattern(self) -> re.Pattern[str]:
        """The whole number, one group a segment."""
        return re.compile("".join(f"({segment.pattern})" for segment in self.segments))

    @property
    def length(self) -> int:
        """Characters of a number."""
        return sum(segment.length for segment in self.segments)


def scheme_of(settings: Mapping[str, Any], record: str) -> Scheme | None:
    """The scheme of checked settings for "award"; None where the pack has none."""
    written = settings.get("numbers", {}).get(record)
    return None if written is None else read(Section(written, "", "", []))


def load(numbers: Section) -> None:
    """Reports what is wrong with the section `numbers`."""
    for record in RECORDS:
        section = numbers.section(record)
        if section is not None:
            read(section)
    numbers.close()


def read(section: Section) -> Scheme | None:
    """The scheme as written; None, with findings, where it cannot be."""
    before = len(section.findings)
    rule = section.string("rule", required=True)
    if rule is not None and rule not in rules.of_numbers():
        section.note("rule.unknown", "rule", read=rule, known=sorted(rules.of_numbers()))
    example = section.string("example", required=True)
    segments = tuple(_segment(entry) for entry in section.sections("segments", required=True))
    prefix, take = _acknowledgement(section.section("acknowledgement"))
    section.close()
    if len(section.findings) > before:
        return None
    scheme = Scheme(
        rule=rule or "",
        example=example or "",
        segments=tuple(segment for segment in segments if segment is not None),
        prefix=prefix,
        take=take,
    )
    _agree(section, scheme)
    return scheme if len(section.findings) == before else None


def _segment(entry: Section) -> Segment | None:
    name = entry.label("name", required=True)
    part = entry.choice("part", PARTS, required=True)
    fixed, given = part == "fixed", part == "given"
    text = entry.string("text", required=fixed or given) or ""
    form = entry.choice("form", FORMS, required=given) or "digits"
    length = entry.integer("length", least=1, most=LONGEST, required=not fixed)
    entry.close()
    if name is None or part is None or (length is None and not fixed):
        return None
    size = len(text) if fixed else length or 0
    if given and text and not re.fullmatch(f"{FORMS[form]}{{{size}}}", text):
        entry.note("scheme.text", "text", read=text, form=form, length=size)
    if part == "year" and size not in (2, 4):
        entry.note("scheme.year", "length", read=size)
    return Segment(name=name, part=part, form=form, length=size, text=text)


def _acknowledgement(section: Section | None) -> tuple[str, int]:
    if section is None:
        return "", 0
    prefix = section.string("prefix", required=True)
    take = section.integer("take", least=1, most=LONGEST, required=True)
    section.close()
    return prefix or "", take or 0


def _agree(section: Section, scheme: Scheme) -> None:
    """One year at most and one running number; the example is such a number."""
    parts = [segment.part for segment in scheme.segments]
    if parts.count("serial") != 1 or parts.count("year") > 1:
        counts = {"serials": parts.count("serial"), "years": parts.count("year")}
        section.note("scheme.parts", "segments", **counts)
    if scheme.length > LONGEST or scheme.take > scheme.length:
        section.note("scheme.length", "", length=scheme.length, take=scheme.take, longest=LONGEST)
    if not scheme.pattern.fullmatch(scheme.example):
        section.note("scheme.example", "example", read=scheme.example)
