"""The two home pages, each other's translation, with their plain pages; the site stands on the Thai one."""

import re
import uuid
from urllib.parse import urlsplit

from django.conf import settings
from django.db import migrations
from django.utils import timezone

from academy.people.roles import Role, grant
from academy.site.migrations._first_pages import HOME, PLAIN

STEP = 4  # digits of one level of treebeard's paths


def make_pages(apps, schema_editor):
    pages = apps.get_model(*settings.WAGTAIL_PAGE_MODEL.split(".")).objects
    locales = apps.get_model("wagtailcore", "Locale").objects
    root = pages.get(depth=1)
    thai = None
    keys = {slug: uuid.uuid4() for slug in ("home", *PLAIN)}
    for language in ("th", "en"):
        locale, _made = locales.get_or_create(language_code=language)
        home = add(
            apps,
            "HomePage",
            root,
            locale,
            keys["home"],
            slug=f"home-{language}",
            body="",
            **HOME[language],
        )
        thai = thai or home
        for slug, words in PLAIN.items():
            title, body = words[language]
            add(
                apps,
                "PlainPage",
                home,
                locale,
                keys[slug],
                slug=slug,
                title=title,
                body=one_line(body),
                show_in_menus=True,
            )
    apps.get_model("wagtailcore", "Site").objects.update_or_create(
        is_default_site=True, defaults={"root_page_id": thai.pk, "site_name": settings.WAGTAIL_SITE_NAME, **origin()}
    )
    pages.filter(depth=2, slug="home", title__startswith="Welcome to").delete()
    pages.filter(pk=root.pk).update(numchild=pages.filter(depth=2).count())


def add(apps, model, parent, locale, key, *, title, slug, **fields):
    """A published page below its parent, last of its children: what treebeard's add_child does, for historical models."""
    pages = apps.get_model(*settings.WAGTAIL_PAGE_MODEL.split(".")).objects
    content_types = apps.get_model("contenttypes", "ContentType").objects
    content_type, _made = content_types.get_or_create(app_label="site", model=model.lower())
    last = pages.filter(depth=parent.depth + 1, path__startswith=parent.path).order_by("-path").first()
    place = int(last.path[-STEP:], 36) + 1 if last else 1
    if place > 9:
        raise ValueError("These pages come first; there is no tree of ten siblings yet.")
    now = timezone.now()
    page = apps.get_model("site", model).objects.create(
        title=title,
        draft_title=title,
        slug=slug,
        url_path=f"{parent.url_path}{slug}/",
        path=f"{parent.path}{place:0{STEP}d}",
        depth=parent.depth + 1,
        numchild=0,
        content_type=content_type,
        locale=locale,
        translation_key=key,
        live=True,
        has_unpublished_changes=False,
        first_published_at=now,
        last_published_at=now,
        **fields,
    )
    parent.numchild += 1
    pages.filter(pk=parent.pk).update(numchild=parent.numchild)
    return page


def origin():
    """The host and port of the site, from the address that readers use."""
    parts = urlsplit(settings.PUBLIC_ORIGIN)
    return {"hostname": parts.hostname, "port": parts.port or (443 if parts.scheme == "https" else 80)}


def one_line(html):
    """Without the line breaks of the source: between Thai words a line break would show as a space."""
    return re.sub(r">\s+<(?=/?(?:p|h2|ul|li)\b)", "><", re.sub(r"\s*\n\s*", " ", html)).strip()


def grant_contact(apps, schema_editor):
    grant(apps, Role.ADMINISTRATOR, ["site.change_contact"])


class Migration(migrations.Migration):
    dependencies = [
        ("site", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
        ("people", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [
        migrations.RunPython(make_pages, migrations.RunPython.noop),
        migrations.RunPython(grant_contact, migrations.RunPython.noop),
    ]
