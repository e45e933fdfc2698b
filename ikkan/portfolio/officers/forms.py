"""Forms of the officers' records; they read what was typed, the actions decide."""

from __future__ import annotations

from typing import Any, Final

from django.core.exceptions import ValidationError

from ikkan.plan.bodies.forms import of_body, refs
from ikkan.portfolio.officers import words
from ikkan.portfolio.officers.rules import AgendaItem
from ikkan.records import forms
from ikkan.records.words import language
from ikkan.values.errors import IkkanError
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_REASON: Final = Text("理由", "Reason")
_PROJECT: Final = Text("統合プロジェクト", "Integrated project")
_PROJECTS: Final = Text("統合プロジェクト", "Integrated projects")
_PROGRAMMES: Final = Text("事業", "Programmes")
_TITLE: Final = Text("件名", "Title")
_TEXT: Final = Text("内容", "What it says")
_ABOUT: Final = Text("関係する記録", "Records concerned")
_OWNER: Final = Text("担当", "Owner")
_PERSON: Final = "parties.person"


def _due(ja: str, en: str, *, required: bool = True, help: Text | None = None) -> Any:
    return forms.day(Text(ja, en), required=required, help=help)


class AdviceForm(forms.ActionForm):
    """A proposal or advice for a disease area, to an office."""

    sort = forms.choice(Text("種別", "Sort"), dict(words.ADVICE_SORTS))
    domain = forms.pack_row("domain", Text("疾患領域", "Disease area"))
    to = forms.choice(Text("宛先", "Addressed to"), dict(words.ADDRESSEES))
    project = forms.pack_row(
        "project",
        Text("PDの統合プロジェクト", "Project of the director"),
        help=Text("PD宛てのときに選びます。", "Chosen where a director is advised."),
        required=False,
    )
    seat = forms.record_of(
        "plan.seat",
        Text("理事長・執行役の在職の記録", "Seat of the president or executive"),
        help=Text("記録があるときに選びます。", "Chosen where there is a record of it."),
        required=False,
    )
    text_ja, text_en = forms.both(_TEXT, longest=4000, lines=True)
    about = refs(_ABOUT, required=False)
    due_on = _due("回答の期限", "Answer due on")


class AnswerForm(forms.ActionForm):
    """Accepted, in part, or not; why; and by when it is done."""

    answer = forms.choice(Text("回答", "Answer"), dict(words.ANSWERS))
    reason = forms.long_text(_REASON)
    due_on = _due(
        "対応の期限",
        "To be done by",
        required=False,
        help=Text("受け入れるときに書きます。", "Written where something is accepted."),
    )


class OutcomeForm(forms.ActionForm):
    """What was done."""

    outcome = forms.long_text(Text("何を行ったか", "What was done"))


class ReasonForm(forms.ActionForm):
    """Why."""

    reason = forms.long_text(_REASON)


class IssueForm(forms.ActionForm):
    """An issue of a project."""

    project = forms.pack_row("project", _PROJECT)
    title_ja, title_en = forms.both(_TITLE)
    text = forms.long_text(_TEXT)
    severity = forms.choice(Text("重大さ", "Severity"), dict(words.SEVERITIES))
    programmes = forms.pack_row("programme", _PROGRAMMES, required=False, several=True)
    owner = forms.record_of(_PERSON, _OWNER)
    due_on = _due("期限", "Due on")
    about = refs(_ABOUT, required=False)


class MoveIssueForm(forms.ActionForm):
    """The next state, what is said to it, and a new owner or day."""

    to = forms.choice(Text("次の状態", "Next state"), dict(words.ISSUE_STATES))
    note = forms.long_text(Text("対応・理由", "Plan, result or reason"))
    owner = forms.record_of(_PERSON, Text("新しい担当", "New owner"), required=False)
    due_on = _due("新しい期限", "New due day", required=False)


class CaseForm(forms.ActionForm):
    """A case between projects."""

    title_ja, title_en = forms.both(_TITLE)
    text = forms.long_text(Text("合意したい内容", "What is to be agreed"))
    projects = forms.pack_row("project", _PROJECTS, several=True)
    due_on = _due("期限", "Due on", required=False)
    about = refs(_ABOUT, required=False)


class SpeakForm(forms.ActionForm):
    """Where the director of a project stands."""

    project = forms.pack_row("project", _PROJECT)
    position = forms.choice(Text("立場", "Position"), dict(words.POSITIONS))
    said = forms.long_text(_REASON)


class ReviseCaseForm(forms.ActionForm):
    """Another text, to which all directors speak anew."""

    text = forms.long_text(Text("合意したい内容", "What is to be agreed"))

    @classmethod
    def begin(cls, record: Any) -> dict[str, Any]:
        """What it says now."""
        return {} if record is None else {"text": record.text}


class CloseCaseForm(forms.ActionForm):
    """How a case ends."""

    to = forms.choice(
        Text("結果", "End"),
        {code: label for code, label in words.CASE_STATES.items() if code != "open"},
    )
    outcome = forms.long_text(Text("決着の内容・理由", "What was settled, or why dropped"))


