"""The blocks that a lesson is made of."""

from wagtail import blocks


class LessonBody(blocks.StreamBlock):
    """What an instructor may put into a lesson, in any order."""

    text = blocks.RichTextBlock()
