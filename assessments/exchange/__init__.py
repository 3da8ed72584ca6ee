"""Questions in and out by open standards: QTI, Moodle XML, GIFT, Aiken, CSV.

Every format reads files into `item.Item`s and, where it can, writes them; `importing` and `exporting` are the ways
between items and the bank. What a format, or the bank, cannot hold is listed by item with a reason.
"""
