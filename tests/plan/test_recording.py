"""A pack is put into force as a whole; rows are closed and added, never changed."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from ikkan.audit.actor import SYSTEM, Actor
from ikkan.audit.models import JournalEntry
from ikkan.line.models import Edge
from ikkan.line.queries import dangling
from ikkan.pack import diff
from ikkan.pack.model import Pack
from ikkan.plan import actions, queries, rules
from ikkan.plan.models import Entry, Figure, PackVersion
from ikkan.server import packs
from ikkan.values.errors import InputError, NotAllowed, NotFound, VersionConflict
from tests.plan import copies

TODAY = date(2026, 11, 22)
CELL = "series.amed.2014.MEXT.recast"


def record(pack: Pack, **given: object) -> PackVersion:
    asked = {"by": SYSTEM, "as_of": TODAY, "version": None, "key": None} | given
    return actions.record_pack(pack, **asked)  # type: ignore[arg-type]


@pytest.fixture
def changed(root: Path, tmp_path: Path) -> Pack:
    """The real pack with one amount printed otherwise, one clause less, another version."""
    folder = copies.copied(root / "packs" / "amed", tmp_path / "amed")
    copies.with_version(folder, "2026.12")
    copies.with_cell(folder, "figure", CELL, printed="567", value="567")
    copies.edited(folder, "alias", lambda rows: rows.pop())
    return packs.load(folder)


@pytest.mark.django_db
def test_what_is_recorded_is_the_pack_to_the_last_cell(applied: PackVersion, amed: Pack) -> None:
    assert diff.diff(amed, queries.recorded_pack()) == []
    assert Entry.objects.count() + Figure.objects.count() == sum(map(len, amed.rows.values()))
    assert Edge.objects.count() > 1000


@pytest.mark.pack
@pytest.mark.django_db
def test_any_pack_comes_out_as_it_went_in(pack_dir: Path) -> None:
    pack = packs.load(pack_dir)
    record(pack)
    assert diff.diff(pack, queries.recorded_pack()) == []
    assert queries.snapshot(TODAY).summary == rules.summary(packs.judgements(pack))
    assert dangling(TODAY) == ()


@pytest.mark.django_db
def test_applying_again_does_nothing(applied: PackVersion, amed: Pack) -> None:
    entries = JournalEntry.objects.count()
    assert record(amed) == applied
    assert JournalEntry.objects.count() == entries
    assert PackVersion.objects.count() == 1


@pytest.mark.django_db
def test_one_application_is_one_entry_of_each_action(applied: PackVersion) -> None:
    written = JournalEntry.objects.values_list("action", "object_ref", "pack_version")
    assert sorted(written) == [
        ("line.record_edges", "pack:amed", "amed@2026.11"),
        ("plan.record_pack", "pack:amed", "amed@2026.11"),
    ]


@pytest.mark.django_db
def test_a_changed_row_is_closed_and_written_anew(applied: PackVersion, changed: Pack) -> None:
    rows = Figure.objects.count()
    made = record(changed)
    assert Figure.objects.count() == rows + 1
    old, new = Figure.objects.filter(code=CELL).order_by("pk")
    assert (old.value, old.superseded_at) == ("557", made.applied_at)
    assert (new.value, new.superseded_at, new.recorded_at) == ("567", None, made.applied_at)
    assert Entry.objects.filter(superseded_at__isnull=False).count() == 1
    assert diff.diff(changed, queries.recorded_pack()) == []


@pytest.mark.django_db
def test_what_was_known_before_can_still_be_read(
    applied: PackVersion, changed: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = timezone.now() + timedelta(days=40)
    monkeypatch.setattr(timezone, "now", lambda: later)
    record(changed)
    then = timezone.localdate(applied.applied_at)
    assert queries.snapshot(TODAY).figure(CELL).value == 567
    known = queries.snapshot(TODAY, known_on=then)
    assert known.figure(CELL).value == 557
    assert known.pack_version.version == "2026.11"
    assert diff.diff(changed, queries.recorded_pack(then)) != []
    with pytest.raises(NotFound):
        queries.snapshot(TODAY, known_on=then - timedelta(days=1))


@pytest.mark.django_db
def test_the_registers_refuse_change_and_removal(applied: PackVersion) -> None:
    columns = {"plan_figure": "value", "plan_entry": "code", "plan_packversion": "digest"}
    for table, column in (columns | {"line_edge": "to_code"}).items():
        for statement in (f"UPDATE {table} SET {column} = 'x'", f"DELETE FROM {table}"):
            with pytest.raises(DatabaseError), transaction.atomic():
                connection.cursor().execute(statement)


@pytest.mark.django_db
def test_a_closed_row_is_never_opened_again(applied: PackVersion, changed: Pack) -> None:
    record(changed)
    closed = Figure.objects.get(code=CELL, superseded_at__isnull=False)
    closed.superseded_at = None
    with pytest.raises(DatabaseError), transaction.atomic():
        closed.save(update_fields=["superseded_at"])


@pytest.mark.django_db
def test_the_pack_of_another_funder_is_refused(applied: PackVersion, root: Path) -> None:
    other, _ = packs.read(root / "packs" / "minimal")
    assert other is not None
    with pytest.raises(InputError, match="amed") as refused:
        record(other)
    assert refused.value.code == "pack.other"
    assert PackVersion.objects.count() == 1


@pytest.mark.django_db
def test_a_stranger_applies_nothing(amed: Pack) -> None:
    with pytest.raises(NotAllowed):
        record(amed, by=Actor("u-1", frozenset({"account", "funder_staff"})))
    assert not PackVersion.objects.exists()


@pytest.mark.django_db
def test_who_saw_another_version_is_told(applied: PackVersion, changed: Pack) -> None:
    with pytest.raises(VersionConflict):
        record(changed, version=applied.pk + 7)
    assert record(changed, version=applied.pk).version == "2026.12"


@pytest.mark.django_db
def test_the_same_key_brings_the_same_version(amed: Pack) -> None:
    first = record(amed, key="one")
    assert record(amed, key="one") == first


@pytest.mark.django_db
def test_a_failure_midway_leaves_nothing(amed: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("disk full")

    monkeypatch.setattr("ikkan.plan.actions.packs.record_edges", fail)
    with pytest.raises(RuntimeError):
        record(amed)
    counts = [model.objects.count() for model in (PackVersion, Entry, Figure, Edge, JournalEntry)]
    assert counts == [0, 0, 0, 0, 0]
