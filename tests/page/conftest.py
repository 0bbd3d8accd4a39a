"""Pages of the invented war, opened in Chromium from disk; without a browser these tests are skipped by name."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import river_war

from geomap.publish import html


def chromium() -> str | None:
    """Where a Chromium is, if the machine has one."""
    named = os.environ.get("GEOMAP_CHROMIUM")
    return named or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One Chromium for all page tests."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = chromium()
    if path is None:
        pytest.skip("no Chromium on this machine")
    flags = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        # Else each context starts three more processes for an address bar that nobody sees.
        "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup",
    ]
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=path, args=flags)
        yield running
        running.close()


@pytest.fixture(scope="session")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented war as a page."""
    path = tmp_path_factory.mktemp("page") / "map.html"
    return html.write(
        river_war.theatre(),
        path,
        title="River war",
        reports=river_war.reports(),
        labels=river_war.labels(),
        credits=["Places: invented"],
    )


class Watched:
    """A page with what went wrong on it: console errors, script errors, requests that left the disk."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.troubles: list[str] = []
        page.on("console", lambda message: self.troubles.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on(
            "request",
            lambda request: None if request.url.startswith(("file:", "blob:")) else self.troubles.append(request.url),
        )


@pytest.fixture
def open_page(browser: Any, page_file: Path) -> Iterator[Callable[..., Any]]:
    """Open a page from disk and wait until it is drawn; at the end it must have made no trouble."""
    contexts: list[Any] = []
    watched: list[Watched] = []

    def open_it(
        path: Path | None = None,
        *,
        fragment: str = "",
        size: tuple[int, int] = (1440, 900),
        dark: bool = False,
        **more: Any,
    ) -> Any:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            **more,
        )
        contexts.append(context)
        page = context.new_page()
        watched.append(Watched(page))
        page.goto(f"file://{path or page_file}{fragment}")
        page.wait_for_selector("html[data-ready=yes]", timeout=20_000)
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert [trouble for one in watched for trouble in one.troubles] == []
