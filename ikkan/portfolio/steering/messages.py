"""Words of the workshop: labels, refusals and findings, in both languages.

Decides: nothing; says what the rules found, with the item. Called by readers, actions and pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from ikkan.values.errors import InputError
from ikkan.values.finding import Finding
from ikkan.values.text import Text

SCENARIO: Final = Text("舵取りの案", "Steering scenario")
STATES: Final[Mapping[str, Text]] = {
    "saved": Text("保存済み", "Saved"),
    "withdrawn": Text("取り下げ", "Withdrawn"),
}
READINGS: Final[Mapping[str, Text]] = {
    "likely": Text("届く見込み", "Likely to be met"),
    "open": Text("どちらとも言えない", "May go either way"),
    "unlikely": Text("届かない見込み", "Unlikely to be met"),
}
SORTS: Final[Mapping[str, Text]] = {
    "managed": Text("管理する指標", "Managed"),
    "observed": Text("観測する指標", "Observed"),
}
MOVE: Final = Text(
    "新しい課題のお金を、年 {amount}、「{source}」から「{target}」へ移す",
    "Move {amount} a year for new awards from {source} to {target}",
)
GATE: Final = Text(
    "「{phase}」から次へ進む割合を{points}ポイント、かかる期間を今の{stay}%にする",
    "{phase}: {points} points on the share that goes on, {stay}% of today's time in the phase",
)
CALL: Final = Text(
    "「{programme}」で、年 {starts}件の新しい公募を{years}年続ける",
    "{programme}: a call for {starts} new awards a year, for {years} years",
)
EMPTY: Final = Text(
    "課題の記録がまだありません。課題を登録すると、見通しを計算できます。",
    "No award is on record yet; the outlook is computed once there are some.",
)
NAME: Final = Text("案の名前を書いてください。", "Name the scenario.")
NO_LEVER: Final = Text(
    "何も動かしていません。お金を動かす、ゲートを変える、公募を加える、のどれかをしてください。",
    "Nothing was changed; move money, change a gate or add a call.",
)
REASON: Final = Text("理由を書いてください。", "Give the reason.")
NOT_SAVED: Final = Text(
    "案「{code}」は取り下げられています。", "The scenario {code} was taken back."
)
NO_SCENARIO: Final = Text("案「{code}」はありません。", "There is no scenario {code}.")
NO_PAPER: Final = Text(
    "「{ref}」には添えられません。会議の資料、決定、調整費の回や案、要求の回のどれかを"
    "「種類:コード」で書いてください。",
    "A scenario cannot be attached to “{ref}”; give a paper, a decision, a round or plan of the "
    "adjustment fund, or a round of requests as “kind:code”.",
)
TWICE: Final = Text("すでに「{ref}」に添えてあります。", "It is already attached to {ref}.")
STALE: Final = Text(
    "もとになった記録がその後変わりました。比べるには計算し直してください。",
    "The records it rests on have changed since; compute again before comparing.",
)
SAVED: Final = Text("案「{code}」を保存しました。", "Saved as scenario {code}.")
NO_FILE: Final = Text("そのファイルはありません。", "There is no such file.")
NUMBER: Final = Text("「{read}」を数として読めません。", "Cannot read “{read}” as a number.")
WHOLE: Final[Mapping[str, Text]] = {
    "years": Text(
        "見通す年数「{read}」は使えません。{least}～{most}年にしてください。",
        "“{read}” years ahead cannot be; {least} to {most} can.",
    ),
    "seed": Text(
        "乱数の種「{read}」は使えません。{least}～{most}の整数にしてください。",
        "The seed “{read}” cannot be; a whole number from {least} to {most} can.",
    ),
}
NO_SORT: Final = Text(
    "「{read}」という操作はありません。お金（move）、ゲート（gate）、公募（call）のどれかです。",
    "There is no lever “{read}”; there are move, gate and call.",
)
_FINDINGS: Final[Mapping[str, Text]] = {
    "lever.read": Text("「{read}」は読めない操作です。", "The lever “{read}” cannot be read."),
    "lever.programme": Text(
        "事業「{programme}」には課題の記録がないため、動かせません。",
        "The programme {programme} has no award on record, so it cannot be moved.",
    ),
    "lever.same": Text(
        "「{programme}」から同じ事業へは動かせません。",
        "Money cannot move from {programme} to itself.",
    ),
    "lever.yen": Text("動かす額は1円以上にしてください。", "Move at least one yen."),
    "lever.cost": Text(
        "事業「{programme}」には額のある課題がなく、一件あたりの額が分かりません。",
        "No award of {programme} has an amount, so what one costs is not known.",
    ),
    "lever.over": Text(
        "事業「{programme}」から年 {yen:,}円は動かせません。"
        "新しい課題に充てているのは年 {held:,}円です。",
        "¥{yen:,} a year cannot leave {programme}: its new awards take ¥{held:,} a year.",
    ),
    "lever.phase": Text("フェーズ「{phase}」はありません。", "There is no phase {phase}."),
    "lever.gate": Text(
        "「{phase}」：割合は −50～+50ポイント、期間は今の 30～300% にしてください"
        "（{points}、{stay}）。",
        "{phase}: between −50 and +50 points, and 30 to 300% of today's stay "
        "(given {points}, {stay}).",
    ),
    "lever.twice": Text(
        "「{phase}」のゲートが二度変えられています。一つにしてください。",
        "The gate of {phase} is changed twice; leave one.",
    ),
    "lever.call": Text(
        "事業「{name}」の公募：年1～500件、1～20年にしてください（{starts}件、{years}年）。",
        "Call of {name}: 1 to 500 a year for 1 to 20 years (given {starts}, {years}).",
    ),
    "lever.many": Text(
        "操作が多すぎます（{count}、上限 {most}）。", "Too many levers: {count}, at most {most}."
    ),
}


def unnamed(code: str) -> Text:
    """A programme that the pack does not name."""
    return Text(code, code) if code else Text("事業を示さない行", "Lines that name no programme")


class SteeringError(InputError):
    """Levers that cannot be; `findings` holds every one of them."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        told = [said(one) for one in self.findings]
        joined = Text("\n".join(one.ja for one in told), "\n".join(one.en for one in told))
        super().__init__(self.findings[0].code, joined)


