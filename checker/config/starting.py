"""The `check.toml` to begin with."""

from __future__ import annotations

import os
from pathlib import Path

from checker.config.finding import FILE_NAME
from checker.errors import ConfigError, WriteError

START = """\
# 点検の設定です。このフォルダーと、その下にある下書きに使います。
# 行の先頭の「#」を消すと、その設定が働きます。
# どの設定が働くかは、check --show-config notice.md で見られます。

# 読み手を決めます。general は一般、easy はやさしい日本語、reporter は記者です。
profile = "general"

# 文書の種類と載せる所を決めます。書かなければ、下書きごとに見分けます。
# genre = "event"
# medium = "web"

# 使わないルールを並べます。ルールの名前は、check --list-rules で見られます。
# ignore = ["sentence/noun-endings"]

# 市のルールのフォルダーを並べます。
# rules = ["our-rules"]

# フォルダーを点検するときに除く場所を並べます。書き方は .gitignore と同じです。
# exclude = ["archive/**"]

# ほかの設定ファイルを先に読みます。
# extends = "../check.toml"

# ここから下は、[ ] の行ごとのまとまりです。上の設定は、この行より上に書いてください。

# 書き方が分かれるものは、市で決めた方を書きます。
# [policy]
# kodomo = "こども"

# 指摘の重さを決めます。error は誤り、warning は注意、suggestion は提案です。
# off と書くと、指摘しません。
# [severity]
# "sentence/length" = "warning"
# "jargon" = "off"

# ルールの数を決めます。数を変えられるルールは、check --explain で分かります。
# [thresholds]
# "sentence/length" = 60

# 市の一覧と比べます。
# [city]
# departments = "departments.csv"
# facilities = "facilities.csv"
# area_code = "04"

# 市で決めた言葉を案内します。
# [words]
# list = "words.csv"

# 場所ごとに設定を変えます。2つ以上が当てはまるときは、後に書いた方が勝ちます。
# [[paths]]
# glob = "press/**"
# profile = "reporter"
# medium = "press"

# 理由があって直さない指摘を止めます。止めた指摘と理由は、JSONの結果で見られます。
# [[silence]]
# rule = "sentence/length"
# paths = "jourei/**"
# reason = "条例の文をそのまま載せるため"
"""


def start(folder: Path) -> Path:
    """Write the file to begin with into a folder.

    Returns:
        The file.

    Raises:
        ConfigError: There is one already.
        WriteError: It cannot be written; nothing is left behind.
    """
    path = folder / FILE_NAME
    try:
        stream = path.open("x", encoding="utf-8", newline="\n")
    except FileExistsError as error:
        raise ConfigError(
            "config-exists",
            str(path),
            "設定ファイルは、もうあります。書き換えていません。",
            "書き直すときは、今のファイルの名前を変えてから、もう一度実行してください。",
        ) from error
    except OSError as error:
        raise _unwritable(path) from error
    try:
        with stream:
            stream.write(START)
    except OSError as error:
        os.unlink(path)
        raise _unwritable(path) from error
    return path


def _unwritable(path: Path) -> WriteError:
    return WriteError(
        "config-unwritable",
        str(path),
        "設定ファイルを書き込めません。",
        "フォルダーがあるか、書き込む権限と空きがあるかを確かめてください。",
    )
