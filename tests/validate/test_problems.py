"""Every mistake of a user becomes a finding with its code, its place and a hint; all of a run are told at once."""

import re
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.load import load
from briefgen.model.codes import CODES
from briefgen.model.diagnostic import Problems, Severity
from briefgen.stock import stock_folder
from briefgen.validate import validate
from tests.projects import ENTITIES, SETTINGS, SOURCES, TOPICS, fact, problems_of, write_project

FACT_FILE = "data/facts/first.yaml"


@dataclass(frozen=True)
class Broken:
    """A project that is wrong in one thing, and the finding that is expected."""

    name: str
    code: str
    line: int
    file: str = FACT_FILE
    parts: dict[str, str | bytes] = field(default_factory=dict)
    files: dict[str, str | bytes] = field(default_factory=dict)
    column: int = 0
    says: str = ""
    severity: Severity = Severity.ERROR
    has_followers: bool = False
    """Whether other findings follow from the same mistake."""


def _facts(name: str, code: str, line: int, content: str | bytes, **more) -> Broken:
    return Broken(name, code, line, parts={"facts": content}, **more)


def _settings(name: str, code: str, line: int, content: str, **more) -> Broken:
    return Broken(name, code, line, "briefgen.yaml", parts={"settings": content}, **more)


BROKEN = [
    # files
    _facts("empty file", "BG004", 0, "# nothing\n"),
    _facts("no text at all", "BG004", 0, " \n\n"),
    _facts("tab indentation", "BG101", 2, "- id: a\n\ttype: figure\n", column=1, says="tab"),
    _facts("unquoted colon", "BG101", 2, "- id: a\n  statement: it is: so\n"),
    _facts("open quotation mark", "BG101", 4, '- id: "a\n  type: x\n\n'),
    _facts("key that is no text", "BG101", 1, "- {[a]: b}\n"),
    _facts("record without a name", "BG101", 1, "- {: b}\n"),
    _facts(
        "anchor", "BG103", 1, "- &x {id: a, type: name, topic: health, statement: A, sources: [{source: overview}]}\n", says="&x"
    ),
    _facts(
        "alias bomb", "BG103", 1, "- &a [x, x]\n- &b [*a, *a, *a, *a]\n- &c [*b, *b, *b, *b]\n", says="&a", has_followers=True
    ),
    _facts("alias", "BG103", 1, "- id: *x\n", says="*x"),
    _facts("merge key", "BG103", 2, "- id: a\n  <<: {type: figure}\n", says="<<"),
    _facts("custom tag", "BG103", 7, fact(note="!!python/object/apply:os.system id")),
    _facts("standard tag", "BG103", 1, fact(id="!!str money"), says="tag"),
    _facts("two documents", "BG103", 7, fact() + "---\n" + fact()),
    _facts("duplicate key", "BG102", 7, fact() + "  type: figure\n", column=3, says="lines 2 and 7"),
    _facts("nested deeply", "BG104", 1, "- " + "[" * 1000 + "]" * 1000 + "\n"),
    _facts("control character", "BG105", 4, fact(statement='"It\x07 is {value}"'), column=17, says="U+0007"),
    _facts("escaped control character", "BG105", 4, fact(statement='"It\\x07 is {value}"'), column=3, says="U+0007"),
    _facts("private-use character", "BG105", 4, fact(statement='"It\ue000 is {value}"'), says="private-use"),
    _facts("text of 5 MB", "BG106", 7, fact(note="x" * 5_000_000)),
    _facts("not UTF-8", "BG003", 2, b"- id: a\n  note: caf\xe9\n", column=12),
    _facts("UTF-16", "BG003", 1, fact().encode("utf-16")),
    Broken("bad JSON", "BG101", 2, "data/facts/a.json", files={"data/facts/a.json": '[{"id": "a"},\n {"id" "b"}]'}),
    Broken("deep JSON", "BG104", 1, "data/facts/a.json", files={"data/facts/a.json": '{"a":' * 60 + "1" + "}" * 60}),
    Broken("bad line of JSON Lines", "BG101", 2, "data/facts/a.jsonl", files={"data/facts/a.jsonl": "\n{nope}\n"}),
    Broken(
        "unknown column of CSV",
        "BG110",
        1,
        "data/facts/a.csv",
        files={"data/facts/a.csv": "id,type,topik,topic,statement,sources.0.source\na,claim,x,health,b,overview\n"},
        column=9,
        says="topik",
    ),
    Broken("no settings that can be read", "BG101", 2, "briefgen.yaml", parts={"settings": "a: [\n"}),
    Broken("no topics", "BG002", 0, "data/topics.yaml", parts={"topics": ""}),
    Broken("no sources", "BG002", 0, "data/sources.yaml", parts={"sources": ""}),
    Broken("no facts", "BG002", 0, "data/facts", parts={"facts": ""}),
    # records
    _facts("unknown field", "BG110", 7, fact(stauts="disputed"), column=3, says="stauts"),
    _facts("unknown nested field", "BG110", 6, fact(sources="[{source: overview, locater: {page: 1}}]"), column=32),
    _facts("missing field", "BG111", 1, fact(topic=""), column=3, says="topic"),
    _facts("required field without a value", "BG111", 3, fact(topic="~"), says="topic"),
    _facts("list where text should be", "BG112", 7, fact(note="[a, b]"), says="text"),
    _facts("text where a list should be", "BG112", 6, fact(sources="overview"), says="list"),
    _facts("text where a record should be", "BG112", 7, fact(confidence="high"), says="fields"),
    _facts("mapping instead of a list", "BG112", 1, "a: {id: b}\n", says="list"),
    _facts("text instead of a record", "BG112", 1, "- money\n"),
    _facts("capitals in an id", "BG112", 1, fact(id="Money")),
    _facts("empty item of a list", "BG112", 7, fact(tags="[a, ]").replace("[a, ]", "[a, ~]"), says="empty"),
    _facts("priority 12", "BG112", 7, fact(priority="12"), says="1 to 9"),
    _facts("unknown type", "BG113", 2, fact(type="figur"), says="figur"),
    _facts("list where a word should be", "BG112", 2, fact(type="[figure]"), says="one word"),
    _facts("unknown nested word", "BG113", 7, fact(confidence="{level: middling}"), column=16),
    _facts("date in words", "BG114", 7, fact(as_of="9 February 2025"), says="9 February 2025"),
    _facts("impossible date", "BG114", 7, fact(as_of="2025-02-30"), says="calendar"),
    _facts("interval that ends before it starts", "BG114", 7, fact(as_of="2025-02-11/2025-02-06")),
    _facts("naive embargo", "BG114", 7, fact(embargo_until="2025-02-11T12:00"), says="time zone"),
    _facts("impossible date as value", "BG114", 5, fact(type="event", value="2025-02-30")),
    _facts("date fact without a date", "BG114", 5, fact(type="date", value="soon")),
    _facts("figure in words", "BG115", 5, fact(value="many")),
    _facts("value with a unit in words", "BG115", 5, fact(type="claim", value="many", unit="countries")),
    _facts("exponent", "BG115", 5, fact(value="1e9")),
    _facts("alternative in words", "BG115", 7, fact(alternatives="[{value: many, sources: [{source: overview}]}]"), column=19),
    _facts("paragraph in words", "BG115", 6, fact(sources="[{source: overview, locator: {paragraph: two}}]")),
    _facts("min above max", "BG115", 5, fact(value="{min: 3, max: 2}"), says="above"),
    _facts("three capitals", "BG116", 7, fact(unit="EUO"), says="EUO"),
    _facts("duplicate id", "BG120", 7, fact() + fact(), says=f"{FACT_FILE}:1:3"),
    # what facts name
    _facts("unknown source", "BG121", 6, fact(sources="[{source: overveiw}]"), column=14, says="overveiw"),
    _facts("unknown topic", "BG122", 3, fact(topic="[health, helth]"), column=19, says="helth"),
    _facts("unknown entity", "BG123", 7, fact(entity="frence")),
    _facts("unknown relation", "BG124", 7, fact(relations="[{type: part_of, fact: mony}]"), column=31, says="mony"),
    _facts("unknown audience of a wording", "BG125", 7, fact(wording='{publik: "It is {value}"}')),
    _facts("unknown marking", "BG126", 7, fact(marking="AMBER"), says="AMBER"),
    _facts("relation to itself", "BG128", 7, fact(relations="[{type: part_of, fact: money}]")),
    _facts(
        "relations in a circle",
        "BG128",
        7,
        fact(id="a", relations="[{type: part_of, fact: b}]") + fact(id="b", relations="[{type: part_of, fact: a}]"),
        says="`a` -> `b` -> `a`",
    ),
    # what facts mean
    _facts("confidence without why", "BG130", 7, fact(confidence="{level: low}")),
    _facts("no {value}", "BG131", 4, fact(statement="It is large"), says="no {value}"),
    _facts("{valeu}", "BG131", 4, fact(statement='"It is {valeu}"'), says="{valeu}"),
    _facts("{ value }", "BG131", 4, fact(statement='"It is { value }"')),
    _facts("{{value}}", "BG131", 4, fact(statement='"It is {{value}}"')),
    _facts("{value} twice", "BG131", 4, fact(statement='"It is {value} or {value}"'), says="twice"),
    _facts("{value} of nothing", "BG131", 4, fact(type="claim", value=""), says="no value"),
    _facts("no {value} in a wording", "BG131", 7, fact(wording="{public: It is large}"), column=13),
    _facts("no {value} in a translation", "BG131", 7, fact(translations="{fr: {statement: Grand}}"), column=23),
    _facts("figure without a number", "BG132", 1, fact(value="", statement="It is large")),
    _facts("range of a date", "BG132", 5, fact(type="date", value="{min: 1, max: 2}")),
    _facts("recommendation without actor", "BG133", 1, fact(type="recommendation", value="", statement="Act")),
    _facts("fact without a source", "BG134", 1, fact(sources=""), severity=Severity.WARNING),
    _facts("alternative without a source", "BG134", 7, fact(alternatives="[{value: 2}]"), severity=Severity.WARNING),
    _facts("disputed without alternatives", "BG135", 7, fact(status="disputed")),
    _facts("translation into no language", "BG136", 7, fact(translations="{xx: {note: a}}").replace("note: a", "definition: a")),
    # audiences, sources, topics
    Broken("source without title", "BG111", 1, "data/sources.yaml", parts={"sources": "- {id: overview, type: report}\n"}),
    Broken("source's date", "BG114", 1, "data/sources.yaml", parts={"sources": SOURCES.replace("2025-02-12", "soon")}),
    Broken(
        "source's file outside",
        "BG005",
        1,
        "data/sources.yaml",
        parts={"sources": SOURCES.replace("type:", "custom: {file: ../../etc/passwd}, type:")},
    ),
    Broken("equal topics", "BG120", 3, "data/topics.yaml", parts={"topics": TOPICS + "- {id: health, title: H}\n"}),
    Broken("entity without a name", "BG111", 1, "data/entities.yaml", parts={"entities": ENTITIES.replace("name: France, ", "")}),
    Broken(
        "unknown template",
        "BG127",
        1,
        "data/audiences.yaml",
        parts={"audiences": "minister: {template: audiences/minster.html.j2}\n"},
    ),
    Broken("audience without a template", "BG111", 1, "data/audiences.yaml", parts={"audiences": "mayor: {title: Mayors}\n"}),
    Broken(
        "id of an audience",
        "BG112",
        1,
        "data/audiences.yaml",
        parts={"audiences": "The Mayor: {title: M, template: base.html.j2}\n"},
    ),
    Broken(
        "ceiling of an audience",
        "BG126",
        1,
        "data/audiences.yaml",
        parts={"audiences": "minister: {admits: {marking: SECRET}}\n"},
    ),
    Broken(
        "language of an audience", "BG136", 2, "data/audiences.yaml", parts={"audiences": "minister:\n  languages: [en, xx]\n"}
    ),
    Broken("recipients outside", "BG005", 1, "data/audiences.yaml", parts={"audiences": "minister: {recipients: ../../x.csv}\n"}),
    Broken("template outside", "BG005", 1, "data/audiences.yaml", parts={"audiences": "minister: {template: /etc/passwd}\n"}),
    Broken(
        "topic of a section",
        "BG122",
        1,
        "data/audiences.yaml",
        parts={"audiences": "minister: {sections: {issue: {facts: {topics: [helth]}}}}\n"},
        column=48,
    ),
    # settings and briefs
    _settings("no publisher", "BG111", 1, SETTINGS.replace("publisher: {name: Example Unit}\n", "")),
    _settings("unknown setting", "BG110", 8, SETTINGS + "colour: red\n", column=1),
    _settings("brief without audiences", "BG111", 4, SETTINGS.replace("    audiences: [minister, public]\n", "")),
    _settings("brief for nobody", "BG112", 7, SETTINGS.replace("[minister, public]", "[]")),
    _settings("unknown field of a brief", "BG110", 8, SETTINGS + "    subtitel: x\n", column=5, says="subtitel"),
    _settings("unknown audience", "BG125", 7, SETTINGS.replace("public]", "publik]"), column=27, says="publik"),
    _settings("unknown topic of a brief", "BG122", 8, SETTINGS + "    facts: {topics: [helth]}\n"),
    _settings("unknown entity of a brief", "BG123", 8, SETTINGS + "    facts: {entities: [frence]}\n"),
    _settings("unknown fact of a brief", "BG124", 8, SETTINGS + "    facts: {ids: [mony]}\n"),
    _settings("unknown tag of a brief", "BG129", 8, SETTINGS + "    facts: {tags: [nope]}\n"),
    _settings("for_each unknown topic", "BG122", 8, SETTINGS + "    for_each: {topic: [helth]}\n"),
    _settings("for_each unknown type of entity", "BG123", 8, SETTINGS + "    for_each: {entity: contry}\n", says="contry"),
    _settings("for_each of something else", "BG112", 8, SETTINGS + "    for_each: {fact: [a]}\n"),
    _settings("equal briefs", "BG120", 8, SETTINGS + "  - {id: summit, title: S, audiences: sector}\n"),
    _settings("audience named twice", "BG007", 4, SETTINGS.replace("public]", "minister]")),
    _settings("unknown locale", "BG136", 8, SETTINGS + "locale: xx-XX\n"),
    _settings("unknown scheme", "BG112", 8, SETTINGS + "marking: {scheme: nato}\n"),
    _settings("scheme without labels", "BG112", 8, SETTINGS + "marking: {scheme: {id: own}}\n"),
    _settings("unknown default marking", "BG126", 8, SETTINGS + "marking: {default: TLP:WHITE}\n", says="TLP:WHITE"),
    _settings("bad waiver date", "BG114", 8, SETTINGS + "waivers: [{code: BG220, reason: x, expires: 2025-13-01}]\n"),
    _settings("waiver of an unknown code", "BG113", 8, SETTINGS + "waivers: [{code: BG999, reason: x, expires: 2027-01-01}]\n"),
    _settings("smtp without a server", "BG111", 8, SETTINGS + "email: {transport: smtp}\n"),
    _settings("size of a message", "BG112", 8, SETTINGS + "email: {max_size: large}\n"),
    _settings("missing brand file", "BG002", 8, SETTINGS + "brand: house.yml\n", says="house.yml"),
    # texts
    Broken(
        "text of no brief", "BG006", 0, "data/texts/sumit/minister.md", files={"data/texts/sumit/minister.md": "## issue\nx\n"}
    ),
    Broken("text of nobody", "BG125", 0, "data/texts/summit/mayor.md", files={"data/texts/summit/mayor.md": "## issue\nx\n"}),
    Broken(
        "text in no language",
        "BG136",
        0,
        "data/texts/summit/minister.xx.md",
        files={"data/texts/summit/minister.xx.md": "## issue\nx\n"},
    ),
    Broken(
        "text before a heading",
        "BG101",
        2,
        "data/texts/summit/minister.md",
        files={"data/texts/summit/minister.md": "\nx\n## issue\ny\n"},
    ),
    Broken(
        "text of no item",
        "BG006",
        0,
        "data/texts/summit/x/minister.md",
        files={"data/texts/summit/x/minister.md": "## issue\nx\n"},
    ),
    Broken("empty text", "BG004", 0, "data/texts/summit/minister.md", files={"data/texts/summit/minister.md": "\n"}),
    Broken("text too deep", "BG006", 0, "data/texts/a/b/c/d.md", files={"data/texts/a/b/c/d.md": "## issue\nx\n"}),
    Broken("list of audiences", "BG112", 1, "data/audiences.yaml", parts={"audiences": "- {id: minister}\n"}),
    _settings("brand outside", "BG005", 8, SETTINGS + "brand: ../_brand.yml\n", has_followers=True),
    Broken(
        "text for no section",
        "BG110",
        2,
        "data/texts/summit/minister.md",
        files={"data/texts/summit/minister.md": "## isue\nx\n"},
        severity=Severity.WARNING,
    ),
]


