"""The command line: one JSON object a line on standard output, for people and for programs.

Each package is judged alone, as an administrator's upload to a site with nothing installed. The exit status is 0 when
every package is valid, 1 when one is not, and 2 when the command cannot be understood.
"""

import json
import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Sequence

from h5p.cli.commands import Answer, assets_of, exported, filtered, validated


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what is asked for by these arguments, or those of the process, and give the exit status."""
    asked = _parser().parse_args(arguments)
    try:
        if asked.command == "validate":
            return _print(map(validated, asked.files))
        if asked.command == "assets":
            return _print([assets_of(asked.file)])
        if asked.command == "filter":
            return _print([filtered(asked.file)])
        return _print([exported(asked.file, asked.out)])
    except BrokenPipeError:
        # Whoever reads has read enough. Without this, Python would complain once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m h5p", description="Look into H5P packages. Answers are JSON, one a line.")
    commands = parser.add_subparsers(dest="command", required=True)
    validate = commands.add_parser("validate", help="judge packages by every rule")
    validate.add_argument("files", nargs="+", metavar="FILE")
    for name, help in (
        ("assets", "list libraries, style sheets and scripts in the order of loading"),
        ("filter", "show the parameters made harmless, and what was changed"),
        ("export", "rebuild the package from its filtered parameters"),
    ):
        commands.add_parser(name, help=help).add_argument("file", metavar="FILE")
    commands.choices["export"].add_argument("out", metavar="OUT")
    return parser


def _print(answers: Iterable[Answer]) -> int:
    status = 0
    for answer in answers:
        # In ASCII, because what standard output takes is not known.
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
        status |= not answer["valid"]
    return status
