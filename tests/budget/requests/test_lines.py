"""What a line must be, when a request is complete, and two officers on one line."""

from __future__ import annotations

from typing import Any

import pytest

from ikkan.budget.models import Request, Round
from ikkan.budget.requests import actions, messages, queries, rules
from ikkan.budget.requests.rules import Known, LineConflict
from ikkan.values.errors import InputError, VersionConflict
from ikkan.values.finding import Place
from ikkan.values.text import Text
from tests.budget.requests import desk
from tests.budget.requests.desk import changed, does, how, new_line, now, officer, put

KNOWN = Known(
    codes={name: {"x": Text("x", "x")} for name in set(rules.CODED.values())}
    | {"inclusion": {"top-down": Text("問い", "Question")}},
    checks=tuple(rules.Check),
)
PLAIN = rules.NewLine(code="A", name_ja="行", cost_class="x", request_yen=1)


def codes(*lines: rules.NewLine) -> list[str]:
    places = [Place("f", line=number) for number in range(1, len(lines) + 1)]
    return [one.code for one in rules.findings(lines, KNOWN, places)]


def test_everything_against_a_line_is_said_at_once() -> None:
    assert codes(PLAIN) == []
    wrong = changed(
        PLAIN,
        code="no code",
        name_ja=" ",
        request_yen=-1,
        cost_class="",
        project="nowhere",
        domains=("x", "x"),
        cites=("figure:f", "nonsense"),
        reprint_of="no code",
    )
    assert codes(wrong) == [
        *("request.code", "request.name", "request.yen", "request.missing", "request.unknown"),
        *("request.repeated", "request.cites", "request.cites", "request.reprint_self"),
    ]
    assert codes(PLAIN, PLAIN) == ["request.twice", "request.twice"]
    assert codes(changed(PLAIN, name_ja="あ" * 201, note="a" * 5000)) == ["request.long"] * 2
    assert codes(*[PLAIN] * 2001) == ["request.too_many"]


def test_every_finding_has_its_words() -> None:
    places = [Place("f")]
    found = rules.incomplete([PLAIN], KNOWN, places)
    assert len(found) == len(rules.Check)
    found += rules.reprint_findings([changed(PLAIN, reprint_of="B")], places)
    for one in found:
        assert "{" not in messages.render(one).ja + messages.render(one).en


def test_what_is_printed_again_counts_once() -> None:
    again = changed(PLAIN, code="B", reprint_of="A")
    assert rules.total([PLAIN, again]) == 1
    assert rules.reprint_findings([PLAIN, again], [Place("f")] * 2) == []


def test_two_sets_of_lines_are_compared_by_code() -> None:
    before = [PLAIN, changed(PLAIN, code="B")]
    after = [changed(PLAIN, code="B", request_yen=5, note="新"), changed(PLAIN, code="C")]
    said = {one.code: (one.sort, one.yen) for one in rules.compare(before, after)}
    assert said == {"A": ("removed", -1), "B": ("changed", 4), "C": ("added", 1)}
    [change] = [one for one in rules.compare(before, after) if one.sort == "changed"]
    assert [one.field for one in change.changes] == ["request_yen", "note"]


@pytest.fixture
def mext(applied: Any) -> Request:
    return desk.of(desk.open_round(), "MEXT")


def test_all_or_nothing(mext: Request) -> None:
    with pytest.raises(InputError, match=r"Row 2: .*there is no T9"):
        put(mext, new_line(), new_line("L-02", project="T9"))
    with pytest.raises(InputError, match="The plan has no item clause:nowhere"):
        put(mext, new_line(cites=("clause:nowhere",)))
    assert queries.lines_of(now(mext)) == []


def test_lines_are_matched_by_code(mext: Request) -> None:
    put(mext, new_line(), new_line("L-02"), new_line("L-03"))
    put(mext, new_line("L-02", request_yen=7), whole=False)
    put(mext, new_line("L-02", request_yen=7), new_line("L-04"))
    rows = {line.code: (line.request_yen, line.row_version) for line in queries.lines_of(now(mext))}
    assert rows == {"L-02": (7, 2), "L-04": (100_000_000, 1)}


