"""Forms of bodies at work: offices, charters, meetings, papers, advice, decisions."""

from __future__ import annotations

from typing import Any, Final

from django import forms as django
from django.core.exceptions import ValidationError
from django.utils import timezone

from ikkan.audit.actor import Actor
from ikkan.plan.bodies import queries
from ikkan.plan.bodies.rules.seats import SORTS
from ikkan.plan.bodies.rules.sittings import ADVICE_SORTS, VERDICTS, Item
from ikkan.records import forms
from ikkan.records.words import language, lazy
from ikkan.values.errors import IkkanError
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_REF_HELP: Final = Text(
    "「種類:コード」を空白か改行で区切ります（例 plan.clause:CL-2026-000001）。",
    "kind:code, separated by spaces or lines (such as plan.clause:CL-2026-000001).",
)
_LINES: Final = Text("一行に一つ。", "One a line.")


class Bodies(forms.Rows):
    """A body of the pack, or a council set up by a charter in force."""

    def fill(self, actor: Actor) -> None:
        super().fill(actor)
        known = queries.standing(timezone.localdate())
        self._known = dict(known.names)
        said = [(code, f"{name.of(language())} ({code})") for code, name in known.names.items()]
        if not self.several:
            self.widget = forms.Suggested(said)
            self.widget.is_required = self.required


class Refs(django.CharField):
    """References, as they are typed in a larger field."""

    widget = django.Textarea

    def clean(self, value: Any) -> tuple[Ref, ...]:
        typed = super().clean(value) or ""
        try:
            return tuple(dict.fromkeys(Ref.parse(word) for word in typed.split()))
        except IkkanError as error:
            raise ValidationError(error.text.of(language())) from error


class Lines(django.CharField):
    """One thing a line."""

    widget = django.Textarea

    def clean(self, value: Any) -> tuple[str, ...]:
        typed = super().clean(value) or ""
        return tuple(line.strip() for line in typed.splitlines() if line.strip())


class Agenda(django.CharField):
    """Items of an agenda, each with the records it is about after a bar."""

    widget = django.Textarea

    def clean(self, value: Any) -> tuple[Item, ...]:
        typed = super().clean(value) or ""
        try:
            return tuple(Item.parse(line) for line in typed.splitlines() if line.strip())
        except IkkanError as error:
            raise ValidationError(error.text.of(language())) from error


def of_body(label: Text, *, help: Text | None = None, required: bool = True) -> Bodies:
    """One body."""
    said = lazy(help) if help else ""
    return Bodies("body", label=lazy(label), help_text=said, required=required)


def refs(label: Text, *, required: bool = True) -> Refs:
    """Records and rows by reference."""
    return Refs(label=lazy(label), help_text=lazy(_REF_HELP), required=required, max_length=4000)


def lines(label: Text, *, help: Text = _LINES, required: bool = True) -> Lines:
    """Several, one a line."""
    return Lines(label=lazy(label), help_text=lazy(help), required=required, max_length=8000)


class SeatForm(forms.ActionForm):
    """An office, its holder, who appoints, the term."""

    body = of_body(Text("機関", "Body"))
    sort = forms.choice(Text("職の種別", "Sort of office"), SORTS)
    office_ja, office_en = forms.both(Text("職の名", "Office"), longest=200)
    holder_ja, holder_en = forms.both(Text("就く人または職", "Holder: person or office"))
    by_office = forms.flag(Text("職による充て職", "Held by virtue of another office"))
    appointed_by = of_body(Text("任命者", "Appointed by"), required=False)
    valid_from = forms.day(Text("任期の始まり", "First day of the term"), today=True)
    valid_to = forms.day(Text("任期の終わり", "Last day of the term"), required=False)
    basis = forms.text(
        Text("根拠", "Basis"),
        help=Text("法令の条、辞令、決定", "Article of law, letter of appointment, decision"),
        longest=400,
    )


class EndForm(forms.ActionForm):
    """The last day of a term."""

    last_day = forms.day(Text("終わりの日", "Last day"), today=True)


class DismissForm(EndForm):
    """The last day and why."""

    reason = forms.long_text(Text("理由", "Reason"), longest=2000)


