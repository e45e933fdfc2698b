"""Forms of readiness, exits, milestones, support and referrals; the actions decide."""

from __future__ import annotations

from typing import Any, Final

from django.utils import timezone

from ikkan.audit.actor import PUBLIC, Actor
from ikkan.plan.queries import snapshot
from ikkan.portfolio.industry import words
from ikkan.portfolio.industry.queries import SCHEME
from ikkan.records import forms
from ikkan.records.words import language
from ikkan.values.text import Text

SEED: Final = Text("シーズ", "Seed")
_EVIDENCE: Final = Text("根拠", "Evidence")
_OWNER: Final = Text("担当者", "Owner")
_DUE: Final = Text("期日", "Due day")
_REF_HELP: Final = Text(
    "記録があれば「種類:コード」（例 outcomes.outcome:OUT-2026-000001）。"
    "ファイルは記録の頁に添付します。",
    "kind:code of a record, if there is one, such as outcomes.outcome:OUT-2026-000001; "
    "files are attached on the page of the record.",
)


def evidence_ref() -> Any:
    """A record that is the evidence."""
    label = Text("根拠となる記録", "Record that is the evidence")
    return forms.text(label, help=_REF_HELP, longest=160, required=False)


def tags_of(group: str, label: Text) -> Any:
    """A tag of one group of the pack; filled when the form is drawn."""
    field = forms.choice(label, {}, required=False)
    field.tag_group = group
    return field


class PackForm(forms.ActionForm):
    """A form some of whose choices are rows of the pack in force."""

    def __init__(self, *args: Any, actor: Actor = PUBLIC, record: Any = None, **kwargs: Any):
        super().__init__(*args, actor=actor, record=record, **kwargs)
        fields: dict[str, Any] = self.fields
        for field in fields.values():
            group = getattr(field, "tag_group", "")
            if group:
                field.choices = [("", "–"), *tag_choices(group)]


def tag_choices(group: str) -> list[tuple[str, str]]:
    """Code and name of every tag of a group; `scheme` names the schemes of support."""
    held = snapshot(timezone.localdate())
    if group == SCHEME:
        rows = [row for row in held.entries("programme", state="all") if row.data["form"] == SCHEME]
    else:
        rows = [row for row in held.entries("tag", state="all") if row.data["group"] == group]
    return [(row.code, row.label.of(language())) for row in rows]


class BeginForm(forms.ActionForm):
    """The seed whose checklist begins."""

    seed = forms.record_of("portfolio.seed", SEED)


class JudgeForm(forms.ActionForm):
    """State, evidence, owner and day of a condition."""

    state = forms.choice(Text("状態", "State"), dict(words.ITEM_STATES))
    evidence = forms.long_text(_EVIDENCE, required=False)
    evidence_ref = evidence_ref()
    owner = forms.record_of("parties.person", _OWNER, required=False)
    due_on = forms.day(_DUE, required=False)

    @classmethod
    def begin(cls, record: Any) -> dict[str, Any]:
        """What is recorded."""
        return {
            "state": record.state,
            "evidence": record.evidence,
            "evidence_ref": record.evidence_ref,
            "owner": record.owner.code if record.owner else "",
            "due_on": record.due_on,
        }


class NoteForm(forms.ActionForm):
    """What is known of competitors, market, data or IP."""

    seed = forms.record_of("portfolio.seed", SEED)
    sort = forms.choice(Text("種類", "Sort"), dict(words.NOTE_SORTS))
    name = forms.text(
        Text("題名・競合の名", "Title, or name of the competing product"), longest=300
    )
    holder = forms.text(Text("保有者", "Who has it"), longest=300, required=False)
    stage = forms.text(Text("到達段階", "How far it is"), required=False)
    standing = forms.choice(Text("比べた結果", "Comparison"), dict(words.STANDINGS), required=False)
    text = forms.long_text(Text("内容", "What is known"))
    origin = forms.text(Text("出典", "Taken from"), longest=400)
    noted_on = forms.day(Text("確かめた日", "As of"), today=True)


