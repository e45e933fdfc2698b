"""Stops what is too large before it fills memory or disk.

Decides: a request whose declared length is above the limit is answered without reading it; a file
that grows beyond the limit is dropped while it comes; a stranger's file is never written at all.
Called by Django: FILE_UPLOAD_HANDLERS and MIDDLEWARE (ahead of the CSRF check, which reads forms).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language

from ikkan.audit.actor import PUBLIC_ROLE
from ikkan.audit.ports import actor_of
from ikkan.files import limits, store

_DROPPED = "_ikkan_upload_dropped"


class LimitedUploadHandler(TemporaryFileUploadHandler):
    """Writes one upload after another to a temporary file, up to the limit."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, str],
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> tuple[QueryDict, MultiValueDict] | None:
        """Take nothing in where the whole request is too long."""
        if content_length <= limits.longest_request():
            return None
        self._drop()
        return QueryDict(encoding=encoding), MultiValueDict()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file, unless a stranger sent it."""
        if self.request is not None and actor_of(self.request).roles <= {PUBLIC_ROLE}:
            raise SkipFile
        self._size = 0
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write a piece; a file above the limit is removed and the rest of it skipped."""
        self._size += len(raw_data)
        if self._size > limits.longest_file():
            self._drop()
            raise SkipFile
        super().receive_data_chunk(raw_data, start)

    def _drop(self) -> None:
        if self.request is not None:
            setattr(self.request, _DROPPED, True)


def dropped(request: HttpRequest) -> bool:
    """Whether a file of this request was above the limit."""
    return bool(getattr(request, _DROPPED, False))


class UploadLimitMiddleware:
    """Answers a request that says it is too long before anything reads it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponse | None:
        """413 with the rule and the remedy; None lets the request on."""
        try:
            length = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            return None
        if length <= limits.longest_request():
            return None
        refused = store.too_large()
        words = refused.text.of("en" if get_language() == "en" else "ja")
        # The page reads forms nowhere: an unread body is what this is about.
        shown = {"words": words, "code": refused.code}
        response = render(request, "files/too_large.html", shown, status=413)
        response.headers["Connection"] = "close"
        add_never_cache_headers(response)
        return response
