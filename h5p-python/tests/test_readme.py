"""What the README shows can be run."""

import re
from pathlib import Path

from tests.content_types import package

README = Path(__file__).parents[1] / "README.md"


def test_the_example_runs_and_names_the_scripts(tmp_path, monkeypatch, capsys):
    (example,) = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "lesson.h5p").write_bytes(package("requests-en"))
    monkeypatch.chdir(tmp_path)
    exec(compile(example, "README.md", "exec"), {})
    said = capsys.readouterr().out.splitlines()
    assert said[1].startswith("DGA.Parts-1.0/")
    assert said[-1].startswith("DGA.DataReading-1.0/")
