"""Answers are marked again as the running content types mark them: each line was seen in a browser."""

from decimal import Decimal

import pytest

from h5p import LibraryName
from h5p.remarking import Answer, Status, Verdict, check, mark, maximum

MULTI = LibraryName("H5P.MultiChoice", 1, 14)
TRUE_FALSE = LibraryName("H5P.TrueFalse", 1, 6)
BLANKS, OLD_BLANKS = LibraryName("H5P.Blanks", 1, 14), LibraryName("H5P.Blanks", 1, 12)
WORDS = LibraryName("H5P.MarkTheWords", 1, 9)
DRAG = LibraryName("H5P.DragText", 1, 8)
SINGLE = LibraryName("H5P.SingleChoiceSet", 1, 11)
QUESTION_SET = LibraryName("H5P.QuestionSet", 1, 17)
COLUMN = LibraryName("H5P.Column", 1, 12)


def choices(*right, **behaviour):
    return {"answers": [{"correct": bool(one)} for one in right], "behaviour": behaviour}


def gaps(*questions, **behaviour):
    return {"questions": list(questions), "behaviour": behaviour}


CITIES = (
    "<p>*Oslo:tip* is in *Norway/Norge/ Noreg *.</p>",
    "<p>S *S&oslash;r/<strong>sor</strong>* *a*</p>",
)
CAT = {"textField": "<p>The *cat* sat, (*dog*) on *mat*.</p>"}
DRAGGED = {"textField": "The *cat:tip* sat on *mat\\+ok\\-no*. A *cat* too.\n*dog &amp; <b>x</b>* ok"}
TWO_CATS = {"textField": "A *cat:tip* on a *mat\\+ok* and *cat*"}

SEEN = [
    (MULTI, choices(1, 0, 1, 0, singlePoint=False), "0[,]1", 0, 2),
    (MULTI, choices(1, 0, 1, 0, singlePoint=False), "0[,]2[,]3", 1, 2),
    (MULTI, choices(1, 0, 1, 0, singlePoint=False), "2[,]0", 2, 2),
    (MULTI, choices(1, 0, 1, 0, singlePoint=True, passPercentage=50), "0", 1, 1),
    (MULTI, choices(1, 0, 1, 0, passPercentage=0), "", 1, 1),
    (MULTI, choices(1, 0, 1, 0), "0", 0, 1),
    (MULTI, choices(0, 0, 0, singlePoint=False), "", 1, 1),
    (MULTI, choices(0, 0, 0, singlePoint=False), "1", 0, 1),
    (MULTI, choices(1, 0, 1, type="single"), "2", 1, 1),
    (MULTI, choices(1, 0, 0), "1", 0, 1),
    (TRUE_FALSE, {"correct": "true"}, "true", 1, 1),
    (TRUE_FALSE, {"correct": "true"}, "false", 0, 1),
    (TRUE_FALSE, {"correct": "false"}, "true", 0, 1),
    (TRUE_FALSE, {"correct": "false"}, "", 0, 1),
    (TRUE_FALSE, {}, "true", 1, 1),
    (BLANKS, gaps(*CITIES), "oslo[,]norge[,]sor[,]A", 1, 4),
    (OLD_BLANKS, gaps(*CITIES), "oslo[,]norge[,]sor[,]A", 0, 4),
    (BLANKS, gaps(*CITIES, caseSensitive=False), "oslo[,]norge[,]sor[,]A", 4, 4),
    (BLANKS, gaps("*Oslo:tip/x* is in *Norway/Norge*"), "Oslo[,]Norge", 2, 2),
    (BLANKS, gaps("*Oslo:tip/x* is in *Norway/Norge*"), "[,]Norge", 1, 2),
    (BLANKS, gaps("*Oslo:tip/x* is in *Norway/Norge*"), "[,]", 0, 2),
    (BLANKS, gaps("*a/*"), "", 1, 1),
    (BLANKS, gaps("2 ** 3 is *8*, * never closed"), "8", 1, 1),
    (BLANKS, gaps("*cats*", acceptSpellingErrors=True), "cast", 1, 1),
    (BLANKS, gaps("*cats*", acceptSpellingErrors=True), "Cats", 1, 1),
    (BLANKS, gaps("*cats*", acceptSpellingErrors=True), "CAts", 0, 1),
    (BLANKS, gaps("*elephants*", acceptSpellingErrors=True), "elefants", 0, 1),
    (BLANKS, gaps("*elephantss*", acceptSpellingErrors=True), "elephant", 1, 1),
    (BLANKS, gaps("*สำนักงาน*"), "\ufeffสำนักงาน\u3000", 1, 1),
    (WORDS, CAT, "1[,]3[,]5", 3, 3),
    (WORDS, CAT, "0[,]1", 0, 3),
    (WORDS, CAT, "0[,]1[,]3", 1, 3),
    (WORDS, {"textField": "<p>a b c</p>"}, "", 1, 1),
    (WORDS, {"textField": "<p>a b c</p>"}, "1", 0, 1),
    (WORDS, {"textField": "*c*, *d.* *f*s *i**j* **g** *two words* '*r*' l'*t*"}, "0[,]1[,]2[,]3[,]4", 5, 5),
    (WORDS, {"textField": "*<em>c</em>* d"}, "", 1, 1),
    (DRAG, DRAGGED, "cat[,]mat[,]cat[,]dog &amp; <b>x</b>", 4, 4),
    (DRAG, DRAGGED, "mat[,]cat[,][,]", 0, 4),
    (DRAG, DRAGGED, "[,][,]cat[,]", 1, 4),
    (DRAG, TWO_CATS, "cat[,][,]cat", 2, 3),
    (DRAG, TWO_CATS, "[,][,]", 0, 3),
]


