"""CMS views of packages, where the academy's rights are narrower than theirs."""

from typing import Any

from wagtail_localize.views.update_translations import UpdateTranslationsForm, UpdateTranslationsView


class UpdateForm(UpdateTranslationsForm):
    """Brings translations up to date. What is published goes through review, so it cannot be asked for here."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["publish_translations"]

    def clean(self) -> dict[str, Any]:
        return {**(super().clean() or {}), "publish_translations": False}


class UpdateTranslations(UpdateTranslationsView):
    """wagtail-localize's view, which would publish for whoever may submit a translation."""

    def get_form(self) -> UpdateForm:
        return UpdateForm(self.request.POST) if self.request.method == "POST" else UpdateForm()
