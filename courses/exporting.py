"""Tables of courses' people leave as academy.formats.tables writes them."""

from academy.formats.tables import cell, csv_lines, csv_response

__all__ = ["cell", "csv_lines", "csv_response"]
