"""Computes which requirement items the platform answers; nothing here is typed by hand.

Called by `make coverage`. `data`: a pack row cites the item and a crawled page showed that row's
`kind:code`; `works`: a test that covers it passed through HTTP or the CLI; else `absent`.
"""

from __future__ import annotations

import csv
import io
import json
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from house import tree

REPORT = tree.ROOT / "var" / "test-report.json"
REQUIREMENTS = tree.ROOT / "docs" / "requirements.csv"
COVERAGE = tree.ROOT / "docs" / "coverage.csv"
PACK = tree.ROOT / "packs" / "amed"


class Refused(Exception):
    """The report at hand proves nothing about this tree; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One requirement item with its computed status."""

    id: str
    group: str
    title: str
    status: str
    evidence: str


def read_report(path: Path, commit: str) -> dict[str, Any]:
    """The last full report of this commit. Raises Refused for any other."""
    if not path.exists():
        raise Refused("there is no test report: run `make test` first")
    report: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if report["commit"] != commit:
        raise Refused(
            f"the report is of commit {report['commit'][:12]}, the tree stands on {commit[:12]}: "
            "run `make test` again"
        )
    if not report["full"]:
        raise Refused("the report is of a partial or failed run: run a full `make test`")
    if report["dirty"]:
        raise Refused("the tests ran on changes that are not committed: commit, then `make test`")
    return report


def cited(pack: Path) -> dict[str, set[str]]:
    """Item number → `kind:code` of the pack rows that cite it."""
    found: dict[str, set[str]] = {}
    for ref, items in _rows(pack):
        for item in items.replace(",", " ").split():
            found.setdefault(item, set()).add(ref)
    return found


def _rows(pack: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(pack.rglob("*.csv")):
        text = path.read_text(encoding="utf-8-sig")
        for row in csv.DictReader(io.StringIO(text)):
            if row.get("code") and row.get("items"):
                yield f"{path.stem}:{row['code']}", row["items"]
    for path in sorted(pack.rglob("*.toml")):
        yield from _tables(path.stem, "", tomllib.loads(path.read_text(encoding="utf-8")))


def _tables(kind: str, key: str, node: object) -> Iterator[tuple[str, str]]:
    """Walk TOML tables; one with `items` is a row: `[[kind]]` with `code`, or `[code]`."""
    if isinstance(node, list):
        for child in node:
            yield from _tables(key, key, child)
    if not isinstance(node, dict):
        return
    items = node.get("items")
    if isinstance(items, list) and all(isinstance(item, str) for item in items):
        items = " ".join(items)
    if isinstance(items, str):
        yield f"{kind}:{node.get('code', key)}", items
    for name, child in node.items():
        yield from _tables(kind, name, child)


def judge(requirements: Path, rows: dict[str, set[str]], report: dict[str, Any]) -> list[Row]:
    """Status of every item in the order of the requirements."""
    shown = {_plain(ref) for ref in report["shown"]}
    covered: dict[str, list[str]] = report["covered"]
    judged = []
    text = requirements.read_text(encoding="utf-8")
    for item in csv.DictReader(io.StringIO(text, newline="")):
        number = item["id"]
        met = sorted(rows.get(number, set()) & shown)
        if number in covered:
            status, evidence = "works", _short(covered[number])
        elif met:
            status, evidence = "data", _short(met)
        else:
            status, evidence = "absent", ""
        judged.append(
            Row(
                id=number,
                group=item["group"],
                title=item["group_title"],
                status=status,
                evidence=evidence,
            )
        )
    return judged


def _plain(ref: str) -> str:
    """`plan.body:hq` and `body:hq` name the same row."""
    kind, _, code = ref.partition(":")
    return f"{kind.rpartition('.')[2]}:{code}"


def _short(names: list[str]) -> str:
    more = f" +{len(names) - 3}" if len(names) > 3 else ""
    return " ".join(names[:3]) + more


def write(rows: list[Row], target: Path) -> None:
    with target.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(["id", "group", "status", "evidence"])
        writer.writerows([row.id, row.group, row.status, row.evidence] for row in rows)


def table(rows: list[Row]) -> str:
    """Plain table by group with the share that is not absent."""
    titles = {row.group: row.title for row in rows}
    counts = Counter((row.group, row.status) for row in rows)
    lines = [f"{'group':<6}{'items':>6}{'data':>6}{'works':>6}{'absent':>7}{'share':>7}  title"]
    for group in [*titles, ""]:
        picked = [row for row in rows if not group or row.group == group]
        have = {
            status: sum(counts[name, status] for name in ([group] if group else titles))
            for status in ("data", "works", "absent")
        }
        share = 100 * (have["data"] + have["works"]) // len(picked)
        lines.append(
            f"{group or 'all':<6}{len(picked):>6}{have['data']:>6}{have['works']:>6}"
            f"{have['absent']:>7}{share:>6}%  {titles.get(group, '')}"
        )
    return "\n".join(lines)


def unknown_items(
    rows: list[Row], rows_cited: dict[str, set[str]], report: dict[str, Any]
) -> set[str]:
    """Numbers that rows or tests cite and no requirement has."""
    return (set(rows_cited) | set(report["covered"])) - {row.id for row in rows}


def main() -> int:
    try:
        report = read_report(REPORT, tree.commit())
    except Refused as refusal:
        print(f"coverage refused: {refusal}", file=sys.stderr)
        return 2
    rows_cited = cited(PACK)
    rows = judge(REQUIREMENTS, rows_cited, report)
    write(rows, COVERAGE)
    print(table(rows))
    for number in sorted(unknown_items(rows, rows_cited, report)):
        print(f"cited and unknown: {number}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
