"""Words of awards: states, sorts of amounts, and what actions refuse, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ikkan.calls.messages import MODALITY_LABELS as CALL_MODALITIES
from ikkan.values.text import Text

STATE_LABELS: Final[Mapping[str, Text]] = {
    "active": Text("実施中", "Active"),
    "completed": Text("完了", "Completed"),
    "stopped": Text("中止", "Stopped"),
}
SORT_LABELS: Final[Mapping[str, Text]] = {
    "decided": Text("決定額", "Decided"),
    "paid": Text("支払額", "Paid"),
    "reported": Text("公表された額", "Reported elsewhere"),
}
MODALITY_LABELS: Final[Mapping[str, Text]] = CALL_MODALITIES
NOT_OFFERED: Final = Text(
    "課題「{code}」の公募は事業「{programme}」での継続支援（ペアリング）を示していません。"
    "公募で示した事業を選んでください。",
    "The call of the award {code} offered no continued support in {programme}; choose a "
    "programme that the call offers.",
)
PAIRING_TERMS: Final = Text(
    "継続支援の条件を書いてください。", "Write the conditions of the continued support."
)
AWARD: Final = Text("課題", "award")
ORGANISATION: Final = Text("機関", "organisation")
TAG: Final = Text("印", "tag")
PERSON: Final = Text("人", "person")
CALL: Final = Text("公募", "call")
APPLICATION: Final = Text("応募", "application")
ACCOUNT: Final = Text("口座", "account")
PROGRAMME: Final = Text("事業", "programme")
PHASE: Final = Text("段階", "phase")
DOMAIN: Final = Text("疾患領域", "domain")
MODALITY: Final = Text("モダリティ", "modality")
SORT: Final = Text("額の種類", "sort of amount")
NUMBER_FORM: Final = Text(
    "「{number}」は課題管理番号の形ではありません。{form}の順に書いてください（例 {example}）。",
    '"{number}" is no management number; write {form}, such as {example}.',
)
NUMBER_YEAR: Final = Text(
    "番号「{number}」の年度は、この課題の年度（{first}～{last}）ではありません。番号か期間を直してください。",
    "The number {number} says a year outside the award's years ({first} to {last}); "
    "correct the number or the days.",
)
NUMBER_TAKEN: Final = Text(
    "番号「{number}」の課題はもうあります。番号を確かめてください。",
    "There is an award {number} already; check the number.",
)
NUMBER_LONG: Final = Text(
    "番号「{number}」は{most}字より長いか、使えない文字があります。番号を短く書いてください。",
    'The number "{number}" is longer than {most} characters or holds some that cannot be used.',
)
APPLICATION_TWICE: Final = Text(
    "応募「{code}」がこの中に二度あります。一つの応募からは一つの課題だけを作れます。",
    "The application {code} stands here twice; only one award comes of an application.",
)
EXTERNAL_TWICE: Final = Text(
    "{source}の「{key}」がこの中に二度あります。同じ行を二度入れないでください。",
    "{key} of {source} stands here twice; leave one row out.",
)
EXTERNAL_TAKEN: Final = Text(
    "{source}の「{key}」はもう取り込まれています（{code}）。同じ行を二度入れないでください。",
    "{key} of {source} was loaded before ({code}); leave the row out.",
)
TITLE_MISSING: Final = Text("課題名を書いてください。", "Write the title of the award.")
DAYS: Final = Text(
    "終わりの日（{ends_on}）が始まりの日（{began_on}）より前です。日付を直してください。",
    "The last day ({ends_on}) lies before the first ({began_on}); correct the days.",
)
TOO_LONG: Final = Text(
    "期間が{years}年あります。{most}年までです。日付を確かめてください。",
    "The award runs for {years} years; {most} is the most. Check the days.",
)
YEAR_OUTSIDE: Final = Text(
    "{year}年度は課題の年度（{first}～{last}）にありません。期間か年度を直してください。",
    "FY{year} lies outside the award's years ({first} to {last}); correct the days or the year.",
)
AMOUNT: Final = Text(
    "{year}年度の額{yen}円は使えません。0以上、1,000兆円までの整数の円にしてください。",
    "The amount of FY{year}, {yen} yen, cannot be used; give whole yen from 0 to 10^15.",
)
BELOW_PAID: Final = Text(
    "{year}年度はもう{paid}円支払われています。決定額{yen}円はそれより小さくできません。"
    "先に支払いを取り消してください。",
    "{paid} yen of FY{year} were paid already; the decided amount cannot be {yen} yen. "
    "Correct the payments first.",
)
NOT_ACTIVE: Final = Text(
    "課題{code}は「{state}」です。実施中の課題にだけできます。",
    "The award {code} is “{state}”; only an active award can be changed so.",
)
REASON_MISSING: Final = Text("理由を書いてください。", "Write the reason.")
NO_AWARD: Final = Text(
    "課題「{code}」はありません。番号を確かめてください。",
    "There is no award {code}; check the number.",
)
NOT_ADOPTED: Final = Text(
    "応募{code}は採択されていません。採択の決定を先に記録してください。",
    "The application {code} was not adopted; record the decision first.",
)
CALL_NOT_DECIDED: Final = Text(
    "公募{code}の採択はまだ決まっていません。公募を決定してから課題にしてください。",
    "The call {code} is not decided yet; decide it before awards are made.",
)
BEYOND_ADOPTED: Final = Text(
    "年度ごとの額の計{total}円は、応募{code}の採択額{adopted}円を超えます。額を直してください。",
    "The yearly amounts add up to {total} yen, more than the {adopted} adopted for {code}; "
    "correct the amounts.",
)
AWARDED_BEFORE: Final = Text(
    "応募{code}からは、もう課題{award}が作られています。",
    "The application {code} has become the award {award} already.",
)
OTHER_CALL: Final = Text(
    "応募{application}は公募{call}のものではありません。どちらかを直してください。",
    "The application {application} is not of the call {call}; correct one of them.",
)
OTHER_PROGRAMME: Final = Text(
    "公募{call}は事業{programme}のものです。事業か公募を直してください。",
    "The call {call} is of the programme {programme}; correct the programme or the call.",
)
UNKNOWN: Final = Text(
    "{what}「{code}」はありません。先に記録するか、コードを直してください。",
    "There is no {what} {code}; record it first or correct the code.",
)
ORGANISATION_MISSING: Final = Text(
    "研究機関を選んでください。", "Choose the organisation that does the research."
)
ROW: Final = Text("{row}行目：{said}", "Row {row}: {said}")
MORE: Final = Text("ほか{count}件。", "{count} more.")
BATCH: Final = Text(
    "一度に記録できるのは{most}件までです（{given}件あります）。分けてください。",
    "At most {most} awards can be recorded at once, not {given}; split them.",
)
NO_ACCOUNT: Final = Text(
    "課題{code}には予算の口座がありません。先に口座を開いてください。",
    "The award {code} has no budget account; open one first.",
)
NO_SOURCE: Final = Text(
    "課題{code}の口座には、財源となる口座がありません。口座の財源を先に決めてください。",
    "The account of the award {code} is funded from no account; say where its money comes from.",
)
HAS_ACCOUNT: Final = Text(
    "課題{code}には、もう口座{account}があります。",
    "The award {code} has the account {account} already.",
)
OTHER_YEAR: Final = Text(
    "{made_on}は{year}年度の日ではありません。支払いの日か年度を直してください。",
    "{made_on} is no day of FY{year}; correct the day or the year.",
)
BEFORE_BEGIN: Final = Text(
    "{day}は課題{code}の期間（{began_on}～{ends_on}）の外です。日付を直してください。",
    "{day} lies outside the award {code} ({began_on} to {ends_on}); correct the day.",
)
PAY_NOTHING: Final = Text(
    "{yen}円は支払えません。1円以上にしてください。",
    "{yen} yen cannot be paid; give at least one yen.",
)
PAID_BEYOND: Final = Text(
    "課題{code}の{year}年度の決定額は{decided}円で、{paid}円が支払い済みです。"
    "{yen}円は決定額を超えます（残り{left}円）。額を減らすか、年度の額を先に改めてください。",
    "The award {code} was given {decided} yen for FY{year} and {paid} are paid; {yen} yen go "
    "beyond it ({left} left). Pay less, or change the year's amount first.",
)
CIRCLE: Final = Text(
    "課題{code}は{earlier}の続きにできません。系譜が輪になります。続きの向きを確かめてください。",
    "The award {code} cannot continue {earlier}: the lineage would run in a circle. "
    "Check which of them came first.",
)
CONTINUES_LATER: Final = Text(
    "課題{earlier}は{code}より後に始まっています。続きの向きを確かめてください。",
    "The award {earlier} began after {code}; check which of them came first.",
)
ROLE_UNKNOWN: Final = Text(
    "役割「{role}」はパックにありません。選択肢から選んでください。",
    "The pack has no role {role}; choose one of those offered.",
)
OFFICER_THERE: Final = Text(
    "{person}は、この期間にもう同じ役割で担当しています。",
    "{person} looks after the award in that role on these days already.",
)
NO_OFFICER: Final = Text(
    "{person}は{role}としてこの課題を担当していません。",
    "{person} does not look after this award as {role}.",
)
OFFICER_DAYS: Final = Text(
    "担当の終わりの日（{valid_to}）が始まりの日（{valid_from}）より前です。",
    "The last day ({valid_to}) lies before the first ({valid_from}).",
)
AMOUNT_LINE: Final = Text(
    "「{line}」を読めません。「2026 12,000,000」のように、年度と額を一行に一度だけ書いてください。",
    "Cannot read “{line}”; write each fiscal year once, with its amount: 2026 12,000,000.",
)
