"""A publication is whole or not seen; the same rows are the same publication."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from ikkan.analytics import lake
from ikkan.analytics.schema import TABLES as SCHEMA
from ikkan.values.errors import InputError, NotFound
from tests.analytics.rows import FACTS, TABLES


def test_same_rows_in_any_order_are_the_same_publication(tmp_path: Path) -> None:
    one = lake.publish(tmp_path / "a", FACTS, TABLES)
    turned = {name: list(reversed(rows)) for name, rows in TABLES.items()}
    other = lake.publish(tmp_path / "b", FACTS, turned)
    assert one.code == other.code
    for name in SCHEMA:
        assert one.file(name).read_bytes() == other.file(name).read_bytes()


def test_manifest_says_what_is_there(tmp_path: Path) -> None:
    made = lake.publish(tmp_path, FACTS, TABLES)
    said = json.loads((made.folder / lake.MANIFEST).read_text(encoding="utf-8"))
    assert (said["pack"], said["pack_version"], said["as_of"]) == ("test", "1", "2026-11-22")
    assert said["fictional"] is True
    assert said["tables"]["award"]["rows"] == 5
    assert said["tables"]["seed"]["rows"] == 0
    assert lake.current(tmp_path, "office") == made


def test_each_viewer_has_a_pointer_of_its_own(tmp_path: Path) -> None:
    office = lake.publish(tmp_path, FACTS, TABLES)
    public = lake.publish(tmp_path, replace(FACTS, viewer="public", closed=("gate",)), {})
    assert lake.current(tmp_path, "office") == office
    assert lake.current(tmp_path, "public") == public
    assert public.facts.closed == ("gate",)
    assert not public.has("award")


def test_nothing_published_names_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="lake publish"):
        lake.current(tmp_path, "public")


def test_damaged_publication_is_refused_and_made_anew(tmp_path: Path) -> None:
    made = lake.publish(tmp_path, FACTS, TABLES)
    made.file("award").write_bytes(b"")
    with pytest.raises(NotFound, match="damaged"):
        lake.current(tmp_path, "office")
    assert lake.publish(tmp_path, FACTS, TABLES).code == made.code
    assert lake.current(tmp_path, "office") == made


def test_a_row_of_a_wrong_type_leaves_nothing_behind(tmp_path: Path) -> None:
    before = lake.publish(tmp_path, FACTS, TABLES)
    bad = TABLES | {"year_amount": [("A1", "twenty", "decided", 1, True)]}
    with pytest.raises(InputError, match="year_amount"):
        lake.publish(tmp_path, FACTS, bad)
    assert lake.current(tmp_path, "office") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [before.code, "office.current"]


def test_a_table_that_the_lake_does_not_have_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="rumour"):
        lake.publish(tmp_path, FACTS, {"rumour": []})


def test_a_folder_that_cannot_be_made_names_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="IKKAN_HOME"):
        lake.publish(tmp_path / "file", FACTS, {})
