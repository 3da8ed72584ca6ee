"""Faults in Wagtail's own markup, which are not ours to mend: by rule, selectors of the elements that have it."""

KNOWN: dict[str, list[str]] = {
    # Draftail, the rich text editor, names its box by a description alone (aria-describedby) and not by its label.
    "aria-input-field-name": [".Draftail-Editor"],
    # Cells of a typed table stand in columns with a heading, which is no label to a program.
    # The translation editor hides the field of its upload from the eye alone.
    "label": [".typed-table-block", ".js-translation-editor input[type=file]"],
    # Draftail's box scrolls when it is narrow; what is edited in it takes the focus, which axe does not count.
    "scrollable-region-focusable": [".Draftail-Editor"],
    # Tooltips are put at the end of the body, beside its landmarks.
    "region": ["[data-tippy-root]"],
    # "Nothing here. Why not add some?" has a link without an underline.
    "link-in-text-block": ["#listing-results p"],
    # The translation editor names its page in the path above, and has no heading for it.
    "page-has-heading-one": ["html:has(.js-translation-editor)"],
    # The button of the outline beside the editor is 20 pixels wide and high.
    "target-size": ["#w-minimap-toggle"],
}
