"""The paper for the decision: both plans, the proof, prices, effects, robustness, what it rests on.

Decides: the parts and their order; everything is read from the plan as it was kept. Called by
downloads. Source: ui.md §6 "Studio", §8 "Print".
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, Final

from ikkan.documents.paper import Chapter, Exhibit, Grid, Head, Paper, Row
from ikkan.plan import queries as plan_queries
from ikkan.portfolio.studio import attached, messages, page, rules
from ikkan.portfolio.studio.rules import Edit
from ikkan.records.papers import WORDS
from ikkan.values.text import Text

_OTHER: Final = {"ja": "en", "en": "ja"}
_OKU: Final = Decimal(100_000_000)


def of(kept: Any, as_of: date, language: str) -> Paper:
    """The paper of a saved plan in one language."""
    known = plan_queries.snapshot(as_of)
    shown = page.plan(kept.round, kept.payload, as_of)
    speak = _Speaker(language)
    foot = _FOOT.format(code=kept.code, pack=kept.payload["pack"], day=kept.made_on)
    chapters = (
        (_AMOUNTS, (_amounts(shown, speak), _edits(shown, speak))),
        (_PROOF, (_proof(shown, speak), _binding(shown, speak))),
        (_EFFECTS, (_effects(shown, speak), _robust(shown, speak))),
        (_RESTS, (_rests(kept, shown, speak), _proposals(shown, speak))),
        *_attached(kept, speak),
    )
    return Paper(
        language=language,
        other_language=_OTHER[language],
        title=Text(kept.name_ja, kept.name_en or kept.name_ja).of(language),
        author=Text(known.settings["funder"]["ja"], known.settings["funder"]["en"]).of(language),
        lead=_LEAD.of(language),
        facts=tuple(_facts(kept, shown, language)),
        foot=foot.of(language),
        words=WORDS[language],
        chapters=tuple(
            Chapter(number=at, title=title.of(language), exhibits=exhibits)
            for at, (title, exhibits) in enumerate(chapters, 1)
        ),
        stamp=datetime.combine(kept.made_on, time(12), tzinfo=UTC),
        mark=_MADE_UP.of(language) if kept.fictional else "",
    )


class _Speaker:
    """Exhibits in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def of(self, words: Text) -> str:
        return words.of(self.language)

    def exhibit(
        self,
        number: str,
        title: Text,
        heads: Sequence[tuple[Text, bool]],
        rows: Sequence[tuple[Any, ...]],
        rule: Text,
        *,
        unit: str = "",
        total: bool = False,
        missing: Text | None = None,
    ) -> Exhibit:
        """A table; where there is no row, the words that there is none."""
        said: dict[str, Any] = {
            "number": number,
            "title": self.of(title),
            "other": title.of(_OTHER[self.language]),
            "rule": self.of(rule),
        }
        if not rows:
            return Exhibit(**said, absent=self.of(_NOTHING))
        grid = Grid(
            heads=tuple(Head(text=self.of(head), numeric=numeric) for head, numeric in heads),
            rows=tuple(
                Row(cells=row, strong=total and at == len(rows) - 1) for at, row in enumerate(rows)
            ),
            unit=unit,
            missing=self.of(missing or _UNKNOWN),
        )
        return Exhibit(**said, grid=grid)


def _oku(yen: int) -> Decimal:
    return (Decimal(yen) / _OKU).quantize(Decimal("0.01"))


def _number(value: float, places: str = "0.001") -> Decimal:
    return Decimal(str(value)).quantize(Decimal(places))


def _facts(kept: Any, shown: dict[str, Any], language: str) -> list[tuple[str, str]]:
    round_ = _ROUND.format(year=kept.round.year.fiscal_year, number=kept.round.number)
    model = Text(shown["model"]["ja"], shown["model"]["en"]).of(language)
    return [
        (_OF.of(language), round_.of(language)),
        (_PLAN.of(language), f"{kept.code} · {messages.SORTS[kept.sort].of(language)}"),
        (_MODEL.of(language), f"{model} ({kept.model_code} {kept.model_edition})"),
        (_ENGINES.of(language), " · ".join([*kept.payload["engines"], f"seed {kept.seed}"])),
        (_STAMP.of(language), kept.stamp),
        (_DIGEST.of(language), kept.digest),
    ]


