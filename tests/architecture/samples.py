"""One academy with one of everything: the people of each role, and objects that addresses can name."""

from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.files.storage import default_storage
from django.core.mail import EmailMessage
from django.utils import timezone
from PIL import Image as Drawing
from wagtail.admin.models import EditingSession
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    GroupApprovalTask,
    Locale,
    Page,
    PageViewRestriction,
    Revision,
    Site,
    TaskState,
    UploadedFile,
    Workflow,
    WorkflowState,
)
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from academy.api import registering
from academy.people.mail import FileBackend
from academy.people.models import Person
from academy.people.roles import Role
from academy.site.models import Contact, HomePage, PlainPage
from academy.site.probing import beat
from assessments import attaching, attempting, conditioning
from assessments.models import Category, MarkingTask, Override, Question, QuizPage
from assessments.regrading import deciding
from certificates import issuing
from certificates.bulk import bundling, ordering
from certificates.credentials.sharing import share
from certificates.facts import Facts, Said
from certificates.models import Certificate, Issuer
from certificates.storage import storing
from courses import enrolling, gathering
from courses.h5p.playing import begin
from courses.models import (
    CertificateRequest,
    Cohort,
    CoursePage,
    Enrolment,
    H5PInstallation,
    H5PLibrary,
    LessonPage,
    ModulePage,
    Release,
)
from courses.placing import place_by_key, place_of
from tests.factories import assessments, designs, h5p
from tests.factories.assessments import answer_all, bank, quiz, started
from tests.factories.courses import course_tree, publish, released
from tests.factories.people import PersonFactory, agency, person_in

ROLES = ("anonymous", "learner", "other", "instructor", "reviewer", "officer", "manager", "administrator")


@dataclass
class Samples:
    """`people` by role (None for nobody signed in); `names` is what an address or a body may name in braces."""

    people: dict[str, Person | None] = field(default_factory=dict)
    names: dict[str, Any] = field(default_factory=dict)


def make() -> Samples:
    """Everything, in the caller's transaction."""
    made = Samples()
    _people(made)
    course = _course(made)
    _learning(made)
    _desk(made)
    _interactive(made, course)
    _cms(made, course)
    _letter(made)
    beat()
    return made


def _people(made: Samples) -> None:
    ministry = agency("Ministry", kind="ministry")
    department = agency("Department", ministry)
    elsewhere = agency("Elsewhere", kind="ministry")
    made.people = {
        "anonymous": None,
        "learner": PersonFactory.create(email="learner@agency.example", agency=department),
        "other": PersonFactory.create(email="other@agency.example", agency=elsewhere),
        "instructor": person_in(Role.INSTRUCTOR, email="instructor@agency.example"),
        "reviewer": person_in(Role.REVIEWER, email="reviewer@agency.example"),
        "officer": person_in(Role.OFFICER, email="officer@agency.example"),
        "manager": person_in(Role.MANAGER, email="manager@agency.example", agency=ministry),
        "administrator": person_in(Role.ADMINISTRATOR, email="administrator@agency.example"),
    }
    for person in made.people.values():
        if person:
            person.set_password("correct horse battery")
            person.save()
            EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    # Somebody of another agency, whom the manager may not see; and one who may do everything.
    stranger = PersonFactory.create(email="stranger@agency.example", agency=elsewhere)
    root = PersonFactory.create(email="root@agency.example", is_superuser=True)
    made.names |= {
        "learner": made.people["learner"].pk,  # type: ignore[union-attr]  # not the anonymous one
        "stranger": stranger.pk,
        "superuser": root.pk,
        "agency": department.pk,
        "leaf_agency": agency("Leaf", elsewhere).pk,
        "group": Group.objects.get(name=Role.INSTRUCTOR.value).pk,
    }


