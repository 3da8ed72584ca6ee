"""What is wrong with a package, said to the person who uploads it."""

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from h5p import Problem

SENTENCES = {
    "missing-h5p-extension": _("The file's name must end in .h5p."),
    "unable-to-unzip": _("The file is damaged, or no H5P package."),
    "file-size-too-large": _("A file in the package is too large."),
    "total-size-too-large": _("The package is too large."),
    "not-in-whitelist": _("Files of this type are not allowed."),
    "invalid-content-folder": _("The package has no content."),
    "invalid-h5p-json-file": _("The description of the package (h5p.json) cannot be read."),
    "unable-to-read-package-file": _("A file in the package cannot be read."),
    "unable-to-parse-package": _("A file in the package cannot be understood."),
    "missing-required-property": _("Something that is required is missing."),
    "illegal-option-in-library": _("This value is not allowed here."),
    "invalid-library-name": _("A library has a name that is not allowed."),
    "invalid-library-json-file": _("The description of a library (library.json) is wrong."),
    "invalid-semantics-json-file": _("The fields of a library (semantics.json) cannot be read."),
    "invalid-language-file": _("A translation in a library is wrong."),
    "library-directory-name-mismatch": _("A library lies in a folder of another name."),
    "library-missing-file": _("A library lacks one of its files."),
    "api-version-unsupported": _("A library asks for a newer player than this academy has."),
    "missing-main-library": _("The package does not say which content type plays it."),
    "missing-required-library": _("This library is not installed. Ask an administrator to install it."),
    "missing-library-dependency": _("This library is not installed. Ask an administrator to install it."),
    "save-content-failed": _("The files could not be saved. Try again, or tell an administrator."),
    "failed-creating-export-file": _("The package could not be made."),
    "upload-malware-found": _("The package holds a file that may do harm."),
    "library-used": _("The library is in use and cannot be deleted."),
    "invalid-property": _("A value is of the wrong kind or length."),
    "illegal-path": _("A file has a path that leads outside the package."),
    "illegal-entry-type": _("The package holds a link or a device in place of a file."),
    "duplicate-entry": _("Two files in the package have the same name."),
    "encrypted-entry": _("The package is protected by a password."),
    "unsupported-compression": _("The package is compressed in a way that is not allowed."),
    "suspicious-compression-ratio": _("A file in the package is compressed too much to be honest."),
    "too-many-entries": _("The package holds too many files."),
    "invalid-content-json": _("The content of the package (content.json) cannot be read."),
    "main-library-not-in-dependencies": _("The package does not list the content type that plays it."),
    "main-library-not-runnable": _("The package names a library that cannot be played on its own."),
}


def sentence(problem: Problem) -> str:
    """The problem in the reader's language, with the file and, in English, the numbers that explain it."""
    said = str(SENTENCES[problem.id])
    library = problem.values.get("library")
    if library:
        said = gettext("%(library)s: %(problem)s") % {"library": library, "problem": said}
    if problem.path:
        said = gettext("%(problem)s (in %(path)s)") % {"problem": said, "path": problem.path}
    return f"{said} {problem.detail}." if get_language() == "en" else said
