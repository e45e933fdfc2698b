"""Forms of the adjustment fund; they read what was typed, the actions decide."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils import timezone

from ikkan.budget.adjustment import counting, messages, queries, rules
from ikkan.budget.adjustment.rules import NewProposal, NewRound, NewYear
from ikkan.budget.models import AdjustmentProposal, AdjustmentRound, AdjustmentYear
from ikkan.records import forms
from ikkan.records.words import language
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_YEN: Final = Text("金額", "Amount")
_OPINION: Final = Text("確認の所見", "Opinion")
_FIGURE: Final = Text(
    "公表値の一覧にあるコード。額は印字の幅に入らなければなりません。",
    "As in the list of published figures; the amount must lie within what is printed.",
)
_AWARD: Final = "awards.award"
_SEED: Final = "portfolio.seed"
_TYPES: Final = {
    f"{sort}.{case}" if case else sort: Text(
        f"{messages.TYPES[sort].ja}{f'（{messages.CASES[case].ja}）' if case else ''}",
        f"{messages.TYPES[sort].en}{f' ({messages.CASES[case].en})' if case else ''}",
    )
    for sort, case in (
        (rules.DISCRETION, "a"),
        (rules.DISCRETION, "b"),
        (rules.DISCRETION, "c"),
        (rules.DISCRETION, ""),
        (rules.TOPDOWN, ""),
    )
}


def coded(group: str) -> list[tuple[str, str]]:
    """A menu of the effects, or of the reasons of an emergency, or of none."""
    known = queries.codes(group, timezone.localdate())
    return [("", "–"), *((code, text.of(language())) for code, text in known.items())]


def evidence_field(help_: Text | None = None) -> Any:
    """Typed references, one a line."""
    label = Text("証拠（一行に一件、種類:コード）", "Evidence, one a line (kind:code)")
    return forms.long_text(label, help=help_, required=False)


def evidence_of(typed: str) -> tuple[str, ...]:
    """The references of its lines."""
    return tuple(dict.fromkeys(line.strip() for line in typed.splitlines() if line.strip()))


class YearForm(forms.ActionForm):
    """A pot to set up."""

    fiscal_year = forms.year(Text("年度", "Fiscal year"))
    yen = forms.yen(Text("年間の枠", "Pot of the year"))
    status = forms.choice(Text("位置づけ", "Status"), dict(messages.STATUSES))
    account = forms.record_of(
        "budget.account",
        Text("枠を持つ機関の口座", "Account of the body that holds it"),
        help=Text(
            "規則が定める機関の、その年度の府省の口座。",
            "The ministry account in that year of the body that the rules name.",
        ),
    )
    figure = forms.text(
        Text("枠の公表値のコード", "Published figure of the pot, by code"),
        help=_FIGURE,
        longest=80,
        required=False,
    )
    origin_yen = forms.yen(Text("元になる経費の額", "Amount it comes from"), required=False)
    origin_ja = forms.text(Text("元になる経費（日本語）", "Comes from (Japanese)"), required=False)
    origin_en = forms.text(Text("元になる経費（英語）", "Comes from (English)"), required=False)
    origin_figure = forms.text(
        Text("元になる経費の公表値のコード", "Published figure of that, by code"),
        help=_FIGURE,
        longest=80,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """The pot as typed."""
        return self.cleaned_data if self.errors else {"new": NewYear(**self.cleaned_data)}


class ConfirmForm(forms.ActionForm):
    """What the pot is confirmed at."""

    yen = forms.yen(Text("確定した枠", "Confirmed pot"))

    @classmethod
    def begin(cls, record: AdjustmentYear) -> dict[str, Any]:
        """As it was expected."""
        return {"yen": f"{record.yen:,}"}


class RoundForm(forms.ActionForm):
    """A round to open."""

    year = forms.record_of(queries.YEAR, Text("調整費の年度", "Year of the fund"))
    sort = forms.choice(
        Text("回の種類", "Sort of round"),
        {name: messages.SORTS[name] for name in (rules.REGULAR, rules.IRREGULAR)},
    )
    opens_on = forms.day(Text("受付の開始", "Opens on"), today=True)
    closes_on = forms.day(Text("受付の締切", "Closes on"))
    meets_on = forms.day(Text("本部の会合の予定", "Meeting planned on"), required=False)
    reserve_yen = forms.yen(Text("後の回のために残す額", "Kept for later rounds"), required=False)

    def clean(self) -> dict[str, Any]:
        """The round as typed."""
        said = dict(self.cleaned_data)
        said["reserve_yen"] = said.get("reserve_yen") or 0
        return said if self.errors else {"new": NewRound(**said)}


class EmergencyForm(forms.ActionForm):
    """An emergency round, with what happened."""

    year = forms.record_of(queries.YEAR, Text("調整費の年度", "Year of the fund"))
    reason_code = forms.choice(Text("理由コード", "Reason code"), {}, required=False)
    reason = forms.long_text(Text("何が起きたか", "What happened"))
    opens_on = forms.day(Text("受付の開始", "Opens on"), today=True)
    closes_on = forms.day(Text("受付の締切", "Closes on"), today=True)
    meets_on = forms.day(Text("本部の会合の予定", "Meeting planned on"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason_code"].choices = coded("reason")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The round as typed."""
        said = self.cleaned_data
        return said if self.errors else {"new": NewRound(sort=rules.EMERGENCY, **said)}


