"""Text, findings and errors: what a person reads."""

from __future__ import annotations

import pickle

import pytest

from ikkan import values
from ikkan.values import errors, finding
from ikkan.values.finding import Finding, Place, Severity
from ikkan.values.text import Text

YEN = Text("円", "yen")


def test_text_speaks_both_languages() -> None:
    assert (YEN.of("ja"), YEN.of("en")) == ("円", "yen")


@pytest.mark.parametrize("language", ["fr", "", "JA", "ja-JP"])
def test_text_in_another_language_is_a_key_error(language: str) -> None:
    with pytest.raises(KeyError):
        YEN.of(language)


def test_text_puts_a_text_in_per_language() -> None:
    assert Text("{n}{unit}", "{n} {unit}").format(n=3, unit=YEN) == Text("3円", "3 yen")


def test_a_text_in_japanese_only_stands_for_both() -> None:
    assert Text.either("円", "") == Text("円", "円")
    assert Text.either("円", "yen") == YEN


def test_texts_are_joined_in_each_language() -> None:
    told = (Text("一。", "One."), Text("二。", "Two."))
    assert Text.joined(told) == Text("一。二。", "One. Two.")
    assert Text.joined(iter(told), "・", ", ") == Text("一。・二。", "One., Two.")


def test_text_without_a_value_for_a_placeholder_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        Text("{n}", "{n}").format(m=1)


@pytest.mark.parametrize(
    ("place", "printed"),
    [
        (Place("terms.csv"), "terms.csv"),
        (Place("terms.csv", 7), "terms.csv:7"),
        (Place("terms.csv", 7, column="valid_to"), "terms.csv:7 [valid_to]"),
        (Place("pack.toml", key="gates.poc.label"), "pack.toml:gates.poc.label"),
        (Place("pack.toml", 3, "gates.poc"), "pack.toml:3:gates.poc"),
    ],
)
def test_place_is_printed_for_an_editor(place: Place, printed: str) -> None:
    assert str(place) == printed


def test_lines_count_from_one() -> None:
    with pytest.raises(ValueError, match="count from 1"):
        Place("terms.csv", 0)


def test_findings_are_sorted_by_severity_then_place() -> None:
    late = Finding("b", Place("a.csv", 9))
    early = Finding("b", Place("a.csv", 2))
    keyed = Finding("a", Place("a.csv", 2, column="x"))
    warning = Finding("a", Place("a.csv", 1), severity=Severity.WARNING)
    info = Finding("a", Place("a.csv"), severity=Severity.INFO, values={"n": 1})
    assert finding.sort([info, warning, late, keyed, early]) == (early, keyed, late, warning, info)
    assert len({early, late, early}) == 2


def test_severities_have_labels_in_both_languages() -> None:
    assert [severity.label.ja for severity in Severity] == ["誤り", "確認", "情報"]
    assert all(severity.label.en for severity in Severity)


@pytest.mark.parametrize(
    ("kind", "parent"),
    [
        (errors.InputError, errors.IkkanError),
        (errors.PrintedFormError, errors.InputError),
        (errors.EraError, errors.InputError),
        (errors.RefError, errors.InputError),
        (errors.UnitError, errors.InputError),
        (errors.YearError, errors.InputError),
        (errors.PackError, errors.IkkanError),
        (errors.NotAllowed, errors.IkkanError),
        (errors.NotFound, errors.IkkanError),
        (errors.VersionConflict, errors.IkkanError),
        (errors.KeyReused, errors.IkkanError),
        (errors.Busy, errors.IkkanError),
    ],
)
def test_the_exception_tree_is_the_drawn_one(
    kind: type[errors.IkkanError], parent: type[errors.IkkanError]
) -> None:
    assert kind.__bases__ == (parent,)
    assert f"── {kind.__name__} " in (errors.__doc__ or "")
    raised = kind("some.code", Text("だめです", "no"))
    assert (raised.code, str(raised)) == ("some.code", "だめです / no")
    assert str(pickle.loads(pickle.dumps(raised))) == str(raised)


def test_a_pack_error_carries_all_findings() -> None:
    found = [Finding("a", Place("a.csv", 1)), Finding("b", Place("b.csv", 1))]
    raised = errors.PackError("pack.findings", Text("誤り", "errors"), found)
    assert raised.findings == tuple(found)
    assert pickle.loads(pickle.dumps(raised)).findings == tuple(found)


def test_the_package_exports_what_it_names() -> None:
    assert sorted(values.__all__) == list(values.__all__)
    assert all(hasattr(values, name) for name in values.__all__)
