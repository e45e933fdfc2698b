"""Forms of clauses in preparation and of appointments."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from ikkan.plan import queries
from ikkan.plan.rules import clauses as rules
from ikkan.plan.rules.offices import OFFICES
from ikkan.plan.snapshot import EntryView
from ikkan.records import forms
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_REF_HELP = Text(
    "「種類:コード」を空白か改行で区切ります（例 evaluation.response:RES-2026-000001）。",
    "kind:code, separated by spaces or lines (such as evaluation.response:RES-2026-000001).",
)
_CLAUSE_HELP = Text(
    "例 clause:…、plan.clause:CL-2026-000001。複数は空白か改行で区切ります。",
    "Such as clause:… or plan.clause:CL-2026-000001; several are separated by spaces or lines.",
)


class ClauseForm(forms.ActionForm):
    """The words of a clause, what it orders, follows, cites and answers, and who owns it."""

    text_ja, text_en = forms.both(Text("条項の文", "Words of the clause"), longest=4000, lines=True)
    form = forms.choice(Text("種別", "Form"), dict(rules.FORMS), required=False)
    term = forms.pack_row("term", Text("計画期間", "Term"), required=False)
    section = forms.choice(Text("計画の区分", "Section"), dict(rules.SECTIONS), required=False)
    lead = forms.pack_row(
        "body",
        Text("主担当（◎）", "Lead owner"),
        help=Text(
            "どの府省でも選べます。資金を配分しない府省でもかまいません。",
            "Any ministry or body, one that pays for no programme as well.",
        ),
        required=False,
    )
    owners = forms.pack_row(
        "body", Text("ほかの担当", "Other owners"), required=False, several=True
    )
    implementer = forms.pack_row("body", Text("実施する機関", "Implementing body"), required=False)
    carrier = forms.choice(Text("担い手", "Carried by"), dict(rules.CARRIERS), required=False)
    aim = forms.choice(Text("目指すもの", "Aim"), dict(rules.AIMS), required=False)
    programmes = forms.pack_row(
        "programme", Text("定める事業", "Programmes it orders"), required=False, several=True
    )
    indicators = forms.pack_row(
        "indicator", Text("測る指標", "Indicators that measure it"), required=False, several=True
    )
    answers = forms.long_text(
        Text("応える課題・求められる取組", "Problems and efforts it answers"),
        help=_CLAUSE_HELP,
        longest=2000,
        required=False,
    )
    under = forms.text(
        Text("上の見出し", "Heading it stands under"), help=_CLAUSE_HELP, required=False
    )
    follows = forms.text(
        Text("引き継ぐ前の条項", "Clause it follows"), help=_CLAUSE_HELP, required=False
    )
    cites = forms.long_text(
        Text("引用するフォローアップの所見・対応", "Findings and responses it cites"),
        help=_REF_HELP,
        longest=2000,
        required=False,
    )

    @classmethod
    def begin(cls, record: Any) -> dict[str, Any]:
        """The draft as it stands."""
        if record is None:
            return {"form": rules.MEASURE}
        same = (
            *("text_ja", "text_en", "form", "section", "lead", "owners", "implementer"),
            *("carrier", "aim", "programmes", "indicators", "under", "follows"),
        )
        return {name: getattr(record, name) for name in same} | {
            "term": record.term_code,
            "answers": "\n".join(record.answers),
            "cites": "\n".join(record.cites),
        }


class AmendmentForm(ClauseForm):
    """The words that take the place of a decided clause; it follows that clause of itself."""

    follows = None

    @classmethod
    def begin(cls, record: Any) -> dict[str, Any]:
        """The words as they were decided; findings are cited anew."""
        return {**super().begin(record), "cites": ""}


class PackAmendmentForm(AmendmentForm):
    """The same for a clause that the sources print, named in the address."""

    clause = forms.pack_row("clause", Text("改正する条項", "Clause to be amended"))
    field_order = ("clause",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The printed words stand in the form where the address names the clause."""
        code = (kwargs.get("initial") or {}).get("clause", "")
        kwargs["initial"] = {**_printed(code), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


def _printed(code: str) -> dict[str, Any]:
    known = queries.snapshot(timezone.localdate())
    row = known.find(Ref("clause", code)) if code else None
    if not isinstance(row, EntryView):
        return {}
    document = known.find(Ref("instrument", str(row.data["of"])))
    form = row.data["form"]
    return {
        "text_ja": row.data["text"].ja,
        "text_en": row.data["text"].en,
        "form": form if form in rules.FORMS else rules.MEASURE,
        "term": document.data.get("term") if document else "",
        "lead": row.data.get("owner") or "",
        **{name: row.data.get(name) or "" for name in ("section", "carrier", "aim")},
        "under": f"clause:{row.data['under']}" if row.data.get("under") else "",
    }


class DecisionForm(forms.ActionForm):
    """The day of the decision."""

    decided_on = forms.day(Text("決定の日", "Day of the decision"), today=True)


class AppointmentForm(forms.ActionForm):
    """Who holds which office, for what and when."""

    person = forms.record_of("parties.person", Text("人", "Person"))
    role = forms.choice(Text("職", "Office"), dict(OFFICES))
    project = forms.pack_row("project", Text("プロジェクト", "Project"), required=False)
    programme = forms.pack_row("programme", Text("事業", "Programme"), required=False)
    domain = forms.pack_row("domain", Text("疾患領域", "Disease area"), required=False)
    valid_from = forms.day(Text("始まりの日", "First day"), today=True)
    valid_to = forms.day(Text("終わりの日", "Last day"), required=False)
    basis = forms.text(
        Text("根拠", "Basis"), help=Text("辞令、決裁の番号など", "The letter or decision")
    )


class EndForm(forms.ActionForm):
    """The last day of an appointment."""

    last_day = forms.day(Text("終わりの日", "Last day"), today=True)
