"""Strings are found where they stand, whatever made the finder and whenever they came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
import pytest

from checker import occurrences
from checker.occurrences import MANY, Packed, Sought, packed, remember

TEXT = "申請書を出してください。申請書の用紙は市役所にあります。"
THERE = {"申請書": [2, 14], "市役所": [21], "用紙": [17]}
ABSENT = ("支所", "申請者")


@pytest.fixture(autouse=True)
def _own_strings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(occurrences, "_TRIE", occurrences._Trie())
    occurrences.forget()


def found(strings: Sequence[str]) -> Mapping[str, list[int]]:
    return {string: list(ends) for string, ends in Sought(strings).there(TEXT).items()}


def test_what_is_there_is_told_with_its_ends() -> None:
    assert found([*THERE, *ABSENT]) == THERE


def test_what_comes_after_the_first_search_is_found_too() -> None:
    assert found(["用紙"]) == {"用紙": [17]}
    assert found(["申請書", "支所"]) == {"申請書": [2, 14]}


def test_many_late_strings_are_found_in_one_pass_again() -> None:
    assert found(["用紙"])
    assert found([f"第{number}号" for number in range(MANY + 1)]) == {}
    late = occurrences.occurrences(TEXT).made
    assert late > MANY
    assert found(["申請書"]) == {"申請書": [2, 14]}


def test_a_very_long_string_is_found_too() -> None:
    long = "長" * 2_000
    assert dict(Sought([long, "用紙"]).there(f"用紙{long}。")) == {"用紙": [1], long: [2_001]}


def _packed() -> Packed:
    Sought([*THERE, *ABSENT])
    data = msgspec.msgpack.encode(packed([]))
    return msgspec.msgpack.decode(data, type=Packed)


def test_a_packed_finder_is_taken_and_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    made = _packed()
    strings = msgspec.msgpack.decode(made.strings, type=list[str])
    assert set(strings) == {*THERE, *ABSENT}
    monkeypatch.setattr(occurrences, "_TRIE", occurrences._Trie())
    early = Sought(["ください", "市役所"])  # a module's own, before the file was read
    remember(made)
    assert found([*THERE, *ABSENT]) == THERE
    assert dict(early.there(TEXT)) == {"ください": [10], "市役所": [21]}
    assert occurrences.occurrences(TEXT).made == 5


def test_a_finder_of_another_library_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    made = msgspec.structs.replace(_packed(), machine="another", finder=b"not a pickle")
    monkeypatch.setattr(occurrences, "_TRIE", occurrences._Trie())
    remember(made)
    assert found([*THERE, *ABSENT]) == THERE


def test_several_are_told_together_and_in_lots() -> None:
    several = occurrences.Several(
        [(Sought(["申請書"]),), None, (Sought(["支所"]),), (Sought(["用紙"]), Sought(["市役所"]))]
    )
    assert several.always == (1,)
    assert several.present(TEXT) == [0, 3]
    assert several.ends(TEXT) == {0: [2, 14], 3: [17, 21]}


def test_one_who_comes_late_is_told_with_the_others() -> None:
    assert found(["用紙"])
    late = Sought(["申請書"])
    several = occurrences.Several([(late,), (Sought(["支所", "市"]),)])
    assert several.present(TEXT) == [0, 1]
    assert several.present("申請書") == [0]
    assert several.present("支所の申請書") == [0, 1]
    assert late.ends(TEXT) == [2, 14]


def test_a_text_of_before_one_was_numbered_is_still_told_of_it() -> None:
    assert found(["申請書", "用紙"])
    late = Sought(["申請書"])
    several = occurrences.Several([(late,)])
    texts = [f"申請書{number}" for number in range(4)]
    # All are looked at before the second look gives it a number, and once more after.
    assert [several.present(text) for text in (*texts, *texts)] == [[0]] * 8
    assert late.number < occurrences.occurrences(f"{texts[0]}。").seekers


def test_packed_numbers_tell_what_was_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = [["申請書", "用紙"], ["支所"], ["市役所"]]
    for strings in wanted:
        Sought(strings)
    made = packed(wanted)
    monkeypatch.setattr(occurrences, "_TRIE", occurrences._Trie())
    early = Sought(["に", "市役所"])  # a module's own, before the file was read
    assert remember(made)
    assert [list(Sought.packed(number).ends(TEXT)) for number in range(3)] == [
        [2, 14, 17],
        [],
        [21],
    ]
    assert early.ends(TEXT) == [21, 22]
    with pytest.raises(ValueError, match="not kept"):
        _ = Sought.packed(0).strings


def test_numbers_are_refused_once_other_strings_were_looked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = packed([["申請書"]]) if Sought(["申請書"]) else None
    assert made is not None
    monkeypatch.setattr(occurrences, "_TRIE", occurrences._Trie())
    assert found(["用紙"])
    assert not remember(made)


def test_what_is_looked_for_often_is_found_in_one_pass_in_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(occurrences, "PATIENCE", 5)
    assert found(["用紙"])
    late = Sought(["申請書", "支所"])
    made = occurrences.occurrences(TEXT).made
    for _ in range(4):
        assert late.ends(TEXT) == [2, 14]
    assert occurrences.occurrences(TEXT).made == made + 2
    assert late.ends(TEXT) == [2, 14]