def _course(made: Samples) -> CoursePage:
    course = course_tree("big-data", modules=2, lessons=2)
    CoursePage.objects.filter(translation_key=course.translation_key).update(owner=made.people["instructor"])
    test = quiz(course, bank(8))
    essays = quiz(course, bank(1, of=["essay"]), draw=1, slug="essays")
    papers = quiz(course, bank(1, of=["upload"]), draw=1, slug="papers")
    release = released(course)
    other = course_tree("open-data", modules=1, lessons=1)
    released(other)
    lessons = [unit for unit in release.outline.units if unit.kind == "lesson"]
    made.names |= {
        "course": "big-data",
        "open": "open-data",
        "lesson": lessons[0].slug,
        "quiz": test.slug,
        "quiz_key": test.translation_key,
        "essays": essays.translation_key,
        "papers": papers.translation_key,
        "release": release.pk,
    }
    return course


def _learning(made: Samples) -> None:
    release = Release.objects.get(pk=made.names["release"])
    learner, at = made.people["learner"], timezone.now()
    assert learner is not None
    enrolment = enrolling.enrol(learner, release.course, by=learner, at=at)
    stranger = Person.objects.get(pk=made.names["stranger"])
    strange = enrolling.enrol(stranger, release.course, by=stranger, at=at)
    place = place_by_key(learner, made.names["quiz_key"])
    closed = started(place, at)
    answer_all(place, closed, at, rightly=False)
    attempting.submit(learner, closed.public_id, at)
    going = started(place_by_key(learner, made.names["quiz_key"]), at)
    written = started(place_by_key(learner, made.names["essays"]), at)
    attempting.save(learner, written.public_id, [attempting.Given(1, "ข้อความ", 1)], at)
    attempting.submit(learner, written.public_id, at)
    handing = started(place_by_key(learner, made.names["papers"]), at)
    paper = attaching.attach(learner, handing.public_id, 1, ContentFile(b"%PDF-1.7", "paper.pdf"), at)
    handed = started(place_by_key(stranger, made.names["papers"]), at)
    theirs = attaching.attach(stranger, handed.public_id, 1, ContentFile(b"%PDF-1.7", "paper.pdf"), at)
    attempting.submit(stranger, handed.public_id, at)
    asked = list(closed.questions.select_related("version__question").order_by("position"))
    administrator = made.people["administrator"]
    assert administrator is not None
    proposed = deciding.proposed(closed.unit_key, asked[1].version, "full")
    regrade = deciding.decide(proposed, by=administrator, reason="sample", at=at)
    override = Override(
        conditions=conditioning.conditions_of(place.unit.key), person=stranger, minutes=60, reason="ill"
    )
    conditioning.keep_override(override, by=learner, at=at)
    certificate = issuing.issue(_facts(), person=learner, subject=f"course:{release.course.key}", cycle=1, at=at)
    content = b"%PDF-1.7 sample"
    Certificate.objects.filter(pk=certificate.pk).update(
        state=Certificate.State.READY, sha256=storing.store(content), size=len(content), look_again_at=None
    )
    credential = share(certificate, at=at)
    hidden = issuing.issue(_facts(), person=stranger, subject=f"course:{release.course.key}", cycle=1, at=at)
    Certificate.objects.filter(pk=hidden.pk).update(state=Certificate.State.READY, look_again_at=None)
    application, _secret = registering.register(
        "Sample", by=administrator, scopes=["results:read"], addresses=["https://sample.example/"]
    )
    made.names |= {
        "achievement": credential.achievement.key,
        "strange_code": hidden.code,
        "enrolment": enrolment.pk,
        "strange_enrolment": strange.pk,
        "attempt": going.public_id,
        "answers": [{"question": 1, "sequence": 1, "answer": None}],
        "marked": closed.public_id,
        "answer_task": MarkingTask.objects.get(question__attempt=written).pk,
        "paper_task": MarkingTask.objects.get(question__attempt=handed).pk,
        "paper": paper.key,
        "their_paper": theirs.key,
        "handing": handing.public_id,
        "quiz_page": QuizPage.objects.filter(translation_key=made.names["quiz_key"]).order_by("pk")[0].pk,
        "asked_version": asked[0].version_id,
        "regrade": regrade.pk,
        "regrade_look": '{"policy": "full", "version": null}',
        "override": override.pk,
        "one": 1,
        "yes": True,
        "certificate": certificate.pk,
        "code": certificate.code,
        "application": application.pk,
        "client": application.client_id,
    }
    assert Enrolment.objects.get(pk=strange.pk).person == stranger


