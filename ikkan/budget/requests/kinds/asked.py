"""The request of a ministry as a record: its page, list, work and table of sight."""

from __future__ import annotations

from typing import Final

from ikkan.budget.models import Request
from ikkan.budget.requests import messages, page, queries, work
from ikkan.budget.requests.cases import KIND, ROUND_KIND
from ikkan.budget.requests.kinds.sections import SECTIONS
from ikkan.budget.requests.kinds.writes import WRITES
from ikkan.records.kinds import Field, Kind, register
from ikkan.records.sight import EVERYTHING, Flag, Within, sights
from ikkan.values.ref import Ref
from ikkan.values.text import Text

_STATE: Final = Text("段階", "State")
_SIDES: Final = frozenset({"hq_officer", "ministry_officer", "auditor"})

register(
    Kind(
        code=KIND,
        path="requests",
        label=Text("府省の要求", "Request of a ministry"),
        plural=Text("府省の要求", "Requests of ministries"),
        lead=Text(
            "一つの回に一つの府省が出す、医療分野の研究開発関連予算のすべての要求。",
            "Everything one ministry asks for in a round.",
        ),
        model=Request,
        station="budget",
        title=queries.title_of,
        value=queries.state_of,
        fields=(
            Field(
                "round",
                Text("要求の回", "Round"),
                "ref",
                kind=ROUND_KIND,
                value=lambda request: request.round.code,
            ),
            Field("round.fiscal_year", Text("年度", "Fiscal year"), "year", filter=True),
            Field("body", Text("府省", "Ministry"), "ref", kind="body", filter=True),
            Field("state", _STATE, "text2", value=queries.state_of),
            Field("submitted_number", Text("提出した版", "Version submitted"), "number"),
            Field("request_yen", messages.FIELDS["request_yen"], "yen"),
            Field("wish_yen", messages.FIELDS["wish_yen"], "yen"),
            Field("consented_at", Text("了解の日時", "Consent at"), "moment", listed=False),
            Field(
                "compiled_number",
                Text("取りまとめた版", "Version compiled"),
                "number",
                listed=False,
            ),
            Field("circumstances", Text("留意事項", "Circumstances"), "long", listed=False),
            Field(
                "exceptions",
                Text("交付要綱の例外", "Exceptions from the grant rules"),
                "long",
                value=lambda request: "\n".join(
                    f"{one['about']}：{one['reason']}" for one in request.exceptions
                ),
                listed=False,
            ),
            Field(
                "reopened_until",
                Text("再受付の終わり", "Open again until"),
                "moment",
                listed=False,
                roles=_SIDES,
            ),
            Field(
                "reopened_because",
                Text("再受付の理由", "Re-opened because"),
                "long",
                listed=False,
                roles=_SIDES,
            ),
        ),
        sections=SECTIONS,
        writes=WRITES,
        sight=sights(
            public=Flag("published"),
            hq_officer=EVERYTHING,
            auditor=EVERYTHING,
            ministry_officer=(Within("body", "body"), Flag("shared")),
        ),
        scope=lambda request: Ref("body", request.body),
        related=("round",),
        work=work.of_requests,
        template="budget/request.html",
        context=page.context,
    )
)
