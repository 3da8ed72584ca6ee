"""What single and several choices share: a list of choices, some of them right, shuffled for each learner."""

from collections.abc import Mapping
from random import Random
from typing import Any

from django.utils.translation import gettext_lazy as _

from assessments.kinds import parts
from assessments.kinds.base import Content, Kind
from assessments.kinds.checks import Check, refuse_twins, rows, texts
from assessments.kinds.shown import Asked, Choice, Reviewed, ReviewedChoice
from assessments.kinds.texts import Texts, say

MOST = 10
EDITOR: tuple[parts.Part, ...] = (
    parts.Rows(
        "choices",
        "choice",
        _("Choices"),
        _("Choice"),
        (
            parts.Flag("correct", _("Correct")),
            parts.Said("text", _("Choice"), rows=2),
            parts.Said("feedback", _("Why, when chosen")),
        ),
        most=MOST,
        least=4,
        help=_("Tick what is correct. Leave rows empty that you do not need."),
    ),
    parts.Flag("shuffle", _("Show the choices in a different order to each learner"), initial=True),
)


class Choices(Kind):
    """A question with a list of choices."""

    editor = EDITOR

    def check(self, result: Check, content: Content) -> None:
        def read(where: str, choice: Mapping[str, Any]) -> dict[str, Any]:
            return {
                "text": texts(result, f"{where}.text", choice.get("text")),
                "correct": choice.get("correct") is True,
                "feedback": texts(result, f"{where}.feedback", choice.get("feedback")),
            }

        choices = result.content["choices"] = rows(result, "choices", content.get("choices"), read)
        result.content["shuffle"] = bool(content.get("shuffle", True))
        if len(choices) < 2:
            result.fault("choices", "too_few_choices")
        if len(choices) > MOST:
            result.fault("choices", "too_many_choices")
        self.check_key(result, sum(choice["correct"] for choice in choices))
        refuse_twins(result, "choices", choices, code="duplicate_choice")

    def check_key(self, result: Check, correct: int) -> None:
        """Whether so many right choices make sense."""
        if correct < 1:
            result.fault("choices", "some_correct")

    def texts(self, content: Content) -> dict[str, Texts]:
        return {f"choices.{i}.text": choice["text"] for i, choice in enumerate(content["choices"])}

    def lay_out(self, content: Content, chance: Random) -> list[str]:
        order = [choice["id"] for choice in content["choices"]]
        if content.get("shuffle", True):
            chance.shuffle(order)
        return order

    def right(self, content: Content) -> Any:
        return [choice["id"] for choice in content["choices"] if choice["correct"]]

    def face(self, content: Content, layout: Any, language: str) -> Asked:
        said = {choice["id"]: choice["text"] for choice in content["choices"]}
        return Asked(choices=tuple(Choice(str(i), say(said[name], language)) for i, name in enumerate(layout, 1)))

    def review(self, content: Content, layout: Any, answer: Any, language: str, *, with_keys: bool) -> Reviewed:
        by_id = {choice["id"]: choice for choice in content["choices"]}
        picked = answer if isinstance(answer, list) else [answer]
        return Reviewed(
            choices=tuple(
                ReviewedChoice(
                    id=str(i),
                    text=say(by_id[name]["text"], language),
                    chosen=name in picked,
                    correct=bool(by_id[name]["correct"]) if with_keys else None,
                    feedback=say(by_id[name].get("feedback", {}), language) if with_keys or name in picked else "",
                )
                for i, name in enumerate(layout, 1)
            )
        )
