"""`ikkan audit verify|head|seal`: whether the journal was tampered with.

Decides: exit code 1 when it was. `--head` is the chain value somebody kept elsewhere: with it a
whole journal computed anew is found too. Source: design §3 "Journal", decision 0003.
"""

from __future__ import annotations

import click

from ikkan.server import ready, speech
from ikkan.values.text import Text


@click.group("audit")
def command() -> None:
    """The journal. 操作記録。"""


@command.command("verify")
@click.option("--head", "kept", help="A chain value kept elsewhere. 別に控えた封印の値。")
@click.option("--json", "as_json", is_flag=True, help="One small object as the last line.")
def verify(kept: str | None, as_json: bool) -> int:
    """Verify every entry and seal; exit code 1 when something was changed. 検証する。"""
    with ready.database():
        from ikkan.audit import messages
        from ikkan.audit.models import Seal
        from ikkan.audit.verify import verify as run

        report = run()
        met = kept is None or Seal.objects.filter(chain=kept.strip().lower()).exists()
    for finding in report.findings:
        said = messages.render(finding)
        click.echo(f"{finding.severity.label.ja}: {said.ja}", err=True)
        click.echo(f"{finding.severity.label.en}: {said.en}", err=True)
    if not met:
        click.echo(_NO_HEAD.ja, err=True)
        click.echo(_NO_HEAD.en, err=True)
    sound = report.ok and met
    numbers = {"entries": report.entries, "seals": report.seals, "findings": len(report.findings)}
    speech.say((_SOUND if sound else _BROKEN).format(**numbers))
    if as_json:
        counted = numbers | {"pending": report.pending, "erased": report.erased}
        speech.result({"ok": sound, "head_met": met, **counted})
    return 0 if sound else 1


@command.command("head")
@click.option("--json", "as_json", is_flag=True, help="One small object as the last line.")
def head(as_json: bool) -> int:
    """The newest chain value, to be kept elsewhere. 控えておく封印の値。"""
    with ready.database():
        from ikkan.audit.models import Seal

        last = Seal.objects.order_by("-number").first()
    number, chain = (0, "") if last is None else (last.number, last.chain)
    if as_json:
        speech.result({"seal": number, "chain": chain})
    else:
        speech.say(f"{number} {chain}")
    return 0


@command.command("seal")
@click.option("--json", "as_json", is_flag=True, help="One small object as the last line.")
def seal(as_json: bool) -> int:
    """Seal every entry that waits. 待っている記録を封印する。"""
    with ready.database():
        from ikkan.audit import journal

        sealed = journal.seal_pending()
    speech.say(_SEALED.format(count=sealed))
    if as_json:
        speech.result({"sealed": sealed})
    return 0


_SOUND = Text(
    "操作記録{entries}件、封印{seals}件: 改変は見つかりませんでした。",
    "{entries} entries, {seals} seals: no tampering was found.",
)
_BROKEN = Text(
    "操作記録{entries}件、封印{seals}件: 指摘が{findings}件あります。控えの複製と比べてください。",
    "{entries} entries, {seals} seals: {findings} findings; compare with a backup.",
)
_NO_HEAD = Text(
    "控えの値を持つ封印がありません。記録が作り直されたか、控えが別の置き場所のものです。",
    "No seal has the value kept elsewhere: the journal was made anew, or the value is another's.",
)
_SEALED = Text("{count}件を封印しました。", "{count} entries sealed.")
