"""Forms of the horizon; they read what was typed, the actions decide."""

from __future__ import annotations

from typing import Any, Final

from ikkan.awards.messages import MODALITY_LABELS
from ikkan.portfolio.horizon import messages, rules
from ikkan.portfolio.horizon.codes import Codes, listed
from ikkan.portfolio.horizon.rules import Score
from ikkan.records import forms
from ikkan.values.text import Text

_TOPIC: Final = Text("話題", "Topic")
_REASON: Final = Text("理由", "Reason")
_PUBLISHED: Final = Text("公開する", "Published")
_SIGNALS: Final = Text("根拠となる情報", "Evidence")
_SCORE: Final = "score_"
_WHY: Final = "why_"
_MARKS: Final = {
    str(mark): Text(str(mark), str(mark)) for mark in range(rules.LEAST_SCORE, rules.MOST_SCORE + 1)
}


class SourceForm(forms.ActionForm):
    """A source that is watched."""

    name_ja, name_en = forms.both(Text("情報源の名称", "Name of the source"))
    sort = forms.choice(Text("種類", "Sort"), dict(messages.SOURCE_SORTS))
    holder = forms.text(Text("作成者・提供者", "Holder"), longest=400, required=False)
    address = forms.text(
        Text("所在", "Address"),
        help=Text("https://で始まる所在。", "An address that begins with https://."),
        longest=400,
        required=False,
    )
    terms = forms.long_text(
        Text("入手の方法と利用の条件", "How it is obtained, terms of use"), required=False
    )
    published = forms.flag(_PUBLISHED)


class ContactForm(forms.ActionForm):
    """What was heard in a community or network."""

    community = forms.text(
        Text("コミュニティ・ネットワーク", "Community or network"),
        help=Text(
            "学会・患者会・国際的な集まりなど。個人の名前は書きません。",
            "A society, patients' group, international forum, …; no names of persons.",
        ),
        longest=400,
    )
    source = forms.record_of(rules.SOURCE, messages.SOURCE, required=False)
    met_on = forms.day(Text("その日", "Day"), today=True)
    said = forms.long_text(Text("聞いたこと", "What was heard"))
    following = forms.long_text(Text("次にすること", "What follows"), required=False)
    due_on = forms.day(Text("その期日", "Due on"), required=False)


class ConfirmForm(forms.ActionForm):
    """Nothing to fill in."""


class SignalForm(forms.ActionForm):
    """One item of evidence: a paper, a patent, a trial, what patients or families say."""

    source = forms.record_of(rules.SOURCE, messages.SOURCE)
    title_ja, title_en = forms.both(Text("題名・要点", "Title or gist"))
    text = forms.long_text(
        Text("本文・概要", "Text or abstract"),
        help=Text(
            "患者・家族の声は、だれの声か分からないように書きます。",
            "What patients or families say is written so that nobody can be recognised.",
        ),
        longest=rules.LONGEST_TEXT,
        required=False,
    )
    happened_on = forms.day(Text("その日", "Day"), required=False)
    provenance = forms.text(
        Text("出所（どこから、どのように）", "Provenance (where from, how)"), longest=400
    )
    link = forms.text(Text("所在", "Link"), longest=400, required=False)
    own_key = forms.text(
        Text("情報源での番号", "Key at the source"),
        help=Text("空欄なら番号を付けます。", "Left blank, a number is given."),
        required=False,
    )
    published = forms.flag(_PUBLISHED)


class TopicForm(forms.ActionForm):
    """A topic and the words that are looked for."""

    title_ja, title_en = forms.both(_TOPIC)
    sort = forms.choice(Text("種類", "Sort"), dict(messages.TOPIC_SORTS))
    modality = forms.choice(Text("モダリティ", "Modality"), dict(MODALITY_LABELS), required=False)
    groups = forms.long_text(
        Text("探す言葉", "Words to look for"),
        help=Text(
            "一行が一組。一行の中は「、」で区切り、どれか一つがあれば足ります。"
            "行どうしは、すべてが要ります。",
            "Each line is a group: any of its phrases, parted by commas, will do; every line must "
            "be met.",
        ),
    )
    watched = forms.flag(Text("見張りの一覧に載せる", "On the watch list"))
    review_on = forms.day(Text("次に確かめる日", "Look again on"), required=False)
    published = forms.flag(_PUBLISHED)

    @classmethod
    def begin(cls, record: Any) -> dict[str, Any]:
        """As the topic stands; empty for a new one."""
        if record is None:
            return {}
        names = ("title_ja", "title_en", "sort", "modality", "watched", "review_on", "published")
        said = {name: getattr(record, name) for name in names}
        return said | {"groups": "\n".join("、".join(group) for group in record.groups)}

    def clean_groups(self) -> tuple[tuple[str, ...], ...]:
        """One group a line."""
        return rules.groups_of(str(self.cleaned_data["groups"]))


class ReadingForm(forms.ActionForm):
    """How what came in on a topic was read."""

    level = forms.choice(Text("見立て", "Reading"), dict(messages.LEVELS))
    note = forms.long_text(Text("確かめたこと", "What was seen"), required=False)
    review_on = forms.day(Text("次に確かめる日", "Look again on"), required=False)


