"""What a new organisation or person is given as, and every finding about it before it is written.

Called by actions for one record and for batches alike. Codes that are empty are made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ikkan.parties import messages, prefectures, rules
from ikkan.values import glyphs
from ikkan.values.ref import is_record_code
from ikkan.values.text import Text

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOrganisation:
    """An organisation to register; `prefecture` is a code or a name."""

    name_ja: str = ""
    name_en: str = ""
    sort: str
    corporate_number: str = ""
    prefecture: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """A person to register; `organisation` is a code."""

    name_ja: str = ""
    name_en: str = ""
    organisation: str = ""
    researcher_number: str = ""
    account_code: str = ""
    published: bool = False
    code: str = ""


def read_organisation(given: NewOrganisation) -> NewOrganisation:
    """The same with names trimmed and numbers plain; what cannot be read stays for `findings`."""
    found = prefectures.code_of(given.prefecture)
    return NewOrganisation(
        name_ja=given.name_ja.strip(),
        name_en=given.name_en.strip(),
        sort=given.sort,
        corporate_number=rules.digits(given.corporate_number),
        prefecture=given.prefecture.strip() if found is None else found,
        code=given.code,
    )


def read_person(given: NewPerson) -> NewPerson:
    """The same with names trimmed and numbers plain."""
    return NewPerson(
        name_ja=given.name_ja.strip(),
        name_en=given.name_en.strip(),
        organisation=given.organisation,
        researcher_number=rules.digits(given.researcher_number),
        account_code=given.account_code.strip(),
        published=given.published,
        code=given.code,
    )


def organisation_findings(given: NewOrganisation) -> list[Text]:
    """Everything wrong with one organisation by itself."""
    found = _names(given.name_ja, given.name_en) + _code(given.code)
    sorts = messages.ORGANISATION_SORTS
    if given.sort not in sorts:
        shown = glyphs.shown(given.sort)
        found.append(messages.SORT_UNKNOWN.format(sort=shown, choices=", ".join(sorts)))
    number = given.corporate_number
    if number and not rules.is_corporate_number(number):
        found.append(messages.CORPORATE_NUMBER.format(number=glyphs.shown(number)))
    if given.prefecture and given.prefecture not in prefectures.PREFECTURES:
        found.append(messages.PREFECTURE_UNKNOWN.format(read=glyphs.shown(given.prefecture)))
    return found


def person_findings(given: NewPerson) -> list[Text]:
    """Everything wrong with one person by itself."""
    found = _names(given.name_ja, given.name_en) + _code(given.code)
    number = given.researcher_number
    if number and not rules.is_researcher_number(number):
        found.append(messages.RESEARCHER_NUMBER.format(number=glyphs.shown(number)))
    return found


def _names(ja: str, en: str) -> list[Text]:
    if not ja and not en:
        return [messages.NAME_MISSING]
    return [
        messages.NAME_LONG.format(who=glyphs.shown(name[:20]), longest=LONGEST_NAME)
        for name in (ja, en)
        if len(name) > LONGEST_NAME
    ]


def _code(code: str) -> list[Text]:
    if not code or is_record_code(code):
        return []
    return [messages.CODE_FORM.format(code=glyphs.shown(code))]


def taken(label: Text, values: Iterable[str], holders: Mapping[str, str]) -> list[Text]:
    """Values that stand twice in `values` or that somebody (`holders`) has already."""
    seen: set[str] = set()
    found = []
    for value in filter(None, values):
        holder: object = holders.get(value)
        if holder is None and value in seen:
            holder = messages.THIS_LIST
        if holder is not None:
            found.append(messages.TAKEN.format(what=label, value=value, holder=holder))
        seen.add(value)
    return found