def test_the_small_project_is_valid(tmp_path: Path):
    assert problems_of(write_project(tmp_path)) == ()


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.name)
def test_a_mistake_is_found_with_its_place_and_a_hint(tmp_path: Path, broken: Broken):
    found = problems_of(write_project(tmp_path, broken.files, **broken.parts))
    assert found, "nothing was found"
    shown = "\n".join(f"{item.code} {item.place}: {item.message}" for item in found)
    assert len(found) == 1 or broken.has_followers, shown
    first = found[0]
    assert (first.code, first.place.file, first.place.line) == (broken.code, broken.file, broken.line), shown
    assert not broken.column or first.place.column == broken.column, shown
    assert first.severity is broken.severity, shown
    assert broken.says in first.message
    for item in found:
        assert item.code in CODES
        assert item.hint
        assert not {"pydantic", "Traceback", "https://errors", "Value error"} & set(item.message.split())


def test_ten_mistakes_are_found_in_one_run(tmp_path: Path):
    facts = (
        fact(id="a", topic="helth")
        + fact(id="b", as_of="2025-02-30")
        + fact(id="c", unit="EUO")
        + fact(id="d", priority="12")
        + fact(id="e", sources="[{source: nope}]")
        + fact(id="e")
    )
    project = write_project(
        tmp_path,
        {
            "data/facts/bad.json": "[",
            "data/facts/second.yaml": fact(id="f", stauts="disputed") + fact(id="g", type="recommendation"),
        },
        facts=facts,
        settings=SETTINGS.replace("public]", "publik]") + "locale: xx\n",
        audiences="minister: {templte: x}\n",
    )
    with pytest.raises(Problems) as caught:
        validate(load(project, stock_folder()))
    found = [(item.code, str(item.place)) for item in caught.value.diagnostics]
    assert found == [
        ("BG125", "briefgen.yaml:7:27"),
        ("BG136", "briefgen.yaml:8:1"),
        ("BG110", "data/audiences.yaml:1:12"),
        ("BG101", "data/facts/bad.json:1:2"),
        ("BG122", "data/facts/first.yaml:3:3"),
        ("BG114", "data/facts/first.yaml:13:3"),
        ("BG116", "data/facts/first.yaml:20:3"),
        ("BG112", "data/facts/first.yaml:27:3"),
        ("BG121", "data/facts/first.yaml:33:14"),
        ("BG120", "data/facts/first.yaml:34:3"),
        ("BG110", "data/facts/second.yaml:7:3"),
        ("BG133", "data/facts/second.yaml:8:3"),
    ]


