"""The editor's words for a document, and which of them are not in its language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefgen.model.briefing import DocumentId, Text, Work
from briefgen.model.diagnostic import Diagnostic, Place, finding


def texts_of(work: Work, document: DocumentId) -> tuple[Mapping[str, Text], tuple[Diagnostic, ...]]:
    """Find the editor's words for a document: those of its item before those of its brief, of its language first.

    Texts without a language are in the project's own: they never stand in for those of another one, which are reported
    as missing (BG263).
    """
    language, own = document.language.split("-")[0], work.settings.language
    named = tuple(dict.fromkeys((language, document.language)))
    found: dict[str, Text] = {}
    untold: list[Diagnostic] = []
    for folder in (document.brief, f"{document.brief}/{document.item}") if document.item else (document.brief,):
        said = _said(work, folder, document.audience, ("", *named) if language == own else named)
        found.update(said)
        if language != own:
            spoken = _said(work, folder, document.audience, ("", own))
            untold.extend(_untold(spoken, said, f"data/texts/{folder}/{document.audience}.{language}.md"))
    return found, tuple(untold)


def _said(work: Work, folder: str, audience: str, languages: tuple[str, ...]) -> dict[str, Text]:
    found: dict[str, Text] = {}
    for language in languages:
        found.update(work.texts.get((folder, audience, language), {}))
    return found


def _untold(spoken: Mapping[str, Text], said: Mapping[str, Text], file: str) -> Iterator[Diagnostic]:
    """Find sections with words in the project's own language and none in the document's."""
    if spoken and not said:
        original = next(iter(spoken.values())).place.file
        yield finding("BG263", f"`{original}` has no translation: there is no `{file}`", Place(original, 1), f"write `{file}`")
        return
    for section, text in spoken.items():
        if section not in said:
            message = f"the text of `{section}` has no translation in `{file}`"
            yield finding("BG263", message, text.place, f"write `## {section}` in `{file}`")
