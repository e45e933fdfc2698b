"""Server time and queries of the pages of a made-up portfolio, as the roles that use them.

Each page is asked through Django's whole stack in this process, once to warm it and then
repeatedly; the median counts. Lists: 50 ms; records: 100 ms; records from which thousands of
others hang: 300 ms. No page asks more than QUERIES, whatever stands on it (docs/performance.md).
`IKKAN_BENCH_HOME` names a home with a demonstration; else one is made and thrown away.
"""

from __future__ import annotations

import contextlib
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from bench.line import Line, Options

if TYPE_CHECKING:
    from django.test import Client

SIZE = {False: 100, True: 2600}
REPEAT = {False: 5, True: 15}
ROLES = ("public", "funder_staff", "program_director", "researcher")
LIST, RECORD, WIDE, FILE = "list", "record", "wide", "file"
FLOOR_MS = {LIST: 50.0, RECORD: 100.0, WIDE: 300.0}
QUERIES = 40


def run(options: Options) -> Iterator[Line]:
    """Measure in a home of its own, or in the one that the environment names."""
    with tempfile.TemporaryDirectory(prefix="ikkan-bench-") as made:
        named = os.environ.get("IKKAN_BENCH_HOME")
        os.environ["IKKAN_HOME"] = named or made
        os.environ["IKKAN_STATIC"] = "collected"
        os.environ.pop("IKKAN_DATABASE_URL", None)
        os.environ["DJANGO_SETTINGS_MODULE"] = "ikkan.server.settings"
        from ikkan.server import cli, ready

        if not named:
            size, begun = SIZE[options.full], time.perf_counter()
            with contextlib.redirect_stdout(sys.stderr), contextlib.suppress(SystemExit):
                cli.main(["demo", made, "--size", str(size), "--seed", str(options.seed)])
            seconds = round(time.perf_counter() - begun, 1)
            case = f"ikkan demo --size {size}"
            yield Line(bench="records", case=case, metric="seconds", value=seconds)
        with ready.database():
            pages = _pages()
            for role in ROLES:
                client = _client(role)
                for address, sort in pages:
                    yield from _asked(client, role, address, sort, REPEAT[options.full])


def _client(role: str) -> Client:
    from django.test import Client

    from ikkan.accounts.models import User

    client = Client(headers={"accept-language": "ja"}, SERVER_NAME="localhost")
    if role != "public":
        user = User.objects.filter(grants__role=role).order_by("pk").first()
        if user is None:
            raise RuntimeError(f"nobody has the role {role}")
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _asked(client: Client, role: str, address: str, sort: str, repeat: int) -> Iterator[Line]:
    """Two lines for a page that the role may see."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    if client.get(address).status_code in (302, 403, 404):
        return
    times, queries = [], set()
    for _ in range(repeat):
        with CaptureQueriesContext(connection) as counted:
            started = time.perf_counter()
            answer = client.get(address)
            times.append((time.perf_counter() - started) * 1000)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code}")
        queries.add(len(counted))
    median, floor = statistics.median(times), FLOOR_MS.get(sort)
    case = f"{role} {address}"
    yield Line(
        bench="records",
        case=case,
        metric="ms",
        value=round(median, 1),
        seconds=median / 1000,
        floor=floor,
        goal=None if floor is None else floor / 2,
        holds=None if floor is None else median <= floor,
        reached=None if floor is None else median <= floor / 2,
    )
    most = max(queries)
    yield Line(
        bench="records",
        case=case,
        metric="queries",
        value=most,
        floor=QUERIES,
        holds=most <= QUERIES and len(queries) == 1,
    )


def _pages() -> list[tuple[str, str]]:
    """Addresses and what sort of page each is."""
    from django.db.models import Count
    from django.utils import timezone

    from ikkan.awards.models import Award
    from ikkan.budget.models import Account
    from ikkan.calls.models import Call
    from ikkan.line.models import Edge
    from ikkan.outcomes.models import Outcome
    from ikkan.parties.models import Organisation
    from ikkan.plan.models import Clause
    from ikkan.portfolio.models import Gate, Handover, Seed

    awards = Award.objects.order_by("pk")
    last = (awards.count() - 1) // 50 + 1
    busiest = _code(
        Edge.objects.filter(to_kind="awards.award", superseded_at=None)
        .values_list("to_code")
        .annotate(many=Count("pk"))
        .order_by("-many", "to_code")
    )
    clause, programme = _code(Clause.objects.order_by("pk")), awards.values_list("programme_code")
    purse = [
        _code(
            Account.objects.filter(layer=layer)
            .annotate(many=Count("postings"))
            .order_by("-many", "pk")
        )
        for layer in ("treasury", "agency", "programme")
    ]
    lists = [
        *("/", "/awards/", f"/awards/?programme_code={_value(programme)}", f"/awards/?page={last}"),
        *("/gates/", "/handovers/", "/seeds/", "/ledger/accounts/", "/ledger/transfers/"),
        *("/calls/", "/applications/", "/outcomes/records/", "/people/", "/organisations/"),
        *("/plan/clauses/", "/evaluation/actuals/", "/evaluation/findings/", "/appointments/"),
        *("/desk/", "/notices/", "/register/", "/permissions/", "/permissions/records/"),
        *(f"/search/?q={quote('実演の課題')}", f"/databook/{timezone.localdate().year - 1}/"),
    ]
    records = [f"/awards/{busiest}/", f"/line/awards.award/{busiest}/"]
    for path, model in (
        *(("gates", Gate), ("handovers", Handover), ("seeds", Seed), ("calls", Call)),
        *(("outcomes/records", Outcome), ("organisations", Organisation)),
    ):
        if code := _code(model._default_manager.order_by("pk")):
            records.append(f"/{path}/{code}/")
    wide = [
        *(f"/plan/clauses/{clause}/", f"/line/plan.clause/{clause}/"),
        *(f"/register/programme/{_value(programme)}/", f"/line/programme/{_value(programme)}/"),
        *(f"/ledger/accounts/{code}/" for code in purse),
        *(f"/line/budget.account/{code}/" for code in purse),
        *("/line/broken/", "/api/v1/awards?limit=200"),
    ]
    return [
        *((address, LIST) for address in lists),
        *((address, RECORD) for address in records),
        *((address, WIDE) for address in wide),
        *((address, FILE) for address in ("/awards.csv", "/awards.xlsx")),
    ]


def _code(rows: Any) -> str:
    """The code of the first row, or the first value of it."""
    found = rows.first()
    return str(found[0] if isinstance(found, tuple) else getattr(found, "code", ""))


def _value(rows: Any) -> str:
    return str(rows.first()[0])
