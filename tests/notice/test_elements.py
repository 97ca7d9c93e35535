"""The element files: their examples are tests, and they must be fit for people to read."""

from __future__ import annotations

import pytest

from checker.annotations.find import annotate
from checker.document.model import Format
from checker.document.read import read
from checker.notice.compiled import default_knowledge
from checker.notice.evidence import find_evidence
from checker.notice.items import find_items
from checker.notice.spec import ElementExample
from checker.notice.types import Element

KNOWLEDGE = default_knowledge()
EXAMPLES = [
    pytest.param(element, example, id=f"{element}-{number}")
    for element, spec in KNOWLEDGE.elements.items()
    for number, example in enumerate(spec.examples)
]


def said(text: str, element: Element, genre: str = "") -> list[str]:
    document = read(text, Format.TEXT)
    items = find_items(document)
    found = find_evidence(document, annotate(document, None), items, genre, KNOWLEDGE)
    return [
        evidence.span.cut(document.folded)
        for mapping in found
        for evidence in mapping.get(element, ())
        if not evidence.passing
    ]


@pytest.mark.parametrize(("element", "example"), EXAMPLES)
def test_examples_of_the_files_hold(element: Element, example: ElementExample) -> None:
    words = said(example.text, element, example.genre)
    assert sorted(set(words)) == sorted(example.found)


@pytest.mark.parametrize("element", Element)
def test_every_element_has_examples_of_both_kinds(element: Element) -> None:
    examples = KNOWLEDGE.elements[element].examples
    assert len(examples) >= 4
    assert any(example.found for example in examples)
    assert any(not example.found for example in examples)


@pytest.mark.parametrize("element", Element)
def test_texts_are_whole_sentences(element: Element) -> None:
    spec = KNOWLEDGE.elements[element]
    assert spec.reason.endswith("。")
    assert not spec.name.endswith("。")
    assert not spec.question.endswith("。")
    assert spec.template
    assert all("（" in line or element is Element.FEE or "。" in line for line in spec.template)
