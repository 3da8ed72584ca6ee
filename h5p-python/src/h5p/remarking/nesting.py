"""Where tasks sit in the params of the types that hold other types."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from h5p.names import LibraryName

# Types in which nobody can earn a point, whatever is done in them.
NO_TASKS = frozenset(
    f"H5P.{name}"
    for name in (
        *("Accordion", "AdvancedText", "AdventCalendar", "Agamotto", "Audio", "AudioRecorder", "Chart", "Collage"),
        *("ContinuousText", "DocumentationTool", "ExportableTextArea", "GoToSlide", "GuessTheAnswer", "Image"),
        *("ImageHotspots", "ImageJuxtaposition", "ImageSlider", "KewArCode", "Link", "Nil", "PersonalityQuiz"),
        *("Questionnaire", "Shape", "Table", "Text", "Timeline", "TwitterUserFeed", "Video"),
    )
)


@dataclass(frozen=True, slots=True)
class Task:
    """A content within another; without a `sub_content_id` it cannot be told apart."""

    library: LibraryName
    params: Mapping[str, Any]
    sub_content_id: str


def tasks(library: LibraryName, params: Mapping[str, Any]) -> tuple[Task, ...] | None:
    """The contents directly within this one, in order; None where the type holds none."""
    walk = CONTAINERS.get(library.machine_name)
    return tuple(task for child in walk(params) if (task := _task(child))) if walk else None


def gives_points(task: Task) -> bool:
    """Whether points can be earned in it, or in a part of it; of a type that is not known here they may be."""
    within = tasks(task.library, task.params)
    return task.library.machine_name not in NO_TASKS if within is None else any(map(gives_points, within))


def _task(child: Any) -> Task | None:
    if not isinstance(child, Mapping) or not isinstance(child.get("library"), str):
        return None
    try:
        name = LibraryName.parse(child["library"])
    except ValueError:
        return None
    return Task(name, child.get("params") or {}, child.get("subContentId") or "")


def _of_question_set(params: Mapping[str, Any]) -> Iterable[Any]:
    return params.get("questions") or ()


def _of_column(params: Mapping[str, Any]) -> Iterable[Any]:
    return (one.get("content") for one in params.get("content") or ())


def _of_presentation(params: Mapping[str, Any]) -> Iterator[Any]:
    for slide in (params.get("presentation") or {}).get("slides") or ():
        for element in slide.get("elements") or ():
            yield element.get("action")


CONTAINERS: dict[str, Callable[[Mapping[str, Any]], Iterable[Any]]] = {
    "H5P.Column": _of_column,
    "H5P.CoursePresentation": _of_presentation,
    "H5P.QuestionSet": _of_question_set,
}
