"""How many faults of short texts are found, and what is said of the right ones.

    .venv/bin/python tests/bench/excerpts.py FILE …

A line of a file is one JSON object: `id`, `ext` (md, txt, html), `kind` of the mistake, the text
`clean` and `flawed`, and of a wrong fact the faulty words `bad`, which stand in `flawed` once. It is
found when a finding of the facts, consistency or accessibility touches them and is at most 15
characters wider; where two places disagree, either counts. Where something was taken out, `element`
says what: it is found when `information/missing-…` of that element is said.
"""

from __future__ import annotations

import argparse
import datetime
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from checker.api import Checker, Draft
from checker.document.model import Format
from checker.model import Finding

FORMATS = {"md": Format.MARKDOWN, "txt": Format.TEXT, "html": Format.HTML}
CATEGORIES = ("facts/", "consistency/", "accessibility/")
SAID = ("facts/", "information/missing-")
TODAY = datetime.date(2026, 11, 22)
WIDER = 15
"""Characters by which a finding may be wider than the mistake."""


def _is_told(one: dict[str, str], findings: Iterable[Finding]) -> bool:
    """Whether a finding touches the faulty words."""
    start = one["flawed"].index(one["bad"])
    end = start + len(one["bad"])
    return any(
        span.start < end and start < span.end and len(span) <= end - start + WIDER
        for finding in findings
        if finding.rule.startswith(CATEGORIES)
        for span in (finding.span, *(other.span for other in finding.related))
    )


def _is_missed(one: dict[str, str], findings: Iterable[Finding]) -> bool:
    """Whether what was taken out is said to be missing."""
    rule = f"information/missing-{one['element'].replace('_', '-')}"
    return any(finding.rule == rule for finding in findings)


def main() -> None:
    """Print what is found by kind, and what is said of right texts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    checker = Checker(as_of=TODAY)
    for path in parser.parse_args().files:
        found, kinds = Counter[str](), Counter[str]()
        said: list[str] = []
        for line in path.read_text(encoding="utf-8").splitlines():
            one = json.loads(line)
            name, kind = f"{one['id']}.{one['ext']}", FORMATS[one["ext"]]
            drafts = [Draft(name, one[which], kind, "utf-8") for which in ("clean", "flawed")]
            clean, flawed = (file.findings for file in checker.check(drafts).files)
            hit = _is_missed(one, flawed) if "element" in one else _is_told(one, flawed)
            kinds[one["kind"]] += 1
            found[one["kind"]] += hit
            # An excerpt lacks this and that; a whole notice, of which a piece was taken, nothing.
            asked = SAID if "element" in one else SAID[:1]
            said += [f"{name}: [{f.rule}] {f.text}" for f in clean if f.rule.startswith(asked)]
        print(f"{path.name}: {found.total()} of {kinds.total()}")
        for kind_, count in kinds.most_common():
            print(f"  {found[kind_]:3} of {count:3}  {kind_}")
        for line in said:
            print(f"  said of correct text: {line}")


if __name__ == "__main__":
    main()
