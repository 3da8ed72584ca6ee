"""Values without parts: text, number, boolean, select."""

import math
import re
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Context, Decimal
from typing import Any

from h5p.filtering.changes import BEYOND_NUMBERS, Place, What, shown
from h5p.filtering.cleaning import cleaner_of, shortened_html
from h5p.filtering.escaping import escape, plain, shortened, writable
from h5p.filtering.run import Run
from h5p.patterns import PatternError, PatternTimeout, compile_pattern
from h5p.semantics import Boolean, Number, Select, Text

# Numbers of JavaScript: 1.8e308 at most, and its digits after the point.
EXACT = Context(prec=800, Emax=10_000, Emin=-10_000)
# JavaScript tells whole numbers apart up to here.
LARGEST_WHOLE = 2**53
WRITTEN_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,20})?", re.ASCII)
SAID = {"true": True, "1": True, "false": False, "0": False, "": False}


def filter_text(run: Run, field: Text, value: Any, place: Place) -> str:
    """The text, harmless where a library puts it into a page as HTML; empty for what is no text."""
    if not isinstance(value, str):
        run.changes.add(place, What.WRONG_TYPE, f"A text was expected, not {shown(value)}; it is empty now.")
        return ""
    text = _clean(run, field, value, place)
    if field.longest is not None and len(text) > field.longest:
        short = shortened(text, field.longest) if field.tags is None else shortened_html(text, field.longest)
        if short != text:
            run.changes.add(
                place, What.TOO_LONG, f"The text was cut at {field.longest} characters, the most it may have."
            )
            text = short
    return text if _matches(run, field, text, place) else ""


def filter_number(run: Run, field: Number, value: Any, place: Place) -> Any:
    """A finite number within the bounds, whole ones as int; for what is no number 0, as far as the bounds let it."""
    number = _decimal(value)
    if number is None:
        run.changes.add(place, What.NOT_A_NUMBER, f"A number was expected, not {shown(value)}.")
        return _json_number(_within(field, Decimal(0)))
    fitting = _within(field, number)
    if fitting != number:
        said = f"The number {shown(value)} became {_json_number(fitting)}, the nearest that is allowed."
        run.changes.add(place, What.NUMBER_ADJUSTED, said)
        return _json_number(fitting)
    # A number written as a string is a number to H5P, and stays as it is written.
    return _json_number(number) if isinstance(value, float) else value


def filter_boolean(run: Run, field: Boolean, value: Any, place: Place) -> bool:
    """True or false, also from 1, 0 and the words; the field's default for all else."""
    if isinstance(value, bool):
        return value
    said = value.lower() if isinstance(value, str) else {0: "0", 1: "1"}.get(value) if isinstance(value, int) else None
    known = None if said is None else SAID.get(said)
    meant = field.default if known is None else known
    run.changes.add(place, What.NOT_A_BOOLEAN, f"True or false was expected, not {shown(value)}; it is {meant} now.")
    return meant


def filter_select(run: Run, field: Select, value: Any, place: Place) -> Any:
    """One option, or a list of them; the first option for an unknown one, except in lists, where it is left out."""
    known = {str(_escaped(one)) for one in field.options}
    if not field.multiple:
        if isinstance(value, list) and value:
            run.changes.add(place, What.WRONG_TYPE, "One option was expected, not a list; the first was kept.")
            value = value[0]
        return _option(run, field, known, value, place)
    chosen = value if isinstance(value, list) else [value]
    kept = [_chosen(field, known, one) for one in chosen]
    if any(new is None or new != old for new, old in zip(kept, chosen, strict=True)) or chosen is not value:
        run.changes.add(place, What.UNKNOWN_OPTION, "What is not among the options was left out.")
    return [one for one in kept if one is not None]


def _clean(run: Run, field: Text, value: str, place: Place) -> str:
    text = writable(value)
    if field.tags is None:
        escaped = escape(text)
        if escaped != value:
            run.changes.add(place, What.ESCAPED, "Characters that mean something in HTML were written as entities.")
        return escaped
    cleaned = cleaner_of(field).clean(text, run.effort)
    if cleaned is None:
        run.changes.add(place, What.HTML_REFUSED, "The HTML is too untidy to take apart; it is shown as text.")
        return escape(text)
    if cleaned != value:
        run.changes.add(place, What.HTML_CLEANED, "HTML that is not allowed here, or not well-formed, was put right.")
    return cleaned


def _matches(run: Run, field: Text, text: str, place: Place) -> bool:
    if field.pattern is None or (field.optional and not text):
        return True
    try:
        found = compile_pattern(*field.pattern).found_in(plain(text) if field.tags is None else text, run.patience)
    except (PatternError, PatternTimeout) as error:
        run.changes.add(place, What.PATTERN_NOT_TESTED, f"The field's pattern was not tested: {error}.")
        return True
    if not found and text:
        run.changes.add(
            place, What.PATTERN_NOT_MATCHED, f"{shown(text)} is not of the form asked for; it is empty now."
        )
    return found


def _option(run: Run, field: Select, known: set[str], value: Any, place: Place) -> Any:
    chosen = _chosen(field, known, value)
    if chosen is None:
        chosen = _escaped(field.options[0]) if field.options else ""
        run.changes.add(place, What.UNKNOWN_OPTION, f"{shown(value)} is no option; it is {shown(chosen)} now.")
    elif type(chosen) is not type(value) or chosen != value:
        run.changes.add(place, What.ESCAPED, f"The option is written as {shown(chosen)} now.")
    return chosen


def _chosen(field: Select, known: set[str], value: Any) -> Any:
    """The option that is meant; None when it is none."""
    if not is_scalar(value):
        return None
    escaped = _escaped(value)
    binding = known and not field.optional
    return escaped if not binding or str(escaped) in known else None


def is_scalar(value: Any) -> bool:
    """Whether this is a text, a finite number, true or false."""
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, str) or (isinstance(value, int) and abs(value) < BEYOND_NUMBERS)


def _escaped(value: Any) -> Any:
    if isinstance(value, bool):
        # Options of real libraries, which compare them as strings.
        return "true" if value else "false"
    return escape(writable(value)) if isinstance(value, str) else value


def _decimal(value: Any) -> Decimal | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        return Decimal(value) if WRITTEN_NUMBER.fullmatch(value) else None
    if isinstance(value, int):
        return Decimal(value) if abs(value) < BEYOND_NUMBERS else None
    return Decimal(repr(value)) if isinstance(value, float) and math.isfinite(value) else None


def _within(field: Number, number: Decimal) -> Decimal:
    fitting = _bounded(field, number)
    if field.step is not None:
        base = field.least or Decimal(0)
        steps = EXACT.divide(EXACT.subtract(fitting, base), field.step)
        whole = steps.quantize(Decimal(1), ROUND_HALF_DOWN, EXACT)
        fitting = EXACT.add(base, EXACT.multiply(whole, field.step))
        if field.greatest is not None and fitting > field.greatest:
            fitting = EXACT.subtract(fitting, field.step)
    if field.decimals is not None:
        rounded = fitting.quantize(Decimal(1).scaleb(-field.decimals), ROUND_HALF_UP, EXACT)
        fitting = rounded if rounded == _bounded(field, rounded) else fitting
    return _bounded(field, fitting)


def _bounded(field: Number, number: Decimal) -> Decimal:
    if field.greatest is not None:
        number = min(number, field.greatest)
    return max(number, field.least) if field.least is not None else number


def _json_number(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() and abs(number) <= LARGEST_WHOLE else float(number)