class MeetingForm(forms.ActionForm):
    """A meeting with its agenda."""

    sort = forms.choice(Text("種別", "Sort"), dict(words.MEETING_SORTS))
    title_ja, title_en = forms.both(Text("名称", "Title"))
    held_on = forms.day(Text("開催の日", "Day"))
    place = forms.text(Text("場所", "Place"), required=False)
    projects = forms.pack_row("project", _PROJECTS, required=False, several=True)
    agenda = forms.long_text(
        Text("議題", "Agenda"),
        help=Text(
            "一行に一つ。「｜」の後に関係する記録を「種類:コード」で書けます。",
            "One a line; records may follow after a vertical bar, as kind:code.",
        ),
        required=False,
    )

    def clean_agenda(self) -> tuple[AgendaItem, ...]:
        """One item a line, `議題｜kind:code kind:code`."""
        lines = str(self.cleaned_data["agenda"]).replace("｜", "|").splitlines()
        parts = [line.partition("|") for line in lines if line.strip()]
        try:
            return tuple(
                AgendaItem(text=text.strip(), about=tuple(Ref.parse(one) for one in named.split()))
                for text, _, named in parts
            )
        except IkkanError as error:
            raise ValidationError(error.text.of(language())) from error


class ParticipantForm(forms.ActionForm):
    """Who takes part, as what."""

    person = forms.record_of(_PERSON, Text("参加者", "Participant"))
    capacity = forms.choice(Text("立場", "Capacity"), dict(words.CAPACITIES))


class MinutesForm(forms.ActionForm):
    """That it was held, and what was said."""

    held_on = forms.day(Text("開催の日", "Day"), today=True)
    minutes = forms.long_text(Text("議事の記録", "Minutes"), longest=20_000)


class OpinionForm(forms.ActionForm):
    """What a participant said about a record."""

    person = forms.record_of(_PERSON, Text("述べた人", "Said by"))
    about = refs(Text("どの記録について", "About which record"), required=False)
    text = forms.long_text(Text("意見", "Opinion"))


class ItemForm(forms.ActionForm):
    """What is to be done, by whom, until when."""

    title_ja, title_en = forms.both(Text("行うこと", "What is to be done"))
    owner = forms.record_of(_PERSON, _OWNER)
    due_on = _due("期限", "Due on")
    meeting = forms.record_of(
        "portfolio.officer_meeting", Text("決めた会議", "Set at the meeting"), required=False
    )
    about = refs(_ABOUT, required=False)


class MoveItemForm(forms.ActionForm):
    """Done, dropped, or open until another day."""

    to = forms.choice(Text("次の状態", "Next state"), dict(words.ITEM_STATES))
    note = forms.long_text(Text("結果・理由", "Result or reason"))
    due_on = _due("新しい期限", "New due day", required=False)


class ProposalForm(forms.ActionForm):
    """A proposal from the field on how programmes are designed."""

    sort = forms.choice(Text("種別", "Sort"), dict(words.PROPOSAL_SORTS))
    title_ja, title_en = forms.both(_TITLE)
    body = of_body(Text("宛先の府省・本部", "Ministry or headquarters addressed"))
    programmes = forms.pack_row("programme", _PROGRAMMES, several=True)
    text_ja, text_en = forms.both(Text("提案の内容", "What is proposed"), longest=4000, lines=True)
    grounds = forms.long_text(Text("現場の経験・根拠", "Experience from the field, grounds"))
    signals = refs(Text("引用する動向・記録", "Signals and records cited"), required=False)


class SendForm(forms.ActionForm):
    """Nothing more to say."""


class BecameForm(forms.ActionForm):
    """What became of a proposal."""

    outcome = forms.long_text(Text("何になったか", "What became of it"))
    became = refs(Text("できた公募・事業設計など", "The call, design or record"), required=False)


class DesignForm(forms.ActionForm):
    """The design of a programme; a part may be left empty while it is a draft."""

    programme = forms.pack_row("programme", Text("事業", "Programme"))
    body = of_body(Text("設計する府省・本部", "Ministry or headquarters that designs it"))
    aim = forms.long_text(words.EXIT_PARTS["aim"], required=False)
    route = forms.long_text(words.EXIT_PARTS["route"], required=False)
    product = forms.long_text(words.EXIT_PARTS["product"], required=False)
    licensing = forms.long_text(words.EXIT_PARTS["licensing"], required=False)
    successors = forms.pack_row(
        "programme", words.EXIT_PARTS["successors"], required=False, several=True
    )
    gates = forms.pack_row("gate", words.EXIT_PARTS["gates"], required=False, several=True)
    gate_plan = forms.long_text(words.EXIT_PARTS["gate_plan"], required=False)

    @classmethod
    def begin(cls, record: Any) -> dict[str, Any]:
        """What the draft says."""
        return {} if record is None else {name: getattr(record, name) for name in cls.base_fields}
