"""The browser and axe of the fixtures work: a flaw is found, a sound page is not blamed."""

from __future__ import annotations

from typing import Any

import pytest

SOUND = '<html lang="ja"><title>一貫</title><main><h1>一貫</h1><p>本文</p></main></html>'


@pytest.mark.browser
def test_axe_finds_a_picture_without_words(browser_page: Any, axe: Any) -> None:
    browser_page.set_content(SOUND)
    assert axe(browser_page) == []
    browser_page.set_content(SOUND.replace("<p>", '<img src="x.png"><p>'))
    assert [finding.split(":")[0] for finding in axe(browser_page)] == ["image-alt"]
