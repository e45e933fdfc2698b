"""Words of panels: capacities, positions, and what is refused, with rule, facts and remedy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ikkan.values.text import Text

STATE_LABELS: Final[Mapping[str, Text]] = {
    "open": Text("意見を集めています", "Gathering opinions"),
    "closed": Text("締め切りました", "Closed"),
}
CAPACITY_LABELS: Final[Mapping[str, Text]] = {
    "director": Text("プログラムディレクター（PD）", "Program director (PD)"),
    "supervisor": Text("プログラムスーパーバイザー（PS）", "Program supervisor (PS)"),
    "officer": Text("プログラムオフィサー（PO）", "Program officer (PO)"),
    "coordinator": Text("疾患領域コーディネーター（DC）", "Disease area coordinator (DC)"),
    "industry": Text("産業界の委員", "Industry member"),
    "expert": Text("外部の専門家", "Outside expert"),
    "reviewer": Text("評価委員", "Reviewer"),
}
POSITION_LABELS: Final[Mapping[str, Text]] = {
    "for": Text("賛成", "For"),
    "against": Text("反対", "Against"),
    "conditional": Text("条件付き", "Conditional"),
    "abstain": Text("棄権", "Abstain"),
}
MARK_LABELS: Final[Mapping[str, Text]] = {
    "4": Text("4（優れる）", "4 (excellent)"),
    "3": Text("3（良い）", "3 (good)"),
    "2": Text("2（足りない）", "2 (lacking)"),
    "1": Text("1（劣る）", "1 (poor)"),
}
TITLE: Final = Text("案件の名称を書いてください。", "Write the title of the case.")
QUORUM: Final = Text(
    "定足数は1から{most}までです（{read}とあります）。",
    "The quorum is a number from 1 to {most}, not {read}.",
)
DUE_PAST: Final = Text(
    "意見の期日（{day}）が{today}より前です。後の日にしてください。",
    "Opinions cannot be due on {day}, before {today}; choose a later day.",
)
POSITION: Final = Text(
    "立場「{read}」はありません。{choices}から選んでください。",
    "There is no position {read}; choose one of {choices}.",
)
TEXT: Final = Text("意見の内容を書いてください。", "Write the opinion.")
MARKS: Final = Text(
    "評価の観点は{wanted}件ですが、{given}件の点があります。観点ごとに点を付けるか、空欄にしてください。",
    "{wanted} aspects are to be marked and {given} marks were given; mark each or leave it empty.",
)
MARK: Final = Text(
    "点「{read}」は使えません。{least}から{best}までの数にしてください。",
    "The mark {read} cannot be used; give a number from {least} to {best}.",
)
NO_SUBJECT: Final = Text(
    "案件「{code}」はありません。コードを確かめてください。",
    "There is no case {code}; check the code.",
)
NO_RECORD: Final = Text(
    "「{ref}」という記録はありません。「種類:コード」を確かめてください。",
    "There is no record {ref}; check kind and code.",
)
NO_PERSON: Final = Text(
    "人「{code}」はありません。先に登録してください。",
    "There is no person {code}; register the person first.",
)
NO_ORGANISATION: Final = Text(
    "機関「{code}」はありません。先に登録してください。",
    "There is no organisation {code}; register it first.",
)
NO_PROGRAMME: Final = Text(
    "事業「{code}」は計画にありません。コードを確かめてください。",
    "There is no programme {code} in the plan; check the code.",
)
OPEN_BEFORE: Final = Text(
    "この記録については、もう案件{subject}で意見を集めています。それを使ってください。",
    "Opinions on this record are gathered in {subject} already; use that case.",
)
IS_CLOSED: Final = Text(
    "案件{subject}は{day}に締め切りました（規則 review.closed）。"
    "改めて意見が要るなら、新しい案件を開いてください。",
    "The case {subject} was closed on {day} (rule review.closed); open a new one if more "
    "opinions are needed.",
)
CAPACITY: Final = Text(
    "立場「{read}」はありません。選択肢から選んでください。",
    "There is no capacity {read}; choose one of those offered.",
)
SEATED_BEFORE: Final = Text(
    "{person}さんはもう委員です。別の人を選んでください。",
    "{person} is a member already; choose somebody else.",
)
FULL: Final = Text(
    "委員は{most}人までです。別の案件に分けてください。",
    "A panel has at most {most} members; use another case.",
)
NOT_SEATED: Final = Text(
    "{person}さんはこの案件の委員ではありません（規則 review.not_seated）。"
    "担当者に委員に加えるよう頼んでください。",
    "{person} is no member of this panel (rule review.not_seated); ask the officer to be seated.",
)
NOBODY: Final = Text(
    "あなたのアカウントは人の記録と結ばれていません（規則 review.no_person）。"
    "資金配分機関に、人の登録とアカウントの結び付けを頼んでください。",
    "Your account belongs to no person on record (rule review.no_person); ask the funder to "
    "register you as a person with this account.",
)
NOT_ONESELF: Final = Text(
    "ほかの人の意見を記録できるのは、案件を受け持つ職員だけです（規則 review.for_another）。"
    "自分の意見なら、人を空欄にしてください。",
    "Only the officers of the case record what somebody else said (rule review.for_another); "
    "for your own opinion leave the person empty.",
)
RECUSED: Final = Text(
    "{person}さんは{day}から審議を外れています（規則 review.recused、理由：{reason}）。"
    "意見は委員から集めてください。",
    "{person} stood aside on {day} (rule review.recused; {reason}); ask the other members.",
)
RECUSED_BEFORE: Final = Text(
    "{person}さんは{day}からもう外れています。", "{person} stood aside on {day} already."
)
UNDECLARED: Final = Text(
    "この案件では、有効な利益関係の申告がない人は意見を述べられません"
    "（規則 review.declaration）。{person}さん：{missing}。",
    "Nobody without a current declaration of interests speaks on this case "
    "(rule review.declaration). {person}: {missing}.",
)
ASIDE: Final = Text(
    "{day}から審議を外れています（規則 review.recused）。理由：{reason}",
    "stood aside on {day} (rule review.recused): {reason}",
)
REASON: Final = Text("理由を書いてください。", "Write the reason.")
NO_QUORUM: Final = Text(
    "定足数に足りないため決められません（規則 review.quorum）。要るのは{quorum}人、"
    "意見があるのは{given}人です。まだの人：{missing}。外れている人：{recused}。{remedy}",
    "It cannot be decided without a quorum (rule review.quorum): {quorum} opinions are needed, "
    "{given} were given. Still to speak: {missing}. Excluded: {recused}. {remedy}",
)
ASK_THEM: Final = Text(
    "まだの人に意見を求めてください（案件{subject}）。",
    "Ask those who have not spoken (case {subject}).",
)
SEAT_MORE: Final = Text(
    "あと{short}人、利益相反のない委員を加えてください（案件{subject}）。",
    "Seat {short} more members without a conflict (case {subject}).",
)
NONE: Final = Text("なし", "nobody")
