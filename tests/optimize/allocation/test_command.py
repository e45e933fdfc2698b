"""`ikkan allocate` on a plain JSON file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.sqlite_only
M = 1_000_000
YEAR: dict[str, Any] = {
    "total": 100 * M,
    "fund": 10 * M,
    "penalty": 0.000004,
    "programmes": [
        {"code": "A", "name": "創薬", "floor": 20 * M, "ceiling": 80 * M},
        {
            "code": "B",
            "name": "機器",
            "ceiling": 80 * M,
            "least": 30 * M,
            "steps": [{"yen": 10 * M, "worth": 5}],
        },
    ],
    "caps": [{"code": "C", "name": "上限", "members": ["A", "B"], "most": 95 * M}],
    "scenarios": [
        {"need": {"A": 20 * M}, "lumps": [{"programme": "A", "yen": 30 * M, "worth": 40}]},
        {"need": {"A": 25 * M}, "lumps": [{"programme": "B", "yen": 45 * M, "worth": 90}]},
    ],
}


def written(folder: Path, data: Any, name: str = "year.json") -> Path:
    path = folder / name
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return path


def test_a_year_is_allocated_with_prices_and_proof(ikkan: Any, tmp_path: Path) -> None:
    path = written(tmp_path, YEAR)
    done = ikkan("allocate", path, "--json")
    assert done.code == 0, done.err
    x = done.json["x"]
    assert x["A"] + x["B"] <= 95 * M
    assert done.json["value"] == pytest.approx(70.0)
    assert done.json["bound"] >= done.json["value"]
    assert done.json["path"] == "structured"
    assert set(done.json["prices"]) == {"A", "B"}
    assert ikkan("allocate", path).code == 0
    eased = ikkan("allocate", path, "--part", "--json")
    assert eased.json["bound"] <= done.json["bound"] + 1e-6
    own = written(tmp_path, {"A": 20 * M, "B": 30 * M}, "own.json")
    valued = ikkan("allocate", path, "--amounts", own, "--json")
    assert valued.code == 0
    assert valued.json["value"] < done.json["value"]
    assert valued.json["drawn"] > 0
    assert valued.json["broken"] == []
    assert ikkan("allocate", path, "--amounts", own).code == 0


def test_amounts_that_break_a_rule_are_valued_and_say_so(ikkan: Any, tmp_path: Path) -> None:
    path = written(tmp_path, YEAR)
    own = written(tmp_path, {"A": 90 * M, "B": 20 * M}, "own.json")
    told = ikkan("allocate", path, "--amounts", own, "--json").json["broken"]
    assert [one["en"].split(",")[0] for one in told] == [
        "90", "20", "The members of cap C get 110", "The amounts add up to 110"
    ]  # fmt: skip
    assert "上限80,000,000円" in told[0]["ja"]


def test_an_amount_that_is_none_is_named_in_both_languages(ikkan: Any, tmp_path: Path) -> None:
    data = json.loads(json.dumps(YEAR))
    data["total"], data["programmes"][1]["least"] = -M, 3
    message = ikkan("allocate", written(tmp_path, data), "--json").json["message"]
    assert "総額が-1,000,000円です" in message["ja"]
    assert "「B」の最小額が3円です" in message["ja"]
    assert "The least amount of programme B is 3 yen" in message["en"]


def test_packages_take_the_general_path_and_say_so(ikkan: Any, tmp_path: Path) -> None:
    data = json.loads(json.dumps(YEAR))
    data["packages"] = [{"code": "K", "name": "択一", "programmes": ["A", "B"]}]
    data["programmes"][0]["floor"] = 0
    done = ikkan("allocate", written(tmp_path, data), "--json")
    assert done.code == 0, done.err
    assert done.json["path"] == "general"
    assert done.json["reasons"]


def test_every_fault_of_a_file_is_told_at_once_with_its_place(ikkan: Any, tmp_path: Path) -> None:
    data = json.loads(json.dumps(YEAR))
    data["totall"] = data.pop("total")
    data["programmes"][0]["floor"] = "20"
    data["programmes"].append("C")
    data["scenarios"][0]["need"]["Z"] = 1
    data["scenarios"][0]["weight"] = 0.5
    data["scenarios"][1]["lumps"][0]["programme"] = "Z"
    data["scenarios"][1]["lumps"][0]["worth"] = None
    done = ikkan("allocate", written(tmp_path, data), "--json")
    assert done.code == 2
    places = {line.split(":")[1] for line in done.json["message"]["en"].splitlines()}
    assert places == {
        "totall", "total", "programmes[0].floor", "programmes[2]", "scenarios",
        "scenarios[0].need.Z", "scenarios[1].lumps[0].programme", "scenarios[1].lumps[0].worth",
    }  # fmt: skip
    assert len(done.json["message"]["ja"].splitlines()) == len(places)


@pytest.mark.parametrize(
    "text",
    ["", "[1]", "{", '{"total": NaN}', "\x00", '{"total": 1, "total": 2}', '{"scenarios": [{}]}'],
)
def test_what_is_no_problem_is_refused_in_both_languages(
    ikkan: Any, tmp_path: Path, text: str
) -> None:
    done = ikkan("allocate", written(tmp_path, text), "--json")
    assert done.code == 2
    assert done.json["message"]["ja"]
    assert done.json["message"]["en"]


def test_what_cannot_be_met_is_told_with_the_rules(ikkan: Any, tmp_path: Path) -> None:
    data = json.loads(json.dumps(YEAR))
    data["caps"][0]["most"] = 10 * M
    done = ikkan("allocate", written(tmp_path, data), "--json")
    assert done.code == 2
    assert "A" in done.json["message"]["en"]
    assert "C" in done.json["message"]["en"]
    assert ikkan("allocate", tmp_path / "none.json").code == 2
    own = written(tmp_path, {"A": 1}, "own.json")
    assert ikkan("allocate", written(tmp_path, YEAR), "--amounts", own).code == 2
