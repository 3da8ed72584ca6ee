"""Who issues: the academy's name, and the officer whose name and seal stand on certificates from now on."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


@register_setting(icon="certificate")
class Issuer(BaseGenericSetting):
    """Copied into each certificate's facts when it is issued; a change touches none that is out."""

    name_th = models.CharField(_("issuer, in Thai"), max_length=200, default="สถาบันพัฒนาบุคลากรด้านดิจิทัลภาครัฐ")
    name_en = models.CharField(_("issuer, in English"), max_length=200, default="Digital Government Academy")
    signatory_name_th = models.CharField(_("signing officer, in Thai"), max_length=200, blank=True)
    signatory_name_en = models.CharField(_("signing officer, in English"), max_length=200, blank=True)
    signatory_position_th = models.CharField(_("position, in Thai"), max_length=200, blank=True)
    signatory_position_en = models.CharField(_("position, in English"), max_length=200, blank=True)
    design = models.ForeignKey(
        "certificates.Design",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"state": "ready"},
        verbose_name=_("design of certificates"),
        help_text=_("For courses that choose none. Empty: the design that the academy came with."),
    )

    panels: ClassVar[list[object]] = [
        MultiFieldPanel([FieldPanel("name_th"), FieldPanel("name_en")], _("issuer")),
        MultiFieldPanel(
            [
                FieldPanel("signatory_name_th"),
                FieldPanel("signatory_position_th"),
                FieldPanel("signatory_name_en"),
                FieldPanel("signatory_position_en"),
            ],
            _("signing officer"),
        ),
        FieldPanel("design"),
    ]

    class Meta:
        verbose_name = _("issuer of certificates")
