"""Labels of layers, stages, pots and instruments, in both languages.

Called by messages, kinds and forms. Terms as in docs/glossary.csv.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ikkan.budget.rules import Ground, Instrument, Layer, Pot, Stage
from ikkan.values.text import Text

LAYERS: Final[Mapping[str, Text]] = {
    Layer.TREASURY: Text("国庫", "Treasury"),
    Layer.MINISTRY: Text("府省", "Ministry"),
    Layer.AGENCY: Text("機構", "Agency"),
    Layer.INSTITUTE: Text("研究機関（インハウス）", "In-house institute"),
    Layer.PROGRAMME: Text("事業", "Programme"),
    Layer.CALL: Text("公募", "Call"),
    Layer.AWARD: Text("採択課題", "Award"),
    Layer.PERFORMER: Text("実施者", "Performer"),
}
STAGES: Final[Mapping[str, Text]] = {
    Stage.ENACTED: Text("成立", "Enacted"),
    Stage.EXECUTED: Text("執行", "Executed"),
    Stage.SETTLED: Text("決算", "Settled"),
}
POTS: Final[Mapping[str, Text]] = {
    Pot.INITIAL: Text("当初予算", "Initial budget"),
    Pot.SUPPLEMENTARY: Text("補正予算", "Supplementary budget"),
    Pot.ADJUSTMENT: Text("調整費", "Adjustment fund"),
    Pot.FUND: Text("基金", "Fund"),
    Pot.RESERVE: Text("予備費", "Reserve"),
    Pot.CARRIED_OVER: Text("繰越", "Carried over"),
}
INSTRUMENTS: Final[Mapping[str, Text]] = {
    Instrument.APPROPRIATION: Text("歳出予算", "Appropriation"),
    Instrument.ALLOTMENT: Text("配分・示達", "Allotment"),
    Instrument.SUBSIDY: Text("補助金", "Subsidy"),
    Instrument.OPERATING_GRANT: Text("運営費交付金", "Operating grant"),
    Instrument.COMMISSION: Text("委託", "Commission"),
    Instrument.INVESTMENT: Text("出資", "Investment"),
    Instrument.REALLOCATION: Text("移し替え", "Transfer between budgets"),
    Instrument.CARRY_OVER: Text("繰越", "Carry-over"),
    Instrument.RETURN: Text("返還", "Return"),
    Instrument.CORRECTION: Text("訂正", "Correction"),
}
GROUNDS: Final[Mapping[str, Text]] = {
    Ground.PERMITTED: Text("明許繰越", "Carry-over with the Diet's leave"),
    Ground.ACCIDENT: Text("事故繰越", "Carry-over by accident"),
    Ground.UNUSED: Text("不用", "Not used"),
    Ground.REPAID: Text("国庫返納", "Repaid to the treasury"),
}


def layer(code: object) -> Text:
    """The label of a layer; the code itself where it is none."""
    return LAYERS.get(str(code), Text(str(code), str(code)))


def listed(words: Mapping[str, Text]) -> Text:
    """Every code with its label, for a refusal that names what can be chosen."""
    return Text(
        "、".join(f"{code}（{text.ja}）" for code, text in words.items()),
        ", ".join(f"{code} ({text.en})" for code, text in words.items()),
    )
