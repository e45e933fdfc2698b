"""The `ikkan` command: one word per job, loaded only when called.

Decides: exit codes (0 done, 1 findings that are failures, 2 bad input, 130 interrupted), and that
every refusal is printed in both languages without a traceback. Source: design §5 "CLI".
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from typing import Final

import click

from ikkan.server import kernels, speech
from ikkan.values.errors import IkkanError, PackError

INTERRUPTED: Final = 130
BAD_INPUT: Final = 2
COMMANDS: Final = {
    "init": "ikkan.server.commands.init",
    "serve": "ikkan.server.commands.serve",
    "pack": "ikkan.server.commands.pack",
    "figures": "ikkan.server.commands.figures",
    "line": "ikkan.server.commands.line",
    "import": "ikkan.server.commands.import_",
    "export": "ikkan.server.commands.export",
    "audit": "ikkan.server.commands.audit",
    "account": "ikkan.server.commands.account",
    "ledger": "ikkan.server.commands.ledger",
    "coordinate": "ikkan.server.commands.coordinate",
    "overlap": "ikkan.server.commands.overlap",
    "assign": "ikkan.server.commands.assign",
    "match": "ikkan.server.commands.match",
    "allocate": "ikkan.server.commands.allocate",
    "forecast": "ikkan.server.commands.forecast",
    "search": "ikkan.server.commands.search",
    "lake": "ikkan.server.commands.lake",
    "databook": "ikkan.server.commands.databook",
    "demo": "ikkan.server.commands.demo",
    "doctor": "ikkan.server.commands.doctor",
}


class Lazy(click.Group):
    """A group whose commands are imported when they are called or listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = import_module(COMMANDS[cmd_name]).command
        return found


@click.command(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("ikkan"), prog_name="ikkan")
@click.option("--lang", type=click.Choice(["ja", "en"]), help="Language (else $LANG). 言語。")
def command(lang: str | None) -> None:
    """Ikkan 一貫: one line from the plan to the outcome. 計画から成果まで一本の線で。"""
    speech.choose(lang)


def main(args: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    words = list(sys.argv[1:] if args is None else args)
    kernels.keep()
    try:
        done = command.main(args=words, prog_name="ikkan", standalone_mode=False)
        return done if isinstance(done, int) else 0
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        error.show()
        if "--json" in words:
            said = error.format_message()
            speech.result({"ok": False, "error": "usage", "message": {"ja": said, "en": said}})
        return BAD_INPUT
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except PackError as error:
        speech.findings(error.findings)
        return speech.refuse(error, as_json="--json" in words)
    except IkkanError as error:
        return speech.refuse(error, as_json="--json" in words)


if __name__ == "__main__":
    sys.exit(main())
