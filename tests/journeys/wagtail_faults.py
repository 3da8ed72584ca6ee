"""Faults in Wagtail's own markup, which are not ours to mend: by rule, selectors of the elements that have it."""

KNOWN: dict[str, list[str]] = {
    # Draftail, the rich text editor, names its box by a description alone (aria-describedby) and not by its label.
    "aria-input-field-name": [".Draftail-Editor"],
    # Cells of a typed table stand in columns with a heading, which is no label to a program.
    "label": [".typed-table-block"],
    # Tooltips are put at the end of the body, beside its landmarks.
    "region": ["[data-tippy-root]"],
    # The button of the outline beside the editor is 20 pixels wide and high.
    "target-size": ["#w-minimap-toggle"],
}
