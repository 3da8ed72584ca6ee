"""The blocks that a lesson is made of."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.blocks.interactive import Interactive
from courses.blocks.media import Attachment, Figure, Picture, Video
from courses.blocks.table import Table
from courses.blocks.text import Accordion, Callout, Code, Heading, KeyPoints, Quote, Reflection, Text


class LessonBody(blocks.StreamBlock):
    """What an instructor may put into a lesson, in any order."""

    text = Text(group=_("Text blocks"))
    heading = Heading(group=_("Text blocks"))
    key_points = KeyPoints(group=_("Text blocks"))
    callout = Callout(group=_("Text blocks"))
    quote = Quote(group=_("Text blocks"))
    accordion = Accordion(group=_("Text blocks"))
    reflection = Reflection(group=_("Text blocks"))
    image = Picture(group=_("Pictures, video and files"))
    figure = Figure(group=_("Pictures, video and files"))
    video = Video(group=_("Pictures, video and files"))
    document = Attachment(group=_("Pictures, video and files"))
    table = Table(group=_("Tables and code"))
    code = Code(group=_("Tables and code"))
    interactive = Interactive(group=_("Interactive"))
