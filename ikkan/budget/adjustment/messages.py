"""What the adjustment fund refuses, in words, and the names of its states and sorts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ikkan.values.text import Text

SORTS: Final = {
    "regular": Text("定例の回", "Regular round"),
    "irregular": Text("臨時の回", "Irregular round"),
    "emergency": Text("緊急の回", "Emergency round"),
}
STATUSES: Final = {
    "expected": Text("見込み", "Expected"),
    "confirmed": Text("確定", "Confirmed"),
}
ROUND_STATES: Final = {
    "open": Text("提案を受付中", "Open for proposals"),
    "screening": Text("確認中", "Being screened"),
    "proposed": Text("本部に提出済み", "Put forward to the headquarters"),
    "decided": Text("決定済み", "Decided"),
    "executed": Text("執行済み", "Executed"),
    "closed": Text("終了", "Closed"),
}
PROPOSAL_STATES: Final = {
    "draft": Text("下書き", "Draft"),
    "submitted": Text("提出済み", "Submitted"),
    "screened": Text("確認済み", "Screened"),
    "returned": Text("差し戻し", "Returned"),
    "withdrawn": Text("取り下げ", "Withdrawn"),
    "decided": Text("配分を決定", "Decided"),
    "declined": Text("不採択", "Not taken"),
}
TYPES: Final = {
    "discretion": Text("裁量型", "At discretion"),
    "topdown": Text("トップダウン型", "Top-down"),
}
CASES: Final = {
    "": Text("場合の別なし", "No case"),
    "a": Text("ア", "a"),
    "b": Text("イ", "b"),
    "c": Text("ウ", "c"),
}
DECISIONS: Final = {
    "allocation": Text("配分", "Allocation"),
    "reassignment": Text("組み替え", "Re-assignment"),
}

NO_YEAR = Text(
    "調整費の年度「{code}」がありません。一覧から選んでください。",
    "There is no year of the adjustment fund {code}; choose one of the list.",
)
NO_ROUND = Text(
    "調整費の回「{code}」がありません。一覧から選んでください。",
    "There is no adjustment round {code}; choose one of the list.",
)
NO_PROPOSAL = Text(
    "調整費の提案「{code}」がありません。一覧から選んでください。",
    "There is no proposal {code}; choose one of the list.",
)
NO_RULES = Text(
    "{year}年度に当たる調整費の規則がパックにありません。規則の行と有効期間を加えてください。",
    "No rules of the adjustment fund in the pack hold in FY{year}; add a row with its days.",
)
YEAR_TWICE = Text(
    "{year}年度の調整費はもうあります（{code}）。そちらに回を開いてください。",
    "The adjustment fund of FY{year} stands already ({code}); open rounds there.",
)
YEN = Text(
    "金額は1円以上{largest:,}円以下です。",
    "The amount must be from 1 to {largest:,} yen.",
)
STATUS = Text("位置づけは見込みか確定です。", "The status is expected or confirmed.")
ORIGIN = Text(
    "調整費{yen:,}円は、元になる経費{origin:,}円を超えられません。",
    "The adjustment fund of ¥{yen:,} cannot exceed the ¥{origin:,} that it comes from.",
)
FIGURE = Text(
    "公表値「{code}」がパックにありません。公表値の一覧から選んでください。",
    "There is no published figure {code}; choose one of the pack.",
)
FIGURE_YEN = Text(
    "金額{yen:,}円は公表値「{code}」の{printed}と合いません。どちらかを直してください。",
    "¥{yen:,} does not agree with the published figure {code} ({printed}); put one of them right.",
)
ACCOUNT = Text(
    "口座「{account}」は、{holder}が持つ{year}年度の府省の口座ではありません。その口座を開いてください。",
    "Account {account} is not a ministry account of {holder} in FY{year}; open that one.",
)
BELOW_DECIDED = Text(
    "もう{decided:,}円が決定されています。枠はそれより小さくできません。",
    "¥{decided:,} are decided already; the pot cannot be less.",
)
NO_SLOT = Text(
    "{rules}は、第{number}回の{sort}を認めていません。回の種類を変えてください。",
    "{rules} allow no round {number} of the sort {sort}; choose another sort.",
)
DAYS = Text(
    "締切{closes}は受付開始{opens}より前です。",
    "The closing day {closes} is before the opening day {opens}.",
)
MEETS = Text(
    "本部の会合{meets}は受付開始{opens}より前です。",
    "The meeting on {meets} is before the opening day {opens}.",
)
RESERVE = Text(
    "後の回のための留保{yen:,}円は、0円から残り{left:,}円までです。",
    "The reserve of ¥{yen:,} must be between 0 and the ¥{left:,} that are left.",
)
REASON_CODE = Text(
    "緊急の回には理由コードが要ります。「{code}」はありません。選べるもの：{known}。",
    "An emergency round needs a reason code; {code} is none. There are: {known}.",
)
EMERGENCY_REASON = Text(
    "緊急の回には、何が起きたかの説明が要ります。",
    "An emergency round needs words on what happened.",
)
NO_EMERGENCY = Text(
    "理由コードは緊急の回にだけ付けます。",
    "Only an emergency round has a reason code.",
)
STILL_OPEN = Text(
    "第{number}回がまだ決定されていません。先に決定してください（緊急の回は別です）。",
    "Round {number} is not decided yet; decide it first (an emergency round need not wait).",
)
NO_CASE = Text(
    "類型「{case}」は{rules}にありません。選べるもの：{known}。",
    "{rules} have no type {case}; there are: {known}.",
)
NO_MINISTRY = Text(
    "この事業にはお金を出す府省が一つに決まっていません。支払う府省を選んでください。",
    "The programme alone does not tell who pays; choose the paying ministry.",
)
NOT_TAKEN = Text(
    "この回は{case}を扱いません。扱うもの：{takes}。",
    "This round does not take {case}; it takes: {takes}.",
)
NOT_PROPOSER = Text(
    "{case}を提案できるのは{role}です。",
    "{case} is proposed by the role {role}.",
)
NOT_CONSOLIDATED = Text(
    "「{body}」の予算は機構への集約対象ではありません。対象：{known}。",
    "The budget of {body} is not consolidated in the agency; those that are: {known}.",
)
OVER_POT = Text(
    "提案額{yen:,}円は年間の枠{pot:,}円を超えています。",
    "The ¥{yen:,} asked for exceed the pot of ¥{pot:,}.",
)
LEAST = Text(
    "最小額{least:,}円は、0円から提案額{yen:,}円までです。",
    "The least amount of ¥{least:,} must be between 0 and the ¥{yen:,} asked for.",
)
SHARE = Text(
    "{rules}では一提案は{most:,}円までです（提案額{yen:,}円）。",
    "Under {rules} one proposal may take at most ¥{most:,}; it asks for ¥{yen:,}.",
)
TITLE = Text("提案に題名を付けてください。", "Give the proposal a title.")
REASON = Text("理由を書いてください。", "Give a reason.")
PROGRESS = Text(
    "裁量型の提案には、進捗などの根拠が要ります。",
    "A proposal at discretion needs evidence such as the progress made.",
)
SCORE = Text("評点は0から{most}までです。", "The score is from 0 to {most}.")
EFFECT = Text(
    "効果コード「{code}」はありません。選べるもの：{known}。",
    "There is no effect {code}; there are: {known}.",
)
INDICATOR = Text(
    "指標「{code}」はパックにありません。指標の一覧から選んでください。",
    "There is no indicator {code}; choose one of the pack.",
)
COUNT = Text(
    "指標「{code}」に見込む件数{count}は正の数ではありません。",
    "The expected count {count} of {code} is no positive number.",
)
EXPECTED = Text(
    "見込む効果を、少なくとも一つの指標の件数で書いてください。",
    "Say what is expected as a count of one indicator at least.",
)
PROJECT = Text(
    "事業はプロジェクト「{code}」に属しません。属するもの：{known}。",
    "The programme has no share in the project {code}; it has in: {known}.",
)
TARGET = Text(
    "配分先「{ref}」は、課題・公募・事業・シーズのいずれでもありません。",
    "{ref} is no award, call, programme or seed.",
)
FRAME = Text(
    "{rules}では、配分先は事業の枠の中に限られます。事業か課題を選んでください。",
    "Under {rules} money stays inside the frame of a programme; choose a programme or an award.",
)
OTHER_PROGRAMME = Text(
    "{rules}では、課題の事業「{target}」と違う事業「{programme}」から出せません。",
    "Under {rules} an award of {target} is not paid by {programme}.",
)
SAY_OUTSIDE = Text(
    "課題の事業「{target}」と違う事業「{programme}」から出すなら、枠を越えることを示してください。",
    "An award of {target} paid by {programme}: say that it goes outside the frame.",
)
ONE_YEAR = Text(
    "{rules}では、{year}年度の中で使い終わる額に限られます。",
    "Under {rules} money is spent within FY{year}.",
)
UNTIL = Text(
    "年度をまたぐ措置は{first}年度から{last}年度までです（{until}）。",
    "Money over several years ends from FY{first} to FY{last} ({until}).",
)
UNTIL_WITHOUT = Text(
    "最後の年度は、年度をまたぐ措置のときだけ書きます。",
    "A last year is said only of money over several years.",
)
CONTINUED = Text(
    "{rules}には、先行する課題からの継続支援がありません。",
    "{rules} know no continued support of a preceding project.",
)
FLEXIBLE = Text(
    "{rules}には、採択の柔軟な運用がありません。",
    "{rules} know no flexible adoption.",
)
MISSING = Text(
    "「{ref}」がありません。コードを確かめてください。",
    "There is no {ref}; check the code.",
)
ROUND_STATE = Text(
    "この回は「{state}」です。「{wanted}」の間だけできます。",
    "The round is in the state: {state}. This is done while it is: {wanted}.",
)
PROPOSAL_STATE = Text(
    "この提案は「{state}」です。「{wanted}」の間だけできます。",
    "The proposal is in the state: {state}. This is done while it is: {wanted}.",
)
AFTER_CLOSE = Text("受付は{closes}に終わりました。", "Proposals were taken until {closes}.")
BEFORE_OPEN = Text("受付は{opens}に始まります。", "Proposals are taken from {opens} on.")
NOT_MINE = Text(
    "提案は出した人だけが変えられます。",
    "A proposal is changed by whoever wrote it.",
)
UNSCREENED = Text(
    "まだ確認していない提案があります：{codes}。確認するか差し戻してください。",
    "Proposals are not screened yet: {codes}; screen them or return them.",
)
NOT_HERE = Text(
    "「{code}」はこの回の提案ではありません。",
    "{code} is no proposal of this round.",
)
AMOUNT = Text(
    "提案{code}の額{yen:,}円は、0円から提案額{most:,}円までです。",
    "The amount of ¥{yen:,} for {code} must be between 0 and the ¥{most:,} asked for.",
)
TOO_LITTLE = Text(
    "提案{code}の額{yen:,}円は最小額{least:,}円に足りません。0円か最小額以上にしてください。",
    "¥{yen:,} for {code} is below its least amount of ¥{least:,}; give none or at least that.",
)
NOT_SCREENED = Text(
    "提案{code}は「{state}」で、配分できません。確認済みの提案だけに配分できます。",
    "Proposal {code} is {state}; money goes to screened proposals only.",
)
UNSAID = Text(
    "額を決めていない提案があります：{codes}。配分しないときは0円としてください。",
    "No amount is said for: {codes}; say 0 where nothing is given.",
)
OVER = Text(
    "合計{total:,}円は、この回で配分できる{free:,}円を{over:,}円超えます。",
    "The total of ¥{total:,} exceeds the ¥{free:,} of this round by ¥{over:,}.",
)
OVER_SHARE = Text(
    "提案{code}の額{yen:,}円は、一提案が受けられる{most:,}円（規則の定める枠の割合）を超えます。"
    "それ以下にしてください。",
    "¥{yen:,} for {code} is above the ¥{most:,} that the rules let one proposal take of the pot; "
    "lower it.",
)
MANY_EVIDENCE = Text("証拠は{most}件までです。", "At most {most} pieces of evidence.")
DIFFERS = Text(
    "提案{code}の額{yen:,}円は計算案の{engine:,}円と違います。理由を書いてください。",
    "¥{yen:,} for {code} differs from the ¥{engine:,} of the engine; say why.",
)
STALE = Text(
    "案が古くなっています。作った後に、提案・残り・規則のどれかが変わりました。作り直してください。",
    "The plan is stale: proposals, what is left or the rules changed since; make it anew.",
)
NOT_CONFIRMED = Text(
    "{year}年度の枠は見込みのままです。確定してから決定してください。",
    "The pot of FY{year} is only expected; confirm it before deciding.",
)
NO_DECISION = Text(
    "本部の決定「{code}」がありません。先に本部の決定を記録してください。",
    "There is no decision {code}; record the decision of the headquarters first.",
)
NOT_THEIRS = Text(
    "「{code}」は{body}の決定ではありません。",
    "{code} is no decision of {body}.",
)
NOT_DECIDED = Text(
    "「{code}」はまだ決定されていません。",
    "{code} is not taken yet.",
)
NOT_ABOUT = Text(
    "「{code}」は{ref}についての決定ではありません。決定の対象に加えてください。",
    "{code} is not about {ref}; name it among what it decides.",
)
DECISION_USED = Text(
    "「{code}」はほかの配分の決定に使われています。",
    "{code} stands behind another allocation already.",
)
MADE_BEFORE = Text(
    "移し替えの日{day}は決定の日{decided}より前です。",
    "The day {day} of the transfers is before the decision on {decided}.",
)
NOTHING_TO_MOVE = Text(
    "この回には移す額がありません。",
    "This round has nothing to move.",
)
NO_AWARD_ACCOUNT = Text(
    "課題{award}の口座がありません。先に口座を開いてください。",
    "Award {award} has no account; open one first.",
)
SEVERAL_ACCOUNTS = Text(
    "「{owner}」の{layer}の口座が{year}年度にいくつもあります：{codes}。調整費の経費区分の口座を一つにしてください。",
    "{owner} has several {layer} accounts in FY{year}: {codes}; leave one of this cost class.",
)
WAITING = Text(
    "まだ終わっていない事後の検証があります：{count}件。",
    "After-checks are still open: {count}.",
)
IS_CONFIRMED = Text(
    "枠はもう{yen:,}円で確定しています。",
    "The pot is confirmed at ¥{yen:,} already.",
)
ONE_TARGET = Text(
    "課題とシーズは、どちらか一つだけ選びます。",
    "Choose an award or a seed, not both.",
)
PROPOSERS: Final = {
    "program_director": Text("PD", "programme director (PD)"),
    "hq_officer": Text("本部の職員", "officer of the headquarters"),
}
FOUND: Final[Mapping[str, Text]] = {
    "adjustment.decided": Text(
        "調整費{year}の決定済みの額は{decided:,}円とありますが、決定された額の計は{sum:,}円です。",
        "The fund of {year} says that ¥{decided:,} are decided, but its amounts add up to "
        "¥{sum:,}.",
    ),
    "adjustment.over": Text(
        "調整費{year}で決定された額の計{sum:,}円が、枠の{pot:,}円を超えています。",
        "The amounts decided in {year} add up to ¥{sum:,}, more than the pot of ¥{pot:,}.",
    ),
    "adjustment.reassigned": Text(
        "決定{decision}の提案{proposal}の{yen:,}円から、それを超える{moved:,}円が組み替えられています。",
        "¥{moved:,} were re-assigned from {proposal} of decision {decision}, which gave it "
        "¥{yen:,}.",
    ),
    "adjustment.unmoved": Text(
        "執行済みの回の決定{decision}で、提案{proposal}の{left:,}円が移されていません。",
        "The round of decision {decision} is executed, but ¥{left:,} for {proposal} never moved.",
    ),
    "adjustment.moved": Text(
        "決定{decision}の提案{proposal}の額は{left:,}円ですが、資金移動{transfer}は{yen:,}円です。",
        "{proposal} of decision {decision} has ¥{left:,}, but transfer {transfer} moved ¥{yen:,}.",
    ),
    "adjustment.chain": Text(
        "決定{decision}の提案{proposal}の資金移動{transfer}が、前の資金移動の口座{account}から出ていません。",
        "Transfer {transfer} for {proposal} of decision {decision} does not leave account "
        "{account}, where the money stood before.",
    ),
}
