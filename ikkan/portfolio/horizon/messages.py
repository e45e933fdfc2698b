"""Words of the horizon: sorts, states, and what its rules answer, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ikkan.values.text import Text

SOURCE_SORTS: Final[Mapping[str, Text]] = {
    "literature": Text("文献", "Literature"),
    "patents": Text("特許", "Patents"),
    "trials": Text("臨床試験", "Clinical trials"),
    "grants": Text("他の資金による研究", "Grants elsewhere"),
    "medical_community": Text("医療界の動向", "Medical community"),
    "patients": Text("患者・家族", "Patients and families"),
    "international": Text("国際的な動向", "International trends"),
    "database": Text("データベース", "Database"),
}
TOPIC_SORTS: Final[Mapping[str, Text]] = {
    "technology": Text("技術", "Technology"),
    "pathogen": Text("病原体", "Pathogen"),
    "modality": Text("モダリティ", "Modality"),
    "disease": Text("疾患", "Disease"),
}
LEVELS: Final[Mapping[str, Text]] = {
    "quiet": Text("変化なし", "Nothing new"),
    "rising": Text("注視", "Watch closely"),
    "act": Text("判断が要る", "Needs a decision"),
}
DOSSIER_STATES: Final[Mapping[str, Text]] = {
    "draft": Text("案", "Draft"),
    "approved": Text("承認", "Approved"),
    "superseded": Text("改訂済み", "Superseded"),
}
STRATEGY_SORTS: Final[Mapping[str, Text]] = {
    "direction": Text("支援の方向性", "Direction of support"),
    "start": Text("研究開発を始める", "Start R&D"),
    "redirect": Text("方向を変える", "Change direction"),
    "stop": Text("やめる", "Stop"),
    "none": Text("いまは行わない", "Not now"),
}
STRATEGY_STATES: Final[Mapping[str, Text]] = {
    "draft": Text("案", "Draft"),
    "decided": Text("決定", "Decided"),
    "superseded": Text("引き継がれた", "Superseded"),
}
STAGES: Final[Mapping[str, Text]] = {
    "before": Text("有事の発生前", "Before an outbreak"),
    "after": Text("有事の発生後", "After an outbreak began"),
}
STATUSES: Final[Mapping[str, Text]] = {
    "peacetime": Text("平時", "Peacetime"),
    "emergency": Text("感染症有事", "Emergency"),
}
SHARING_SORTS: Final[Mapping[str, Text]] = {
    "material": Text("病原体・試料", "Pathogen or sample"),
    "data": Text("病原体の情報・データ", "Information or data"),
}
SHARING_STATES: Final[Mapping[str, Text]] = {
    "asked": Text("申請中", "Asked"),
    "granted": Text("分与・提供を決定", "Granted"),
    "declined": Text("断った", "Declined"),
    "provided": Text("提供済み", "Provided"),
    "closed": Text("返却・廃棄・利用終了", "Returned or ended"),
}
TITLE: Final = Text("名称を書いてください。", "Write the title.")
TEXT: Final = Text("本文を書いてください。", "Write the text.")
REASON: Final = Text("理由を書いてください。", "Write the reason.")
LONG: Final = Text(
    "「{field}」は{most}字までです。短くしてください。",
    "{field} has at most {most} characters; shorten it.",
)
CHOICE: Final = Text(
    "「{read}」は選べません。選択肢から選んでください。",
    "{read} is no choice; take one of those offered.",
)
FUTURE: Final = Text(
    "日付（{day}）が今日（{today}）より後です。日付を直してください。",
    "The day ({day}) lies after today ({today}); correct it.",
)
YEAR: Final = Text(
    "{year}年は使えません（{first}～{last}）。年を直してください。",
    "The year {year} cannot be used ({first} to {last}); correct it.",
)
LINK: Final = Text(
    "所在「{read}」はhttps://またはhttp://で始めてください。",
    "The address {read} must begin with https:// or http://.",
)
NO_RECORD: Final = Text(
    "{kind}「{code}」はありません。コードを確かめてください。",
    "There is no {kind} {code}; check the code.",
)
BATCH: Final = Text(
    "一度に記録できるのは{most}件までです（{given}件）。分けてください。",
    "At most {most} can be recorded at once, not {given}; split them.",
)
KEY: Final = Text(
    "その情報源での番号を、{most}字までで書いてください。",
    "Write the item's key at its source, at most {most} characters.",
)
KEY_TAKEN: Final = Text(
    "この情報源の「{key}」はもうあります（{code}）。その記録を使ってください。",
    "{key} of this source is on record already ({code}); use that record.",
)
KEY_TWICE: Final = Text(
    "「{key}」がこの中に二度あります。一度だけにしてください。",
    "{key} stands here twice; leave one out.",
)
PROVENANCE: Final = Text(
    "どこから、どのように得たかを書いてください。",
    "Write where it comes from and how it was obtained.",
)
PERSONAL: Final = Text(
    "電子メールの宛先や電話番号が含まれています。個人を示す内容を除いてください。",
    "It holds a mail address or telephone number; take out what points to a person.",
)
TERMS_MISSING: Final = Text(
    "探す言葉を、一行に一組ずつ書いてください。",
    "Write the words to look for, one group a line.",
)
TERMS_EMPTY: Final = Text(
    "「{phrase}」には探せる語がありません。ほかの言い方にしてください。",
    "{phrase} holds no word that can be looked for; say it in another way.",
)
CRITERIA: Final = Text(
    "評価の観点を一つ以上、一行に一つ書いてください。",
    "Write at least one criterion, one a line.",
)
CRITERIA_TWICE: Final = Text(
    "観点「{name}」が二度あります。一度だけにしてください。",
    "The criterion {name} stands there twice; leave one out.",
)
SCORE: Final = Text(
    "点は{least}から{most}までの整数です（「{name}」は{read}）。",
    "A score is a whole number from {least} to {most}; {name} has {read}.",
)
SCORES_MISSING: Final = Text(
    "観点「{names}」の点がありません。すべてに点を付けてください。",
    "There is no score for {names}; score every criterion.",
)
STATE_IS: Final = Text(
    "{kind}は「{state}」です。「{wanted}」のものだけにできます。",
    "The {kind} is {state}; this can be done only where it is {wanted}.",
)
FOLLOW: Final = Text(
    "承認されたものは変わりません。変えるには新しい版を起こしてください。",
    "What was approved does not change; begin a new edition.",
)
NOT_COMPLETE: Final = Text(
    "承認には「{names}」が要ります。書いてから承認してください。",
    "Approval needs {names}; write them first.",
)
NO_ITEMS: Final = Text(
    "リストに技術がありません。加えてから承認してください。",
    "The list holds no technology; add some before it is approved.",
)
UNSCORED: Final = Text(
    "「{codes}」をまだだれも評価していません。評価してから承認してください。",
    "Nobody has assessed {codes} yet; assess them before approval.",
)
ITEM_TWICE: Final = Text("「{code}」はもうリストにあります。", "{code} stands on the list already.")
CITE_KIND: Final = Text(
    "「{ref}」は引用元になれません。資源配分方針の項目・ゲート・制度の提案・要求などの記録を"
    "「種類:コード」で書いてください。",
    "{ref} cannot cite it; name a record (a policy item, gate, proposal, …) as kind:code.",
)
CITED_BEFORE: Final = Text(
    "「{ref}」の引用はもう記録されています。", "That {ref} cites it is on record already."
)
SAME_STATUS: Final = Text(
    "いまも「{state}」です。切り替えはありません。", "It is {state} already; nothing is switched."
)
EARLIER_SWITCH: Final = Text(
    "切り替えの日（{day}）が前の切り替え（{last}）より前です。日付を直してください。",
    "The day ({day}) lies before the last switch ({last}); correct it.",
)
CLASSED: Final = Text(
    "事業「{code}」はもう有事の枠にあります（{first}から）。",
    "The programme {code} is in the emergency class already (from {first}).",
)
NOT_CLASSED: Final = Text(
    "事業「{code}」は{day}に有事の枠にありません。先に枠に入れるか、通常の公募にしてください。",
    "The programme {code} is not in the emergency class on {day}; put it there first or plan an "
    "ordinary call.",
)
NOTICE: Final = Text(
    "「{state}」の募集期間は{least}日以上です（{given}日）。締切を後にしてください。",
    "In {state} a call is open for at least {least} days, not {given}; move its last day.",
)
DAYS: Final = Text("募集は1日以上です。", "A call is open for at least one day.")
END_DAY: Final = Text(
    "終わりの日（{last}）が始まり（{first}）より前です。日付を直してください。",
    "The last day ({last}) lies before the first ({first}); correct it.",
)
CONDITIONS: Final = Text(
    "分与・提供の条件を書いてください。", "Write the conditions of providing it."
)
BOTH_LANGUAGES: Final = Text(
    "公開には日本語と英語の両方の本文が要ります。",
    "To publish it, the text is needed in Japanese and in English.",
)
CONFLICT: Final = Text(
    "利益相反のため評価できません。{facts}関係のない人が評価してください。",
    "A conflict of interest stands against this assessment. {facts} Somebody without one must "
    "assess it.",
)
NO_EVIDENCE: Final = Text(
    "根拠となる情報または技術の資料を一つ以上選んでください。",
    "Choose at least one item of evidence or one dossier.",
)
SOURCE: Final = Text("情報源", "source")
SIGNAL: Final = Text("情報", "item")
TOPIC: Final = Text("話題", "topic")
DOSSIER: Final = Text("技術の資料", "dossier")
SHORTLIST: Final = Text("ショートリスト", "short list")
STRATEGY: Final = Text("戦略的な決定", "strategic decision")
SHARING: Final = Text("分与・提供の申請", "sharing request")
EXPLAINER: Final = Text("やさしい説明", "plain page")
PROGRAMME: Final = Text("事業", "programme")
AWARD: Final = Text("課題", "award")
ASSET: Final = Text("対象の記録", "record")
ORGANISATION: Final = Text("機関", "organisation")
