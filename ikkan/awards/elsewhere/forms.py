"""Forms of in-house themes, other funders' projects and overlap cases; the actions decide."""

from __future__ import annotations

from typing import Any, Final

from ikkan.awards.elsewhere.messages import CASE_STATES, THEME_STATES
from ikkan.awards.elsewhere.rules import SETTLED
from ikkan.awards.forms import amounts as year_amounts
from ikkan.awards.messages import MODALITY_LABELS
from ikkan.records import forms
from ikkan.values.text import Text

_TITLE: Final = Text("名称", "Title")
_DOMAINS: Final = Text("疾患領域", "Disease areas")
_FUNDER: Final = Text("資金配分機関が担うこと", "What the funder does")
_INSTITUTE: Final = Text("研究機関が担うこと", "What the institute does")
_REF_HELP: Final = Text(
    "「種類:コード」。例 awards.award:…、awards.theme:TH-2026-000001、"
    "awards.external:EXT-2026-000001",
    "kind:code, such as awards.award:…, awards.theme:TH-2026-000001 or "
    "awards.external:EXT-2026-000001",
)


class ReviseThemeForm(forms.ActionForm):
    """The words of a theme, its areas, state and the day by which roles are divided."""

    title_ja, title_en = forms.both(_TITLE, longest=1000)
    abstract = forms.long_text(Text("概要", "Abstract"), longest=40_000, required=False)
    domains = forms.pack_row("domain", _DOMAINS, required=False, several=True)
    phase = forms.pack_row("phase", Text("段階", "Phase"), required=False)
    modality = forms.choice(Text("モダリティ", "Modality"), dict(MODALITY_LABELS), required=False)
    state = forms.choice(Text("状態", "State"), dict(THEME_STATES))
    priority = forms.flag(Text("今後重点的に取り組むテーマ", "Priority theme"))
    division_due = forms.day(
        Text("分担を取りまとめる期限", "Division to be worked out by"),
        help=Text(
            "この日までに分担を書くことが、担当府省の作業一覧に出ます。",
            "Writing the division by this day appears in the work list of the ministry.",
        ),
        required=False,
    )
    published = forms.flag(Text("公開する", "Published"))

    @classmethod
    def begin(cls, record: Any) -> dict[str, Any]:
        if record is None:
            return {"published": True, "state": "running"}
        names = [name for name in cls.base_fields if hasattr(record, name)]
        return {name: getattr(record, name) for name in names if name != "amounts"}


class ThemeForm(ReviseThemeForm):
    """A new theme of an institute of a ministry, with its money."""

    institute = forms.record_of("parties.organisation", Text("研究機関", "Institute"))
    ministry = forms.pack_row("body", Text("所管府省", "Ministry in charge"))
    amounts = year_amounts(required=False)
    cost_class = forms.pack_row("cost_class", Text("経費区分", "Class of cost"), required=False)
    role_funder = forms.long_text(_FUNDER, required=False)
    role_institute = forms.long_text(_INSTITUTE, required=False)
    field_order = ("institute", "ministry", "title_ja", "title_en", "abstract")


class ThemeAmountsForm(forms.ActionForm):
    """Money of a theme by fiscal year."""

    amounts = year_amounts()
    cost_class = forms.pack_row("cost_class", Text("経費区分", "Class of cost"))

    @classmethod
    def begin(cls, record: Any) -> dict[str, Any]:
        rows = record.amounts.order_by("fiscal_year")
        said = "\n".join(f"{row.fiscal_year} {row.yen:,}" for row in rows)
        return {"amounts": said, "cost_class": record.cost_class}


class DivisionForm(forms.ActionForm):
    """Who does what."""

    role_funder = forms.long_text(_FUNDER)
    role_institute = forms.long_text(_INSTITUTE)

    @classmethod
    def begin(cls, record: Any) -> dict[str, Any]:
        return {"role_funder": record.role_funder, "role_institute": record.role_institute}


class ProjectForm(forms.ActionForm):
    """One project of another funder."""

    funder = forms.pack_row("body", Text("資金配分機関・府省", "Funder or ministry"))
    project_key = forms.text(Text("その機関での課題番号", "Key at the funder"))
    number = forms.text(
        Text("研究課題番号", "Grant number"),
        help=Text(
            "科研費などの、論文の謝辞に書く番号（例 20H00001）。",
            "What papers cite, such as the number of a grant-in-aid (20H00001).",
        ),
        longest=60,
        required=False,
    )
    title_ja, title_en = forms.both(_TITLE, longest=1000)
    abstract = forms.long_text(Text("概要", "Abstract"), longest=40_000, required=False)
    principal = forms.text(Text("研究代表者", "Principal investigator"), required=False)
    organisation_name = forms.text(Text("研究機関", "Organisation"), required=False)
    first_year = forms.year(Text("最初の年度", "First fiscal year"), required=False)
    last_year = forms.year(Text("最後の年度", "Last fiscal year"), required=False)
    amounts = year_amounts(required=False)
    domains = forms.pack_row("domain", _DOMAINS, required=False, several=True)


class LinkForm(forms.ActionForm):
    """Awards that the project stands in connection with."""

    awards = forms.long_text(
        Text("関係する採択課題の番号", "Numbers of the awards"),
        help=Text("空白か改行で区切ります。", "Separated by spaces or lines."),
        required=False,
    )

    @classmethod
    def begin(cls, record: Any) -> dict[str, Any]:
        return {"awards": "\n".join(record.awards.order_by("code").values_list("code", flat=True))}


class OpenForm(forms.ActionForm):
    """Two records whose overlap is looked into."""

    left = forms.text(Text("一方の記録", "One record"), help=_REF_HELP)
    right = forms.text(Text("もう一方の記録", "The other record"), help=_REF_HELP)
    due_on = forms.day(Text("協議の期限", "To be talked over by"), required=False)


class TalkForm(forms.ActionForm):
    """What was talked over and when."""

    talk = forms.long_text(Text("協議の内容", "What was talked over"))
    talked_on = forms.day(Text("協議の日", "Day"), today=True)


class SettleForm(forms.ActionForm):
    """How the case ends, why, and by which decision."""

    state = forms.choice(Text("扱い", "Outcome"), {code: CASE_STATES[code] for code in SETTLED})
    reason = forms.long_text(Text("理由", "Reason"))
    decision = forms.record_of(
        "plan.decision",
        Text("連絡調整の会議の決定", "Decision of the liaison conference"),
        help=Text(
            "「分担」「一本化」には決定が要ります。", "Division and merging need a decision."
        ),
        required=False,
    )
