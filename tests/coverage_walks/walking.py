"""Forms sent as a browser sends them, by people who are logged in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.test import Client

from ikkan.accounts.models import User
from tests.portfolio.stage import Stage

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
_HIDDEN = re.compile(r'type="hidden" name="(version|key)" value="([^"]*)"')


def enter(staged: Stage, who: str) -> Client:
    """One of the people of the stage, logged in."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.get(code=staged.actors[who].code), backend=BACKEND)
    return client


def send(client: Client, address: str, **typed: Any) -> str:
    """Fill in the form and send it; the address it led to."""
    form = client.get(address)
    assert form.status_code == 200, (address, form.status_code)
    hidden: Mapping[str, str] = dict(_HIDDEN.findall(form.content.decode()))
    done = client.post(address, {**hidden, **typed})
    assert done.status_code == 303, (address, _said(done.content.decode()))
    return str(done["Location"])


def refused(client: Client, address: str, **typed: Any) -> str:
    """The page that comes back when what was typed will not do."""
    hidden = dict(_HIDDEN.findall(client.get(address).content.decode()))
    done = client.post(address, {**hidden, **typed})
    assert done.status_code != 303, address
    return done.content.decode()


def code_of(address: str) -> str:
    """The code of the record at an address."""
    return address.rstrip("/").rpartition("/")[2]


def _said(body: str) -> str:
    found = re.search(r"error-summary.*?</ul>", body, re.DOTALL)
    return re.sub(r"<[^>]+>", " ", found[0] if found else body[-2000:])
