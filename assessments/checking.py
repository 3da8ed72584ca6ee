"""Whether the content of a question is sound, and its one canonical writing. Pure."""

from collections.abc import Mapping
from typing import Any

from assessments import kinds
from assessments.kinds.checks import Check, texts
from assessments.kinds.texts import LANGUAGES


def check(kind: str, content: Mapping[str, Any]) -> Check:
    """The content in the shape documented at QuestionVersion, cleaned, unknown keys dropped; and its faults."""
    result = Check()
    result.content["stem"] = texts(result, "stem", content.get("stem"))
    result.content["feedback"] = texts(result, "feedback", content.get("feedback"))
    kinds.of(kind).check(result, content)
    _languages(kind, result)
    return result


def _languages(kind: str, result: Check) -> None:
    """A language that any text of the question has, all its parts must have; feedback may lack."""
    parts = {"stem": result.content["stem"], **kinds.of(kind).texts(result.content)}
    used = [language for language in LANGUAGES if any(said[language] for said in parts.values())]
    for where, said in parts.items():
        if not any(said.values()):
            result.fault(where, "required")
        for language in used:
            if not said[language]:
                result.fault(f"{where}.{language}", "missing_language")
