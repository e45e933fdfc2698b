"""Every page that a link leads to is there, in both languages, and says what it shows."""

from __future__ import annotations

import pytest

from ikkan.plan import queries
from tests.conftest import TODAY
from tests.e2e.crawling import Page, crawl

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]
FILES = (".csv", ".xlsx", ".json", ".jsonl", ".html", ".pdf")
MANY = ("/line/", "/plan/clause/")
MOVED = "/databook/"
ALIKE = ("/figures/", "/checks/")
PRIVATE = ("/accounts/", "/account/", "/journal/", "/notices/", "/desk/")


def public(address: str) -> bool:
    return not address.startswith((*PRIVATE, "/static/")) and address != MOVED


def whole(address: str) -> bool:
    """Pages, not files nor filtered lists; a tenth of those that are all of one template."""
    if not public(address) or address.endswith(FILES) or "?" in address:
        return False
    return not address.startswith(MANY) or len(address) % 10 == 0


def sampled(address: str) -> bool:
    """A few of the pages that the other language meets whole."""
    if not whole(address) or (address.startswith(ALIKE) and len(address) % 23):
        return False
    return address.count("/") < 4 or len(address) % 13 == 0


def broken(pages: list[Page]) -> dict[str, object]:
    """What is wrong with pages, by address."""
    return {
        page.address: (page.status, page.headings, page.inline[:2])
        for page in pages
        if page.status != 200 or page.headings != 1 or page.inline
    }


def test_every_link_in_japanese(client, applied, shown_codes) -> None:
    pages = list(crawl(client, whole))
    assert broken(pages) == {}
    assert {page.language for page in pages} == {"ja"}
    assert [page.address for page in pages if len(page.ids) != len(set(page.ids))] == []
    for page in pages:
        shown_codes.update(page.refs)
    everything = {str(figure.ref) for figure in queries.snapshot(TODAY).figures(state="all")}
    assert everything <= set(shown_codes), "every published figure is shown somewhere"


def test_links_in_english(client, applied) -> None:
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    pages = list(crawl(client, sampled))
    assert broken(pages) == {}
    assert {page.language for page in pages} == {"en"}
    assert len(pages) > 100


def test_every_file_can_be_read(client, applied) -> None:
    listing = Page(address="/data/")
    listing.feed(client.get("/data/").content.decode())
    files = [link for link in listing.links if link.endswith((".csv", ".xlsx"))]
    assert len(files) > 80
    for link in files:
        answer = client.get(link)
        assert answer.status_code == 200, link
        begins = b"PK" if link.endswith(".xlsx") else b"\xef\xbb\xbf"
        assert answer.content.startswith(begins), link


@pytest.mark.parametrize("address", ["/", "/tables/", "/register/project/T2-01/"])
def test_another_day_keeps_its_day_on_every_link(client, applied, address: str) -> None:
    page = Page(address=address)
    page.feed(client.get(address, {"as_of": "2021-04-01"}).content.decode())
    inside = [link for link in page.links if link.startswith("/") and whole(link.split("?")[0])]
    kept = [link for link in inside if "as_of=2021-04-01" in link]
    lost = set(inside) - set(kept) - {address, "/permissions/", "/accounts/login/"}
    assert kept
    assert lost == set()
