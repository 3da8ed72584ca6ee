"""How Django writes Thai dates and numbers. Years are moved to the Buddhist Era by the `date` filter (academy.site)."""

DATE_FORMAT = "j F Y"
TIME_FORMAT = "H.i น."
DATETIME_FORMAT = "j F Y เวลา H.i น."
YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = "j F"
SHORT_DATE_FORMAT = "j M Y"
SHORT_DATETIME_FORMAT = "j M Y H.i น."
FIRST_DAY_OF_WEEK = 0
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