def _desk(made: Samples) -> None:
    """A run and a bundle that the officer asked for, a cohort, a request that another officer proposed, a design."""
    officer = made.people["officer"]
    assert officer
    who = {"by": officer, "origin": "", "at": timezone.now()}
    run = ordering.begin("certificates.suspend", [made.names["certificate"]], dry=False, reason="error", **who)
    bundle = ordering.bundle([made.names["certificate"]], **who)
    bundling.build(bundle.pk)
    strange = Enrolment.objects.get(pk=made.names["strange_enrolment"])
    cohort = gathering.keep(Cohort(course=strange.course, name_th="รุ่น 1", name_en="Cohort 1"))
    request = CertificateRequest.objects.create(
        enrolment=strange,
        made_at=timezone.now(),
        state=CertificateRequest.State.PROPOSED,
        proposed_by=Person.objects.get(pk=made.names["superuser"]),
    )
    design = designs.design(state="draft")
    made.names |= {"run": run.pk, "bundle": bundle.key, "cohort": cohort.pk, "request": request.pk}
    made.names |= {"design": design.pk, "design_picture": designs.picture("seal").pk}


def _interactive(made: Samples, course: CoursePage) -> None:
    """A content in a lesson, which the learner has opened; a library that nothing needs."""
    administrator, learner = made.people["administrator"], made.people["learner"]
    assert administrator
    assert learner
    h5p.installed(administrator)
    version = h5p.uploaded(administrator, "wrong-address-th")
    unused = h5p.uploaded(administrator, "requests-th")
    block = h5p.block(version)
    for lesson in LessonPage.objects.filter(slug=made.names["lesson"]):
        lesson.body = [*lesson.body.raw_data, block]
        lesson.save_revision().publish()
    sitting = begin(place_of(learner, "big-data", made.names["lesson"]), version.content.key, timezone.now())
    library = H5PLibrary.objects.get(machine_name="DGA.DecisionScenario")
    made.names |= {
        "h5p_content": version.content_id,
        "h5p_unused": unused.content_id,
        "h5p_key": version.content.key,
        "h5p_nonce": sitting.attempt.nonce,
        "h5p_library": library.pk,
        "h5p_folder": library.name.folder,
        "h5p_hash": library.tree_hash,
        "h5p_installation": H5PInstallation.objects.first().pk,  # type: ignore[union-attr]  # made just now
    }


def _facts() -> Facts:
    said = Said("ตัวอย่าง", "Sample")
    return Facts(said, said, "3", "80", "2026-11-22", "1", "server", said, ())


def _cms(made: Samples, course: CoursePage) -> None:
    home = HomePage.objects.get(locale__language_code="th")
    lesson = LessonPage.objects.descendant_of(course).first()
    assert lesson is not None
    lesson.title = "Changed"
    draft = lesson.save_revision()
    restricted = publish(home, PlainPage(title="Restricted", slug="restricted", body="<p>-</p>"))
    restriction = PageViewRestriction.objects.create(
        page=restricted, restriction_type=PageViewRestriction.PASSWORD, password="open"
    )
    question = Question.objects.order_by("pk")[0]
    unused = assessments.question(Category.objects.create(name_th="อื่น", name_en="Other"), name="ไม่เคยถาม")
    modules = list(ModulePage.objects.child_of(course).order_by("path"))
    alias = modules[1].get_children()[0].specific.create_alias(parent=modules[0], update_slug="alias")
    locked = modules[1].get_children()[1]
    locked.locked, locked.locked_by, locked.locked_at = True, made.people["administrator"], timezone.now()
    locked.save()
    session = EditingSession.objects.create(
        user=made.people["instructor"], content_object=lesson, last_seen_at=timezone.now()
    )
    made.names |= {
        "home": home.pk,
        "plain": PlainPage.objects.get(slug="about", locale=home.locale).pk,
        "catalogue": course.get_parent().pk,
        "page": course.pk,
        "lesson_page": lesson.pk,
        "lesson_parent": lesson.get_parent().pk,
        "revision": draft.pk,
        "first_revision": Revision.objects.filter(object_id=str(lesson.pk)).order_by("pk").first().pk,  # type: ignore[union-attr]
        "restricted": restricted.pk,
        "restriction": restriction.pk,
        "question": question.pk,
        "question_key": question.key,
        "unused_question": unused.pk,
        "other_parent": modules[1].pk,
        "alias": alias.pk,
        "locked": locked.pk,
        "session": session.pk,
        "category": question.category_id,
        "empty_category": Category.objects.create(name_th="ว่าง", name_en="Empty").pk,
        "locale": Locale.objects.get(language_code="en").pk,
        "site": Site.objects.get().pk,
        "issuer": Issuer.load().pk,
        "contact": Contact.load().pk,
        "later": "2590-01-01 09:00",
    }
    _files(made)
    _workflow(made, lesson)
    _translation(made)


