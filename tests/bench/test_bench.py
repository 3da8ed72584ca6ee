"""The benchmarks themselves run: an academy of its own, one action, its line and its JSON, and nothing left running."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bench.engines import postgres_programs

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder with a path short enough for sockets, which PostgreSQL's own user may enter."""
    made = Path(tempfile.mkdtemp(prefix="b-"))
    made.chmod(0o711)
    yield made
    shutil.rmtree(made)


@pytest.mark.bulk
def test_a_benchmark_says_what_things_cost_and_leaves_nothing_running(folder: Path) -> None:
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "tests.bench",
        "lesson",
        "start",
        "submit",
        "review",
        "statistics",
        "--learners",
        "60",
        "--times",
        "5",
        "--keep-in",
        folder,
    ]
    environment = {**os.environ, "TMPDIR": str(folder)}
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300)

    assert run.returncode == 0, run.stdout + run.stderr
    said = json.loads((folder / "latest.json").read_text())["actions"]
    assert set(said) == {"lesson", "start", "submit", "review", "statistics"}
    lesson = said["lesson"]
    assert lesson["queries"] > 0
    assert lesson["aim_ms"] == 5
    assert set(lesson["measured"]["action"]["by_process"]) >= {"web", "redis"}
    assert not list(folder.glob("academy-bench-*")), "The engines' folder is still there."
    assert not [path for path in Path("/proc").glob("[0-9]*/cmdline") if str(folder) in _read(path)]


@pytest.mark.bulk
@pytest.mark.skipif(postgres_programs() is None, reason="an exam day takes PostgreSQL")
def test_an_exam_day_loses_no_answer(folder: Path) -> None:
    command = [sys.executable, "-m", "tests.bench.exam", "--learners", "30", "--seconds", "4", "--keep-in", folder]
    run = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "TMPDIR": str(folder)}, capture_output=True, text=True, timeout=300
    )

    assert run.returncode == 0, run.stdout + run.stderr
    facts = json.loads(next(folder.glob("exam-*.json")).read_text())
    assert (facts["acknowledged"], facts["lost"], facts["failures"]) == (30 * 16, 0, {})
    assert facts["statuses"] == {
        "open 200": 30, "begin 302": 30, "sheet 200": 30, "save 200": 240, "submit 200": 30, "result 200": 30,
    }  # fmt: skip


@pytest.mark.bulk
@pytest.mark.skipif(postgres_programs() is None, reason="it takes PostgreSQL")
def test_a_run_over_many_gives_each_one_right_file_and_says_what_it_cost(folder: Path) -> None:
    command = [sys.executable, "-m", "tests.bench.bulk", "--certificates", "30", "--quick", "--keep-in", folder]
    run = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "TMPDIR": str(folder)}, capture_output=True, text=True, timeout=400
    )

    assert run.returncode == 0, run.stdout + run.stderr
    facts = json.loads(next(folder.glob("certificates-*.json")).read_text())
    assert (facts["found"]["files"], facts["found"]["sample"], facts["found"]["sample_wrong"]) == (30, 30, 0)
    assert {"render", "sign", "VC-JWT", "store"} <= set(facts["split_ms"])
    assert facts["verification_ms"].keys() == {"by_code", "by_file"}
    assert not [path for path in Path("/proc").glob("[0-9]*/cmdline") if str(folder) in _read(path)]


def _read(path: Path) -> str:
    try:
        return path.read_text(errors="replace")
    except OSError:
        return ""
