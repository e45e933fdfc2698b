"""One address for every template of the site, and the six pages looked at from all sides."""

from __future__ import annotations

from typing import Any, Final

TEMPLATES: Final = (
    "/",
    "/money/2017/",
    "/tables/",
    "/tables/fy2020-request/?view=both",
    "/tables/series-amed/",
    "/tables/device-map-fy2025/",
    "/figures/",
    "/figures/request2020.amed.wish.TOTAL/",
    "/checks/",
    "/checks/K-27/",
    "/contradictions/",
    "/plan/",
    "/outcomes/",
    "/funds/",
    "/funds/together/?spread=even",
    "/adjustment/",
    "/adjustment/2020/",
    "/sources/",
    "/sources/001/",
    "/register/",
    "/register/programme/",
    "/register/project/T2-01/",
    "/register/case/case-1/",
    "/line/project/T2-01/",
    "/line/broken/",
    "/glossary/",
    "/about/",
    "/about/figures/",
    "/accessibility/",
    "/data/",
    "/permissions/",
    "/permissions/records/",
    "/search/?q=がん",
    "/organisations/",
    "/awards/",
    "/ledger/accounts/",
    "/plan/clauses/",
    "/databook/2025/",
    "/accounts/login/",
    "/menu/",
    "/bodies/",
    "/bodies/HQ/",
    "/bodies/owing/",
    "/plan/documents/plan-3/",
    "/plan/links/",
    "/plan/compare/",
    "/plan/ahead/",
    "/plan/seeds/",
    "/domains/",
    "/domains/T2-D1/",
    "/projects/statistics/",
    "/policies/",
    "/requests/",
    "/requests/views/",
    "/reconciliation/",
    "/exchange/",
    "/followup/",
    "/evaluation/ratings/",
    "/horizon/",
    "/horizon/watch/",
    "/horizon/decide/",
    "/horizon/fund/",
    "/facilities/search/",
    "/register/project/none/",
    "/plan/?as_of=yesterday",
)
SIX: Final = (
    "/",
    "/tables/fy2020-request/?view=both",
    "/figures/request2020.amed.wish.TOTAL/",
    "/plan/",
    "/register/project/T2-01/",
    "/contradictions/",
)
WIDTHS: Final = (1440, 390)
SCHEMES: Final = ("light", "dark")
LOCALES: Final = {"ja": "ja-JP", "en": "en-GB"}


def sideways(page: Any) -> int:
    """Pixels by which a page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
