"""`check`: the command.

Results go to standard output, everything else to standard error. The exit
status is 0 when nothing at or above `--fail-on` was found, 1 when something
was, 2 when an input, an option or the configuration cannot be used, 3 when the
checker itself failed; the highest wins.

What takes time to import is imported where it is used: `check --help` must not
wait for a dictionary.
"""

from __future__ import annotations

import datetime
import io
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from checker import __version__
from checker.commandline import JapaneseCommand, japanese_error
from checker.errors import CheckerError, ConfigError
from checker.model import Profile, Severity, Tier
from checker.options import BROKEN, OK, UNUSABLE, Options, Shard, Sifting
from checker.outputs import parse
from checker.reporters.registry import FORMATS

MOST_JOBS = 64
"""Processes that check at the same time: each takes some 300 MB."""


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status; never raises.

    Args:
        arguments: Command line without the program's name; None: `sys.argv`.
    """
    _speak_utf8()
    try:
        status = command.main(
            args=None if arguments is None else list(arguments),
            prog_name="check",
            standalone_mode=False,
        )
    except click.exceptions.Exit as stop:
        return int(stop.exit_code)
    except click.ClickException as error:
        print(japanese_error(error), file=sys.stderr)
        return UNUSABLE
    except CheckerError as error:
        print(f"エラー: {error}", file=sys.stderr)
        return UNUSABLE
    except (KeyboardInterrupt, click.Abort):
        print("中断しました。ファイルは書き換えていません。", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader of our output (`| head`) has gone: nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except Exception as error:
        print(_own_fault(error), file=sys.stderr)
        return BROKEN
    return status if isinstance(status, int) else OK


def _speak_utf8() -> None:
    """Redirected output is UTF-8 everywhere (a CP932 pipe cannot hold 𠮷)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="replace")


def _own_fault(error: Exception) -> str:
    import traceback

    # The error's own words may hold text of the draft, so only its place is told.
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(frame.filename).name} {frame.lineno}行目"
    return (
        f"エラー: 点検ツールの不具合です（{type(error).__name__}、{place}）。\n"
        "  → ファイルは書き換えていません。上の1行を添えて、開発者に知らせてください。"
    )


def _complete_rules(context: click.Context, parameter: click.Parameter, typed: str) -> list[Any]:
    from checker.rulebook.compiled import default_rulebook

    return [
        CompletionItem(rule.id, help=rule.spec.title)
        for rule in default_rulebook()
        if rule.id.startswith(typed)
    ]


def _complete_formats(
    context: click.Context, parameter: click.Parameter, typed: str
) -> list[CompletionItem]:
    return [
        CompletionItem(each.name, help=each.what)
        for each in FORMATS.values()
        if each.name.startswith(typed)
    ]


def _split(values: Iterable[str]) -> tuple[str, ...]:
    """`--select a,b --select c` → a, b, c."""
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())


class _Day(click.ParamType[datetime.date]):
    name = "日付"

    def convert(self, value: Any, param: Any, ctx: Any) -> datetime.date:
        if isinstance(value, datetime.date):
            return value
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            self.fail(f"「{value}」は日付として読めません。2026-11-22 のように書いてください。")


class _Jobs(click.ParamType[int]):
    name = "数"

    def convert(self, value: Any, param: Any, ctx: Any) -> int:
        if value == "auto":
            return _processors()
        if str(value).isdecimal() and 1 <= int(value) <= MOST_JOBS:
            return int(value)
        self.fail(f"「{value}」は使えません。1から{MOST_JOBS}までの数か、auto を書いてください。")


class _ShardType(click.ParamType[Shard]):
    name = "番号/数"

    def convert(self, value: Any, param: Any, ctx: Any) -> Shard:
        if isinstance(value, Shard):
            return value
        number, _, of = str(value).partition("/")
        if not (number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of)):
            self.fail(
                f"「{value}」は使えません。4つに分けた1つ目なら、1/4 のように書いてください。"
            )
        return Shard(int(number), int(of))


def _processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return min(len(os.sched_getaffinity(0)), MOST_JOBS)
    return min(os.cpu_count() or 1, MOST_JOBS)