class DossierForm(forms.ActionForm):
    """What a technology would change."""

    title_ja, title_en = forms.both(Text("技術の名称", "Technology"))
    topic = forms.record_of(rules.TOPIC, _TOPIC, required=False)
    summary = forms.long_text(Text("どのような技術か", "What it is"))
    benefits = forms.long_text(Text("だれの役に立つか", "Who benefits"), required=False)
    size = forms.long_text(
        Text("規模（患者数・費用など）", "Size (patients, cost, …)"), required=False
    )
    evidence = forms.long_text(Text("根拠", "Evidence"), required=False)
    missing = forms.long_text(Text("足りないこと", "What is missing"), required=False)
    alternatives = forms.long_text(Text("ほかの手段", "Alternatives"), required=False)
    signals = Codes(_SIGNALS)

    @classmethod
    def begin(cls, record: Any) -> dict[str, Any]:
        """As the dossier stands; empty for a new one."""
        if record is None:
            return {}
        names = ("title_ja", "title_en", "summary", "benefits", "size", "evidence", "missing")
        said = {name: getattr(record, name) for name in (*names, "alternatives")}
        codes = listed(record.signals.values_list("code", flat=True))
        topic = record.topic.code if record.topic is not None else ""
        return said | {"topic": topic, "signals": codes}


class CiteForm(forms.ActionForm):
    """The record that cites a dossier."""

    ref = forms.text(
        Text("引く記録", "Record that cites it"),
        help=Text(
            "「種類:コード」。例 budget.policy_item:…、portfolio.gate:GATE-2026-000001",
            "kind:code, such as portfolio.gate:GATE-2026-000001.",
        ),
    )


class ShortListForm(forms.ActionForm):
    """A short list with its criteria."""

    title_ja, title_en = forms.both(Text("名称", "Title"))
    year = forms.year(Text("年度", "Fiscal year"))
    criteria = forms.long_text(
        Text("評価の観点", "Criteria"),
        help=Text(
            "一行に一つ。「観点｜英語｜重み」。重みを書かなければ1です。",
            "One a line: criterion | English | weight. Without a weight it is 1.",
        ),
    )
    items = forms.record_of(
        rules.DOSSIER, Text("技術", "Technologies"), required=False, several=True
    )

    def clean_criteria(self) -> tuple[tuple[Text, int], ...]:
        """One a line."""
        return rules.criteria_of(str(self.cleaned_data["criteria"]))


class ItemsForm(forms.ActionForm):
    """Technologies for a list."""

    items = forms.record_of(rules.DOSSIER, Text("加える技術", "Technologies to add"), several=True)


class ApproveListForm(forms.ActionForm):
    """Why the list is approved."""

    reason = forms.long_text(_REASON)
    published = forms.flag(_PUBLISHED)


class FollowListForm(forms.ActionForm):
    """The year of the next edition."""

    year = forms.year(Text("年度", "Fiscal year"))


class AssessForm(forms.ActionForm):
    """An assessment of any asset by the assessor's own criteria."""

    subject = forms.text(
        Text("対象", "Asset"),
        help=Text(
            "シーズ・課題・技術を「種類:コード」で。例 portfolio.seed:SEED-2026-000001",
            "A seed, award or technology as kind:code, such as portfolio.seed:SEED-2026-000001.",
        ),
    )
    scores = forms.long_text(
        Text("観点ごとの点（1～5）", "Scores by criterion (1 to 5)"),
        help=Text("一行に一つ。「観点｜点｜理由」。", "One a line: criterion | score | reason."),
    )
    text = forms.long_text(Text("総評", "Overall"), required=False)
    signals = Codes(_SIGNALS)

    def clean_scores(self) -> tuple[Score, ...]:
        """One a line."""
        return rules.scores_of(str(self.cleaned_data["scores"]))


class JudgeForm(forms.ActionForm):
    """An assessment of one technology of a list by the list's criteria."""

    item = forms.record_of(rules.DOSSIER, Text("技術", "Technology"))
    text = forms.long_text(Text("総評", "Overall"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place, one in enumerate(self.record.criteria if self.record else ()):
            words = Text(one["ja"], one["en"])
            self.fields[f"{_SCORE}{place}"] = forms.choice(words, dict(_MARKS))
            why = Text(f"{words.ja}：理由", f"{words.en}: reason")
            self.fields[f"{_WHY}{place}"] = forms.text(why, longest=400, required=False)

    def clean(self) -> dict[str, Any]:
        """The answers as `scores`, in the order of the criteria."""
        data = dict(super().clean() or {})
        scores = []
        for place, one in enumerate(self.record.criteria if self.record else ()):
            said, why = data.pop(f"{_SCORE}{place}", ""), data.pop(f"{_WHY}{place}", "")
            if said:
                name = Text(one["ja"], one["en"])
                scores.append(Score(name=name, score=int(said), reason=why))
        data["scores"] = tuple(scores)
        return data
