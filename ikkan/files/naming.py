"""Safe names for files, Japanese ones as they were written.

Decides: what of a given name is kept: no folder, no sign that cannot be seen or that turns the
direction of reading, no name that a system keeps for itself. Called by actions and downloads.
Sources: Unicode UAX #15 (NFC) and TR #36 (bidirectional controls); RFC 6266, RFC 8187.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final
from urllib.parse import quote

LONGEST: Final = 120
NAMELESS: Final = "file"
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])", re.I)
_UNSAFE: Final = re.compile(r'[<>:"|?*]')
_FOLDERS: Final = re.compile(r"[/\\]")
_SPACES: Final = re.compile(r"\s+")
_SUFFIX: Final = re.compile(r"\.[0-9A-Za-z]{1,11}")


def safe_name(given: str) -> str:
    """`given` without its folders and unseen signs, in NFC, at most 120 characters.

    Half-width kana, ideographic variants and full-width letters stay: they are how the file is
    called. A suffix of Latin letters survives the shortening.
    """
    last = _FOLDERS.split(given)[-1]
    seen = "".join(sign for sign in last if _seen(sign))
    name = _SPACES.sub(" ", _UNSAFE.sub("_", unicodedata.normalize("NFC", seen)))
    stem, suffix = split(name.strip(" ."))
    stem = stem.strip(" .")
    if not stem:
        stem = NAMELESS
    if _RESERVED.fullmatch(stem.split(".")[0].strip()):
        stem = f"_{stem}"
    return _cut(stem, LONGEST - len(suffix)) + suffix


def split(name: str) -> tuple[str, str]:
    """Stem and suffix with its dot; the suffix is empty where none is readable."""
    at = name.rfind(".")
    if at >= 0 and _SUFFIX.fullmatch(name[at:]):
        return name[:at], name[at:]
    return name, ""


def suffix_of(name: str) -> str:
    """The suffix in lower case, with its dot."""
    return split(name)[1].lower()


def disposition(name: str) -> str:
    """The header that saves a file under this name, also in old programs."""
    stem, suffix = split(name)
    plain = re.sub(r"[^0-9A-Za-z ._-]", "_", stem).strip(" ._") or NAMELESS
    return f"attachment; filename=\"{plain}{suffix}\"; filename*=UTF-8''{quote(name, safe='')}"


def _seen(sign: str) -> bool:
    """Letters, marks, digits, punctuation, blanks; no control, format, private or lone sign."""
    return unicodedata.category(sign)[0] != "C" and unicodedata.category(sign) not in ("Zl", "Zp")


def _cut(stem: str, length: int) -> str:
    """At most `length` characters, never between a letter and the mark on it."""
    while length and len(stem) > length and unicodedata.category(stem[length])[0] == "M":
        length -= 1
    return stem[:length].rstrip(" .")
