"""The lines of the real pack: every reference resolves, stations, known gaps."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ikkan.line import queries, registry
from ikkan.line.models import Edge
from ikkan.pack import schema
from ikkan.plan.models import PackVersion
from ikkan.values.ref import Ref

TODAY = date(2026, 11, 22)
pytestmark = pytest.mark.django_db


def test_every_kind_of_a_pack_is_registered_at_its_station() -> None:
    for kind in schema.load().kinds.values():
        assert kind.code in registry.kinds()
        assert registry.station(kind.code) == kind.station
    assert set(queries.STATIONS) == set(schema.load().stations)


def test_the_line_of_the_real_pack(applied: PackVersion) -> None:
    assert queries.dangling(TODAY) == (), "every stored reference resolves"

    walk = queries.walk(Ref("figure", "projects2021.1.total"), as_of=TODAY)
    assert {str(node.record.ref) for node in walk.up} == {"project:T2-01", "term:T2"}

    share = Edge.objects.filter(own=False).order_by("pk").first()
    assert share is not None
    assert (share.from_kind, share.to_kind) == ("programme", "project")

    nodes = queries.stations(Ref("approval", "rapalimus.1"), TODAY)
    assert [node.station for node in nodes] == list(queries.STATIONS)
    by_station = {node.station: node for node in nodes}
    assert by_station["outcome"].current
    assert str(by_station["plan"].first.ref) == "term:T2"
    assert str(by_station["next_plan"].first.ref) == "term:T3"
    assert by_station["gate"].state == "unknown"
    assert by_station["gate"].reason.ja == "資料になし"

    early = queries.stations(Ref("project", "T2-01"), date(2019, 1, 1))
    assert {node.station: node.state for node in early}["plan"] == "open"

    gaps = {report.code: report.gaps for report in queries.broken(TODAY)}
    assert gaps["ref"] == ()
    assert gaps["approval.case"]
    assert gaps["programme.project"]
    named = {str(gap.ref) for gap in gaps["project.amount"]}
    assert {f"project:T1-0{number}" for number in range(1, 10)} <= named
    assert "project:T2-01" not in named

    with CaptureQueriesContext(connection) as asked:
        queries.stations(Ref("body", "MEXT"), TODAY)
    assert len(asked) <= 20
