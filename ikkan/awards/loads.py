"""How awards are written, one or five hundred at a time, under the same rules.

Decides: which rows are refused, with all reasons at once. Called by actions only. The number of
queries does not grow with the rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from ikkan.awards import edges, messages, numbers, queries, rules
from ikkan.awards.models import Award, Continuation, YearAmount
from ikkan.awards.rules import NewAward
from ikkan.budget.models import Account
from ikkan.budget.rules import Layer, NewAccount
from ikkan.calls.models import Application, Call
from ikkan.line.writing import join_many
from ikkan.pack.numbers import Scheme
from ikkan.parties.models import Organisation, Person
from ikkan.records.codes import next_codes
from ikkan.values.errors import InputError
from ikkan.values.ref import LONGEST_RECORD_CODE, is_record_code
from ikkan.values.text import Text

MOST = 500
OWN_PREFIX = "AWARD"
_SERIALS = "award.number"
_SHOWN = 20
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The records that a batch names, by code."""

    organisations: Mapping[str, Organisation]
    people: Mapping[str, Person]
    calls: Mapping[str, Call]
    applications: Mapping[str, Application]
    accounts: Mapping[str, Account]
    awards: Mapping[str, Award]
    used: Mapping[int, str]
    """Application → number of the award that came of it."""
    external: Mapping[tuple[str, str], str]
    rows: Mapping[str, set[str]]
    """Kind of the pack → codes it has."""


Opener = Callable[[list[NewAccount]], list[str]]


def record(rows: Sequence[NewAward], as_of: date, opener: Opener) -> list[Award]:
    """Write awards with amounts, lineage and edges; `opener` opens accounts and gives their codes.

    Raises InputError with every reason.
    """
    if len(rows) > MOST:
        raise InputError("awards.batch", messages.BATCH.format(given=len(rows), most=MOST))
    _lock(row.application for row in rows)
    named = _named(rows, as_of)
    month = queries.start_month(as_of)
    years = [_years(row, month) for row in rows]
    refused = [
        (place, error)
        for place, (row, span) in enumerate(zip(rows, years, strict=True))
        for error in _against(row, span, named)
    ]
    demand([*refused, *_twice(rows)], len(rows))
    scheme = queries.scheme(as_of)
    codes = _codes(rows, years, scheme)
    pairs = [(code, one) for code, row in zip(codes, rows, strict=True) for one in row.continues]
    rules.demand_no_circle((), pairs)
    made = [
        _award(row, code, span[0], named)
        for row, code, span in zip(rows, codes, years, strict=True)
    ]
    _cite(made, scheme)
    _open(made, rows, named, as_of, opener)
    Award.objects.bulk_create(made)
    _write_rest(made, rows, named)
    return made


def _lock(codes: Iterable[str]) -> None:
    """Keep others from making awards of the same applications meanwhile."""
    wanted = {code for code in codes if code}
    if wanted:
        list(Application.objects.select_for_update().filter(code__in=wanted).order_by("pk"))


def _twice(rows: Sequence[NewAward]) -> Iterator[tuple[int, InputError]]:
    """Rows whose application or key at the source stands in an earlier row of the batch."""
    seen: set[tuple[str, str]] = set()
    for place, row in enumerate(rows):
        key = (row.external_source, row.external_key)
        if row.application and ("", row.application) in seen:
            words = messages.APPLICATION_TWICE.format(code=row.application)
            yield place, InputError("awards.twice", words)
        if row.external_key and key in seen:
            words = messages.EXTERNAL_TWICE.format(source=key[0], key=key[1])
            yield place, InputError("awards.external", words)
        seen |= {("", row.application), key}


def demand(refused: Sequence[tuple[int, InputError]], count: int) -> None:
    """Raise one InputError for all reasons, each with its row where there are several rows."""
    if not refused:
        return
    said = [
        error.text if count == 1 else messages.ROW.format(row=place + 1, said=error.text)
        for place, error in refused[:_SHOWN]
    ]
    if len(refused) > _SHOWN:
        said.append(messages.MORE.format(count=len(refused) - _SHOWN))
    words = Text.joined(said)
    raise InputError(refused[0][1].code, words)


def refusals(*checks: Callable[[], object]) -> Iterator[InputError]:
    """What each of the checks refuses."""
    for check in checks:
        try:
            check()
        except InputError as error:
            yield error


def _years(row: NewAward, month: int) -> range:
    """The award's fiscal years; empty where its days are the wrong way round."""
    if row.ends_on < row.began_on:
        return range(0)
    return rules.years_of(row.began_on, row.ends_on, month)


