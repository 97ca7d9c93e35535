"""Regular expressions that cost little to start with.

There are thousands of them, and a draft needs some hundreds. They are compiled when
they are first used; and because even those take longer to compile than all else
that a start does (a class such as `[一-鿿]` takes a millisecond), a wheel holds what
`re` made of them. Where another version of Python runs, they are compiled as usual.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from importlib import import_module
from typing import Any, AnyStr, cast

import msgspec

# Parts of `re` without type stubs. Imported by name, because whether mypy knows them
# depends on what else imports them.
_sre: Any = import_module("_sre")
_compiler: Any = import_module("re._compiler")
parser: Any = import_module("re._parser")
constants: Any = import_module("re._constants")

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")

_Key = tuple[str, int]
"""A pattern and its flags."""

_MADE: dict[_Key, None] = {}
_recording = False


def record() -> None:
    """From now on remember what is noted, so that `expressions` can pack it.

    Only for the build of a wheel: a running checker must not keep what it makes of a draft.
    """
    global _recording
    _recording = True


class _Later:
    """A pattern that takes on the methods of the compiled one at its first use."""

    __slots__ = ("flags", "groupindex", "groups", "pattern", *_METHODS)

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self.flags = flags

    def __getattr__(self, name: str) -> object:
        # Asked only for what was not set yet; afterwards a use costs as much as ever.
        if name not in _Later.__slots__:
            raise AttributeError(name)
        compiled: re.Pattern[Any] = compile_now(cast(Any, self.pattern), self.flags)
        for each in ("groupindex", "groups", *_METHODS):
            setattr(self, each, getattr(compiled, each))
        return getattr(self, name)


def regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` gives, compiled at its first use; a fault in it shows then.

    Only the methods and attributes that a pattern has by itself: functions of `re`
    do not take it.
    """
    if isinstance(pattern, str):
        note(pattern, flags)
    return cast("re.Pattern[AnyStr]", _Later(pattern, flags))


def led(words: str) -> str:
    """Alternatives, told apart from all else by their first letters, which is one look.

    For patterns that try them at many places: else each of them is tried at each place.

    Args:
        words: Alternatives without a group around them; none begins with what need not be there.
    """
    letters = "".join(sorted({word[0] for word in words.split("|")}))
    return f"(?=[{letters}])(?:{words})"


def note(pattern: str, flags: int) -> None:
    """Somebody may compile this pattern: `expressions` is to pack it."""
    if _recording:
        _MADE[pattern, int(flags)] = None


_KEY_BYTES = 7
"""Two of 10,000 patterns have one key in one of a billion wheels, which is then not built."""


def key_of(pattern: str) -> int:
    """By which a wheel knows a pattern: the thousands themselves would take 2 MB of each run."""
    return int.from_bytes(
        blake2b(pattern.encode("utf-8", "surrogatepass"), digest_size=_KEY_BYTES).digest()
    )


def compile_now(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` gives, taken from the wheel if that has it.

    Raises:
        re.error: The pattern is not a regular expression.
    """
    codes = _PACKED.get(int(flags)) if isinstance(pattern, str) else None
    packed = codes.get(key_of(pattern)) if codes else None
    if packed is None:
        return re.compile(pattern, flags)
    flags, code, groups, names = msgspec.msgpack.decode(packed, type=_Code)
    by_number: list[str | None] = [None] * (groups + 1)
    for name, number in names.items():
        by_number[number] = name
    made: re.Pattern[AnyStr] = _sre.compile(pattern, flags, code, groups, names, tuple(by_number))
    return made


_Code = tuple[int, list[int], int, dict[str, int]]
"""What `re` made of a pattern: flags, code, number of groups, their numbers by name."""


class Expressions(msgspec.Struct, frozen=True):
    """What `re` made of patterns.

    Attributes:
        machine: What the code is for: the version of the machine of `re`, and its word size.
        codes: The code of each pattern, by flags and its key (`key_of`).
    """

    machine: tuple[int, int]
    codes: dict[int, dict[int, msgspec.Raw]]


_MACHINE = (_sre.MAGIC, _sre.CODESIZE)
_PACKED: dict[int, dict[int, msgspec.Raw]] = {}


def expressions() -> Expressions:
    """The patterns that were recorded, compiled.

    Raises:
        ValueError: Two patterns have the same key.
    """
    codes: dict[int, dict[int, msgspec.Raw]] = {}
    for pattern, flags in _MADE:
        try:
            parsed = parser.parse(pattern, flags)
            pattern.encode()
        except (re.error, UnicodeEncodeError):
            # Several patterns with the same names, which are never used as one; or
            # half of a surrogate pair, which the file cannot hold.
            continue
        code: _Code = (
            flags | parsed.state.flags,
            list(map(int, _compiler._code(parsed, flags))),
            parsed.state.groups - 1,
            parsed.state.groupdict,
        )
        key = key_of(pattern)
        if key in codes.setdefault(flags, {}):
            raise ValueError(f"another pattern has the key of {pattern!r}: make keys longer")
        codes[flags][key] = msgspec.Raw(msgspec.msgpack.encode(code))
    return Expressions(_MACHINE, codes)


def remember(made: Expressions) -> None:
    """Take over what `expressions` made, if it is for this version of Python."""
    if made.machine != _MACHINE:
        return
    _PACKED.update(made.codes)