class ReviseNoteForm(NoteForm):
    """The same without the seed."""

    seed = None

    @classmethod
    def begin(cls, record: Any) -> dict[str, Any]:
        """What is recorded."""
        names = ("sort", "name", "holder", "stage", "standing", "text", "origin", "noted_on")
        return {name: getattr(record, name) for name in names}


class ExitForm(PackForm):
    """The way to industry of a seed."""

    seed = forms.record_of("portfolio.seed", SEED)
    route = forms.choice(Text("出口の道筋", "Route"), dict(words.ROUTES))
    partner = forms.choice(Text("相手の種類", "Partner"), dict(words.PARTNERS))
    conditions = forms.long_text(Text("渡せる条件", "Conditions"))
    planned_on = forms.day(Text("出口の予定日", "Planned day"))
    product_type = tags_of("product_type", Text("製品の種類", "Product type"))
    regulatory_path = tags_of("regulatory_path", Text("薬事の道筋", "Regulatory path"))


class ReviseExitForm(ExitForm):
    """The same without the seed."""

    seed = None

    @classmethod
    def begin(cls, record: Any) -> dict[str, Any]:
        """What is recorded."""
        names = ("route", "partner", "conditions", "planned_on", "product_type", "regulatory_path")
        return {name: getattr(record, name) for name in names}


class MilestoneForm(forms.ActionForm):
    """A step of the way."""

    seed = forms.record_of("portfolio.seed", SEED)
    title_ja, title_en = forms.both(Text("達すること", "What is to be reached"), longest=300)
    due_on = forms.day(_DUE)
    owner = forms.record_of("parties.person", _OWNER, required=False)


class MoveForm(forms.ActionForm):
    """A new day, and why."""

    due_on = forms.day(Text("新しい期日", "New day"))
    reason = forms.long_text(Text("理由", "Reason"))


class ReachForm(forms.ActionForm):
    """When it was reached, and the evidence."""

    done_on = forms.day(Text("達成の日", "Reached on"), today=True)
    evidence = forms.long_text(_EVIDENCE)
    evidence_ref = evidence_ref()


class SupportForm(PackForm):
    """Support of a seed or an award."""

    seed = forms.record_of("portfolio.seed", SEED, required=False)
    award = forms.record_of("awards.award", Text("課題", "Award"), required=False)
    category = forms.choice(Text("支援の区分", "Category"), dict(words.CATEGORIES))
    scheme = tags_of(SCHEME, Text("支援の枠組み", "Scheme"))
    provider = forms.record_of(
        "parties.organisation", Text("支援する機関", "Provider"), required=False
    )
    wanted = forms.long_text(Text("求める支援", "What is wanted"))


class MeetingForm(forms.ActionForm):
    """An entry of the log."""

    sort = forms.choice(Text("種類", "Sort"), dict(words.MEETINGS))
    held_on = forms.day(Text("日", "Day"), today=True)
    present = forms.text(Text("出席者", "Present"), longest=400, required=False)
    text = forms.long_text(Text("内容", "What was said and done"))


class EndSupportForm(forms.ActionForm):
    """How the support ended."""

    state = forms.choice(
        Text("結果", "End"),
        {code: words.SUPPORT_STATES[code] for code in (words.ENDED, words.DECLINED)},
    )
    outcome = forms.long_text(Text("支援の結果・理由", "What came of it, or why not"))


class ReferForm(forms.ActionForm):
    """A question to a desk."""

    desk = forms.record_of("parties.organisation", Text("相談窓口", "Desk"))
    question = forms.long_text(Text("照会の内容", "Question"))


class AnswerForm(forms.ActionForm):
    """What the desk answered."""

    answer = forms.long_text(Text("回答", "Answer"))
