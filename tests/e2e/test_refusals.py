"""What a person may try and Ikkan refuses: the rule and the remedy are said, nothing is written."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from ikkan.accounts.models import User
from ikkan.budget.models import Posting
from ikkan.portfolio.models import Gate
from tests.awards import world as worlds
from tests.awards.world import TODAY, YEN
from tests.portfolio import stage
from tests.portfolio.stage import Stage

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LANGUAGES = ("ja", "en")
DAY = TODAY.isoformat()
LogIn = Callable[[str, str], Client]


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any, amed: Any) -> Iterator[Stage]:
    """The world of this file: two awards, and people with offices, ties and accounts."""
    with worlds.kept(django_db_blocker, amed):
        yield stage.make()


@pytest.fixture(autouse=True)
def staged(made: Stage, db: None) -> Stage:
    """What stood before every test."""
    return made


@pytest.fixture
def log_in(staged: Stage) -> LogIn:
    """A client of one of the people of the stage, reading one of the languages."""

    def of(name: str, language: str) -> Client:
        client = Client(headers={"accept-language": language})
        user = User.objects.get(code=staged.actors[name].code)
        client.force_login(user, backend=BACKEND)
        return client

    return of


def hidden(client: Client, address: str) -> dict[str, str]:
    """What the page of the form says of itself: the version seen, and the key of this sending."""
    body = client.get(address).content.decode()
    return dict(re.findall(r'type="hidden" name="(version|key)" value="([^"]*)"', body))


def send(client: Client, address: str, **typed: Any) -> Any:
    """Open the form, fill it in, send it."""
    return client.post(address, hidden(client, address) | typed)


def counted() -> dict[str, int]:
    """How many rows every table of Ikkan has, the journal among them."""
    models = (model for model in apps.get_models() if model.__module__.startswith("ikkan."))
    return {model._meta.label: model._default_manager.count() for model in models}


@contextmanager
def nothing_written() -> Iterator[None]:
    """No table has a row more or less afterwards."""
    before = counted()
    yield
    assert counted() == before


def demand_said(answer: Any, status: int, *words: str) -> None:
    """The refusal stands on the page of the form, with the rule and the remedy."""
    body = html.unescape(answer.content.decode())
    assert answer.status_code == status
    summary = body[body.index('class="error-summary"') :]
    summary = summary[: summary.index("</ul>")]
    for one in words:
        assert one in summary, (one, summary)


@pytest.mark.parametrize(
    ("language", "rule", "remedy"),
    [
        ("ja", "系譜が輪になります", "続きの向きを確かめてください"),
        ("en", "the lineage would run in a circle", "Check which of them came first"),
    ],
)
def test_a_circular_lineage(
    staged: Stage, log_in: LogIn, language: str, rule: str, remedy: str
) -> None:
    staff = log_in("staff", language)
    done = send(staff, f"/awards/{staged.successor}/continue/", earlier=staged.award)
    assert done.status_code == 303
    with nothing_written():
        back = send(staff, f"/awards/{staged.award}/continue/", earlier=staged.successor)
    demand_said(back, 400, rule, remedy)


@pytest.mark.parametrize(
    ("language", "rule", "remedy"),
    [
        ("ja", "「evaluation.finding:FND-0」はありません", "選び直してください"),
        ("en", "There is no evaluation.finding:FND-0", "choose a row of the policy pack"),
    ],
)
def test_an_edge_to_nothing(as_role: Any, language: str, rule: str, remedy: str) -> None:
    hq = as_role("hq_officer")
    hq.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    typed = {"text_ja": "次の計画の条項", "cites": "evaluation.finding:FND-0"}
    with nothing_written():
        back = send(hq, "/plan/clauses/new/draft/", **typed)
    demand_said(back, 400, rule, remedy)


def payment(yen: int) -> dict[str, str]:
    said = {"made_on": DAY, "fiscal_year": "2026", "pot": "initial", "instrument": "commission"}
    return said | {"yen": f"{yen:,}"}


@pytest.mark.parametrize(
    ("language", "rule", "remedy"),
    [
        ("ja", "決定額を超えます（残り30,000,000円）", "額を減らすか"),
        ("en", "go beyond it (30,000,000 left)", "Pay less"),
    ],
)
def test_an_award_paid_beyond_what_it_was_given(
    staged: Stage, log_in: LogIn, language: str, rule: str, remedy: str
) -> None:
    with nothing_written():
        back = send(log_in("staff", language), f"/awards/{staged.award}/pay/", **payment(YEN + 1))
    demand_said(back, 400, rule, remedy)


@pytest.mark.parametrize(
    ("language", "rule", "remedy"),
    [
        ("ja", "出せるのは100,000,000円まで", "先に上の口座から受けてください"),
        ("en", "at most ¥100,000,000 can leave", "fund the account first"),
    ],
)
def test_an_award_paid_beyond_its_account(
    staged: Stage, log_in: LogIn, language: str, rule: str, remedy: str
) -> None:
    staff, address = log_in("staff", language), f"/awards/{staged.award}"
    more = send(staff, f"{address}/amounts/", amounts="2026 2億円", sort="decided")
    assert more.status_code == 303
    with nothing_written():
        back = send(staff, f"{address}/pay/", **payment(150_000_000))
    demand_said(back, 400, rule, remedy)


GO = {"decision": "go", "reason": "基準を満たす", "decided_on": DAY, "met_0": "yes"}


@pytest.mark.parametrize(
    ("who", "language", "rule", "remedy"),
    [
        ("elsewhere", "ja", "portfolio.office", "決められる人"),
        ("elsewhere", "en", "portfolio.office", "Who may decide: Fictional director"),
        ("inside", "ja", "parties.conflict.same_organisation", "ほかに決められる人"),
        ("inside", "en", "parties.conflict.same_organisation", "Others who may"),
        ("tied", "ja", "parties.conflict.", "ほかに決められる人"),
        ("tied", "en", "parties.conflict.", "Others who may: Fictional director"),
    ],
)
def test_a_gate_decided_without_the_office_or_with_a_conflict(
    staged: Stage, log_in: LogIn, who: str, language: str, rule: str, remedy: str
) -> None:
    gate = stage.open_gate(staged)
    with nothing_written():
        back = send(log_in(who, language), f"/gates/{gate.code}/decide/", **GO)
    demand_said(back, 403, rule, remedy)
    gate.refresh_from_db()
    assert (gate.decision, gate.version) == ("pending", 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_gate_is_not_decided_by_who_only_opens_them(
    staged: Stage, log_in: LogIn, language: str
) -> None:
    gate = stage.open_gate(staged)
    officer = log_in("officer", language)
    with nothing_written():
        back = officer.post(f"/gates/{gate.code}/decide/", GO | {"version": "1", "key": "k"})
    assert back.status_code == 403
    assert f"/gates/{gate.code}/decide/" not in officer.get(f"/gates/{gate.code}/").content.decode()
    assert Gate.objects.get(code=gate.code).decision == "pending"


@pytest.mark.parametrize(
    ("language", "rule", "remedy"),
    [
        ("ja", "開始日（2026-04-01）より前です", "日付を確かめるか"),
        ("en", "came before award", "Check the day"),
    ],
)
def test_an_outcome_before_its_award_began(
    staged: Stage, log_in: LogIn, language: str, rule: str, remedy: str
) -> None:
    typed = {
        "sort": "paper",
        "title_ja": "早すぎる論文",
        "occurred_on": "2026-03-31",
        "evidence": "doi:10.1000/12345",
        "award": staged.award,
    }
    with nothing_written():
        back = send(log_in("staff", language), "/outcomes/records/new/report/", **typed)
    demand_said(back, 400, rule, remedy)


@pytest.mark.parametrize(
    ("language", "rule", "remedy"),
    [
        ("ja", "ほかの人が先に変更しました", "今の内容を見てから送ってください"),
        ("en", "Somebody changed this first", "look at it again before you send"),
    ],
)
def test_a_row_that_somebody_else_changed_first(
    staged: Stage, log_in: LogIn, language: str, rule: str, remedy: str
) -> None:
    staff, address = log_in("staff", language), f"/awards/{staged.award}/pay/"
    seen = hidden(staff, address)
    assert send(log_in("staff", "en"), address, **payment(1_000_000)).status_code == 303
    with nothing_written():
        back = staff.post(address, seen | payment(2_000_000))
    demand_said(back, 409, rule, remedy)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_payment_sent_twice_is_paid_once(staged: Stage, log_in: LogIn, language: str) -> None:
    staff, address = log_in("staff", language), f"/awards/{staged.award}/pay/"
    form = hidden(staff, address) | payment(1_000_000)
    first = staff.post(address, form)
    with nothing_written():
        second = staff.post(address, form)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first["Location"] == second["Location"] == f"/awards/{staged.award}/"
    assert Posting.objects.filter(yen=1_000_000).count() == 1


@pytest.mark.parametrize(
    ("language", "rule", "remedy"),
    [
        ("ja", "別の内容で使われています", "画面を開き直してから送ってください"),
        ("en", "was used for a different request", "open the page anew"),
    ],
)
def test_back_to_a_form_that_was_sent_and_sent_with_another_amount(
    staged: Stage, log_in: LogIn, language: str, rule: str, remedy: str
) -> None:
    staff, address = log_in("staff", language), f"/awards/{staged.award}/pay/"
    form = hidden(staff, address) | payment(1_000_000)
    assert staff.post(address, form).status_code == 303
    assert "no-store" in staff.get(address)["Cache-Control"]
    with nothing_written():
        back = staff.post(address, form | payment(2_000_000))
    demand_said(back, 409, rule, remedy)
    assert "2,000,000" in back.content.decode()


@pytest.mark.parametrize(
    ("language", "kept"),
    [("ja", "入力した内容は残してあります"), ("en", "What you typed was kept")],
)
def test_a_session_that_ended_while_a_gate_was_decided(
    staged: Stage, log_in: LogIn, language: str, kept: str
) -> None:
    gate = stage.open_gate(staged)
    director, address = log_in("director", language), f"/gates/{gate.code}/decide/"
    form = hidden(director, address) | GO
    director.logout()
    with nothing_written():
        away = director.post(address, form)
    assert away.status_code == 302
    assert away["Location"].startswith("/accounts/login/")
    user = User.objects.get(code=staged.actors["director"].code)
    director.force_login(user, backend=BACKEND)
    body = director.get(address).content.decode()
    assert kept in body
    assert "基準を満たす" in body
    assert Gate.objects.get(code=gate.code).decision == "pending"
