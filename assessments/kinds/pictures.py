"""A picture with numbered areas. Coordinates are per mille of its width and height, as HTML's image maps have them:
rect: left, top, right, bottom; circle: centre (x, y) and radius, of the width; poly: x, y of each corner.
"""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Area:
    """One area, named by its place in this learner's order."""

    id: str
    shape: str
    coords: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """An image of the CMS, by its id; address and size in pixels are filled in by assessments.picturing."""

    image: str
    alt: str
    areas: tuple[Area, ...] = ()
    address: str = ""
    width: int = 0
    height: int = 0

    @property
    def tall(self) -> int:
        """The height when the width is 1000."""
        return round(1000 * self.height / self.width) if self.width else 1000

    @property
    def shapes(self) -> Iterator[dict[str, object]]:
        """The areas to draw in a picture 1000 wide: corners, or centre and radius, and where the number stands."""
        for area in self.areas:
            across = list(area.coords[::2])
            if area.shape == "circle":
                x, y, radius = area.coords
                yield {"id": area.id, "x": x, "y": self._down(y), "radius": radius}
                continue
            down = [self._down(y) for y in area.coords[1::2]]
            if area.shape == "rect":
                (left, right), (top, bottom) = across, down
                across, down = [left, right, right, left], [top, top, bottom, bottom]
            corners = " ".join(f"{x},{y}" for x, y in zip(across, down, strict=True))
            middle = (sum(across) // len(across), sum(down) // len(down))
            yield {"id": area.id, "corners": corners, "x": middle[0], "y": middle[1]}

    def _down(self, y: int) -> int:
        return y * self.tall // 1000


def sound(shape: object, coords: object) -> bool:
    """Whether these are coordinates of such a shape within the picture."""
    if not isinstance(coords, list) or not all(type(one) is int and 0 <= one <= 1000 for one in coords):
        return False
    if shape == "poly":
        return len(coords) >= 6 and len(coords) % 2 == 0
    if shape == "rect":
        return len(coords) == 4 and coords[0] < coords[2] and coords[1] < coords[3]
    return shape == "circle" and len(coords) == 3 and coords[2] > 0
