"""The examples of a rule, executed: they are its tests and its documentation.

For every rule: what is bad is flagged exactly and fixed exactly, what is good
stays silent, every exception is needed by some good example, messages render,
patterns compile, an authority is named. A known miss must still be a miss.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import msgspec

from checker import engine, fixing
from checker.analysis import syntax
from checker.analysis.morphology import Morphology
from checker.annotations.masks import Mask
from checker.annotations.types import AnnotationKind
from checker.city import City, Entry
from checker.context import Context
from checker.document.model import Format
from checker.document.read import read
from checker.errors import CheckerError
from checker.kinds import RuleSpec
from checker.kinds.base import BadExample, GoodExample, MissedExample, ProfileName
from checker.kinds.detector import DetectorRule, EngineRule
from checker.kinds.glossary import GlossaryRule
from checker.kinds.glossary.replacing import verb_of
from checker.kinds.missing import MissingRule
from checker.kinds.morph_pattern import MorphPatternRule
from checker.kinds.required import RequiredRule
from checker.kinds.substitution import SubstitutionRule
from checker.model import Applicability, Finding, Match, Profile, Tier
from checker.notice.compiled import default_knowledge
from checker.regex_faults import fault
from checker.rulebook.load import RuleFile
from checker.rulebook.rule import Rule
from checker.scan import Scan

AS_OF = datetime.date(2026, 11, 22)

SAMPLE_CITY = City(
    departments={
        entry.name: entry
        for entry in (
            Entry("高齢福祉課", frozenset({"0400001240"}), frozenset({"korei@aoba.example"})),
            Entry("健康増進課", frozenset({"0400001250"}), frozenset({"kenko@aoba.example"})),
            Entry("市民課", frozenset({"0400001210"})),
            Entry("税務課"),
        )
    },
    facilities={
        entry.name: entry
        for entry in (
            Entry("中央公民館", frozenset({"0400003100"}), address="あおば市本町一丁目2番3号"),
            Entry("市民交流センター", frozenset({"0400003200"}), address="あおば市緑台2-5-1"),
        )
    },
    area_code="04",
)
"""The lists of a made-up city, for the examples of rules that compare drafts with lists."""
"""The day that examples are judged from unless they name one."""


WRONG_FIXED = "実際の文が日本語として正しければ fixed を、おかしければ置き換えを直してください。"


@dataclass(frozen=True, slots=True)
class Failure:
    """An example or a field that does not hold: where in the file, what, what to do."""

    where: str
    message: str
    remedy: str


def prove(files: Iterable[RuleFile]) -> None:
    """Execute all examples of these rules.

    Raises:
        RuleError: The first thing that does not hold, with its place.
    """
    for file in files:
        for failure in failures(file.rule):
            raise file.error(failure.where, failure.message, failure.remedy)


def failures(rule: Rule) -> Iterator[Failure]:
    """Everything that does not hold of a rule; the fields first, then the examples."""
    for failures_of in (_field_failures, _compile_failures, _message_failures):
        broken = list(failures_of(rule))
        yield from broken
        if broken:
            return
    if isinstance(rule.spec, EngineRule):
        return
    if rule.matcher.needs is Tier.SYNTAX and not syntax.available():
        yield Failure(
            "$",
            "構文の解析に使う ja-ginza が入っていないため、例を試せません。",
            "pip install 'tsutawaru[syntax]' で入れてください。",
        )
        return
    yield from _example_failures(rule)


@cache
def _morphology() -> Morphology:
    return Morphology()


@cache
def _parser() -> syntax.SyntaxParser:
    return syntax.SyntaxParser()


def findings_in(rule: Rule, example: BadExample | GoodExample | MissedExample) -> list[Finding]:
    """What the rule alone finds in an example, in order of the text."""
    return [finding for _, finding in _found(rule, example)]


def _found(
    rule: Rule, example: BadExample | GoodExample | MissedExample
) -> list[tuple[Match, Finding]]:
    severity = rule.severity_for(_profile(example))
    if severity is None:
        return []
    context = _context(rule, example, example.text)
    found = [
        (match, engine.locate(rule, match.severity or severity, match, context))
        for match in engine.matches(rule, context)
    ]
    return sorted(found, key=lambda pair: (pair[0].span, pair[1].entry))


def _profile(example: BadExample | GoodExample | MissedExample) -> Profile:
    return Profile(getattr(example, "profile", None) or "general")


def _context(rule: Rule, example: BadExample | GoodExample | MissedExample, text: str) -> Context:
    """A text, read and analysed as an example says."""
    as_of = getattr(example, "as_of", None)
    document = read(text.rstrip("\n"), Format(example.format), path="(例)")
    context = Context(
        document=document,
        as_of=datetime.date.fromisoformat(as_of) if as_of else AS_OF,
        profile=_profile(example),
        morphology=_morphology(),
        knowledge=default_knowledge() if isinstance(rule.spec, MissingRule) else None,
        genre=getattr(example, "genre", ""),
        city=SAMPLE_CITY,
    )
    guard = rule.matcher.guard
    if guard is not None:
        numbers = sorted(set(guard(context)))
        sentences = [document.sentences[number].span for number in numbers]
        trees = _parser().parse([(s.cut(document.folded), s.start) for s in sentences])
        context = context.with_trees(dict(zip(numbers, trees, strict=True)))
    return context


def _flagged(rule: Rule, example: BadExample | GoodExample | MissedExample) -> list[str]:
    return [finding.text for finding in findings_in(rule, example)]


def _example_failures(rule: Rule) -> Iterator[Failure]:
    examples = rule.examples
    if not examples.bad and not _entry_examples(rule.spec):
        yield Failure("$.examples", "指摘する例（bad）がありません。", "1つ以上書いてください。")
    if not examples.good:
        yield Failure("$.examples", "指摘しない例（good）がありません。", "1つ以上書いてください。")
    for number, bad in enumerate(examples.bad):
        yield from _bad_failures(rule, bad, f"$.examples.bad[{number}]")
    for number, good in enumerate(_good(rule.spec)):
        flagged = _flagged(rule, good)
        if flagged:
            yield Failure(
                f"$.examples.good[{number}]",
                f"正しいはずの例で「{'」「'.join(flagged)}」を指摘しました。",
                "例を直すか、unless で例外にしてください。",
            )
    for number, missed in enumerate(examples.missed):
        flagged = _flagged(rule, missed)
        if not flagged and not missed.flags:
            yield Failure(
                f"$.examples.missed[{number}]",
                "見逃しの例に、指摘されるはずの文字（flags）がありません。",
                "flags: [指摘されるはずの文字] を足してください。正しい文なら、good に移してください。",
            )
        elif flagged == missed.flags:
            yield Failure(
                f"$.examples.missed[{number}]",
                "見逃しとして書かれた例が、正しく判定されています。",
                "bad か good に移してください。",
            )
    yield from _entry_failures(rule)
    if rule.spec.fix in ("safe", "unsafe"):
        yield from _refused_fixes(rule)
    yield from _needless_exceptions(rule)


def _good(spec: RuleSpec) -> list[GoodExample]:
    return [
        GoodExample(text=good) if isinstance(good, str) else good for good in spec.examples.good
    ]


def _bad_failures(rule: Rule, bad: BadExample, where: str) -> Iterator[Failure]:
    found = _found(rule, bad)
    flagged = [finding.text for _, finding in found]
    if flagged != bad.flags:
        shown = f"「{'」「'.join(flagged)}」" if flagged else "何も指摘しません"
        remedy = _hidden(rule, bad, [flag for flag in bad.flags if flag not in flagged])
        remedy = remedy or "flags を実際に合わせるか、パターンを直してください。"
        if isinstance(rule.spec, MorphPatternRule):
            remedy += f"\n    語の分かれ方: {split_into_words(bad.text)}"
        yield Failure(
            f"{where}.flags",
            f"flags は「{'」「'.join(bad.flags)}」ですが、実際は{shown}でした。",
            remedy,
        )
        return
    fixed = _fixed(bad.text.rstrip("\n"), [finding for _, finding in found])
    if bad.fixed is not None and fixed != bad.fixed.rstrip("\n"):
        yield Failure(
            f"{where}.fixed",
            f"直した後が違います。実際は「{fixed}」でした。",
            WRONG_FIXED,
        )
        return
    if (
        bad.fixed is not None
        and rule.spec.fix is None
        and not isinstance(rule.spec, GlossaryRule | RequiredRule)
    ):
        yield Failure(
            where,
            "fixed がありますが、fix がありません。",
            "fix: display などを書くか、fixed を消してください。",
        )
    if bad.fixed is None and rule.spec.fix in ("safe", "unsafe"):
        yield Failure(where, "直した後（fixed）がありません。", "fixed: の行を足してください。")


_OPTIONS = {Applicability.SAFE: "--fix", Applicability.UNSAFE: "--unsafe-fixes"}


def _refused(
    rule: Rule,
    example: BadExample | GoodExample,
    findings: Sequence[Finding],
    options: Mapping[Applicability, str] = _OPTIONS,
) -> str | None:
    """What to say if `--fix` would not write the fixes of an example, by the same guard.

    "" if it would; None if there is nothing that it could write.
    """
    text, told = example.text.rstrip("\n"), None
    for applicability, option in options.items():
        fixes = [f for f in findings if f.fix and f.fix.applicability is applicability]
        fixed = _fixed(text, fixes)
        if fixed != text:
            told = told or ""
            damage = fixing.damage(*(_context(rule, example, each) for each in (text, fixed)))
            if damage:
                return f"この直しは{damage}ので、{option} では書き込まれません。"
    return told


_REMEDY = "fix: display にしてください。"


def _refused_fixes(rule: Rule) -> Iterator[Failure]:
    """Fixes that are promised and never written.

    `safe` is a promise for every example. Where a person reads again or a program
    decides, the guard may refuse some, as long as it lets others through.
    """
    found = [findings_in(rule, bad) for bad in rule.examples.bad]
    all_told = [
        _refused(rule, bad, findings)
        for bad, findings in zip(rule.examples.bad, found, strict=True)
    ]
    told = [refused for refused in all_told if refused is not None]
    if told and all(told):
        yield Failure("$.fix", told[0], _REMEDY)
    elif not isinstance(rule.spec, DetectorRule):
        safe = {Applicability.SAFE: "--fix"}
        for number, bad in enumerate(rule.examples.bad):
            if refused := all_told[number] and _refused(rule, bad, found[number], safe):
                yield Failure(
                    f"$.examples.bad[{number}].fixed",
                    refused,
                    "この言葉だけを別のルールに分けて、fix: display にしてください。",
                )


def _hidden(rule: Rule, example: BadExample | GoodExample, wanted: Sequence[str]) -> str:
    """Why the rule leaves alone what it should flag, and what to do; "" if it has no reason."""
    context = _context(rule, example, example.text)
    masks = rule.spec.default_masks if rule.spec.masks is None else rule.spec.masks
    for match in rule.matcher.check(context):
        text = match.span.cut(context.document.text)
        mask = rule.filter.mask_of(match, context)
        if mask is not None and (not wanted or text in wanted):
            rest = ", ".join(name for name in masks if name != mask)
            return (
                f"「{text}」は{_called(mask)}なので、触りません。"
                f"見つけるには、masks から {mask} を外してください（masks: [{rest}]）。"
            )
    if isinstance(rule.spec, SubstitutionRule):
        words = (w for each in rule.spec.replacements if each.bounded for w in each.words)
        for word in words:
            if word in wanted and word in context.document.folded:
                return (
                    f"「{word}」は、ほかの語の途中にあるので、見つかりません"
                    f"（語の分かれ方: {'／'.join(m.surface for m in _morphology().read(example.text))}）。"
                    "語の途中でも見つけるには、bounded: false を書いてください。"
                )
    return ""


def _called(mask: Mask) -> str:
    """A mask in a sentence: 「組織や施設の名前（office）」."""
    return f"{mask.display_name}（{mask.value}）"


def split_into_words(text: str) -> str:
    """How a text is split into words, with what a pattern may ask of each."""
    return " ／ ".join(
        f"{m.surface}（{'、'.join(filter(None, (f'base: {m.base}', m.pos, m.form)))}）"
        for m in _morphology().read(text)
    )


def _fixed(text: str, findings: Sequence[Finding]) -> str:
    """The text after the proposed edits; the first proposal counts."""
    for finding in reversed(findings):
        for edit in reversed(finding.fix.edits if finding.fix else ()):
            text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def _entry_examples(spec: RuleSpec) -> bool:
    return isinstance(spec, GlossaryRule) and any(entry.example for entry in spec.entries)


_READERS: tuple[ProfileName, ...] = ("general", "easy", "reporter")


def _entry_failures(rule: Rule) -> Iterator[Failure]:
    """Every entry of a word list is found in its example and not in its near miss."""
    if not isinstance(rule.spec, GlossaryRule):
        return
    # A list for other readers than most is tried as they read it.
    reader = next((p for p in _READERS if rule.severity_for(Profile(p)) is not None), None)
    seen: set[str] = set()
    for number, entry in enumerate(rule.spec.entries):
        where = f"$.entries[{number}]"
        if entry.id in seen:
            yield Failure(
                f"{where}.id", f"ID「{entry.id}」が2回あります。", "別の名前にしてください。"
            )
        seen.add(entry.id)
        if entry.treatment == "replace" and not entry.plain:
            yield Failure(where, "言い換え（plain）がありません。", "plain: の行を足してください。")
        if entry.treatment != "replace" and not entry.explanation:
            yield Failure(where, "説明（explanation）がありません。", "1行で書いてください。")
        text = entry.example or f"{entry.terms[0]}について説明します。"
        example = GoodExample(text=text, profile=reader)
        found = [f for f in findings_in(rule, example) if f.entry == entry.id]
        if not found:
            remedy = _hidden(rule, example, entry.terms)
            remedy = remedy or (
                "example か terms を直してください。"
                if entry.example
                else "この言葉が出てくる文を example に書いてください。"
            )
            yield Failure(where, f"例「{text}」で見つかりません。", remedy)
            continue
        fixed = _fixed(text, found)
        if entry.fixed is not None and fixed != entry.fixed:
            yield Failure(
                f"{where}.fixed",
                f"直した後が違います。実際は「{fixed}」でした。",
                WRONG_FIXED,
            )
        elif refused := _refused(rule, example, found):
            yield Failure(f"{where}.fix", refused, _REMEDY)
        if entry.fix in ("safe", "unsafe") and entry.fixed is None:
            yield Failure(where, "直した後（fixed）がありません。", "fixed: を書いてください。")
        if entry.pos in ("suru", "verb", "adjective"):
            for word in (*entry.plain, *entry.easy, *filter(None, [entry.received])):
                if verb_of(word, entry.pos) is None:
                    yield Failure(
                        where,
                        f"「{word}」は、活用のしかたが分かりません。",
                        "辞書に載っている形で書くか、ほかの言葉にしてください。",
                    )
        if entry.good is not None:
            entries = [
                f.entry for f in findings_in(rule, GoodExample(text=entry.good, profile=reader))
            ]
            if entry.id in entries:
                yield Failure(
                    f"{where}.good",
                    f"正しいはずの例「{entry.good}」を指摘しました。",
                    "例を直してください。",
                )


def _needless_exceptions(rule: Rule) -> Iterator[Failure]:
    """An exception is needed if a good example is flagged without it."""
    for number in range(len(rule.spec.unless)):
        others = [u for at, u in enumerate(rule.spec.unless) if at != number]
        bare = Rule(rule.id, msgspec.structs.replace(rule.spec, unless=others), rule.path)
        if not any(_flagged(bare, good) for good in _good(rule.spec)):
            yield Failure(
                f"$.unless[{number}]",
                "この例外が効く例が good にありません。",
                "例外が無ければ指摘されてしまう正しい文を、good に足してください。",
            )


def _field_failures(rule: Rule) -> Iterator[Failure]:
    spec = rule.spec
    for number, basis in enumerate(spec.basis):
        where = f"$.basis[{number}]"
        if bool(basis.own) == bool(basis.document):
            yield Failure(
                where, "根拠には document か own のどちらか一方を書きます。", "書き直してください。"
            )
        if basis.section and not basis.verified:
            yield Failure(
                f"{where}.section",
                "原文で確かめていない根拠に、章や項の番号は書けません。",
                "確かめたら verified: true を書いてください。",
            )
    for where, pattern in (*spec.patterns_at(), *_exception_patterns(spec)):
        try:
            re.compile(pattern)
        except re.error as error:
            yield Failure(
                where,
                f"正規表現として読めません（{fault(error)}）。",
                "文字そのものを探すときは、記号の前に「\\」を書いてください。",
            )
        else:
            if _is_explosive(pattern):
                yield Failure(
                    where,
                    "繰り返しの中に繰り返しがあり、長い文で止まってしまう正規表現です。",
                    "「(…+)+」「(…*)*」の形をやめ、1重の繰り返しにしてください。",
                )
    if isinstance(spec, GlossaryRule) and spec.fix is not None:
        yield Failure(
            "$.fix",
            "言葉の一覧（glossary）では、ここに書いた fix は働きません。",
            "直せる言葉の項目（entries の中）ごとに、fix を書いてください。",
        )
    if isinstance(spec, SubstitutionRule):
        for number, replacement in enumerate(spec.replacements):
            if bool(replacement.words) == bool(replacement.pattern):
                yield Failure(
                    f"$.replacements[{number}]",
                    "words か pattern のどちらか一方を書きます。",
                    "書き直してください。",
                )
    if isinstance(spec, RequiredRule):
        kinds = {kind.value for kind in AnnotationKind}
        for number, kind in enumerate(spec.annotations):
            if kind not in kinds:
                yield Failure(
                    f"$.annotations[{number}]",
                    f"「{kind}」という注釈はありません。",
                    f"使えるもの: {'、'.join(sorted(kinds))}",
                )


def _compile_failures(rule: Rule) -> Iterator[Failure]:
    try:
        for scan in rule.spec.compile().scans:
            if isinstance(scan, Scan):
                _ = scan.expression
    except ModuleNotFoundError:
        name = rule.spec.function if isinstance(rule.spec, DetectorRule) else ""
        yield Failure(
            "$.function",
            f"checker/detectors/{name}.py がありません。",
            "関数の名前を確かめてください。",
        )
    except (re.error, CheckerError, ValueError) as error:
        yield Failure(
            "$",
            f"ルールを組み立てられません（{fault(error) if isinstance(error, re.error) else error}）。",
            "パターンを確かめてください。",
        )


def _exception_patterns(spec: RuleSpec) -> Iterator[tuple[str, str]]:
    for number, unless in enumerate(spec.unless):
        for name in ("before", "after", "text", "block"):
            pattern = getattr(unless, name)
            if pattern is not None:
                yield f"$.unless[{number}].{name}", pattern


_NESTED = re.compile(r"\((?:\?:|\?P<\w+>)?[^()]*[+*][^()]*\)[+*{]")


def _is_explosive(pattern: str) -> bool:
    """Whether an unbounded repetition stands directly in another one."""
    return bool(_NESTED.search(pattern))


def _message_failures(rule: Rule) -> Iterator[Failure]:
    """The message renders for every bad example, with the values of its match."""
    for bad in rule.examples.bad:
        try:
            _found(rule, bad)
        except KeyError as error:
            yield Failure(
                "$.message",
                f"{{{error.args[0]}}} は、この種類のルールでは使えません。",
                "使える名前は rules/README.md にあります。",
            )
            return
