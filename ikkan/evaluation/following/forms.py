"""Forms of follow-ups, goals and ratings."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms as fields
from django.utils import timezone

from ikkan.evaluation.following import queries, rules
from ikkan.records import forms
from ikkan.records.words import language
from ikkan.values.text import Text

_REFS = Text(
    "「種類:コード」を空白か改行で区切ります（例 outcomes.outcome:…、awards.award:…、figure:…）。",
    "kind:code, separated by spaces or lines (such as outcomes.outcome:… or figure:…).",
)
_ITEMS = Text(
    "一行に一項目。「日本語 | 英語 | 指標のコード」と書きます。英語と指標は省けます。",
    "One item on a line: Japanese | English | codes of indicators. The last two may be left out.",
)


class FollowupForm(forms.ActionForm):
    """A measure, the year and the body that owns it."""

    clause = forms.pack_row("clause", Text("施策（資料の条項）", "Printed measure"), required=False)
    decided = forms.record_of(
        "plan.clause", Text("施策（決定された条項）", "Decided measure"), required=False
    )
    fiscal_year = forms.year(Text("年度", "Fiscal year"))
    body = forms.pack_row("body", Text("担当の機関", "Owner"))
    due_on = forms.day(
        Text("報告の期限", "Report due on"),
        help=Text(
            "空けておくと、資料に期限の日付があるときはそれになります。",
            "Left empty, it is the due day that the source prints, where it prints one.",
        ),
        required=False,
    )


class ReportForm(forms.ActionForm):
    """What was done, how it stands and what shows it."""

    state = forms.choice(Text("状態", "State"), dict(rules.STATES))
    done_ja, done_en = forms.both(Text("何をしたか", "What was done"), longest=4000, lines=True)
    evidence = forms.long_text(
        Text("根拠となる記録", "Records that show it"), help=_REFS, longest=2000, required=False
    )
    reported_on = forms.day(Text("報告の日", "Day of the report"), today=True)

    @classmethod
    def begin(cls, record: Any) -> dict[str, Any]:
        """What was reported before."""
        if record is None:
            return {}
        said = {name: getattr(record, name) for name in ("state", "done_ja", "done_en")}
        return said | {"evidence": "\n".join(record.evidence)}


class CommentForm(forms.ActionForm):
    """What headquarters says of a report."""

    comment_ja, comment_en = forms.both(Text("講評", "Comment"), longest=4000, lines=True)
    publish = forms.flag(Text("報告と講評を公表する", "Publish report and comment"))

    @classmethod
    def begin(cls, record: Any) -> dict[str, Any]:
        """What was said before."""
        if record is None:
            return {}
        return {"comment_ja": record.comment_ja, "comment_en": record.comment_en}


class GoalForm(forms.ActionForm):
    """Goals of a body: who sets them, for which years, item by item."""

    title_ja, title_en = forms.both(Text("題名", "Title"), longest=200)
    body = forms.pack_row("body", Text("目標を示される機関", "Body that has the goals"))
    ministers = forms.pack_row(
        "body", Text("目標を定める府省", "Bodies whose ministers set them"), several=True
    )
    first_year = forms.year(Text("始まりの年度", "First fiscal year"))
    last_year = forms.year(Text("終わりの年度", "Last fiscal year"))
    items = forms.long_text(Text("項目", "Items"), help=_ITEMS, longest=20_000)

    @classmethod
    def begin(cls, record: Any) -> dict[str, Any]:
        """The draft; a new one begins with the funder and those who set its goals."""
        if record is None:
            today = timezone.localdate()
            body = queries.funder(today)
            return {"body": body, "ministers": list(queries.setters(body, today))}
        names = ("title_ja", "title_en", "body", "ministers", "first_year", "last_year")
        rows = (
            f"{item.text_ja} | {item.text_en} | {' '.join(item.indicators)}".rstrip(" |")
            for item in record.items.all()
        )
        return {name: getattr(record, name) for name in names} | {"items": "\n".join(rows)}


class PresentForm(forms.ActionForm):
    """The day the goals were presented."""

    presented_on = forms.day(Text("提示の日", "Presented on"), today=True)


class SelfRatingForm(forms.ActionForm):
    """The rating of one item or role in one year."""

    fiscal_year = forms.year(Text("評価する年度", "Fiscal year rated"))
    about = forms.choice(Text("項目・役割", "Item or role"), {})
    grade = forms.text(Text("評定", "Grade"), longest=40)
    text_ja, text_en = forms.both(Text("根拠", "Grounds"), longest=4000, lines=True)
    rated_on = forms.day(Text("評価の日", "Day of the rating"), today=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The items of the goals and the scale of the pack are offered."""
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        if self.record is not None:
            self.fields["about"].choices = _subjects(self.record, today)  # type: ignore[attr-defined]
        scale = queries.grades(today)
        if scale:
            offered = [(code, words.of(language())) for code, words in scale.items()]
            self.fields["grade"].widget = fields.Select(choices=offered)


class RatingForm(SelfRatingForm):
    """The same by a body that set the goals."""

    body = forms.pack_row("body", Text("評価する府省", "Rating body"))
    field_order = ("body", "fiscal_year", "about", "grade", "text_ja", "text_en", "rated_on")


class PublishForm(forms.ActionForm):
    """The year whose evaluation is published."""

    fiscal_year = forms.year(Text("公表する年度", "Fiscal year"))


def _subjects(goal: Any, as_of: date) -> list[tuple[str, str]]:
    return [
        (one.about, f"{one.text.of(language())[:80]} ({one.about})")
        for one in queries.subjects(goal, as_of)
    ]


class EntryForm(forms.ActionForm):
    """An entry of the log under a measure."""

    sort = forms.choice(Text("種類", "Sort"), dict(rules.SORTS))
    clause = forms.pack_row("clause", Text("施策（資料の条項）", "Printed measure"), required=False)
    decided = forms.record_of(
        "plan.clause", Text("施策（決定された条項）", "Decided measure"), required=False
    )
    body = forms.pack_row("body", Text("記載する機関", "Kept by"))
    name_ja, name_en = forms.both(Text("名称・件名", "Name or subject"), longest=200)
    type = forms.text(Text("類型", "Type"), longest=100, required=False)
    organisation = forms.record_of(
        "parties.organisation", Text("機関・相手", "Organisation"), required=False
    )
    begins_on = forms.day(Text("開始・できごとの日", "Begins or happened on"), required=False)
    ends_on = forms.day(Text("終わりの日", "Ends on"), required=False)
    detail_ja, detail_en = forms.both(
        Text("内容（支援の内容、変更点など）", "Detail (services, what changed)"), lines=True
    )
    value = forms.number(Text("数", "Number"), required=False)
    unit = forms.text(Text("数の単位", "Unit of the number"), longest=20, required=False)
    link = forms.text(
        Text("所在・データの入口", "Address of the data"), longest=300, required=False
    )
    published = forms.flag(Text("公表する", "Publish"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The detail may be left out."""
        super().__init__(*args, **kwargs)
        self.fields["detail_ja"].required = False

    @classmethod
    def begin(cls, record: Any) -> dict[str, Any]:
        """The entry as it stands."""
        if record is None:
            return {}
        same = [name for name in cls.base_fields if name not in ("clause", "decided")]
        kind, _, code = record.measure.partition(":")
        field = "clause" if kind == "clause" else "decided"
        return {name: getattr(record, name) for name in same} | {field: code}
