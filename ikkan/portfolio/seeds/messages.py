"""Words of this part: sorts, and what its actions refuse, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ikkan.values.text import Text

CARRIERS: Final[Mapping[str, Text]] = {
    "theme": Text("インハウス研究", "In-house research"),
    "external": Text("他機関の研究課題", "Project of another funder"),
    "trial": Text("治験", "Clinical trial"),
    "company": Text("企業での開発", "Work of a company"),
}
LINKS: Final[Mapping[str, Text]] = {
    "rename": Text("改称", "Renamed"),
    "merge": Text("統合", "Merged"),
    "split": Text("分割", "Split off"),
}
RELATIONS: Final[Mapping[str, Text]] = {
    "related": Text("取り込む関連研究", "Related research to bring in"),
    "reverse": Text(
        "臨床から基礎へ（リバース・トランスレーショナル・リサーチ）",
        "From clinical back to basic (reverse translational research)",
    ),
}
PRODUCTS: Final[Mapping[str, Text]] = {
    "drug": Text("医薬品", "Drug"),
    "diagnostic": Text("体外診断用医薬品", "In-vitro diagnostic"),
    "device": Text("医療機器", "Medical device"),
    "regenerative": Text("再生医療等製品", "Regenerative medical product"),
    "other": Text("その他", "Other"),
}
ATTRIBUTES: Final[Mapping[str, Text]] = {
    "indication": Text("適応・使用目的", "Indication or intended use"),
    "population": Text("対象患者", "Population"),
    "efficacy": Text("有効性・性能", "Efficacy or performance"),
    "safety": Text("安全性", "Safety"),
    "route": Text("投与経路・使用方法", "Route or way of use"),
    "dosage": Text("用法・用量", "Dosage"),
    "comparator": Text("比較対照", "Comparator"),
    "supply": Text("製造・保存", "Manufacture and storage"),
    "price": Text("価格・費用", "Price and cost"),
    "approval": Text("薬事の区分と時期", "Regulatory class and time"),
}
STEPS: Final[Mapping[str, Text]] = {
    "filed": Text("薬事申請", "Filed"),
    "approved": Text("薬事承認", "Approved"),
    "listed": Text("保険収載", "Listed by the insurance"),
}

NO_CARRIER: Final = Text(
    "「{ref}」は担い手にできません。課題、インハウス研究のテーマ、他機関の課題、治験の成果、企業（組織）の記録を"
    "「種類:コード」で選んでください。",
    "{ref} cannot carry a seed; name an award, an in-house theme, a project of another funder, "
    "a clinical trial or a company as kind:code.",
)
NOT_THERE: Final = Text(
    "「{ref}」という記録はないか、見る権限がありません。コードを確かめてください。",
    "There is no record {ref}, or you may not see it; check the code.",
)
NO_TRIAL: Final = Text(
    "成果{code}は治験ではありません（{sort}）。治験の成果を選んでください。",
    "Outcome {code} is no clinical trial ({sort}); choose one that is.",
)
NO_COMPANY: Final = Text(
    "組織{code}は企業ではありません（{sort}）。企業を選んでください。",
    "The organisation {code} is no company ({sort}); choose a company.",
)
CARRIED: Final = Text(
    "{ref}はすでにシーズ{seed}の担い手です。終わりの日を変えるときは「担い手を終える」を使ってください。",
    "{ref} carries the seed {seed} already; to change its last day, use the form that ends it.",
)
DAYS: Final = Text(
    "終わりの日（{last}）が始まりの日（{first}）より前です。日付を直してください。",
    "The last day ({last}) is before the first ({first}); correct one of them.",
)
NOT_CARRIED: Final = Text(
    "{ref}はシーズ{seed}の担い手ではありません。一覧から選んでください。",
    "{ref} does not carry the seed {seed}; choose from the list.",
)
OVER: Final = Text(
    "シーズ{seed}は「{state}」です。進行中か停滞のシーズにだけ記録できます。",
    "The seed {seed} is “{state}”; this is recorded for active or stalled seeds only.",
)
TITLE: Final = Text("名称を書いてください。", "Write the title.")
REASON: Final = Text("理由を書いてください。", "Write the reason.")
SAME_TITLE: Final = Text(
    "新しい名称が今の名称と同じです。別の名称を書いてください。",
    "The new title is the present one; write another.",
)
TWO: Final = Text(
    "統合するシーズを二つ以上、重なりなく選んでください。",
    "Choose two seeds or more to merge, each once.",
)
PARTS: Final = Text(
    "分割後のシーズを二つ以上書いてください。", "Write two seeds or more to split into."
)
PART_AWARDS: Final = Text(
    "「{title}」を担う課題が選ばれていません。分割後のシーズそれぞれに課題を一つ以上選んでください。",
    "No award carries “{title}”; each part needs at least one.",
)
NOT_OF_SEED: Final = Text(
    "課題{award}はシーズ{seed}の担い手ではありません。担う課題から選んでください。",
    "The award {award} does not carry the seed {seed}; choose from those that do.",
)
LEFT_OVER: Final = Text(
    "課題{awards}がどの分割後のシーズにも割り当てられていません。すべての課題を割り当ててください。",
    "No part takes the awards {awards}; every award goes to a part.",
)
SELF: Final = Text(
    "シーズ{seed}を自分自身の前身にはできません。別のシーズを選んでください。",
    "The seed {seed} cannot continue itself; choose another.",
)
CIRCLE: Final = Text(
    "系譜が循環します：{earlier}はすでに{seed}を引き継いでいます（{path}）。前身と後継を取り違えていないか確かめてください。",
    "The lineage would run in a circle: {earlier} already continues {seed} ({path}); check which "
    "of them came first.",
)
LINKED: Final = Text(
    "シーズ{seed}が{earlier}を引き継ぐことは記録済みです。",
    "It is on record that the seed {seed} continues {earlier}.",
)
CONFIDENTIAL: Final = Text(
    "統合できません。これらのシーズには秘密にしている関心を示した企業が二社以上あり、統合すると互いに知られます"
    "（規則：秘密の関心がある企業が二社以上のシーズは統合しない）。企業の同意を得て関心を公開にするか、"
    "終えてから統合してください。",
    "They cannot be merged: two companies or more have a confidential interest in them and would "
    "learn of each other (rule: seeds with two confidential companies are not merged). Have the "
    "interests opened with the companies' consent, or ended, and merge then.",
)
RELATED: Final = Text(
    "{ref}との関係（{sort}）は記録済みです。", "The relation to {ref} ({sort}) is on record."
)
NO_RELATION: Final = Text(
    "「{ref}」とは結べません。課題、シーズ、インハウス研究のテーマ、他機関の課題を"
    "「種類:コード」で選んでください。",
    "{ref} cannot be related; name an award, a seed, an in-house theme or a project of another "
    "funder as kind:code.",
)
NOT_CLINICAL: Final = Text(
    "シーズ{seed}の段階は「{phase}」で、基礎研究から先に進んでいません。"
    "臨床から基礎への結び付きは、段階の進んだシーズから結んでください。",
    "The seed {seed} stands at “{phase}”, no later than basic research; link back to basic "
    "research from a seed of a later phase.",
)
NOT_EARLIER: Final = Text(
    "{ref}の段階（{phase}）は、シーズ{seed}（{own}）より前ではありません。より基礎に近い記録を選んでください。",
    "{ref} stands at {phase}, no earlier than the seed {seed} ({own}); choose one nearer to basic "
    "research.",
)
NO_PHASE: Final = Text(
    "{ref}の段階が記録されていません。先に段階を記録してください。",
    "No phase is on record for {ref}; record it first.",
)
NOT_RELATED: Final = Text(
    "{ref}との関係はシーズ{seed}に記録されていません。",
    "No relation of the seed {seed} to {ref} is on record.",
)
NO_PHASE_ROW: Final = Text(
    "段階「{code}」はありません。一覧から選んでください。",
    "There is no phase {code}; choose from the list.",
)
NO_DOMAIN: Final = Text(
    "疾患領域「{codes}」はありません。一覧から選んでください。",
    "There is no disease area {codes}; choose from the list.",
)
NO_MODALITY: Final = Text(
    "モダリティ「{code}」はありません。選択肢から選んでください。",
    "There is no modality {code}; choose one of those offered.",
)
TEXT_MISSING: Final = Text("内容を書いてください。", "Write what it says.")
YEAR: Final = Text(
    "年度{year}は{first}から{last}の間で書いてください。",
    "The fiscal year {year} must lie between {first} and {last}.",
)
YEAR_AHEAD: Final = Text(
    "進捗の年度（{year}）は今年度（{now}）より後にできません。これからのことはマイルストーンとして記録してください。",
    "Progress of FY{year} lies after this fiscal year ({now}); record what is ahead as a "
    "milestone.",
)
NO_ATTRIBUTE: Final = Text(
    "項目を一つ以上書いてください（最低限か理想のどちらか）。",
    "Fill in at least one attribute, its minimum or its ideal.",
)
ATTRIBUTE: Final = Text(
    "「{read}」という項目はありません。{known}から選んでください。",
    "There is no attribute {read}; choose one of {known}.",
)
ATTRIBUTE_TWICE: Final = Text(
    "項目「{name}」が二度あります。一行にまとめてください。",
    "The attribute “{name}” stands twice; put it in one line.",
)
ATTRIBUTE_EMPTY: Final = Text(
    "項目「{name}」に最低限も理想もありません。どちらかを書いてください。",
    "The attribute “{name}” has neither minimum nor ideal; write one of them.",
)
UNCHANGED: Final = Text(
    "前の版と同じ内容です。変わる項目を書いてください。",
    "Nothing differs from the version before; change an attribute.",
)
PRODUCT_SORT: Final = Text(
    "製品の種類「{read}」はありません。選択肢から選んでください。",
    "There is no sort of product {read}; choose one of those offered.",
)
WHEN: Final = Text(
    "「{read}」を日付として読めません。「2022」「2023-06」「2023-06-26」のように書いてください。",
    'Cannot read "{read}" as a date; write 2022, 2023-06 or 2023-06-26.',
)
WHEN_AHEAD: Final = Text(
    "{step}（{read}）が今日より後です。起きてから記録してください。",
    "{step} ({read}) lies after today; record it once it has happened.",
)
WHEN_ORDER: Final = Text(
    "{later}（{later_when}）が{earlier}（{earlier_when}）より前です。順序を確かめてください。",
    "{later} ({later_when}) is before {earlier} ({earlier_when}); check the order.",
)
PRODUCT_EVIDENCE: Final = Text(
    "申請・承認・収載の根拠（番号、公表の文書など）を書いてください。",
    "Write what shows the filing, approval or listing (a number, a published document).",
)
NO_SEED: Final = Text(
    "シーズ「{code}」はありません。コードを確かめてください。",
    "There is no seed {code}; check the code.",
)
NO_PRODUCT: Final = Text(
    "製品「{code}」はありません。コードを確かめてください。",
    "There is no product {code}; check the code.",
)
NO_ORGANISATION: Final = Text(
    "組織「{code}」はありません。コードを確かめてください。",
    "There is no organisation {code}; check the code.",
)
