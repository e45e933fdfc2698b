"""The id of the request in hand, on every journal entry and in the answer's X-Request-ID.

Decides: which foreign id is accepted. Called by: Django's middleware, the journal, the commands.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from django.http import HttpRequest, HttpResponse

HEADER: Final = "X-Request-ID"
_FORM: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")
_current: ContextVar[str] = ContextVar("ikkan_request_id", default="")


def current_request_id() -> str:
    """The id of the request or command in hand; empty outside of both."""
    return _current.get()


@contextmanager
def request_id(given: str | None = None) -> Iterator[str]:
    """Hold an id for a block: the given one if well formed, else a new one."""
    chosen = given if given and _FORM.fullmatch(given) else uuid.uuid4().hex
    token = _current.set(chosen)
    try:
        yield chosen
    finally:
        _current.reset(token)


class RequestIdMiddleware:
    """Gives every request an id and says it in the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with request_id(request.headers.get(HEADER)) as chosen:
            response = self._get_response(request)
            response.headers[HEADER] = chosen
            return response
