"""Sheets written by hand in the form of judgit."""

from __future__ import annotations

from typing import Any

AMOUNTS = ("当初予算", "補正予算", "前年度から繰越し", "翌年度へ繰越し", "予備費等", "予算計")


def budget(year: int, *amounts: float | None, executed: float | None = None) -> dict[str, Any]:
    """A row of a budget in million yen, in the order of AMOUNTS."""
    return {"年度": year, **dict(zip(AMOUNTS, amounts, strict=False)), "執行額": executed}


def sheet(year: int, number: str, name: str, **given: Any) -> dict[str, Any]:
    """One sheet of the ministry of examples."""
    said: dict[str, Any] = {
        "_sheet": f"{year}/見本省/{number}",
        "公開年度": year,
        "事業名": name,
        "府省庁": "見本省",
        "事業番号": number,
        "担当部局庁": "見本局",
        "担当課室": "見本課",
        "開始年度": 2010,
        "終了年度": None,
        "事業目的": f"{name}により健康を守る。",
        "事業概要": "研究を助ける。",
        "url": "https://www.example.go.jp/sheet.xlsx",
        "予算": [
            budget(year - 1, 100.5, 20.0, 10.0, 0.0, 0.0, 130.5, executed=129.25),
            budget(year, 110.0, 0.0, 0.0, 5.0, 0.0, 105.0),
            {"年度": year + 1, "要求額": 120.0},
        ],
        "支出先": [
            {
                "年度": year - 1,
                "グループ": "A",
                "番号": 1,
                "支出先名": "見本大学",
                "法人番号": None,
                "業務概要": "研究の委託",
                "支出額": 60.123,
            }
        ],
        "アウトカム": [
            {
                "成果目標": "多くの人を助ける",
                "成果指標": "助かった人",
                "単位": "人",
                "目標値": "100",
                "目標最終年度": 4003,
                "成果実績": [
                    {"年度": year - 1, "成果実績": 0.0, "目標値": None},
                    {"年度": year, "成果実績": None, "目標値": 10.0},
                ],
            }
        ],
        "アウトプット": [
            {
                "活動指標": "研究の数",
                "単位": "件",
                "活動実績": [{"年度": year, "活動実績": 3.0, "当初見込み": 2.0}],
            }
        ],
        "関連する過去のレビューシート": [],
    }
    return said | given


def before(year: int, number: str) -> list[dict[str, Any]]:
    """The field that names a predecessor."""
    return [
        {
            "府省庁": "見本省",
            "年度": year,
            "事業番号1": None,
            "事業番号2": number,
            "事業番号3": "0",
        }
    ]
