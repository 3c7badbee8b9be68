"""Before its embargo a fact stands only in documents that carry the embargo line, and only where that is asked for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from briefgen.render.format import Formatter
from tests.builders import NOON, make_fact, refused, rendered, show

PARIS = timezone(timedelta(hours=1))
LATER = datetime(2025, 2, 11, 18, 30, tzinfo=PARIS)
PLACE = '<i id="{{ fact("money")|anchor }}"></i>'
TEMPLATE = f'<main data-embargo="{show("embargo")}">{show("embargo_line")}<p>{show("""fact("money")""")}</p>{PLACE}</main>'


def test_without_being_asked_for_a_fact_under_embargo_is_not_in_the_document(tmp_path: Path) -> None:
    (found,) = refused(tmp_path, show('fact("money")'), make_fact(embargo_until=LATER))

    assert found.code == "BG301"
    assert "under embargo until 2025-02-11T18:30:00+01:00" in found.message


def test_a_document_with_a_fact_under_embargo_says_so(tmp_path: Path) -> None:
    page = rendered(tmp_path, TEMPLATE, make_fact(embargo_until=LATER), embargoed=True, locale="en-GB")

    assert page.embargo == "Embargoed until 18:30 (UTC+1), 11 February 2025"
    assert f'data-embargo="{page.embargo}"' in page.html
    assert f'<p class="embargo">{page.embargo}</p>' in page.html


def test_a_press_release_under_embargo_is_not_for_immediate_release(tmp_path: Path) -> None:
    page = rendered(tmp_path, "<p>{{ release }}</p>" + TEMPLATE, make_fact(embargo_until=LATER), embargoed=True)

    assert f"<p>{page.embargo}</p>" in page.html
    assert page.embargo_until == "2025-02-11T18:30:00+01:00"
    assert "<p>For immediate release</p>" in rendered(tmp_path, "<p>{{ release }}</p>" + TEMPLATE, make_fact()).html


def test_the_last_embargo_of_several_is_the_documents(tmp_path: Path) -> None:
    facts = (make_fact(embargo_until=LATER), make_fact("more", embargo_until=LATER + timedelta(days=1)))
    template = "{{ facts()|map(attribute='sentence')|join(' ') }}{% for f in facts() %}<i id='{{ f|anchor }}'></i>{% endfor %}"

    page = rendered(tmp_path, template, *facts, embargoed=True)

    assert "12 February 2025" in page.embargo


@pytest.mark.parametrize("embargo", [None, NOON, NOON - timedelta(seconds=1)])
def test_a_document_without_a_fact_under_embargo_says_nothing(tmp_path: Path, embargo: datetime | None) -> None:
    page = rendered(tmp_path, TEMPLATE, make_fact(embargo_until=embargo), embargoed=True)

    assert page.embargo == ""
    assert "mbargo" not in page.html.replace('data-embargo=""', "")


def test_a_fact_that_is_only_read_puts_no_embargo_on_the_document(tmp_path: Path) -> None:
    facts = (make_fact(), make_fact("secret", embargo_until=LATER))

    assert rendered(tmp_path, TEMPLATE + "{% if fact('secret').has_value %}{% endif %}", *facts, embargoed=True).embargo == ""


@pytest.mark.parametrize(
    ("zone", "text"),
    [
        (UTC, "(UTC)"),
        (timezone(timedelta(hours=-3, minutes=-30)), "(UTC\u22123:30)"),
        (timezone(timedelta(hours=5, minutes=45)), "(UTC+5:45)"),
    ],
)
def test_the_time_zone_is_written_as_its_distance_from_utc(zone: timezone, text: str) -> None:
    assert text in Formatter("en-GB", str).embargo(datetime(2025, 2, 11, 9, 0, tzinfo=zone))
