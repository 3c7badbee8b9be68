"""Judgements of agreement: documents that were judged before are read again only when what that rested on has changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from unittest import mock

from briefgen.build.together import Concord
from briefgen.model.dataset import Dataset
from briefgen.model.fact import Fact, Relation
from briefgen.model.ledger import LedgerFile
from tests.builders import make_fact, make_work
from tests.gate.test_agreement import ledger, printed

THREE, TWO = printed("3%", "3"), printed("2.4%", "2.4")
OTHER = printed("2.4%", "2.4", fact="rise")


def entry(audience: str, sha256: str = "1", facts: tuple[str, ...] = ("growth",)) -> dict[str, Any]:
    """Give what the manifest says of a document."""
    return {"brief": "summit", "facts": facts, "files": [{"path": f"{audience}.ledger.json", "sha256": sha256}]}


def dataset(*facts: Fact) -> Dataset:
    return make_work((make_fact("growth"), make_fact("rise"), *facts)).dataset


class Readings:
    """Judges two documents, and tells which ledgers were read to do so."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.read = folder, list[str]()

    def judged(self, one: LedgerFile | None, other: LedgerFile | None, *entries: dict[str, Any], data: Dataset) -> list[str]:
        """Give the codes of what is found, and note which ledgers were read."""
        ledgers = {"minister.ledger.json": one, "public.ledger.json": other}
        self.read.clear()

        def given(wanted: Any) -> LedgerFile | None:
            name = wanted["files"][0]["path"]
            self.read.append(name)
            return ledgers[name]

        return [item.code for item in Concord(data, self.folder / "agreement.json").judged(entries, given)]


def test_what_was_judged_is_told_again_without_being_read(tmp_path: Path) -> None:
    readings, data = Readings(tmp_path), dataset()
    both = (ledger("minister", THREE), ledger("public", TWO))
    entries = (entry("minister"), entry("public"))
    assert readings.judged(*both, *entries, data=data) == ["BG211"]
    assert len(readings.read) == 2
    assert readings.judged(*both, *entries, data=data) == ["BG211"]
    assert readings.read == []


def test_another_content_of_a_file_or_another_edition_of_the_program_is_judged_anew(tmp_path: Path) -> None:
    readings, data = Readings(tmp_path), dataset()
    one, entries = ledger("minister", THREE), (entry("minister"), entry("public"))
    readings.judged(one, ledger("public", TWO), *entries, data=data)
    agreeing = ledger("public", THREE)
    assert readings.judged(one, agreeing, entries[0], entry("public", "2"), data=data) == []
    with mock.patch("briefgen.build.together.cache.program", return_value="another"):
        readings.judged(one, agreeing, entries[0], entry("public", "2"), data=data)
    assert len(readings.read) == 2


def test_facts_that_are_the_same_by_now_are_judged_anew_though_no_document_has_changed(tmp_path: Path) -> None:
    readings = Readings(tmp_path)
    shared = printed("7%", "7", fact="shared")
    both = (ledger("minister", THREE, shared), ledger("public", OTHER, shared))
    entries = (entry("minister", facts=("growth", "shared")), entry("public", facts=("rise", "shared")))
    assert readings.judged(*both, *entries, data=dataset()) == []
    joins = make_fact("joint", relations=(Relation(type="same_as", fact="growth"), Relation(type="same_as", fact="rise")))
    assert readings.judged(*both, *entries, data=dataset(joins)) == ["BG211"]


def test_a_judgement_without_a_ledger_that_was_not_there_is_none(tmp_path: Path) -> None:
    readings, data = Readings(tmp_path), dataset()
    one, entries = ledger("minister", THREE), (entry("minister"), entry("public"))
    assert readings.judged(one, None, *entries, data=data) == []
    assert readings.judged(one, ledger("public", TWO), *entries, data=data) == ["BG211"], "it is back, as it was"


def test_a_damaged_record_counts_as_none(tmp_path: Path) -> None:
    readings, data = Readings(tmp_path), dataset()
    both = (ledger("minister", THREE), ledger("public", TWO))
    readings.judged(*both, entry("minister"), entry("public"), data=data)
    record = tmp_path / "agreement.json"
    record.write_bytes(record.read_bytes().replace(b"BG211", b"BG212"))
    assert readings.judged(*both, entry("minister"), entry("public"), data=data) == ["BG211"]
