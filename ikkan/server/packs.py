"""A pack on disk with every reason against it: what `pack` finds, and what `plan` adds.

Decides: that an identity compares like with like (units, bases, no approximate figure).
Called by the commands pack, figures and init. Needs no database. Source: design §3.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Final

from ikkan.budget.requests import machine as requests
from ikkan.pack import loader, messages
from ikkan.pack.folder import SETTINGS
from ikkan.pack.model import Pack, Row
from ikkan.plan import rules
from ikkan.portfolio.matching import rules as matching
from ikkan.values.errors import InputError, PackError
from ikkan.values.figure import Figure
from ikkan.values.finding import Finding, Place, Severity, sort
from ikkan.values.text import Text

INSTALLED: Final = Path(__file__).resolve().parents[2] / "packs"
_SAID_BY_PACK: Final = frozenset({"identity.figure"})


def read(path: Path) -> tuple[Pack | None, tuple[Finding, ...]]:
    """The pack as far as it can be read, and every finding, gravest first."""
    pack, found = loader.read(path)
    if pack is not None:
        found = [*found, *_compared(pack), *_walked(pack, found)]
    return pack, sort(found)


def load(path: Path) -> Pack:
    """A sound pack. Raises PackError with every finding when one of them is an error."""
    pack, found = read(path)
    errors = [finding for finding in found if finding.severity is Severity.ERROR]
    if pack is None or errors:
        raise PackError("pack.findings", _REFUSED.format(path=path, count=len(errors)), found)
    return pack


def render(finding: Finding) -> Text:
    """The place and the sentence of a finding of `pack` or of this module."""
    sentences = SENTENCES | requests.SENTENCES
    if finding.code not in sentences:
        return messages.render(finding)
    said = sentences[finding.code].format(**finding.values)
    return Text(f"{finding.place}: {said.ja}", f"{finding.place}: {said.en}")


def judgements(pack: Pack) -> tuple[rules.Judgement, ...]:
    """The verdict on every identity of a sound pack, in its order."""
    known = figures(pack)
    return tuple(
        rules.judge(rules.identity_of(row.code, row.data), known)
        for row in pack.rows_of("identity")
    )


def _compared(pack: Pack) -> Iterator[Finding]:
    known = figures(pack)
    bases = {row.code: str(row.data["basis"]) for row in pack.rows_of("figure")}
    comparable = {row.code for row in pack.rows_of("basis") if row.data.get("comparable")}
    for row in pack.rows_of("identity"):
        if row.data.get("rule") is None:
            continue
        identity = rules.identity_of(row.code, row.data)
        reasons = rules.unfit(identity, known, bases, comparable)
        for reason in reasons:
            if reason.code not in _SAID_BY_PACK:
                yield Finding(reason.code, _place(row), values=reason.values)
        refusal = None if reasons else _refusal(identity, known)
        if refusal is not None:
            yield Finding("identity.refused", _place(row), values={"reason": refusal})


def _walked(pack: Pack, found: Sequence[Finding]) -> list[Finding]:
    """What is wrong with the machines of cases, once their form is sound."""
    sound = not any(finding.place.file == SETTINGS for finding in found)
    if not sound:
        return []
    settings = pack.settings
    return [*requests.findings(settings, SETTINGS), *matching.findings(settings, SETTINGS)]


def _refusal(identity: rules.Identity, known: Mapping[str, Figure]) -> str | None:
    """Why an identity without any reason against it can still not be judged; None where it can."""
    try:
        rules.judge(identity, known)
    except InputError as refused:
        return refused.code
    except ArithmeticError as refused:  # numbers longer than the exact arithmetic holds
        return type(refused).__name__
    return None


def _place(row: Row) -> Place:
    return Place(row.place.file, line=row.place.line, key=row.code)


def figures(pack: Pack) -> Mapping[str, Figure]:
    """Figures whose columns could be read; the others have findings of their own."""
    found: dict[str, Figure] = {}
    for row in pack.rows_of("figure"):
        value, rounding = row.data.get("value"), row.data.get("rounding")
        exact = bool(row.data.get("exact"))
        if isinstance(value, Decimal) and isinstance(rounding, Decimal) and (rounding > 0 or exact):
            found[row.code] = Figure(
                code=row.code,
                printed=str(row.data.get("printed") or ""),
                value=value,
                unit=str(row.data.get("unit") or ""),
                rounding=rounding,
                exact=exact,
                approximate=bool(row.data.get("approximate")),
            )
    return found


SENTENCES: Final = {
    "identity.shape": Text(
        "規則{rule}の形に合いません。identity.rateとidentity.spanは左に「+新 -旧」、右に一つ、"
        "identity.sameは符号＋の二つ以上、ほかは両側に一つ以上を書いてください。",
        "The terms do not fit {rule}: identity.rate and identity.span need +new -old on the left "
        "and one figure on the right, identity.same two or more with +, the others both sides.",
    ),
    "identity.approximate": Text(
        "概数（約）の公表値{figures}で等式は判定できません。identity.noneにして理由を書いてください。",
        "No equality can be judged on the approximate figures {figures}; "
        "use identity.none with its reason.",
    ),
    "identity.unit": Text(
        "単位が混ざっています（{units}）。同じ単位の公表値だけを比べてください。",
        "Units are mixed ({units}); compare figures of one unit only.",
    ),
    "identity.zero": Text(
        "前の値{figure}は0か、丸めの幅に0を含むため、率を計算できません。"
        "公表値を確かめるか、identity.noneにして理由を書いてください。",
        "The earlier value {figure} is zero, or its rounding reaches zero, so no rate can be "
        "computed from it; correct the figure or use identity.none with its reason.",
    ),
    "identity.refused": Text(
        "判定の計算ができません（{reason}）。公表値の大きさと丸めの単位を確かめてください。",
        "It cannot be computed ({reason}); check the size and the rounding of its figures.",
    ),
    "identity.basis": Text(
        "基準が混ざっています（{bases}）。公表時の値と組み替え後の値は一つの検算に入れられません。"
        "identity.noneにして理由を書いてください。",
        "Bases are mixed ({bases}): as-published and recast values never stand in one identity; "
        "use identity.none with its reason.",
    ),
}
_REFUSED = Text(
    "パック「{path}」に誤りが{count}件あります。データベースは変わっていません。"
    "すべて直してからもう一度実行してください。",
    'The pack "{path}" has {count} errors. The database is unchanged; '
    "correct them all and run the command again.",
)