def _named(rows: Sequence[NewAward], as_of: date) -> Named:
    applications = _by_code(Application, (row.application for row in rows), "call__account")
    used = Award.objects.filter(application__in=applications.values())
    keys = {row.external_key for row in rows if row.external_key}
    known = Award.objects.filter(external_key__in=keys)
    kinds = {
        "programme": {row.programme for row in rows},
        "phase": {row.phase for row in rows},
        "domain": {code for row in rows for code in row.domains},
    }
    return Named(
        organisations=_by_code(Organisation, (row.organisation for row in rows)),
        people=_by_code(Person, (row.principal for row in rows)),
        calls=_by_code(Call, (row.call for row in rows), "account"),
        applications=applications,
        accounts=_by_code(Account, (one for row in rows for one in (row.account, row.funded_from))),
        awards=_by_code(Award, (one for row in rows for one in (row.code, *row.continues))),
        used=dict(used.values_list("application_id", "code")),
        external={
            (source, key): code
            for source, key, code in known.values_list("external_source", "external_key", "code")
        },
        rows={kind: queries.in_pack(kind, codes, as_of) for kind, codes in kinds.items()},
    )


def _by_code(model: Any, codes: Iterable[str], *related: str) -> dict[str, Any]:
    wanted = {code for code in codes if code}
    if not wanted:
        return {}
    rows = model.objects.filter(code__in=wanted)
    return {row.code: row for row in (rows.select_related(*related) if related else rows)}


def _against(row: NewAward, years: range, named: Named) -> Iterator[InputError]:
    """Every reason against one row."""
    yield from refusals(partial(rules.demand_days, row.began_on, row.ends_on))
    if years:
        yield from refusals(partial(rules.demand_amounts, row.year_amounts, years))
    if not row.title.ja.strip():
        yield InputError("awards.title", messages.TITLE_MISSING)
    if row.amounts_are not in rules.AMOUNT_SORTS:
        yield _unknown(messages.SORT, row.amounts_are)
    for what, code, known in (
        (messages.ORGANISATION, row.organisation, named.organisations),
        (messages.PERSON, row.principal, named.people),
        (messages.CALL, row.call, named.calls),
        (messages.APPLICATION, row.application, named.applications),
        (messages.ACCOUNT, row.account, named.accounts),
        (messages.ACCOUNT, row.funded_from, named.accounts),
        (messages.PROGRAMME, row.programme, named.rows["programme"]),
        (messages.PHASE, row.phase, named.rows["phase"]),
        (messages.MODALITY, row.modality, messages.MODALITY_LABELS),
        *((messages.DOMAIN, one, named.rows["domain"]) for one in row.domains),
    ):
        if code and code not in known:
            yield _unknown(what, code)
    if not row.organisation:
        yield InputError("awards.organisation", messages.ORGANISATION_MISSING)
    yield from _against_application(row, named)
    yield from _against_code(row, named)
    held = named.external.get((row.external_source, row.external_key))
    if row.external_key and held is not None:
        words = messages.EXTERNAL_TAKEN.format(
            source=row.external_source, key=row.external_key, code=held
        )
        yield InputError("awards.external", words)
    yield from _against_lineage(row, named)


def _unknown(what: Text, code: str) -> InputError:
    return InputError("awards.unknown", messages.UNKNOWN.format(what=what, code=code[:60]))


def _against_application(row: NewAward, named: Named) -> Iterator[InputError]:
    application = named.applications.get(row.application)
    call = application.call if application is not None else named.calls.get(row.call)
    if application is not None:
        if application.state != "adopted":
            words = messages.NOT_ADOPTED.format(code=row.application)
            yield InputError("awards.not_adopted", words)
        if row.amounts_are == rules.DECIDED:
            adopted = application.adopted_yen or 0
            yield from refusals(
                partial(rules.demand_adopted, row.application, row.year_amounts, adopted)
            )
        if application.pk in named.used:
            words = messages.AWARDED_BEFORE.format(
                code=row.application, award=named.used[application.pk]
            )
            yield InputError("awards.twice", words)
        if row.call and application.call.code != row.call:
            words = messages.OTHER_CALL.format(application=row.application, call=row.call)
            yield InputError("awards.other_call", words)
    if call is not None and row.programme and call.programme_code != row.programme:
        words = messages.OTHER_PROGRAMME.format(call=call.code, programme=call.programme_code)
        yield InputError("awards.other_programme", words)
    rolling = call is not None and call.fast_track
    if row.application and call is not None and call.state != "decided" and not rolling:
        yield InputError("awards.undecided", messages.CALL_NOT_DECIDED.format(code=call.code))


def _against_code(row: NewAward, named: Named) -> Iterator[InputError]:
    if row.code in named.awards:
        yield InputError("awards.taken", messages.NUMBER_TAKEN.format(number=row.code))
    if row.code and not is_record_code(row.code):
        most = LONGEST_RECORD_CODE
        words = messages.NUMBER_LONG.format(number=row.code[:most], most=most)
        yield InputError("awards.number_long", words)


def _against_lineage(row: NewAward, named: Named) -> Iterator[InputError]:
    for code in row.continues:
        earlier = named.awards.get(code)
        if earlier is None:
            yield _unknown(messages.AWARD, code)
        elif earlier.began_on > row.began_on:
            words = messages.CONTINUES_LATER.format(code=row.code or row.title.ja, earlier=code)
            yield InputError("awards.continues_later", words)


