"""`ikkan figures check`: the rule applied to every identity, with its arithmetic.

Decides: nothing; the rule is plan's. A contradiction is a fact about the sources, so it does not
fail the command. Source: design §3.
"""

from __future__ import annotations

from pathlib import Path

import click

from ikkan.plan import rules
from ikkan.server import packs, ready, speech
from ikkan.values.text import Text


@click.group("figures")
def command() -> None:
    """Published figures. 公表値。"""


@command.command("check")
@click.option("--json", "as_json", is_flag=True, help="One object a line; the last: summary.")
@click.option(
    "--pack",
    "folder",
    type=click.Path(path_type=Path),
    help="Judge the pack in this folder, without a database.",
)
def check(as_json: bool, folder: Path | None) -> int:
    """One status per identity, and the counts. 検算を一つずつ判定する。"""
    if folder is not None:
        pack = packs.load(folder)
    else:
        with ready.database():
            from ikkan.plan import queries

            pack = queries.recorded_pack()
    judged = packs.judgements(pack)
    names = {row.code: row.label for row in pack.rows_of("identity")}
    for judgement in judged:
        code = judgement.identity.code
        if as_json:
            speech.result(_line(judgement))
            continue
        label, name = judgement.verdict.label, names[code]
        told = f" {judgement.arithmetic}" if judgement.arithmetic else ""
        said = Text(f"{code} {label.ja}{told}（{name.ja}）", f"{code} {label.en}{told} ({name.en})")
        speech.say(said)
    summary = rules.summary(judged)
    if as_json:
        speech.result({"pack": f"{pack.code}@{pack.version}", "summary": summary})
    else:
        speech.say(_COUNTS.format(all=len(judged), **summary))
    return 0


def _line(judgement: rules.Judgement) -> dict[str, str | None]:
    difference = judgement.difference
    return {
        "identity": judgement.identity.code,
        "rule": judgement.identity.rule,
        "verdict": judgement.verdict.value,
        "arithmetic": judgement.arithmetic or None,
        "difference": None if difference is None else f"{difference:f}",
    }


_COUNTS = Text(
    "{all}件: 一致{holds}、端数の範囲{within_rounding}、矛盾{contradiction}、"
    "恒等式でない{no_identity}",
    "{all} identities: {holds} hold, {within_rounding} within rounding, "
    "{contradiction} contradict, {no_identity} no identity",
)
