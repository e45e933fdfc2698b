"""A mapping file is checked as a whole: every wrong key with its path and the nearest name."""

from __future__ import annotations

from pathlib import Path

from ikkan.tabular import mapping, messages
from ikkan.tabular.transforms import TRANSFORMS

BAD = """
code = "x"
name = { ja = "一" }
currency = "yen"
colour = "red"

[fields.body]
colums = ["機関名"]
label = { ja = "機関", en = "institution" }
type = "monney"
unit = "ドル"
required = "yes"
transforms = ["one_lin"]
date_order = "my"
"""


def test_everything_wrong_is_said_at_once() -> None:
    made, found = mapping.parse(BAD.encode(), "x.toml", ())
    assert made is None
    assert {(one.code, one.place.key) for one in found} == {
        ("mapping.key", "colour"),
        ("mapping.currency", "currency"),
        ("mapping.label", "name"),
        ("mapping.key", "fields.body.colums"),
        ("mapping.choice", "fields.body.type"),
        ("mapping.unit", "fields.body.unit"),
        ("mapping.transform", "fields.body.transforms"),
        ("mapping.no_columns", "fields.body.columns"),
        ("mapping.flag", "fields.body.required"),
        ("mapping.choice", "fields.body.date_order"),
    }
    said = {one.place.key: messages.sentence(one) for one in found}
    assert "「columns」のことですか" in said["fields.body.colums"].ja
    assert 'Did you mean "one_line"?' in said["fields.body.transforms"].en


def test_a_file_that_is_no_toml_and_one_without_fields() -> None:
    for body, code in ((b"code = ", "mapping.toml"), (b'code = "a"', "mapping.no_fields")):
        made, found = mapping.parse(body, "x.toml", ())
        assert made is None
        assert code in {one.code for one in found}
        assert all(messages.sentence(one).en for one in found)


def test_transforms_do_what_their_names_say() -> None:
    cases = {
        "one_line": (" a\n b　c ", "a b c"),
        "fold": ("ＡＢ　１", "AB 1"),
        "digits": ("１２-３ ４", "1234"),
        "upper": ("r01", "R01"),
        "amount_only": ("$1,234.5", "1234.5"),
        "no_list_end": ("NIDA:1\\", "NIDA:1"),
    }
    assert set(cases) == set(TRANSFORMS)
    for name, (given, wanted) in cases.items():
        assert TRANSFORMS[name](given) == wanted


def test_every_key_type_and_transform_stands_in_the_guide(root: Path) -> None:
    guide = (root / "docs" / "operations.md").read_text(encoding="utf-8")
    names = (*mapping.KEYS, *mapping.FIELD_KEYS, *mapping.TYPES, *TRANSFORMS)
    assert [name for name in names if f"`{name}`" not in guide] == []
