"""Interactive contents and their libraries in the CMS."""

from typing import Any, ClassVar

from django import forms
from django.db import transaction
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn, UserColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.log_actions import log

from courses.h5p import deleting, installing, uploading, wording
from courses.models import H5PContent, H5PInstallation, H5PLibrary
from h5p import H5PError
from h5p.store.port import Change


class PackageForm(WagtailAdminModelForm):
    """A form with a package, which is required unless there is one."""

    package = forms.FileField(label=_("H5P package"), widget=forms.FileInput(attrs={"accept": ".h5p"}))


class ContentForm(PackageForm):
    """The title, which lessons and choosers show, and another package to replace this one."""

    class Meta:
        model = H5PContent
        fields = ("title",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False
        self.fields["title"].help_text = _("Empty: the title in the package.")
        if self.instance.pk:
            self.fields["package"].required = False
            self.fields["package"].label = _("Replace it with another package")
            self.fields["package"].help_text = _(
                "Lessons show the new version at once. Attempts that were begun keep the old one."
            )


class LibraryForm(WagtailAdminModelForm):
    """How a library may be used."""

    class Meta:
        model = H5PLibrary
        fields = ("restricted", "enabled")


class InstallForm(PackageForm):
    """A package with libraries to install."""

    class Meta:
        model = H5PLibrary
        fields: ClassVar[tuple[str, ...]] = ()


class TakesPackage:
    """Shows why a package was refused beside its field. The deeds open their own, short transactions."""

    def form_valid(self: Any, form: Any) -> Any:
        """Save, or say every problem."""
        self.form = form
        try:
            self.object = self.save_instance()
        except H5PError as refused:
            for problem in refused.problems:
                form.add_error("package", wording.sentence(problem))
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)
        return self.save_action()


class UploadView(TakesPackage, generic.CreateView):
    """A new content."""

    def save_instance(self) -> H5PContent:
        """Hand the package to the deed, and log it."""
        data = self.form.cleaned_data
        version = uploading.upload(data["package"], filename=data["package"].name, by=self.request.user)
        return _titled(version.content, data["title"], "wagtail.create", self.request.user)


