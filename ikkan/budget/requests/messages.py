"""Words for what requests refuse and tell, in both languages.

Called by actions, the workbook, kinds and forms.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ikkan.budget.requests.rules import Act, Say, Side
from ikkan.values.finding import Finding
from ikkan.values.text import Text

FIELDS: Final[Mapping[str, Text]] = {
    "code": Text("行", "Line"),
    "name_ja": Text("名前（日本語）", "Name (Japanese)"),
    "name_en": Text("名前（英語）", "Name (English)"),
    "cost_class": Text("経費区分", "Cost class"),
    "request_yen": Text("要求額", "Request"),
    "wish_yen": Text("要望額", "Wish"),
    "previous_yen": Text("前年度予算額", "Previous year"),
    "programme": Text("事業", "Programme"),
    "project": Text("プロジェクト", "Project"),
    "no_project": Text("プロジェクトに属さない理由", "Why in no project"),
    "purpose": Text("開発目的", "Purpose"),
    "phase": Text("開発フェーズ", "Phase"),
    "domains": Text("疾患領域", "Disease areas"),
    "area": Text("重点領域", "Priority area"),
    "affirms": Text("対象の判定（はいと答えた問い）", "Inclusion test (answered yes)"),
    "cites": Text("推進計画の項目", "Items of the plan"),
    "justification": Text("理由", "Justification"),
    "note": Text("備考", "Note"),
    "provisional": Text("暫定", "Provisional"),
    "reprint_of": Text("再掲の元の行", "Printed again from line"),
}
"""Every field of a line with what it is called, in the order of forms and workbooks."""

SAYS: Final[Mapping[str, Text]] = {
    Say.HEARING: Text("ヒアリングの日時", "Hearing"),
    Say.QUESTION: Text("質問", "Question"),
    Say.ANSWER: Text("回答", "Answer"),
    Say.INSTRUCTION: Text("見直しの指示", "Instruction"),
    Say.REPORT: Text("対応の報告", "Report"),
    Say.CONSENT: Text("了解", "Consent"),
    Say.REOPENING: Text("再受付", "Re-opening"),
    Say.NOTE: Text("記録", "Note"),
}
SIDES: Final[Mapping[str, Text]] = {
    Side.MINISTRY: Text("府省", "the ministry"),
    Side.HEADQUARTERS: Text("本部事務局", "the Headquarters secretariat"),
}
STAGES: Final[Mapping[str, Text]] = {
    "draft": Text("政府案", "Government draft"),
    "enacted": Text("成立", "Enacted"),
}

NO_REQUEST: Final = Text(
    "要求「{code}」はありません。一覧でコードを確かめてください。",
    "There is no request {code}; check the code on the list.",
)
NO_ROUND: Final = Text(
    "要求の回「{code}」はありません。一覧でコードを確かめてください。",
    "There is no round {code}; check the code on the list.",
)
NO_MACHINE: Final = Text(
    "政策パックに要求の手順（workflow.request）がありません。パックに書いて適用してください。",
    "The pack has no machine of requests (workflow.request); write one and apply the pack.",
)
ROUND_TWICE: Final = Text(
    "{year}年度の「{pot}」第{number}回はもう開かれています（{code}）。そちらを使ってください。",
    "The round of {year}, {pot}, number {number}, is open already ({code}); use that one.",
)
NO_BODIES: Final = Text(
    "要求する府省がありません。府省を選んでください。",
    "No ministry asks; choose the ministries.",
)
NO_POLICY: Final = Text(
    "資源配分方針「{code}」はありません。方針のコードを確かめてください。",
    "There is no allocation policy {code}; check the code.",
)
POLICY_DRAFT: Final = Text(
    "資源配分方針「{code}」はまだ決定されていません。決定してから要求の回を開いてください。",
    "The allocation policy {code} is not decided yet; open the round once it is.",
)
POLICY_YEAR: Final = Text(
    "資源配分方針「{code}」は{found}年度のものです。{year}年度の方針を選んでください。",
    "The allocation policy {code} is of {found}; choose the one of {year}.",
)
WRONG_STEP: Final = Text(
    "この要求は「{state}」です。「{act}」ができるのは{states}のときです。今できること：{now}。",
    "This request is {state}; to {act} it must be {states}. What can be done now: {now}.",
)
NO_STEP: Final = Text(
    "この回の手順に「{act}」の段はありません。今できること：{now}。",
    "The machine of this round has no step to {act}. What can be done now: {now}.",
)
WRONG_SIDE: Final = Text(
    "この段を踏むのは{side}です。",
    "This step is taken by {side}.",
)
NOT_OPEN: Final = Text(
    "提出は概算要求基準の決まった{day}から受け付けます（今日は{today}）。",
    "Requests are received from {day}, when the ceiling is decided (today is {today}).",
)
LATE: Final = Text(
    "期限（{due}）を過ぎています。「再受付を求める」で理由を書いて、本部事務局に求めてください。",
    "The deadline ({due}) is over; ask the Headquarters secretariat to open it again, with the "
    "form Ask for re-opening and your reason.",
)
NO_LINES: Final = Text(
    "要求の行がありません。行を書くか、要求のない理由を「留意事項」に書いてください。",
    "There is no line; write the lines, or write under Circumstances why there is none.",
)
SAME_HANDS: Final = Text(
    "確認は、行を書いた人（代理で書いた場合はその本人も）以外の人がします。別の担当者が確認してください。",
    "Whoever wrote the lines, also in another's place, cannot confirm them; "
    "another officer has to.",
)
NOT_HEARD: Final = Text(
    "ヒアリングの記録がありません。提出の後の質問か日時を記録してから了解してください。",
    "There is no record of a hearing; record a question or its time after submission first.",
)
STILL_OPEN: Final = Text(
    "まだ閉じていない質問・指示があります：{numbers}。回答か報告を待って了解してください。",
    "Questions or instructions are still open: {numbers}; consent once they are answered.",
)
NOT_ALL: Final = Text(
    "まだそろっていない府省があります：{who}。すべてそろってから行ってください。",
    "Not every ministry is there yet: {who}; it can be done once all of them are.",
)
NO_DECISION: Final = Text(
    "決定「{code}」はありません。本部の決定のコードを確かめてください。",
    "There is no decision {code}; check the code of the Headquarters' decision.",
)
DECISION_BODY: Final = Text(
    "決定「{code}」は本部（{headquarters}）のものではありません。本部の決定を選んでください。",
    "The decision {code} is not one of the Headquarters ({headquarters}); choose theirs.",
)
DECISION_DRAFT: Final = Text(
    "決定「{code}」は案のままか、後の決定で改められています。効力のある決定を選んでください。",
    "The decision {code} is still a draft or was amended by a later one; name one that stands.",
)
DECISION_ABOUT: Final = Text(
    "決定「{code}」はこの回（{round}）についてのものではありません。この回を挙げた決定を選んでください。",
    "The decision {code} is not about this round ({round}); choose one that names it.",
)
NO_AMOUNTS: Final = Text(
    "「{stage}」の額がない行があります：{lines}。すべての行の額を記録してください。",
    "Lines without an amount of the stage {stage}: {lines}; record one for every line.",
)
STAGE: Final = Text(
    "段階「{stage}」はありません。draft（政府案）かenacted（成立）を選んでください。",
    "There is no stage {stage}; choose draft or enacted.",
)
NO_LINE: Final = Text(
    "行「{codes}」はこの要求にありません。行のコードを確かめてください。",
    "This request has no line {codes}; check the codes.",
)
AMOUNT_YEN: Final = Text(
    "額{yen:,}円は使えません。0円から{largest:,}円までにしてください。",
    "The amount ¥{yen:,} cannot be; give 0 to {largest:,}.",
)
NOTHING_SAID: Final = Text("額を一つ以上書いてください。", "Write at least one amount.")
NO_VERSION: Final = Text(
    "第{number}版はありません。ある版の番号を選んでください。",
    "There is no version {number}; choose one there is.",
)
NO_MESSAGE: Final = Text(
    "{number}番のやりとりはありません。番号を確かめてください。",
    "The thread has no entry {number}; check the number.",
)
NOT_OPEN_ENTRY: Final = Text(
    "{number}番は{sort}で、もう閉じているか、これで答えるものではありません。"
    "開いている質問には回答、指示には報告を書いてください。",
    "Entry {number} ({sort}) is closed, or is not answered this way; answer an open question, "
    "report on an open instruction.",
)
WORDS: Final = Text("内容を書いてください。", "Write what you have to say.")
LONG_WORDS: Final = Text("{most}字までにしてください。", "Write at most {most} characters.")
REASON: Final = Text("理由を書いてください。", "Write the reason.")
DUE_PAST: Final = Text(
    "期限（{due}）が過ぎています。先の日時にしてください。",
    "The due time ({due}) is over; give one that lies ahead.",
)
HEARING_EARLY: Final = Text(
    "ヒアリング（{at}）が提出（{submitted}）より前です。提出の後の日時にしてください。",
    "The hearing ({at}) lies before the submission ({submitted}); set it after.",
)
UNTIL_PAST: Final = Text(
    "再受付の終わり（{until}）が過ぎています。先の日時にしてください。",
    "The end of the re-opening ({until}) is over; give a moment that lies ahead.",
)
NOT_PROVISIONAL: Final = Text(
    "行{codes}は暫定ではありません。改められるのは暫定とした行の計数だけです。",
    "The lines {codes} are not provisional; only figures of provisional lines can be corrected.",
)
MORE_THAN_FIGURES: Final = Text(
    "行{codes}で計数のほかが変わっています。改められるのは計数と暫定の印だけです。",
    "The lines {codes} change more than figures; only figures and the mark can be corrected.",
)
NOTHING_CHANGED: Final = Text("何も変わっていません。", "Nothing was changed.")
AHEAD: Final = Text(
    "その日（{day}）はまだ来ていません（今日は{today}）。その日になってから記録してください。",
    "That day ({day}) has not come (today is {today}); record it once it has.",
)
NOT_COMPILED: Final = Text(
    "取りまとめの後でなければ公表できません。",
    "It can be published once it has been compiled.",
)
LINE_CHANGED: Final = Text(
    "行{code}は、あなたが開いた後にほかの人が変えました。{said}。どちらにするか選んでください。",
    "Line {code} was changed by somebody else after you opened it: {said}. Choose which to keep.",
)
LINE_GONE: Final = Text(
    "行{code}は、あなたが開いた後にほかの人が消しました。行を作り直すか、やめるか選んでください。",
    "Line {code} was removed by somebody else after you opened it; make it anew, or leave it.",
)
LINE_DIFFERS: Final = Text(
    "{field}：今は「{now}」、あなたは「{yours}」", "{field}: now {now}, yours {yours}"
)
LINE_SAME: Final = Text("値は同じです", "the values are the same")
EXCEPTION: Final = Text(
    "交付要綱の例外には、何についてかと理由の両方を書いてください。",
    "An exception from the grant rules needs both what it is about and its reason.",
)
TOLD: Final[Mapping[str, Text]] = {
    Act.SUBMIT: Text("要求が提出されました：{title}", "A request was submitted: {title}"),
    Act.HEAR: Text("ヒアリングの日時：{title} {at}", "Hearing: {title}, {at}"),
    Act.ASK: Text("質問があります：{title}", "There is a question: {title}"),
    Act.ANSWER: Text("回答がありました：{title}", "A question was answered: {title}"),
    Act.INSTRUCT: Text("見直しの指示があります：{title}", "You are told to revise: {title}"),
    Act.REPORT: Text("対応の報告がありました：{title}", "There is a report: {title}"),
    Act.CONSENT: Text("了解されました：{title}", "Consent was given: {title}"),
    Act.REOPEN: Text("提出が開き直されました：{title} {at}まで", "Open again: {title}, until {at}"),
    Act.CONFIRM: Text("確認されました：{title}", "Confirmed: {title}"),
    Act.CORRECT: Text("計数が改められました：{title}", "Figures were corrected: {title}"),
    Act.COMPILE: Text("取りまとめられました：{title}", "Compiled: {title}"),
    Act.NEGOTIATE: Text("折衝の額が記録されました：{title}", "Amounts were recorded: {title}"),
    Act.RECORD: Text("成立した額が記録されました：{title}", "Enacted amounts: {title}"),
    Act.DRAFT: Text("政府案になりました：{title}", "In the government draft: {title}"),
    Act.ENACT: Text("成立しました：{title}", "Enacted: {title}"),
    "ask_reopening": Text("再受付が求められています：{title}", "Re-opening is asked for: {title}"),
    "open": Text("要求の回が開かれました：{title}", "A round of requests is open: {title}"),
}

_FOUND: Final = {
    "request.too_many": Text(
        "行が多すぎます。{most}行までにしてください。", "Too many lines; write at most {most}."
    ),
    "request.twice": Text(
        "行のコード「{code}」が二度あります。別のコードにしてください。",
        "The line {code} stands twice; give each line its own code.",
    ),
    "request.code": Text(
        "行のコード「{code}」は使えません。空白や「/」のない{most}字までの英数字にしてください。",
        "The line code {code} cannot be used; write at most {most} letters and digits, no spaces.",
    ),
    "request.name": Text(
        "行の名前を日本語で書いてください。", "Write the line's name in Japanese."
    ),
    "request.long": Text(
        "「{field}」が長すぎます。{most}字までにしてください。",
        "{field} is too long; write at most {most} characters.",
    ),
    "request.yen": Text(
        "「{field}」の{yen:,}円は使えません。0円から{largest:,}円までにしてください。",
        "{field}: ¥{yen:,} cannot be; give 0 to {largest:,}.",
    ),
    "request.missing": Text("「{field}」を書いてください。", "{field} is missing; write it."),
    "request.unknown": Text(
        "「{field}」の「{read}」はありません。選択肢から選んでください。",
        "{field}: there is no {read}; choose one of those offered.",
    ),
    "request.repeated": Text(
        "「{field}」に同じものが二度あります。一度だけ書いてください。",
        "{field} names the same twice; name it once.",
    ),
    "request.cites": Text(
        "「{read}」は推進計画の項目ではありません。clause:…かplan.clause:…で書いてください。",
        "{read} is no item of the plan; write clause:… or plan.clause:….",
    ),
    "request.nothing": Text(
        "推進計画の項目「{read}」はありません。コードを確かめてください。",
        "The plan has no item {read}; check the code.",
    ),
    "request.reprint_self": Text(
        "行「{code}」が自分の再掲になっています。元の行を書いてください。",
        "Line {code} is printed again from itself; name the first line.",
    ),
    "request.reprint": Text(
        "行「{code}」の再掲の元「{first}」がないか、それ自身が再掲です。元の行を書いてください。",
        "Line {code} is printed again from {first}, which is not there or printed again itself.",
    ),
    "request.lacks_project": Text(
        "行{code}：プロジェクトを選ぶか、属さない理由を書いてください。",
        "Line {code}: choose a project, or write why it is in none.",
    ),
    "request.lacks_inclusion": Text(
        "行{code}：対象の判定のすべての問いに「はい」と答えられる行だけが要求に入ります。"
        "答えを記録するか、行を外してください。",
        "Line {code}: only lines that pass every question of the inclusion test belong here; "
        "record the answers, or take the line out.",
    ),
    "request.lacks_cites": Text(
        "行{code}：推進計画の項目を一つ以上挙げてください。",
        "Line {code}: cite at least one item of the plan.",
    ),
    "request.lacks_purpose": Text(
        "行{code}：開発目的を選んでください。", "Line {code}: choose its purpose."
    ),
    "request.lacks_domains": Text(
        "行{code}：疾患領域を選んでください。", "Line {code}: choose its disease areas."
    ),
    "request.lacks_area": Text(
        "行{code}：重点領域を選んでください。", "Line {code}: choose its priority area."
    ),
    "request.lacks_justification": Text(
        "行{code}：理由を書いてください。", "Line {code}: write its justification."
    ),
    "request.round_name": Text(
        "回の名前を日本語で、200字までで書いてください。",
        "Write the round's name in Japanese, in at most 200 characters.",
    ),
    "request.round_pot": Text(
        "その財源の枠はありません。選択肢から選んでください。",
        "There is no such pot; choose one of those offered.",
    ),
    "request.round_number": Text(
        "当初予算の回の番号は0、補正などの回は1からです。",
        "The number is 0 for the initial budget, and from 1 for supplementary ones.",
    ),
    "request.round_year": Text(
        "年度と概算要求基準の日が二年以上離れています。どちらかを直してください。",
        "The fiscal year and the day of the ceiling are too far apart; correct one of them.",
    ),
    "request.round_bodies": Text(
        "府省でない組織があります。府省だけを選んでください。",
        "Some of these bodies are no ministries; choose ministries only.",
    ),
    "request.round_deadline_act": Text(
        "期限を付けられない段があります。", "A deadline is set for a step that does not exist."
    ),
    "request.round_deadline": Text(
        "期限が概算要求基準の日より前です。その日以後にしてください。",
        "A deadline lies before the day of the ceiling; set it on that day or after.",
    ),
}


def render(finding: Finding) -> Text:
    """A finding about a line or a round in words."""
    values = dict(finding.values)
    if "field" in values:
        values["field"] = FIELDS[str(values["field"])]
    return _FOUND[finding.code].format(**values)
