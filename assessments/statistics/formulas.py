"""The formulas of classical item analysis, from sums that a database can make. Pure; floats; None where undefined.

Sources: Lord & Novick (1968), Statistical Theories of Mental Test Scores; Kelley (1939), The selection of upper and
lower groups for the validation of test items, J. Educ. Psychol. 30, 17-24; Henrysson (1963), Correction of item-total
correlations in item analysis, Psychometrika 28, 211-218; Cronbach (1951), Coefficient alpha and the internal structure
of tests, Psychometrika 16, 297-334; Shrout & Fleiss (1979), Intraclass correlations, Psychol. Bull. 86, 420-428;
Brennan (2001), Generalizability Theory.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

# Kelley's: with normal scores the groups of this size tell two questions apart best.
TAIL = 0.27
# A variance below this is none: what is left of rounding.
NOTHING = 1e-12


@dataclass(frozen=True, slots=True)
class Pairs:
    """The sums of n pairs (x, y)."""

    n: int
    x: float
    y: float
    xx: float
    yy: float
    xy: float


def mean(total: float, n: int) -> float | None:
    """The mean; of a question's shares the facility: mean score over the greatest possible (Lord & Novick)."""
    return total / n if n else None


def variance(n: int, total: float, squares: float) -> float | None:
    """The unbiased variance of n values with this sum and sum of squares."""
    return max(0.0, (squares - total * total / n) / (n - 1)) if n > 1 else None


def correlation(pairs: Pairs) -> float | None:
    """Pearson's product-moment correlation; with x of 0 and 1 it is the point-biserial (Lord & Novick, 15.5).

    For a question, y is the share of the *other* questions' points: the corrected item-total correlation (Henrysson).
    """
    n = pairs.n
    if n < 2:
        return None
    across, down = pairs.xx - pairs.x**2 / n, pairs.yy - pairs.y**2 / n
    if across / n < NOTHING or down / n < NOTHING:
        return None
    r = (pairs.xy - pairs.x * pairs.y / n) / sqrt(across * down)
    return max(-1.0, min(1.0, r))


def upper_lower(upper: float | None, lower: float | None) -> float | None:
    """The discrimination index: the facility among the best 27 % less that among the weakest 27 % (Kelley)."""
    return None if upper is None or lower is None else upper - lower


def alpha(variances: Iterable[float], total: float | None) -> float | None:
    """Cronbach's alpha of a test whose takers all had the same questions: k/(k-1) (1 - sum of variances / total's)."""
    each = list(variances)
    if len(each) < 2 or total is None or total < NOTHING:
        return None
    return len(each) / (len(each) - 1) * (1 - sum(each) / total)


@dataclass(frozen=True, slots=True)
class Nested:
    """Shares by taker: n takers with `answers` in all, the sum and the sum of squares of all their shares, and the sum
    over takers of (sum of shares)^2 / number of answers.
    """

    n: int
    answers: int
    total: float
    squares: float
    within_means: float


def drawn_reliability(sums: Nested) -> float | None:
    """The reliability where each taker had other questions, drawn by chance: (MS between - MS within) / MS between.

    Questions are then nested in takers, and how hard somebody's draw was is part of the error: the one-way analysis of
    variance, Shrout & Fleiss's ICC(1,k), Brennan's coefficient for i:p. Alpha would leave that error out, as it needs
    everybody's answer to every question. Where draws differ in size, as after a dropped question, it is approximate.
    """
    if sums.n < 2 or sums.answers <= sums.n:
        return None
    between = (sums.within_means - sums.total**2 / sums.answers) / (sums.n - 1)
    within = (sums.squares - sums.within_means) / (sums.answers - sums.n)
    return (between - within) / between if between > NOTHING else None


def standard_error(deviation: float | None, reliability: float | None) -> float | None:
    """The standard error of measurement, in the unit of the deviation: s sqrt(1 - reliability) (Lord & Novick, 3.8).

    None where the reliability is no share: outside 0 to 1 it says that the questions do not measure one thing.
    """
    if deviation is None or reliability is None or not 0 <= reliability <= 1:
        return None
    return deviation * sqrt(1 - reliability)