class ReplaceView(TakesPackage, generic.EditView):
    """The content as learners see it, what it is, where it is used; and another version of it."""

    template_name = "courses/h5p/content.html"

    def save_instance(self) -> H5PContent:
        """Hand a new package to the deed, and log it."""
        data = self.form.cleaned_data
        content = H5PContent.objects.get(pk=self.object.pk)
        if data["package"]:
            uploading.upload(data["package"], filename=data["package"].name, by=self.request.user, content=content)
        return _titled(content, data["title"], "wagtail.edit", self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With its versions and what its package says of licence and authors."""
        versions = self.object.versions.select_related("library", "uploaded_by")
        return {**super().get_context_data(**kwargs), "versions": versions, "current": self.object.current}


class DeleteContentView(generic.DeleteView):
    """Deletes a content that no lesson shows and nobody has tried."""

    def form_valid(self, form: Any) -> Any:
        """Delete, or say that it is needed."""
        if deleting.is_needed(self.object):
            form.add_error(None, _("Lessons show this content, or learners have tried it: it cannot be deleted."))
            return self.form_invalid(form)
        return super().form_valid(form)

    def delete_action(self) -> None:
        """Hand it to the deed, and log it."""
        with transaction.atomic():
            log(instance=self.object, action="wagtail.delete", user=self.request.user)
            deleting.delete(self.object)


class ContentViewSet(ModelViewSet):
    """Interactive contents."""

    model = H5PContent
    icon = "h5p"
    menu_label = _("Contents")
    name = "h5p_contents"
    add_view_class = UploadView
    edit_view_class = ReplaceView
    delete_view_class = DeleteContentView
    copy_view_enabled = False
    edit_template_name = "courses/h5p/content.html"
    list_display: ClassVar[list[Any]] = [
        TitleColumn("title", label=_("Title"), url_name="h5p_contents:edit"),
        Column("current.library", label=_("Type of content")),
        DateColumn("current.uploaded_at", label=_("Uploaded")),
        UserColumn("created_by", label=_("By"), blank_display_name=""),
    ]
    search_fields: ClassVar[list[str]] = ["title"]
    search_backend_name = None

    def get_form_class(self, for_update: bool = False) -> type[ContentForm]:
        """Ours, with the package."""
        return ContentForm


class LibraryIndexView(generic.IndexView):
    """The list of libraries."""

    add_item_label = _("Install or upgrade")


class InstallView(TakesPackage, generic.CreateView):
    """Installs the libraries of a package."""

    page_title = _("Install or upgrade")

    def save_instance(self) -> Any:
        """Hand the package to the deed; what it did is said with every old and new version."""
        package = self.form.cleaned_data["package"]
        self.done = installing.install(package, filename=package.name, by=self.request.user)
        return self.form.instance

    def get_success_buttons(self) -> list[Any]:
        """None: there may be many."""
        return []

    def get_success_message(self, instance: Any) -> str:
        """What was installed, upgraded and left as it was."""
        changed = [one for one in self.done if one.change is not Change.KEPT]
        if not changed:
            return gettext("Nothing was installed: the libraries here are the same or newer.")
        names = ", ".join(f"{one.name}.{one.new_patch}" for one in changed)
        return ngettext(
            "%(count)s library was installed or upgraded: %(names)s",
            "%(count)s libraries were installed or upgraded: %(names)s",
            len(changed),
        ) % {"count": len(changed), "names": names}


class DeleteLibraryView(generic.DeleteView):
    """Deletes a library that nothing needs."""

    def form_valid(self, form: Any) -> Any:
        """Delete, or say who needs it."""
        try:
            return super().form_valid(form)
        except H5PError as refused:
            for problem in refused.problems:
                form.add_error(None, wording.sentence(problem))
            return self.form_invalid(form)

    def delete_action(self) -> None:
        """Hand it to the deed."""
        installing.delete(self.object.name, by=self.request.user)


class LibraryViewSet(ModelViewSet):
    """Installed libraries."""

    model = H5PLibrary
    icon = "cogs"
    menu_label = _("Types and libraries")
    name = "h5p_libraries"
    index_view_class = LibraryIndexView
    add_view_class = InstallView
    delete_view_class = DeleteLibraryView
    copy_view_enabled = False
    list_display: ClassVar[list[Any]] = [
        TitleColumn("title", label=_("Title"), url_name="h5p_libraries:edit"),
        Column("name", label=_("Name")),
        Column("patch", label=_("Patch")),
        BooleanColumn("runnable", label=_("Type of content")),
        BooleanColumn("restricted", label=_("Restricted")),
        BooleanColumn("enabled", label=_("May be used")),
        Column("tree_hash", label=_("Hash of the files"), accessor=lambda row: row.tree_hash[:12]),
    ]
    list_filter: ClassVar[list[str]] = ["runnable", "restricted", "enabled"]
    search_fields: ClassVar[list[str]] = ["title", "machine_name"]
    search_backend_name = None

    def get_form_class(self, for_update: bool = False) -> type[WagtailAdminModelForm]:
        """Switches for one that is there, a package for new ones."""
        return LibraryForm if for_update else InstallForm


class InstallationViewSet(ModelViewSet):
    """Who installed what: read only."""

    model = H5PInstallation
    icon = "history"
    menu_label = _("Installations")
    name = "h5p_installations"
    form_fields: ClassVar[list[str]] = []
    copy_view_enabled = False
    list_display: ClassVar[list[Any]] = [
        Column("library", label=_("Library")),
        Column("get_change_display", label=_("What was done")),
        Column("old_patch", label=_("Old patch")),
        Column("new_patch", label=_("New patch")),
        Column("tree_hash", label=_("Hash of the files"), accessor=lambda row: row.tree_hash[:12]),
        DateColumn("at", label=_("When")),
        UserColumn("by", label=_("By"), blank_display_name=""),
    ]


class InteractiveGroup(ModelViewSetGroup):
    """The menu."""

    menu_label = _("Interactive content")
    menu_icon = "h5p"
    menu_order = 260
    items = (ContentViewSet, LibraryViewSet, InstallationViewSet)


def _titled(content: H5PContent, title: str, action: str, by: Any) -> H5PContent:
    if title and title != content.title:
        content.title = title
        content.save(update_fields=["title"])
    log(instance=content, action=action, user=by, content_changed=True)
    return content
