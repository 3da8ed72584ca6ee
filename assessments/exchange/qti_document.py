"""A QTI 3 item while it is written: what it declares, its rules, its pictures, what it cannot hold. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from assessments import numerals
from assessments.exchange import pictures, xml
from assessments.exchange.item import Item, Text

MATCH = '<qti-match><qti-variable identifier="RESPONSE"/><qti-correct identifier="RESPONSE"/></qti-match>'


@dataclass
class Document:
    """One item in one language while it is written."""

    item: Item
    language: str
    declared: list[str] = field(default_factory=list)
    outcomes: list[str] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    by_hand: bool = False

    def said(self, text: Text) -> str:
        """A text as XHTML, its pictures noted."""

        def picture(name: str, alt: str) -> str:
            return f'<img src="{self.address(name)}" alt="{alt}">'

        return xml.xhtml(pictures.replaced(text.get(self.language, ""), picture)).strip()

    def address(self, name: str) -> str:
        """Where a picture is, seen from the item."""
        if name not in self.pictures:
            self.pictures.append(name)
        return f"../images/{name[:16]}.{pictures.suffix_of(self.item.images[name])}"

    def stem(self) -> str:
        """The question."""
        return f"<div>{self.said(self.item.content['stem'])}</div>"

    def respond(
        self,
        cardinality: str,
        base: str,
        right: Sequence[str],
        earned: Mapping[str, Decimal] | None = None,
        *,
        name: str = "RESPONSE",
        ignore_case: bool | None = None,
    ) -> None:
        """Declare a response: what is right, and what single values earn."""
        values = "".join(f"<qti-value>{xml.escaped(value)}</qti-value>" for value in right)
        case = "" if ignore_case is None else f' case-sensitive="{str(not ignore_case).lower()}"'
        entries = "".join(
            f'<qti-map-entry map-key="{xml.escaped(key)}" mapped-value="{_amount(share)}"{case}/>'
            for key, share in (earned or {}).items()
        )
        mapping = f'<qti-mapping lower-bound="0" upper-bound="1" default-value="0">{entries}</qti-mapping>'
        correct = f"<qti-correct-response>{values}</qti-correct-response>" if right else ""
        self.declared.append(
            f'<qti-response-declaration identifier="{name}" cardinality="{cardinality}" base-type="{base}">'
            f"{correct}{mapping if entries else ''}</qti-response-declaration>\n"
        )
        if earned:
            self.parts.append(f'<qti-map-response identifier="{name}"/>')

    def right_or_nothing(self, compare: str) -> None:
        """All points where the comparison holds."""
        self.rules.append(
            f"<qti-response-condition><qti-response-if>{compare}{_score(_base(1))}"
            f"</qti-response-if><qti-response-else>{_score(_base(0))}"
            "</qti-response-else></qti-response-condition>"
        )

    def hear(self, cardinality: str) -> None:
        """Feedback by choice: the choice itself names it."""
        self.outcomes.append(
            f'<qti-outcome-declaration identifier="FEEDBACK" cardinality="{cardinality}" base-type="identifier"/>\n'
        )
        self.rules.append(
            '<qti-set-outcome-value identifier="FEEDBACK"><qti-variable identifier="RESPONSE"/></qti-set-outcome-value>'
        )

    def processing(self) -> str:
        """The rules: what each response earns, added up and divided by how many there are."""
        if self.parts:
            total = self.parts[0] if len(self.parts) == 1 else f"<qti-sum>{''.join(self.parts)}</qti-sum>"
            if len(self.parts) > 1:
                total = f"<qti-divide>{total}{_base(len(self.parts))}</qti-divide>"
            self.rules.insert(0, _score(total))
        inside = "".join(self.rules)
        return f"<qti-response-processing>{inside}</qti-response-processing>\n" if inside else ""


def _base(number: int) -> str:
    return f'<qti-base-value base-type="float">{number}</qti-base-value>'


def _score(expression: str) -> str:
    return f'<qti-set-outcome-value identifier="SCORE">{expression}</qti-set-outcome-value>'


def _amount(share: Decimal) -> str:
    return numerals.write(round(share, 6))