def _amounts(shown: dict[str, Any], speak: _Speaker) -> Exhibit:
    rows: list[tuple[Any, ...]] = [
        (
            row.letter,
            speak.of(row.title),
            speak.of(row.kind),
            *(_oku(yen) for yen in (row.asked, row.least, row.engine, row.human, row.more)),
            "" if row.edit is None else speak.of(messages.EDITS[row.edit]),
        )
        for row in shown["rows"]
    ]
    sums = shown["sums"]
    least = sum(row.least for row in shown["rows"])
    whole = (sums["asked"], least, sums["engine"], sums["human"], sums["more"])
    rows.append(("", speak.of(_SUM), "", *(_oku(yen) for yen in whole), ""))
    heads = (
        *((Text("記号", "Sign"), False), (_PROPOSAL, False), (Text("型", "Type"), False)),
        *((Text("提案額", "Asked"), True), (Text("最小額", "Least"), True)),
        *((messages.SORTS["engine"], True), (messages.SORTS["human"], True)),
        *((Text("差", "Difference"), True), (Text("人の指定", "Laid down"), False)),
    )
    return speak.exhibit(
        "1-1", _AMOUNTS, heads, rows, _AMOUNT_RULE, unit=speak.of(_UNIT), total=True
    )


def _edits(shown: dict[str, Any], speak: _Speaker) -> Exhibit:
    rows = [
        (
            one["letter"],
            speak.of(one["label"]),
            _oku(one["yen"]) if one["edit"] != Edit.FORBID else None,
            _number(one["costs"] / shown["unit"]),
        )
        for one in shown["alone"]
    ]
    heads = (
        (Text("記号", "Sign"), False),
        (Text("人の指定", "Laid down"), False),
        (Text("額（億円）", "Amount, ¥100 million"), True),
        (Text("それだけの代償", "What it costs alone"), True),
    )
    return speak.exhibit("1-2", _EDITS, heads, rows, _EDIT_RULE, missing=_NO_AMOUNT)


def _proof(shown: dict[str, Any], speak: _Speaker) -> Exhibit:
    unit, own, human = shown["unit"], shown["own"], shown["human"]
    rows: list[tuple[Any, ...]] = [
        (
            speak.of(messages.SORTS[name]),
            _number(one["value"] / unit),
            _number(one["bound"] / unit),
            messages.gap(one["gap"]),
            speak.of(_STOPPED if one["limit_hit"] else _OPTIMAL)
            if one["status"] in ("optimal", "limit")
            else one["status"],
            f"{one['seconds']:.2f}",
        )
        for name, one in ((rules.ENGINE, own), (rules.HUMAN, human))
    ]
    heads = (
        *((Text("案", "Plan"), False), (Text("期待効果", "Expected effect"), True)),
        *((Text("上界", "Upper bound"), True), (Text("証明された差", "Proven gap"), False)),
        *((Text("状態", "Status"), False), (Text("秒", "Seconds"), False)),
    )
    rule = _PROOF_RULE.format(name=shown["unit_name"], scenarios=shown["payload"]["scenarios"])
    return speak.exhibit("2-1", _PROOF, heads, rows, rule)


def _binding(shown: dict[str, Any], speak: _Speaker) -> Exhibit:
    rows = [
        (
            speak.of(one["name"]),
            _oku(one["yen"]),
            speak.of(_BINDS if one["binds"] else _FREE),
            None if one["slack"] is None else _oku(one["slack"]),
            _number(one["price"] * float(_OKU) / shown["unit"]),
        )
        for one in shown["binding"]
    ]
    heads = (
        *((Text("制約", "Constraint"), False), (Text("額", "Amount"), True)),
        *((Text("効き", "Binding"), False), (Text("余裕", "Slack"), True)),
        (Text("もう1億円の効き目", "What ¥100 million more does"), True),
    )
    return speak.exhibit("2-2", _BINDING, heads, rows, _BINDING_RULE, unit=speak.of(_UNIT))


