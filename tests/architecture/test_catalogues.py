"""Every message of the code has a Japanese translation in the catalogue of its package."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages import pofile
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from django.utils.translation import templatize

ROOT = Path(__file__).resolve().parents[2]
KEYWORDS: dict[str, object] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
TEMPLATES = {".html", ".txt", ".xml", ".svg"}
PACKAGES = sorted(path.parent.name for path in (ROOT / "ikkan").glob("*/__init__.py"))


def messages(path: Path) -> Iterator[tuple[int, str, str | None]]:
    """Line, msgid and context of each message of one file."""
    text = path.read_text(encoding="utf-8")
    if path.suffix in TEMPLATES:
        text = templatize(text, origin=str(path))
    for line, found, _notes, context in extract("python", BytesIO(text.encode()), KEYWORDS):
        msgid = found[0] if isinstance(found, tuple) else found
        if msgid:
            yield line, msgid, context


def catalogue(package: str) -> Catalog:
    path = ROOT / "ikkan" / package / "locale" / "ja" / "LC_MESSAGES" / "django.po"
    if not path.exists():
        return Catalog(locale="ja")
    with path.open("rb") as handle:
        return pofile.read_po(handle, locale="ja")


def is_translated(message: Message | None) -> bool:
    if message is None or message.fuzzy:
        return False
    strings = message.string if isinstance(message.string, tuple | list) else [message.string]
    return all(strings)


def sources(package: str) -> list[Path]:
    folder = ROOT / "ikkan" / package
    files = [*folder.rglob("*.py"), *(f for f in folder.rglob("templates/**/*.*"))]
    return sorted(
        f for f in files if f.suffix in {".py", *TEMPLATES} and "migrations" not in f.parts
    )


@pytest.mark.parametrize("package", PACKAGES)
def test_every_message_has_a_japanese_translation(package: str) -> None:
    entries = catalogue(package)
    missing = [
        f"{path.relative_to(ROOT)}:{line}: {msgid!r}"
        for path in sources(package)
        for line, msgid, context in messages(path)
        if not is_translated(entries.get(msgid, context))
    ]
    assert not missing, "\n".join(missing)


@pytest.mark.parametrize("package", PACKAGES)
def test_placeholders_survive_translation(package: str) -> None:
    wrong = [
        (message.id, str(error))
        for message in catalogue(package)
        for error in message.check()
        if message.id
    ]
    assert not wrong
