"""What actions of this part refuse, in both languages: the rule, the facts, what to do."""

from __future__ import annotations

from typing import Final

from ikkan.values.text import Text

NO_RECORD: Final = Text(
    "{kind}「{code}」はありません。コードを確かめてください。",
    "There is no {kind} {code}; check the code.",
)
UNKNOWN: Final = Text(
    "{kind}「{code}」はありません。一覧から選んでください。",
    "There is no {kind} {code}; choose one from the list.",
)
TITLE: Final = Text("件名を書いてください。", "Write the title.")
TEXT: Final = Text("内容を書いてください。", "Write what it says.")
REASON: Final = Text("理由を書いてください。", "Write the reason.")
CHOICE: Final = Text(
    "「{read}」は選べません。一覧から選んでください。",
    "{read} cannot be chosen; choose one of the list.",
)
DUE_EARLY: Final = Text(
    "期限（{due}）は{first}より後にしてください。",
    "The due day ({due}) must follow {first}.",
)
DUE_MISSING: Final = Text("期限を書いてください。", "Write the due day.")
DUE_SPARE: Final = Text(
    "受け入れない回答に期限は要りません。期限を消してください。",
    "An answer that does not accept has no due day; remove it.",
)
AHEAD: Final = Text(
    "{day}は今日（{today}）より後です。日付を直してください。",
    "{day} lies after today ({today}); correct the day.",
)
STEP: Final = Text(
    "「{now}」から「{then}」には進めません。進めるのは{allowed}です。",
    "“{now}” cannot become “{then}”; it can become {allowed}.",
)
NOT_NOW: Final = Text(
    "「{now}」のときはできません。",
    "It cannot be done while this is “{now}”.",
)
FINAL: Final = Text(
    "「{now}」は最後の状態です。新しい記録を作ってください。",
    "“{now}” is final; make a new record.",
)
PROJECT_NEEDED: Final = Text(
    "どの統合プロジェクトのPDへの助言かを選んでください。",
    "Choose the integrated project whose director is advised.",
)
PROJECT_SPARE: Final = Text(
    "統合プロジェクトはPDへの助言のときだけ選びます。",
    "A project is chosen only where a program director is advised.",
)
OTHER_HOLDER: Final = Text(
    "{person}はその職（{office}）にありません（{day}）。その日の任命を確かめるか、空けてください。",
    "{person} does not hold that office ({office}) on {day}; check the appointments, "
    "or leave it empty.",
)
NOT_ADDRESSEE: Final = Text(
    "この助言は「{addressee}」に宛てたものです。答えられるのは{who}だけです"
    "（規則 officers.addressee）。",
    "This advice is addressed to the {addressee}; only {who} may answer (rule officers.addressee).",
)
DIRECTORS: Final = Text("{project}のPD（{holders}）", "the director of {project} ({holders})")
SECRETARIES: Final = Text("機構の職員（執行部の事務）", "the funder's staff, for its executives")
NOBODY: Final = Text("任命の記録なし", "no appointment on record")
PROGRAMME_OUTSIDE: Final = Text(
    "事業{programme}は統合プロジェクト{project}のものではありません。事業を選び直してください。",
    "The programme {programme} is no part of the project {project}; choose others.",
)
TWO_PROJECTS: Final = Text(
    "統合プロジェクトをまたぐ案件には、二つ以上のプロジェクトが要ります。",
    "A case across projects needs two projects or more.",
)
NOT_SIDE: Final = Text(
    "統合プロジェクト{project}はこの案件の当事者ではありません（当事者：{sides}）。",
    "The project {project} is no side of this case (sides: {sides}).",
)
NOT_DIRECTOR: Final = Text(
    "統合プロジェクト{project}を代表して述べられるのは、そのPD（{holders}）だけです"
    "（規則 officers.director）。",
    "Only the director of {project} ({holders}) may speak for it (rule officers.director).",
)
NOT_AGREED: Final = Text(
    "すべての統合プロジェクトのPDの合意が要ります（規則 officers.agreement）。"
    "まだないのは{missing}です。",
    "The directors of all projects must agree (rule officers.agreement); missing: {missing}.",
)
NO_PARTICIPANT: Final = Text(
    "{person}はこの会議の参加者ではありません。先に参加者に加えてください。",
    "{person} does not take part in this meeting; add them first.",
)
IS_PARTICIPANT: Final = Text(
    "{person}はもう参加者です。", "{person} takes part in this meeting already."
)
MEETING_OVER: Final = Text(
    "会議{code}は「{state}」です。参加者と議題は開催の前に決めます。",
    "The meeting {code} is “{state}”; participants and agenda are set before it is held.",
)
NOT_PLANNED: Final = Text(
    "会議は「{state}」です。開催の記録は一度だけです。",
    "The meeting is “{state}”; that it was held is recorded once.",
)
NOT_HELD: Final = Text(
    "会議{code}は「{state}」です。意見は開催の後に記録します。",
    "The meeting {code} is “{state}”; opinions are recorded once it was held.",
)
NO_PARTICIPANTS: Final = Text(
    "参加者がいません。開催を記録する前に参加者を加えてください。",
    "Nobody takes part; add participants before it is recorded as held.",
)
NOT_BODY: Final = Text(
    "答えられるのは宛先の「{body}」（{keepers}）だけです（規則 officers.body）。",
    "Only the addressee, {body} ({keepers}), may answer (rule officers.body).",
)
NOT_ANSWERING: Final = Text(
    "「{body}」は事業の設計を改める府省・本部ではありません。府省か本部を選んでください。",
    "{body} is no ministry or headquarters that designs programmes; choose one of those.",
)
INCOMPLETE: Final = Text(
    "設計に欠けている項目があります（規則 officers.complete）：{missing}。"
    "書いてから採用してください。",
    "The design lacks {missing} (rule officers.complete); write them before it is adopted.",
)
DRAFT_THERE: Final = Text(
    "事業{programme}には、もう案があります（{code}）。それを直してください。",
    "There is a draft of {programme} already ({code}); revise that one.",
)
OWN_SUCCESSOR: Final = Text(
    "事業{programme}は自分自身の後継になりません。別の事業を選んでください。",
    "The programme {programme} cannot be its own successor; choose another.",
)
