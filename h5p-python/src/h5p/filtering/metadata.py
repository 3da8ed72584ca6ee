"""Who made something, and under which licence it may be used: of content and of single files."""

from h5p.semantics import Group, parse

COMMONS = ("CC BY", "CC BY-SA", "CC BY-ND", "CC BY-NC", "CC BY-NC-SA", "CC BY-NC-ND")
# The first stands in for what is none of them.
LICENSES = ("U", *COMMONS, "CC0 1.0", "CC PDM", "GNU GPL", "PD", "ODC PDDL", "C")
ROLES = ("Author", "Editor", "Licensee", "Originator")


def _text(name: str, most: int, pattern: str | None = None) -> dict[str, object]:
    rule = {"regexp": {"pattern": pattern}} if pattern else {}
    return {"name": name, "type": "text", "optional": True, "maxLength": most, **rule}


def _choice(name: str, options: tuple[str, ...]) -> dict[str, object]:
    return {"name": name, "type": "select", "options": [{"value": one} for one in options]}


def _year(name: str) -> dict[str, object]:
    return {"name": name, "type": "number", "min": -9999, "max": 9999, "optional": True}


def _list(name: str, *fields: dict[str, object]) -> dict[str, object]:
    return {"name": name, "type": "list", "field": {"name": "item", "type": "group", "fields": list(fields)}}


# The lengths are those that H5P stores.
METADATA: Group = parse(
    [
        _text("title", 255),
        _text("a11yTitle", 255),
        _choice("license", LICENSES),
        _text("licenseVersion", 10),
        _year("yearFrom"),
        _year("yearTo"),
        _text("source", 255, "^https?://.+"),
        _list("authors", _text("name", 255), _choice("role", ROLES)),
        _text("licenseExtras", 5000),
        _list("changes", _text("date", 32), _text("author", 255), _text("log", 5000)),
        _text("authorComments", 5000),
        _text("contentType", 255),
        _text("defaultLanguage", 32),
    ]
)

COPYRIGHT: Group = parse(
    [
        _text("title", 255),
        _text("author", 255),
        _text("year", 255),
        _text("source", 255, "^https?://.+"),
        _choice("license", LICENSES),
        _text("version", 32),
    ]
)
