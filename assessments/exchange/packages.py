"""Content packages (IMS, 1EdTech): a ZIP with a manifest, its items and their pictures. Nothing is unpacked to disk.

The archive is read by `h5p.archive`, which believes nothing that an archive says of itself.
"""

import io
import posixpath
import stat
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from django.utils.translation import gettext_lazy as _

from academy.errors import Refusal
from assessments.exchange import encodings, xml
from assessments.exchange.xml import Element
from h5p import paths
from h5p.archive import Archive, Entry, read_directory
from h5p.errors import H5PError
from h5p.limits import MIB, Limits

LIMITS = Limits(file_bytes=20 * MIB, total_bytes=100 * MIB, entries=5000)
MANIFEST = "imsmanifest.xml"
_ENCRYPTED = 1


def looks_like(data: bytes) -> bool:
    """Whether the bytes begin as a ZIP archive does."""
    return data.startswith(b"PK\x03\x04")


@dataclass(frozen=True, slots=True)
class Resource:
    """An item of the manifest: where it is, its category and tags."""

    path: str
    identifier: str = ""
    category: tuple[tuple[str, str], ...] = ()
    tags: tuple[str, ...] = ()


class Package:
    """An opened package. Refuses broken_package for whatever is not sound or not safe, before a file is read."""

    def __init__(self, data: bytes) -> None:
        encodings.check_size(len(data))
        file = io.BytesIO(data)
        try:
            entries = [entry for entry in read_directory(file, LIMITS) if not entry.path.endswith("/")]
        except H5PError as error:
            raise _broken(str(error)) from error
        _check(entries)
        self._archive = Archive(file, {entry.path: entry for entry in entries}, LIMITS)
        self._paths = {entry.path for entry in entries}

    def read(self, path: str) -> bytes | None:
        """The file; None when there is none."""
        if path not in self._paths:
            return None
        try:
            return self._archive.open(path).read()
        except (H5PError, OSError) as error:
            raise _broken(str(error)) from error

    def beside(self, path: str, reference: str) -> bytes | None:
        """The file that is referred to from the file at `path`; None when it is none of the package."""
        wanted = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(reference)))
        return self.read(wanted)

    def resources(self) -> Iterator[Resource]:
        """Its items by the manifest, or, without one, every XML file."""
        manifest = self.read(MANIFEST)
        if manifest is None:
            for path in sorted(self._paths):
                if path.lower().endswith(".xml"):
                    yield Resource(path)
            return
        for resource in xml.below(xml.parsed(manifest), "resource"):
            said = xml.attributes_of(resource)
            if said.get("type", "").startswith("imsqti_item"):
                path = posixpath.normpath(unquote(said.get("href", "")))
                yield Resource(path, said.get("identifier", ""), _category(resource), _tags(resource))


def _check(entries: Sequence[Entry]) -> None:
    seen: set[str] = set()
    for entry in entries:
        key = paths.key(entry.path)
        fault = paths.fault(entry.path) or paths.excess(entry.path, LIMITS)
        if stat.S_ISLNK(entry.mode):
            fault = "is a link"
        elif entry.flags & _ENCRYPTED:
            fault = "is encrypted"
        elif key in seen:
            fault = "is there twice"
        elif entry.size > max(LIMITS.ratio_from_bytes, LIMITS.ratio * entry.packed):
            fault = "is packed suspiciously small"
        if fault:
            raise _broken(f"{entry.path[:80]} {fault}")
        seen.add(key)
    if sum(entry.size for entry in entries) > LIMITS.total_bytes:
        raise _broken("its files are too large together")


def _broken(problem: str) -> Refusal:
    detail = _("The package is not sound or not safe: %(problem)s.") % {"problem": problem.rstrip(".")}
    return Refusal("broken_package", detail, status=400)


def _category(resource: Element) -> tuple[tuple[str, str], ...]:
    found = []
    for taxon in xml.below(resource, "taxon"):
        said = {xml.attributes_of(one).get("language", "")[:2]: xml.said(one) for one in xml.below(taxon, "string")}
        thai, english = said.get("th", ""), said.get("en", "")
        other = next(iter(said.values()), "")
        if other:
            found.append(((thai or english or other)[:200], (english or thai or other)[:200]))
    return tuple(found)


def _tags(resource: Element) -> tuple[str, ...]:
    return tuple(filter(None, (xml.said(keyword) for keyword in xml.below(resource, "keyword"))))


@dataclass(frozen=True, slots=True)
class Part:
    """An item to be written: its XML and its pictures by path."""

    resource: Resource
    document: str
    files: Sequence[tuple[str, bytes]] = ()


def written(parts: Sequence[Part]) -> bytes:
    """The package, the same bytes for the same parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        files = {path: data for part in parts for path, data in part.files}
        documents = {part.resource.path: part.document.encode() for part in parts}
        for path, data in {MANIFEST: _manifest(parts).encode(), **documents, **files}.items():
            entry = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return out.getvalue()


def _manifest(parts: Sequence[Part]) -> str:
    rows = "\n".join(_resource(part) for part in parts)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<manifest xmlns="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1" identifier="questions">\n'
        "<metadata><schema>QTI Package</schema><schemaversion>3.0.0</schemaversion></metadata>\n"
        f"<organizations/>\n<resources>\n{rows}\n</resources>\n</manifest>\n"
    )


def _resource(part: Part) -> str:
    name, path = xml.escaped(part.resource.identifier), xml.escaped(part.resource.path)
    files = "".join(f'<file href="{xml.escaped(file)}"/>' for file, _data in part.files)
    return (
        f'<resource identifier="{name}" type="imsqti_item_xmlv3p0" href="{path}">{_metadata(part.resource)}'
        f'<file href="{path}"/>{files}</resource>'
    )


def _metadata(resource: Resource) -> str:
    taxa = "".join(
        f'<taxon><entry><string language="th">{xml.escaped(thai)}</string>'
        f'<string language="en">{xml.escaped(english)}</string></entry></taxon>'
        for thai, english in resource.category
    )
    words = "".join(f"<keyword><string>{xml.escaped(tag)}</string></keyword>" for tag in resource.tags)
    general = f"<general>{words}</general>" if words else ""
    classes = f"<classification><taxonPath>{taxa}</taxonPath></classification>" if taxa else ""
    if not general and not classes:
        return ""
    return f'<metadata><lom xmlns="http://ltsc.ieee.org/xsd/LOM">{general}{classes}</lom></metadata>'
