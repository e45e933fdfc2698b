"""Figures that make no picture of a year are found with their place."""

from __future__ import annotations

from tests.pack.conftest import Copy

YEAR = "pack.toml:home.flow.year[2]"
AMOUNT = "amount,640,640,million EUR,1,,,initial_2025,,2025,,,"
TOTAL = f"{AMOUNT}1,,N2-01"
SECOND = "change,+54,54,million EUR,1,,,recast_2025"


def test_a_project_without_its_total(copy: Copy) -> None:
    copy.swap("figure.csv", TOTAL, f"{AMOUNT},,N2-01")
    found = copy.findings()
    assert [(one.code, str(one.place)) for one in found] == [("flow.total", f"{YEAR}.projects")]
    assert found[0].values == {"project": "N2-01", "count": 0, "year": 2025}


def test_a_project_with_two_totals(copy: Copy) -> None:
    copy.swap("figure.csv", ",2025,,,,grants,N2-01", ",2025,,,1,grants,N2-01")
    found = copy.findings()
    assert [(one.code, one.values["count"]) for one in found] == [("flow.total", 2)]


def test_cost_classes_that_are_not_listed(copy: Copy) -> None:
    copy.swap("pack.toml", 'cost_classes = ["grants", "institutes"]', 'cost_classes = ["grants"]')
    found = copy.findings()
    assert {one.code for one in found} == {"flow.class"}
    lines = (copy.path / "figure.csv").read_text(encoding="utf-8").splitlines()
    places = {
        f"figure.csv:{number} [cost_class]"
        for number, line in enumerate(lines, start=1)
        if ",institutes," in line
    }
    assert {str(one.place) for one in found} == places


def test_a_class_of_a_project_that_nobody_pays_in_that_year(copy: Copy) -> None:
    copy.swap("pack.toml", ', "fy2025.institutes.2025."]', "]")
    line = copy.swap("figure.csv", "projects2025.1.institutes", "projects2025.1.institutes")
    found = copy.found()
    assert {code for code, _ in found} == {"flow.class_unpaid"}
    assert f"figure.csv:{line} [cost_class]" in {place for _, place in found}


def test_units_that_are_mixed(copy: Copy) -> None:
    copy.swap("figure.csv", AMOUNT, AMOUNT.replace("million EUR", "thousand EUR"))
    assert copy.found() == [("flow.unit", YEAR)]


def test_a_year_that_nobody_pays(copy: Copy) -> None:
    copy.swap("pack.toml", '"fy2025.grants.2025.", "fy2025.institutes.2025."', '"scale."')
    assert ("flow.payer", f"{YEAR}.figures") in copy.found()


def test_bases_that_do_not_compare(copy: Copy) -> None:
    copy.swap("figure.csv", AMOUNT, AMOUNT.replace("initial_2025", "as_published"))
    assert copy.found() == [], "one strict basis stands beside a comparable one"
    copy.swap("figure.csv", "change,+54,54,million EUR,1,,,initial_2025", SECOND)
    found = copy.findings()
    assert [(one.code, str(one.place)) for one in found] == [("flow.basis", YEAR)]
    assert found[0].values["bases"] == ["as_published", "recast_2025"]