@click.command(
    cls=JapaneseCommand,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="終了コード: 0 指摘なし、1 指摘あり、2 入力・設定の誤り、3 ツールの不具合",
)
@click.argument("paths", nargs=-1, type=click.Path(readable=False))
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="形式[=ファイル]",
    shell_complete=_complete_formats,
    help=f"結果の形式（最初は text）。いくつでも書ける。{'、'.join(FORMATS)}。",
)
@click.option(
    "--history",
    type=click.Path(),
    metavar="フォルダー",
    help="点検の記録を残し、html の報告で前の記録と比べる。",
)
@click.option(
    "--baseline",
    type=click.Path(),
    metavar="ファイル",
    help="以前からの指摘の記録。ここにある指摘は出さない。",
)
@click.option(
    "--write-baseline",
    type=click.Path(),
    metavar="ファイル",
    help="今ある指摘を記録する（文章は入らない）。",
)
@click.option("--prune-baseline", is_flag=True, help="なくなった指摘を --baseline から消す。")
@click.option("--changed", is_flag=True, help="git で見て、変わった下書きだけを点検する。")
@click.option("--changed-lines", is_flag=True, help="git で見て、変わった行の指摘だけを出す。")
@click.option(
    "--since",
    metavar="コミット",
    help="--changed で比べる相手（枝やコミット。最初は、今の枝の元）。",
)
@click.option("--fix", is_flag=True, help="意味の変わらない直しを、ファイルに書き込む。")
@click.option("--unsafe-fixes", is_flag=True, help="言い方の変わる直しも書き込む。")
@click.option("--diff", is_flag=True, help="書き込まず、直した差分だけを出す。")
@click.option(
    "--fail-on",
    type=click.Choice([severity.label for severity in Severity]),
    default=Severity.WARNING.label,
    help="終了コードを1にする重さ（最初は warning）。",
)
@click.option(
    "--fail-under",
    type=click.IntRange(0, 100),
    metavar="点",
    help="点数がこれより低いときも、終了コードを1にする。",
)
@click.option("--exit-zero", is_flag=True, help="指摘があっても終了コードを0にする。")
@click.option(
    "--profile",
    type=click.Choice([profile.value for profile in Profile]),
    help="読み手: general 一般、easy やさしい日本語、reporter 記者。",
)
@click.option("--genre", metavar="種類", help="文書の種類（event 催し など。最初は自動）。")
@click.option("--medium", metavar="媒体", help="載せる媒体（web、press、koho、broadcast）。")
@click.option("--checklist", is_flag=True, help="必要な情報がそろっているかの一覧を出す。")
@click.option("--explain-score", is_flag=True, help="点数の内訳を、引いた点の理由とともに出す。")
@click.option(
    "--readers",
    type=click.IntRange(1),
    metavar="人数",
    help="読み手の人数。やさしく書けば省ける時間の概算を出す。",
)
@click.option(
    "--select",
    multiple=True,
    metavar="ルール,…",
    shell_complete=_complete_rules,
    help="このルールだけを使う（分類、分類/名前、分類/名前#語）。",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="ルール,…",
    shell_complete=_complete_rules,
    help="このルールを使わない。",
)
@click.option(
    "--explain",
    metavar="ルールか言葉",
    shell_complete=_complete_rules,
    help="ルールや、言葉の一覧にある言葉を説明する。",
)
@click.option("--list-rules", is_flag=True, help="ルールの一覧を出す。")
@click.option("--test-rules", metavar="場所", help="ルールのファイルやフォルダーの例を試す。")
@click.option(
    "--tier",
    type=click.Choice([tier.label for tier in Tier]),
    default=Tier.SYNTAX.label,
    help="解析の深さの上限（最初は syntax）。",
)
@click.option("--as-of", type=_Day(), help="今日とみなす日（例: 2026-11-22）。")
@click.option("--config", type=click.Path(), help="設定ファイル（最初は、近くの check.toml）。")
@click.option("--no-config", is_flag=True, help="設定ファイルを読まない。")
@click.option(
    "--force-exclude",
    is_flag=True,
    help="フォルダーを点検するときに除くファイルは、名前を指定しても点検しない。",
)
@click.option(
    "--show-config",
    metavar="ファイル",
    help="下書きに使う設定を、書いてある場所とともに出す。",
)
@click.option(
    "--init", is_flag=True, help="check.toml のひな型を作る（今のフォルダーか、PATHS に）。"
)
@click.option("--stdin-filename", metavar="名前", help="標準入力（-）のファイル名。形式が決まる。")
@click.option("--encoding", metavar="文字コード", help="ファイルの文字コード（最初は自動）。")
@click.option("--jobs", type=_Jobs(), metavar="数", help="同時に点検する数（auto で、CPUの数）。")
@click.option("--no-cache", is_flag=True, help="前の点検の結果を使わず、取っておかない。")
@click.option(
    "--cache-dir",
    type=click.Path(),
    metavar="フォルダー",
    help="点検の結果を取っておく場所（20ファイル以上のときは、指定がなくても取っておく）。",
)
@click.option(
    "--shard",
    type=_ShardType(),
    metavar="番号/数",
    help="ファイルを分けて、その1つだけを点検する（例: 1/4）。結果は --merge でまとめる。",
)
@click.option(
    "--merge",
    is_flag=True,
    help="--shard で点検した結果（jsonl のファイル）を、1つにまとめて出す。",
)
@click.option("--no-color", is_flag=True, help="色を付けない。")
@click.option("--quiet", "-q", is_flag=True, help="指摘を1行ずつ、短く出す。")
@click.version_option(
    __version__, prog_name="tsutawaru", message="%(prog)s %(version)s", help="版を出す。"
)
def command(**given: Any) -> int:
    """お知らせや記者発表の下書きが、市民に伝わるかを点検します。

    PATHS には、ファイル（.md .markdown .txt .html .htm）、フォルダー、- （標準入力）を書きます。
    """
    _refuse_unused(given)
    if given["list_rules"]:
        return _list_rules(given)
    if given["explain"]:
        return _explain(given["explain"], given)
    if given["test_rules"]:
        return _test_rules(Path(given["test_rules"]))
    if given["show_config"]:
        return _show_config(Path(given["show_config"]), given)
    if given["init"]:
        return _init(given["paths"])
    if not given["paths"]:
        raise ConfigError(
            "no-paths",
            "",
            "点検するファイルの指定がありません。",
            "例: check notice.md　（使い方は check --help）",
        )
    _refuse_together(given)
    from checker.session import check, merge

    options = _options(given)
    return merge(options) if options.merge else check(options)