def _effects(shown: dict[str, Any], speak: _Speaker) -> Exhibit:
    rows: list[tuple[Any, ...]] = []
    for one in shown["effects"]:
        target = None if one.target is None else int(one.target)
        name = speak.of(one.label)
        rows += [
            (name, speak.of(_STATES[mark.state]), int(mark.mid), f"{mark.low:.0f}–{mark.high:.0f}",
             target)
            for mark in one.marks
        ]  # fmt: skip
    heads = (
        *((Text("指標", "Indicator"), False), (Text("案", "Plan"), False)),
        *((Text("中央値", "Median"), True), (Text("80%の幅", "80 % interval"), False)),
        (Text("年の目標", "Yearly target"), True),
    )
    return speak.exhibit("3-1", _EFFECTS, heads, rows, _EFFECT_RULE, missing=_NO_TARGET)


def _robust(shown: dict[str, Any], speak: _Speaker) -> Exhibit:
    rows = [
        (
            f"{speak.of(one['name'])} ({one['edition']})",
            *("—" if share is None else f"{share:.1%}" for share in (one["engine"], one["human"])),
            speak.of(one["rule"]),
        )
        for one in shown["under"]
    ]
    heads = (
        *((_MODEL, False), (messages.SORTS["engine"], False), (messages.SORTS["human"], False)),
        (Text("規則", "Rule"), False),
    )
    return speak.exhibit("3-2", _ROBUST, heads, rows, _ROBUST_RULE)


def _rests(kept: Any, shown: dict[str, Any], speak: _Speaker) -> Exhibit:
    rows = [tuple(row) for row in shown["payload"]["forecast"]["phases"]]
    names = page.phases(kept.made_on)
    told = [(speak.of(names.get(row[0], Text(row[0], row[0]))), *row[1:]) for row in rows]
    heads = (
        *((Text("段階", "Phase"), False), (Text("在籍", "Stays"), True)),
        *((Text("終わったもの", "Ended"), True), (Text("うち次へ進んだもの", "Went on"), True)),
    )
    rule = _REST_RULE.format(years=shown["payload"]["forecast"]["horizon_years"])
    return speak.exhibit("4-1", _RESTS, heads, told, rule)


def _proposals(shown: dict[str, Any], speak: _Speaker) -> Exhibit:
    rows = [
        (
            *(row.letter, row.proposal, speak.of(row.title), _number(row.score, "0.1")),
            f"{row.probability:.0%}",
            _number(row.effect / shown["unit"]),
        )
        for row in shown["rows"]
    ]
    heads = (
        *((Text("記号", "Sign"), False), (Text("番号", "Code"), False), (_PROPOSAL, False)),
        *((Text("評点", "Score"), True), (Text("成就の見込み", "Forecast"), False)),
        (Text("1億円の効き目", "Effect of ¥100 million"), True),
    )
    return speak.exhibit("4-2", _VALUES, heads, rows, _VALUE_RULE)


def _attached(kept: Any, speak: _Speaker) -> list[tuple[Text, tuple[Exhibit, ...]]]:
    """A chapter of the scenarios attached to the plan or its round; none where there are none."""
    rows = [(*map(speak.of, row[:3]), *row[3:]) for row in attached.rows(kept)]
    heads = (
        *((Text("舵取りの案", "Scenario"), False), (Text("変えること", "What is changed"), False)),
        *((Text("指標", "Indicator"), False), (Text("基準", "Base case"), True)),
        (Text("案", "Scenario"), True),
    )
    made = speak.exhibit("5-1", _SCENARIOS, heads, rows, _SCENARIO_RULE)
    return [(_SCENARIOS, (made,))] if rows else []


