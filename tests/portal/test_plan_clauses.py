"""The plan clause by clause: trees, chains, two documents compared, what follows, two texts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from ikkan.audit.actor import SYSTEM
from ikkan.plan import actions
from ikkan.plan.models import Clause
from ikkan.plan.rules.clauses import NewClause
from ikkan.portal import plandiff
from ikkan.values.ref import Ref

pytestmark = pytest.mark.sqlite_only

TODAY = date(2026, 11, 22)
WHO: dict[str, Any] = {"by": SYSTEM, "as_of": TODAY, "key": None}
FORMER = Ref("clause", "strategy-2.000-111")
ENGLISH = {"accept-language": "en"}


def decided(**said: Any) -> Clause:
    new = NewClause(**({"text_ja": "継続支援を強める。", "term": "T3"} | said))
    clause = actions.draft_clause(new, version=None, **WHO)
    return actions.decide_clause(clause.code, TODAY, version=clause.version, **WHO)


def body(client: Client, url: str, **asked: str) -> str:
    page = client.get(url, asked)
    assert page.status_code == 200, page.content.decode()[:2000]
    return page.content.decode()


def at(page: str, *words: str) -> list[int]:
    return [page.index(word) for word in words]


def test_pieces_of_two_texts_are_words() -> None:
    found = plandiff.pieces("国際展開の促進を図る。", "国際展開の加速を図る。")
    assert [(one.state, one.text) for one in found] == [
        ("kept", "国際展開の"),
        ("removed", "促進"),
        ("added", "加速"),
        ("kept", "を図る。"),
    ]
    assert "".join(one.text for one in found if one.state != "added") == "国際展開の促進を図る。"


@pytest.mark.covers("S-050")
def test_a_document_is_a_tree_in_the_order_of_the_source(applied: Any, client: Client) -> None:
    page = body(client, "/plan/documents/strategy-3/")
    order = at(page, "Ⅰ 基本理念", "Ⅱ 現状と課題", "【基本方針】", "Ⅳ 具体的施策", "Ⅴ 推進体制")
    assert order == sorted(order)
    tree = page[page.index("clause-tree") :]
    assert at(tree, "○職域・地域", "健康経営の推進", "○適正なサービス") == sorted(
        at(tree, "○職域・地域", "健康経営の推進", "○適正なサービス")
    )
    assert "depth-4" in tree
    for url in ("plan-3", "strategy-2", "plan-2", "amed-review-2025"):
        assert "clause-tree" in body(client, f"/plan/documents/{url}/")
    assert client.get("/plan/documents/none/").status_code == 404


@pytest.mark.covers("S-044", "S-062")
def test_clauses_are_narrowed_by_who_carries_them_and_by_section(
    applied: Any, client: Client
) -> None:
    whole = body(client, "/plan/documents/plan-3/")
    assert "インハウス" in whole
    own = body(client, "/plan/documents/plan-3/", carrier="inhouse")
    assert "政府機関の行う関連研究との連携" in own
    assert "伴走支援体制の整備" not in own
    assert "伴走支援体制の整備" in body(client, "/plan/documents/plan-3/", carrier="funder")
    diffused = body(client, "/plan/documents/strategy-3/", section="diffusion")
    assert "社会共創" in diffused
    assert "健康経営" not in diffused
    assert "社会課題の解決" in body(client, "/plan/documents/strategy-3/", aim="social")


@pytest.mark.covers("S-056", "S-060", "S-063", "S-069", "S-017", "S-019")
def test_a_clause_says_what_it_answers_who_leads_and_where_it_leads(
    applied: Any, as_role: Any
) -> None:
    officer = as_role("hq_officer")
    new = "/plan/clauses/new/draft/"
    typed = {
        "text_ja": "国内製造体制を整える。",
        "form": "measure",
        "term": "T3",
        "aim": "both",
        "lead": "MLIT",
        "owners": ["MHLW", "METI"],
        "implementer": "AMED",
        "answers": "clause:plan-3.002-392 clause:plan-3.002-386",
        "programmes": ["next-cancer"],
        "key": "k-1",
    }
    refused = officer.post(new, typed | {"lead": "", "key": "k-0"})
    assert refused.status_code == 400
    assert "choose the one that leads" in refused.content.decode()
    wrong = officer.post(new, typed | {"answers": "term:T2", "key": "k-2"})
    assert "is no clause" in wrong.content.decode()
    made = officer.post(new, typed)
    assert made.status_code == 303, made.content.decode()[-2000:]
    clause = Clause.objects.get()
    assert (clause.lead, clause.owners, clause.implementer) == ("MLIT", ["MHLW", "METI"], "AMED")
    page = body(officer, f"/plan/clauses/{clause.code}/")
    assert "Land, Infrastructure" in page
    chains = body(officer, "/plan/links/")
    row = chains[
        chains.index("新規モダリティの国内製造体制")
        if "新規モダリティの国内製造体制" in chains
        else 0 :
    ]
    assert f"plan.clause:{clause.code}" in row
    assert "programme:next-cancer" in row
    assert f"plan.clause:{clause.code}" not in body(Client(), "/plan/links/")


def test_printed_chains_say_what_joins_them(applied: Any, client: Client) -> None:
    page = body(client, "/plan/links/")
    assert "programme:device-industry-hubs" in page
    assert "indicator:t3.goal.drug-loss-start" in page
    assert "資料になし" in page
    assert "同じ語" in page


def test_two_documents_are_compared_with_their_remainder(applied: Any, client: Client) -> None:
    page = body(client, "/plan/compare/")
    assert "職域・地域・個人の健康投資の促進" in page
    assert "<ins>" in page or "<del>" in page
    assert "残り（前）" in page
    only = body(client, "/plan/compare/", old="plan-2", new="plan-3", only="changes")
    assert "変わらない" not in only
    assert client.get("/plan/compare/", {"old": "x", "new": "y"}).status_code == 200


@pytest.mark.covers("S-040")
def test_a_printed_clause_is_amended_and_both_versions_are_shown(
    applied: Any, as_role: Any, client: Client
) -> None:
    officer = as_role("hq_officer")
    code = "strategy-3.002-22"
    url = f"/plan/clauses/new/amend/?clause={code}"
    assert url in body(officer, f"/plan/clause/clause/{code}/")
    assert "new/amend" not in body(client, f"/plan/clause/clause/{code}/")
    form = body(officer, url)
    assert "ヘルスケア市場の拡大" in form
    typed = {"clause": code, "text_ja": "ヘルスケア市場の国内外での拡大", "form": "policy_item"}
    made = officer.post("/plan/clauses/new/amend/", typed | {"key": "a-1"})
    assert made.status_code == 303, made.content.decode()[-2000:]
    clause = Clause.objects.get()
    assert clause.follows == f"clause:{code}"
    assert client.get(f"/plan/clause/plan.clause/{clause.code}/changes/").status_code == 404
    actions.decide_clause(clause.code, TODAY, version=clause.version, **WHO)
    page = body(client, f"/plan/clause/plan.clause/{clause.code}/changes/")
    assert "<ins>" in page
    assert "国内外" in page
    assert "追加：" in page
    assert clause.code in body(client, "/plan/documents/strategy-3/")
    assert clause.code in body(client, f"/plan/clause/clause/{code}/")
    again = officer.post(
        f"/plan/clauses/{clause.code}/amend/",
        {
            "text_ja": "ヘルスケア市場の拡大を急ぐ",
            "form": "policy_item",
            "version": "2",
            "key": "a-2",
        },
    )
    assert again.status_code == 303, again.content.decode()[-2000:]
    second = Clause.objects.order_by("pk").last()
    assert second is not None
    assert second.follows == f"plan.clause:{clause.code}"
    page = body(officer, f"/plan/clause/plan.clause/{second.code}/changes/")
    assert page.count('class="version-pair"') == 2


def test_what_follows_from_a_clause_is_sorted(applied: Any, client: Client) -> None:
    clause = decided(
        programmes=("next-cancer",), indicators=("t3.aimed.approvals",), follows=FORMER
    )
    page = body(client, f"/plan/clause/plan.clause/{clause.code}/")
    order = at(page, 'id="clauses"', 'id="programmes"', "programme:next-cancer", 'id="money"')
    assert order == sorted(order)
    assert "indicator:t3.aimed.approvals" in page
    former = body(client, "/plan/clause/clause/strategy-2.000-111/")
    assert f"plan.clause:{clause.code}" in former
    item = body(client, "/plan/clause/clause/allocation-policy-fy2023-draft.004-181/", lang="en")
    assert "経由：" in item
    assert client.get("/plan/clause/term/T2/").status_code == 404


def test_the_plan_says_weights_and_remainders(applied: Any) -> None:
    page = body(Client(headers=ENGLISH), "/plan/")
    assert "T2 → T3: 6 / 6" in page
    assert "not printed" in page
    assert "/plan/documents/strategy-3/" in page
    assert "/plan/compare/" in page
