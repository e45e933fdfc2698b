"""The allocation policy of a year: loaded, revised, compared, decided, acknowledged."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from ikkan.budget.models import AllocationPolicy, PolicyItem
from ikkan.budget.policies import actions
from ikkan.budget.policies.rules import NewItem
from ikkan.line import queries as lines
from ikkan.line.models import Edge
from ikkan.values.errors import InputError, NotAllowed
from ikkan.values.ref import Ref
from tests.budget.policies.conftest import (
    TODAY,
    WHO,
    accept_all,
    decided,
    item_at,
    typed,
)


def test_every_item_stands_under_the_clause_it_was_read_from(policy: AllocationPolicy) -> None:
    rows = Edge.objects.filter(from_kind="budget.policy_item", kind="clause", direction="up")
    below = {(row.from_code, row.to_code) for row in rows}
    assert below == {(item.code, item.clause) for item in policy.items.all()}
    item = item_at(policy, 165)
    walk = lines.walk(Ref("budget.policy_item", item.code), as_of=TODAY, viewer=WHO["by"])
    above = {node.record.ref for node in walk.up}
    assert {Ref("clause", item.clause), Ref("budget.policy", policy.code)} <= above


def test_printed_grounds_come_with_their_place(policy: AllocationPolicy) -> None:
    grounds = {
        item.clause.rpartition("-")[2]: list(item.grounds.all()) for item in policy.items.all()
    }
    assert {line for line, found in grounds.items() if found} == {
        *("165", "248", "259", "303", "307", "316", "377", "425", "480", "490", "511"),
    }
    [cabinet] = grounds["490"]
    assert (cabinet.sort, cabinet.said_on, cabinet.source) == (
        "cabinet_decision", "2021-06-01", "004:490",
    )  # fmt: skip


@pytest.mark.covers("S-223")
def test_the_next_years_policy_is_begun_edited_and_compared(
    policy: AllocationPolicy, as_role: Any
) -> None:
    client = as_role("hq_officer")
    given = {"follows": policy.code, "fiscal_year": "2024", "name_ja": "令和６年度方針（案）"}
    answer = typed(client, "/policies/new/start/", **given, name_en="", basis="")
    later = AllocationPolicy.objects.get(fiscal_year=2024)
    assert answer["location"] == f"/policies/{later.code}/"
    changed, moved, gone = (item_at(later, line) for line in (181, 194, 283))
    words = changed.text_ja.replace("医療現場", "臨床の現場")
    base = {"sort": "area", "text_en": changed.text_en, "order": ""}
    url = f"/policies/items/{changed.code}/revise/"
    assert typed(client, url, project="T2-01", text_ja=words, **base).status_code == 303
    base["text_en"] = moved.text_en
    url = f"/policies/items/{moved.code}/revise/"
    assert typed(client, url, project="T2-06", text_ja=moved.text_ja, **base).status_code == 303
    assert typed(client, f"/policies/items/{gone.code}/remove/").status_code == 303
    new = {"sort": "point", "project": "", "text_ja": "新しい留意点。", "text_en": "", "order": ""}
    assert typed(client, f"/policies/{later.code}/add/", **new).status_code == 303
    for language, added, removed in (("en", "Added 1", "Removed 1"), ("ja", "追加 1", "削除 1")):
        url = f"/policies/{later.code}/differences/?view=differences"
        page = client.get(url, headers={"accept-language": language}).content.decode()
        assert added in page
        assert removed in page
        assert page.count('class="diff-row') == 4
        assert "新しい留意点。" in page
    assert "<del><span" in page
    assert "臨床" in page
    assert gone.key in page
    whole = client.get(f"/policies/{later.code}/differences/?with={policy.code}")
    assert whole.content.decode().count('class="diff-row') == 59


def test_items_keep_their_key_and_lose_a_project_that_is_over(policy: AllocationPolicy) -> None:
    from ikkan.budget.policies.rules import NewPolicy

    new = NewPolicy(fiscal_year=2025, name_ja="令和７年度方針（案）")
    later = actions.start_policy(new, policy.code, version=None, **WHO)
    before = dict(policy.items.values_list("key", "code"))
    assert set(later.items.values_list("key", flat=True)) == set(before)
    assert set(later.items.values_list("project", flat=True)) == {""}
    item = item_at(later, 165)
    assert Edge.objects.filter(
        kind="earlier", from_code=item.code, to_code=before[item.key], superseded_at=None
    ).exists()


@pytest.mark.covers("S-256")
def test_a_policy_is_decided_presented_and_acknowledged(
    policy: AllocationPolicy, as_role: Any
) -> None:
    accept_all(policy)
    code = decided(policy)
    client = as_role("hq_officer")
    answer = typed(client, f"/policies/{policy.code}/decide/", decision=code)
    assert answer.status_code == 303
    policy.refresh_from_db()
    assert (policy.state, policy.decided_on, policy.published) == ("decided", TODAY, True)
    assert set(policy.presented_to) >= {"MEXT", "MHLW", "METI", "MIC", "CAO"}
    public = Client(headers={"accept-language": "en"})
    page = public.get(f"/policies/{policy.code}/").content.decode()
    assert page.count("○ not yet") == len(policy.presented_to)
    ministry = as_role("ministry_officer", Ref("body", "MHLW"))
    assert "Acknowledge receipt" in ministry.get("/desk/").content.decode()
    form = ministry.get(f"/policies/{policy.code}/receive/").content.decode()
    assert 'value="MHLW"' in form
    assert 'value="MEXT"' not in form
    assert typed(ministry, f"/policies/{policy.code}/receive/", body="MEXT").status_code == 400
    assert typed(ministry, f"/policies/{policy.code}/receive/", body="MHLW").status_code == 303
    assert policy.receipts.get().body == "MHLW"
    page = public.get(f"/policies/{policy.code}/").content.decode()
    assert page.count("✓ received") == 1
    assert page.count("○ not yet") == len(policy.presented_to) - 1
    again = {"version": None, **WHO}
    with pytest.raises(InputError, match="acknowledged receipt"):
        actions.receive_policy(policy.code, "MHLW", **again)
    with pytest.raises(InputError, match="not presented"):
        actions.receive_policy(policy.code, "NEDO", **again)
    with pytest.raises(NotAllowed):
        actions.receive_policy(policy.code, "MEXT", **(again | {"by": ministry.actor}))


def test_a_decision_tells_everything_that_is_missing_at_once(
    policy: AllocationPolicy, as_role: Any
) -> None:
    client = as_role("hq_officer")
    code = decided(policy, taken=False)
    answer = typed(client, f"/policies/{policy.code}/decide/", decision=code)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert page.count("has no ground") == 43
    assert "still a draft" in page
    policy.refresh_from_db()
    assert (policy.state, policy.published) == ("draft", False)
    other = loaded_again(policy)
    with pytest.raises(InputError) as refusal:
        actions.decide_policy(other.code, code, version=other.version, **WHO)
    for words in ("no point to note", "no priority area", "still a draft", "not about this"):
        assert words in refusal.value.text.en
    with pytest.raises(InputError, match="There is no decision"):
        actions.decide_policy(other.code, "DEC-0", version=other.version, **WHO)


def loaded_again(policy: AllocationPolicy) -> AllocationPolicy:
    from ikkan.budget.policies.rules import NewPolicy

    new = NewPolicy(fiscal_year=2024, name_ja="空の案")
    return actions.start_policy(new, "", version=None, **WHO)


def test_a_decided_policy_no_longer_changes(policy: AllocationPolicy, as_role: Any) -> None:
    accept_all(policy)
    actions.decide_policy(policy.code, decided(policy), version=policy.version, **WHO)
    item = PolicyItem.objects.filter(policy=policy, sort="area").first()
    assert item is not None
    new = NewItem(sort="area", text_ja="別の文。")
    with pytest.raises(InputError, match="follows it"):
        actions.revise_item(item.code, new, version=item.version, **WHO)
    with pytest.raises(InputError, match="follows it"):
        actions.add_item(policy.code, new, version=None, **WHO)
    with pytest.raises(InputError, match="follows it"):
        actions.remove_item(item.code, version=item.version, **WHO)
    page = as_role("hq_officer").get(f"/policies/items/{item.code}/").content.decode()
    assert "begin a policy that follows it" in page


def test_only_the_headquarters_write_policies(policy: AllocationPolicy, as_role: Any) -> None:
    for role in ("ministry_officer", "funder_staff", "auditor", "researcher"):
        client = as_role(role)
        seen = 200 if role == "auditor" else 404
        assert client.get(f"/policies/{policy.code}/").status_code == seen
        assert client.get("/policies/new/load/").status_code == 403
    assert Client().get("/policies/").status_code == 200
    assert policy.code not in Client().get("/policies/").content.decode()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_paper_is_tagged_pdf_html_and_workbook(
    policy: AllocationPolicy, as_role: Any, language: str
) -> None:
    client = as_role("hq_officer")
    base = f"/policies/{policy.code}/policy-{language}"
    made = client.get(f"{base}.pdf")
    assert made.content[:5] == b"%PDF-"
    assert b"pdfuaid" in made.content
    assert made.content == client.get(f"{base}.pdf").content
    page = client.get(f"{base}.html").content.decode()
    assert ("案" if language == "ja" else "Draft") in page
    assert item_at(policy, 165).text_ja[:20] in page or language == "en"
    assert client.get(f"{base}.xlsx").content[:2] == b"PK"
    assert client.get(f"/policies/{policy.code}/policy-de.pdf").status_code == 404
    assert Client().get(f"{base}.pdf").status_code == 404


def test_the_page_of_a_policy_has_a_constant_number_of_queries(
    policy: AllocationPolicy, as_role: Any, django_assert_max_num_queries: Any
) -> None:
    client = as_role("hq_officer")
    client.get(f"/policies/{policy.code}/")
    with django_assert_max_num_queries(45) as few:
        client.get(f"/policies/{policy.code}/")
    for number in range(20):
        new = NewItem(sort="area", text_ja=f"領域{number}", project="T2-01")
        actions.add_item(policy.code, new, version=None, **WHO)
    with django_assert_max_num_queries(len(few)):
        client.get(f"/policies/{policy.code}/")
