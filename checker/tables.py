"""Tables that a city keeps in a spreadsheet: a line of headings, then a line an entry.

CSV or TSV as spreadsheets save them: UTF-8 (a byte order mark is no fault), CP932,
or UTF-16 with a byte order mark (「Unicode テキスト」). Columns with other headings are
left out.
"""

from __future__ import annotations

import codecs
import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from checker.errors import ConfigError

LARGEST = 2_000_000
"""Bytes of a list; a greater file is another one."""


@dataclass(frozen=True, slots=True)
class Table:
    """A list to be read, and how to speak of its faults.

    Attributes:
        path: The file.
        heads: Headings by the name of their column; the first is the one to tell.
        column: The column that there must be.
        example: A first line that would do.
        code: What the codes of errors begin with.
    """

    path: Path
    heads: Mapping[str, tuple[str, ...]]
    column: str
    example: str
    code: str

    def rows(self) -> Iterator[tuple[int, Mapping[str, str]]]:
        """The lines behind the headings: number of the line, and what its cells hold.

        Empty cells and empty lines are left out; every line has something in `column`.

        Raises:
            ConfigError: The file cannot be used; names the line.
        """
        text = self._text()
        known = {normal(head).lower(): name for name, heads in self.heads.items() for head in heads}
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
        columns: list[str | None] | None = None
        line = 1
        try:
            for row in rows:
                start, line = line, rows.line_num + 1
                if not any(cell.strip() for cell in row):
                    continue
                if columns is None:
                    columns = [known.get(normal(cell).lower()) for cell in row]
                    if self.column not in columns:
                        raise self.error(
                            start,
                            f"「{self.heads[self.column][0]}」という列がありません。",
                            self._remedy(),
                        )
                    continue
                cells = {
                    name: cell.strip()
                    for name, cell in zip(columns, row, strict=False)
                    if name is not None and cell.strip()
                }
                if self.column not in cells:
                    raise self.error(
                        start,
                        f"この行に「{self.heads[self.column][0]}」がありません。",
                        f"{self.heads[self.column][0]}を書くか、行を消してください。",
                    )
                yield start, cells
        except csv.Error as error:
            raise self.error(
                max(line, rows.line_num),
                "CSVとして読めません。",
                '「"」が閉じているかを確かめ、表計算ソフトでCSV形式に保存し直してください。',
            ) from error
        if columns is None:
            raise self.error(1, "一覧が空です。", self._remedy())

    def error(self, line: int, message: str, remedy: str) -> ConfigError:
        """An error at a line."""
        return ConfigError(f"{self.code}-invalid", f"{self.path}:{line}", message, remedy)

    def _remedy(self) -> str:
        return f"1行目に「{self.example}」のような見出しを書いてください。"

    def _text(self) -> str:
        try:
            data = self.path.read_bytes()
        except OSError as error:
            raise ConfigError(
                f"{self.code}-unreadable",
                str(self.path),
                "一覧のファイルを読めません。",
                "check.toml に書いた場所（check.toml から見た場所）と、権限を確かめてください。",
            ) from error
        if len(data) > LARGEST:
            raise self.error(1, "一覧のファイルが大き過ぎます。", "別のファイルではありませんか。")
        wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp932"):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if "\0" not in text:
                return text
        raise self.error(
            1,
            "一覧の文字コードが分かりません。",
            "UTF-8かShift_JISのCSV形式で保存し直してください。",
        )


def normal(text: str) -> str:
    """A name without differences of width and spaces."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _delimiter(text: str) -> str:
    head = text.lstrip().split("\n", 1)[0]
    return "\t" if head.count("\t") > head.count(",") else ","
