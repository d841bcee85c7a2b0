"""Pages opened in the Chromium of the computer: one browser for all tests, a page of its own for each.

Without one the tests are skipped with that reason, but fail where CWD_AUDIT_BROWSER is set, as the gate does.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from opening import Opening, OpenPage

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", "--force-color-profile=srgb",
]  # fmt: skip


def need(*names: str) -> str:
    """The first of these programs that there is."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        message = f"there is no {names[0]} on this computer"
        if os.environ.get("CWD_AUDIT_BROWSER"):
            pytest.fail(message)
        pytest.skip(message)
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser."""
    program = need(*_NAMES)
    with sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=program, args=_ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def pdf_to_text() -> str:
    """The program that reads a PDF."""
    return need("pdftotext")


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[OpenPage]:
    """Opens a page from a file. At the end: nothing but that file was asked for, and nothing went wrong on the page."""
    asked: list[str] = []
    wrong: list[str] = []
    file = tmp_path / "a page & more.html"
    contexts = []

    def open_it(content: bytes, how: Opening) -> Page:
        file.write_bytes(content)
        context = browser.new_context(
            viewport={"width": how.width, "height": 900}, java_script_enabled=how.script, locale="en-GB"
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: wrong.append(dialog.message))
        page.add_init_script("window.print = () => { window.printed = (window.printed || 0) + 1; };")
        page.goto(file.as_uri())
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert wrong == []
    assert set(asked) <= {file.as_uri(), "data:,"}
