"""Renews `docs/checklist.md`: `python tests/notice/update_checklist.py`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from checker.api import Checker, Draft
from checker.document.read import format_of
from checker.document.source import load
from checker.notice.compiled import default_knowledge
from checker.reporters.checklist import checklist_lines
from checker.reporters.screen import Screen
from tests_support import AS_OF, ROOT

PAGE = ROOT / "docs" / "checklist.md"

SAMPLES = {
    "event": "bousai-kunren.md",
    "recruitment": "iin-boshu.md",
    "procedure": "clean/hikkoshi-tetsuzuki.html",
    "benefit": "kosodate-kyufukin.md",
    "tax": "hokenzei.html",
    "health": "gan-kenshin-cp932.txt",
    "garbage": "clean/nenmatsu-gomi.md",
    "closure": "doro-koji.txt",
    "emergency": "hinan-joho.txt",
    "election": "clean/shicho-senkyo.html",
    "public_comment": "pabukome.html",
    "result": "clean/jinko-tokei.md",
    "lecture_on_request": "clean/demae-koza.md",
    "press_new": "clean/kisha-noriai-taxi.md",
    "press_incident": "gosofu-owabi.md",
    "reference": "clean/shimin-kaikan-riyo.md",
}
"""One sample of each kind, in the order of README.md."""

HEAD = """# 必要な情報の一覧の例

種類ごとに1つずつ、`check --checklist` が見本に出す一覧です。見本は `corpus/samples` にあります。`clean` の付いているものはよく書けた見本、ほかは直す所のある見本です。

「○」は書かれている情報、「×」は要るのに無い情報、「△」はあると親切な情報です。
"""


def page() -> str:
    """The page, made anew."""
    checker = Checker(as_of=AS_OF)
    genres = default_knowledge().genres
    parts = [HEAD]
    for genre, name in SAMPLES.items():
        path = ROOT / "corpus" / "samples" / name
        source = load(path)
        format = format_of(name)
        if format is None:
            raise SystemExit(f"{name}: unknown suffix")
        draft = Draft(name, source.text, format, source.encoding)
        (report,) = checker.check([draft]).files
        notice = report.notice
        if notice is None or notice.genre.id != genre:
            raise SystemExit(f"{name}: no notice of the kind {genre}")
        shown = "\n".join(checklist_lines(report, Screen(columns=80, color=False, ambiguous=1)))
        parts.append(
            f"## {genres[genre].name}（`{genre}`）\n\n"
            f"[{name}](../corpus/samples/{name})\n\n```text\n{shown}\n```\n"
        )
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