def _files(made: Samples) -> None:
    picture = BytesIO()
    Drawing.new("RGB", (8, 8)).save(picture, "PNG")
    image = Image.objects.create(title="Picture", file=ImageFile(BytesIO(picture.getvalue()), "picture.png"))
    document = Document.objects.create(title="Paper", file=ContentFile(b"paper", "paper.txt"))
    collection = Collection.get_first_root_node().add_child(name="Part")
    closed = Collection.get_first_root_node().add_child(name="Closed")
    restriction = CollectionViewRestriction.objects.create(
        collection=closed, restriction_type=CollectionViewRestriction.PASSWORD, password="open"
    )
    secret = Document.objects.create(title="Secret", file=ContentFile(b"secret", "secret.txt"), collection=closed)
    uploaded, uploaded_image = (
        UploadedFile.objects.create(
            file=ContentFile(b"later", "later.txt"),
            uploaded_by_user=made.people["instructor"],
            for_content_type=ContentType.objects.get_for_model(model),
        )
        for model in (Document, Image)
    )
    made.names |= {
        "image": image.pk,
        "document": document.pk,
        "document_name": document.filename,
        "image_file": image.file.name,
        "rendition_file": default_storage.save("images/picture.png", ContentFile(picture.getvalue())),
        "collection": collection.pk,
        "uploaded": uploaded.pk,
        "uploaded_image": uploaded_image.pk,
        "secret_document": secret.pk,
        "secret_name": secret.filename,
        "document_restriction": restriction.pk,
    }


def _workflow(made: Samples, lesson: LessonPage) -> None:
    workflow = Workflow.objects.filter(name__startswith="Course review").get()
    state = workflow.start(lesson, made.people["instructor"])
    task_state = TaskState.objects.get(workflow_state=state)
    idle = Workflow.objects.create(name="Idle", active=False)
    idle_task = GroupApprovalTask.objects.create(name="Idle", active=False)
    made.names |= {
        "workflow": workflow.pk,
        "task": task_state.task_id,
        "task_state": task_state.pk,
        "workflow_state": WorkflowState.objects.get(pk=state.pk).pk,
        "idle_workflow": idle.pk,
        "idle_task": idle_task.pk,
    }


def _translation(made: Samples) -> None:
    """A course in Thai alone, being translated: a draft in English."""
    course = course_tree("thai-only", modules=0, lessons=0, languages=("th",), words=20)
    source, _made = TranslationSource.get_or_create_from_instance(course)
    translation = Translation.objects.create(source=source, target_locale=Locale.objects.get(language_code="en"))
    translation.save_target(user=made.people["instructor"], publish=False)
    segment = StringSegment.objects.filter(source=source).first()
    if segment:
        StringTranslation.objects.create(
            translation_of=segment.string, context=segment.context, locale=translation.target_locale, data="Said"
        )
    target = translation.get_target_instance()
    overridable = source.overridablesegment_set.first()
    made.names |= {
        "source": source.pk,
        "translation": translation.pk,
        "segment": segment.pk if segment else 0,
        "overridable": overridable.pk if overridable else 0,
        "untranslated": Page.objects.get(pk=course.pk).pk,
        "translated": target.pk,
    }


def _letter(made: Samples) -> None:
    """One letter in the demo's box of mail."""
    FileBackend().send_messages([EmailMessage("Subject", "Text", to=["learner@agency.example"])])
    made.names["letter"] = max(path.stem for path in Path(settings.MAIL_DIR).glob("*.eml"))
