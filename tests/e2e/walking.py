"""People at their browsers, carrying a record along the line: they click, fill in, and look.

A click is every activation of a link or a button, those that send a form included. Typing,
choosing in a menu and ticking a box fill in a form and are no clicks. Each person has a window of
their own; logging in, which leads to the work list, and coming back to the page one left are free.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Sum
from django.test import Client
from django.utils import timezone

from ikkan.accounts.models import User
from ikkan.budget import verify
from ikkan.budget.models import Posting
from tests.e2e.crawling import Page
from tests.e2e.pages import LOCALES

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
FOLLOWING = "nav.following"


@dataclass
class Walk:
    """What is common to all: the server, the language, the clicks so far, what axe found."""

    chromium: Any
    server: str
    language: str
    axe: Any
    clicks: list[str] = field(default_factory=list)
    wrong: dict[str, list[str]] = field(default_factory=dict)
    windows: list[Any] = field(default_factory=list)

    def window(self, user: User) -> Window:
        """A window in which that person is logged in."""
        client = Client()
        client.force_login(user, backend=BACKEND)
        context = self.chromium.new_context(
            viewport={"width": 1440, "height": 900}, locale=LOCALES[self.language]
        )
        self.windows.append(context)
        cookie = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": self.server}])
        page = context.new_page()
        page.set_default_timeout(30_000)
        return Window(walk=self, page=page)

    def close(self) -> None:
        """Close every window."""
        for context in self.windows:
            context.close()


@dataclass
class Window:
    """One person's browser; `page` is what it shows."""

    walk: Walk
    page: Any

    @property
    def path(self) -> str:
        """The address it shows, from the root."""
        return str(self.page.url).removeprefix(self.walk.server)

    def code(self) -> str:
        """The code of the record it shows."""
        return self.path.rstrip("/").rsplit("/", 1)[-1]

    def at_work(self) -> None:
        """The work list, where logging in leads."""
        self.page.goto(f"{self.walk.server}/desk/")
        self._look()

    def back(self) -> None:
        """The page one left, as it is now."""
        self.page.reload()

    def read(self, path: str) -> None:
        """Open an address only to look at it; nobody goes on from there."""
        self.page.goto(f"{self.walk.server}{path}")

    def click(self, found: str) -> None:
        """Follow a link or press a button, and see where it leads."""
        before = self.path
        one = self.page.locator(found).first
        with self.page.expect_navigation():
            one.click()
        self.walk.clicks.append(f"{before} {found}")
        self._look()

    def start(self, address: str) -> None:
        """A form for a new record, from the work list or the record that it follows."""
        self.click(f'{FOLLOWING} a[href^="{address}"]')

    def work_on(self, ref: str) -> None:
        """What waits for this person, on the work list."""
        self.click(f'.work-item[data-ref="{ref}"] a.button')

    def send(self, **typed: Any) -> str:
        """Fill in the form of the page and send it; the path of the record it leads to."""
        form = self.page.locator('main form[method="post"]:has(input[name=key])').first
        for name, value in typed.items():
            self._fill(form.locator(f'[name="{name}"]'), value)
        before = self.path
        with self.page.expect_navigation():
            form.locator("button[type=submit]").click()
        self.walk.clicks.append(f"{before} send")
        refused = self.page.locator(".error-summary")
        assert refused.count() == 0, refused.first.inner_text()
        self._look()
        return self.path

    def _fill(self, control: Any, value: Any) -> None:
        if control.evaluate("one => one.tagName") == "SELECT":
            control.select_option(value)
        elif value is True:
            control.check()
        else:
            control.fill(str(value))

    def _look(self) -> None:
        """The ledger balances after every step, and nothing serious stands on the page."""
        self.page.wait_for_load_state("load")
        demand_balance()
        kind = self.path.partition("?")[0].strip("/").split("/")
        seen = "/".join(part for part in kind if not any(sign.isdigit() for sign in part))
        if seen not in self.walk.wrong:
            self.walk.wrong[seen] = self.walk.axe(self.page)

    def header(self) -> dict[str, str]:
        """The eight stations over the page: the class of each."""
        names = ("plan", "budget", "call", "award", "gate", "handover", "outcome", "next_plan")
        classes = self.page.locator(".line-record .stations > li").evaluate_all(
            "all => all.map(one => one.className)"
        )
        return dict(zip(names, classes, strict=True))

    def thread(self) -> set[str]:
        """References on the line of the record shown: its header and the line it opens."""
        return set(self._named())

    def _named(self) -> Iterator[str]:
        links = self.page.locator(".line-record .stations a.what").evaluate_all(
            "all => all.map(one => new URL(one.href).pathname)"
        )
        yield from links
        whole = self.page.locator('main .actions a[href^="/line/"]').first.get_attribute("href")
        answer = self.page.context.request.get(f"{self.walk.server}{whole}")
        assert answer.ok, whole
        yield from _links(answer.text())


def _links(html: str) -> list[str]:
    page = Page()
    page.feed(html)
    return page.links


def demand_balance() -> None:
    """Every transfer balances, no account is short, and all postings add up to nothing."""
    report = verify.verify(timezone.localdate())
    assert report.ok, report.findings
    assert (Posting.objects.aggregate(sum=Sum("yen"))["sum"] or 0) == 0