def test_a_file_that_cannot_be_read_does_not_make_everything_in_it_unknown(tmp_path: Path):
    for broken in ("sources", "topics", "entities"):
        folder = tmp_path / broken
        found = problems_of(write_project(folder, **{broken: "- {id: [\n"}))
        assert [item.code for item in found] == ["BG101"]


def test_a_link_that_leads_out_of_the_project_is_not_followed(tmp_path: Path):
    project = write_project(tmp_path / "project")
    outside = tmp_path / "outside.yaml"
    outside.write_text(fact(id="outside"))
    (project / "data/facts/link.yaml").symlink_to(outside)
    (tmp_path / "more").mkdir()
    (project / "data/facts/folder").symlink_to(tmp_path / "more")
    (project / "data/facts/loop").symlink_to(project / "data")
    found = [(item.code, item.place.file) for item in problems_of(project)]
    assert found == [("BG005", f"data/facts/{name}") for name in ("folder", "link.yaml", "loop")]


def test_a_folder_of_data_that_is_a_link_is_not_followed(tmp_path: Path):
    outside = write_project(tmp_path / "outside")
    project = write_project(tmp_path / "project")
    (project / "data").rename(tmp_path / "away")
    (project / "data").symlink_to(outside / "data")
    assert {item.code for item in problems_of(project)} == {"BG005"}