@pytest.mark.parametrize(("library", "params", "response", "raw", "maximum"), SEEN)
def test_an_answer_is_worth_what_the_content_type_says(library, params, response, raw, maximum):
    found = mark(library, params, response)
    assert (found.status, found.raw, found.max) == (Status.OK, raw, maximum)


@pytest.mark.parametrize(
    ("library", "params", "response"),
    [
        (MULTI, choices(1, 0), "0[,]0"),
        (MULTI, choices(1, 0), "2"),
        (MULTI, choices(1, 0), "01"),
        (MULTI, choices(1, 0), "0[,]1"),
        (MULTI, choices(1, 0), "zero"),
        (TRUE_FALSE, {"correct": "true"}, "yes"),
        (WORDS, CAT, "-1"),
        (DRAG, TWO_CATS, "cat[,]mat[,]mat"),
        (DRAG, TWO_CATS, "cat[,]dog[,]"),
        (DRAG, TWO_CATS, "cat"),
    ],
)
def test_what_no_player_sends_is_a_mismatch(library, params, response):
    assert mark(library, params, response).status is Status.MISMATCH


@pytest.mark.parametrize(
    ("library", "params", "response"),
    [
        (MULTI, choices(0, 0, type="single"), ""),
        (TRUE_FALSE, {"correct": True}, "true"),
        (BLANKS, gaps("*a* *b*"), "a[,]b[,]c"),
        (BLANKS, gaps("*a[,]b* *c*"), "a[,]b[,]c"),
        (BLANKS, gaps("*<math>x</math>*"), "x"),
        (WORDS, CAT, "99"),
        (DRAG, {"textField": "a ** b *c*"}, "[,]c"),
        (DRAG, {"textField": "*b\\+f\\+g*"}, "b"),
        (LibraryName("H5P.Essay", 1, 5), {}, "anything"),
    ],
)
def test_what_cannot_be_told_is_no_offence(library, params, response):
    assert mark(library, params, response).status is Status.UNVERIFIABLE


def test_other_rights_than_those_served_never_count():
    """The statement's own pattern and success are not asked: only params and response are."""
    assert mark(TRUE_FALSE, {"correct": "false", "correctResponsesPattern": ["true"]}, "true").raw == 0


def answer(raw, maximum, response="", sub_content_id="", children=()):
    return Answer(Decimal(raw), Decimal(maximum), response, sub_content_id, tuple(children))


def part(number, library, params):
    return {"library": str(library), "params": params, "subContentId": f"id-{number}"}


QUESTIONS = [part(number, TRUE_FALSE, {"correct": "true"}) for number in range(3)]
SET = {"questions": QUESTIONS}


def answered(*said):
    return [answer(int(one == "true"), 1, one, f"id-{number}") for number, one in said]


