"""Follows every link of the site as a reader would, without a browser.

Called by the crawl test; gives each page's address, status and text.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from django.test import Client


@dataclass
class Page(HTMLParser):
    """What one page holds: links, ids, references, headings, and what may not stand in it."""

    address: str = ""
    status: int = 0
    links: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    refs: set[str] = field(default_factory=set)
    headings: int = 0
    language: str = ""
    inline: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self.links.append(str(given["href"]))
        if tag == "h1":
            self.headings += 1
        if tag == "html":
            self.language = given.get("lang") or ""
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if given.get("data-ref"):
            self.refs.add(str(given["data-ref"]))
        if "style" in given or (tag in ("script", "style") and not given.get("src")):
            self.inline.append(self.get_starttag_text() or tag)
        self.inline += [name for name in given if name.startswith("on")]


def crawl(client: Client, wanted: Callable[[str], bool], start: str = "/") -> Iterator[Page]:
    """Every page reachable from `start` whose address `wanted` accepts, each once."""
    met, waiting = {start}, deque([start])
    while waiting:
        address = waiting.popleft()
        answer = client.get(address)
        page = Page(address=address, status=answer.status_code)
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            page.feed(answer.content.decode())
        yield page
        for link in page.links:
            found, _fragment = urldefrag(urljoin(address, link))
            parts = urlsplit(found)
            if parts.netloc or found in met or not wanted(found):
                continue
            met.add(found)
            waiting.append(found)
