"""The help of every command: examples that the program would take as they stand."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from briefgen.cli.main import cli
from tests.builders import briefgen


def commands(group: click.Group, *words: str) -> Iterator[tuple[str, ...]]:
    """Give the words of a group and of every command below it."""
    yield words
    for name in group.list_commands(click.Context(group)):
        command = below(group, name)
        if isinstance(command, click.Group):
            yield from commands(command, *words, name)
        else:
            yield (*words, name)


def below(group: click.Group, name: str) -> click.Command:
    """Give a command of a group."""
    command = group.get_command(click.Context(group), name)
    assert command is not None, name
    return command


EVERY = sorted(commands(cli))


def test_there_are_as_many_commands_as_are_looked_at() -> None:
    assert len(EVERY) > 20


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_every_command_explains_itself_with_examples_that_it_takes(tmp_path: Path, words: tuple[str, ...]) -> None:
    ran = briefgen(*words, "--help", at=tmp_path)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith(f"Usage: {' '.join(('briefgen', *words))} ")
    examples = [line.strip() for line in ran.out.partition("Examples:\n")[2].splitlines()]
    assert examples
    for example in examples:
        typed = example.partition(" | ")[0].partition(" > ")[0].partition("   ")[0]
        program, *rest = shlex.split(typed)
        assert program == "briefgen"
        taken(cli, rest)


def taken(command: click.Command, rest: list[str]) -> None:
    """Hold words against the commands and their options; what files and names there are is of no concern."""
    while isinstance(command, click.Group):
        command, rest = below(command, rest[0]), rest[1:]
    context = click.Context(command, info_name=command.name)
    given, _, _ = command.make_parser(context).parse_args(rest)
    choices = {item.name: item.type.choices for item in command.params if isinstance(item.type, click.Choice)}
    for name, value in given.items():
        for one in value if isinstance(value, list | tuple) else (value,):
            assert not isinstance(one, str) or name not in choices or one in choices[name], f"{name}: {one}"
