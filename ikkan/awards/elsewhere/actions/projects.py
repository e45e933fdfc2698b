"""Projects of other funders: recorded in batches, added to, tied to awards.

Decides: what stands on record is never overwritten by another table; it gains years and what was
blank. Called by the pages of records and `ikkan import elsewhere`. Source: 000:172, 000:357.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

from ikkan.audit import journal
from ikkan.audit.actions import action, require_version
from ikkan.audit.actor import Actor
from ikkan.awards.elsewhere import messages, queries, rules
from ikkan.awards.elsewhere.models import External, ExternalAmount
from ikkan.awards.elsewhere.rules import AWARD, PROJECT, Further, NewProject
from ikkan.awards.models import Award
from ikkan.line.writing import SIDE, Joint, join
from ikkan.parties.models import Organisation
from ikkan.records.batches import places, refusal
from ikkan.records.codes import next_codes
from ikkan.values.errors import InputError, NotFound
from ikkan.values.finding import Finding
from ikkan.values.ref import Ref
from ikkan.values.text import Text

MOST: Final = 500
BLANKS: Final = (
    *("number", "title_ja", "title_en", "abstract", "principal", "organisation_name"),
    *("domains", "first_year", "last_year"),
)
"""Fields that another table may fill where they are blank."""
YEARS: Final[Mapping[str, Callable[..., int]]] = {"first_year": min, "last_year": max}
"""Years that another table may move apart."""


@action(
    "awards.record_projects",
    permission="can_record_project",
    description=Text(
        "他の資金配分機関などの課題を記録する", "Record projects of other funders in one batch"
    ),
)
def record_projects(
    rows: Sequence[NewProject], *, by: Actor, as_of: date, version: int | None, key: str | None
) -> list[str]:
    """Codes of the projects in the order given, at most 500; all or none.

    Raises InputError with every finding and its row.
    """
    if not rows:
        journal.nothing_to_do()
        return []
    _demand_few(rows)
    organisations = Organisation.objects.in_bulk(
        {row.organisation for row in rows if row.organisation}, field_name="code"
    )
    _demand(rows, organisations, as_of)
    codes = next_codes("EXT", as_of.year, len(rows))
    made = [
        _project(code, row, organisations.get(row.organisation))
        for code, row in zip(codes, rows, strict=True)
    ]
    External.objects.bulk_create(made)
    ExternalAmount.objects.bulk_create(
        ExternalAmount(project=project, fiscal_year=year, yen=yen)
        for project, row in zip(made, rows, strict=True)
        for year, yen in sorted(row.amounts.items())
    )
    journal.write("projects", {"projects": codes})
    return codes


@action(
    "awards.extend_projects",
    permission="can_record_project",
    description=Text(
        "記録した他機関の課題に、年度と空欄を書き足す",
        "Add years and what was blank to recorded projects of other funders",
    ),
)
def extend_projects(
    rows: Sequence[Further], *, by: Actor, as_of: date, version: int | None, key: str | None
) -> list[str]:
    """Codes of the projects, at most 500; all or none. Each row carries the version it saw.

    Raises NotFound, VersionConflict, InputError (a year that has an amount, …).
    """
    if not rows:
        journal.nothing_to_do()
        return []
    _demand_few(rows)
    held = External.objects.select_for_update().prefetch_related("amounts")
    by_code = {one.code: one for one in held.filter(code__in=[row.code for row in rows])}
    for row in rows:
        project = by_code.get(row.code)
        if project is None:
            raise NotFound("awards.project", messages.NO_PROJECT.format(code=row.code))
        require_version(project, row.version)
        _extend(project, row)
    journal.write("projects", {"extended": list(rows)})
    return [row.code for row in rows]


@action(
    "awards.link_project",
    permission="can_link_project",
    description=Text(
        "他機関の課題を、関係する採択課題と結ぶ",
        "Tie a project of another funder to the awards it stands in connection with",
    ),
)
def link_project(
    code: str,
    awards: Sequence[str],
    *,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> External:
    """These awards and no others. Raises NotFound, VersionConflict, InputError."""
    project = External.objects.select_for_update().filter(code=code).first()
    if project is None:
        raise NotFound("awards.project", messages.NO_PROJECT.format(code=code))
    require_version(project, version)
    known = {row.code: row for row in Award.objects.filter(code__in=list(awards))}
    missing = sorted(set(awards) - set(known))
    if missing:
        words = messages.NO_AWARD.format(codes="、".join(missing[:10]))
        raise InputError("awards.project_award", words)
    project.awards.set(known.values())
    join(
        Ref(PROJECT, code),
        [Joint(kind="elsewhere", to=Ref(AWARD, one), direction=SIDE) for one in sorted(known)],
    )
    project.version += 1
    project.save(update_fields=["version"])
    journal.write(Ref(PROJECT, code), {"awards": sorted(known)})
    return project


def _demand_few(rows: Sequence[object]) -> None:
    if len(rows) > MOST:
        raise InputError("awards.batch", messages.BATCH.format(given=len(rows), most=MOST))


def _demand(
    rows: Sequence[NewProject], organisations: Mapping[str, Organisation], as_of: date
) -> None:
    """Raise InputError with every finding and its row."""
    keys = {row.key for row in rows}
    held = External.objects.filter(key__in=keys).values_list("funder", "key", "code")
    taken = {(funder, key): code for funder, key, code in held}
    bodies = queries.in_pack("body", {row.funder for row in rows}, as_of)
    domains = queries.in_pack("domain", {one for row in rows for one in row.domains}, as_of)
    seen: set[tuple[str, str]] = set()
    found: list[Finding] = []
    for place, row in zip(places("projects", len(rows)), rows, strict=True):
        said = list(rules.refused_project(row))
        own = (row.funder, row.key)
        if own in taken:
            said.append(messages.KEY_TAKEN.format(funder=own[0], key=own[1][:60], code=taken[own]))
        elif own in seen:
            said.append(messages.KEY_TWICE.format(funder=own[0], key=own[1][:60]))
        seen.add(own)
        unknown = [(messages.BODY, row.funder)] if row.funder not in bodies else []
        unknown += [(messages.DOMAIN, one) for one in row.domains if one not in domains]
        if row.organisation and row.organisation not in organisations:
            unknown.append((messages.INSTITUTE, row.organisation))
        said += [messages.UNKNOWN.format(what=what, code=code or "–") for what, code in unknown]
        found += [Finding("awards.project_form", place, values={"said": one}) for one in said]
    if found:
        raise refusal(found, _said)


def _said(finding: Finding) -> Text:
    words = finding.values["said"]
    return words if isinstance(words, Text) else Text(str(words), str(words))


def _project(code: str, row: NewProject, organisation: Organisation | None) -> External:
    texts = (row.title.ja.strip(), row.title.en.strip(), row.abstract.strip())
    years = sorted(row.amounts)
    return External(
        code=code,
        funder=row.funder,
        key=row.key,
        number=row.number,
        title_ja=texts[0],
        title_en=texts[1],
        abstract=texts[2],
        principal=row.principal,
        organisation_name=row.organisation_name,
        organisation=organisation,
        first_year=row.first_year or (years[0] if years else None),
        last_year=row.last_year or (years[-1] if years else None),
        domains=list(row.domains),
        forms=queries.forms_to_keep(*texts),
    )


def _extend(project: External, row: Further) -> None:
    held = {one.fiscal_year: one.yen for one in project.amounts.all()}
    for year in sorted(set(row.amounts) & set(held)):
        words = messages.MORE_YEARS.format(code=row.code, year=year, stored=f"{held[year]:,}")
        raise InputError("awards.project_year", words)
    ExternalAmount.objects.bulk_create(
        ExternalAmount(project=project, fiscal_year=year, yen=yen)
        for year, yen in sorted(row.amounts.items())
    )
    for name, value in row.blanks.items():
        before = getattr(project, name) if name in BLANKS else value
        if before in ("", None, []):
            setattr(project, name, value)
        elif name in YEARS:
            setattr(project, name, YEARS[name](before, value))
    for name, widest in YEARS.items():
        known = [year for year in (*row.amounts, getattr(project, name)) if year is not None]
        setattr(project, name, widest(known) if known else None)
    project.forms = queries.forms_to_keep(*queries.texts_of(project))
    project.version += 1
    project.save()
