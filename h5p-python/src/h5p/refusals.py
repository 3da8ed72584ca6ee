"""Why something that a browser sent is not taken."""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """For the log and for tests, never for the browser: whoever forges should not be told how far it got."""

    MISSING_TOKEN = "missing-token"  # noqa: S105
    FORGED_TOKEN = "forged-token"  # noqa: S105
    EXPIRED_TOKEN = "expired-token"  # noqa: S105
    OTHER_ACTION = "other-action"
    OTHER_USER = "other-user"
    OTHER_CONTENT = "other-content"
    OTHER_ATTEMPT = "other-attempt"
    TOO_LARGE = "too-large"
    MALFORMED = "malformed"
    INVALID_NUMBER = "invalid-number"
    NEGATIVE_SCORE = "negative-score"
    SCORE_ABOVE_MAX = "score-above-max"
    ANONYMOUS = "anonymous"
    UNKNOWN_ATTEMPT = "unknown-attempt"
    CLOSED = "closed"
    REPLAYED = "replayed"
    OUTDATED = "outdated"


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was taken; `detail` names the part that was wrong, without what it held."""

    reason: Reason
    detail: str = ""
