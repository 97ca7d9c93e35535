"""What may stand in `check.toml`: the reader and the JSON Schema are both made of this."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

from checker.model import Profile, Severity
from checker.reasons import NO_REASON

OFF = "off"
"""The severity of what is switched off."""

SEVERITIES = (*(severity.label for severity in sorted(Severity, reverse=True)), OFF)
PROFILES = tuple(profile.value for profile in Profile)
LARGEST = 100_000
"""The largest number that makes sense as a limit: the longest draft of the web checker."""


class Shape(Enum):
    """How a value is written."""

    WORD = auto()
    WORDS = auto()
    WORD_OR_WORDS = auto()
    TABLE = auto()
    TABLES = auto()
    NAMED_WORDS = auto()
    SEVERITIES = auto()
    THRESHOLDS = auto()
    ANY_TABLE = auto()


@dataclass(frozen=True, slots=True)
class Field:
    """An item of the file.

    Attributes:
        name: Its key.
        shape: How its value is written.
        about: What it decides, for editors.
        example: How to write it, for messages.
        choices: The words that may be written; empty where all may.
        pattern: A regular expression for the whole word; "" where any word will do.
        meaning: What such a word is, for messages.
        filled: Whether it must not be empty.
        required: Whether the table must have it.
        fields: What may stand in a table.
    """

    name: str
    shape: Shape
    about: str
    example: str
    choices: tuple[str, ...] = ()
    pattern: str = ""
    meaning: str = ""
    filled: bool = False
    required: bool = False
    fields: tuple[Field, ...] = field(default=())

    @property
    def names(self) -> tuple[str, ...]:
        """The keys that a table may have."""
        return tuple(each.name for each in self.fields)


_CHECKING = (
    Field(
        "profile",
        Shape.WORD,
        "読み手: general 一般、easy やさしい日本語、reporter 記者。",
        'profile = "general"',
        PROFILES,
    ),
    Field(
        "genre",
        Shape.WORD,
        "文書の種類（event、procedure など）。書かなければ、下書きから見分ける。",
        'genre = "event"',
    ),
    Field(
        "medium",
        Shape.WORD,
        "載せる所（web、koho、press、broadcast）。書かなければ、下書きから見分ける。",
        'medium = "web"',
    ),
    Field(
        "select",
        Shape.WORDS,
        "このルールだけを使う（分類、分類/名前、分類/名前#語）。",
        'select = ["facts", "notation"]',
    ),
    Field(
        "ignore",
        Shape.WORDS,
        "このルールを使わない（分類、分類/名前、分類/名前#語）。",
        'ignore = ["jargon/loanwords#needs"]',
    ),
    Field(
        "severity",
        Shape.SEVERITIES,
        "ルールの重さ。off と書くと、使わない。",
        '"sentence/length" = "error"',
    ),
    Field(
        "thresholds",
        Shape.THRESHOLDS,
        "ルールの数（文の長さの目安など）。読み手ごとの数は [thresholds.easy] に書く。",
        '"sentence/length" = 60',
    ),
)

_PATHS = (
    Field(
        "glob",
        Shape.WORD,
        "当てはめる下書きの場所。書き方は .gitignore と同じ。",
        'glob = "press/**"',
        filled=True,
    ),
    Field(
        "globs",
        Shape.WORDS,
        "当てはめる下書きの場所を、2つ以上並べる。! で始めると除く。",
        'globs = ["press/**", "houdou/**"]',
        filled=True,
    ),
    *_CHECKING,
)

_CITY = (
    Field(
        "departments",
        Shape.WORD,
        "組織の一覧（CSV）。",
        'departments = "departments.csv"',
    ),
    Field(
        "facilities",
        Shape.WORD,
        "施設の一覧（CSV）。",
        'facilities = "facilities.csv"',
    ),
    Field(
        "area_code",
        Shape.WORD,
        "市外局番。",
        'area_code = "04"',
        pattern=r"(?:0[0-9]{1,4})?",
        meaning="市外局番",
    ),
)

_WORDS = (
    Field(
        "list",
        Shape.WORD_OR_WORDS,
        "市で決めた言葉の一覧（CSV）。",
        'list = "words.csv"',
        filled=True,
        required=True,
    ),
)

_SILENCE = (
    Field(
        "rule",
        Shape.WORD_OR_WORDS,
        "止めるルール（分類、分類/名前、分類/名前#語）。",
        'rule = "sentence/length"',
        filled=True,
        required=True,
    ),
    Field(
        "paths",
        Shape.WORD_OR_WORDS,
        "止める下書きの場所。書き方は .gitignore と同じ。書かなければ、すべて。",
        'paths = "archive/**"',
        filled=True,
    ),
    Field(
        "reason",
        Shape.WORD,
        "止める理由。結果のJSONやSARIFにも出る。",
        'reason = "条例の文をそのまま載せるため"',
        pattern=rf"(?!{NO_REASON}$)[\s\S]+",
        meaning="理由",
        filled=True,
        required=True,
    ),
)

ROOT = Field(
    "",
    Shape.TABLE,
    "check.toml: 点検の設定。",
    'profile = "general"',
    fields=(
        Field(
            "extends",
            Shape.WORD_OR_WORDS,
            "先に読む設定ファイル。このファイルから見た場所を書く。",
            'extends = "../check.toml"',
            filled=True,
        ),
        *_CHECKING[:5],
        Field(
            "rules",
            Shape.WORDS,
            "市のルールのフォルダー。",
            'rules = ["our-rules"]',
        ),
        Field(
            "exclude",
            Shape.WORDS,
            "フォルダーを点検するときに除く場所。書き方は .gitignore と同じ。",
            'exclude = ["archive/**"]',
        ),
        Field(
            "policy",
            Shape.NAMED_WORDS,
            "書き方が分かれるもののうち、市で決めた方。",
            'kodomo = "こども"',
        ),
        *_CHECKING[5:],
        Field(
            "paths",
            Shape.TABLES,
            "場所ごとの設定。2つ以上が当てはまるときは、後のものが勝つ。",
            'glob = "press/**"',
            fields=_PATHS,
        ),
        Field(
            "silence",
            Shape.TABLES,
            "理由があって止める指摘。止めたものは、結果に理由とともに残る。",
            'rule = "sentence/length"、reason = "条例の文をそのまま載せるため"',
            fields=_SILENCE,
        ),
        Field(
            "city",
            Shape.TABLE,
            "市の一覧。",
            'departments = "departments.csv"',
            fields=_CITY,
        ),
        Field(
            "words",
            Shape.TABLE,
            "市の言葉。",
            'list = "words.csv"',
            fields=_WORDS,
        ),
        Field(
            "web",
            Shape.ANY_TABLE,
            "画面で点検するとき（check-web）の設定。",
            "deadline = 10",
        ),
    ),
)
