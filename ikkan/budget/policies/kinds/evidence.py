"""Evidence as the engine of records shows it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from ikkan.audit.actor import Actor
from ikkan.budget.policies import actions, forms, queries
from ikkan.budget.policies.actions.evidence import NewEvidence
from ikkan.budget.policies.kinds.writes import write
from ikkan.budget.policies.models import Evidence, PolicyItem
from ikkan.budget.policies.rules import GROUNDS
from ikkan.records.kinds import Column, Field, Kind, Section, register
from ikkan.records.sight import EVERYTHING, Flag, sights
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_SORT = Text("種類", "Sort")


def _evidence_title(evidence: Evidence) -> Text:
    return Text.either(evidence.title_ja, evidence.title_en)


def _import(_: None, data: dict[str, Any], **who: Any) -> Evidence:
    values = data.pop("file")
    return actions.import_evidence(NewEvidence(**data), values, **who)


def _values(evidence: Evidence, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    for one in evidence.values.all():
        yield one.label, one.year, _number(one.value), one.unit


def _number(value: Decimal) -> int | Decimal:
    """Without the zeros that the table keeps behind the point."""
    whole = value.to_integral_value()
    return int(whole) if value == whole else Decimal(f"{value.normalize():f}")


def _cited(evidence: Evidence, actor: Actor, as_of: date) -> Iterable[tuple[Any, ...]]:
    named = str(Ref(queries.EVIDENCE, evidence.code))
    for item in PolicyItem.objects.filter(grounds__cites=named).distinct().order_by("pk"):
        yield Ref(queries.ITEM, item.code), Ref(queries.KIND, item.policy.code)


register(
    Kind(
        code=queries.EVIDENCE,
        path="policies/evidence",
        label=Text("根拠資料", "Evidence"),
        plural=Text("根拠資料（科学の指標など）", "Evidence (indicators of science)"),
        lead=Text(
            "重点領域が引く指標の系列。作成者・版・公表の日とともに取り込みます。",
            "Series of indicators that priority areas cite, with publisher, edition and day.",
        ),
        model=Evidence,
        title=_evidence_title,
        value=lambda one: Text(one.edition, one.edition),
        begins="published_on",
        fields=(
            Field("sort", _SORT, "choice", choices=GROUNDS, filter=True),
            Field("publisher", Text("作成者", "Publisher")),
            Field("edition", Text("版", "Edition")),
            Field("published_on", Text("公表の日", "Published on"), "date"),
            Field(
                "statement",
                Text("読み取れること", "What it says"),
                "text2",
                value=lambda one: Text.either(one.statement_ja, one.statement_en),
                listed=False,
            ),
            Field("address", Text("所在", "Address"), listed=False),
            Field("digest", Text("値の指紋（SHA-256）", "Digest of the values"), listed=False),
        ),
        sections=(
            Section(
                code="values",
                label=Text("値", "Values"),
                columns=(
                    Column(label=Text("区分", "Label")),
                    Column(label=Text("年", "Year"), type="year"),
                    Column(label=Text("値", "Value"), type="number"),
                    Column(label=Text("単位", "Unit")),
                ),
                rows=_values,
            ),
            Section(
                code="cited",
                label=Text("引用する重点領域", "Priority areas that cite it"),
                columns=(
                    Column(label=Text("重点領域", "Priority area"), type="ref"),
                    Column(label=Text("方針", "Policy"), type="ref"),
                ),
                rows=_cited,
            ),
        ),
        writes=(
            write(
                "import",
                Text("根拠資料を取り込む", "Import evidence"),
                forms.EvidenceForm,
                _import,
                on="new",
                permission="can_import_evidence",
            ),
        ),
        sight=sights(
            public=Flag("published"),
            hq_officer=EVERYTHING,
            ministry_officer=EVERYTHING,
            funder_staff=EVERYTHING,
            auditor=EVERYTHING,
        ),
    )
)
