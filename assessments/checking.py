"""Whether the content of a question is sound, and its one canonical writing. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from string import ascii_lowercase
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments import numerals, richtext
from assessments.faces import LANGUAGES

MOST_CHOICES = 10
LONGEST = 20_000
SAYS: dict[str, Promise] = {
    "required": _("This is missing."),
    "missing_language": _("This is missing in this language, although the rest is there."),
    "too_long": _("This is too long: 20,000 characters at most."),
    "malformed": _("This has not the expected form."),
    "one_correct": _("Mark exactly one choice as correct."),
    "some_correct": _("Mark at least one choice as correct."),
    "too_few_choices": _("Give at least two choices."),
    "too_many_choices": _("Give at most ten choices."),
    "duplicate_choice": _("Two choices say the same."),
    "not_a_number": _("Write a number."),
    "negative": _("This may not be less than zero."),
}


@dataclass
class Check:
    """The cleaned content, and the codes of what is wrong by field ("stem.th", "choices.1.text.en")."""

    content: dict[str, Any] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)

    def fault(self, where: str, code: str) -> None:
        """Note what is wrong; the first fault of a field stays."""
        self.faults.setdefault(where, code)

    def as_fields(self) -> dict[str, dict[str, str]]:
        """For a refusal: {"stem.th": {"code", "detail"}}."""
        return {where: {"code": code, "detail": str(SAYS[code])} for where, code in self.faults.items()}


def check(kind: str, content: Mapping[str, Any]) -> Check:
    """The content in the shape documented at QuestionVersion, cleaned, unknown keys dropped; and its faults."""
    result = Check()
    result.content["stem"] = _texts(result, "stem", content.get("stem"))
    result.content["feedback"] = _texts(result, "feedback", content.get("feedback"))
    if kind in {"single", "multiple"}:
        _choices(result, kind, content)
        result.content["shuffle"] = bool(content.get("shuffle", True))
    elif kind == "truefalse":
        result.content["answer"] = content.get("answer")
        if not isinstance(content.get("answer"), bool):
            result.fault("answer", "required")
    else:
        result.content["answer"] = _decimal(result, "answer", content.get("answer"))
        result.content["tolerance"] = _decimal(result, "tolerance", content.get("tolerance", 0))
        if result.content["tolerance"].startswith("-"):
            result.fault("tolerance", "negative")
        result.content["unit"] = _texts(result, "unit", content.get("unit"))
    _languages(result)
    return result


def _texts(result: Check, where: str, value: Any) -> dict[str, str]:
    texts = {} if value is None else value
    if not isinstance(texts, Mapping):
        result.fault(where, "malformed")
        return dict.fromkeys(LANGUAGES, "")
    cleaned = {}
    for language in LANGUAGES:
        text = texts.get(language) or ""
        if not isinstance(text, str):
            result.fault(f"{where}.{language}", "malformed")
            text = ""
        if len(text) > LONGEST:
            result.fault(f"{where}.{language}", "too_long")
        cleaned[language] = richtext.clean(text) if richtext.plain(text) else ""
    return cleaned


def _choices(result: Check, kind: str, content: Mapping[str, Any]) -> None:
    given = content.get("choices")
    if not isinstance(given, list) or not all(isinstance(choice, Mapping) for choice in given):
        result.fault("choices", "malformed" if given else "too_few_choices")
        given = []
    taken = {str(choice["id"]) for choice in given if choice.get("id")}
    spare = (letter for letter in ascii_lowercase if letter not in taken)
    choices: list[dict[str, Any]] = [
        {
            "id": str(choice.get("id") or next(spare)),
            "text": _texts(result, f"choices.{i}.text", choice.get("text")),
            "correct": choice.get("correct") is True,
            "feedback": _texts(result, f"choices.{i}.feedback", choice.get("feedback")),
        }
        for i, choice in enumerate(given)
    ]
    result.content["choices"] = choices
    if len(choices) < 2:
        result.fault("choices", "too_few_choices")
    if len(choices) > MOST_CHOICES:
        result.fault("choices", "too_many_choices")
    correct = sum(choice["correct"] for choice in choices)
    if kind == "single" and correct != 1:
        result.fault("choices", "one_correct")
    if kind == "multiple" and correct < 1:
        result.fault("choices", "some_correct")
    if len({choice["id"] for choice in choices}) < len(choices):
        result.fault("choices", "duplicate_choice")
    for language in LANGUAGES:
        said = [choice["text"][language] for choice in choices if choice["text"][language]]
        if len(set(said)) < len(said):
            result.fault("choices", "duplicate_choice")


def _languages(result: Check) -> None:
    """A language that any text of the question has, all its parts must have; feedback may lack."""
    content = result.content
    parts = {"stem": content["stem"]}
    parts |= {f"choices.{i}.text": choice["text"] for i, choice in enumerate(content.get("choices", ()))}
    if any(content.get("unit", {}).values()):
        parts["unit"] = content["unit"]
    used = [language for language in LANGUAGES if any(texts[language] for texts in parts.values())]
    for where, texts in parts.items():
        if not any(texts.values()):
            result.fault(where, "required")
        for language in used:
            if not texts[language]:
                result.fault(f"{where}.{language}", "missing_language")


def _decimal(result: Check, where: str, value: Any) -> str:
    if value is None or value == "":
        result.fault(where, "required")
        return "0"
    number = numerals.parse(value) if isinstance(value, str) else None
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        number = Decimal(str(value))
    if number is None or not number.is_finite():
        result.fault(where, "not_a_number")
        return "0"
    return numerals.write(number)
