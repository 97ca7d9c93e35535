"""click, in Japanese."""

from __future__ import annotations

import click


class JapaneseCommand(click.Command):
    """A command whose help speaks Japanese.

    Attributes:
        arguments_shown: What stands behind the options in the first line of the help.
    """

    arguments_shown = "ファイル…"

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the first line of the help."""
        formatter.write_usage(
            ctx.command_path, f"[オプション] {self.arguments_shown}".rstrip(), prefix="使い方: "
        )

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options under a Japanese heading."""
        records = [
            record for param in self.get_params(ctx) if (record := param.get_help_record(ctx))
        ]
        with formatter.section("オプション"):
            formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the help option, described in Japanese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "この説明を出す。"
        return option


def japanese_error(error: click.ClickException, program: str = "check") -> str:
    """A usage error of click's, said in Japanese with what to do."""
    remedy = f"使い方は {program} --help で見られます。"
    if isinstance(error, click.NoSuchOption):
        message = f"「{error.option_name}」というオプションはありません。"
        if error.possibilities:
            remedy = f"「{'」「'.join(sorted(error.possibilities))}」のことでしょうか。"
    elif isinstance(error, click.BadOptionUsage):
        message = f"「{error.option_name}」には値が要ります。"
    elif isinstance(error, click.BadParameter):
        name = "、".join(error.param.opts) if error.param else ""
        if error.param is not None and isinstance(error.param.type, click.Choice):
            message = f"{name} に使えない値が指定されました。"
            remedy = f"{'、'.join(error.param.type.choices)} のどれかを指定してください。"
        else:
            message = f"{name}: {error.message}" if name else error.message
    else:
        message = error.format_message()
    return f"エラー: {message}\n  → {remedy}"
