"""Decides whether printed figures agree with each other, and how far.

Called by queries (snapshots), by `ikkan figures check` and, for what may be compared at all, by
`ikkan pack check`. Source: design §3; docs/decisions/0002-verdicts.md. Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from ikkan.plan.rules.identities import (
    AT_MOST,
    NONE,
    RATE,
    SAME,
    SPAN,
    SUM,
    Comparison,
    Identity,
    Judgement,
    Signed,
    Term,
    Unfit,
    Verdict,
)
from ikkan.values.errors import InputError
from ikkan.values.figure import Figure, Interval
from ikkan.values.text import Text

_HUNDRED: Final = Decimal(100)
_ONE: Final = Decimal(1)


def judge(identity: Identity, figures: Mapping[str, Figure]) -> Judgement:
    """The verdict on `identity`. Raises InputError where `unfit` finds a reason."""
    terms = _terms(identity, figures)
    if identity.rule == NONE:
        return Judgement(identity=identity, verdict=Verdict.NO_IDENTITY, terms=terms)
    reasons = unfit(identity, figures)
    if reasons:
        raise InputError(reasons[0].code, _UNFIT.format(code=identity.code, why=reasons[0].code))
    compare = {SUM: _sum, SAME: _same, RATE: _rate, AT_MOST: _at_most, SPAN: _span}[identity.rule]
    comparisons = compare(identity, figures)
    worst = max((found.verdict for found in comparisons), key=lambda verdict: verdict.rank)
    return Judgement(identity=identity, verdict=worst, terms=terms, comparisons=comparisons)


def unfit(
    identity: Identity,
    figures: Mapping[str, Figure],
    bases: Mapping[str, str] | None = None,
    comparable: Collection[str] = (),
) -> tuple[Unfit, ...]:
    """Every reason against judging: shape, missing or approximate figures, units, mixed bases, and
    a rate of change from nothing.

    `bases` gives the basis of each figure, `comparable` the bases that compare with every other.
    """
    if identity.rule == NONE:
        return ()
    found = []
    missing = [code for code in identity.codes if code not in figures]
    if missing:
        found.append(Unfit(code="identity.figure", values={"figures": ", ".join(missing)}))
    if not _shaped(identity):
        found.append(Unfit(code="identity.shape", values={"rule": identity.rule}))
    known = [figures[code] for code in identity.codes if code in figures]
    rough = [figure.code for figure in known if figure.interval is None]
    if rough:
        found.append(Unfit(code="identity.approximate", values={"figures": ", ".join(rough)}))
    units = _units(identity, figures)
    if len(units) > 1:
        found.append(Unfit(code="identity.unit", values={"units": ", ".join(sorted(units))}))
    if _from_nothing(identity, figures):
        found.append(Unfit(code="identity.zero", values={"figure": identity.left[1].code}))
    named = (basis for code in identity.codes if (basis := (bases or {}).get(code)))
    mixed = mixed_bases(named, comparable)
    if mixed:
        found.append(Unfit(code="identity.basis", values={"bases": ", ".join(mixed)}))
    return tuple(found)


def mixed_bases(bases: Iterable[str], comparable: Collection[str] = ()) -> tuple[str, ...]:
    """The bases that may not stand in one identity; none where they are comparable.

    A comparable basis is the print from which earlier years were recast: it compares with both.
    """
    strict = sorted({basis for basis in bases if basis not in comparable})
    return tuple(strict) if len(strict) > 1 else ()


def worst(verdicts: Iterable[Verdict]) -> Verdict | None:
    """The gravest of them; None of nothing."""
    return max(verdicts, key=lambda verdict: verdict.rank, default=None)


def summary(judgements: Iterable[Judgement]) -> dict[str, int]:
    """How many identities have each verdict, every verdict named."""
    counts = {verdict.value: 0 for verdict in Verdict}
    for judgement in judgements:
        counts[judgement.verdict.value] += 1
    return counts


def _shaped(identity: Identity) -> bool:
    signs = [term.sign for term in identity.left]
    if identity.rule == SAME:
        unsigned = all(term.sign == 1 for term in (*identity.left, *identity.right))
        return unsigned and len(identity.codes) == len(identity.left) + len(identity.right) > 1
    if identity.rule in (RATE, SPAN):
        return signs == [1, -1] and len(identity.right) == 1
    return bool(identity.left and identity.right) and identity.rule in (SUM, AT_MOST)


def _from_nothing(identity: Identity, figures: Mapping[str, Figure]) -> bool:
    """Whether the earlier value of a rate may be zero: nothing can be divided by it."""
    if identity.rule != RATE or not _shaped(identity):
        return False
    old = figures.get(identity.left[1].code)
    reach = None if old is None else old.interval
    return reach is not None and reach.low <= 0 <= reach.high


def _units(identity: Identity, figures: Mapping[str, Figure]) -> set[str]:
    compared = identity.left if identity.rule in (RATE, SPAN) else (*identity.left, *identity.right)
    return {figures[term.code].unit for term in compared if term.code in figures}


def _terms(identity: Identity, figures: Mapping[str, Figure]) -> tuple[Term, ...]:
    sides = [("left", term) for term in identity.left] + [
        ("right", term) for term in identity.right
    ]
    return tuple(
        Term(
            side=side,
            sign=term.sign,
            code=term.code,
            printed=figures[term.code].text,
            value=figures[term.code].value,
            interval=figures[term.code].interval,
        )
        for side, term in sides
        if term.code in figures
    )


def _sum(identity: Identity, figures: Mapping[str, Figure]) -> tuple[Comparison, ...]:
    left, left_interval = _total(identity.left, figures)
    right, right_interval = _total(identity.right, figures)
    digit = max(_digit(figures[term.code]) for term in identity.right)
    shown = f"{_written(identity.left, figures)} = {plain(left)}"
    return (_equality(shown, left, right, left_interval, right_interval, digit),)


def _same(identity: Identity, figures: Mapping[str, Figure]) -> tuple[Comparison, ...]:
    """Every figure against the print on the right, or against the first where none stands there."""
    first = identity.right[0] if identity.right else identity.left[0]
    print_ = figures[first.code]
    return tuple(
        _equality(
            plain(figures[term.code].value),
            figures[term.code].value,
            print_.value,
            _interval(figures[term.code]),
            _interval(print_),
            _digit(print_),
        )
        for term in (*identity.left, *identity.right)
        if term is not first
    )


def _rate(identity: Identity, figures: Mapping[str, Figure]) -> tuple[Comparison, ...]:
    new, old = (figures[term.code] for term in identity.left)
    rate = figures[identity.right[0].code]
    left = (new.value - old.value) / old.value * _HUNDRED
    reach = _interval(new).over(_interval(old)).scale(_HUNDRED) - Interval.point(_HUNDRED)
    shown = (
        f"({plain(new.value)} − {plain(old.value)}) ÷ {plain(old.value)} × 100 = "
        f"{plain(left.quantize(_digit(rate) / 100, ROUND_HALF_UP))}"
    )
    return (_equality(shown, left, rate.value, reach, _interval(rate), _digit(rate)),)


def _span(identity: Identity, figures: Mapping[str, Figure]) -> tuple[Comparison, ...]:
    last, first = (figures[term.code] for term in identity.left)
    years = figures[identity.right[0].code]
    left = last.value - first.value + _ONE
    reach = _interval(last) - _interval(first) + Interval.point(_ONE)
    shown = f"{last.value:f} − {first.value:f} + 1 = {plain(left)}"
    return (_equality(shown, left, years.value, reach, _interval(years), _digit(years)),)


def _at_most(identity: Identity, figures: Mapping[str, Figure]) -> tuple[Comparison, ...]:
    left, low = _total(identity.left, figures)
    right, high = _total(identity.right, figures)
    if left <= right:
        verdict = Verdict.HOLDS
    elif low.low < high.high or low.meets(high):
        verdict = Verdict.WITHIN_ROUNDING
    else:
        verdict = Verdict.CONTRADICTION
    sign = "≤" if left <= right else ">"
    shown = f"{_written(identity.left, figures)} {sign} {_written(identity.right, figures)}"
    return (
        Comparison(
            arithmetic=shown,
            left=left,
            right=right,
            left_interval=low,
            right_interval=high,
            verdict=verdict,
        ),
    )


def _equality(
    shown: str, left: Decimal, right: Decimal, low: Interval, high: Interval, digit: Decimal
) -> Comparison:
    """Holds when `left`, rounded to the printed digit, is `right`; else by the intervals."""
    rounded = left if digit == 0 else (left / digit).quantize(_ONE, ROUND_HALF_UP) * digit
    if rounded == right:
        verdict = Verdict.HOLDS
        shown += f" = {plain(right)}" if left == right else f" ≈ {plain(right)}"
    else:
        verdict = Verdict.WITHIN_ROUNDING if low.meets(high) else Verdict.CONTRADICTION
        shown += f" ≠ {plain(right)}"
    return Comparison(
        arithmetic=shown,
        left=left,
        right=right,
        left_interval=low,
        right_interval=high,
        verdict=verdict,
    )


def _total(terms: Iterable[Signed], figures: Mapping[str, Figure]) -> tuple[Decimal, Interval]:
    signed = [(term.sign, figures[term.code]) for term in terms]
    value = sum((sign * figure.value for sign, figure in signed), start=Decimal(0))
    parts = (_interval(figure) if sign > 0 else -_interval(figure) for sign, figure in signed)
    return value, Interval.total(parts)


def _interval(figure: Figure) -> Interval:
    if figure.interval is None:
        raise InputError("identity.approximate", _UNFIT.format(code=figure.code, why="約"))
    return figure.interval


def _digit(figure: Figure) -> Decimal:
    return Decimal(0) if figure.exact and figure.rounding <= 0 else figure.rounding


def _written(terms: Iterable[Signed], figures: Mapping[str, Figure]) -> str:
    words: list[str] = []
    for term in terms:
        value = plain(figures[term.code].value)
        if words:
            words += ["+" if term.sign > 0 else "−", value]
        else:
            words.append(value if term.sign > 0 else f"−{value}")
    return " ".join(words)


def plain(value: Decimal) -> str:
    """Digits with commas and the printed decimals, minus as −; never an exponent."""
    return f"{value:,f}".replace("-", "−")


_UNFIT: Final = Text(
    "検算{code}は判定できません（{why}）。パックの検査（pack check）の結果を直してください。",
    "The identity {code} cannot be judged ({why}); correct what `pack check` finds.",
)
