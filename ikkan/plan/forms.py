"""Forms of clauses in preparation and of appointments."""

from __future__ import annotations

from typing import Any

from ikkan.plan.rules.offices import OFFICES
from ikkan.records import forms
from ikkan.values.text import Text

_REF_HELP = Text(
    "「種類:コード」を空白か改行で区切ります（例 evaluation.response:RES-2026-000001）。",
    "kind:code, separated by spaces or lines (such as evaluation.response:RES-2026-000001).",
)


class ClauseForm(forms.ActionForm):
    """The words of a clause, what it orders, what it follows and cites."""

    text_ja, text_en = forms.both(Text("条項の文", "Words of the clause"), longest=4000, lines=True)
    term = forms.pack_row("term", Text("計画期間", "Term"), required=False)
    programmes = forms.pack_row(
        "programme", Text("定める事業", "Programmes it orders"), required=False, several=True
    )
    indicators = forms.pack_row(
        "indicator", Text("測る指標", "Indicators that measure it"), required=False, several=True
    )
    follows = forms.text(
        Text("引き継ぐ前の条項", "Clause it follows"),
        help=Text("例 clause:…、plan.clause:CL-2026-000001", "Such as plan.clause:CL-2026-000001"),
        required=False,
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
            return {}
        return {
            "text_ja": record.text_ja,
            "text_en": record.text_en,
            "term": record.term_code,
            "programmes": record.programmes,
            "indicators": record.indicators,
            "follows": record.follows,
            "cites": "\n".join(record.cites),
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
