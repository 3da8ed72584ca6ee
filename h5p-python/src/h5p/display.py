"""Which buttons stand under a content: what the site allows and what the author left out."""

from collections.abc import Mapping
from enum import Enum, IntFlag


class Hidden(IntFlag):
    """What is not shown; the numbers are those that H5P systems store."""

    FRAME = 1
    DOWNLOAD = 2
    EMBED = 4
    COPYRIGHT = 8
    ABOUT = 16


class Offer(Enum):
    """The site's rule for one of them. The author decides where the rule says so, beginning with on or off."""

    NEVER = "never"
    ALWAYS = "always"
    AUTHOR_ON = "author-on"
    AUTHOR_OFF = "author-off"
    PERMITTED = "permitted"  # whoever may do it, if the author did not hide it


NOTHING = Hidden(0)
KEYS = {
    Hidden.FRAME: "frame",
    Hidden.DOWNLOAD: "export",
    Hidden.EMBED: "embed",
    Hidden.COPYRIGHT: "copyright",
    Hidden.ABOUT: "icon",
}
# Embedding elsewhere and downloading give content away: a site turns them on, it does not forget to turn them off.
RULES: Mapping[Hidden, Offer] = {
    Hidden.FRAME: Offer.AUTHOR_ON,
    Hidden.DOWNLOAD: Offer.NEVER,
    Hidden.EMBED: Offer.NEVER,
    Hidden.COPYRIGHT: Offer.AUTHOR_ON,
    Hidden.ABOUT: Offer.NEVER,
}


def display_options(
    hidden: Hidden | None, rules: Mapping[Hidden, Offer] = RULES, *, permitted: Hidden = NOTHING, copy: bool = False
) -> dict[str, bool]:
    """The player's `displayOptions`. `hidden` is the author's choice, None where there was none.

    `permitted` names by the same bits what this user may do, and `copy` whether the clipboard. They only show buttons:
    the server must check the right again when they are used. Without a frame nothing of it is shown.
    """
    shown = {key: _shown(bit, hidden, rules[bit], permitted) for bit, key in KEYS.items()}
    frame = shown["frame"]
    return {key: is_so and frame for key, is_so in {**shown, "copy": copy}.items()}


def _shown(bit: Hidden, hidden: Hidden | None, rule: Offer, permitted: Hidden) -> bool:
    if rule in (Offer.NEVER, Offer.ALWAYS):
        return rule is Offer.ALWAYS
    if rule is Offer.PERMITTED:
        return bool(permitted & bit) and not (hidden or NOTHING) & bit
    return rule is Offer.AUTHOR_ON if hidden is None else not hidden & bit