_MADE_UP: Final = Text("実演値", "Demonstration")
_LEAD: Final = Text(
    "調整費の回の計算案と人の案を、証明、代償、指標の見通しとともに示す。計算は案を出し、人が決める。",
    "A round of the adjustment fund: the engine's plan and the person's, with proof, costs and "
    "what indicators may come to. The engine proposes, people decide.",
)
_FOOT: Final = Text("{code} · {pack} · {day}の案", "{code} · {pack} · plan of {day}")
_ROUND: Final = Text("{year}年度 第{number}回", "FY{year}, round {number}")
_OF, _PLAN = Text("調整費の回", "Round"), Text("案", "Plan")
_MODEL, _ENGINES = Text("価値モデル", "Value model"), Text("計算の版と種", "Engines and seed")
_STAMP = Text("もとのデータの印", "Stamp of the data")
_DIGEST = Text("この案の内容のSHA-256", "SHA-256 of this plan")
_AMOUNTS, _SUM = Text("提案と配分", "Proposals and amounts"), Text("計", "Total")
_PROPOSAL, _UNIT = Text("提案", "Proposal"), Text("億円", "¥100 million")
_EDITS = Text("人の指定とその代償", "What a person laid down, and what it costs")
_PROOF, _BINDING = (
    Text("証明", "Proof"),
    Text("効いている制約と価格", "Binding constraints and prices"),
)
_EFFECTS = Text("指標の見通し", "What indicators may come to")
_ROBUST = Text("価値モデルを変えると", "Under other value models")
_RESTS, _VALUES = (
    Text("見通しのもと", "What it rests on"),
    Text("提案の値", "Values of the proposals"),
)
_SCENARIOS = Text("添えられた舵取りの案", "Steering scenarios attached")
_OPTIMAL, _STOPPED = Text("最適", "optimal"), Text("上限で停止", "stopped by its limit")
_BINDS, _FREE = Text("効いている", "binds"), Text("余裕あり", "has slack")
_STATES: Final = {"none": Text("なし", "None"), **messages.SORTS}
_NOTHING = Text("ありません。", "There is none.")
_UNKNOWN = Text("記載なし", "not said")
_NO_AMOUNT, _NO_TARGET = Text("額なし", "no amount"), Text("目標の印字なし", "no printed target")
_AMOUNT_RULE = Text(
    "計算案は指定なしの最善、人の案は人の指定のもとで解き直したもの。",
    "The engine's plan is the best without anything laid down; the person's is solved again under "
    "what a person laid down.",
)
_EDIT_RULE = Text(
    "その指定一つだけを置いたとき計算案から失われる期待効果。",
    "Expected effect lost from the engine's plan with that one alone.",
)
_PROOF_RULE = Text(
    "期待効果は「{name}」に換算した件数。将来の場合 {scenarios}通り。上界より良い配分はない。",
    "Effects as a count of “{name}”, over {scenarios} scenarios. No plan is above the bound.",
)
_BINDING_RULE = Text(
    "価格は一億円ゆるめたときに増える期待効果。", "What loosening by ¥100 million adds."
)
_EFFECT_RULE = Text(
    "翌年度。同じ偶然を三つの案に用いる。自らの記録で数えない指標は提案による増分だけ。",
    "The year to come, the same chances for all three. An indicator that own records do not count "
    "shows what the proposals add.",
)
_ROBUST_RULE = Text(
    "その価値モデルでの最善に対する割合。", "Share of the best that the value model allows."
)
_SCENARIO_RULE = Text(
    "一年の件数の中央値（括弧は幅）。基準は今のまま進む場合。案を保存したときのまま。",
    "Median count of a year (interval in brackets), as kept; the base case goes on as today.",
)
_REST_RULE = Text(
    "自らの記録にある課題の段階。{years}年以内に次の段階へ進むことを成就とする。",
    "Phases of awards in own records; going well is reaching the next one within {years} years.",
)
_VALUE_RULE = Text(
    "評点 × 見込み × 指標の重み × 期待件数（価値モデルの規則による）を額で割ったもの。",
    "Score × forecast × weight × expected count, as the rule of the model says, by its amount.",
)