@pytest.mark.parametrize(
    ("params", "root", "verdict"),
    [
        (SET, answer(2, 3, children=answered((0, "true"), (1, "false"), (2, "true"))), Verdict.VERIFIED),
        (SET, answer(3, 3, children=answered((0, "true"), (1, "false"), (2, "true"))), Verdict.FLAGGED),
        (SET, answer(1, 1, children=answered((0, "true"))), Verdict.FLAGGED),
        (SET, answer(2, 3, children=answered((0, "true"), (0, "true"), (2, "false"))), Verdict.FLAGGED),
        (SET, answer(3, 3, children=answered((0, "true"), (1, "true"), (7, "true"))), Verdict.FLAGGED),
        (SET, answer(3, 4, children=answered((0, "true"), (1, "true"), (2, "true"))), Verdict.FLAGGED),
        ({**SET, "poolSize": 2}, answer(1, 2, children=answered((2, "true"), (0, "false"))), Verdict.PARTLY),
        ({**SET, "poolSize": 3}, answer(3, 3, children=answered(*((n, "true") for n in range(3)))), Verdict.VERIFIED),
        ({**SET, "poolSize": 2}, answer(1, 1, children=answered((2, "true"))), Verdict.FLAGGED),
        (SET, Answer(None, None), Verdict.FLAGGED),
    ],
)
def test_a_question_set_is_the_sum_of_its_own_questions(params, root, verdict):
    assert check(QUESTION_SET, params, root).verdict is verdict


def test_a_part_that_says_more_than_its_answer_is_worth_is_flagged():
    forged = [answer(1, 1, "false", "id-0"), *answered((1, "true"), (2, "true"))]
    assert check(QUESTION_SET, SET, answer(3, 3, children=forged)).verdict is Verdict.FLAGGED


def test_what_can_be_marked_in_part_says_how_much():
    params = {"questions": [QUESTIONS[0], part(1, LibraryName("H5P.Essay", 1, 5), {})]}
    found = check(QUESTION_SET, params, answer(3, 4, children=[*answered((0, "true")), answer(2, 3, "words", "id-1")]))
    assert (found.verdict, found.share, found.reasons) == (Verdict.PARTLY, Decimal("0.25"), ("type-not-marked",))


def test_a_column_that_speaks_before_its_parts_are_done_is_neither_attempt_nor_offence():
    params = {"content": [{"content": one} for one in QUESTIONS]}
    assert check(COLUMN, params, answer(1, 1, children=answered((0, "true")))).verdict is Verdict.UNFINISHED
    whole = answer(2, 3, children=answered((0, "true"), (1, "true"), (2, "false")))
    assert check(COLUMN, params, whole).verdict is Verdict.VERIFIED


ESSAY, TEXT = LibraryName("H5P.Essay", 1, 5), LibraryName("H5P.AdvancedText", 1, 1)
PRESENTATION = LibraryName("H5P.CoursePresentation", 1, 22)


def column(*parts):
    return {"content": [{"content": one} for one in parts]}


def slides(*parts):
    return {"presentation": {"slides": [{"elements": [{"action": one}]} for one in parts]}}


RIGHT = answered((0, "true"))


