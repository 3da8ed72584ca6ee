"""Questions keep their words as the search of Thai writes them."""

from django.db import migrations

from assessments import richtext
from courses import wording


def write_again(apps, schema_editor):
    for question in apps.get_model("assessments", "Question").objects.select_related("current").iterator():
        content = question.current.content if question.current else {}
        texts = [content.get("stem", {}), *(choice["text"] for choice in content.get("choices", ()))]
        plain = "\n".join(richtext.plain(said) for text in texts for said in text.values() if said)
        question.words = f" {wording.encoded(plain)}"
        question.save(update_fields=["words"])


class Migration(migrations.Migration):
    dependencies = [("assessments", "0002_roles")]
    operations = [migrations.RunPython(write_again, migrations.RunPython.noop)]