def test_a_request_is_complete_when_every_line_is(mext: Request) -> None:
    with pytest.raises(InputError, match="There is no line"):
        does("confirm", mext)
    put(mext, new_line(project="", affirms=("top-down",), cites=(), purpose=""))
    with pytest.raises(InputError) as refused:
        does("confirm", mext)
    said = refused.value.text.en
    for words in ("choose a project", "inclusion test", "cite at least one", "choose its purpose"):
        assert words in said
    put(mext, new_line(project="", no_project="基盤のため"))
    does("confirm", mext)


def test_a_ministry_without_lines_says_why(mext: Request) -> None:
    does("note_circumstances", mext, "今年度は要求なし", [], by=officer("MEXT"))
    does("confirm", mext)
    does("submit", mext)
    other = desk.of(mext.round, "MHLW")
    with pytest.raises(InputError, match="both what it is about"):
        does("note_circumstances", other, "", [{"about": "x"}], by=officer("MHLW"))


def test_the_later_officer_sees_the_difference_and_chooses(mext: Request) -> None:
    put(mext, new_line(), new_line("L-02"))
    first, second = officer("MEXT", "a"), officer("MEXT", "b")
    seen = queries.lines_of(now(mext))[0].row_version
    mine, theirs = new_line(request_yen=1), new_line(request_yen=2, note="別案")
    actions.put_line(mext.code, mine, seen, **how(first))
    with pytest.raises(LineConflict) as refused:
        actions.put_line(mext.code, theirs, seen, **how(second))
    conflict = refused.value
    assert (conflict.now, conflict.yours) == (mine, theirs)
    assert [(one.field, one.before, one.after) for one in conflict.changes] == [
        ("request_yen", 1, 2),
        ("note", "", "別案"),
    ]
    assert "Request: now 1, yours 2" in conflict.text.en
    actions.put_line(mext.code, theirs, conflict.seen, **how(second))
    actions.put_line(mext.code, new_line("L-02", note="他"), 1, **how(first))  # another line
    assert desk.figures(queries.lines_of(now(mext)))["L-01"] == (2, 20_000_000)


def test_a_line_removed_meanwhile_is_told_as_gone(mext: Request) -> None:
    put(mext, new_line())
    does("drop_line", mext, "L-01", 1)
    with pytest.raises(LineConflict) as refused:
        does("put_line", mext, new_line(), 1)
    assert (refused.value.now, refused.value.seen) == (None, None)
    does("put_line", mext, new_line(), None)
    with pytest.raises(LineConflict, match="the values are the same"):
        does("put_line", mext, new_line(), None)


def test_only_provisional_figures_are_corrected_after_consent(mext: Request) -> None:
    lines = new_line(provisional=True), new_line("L-02")
    desk.consented(mext, *lines)
    with pytest.raises(InputError, match="L-02 are not provisional"):
        does("correct_lines", mext, [changed(lines[1], request_yen=1)], "精査")
    with pytest.raises(InputError, match="more than figures"):
        does("correct_lines", mext, [changed(lines[0], project="T2-02")], "精査")
    with pytest.raises(InputError, match="Nothing was changed"):
        does("correct_lines", mext, [lines[0]], "精査")
    does("correct_lines", mext, [changed(lines[0], request_yen=3, provisional=False)], "精査")
    assert (now(mext).state, now(mext).submitted_number) == ("consented", 2)
    assert desk.figures(queries.lines_of(now(mext), 1))["L-01"][0] == 100_000_000
    assert desk.figures(queries.lines_of(now(mext)))["L-01"][0] == 3
    assert queries.version_of(now(mext)).reason == "精査"


def test_nobody_compiles_other_figures_than_were_looked_at(mext: Request) -> None:
    found = Round.objects.get(pk=mext.round_id)
    for body in desk.MINISTRIES["amed"]:
        desk.consented(desk.of(found, body), new_line(provisional=True))
    code = desk.decision(found)
    looked_at = Round.objects.get(pk=found.pk).version
    does("correct_lines", desk.of(found, "MEXT"), [new_line(request_yen=7)], "精査")
    with pytest.raises(VersionConflict):
        actions.compile_round(found.code, code, **desk.how(desk.HQ, looked_at))
    assert desk.compile_round(found).compiled_at is not None
