"""Bytes of real formats, records to attach to, and a store of its own for each test."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from ikkan.audit.actor import SYSTEM, Actor, Scope
from ikkan.parties import actions as parties
from ikkan.parties.loads import NewOrganisation, NewPerson
from ikkan.parties.models import Person

TODAY = timezone.localdate()
ASKED: dict[str, Any] = {"by": SYSTEM, "as_of": TODAY, "version": None, "key": None}
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"\0" * 17
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\0" * 20
ELF = b"\x7fELF\x02\x01\x01\x00" + b"\0" * 8 + b"\x02\x00\x3e\x00\x01\x00\x00\x00" + b"\0" * 80
PE = b"MZ\x90\x00\x03\x00\x00\x00" + b"\0" * 52 + b"\x40\x00\x00\x00PE\0\0" + b"\0" * 40
MACH_O = b"\xcf\xfa\xed\xfe\x07\x00\x00\x01" + b"\0" * 60
STAFF = Actor("u-staff", frozenset({"public", "account", "funder_staff"}), (Scope("funder_staff"),))
STRANGER = Actor("public", frozenset({"public"}))
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def archive(members: Mapping[str, bytes | str]) -> bytes:
    """A ZIP of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, body in members.items():
            package.writestr(name, body)
    return out.getvalue()


def docx(**parts: bytes) -> bytes:
    """A small Word document; `parts` are further members (`word/` before them)."""
    types = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'content-types"><Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>'
    )
    return archive(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": '<Relationships xmlns="x"/>',
            "word/document.xml": "<w:document><w:body><w:p>報告</w:p></w:body></w:document>",
            **{f"word/{name.replace('_', '.')}": body for name, body in parts.items()},
        }
    )


def chunks(body: bytes, size: int = 1000) -> Iterator[bytes]:
    return (body[at : at + size] for at in range(0, len(body), size))


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own; no scan command of the machine."""
    settings.IKKAN_HOME = tmp_path
    monkeypatch.delenv("IKKAN_SCAN_COMMAND", raising=False)
    return tmp_path


def stored(home: Path) -> list[str]:
    """Folder of every file in the store."""
    root = home / "files"
    return sorted(str(one.relative_to(root).parts[0]) for one in root.rglob("*") if one.is_file())


@pytest.fixture
def person(db: None) -> Callable[..., Person]:
    """`person("甲", published=True)`: somebody of an organisation of their own."""

    def make(name: str, *, published: bool = False) -> Person:
        body = parties.register_organisation(
            NewOrganisation(name_ja=f"{name}大学", sort="university"), **ASKED
        )
        given = NewPerson(name_ja=name, organisation=body.code, published=published)
        return parties.register_person(given, **ASKED)

    return make


def researcher(person: Person) -> Actor:
    """The actor who is that person."""
    scope = Scope("researcher", "parties.person", person.code)
    return Actor(f"u-{person.code}", frozenset({"public", "account", "researcher"}), (scope,))