class CharterForm(forms.ActionForm):
    """A council of the pack, or a new one; its owners, scope, members and plans."""

    body = of_body(
        Text("政策パックの会議体", "Council of the policy pack"),
        help=Text("新しい会議体のときは空けておきます", "Left empty for a new council"),
        required=False,
    )
    name_ja, name_en = forms.both(Text("新しい会議体の名", "Name of a new council"), longest=200)
    owners = forms.pack_row(
        "body", Text("所管府省", "Owner ministries"), required=False, several=True
    )
    scope_ja, scope_en = forms.both(Text("所掌", "Scope"), longest=4000, lines=True)
    members = lines(
        Text("構成員", "Members"),
        help=Text("職または団体を一行に一つ", "One office or organisation a line"),
    )
    plans = forms.pack_row(
        "instrument",
        Text("関係する計画・戦略", "Plans it relates to"),
        required=False,
        several=True,
    )
    basis = forms.text(Text("根拠", "Basis"), longest=400)
    valid_from = forms.day(Text("始まりの日", "First day"), today=True)
    valid_to = forms.day(Text("終わりの日", "Last day"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name_ja"].required = False


class MeetingForm(forms.ActionForm):
    """The body, the day, the agenda."""

    body = of_body(Text("機関", "Body"))
    title_ja, title_en = forms.both(Text("会議の名", "Name of the meeting"), longest=200)
    day = forms.day(Text("開催の日", "Day of the meeting"), today=True)
    place = forms.text(Text("場所", "Place"), required=False)
    agenda = Agenda(
        label=lazy(Text("議題", "Agenda")),
        help_text=lazy(
            Text(
                "一行に一つ。「|」のあとに、対象の「種類:コード」を書けます。",
                "One item a line; after a bar “|” the records it is about (kind:code).",
            )
        ),
        max_length=8000,
    )

    @classmethod
    def begin(cls, record: Any) -> dict[str, Any]:
        """The meeting as it was called."""
        if record is None:
            return {}
        return {
            "body": record.body,
            "title_ja": record.title_ja,
            "title_en": record.title_en,
            "day": record.held_on,
            "place": record.place,
            "agenda": "\n".join(record.agenda),
        }


class HoldForm(forms.ActionForm):
    """The day it was held and who was present."""

    held_on = forms.day(Text("開かれた日", "Held on"))
    present = lines(
        Text("出席者", "Present"),
        help=Text("職または人を一行に一つ", "One office or person a line"),
    )

    @classmethod
    def begin(cls, record: Any) -> dict[str, Any]:
        """The day for which it was called."""
        return {"held_on": record.held_on} if record else {}


class MinutesForm(forms.ActionForm):
    """What was said."""

    minutes_ja, minutes_en = forms.both(Text("議事録", "Minutes"), longest=20_000, lines=True)

    @classmethod
    def begin(cls, record: Any) -> dict[str, Any]:
        """The minutes as they stand."""
        if record is None:
            return {}
        return {"minutes_ja": record.minutes_ja, "minutes_en": record.minutes_en}


class PublishForm(forms.ActionForm):
    """Nothing to fill in."""


class PaperForm(forms.ActionForm):
    """A paper for a meeting; its file is attached on its page."""

    meeting = forms.record_of("plan.meeting", Text("会議", "Meeting"))
    number = forms.text(Text("資料の番号", "Number of the paper"), longest=20)
    title_ja, title_en = forms.both(Text("題名", "Title"), longest=200)
    laid_by = of_body(Text("提出した機関", "Laid by"), required=False)
    text = forms.long_text(
        Text("要旨", "Summary"),
        help=Text("ファイルは、できた資料のページで添付します", "Attach the file on its page"),
        required=False,
    )
    about = refs(Text("何についての資料か", "What it is about"), required=False)
    withheld_because = forms.text(
        Text("公表しない理由", "Why it is withheld"),
        help=Text("空なら会議とともに公表します", "If empty it is published with the meeting"),
        longest=400,
        required=False,
    )


class AdviceForm(forms.ActionForm):
    """Who says what to whom, about which records."""

    sort = forms.choice(Text("種別", "Sort"), ADVICE_SORTS)
    body = of_body(Text("出した機関", "Given by"))
    to_body = of_body(Text("あて先の機関", "Given to"))
    meeting = forms.record_of("plan.meeting", Text("会議", "Meeting"), required=False)
    about = refs(Text("何についてか", "What it is about"))
    verdict = forms.choice(Text("結論", "Verdict"), VERDICTS)
    text_ja, text_en = forms.both(Text("文", "Words"), longest=8000, lines=True)
    evidence = forms.text(
        Text("根拠となる資料", "Evidence"),
        help=Text("資料の名、発行者、日付、所在", "Title, publisher, date, where it is found"),
        longest=1000,
        required=False,
    )
    given_on = forms.day(Text("出された日", "Given on"), today=True)


class AnswerForm(forms.ActionForm):
    """What the receiver says to it."""

    answer_ja, answer_en = forms.both(Text("回答", "Answer"), longest=4000, lines=True)


class DecisionForm(forms.ActionForm):
    """What is decided, about which records, on which advice, and where."""

    body = of_body(Text("機関", "Body"))
    title_ja, title_en = forms.both(Text("題名", "Title"), longest=200)
    about = refs(Text("何を決めるか（対象）", "What it decides about"))
    text_ja, text_en = forms.both(Text("決定の文", "Words"), longest=8000, lines=True)
    basis = forms.text(Text("根拠", "Legal basis"), longest=400, required=False)
    advice = forms.record_of(
        "plan.advice", Text("もとにした助言", "Advice it rests on"), required=False, several=True
    )
    departs_because = forms.long_text(
        Text("条件・異なる意見をどう扱ったか", "How conditions and differing advice were met"),
        required=False,
    )
    meeting = forms.record_of("plan.meeting", Text("会議", "Meeting"), required=False)
    circulated_because = forms.text(
        Text("会議を開かない（持ち回りの）理由", "Why without a meeting (by circulation)"),
        longest=400,
        required=False,
    )
    amends = forms.record_of("plan.decision", Text("改める決定", "Amends"), required=False)

    @classmethod
    def begin(cls, record: Any) -> dict[str, Any]:
        """The draft as it stands."""
        if record is None:
            return {}
        same = ("body", "title_ja", "title_en", "text_ja", "text_en", "basis", "departs_because")
        return {
            **{name: getattr(record, name) for name in same},
            "about": "\n".join(record.about),
            "advice": list(record.advice.values_list("code", flat=True)),
            "meeting": record.meeting.code if record.meeting else "",
            "circulated_because": record.circulated_because,
            "amends": record.amends.code if record.amends else "",
        }


class DecideForm(forms.ActionForm):
    """The day of the decision."""

    decided_on = forms.day(Text("決定の日", "Day of the decision"), today=True)
