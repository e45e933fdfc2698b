"""Writes calls and applications, one or many, in a constant number of queries.

Decides: whether everything a row names is there. Called by actions, inside their transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeVar

from ikkan.budget.models import Account
from ikkan.budget.rules import Layer
from ikkan.calls import edges, messages, queries, rules
from ikkan.calls.models import Application, Call
from ikkan.calls.rules import ApplicationState, CallState, NewApplication, NewCall, Purse
from ikkan.line import registry
from ikkan.line.writing import join_many
from ikkan.parties.models import Organisation, Person
from ikkan.records import batches
from ikkan.records.codes import filled_codes, taken_codes
from ikkan.values.errors import InputError, RefError
from ikkan.values.finding import Finding, Place
from ikkan.values.ref import Ref

Check = Callable[[NewApplication, Call, Place], list[Finding]]
M = TypeVar("M", Account, Call, Person, Organisation)


def calls(rows: Sequence[NewCall], as_of: date) -> list[Call]:
    """Write calls. Raises InputError with every finding; then nothing is written."""
    accounts = _by_code(Account, (row.account for row in rows), "parent")
    programmes = {row.programme_code: _programme(row.programme_code) for row in rows}
    named = [(row, rows_named(row)) for row in rows]
    others = {ref for _, pairs in named for _, ref in pairs if ref is not None}
    known = registry.exist({ref for ref in programmes.values() if ref is not None} | others)
    found: list[Finding] = []
    for row, place in zip(rows, batches.places("calls", len(rows)), strict=True):
        account = accounts.get(row.account)
        found += rules.call_findings(row, account.layer if account else None, place, as_of)
        programme = programmes[row.programme_code]
        if programme is None or programme not in known:
            values: dict[str, object] = {"code": row.programme_code or "–"}
            found.append(Finding("calls.programme", place, values=values))
        elif account is not None and (owner := _other_owner(account, programme)):
            values = {"account": account.code, "owner": owner}
            found.append(Finding("calls.other_programme", place, values=values))
    for (_, pairs), place in zip(named, batches.places("calls", len(rows)), strict=True):
        for code, ref in pairs:
            if ref is None or ref not in known:
                found.append(Finding("calls.row", place, values={"code": code}))
    if found:
        raise batches.refusal(found, messages.render)
    codes = _codes("CALL", [(row.code, row.opens_on.year) for row in rows], Call)
    made = [
        Call(
            code=code,
            title_ja=row.title_ja.strip(),
            title_en=row.title_en.strip(),
            programme_code=row.programme_code,
            account=accounts[row.account],
            opens_on=row.opens_on,
            closes_on=row.closes_on,
            upper_yen=row.upper_yen,
            places=row.places,
            state=row.state,
            closed_on=None if row.state in (CallState.PLANNED, CallState.OPEN) else row.closes_on,
            published=row.state != CallState.PLANNED,
            phases=list(row.phases),
            modalities=list(row.modalities),
            domains=list(row.domains),
            pairing=list(row.pairing),
            fast_track=row.fast_track,
            basis=row.basis,
        )
        for code, row in zip(codes, rows, strict=True)
    ]
    Call.objects.bulk_create(made)
    join_many({Ref(edges.CALL_KIND, one.code): edges.of_call(one) for one in made})
    return made


def applications(
    rows: Sequence[NewApplication], known: dict[str, Call], check: Check, as_of: date
) -> list[Application]:
    """Write applications to the calls `known` by code, each row judged by `check` as well.

    Raises InputError with every finding; then nothing is written.
    """
    people = _by_code(Person, (row.principal for row in rows), "organisation")
    bodies = _by_code(Organisation, (row.organisation for row in rows))
    standing = set(
        Application.objects.filter(call__in=known.values(), principal__in=people.values())
        .exclude(state=ApplicationState.WITHDRAWN)
        .values_list("call__code", "principal__code")
    )
    room = _Room(known.values(), rows, as_of)
    found: list[Finding] = []
    for row, place in zip(rows, batches.places("calls", len(rows)), strict=True):
        call, person = known.get(row.call), people.get(row.principal)
        missing = [
            (name, code)
            for name, code, there in (
                ("call", row.call, call is not None),
                ("person", row.principal, person is not None),
                ("organisation", row.organisation, row.organisation in {"", *bodies}),
            )
            if not there
        ]
        for name, code in missing:
            found.append(Finding(f"calls.{name}", place, values={"code": code or "–"}))
        if call is not None:
            found += check(row, call, place) or room.take(row, call, place)
        if row.state != ApplicationState.WITHDRAWN and not missing:
            if (row.call, row.principal) in standing:
                values: dict[str, object] = {"principal": row.principal, "call": row.call}
                found.append(Finding("calls.twice", place, values=values))
            standing.add((row.call, row.principal))
    if found:
        raise batches.refusal(found, messages.render)
    days = [row.submitted_on or as_of for row in rows]
    codes = _codes(
        "APP", [(row.code, day.year) for row, day in zip(rows, days, strict=True)], Application
    )
    made = [
        Application(
            code=code,
            call=known[row.call],
            title_ja=row.title_ja.strip(),
            title_en=row.title_en.strip(),
            principal=people[row.principal],
            organisation=bodies.get(row.organisation) or people[row.principal].organisation,
            requested_yen=row.requested_yen,
            tags=list(row.tags),
            submitted_on=day,
            state=row.state,
            adopted_yen=_adopted(row),
            decided_on=row.decided_on,
            reason=row.reason.strip(),
        )
        for code, row, day in zip(codes, rows, days, strict=True)
    ]
    Application.objects.bulk_create(made)
    join_many({Ref(edges.APPLICATION_KIND, one.code): edges.of_application(one) for one in made})
    return made


class _Room:
    """Places and money left while the adopted rows of a batch are counted one by one."""

    def __init__(self, calls: Iterable[Call], rows: Sequence[NewApplication], as_of: date) -> None:
        self._purses: dict[str, Purse] = {}
        self._taken: dict[int, tuple[int, int]] = {}
        if any(row.state == ApplicationState.ADOPTED for row in rows):
            named = list(calls)
            self._purses = queries.purses({call.account.code for call in named}, as_of)
            self._taken = queries.counts([call.pk for call in named])

    def take(self, row: NewApplication, call: Call, place: Place) -> list[Finding]:
        """Count an adopted row; the findings against it."""
        yen = _adopted(row)
        if yen is None:
            return []
        purse, (waiting, taken) = self._purses[call.account.code], self._taken.get(call.pk, (0, 0))
        found = rules.adoption_findings(yen, row.requested_yen, taken, call.places, purse, place)
        if not found:
            spent = Purse(received=purse.received, adopted=purse.adopted + yen)
            self._purses[call.account.code] = spent
            self._taken[call.pk] = (waiting, taken + 1)
        return found


def _adopted(row: NewApplication) -> int | None:
    if row.state != ApplicationState.ADOPTED:
        return None
    return row.requested_yen if row.adopted_yen is None else row.adopted_yen


def rows_named(row: NewCall) -> list[tuple[str, Ref | None]]:
    """Rows of the pack and records that a call names beside its programme; None: no reference."""
    pairs = [
        *(("phase", code) for code in row.phases),
        *(("domain", code) for code in row.domains),
        *(("programme", code) for code in row.pairing),
    ]
    found = [(code, _ref(f"{kind}:{code}")) for kind, code in pairs]
    return [*found, (row.basis, _ref(row.basis))] if row.basis else found


def _ref(said: str) -> Ref | None:
    try:
        return Ref.parse(said)
    except RefError:
        return None


def _programme(code: str) -> Ref | None:
    try:
        return Ref("programme", code)
    except RefError:
        return None


def _other_owner(account: Account, programme: Ref) -> str:
    """Whose the account is, where it is another programme's; an account of a call asks above."""
    own = account if account.layer == Layer.PROGRAMME else account.parent
    return own.owner if own is not None and own.owner != str(programme) else ""


def _by_code(model: type[M], codes: Iterable[str], *along: str) -> dict[str, M]:
    rows = model.objects.filter(code__in={code for code in codes if code})
    return {row.code: row for row in rows.select_related(*along)}


def _codes(
    prefix: str, rows: Sequence[tuple[str, int]], model: type[Call] | type[Application]
) -> list[str]:
    """The codes that rows bring, and new ones for the others. Raises InputError for a taken one."""
    if taken := taken_codes(model, [code for code, _ in rows]):
        words = messages.CODE_TAKEN.format(code=", ".join(taken[:10]))
        raise InputError("calls.code_taken", words)
    return filled_codes(prefix, rows)
