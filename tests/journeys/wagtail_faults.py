"""Faults in Wagtail's own markup, which are not ours to mend: by rule, selectors of the elements, each with its why."""

KNOWN: dict[str, list[str]] = {}
