"""How large a file and a request may be. Called by the upload handler, the store and the form.

Decides: IKKAN_FILE_LIMIT_MB (whole megabytes of 1,048,576 bytes, default 50).
"""

from __future__ import annotations

from typing import Final

from django.conf import settings

DEFAULT_MB: Final = 50
MEGABYTE: Final = 1 << 20
BESIDE_THE_FILE: Final = 1 << 20
"""What the other fields of a form and the wrapping may take."""


def megabytes() -> int:
    """The limit of one file."""
    return int(getattr(settings, "IKKAN_FILE_LIMIT_MB", DEFAULT_MB))


def longest_file() -> int:
    """The limit of one file in bytes."""
    return megabytes() * MEGABYTE


def longest_request() -> int:
    """The limit of a whole request in bytes."""
    return longest_file() + BESIDE_THE_FILE
