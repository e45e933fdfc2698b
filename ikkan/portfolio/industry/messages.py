"""What this part says when it refuses: the rule, the facts, the remedy."""

from __future__ import annotations

from typing import Final

from ikkan.values.text import Text

NO_RECORD: Final = Text(
    "「{code}」という記録は見つかりません。コードを確かめてください。",
    "There is no record {code} here; check the code.",
)
NO_CONDITIONS: Final = Text(
    "政策パックに企業導出の条件（readiness_item）がありません。パックに加えてください。",
    "The policy pack has no conditions for licensing (readiness_item); add them to the pack.",
)
CHOICE: Final = Text(
    "「{read}」は選べません。一覧から選んでください。", '"{read}" cannot be chosen; use the list.'
)
WORDS: Final = Text("内容が空です。書いてください。", "The words are missing; write them.")
EVIDENCE: Final = Text(
    "「根拠あり」にするには、何が根拠かを書いてください（規則 industry.evidence）。",
    "“With evidence” needs the evidence in words; write it (rule industry.evidence).",
)
WHY_NOT_NEEDED: Final = Text(
    "「対象外」にするには、理由を根拠の欄に書いてください。",
    "“Does not apply” needs its reason; write it as the evidence.",
)
OWNER_AND_DAY: Final = Text(
    "「準備中」には、担当者と期日が要ります（規則 industry.owner）。",
    "What is in preparation needs an owner and a day (rule industry.owner).",
)
REF: Final = Text(
    "「{read}」は記録の指し方ではありません。「種類:コード」と書いてください。",
    '"{read}" names no record; write kind:code.',
)
ORIGIN: Final = Text(
    "何で確かめたか（出典）を書いてください。", "Write what it was taken from (its source)."
)
STANDING: Final = Text(
    "比較と点検には、当方が先行しているかどうかの判断が要ります。",
    "A comparison or review says who is ahead; choose it.",
)
AHEAD: Final = Text(
    "{day}は先の日です（今日は{today}）。今日までの日を書いてください。",
    "{day} is yet to come (today is {today}); write a day up to today.",
)
BEFORE: Final = Text(
    "{day}は始まりの日（{first}）より前です。日付を直してください。",
    "{day} is before it began ({first}); correct the day.",
)
CONDITIONS: Final = Text(
    "どうなれば渡せるか（条件）を書いてください。",
    "Write the conditions on which it can be passed on.",
)
NOT_IN_PACK: Final = Text(
    "「{code}」は政策パックにありません。一覧から選んでください。",
    "{code} is not in the policy pack; choose from the list.",
)
MOVED_NOWHERE: Final = Text(
    "期日は今も{day}です。別の日にしてください。", "The day is {day} already; choose another."
)
REASON: Final = Text("理由を書いてください。", "Write the reason.")
DONE: Final = Text(
    "マイルストーン「{code}」は{day}に達成済みです。動かせません。",
    "The milestone {code} was reached on {day}; it is not changed any more.",
)
ONE_SUBJECT: Final = Text(
    "シーズか課題のどちらか一方を選んでください。", "Choose a seed or an award, one of the two."
)
SUPPORT_OVER: Final = Text(
    "この支援は「{state}」です。新しく支援を依頼してください。",
    "This support is “{state}”; ask for a new one.",
)
ANSWERED: Final = Text(
    "この照会には{day}に回答がありました。", "This question was answered on {day}."
)
WHAT: Final = Text(
    "シーズか、求めるシーズの性質（モダリティ・疾患領域・段階）を一つは選んでください。",
    "Choose a seed, or say what seeds should be like: modality, disease area or phase.",
)
STEWARD_NEEDED: Final = Text(
    "内密の窓口の担当者を一人は選んでください。その人とあなたの企業だけが読めます。",
    "Choose at least one steward; that person and your company alone can read it.",
)
NO_STEWARD: Final = Text(
    "「{code}」は今、内密の窓口の担当者ではありません。一覧から選んでください。",
    "{code} is no steward today; choose from the list.",
)
STEWARD_OFFICE: Final = Text(
    "「{code}」のアカウントがありません。アカウントのある人を選んでください。",
    "{code} has no account; choose a person who has one.",
)
STEWARD_ROLE: Final = Text(
    "「{code}」は資金配分機関の職員でも疾患領域コーディネーターでもありません"
    "（規則 industry.stewards）。",
    "{code} is neither staff of the funder nor a disease coordinator (rule industry.stewards).",
)
STEWARD_TWICE: Final = Text(
    "「{code}」はもう内密の窓口の担当者です。", "{code} is a steward already."
)
NOT_HANDLED: Final = Text(
    "この記録を扱う人ではありません（規則 industry.handlers）。"
    "扱えるのは、企業が選んだ窓口の担当者だけです。",
    "You do not handle this record (rule industry.handlers); the stewards whom the company "
    "chose do.",
)
STEWARDS_ONLY: Final = Text(
    "紹介を扱えるのは内密の窓口の担当者だけです（規則 industry.stewards）。",
    "Only stewards handle introductions (rule industry.stewards).",
)
GONE: Final = Text("この関心はもう取り下げられています。", "This interest was withdrawn already.")
NAMED: Final = Text(
    "説明に「{name}」があります。双方が同意するまで、どちらの名前も書けません"
    "（規則 industry.consent）。",
    "The words contain “{name}”; neither side is named before both consent "
    "(rule industry.consent).",
)
OPEN_ALREADY: Final = Text(
    "この企業とシーズの紹介は、もう進んでいます。",
    "An introduction of this company and seed is under way already.",
)
NOT_THEIR_TURN: Final = Text(
    "この紹介は「{state}」です。同意は企業、研究者の順です。",
    "This introduction is “{state}”; the company consents first, then the researcher.",
)
NOT_YOUR_SIDE: Final = Text(
    "同意できるのは、その側の人だけです（規則 industry.consent）。",
    "Only somebody of that side can consent for it (rule industry.consent).",
)
NO_RESEARCHER: Final = Text(
    "シーズ「{code}」を担う課題に研究者の記録がなく、同意を求める相手がいません。",
    "No researcher is on record for the awards of {code}; nobody could consent.",
)
NOT_INTRODUCED: Final = Text(
    "この紹介は「{state}」です。双方が同意してから、資料室を開けます。",
    "This introduction is “{state}”; the data room opens once both sides consented.",
)
CONSENT: Final = Text(
    "誰がいつ、何に同意したかを書いてください。", "Write who consented to what, and when."
)
GRANT_DAYS: Final = Text(
    "閲覧の終わり（{last}）は今日（{today}）より後にしてください。",
    "Access must end ({last}) after today ({today}).",
)
OTHER_SEED: Final = Text(
    "資料「{code}」は別のシーズのものです。", "The document {code} is of another seed."
)
NO_ROOM: Final = Text(
    "この資料を開ける許可は、今ありません。研究者の同意と期間を確かめてください。",
    "There is no access to this document now; check consent and days.",
)
NOT_A_COMPANY: Final = Text(
    "機関「{code}」は企業ではありません。企業を選んでください。",
    "{code} is no company; choose a company.",
)
NOT_COUNTED: Final = Text(
    "出資は企業導出の件数に数えません（権利譲渡・実施許諾・共同研究開発の契約だけを数えます）。",
    "Investments do not count as licensing; contracts of assignment, licence and joint R&D do.",
)
COUNTED: Final = Text(
    "この契約は成果「{code}」としてもう数えています。二度は数えません。",
    "This contract is counted as the outcome {code} already; it counts once.",
)
NO_AWARD: Final = Text(
    "シーズ「{code}」には、契約の日までに始まった課題がありません。成果は課題につなぎます。",
    "No award of the seed {code} had begun by the day of the contract; outcomes belong to awards.",
)
DEAL_TWICE: Final = Text(
    "同じ企業・種類・日の契約がもうあります（{code}）。",
    "The same contract is on record already ({code}).",
)
CERTIFICATE_DAYS: Final = Text(
    "認定の終わり（{last}）が始まり（{first}）より前です。",
    "The certificate ends ({last}) before it begins ({first}).",
)
BASIS: Final = Text(
    "認定の根拠（文書の番号や住所）を書いてください。",
    "Write the basis of the certificate: number or address of the document.",
)
YEN: Final = Text("出資の額は1円以上です。", "An investment is one yen or more.")
NOT_ASKED: Final = Text(
    "事業「{programme}」は認定VCの出資を要件としていません。確かめることはありません。",
    "The programme {programme} does not ask for a certified investment; nothing to check.",
)
INELIGIBLE: Final = Text(
    "事業「{programme}」は認定VCの出資を要件としています（規則 industry.certified_investment）。"
    "{company}への出資{held}件のうち、出資の日に認定されていた投資家のものはありません。"
    "認定と出資の記録を確かめてください。",
    "The programme {programme} asks for an investment by a certified VC "
    "(rule industry.certified_investment); of {held} investments in {company}, none was by an "
    "investor certified on that day. Check the records of certificates and investments.",
)
ELIGIBLE: Final = Text(
    "{investor}が{day}に{company}へ出資し、その日に認定されていました（{basis}）。",
    "{investor} invested in {company} on {day} and was certified on that day ({basis}).",
)
CHECK_FIRST: Final = Text(
    "事業「{programme}」は認定VCの出資を要件としています（規則 industry.certified_investment）。"
    "応募「{application}」の要件を確かめ、満たすと記録してから、課題にしてください。",
    "The programme {programme} asks for an investment by a certified VC "
    "(rule industry.certified_investment); check the application {application} first, and make "
    "the award once the check finds it.",
)