_OF_CHECKING = (
    *("profile", "genre", "medium", "select", "ignore", "as_of", "encoding", "stdin_filename"),
    *("fix", "unsafe_fixes", "diff", "jobs", "cache_dir", "no_cache", "shard", "force_exclude"),
    *("baseline", "changed", "changed_lines", "since"),
)
_OF_WHOLE = ("write_baseline", "prune_baseline")


def _refuse_together(given: dict[str, Any]) -> None:
    """Refuse options that mean nothing to each other: who writes both expects something.

    Raises:
        ConfigError: Names both.
    """
    mends = next((name for name in ("fix", "unsafe_fixes", "diff") if given[name]), "")
    refused: list[tuple[str, str, str]] = []
    if given["merge"]:
        refused += [
            ("merge", name, f"{_option(name)} は、--shard で点検するときに指定してください。")
            for name in _OF_CHECKING
            if given[name]
        ]
    parted = next((name for name in ("merge", "shard") if given[name]), "")
    if parted:
        refused += [
            (parted, name, f"{_option(name)} は、分けずに点検するときに指定してください。")
            for name in _OF_WHOLE
            if given[name]
        ]
    if given["cache_dir"] and given["no_cache"]:
        refused.append(("cache_dir", "no_cache", "どちらか一方にしてください。"))
    if mends and given["jobs"]:
        refused.append((mends, "jobs", "1つずつ確かめながら直すので、--jobs を外してください。"))
    if mends and given["cache_dir"]:
        refused.append((mends, "cache_dir", "直すときはキャッシュを使わないので、外してください。"))
    if given["shard"]:
        if given["history"]:
            refused.append(
                ("shard", "history", "--history は、--merge でまとめるときに指定してください。")
            )
        if "-" in given["paths"]:
            refused.append(("shard", "-", "標準入力は分けられません。ファイルを指定してください。"))
    for one, other, remedy in refused:
        raise ConfigError(
            "option-conflict",
            "",
            f"{_option(one)} と {_option(other)} は同時に使えません。",
            remedy,
        )


def _option(name: str) -> str:
    return name if name == "-" else f"--{name.replace('_', '-')}"


def _refuse_unused(given: dict[str, Any]) -> None:
    """Refuse paths that would be left out in silence: who names them wants them looked at.

    Raises:
        ConfigError: An option that checks no draft has paths behind it.
    """
    for name in ("list_rules", "explain", "test_rules", "show_config"):
        if given[name] and given["paths"]:
            option = f"--{name.replace('_', '-')}"
            one = "1つだけ書いて" if name != "list_rules" else "何も書かないで"
            raise ConfigError(
                "unused-paths",
                "、".join(given["paths"]),
                f"{option} と一緒には使えません。",
                f"{option} の後には、{one}ください。",
            )


