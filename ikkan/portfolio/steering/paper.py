"""The paper of a kept scenario: what is changed, forecast beside target, year by year, its ground.

Decides: the parts and their order; everything is read from the scenario as it was kept. It goes
with the paper or decision that the scenario is attached to. Called by downloads. Source: ui.md §8.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, Final

from ikkan.documents.paper import Chapter, Exhibit, Grid, Head, Paper, Row
from ikkan.plan import queries as plan_queries
from ikkan.portfolio.steering import messages, telling
from ikkan.portfolio.studio.messages import amount
from ikkan.records.papers import WORDS
from ikkan.values import era
from ikkan.values.text import Text

_OTHER: Final = {"ja": "en", "en": "ja"}
_Heads = Sequence[tuple[Text, bool]]
_Rows = Sequence[tuple[Any, ...]]


def of(kept: Any, as_of: date, language: str) -> Paper:
    """The paper of a kept scenario in one language."""
    known = plan_queries.snapshot(as_of)
    shown = telling.shown(kept.payload)
    year = Text(*(era.label(shown["last"], said) for said in ("ja", "en")))
    tables = (
        (_CHANGED, ((_CHANGED, (_LEVER,), _levers(kept, shown, language), _CHANGED_RULE),)),
        (_LAST.format(year=year), _indicators(shown, year, language)),
        (_YEARS, _yearly(shown, language)),
    )
    foot = _FOOT.format(code=kept.code, pack=kept.payload["pack"], day=kept.made_on.isoformat())
    return Paper(
        language=language,
        other_language=_OTHER[language],
        title=_TITLE.format(name=Text(kept.name_ja, kept.name_en or kept.name_ja)).of(language),
        author=str(known.settings["headquarters"][language]),
        lead=_LEAD.of(language),
        facts=tuple((head.of(language), said) for head, said in _facts(kept, language)),
        foot=foot.of(language),
        words=WORDS[language],
        chapters=tuple(
            Chapter(
                number=number,
                title=title.of(language),
                exhibits=tuple(
                    _exhibit(f"{number}-{at}", table, language) for at, table in enumerate(own, 1)
                ),
            )
            for number, (title, own) in enumerate(tables, 1)
        ),
        stamp=datetime.combine(kept.made_on, time(12), tzinfo=UTC),
        mark=_MADE_UP.of(language) if kept.fictional else "",
    )


def _facts(kept: Any, language: str) -> list[tuple[Text, str]]:
    payload = kept.payload
    said = [(_CODE, kept.code), (_STATE, messages.STATES[kept.state].of(language))]
    if kept.note:
        said.append((_WHY, kept.note))
    return [
        *said,
        (_ENGINE, kept.engine),
        (_RUNS, str(payload["runs"])),
        (_SEED, str(kept.seed)),
        (_STAMP, kept.stamp),
        (_DIGEST, kept.digest),
    ]


def _levers(kept: Any, shown: Mapping[str, Any], language: str) -> _Rows:
    rows = [(one.of(language),) for one in shown["said"]]
    if shown["extra"]:
        rows.append((_EXTRA.format(amount=amount(shown["extra"])).of(language),))
    return rows


def _indicators(shown: Mapping[str, Any], year: Text, language: str) -> tuple[Any, ...]:
    """Target, base case, scenario and difference, and what is said of a managed indicator."""
    rows: list[tuple[Any, ...]] = []
    for row in shown["rows"]:
        name = f"{row['label'].of(language)} ({row['sort'].of(language)})"
        target = None if row["target"] is None else _number(row["target"])
        if not row["counted"]:
            rows.append((name, target, None, None, None, _NOT_COUNTED.of(language)))
            continue
        reading = row["readings"][1][1]
        chance = row["chances"][1]
        said = "" if reading is None else f"{reading.of(language)} ({chance:.0%})"
        more = row["more"]
        change = f"{_signed(more[3])} ({_signed(more[0])}, {_signed(more[2])})"
        rows.append((name, target, _band(row["base"]), _band(row["scenario"]), change, said))
    heads = (
        *((_INDICATOR, False), (_TARGET, True), (_BASE, True), (_SCENARIO, True)),
        *((_MORE, True), (_READING, False)),
    )
    rule = _LAST_RULE.format(level=shown["level"])
    return ((_LAST.format(year=year), heads, rows, rule),)


def _yearly(shown: Mapping[str, Any], language: str) -> tuple[Any, ...]:
    heads = ((_YEAR, False), (_BASE, True), (_SCENARIO, True))
    return tuple(
        (
            row["label"],
            heads,
            [
                (era.label(year, language), _band(before), _band(after))
                for year, before, after in row["years"]
            ],
            _LAST_RULE.format(level=shown["level"]),
        )
        for row in shown["rows"]
        if row["counted"]
    )


def _exhibit(number: str, table: tuple[Text, Any, _Rows, Text], language: str) -> Exhibit:
    title, heads, rows, rule = table
    pairs: _Heads = [one if isinstance(one, tuple) else (one, False) for one in heads]
    said: dict[str, Any] = {
        "number": number,
        "title": title.of(language),
        "other": title.of(_OTHER[language]),
        "rule": rule.of(language),
    }
    grid = Grid(
        heads=tuple(Head(text=head.of(language), numeric=numeric) for head, numeric in pairs),
        rows=tuple(Row(cells=row) for row in rows),
        missing=_NONE.of(language),
    )
    return Exhibit(**said, grid=grid)


def _band(series: Sequence[float]) -> str:
    return f"{_number(series[1])} ({_number(series[0])}–{_number(series[2])})"


def _signed(value: float) -> str:
    return "±0" if not round(value, 1) else f"{_number(value):+}".replace("-", "−")


def _number(value: float) -> Decimal:
    """Whole where it is whole, else with one digit."""
    return Decimal(str(value)).quantize(Decimal(1) if value == int(value) else Decimal("0.1"))


_TITLE: Final = Text("舵取りの案：{name}", "Steering scenario: {name}")
_LEAD: Final = Text(
    "お金・ゲート・公募を変えると指標がどう変わるかの試算。決定ではない。",
    "What moved money, another gate or a new call would do to indicators. It is no decision.",
)
_MADE_UP: Final = Text("実演値（架空）", "Demonstration (made up)")
_FOOT: Final = Text("{code} – pack {pack} – {day}", "{code} – pack {pack} – {day}")
_CODE: Final = Text("案の番号", "Scenario")
_STATE: Final = Text("状態", "State")
_WHY: Final = Text("考え", "Reasoning")
_ENGINE: Final = Text("計算の版", "Computed by")
_RUNS: Final = Text("将来の場合の数", "Computed futures")
_SEED: Final = Text("乱数の種", "Random seed")
_STAMP: Final = Text("もとの記録の印", "Stamp of the records")
_DIGEST: Final = Text("内容のSHA-256", "SHA-256 of its content")
_CHANGED: Final = Text("変えること", "What is changed")
_LEVER: Final = Text("操作", "Lever")
_CHANGED_RULE: Final = Text(
    "移すお金は、新しい課題を始めるお金だけ。走っている課題の額は変わらない。",
    "Only money that starts new awards moves; awards under way keep theirs.",
)
_EXTRA: Final = Text(
    "新しい公募で一年に始まる課題に、今の支出のほかに {amount} 要る",
    "The awards that new calls start in a year need {amount} beside what is spent today",
)
_LAST: Final = Text("見通しと目標 {year}", "Forecast beside target, {year}")
_YEARS: Final = Text("年ごとの見通し", "Year by year")
_LAST_RULE: Final = Text(
    "一年の件数の中央値（括弧は幅）。{level}%の将来の場合で、すべての年のすべての指標がこの幅に入る。"
    "基準は今のまま進む場合で、案と同じ偶然で計算した。",
    "Median count of a year (interval in brackets): in {level}% of the computed futures every "
    "indicator stays within in every year. The base case goes on as today, with the same chances.",
)
_INDICATOR: Final = Text("指標", "Indicator")
_TARGET: Final = Text("年の目標", "Target a year")
_BASE: Final = Text("基準", "Base case")
_SCENARIO: Final = Text("案", "Scenario")
_MORE: Final = Text("差の平均（幅）", "Mean difference (interval)")
_READING: Final = Text("見立て（目標に届く見込み）", "Reading (chance to reach the target)")
_YEAR: Final = Text("年度", "Year")
_NOT_COUNTED: Final = Text("自らの記録では数えていない", "Not counted in own records")
_NONE: Final = Text("なし", "none")
