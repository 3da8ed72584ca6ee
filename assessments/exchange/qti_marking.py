"""What a QTI item says of right answers: its declarations and its response processing. Pure.

Read are the standard templates (match_correct, map_response, map_response_point) and rules that say the same or add up
parts (1EdTech QTI 3.0.1 and IMS QTI 2.1/2.2, "Response Processing"). Raises Uncarried for anything else.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from assessments.exchange import shapes, xml
from assessments.exchange.item import Uncarried
from assessments.exchange.xml import Element

TEMPLATES = {"match_correct": "match", "cc2_match": "match", "cc2_match_basic": "match", "map_response": "map"}
TEMPLATES |= {"cc2_map_response": "map", "map_response_point": "point"}
PLAIN = {
    "responseif", "responseelse", "setoutcomevalue", "isnull", "match", "equal", "variable", "correct", "basevalue",
    "mapresponse", "mapresponsepoint", "sum", "divide",
}  # fmt: skip


@dataclass(slots=True)
class Declaration:
    """A response: its right values, and what single values earn (with whether case counts), if it says so."""

    cardinality: str
    base: str
    correct: list[str] = field(default_factory=list)
    mapping: dict[str, tuple[Decimal, bool]] = field(default_factory=dict)
    method: str = ""
    tolerance: str = "0"

    def shares(self) -> dict[str, Decimal]:
        """What each mapped value earns, 1 being all that can be earned by one response."""
        earned = {name: value for name, (value, _case) in self.mapping.items()}
        positive = [value for value in earned.values() if value > 0]
        most = (max(positive) if self.cardinality == "single" else sum(positive)) if positive else Decimal(0)
        return {name: value / most for name, value in earned.items()} if most else {}

    @property
    def mapped(self) -> bool:
        """Whether its points come from the mapping."""
        return self.method == "map" and bool(self.mapping)


def declarations(root: Element) -> dict[str, Declaration]:
    """All responses of the item by identifier, each with how it is marked."""
    found = {}
    for one in xml.below(root, "responsedeclaration"):
        said = xml.attributes_of(one)
        right = xml.first(one, "correctresponse")
        declaration = Declaration(
            said.get("cardinality", "single"),
            said.get("basetype", "").lower(),
            [xml.said(value) for value in xml.below(right, "value")] if right is not None else [],
        )
        for entry in xml.below(one, "mapentry"):
            key = xml.attributes_of(entry)
            value = shapes.decimal(key.get("mappedvalue", "")) or Decimal(0)
            declaration.mapping[key.get("mapkey", "")] = (value, key.get("casesensitive", "true") != "false")
        found[said.get("identifier", "")] = declaration
    _methods(root, found)
    return found


def _methods(root: Element, found: dict[str, Declaration]) -> None:
    processing = xml.first(root, "responseprocessing")
    if processing is None:
        return
    template = xml.attributes_of(processing).get("template", "")
    if template:
        name = template.rstrip("/").rpartition("/")[2].lower().removesuffix(".xml")
        if name not in TEMPLATES:
            raise Uncarried(_("Its marking follows a template that is not known: %(name)s.") % {"name": name[:80]})
        if "RESPONSE" in found:
            found["RESPONSE"].method = TEMPLATES[name]
        return
    for rule in processing:
        if any(_sets_score(one) for one in (rule, *rule.iterdescendants())):
            _rule(rule, found)


def _sets_score(element: Element) -> bool:
    named = xml.attributes_of(element).get("identifier", "") if isinstance(element.tag, str) else ""
    return xml.name_of(element) == "setoutcomevalue" and named == "SCORE"


def _rule(rule: Element, found: dict[str, Declaration]) -> None:
    strange = sorted({xml.name_of(one) for one in rule.iterdescendants()} - PLAIN)
    if strange or xml.name_of(rule) not in {"responsecondition", "setoutcomevalue"}:
        name = strange[0] if strange else xml.name_of(rule)
        raise Uncarried(_("Its marking has rules that cannot be carried: %(rule)s.") % {"rule": name})
    _check_amounts(rule)
    for one in rule.iterdescendants():
        kind, named = xml.name_of(one), [xml.attributes_of(v).get("identifier", "") for v in one]
        own = xml.attributes_of(one).get("identifier", "")
        if kind == "mapresponse" and own in found:
            found[own].method = "map"
        elif kind == "mapresponsepoint" and own in found:
            found[own].method = "point"
        elif kind in {"match", "equal"}:
            if len(named) != 2 or named[0] != named[1] or named[0] not in found:
                raise Uncarried(_("Its marking compares other things than an answer and the right answer."))
            found[named[0]].method = "match"
            if kind == "equal":
                _tolerance(one, found[named[0]])


def _check_amounts(rule: Element) -> None:
    """Right answers must gain and wrong ones must not."""
    for branch, good in (("responseif", True), ("responseelse", False)):
        for element in xml.below(rule, branch):
            empty = any(xml.name_of(one) == "isnull" for one in element)
            for setting in (one for one in element if _sets_score(one)):
                bare = [one for one in setting if xml.name_of(one) == "basevalue"]
                amount = shapes.decimal(xml.said(bare[0])) if bare else None
                if amount is not None and (amount > 0) != (good and not empty):
                    raise Uncarried(_("Its marking gives points for what is not the right answer."))


def _tolerance(element: Element, declaration: Declaration) -> None:
    said = xml.attributes_of(element)
    amounts = {shapes.decimal(amount) for amount in said.get("tolerance", "0").split()}
    if said.get("tolerancemode", "exact") == "exact":
        return
    if len(amounts) != 1 or None in amounts:
        raise Uncarried(_("Its tolerance is not the same above and below the right answer."))
    amount = amounts.pop() or Decimal(0)
    if said["tolerancemode"] == "relative":
        right = shapes.decimal(declaration.correct[0]) if declaration.correct else None
        amount = abs(right or Decimal(0)) * amount / 100
    declaration.tolerance = str(amount)
