"""What one filtering of one content carries along."""

from collections.abc import Callable
from dataclasses import dataclass, field

from h5p.filtering.changes import Changes
from h5p.filtering.cleaning import Effort
from h5p.names import LibraryName
from h5p.patterns import Patience
from h5p.semantics import SemanticsCache


@dataclass(frozen=True, slots=True)
class Site:
    """What the operator of a site allows in content.

    `external`: the kinds of media (of `image`, `audio`, `video`) that may come from an http or https address elsewhere.
    """

    external: frozenset[str] = frozenset({"image", "audio", "video"})


@dataclass(slots=True)
class Run:
    """One filtering: what is looked up, what is collected, and what is left of time and effort."""

    semantics: SemanticsCache
    exists: Callable[[str], bool]
    site: Site
    changes: Changes = field(default_factory=Changes)
    # Ordered: a library comes after those that its content holds.
    used: dict[LibraryName, None] = field(default_factory=dict)
    patience: Patience = field(default_factory=Patience)
    effort: Effort = field(default_factory=Effort)
