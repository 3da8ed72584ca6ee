"""What an identity provider says of a person's name, as our fields. Pure.

OpenID Connect names `given_name` and `family_name` without saying their language (Core 1.0, section 5.1), or with it
(`given_name#en`, section 5.2); ThaID adds `title` and forms ending in `_en`.
"""

import re
from collections.abc import Mapping
from typing import Any

THAI = re.compile("[\u0e00-\u0e7f]")
CLAIMS = {"title": ("title", 60), "given": ("given_name", 120), "family": ("family_name", 120)}


def names_from(claims: Mapping[str, Any]) -> dict[str, str]:
    """The fields of a Person that the claims fill, each as long as it may be; what is no text is passed over."""
    found: dict[str, str] = {}
    for part, (claim, most) in CLAIMS.items():
        for language in ("th", "en"):
            for spelling in (f"{claim}_{language}", f"{claim}#{language}"):
                _keep(found, f"{part}_{language}", claims.get(spelling), most)
        said = claims.get(claim)
        language = "th" if isinstance(said, str) and THAI.search(said) else "en"
        _keep(found, f"{part}_{language}", said, most)
    return found


def _keep(found: dict[str, str], field: str, said: Any, most: int) -> None:
    if isinstance(said, str) and said.strip():
        found.setdefault(field, " ".join(said.split())[:most])
