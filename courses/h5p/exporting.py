"""What browsers reported, for those who may read it."""

import json
from collections.abc import Iterator

from courses.models import H5PContent, H5PStatement


def lines(content: H5PContent) -> Iterator[str]:
    """Every xAPI statement about the content, oldest first, one JSON object a line."""
    rows = H5PStatement.objects.filter(attempt__content=content).values_list("body", flat=True)
    for body in rows.iterator(chunk_size=500):
        yield json.dumps(body, ensure_ascii=False) + "\n"
