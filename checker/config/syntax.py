"""What is wrong with a text that is no TOML, from what commonly goes wrong."""

from __future__ import annotations

from pathlib import Path

from checker.errors import ConfigError
from checker.regex import regex

_PLACE = regex(r"at line (\d+), column (\d+)")
_UNQUOTED = regex(r"\s*[a-z]+/[a-z0-9-]+(?:#\S+)?\s*=")


def syntax_error(path: Path, text: str, error: Exception) -> ConfigError:
    """The error of `tomllib`, in Japanese, at its place."""
    found = _PLACE.search(str(error))
    if found:
        line, column = int(found[1]), int(found[2])
    else:  # at the end of the file
        line, column = text.count("\n") + 1, 1
    written = [*text.splitlines(), ""][line - 1 : line]
    message = "設定ファイルの書き方が違います（TOMLとして読めません）。"
    if "overwrite" in str(error) or "twice" in str(error) or "already" in str(error):
        message = "同じ項目が、2回書かれています。"
        remedy = "1つにまとめてください。"
    elif any(map(_UNQUOTED.match, written)):
        remedy = '「/」のある名前は、"sentence/length" = "error" のように " で囲んでください。'
    elif "\\" in "".join(written):
        remedy = "場所は、「\\」ではなく「/」で区切ってください。"
    else:
        remedy = (
            '文字は profile = "general"、一覧は select = ["wording", "facts"] '
            "のように書いてください。"
        )
    return ConfigError("config-syntax", f"{path}:{line}:{column}", message, remedy)