def test_ten_thousand_equal_mistakes_take_seconds(tmp_path: Path):
    facts = "".join(fact(id=f"f{number}", topic=f"t{number}", stauts="x") for number in range(5_000))
    start = time.process_time()
    found = problems_of(write_project(tmp_path, facts=facts))
    assert len(found) == 5_000
    assert time.process_time() - start < 20


# Parts of YAML, parted by spaces; `_` stands for a space and `/` for a new line.
_parts = """
-_ id:_ type:_ figure value { } [ ] / /__ /____ a 1 2025-02-30 &a_ *a !x_ " ' topic:_ health statement:_ {value}
sources:_ source:_ null ~ |/ >/ # ?_ :_ ,_ <<:_ ---/ \t unit:_ EUO relations:_ wording:_ translations:_ \x07 \ue000 é
confidence:_ alternatives:_ min:_ max:_ \U0001f4b6
"""
_words = st.sampled_from([part.replace("_", " ").replace("/", "\n") for part in re.split("[ \n]", _parts) if part])
_yamlish = st.lists(_words, max_size=40).map("".join) | st.text(max_size=60)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=_yamlish, part=st.sampled_from(["settings", "topics", "entities", "sources", "facts", "audiences"]))
def test_random_text_is_valid_or_raises_problems(tmp_path_factory: pytest.TempPathFactory, text: str, part: str):
    encoded = text.encode("utf-8", "surrogatepass")
    project = write_project(tmp_path_factory.mktemp("random"), **{part: encoded})
    for item in problems_of(project):
        assert item.hint
        assert item.message.isprintable()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(max_size=60) | _yamlish,
    ending=st.sampled_from(["json", "jsonl", "csv", "md"]),
    start=st.sampled_from(["", "id,type\n", "[", "## a\n"]),
)
def test_random_files_of_other_kinds_are_valid_or_raise_problems(tmp_path_factory, text, ending, start):
    folder = "texts/summit/minister" if ending == "md" else "facts/second"
    content = (start + text).encode("utf-8", "surrogatepass")
    project = write_project(tmp_path_factory.mktemp("random"), {f"data/{folder}.{ending}": content})
    for item in problems_of(project):
        assert item.hint
