"""Commands in process, on the database of the test: what they print, return, and leave alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.db import connection

from ikkan.audit.models import JournalEntry
from ikkan.plan.models import Entry, Figure, PackVersion
from ikkan.server import packs, surroundings
from tests.plan import copies

SUMMARY = {"holds": 66, "within_rounding": 5, "contradiction": 1, "no_identity": 17}


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Path:
    return copies.copied(root / "packs" / "amed", tmp_path / "amed")


def test_figures_are_judged_without_a_database(ikkan, root: Path) -> None:
    done = ikkan("figures", "check", "--json", "--pack", root / "packs" / "amed")
    assert done.code == 0
    lines = [json.loads(line) for line in done.out.splitlines()]
    assert len(lines) == 90
    assert lines[-1]["summary"] == SUMMARY
    assert lines[0] == {
        "identity": "K-01",
        "rule": "identity.sum",
        "verdict": "within_rounding",
        "arithmetic": "557 + 476 + 169 = 1,202 ≠ 1,201",
        "difference": "1",
    }


@pytest.mark.parametrize(("lang", "word"), [("ja", "端数の範囲"), ("en", "Within rounding")])
def test_every_identity_has_its_line(ikkan, root: Path, lang: str, word: str) -> None:
    done = ikkan("--lang", lang, "figures", "check", "--pack", root / "packs" / "amed")
    lines = done.out.splitlines()
    assert len(lines) == 90
    assert lines[0].startswith(f"K-01 {word} 557 + 476 + 169")


def test_a_moved_cell_breaks_its_identities_and_no_other(ikkan, root: Path, copy: Path) -> None:
    def verdicts(folder: Path) -> dict[str, str]:
        done = ikkan("figures", "check", "--json", "--pack", folder)
        lines = [json.loads(line) for line in done.out.splitlines()[:-1]]
        return {line["identity"]: line["verdict"] for line in lines}

    before = verdicts(root / "packs" / "amed")
    cell = "request2020.amed.request.MHLW"
    copies.with_cell(copy, "figure", cell, printed="443", value="443")
    after = verdicts(copy)
    assert {code for code in before if before[code] != after[code]} == {"K-26", "K-33"}
    assert after["K-26"] == after["K-33"] == "contradiction"


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"printed": "0", "value": "0"}, "identity.zero"),
        ({"printed": "0", "value": "0", "exact": "1"}, "identity.zero"),
        (
            {"printed": f"0.{'0' * 8}1", "value": f"0.{'0' * 8}1", "rounding": f"0.{'0' * 8}1"}
            | {"exact": "1"},
            "identity.refused",
        ),
    ],
)
def test_what_cannot_be_judged_is_found_with_its_place(
    ikkan, root: Path, tmp_path: Path, cells: dict[str, str], code: str
) -> None:
    pack = copies.copied(root / "packs" / "minimal", tmp_path / "minimal")
    copies.with_cell(pack, "figure", "fy2025.grants.2024.TOTAL", **cells)
    great = "1" * 15
    if code == "identity.refused":
        copies.with_cell(
            pack, "figure", "fy2025.grants.2025.TOTAL", printed=great, value=great, exact="1"
        )
    done = ikkan("pack", "check", pack, "--json")
    assert done.code == 2
    assert "Traceback" not in done.err
    found = [(one.code, str(one.place)) for one in packs.read(pack)[1]]
    assert found == [(code, "identity.csv:7:N-06")]


def test_mixed_bases_are_found_with_their_place(ikkan, copy: Path) -> None:
    copies.with_cell(
        copy,
        "identity",
        "K-81",
        rule="identity.same",
        left="+series.amed.2019.TOTAL.published",
        right="+series.amed.2019.TOTAL.recast",
    )
    done = ikkan("pack", "check", copy, "--json")
    assert done.code == 2
    assert done.json["findings"]["error"] == 1
    assert "identity.csv:82:K-81: 基準が混ざっています" in done.err
    assert "identity.csv:82:K-81: Bases are mixed (as_published, recast_fy2021)" in done.err


def test_an_approximate_figure_makes_no_equality(ikkan, copy: Path) -> None:
    copies.with_cell(copy, "identity", "K-17", left="+scale.total", right="+scale.subsidies")
    done = ikkan("pack", "check", copy)
    assert done.code == 2
    assert "scale.total, scale.subsidies" in done.err


@pytest.mark.django_db
def test_apply_diff_and_check_on_the_database(ikkan, root: Path, copy: Path) -> None:
    amed = root / "packs" / "amed"
    first = ikkan("pack", "apply", amed, "--json")
    assert (first.code, first.json["changed"]) == (0, True)
    again = ikkan("pack", "apply", amed, "--json")
    assert (again.code, again.json["changed"]) == (0, False)
    assert ikkan("figures", "check", "--json").json["summary"] == SUMMARY

    copies.with_cell(copy, "figure", "scale.total", name_en="Yearly outlay")
    copies.edited(copy, "alias", lambda rows: rows.pop())
    seen = ikkan("pack", "diff", copy, "--json")
    assert seen.json == {"added": 0, "removed": 1, "changed": 1, "changes": 2}
    assert "± figure:scale.total [name]" in seen.out
    assert ikkan("pack", "diff", amed, copy, "--json").json == seen.json
    assert PackVersion.objects.count() == 1

    assert ikkan("audit", "verify", "--json").json["ok"]
    chain = ikkan("audit", "head", "--json").json["chain"]
    sealed = ikkan("audit", "seal", "--json")
    assert sealed.code == 0
    wrong = ikkan("audit", "verify", "--head", "0" * 64)
    assert wrong.code == 1
    if chain:
        assert ikkan("audit", "verify", "--head", chain).code == 0


@pytest.mark.django_db
@pytest.mark.parametrize("break_it", ["bytes", "toml", "dangling"])
def test_a_bad_pack_leaves_the_database_untouched(ikkan, copy: Path, break_it: str) -> None:
    if break_it == "bytes":
        (copy / "term.csv").write_bytes("コード,名称\n".encode("cp932"))
    elif break_it == "toml":
        (copy / "pack.toml").write_text("code = amed", encoding="utf-8")
    else:
        copies.with_cell(copy, "project", "T2-01", term="T9")
        copies.with_cell(copy, "figure", "scale.total", unit="億ドル")
    done = ikkan("pack", "apply", copy, "--json")
    assert done.code == 2
    assert "Traceback" not in done.err
    assert done.json["ok"] is False
    assert set(done.json["message"]) == {"ja", "en"}
    counts = [model.objects.count() for model in (PackVersion, Entry, Figure, JournalEntry)]
    assert counts == [0, 0, 0, 0]


@pytest.mark.django_db
def test_walks_reports_and_exports(ikkan, root: Path, tmp_path: Path) -> None:
    assert ikkan("line", "walk", "project:T2-01").code == 2, "nothing is applied yet"
    ikkan("pack", "apply", root / "packs" / "amed")
    walked = ikkan("line", "walk", "figure:projects2021.1.total", "--json").json
    assert {node["ref"] for node in walked["up"]} == {"project:T2-01", "term:T2"}
    shown = ikkan("--lang", "ja", "line", "walk", "project:T2-01", "--as-of", "2021-04-01")
    assert "term:T2 第２期 2020–2024年度 (known)" in shown.out
    for ref in ("project:nothing", "nothing", "Bad Kind:x", "project:"):
        refused = ikkan("line", "walk", ref, "--json")
        assert (refused.code, refused.json["ok"]) == (2, False)
    broken = ikkan("line", "broken", "--json")
    assert (broken.code, broken.json["broken"]["ref"]) == (0, 0)
    assert ikkan("line", "broken", "--as-of", "2014-13-01").code == 2

    out = ikkan("export", "term")
    assert out.out.splitlines()[0].startswith("\ufeffcode,valid_from,valid_to,source,items,name_ja")
    file = tmp_path / "figures.xlsx"
    assert ikkan("export", "figure", "--format", "xlsx", "-o", file, "--json").json["rows"] > 300
    assert file.read_bytes().startswith(b"PK")
    assert ikkan("export", "nothing").code == 2
    assert ikkan("export", "term", "--format", "xlsx").code == 2


@pytest.mark.django_db
def test_an_account_is_made_with_its_roles(ikkan, root: Path) -> None:
    ikkan("pack", "apply", root / "packs" / "amed")
    words = ("account", "create", "a@example.org", "--name", "A", "--role", "auditor", "--json")
    done = ikkan(*words, stdin="correct horse battery staple\n")
    assert (done.code, done.json["roles"]) == (0, ["auditor"]), done.err
    assert ikkan(*words, stdin="correct horse battery staple\n").code == 2, "address taken"


@pytest.mark.django_db
def test_a_lost_guard_is_reported_by_its_table(ikkan, applied) -> None:
    on = "" if connection.vendor == "sqlite" else " ON plan_figure"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER plan_figure_refuse_update{on}")
    verified = ikkan("audit", "verify")
    assert verified.code == 1
    assert "Table plan_figure has lost the triggers" in verified.err
    file = surroundings.home() / surroundings.DATABASE_FILE
    file.touch()
    looked = ikkan("doctor", "--json")
    file.unlink()
    assert "guards" in looked.json["failures"], looked.out
    assert looked.json["checks"]["guards"]["seen"] == "plan_figure"


def test_wrong_words_are_bad_input(ikkan) -> None:
    assert ikkan("nothing").code == 2
    assert ikkan("pack", "check").code == 2
    assert ikkan("pack", "check", "/nothing/here").code == 2
    assert ikkan("--help").code == 0
    assert ikkan("--version").out.startswith("ikkan, version ")
