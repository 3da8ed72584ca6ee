"""Courses: pages that instructors write, releases that learners are pinned to, enrolments and progress."""

from courses.models.cohort import Cohort
from courses.models.course import Course
from courses.models.enrolment import Enrolment
from courses.models.h5p import (
    H5PAttempt,
    H5PContent,
    H5PInstallation,
    H5PLibrary,
    H5PState,
    H5PStatement,
    H5PUse,
    H5PVersion,
)
from courses.models.hold import Hold
from courses.models.move import EnrolmentMove
from courses.models.pages.catalogue import CataloguePage
from courses.models.pages.course import CoursePage
from courses.models.pages.lesson import LessonPage
from courses.models.pages.module import ModulePage
from courses.models.progress import Evidence, UnitProgress
from courses.models.release import KeptPage, PlannedRelease, Release
from courses.models.request import CertificateRequest

__all__ = [
    "CataloguePage",
    "CertificateRequest",
    "Cohort",
    "Course",
    "CoursePage",
    "Enrolment",
    "EnrolmentMove",
    "Evidence",
    "H5PAttempt",
    "H5PContent",
    "H5PInstallation",
    "H5PLibrary",
    "H5PState",
    "H5PStatement",
    "H5PUse",
    "H5PVersion",
    "Hold",
    "KeptPage",
    "LessonPage",
    "ModulePage",
    "PlannedRelease",
    "Release",
    "UnitProgress",
]
