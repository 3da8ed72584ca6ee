"""How many points a content can give, known before anybody has answered."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from h5p import pooling
from h5p.names import LibraryName
from h5p.remarking import single_choice_set
from h5p.remarking.marking import mark
from h5p.remarking.nesting import tasks


def maximum(library: LibraryName, params: Mapping[str, Any]) -> Decimal | None:
    """The points that this content can give; None where that takes asking a type that is not marked here.

    A set that asks some of its questions gives what those are worth, if that is the same for all.
    """
    within = tasks(library, params)
    if within is None:
        if library.machine_name == "H5P.SingleChoiceSet":
            return single_choice_set.mark(params, ()).max
        return mark(library, params, "").max
    points = [maximum(task.library, task.params) for task in within]
    known = [one for one in points if one is not None]
    if len(known) < len(points):
        return None
    if drawn := pooling.size(library, params):
        return known[0] * drawn if len(set(known)) == 1 else None
    return sum(known, Decimal(0))
