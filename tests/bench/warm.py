"""The engine, loaded: its stages, each rule, and growth, measured in this process."""

from __future__ import annotations

import datetime
import gc
import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import notices
import score
import words
from figures import Figure, figure, in_turn, seconds

from checker import engine, occurrences, suppression
from checker.analysis.morphology import Morphology
from checker.api import Checker, Draft
from checker.config import Config
from checker.context import Context
from checker.document.model import Document, Format
from checker.document.read import format_of, read
from checker.document.source import decode, is_html_path
from checker.memory import settle
from checker.model import Category, Severity, Tier
from checker.notice.compiled import default_knowledge
from checker.notice.judge import prepare
from checker.notice.report import located_notice
from checker.rulebook.compiled import default_rulebook
from checker.rulebook.rule import Rule
from checker.rulebook.select import ActiveRule, RuleSet, select

SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"
AS_OF = datetime.date(2026, 11, 22)

STAGES = "Warm engine: milliseconds per 1,000 characters of the samples"
RULES = "Rules: microseconds per 1,000 characters of the samples"
GROWTH = "Growth: time of a whole check, and how it compares with linear growth"

CONTENT = frozenset({Category.INFORMATION, Category.FACTS, Category.PRESS})
"""What is said, not how; measured apart from the rest."""

REPETITIONS = 15
GROWTH_REPETITIONS = 7
TIMES = (1, 2, 5, 10)
LINE = 60_000

ENGINE_MILLISECONDS = 8.0
CONTENT_MILLISECONDS = 3.0
WHOLE_MILLISECONDS = 15.0
GROWTH_RATIO = 1.2


@dataclass(frozen=True)
class Sample:
    """A file of the sample corpus."""

    path: str
    raw: bytes
    format: Format

    def text(self) -> str:
        """Its decoded characters."""
        return decode(self.raw, path=self.path, is_html=is_html_path(self.path)).text


def samples() -> list[Sample]:
    """All drafts of the corpus, in a stable order."""
    found = []
    for path in sorted(SAMPLES.rglob("*")):
        format = format_of(str(path))
        if format is not None:
            found.append(Sample(path.relative_to(SAMPLES).as_posix(), path.read_bytes(), format))
    return found


def digest(drafts: Sequence[Sample]) -> str:
    """A short name for exactly these drafts: figures of others cannot be compared with them."""
    return hashlib.sha256(b"\0".join(draft.raw for draft in drafts)).hexdigest()[:12]


