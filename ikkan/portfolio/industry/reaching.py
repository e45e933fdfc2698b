"""Whom an action on a seed's way to industry touches, and reading a record to change it.

Called by the actions and kinds of this part. A role granted for a programme, a person or an
organisation reaches the seeds of their awards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.crypto import salted_hmac

from ikkan.audit import journal
from ikkan.audit.actions import require_version
from ikkan.awards.models import Award
from ikkan.parties.models import Organisation, Person
from ikkan.plan.offices import scopes_of
from ikkan.plan.queries import snapshot
from ikkan.portfolio.industry import messages
from ikkan.portfolio.industry.rules import ORGANISATION, PERSON
from ikkan.portfolio.models import Seed
from ikkan.values.errors import InputError, NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text

Scope = Callable[[Mapping[str, Any]], tuple[Ref, ...]]


def of_awards(awards: Iterable[Award], day: date) -> tuple[Ref, ...]:
    """The programmes, principals and organisations of awards."""
    found: list[Ref] = []
    for award in awards:
        found += scopes_of(award.programme_code, day)
        found.append(Ref(ORGANISATION, award.organisation.code))
        if award.principal is not None:
            found.append(Ref(PERSON, award.principal.code))
    return tuple(dict.fromkeys(found))


def of_seed(code: str, day: date) -> tuple[Ref, ...]:
    """The same for all awards that carry a seed."""
    rows = Award.objects.filter(seeds__code=code).select_related("organisation", "principal")
    return of_awards(rows.order_by("pk"), day)


def of_award(code: str, day: date) -> tuple[Ref, ...]:
    """The same for one award."""
    rows = Award.objects.filter(code=code).select_related("organisation", "principal")
    return of_awards(rows, day)


def seed_of(record: Any) -> tuple[Ref, ...]:
    """The reach of a record that belongs to a seed, today; for the forms of its kind."""
    return of_seed(record.seed.code, timezone.localdate())


def by_seed(arguments: Mapping[str, Any]) -> tuple[Ref, ...]:
    """The argument `seed` names the seed."""
    return of_seed(arguments["seed"], arguments["as_of"])


def by_new(arguments: Mapping[str, Any]) -> tuple[Ref, ...]:
    """The argument `new` names a seed or an award."""
    new, day = arguments["new"], arguments["as_of"]
    return of_seed(new.seed, day) if new.seed else of_award(new.award, day)


def by_record(model: Any) -> Scope:
    """The argument `code` names a record of `model` that belongs to a seed."""

    def scope(arguments: Mapping[str, Any]) -> tuple[Ref, ...]:
        rows = model.objects.filter(code=arguments["code"]).values_list("seed__code", flat=True)
        seed = rows.first()
        return of_seed(seed, arguments["as_of"]) if seed else ()

    return scope


def seed_named(code: str) -> Seed:
    """Raises NotFound."""
    found: Seed = _named(Seed, code)
    return found


def organisation_named(code: str) -> Organisation:
    """Raises NotFound."""
    found: Organisation = _named(Organisation, code)
    return found


def person_named(code: str) -> Person | None:
    """None where no code is given. Raises NotFound."""
    return _named(Person, code) if code else None


def _named(model: Any, code: str) -> Any:
    found = model.objects.filter(code=code).first()
    if found is None:
        raise NotFound("industry.none", messages.NO_RECORD.format(code=code[:80]))
    return found


def locked(model: Any, code: str, version: int | None, *related: str) -> Any:
    """The record, locked. Raises NotFound, VersionConflict."""
    rows = model.objects.select_for_update(of=("self",))
    found = (rows.select_related(*related) if related else rows).filter(code=code).first()
    if found is None:
        raise NotFound("industry.none", messages.NO_RECORD.format(code=code[:80]))
    require_version(found, version)
    return found


def changed(record: Any, about: Ref | str, said: Mapping[str, object], *fields: str) -> Any:
    """Save the next version with its entry in the journal."""
    record.version += 1
    record.save(update_fields=["version", *fields])
    journal.write(about, said)
    return record


def demand(findings: Iterable[Text]) -> None:
    """Raise InputError with every finding."""
    said = list(findings)
    if said:
        ja, en = ("\n".join(one.of(language) for one in said) for language in ("ja", "en"))
        raise InputError("industry.refused", Text(ja, en))


def missing_rows(kind: str, codes: Iterable[str], day: date) -> Iterable[Text]:
    """A finding for each code that the pack does not have as a row of `kind`."""
    held = snapshot(day)
    for code in codes:
        if code and held.find(Ref(kind, code)) is None:
            yield messages.NOT_IN_PACK.format(code=code)


def missing_tags(group: str, code: str, day: date) -> Iterable[Text]:
    """The same for a tag of one group."""
    if code and all(
        (row.code, row.data["group"]) != (code, group)
        for row in snapshot(day).entries("tag", state="all")
    ):
        yield messages.NOT_IN_PACK.format(code=code)


def confidential_code(prefix: str, *parts: object) -> str:
    """A code that tells neither how many there are nor whom it is about.

    It is keyed by the secret of the home: whoever knows one side cannot work out the other.
    """
    said = "|".join(str(one) for one in parts)
    return f"{prefix}-{salted_hmac('ikkan.confidence', said, algorithm='sha256').hexdigest()[:12]}"
