"""A new audience: its template, its entry in data/audiences.yaml and its place in the briefs, as texts of files."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from briefgen.load.edit_yaml import as_file, with_item, with_record
from briefgen.model.diagnostic import WRONG_NAME, Diagnostic, Place, Problems, did_you_mean, printable
from briefgen.model.layers import STOCK, bare, place_name
from briefgen.model.loaded import Loaded, Plain
from briefgen.model.names import SETTINGS
from briefgen.overrides.effective import defined, effective
from briefgen.overrides.records import FILE, Taken, read_records, written
from briefgen.overrides.shelf import Shelf
from briefgen.overrides.skeleton import OWN_BLOCK, SECTIONS, built_upon, from_nothing
from briefgen.overrides.writing import Written
from briefgen.validate import validate
from briefgen.validate.audiences import merged

_AUDIENCES = "data/audiences.yaml"
_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_NOT_TAKEN = frozenset({"title", "template", "recipients"})
"""What a new audience does not take from the one that it is made from: its name, its file, and other people's addresses."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A new audience as it is asked for."""

    name: str
    title: str = ""
    model: str = ""
    """The audience that it is made from; a plain paper of its own where none is named."""
    briefs: tuple[str, ...] = ()
    """Briefs that it reads; those of the one that it is made from, else all without `for_each`, when left out."""


def new_audience(wanted: Wanted, shelf: Shelf, loaded: Loaded, texts: Mapping[str, str]) -> Written:
    """Turn the wish for an audience into the files that make it; `texts` are briefgen.yaml and data/audiences.yaml as they are.

    The template comes first and the list of briefs last, so that the project is valid after each.

    Raises Problems: BG006 for an unknown audience or brief, BG422 where there is one of that name, BG423 with the lines to add
    by hand where a file is written so that it cannot be changed safely, BG1xx where the result would not be valid.
    """
    stock, own = (file.value if isinstance(file.value, dict) else {} for file in (loaded.stock, loaded.audiences))
    known = merged(stock, own)
    _refuse(wanted, shelf, known)
    name = f"audiences/{wanted.name}.html.j2"
    entry = _entry(wanted, name, known, _tags(loaded))
    briefs = _briefs(wanted, loaded)
    changed = {
        _AUDIENCES: with_record(texts.get(_AUDIENCES, ""), entry),
        SETTINGS: _read_by(wanted.name, briefs, texts[SETTINGS], loaded),
    }
    _prove(changed, entry, wanted, briefs, loaded)
    files = {place_name(name): _template(wanted, shelf).encode(), **_record(wanted, name, shelf)}
    files |= {file: text.encode() for file, text in changed.items()}
    told = [f"wrote {place_name(name)}", f"added `{wanted.name}` to {_AUDIENCES}"]
    told += [f"added `{wanted.name}` to the brief `{brief}` in {SETTINGS}" for brief in briefs]
    ceiling = known.get(wanted.model)
    if isinstance(ceiling, dict) and isinstance(admits := ceiling.get("admits"), dict) and admits.get("marking"):
        told.append(
            f"`{wanted.name}` may see {admits['marking']}, as `{wanted.model}` may; change `admits` where that is too much"
        )
    return Written(files, tuple(told))


def _refuse(wanted: Wanted, shelf: Shelf, known: Mapping[str, Plain]) -> None:
    if not _ID.fullmatch(wanted.name):
        message = f"`{printable(wanted.name)}` is no name for an audience"
        raise Problems(Diagnostic(WRONG_NAME, message, hint="use small letters, digits and hyphens"))
    if wanted.name in known:
        hint = f"`briefgen templates override {wanted.name} BLOCK` changes it; or choose another name"
        raise Problems(Diagnostic("BG422", f"there is an audience `{wanted.name}` already", Place(_AUDIENCES), hint))
    name = f"audiences/{wanted.name}.html.j2"
    if name in shelf.names:
        raise Problems(
            Diagnostic("BG422", f"there is a template `{name}` already", Place(place_name(name)), "choose another name")
        )
    if wanted.model and wanted.model not in known:
        hint = did_you_mean(wanted.model, known) or f"there are: {', '.join(known)}"
        raise Problems(Diagnostic(WRONG_NAME, f"no audience `{wanted.model}`", hint=hint))


def _template(wanted: Wanted, shelf: Shelf) -> str:
    title = _title(wanted)
    if not wanted.model:
        return from_nothing(title, wanted.name)
    above = shelf.audience_template(wanted.model)
    blocks = [block.name for block in effective(shelf.family(above))]
    return built_upon(title, wanted.name, (wanted.model, above), blocks)


def _record(wanted: Wanted, name: str, shelf: Shelf) -> dict[str, bytes]:
    """Record what the block was taken from that a paper made from another one has at once."""
    if not wanted.model or not shelf.is_layered:
        return {}
    above = defined(shelf.family(shelf.audience_template(wanted.model)), OWN_BLOCK)
    if not above or shelf.is_own(above[0][0]):
        return {}
    source, part = above[0]
    taken = Taken(f"{STOCK}{bare(source.name)}", source.text_of(part))
    return {FILE: written({**read_records(shelf.own), (name, OWN_BLOCK): taken})}


def _title(wanted: Wanted) -> str:
    return wanted.title or wanted.name.replace("-", " ").capitalize()


