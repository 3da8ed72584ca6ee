"""Random items of every kind, for round trips, and what of them counts as their meaning."""

import hashlib
import io
import uuid
from typing import Any

from hypothesis import strategies as st
from PIL import Image

from assessments import richtext
from assessments.exchange.item import Item
from assessments.exchange.texts import changed, unwrapped

ALPHABET = st.sampled_from("กขคงจดทบมยรลวสหอะาิีุูเแโ็่้๊๋ abcXYZ0189.,;:!?'\"=~#{}[]()<>&%*/\\|_-+$@^`")
WORDS = (
    st.text(ALPHABET, min_size=1, max_size=25)
    .map(lambda said: " ".join(said.split()))
    .filter(lambda said: said and "[[" not in said and richtext.plain(richtext.from_text(said)))
)
KINDS = (
    "single", "multiple", "truefalse", "number", "shorttext", "matching", "ordering", "blanks", "matrix", "hotspot",
    "essay", "upload",
)  # fmt: skip
DECIMALS = st.decimals(-10_000, 10_000, places=3).map(lambda n: f"{n.normalize() + 0:f}")


def picture(colour: int = 0, size: tuple[int, int] = (40, 20)) -> bytes:
    """A small PNG."""
    out = io.BytesIO()
    Image.new("RGB", size, (colour, 90, 160)).save(out, "PNG")
    return out.getvalue()


PICTURE = picture()
NAME = hashlib.sha256(PICTURE).hexdigest()


def markup(said: str) -> str:
    """Typed words as the bank keeps them."""
    return richtext.from_text(said.replace("<", "‹"))


@st.composite
def texts(draw: Any, languages: tuple[str, ...], *, block: bool = False) -> dict[str, str]:
    made = {"th": "", "en": ""}
    for language in languages:
        said = markup(draw(WORDS))
        if draw(st.integers(0, 4)) == 0:
            said += f" <strong>{markup(draw(WORDS))}</strong>"
        if block and draw(st.booleans()):
            said = f"<p>{said}</p><ul><li>{markup(draw(WORDS))}</li></ul>"
        elif block:
            said = f"<p>{said}</p>"
        made[language] = richtext.clean(said)
    return made


def distinct(languages: tuple[str, ...], least: int, most: int) -> Any:
    """Texts that say different things in every language."""
    one = texts(languages)
    return st.lists(one, min_size=least, max_size=most).filter(
        lambda rows: all(
            len({richtext.plain(row[language]).casefold() for row in rows}) == len(rows) for language in languages
        )
    )


@st.composite
def items(draw: Any, kinds: tuple[str, ...] = KINDS) -> Item:
    kind = draw(st.sampled_from(kinds))
    languages = draw(st.sampled_from((("th", "en"), ("th", "en"), ("th",), ("en",))))
    content: dict[str, Any] = {"stem": draw(texts(languages, block=True))}
    content["feedback"] = draw(st.sampled_from(({"th": "", "en": ""}, draw(texts(languages, block=True)))))
    images: dict[str, bytes] = {}
    content |= draw(CONTENTS[kind](languages))
    if kind == "blanks":
        content["stem"] = {
            language: said + "".join(f"<p>[[{gap['id']}]] .</p>" for gap in content["gaps"]) if said else ""
            for language, said in content["stem"].items()
        }
    if kind == "hotspot":
        images[NAME] = PICTURE
    if kind in {"single", "essay"} and draw(st.booleans()):
        images[NAME] = PICTURE
        shown = f'<p><img src="{NAME}" alt="ผัง A &amp; B"></p>'
        content["stem"] = {language: said + shown if said else "" for language, said in content["stem"].items()}
    return Item(
        kind,
        content,
        name=draw(WORDS),
        identifier=f"q-{uuid.UUID(int=draw(st.integers(0, 2**128 - 1)))}",
        category=tuple(draw(st.lists(st.sampled_from((("ข้อมูล", "Data"), ("เอไอ", "AI"))), max_size=2))),
        images=images,
    )


def rows(texts_: list[dict[str, str]], **fields: Any) -> list[dict[str, Any]]:
    return [{"id": name, "text": text, **fields} for name, text in zip("abcdefghij", texts_, strict=False)]


@st.composite
def choices(draw: Any, languages: tuple[str, ...], single: bool) -> dict[str, Any]:
    made = rows(draw(distinct(languages, 2, 6)))
    right = draw(st.integers(0, len(made) - 1))
    flags = [i == right for i in range(len(made))]
    if not single:
        flags = [draw(st.booleans()) or i == right for i in range(len(made))]
    heard = st.one_of(st.just({"th": "", "en": ""}), texts(languages))
    for one, flag in zip(made, flags, strict=True):
        one |= {"correct": flag, "feedback": draw(heard)}
    return {"choices": made, "shuffle": draw(st.booleans())}


