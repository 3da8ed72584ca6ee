"""How an attempt is marked by people: blind or not, when a second person marks too, and when a third decides. Pure."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any
from uuid import UUID

USUAL_DIFFERENCE = 20


@dataclass(frozen=True, slots=True)
class Scheme:
    """`every`: of so many attempts one is marked twice; 0 none, 1 all. `difference` in per cent of a question."""

    blind: bool = True
    every: int = 0
    difference: int = USUAL_DIFFERENCE

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)


def of(terms: Mapping[str, Any]) -> Scheme:
    """That of a quiz's blueprint, or of what an attempt began under; the usual one where they say nothing."""
    return Scheme(**terms.get("marking", {}))


def marked_twice(scheme: Scheme, attempt: UUID) -> bool:
    """Whether a second person marks this attempt: by chance, yet the same whenever it is asked."""
    return scheme.every > 0 and _number("second", attempt) % scheme.every == 0


def place(attempt: UUID, position: int) -> int:
    """Where an answer stands in the queue: an order without meaning. From 0 to 2^62."""
    return _number(f"place {position}", attempt) % 2**62


def name_of(attempt: UUID) -> str:
    """What a work is called while nobody may know whose it is."""
    return f"{_number('name', attempt) % 16**6:06X}"


def agreed(scheme: Scheme, first: Fraction, second: Fraction) -> Fraction | None:
    """What two marks make: their middle; None where they are too far apart, and a third person decides."""
    return None if abs(first - second) * 100 > scheme.difference else (first + second) / 2


def _number(purpose: str, attempt: UUID) -> int:
    return int.from_bytes(hashlib.sha256(f"{purpose} {attempt}".encode()).digest()[:16])
