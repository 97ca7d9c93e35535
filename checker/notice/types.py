"""Genre, medium and elements of a notice. All spans are *text* spans."""

from __future__ import annotations

import enum
from collections.abc import Callable

import msgspec
from msgspec.structs import replace

from checker.model import Span


class Element(enum.StrEnum):
    """A piece of information that a citizen looks for."""

    DATE_TIME = "date_time"
    DEADLINE = "deadline"
    PLACE = "place"
    AREA = "area"
    AUDIENCE = "audience"
    FEE = "fee"
    HOW_TO_APPLY = "how_to_apply"
    BRING = "bring"
    CAPACITY = "capacity"
    SELECTION = "selection"
    AMOUNT = "amount"
    EFFECTIVE_DATE = "effective_date"
    REASON = "reason"
    ORGANISER = "organiser"
    ACTION = "action"
    ALTERNATIVE = "alternative"
    CONTACT_DEPT = "contact_dept"
    CONTACT_PHONE = "contact_phone"
    CONTACT_OTHER = "contact_other"
    CONTACT_HOURS = "contact_hours"
    LEGAL_BASIS = "legal_basis"
    PUBLISH_DATE = "publish_date"
    EMBARGO = "embargo"


class Status(enum.StrEnum):
    """Whether a notice says something that its kind may have to say."""

    FOUND = "found"
    MISSING = "missing"
    NOT_NEEDED = "not_needed"


class Guess(msgspec.Struct, frozen=True):
    """What a draft is taken for.

    Attributes:
        id: A genre or a medium.
        confidence: 0–1; 1 when a person said so.
        evidence: The words that speak for it, in text order; a few.
        second: The next best; "" if nothing else comes near.
        margin: How far the next best is behind, as a share of the score (0–1).
        cued: Whether cues speak for it, or a person said so. If not, only the vocabulary
            is alike, and nothing may be demanded of the draft.
    """

    id: str
    confidence: float
    evidence: tuple[Span, ...] = ()
    second: str = ""
    margin: float = 1.0
    cued: bool = True


class Item(msgspec.Struct, frozen=True):
    """One thing that a draft announces: a course in a list of courses.

    Attributes:
        number: From 0; a draft about one thing has one item.
        title: Its heading, "" if it has none.
        span: From its first block to its last.
    """

    number: int
    title: str
    span: Span


class Evidence(msgspec.Struct, frozen=True):
    """Words that say an element.

    Attributes:
        element: What they say.
        span: Where they stand.
        value: Normalised: ISO 8601 dates and times (`2026-12-05T10:00/12:00`), yen as digits,
            phone digits, else the words themselves; "none" for 無料, 不要, なし.
        passing: Whether they only touch it (発熱のある方は…): enough where nobody asks for the
            element, too little where the kind of notice does.
    """

    element: Element
    span: Span
    value: str
    passing: bool = False


class ElementState(msgspec.Struct, frozen=True):
    """Whether an item of a notice has an element.

    Attributes:
        element: Which.
        item: The item's number.
        status: Found, missing, or not needed here.
        required: Whether the genre or medium demands it (else it is recommended).
        evidence: The words that say it, the clearest first; empty unless found.
    """

    element: Element
    item: int
    status: Status
    required: bool
    evidence: tuple[Evidence, ...] = ()

    @property
    def value(self) -> str:
        """The normalised value of the clearest words, "" if there are none."""
        return self.evidence[0].value if self.evidence else ""


class Notice(msgspec.Struct, frozen=True):
    """What a draft is and says."""

    genre: Guess
    medium: Guess
    items: tuple[Item, ...]
    elements: tuple[ElementState, ...]

    def state(self, element: Element, item: int = 0) -> ElementState | None:
        """The state of one element of one item, None if nobody asks for it."""
        for state in self.elements:
            if state.element is element and state.item == item:
                return state
        return None


def moved(notice: Notice, place: Callable[[Span], Span]) -> Notice:
    """The notice of the same draft whose text stands elsewhere.

    Args:
        notice: Its spans are of one text.
        place: Where such a span stands in the other text.
    """

    def guessed(guess: Guess) -> Guess:
        return replace(guess, evidence=tuple([place(span) for span in guess.evidence]))

    return Notice(
        guessed(notice.genre),
        guessed(notice.medium),
        tuple([replace(item, span=place(item.span)) for item in notice.items]),
        tuple(
            [
                replace(
                    state,
                    evidence=tuple(
                        [replace(each, span=place(each.span)) for each in state.evidence]
                    ),
                )
                for state in notice.elements
            ]
        ),
    )
