"""Every template in both languages, both schemes and five widths: axe, width, and print.

Called by `make prove`. Serves a home of its own; needs a chromium.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from tests.e2e.pages import LOCALES, SCHEMES, TEMPLATES, sideways
from tests.plugins import means

WIDTHS = (1440, 1000, 768, 390, 320)


@contextmanager
def served() -> Iterator[str]:
    """The address of a fresh home."""
    with tempfile.TemporaryDirectory(prefix="ikkan-grid-") as home:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = str(probe.getsockname()[1])
        surroundings = os.environ | {"IKKAN_HOME": home, "IKKAN_DATABASE_URL": ""}
        command = [sys.executable, "-m", "ikkan.server.cli"]
        subprocess.run([*command, "init"], env=surroundings, check=True, capture_output=True)
        serve = [*command, "serve", "--port", port, "--workers", "1"]
        process = subprocess.Popen(serve, env=surroundings, stdout=subprocess.DEVNULL)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(address)
            yield address
        finally:
            process.terminate()
            process.wait(timeout=20)


def main() -> str:
    """No serious or critical finding and no sideways scroll anywhere on the grid."""
    wrong: list[str] = []
    engine, looked = Axe(), 0
    with served() as base, sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=means.chromium_path(),
            args=["--no-sandbox", "--disable-background-networking"],
        )
        for locale, scheme, width in product(LOCALES.values(), SCHEMES, WIDTHS):
            context = browser.new_context(
                viewport={"width": width, "height": 900}, locale=locale, color_scheme=scheme
            )
            page = context.new_page()
            for address in TEMPLATES:
                page.goto(base + address, wait_until="load")
                looked += 1
                where = f"{address} {locale} {scheme} {width}"
                over = sideways(page)
                if over > 0:
                    wrong.append(f"{where}: {over} px too wide")
                wrong += [
                    f"{where}: {found['id']}"
                    for found in engine.run(page).response["violations"]
                    if found["impact"] in ("serious", "critical")
                ]
            context.close()
        browser.close()
    if wrong:
        raise AssertionError(f"{len(wrong)} findings: " + "; ".join(wrong[:12]))
    return f"{looked} pages, no serious or critical finding, none wider than its window"


def _wait(address: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(address, timeout=2)  # noqa: S310
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the server did not answer")
