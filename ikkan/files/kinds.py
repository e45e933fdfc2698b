"""How attachments are shown as records of their own: to who keeps them, never to the public."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ikkan.files import actions, formats, receiving, rules
from ikkan.files.forms import PlainForm, ReasonForm
from ikkan.files.models import File
from ikkan.files.queries import KIND
from ikkan.records.kinds import Field, Kind, Write, register
from ikkan.records.sight import EVERYTHING, sights
from ikkan.values.text import Text

_NOW = Text("今の状態は「{state}」です。", 'It is "{state}" now.')


def _title(row: File) -> Text:
    return Text(row.name, row.name)


def _only(wanted: str) -> Callable[[File], Text | None]:
    """Why the file cannot come into that state now."""

    def why_not(row: File) -> Text | None:
        able = rules.follows(row.state, wanted)
        return None if able else _NOW.format(state=rules.STATES[row.state])

    return why_not


def _check(row: File, chosen: Mapping[str, Any], *, by, as_of, version, key) -> File:
    done, _ = receiving.check(row, by=by, as_of=as_of)
    return done


def _withdraw(row: File, chosen: Mapping[str, Any], **asked: Any) -> File:
    return actions.withdraw(row.code, chosen["reason"], **asked)


def _purge(row: File, chosen: Mapping[str, Any], **asked: Any) -> File:
    return actions.purge(row.code, chosen["reason"], **asked)


register(
    Kind(
        code=KIND,
        path="attachments",
        label=Text("添付ファイル", "Attachment"),
        plural=Text("添付ファイル", "Attachments"),
        lead=Text(
            "記録に添付されたファイルとその検査の状態。中身は添付先の記録を見られる人だけに渡す。",
            "Files attached to records and the state of their check; only who sees the record "
            "gets the content.",
        ),
        model=File,
        title=_title,
        fields=(
            Field("on", Text("添付先", "Attached to"), type="ref"),
            Field(
                "state",
                Text("状態", "State"),
                type="choice",
                choices=rules.STATES,
                filter=True,
            ),
            Field(
                "format",
                Text("形式", "Format"),
                type="choice",
                choices={code: one.label for code, one in formats.FORMATS.items()},
                filter=True,
            ),
            Field("size", Text("大きさ（バイト）", "Size in bytes"), type="number"),
            Field(
                "level",
                Text("見られる人", "Who may see it"),
                type="choice",
                choices=rules.LEVELS,
                filter=True,
            ),
            Field("recorded_at", Text("受け取り", "Received"), type="moment"),
            Field("scanned_at", Text("検査", "Checked"), type="moment", listed=False),
            Field("scanned_by", Text("検査したもの", "Checked by"), listed=False),
            Field(
                "said",
                Text("理由", "Reason"),
                type="text2",
                value=lambda row: row.said if row.said_ja else None,
                listed=False,
            ),
            Field("sha256", Text("SHA-256", "SHA-256"), listed=False),
        ),
        writes=(
            Write(
                code="check",
                label=Text("検査をやり直す", "Check again"),
                permission="can_release",
                form=PlainForm,
                act=_check,
                why_not=_only(rules.CLEAN),
            ),
            Write(
                code="withdraw",
                label=Text("取り下げる", "Withdraw"),
                permission="can_withdraw",
                form=ReasonForm,
                act=_withdraw,
                why_not=_only(rules.WITHDRAWN),
            ),
            Write(
                code="purge",
                label=Text("中身を消す", "Erase the content"),
                permission="can_purge",
                form=ReasonForm,
                act=_purge,
                why_not=_only(rules.PURGED),
            ),
        ),
        sight=sights(funder_staff=EVERYTHING, auditor=EVERYTHING),
    )
)
