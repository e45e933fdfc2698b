"""What is asked of a made-up adjustment fund: proposals of the rounds of two years.

Called by adjusting. Decides: titles, amounts and what is expected; nothing of it is printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from ikkan.values.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A proposal to write: amounts in tenths of 億円; `type` is the place of a type in the rules.

    `moved` is what it gets by re-assignment out of the round before.
    """

    title: Text
    yen: int
    least: int
    given: int
    score: str
    type: int
    effect: int
    aim: str = "award"
    counts: tuple[str, ...] = ("1",)
    moved: int = 0


def wish(ja: str, en: str, *amounts: int, **given: Any) -> Wish:
    """Asked, least and given in tenths of 億円, under a title that says what it is."""
    yen, least, taken = amounts
    return Wish(
        title=Text(f"{ja}（実演）", f"{en} (demonstration)"),
        yen=yen,
        least=least,
        given=taken,
        **given,
    )


LAST_FIRST: Final = (
    wish("創薬標的の検証の前倒し", "Target validation brought forward", 320, 120, 320,
          score="8.0", type=0, effect=0, counts=("2", "1")),
    wish("臨床検体の収集の拡充", "More clinical samples", 280, 90, 260,
          score="7.5", type=0, effect=1, counts=("1",)),
    wish("感染症の抗体の探索", "Search for antibodies", 420, 200, 400,
          score="7.0", type=0, effect=0, counts=("2",)),
)  # fmt: skip
LAST_SECOND: Final = (
    wish("導出前のデータの補強", "More data before licensing", 310, 80, 300,
          score="8.5", type=2, effect=3, counts=("3",)),
    wish("医療機器の試作の追加", "Further device prototypes", 250, 100, 250,
          score="7.0", type=0, effect=1, counts=("1",)),
    wish("緊急の治療薬の公募", "Urgent call for therapeutics", 220, 100, 200,
          score="6.5", type=3, effect=5, aim="call", counts=("1", "1")),
    wish("検体の輸送の立て直し", "Transport of samples set right", 40, 20, 0,
          score="7.2", type=0, effect=1, counts=("0.5",), moved=40),
)  # fmt: skip
FIRST: Final = (
    wish("再生医療の製造工程の前倒し", "Cell process development brought forward", 300, 100, 300,
          score="8.2", type=0, effect=0, counts=("1", "2")),
    wish("希少疾患の患者登録の充実", "A fuller rare-disease registry", 244, 80, 244,
          score="7.4", type=0, effect=1, counts=("1",)),
    wish("基盤データの統合の加速", "Faster integration of data", 320, 150, 300,
          score="7.8", type=1, effect=2, aim="continued", counts=("2",)),
)  # fmt: skip
EMERGENCY: Final = (
    wish("新たな変異株の診断法の開発", "Diagnostics for a new variant", 130, 60, 120,
          score="7.9", type=3, effect=5, aim="call", counts=("1", "1")),
)  # fmt: skip
SECOND: Final = (
    wish("全ゲノム解析拠点の解析増強", "More capacity for whole-genome analysis", 240, 80, 180,
          score="8.1", type=0, effect=1, counts=("2", "1", "2", "3")),
    wish("がん早期診断 検体の拡充", "Early diagnosis of cancer: more samples", 65, 30, 65,
          score="8.8", type=0, effect=0, counts=("1", "1")),
    wish("医療機器 非臨床試験の前倒し", "Device: non-clinical tests brought forward", 90, 60, 60,
          score="8.0", type=0, effect=0, counts=("1", "1")),
    wish("細胞製品 品質試験の追加", "Cell products: further quality tests", 120, 50, 75,
          score="7.6", type=0, effect=1, counts=("1", "1")),
    wish("新興感染症 緊急公募", "Emerging infections: urgent call", 180, 60, 140,
          score="6.4", type=3, effect=5, aim="call", counts=("1", "1")),
    wish("導出前の再現性試験", "Reproducibility tests before licensing", 84, 20, 84,
          score="9.0", type=2, effect=3, aim="seed", counts=("2",)),
    wish("治療薬 製造枠の追加", "Therapeutic: a further manufacturing slot", 140, 60, 102,
          score="8.3", type=2, effect=3, counts=("1", "2")),
    wish("基礎シーズの継続支援", "Continued support of basic seeds", 100, 40, 80,
          score="7.7", type=1, effect=4, aim="continued", counts=("1", "0.5", "3")),
    wish("国際共同 若手の派遣", "Young researchers in joint projects abroad", 52, 15, 0,
          score="6.9", type=1, effect=1, aim="call", counts=("0.2", "0.1", "0.5", "2")),
    wish("医療機器 実証拠点の整備", "Devices: sites for demonstration", 78, 50, 0,
          score="6.2", type=1, effect=2, aim="call", counts=("0.5", "0.5")),
)  # fmt: skip
