"""What questions say, in Thai and in English: {"th": markup, "en": markup}. Pure."""

from collections.abc import Mapping

LANGUAGES = ("th", "en")
Texts = Mapping[str, str]


def say(texts: Texts, language: str) -> str:
    """The text in that language, or in the other where that one is empty."""
    return texts.get(language) or texts.get("th") or texts.get("en") or ""


def same(one: Texts, other: Texts) -> bool:
    """Whether both say the same in every language."""
    return all((one.get(language) or "") == (other.get(language) or "") for language in LANGUAGES)