class Stopwatch:
    """Adds up the seconds of each stage."""

    def __init__(self, stages: Iterable[str]) -> None:
        self.taken = dict.fromkeys(stages, 0.0)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time what stands under `with`."""
        start = time.perf_counter()
        yield
        self.taken[name] += time.perf_counter() - start


def _is_on_words(rule: Rule) -> bool:
    """Whether a rule is a word list or on slips of typing, which have a budget together."""
    return bool(rule.entries) or rule.category is Category.SLIP


class Engine:
    """The parts of the checker that a warm process holds."""

    def __init__(self) -> None:
        self.rulebook = default_rulebook()
        self.selection = select(self.rulebook, Config())
        shallow = self.selection.of(Tier.TEXT, Tier.MORPHEMES)
        indexes = self.rulebook.indexes
        self.content = RuleSet((a for a in shallow if a.rule.category in CONTENT), indexes)
        style = [a for a in shallow if a.rule.category not in CONTENT]
        self.rules = RuleSet((a for a in style if not _is_on_words(a.rule)), indexes)
        self.words = RuleSet((a for a in style if _is_on_words(a.rule)), indexes)
        self.morphology = Morphology()
        self.knowledge = default_knowledge()
        prepare(self.knowledge)
        # All samples are one lot here, and what was found in them is kept as for one.
        occurrences.HELD = 2 * len(samples())
        settle()  # as the command does

    def context(self, document: Document) -> Context:
        """A draft of which nothing has been analysed yet."""
        return Context(document, AS_OF, morphology=self.morphology, knowledge=self.knowledge)

    def active(self, tier: Tier) -> RuleSet:
        """The rules of a city that has decided nothing, which need just this tier."""
        return self.selection.of(tier)

    def run(self, contexts: Sequence[Context], rules: RuleSet) -> list[engine.Run]:
        """What some rules find in some drafts."""
        return engine.run(contexts, rules, self.selection, self.rulebook)

    def sentences_for_syntax(self, text: str, format: Format) -> list[str]:
        """The sentences of a draft that a syntax rule wants parsed."""
        document = read(text, format)
        wanted = engine.guarded(self.context(document), self.active(Tier.SYNTAX))
        return [document.sentences[number].span.cut(document.text) for number in sorted(wanted)]


DECODE = "decode"
READ = {format: f"read {format}" for format in Format}
MORPHEMES = "morphemes"
ANNOTATIONS = "annotations"
INDEXES = "indexes of words"
ASKED = "which rules to ask"
RULES_RUN = "rules, their findings located"
WORDS_RUN = "word lists and slips, their findings located"
GUARDS = "guards of syntax rules"
SUPPRESSION = "suppression"
NOTICE = "what the notice says and lacks"
FACTS = "rules on information and facts"
IN_ORDER = (
    *(DECODE, *READ.values(), MORPHEMES, ANNOTATIONS, INDEXES),
    *(ASKED, RULES_RUN, WORDS_RUN, GUARDS, SUPPRESSION, NOTICE, FACTS),
)


def _as_new(action: Callable[[], object]) -> Callable[[], None]:
    """The action on drafts that were never seen, though earlier passes read the same ones."""

    def act() -> None:
        occurrences.forget()
        action()

    return act


def stages(loaded: Engine, drafts: Sequence[Sample]) -> list[Figure]:
    """Each stage from bytes to findings, and the whole as a user of `Checker` gets it."""
    read_as: Counter[str] = Counter()
    for draft in drafts:
        read_as[READ[draft.format]] += notices.count(read(draft.text(), draft.format).text)
    total = read_as.total()
    passes: list[dict[str, float]] = []
    seconds(_as_new(lambda: passes.append(_staged(loaded, drafts))), REPETITIONS)
    figures = [
        figure(
            STAGES,
            name,
            "ms",
            [1e6 * taken[name] / (read_as[name] or total) for taken in passes[1:]],
        )
        for name in IN_ORDER
    ]
    checker = Checker(as_of=AS_OF, tier=Tier.MORPHEMES, raise_crashes=True)
    scoring = Checker(as_of=AS_OF, tier=Tier.MORPHEMES, raise_crashes=True, score=True)
    whole = seconds(
        _as_new(
            lambda: checker.check([Draft(d.path, d.text(), d.format) for d in drafts]),
        ),
        REPETITIONS,
    )
    with_score = seconds(
        _as_new(
            lambda: scoring.check([Draft(d.path, d.text(), d.format) for d in drafts]),
        ),
        REPETITIONS,
    )
    one_by_one = seconds(
        _as_new(
            lambda: [checker.check([Draft(d.path, d.text(), d.format)]) for d in drafts],
        ),
        REPETITIONS,
    )
    values = [1e6 * taken / total for taken in whole]
    content = [1e6 * (taken[NOTICE] + taken[FACTS]) / total for taken in passes[1:]]
    of_words = [1e6 * taken[WORDS_RUN] / total for taken in passes[1:]]
    rest = [whole - sum(parts) for whole, *parts in zip(values, content, of_words, strict=True)]
    return [
        *figures,
        figure(STAGES, "engine with its rules", "ms", rest, ENGINE_MILLISECONDS),
        figure(STAGES, "word lists and slips", "ms", of_words, words.MILLISECONDS),
        figure(STAGES, "information and facts", "ms", content, CONTENT_MILLISECONDS),
        figure(STAGES, "whole (Checker.check)", "ms", values),
        figure(
            STAGES,
            "whole with the score",
            "ms",
            [1e6 * taken / total for taken in with_score],
            WHOLE_MILLISECONDS,
        ),
        figure(STAGES, "whole, one by one", "ms", [1e6 * taken / total for taken in one_by_one]),
    ]


def _staged(loaded: Engine, drafts: Sequence[Sample]) -> dict[str, float]:
    """The seconds of each stage for one pass over the drafts."""
    watch = Stopwatch(IN_ORDER)
    documents = []
    for draft in drafts:
        with watch.stage(DECODE):
            text = draft.text()
        with watch.stage(READ[draft.format]):
            documents.append(read(text, draft.format))
    contexts = list(map(loaded.context, documents))
    with watch.stage(MORPHEMES):
        for context in contexts:
            _ = context.morphemes
    with watch.stage(ANNOTATIONS):
        for context in contexts:
            _ = context.annotations
    with watch.stage(INDEXES):
        for context in contexts:
            _touch_indexes(context)
    # Before the notice: rules and notice look for their strings in one pass, which the
    # rules need in any case.
    with watch.stage(ASKED):
        for context in contexts:
            loaded.rules.asked(context)
    with watch.stage(NOTICE):
        for context in contexts:
            located_notice(context)
    with watch.stage(RULES_RUN):
        runs = loaded.run(contexts, loaded.rules)
    with watch.stage(WORDS_RUN):
        loaded.run(contexts, loaded.words)
    with watch.stage(FACTS):
        loaded.run(contexts, loaded.content)
    with watch.stage(GUARDS):
        for context in contexts:
            engine.guarded(context, loaded.active(Tier.SYNTAX))
    with watch.stage(SUPPRESSION):
        for context, run in zip(contexts, runs, strict=True):
            found = engine.settled(run.findings, loaded.rulebook)
            suppression.apply(found, context, loaded.selection, loaded.rulebook)
    return watch.taken


def _touch_indexes(context: Context) -> None:
    """Make what the first rule that asks would make, so that no rule is charged for it."""
    _ = context.words, context.word_starts, context.word_ends


def rules(loaded: Engine, drafts: Sequence[Sample]) -> list[Figure]:
    """Every rule of the rulebook by itself, the dearest first.

    Of a syntax rule the guard is measured. A collection of garbage would be
    charged to whichever rule runs just then, so the collector is off.
    """
    contexts = [loaded.context(read(draft.text(), draft.format)) for draft in drafts]
    total = sum(notices.count(context.document.text) for context in contexts)
    actions = {_name(rule): _action(rule, contexts) for rule in loaded.rulebook}
    for context in contexts:
        _ = context.annotations
        _touch_indexes(context)
    gc.disable()
    try:
        taken = in_turn(actions, REPETITIONS)
    finally:
        gc.enable()
    figures = [
        figure(RULES, name, "µs", [each / total * 1e9 for each in values])
        for name, values in taken.items()
    ]
    return sorted(figures, key=lambda figure: -figure.median)


def word_lists(loaded: Engine, drafts: Sequence[Sample]) -> list[Figure]:
    """What the word lists cost; see `words`."""
    contexts = [loaded.context(read(draft.text(), draft.format)) for draft in drafts]
    for context in contexts:
        _ = context.annotations
        _touch_indexes(context)
    lists = [rule for rule in loaded.rulebook if rule.entries]
    total = sum(notices.count(context.document.text) for context in contexts)
    return words.measure(lists, contexts, total)


def points(loaded: Engine, drafts: Sequence[Sample]) -> list[Figure]:
    """What the score costs; see `score`."""
    checker = Checker(as_of=AS_OF, tier=Tier.MORPHEMES, rulebook=loaded.rulebook)
    texts = [Draft(draft.path, draft.text(), draft.format) for draft in drafts]
    total = sum(notices.count(read(draft.text, draft.format).text) for draft in texts)
    return score.measure(checker, texts, total)


def _name(rule: Rule) -> str:
    return f"{rule.id} (guard)" if rule.matcher.needs is Tier.SYNTAX else rule.id


def _action(rule: Rule, contexts: Sequence[Context]) -> Callable[[], None]:
    """What running a rule over all drafts means; its findings are not located."""
    only = RuleSet([ActiveRule(rule, Severity.WARNING)])

    def find() -> None:
        for context in contexts:
            for active in only.fitting(context):
                for _ in engine.matches(active.rule, context):
                    pass

    def guard() -> None:
        for context in contexts:
            engine.guarded(context, only)

    return guard if rule.matcher.needs is Tier.SYNTAX else find


def growth() -> list[Figure]:
    """The same notice several times as long, and one very long line, in every format.

    The ratio to linear growth is that of the time for a character to the same
    of the shortest text in this format. It is taken of the least times, and of
    processor time, so that other work on the machine does not look like growth.
    """
    checker = Checker(as_of=AS_OF, tier=Tier.MORPHEMES, raise_crashes=True)
    figures: list[Figure] = []
    for format in Format:
        texts: dict[str, str] = {}
        lengths: dict[str, int] = {}
        for name, text in _texts(format).items():
            characters = notices.count(read(text, format).text)
            name = f"{format}, {name} ({characters:,} chars)"
            texts[name], lengths[name] = text, characters
        shortest, *longer = texts
        # Short texts are checked several times in a row: all then take about as
        # long, and none has the advantage of a warm cache.
        turn = max(TIMES) * lengths[shortest]
        repeats = {name: max(1, turn // lengths[name]) for name in texts}
        checks = {
            name: partial(_check_repeatedly, checker, text, format, repeats[name])
            for name, text in texts.items()
        }
        taken = in_turn(checks, GROWTH_REPETITIONS, time.process_time)
        times = {name: [1e3 * each / repeats[name] for each in taken[name]] for name in texts}
        per_character = {name: min(times[name]) / lengths[name] for name in texts}
        figures += [figure(GROWTH, name, "ms CPU", times[name]) for name in texts]
        figures += [
            figure(
                GROWTH,
                name,
                "× linear",
                [per_character[name] / per_character[shortest]],
                GROWTH_RATIO,
            )
            for name in longer
        ]
    return figures


def _check_repeatedly(checker: Checker, text: str, format: Format, times: int) -> None:
    for _ in range(times):
        occurrences.forget()
        checker.check_text(text, format=format)


def _texts(format: Format) -> dict[str, str]:
    """What to measure growth with, the shortest first."""
    notice = notices.make_notice(seed=2)
    texts = {f"{times}×": notices.write(notice.repeated(times), format) for times in TIMES}
    line = notices.one_line(LINE)
    texts["one line"] = f"<p>{line}</p>" if format is Format.HTML else line
    if format is Format.TEXT:
        texts["one sentence"] = notices.one_sentence(LINE)
    return texts
