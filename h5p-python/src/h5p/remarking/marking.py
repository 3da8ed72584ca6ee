"""One marker per type of task."""

from collections.abc import Callable, Mapping
from typing import Any

from h5p.names import LibraryName
from h5p.remarking import (
    blanks,
    data_reading,
    decision_scenario,
    drag_text,
    mark_the_words,
    multi_choice,
    true_false,
)
from h5p.remarking.nesting import NO_TASKS
from h5p.remarking.port import Mark, marked, unverifiable

Marker = Callable[[Mapping[str, Any], str], Mark]
MARKERS: dict[str, Marker] = {
    "DGA.DataReading": data_reading.mark,
    "DGA.DecisionScenario": decision_scenario.mark,
    "H5P.Blanks": blanks.mark,
    "H5P.DragText": drag_text.mark,
    "H5P.MarkTheWords": mark_the_words.mark,
    "H5P.MultiChoice": multi_choice.mark,
    "H5P.TrueFalse": true_false.mark,
}
DROPS_TAGS_FROM = (1, 14)


def mark(library: LibraryName, params: Mapping[str, Any], response: str) -> Mark:
    """The points of `response` to the task that `params` (as filtered and served) make in `library`.

    Never uses what the statement says of right answers, of scaled scores or of success: the browser wrote those.
    """
    if library.machine_name == "H5P.Blanks":
        return blanks.mark(params, response, drops_tags=(library.major, library.minor) >= DROPS_TAGS_FROM)
    if library.machine_name in NO_TASKS:
        return marked(0, 0)
    marker = MARKERS.get(library.machine_name)
    return marker(params, response) if marker else unverifiable("type-not-marked")
