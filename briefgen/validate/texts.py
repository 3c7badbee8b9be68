"""The rules of texts: what they are written for exists, or they would never be printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefgen.model.delivery import CORRECTION
from briefgen.model.diagnostic import Diagnostic, Place, Severity, finding
from briefgen.model.loaded import Loaded
from briefgen.model.settings import Audience
from briefgen.validate.facts import unknown
from briefgen.validate.locales import is_locale
from briefgen.validate.remarks import Names, Remark


def check_texts(
    loaded: Loaded, items: Mapping[str, Names], names: Names, audiences: Mapping[str, Audience]
) -> Iterator[Diagnostic]:
    """Find texts for briefs, items, audiences, languages or sections that do not exist.

    `items` gives the items of each brief by its id, `names` the ids of the audiences.
    """
    for (folder, audience, language), name in loaded.text_files.items():
        for remark in _check_name(folder, audience, language, items, names):
            yield finding(remark.code, remark.message, Place(name), remark.hint)
        if audience not in audiences:
            continue
        sections = Names(audiences[audience].sections)
        for section, text in loaded.texts[folder, audience, language].items():
            if section != CORRECTION and sections.lacks(section):
                message = f"the audience `{audience}` has no section `{section}`, so the text is never printed"
                yield finding("BG110", message, text.place, sections.hint(section), Severity.WARNING)


def _check_name(folder: str, audience: str, language: str, items: Mapping[str, Names], names: Names) -> Iterator[Remark]:
    brief, _, item = folder.partition("/")
    yield from unknown("BG006", "brief", brief, (), Names(items))
    if item and brief in items:
        yield from unknown("BG006", f"item of the brief `{brief}` named", item, (), items[brief])
    yield from unknown("BG125", "audience", audience, (), names)
    if language and not is_locale(language):
        yield Remark("BG136", (), f"`{language}` is no language", "name the file <audience>.<language>.md")
