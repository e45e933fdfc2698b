"""Made-up lines that meet every printed cell of the FY2020 request (source 001), in 億円.

The ministries, classes and projects are codes of the pack; no line is a real one. Rounded sums meet
the print, also where printed parts do not add up (553.6 + 172.6 = 726.2 prints 554, 173 and 726).
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from ikkan.budget.requests.rules import NewLine

AMED, OWN = "amed_target", "inhouse"
BODIES: Final = ("CAO", "MIC", "MEXT", "MHLW", "METI")
# body, code, cost class, project, request, wish, previous year
_LINES: Final = (
    ("CAO", "01", AMED, "T2D-05", "0", "29.6", ""),
    ("MIC", "01", AMED, "T2D-02", "3.0", "0", "2.5"),
    ("MIC", "02", AMED, "T2D-04", "3.0", "0", "2.5"),
    ("MEXT", "01", AMED, "T2D-01", "60.0", "20.0", "64.0"),
    ("MEXT", "02", AMED, "T2D-01", "40.0", "13.0", "46.0"),
    ("MEXT", "03", AMED, "T2D-02", "21.0", "0.6", "22.0"),
    ("MEXT", "04", AMED, "T2D-03", "100.0", "26.0", "108.0"),
    ("MEXT", "05", AMED, "T2D-04", "100.0", "42.0", "110.0"),
    ("MEXT", "06", AMED, "T2D-05", "150.4", "41.0", "162.0"),
    ("MEXT", "07", AMED, "T2D-05", "70.0", "30.0", "84.0"),
    ("MEXT", "08", AMED, "", "12.2", "0", "12.0"),
    ("MEXT", "09", OWN, "", "180.0", "60.0", "195.0"),
    ("MEXT", "10", OWN, "", "62.0", "22.0", "67.0"),
    ("MHLW", "01", AMED, "T2D-01", "80.0", "30.0", "86.0"),
    ("MHLW", "02", AMED, "T2D-01", "40.0", "20.0", "45.0"),
    ("MHLW", "03", AMED, "T2D-02", "45.0", "15.0", "50.0"),
    ("MHLW", "04", AMED, "T2D-03", "25.0", "10.0", "28.0"),
    ("MHLW", "05", AMED, "T2D-04", "73.0", "30.0", "80.0"),
    ("MHLW", "06", AMED, "T2D-05", "100.0", "40.0", "112.0"),
    ("MHLW", "07", AMED, "T2D-05", "60.0", "23.0", "62.0"),
    ("MHLW", "08", AMED, "", "10.0", "0", "11.0"),
    ("MHLW", "09", OWN, "", "300.0", "12.0", "290.0"),
    ("MHLW", "10", OWN, "", "100.0", "5.0", "97.0"),
    ("MHLW", "11", OWN, "", "35.0", "2.0", "30.0"),
    ("METI", "01", AMED, "T2D-01", "60.0", "15.0", "63.0"),
    ("METI", "02", AMED, "T2D-02", "50.4", "15.0", "55.0"),
    ("METI", "03", AMED, "T2D-02", "30.0", "10.0", "32.0"),
    ("METI", "04", AMED, "T2D-03", "33.0", "10.0", "34.0"),
    ("METI", "05", OWN, "", "82.0", "0", "85.0"),
)
REPRINT: Final = ("METI", "06", AMED, "T2D-03", "5.0", "0", "")
"""A part of METI 04 that the paper prints again; it is part of no sum."""
OKU: Final = 100_000_000
AFFIRMS: Final = ("top-down", "to-researchers")
_CITES: Final = {
    "T2D-01": "clause:request-fy2020.001-74",
    "T2D-02": "clause:request-fy2020.001-83",
    "T2D-03": "clause:request-fy2020.001-92",
    "T2D-04": "clause:request-fy2020.001-102",
    "T2D-05": "clause:request-fy2020.001-109",
    "": "clause:request-fy2020.001-6",
}


def yen(oku: str) -> int:
    """Whole yen of 億円."""
    return int(Decimal(oku) * OKU)


def lines_of(body: str) -> list[NewLine]:
    """The lines of one ministry, each labelled as an example."""
    found = [_line(row) for row in _LINES if row[0] == body]
    if body == REPRINT[0]:
        found.append(_line(REPRINT, reprint_of="04"))
    return found


def _line(row: tuple[str, ...], reprint_of: str = "") -> NewLine:
    body, code, cost_class, project, request, wish, previous = row
    return NewLine(
        code=code,
        name_ja=f"例示の事業 {body}-{code}",
        name_en=f"Example programme {body}-{code}",
        cost_class=cost_class,
        project=project,
        request_yen=yen(request),
        wish_yen=yen(wish),
        previous_yen=yen(previous) if previous else None,
        purpose=f"P{int(code) % 4 + 1}",
        cites=(_CITES[project],),
        affirms=AFFIRMS,
        no_project="" if project else "プロジェクトに分けていない経費の例示",
        justification="実演のための例示。実際の要求ではない。",
        reprint_of=reprint_of,
    )


PRINTED: Final = {
    (AMED, "", "request_and_wish"): 1586,
    (AMED, "", "request"): 1166,
    (AMED, "", "wish"): 420,
    (AMED, "CAO", "request_and_wish"): 30,
    (AMED, "CAO", "wish"): 30,
    (AMED, "MIC", "request_and_wish"): 6,
    (AMED, "MIC", "request"): 6,
    (AMED, "MEXT", "request_and_wish"): 726,
    (AMED, "MEXT", "request"): 554,
    (AMED, "MEXT", "wish"): 173,
    (AMED, "MHLW", "request_and_wish"): 601,
    (AMED, "MHLW", "request"): 433,
    (AMED, "MHLW", "wish"): 168,
    (AMED, "METI", "request_and_wish"): 223,
    (AMED, "METI", "request"): 173,
    (AMED, "METI", "wish"): 50,
    (OWN, "", "request_and_wish"): 860,
    (OWN, "", "request"): 759,
    (OWN, "", "wish"): 101,
    (OWN, "MEXT", "request_and_wish"): 324,
    (OWN, "MEXT", "request"): 242,
    (OWN, "MEXT", "wish"): 82,
    (OWN, "MHLW", "request_and_wish"): 454,
    (OWN, "MHLW", "request"): 435,
    (OWN, "MHLW", "wish"): 19,
    (OWN, "METI", "request_and_wish"): 82,
    (OWN, "METI", "request"): 82,
}
"""What 001 prints, L20–L45, by cost class, ministry ("" the total) and stage, in 億円."""
PRINTED_PROJECTS: Final = {
    "T2D-01": 378,
    "T2D-02": 190,
    "T2D-03": 204,
    "T2D-04": 248,
    "T2D-05": 544,
}


def amounts_of(body: str, stage: str) -> dict[str, int]:
    """Example amounts of the draft and of what was enacted: a part of what was asked for."""
    part = {"draft": 85, "enacted": 80}[stage]
    return {
        line.code: (line.request_yen + line.wish_yen) * part // 100
        for line in lines_of(body)
        if not line.reprint_of
    }
