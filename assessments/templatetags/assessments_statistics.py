"""How statistics are written: shares with one decimal, coefficients with two, a dash for what is undefined."""

from django import template

register = template.Library()
NOTHING = "–"
# A pair of bars, one below the other, and what is left free below them.
ROW = 42


@register.filter
def share(value: float | None) -> str:
    """0.6434 as 64.3%."""
    return NOTHING if value is None else f"{100 * value:.1f}%"


@register.filter
def per_cent(value: float | None) -> str:
    """64.34 as 64.3%; rounded, where a score is cut."""
    return NOTHING if value is None else f"{value:.1f}%"


@register.filter
def coefficient(value: float | None) -> str:
    """-0.123 as −0.12."""
    return NOTHING if value is None else f"{value:.2f}".replace("-", "−").replace("−0.00", "0.00")


@register.filter
def add_pixels(value: float, more: int) -> str:
    """A place in a drawing, so much lower; with a point whatever the language."""
    return f"{value + more:.1f}"


@register.filter
def rows_high(count: int) -> int:
    """How high a drawing of so many pairs of bars is."""
    return ROW * count


@register.filter
def row_at(number: int, below: int) -> int:
    """Where something lies in the row of that number, so many pixels below its top."""
    return ROW * number + below


@register.filter
def of_width(per_cent: float) -> str:
    """The width of a bar that leaves room for the numbers at its left."""
    return f"{per_cent * 0.86:.2f}"
