"""What changes attachments: attach, release after the check, withdraw, erase the content.

Called by `receiving`, the forms of the pages and the command line. The bytes lie in quarantine
before the row is written, and leave it before the row says so: a crash offers no half file.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from ikkan.audit import journal
from ikkan.audit.actions import action, require_version
from ikkan.audit.actor import Actor
from ikkan.files import messages, queries, rules, sniffing, store
from ikkan.files.models import File
from ikkan.files.naming import safe_name
from ikkan.files.rules import Refusal
from ikkan.files.scanning import Verdict
from ikkan.files.store import Taken
from ikkan.records import queries as records
from ikkan.records.codes import next_code
from ikkan.values.errors import InputError, NotAllowed, NotFound
from ikkan.values.ref import Ref
from ikkan.values.text import Text


class FileRefused(InputError):
    """A file that is not taken; `findings` holds every reason."""

    def __init__(self, findings: tuple[Refusal, ...]) -> None:
        super().__init__(findings[0].code, Text.joined(one.text for one in findings))
        self.findings = findings


def _reach(arguments: Mapping[str, Any]) -> Ref | None:
    return queries.reach(arguments["ref"], arguments["by"])


def _reach_of_file(arguments: Mapping[str, Any]) -> Ref | None:
    row = File.objects.filter(code=arguments["code"]).first()
    return queries.reach(row.on, arguments["by"]) if row else None


@action(
    "files.attach",
    permission="can_attach",
    description=Text("記録にファイルを添付する", "Attach a file to a record"),
    scope=_reach,
)
def attach(
    ref: Ref,
    upload: Taken,
    name: str,
    *,
    level: str = rules.AS_RECORD,
    by: Actor,
    as_of: date,
    version: int | None,
    key: str | None,
) -> File:
    """A file in quarantine, attached to `ref`; nobody else opens it before `release`.

    Raises NotFound (no such record), NotAllowed, FileRefused (what it is, how it is named).
    """
    records.get(ref.kind, ref.code, by)
    if not queries.may_attach(ref, by):
        raise NotAllowed("files.not_yours", messages.NOT_YOURS)
    if level not in rules.LEVELS:
        raise InputError("files.level", messages.LEVEL.format(level=level))
    called = safe_name(name)
    with upload.path.open("rb") as file:
        found, findings = sniffing.examine(file, called)
    if findings or found is None:
        raise FileRefused(findings)
    row = File.objects.create(
        code=next_code("FILE", as_of.year),
        on_kind=ref.kind,
        on_code=ref.code,
        name=called,
        format=found.format.code,
        encoding=found.encoding,
        size=upload.size,
        sha256=upload.digest,
        token=upload.token,
        level=level,
        attached_by=by.code,
    )
    said = {"on": ref, "name": called, "size": row.size, "sha256": row.sha256, "level": level}
    journal.write(_ref(row), said)
    return row


@action(
    "files.release",
    permission="can_release",
    description=Text("検査の結果を記録する", "Record what the check of a file said"),
)
def release(
    code: str, verdict: Verdict, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> File:
    """Offer a clean file, or refuse it and remove its bytes. Raises NotFound, VersionConflict."""
    row = _locked(code, version, verdict.state)
    row.scanned_by, row.scanned_at = verdict.by[:100], timezone.now()
    if verdict.state == rules.CLEAN:
        store.keep(row.token, row.sha256)
    _settle(row, verdict.state, verdict.said, "scanned_by", "scanned_at")
    return row


@action(
    "files.withdraw",
    permission="can_withdraw",
    description=Text("添付ファイルを取り下げる", "Withdraw an attached file"),
    scope=_reach_of_file,
)
def withdraw(
    code: str, reason: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> File:
    """Offer it no longer; its bytes stay until they are erased.

    Raises NotFound, NotAllowed, VersionConflict, InputError (state, reason).
    """
    queries.known(code, by)
    row = _locked(code, version, rules.WITHDRAWN)
    if not rules.may_withdraw(by.code, by.roles, row.attached_by):
        raise NotAllowed("files.not_withdrawn_by", messages.NOT_WITHDRAWN_BY)
    _settle(row, rules.WITHDRAWN, _reason(reason))
    return row


@action(
    "files.purge",
    permission="can_purge",
    description=Text(
        "取り下げたファイルの中身を消す", "Erase the content of a file that was withdrawn"
    ),
)
def purge(
    code: str, reason: str, *, by: Actor, as_of: date, version: int | None, key: str | None
) -> File:
    """Remove the bytes for good; the row stays. Raises NotFound, VersionConflict, InputError."""
    row = _locked(code, version, rules.PURGED)
    _settle(row, rules.PURGED, _reason(reason))
    return row


def _locked(code: str, version: int | None, wanted: str) -> File:
    row = File.objects.select_for_update().filter(code=code).first()
    if row is None:
        raise NotFound("files.none", messages.NONE)
    require_version(row, version)
    if not rules.follows(row.state, wanted):
        words = messages.STATE.format(
            name=row.name, now=rules.STATES[row.state], wanted=rules.STATES[wanted]
        )
        raise InputError("files.state", words)
    return row


def _settle(row: File, state: str, said: Text, *also: str) -> None:
    """The new state with its reason; bytes that no state keeps go once that is certain."""
    row.state, row.said_ja, row.said_en = state, said.ja, said.en
    row.version += 1
    row.save(update_fields=["state", "said_ja", "said_en", "version", *also])
    journal.write(_ref(row), {"on": row.on, "state": state, "said": said})
    if not rules.keeps_bytes(state):
        token, digest = row.token, row.sha256
        transaction.on_commit(lambda: store.remove(token, digest), robust=True)


def _reason(reason: str) -> Text:
    words = reason.strip()
    if not words:
        raise InputError("files.reason", messages.REASON)
    return Text(words, words)


def _ref(row: File) -> Ref:
    return Ref(queries.KIND, row.code)
