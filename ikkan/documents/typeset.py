"""A paper as PDF/UA-1: tagged, in its language, with words for every drawing; the door to typst.

Decides: that the same paper gives the same bytes, and that only our own font is used. The engine
refuses a drawing without words. Called by the data book. Source: ISO 14289-1; stack: typst.
"""

from __future__ import annotations

import json
import math
from importlib import resources
from pathlib import Path
from typing import Any, Final

from ikkan.documents import lettering
from ikkan.documents.paper import Exhibit, Grid, Paper

CONTENT_TYPE: Final = "application/pdf"
_TEMPLATE: Final = "paper.typ"
_WIDE: Final = 9
_SHORT: Final = 9
_LONG: Final = 28


def pdf(paper: Paper) -> bytes:
    """The file. Raises ValueError where PDF/UA-1 cannot be met."""
    import pylopdf_fonts_jp
    import typst

    files: Any = {
        "main.typ": resources.files("ikkan.documents").joinpath(_TEMPLATE).read_bytes(),
        "paper.json": json.dumps(_data(paper), ensure_ascii=False).encode(),
    }
    for exhibit in paper.exhibits:
        if exhibit.drawing is not None:
            files[_drawing_name(exhibit)] = exhibit.drawing.svg.encode()
    try:
        return bytes(
            typst.compile(
                files,
                format="pdf",
                font_paths=[str(Path(pylopdf_fonts_jp.sans_path()).parent)],
                ignore_system_fonts=True,
                pdf_standards=["ua-1"],
                timestamp=int(paper.stamp.timestamp()),
            )
        )
    except typst.TypstError as error:
        raise ValueError(f"the paper cannot be set: {error}") from error


def _data(paper: Paper) -> dict[str, Any]:
    words, stamp = paper.words, paper.stamp
    return {
        "language": paper.language,
        "other_language": paper.other_language,
        "title": paper.title,
        "author": paper.author,
        "lead": paper.lead,
        "mark": paper.mark,
        "foot": paper.foot,
        "facts": [list(fact) for fact in paper.facts],
        "date": [stamp.year, stamp.month, stamp.day],
        "words": {
            "rule": words.rule,
            "sources": words.sources,
            "unit": words.unit,
            "contents": words.contents,
        },
        "chapters": [
            {
                "title": f"{chapter.number} {chapter.title}",
                "exhibits": [_exhibit(exhibit) for exhibit in chapter.exhibits],
            }
            for chapter in paper.chapters
        ],
    }


def _exhibit(exhibit: Exhibit) -> dict[str, Any]:
    drawing, grid = exhibit.drawing, exhibit.grid
    return {
        "title": f"{exhibit.number} {exhibit.title}",
        "other": exhibit.other,
        "rule": exhibit.rule,
        "absent": exhibit.absent,
        "notes": list(exhibit.notes),
        "sources": list(exhibit.sources),
        "drawing": drawing and {"file": _drawing_name(exhibit), "alt": drawing.alt},
        "grid": grid and _grid(grid),
    }


def _grid(grid: Grid) -> dict[str, Any]:
    return {
        "heads": [{"text": head.text, "numeric": head.numeric} for head in grid.heads],
        "widths": _widths(grid),
        "rows": [{"cells": list(row.words), "strong": row.strong} for row in grid.rows],
        "unit": grid.unit,
        "missing": grid.missing if grid.has_gap else "",
        "dense": len(grid.heads) > _WIDE,
    }


def _widths(grid: Grid) -> list[int]:
    """The share of each column in the room that is left; 0 for one as wide as its words."""
    found = []
    for place, head in enumerate(grid.heads):
        texts = [head.text, *(row.words[place] for row in grid.rows)]
        widest = math.ceil(max(lettering.width(text) for text in texts))
        found.append(0 if head.numeric or widest <= _SHORT else min(widest, _LONG))
    if not any(found):
        found[0] = 1
    return found


def _drawing_name(exhibit: Exhibit) -> str:
    return f"figure-{exhibit.number}.svg"
