"""Pages and files on the way of seeds that are not lists, records or forms give nothing away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.visibility import portfolio
from tests.visibility.gap_industry import SECRET, TERMS, YEN
from tests.visibility.portfolio import Portfolio
from tests.visibility.ways import fetched, hidden

pytestmark = pytest.mark.sqlite_only

ROLES = (
    *("public", "ministry_officer", "program_officer", "program_director", "reviewer"),
    *("researcher", "institution_office", "company", "data_user"),
)
OF_MANY = (
    *("/seeds/dormant/", "/seeds/dormant.csv", "/seeds/measures/", "/gates/ahead/"),
    *("/gates/statistics/", "/gates/statistics.csv", "/handovers/board/"),
    *("/portfolio/", "/portfolio.csv", "/portfolio/rows/", "/portfolio/lines/"),
    *("/portfolio/plan/", "/portfolio/scouting/", "/exits/slips/", "/exits/slips.csv", "/room/"),
    *("/facilities/search/", "/horizon/", "/horizon/watch/", "/horizon/decide/"),
    *("/horizon/fund/", "/horizon/growth.csv", "/desk/", "/"),
)
OF_ROUND = ("board/", "board.csv")


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any, amed: Any) -> Iterator[Portfolio]:
    """The portfolio of this file."""
    with portfolio.kept(django_db_blocker, amed) as whole:
        yield whole


@pytest.fixture
def seen(made: Portfolio, db: None) -> Portfolio:
    """The same, with what was already asked of it."""
    return made


@pytest.mark.parametrize("role", ROLES)
def test_pages_over_many_records_leave_out_what_is_hidden(seen: Portfolio, role: str) -> None:
    viewer = seen.viewers[role]
    words = hidden(seen, viewer)
    found = seen.records["portfolio.matching_round"][0]
    rounds = [f"/handovers/rounds/{found.code}/{one}" for one in OF_ROUND]
    granted = {
        word
        for grant in seen.records["portfolio.room_grant"]
        if grant.introduction.company.code == viewer.holds("parties.organisation")
        for word in grant.documents.values_list("code", flat=True)
    }
    opened = {("/room/", word) for word in granted}
    wrong = []
    for url in (*OF_MANY, *rounds):
        status, text = fetched(seen, viewer, url)
        if status not in (200, 302, 403, 404):
            wrong.append(f"{url} {status}")
        if url in rounds and status == 200 and role not in ("program_director",):
            wrong.append(f"{url} is shown")
        if status != 200:
            continue
        given = [word for word in words if word in text.replace("STR-", "")]
        wrong += [f"{url} says {word}" for word in given if (url, word) not in opened]
        kept = (*SECRET.values(), TERMS) if role != "company" else (SECRET["apart"], TERMS)
        kept = (*kept, f"{YEN['apart']:,}", str(YEN["apart"]))
        if role not in ("program_officer", "program_director"):
            wrong += [f"{url} says {one}" for one in kept if one in text]
    assert not wrong, "\n".join(wrong)


def test_a_document_is_opened_under_its_grant_by_its_company_alone(seen: Portfolio) -> None:
    for grant in seen.records["portfolio.room_grant"]:
        document = grant.documents.get()
        url = f"/room/open/{grant.code}/{document.code}/"
        for role, viewer in seen.viewers.items():
            own = viewer.holds("parties.organisation") == grant.introduction.company.code
            answer = viewer.client.post(url)
            said = answer.content.decode() if answer.status_code == 200 else ""
            if not (own and role == "company"):
                assert answer.status_code != 200, f"{role} {url}"
                assert document.title.en not in said
