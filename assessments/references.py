"""What Wagtail's index of references follows, so that its screens say what uses an image and do not delete it."""

from wagtail.models import ReferenceIndex

from assessments.models import QuestionImage

ReferenceIndex.register_model(QuestionImage)
