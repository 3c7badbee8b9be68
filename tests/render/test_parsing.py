"""A template is parsed once for its outline and its code, and anew when its text has changed between the two."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest

from briefgen.model.rows import Rows, row_of
from briefgen.render import Environment
from tests.builders import make_fact


def test_a_template_is_parsed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    original = jinja2.Environment._parse

    def told(environment: jinja2.Environment, source: str, name: str | None, file: str | None) -> jinja2.nodes.Template:
        parsed.append(source)
        return original(environment, source, name, file)

    monkeypatch.setattr(jinja2.Environment, "_parse", told)
    path = tmp_path / "page.html.j2"
    path.write_text("alpha")
    environment = Environment((tmp_path,))
    environment.outline("page.html.j2")
    assert environment.get_template("page.html.j2").render() == "alpha"
    assert parsed == ["alpha"]


def test_a_text_that_changed_after_its_outline_was_made_is_parsed_again(tmp_path: Path) -> None:
    path = tmp_path / "page.html.j2"
    path.write_text("alpha")
    environment = Environment((tmp_path,))
    environment.outline("page.html.j2")
    path.write_text("another")
    assert environment.get_template("page.html.j2").render() == "another"


def test_ids_are_put_in_the_order_of_their_facts() -> None:
    rows = Rows({name: row_of(make_fact(name)) for name in ("c", "a", "b")})
    assert rows.in_order(["b", "x", "c", "b"]) == ("c", "b")