def _options(given: dict[str, Any]) -> Options:
    if given["config"] and given["no_config"]:
        raise ConfigError(
            "config-conflict",
            "",
            "--config と --no-config は同時に使えません。",
            "どちらか一方にしてください。",
        )
    return Options(
        paths=given["paths"],
        outputs=parse(given["formats"]),
        fix=given["fix"] or given["unsafe_fixes"],
        unsafe=given["unsafe_fixes"],
        diff=given["diff"],
        fail_on=Severity[given["fail_on"].upper()],
        exit_zero=given["exit_zero"],
        profile=Profile(given["profile"]) if given["profile"] else None,
        select=_split(given["select"]),
        ignore=_split(given["ignore"]),
        tier=Tier[given["tier"].upper()],
        as_of=given["as_of"],
        config=Path(given["config"]) if given["config"] else None,
        no_config=given["no_config"],
        force_exclude=given["force_exclude"],
        stdin_filename=given["stdin_filename"] or "",
        encoding=given["encoding"],
        color=not given["no_color"] and not os.environ.get("NO_COLOR") and sys.stdout.isatty(),
        quiet=given["quiet"],
        genre=given["genre"] or "",
        medium=given["medium"] or "",
        checklist=given["checklist"],
        explain_score=given["explain_score"],
        readers=given["readers"],
        fail_under=given["fail_under"],
        step_summary=Path(summary) if (summary := os.environ.get("GITHUB_STEP_SUMMARY")) else None,
        history=Path(given["history"]) if given["history"] else None,
        sifting=Sifting(
            baseline=Path(given["baseline"]) if given["baseline"] else None,
            write_baseline=Path(given["write_baseline"]) if given["write_baseline"] else None,
            prune_baseline=given["prune_baseline"],
            changed=given["changed"],
            changed_lines=given["changed_lines"],
            since=given["since"] or "",
        ),
        jobs=given["jobs"] or 1,
        cache=not given["no_cache"],
        cache_dir=Path(given["cache_dir"]) if given["cache_dir"] else None,
        shard=given["shard"],
        merge=given["merge"],
    )


def _list_rules(given: dict[str, Any]) -> int:
    from checker.explain import list_rules

    click.echo(list_rules(_rulebook(given)), nl=False)
    return OK


def _explain(name: str, given: dict[str, Any]) -> int:
    from checker.explain import explain, explain_term
    from checker.rulebook.select import parse_selector

    rulebook = _rulebook(given)
    of_term = explain_term(name, rulebook)
    if of_term:
        click.echo(of_term, nl=False)
        return OK
    selector = parse_selector(name, rulebook)
    rule = rulebook.get(selector.rule)
    if rule is None:  # a whole category
        for each in rulebook:
            if selector.covers(each.id):
                click.echo(explain(each))
        return OK
    click.echo(explain(rule, selector.entry), nl=False)
    return OK


def _rulebook(given: dict[str, Any]) -> Any:
    from checker.api import rulebook_for
    from checker.lookup import Lookup

    options = _options({**given, "paths": ()})
    return rulebook_for(Lookup(options).config_of(Path()))


def _show_config(path: Path, given: dict[str, Any]) -> int:
    from checker.showing import show_config

    click.echo(show_config(path, _options({**given, "paths": ()})), nl=False)
    return OK


def _init(paths: Sequence[str]) -> int:
    from checker.config.starting import start

    for folder in paths or (".",):
        path = start(Path(folder))
        click.echo(f"{path} を作りました。開いて、要る設定の「#」を消してください。")
    return OK


def _test_rules(path: Path) -> int:
    from checker.proof import failures
    from checker.rulebook.load import NO_RULES, rules_in

    right = wrong = unread = 0
    for loaded in rules_in(path):
        if isinstance(loaded, CheckerError):
            click.echo(f"✗ {loaded}")
            if loaded.code in NO_RULES:
                return UNUSABLE
            unread += 1
            continue
        errors = [loaded.error(f.where, f.message, f.remedy) for f in failures(loaded.rule)]
        for error in errors:
            click.echo(f"✗ {error}")
        if errors:
            wrong += 1
        else:
            right += 1
            examples, entries = loaded.rule.examples, loaded.rule.entries.values()
            bad = len(examples.bad) + sum(entry.example is not None for entry in entries)
            good = len(examples.good) + sum(entry.good is not None for entry in entries)
            counts = f"指摘する例 {bad}、指摘しない例 {good}"
            click.echo(f"✓ {loaded.rule.id}（{counts}）")
    click.echo(_outcome(right, wrong, unread))
    return UNUSABLE if wrong or unread else OK


def _outcome(right: int, wrong: int, unread: int) -> str:
    """How many rules were tried, and with what result."""
    if not wrong and not unread:
        return f"試したルール {right}件が、すべて書いたとおりに働きました。"
    told = [f"直すところのあるルールが {wrong}件"] if wrong else []
    told += [f"読めないルールが {unread}件"] if unread else []
    told += [f"書いたとおりに働いたルールが {right}件"]
    return f"{'、'.join(told)}ありました。"
