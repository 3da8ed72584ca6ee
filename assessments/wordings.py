"""What questions say, read once a process: a version never changes, and thousands are asked the same ones."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from assessments.models import AttemptQuestion, QuestionVersion

# How many versions a process keeps before it begins anew; one takes some kilobytes.
MOST = 4096
_known: dict[int, QuestionVersion] = {}


def versions(ids: Collection[int]) -> Mapping[int, QuestionVersion]:
    """The versions by row number; they belong to everybody, so nobody writes on them. One query, mostly none."""
    found = {pk: _known[pk] for pk in ids if pk in _known}
    missing = [pk for pk in ids if pk not in found]
    if missing:
        read = QuestionVersion.objects.in_bulk(missing)
        if len(_known) + len(read) > MOST:
            _known.clear()
        _known.update(read)
        found |= read
    return found


def worded(rows: Iterable[AttemptQuestion]) -> Sequence[AttemptQuestion]:
    """The same rows, each with its version at hand."""
    asked = list(rows)
    known = versions({row.version_id for row in asked})
    for row in asked:
        row.version = known[row.version_id]
    return asked


def forget() -> None:
    """Drop what this process remembers; for processes whose database is put back to an earlier state."""
    _known.clear()