def _tags(loaded: Loaded) -> frozenset[str]:
    """Give the tags that any fact has."""
    records = (record for file in loaded.facts for _, record in file.records())
    return frozenset(str(tag) for record in records if isinstance(tags := record.get("tags"), list) for tag in tags)


def _entry(wanted: Wanted, template: str, known: Mapping[str, Plain], tags: frozenset[str]) -> str:
    """Write the audience's entry: what it takes from another, or sections of its own."""
    model = known.get(wanted.model)
    taken = {key: value for key, value in model.items() if key not in _NOT_TAKEN} if isinstance(model, dict) else SECTIONS
    fields: dict[str, Plain] = {"title": _title(wanted), "template": template, **taken}
    lines = [f"{wanted.name}:"]
    for key, value in fields.items():
        if key == "sections" and isinstance(value, dict) and value:
            lines += ["  sections:", *(f"    {section}: {_rule(rule, tags)}" for section, rule in value.items())]
        else:
            lines.append(f"  {key}: {_flow(value)}")
    return "\n".join(lines) + "\n"


def _rule(rule: Plain, tags: frozenset[str]) -> str:
    """Write a section's rule; one for tags that no fact has yet is kept as a comment, since it could not be valid."""
    facts = rule.get("facts") if isinstance(rule, dict) else None
    named = facts.get("tags") if isinstance(facts, dict) else None
    if isinstance(named, list) and not tags.issuperset(map(str, named)):
        return f"{{}}  # {_flow(rule)}, once a fact has the tag"
    return _flow(rule)


def _flow(value: Plain) -> str:
    """Write a plain value as YAML on one line; words that could be taken for something else in quotation marks."""
    match value:
        case None:
            return "{}"
        case dict():
            return f"{{{', '.join(f'{key}: {_flow(item)}' for key, item in value.items())}}}"
        case list():
            return f"[{', '.join(map(_flow, value))}]"
    is_plain = value.replace("-", "").replace("_", "").replace(" ", "").replace("/", "").replace(".", "").isalnum()
    is_plain = is_plain and value == value.strip() and value.lower() != "null"
    return value if is_plain else '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _briefs(wanted: Wanted, loaded: Loaded) -> tuple[str, ...]:
    """Choose the briefs that the audience reads: those named; or those of its model; or all that are one document."""
    settings = loaded.settings.value if isinstance(loaded.settings.value, dict) else {}
    found = settings.get("briefs")
    briefs = [brief for brief in found if isinstance(brief, dict)] if isinstance(found, list) else []
    known = [str(brief.get("id")) for brief in briefs]
    for name in wanted.briefs:
        if name not in known:
            hint = did_you_mean(name, known) or f"there are: {', '.join(known)}"
            raise Problems(Diagnostic(WRONG_NAME, f"no brief `{name}` in this project", hint=hint))
    if wanted.briefs:
        return tuple(dict.fromkeys(wanted.briefs))
    if wanted.model:
        read = tuple(str(brief.get("id")) for brief in briefs if wanted.model in (brief.get("audiences") or ()))
        if read:
            return read
    return tuple(str(brief.get("id")) for brief in briefs if not brief.get("for_each")) or tuple(known)


def _read_by(audience: str, briefs: Sequence[str], text: str, loaded: Loaded) -> str:
    """Add an audience to the lists of some briefs in briefgen.yaml; the text as it is where one cannot be changed."""
    settings = loaded.settings.value
    listed = settings.get("briefs") if isinstance(settings, dict) else []
    for number, brief in enumerate(listed if isinstance(listed, list) else []):
        if isinstance(brief, dict) and brief.get("id") in briefs:
            text = with_item(text, ("briefs", number, "audiences"), audience) or text
    return text


def _prove(changed: Mapping[str, str], entry: str, wanted: Wanted, briefs: Sequence[str], loaded: Loaded) -> None:
    """Hold the changed files against what was meant, then the whole project against every rule, before anything is written."""
    lines = f"to {_AUDIENCES}:\n{entry}to {SETTINGS}: `{wanted.name}` in `audiences` of {', '.join(briefs)}"
    by_hand = Diagnostic(
        "BG423", "the files are written so that they cannot be changed safely", Place(_AUDIENCES), f"add by hand {lines}"
    )
    try:
        audiences, settings = as_file(_AUDIENCES, changed[_AUDIENCES]), as_file(SETTINGS, changed[SETTINGS])
        added = as_file(_AUDIENCES, entry).value
    except Problems as problems:
        raise Problems(by_hand) from problems
    before = loaded.audiences.value if isinstance(loaded.audiences.value, dict) else {}
    if not isinstance(added, dict) or audiences.value != {**before, **added}:
        raise Problems(by_hand)
    if settings.value != _with_audience(loaded.settings.value, wanted.name, briefs):
        raise Problems(by_hand)
    templates = loaded.templates | {f"audiences/{wanted.name}.html.j2"}
    validate(replace(loaded, settings=settings, audiences=audiences, templates=templates))


def _with_audience(settings: Plain, audience: str, briefs: Sequence[str]) -> Plain:
    if not isinstance(settings, dict) or not isinstance(listed := settings.get("briefs"), list):
        return settings
    changed: list[Plain] = []
    for brief in listed:
        if isinstance(brief, dict) and brief.get("id") in briefs and isinstance(names := brief.get("audiences"), list):
            changed.append({**brief, "audiences": [*names, audience]})
        else:
            changed.append(brief)
    return {**settings, "briefs": changed}
