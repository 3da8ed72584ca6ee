"""What is wrong with a design, said when it is saved: by rule, and by setting it with the longest words."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import replace

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from certificates.addressing import verify_url
from certificates.designs import contrast, samples, shelf
from certificates.designs.fields import FIELDS, in_braces, lines, read
from certificates.designs.spec import ERAS, LAYOUTS, Paper, Spec
from certificates.facts import Facts, Said
from certificates.typesetting import rendering

LONGEST = {"title": 80, "above_name": 160, "above_course": 160, "particulars": 480, "signer_name": 120, "position": 160}
MOST_LINES = 8
_COLOUR = re.compile(r"#[0-9a-f]{6}")
# What Sarabun has: Latin, Thai, and the punctuation between them.
_STRANGE = re.compile("[^\n -~\u00a0-\u017f\u0e00-\u0e5b\u2010-\u203a\u20ac\u2122\u2212]")
# Of the longest that the academy's forms let in: names of 200 characters, titles of 255.
EXTREME = replace(
    samples.LONG,
    holder=Said((samples.LONG.holder.th + " ") * 2, (samples.LONG.holder.en + " ") * 2),
    course=Said((samples.LONG.course.th + " ") * 2, (samples.LONG.course.en + " ") * 2),
    agency=Said(samples.LONG.agency.th * 3, samples.LONG.agency.en * 3),
)
EXTREME = replace(
    EXTREME,
    holder=Said(EXTREME.holder.th[:200].strip(), EXTREME.holder.en[:200].strip()),
    course=Said(EXTREME.course.th[:255].strip(), EXTREME.course.en[:255].strip()),
)
TRIAL = 160  # pixels: nobody looks at it
SHOWN_NOT_WRITTEN = _("{field} is to be shown, and no text holds it. Write it in a line, or do not show it.")
WRITTEN_NOT_SHOWN = _("{field} is not to be shown, and a text holds it. Take that line out, or show it.")
NO_FIELD_NEAR = _("There is no field {field}. Did you mean {near}?")
NO_FIELD = _("There is no field {field}. There are: {known}.")
TOO_LONG = _("With the longest names and titles the words do not fit. Shorten the texts, or print one language.")
PALE = _("Words in this colour are hard to read: the contrast is {ratio}, and 4.5 is needed. Choose a darker one.")
Fault = tuple[str, str | Promise]
"""A field of the form, or an empty text for the whole, and what is wrong in a sentence that says what to do."""


def faults(spec: Spec) -> list[Fault]:
    """All that keeps the design from being saved; it is tried by the real renderer where nothing else is wrong."""
    return mistakes(spec) or list(_tried(spec))


def mistakes(spec: Spec) -> list[Fault]:
    """What is wrong by rule."""
    return [*_looks(spec), *_words(spec), *_signers(spec), *_pictures(spec)]


def _looks(spec: Spec) -> Iterator[Fault]:
    if spec.layout not in LAYOUTS or spec.era not in ERAS or not spec.languages:
        yield "layout", _("Choose one of those offered.")
    for name, colour in (("main", spec.main), ("accent", spec.accent)):
        if not _COLOUR.fullmatch(colour):
            yield name, _("Write the colour as # and six digits from 0 to 9 and a to f.")
            return
    ground = contrast.DARKEST_GROUND if spec.background else 1.0
    reached = contrast.ratio(contrast.luminance(spec.main), ground)
    if reached < contrast.LEAST:
        yield "main", format_lazy(PALE, ratio=f"{reached:.1f}")


def _words(spec: Spec) -> Iterator[Fault]:
    for language in spec.languages:
        used: set[str] = set()
        for slot, said in spec.texts.items():
            text, name = getattr(said, language), f"{slot}_{language}"
            used |= read(text).known
            yield from ((name, sentence) for sentence in _text(text, LONGEST[slot]))
            if slot == "title" and read(text).known:
                yield name, _("The heading is the same on all certificates: take the field out of it.")
        if not getattr(spec.title, language):
            yield f"title_{language}", _("Write what the paper is called, for instance a certificate.")
        name, written = f"particulars_{language}", lines(getattr(spec.particulars, language))
        if len(written) > MOST_LINES:
            yield name, _("No more than eight lines.")
        if "date" not in read("\n".join(written)).known:
            yield name, _("The day must be on the certificate: write {date} in one of the lines.")
        for field, shown in (("hours", spec.hours), ("score", spec.score)):
            if shown and field not in used:
                yield name, format_lazy(SHOWN_NOT_WRITTEN, field=in_braces([field]))
            if not shown and field in used:
                yield name, format_lazy(WRITTEN_NOT_SHOWN, field=in_braces([field]))


def _text(text: str, longest: int) -> Iterator[str | Promise]:
    found = read(text)
    if len(text) > longest:
        yield format_lazy(_("At most {most} characters; these are {count}."), most=longest, count=len(text))
    for name in found.unknown:
        near = difflib.get_close_matches(name.lower(), FIELDS, 1, 0.5)
        typed = in_braces([name[:40]])
        if near:
            yield format_lazy(NO_FIELD_NEAR, field=typed, near=in_braces(near))
        else:
            yield format_lazy(NO_FIELD, field=typed, known=in_braces(FIELDS))
    if found.alone:
        yield _("A brace stands alone. Fields are written between two of them, for instance {hours}.")
    if strange := "".join(dict.fromkeys(_STRANGE.findall(text)))[:10]:
        yield format_lazy(_("The typeface has no letter for: {letters}. Take it out."), letters=strange)


def _signers(spec: Spec) -> Iterator[Fault]:
    for number, one in enumerate(spec.signers, 1):
        for part, said, longest in (("name", one.name, "signer_name"), ("position", one.position, "position")):
            if not said.in_language("th"):
                yield f"signer{number}_{part}_th", _("Fill this in, in Thai or in English, or leave this officer out.")
            for language, text in (("th", said.th), ("en", said.en)):
                for sentence in _text(text, LONGEST[longest]):
                    yield f"signer{number}_{part}_{language}", sentence
                if read(text).known:
                    yield f"signer{number}_{part}_{language}", _("Fields belong into the texts, not here.")


def _pictures(spec: Spec) -> Iterator[Fault]:
    kept = shelf.known(spec.pictures.values())
    fields = {"background.jpg": "background", "seal.png": "seal"}
    for name, sha256 in spec.pictures.items():
        if sha256 not in kept:
            number = int(name.removeprefix("signature-").removesuffix(".png")) + 1 if name not in fields else 0
            yield fields.get(name, f"signer{number}_picture"), _("Choose one of those offered.")


def _tried(spec: Spec) -> Iterator[Fault]:
    paper = shelf.paper_of(spec)
    for facts in (EXTREME, samples.HARD):
        try:
            shown(facts, spec, wide=TRIAL, paper=paper)
        except rendering.RenderingError as error:
            if error.trouble == rendering.TOO_LONG:
                yield "", TOO_LONG
            else:
                yield "", _(error.trouble)
            return


def shown(facts: Facts, spec: Spec, *, wide: int, paper: Paper | None = None) -> bytes:
    """A sample in this design as a picture, PNG. Raises rendering.RenderingError, and LookupError for its pictures."""
    return rendering.picture(
        samples.suited(facts, spec),
        serial=samples.SERIAL,
        code=samples.CODE,
        url=verify_url(samples.CODE),
        at=samples.AT,
        paper=paper or shelf.paper_of(spec),
        wide=wide,
    )
