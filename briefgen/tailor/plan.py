"""Which documents a project has: each brief for each of its audiences, languages and items."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from briefgen.model.briefing import DocumentId, Work
from briefgen.model.diagnostic import WRONG_NAME, Diagnostic, Problems, Severity, did_you_mean
from briefgen.model.request import Request
from briefgen.model.settings import Brief


def plan(work: Work, request: Request | None = None, formats: Collection[str] = ()) -> tuple[DocumentId, ...]:
    """Turn a project and a request into the documents to make, in the project's order.

    Where `formats` are given, only documents that are made in one of them are wanted. Raises Problems (BG006) when the request
    names a brief, audience or language that no document has, or no document has all that it names, or none of these is made in
    one of the formats.
    """
    wanted = request or Request()
    every = tuple(document for brief in work.settings.briefs for document in _documents(work, brief))
    unknown = (
        *_unknown("brief", wanted.briefs, (document.brief for document in every)),
        *_unknown("audience", wanted.audiences, (document.audience for document in every)),
        *_unknown("language", wanted.languages, (document.language for document in every)),
    )
    if unknown:
        raise Problems(*unknown)
    found = tuple(
        document
        for document in every
        if (not wanted.briefs or document.brief in wanted.briefs)
        and (not wanted.audiences or document.audience in wanted.audiences)
        and (not wanted.languages or document.language in wanted.languages)
    )
    if every and not found:
        raise Problems(_none_of(wanted))
    made = tuple(document for document in found if _is_made(work, document.audience, formats))
    if found and not made:
        raise Problems(*_not_made(work, (document.audience for document in found), formats))
    return made


def unmet(work: Work, request: Request, formats: Collection[str]) -> tuple[Diagnostic, ...]:
    """Warn (BG006) of audiences that a request names and that are made in none of the formats, where others are.

    Who names none asks for whatever there is in these formats.
    """
    return tuple(replace(item, severity=Severity.WARNING) for item in _not_made(work, request.audiences, formats))


def _is_made(work: Work, audience: str, formats: Collection[str]) -> bool:
    return not formats or not set(formats).isdisjoint(work.audiences[audience].formats)


def _not_made(work: Work, audiences: Iterable[str], formats: Collection[str]) -> Iterator[Diagnostic]:
    for name in dict.fromkeys(audiences):
        if not _is_made(work, name, formats):
            there, wanted = " and ".join(work.audiences[name].formats), " or ".join(formats)
            hint = f"ask for {there}, or add {wanted} to its `formats` in data/audiences.yaml"
            yield Diagnostic(WRONG_NAME, f"audience `{name}` is made as {there}, not as {wanted}", hint=hint)


def _documents(work: Work, brief: Brief) -> Iterator[DocumentId]:
    for item in _items(work, brief):
        for audience in brief.audiences:
            for language in work.audiences[audience].languages or (work.settings.language,):
                yield DocumentId(brief.id, item, audience, language)


def _items(work: Work, brief: Brief) -> tuple[str, ...]:
    match brief.for_each:
        case None:
            return ("",)
        case ("topic", topics):
            return topics
        case (_, types):
            return tuple(entity.id for entity in work.dataset.entities.values() if entity.type in types)


def _unknown(kind: str, wanted: tuple[str, ...], known: Iterable[str]) -> Iterator[Diagnostic]:
    names = sorted(set(known))
    for name in wanted:
        if name not in names:
            hint = did_you_mean(name, names) or f"there are: {', '.join(names)}"
            yield Diagnostic(WRONG_NAME, f"no {kind} `{name}` in this project", hint=hint)


def _none_of(wanted: Request) -> Diagnostic:
    named = {"brief": wanted.briefs, "audience": wanted.audiences, "language": wanted.languages}
    asked = [f"{kind} {' or '.join(f'`{name}`' for name in names)}" for kind, names in named.items() if names]
    return Diagnostic(WRONG_NAME, f"no document is of {' and '.join(asked)}", hint="leave one of them out")
