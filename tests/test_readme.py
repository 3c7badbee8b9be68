"""The README's commands work as they are written."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(heading: str, language: str) -> list[str]:
    """Give the code blocks of a language below a heading."""
    section = README.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    found = re.findall(rf"```{language}\n(.*?)```", section, re.DOTALL)
    assert found, f"README.md has no {language} block under {heading}"
    return found


def block(heading: str, language: str) -> str:
    """Give the first of them."""
    return blocks(heading, language)[0]


def shell(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-e"], input=script, cwd=folder, text=True, capture_output=True, check=False, env={**os.environ, "PATH": path}
    )


def test_five_minutes_lead_from_an_empty_folder_to_the_minister_s_pdf(tmp_path: Path) -> None:
    done = shell(block("Your own data in five minutes", "sh"), tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "error" not in done.stderr
    named = re.search(r"`(output/[^`]*\.pdf)`", README.split("\n## Your own data in five minutes\n")[1])
    assert named
    assert (tmp_path / "my-project" / named[1]).read_bytes().startswith(b"%PDF")


def test_make_it_yours_leads_from_an_empty_folder_to_three_papers_in_the_brand_s_look(tmp_path: Path) -> None:
    done = shell(block("Make it yours", "sh"), tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    project = tmp_path / "my-project"
    assert (project / "output/cycling/policymaker/cycling-policymaker-en.pdf").is_file()
    assert "output/cycling/policymaker/cycling-policymaker-en.pdf" in README
    (project / "_brand.yml").write_text(block("Make it yours", "yaml"), encoding="utf-8")
    again = shell("briefgen build --strict", project)
    assert (again.returncode, again.stderr) == (0, "")
    html = (project / "output/cycling/minister/cycling-minister-en.html").read_text(encoding="utf-8")
    assert all(part in html for part in ("--accent: #7a1f3d;", '"Public Sans"', "House of Examples"))
    _, override, audience, status = blocks("Make it yours", "sh")
    by_hand = block("Make it yours", "jinja")
    (project / "templates/audiences").mkdir(parents=True)
    (project / "templates/audiences/minister.html.j2").write_text(by_hand, encoding="utf-8")
    done = shell(f"set -e\n{override}{audience}{status}", project)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Questions: the policy unit." in (project / "output/cycling/minister/cycling-minister-en.html").read_text(
        encoding="utf-8"
    )
    made = {path.name for path in (project / "output/cycling").rglob("*.pdf")}
    assert {"cycling-minister-en.pdf", "cycling-policymaker-en.pdf", "cycling-regional-en.pdf"} <= made
    written = [line for line in (block("Make it yours", "yaml") + by_hand).splitlines() if line.strip()]
    assert len(written) < 25


def test_the_python_example_checks_and_builds_a_project(tmp_path: Path) -> None:
    script = block("Your own data in five minutes", "sh").replace("briefgen check\nbriefgen build\n", "")
    assert shell(script, tmp_path).returncode == 0
    code = block("Commands", "python")
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path / "my-project", text=True, capture_output=True, check=False)
    assert done.stdout == "3 documents made, 0 is the exit status\n", done.stderr


def test_a_spreadsheet_s_facts_are_imported_into_the_project_of_the_five_minutes(tmp_path: Path) -> None:
    script = block("Your own data in five minutes", "sh").replace("briefgen check\nbriefgen build\n", "")
    assert shell(script, tmp_path).returncode == 0
    project = tmp_path / "my-project"
    bring, give = blocks("Facts from spreadsheets", "sh")
    shown = shell(bring, project)
    assert (shown.returncode, shown.stderr) == (0, "nothing was written: 2 facts\n")
    done = shell(bring.replace(" --dry-run", ""), project)
    assert (done.returncode, done.stdout, done.stderr) == (0, "wrote data/facts/counts.yaml\n2 facts\n", "")
    written = (project / "data/facts/counts.yaml").read_text(encoding="utf-8")
    assert shown.stdout == f"--- data/facts/counts.yaml\n{written}"
    assert "- id: mill-road-2025\n" in written
    assert "value: 1234\n" in written
    assert shell(give, project).returncode == 0
    assert (project / "for-the-public.csv").read_text(encoding="utf-8").startswith("TLP:CLEAR – ")
    back = shell("briefgen facts import facts.xlsx --to counts.yaml --dry-run --replace", project)
    assert back.returncode == 3  # its other facts are in the project already
    assert "BG120" in back.stderr


def test_make_targets_and_pictures_that_it_names_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^make (\w+)", README, re.MULTILINE):
        assert f"\n{target}:" in makefile
    for picture in re.findall(r"\]\((docs/[^)]*)\)", README):
        assert (ROOT / picture).is_file(), picture


def test_the_templates_readme_names_every_template_and_style() -> None:
    folder = ROOT / "templates"
    table = (folder / "README.md").read_text(encoding="utf-8").split("\n## ")[0]
    named = set(re.findall(r"`([^`]*\.(?:j2|css|pot?|cfg))`", table))
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {"README.md"}
    assert named == there