@st.composite
def number(draw: Any, languages: tuple[str, ...]) -> dict[str, Any]:
    unit = draw(st.sampled_from(({"th": "", "en": ""}, draw(texts(languages)))))
    return {"answer": draw(DECIMALS), "tolerance": draw(DECIMALS).lstrip("-"), "unit": unit}


FORM_WORDS = WORDS.map(lambda said: said.strip("'")).filter(bool)


def forms(languages: tuple[str, ...], *, feedback: bool) -> Any:
    @st.composite
    def made(draw: Any) -> list[dict[str, Any]]:
        said = draw(st.lists(FORM_WORDS, min_size=1, max_size=4, unique_by=lambda one: one.casefold()))
        shares = ["1", *draw(st.lists(st.sampled_from(("1", "0.5", "0.25")), min_size=3, max_size=3))]
        found: list[dict[str, Any]] = [{"text": one, "share": share} for one, share in zip(said, shares, strict=False)]
        if feedback:
            for one in found:
                one["feedback"] = {"th": "", "en": ""}
        return found

    return made()


@st.composite
def shorttext(draw: Any, languages: tuple[str, ...]) -> dict[str, Any]:
    return {"forms": draw(forms(languages, feedback=True)), "ignore_case": draw(st.booleans())}


@st.composite
def matching(draw: Any, languages: tuple[str, ...]) -> dict[str, Any]:
    count = draw(st.integers(2, 4))
    lefts = draw(distinct(languages, count, count))
    rights = draw(distinct(languages, count + 1, count + 1))
    pairs = [
        {"id": name, "left": left, "right": right}
        for name, left, right in zip("abcd", lefts, rights[:count], strict=False)
    ]
    extras = [{"id": "abcdefgh"[count], "text": rights[count]}] if draw(st.booleans()) else []
    return {"pairs": pairs, "extras": extras}


@st.composite
def matrix(draw: Any, languages: tuple[str, ...]) -> dict[str, Any]:
    columns = rows(draw(distinct(languages, 2, 3)))
    lines = rows(draw(distinct(languages, 3, 5)))
    for line in lines:
        line["correct"] = draw(st.sampled_from("abc"[: len(columns)]))
    return {"columns": columns, "rows": lines}


@st.composite
def blanks(draw: Any, languages: tuple[str, ...]) -> dict[str, Any]:
    gaps: list[dict[str, Any]] = []
    for name in "abc"[: draw(st.integers(1, 3))]:
        if draw(st.booleans()):
            found = draw(forms(languages, feedback=False))
            gaps.append({"id": name, "kind": "text", "forms": found, "ignore_case": draw(st.booleans())})
        else:
            made = rows(draw(distinct(languages, 2, 4)))
            for i, one in enumerate(made):
                one["correct"] = i == 0
            gaps.append({"id": name, "kind": "choice", "choices": made})
    return {"gaps": gaps}


@st.composite
def hotspot(draw: Any, languages: tuple[str, ...]) -> dict[str, Any]:
    shapes = {"rect": [0, 0, 250, 500], "circle": [500, 500, 100], "poly": [0, 0, 500, 0, 500, 500]}
    areas = [
        {"id": name, "shape": shape, "coords": coords, "label": draw(texts(languages)), "correct": shape == "rect"}
        for name, (shape, coords) in zip("abc", shapes.items(), strict=True)
    ]
    for area in areas:
        area["label"] = {one: richtext.clean(markup(richtext.plain(said))) for one, said in area["label"].items()}
    alt = {one: markup("ผังระบบ") if one in languages else "" for one in ("th", "en")}
    return {"image": NAME, "alt": alt, "areas": areas}


def rubric(languages: tuple[str, ...]) -> Any:
    return st.lists(texts(languages), max_size=2).map(
        lambda said: [{"id": name, "text": text, "points": "2.5"} for name, text in zip("ab", said, strict=False)]
    )


CONTENTS = {
    "single": lambda languages: choices(languages, True),
    "multiple": lambda languages: choices(languages, False),
    "truefalse": lambda languages: st.fixed_dictionaries({"answer": st.booleans()}),
    "number": number,
    "shorttext": shorttext,
    "matching": matching,
    "ordering": lambda languages: distinct(languages, 2, 5).map(lambda said: {"items": rows(said)}),
    "blanks": blanks,
    "matrix": matrix,
    "hotspot": hotspot,
    "essay": lambda languages: st.fixed_dictionaries(
        {"least_words": st.sampled_from((None, 50)), "most_words": st.just(300), "rubric": rubric(languages)}
    ),
    "upload": lambda languages: st.fixed_dictionaries(
        {
            "types": st.just(["pdf", "docx"]),
            "most_files": st.integers(1, 3),
            "most_megabytes": st.integers(1, 20),
            "rubric": rubric(languages),
        }
    ),
}


def meaning(item: Item) -> Any:
    """What must come back: all of the content, white space and one paragraph around a text aside."""

    def text(said: dict[str, str]) -> dict[str, str]:
        return {language: " ".join(unwrapped(said.get(language, "")).split()) for language in ("th", "en")}

    return item.kind, changed(item.content, text)
