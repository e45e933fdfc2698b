"""People at work over HTTP: log in as somebody of the stage, send a form, read the refusal."""

from __future__ import annotations

import html
from typing import Any
from uuid import uuid4

from django.test import Client

from ikkan.accounts.models import User
from tests.portfolio.stage import Stage

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PROJECT = "T3-01"
OTHER = "T3-08"
DOMAIN = "T2-D1"
LATER = "2027-03-31"


def client_of(staged: Stage, name: str) -> Client:
    """The browser of somebody of the stage, in English."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.get(code=staged.actors[name].code), backend=_BACKEND)
    return client


def send(client: Any, path: str, **data: Any) -> Any:
    """The answer to a form that was sent."""
    return client.post(path, {"key": uuid4().hex, **data})


def made(answer: Any) -> str:
    """The address of the record that a form led to."""
    assert answer.status_code in (302, 303), said(answer)[:3000]
    return str(answer["Location"])


def code_of(address: str) -> str:
    """The code of the record at an address."""
    return address.rstrip("/").rpartition("/")[2]


def said(answer: Any) -> str:
    """The page as a reader sees it."""
    return html.unescape(answer.content.decode())
