"""Where calls and applications stand on the line. Called by loads. Source: design §1."""

from __future__ import annotations

from ikkan.calls.models import Application, Call
from ikkan.line.writing import Joint
from ikkan.values.ref import Ref

CALL_KIND = "calls.call"
APPLICATION_KIND = "calls.application"


def of_call(call: Call) -> tuple[Joint, ...]:
    """Under its account and its programme."""
    return (
        Joint(kind="account", to=Ref("budget.account", call.account.code)),
        Joint(kind="programme", to=Ref("programme", call.programme_code)),
    )


def of_application(application: Application) -> tuple[Joint, ...]:
    """Under its call."""
    return (Joint(kind="call", to=Ref(CALL_KIND, application.call.code)),)
