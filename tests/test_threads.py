"""One checker, many threads: the same answers as one after the other."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from checker.api import Checker

TEXTS = [
    f"第{number}回の講座を開きます。申請書を出して下さい。窓口で申請することができます。"
    f"定員は{number}人です。可及的速やかに、電話04-0000-{number:04}へ連絡をを下さい。"
    for number in range(200)
]


def test_four_threads_200_texts_each_give_equal_results(checker: Checker) -> None:
    expected = [checker.check_text(text).findings for text in TEXTS]
    assert all(expected)
    with ThreadPoolExecutor(4) as pool:
        found = list(
            pool.map(lambda _: [checker.check_text(text).findings for text in TEXTS], range(4))
        )
    assert found == [expected] * 4


def test_syntax_is_shared_by_threads(checker: Checker) -> None:
    text = "対象は、市内に住む65歳以上の方を募集します。"
    expected = checker.check_text(text).findings
    assert "sentence/subject-predicate-twist" in {finding.rule for finding in expected}
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: checker.check_text(text).findings, range(12)))
    assert found == [expected] * 12
