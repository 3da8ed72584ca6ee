"""Placing agencies in their tree."""

from academy.people.models import Agency


def place(agency: Agency, parent: Agency | None) -> Agency:
    """Store the agency below `parent`, or at the top, after its siblings. Its own subtree moves with it."""
    if agency.pk is None:
        return parent.add_child(instance=agency) if parent else Agency.add_root(instance=agency)
    agency.save()
    if parent and not agency.is_child_of(parent):
        agency.move(parent, "last-child")
    elif parent is None and not agency.is_root():
        agency.move(Agency.get_last_root_node(), "last-sibling")
    return Agency.objects.get(pk=agency.pk)
