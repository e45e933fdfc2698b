"""Words for what the actions on policies refuse, in both languages."""

from __future__ import annotations

from typing import Final

from ikkan.values.text import Text

NO_POLICY: Final = Text(
    "資源配分方針「{code}」はありません。コードを確かめてください。",
    "There is no allocation policy {code}; check the code.",
)
NO_ITEM: Final = Text(
    "方針の項目「{code}」はありません。コードを確かめてください。",
    "There is no policy item {code}; check the code.",
)
NO_GROUND: Final = Text(
    "その根拠は項目「{code}」にありません。項目のページから選び直してください。",
    "Item {code} has no such ground; choose one on the page of the item.",
)
IS_DECIDED: Final = Text(
    "この方針は{day}に決定されています。変えるには、これを引き継ぐ方針を起こしてください。",
    "This policy was decided on {day}; to change it, begin a policy that follows it.",
)
NOTHING: Final = Text(
    "「{refs}」はありません。政策パックの行か記録から選び直してください。",
    "There is no {refs}; choose a row of the policy pack or a record.",
)
NO_ITEMS: Final = Text(
    "文書「{instrument}」には、留意点・重点領域の行がパックにありません。別の文書を選んでください。",
    "The pack has no points to note or priority areas of {instrument}; choose another document.",
)
IS_LOADED: Final = Text(
    "文書「{instrument}」は方針{code}として読み込まれています。それを直すか、引き継いでください。",
    "{instrument} was loaded as policy {code}; revise that one, or begin one that follows it.",
)
IS_NAMED: Final = Text(
    "ほかの記録（{refs}）がこの項目を引いているため、取り除けません。先にそちらを直してください。",
    "Other records ({refs}) cite this item, so it cannot be removed; change those first.",
)
ONLY_AREAS: Final = Text(
    "留意点に根拠は要りません。根拠は重点領域に付けてください。",
    "A point to note needs no ground; grounds belong to priority areas.",
)
HAS_GROUNDS: Final = Text(
    "この重点領域には根拠があります。認める理由は要りません。",
    "This priority area has a ground; there is nothing to accept.",
)
NO_REASON: Final = Text(
    "根拠なしに認める理由を書いてください。",
    "Write why the area is accepted without a ground.",
)
NO_DECISION: Final = Text(
    "決定「{code}」はありません。本部の決定を記録してから選んでください。",
    "There is no decision {code}; record the decision of the headquarters first.",
)
NOT_THEIRS: Final = Text(
    "決定{code}は本部（{body}）の決定ではありません。本部の決定を選んでください。",
    "Decision {code} is not one of the headquarters ({body}); choose one of theirs.",
)
NOT_DECIDED: Final = Text(
    "決定{code}はまだ案です。本部が決定してから、方針を決定してください。",
    "Decision {code} is still a draft; decide the policy once the headquarters have decided.",
)
NOT_ABOUT: Final = Text(
    "決定{code}の対象にこの方針（{ref}）がありません。決定の対象に加えてください。",
    "Decision {code} is not about this policy ({ref}); add it to what the decision is about.",
)
NOT_PRESENTED: Final = Text(
    "決定された方針だけが受領できます。決定を待ってください。",
    "Only a decided policy can be acknowledged; wait for the decision.",
)
NOT_FOR_THEM: Final = Text(
    "この方針は「{body}」に提示されていません。提示された府省を選んでください。",
    "This policy was not presented to {body}; choose a ministry that it was presented to.",
)
IS_RECEIVED: Final = Text(
    "「{body}」は{day}に受領しています。もう一度受領する必要はありません。",
    "{body} acknowledged receipt on {day}; there is no need to do so again.",
)
HAS_EVIDENCE: Final = Text(
    "「{title}」（{publisher}、{edition}）は{code}として取り込まれています。"
    "新しい版は、版を変えて取り込んでください。",
    "{title} ({publisher}, {edition}) was imported as {code}; import a newer edition as such.",
)
SAME_VALUES: Final = Text(
    "同じ値のファイルが{code}として取り込まれています。版とファイルを確かめてください。",
    "A file with the same values was imported as {code}; check edition and file.",
)
