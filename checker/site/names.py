"""What people call what a report names by an id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from checker.model import Category
from checker.site.values import Page

NO_TITLE = "（題名なし）"
NO_GENRE = "種類が分からないページ"
NO_FOLDER = "（いちばん上）"
NO_DEPARTMENT = "（担当が書かれていない）"
DATED_BY = {
    "front_matter": "先頭の設定",
    "notice": "本文",
    "git": "gitの最初の記録",
    "file": "ファイルの時刻",
}


@dataclass(frozen=True, slots=True)
class Names:
    """Names of genres and elements, by id, as the rule files have them."""

    genres: Mapping[str, str]
    elements: Mapping[str, str]

    def genre(self, key: str) -> str:
        """What a kind of notice is called."""
        return self.genres.get(key, key) if key else NO_GENRE

    def element(self, key: str) -> str:
        """What a piece of information is called."""
        return self.elements.get(key, key)


def category(key: str) -> str:
    """What a category of rules is called."""
    try:
        return Category(key).display_name
    except ValueError:  # of a report that a later version saved
        return key


def title(page: Page) -> str:
    """What a page is called."""
    return page.title.strip() or NO_TITLE
