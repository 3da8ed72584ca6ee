"""Facts to PDF: the page set by Typst from `sources/`, the record in XML beside it."""
