"""What became of the answers: everything that was acknowledged is held, and everything submitted is marked."""

from collections.abc import Mapping
from dataclasses import dataclass

from assessments.faces import face
from assessments.models import Attempt

BATCH = 200


@dataclass(frozen=True)
class Kept:
    """How many answers were acknowledged, and which of them the database does not hold; attempts left unmarked."""

    acknowledged: int
    lost: tuple[str, ...]
    unmarked: tuple[str, ...]


def check(answers: Mapping[str, Mapping[str, str]], submitted: list[str]) -> Kept:
    """Compare every acknowledged answer, `{attempt: {number: answer}}`, with what is stored."""
    lost: list[str] = []
    for start in range(0, len(answers), BATCH):
        some = list(answers)[start : start + BATCH]
        for attempt in Attempt.objects.filter(public_id__in=some).prefetch_related("questions__version"):
            held = {str(one.position): face(one.drawn, "th").answer for one in attempt.questions.all()}
            given = answers[str(attempt.public_id)]
            lost += [f"{attempt.public_id} {number}" for number, answer in given.items() if held.get(number) != answer]
    marked = set(map(str, Attempt.objects.filter(state=Attempt.State.MARKED).values_list("public_id", flat=True)))
    return Kept(
        sum(len(given) for given in answers.values()), tuple(lost), tuple(one for one in submitted if one not in marked)
    )
