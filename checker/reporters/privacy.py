"""What a draft says of private persons is not repeated in a report."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from msgspec import structs

from checker.model import ElementReport, FileReport, Finding, Fix, NoticeReport, Score

PRIVATE = "facts/personal-"
"""Rules whose findings are such words begin with this."""

MARK = "●"

_FEW = 4
"""Digits; fewer are in too many numbers to be a person's."""


def hidden(file: FileReport) -> FileReport:
    """The report with ● in place of every character that such a rule flags.

    All offsets stay the same. What repeats these words is hidden, too: messages, the title,
    values of elements. A fix that would write them is left out, because with ● in it it
    would do damage.
    """
    # Also what somebody has silenced: that a notice may say it does not let every report repeat it.
    found = (*file.findings, *(each.finding for each in file.silenced))
    private = [f for f in found if f.rule.startswith(PRIVATE)]
    if not private:
        return file
    source = list(file.source)
    for finding in private:
        for at in range(finding.span.start, finding.span.end):
            if source[at] not in "\r\n":
                source[at] = MARK
    shown = "".join(source)
    mask = _Mask(private)
    return replace(
        file,
        source=shown,
        title=mask.text(file.title),
        findings=tuple([_finding(finding, shown, mask) for finding in file.findings]),
        silenced=tuple(
            [
                structs.replace(
                    each,
                    finding=_finding(each.finding, shown, mask),
                    reason=mask.text(each.reason),
                )
                for each in file.silenced
            ]
        ),
        notice=None if file.notice is None else _notice(file.notice, mask),
        score=None if file.score is None else _score(file.score, mask),
        page=None
        if file.page is None
        else structs.replace(file.page, department=mask.text(file.page.department)),
    )


class _Mask:
    """The words that must not be shown, with the digits in them."""

    def __init__(self, private: list[Finding]) -> None:
        # The longest first, so that no end of it stays.
        self._words = sorted({f.text for f in private if len(f.text) > 1}, key=len, reverse=True)
        digits = {_digits(word) for word in self._words}
        self._numbers = [number for number in digits if len(number) >= _FEW]

    def text(self, text: str) -> str:
        """A text without these words."""
        for word in self._words:
            text = text.replace(word, MARK * len(word))
        return text

    def value(self, value: str) -> str:
        """A value in normal form, in which numbers stand without hyphens."""
        if any(number in value for number in self._numbers):
            return MARK * len(value)
        return self.text(value)

    def writes(self, fix: Fix) -> bool:
        """Whether a fix would write one of these words."""
        edits = [*fix.edits, *(edit for candidate in fix.candidates for edit in candidate.edits)]
        written = [*(edit.text for edit in edits), *(c.label for c in fix.candidates)]
        return any(word in text for text in written for word in self._words)


def _digits(word: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKC", word) if char.isdecimal())


def _finding(finding: Finding, shown: str, mask: _Mask) -> Finding:
    return structs.replace(
        finding,
        text=finding.span.cut(shown),
        message=mask.text(finding.message),
        related=tuple([structs.replace(r, message=mask.text(r.message)) for r in finding.related]),
        fix=None if finding.fix is not None and mask.writes(finding.fix) else finding.fix,
    )


def _notice(notice: NoticeReport, mask: _Mask) -> NoticeReport:
    return replace(
        notice,
        items=tuple([mask.text(title) for title in notice.items]),
        elements=tuple([_element(state, mask) for state in notice.elements]),
    )


def _element(state: ElementReport, mask: _Mask) -> ElementReport:
    return structs.replace(state, value=mask.value(state.value)) if state.value else state


def _score(score: Score, mask: _Mask) -> Score:
    return replace(
        score,
        parts=tuple(
            [
                replace(
                    part,
                    lines=tuple(
                        [
                            replace(
                                line,
                                message=mask.text(line.message),
                                example=mask.text(line.example),
                            )
                            for line in part.lines
                        ]
                    ),
                )
                for part in score.parts
            ]
        ),
        gains=tuple([replace(gain, message=mask.text(gain.message)) for gain in score.gains]),
    )
