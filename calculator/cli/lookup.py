"""The commands that need no bill: the blank workbook, the rules that are known, help on a topic."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from calculator.cli import completion
from calculator.cli.options import PATH, day, force_option
from calculator.cli.outcome import keep_existing, save


@click.command()
@click.argument("out", type=PATH, metavar="OUT.xlsx")
@force_option
def template(out: Path, *, force: bool) -> None:
    """The blank standard workbook, with lists to choose from and one worked example."""
    from calculator.reports.forms.template import template_bytes

    if out.suffix.casefold() != ".xlsx":
        raise click.BadParameter(
            "the template is an .xlsx workbook; give it that suffix", param_hint="OUT.xlsx"
        )
    keep_existing(out, "OUT.xlsx", force=force)
    save(out, template_bytes())
    click.echo(f"wrote {out}", err=True)


@click.command()
@click.argument("rule_id", required=False, metavar="[ID]", shell_complete=completion.rules)
@click.option(
    "--on", callback=day, metavar="YYYY-MM-DD", help="Date of the status.  [default: today]"
)
@click.option(
    "--rules-dir",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    help="Folder of rule files of your own.",
)
@click.option(
    "--timeline",
    "as_timeline",
    is_flag=True,
    help="Draw what binds when, of all rules or of one, a column a month.",
)
def rules(rule_id: str | None, *, on: date, rules_dir: Path | None, as_timeline: bool) -> None:
    """The rules known, their status on a date, clause by clause with citations."""
    from calculator.application.requests import known_rules, rule_of
    from calculator.reports.text.rules import rule_text, rules_text
    from calculator.reports.timeline import timeline_text

    rules_known = known_rules(rules_dir)
    if as_timeline:
        chosen = rules_known.values() if rule_id is None else [rule_of(rules_known, rule_id)]
        click.echo(timeline_text(chosen, on), nl=False)
    elif rule_id is None:
        click.echo(rules_text(rules_known, on), nl=False)
    else:
        click.echo(rule_text(rule_of(rules_known, rule_id), on), nl=False)


def _topics(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from calculator.reference.topics import topics

    return [
        CompletionItem(name, help=topic.title)
        for name, topic in topics().items()
        if name.startswith(incomplete)
    ]


@click.command("help")
@click.argument("topic", required=False, metavar="[TOPIC]", shell_complete=_topics)
@click.pass_context
def help_on(context: click.Context, topic: str | None) -> None:
    """A topic, or a command; without a word, the topics."""
    from calculator.reference.topics import topics

    pages, parent = topics(), context.parent
    group = parent.command if parent is not None else None
    if topic is None:
        width = max(map(len, pages))
        click.echo("Topics of `deminimis help TOPIC`:\n")
        for name, page in pages.items():
            click.echo(f"  {name:{width}}  {page.title}")
        click.echo("\nand each command: `deminimis help check` is `deminimis check --help`.")
        return
    if topic in pages:
        click.echo(f"{pages[topic].title}\n\n{pages[topic].text}")
        return
    command = (
        group.get_command(parent, topic) if parent and isinstance(group, click.Group) else None
    )
    if command is None:
        message = f'"{topic}" is no topic and no command; topics are {", ".join(pages)}'
        raise click.BadParameter(message, param_hint="TOPIC")
    with click.Context(command, info_name=topic, parent=parent) as inner:
        click.echo(command.get_help(inner))
