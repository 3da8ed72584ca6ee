"""Faults in Wagtail's own markup, which are not ours to mend: by rule, selectors of the elements that have it."""

KNOWN: dict[str, list[str]] = {
    # Draftail, the rich text editor, names its box by a description alone (aria-describedby) and not by its label.
    "aria-input-field-name": [".Draftail-Editor"],
    # Cells of a typed table stand in columns with a heading, which is no label to a program.
    "label": [".typed-table-block"],
}
