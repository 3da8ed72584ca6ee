"""What was gained between a pre-test and its post-test. Reads only; one query.

Compared are the first attempts of everybody who took both: a second attempt has seen questions before. The normalised
gain is (post - pre) / (100 - pre), R. R. Hake, "Interactive-engagement versus traditional methods", American Journal of
Physics 66 (1998), eq. 1; of a group it is made from the two means, as there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery

from assessments.models import Attempt
from courses.models import Enrolment


@dataclass(frozen=True, slots=True)
class Gain:
    """Of a group: how many took both, the means in per cent, and the gain; all None where nobody did.

    `normalised` is None where the mean before was 100 already. `higher`, `same`, `lower`: how many went which way.
    """

    people: int
    before: Fraction | None = None
    after: Fraction | None = None
    higher: int = 0
    same: int = 0
    lower: int = 0

    @property
    def points(self) -> Fraction | None:
        """How many points of a hundred the mean rose."""
        return None if self.before is None or self.after is None else self.after - self.before

    @property
    def normalised(self) -> Fraction | None:
        """The part of what could be gained that was: 1 is all of it."""
        if self.before is None or self.points is None or self.before == 100:
            return None
        return self.points / (100 - self.before)


def pairs(pretest: UUID, posttest: UUID) -> QuerySet[Enrolment]:
    """The enrolments with both tests marked: `pre` and `post` are the scores of the first attempts, in per cent."""
    return (
        Enrolment.objects.annotate(pre=_first(pretest), post=_first(posttest))
        .filter(pre__isnull=False, post__isnull=False)
        .select_related("person__agency")
    )


def gain(scores: Iterable[tuple[Decimal, Decimal]]) -> Gain:
    """Of these (before, after). Pure and exact."""
    some = [(Fraction(pre), Fraction(post)) for pre, post in scores]
    if not some:
        return Gain(0)
    return Gain(
        people=len(some),
        before=sum((pre for pre, _post in some), Fraction(0)) / len(some),
        after=sum((post for _pre, post in some), Fraction(0)) / len(some),
        higher=sum(post > pre for pre, post in some),
        same=sum(post == pre for pre, post in some),
        lower=sum(post < pre for pre, post in some),
    )


def _first(unit_key: UUID) -> Subquery:
    first = Attempt.objects.filter(enrolment=OuterRef("pk"), unit_key=unit_key, state=Attempt.State.MARKED)
    return Subquery(first.order_by(F("number")).values("score")[:1])