@pytest.mark.parametrize(
    ("library", "params", "root", "verdict", "reasons"),
    [
        (COLUMN, column(QUESTIONS[0], part(1, TEXT, {})), answer(1, 1, children=RIGHT), Verdict.VERIFIED, ()),
        (
            COLUMN,
            column(QUESTIONS[0], part(1, ESSAY, {})),
            answer(1, 1, children=RIGHT),
            Verdict.PARTLY,
            ("part-unreported",),
        ),
        (
            PRESENTATION,
            slides(QUESTIONS[0], part(1, LibraryName("Some.Thing", 1, 0), {})),
            answer(1, 1, children=RIGHT),
            Verdict.PARTLY,
            ("part-unreported",),
        ),
        (
            PRESENTATION,
            slides(QUESTIONS[0], {**part(1, ESSAY, {}), "subContentId": ""}),
            answer(1, 1, children=RIGHT),
            Verdict.PARTLY,
            ("part-unreported",),
        ),
        (
            PRESENTATION,
            slides(QUESTIONS[0], {**part(1, ESSAY, {}), "subContentId": "id-0"}),
            answer(1, 1, children=RIGHT),
            Verdict.UNVERIFIABLE,
            ("type-not-marked", "part-unreported"),
        ),
        (
            COLUMN,
            column(QUESTIONS[0], part(1, PRESENTATION, slides(QUESTIONS[1]))),
            answer(1, 1, children=RIGHT),
            Verdict.PARTLY,
            ("part-unreported",),
        ),
        (
            COLUMN,
            column(QUESTIONS[0], part(1, PRESENTATION, slides(part(2, TEXT, {})))),
            answer(1, 1, children=RIGHT),
            Verdict.VERIFIED,
            (),
        ),
        (
            COLUMN,
            column(part(1, PRESENTATION, slides(QUESTIONS[0], part(2, ESSAY, {})))),
            answer(1, 1, children=[answer(1, 1, "", "id-1", RIGHT)]),
            Verdict.PARTLY,
            ("part-unreported",),
        ),
        (
            PRESENTATION,
            slides(part(9, QUESTION_SET, {**SET, "poolSize": 1})),
            answer(1, 1, children=[answer(1, 1, "", "id-9", RIGHT)]),
            Verdict.PARTLY,
            ("pool-by-browser",),
        ),
        (
            PRESENTATION,
            slides(QUESTIONS[0], part(1, COLUMN, column(QUESTIONS[1]))),
            answer(1, 1, children=[*RIGHT, answer(0, 0, "", "id-1")]),
            Verdict.PARTLY,
            ("parts-missing",),
        ),
        (
            COLUMN,
            column(QUESTIONS[0], part(1, ESSAY, {})),
            answer(1, 1, children=[*RIGHT, answer(0, 0, "", "id-1")]),
            Verdict.PARTLY,
            ("type-not-marked",),
        ),
        (PRESENTATION, slides(*QUESTIONS[:2]), answer(1, 1, children=RIGHT), Verdict.FLAGGED, ("parts-missing",)),
        (
            COLUMN,
            column(QUESTIONS[0], part(1, TEXT, {})),
            answer(6, 6, children=[*RIGHT, answer(5, 5, "", "id-1")]),
            Verdict.FLAGGED,
            ("max-differs",),
        ),
    ],
    ids=[
        "text has nothing to report",
        "a type that is not marked",
        "a type that nobody knows",
        "a part without an id",
        "a part with another's id",
        "a presentation with a task",
        "a presentation without a task",
        "a task left out within a part",
        "a set that chooses within a part",
        "a part that says it has no tasks",
        "a type that is not marked and says it has no points",
        "a type that is marked",
        "points for a text",
    ],
)
def test_a_container_is_verified_only_when_every_part_that_gives_points_was_heard_of(
    library, params, root, verdict, reasons
):
    found = check(library, params, root)
    assert (found.verdict, found.reasons) == (verdict, reasons)


THREE = {"choices": [{"question": str(one), "answers": ["right", "wrong", "no"]} for one in range(3)]}


@pytest.mark.parametrize(
    ("responses", "raw", "verdict"),
    [
        (["2", "0", "0"], 2, Verdict.VERIFIED),
        (["2", "0", "0"], 3, Verdict.FLAGGED),
        (["", "", "0"], 2, Verdict.UNVERIFIABLE),
        (["", "", ""], 0, Verdict.UNVERIFIABLE),
        (["0", "0"], 2, Verdict.FLAGGED),
        (["0", "0", "3"], 2, Verdict.FLAGGED),
    ],
)
def test_a_single_choice_set_is_marked_from_the_responses_of_its_questions(responses, raw, verdict):
    children = [answer(int(one == "0"), 1, one) for one in responses]
    assert check(SINGLE, THREE, answer(raw, 3, children=children)).verdict is verdict


@pytest.mark.parametrize(
    ("library", "params", "points"),
    [
        (MULTI, choices(1, 0, 1, 0, singlePoint=False), 2),
        (BLANKS, gaps(*CITIES), 4),
        (SINGLE, THREE, 3),
        (QUESTION_SET, SET, 3),
        (QUESTION_SET, {**SET, "poolSize": 2}, 2),
        (QUESTION_SET, {"questions": [*QUESTIONS, part(3, LibraryName("H5P.Essay", 1, 5), {})]}, None),
        (LibraryName("H5P.Essay", 1, 5), {}, None),
        (TEXT, {}, 0),
        (COLUMN, column(QUESTIONS[0], part(1, TEXT, {})), 1),
        (COLUMN, column(part(1, TEXT, {})), 0),
        (QUESTION_SET, {"questions": [*QUESTIONS, part(3, WORDS, CAT)], "poolSize": 2}, None),
        (QUESTION_SET, {**SET, "poolSize": 7}, 3),
    ],
)
def test_what_a_content_can_give_is_known_beforehand(library, params, points):
    assert maximum(library, params) == points


def test_parts_that_have_ids_report_them():
    """Without its id a part could not be marked, and would be believed."""
    nameless = [answer(1, 1, "false"), answer(1, 1, "false"), answer(1, 1, "false")]
    assert check(QUESTION_SET, SET, answer(3, 3, children=nameless)).verdict is Verdict.FLAGGED
