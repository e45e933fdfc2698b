"""Words for what the ledger refuses and for what its verification finds, in both languages.

Called by: ledger, actions, `ikkan ledger verify`.
"""

from __future__ import annotations

from typing import Final

from ikkan.budget import words
from ikkan.budget.adjustment import messages as adjustment
from ikkan.budget.funds.messages import FOUND
from ikkan.values.finding import Finding
from ikkan.values.text import Text

NO_ACCOUNT: Final = Text(
    "口座「{code}」はありません。口座の一覧でコードを確かめてください。",
    "There is no account {code}; check the code on the list of accounts.",
)
NO_TRANSFER: Final = Text(
    "資金移動「{code}」はありません。一覧でコードを確かめてください。",
    "There is no transfer {code}; check the code on the list.",
)
CODE_TAKEN: Final = Text(
    "コード「{code}」はもう使われているか、同じ束に二度あります。別のコードにしてください。",
    "The code {code} is taken or stands twice in this batch; use another.",
)
OWNER_UNKNOWN: Final = Text(
    "口座の持ち主「{owner}」はありません。先に記録するか、コードを確かめてください。",
    "The owner {owner} does not exist; record it first or check the code.",
)
CLASS_UNKNOWN: Final = Text(
    "経費区分「{code}」は政策パックにありません。区分の一覧でコードを確かめてください。",
    "There is no cost class {code} in the pack; check the code on its list.",
)
CORRECTION_REASON: Final = Text(
    "訂正の理由を書いてください。", "Write the reason for the correction."
)
CORRECTION_OF_CORRECTION: Final = Text(
    "「{code}」は訂正です。もとの資金移動「{first}」の正しい額を入れてください。",
    "{code} is a correction; give the right amount of the transfer it corrects, {first}.",
)
AGREED: Final = Text(
    "「{code}」は二つの府省が同意した移し替えで、一方だけでは訂正できません。"
    "違う額は、府省間の移し替えを新しく申し出て動かしてください。",
    "{code} is a transfer that two ministries agreed on; one of them cannot correct it. Propose "
    "another transfer between the ministries for the difference.",
)
CORRECTION_SAME: Final = Text(
    "「{code}」の額は訂正を含めてもう{yen:,}円です。正しい額が違うときだけ訂正してください。",
    "{code} stands at ¥{yen:,} already, corrections included; correct it only to another amount.",
)
CORRECTION_YEN: Final = Text(
    "正しい額は0円から{largest:,}円までの整数にしてください。",
    "Give the right amount as whole yen from 0 to {largest:,}.",
)
NEXT_NONE: Final = Text(
    "「{owner}」の{layer}に{year}年度の口座がありません。先に開いてから繰り越してください。",
    "{owner} has no account of FY{year} on the layer {layer}; open it, then carry over.",
)
NEXT_SEVERAL: Final = Text(
    "{year}年度の口座がいくつもあります（{codes}）。受ける口座を選んでください。",
    "There are several accounts of FY{year} ({codes}); choose the one that receives.",
)
NO_REALLOCATION: Final = Text(
    "移し替え「{code}」はありません。一覧でコードを確かめてください。",
    "There is no transfer between budgets {code}; check the code on the list.",
)
ANSWERED: Final = Text(
    "移し替え「{code}」にはもう答えが出ています。新しく申し出てください。",
    "The transfer between budgets {code} was answered already; propose a new one.",
)
SAME_PERSON: Final = Text(
    "申し出た本人は同意できません。受ける府省の別の担当者が同意してください。",
    "Whoever proposed cannot consent; another officer, of the receiving ministry, does.",
)
DECLINE_REASON: Final = Text("断る理由を書いてください。", "Write why it is declined.")
BATCH: Final = Text(
    "一度に{count}件は多すぎます。{most}件までに分けてください。",
    "{count} rows are too many at once; split them into batches of at most {most}.",
)


