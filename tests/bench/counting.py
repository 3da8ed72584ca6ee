"""Counting SQL statements: every one that Django sends, except those that only begin and end a transaction."""

from collections.abc import Callable
from typing import Any

FRAME = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


class Statements:
    """An execute wrapper that keeps what passes through it. A statement sent with many rows at once counts once."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def __call__(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
        text = str(sql)
        if not text.lstrip().upper().startswith(FRAME):
            self.texts.append(text)
        return execute(sql, params, many, context)
