"""Keys of pack.toml and tables.toml that cannot be, each at its key path."""

from __future__ import annotations

import pytest

from tests.pack.conftest import Copy


@pytest.mark.parametrize(
    ("old", "new", "key", "code"),
    [
        ('code = "minimal"', "", "code", "key.missing"),
        ('code = "minimal"', 'code = ""', "code", "key.missing"),
        ('code = "minimal"', 'code = "mini mal"', "code", "cell.code"),
        ('version = "2025.1"', "version = 2025.1", "version", "key.type"),
        ('version = "2025.1"', 'version = "2025.1"\nedition = 2', "edition", "key.unknown"),
        (', en = "Northmark Health Fund"', "", "funder.en", "label.language"),
        (
            'en = "Northmark Board"',
            'en = "Northmark Board", fr = "x"',
            "headquarters.fr",
            "key.unknown",
        ),
        ('currency = "EUR"', 'currency = "euro"', "currency", "pack.currency"),
        ("month = 1", "month = 13", "fiscal_year_start_month", "key.range"),
        ("month = 1", "month = true", "fiscal_year_start_month", "key.type"),
        ('["ja", "en"]', '["ja"]', "languages", "pack.languages"),
        ("default_year = 2025", "default_year = 2030", "home.default_year", "home.default_year"),
        ("years = [2024, 2025]", 'years = [2024, 2025, "x"]', "home.years[3]", "key.type"),
        ("years = [2024, 2025]", "years = [2024, 2025, 2026]", "home.years", "home.years"),
        ("year = 2024", "year = 2025", "home.flow.year", "home.year_twice"),
        ('"institutes"]', '"institute"]', "home.flow.cost_classes[2]", "ref.dangling"),
        ('basis = "recast_2025"', 'basis = "recast"', "home.flow.year[1].basis", "ref.dangling"),
        ('"projects2025."', '"project2025."', "home.flow.year[2].projects[1]", "home.prefix"),
        ('beside = ["res', 'besides = ["res', "home.flow.year[2].besides", "key.unknown"),
        ('headquarters = "BOARD"', 'headquarters = "BORD"', "bodies.headquarters", "ref.dangling"),
        ('headquarters = "BOARD"', 'minister = "BOARD"', "bodies.minister", "key.unknown"),
        ('en = "Where', 'de = "Where', "home.lead.en", "label.language"),
        ('"home-test"]', '"home-tests"]', "home.cases.codes[1]", "ref.dangling"),
        ('"outcome.handed', '"outcome.hand', "home.outcomes.figures[1]", "ref.dangling"),
        ('"scale.total"', '"scale.totals"', "home.scale.total", "ref.dangling"),
        ('"fy2025.grants.rate"', '"x"', "home.flow.year[2].changes[2]", "ref.dangling"),
        ('term = "N2"', 'term = "N3"', "home.flow.year[1].term", "ref.dangling"),
        ("[home.flow]", "[home.flux]", "home.flux", "key.unknown"),
        ('"number.segments"', '"number.parts"', "numbers.award.rule", "rule.unknown"),
        ('"NHF-2025-00042"', '"NHF-25-00042"', "numbers.award.example", "scheme.example"),
        ("take = 14", "take = 15", "numbers.award", "scheme.length"),
        ('part = "serial"', 'part = "number"', "numbers.award.segments[4].part", "cell.choice"),
        ('part = "year"', 'part = "serial"', "numbers.award.segments", "scheme.parts"),
        ("length = 4", "length = 3", "numbers.award.segments[2].length", "scheme.year"),
        ('text = "-"', 'tekst = "-"', "numbers.award.segments[3].text", "key.missing"),
        ("[numbers.award]", "[numbers.grant]", "numbers.grant", "key.unknown"),
        (
            'part = "fixed"',
            'part = "given"\nform = "digits"\nlength = 2',
            "numbers.award.segments[1].text",
            "scheme.text",
        ),
    ],
)
def test_key_of_the_settings(copy: Copy, old: str, new: str, key: str, code: str) -> None:
    copy.swap("pack.toml", old, new)
    assert (code, f"pack.toml:{key}") in copy.found()


@pytest.mark.parametrize(
    ("old", "new", "key", "code"),
    [
        ('code = "budget-2025"', "", "table[1].code", "key.missing"),
        ('code = "funds"', 'code = "budget-2025"', "table[3].code", "table.twice"),
        ('group = "funds"', 'group = "fund"', "table[3].group", "cell.choice"),
        ('source = "fictional-notice"', 'source = "notice"', "table[1].source", "ref.dangling"),
        ('basis = "initial_2025"', 'basis = "published"', "table[1].basis", "ref.dangling"),
        ('notice:8"]', 'notice:9"]', "table[1].notes[1]", "ref.dangling"),
        ('layout = "printed"', 'layout = "free"', "table[1].layout", "cell.choice"),
        ('layout = "printed"', 'layout = "printed"\nlines = 3', "table[1].lines", "key.unknown"),
        ('en = "Change" }', 'fr = "Change" }', "table[1].columns[3].en", "label.language"),
        (
            '"fy2025.grants.rate"',
            '"fy2025.grants.rat"',
            "table[1].rows[1].cells[4].main",
            "ref.dangling",
        ),
        ('2024.CARE"', '2024.CARES"', "table[1].rows[1].cells[2].parts[1]", "ref.dangling"),
        ("{}, {}, {}]", "{}, {}]", "table[1].rows[3].cells", "table.width"),
        ("{}, {}, {}]", "{}, {}, {}, {}]", "table[1].rows[3].cells", "table.width"),
        ("{}, {}, {}]", "{}, {}, 7]", "table[1].rows[3].cells[4]", "key.type"),
        (
            'parts_style = "plain"',
            'parts_style = "bold"',
            "table[2].rows[1].cells[1].parts_style",
            "cell.choice",
        ),
        ('en = " (planned)"', 'en = ""', "table[3].rows[1].cells[2].suffix.en", "label.language"),
    ],
)
def test_key_of_a_printed_table(copy: Copy, old: str, new: str, key: str, code: str) -> None:
    copy.swap("tables.toml", old, new)
    assert (code, f"tables.toml:{key}") in copy.found()
