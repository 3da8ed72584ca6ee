"""The texts that the core player itself shows (buttons, dialogs, licences), in English and Thai.

One is ours, for the page around it: `resultsHeld`, when the server refuses a result for now. What content types show
comes from their own translations. A text that is missing would be shown as its bracketed key.
"""

import json
from functools import cache
from importlib.resources import files

LANGUAGES = ("en", "th")


def texts(language: str) -> dict[str, str]:
    """The texts by key, for a language code such as `th` or `th-TH`; English for languages that are not here.

    `:num` in `offlineDialogRetryMessage` is replaced by the player with a number of seconds.
    """
    base = language.lower().partition("-")[0]
    return dict(_texts(base if base in LANGUAGES else "en"))


@cache
def _texts(language: str) -> dict[str, str]:
    found: dict[str, str] = json.loads((files(__name__) / f"{language}.json").read_text(encoding="utf-8"))
    return found
