"""Forms of bodies as people send them, through the HTTP client."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client


def send(client: Client, address: str, version: int | str = "", **typed: Any) -> Any:
    page = client.get(address)
    assert page.status_code == 200, address
    key = re.search(r'name="key" value="(\w+)"', page.content.decode())
    assert key is not None
    return client.post(address, {**typed, "version": version, "key": key[1]})


def errors(response: Any) -> str:
    assert response.status_code in (400, 403, 409, 422), response.status_code
    return response.content.decode()