def _codes(rows: Sequence[NewAward], years: Sequence[range], scheme: Scheme | None) -> list[str]:
    """Numbers given and made: by the pack's scheme, else a code of ours. Raises InputError."""
    brought = Counter(row.code for row in rows if row.code)
    twice = [code for code, count in brought.items() if count > 1]
    if twice:
        raise InputError("awards.taken", messages.NUMBER_TAKEN.format(number=twice[0]))
    pairs = list(zip(rows, years, strict=True))
    if scheme is not None:
        refused = [
            (place, error)
            for place, (row, span) in enumerate(pairs)
            if row.code and not row.external_source
            for error in refusals(partial(_numbered, scheme, row.code, span))
        ]
        demand(refused, len(rows))
    unnumbered = [(row, span[0]) for row, span in pairs if not row.code]
    ours = Counter(year for row, year in unnumbered if scheme is None or row.external_source)
    theirs = Counter(year for _, year in unnumbered) - ours
    own = {year: iter(next_codes(OWN_PREFIX, year, ours[year])) for year in sorted(ours)}
    serials = {year: _serials(year, theirs[year]) for year in sorted(theirs)}
    made: list[str] = []
    for row, span in pairs:
        if row.code:
            made.append(row.code)
        elif scheme is None or row.external_source:
            made.append(next(own[span[0]]))
        else:
            made.append(numbers.generate(scheme, span[0], next(serials[span[0]]), row.given))
    taken = Award.objects.filter(code__in=made).values_list("code", flat=True).first()
    if taken is not None:
        raise InputError("awards.taken", messages.NUMBER_TAKEN.format(number=taken))
    return made


def _serials(year: int, count: int) -> Iterator[int]:
    return (int(code.rpartition("-")[2]) for code in next_codes(_SERIALS, year, count))


def _numbered(scheme: Scheme, code: str, years: range) -> None:
    """Raise InputError unless the number has the pack's form and says one of the award's years."""
    numbers.parse(scheme, code)
    if not any(numbers.of_year(scheme, code, year) for year in years):
        words = messages.NUMBER_YEAR.format(number=code, first=years[0], last=years[-1])
        raise InputError("awards.number_year", words)


def _cite(made: Iterable[Award], scheme: Scheme | None) -> None:
    """Say how awards are cited whose number is one of the scheme."""
    for award in made:
        if scheme is not None and scheme.pattern.fullmatch(award.code):
            award.acknowledgement = numbers.acknowledgement(scheme, award.code)


def account_of(award: Award, parent: Account, as_of: date) -> NewAccount:
    """The ledger account of an award that `parent` funds, opened on the award's first day."""
    return NewAccount(
        layer=Layer.AWARD.value,
        name_ja=award.title_ja[:_LONGEST_NAME],
        name_en=(award.title_en or award.title_ja)[:_LONGEST_NAME],
        fiscal_year=max(award.fiscal_year, parent.fiscal_year),
        parent=parent.code,
        owner=str(edges.ref_of(award.code)),
        opened_on=min(award.began_on, as_of),
    )


def _open(
    made: Sequence[Award], rows: Sequence[NewAward], named: Named, as_of: date, opener: Opener
) -> None:
    """Open the accounts of those rows that ask for one."""
    wanted: list[tuple[Award, NewAccount]] = []
    for award, row in zip(made, rows, strict=True):
        if row.opens_account:
            parent = named.accounts.get(row.funded_from) or getattr(award.call, "account", None)
            if parent is None:
                words = messages.NO_SOURCE.format(code=award.code)
                raise InputError("awards.no_source", words)
            wanted.append((award, account_of(award, parent, as_of)))
    if not wanted:
        return
    codes = opener([new for _, new in wanted])
    opened = _by_code(Account, codes)
    for (award, _), code in zip(wanted, codes, strict=True):
        award.account = opened[code]


def _award(row: NewAward, code: str, year: int, named: Named) -> Award:
    application = named.applications.get(row.application)
    call = application.call if application is not None else named.calls.get(row.call)
    return Award(
        code=code,
        title_ja=row.title.ja.strip(),
        title_en=row.title.en.strip(),
        application=application,
        call=call,
        programme_code=row.programme or (call.programme_code if call is not None else ""),
        organisation=named.organisations[row.organisation],
        principal=named.people.get(row.principal),
        began_on=row.began_on,
        ends_on=row.ends_on,
        fiscal_year=year,
        modality=row.modality,
        phase=row.phase,
        domains=list(row.domains),
        account=named.accounts.get(row.account),
        external_source=row.external_source,
        external_key=row.external_key,
        published=row.published,
        state=rules.COMPLETED if row.completed else rules.ACTIVE,
        ended_on=row.ends_on if row.completed else None,
    )


def _write_rest(made: Sequence[Award], rows: Sequence[NewAward], named: Named) -> None:
    pairs = list(zip(made, rows, strict=True))
    YearAmount.objects.bulk_create(
        YearAmount(award=award, fiscal_year=year, sort=row.amounts_are, yen=yen)
        for award, row in pairs
        for year, yen in sorted(row.year_amounts.items())
    )
    Continuation.objects.bulk_create(
        Continuation(award=award, earlier=named.awards[code])
        for award, row in pairs
        for code in dict.fromkeys(row.continues)
    )
    join_many(
        {edges.ref_of(award.code): edges.of_award(award, row.continues) for award, row in pairs}
    )
