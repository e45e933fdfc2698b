"""`ikkan ledger verify`: whether every transfer balances and no account was ever short.

Decides: exit code 1 when something is wrong; nothing is repaired. Source: design §3 "Ledger".
"""

from __future__ import annotations

import click

from ikkan.server import ready, speech
from ikkan.values.text import Text


@click.group("ledger")
def command() -> None:
    """The ledger of budgets. 予算の台帳。"""


@command.command("verify")
@click.option("--json", "as_json", is_flag=True, help="One small object as the last line.")
def verify(as_json: bool) -> int:
    """Verify every transfer and balance; exit code 1 on a finding. 台帳を検証する。"""
    with ready.database():
        from django.utils import timezone

        from ikkan.budget import messages
        from ikkan.budget.verify import verify as run

        report = run(timezone.localdate())
    for finding in report.findings:
        said = messages.render(finding)
        click.echo(f"{finding.severity.label.ja}: {said.ja}", err=True)
        click.echo(f"{finding.severity.label.en}: {said.en}", err=True)
    counted = {
        "accounts": report.accounts,
        "transfers": report.transfers,
        "findings": len(report.findings),
    }
    speech.say((_SOUND if report.ok else _BROKEN).format(**counted))
    if as_json:
        totals = [
            {
                "layer": one.layer,
                "fiscal_year": one.fiscal_year,
                "stage": one.stage,
                "pot": one.pot,
                "yen": one.yen.amount,
            }
            for one in report.totals
        ]
        found = [{"code": one.code, "place": str(one.place)} for one in report.findings]
        speech.result({"ok": report.ok, **counted, "found": found, "totals": totals})
    return 0 if report.ok else 1


_SOUND = Text(
    "口座{accounts}件、資金移動{transfers}件: どれも釣り合っています。",
    "{accounts} accounts, {transfers} transfers: all of them balance.",
)
_BROKEN = Text(
    "口座{accounts}件、資金移動{transfers}件: 指摘が{findings}件あります。",
    "{accounts} accounts, {transfers} transfers: {findings} findings.",
)
