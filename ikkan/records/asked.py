"""The row version that a form was shown with, as it comes back. Called by views with forms."""

from __future__ import annotations

from django.http import HttpRequest


def seen_version(request: HttpRequest) -> int | None:
    """The version the person saw; None for what is no number, which no record ever has."""
    read = request.POST.get("version", "")
    return int(read) if read.isascii() and read.isdigit() and len(read) <= 9 else None
