"""Words of parties: labels of choices, what actions refuse, why somebody may not decide."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ikkan.parties.rules import Conflict, ConflictRule, Missing, TieSort
from ikkan.values.text import Text

ORGANISATION_SORTS: Final[Mapping[str, Text]] = {
    "university": Text("大学", "University"),
    "institute": Text("研究機関", "Research institute"),
    "hospital": Text("病院", "Hospital"),
    "company": Text("企業", "Company"),
    "investor": Text("投資家（VCなど）", "Investor"),
    "public_fund": Text("官民ファンド", "Public–private fund"),
    "ministry": Text("府省", "Ministry"),
    "agency": Text("行政機関・独立行政法人など", "Agency"),
    "other": Text("その他", "Other"),
}
TIE_SORTS: Final[Mapping[str, Text]] = {
    TieSort.FAMILY.value: Text("親族", "Family"),
    TieSort.COAUTHOR.value: Text("共著・共同研究", "Co-author"),
    TieSort.ADVISOR.value: Text("指導・助言", "Advisor"),
    TieSort.EMPLOYMENT.value: Text("雇用", "Employment"),
    TieSort.SHAREHOLDING.value: Text("株式などの保有", "Shareholding"),
    TieSort.COMPETITOR.value: Text("競合するシーズ・製品", "Competing seed or product"),
    TieSort.OTHER.value: Text("その他", "Other"),
}
CONFLICTS: Final[Mapping[ConflictRule, Text]] = {
    ConflictRule.SAME_PERSON: Text("判断する人と対象が同じ人です", "it is the same person"),
    ConflictRule.FAMILY: Text("親族です", "they are family"),
    ConflictRule.SHAREHOLDING: Text("株式などを保有しています", "shares are held"),
    ConflictRule.EMPLOYMENT: Text("雇用の関係があります", "one employs or employed the other"),
    ConflictRule.SAME_ORGANISATION: Text(
        "同じ機関に所属しています", "they belong to the same organisation"
    ),
    ConflictRule.COMPETITOR: Text(
        "競合するシーズか製品を持っています", "one has a seed or product that competes"
    ),
    ConflictRule.ADVISOR: Text("指導・助言の関係があります", "one advises the other"),
    ConflictRule.COAUTHOR: Text("共著・共同研究の関係があります", "they are co-authors"),
}
MISSING: Final[Mapping[Missing, Text]] = {
    Missing.DECLARATION: Text(
        "有効な利益関係の申告がありません。人の記録の「利益関係を申告する」から出してください",
        "no current declaration of interests is on file; make one on the person's record",
    ),
    Missing.ORGANISATION: Text(
        "所属機関が記録されていないため、同じ機関かどうかを確かめられません",
        "no organisation is on record for this person, so a shared one cannot be seen",
    ),
    Missing.SUBJECT: Text(
        "対象に関係する人も機関も記録されていないため、利益相反を確かめられません",
        "neither a person nor an organisation concerned is on record, so no conflict can be seen",
    ),
}
CONFLICT: Final = Text(
    "利益相反のため判断できません（規則 {rule}）。{fact}{tie}。"
    "利益相反のない人に判断を頼むか、関係の記録が誤りなら終わりの日を直してください。",
    "A conflict of interest keeps this person from deciding (rule {rule}): {fact}{tie}. "
    "Ask somebody without one to decide; if the recorded tie is wrong, end it.",
)
TIE_NAMED: Final = Text("（{tie}、{valid_from}から）", " ({tie}, since {valid_from})")

NAME_MISSING: Final = Text(
    "名前がありません。日本語か英語で書いてください。",
    "The name is missing; write it in Japanese or in English.",
)
NAME_LONG: Final = Text(
    "名前「{who}…」が長すぎます。{longest}字以内にしてください。",
    'The name "{who}…" is too long; keep it within {longest} characters.',
)
SORT_UNKNOWN: Final = Text(
    "「{sort}」という種類はありません。{choices}から選んでください。",
    'There is no sort "{sort}"; choose one of {choices}.',
)
CORPORATE_NUMBER: Final = Text(
    "法人番号「{number}」は正しくありません。13桁の数字で、先頭の検査用数字が合う番号を"
    "書いてください（規則 parties.corporate_number）。",
    'The corporate number "{number}" is wrong: write 13 digits whose first one is the right '
    "check digit (rule parties.corporate_number).",
)
RESEARCHER_NUMBER: Final = Text(
    "研究者番号「{number}」は正しくありません。8桁の数字で書いてください"
    "（規則 parties.researcher_number）。",
    'The researcher number "{number}" is wrong: write 8 digits (rule parties.researcher_number).',
)
PREFECTURE_UNKNOWN: Final = Text(
    "都道府県「{read}」を読めません。「東京都」か「13」のように書いてください。",
    'Cannot read the prefecture "{read}"; write it like Tokyo or 13.',
)
CODE_FORM: Final = Text(
    "コード「{code}」は使えません。空白と「/」を含まない1～40字で書いてください（newは使えません）。",
    'The code "{code}" cannot be used; write 1 to 40 characters without white space or "/", '
    "and not new.",
)
TAKEN: Final = Text(
    "{what}「{value}」は{holder}がもう使っています。その記録を使うか、番号を確かめてください。",
    "The {what} {value} belongs to {holder} already; use that record or check the number.",
)
CORPORATE_LABEL: Final = Text("法人番号", "corporate number")
RESEARCHER_LABEL: Final = Text("研究者番号", "researcher number")
ACCOUNT_LABEL: Final = Text("アカウント", "account")
CODE_LABEL: Final = Text("コード", "code")
THIS_LIST: Final = Text("この一覧の別の行", "another row of this list")
ORGANISATION_UNKNOWN: Final = Text(
    "機関「{code}」はありません。先に機関を登録してください。",
    "There is no organisation {code}; register it first.",
)
PERSON_UNKNOWN: Final = Text(
    "人「{code}」はありません。先に登録してください。",
    "There is no person {code}; register the person first.",
)
ACCOUNT_UNKNOWN: Final = Text(
    "アカウント「{code}」はありません。アカウントのコードを確かめてください。",
    "There is no account {code}; check its code.",
)
TIE_UNKNOWN: Final = Text(
    "関係「{code}」はありません。一覧から選んでください。",
    "There is no tie {code}; choose one from the list.",
)
TIE_ENDS: Final = Text(
    "関係の相手として、人か機関のどちらか一つを選んでください。",
    "Choose one other end of the tie: a person or an organisation, not both.",
)
TIE_SELF: Final = Text(
    "自分との関係は記録できません。相手を選び直してください。",
    "A tie to oneself cannot be recorded; choose somebody else.",
)
TIE_FAMILY: Final = Text(
    "親族・共著は人との関係です。相手に人を選んでください。",
    "Family and co-authors are people; choose a person as the other end.",
)
TIE_DATES: Final = Text(
    "終わりの日（{valid_to}）が始まりの日（{valid_from}）より前です。日付を直してください。",
    "The last day ({valid_to}) lies before the first ({valid_from}); correct the dates.",
)
DECLARED_AHEAD: Final = Text(
    "申告の日（{day}）は{today}より後にできません。日付を直してください。",
    "The day of a declaration ({day}) cannot lie after {today}; correct it.",
)
DECLARED_SHORT: Final = Text(
    "有効な最後の日（{valid_to}）が申告の日（{declared_on}）より前です。日付を直してください。",
    "The last day ({valid_to}) lies before the day of the declaration ({declared_on}); "
    "correct the dates.",
)
DECLARED_NOTHING: Final = Text(
    "申告の内容を書いてください。関係がなければ「該当なし」と書きます。",
    "Write what is declared; write “none” where there is nothing.",
)
TIE_ENDED: Final = Text(
    "この関係は{day}で終わっています。続いているなら新しく記録してください。",
    "This tie ended on {day}; if it goes on, record it anew.",
)
TOO_MANY: Final = Text(
    "一度に登録できるのは{most}件までです（{given}件ありました）。分けて送ってください。",
    "At most {most} records at once; {given} were given. Send them in parts.",
)


def words_of(found: Conflict) -> Text:
    """The refusal for a conflict, with the rule's name, the fact and the remedy."""
    tie = Text("", "")
    if found.tie is not None:
        tie = TIE_NAMED.format(tie=found.tie.code, valid_from=found.tie.valid_from)
    return CONFLICT.format(rule=found.rule.value, fact=CONFLICTS[found.rule], tie=tie)
