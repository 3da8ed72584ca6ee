"""The images that versions show, from what they say; assessments.authoring writes it down for new ones."""

import json
import re

from django.conf import settings
from django.db import migrations


def find(apps, schema_editor):
    image_model = apps.get_model("wagtailimages", "Image")
    rendition_model = apps.get_model("wagtailimages", "Rendition")
    row = apps.get_model("assessments", "QuestionImage")
    source = re.compile(rf'src=\\"{re.escape(settings.MEDIA_URL)}([^"\\]+)\\"')
    for version in apps.get_model("assessments", "QuestionVersion").objects.order_by("pk").iterator(chunk_size=500):
        stored = set(source.findall(json.dumps(version.content, ensure_ascii=False)))
        used = set(rendition_model.objects.filter(file__in=stored).values_list("image", flat=True)) if stored else set()
        if version.kind == "hotspot" and str(version.content.get("image", "")).isdecimal():
            used.add(int(version.content["image"]))
        there = image_model.objects.filter(pk__in=used).values_list("pk", flat=True) if used else ()
        row.objects.bulk_create(row(version=version, image_id=image) for image in there)


class Migration(migrations.Migration):
    dependencies = [("assessments", "0012_overrides_and_tags")]

    operations = [migrations.RunPython(find, migrations.RunPython.noop)]
