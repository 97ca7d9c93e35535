"""The page: one file that needs nothing else, asks for nothing else and sends nothing."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

from checker.site import overview, quality, quantity, trend
from checker.site.listing import listing
from checker.site.markup import day, escaped, number
from checker.site.names import Names
from checker.site.values import Site, Summary


def render(site: Site, names: Names, earlier: Sequence[Summary] = ()) -> str:
    """The page as HTML text.

    Args:
        site: What was measured.
        names: What people call genres and elements.
        earlier: Earlier runs, in any order.
    """
    style, script = _part("page.css"), _part("page.js")
    before = trend.before(site, earlier)
    heading = "サイトの文章の報告"
    place = f"{escaped(site.root)}・" if site.root else ""
    problems = (
        f'<p class="problem">点検できなかったファイルが{number(site.problems)}あります。'
        "この報告には入っていません。</p>"
        if site.problems
        else ""
    )
    parts = [
        ("glance", "ひと目で", overview.figures(site, before)),
        ("first", "まず手を入れるところ", overview.advice(site, names)),
        ("history", "推移：前より伝わるようになったか", _grid(trend.blocks(site, before))),
        ("quality", "質：読めるか、足りているか", _grid(quality.blocks(site, names))),
        ("quantity", "量：どれだけあり、いつのものか", _grid(quantity.blocks(site, names))),
        ("pages", "ページの一覧", listing(site, names)),
    ]
    contents = "".join(
        f'<li><a href="#{key}">{escaped(title.partition("：")[0])}</a></li>'
        for key, title, _ in parts
    )
    sections = "\n".join(
        f'<section class="part" aria-labelledby="{key}">\n<h2 id="{key}" tabindex="-1">'
        f"{escaped(title)}</h2>\n{content}\n</section>"
        for key, title, content in parts
    )
    return f"""<!DOCTYPE html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_policy(style, script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>{escaped(heading)}（{day(site.as_of)}）</title>
<link rel="icon" href="data:,">
<style>{style}</style>
</head>
<body>
<a class="skip" href="#glance">本文へ</a>
<header>
<p class="tool">伝わる</p>
<h1>{escaped(heading)}</h1>
<p class="quiet">{place}{day(site.as_of)}の時点・{number(len(site.pages))}ページ</p>
{problems}<nav aria-label="目次"><ul>{contents}</ul></nav>
</header>
<main>
{sections}
</main>
<footer>
<p>点数は目安です。内容の正しさや、実際に伝わるかどうかは分かりません。</p>
<p>個人の情報らしい文字は「●」に置き換えています。このページは、どこにも何も送りません。</p>
<p class="quiet">tsutawaru {escaped(site.summary.tool)}</p>
</footer>
<script>{script}</script>
</body>
</html>
"""


def _grid(blocks: Iterable[str]) -> str:
    return '<div class="grid">\n' + "\n".join(blocks) + "\n</div>"


def _policy(style: str, script: str) -> str:
    """Nothing but what stands in this very file."""
    return (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode("ascii")


@cache
def _part(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")
