"""One speaker with two names: 講師は若葉花子さん and 講師：若草花子さん."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, islice

from checker.context import Context
from checker.detectors import Options
from checker.model import Match, Related, Span, Tier
from checker.regex import regex
from checker.scan import Scan

NEEDS = Tier.TEXT

PLACEHOLDERS = frozenset({"other"})

_PERSON = Scan(
    r"(?P<role>講師|出演|司会|指導|指揮|演奏|案内人?|語り手?|審査員長?|会長|館長|校長)(?:は、?|：|:|[ 　]|\n)[^。、\n（(]{0,16}?"
    r"(?<![一-龠])(?P<name>[一-龠々]{1,3}[ 　]?[一-龠々ぁ-んァ-ヶー]{1,4})(?:さん|氏|先生)"
)
_BESIDE = Scan(r"(?<![一-龠々])(?P<name>[一-龠々]{1,3}[ 　]?[一-龠々]{1,3})(?:さん|氏|先生)")
MOST = 5
"""Persons from which a draft is a list of them."""
_FAMILY = regex(r"[一二三四五六七八九十太次郎子美]|[親兄弟姉妹夫婦]")
LEAST = 3
"""Characters that a name has at least."""

_LABELLED = Scan(
    r"(?:講師|出演|指導|案内人?|語り手|ゲスト)(?:は、?|：|:|[ 　])[ 　]?(?:[^\n。、（(]{0,10}[のと 　])?(?P<family>[一-龠々]{2,3})[ 　](?P<given>[一-龠々ぁ-んァ-ヶー]{1,4})(?:さん|氏|先生)?"
)
_FAMILY_ONLY = regex(
    r"(?<![一-龠々ァ-ヶー])(?P<family>[一-龠々]{2,3})(?:さん|氏|先生)(?=[にがはのをとも])"
)


def _family(text: str) -> tuple[Span, Span] | None:
    """「講師　高瀬 由美子さん」, and once 「高橋さんに、話を聞きます」: a family name that is half the other."""
    labelled = {one["family"]: one for one in _LABELLED.finditer(text)}
    if len(labelled) != 1:
        return None
    ((family, one),) = labelled.items()
    others = {
        each["family"]: each for each in _FAMILY_ONLY.finditer(text) if each["family"] != family
    }
    if len(others) != 1:
        return None
    ((name, other),) = others.items()
    common = len(name) == len(family) and any(a == b for a, b in zip(name, family, strict=True))
    if not common or text.count(name) > 1 or _FAMILY.search(name[-1:]):
        return None
    return Span(*one.span("family")), Span(*other.span("family"))


def scans(options: Options) -> tuple[Scan, ...]:
    """See `Matcher.scans`."""
    return (_PERSON, _LABELLED)


def check(context: Context, options: Options) -> Iterator[Match]:
    """Two matches, one at each place, for names that differ in one character, in two lines."""
    document = context.document
    text = document.folded
    places: dict[str, list[Span]] = {}
    roles: dict[str, set[str]] = {}
    for scan in (_PERSON, _BESIDE):
        for found in islice(scan.finditer(text), 40):
            name = found["name"].replace(" ", "").replace("　", "")
            span = Span(*found.span("name"))
            if len(name) >= LEAST and span not in places.get(name, []):
                places.setdefault(name, []).append(span)
            if found.groupdict().get("role"):
                roles.setdefault(name, set()).add(found["role"])
    pair = _family(text)
    if pair is not None:
        for span, of in (pair, pair[::-1]):
            shown = of.cut(document.text)
            related = (Related(of, f"ここでは「{shown}」です"),)
            yield Match(span, {"other": shown}, related=related)
        return
    if not 1 < len(places) <= MOST:
        return
    for one, other in combinations(places, 2):
        apart = [a + b for a, b in zip(one, other, strict=False) if a != b]
        if len(one) != len(other) or len(apart) != 1 or _FAMILY.search(apart[0]):
            continue
        if len(roles.get(one, set()) | roles.get(other, set())) != 1:
            continue  # the speaker and the chair
        here, there = sorted((places[one][0], places[other][0]))
        if document.block_at(here.start) is document.block_at(there.start):
            continue
        for span, of in ((here, there), (there, here)):
            shown = of.cut(document.text)
            related = (Related(of, f"ここでは「{shown}」です"),)
            yield Match(span, {"other": shown}, related=related)
