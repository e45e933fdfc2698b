"""Tables of a seed beyond its awards: carriers, lineage, relations, notes, profile, products.

Called by kinds; each shows what the reader may see, as of the day. Work of companies and reasons
of relations are for the offices.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from ikkan.audit.actor import SYSTEM_ROLE, Actor
from ikkan.portfolio.models import Seed
from ikkan.portfolio.sections import INSIDE
from ikkan.portfolio.seeds import line, messages, queries, rules
from ikkan.portfolio.seeds.models import Carrier, Profile, Relation, SeedLink, SeedNote
from ikkan.portfolio.seeds.rules import COMPANY, SEED, Attribute
from ikkan.records.kinds import Column, Section
from ikkan.records.queries import many, visible
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_SIDES: Final = {
    "to": Text("このシーズから", "From this seed"),
    "back": Text("このシーズへ", "To this seed"),
}
_WAYS: Final = {
    "earlier": Text("前身", "Earlier"),
    "later": Text("後継", "Later"),
}


def inside(actor: Actor) -> bool:
    """Whether the reader belongs to the offices."""
    return SYSTEM_ROLE in actor.roles or bool(INSIDE & actor.roles)


def _column(ja: str, en: str, type_: str = "text", choices: Any = None) -> Column:
    return Column(label=Text(ja, en), type=type_, choices=choices)


def _carriers(seed: Seed, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    rows = [
        row
        for row in Carrier.objects.filter(seed=seed)
        if (row.sort != COMPANY or inside(actor))
        and (row.valid_from is None or row.valid_from <= as_of)
    ]
    seen = many((Ref.parse(row.ref) for row in rows), actor)
    for row in rows:
        ref = Ref.parse(row.ref)
        if ref in seen:
            yield ref, row.sort, row.valid_from, row.valid_to, row.note


def _lineage(seed: Seed, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    rows = SeedLink.objects.filter(made_on__lte=as_of).select_related("seed", "earlier")
    back = [(row, row.earlier, "earlier") for row in rows.filter(seed=seed)]
    on = [(row, row.seed, "later") for row in rows.filter(earlier=seed)]
    seen = many((Ref(SEED, other.code) for _, other, _ in (*back, *on)), actor)
    for row, other, way in (*back, *on):
        if Ref(SEED, other.code) in seen:
            yield Ref(SEED, other.code), way, row.sort, row.made_on, row.reason


def _relations(seed: Seed, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    here, said = str(Ref(SEED, seed.code)), inside(actor)
    rows = Relation.objects.filter(made_on__lte=as_of).select_related("seed")
    to = [(Ref.parse(row.ref), "to", row) for row in rows.filter(seed=seed)]
    back = [(Ref(SEED, row.seed.code), "back", row) for row in rows.filter(ref=here)]
    seen = many((ref for ref, _, _ in (*to, *back)), actor)
    for ref, side, row in (*to, *back):
        if ref in seen:
            yield ref, row.sort, side, row.made_on, row.reason if said else None


def _notes(seed: Seed, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    rows = SeedNote.objects.filter(seed__in=queries.family(seed), noted_on__lte=as_of)
    for row in rows.order_by("fiscal_year", "pk"):
        yield row.fiscal_year, row.text, row.evidence


def _gaps(seed: Seed, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for one in line.gaps_of(line.awards_of(queries.family(seed), actor, as_of)):
        yield one.after, one.ended_on, one.before, one.began_on, one.months


def _profiles(seed: Seed, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    rows = visible(rules.PROFILE, actor).filter(seed=seed, made_on__lte=as_of)
    for row in rows.order_by("-number"):
        yield Ref(rules.PROFILE, row.code), row.number, row.made_on, row.reason


def _products(seed: Seed, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    rows = visible(rules.PRODUCT, actor).filter(seed=seed, recorded_on__lte=as_of)
    for row in rows.order_by("pk"):
        yield Ref(rules.PRODUCT, row.code), row.sort, row.filed, row.approved, row.listed


def _attributes(profile: Profile, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for one in queries.lines_of(profile):
        yield messages.ATTRIBUTES[one.attribute], one.least, one.ideal, one.ground


def _changes(profile: Profile, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    rows = Profile.objects.filter(seed=profile.seed, number__lt=profile.number)
    before = rows.order_by("-number").first()
    if before is None:
        return
    for one in rules.changes(queries.lines_of(before), queries.lines_of(profile)):
        name = messages.ATTRIBUTES[one.attribute]
        yield name, *_pair(one.before), *_pair(one.after)


def _pair(found: Attribute | None) -> tuple[str | None, str | None]:
    return (None, None) if found is None else (found.least, found.ideal)


SECTIONS: Final = (
    Section(
        code="gaps",
        label=Text("支援のない月", "Months without support"),
        columns=(
            _column("終わった課題", "Ended", "ref"),
            _column("終わりの日", "Last day", "date"),
            _column("次の課題", "Next", "ref"),
            _column("始まりの日", "First day", "date"),
            _column("空いた月数", "Months between", "number"),
        ),
        rows=_gaps,
        note=Text(
            "一つの課題が続いている間は、ほかの課題が終わっても空きと数えません。",
            "While one award runs, the end of another is no gap.",
        ),
    ),
    Section(
        code="carriers",
        label=Text("課題以外の担い手", "Carried besides by"),
        columns=(
            _column("記録", "Record", "ref"),
            _column("種類", "Sort", "choice", messages.CARRIERS),
            _column("始まりの日", "First day", "date"),
            _column("終わりの日", "Last day", "date"),
            _column("備考", "Note", "long"),
        ),
        rows=_carriers,
    ),
    Section(
        code="notes",
        label=Text("年度の進捗", "Progress by fiscal year"),
        columns=(
            _column("年度", "Fiscal year", "year"),
            _column("内容", "What it says", "text2"),
            _column("根拠", "Evidence", "long"),
        ),
        rows=_notes,
    ),
    Section(
        code="lineage",
        label=Text("系譜", "Lineage"),
        columns=(
            _column("シーズ", "Seed", "ref"),
            _column("前後", "Which", "choice", _WAYS),
            _column("どのように", "How", "choice", messages.LINKS),
            _column("日", "Day", "date"),
            _column("理由", "Reason", "long"),
        ),
        rows=_lineage,
    ),
    Section(
        code="relations",
        label=Text("関連する研究", "Related research"),
        columns=(
            _column("記録", "Record", "ref"),
            _column("関係", "Relation", "choice", messages.RELATIONS),
            _column("向き", "Direction", "choice", _SIDES),
            _column("日", "Day", "date"),
            _column("理由", "Reason", "long"),
        ),
        rows=_relations,
    ),
    Section(
        code="profiles",
        label=Text("標的製品プロファイル", "Target product profile"),
        columns=(
            _column("版", "Version", "ref"),
            _column("番号", "Number", "number"),
            _column("書いた日", "Written on", "date"),
            _column("改めた理由", "Why it was changed", "long"),
        ),
        rows=_profiles,
        roles=INSIDE | {"researcher"},
    ),
    Section(
        code="products",
        label=Text("製品", "Products"),
        columns=(
            _column("製品", "Product", "ref"),
            _column("種類", "Sort", "choice", messages.PRODUCTS),
            _column("薬事申請", "Filed"),
            _column("薬事承認", "Approved"),
            _column("保険収載", "Listed"),
        ),
        rows=_products,
    ),
)
PROFILE_SECTIONS: Final = (
    Section(
        code="attributes",
        label=Text("項目", "Attributes"),
        columns=(
            _column("項目", "Attribute", "text2"),
            _column("最低限", "Minimum", "long"),
            _column("理想", "Ideal", "long"),
            _column("根拠", "Ground", "long"),
        ),
        rows=_attributes,
    ),
    Section(
        code="changes",
        label=Text("前の版からの変更", "Changed since the version before"),
        columns=(
            _column("項目", "Attribute", "text2"),
            _column("前の最低限", "Minimum before", "long"),
            _column("前の理想", "Ideal before", "long"),
            _column("最低限", "Minimum", "long"),
            _column("理想", "Ideal", "long"),
        ),
        rows=_changes,
    ),
)
