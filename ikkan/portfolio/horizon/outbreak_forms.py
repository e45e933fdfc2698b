"""Forms of preparedness: decisions, fast-track calls, the switch, sharing, plain pages."""

from __future__ import annotations

from typing import Any, Final

from ikkan.portfolio.horizon import messages, rules
from ikkan.portfolio.horizon.codes import Codes, listed
from ikkan.records import forms
from ikkan.values.text import Text

_TOPIC: Final = Text("話題（病原体など）", "Topic (pathogen, …)")
_REASON: Final = Text("理由", "Reason")
_PUBLISHED: Final = Text("公開する", "Published")
_AWARDS: Final = Text("沿う課題", "Awards under it")


class StrategyForm(forms.ActionForm):
    """A strategic decision or a direction of support."""

    title_ja, title_en = forms.both(Text("名称", "Title"))
    sort = forms.choice(Text("種類", "Sort"), dict(messages.STRATEGY_SORTS))
    stage = forms.choice(Text("時期", "Stage"), dict(messages.STAGES))
    phase = forms.pack_row("phase", Text("開発の段階", "Phase of development"), required=False)
    topic = forms.record_of(rules.TOPIC, _TOPIC, required=False)
    text = forms.long_text(Text("内容", "What is decided"), longest=20_000)
    signals = Codes(Text("根拠となる情報", "Evidence"))
    dossiers = forms.record_of(
        rules.DOSSIER, Text("根拠となる技術の資料", "Dossiers"), required=False, several=True
    )
    awards = Codes(_AWARDS)


class DecideStrategyForm(forms.ActionForm):
    """The decision, its day and reason."""

    reason = forms.long_text(_REASON)
    decided_on = forms.day(Text("決めた日", "Decided on"), today=True)
    published = forms.flag(_PUBLISHED)


class LinkStrategyForm(forms.ActionForm):
    """The awards under a direction."""

    awards = Codes(_AWARDS)

    @classmethod
    def begin(cls, record: Any) -> dict[str, Any]:
        """As they stand."""
        return {"awards": listed(record.awards.values_list("code", flat=True))}


class FastCallForm(forms.ActionForm):
    """A fast-track call founded on a decision."""

    title_ja, title_en = forms.both(Text("公募の名称", "Title of the call"))
    programme_code = forms.pack_row("programme", messages.PROGRAMME)
    account = forms.record_of("budget.account", Text("口座", "Account"))
    opens_on = forms.day(Text("募集の初日", "First day"), today=True)
    closes_on = forms.day(Text("締切の日", "Last day"))
    upper_yen = forms.yen(Text("上限額", "Upper amount"), required=False)
    places = forms.number(Text("採択予定の件数", "Places"), most=10_000, required=False)


class StatusForm(forms.ActionForm):
    """A switch of the status."""

    state = forms.choice(Text("切り替え先", "Switch to"), dict(messages.STATUSES))
    topic = forms.record_of(rules.TOPIC, _TOPIC, required=False)
    from_on = forms.day(Text("いつから", "From"), today=True)
    notice_days = forms.number(
        Text("機動的な公募の最短の募集日数", "Least days a fast-track call stays open"),
        help=Text("空欄なら定めません。", "Left blank, none is set."),
        most=365,
        required=False,
    )
    reason = forms.long_text(_REASON)
    basis = forms.text(
        Text("根拠（決定・告示など）", "Basis (decision, notice, …)"), longest=400, required=False
    )


class ClassForm(forms.ActionForm):
    """A programme for the emergency class."""

    programme = forms.pack_row("programme", messages.PROGRAMME)
    begins_on = forms.day(Text("いつから", "From"), today=True)
    reason = forms.long_text(_REASON)


class EndClassForm(forms.ActionForm):
    """When it leaves the class."""

    ends_on = forms.day(Text("終わりの日", "Last day"), today=True)


class SharingForm(forms.ActionForm):
    """A request for a pathogen, a sample or data."""

    sort = forms.choice(Text("種類", "Sort"), dict(messages.SHARING_SORTS))
    title_ja, title_en = forms.both(Text("求めるもの", "What is asked for"))
    topic = forms.record_of(rules.TOPIC, _TOPIC, required=False)
    organisation = forms.record_of(
        "parties.organisation", Text("申請する機関", "Organisation that asks")
    )
    provider = forms.record_of(
        "parties.organisation", Text("持っている機関", "Organisation that holds it"), required=False
    )
    award = forms.record_of(rules.AWARD, messages.AWARD, required=False)
    purpose = forms.long_text(Text("目的と使い方", "Purpose and use"))


class AnswerForm(forms.ActionForm):
    """The answer and its conditions."""

    state = forms.choice(
        Text("回答", "Answer"),
        {code: messages.SHARING_STATES[code] for code in (rules.GRANTED, rules.DECLINED)},
    )
    reason = forms.long_text(_REASON)
    conditions = forms.long_text(
        Text("条件", "Conditions"),
        help=Text(
            "使い方の範囲、安全、返却・廃棄、成果の扱いなど。",
            "Use, safety, return or disposal, results.",
        ),
        required=False,
    )


class LogForm(forms.ActionForm):
    """One line of the log."""

    state = forms.choice(
        Text("記録すること", "What is logged"),
        {code: messages.SHARING_STATES[code] for code in (rules.PROVIDED, rules.CLOSED)},
    )
    on_day = forms.day(Text("その日", "Day"), today=True)
    text = forms.long_text(Text("送り状・量・備考など", "Note"), required=False)


class PlainForm(forms.ActionForm):
    """A page in plain words."""

    topic = forms.record_of(rules.TOPIC, _TOPIC)
    title_ja, title_en = forms.both(Text("題名", "Title"))
    text_ja, text_en = forms.both(
        Text("やさしい本文", "Text in plain words"), longest=20_000, lines=True
    )
    review_on = forms.day(Text("次に見直す日", "Look again on"), required=False)


class PublishForm(forms.ActionForm):
    """Publish, or withdraw."""

    published = forms.flag(_PUBLISHED)

    @classmethod
    def begin(cls, record: Any) -> dict[str, Any]:
        """The other of what it is."""
        return {"published": not record.published}


class RevisePlainForm(PlainForm):
    """The same without the topic."""

    topic = None

    @classmethod
    def begin(cls, record: Any) -> dict[str, Any]:
        """As the page stands."""
        names = ("title_ja", "title_en", "text_ja", "text_en", "review_on")
        return {name: getattr(record, name) for name in names}