_FOUND: Final = {
    "ledger.account": NO_ACCOUNT,
    "ledger.layer": Text(
        "層「{layer}」はありません。{layers}から選んでください。",
        'There is no layer "{layer}"; choose one of {layers}.',
    ),
    "ledger.name": Text(
        "口座の名前を日本語か英語で書いてください。",
        "Name the account, in Japanese or in English.",
    ),
    "ledger.long_name": Text(
        "名前は{most}字までにしてください。", "Write a name of at most {most} characters."
    ),
    "ledger.code": Text(
        "コード「{code}」は使えません。空白と「/」を含まない40字までにしてください（newは使えません）。",
        "The code {code} cannot be used; write at most 40 characters without spaces or /, "
        "and not new.",
    ),
    "ledger.year": Text(
        "年度{year}は使えません。{first}～{last}にしてください。",
        "The fiscal year {year} cannot be used; give {first} to {last}.",
    ),
    "ledger.future": Text(
        "日付{day}が今日（{as_of}）より後です。台帳には、済んだことだけを今日までの日付で書きます。",
        "The day {day} lies after today ({as_of}); the ledger holds what was done, up to today.",
    ),
    "ledger.top_has_parent": Text(
        "国庫の口座は一番上です。親の口座を空にしてください。",
        "An account of the treasury is the top; leave its parent empty.",
    ),
    "ledger.parent": Text(
        "親の口座「{parent}」はありません。国庫のほかの口座は、資金の出元の口座を親にしてください。",
        "There is no parent account {parent}; every account but the treasury's names the account "
        "it is funded from.",
    ),
    "ledger.parent_layer": Text(
        "{layer}の口座の親に{parent_layer}の口座はなれません。一つ上の層の口座を選んでください。",
        "{parent_layer} cannot fund {layer} directly; choose an account one layer above.",
    ),
    "ledger.parent_year": Text(
        "口座の年度{year}が親の口座の年度{parent_year}より前です。年度か親を直してください。",
        "The year {year} lies before the parent's, {parent_year}; correct the year or the parent.",
    ),
    "ledger.clause_below": Text(
        "計画の条文を名指せるのは一番上の口座だけです。下の口座は親をたどって条文に着きます。",
        "Only a top account names a clause of the plan; the others reach it through their parent.",
    ),
    "ledger.owner_missing": Text(
        "{layer}の口座には、どの事業のものかを書いてください。",
        "{layer}: say which programme the account belongs to.",
    ),
    "ledger.owner": Text(
        "「{owner}」は{layer}の口座の持ち主になれません。種類は{kinds}です。",
        "{owner} cannot own an account of the layer {layer}; it is one of {kinds}.",
    ),
    "ledger.yen": Text(
        "金額{yen:,}円は動かせません。1円から{largest:,}円までの整数にしてください。",
        "¥{yen:,} cannot be moved; give whole yen from 1 to {largest:,}.",
    ),
    "ledger.year_of_transfer": Text(
        "{day}の資金移動を{year}年度には記せません。その日の前後1年の年度にしてください。",
        "A transfer of {day} cannot belong to FY{year}; give the year of that day, "
        "the one before or the one after.",
    ),
    "ledger.stage": Text(
        "段階「{stage}」では資金は動きません（要求・要望・政府案は移動ではありません）。{stages}から選んでください。",
        'Nothing moves at the stage "{stage}" (requests and drafts are no transfers); '
        "choose one of {stages}.",
    ),
    "ledger.pot": Text(
        "財源の枠「{pot}」はありません。{pots}から選んでください。",
        'There is no pot "{pot}"; choose one of {pots}.',
    ),
    "ledger.same_account": Text(
        "出す口座と受ける口座が同じです（{account}）。別の口座を選んでください。",
        "Giver and taker are the same account ({account}); choose another.",
    ),
    "ledger.step": Text(
        "{giver}から{taker}へ直には動かせません。資金は一層ずつ下へ、または返還で一層上へ動きます。"
        "間の口座を通してください。次の年度へは繰越、府省の間は移し替えです。",
        "Money does not go from {giver} to {taker} directly: it moves one layer down, or one back "
        "up as a return; go through the accounts between. To the next year it is carried over, "
        "between ministries it is a transfer of budgets.",
    ),
    "ledger.instrument_down": Text(
        "手段「{instrument}」では下の層へ渡せません。歳出予算・配分・補助金・運営費交付金・委託・出資・移し替えから選んでください。",
        'Money is not given down by "{instrument}"; choose appropriation, allotment, subsidy, '
        "operating grant, commission, investment or transfer between budgets.",
    ),
    "ledger.instrument_up": Text(
        "上の層へ動かすのは返還だけです（手段「{instrument}」）。手段を返還にしてください。",
        'Only a return leads back up (instrument "{instrument}"); choose the instrument return.',
    ),
    "ledger.not_enacted": Text(
        "国庫から府省へ出せるのは成立した予算だけです。段階を「成立」にしてください。",
        "The treasury gives what was enacted only; choose the stage enacted.",
    ),
    "ledger.return_reason": Text(
        "返還の理由を書いてください。", "Write the reason for the return."
    ),
    "ledger.short": Text(
        "口座「{account}」から{yen:,}円は出せません。{day}に出せるのは{available:,}円までです。"
        "額を減らすか、先に上の口座から受けてください。",
        "Account {account} cannot give ¥{yen:,}: on {day} at most ¥{available:,} can leave; "
        "move less, or fund the account first.",
    ),
    "ledger.return_too_much": Text(
        "口座「{account}」が「{upper}」から受けて残っている額は{received:,}円です。"
        "{yen:,}円は返せません。受けた額までにしてください。",
        "Account {account} holds ¥{received:,} from {upper} and cannot return ¥{yen:,}; "
        "return what came from there at most.",
    ),
    "ledger.supplement": Text(
        "補正予算の次数{number}は書けません。財源の枠を補正予算にし、第1次から第{most}次までの数にしてください。",
        "The number {number} of a supplementary budget cannot stand; choose the pot supplementary "
        "and a number from 1 to {most}.",
    ),
    "ledger.ground": Text(
        "事由「{ground}」はこの移動には書けません。繰越には明許・事故、返還には不用・国庫返納だけです。",
        'The ground "{ground}" does not fit; a carry-over has permitted or accident, a return has '
        "unused or repaid, other transfers have none.",
    ),
    "ledger.appropriation": Text(
        "歳出予算が出るのは国庫からだけです（{giver}からではありません）。手段を配分・示達などにしてください。",
        "Only the treasury appropriates, not {giver}; choose allotment or another instrument.",
    ),
    "ledger.allotment": Text(
        "配分・示達は府省か機構の口座からだけです（{giver}からではありません）。手段を選び直してください。",
        "Only a ministry or an agency allots, not {giver}; choose another instrument.",
    ),
    "ledger.class": Text(
        "経費区分が違います（{one}から{other}へ）。同じ区分の口座を選ぶか、区分を移す手続きは移し替えにしてください。",
        "The cost class would change from {one} to {other}; choose an account of the same class, "
        "or make it a transfer between budgets.",
    ),
    "ledger.carry_account": Text(
        "繰り越せるのは、同じ持ち主・同じ層の次の年度の口座へだけです（{owner}の{year}年度から{other}の{taker_year}年度へは"
        "動かせません）。{next}年度の口座を開いて選んでください。",
        "Money is carried over only to the account of the same owner and layer in the year after "
        "(not from FY{year} of {owner} to FY{taker_year} of {other}); open that of FY{next} and "
        "choose it.",
    ),
    "ledger.carry_year": Text(
        "繰越は受ける口座の年度（{next}年度）に記します。{year}年度を直してください。",
        "A carry-over belongs to the year of the taker, FY{next}; correct FY{year}.",
    ),
    "ledger.carry_pot": Text(
        "繰り越した額の枠は「繰越」です（「{pot}」ではありません）。",
        'What is carried over has the pot carried over, not "{pot}".',
    ),
    "ledger.carry_ground": Text(
        "繰越の事由「{ground}」では繰り越せません。明許繰越か事故繰越を選んでください。",
        'Nothing is carried over on the ground "{ground}"; choose permitted or accident.',
    ),
    "ledger.carry_reason": Text(
        "繰越の理由を書いてください。", "Write the reason for the carry-over."
    ),
    "ledger.reallocation_account": Text(
        "移し替えは、持ち主の違う二つの府省の、同じ年度の口座の間だけです（{owner}の{year}年度と{other}の{taker_year}年度）。"
        "口座を選び直してください。",
        "Budgets are moved only between accounts of two ministries in one year (not {owner}, "
        "FY{year}, and {other}, FY{taker_year}); choose other accounts.",
    ),
    "ledger.reallocation_reason": Text(
        "移し替えの理由を書いてください。", "Write the reason for the transfer between budgets."
    ),
    "ledger.consent": Text(
        "府省の間の移し替えには双方の同意が要ります。移し替えを申し出て、受ける府省の同意を得てください。",
        "A transfer between ministries needs the consent of both; propose it and let the "
        "receiving ministry consent.",
    ),
    "ledger.unbalanced": Text(
        "資金移動{code}の記入の合計が0円でなく{yen:,}円です。",
        "The postings of transfer {code} add up to ¥{yen:,}, not to 0.",
    ),
    "ledger.orphan": Text(
        "資金移動{code}の記入が2件でなく{count}件です。",
        "Transfer {code} has {count} postings instead of two.",
    ),
    "ledger.jump": Text(
        "資金移動{code}が{giver}と{taker}の間を一度に動かしています。",
        "Transfer {code} moves money between {giver} and {taker} in one step.",
    ),
    "ledger.across": Text(
        "資金移動{code}は口座の層・持ち主・年度が繰越にも移し替えにも合いません。",
        "Transfer {code} lies across and is neither a carry-over of one owner to the year after "
        "nor a transfer between two ministries in one year.",
    ),
    "ledger.alone": Text(
        "移し替え{code}に双方の同意の記録がありません。",
        "The consent of both ministries to transfer {code} is not recorded.",
    ),
    "ledger.stray": Text(
        "訂正{code}が、もとの資金移動{first}と違う口座を動かしています。",
        "Correction {code} moves other accounts than the transfer it corrects, {first}.",
    ),
    "ledger.negative": Text(
        "口座{code}が{day}に{missing:,}円の不足になっています。",
        "Account {code} is short of ¥{missing:,} on {day}.",
    ),
    "ledger.orphan_owner": Text(
        "口座{code}の持ち主「{owner}」がありません。",
        "The owner {owner} of account {code} does not exist.",
    ),
    "ledger.guard": Text(
        "表{table}の変更を拒む仕組み（トリガー）がありません。データベースを控えから戻してください。",
        "Table {table} has lost the triggers that refuse changes; restore it from the backup.",
    ),
}


def render(finding: Finding) -> Text:
    """The sentence for a finding of the ledger. Raises KeyError for another check's."""
    values = dict(finding.values)
    for name in ("layer", "parent_layer", "giver", "taker"):
        if name in values and finding.code not in ("ledger.layer", "fund.promised"):
            values[name] = words.layer(values[name])
    return {**_FOUND, **FOUND, **adjustment.FOUND}[finding.code].format(
        **values,
        layers=words.listed(words.LAYERS),
        stages=words.listed(words.STAGES),
        pots=words.listed(words.POTS),
    )
