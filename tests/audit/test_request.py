"""Request ids: a well-formed one is kept, anything else is replaced."""

from __future__ import annotations

import re

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from ikkan.audit.request import RequestIdMiddleware, current_request_id, request_id


def answered(given: str | None) -> tuple[str, str]:
    seen: list[str] = []

    def view(_: HttpRequest) -> HttpResponse:
        seen.append(current_request_id())
        return HttpResponse()

    headers = {} if given is None else {"HTTP_X_REQUEST_ID": given}
    response = RequestIdMiddleware(view)(RequestFactory().get("/", **headers))
    return seen[0], response.headers["X-Request-ID"]


def test_a_well_formed_id_is_kept_and_said() -> None:
    assert answered("proxy-0001.a_b") == ("proxy-0001.a_b", "proxy-0001.a_b")


@pytest.mark.parametrize(
    "given",
    [None, "", "short", "x" * 65, "with space", "new\nline000", "全角の番号００１", "-dash0001"],
)
def test_any_other_is_replaced(given: str | None) -> None:
    inside, said = answered(given)
    assert inside == said
    assert re.fullmatch(r"[0-9a-f]{32}", inside)


def test_outside_a_request_there_is_none_and_commands_hold_their_own() -> None:
    assert current_request_id() == ""
    with request_id() as outer, request_id("inner-0001"):
        assert current_request_id() == "inner-0001" != outer
    assert current_request_id() == ""
