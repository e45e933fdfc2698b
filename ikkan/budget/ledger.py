"""The only writer of accounts, transfers and postings.

Decides: with the accounts locked, whether the money is there, and writes both sides of a transfer
at once, so that money is conserved. Called by actions. Source: design §3 "Ledger".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ikkan.budget import edges, messages, moving, purses, queries, returning, rules
from ikkan.budget.models import Account, Posting, Transfer
from ikkan.budget.purses import Purse
from ikkan.budget.rules import Layer, NewAccount, NewTransfer
from ikkan.line import registry
from ikkan.line.writing import join_many
from ikkan.records import batches
from ikkan.records.codes import filled_codes, next_codes, taken_codes
from ikkan.values.errors import InputError
from ikkan.values.finding import Finding, Place
from ikkan.values.ref import Ref

LATER_OWNERS = frozenset({"calls.call", "awards.award"})
"""Kinds whose records are written right after their account; `verify` finds those that were not."""


@dataclass(slots=True, kw_only=True)
class Book:
    """Accounts that are locked, by code, and what each day left on them.

    `held`: what a lower account holds of an upper one, or may return to it for one before it;
    `purses`: the rules of the funds whose accounts are here.
    """

    accounts: Mapping[str, Account]
    parents: Mapping[int, str]
    days: dict[str, dict[date, int]]
    held: dict[tuple[str, str], int] = field(default_factory=dict)
    purses: dict[str, Purse] = field(default_factory=dict)

    def spend(
        self, giver: str, taker: str, yen: int, day: date, year: int, place: Place
    ) -> list[Finding]:
        """Move money of a fiscal year in this book; the findings against it, then nothing moves."""
        found = self._against(giver, taker, yen, day, year, place)
        if not found:
            for code, signed in ((giver, -yen), (taker, yen)):
                of_day = self.days[code]
                of_day[day] = of_day.get(day, 0) + signed
            if self._up(giver, taker):
                self.held[taker, giver] -= yen
            else:
                self.held[giver, taker] = self.held.get((giver, taker), 0) + yen
                if giver in self.purses:
                    self.purses[giver].left(taker, year, yen)
        return found

    def side(self, code: str) -> rules.Side:
        """What the account says of itself to a transfer."""
        one = self.accounts[code]
        return rules.Side(
            layer=one.layer,
            fiscal_year=one.fiscal_year,
            owner=one.owner,
            cost_class=one.cost_class,
        )

    def _against(
        self, giver: str, taker: str, yen: int, day: date, year: int, place: Place
    ) -> list[Finding]:
        values: dict[str, object] = {"account": giver, "yen": yen}
        if self._up(giver, taker) and yen > (received := self.held[taker, giver]):
            values |= {"upper": taker, "received": max(received, 0)}
            return [Finding("ledger.return_too_much", place, values=values)]
        if self.accounts[giver].layer == Layer.TREASURY:
            return []
        found = self._of_funds(giver, taker, day, place)
        available = rules.available(self.days[giver], day)
        if yen > available:
            values |= {"day": day, "available": available}
            return [*found, Finding("ledger.short", place, values=values)]
        if giver in self.purses and not found:
            left = sum(self.days[giver].values()) - yen
            found += self.purses[giver].promised(taker, year, yen, left, place)
        return found

    def _of_funds(self, giver: str, taker: str, day: date, place: Place) -> list[Finding]:
        """What the funds of both accounts say against the day and the way of the money."""
        if self.accounts[giver].layer == self.accounts[taker].layer:
            bound = [self.purses[code] for code in (giver, taker) if code in self.purses]
            return [
                Finding("fund.carried", place, values={"fund": one.fund, "account": one.account})
                for one in bound
            ]
        if self._up(giver, taker):
            return []
        if giver in self.purses:
            return self.purses[giver].findings(taker, day, place)
        return self.purses[taker].closed(place) if taker in self.purses else []

    def _up(self, giver: str, taker: str) -> bool:
        return rules.direction(self.accounts[giver].layer, self.accounts[taker].layer) < 0


def open_book(pairs: Iterable[tuple[str, str]]) -> Book:
    """Lock the accounts of these (giver, taker), always in the same order, and read their days."""
    moves = list(pairs)
    wanted = {code for move in moves for code in move}
    rows = Account.objects.select_for_update().filter(code__in=wanted).order_by("pk")
    accounts = {account.code: account for account in rows}
    up = [
        (taker, giver)
        for giver, taker in moves
        if giver in accounts
        and taker in accounts
        and rules.direction(accounts[giver].layer, accounts[taker].layer) < 0
    ]
    parents = {account.parent_id for account in accounts.values() if account.parent_id}
    return Book(
        accounts=accounts,
        parents=dict(Account.objects.filter(pk__in=parents).values_list("pk", "code")),
        days=queries.days(one for one in accounts.values() if one.layer != Layer.TREASURY)
        | {code: {} for code, one in accounts.items() if one.layer == Layer.TREASURY},
        held=returning.returnable(up, accounts),
        purses=purses.of_accounts(accounts.values()),
    )


def post(
    book: Book, rows: Sequence[NewTransfer], as_of: date, *, consented: bool = False
) -> list[Transfer]:
    """Write transfers in their order. Raises InputError with all findings; then nothing changed.

    `consented`: both ministries agreed to what lies across.
    """
    judge(book, rows, as_of, consented=consented)
    made = [
        Transfer(
            code=code,
            made_on=row.made_on,
            fiscal_year=row.fiscal_year,
            stage=row.stage,
            pot=row.pot,
            supplement=row.supplement,
            instrument=row.instrument,
            ground=row.ground,
            reason=row.reason.strip(),
        )
        for code, row in zip(_codes("TR", rows, Transfer), rows, strict=True)
    ]
    _write(
        book, [(one, row.giver, row.taker, row.yen) for one, row in zip(made, rows, strict=True)]
    )
    return made


def judge(book: Book, rows: Sequence[NewTransfer], as_of: date, *, consented: bool = False) -> None:
    """Move the money in the book only. Raises InputError with every finding."""
    found: list[Finding] = []
    for row, place in zip(rows, batches.places("ledger", len(rows)), strict=True):
        missing = [code for code in (row.giver, row.taker) if code not in book.accounts]
        if missing:
            found += [Finding("ledger.account", place, values={"code": code}) for code in missing]
            continue
        sides = (book.side(row.giver), book.side(row.taker))
        against = moving.transfer_findings(row, *sides, place, as_of, consented)
        found += against or book.spend(
            row.giver, row.taker, row.yen, row.made_on, row.fiscal_year, place
        )
    if found:
        raise batches.refusal(found, messages.render)


def put_right(book: Book, first: Transfer, yen: int, reason: str, as_of: date) -> Transfer:
    """Write the entry that makes `first`, corrections included, stand at `yen`.

    The book holds the two accounts of `first`. Raises InputError.
    """
    now = standing(first)
    missing = yen - now.yen
    giver, taker = (now.giver, now.taker) if missing > 0 else (now.taker, now.giver)
    found = book.spend(giver, taker, abs(missing), as_of, first.fiscal_year, Place("ledger"))
    if found:
        raise batches.refusal(found, messages.render)
    code = next_codes("TR", first.fiscal_year, 1)[0]
    made = Transfer(
        code=code,
        made_on=as_of,
        fiscal_year=first.fiscal_year,
        stage=first.stage,
        pot=first.pot,
        supplement=first.supplement,
        instrument=rules.Instrument.CORRECTION,
        reason=reason.strip(),
        corrects=first,
    )
    _write(book, [(made, giver, taker, abs(missing))])
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """From whom to whom a transfer goes, and how much with its corrections."""

    giver: str
    taker: str
    yen: int


def standing(first: Transfer) -> Standing:
    """What a transfer comes to now. One query."""
    rows = Posting.objects.filter(transfer=first) | Posting.objects.filter(transfer__corrects=first)
    sums: Counter[str] = Counter()
    sides: dict[bool, str] = {}
    for code, transfer, yen in rows.values_list("account__code", "transfer_id", "yen"):
        sums[code] += yen
        if transfer == first.pk:
            sides[yen > 0] = code
    return Standing(giver=sides[False], taker=sides[True], yen=sums[sides[True]])


def _write(book: Book, moves: Sequence[tuple[Transfer, str, str, int]]) -> None:
    """Both postings of every transfer, and the edges to accounts that give money anew."""
    Transfer.objects.bulk_create([transfer for transfer, *_ in moves])
    Posting.objects.bulk_create(
        Posting(transfer=transfer, account=book.accounts[code], yen=signed)
        for transfer, giver, taker, yen in moves
        for code, signed in ((giver, -yen), (taker, yen))
    )
    strangers = {
        taker
        for _, giver, taker, _ in moves
        if rules.direction(book.accounts[giver].layer, book.accounts[taker].layer) > 0
        and _parent(book, taker) != giver
    }
    if strangers:
        gave = queries.givers(strangers)
        join_many(
            {
                Ref(edges.KIND, code): edges.of_account(
                    book.accounts[code], _parent(book, code), gave[code]
                )
                for code in sorted(strangers)
            }
        )


def _parent(book: Book, code: str) -> str:
    parent = book.accounts[code].parent_id
    return book.parents[parent] if parent else ""


def open_accounts(rows: Sequence[NewAccount], as_of: date) -> list[Account]:
    """Write accounts; a parent may stand earlier in the same batch. Raises InputError with all."""
    found: list[Finding] = []
    given = {row.code: row for row in rows if row.code}
    outside = {row.parent for row in rows if row.parent and row.parent not in given}
    parents = {one.code: one for one in Account.objects.filter(code__in=outside)}
    known = {
        code: rules.Parent(layer=one.layer, fiscal_year=one.fiscal_year)
        for code, one in parents.items()
    }
    for row, place in zip(rows, batches.places("ledger", len(rows)), strict=True):
        found += rules.account_findings(row, known.get(row.parent), place, as_of)
        if row.code and row.layer in rules.BELOW:
            known[row.code] = rules.Parent(layer=row.layer, fiscal_year=row.fiscal_year)
    if found:
        raise batches.refusal(found, messages.render)
    _demand_named(rows)
    made = [
        Account(
            code=code,
            layer=row.layer,
            name_ja=row.name_ja.strip(),
            name_en=row.name_en.strip(),
            fiscal_year=row.fiscal_year,
            owner=row.owner,
            clause=row.clause,
            opened_on=row.opened_on or as_of,
            published=row.layer in rules.PUBLISHED,
        )
        for code, row in zip(_codes("ACC", rows, Account), rows, strict=True)
    ]
    by_code = parents | {one.code: one for one in made}
    for layer in rules.BELOW:
        level = [(one, row) for one, row in zip(made, rows, strict=True) if row.layer == layer]
        for one, row in level:
            one.parent = by_code[row.parent] if row.parent else None
            one.programme, one.cost_class = _inherited(one, row)
        Account.objects.bulk_create([one for one, _ in level])
    join_many(
        {
            Ref(edges.KIND, one.code): edges.of_account(one, row.parent, {})
            for one, row in zip(made, rows, strict=True)
        }
    )
    return made


def _inherited(account: Account, row: NewAccount) -> tuple[str, str]:
    """Programme and cost class of an account: its own, else those of the account above."""
    above = account.parent
    programme = above.programme if above is not None else ""
    if row.layer == Layer.PROGRAMME:
        programme = Ref.parse(row.owner).code
    return programme, row.cost_class or (above.cost_class if above is not None else "")


def _demand_named(rows: Iterable[NewAccount]) -> None:
    """Owners and cost classes that are named exist. Raises InputError."""
    owners = {Ref.parse(row.owner) for row in rows if row.owner}
    classes = {Ref("cost_class", row.cost_class) for row in rows if row.cost_class}
    asked = {ref for ref in owners if ref.kind not in LATER_OWNERS} | classes
    unknown = asked - registry.exist(asked)
    if named := sorted(str(ref) for ref in unknown & owners):
        words = messages.OWNER_UNKNOWN.format(owner=", ".join(named[:10]))
        raise InputError("ledger.owner_unknown", words)
    if named := sorted(ref.code for ref in unknown):
        words = messages.CLASS_UNKNOWN.format(code=", ".join(named[:10]))
        raise InputError("ledger.cost_class", words)


def _codes(
    prefix: str,
    rows: Sequence[NewAccount] | Sequence[NewTransfer],
    model: type[Account] | type[Transfer],
) -> list[str]:
    """The codes that rows bring, and new ones for the others. Raises InputError for a taken one."""
    if taken := taken_codes(model, [row.code for row in rows]):
        words = messages.CODE_TAKEN.format(code=", ".join(taken[:10]))
        raise InputError("ledger.code_taken", words)
    return filled_codes(prefix, [(row.code, row.fiscal_year) for row in rows])
