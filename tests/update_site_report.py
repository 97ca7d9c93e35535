"""Writes docs/site-report.png: the page of the site report on the generated site.

The earlier runs are measured as well, on the same site with more poor pages.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from browser_fixtures import CHROMIUM
from msgspec.structs import replace
from playwright.sync_api import sync_playwright
from site_support import checked

from checker import __version__
from checker.reporters.html import site_of, site_page
from tests_support import ROOT

PAGES = 200
EARLIER = (("2026-08-24", 185, 0.9), ("2026-09-24", 190, 0.75), ("2026-10-23", 196, 0.55))
"""Days, pages and shares of poor pages."""


def main() -> None:
    """Measure, draw, photograph."""
    now = site_of(checked(PAGES), __version__)
    earlier = [
        replace(site_of(checked(count, poor), __version__).summary, as_of=day)
        for day, count, poor in EARLIER
    ]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder, "report.html")
        path.write_text(site_page(now, earlier), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(
            viewport={"width": 1180, "height": 1040}, color_scheme="light", locale="ja-JP"
        )
        page = context.new_page()
        page.goto(path.as_uri())
        page.screenshot(path=ROOT / "docs" / "site-report.png")
        browser.close()


if __name__ == "__main__":
    main()
