import re
from contextlib import suppress
from time import thread_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from h5p.patterns import Patience, PatternError, PatternTimeout, compile_pattern, compile_written


def found(source: str, text: str, flags: str = "") -> bool:
    return compile_pattern(source, flags).found_in(text, Patience())


@pytest.mark.parametrize(
    ("source", "flags", "text", "expected"),
    [
        ("a", "", "cat", True),
        ("^a$", "", "a\n", False),
        ("^a$", "m", "x\na\ny", True),
        ("^a$", "m", "x\u2028a", True),
        ("a.c", "", "a\nc", False),
        ("a.c", "", "a\x85c", True),
        ("a.c", "s", "a\nc", True),
        ("^\\d+$", "", "๑๒", False),
        ("^\\w$", "", "é", False),
        ("^\\W$", "", "é", True),
        ("^\\s$", "", "\ufeff", True),
        ("^\\s$", "", "\x1c", False),
        ("^[\\s\\S]$", "", "\n", True),
        ("^[^\\W]$", "", "é", False),
        ("^[^\\d-]$", "", "-", False),
        ("^[\\w-]+$", "", "a-b_c", True),
        ("^[a\\D]$", "", "5", False),
        ("\\bx\\b", "", "éxé", True),
        ("\\Bx", "", "ax", True),
        ("^[]$", "", "", False),
        ("^[^]$", "", "\n", True),
        ("^\\/a\\-b$", "", "/a-b", True),
        ("^\\x41\\u0042\\cJ\\0$", "", "AB\n\0", True),
        ("^\\u{1F600}$", "u", "😀", True),
        ("^\\uD83D\\uDE00$", "u", "😀", True),
        ("^\\uD83D\\uDE00$", "", "😀", True),
        ("^[\\uD800-\\uDBFF][\\uDC00-\\uDFFF]$", "", "😀", True),
        ("^.{2}$", "", "😀", True),
        ("^.{2}$", "u", "😀", False),
        ("^\\p{L}+$", "u", "กขé", True),
        ("^\\p$", "", "p", True),
        ("^a{,2}$", "", "a{,2}", True),
        ("^a{2}$", "", "aa", True),
        ("^a{e<=1}$", "", "ab", False),
        ("^]}$", "", "]}", True),
        ("^(a)?\\1b$", "", "b", True),
        ("^(a)\\1$", "", "aa", True),
        ("^(?<n>a)\\k<n>$", "", "aa", True),
        ("^\\1$", "", "\x01", True),
        ("^[\\b]$", "", "\b", True),
        ("^[a&&b]$", "", "&", True),
        ("^[a--z]$", "", "b", None),
        ("^[[a]$", "", "[", True),
        ("(?<=a)b", "", "ab", True),
        ("(?<!a)b", "", "ab", False),
        ("^A$", "i", "a", True),
        ("^a$", "g", "a", True),
        ("^\\A$", "", "A", True),
        ("^#[0-9a-fA-F]{3,6}$", "", "#a0B", True),
    ],
)
def test_patterns_match_where_javascript_says(source: str, flags: str, text: str, expected: bool | None) -> None:
    if expected is None:
        with pytest.raises(PatternError):
            compile_pattern(source, flags)
    else:
        assert found(source, text, flags) is expected


@pytest.mark.parametrize(
    "source",
    [
        "(",
        ")",
        "[",
        "*",
        "a**",
        "a++",
        "a*+",
        "a{2}{3}",
        "(?i)a",
        "(?#x)",
        "(?>a)",
        "(?P<n>a)",
        "a{3,2}",
        "[z-a]",
        "\\",
        "^*",
    ],
)
def test_what_javascript_does_not_compile_is_refused(source: str) -> None:
    with pytest.raises(PatternError):
        compile_pattern(source)


@pytest.mark.parametrize("source", ["\\1(", "\\q", "{", "}", "[\\d-a]", "\\p{Nonsense}"])
def test_the_flag_u_refuses_what_is_tolerated_without_it(source: str) -> None:
    with pytest.raises(PatternError):
        compile_pattern(source, "u")


@pytest.mark.parametrize("flags", ["x", "ii", "v", "(?i)"])
def test_flags_that_javascript_does_not_have_are_refused(flags: str) -> None:
    with pytest.raises(PatternError):
        compile_pattern("a", flags)


def test_a_pattern_that_would_fill_the_memory_is_refused() -> None:
    for source in ("(((a{1000}){1000}){1000}){1000}", "(" * 5000 + ")" * 5000, "a" * 20_000):
        with pytest.raises(PatternError):
            compile_pattern(source)


def test_a_pattern_that_backtracks_without_end_times_out() -> None:
    pattern = compile_pattern("^(\\w+\\s?)*(x+x+)+y$")
    started = thread_time()
    with pytest.raises(PatternTimeout):
        pattern.found_in("x" * 5000, Patience())
    assert thread_time() - started < 2


def test_all_searches_of_one_content_have_a_limit_together() -> None:
    pattern = compile_pattern("^(x+x+)+y$")
    patience = Patience(0.25)
    for _ in range(20):
        with pytest.raises(PatternTimeout):
            pattern.found_in("x" * 5000, patience)
    assert patience.seconds < 0


def test_a_pattern_is_written_between_slashes_with_its_flags() -> None:
    assert compile_written("/a\\/B/i").found_in("xA/b", Patience())
    assert compile_written("a/b").found_in("a/b", Patience())


@settings(deadline=None)
@given(st.text(max_size=30), st.text("gimsuyd", max_size=3), st.text(max_size=20))
def test_any_source_either_compiles_or_is_refused(source: str, flags: str, text: str) -> None:
    try:
        pattern = compile_pattern(source, flags)
    except PatternError:
        return
    pattern.found_in(text, Patience())


@settings(max_examples=200, deadline=None)
@given(st.text("ab()[]{}*+?|^$.\\-,12dws<=!:kxu", max_size=12), st.text("ab12 -", max_size=6))
def test_any_mixture_of_signs_either_compiles_or_is_refused(source: str, text: str) -> None:
    with suppress(PatternError, PatternTimeout):
        compile_pattern(source).found_in(text, Patience())


@settings(deadline=None)
@given(st.text(min_size=1, max_size=20))
def test_an_escaped_text_finds_itself(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    source = "^" + re.sub(r"([\\^$.*+?()[\]{}|/])", r"\\\1", text) + "$"
    assert found(source, text)