def said(finding: Finding) -> Text:
    """A finding in words, with its item."""
    return _FINDINGS[finding.code].format(**finding.values)


NO_REQUEST: Final = Text(
    "提出された要求のうち、課題の記録がある事業のものがありません。要求が提出されると助言を計算します。",
    "No submitted request is for a programme with awards on record; advice follows once one is.",
)
WHY_PROMISED: Final = Text(
    "走っている課題に約束した分だけ。新しい分は、ほかの事業のほうが一円あたり多くを生む見込み",
    "Only what awards under way were promised: new money is expected to bring more elsewhere",
)
WHY_NOTHING: Final = Text(
    "約束した分がなく、新しい分は、ほかの事業のほうが一円あたり多くを生む見込み",
    "Nothing is promised, and new money is expected to bring more elsewhere",
)
WHY_CEILING: Final = Text(
    "要求の1.5倍の上限。もう一円の値打ちは、まだほかより高い",
    "At the cap of 1.5 times what was asked; one more yen would still be worth more than elsewhere",
)
WHY_MORE: Final = Text(
    "要求を超える分も、ほかの事業の最後の一円より多くを生む見込み",
    "Yen beyond what was asked are expected to bring more than the last ones elsewhere",
)
WHY_LESS: Final = Text(
    "要求の最後の部分は、ほかの事業に回したほうが多くを生む見込み",
    "The last part of what was asked is expected to bring more in another programme",
)
WHY_SAME: Final = Text("要求どおり", "As asked")
