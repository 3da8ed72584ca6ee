"""Names of holders as the register seeks them; and PostgreSQL guards the book of acts by itself.

On SQLite no trigger does: emptying a table there is deleting its rows, which tests and `flush` must be able to.
"""

from typing import Any

from django.db import migrations

from certificates.finding import plain

GUARD = """
CREATE FUNCTION certificates_act_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'Acts are never changed or deleted.'; END $$;
CREATE TRIGGER certificates_act_is_kept BEFORE UPDATE OR DELETE ON certificates_act
FOR EACH ROW EXECUTE FUNCTION certificates_act_is_kept();
"""
UNGUARD = """
DROP TRIGGER certificates_act_is_kept ON certificates_act;
DROP FUNCTION certificates_act_is_kept();
"""


def words(apps: Any, _editor: Any) -> None:
    certificates = apps.get_model("certificates", "Certificate").objects
    batch = []
    for one in certificates.only("pk", "facts_json").iterator(chunk_size=500):
        holder = one.facts_json["holder"]
        one.words = plain(f"{holder['th']} {holder['en']}")
        batch.append(one)
        if len(batch) == 500:
            certificates.bulk_update(batch, ["words"])
            batch = []
    certificates.bulk_update(batch, ["words"])


def guard(_apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(GUARD)


def unguard(_apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(UNGUARD)


class Migration(migrations.Migration):
    dependencies = [("certificates", "0004_life")]
    operations = [
        migrations.RunPython(words, migrations.RunPython.noop),
        migrations.RunPython(guard, unguard),
    ]
