"""How to reach the academy: shown at the foot of every page, so that no notice has to repeat it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


@register_setting(icon="mail")
class Contact(BaseGenericSetting):
    """How to reach the academy and its data protection officer. Empty until an administrator fills it in."""

    address_th = models.TextField(_("address in Thai"), blank=True)
    address_en = models.TextField(_("address in English"), blank=True)
    telephone = models.CharField(_("telephone"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    protection_email = models.EmailField(
        _("e-mail address of the data protection officer"),
        blank=True,
        help_text=_("The Personal Data Protection Act, section 23, asks for it."),
    )

    panels: ClassVar[list[object]] = [
        FieldPanel(name) for name in ("address_th", "address_en", "telephone", "email", "protection_email")
    ]

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")

    @property
    def address(self) -> str:
        """The address in the language of the moment, or in the other where that one is empty."""
        first, second = self.address_th, self.address_en
        return str((second or first) if get_language() == "en" else (first or second))