class ReserveForm(forms.ActionForm):
    """What is kept for later rounds."""

    yen = forms.yen(Text("後の回のために残す額", "Kept for later rounds"))

    @classmethod
    def begin(cls, record: AdjustmentRound) -> dict[str, Any]:
        """As it stands."""
        return {"yen": f"{record.reserve_yen:,}"}


class ProposalForm(forms.ActionForm):
    """What is asked of a round."""

    title_ja, title_en = forms.both(Text("題名", "Title"), longest=200)
    type = forms.choice(Text("類型", "Type"), _TYPES)
    programme = forms.pack_row("programme", Text("執行する事業", "Programme that carries it out"))
    project = forms.pack_row(
        "project",
        Text("プロジェクト", "Project"),
        help=Text("事業が一つのPJだけなら空欄。", "Empty where the programme has one only."),
        required=False,
    )
    ministry = forms.pack_row(
        "body",
        Text("支払う府省", "Paying ministry"),
        help=Text("事業から分かるときは空欄。", "Empty where the programme tells."),
        required=False,
    )
    target_award = forms.record_of(_AWARD, Text("配分先の課題", "Award it is for"), required=False)
    target_seed = forms.record_of(
        _SEED,
        Text("配分先のシーズ", "Seed it is for"),
        help=Text(
            "課題もシーズも選ばなければ、新しい公募への提案です。",
            "With neither award nor seed it is for a call to be made.",
        ),
        required=False,
    )
    yen = forms.yen(Text("提案額", "Amount asked for"))
    least_yen = forms.yen(
        Text("最小額", "Least amount"),
        help=Text("これより少なければ意味がない額。", "Less than this would be of no use."),
        required=False,
    )
    score = forms.decimal(Text("評点（0〜10）", "Score (0 to 10)"), places=2)
    reason_ja, reason_en = forms.both(Text("理由", "Reason"), longest=4000, lines=True)
    progress = forms.long_text(Text("根拠となる進捗", "Evidence: progress made"), required=False)
    evidence = evidence_field(
        Text(
            "ゲートや成果など、進捗を示す記録。ファイルは、書いた後に提案のページで添付します。",
            "Records that show the progress, such as gates or outcomes. Files are attached on the "
            "page of the proposal once it is written.",
        )
    )
    effect = forms.choice(Text("効果", "Effect"), {})
    expected = forms.long_text(
        Text("見込む効果", "Expected effect"),
        help=counting.HELP,
    )
    predecessor = forms.record_of(
        _AWARD,
        Text("先行する課題", "Preceding project"),
        help=Text("継続して支援するとき。", "Where it is supported on."),
        required=False,
    )
    outside_frame = forms.flag(Text("事業の枠を越える", "Outside the frame of the programme"))
    multi_year = forms.flag(Text("年度をまたぐ", "Over several years"))
    until = forms.year(Text("最後の年度", "Last fiscal year"), required=False)
    flexible = forms.flag(Text("柔軟に採択する", "Flexible adoption"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["effect"].choices = coded("effect")  # type: ignore[attr-defined]

    def clean_expected(self) -> dict[str, Decimal]:
        """Counts by indicator."""
        return counting.read(str(self.cleaned_data["expected"]), timezone.localdate())

    def clean_evidence(self) -> tuple[str, ...]:
        """As the action takes them."""
        return evidence_of(str(self.cleaned_data["evidence"]))

    def clean(self) -> dict[str, Any]:
        """The proposal as typed."""
        said = dict(self.cleaned_data)
        if self.errors:
            return said
        sort, _, case = said.pop("type").partition(".")
        award, seed = said.pop("target_award"), said.pop("target_seed")
        if award and seed:
            raise ValidationError(messages.ONE_TARGET.of(language()))
        target = Ref(_AWARD, award) if award else Ref(_SEED, seed) if seed else None
        before = said.pop("predecessor")
        said["least_yen"] = said["least_yen"] or 0
        new = NewProposal(
            round=said.pop("round", ""),
            sort=sort,
            case=case,
            target=str(target) if target is not None else "",
            predecessor=str(Ref(_AWARD, before)) if before else "",
            **said,
        )
        return {"new": new}


class NewProposalForm(ProposalForm):
    """The same, for a round that is chosen."""

    round = forms.record_of(queries.ROUND, Text("調整費の回", "Round"), where={"state": rules.OPEN})
    field_order = ("round",)

    @classmethod
    def begin(cls, record: Any) -> dict[str, Any]:
        """The indicators that count most, to be filled in."""
        return {"expected": counting.begun(timezone.localdate())}


class ReviseForm(ProposalForm):
    """The same, of a proposal that stands."""

    @classmethod
    def begin(cls, record: AdjustmentProposal) -> dict[str, Any]:
        """As it was written."""
        names = ("title_ja", "title_en", "programme", "project", "ministry", "score", "reason_ja")
        more = ("reason_en", "progress", "effect", "outside_frame", "multi_year", "until")
        found = {name: getattr(record, name) for name in (*names, *more, "flexible")}
        target = Ref.parse(record.target) if record.target else None
        for kind, name in ((_AWARD, "target_award"), (_SEED, "target_seed")):
            found[name] = target.code if target is not None and target.kind == kind else ""
        before = Ref.parse(record.predecessor).code if record.predecessor else ""
        return {
            **found,
            "type": f"{record.sort}.{record.case}" if record.case else record.sort,
            "yen": f"{record.yen:,}",
            "least_yen": f"{record.least_yen:,}",
            "expected": counting.written(record.expected, timezone.localdate()),
            "evidence": "\n".join(record.evidence),
            "predecessor": before,
        }


class StepForm(forms.ActionForm):
    """Nothing to type: the step is taken."""


class OpinionForm(forms.ActionForm):
    """What the agency says of a proposal."""

    opinion = forms.long_text(_OPINION)


class ReasonForm(forms.ActionForm):
    """Why it is withdrawn."""

    reason = forms.long_text(Text("理由", "Reason"))


class DayForm(forms.ActionForm):
    """The day on which money moves."""

    made_on = forms.day(Text("移し替えの日", "Day of the transfers"), today=True)


class DraftForm(forms.ActionForm):
    """An amount for each proposal of the round."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = queries.proposals(self.record) if self.record is not None else []
        for one in self.rows:
            self._add(one)

    def _add(self, one: AdjustmentProposal) -> None:
        title = Text(one.title_ja, one.title_en or one.title_ja)
        label = Text(f"{title.ja}（{one.code}）", f"{title.en} ({one.code})")
        help_ = Text(
            f"提案額{one.yen:,}円、最小額{one.least_yen:,}円",
            f"Asked for ¥{one.yen:,}, at least ¥{one.least_yen:,}",
        )
        self.fields[_name("yen", one)] = forms.yen(label, help=help_)

    @classmethod
    def begin(cls, record: AdjustmentRound) -> dict[str, Any]:
        """The draft put forward before, else what was asked for."""
        rows = queries.proposals(record)
        return {_name("yen", one): f"{_first(one):,}" for one in rows}

    def clean(self) -> dict[str, Any]:
        """Yen by proposal."""
        said = self.cleaned_data
        if self.errors:
            return said
        return {"amounts": {one.code: said[_name("yen", one)] for one in self.rows}}


class DecideForm(DraftForm):
    """The same with the decision of the headquarters behind it, and reasons."""

    decision = forms.record_of(
        "plan.decision",
        Text("本部の決定", "Decision of the headquarters"),
        help=Text(
            "この回について本部が決定した記録。先に「決定」に記録します。",
            "The recorded decision of the headquarters about this round; record it first.",
        ),
    )

    def _add(self, one: AdjustmentProposal) -> None:
        super()._add(one)
        label = Text(
            f"「{one.title_ja}」の額の理由",
            f"Reason for the amount: {one.title_en or one.title_ja}",
        )
        self.fields[_name("why", one)] = forms.text(label, longest=1000, required=False)

    def clean(self) -> dict[str, Any]:
        """Yen and words by proposal."""
        said = super().clean()
        if self.errors:
            return said
        typed = self.cleaned_data
        reasons = {one.code: typed[_name("why", one)] for one in self.rows}
        return {**said, "decision": typed["decision"], "reasons": reasons}


def _name(word: str, one: AdjustmentProposal) -> str:
    return f"{word}-{one.code}"


def _first(one: AdjustmentProposal) -> int:
    return one.yen if one.draft_yen is None else one.draft_yen
