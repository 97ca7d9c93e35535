"""What somebody asks for: a request's values, each checked, as a draft."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from checker.api import Draft, Format, Profile, Tier, decode_draft, names, nearest
from web.problems import RefusedError, too_long
from web.settings import Settings

TIERS = {tier.label: tier for tier in Tier}
FIELDS = ("text", "format", "profile", "genre", "medium", "tier", "as_of")
DAY = re.compile(r"(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}")

_SHOWN = 30
"""Characters of a wrong value that a message repeats at most: it may be the draft itself."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A check that somebody wants.

    Attributes:
        draft: The draft.
        tier: The depth of analysis.
    """

    draft: Draft
    tier: Tier


def choices() -> dict[str, list[str]]:
    """The values that each field of fixed choice may have; "" leaves it to the checker."""
    named = names()
    return {
        "format": [format.value for format in (Format.TEXT, Format.MARKDOWN, Format.HTML)],
        "profile": ["", *named["profiles"]],
        "genre": ["", *named["genres"]],
        "medium": ["", *named["media"]],
        "tier": list(TIERS),
    }


def from_json(raw: bytes, settings: Settings) -> Wanted:
    """What the body of an API call asks for.

    Raises:
        RefusedError: It is not JSON, or a value cannot be used.
    """
    try:
        given = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RefusedError(
            400,
            "malformed",
            "送られた内容を、JSONとして読めません。",
            'UTF-8で {"text": "下書き"} のように書いてください。',
        ) from error
    if not isinstance(given, dict):
        raise _unprocessable(
            "送られた内容が、JSONのオブジェクトではありません。",
            '{"text": "下書き"} のように書いてください。',
        )
    for name in given:
        if name not in FIELDS:
            near = nearest(name, FIELDS)
            raise _unprocessable(
                f"{_shown(name)}という項目はありません。",
                f"「{near}」のことでしょうか。" if near else f"使える項目: {'、'.join(FIELDS)}",
            )
    if "text" not in given:
        raise _unprocessable(
            "text がありません。", 'text に下書きを書いてください。例: {"text": "下書き"}'
        )
    for name, value in given.items():
        if not isinstance(value, str):
            raise _unprocessable(f"{name} は文字で書きます。", f'"{name}": "…" と書いてください。')
    return _wanted(given, settings)


def from_form(
    form: Mapping[str, str], file: tuple[str, bytes] | None, settings: Settings
) -> Wanted:
    """What the form of the page asks for.

    Args:
        form: Its fields.
        file: The name and the bytes of a chosen file, which wins over the field.
        settings: The limits.

    Raises:
        RefusedError: A value cannot be used.
        InputError: The file cannot be read.
    """
    if file is None and "text" not in form:  # what is no form is read as an empty one
        raise RefusedError(
            400, "malformed", "送られた内容に、下書きがありません。", "画面から送り直してください。"
        )
    given = {name: form[name] for name in FIELDS if name in form}
    # A form sends every line end as CR LF, whatever the field held.
    given["text"] = given.get("text", "").replace("\r\n", "\n")
    if file is None:
        return _wanted(given, settings)
    name, raw = file
    text, format, encoding = decode_draft(raw, name)
    wanted = _wanted(
        {**given, "text": text.replace("\r\n", "\n"), "format": format.value}, settings
    )
    return replace(wanted, draft=replace(wanted.draft, encoding=encoding))


def _wanted(given: Mapping[str, str], settings: Settings) -> Wanted:
    allowed = choices()
    for name, known in allowed.items():
        value = given.get(name, known[0])
        if value not in known:
            raise _unknown(name, value, known)
    text = given["text"]
    if len(text) > settings.max_characters:
        raise too_long(settings, len(text))
    profile = given.get("profile", "")
    draft = Draft(
        path="-",
        text=text,
        format=Format(given.get("format", Format.TEXT.value)),
        profile=Profile(profile) if profile else None,
        genre=given.get("genre", ""),
        medium=given.get("medium", ""),
        as_of=_day(given["as_of"]) if "as_of" in given else None,
    )
    return Wanted(draft, TIERS[given.get("tier", Tier.SYNTAX.label)])


def _day(value: str) -> datetime.date:
    if DAY.fullmatch(value):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            pass
    raise _unprocessable(
        f"as_of の{_shown(value)}は、日付として読めません。",
        "1900年から2199年までの日を、2026-11-22 のように書いてください。",
    )


def _unknown(name: str, value: str, known: Collection[str]) -> RefusedError:
    kinds = {"profile": "profiles", "genre": "genres", "medium": "media"}
    named: Mapping[str, Any] = names().get(kinds.get(name, ""), {})
    listed = "、".join(f"{key} {named[key]}" if key in named else key for key in known if key)
    near = nearest(value, [key for key in known if key]) if len(value) <= _SHOWN else ""
    return _unprocessable(
        f"{name} に{_shown(value)}は使えません。",
        f"「{near}」のことでしょうか。" if near else f"使えるもの: {listed}",
    )


def _shown(value: str) -> str:
    return f"「{value}」" if len(value) <= _SHOWN and value.isprintable() else "送られた値"


def _unprocessable(message: str, remedy: str) -> RefusedError:
    return RefusedError(422, "unknown-value", message, remedy)
