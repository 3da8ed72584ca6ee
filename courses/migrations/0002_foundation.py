"""The catalogue of each language, each other's translation; and the way that what is written below them is reviewed."""

import uuid

from django.conf import settings
from django.db import migrations
from django.utils import timezone

from academy.people.roles import Role

CATALOGUES = {
    "th": ("หลักสูตร", "เลือกเรียนตามทักษะที่ต้องใช้ ทุกหลักสูตรเรียนออนไลน์ได้ทุกเวลา และเรียนจบแล้วได้รับประกาศนียบัตร"),
    "en": (
        "Courses",
        "Choose by the skill you need. Every course is online, at any time, and ends with a certificate.",
    ),
}
STEP = 4  # digits of one level of treebeard's paths, in base 36
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def make_catalogues(apps, schema_editor):
    HomePage = apps.get_model("site", "HomePage")
    key = uuid.uuid4()
    for home in HomePage.objects.select_related("locale").order_by("path"):
        if home.locale.language_code in CATALOGUES:
            add(apps, home, key)


def add(apps, home, key):
    """A published catalogue below `home`, last of its children: treebeard's add_child, for historical models."""
    pages = apps.get_model(*settings.WAGTAIL_PAGE_MODEL.split("."))
    ContentType = apps.get_model("contenttypes", "ContentType")
    content_type, _made = ContentType.objects.get_or_create(app_label="courses", model="cataloguepage")
    last = pages.objects.filter(depth=home.depth + 1, path__startswith=home.path).order_by("-path").first()
    title, introduction = CATALOGUES[home.locale.language_code]
    now = timezone.now()
    apps.get_model("courses", "CataloguePage").objects.create(
        title=title,
        draft_title=title,
        introduction=introduction,
        slug="courses",
        url_path=f"{home.url_path}courses/",
        path=home.path + (after(last.path[-STEP:]) if last else "1".rjust(STEP, "0")),
        depth=home.depth + 1,
        numchild=0,
        content_type=content_type,
        locale=home.locale,
        translation_key=key,
        live=True,
        has_unpublished_changes=False,
        show_in_menus=True,
        first_published_at=now,
        last_published_at=now,
    )
    pages.objects.filter(pk=home.pk).update(numchild=home.numchild + 1)


def after(step):
    """The next step among siblings."""
    number, digits = int(step, 36) + 1, ""
    while number:
        number, digit = divmod(number, 36)
        digits = DIGITS[digit] + digits
    return digits.rjust(STEP, "0")


def make_workflow(apps, schema_editor):
    """Whoever writes submits; a reviewer or administrator approves, and approving publishes."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Group = apps.get_model("auth", "Group")
    content_type, _made = ContentType.objects.get_or_create(app_label="wagtailcore", model="groupapprovaltask")
    task = apps.get_model("wagtailcore", "GroupApprovalTask").objects.create(
        name="Review / ตรวจทานเนื้อหา", content_type=content_type, active=True
    )
    reviewers = [Group.objects.get_or_create(name=role.value)[0] for role in (Role.REVIEWER, Role.ADMINISTRATOR)]
    task.groups.set(reviewers)
    workflow = apps.get_model("wagtailcore", "Workflow").objects.create(
        name="Course review / ตรวจทานหลักสูตร", active=True
    )
    apps.get_model("wagtailcore", "WorkflowTask").objects.create(workflow=workflow, task_id=task.pk, sort_order=0)
    WorkflowPage = apps.get_model("wagtailcore", "WorkflowPage")
    for page in apps.get_model("courses", "CataloguePage").objects.all():
        WorkflowPage.objects.create(workflow=workflow, page_id=page.pk)


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0001_initial"),
        ("site", "0002_home"),
        ("people", "0002_roles"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
    ]
    operations = [
        migrations.RunPython(make_catalogues, migrations.RunPython.noop),
        migrations.RunPython(make_workflow, migrations.RunPython.noop),
    ]
