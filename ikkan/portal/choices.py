"""What the choices of the schema are called; a code of the pack never stands bare on a page.

Called by: register. A test holds every option of schema.toml to a word here.
"""

from __future__ import annotations

from typing import Final

from ikkan.values.text import Text

_TABLE: Final = """
act|法律|Act
action_plan|行動計画|Action plan
activity|活動|Activity
adopted|決定した構造|Adopted structure
advises|助言する|Advises
agency|法人|Agency
aimed_at|目指すもの|Aimed at
amount|金額|Amount
answers|課題に応える|Answers
appoints|任命する|Appoints
association|団体|Association
below|下に置かれる|Stands below
board|評議体|Board
both|社会・経済の両方|Social and economic
by_position|図の位置から読む|Read from the position
cabinet_decision|閣議決定|Cabinet decision
carries_out|具体化する|Carries out
change|増減額|Change
cited|引用のみ|Cited only
common_effort|共通の取組|Common effort
conference|会議|Conference
continues|引き継ぐ|Continues
council|協議会|Council
count|件数|Count
deadline|期限|Deadline
decided|決定|Decided
decrease|減らす|Decrease
definition|定義|Definition
derived|導出|Derived
device|医療機器|Device
diffusion|成果の普及|Diffusion of results
draft|案|Draft
draft_structure|案の構造|Draft structure
drug|医薬品|Drug
economic|経済成長|Economic
ends_and_is_succeeded|終了し後継へ|Ends and is succeeded
environment|環境の整備|Environment
examines|調査・検討する|Examines
finding|評価・所見|Finding
fiscal_year|年度|Fiscal year
fund|基金|Fund
fund_body|基金の設置主体|Fund body
funder|資金配分機関|Funder
goal|目標|Goal
handed_over|引継ぎ|Handed over
heading|見出し|Heading
headquarters|本部|Headquarters
identity.at_most|部分は全体以下|Part at most the whole
identity.none|恒等式でない|Not an identity
identity.rate|増減率|Rate of change
identity.same|同じ数|Same number
identity.span|年数|Number of years
identity.sum|和|Sum
in_force|効力あり|In force
increase|増やす|Increase
increment|増分|Increment
inhouse|インハウス|In-house
managed|達成を管理するもの|Managed
measure|施策|Measure
member|構成員|Member
minister|大臣|Minister
ministry|府省|Ministry
new|新設|New
observe|推移を観測|Observed
observed|推移を観測するもの|Observed
office|事務局・室|Office
official|公式|Official
other|その他|Other
outcome_goal|成果目標|Outcome goal
own_data|保有データ|Own data
owns|所管する|Owns
panel|専門調査会等|Panel
paper|論文調査|Papers
pays|支出する|Pays
people|人数|People
plan|計画|Plan
point_to_note|留意点|Point to note
policy|方針|Policy
policy_item|方針の項目|Policy item
principle|基本的な考え方|Principle
programme|事業|Programme
programmes_consolidated|事業の集約|Programmes consolidated
project|プロジェクト|Project
published|公表|Published
qualitative|定性的|Qualitative
rate|率|Rate
regenerative|再生医療等|Regenerative
regrouped_as_a_whole|全体として再編|Regrouped as a whole
related_strategy|関連する戦略|Related strategy
report|報告・資料|Report
renamed|改称|Renamed
replaced_by|置き換え|Replaced by
request|概算要求|Request
request_item|要求の項目|Request item
research|研究開発|R&D
rule|規則|Rule
same_words|同じ語|Same words
secretariat|事務局を担う|Secretariat
sets_goals|目標を示す|Sets goals
share|割合|Share
situation|現状|Situation
social|社会課題の解決|Social
split|分割|Split
stated|資料に明記|Stated
strategy|戦略|Strategy
supervises|主務大臣として監督する|Supervises
support_scheme|支援の枠組み|Support scheme
survey|調査|Survey
target|目標値|Target
third_party_copy|第三者による写し|Third-party copy
press|報道|Press report
expected|見込み|Expected
budgeted|予算に計上|In the budget
reported|報道による|From press reports
released|公式の発表|Official release
printed|公表資料の記載|Printed in a public paper
amended|改正|Amended
announced|公表された方針|Announced
discretion|裁量型|At discretion
topdown|トップダウン型|Top-down
regular|定例|Regular
irregular|臨時|Irregular
emergency|緊急|Emergency
effect|効果|Effect
reason|理由|Reason
any|いずれも|Any
program_director|PD|Programme director
hq_officer|本部|Headquarters
translated|当方の訳|Our translation
trend|海外動向|Trends abroad
unknown|資料になし|Not in the sources
unmapped|対応なし|Unmapped
planned|予定|Planned
connects|定める目標との連携をつなぐ|Connects with the goals of
actual|実績|Actual
years|年数|Years
advantage|優位性|Advantage
data|データ|Data
market|市場・競合|Market and competitors
quality|品質・薬事|Quality and regulation
product_type|製品の種類|Product type
regulatory_path|薬事の道筋|Regulatory path
"""

WORDS: Final = {
    code: Text(ja, en) for code, ja, en in (row.split("|") for row in _TABLE.strip().splitlines())
}
