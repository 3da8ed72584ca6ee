"""The academy's WSGI application, which writes down its SQL statements when a request asks for it.

Outside Django's own stack, so that the statements of sessions and middleware count.
"""

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.db import connection

from academy.wsgi import application as academy
from tests.bench.counting import Statements

ASK = "HTTP_X_WRITE_STATEMENTS"


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer; with the header X-Write-Statements, append a line, a JSON list of statements, to $BENCH_STATEMENTS."""
    if ASK not in environ:
        return academy(environ, start_response)
    statements = Statements()
    with connection.execute_wrapper(statements):
        answer = academy(environ, start_response)
        # A streamed answer asks the database while it is read.
        parts = list(answer)
        if hasattr(answer, "close"):
            answer.close()
    with Path(os.environ["BENCH_STATEMENTS"]).open("a") as lines:
        lines.write(json.dumps(statements.texts) + "\n")
    return parts
