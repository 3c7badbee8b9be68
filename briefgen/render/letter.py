"""The letter of one document: a briefing goes through the templates of a mail and comes out as subject, plain text and HTML.

It is rendered once for all recipients; what a row says of its recipient has a slot, which is filled when a message is made.
"""

from __future__ import annotations

import html as markup
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import css_inline
from markupsafe import escape

from briefgen.model.brand import Brand
from briefgen.model.briefing import Briefing, DocumentId, Ledger, Page
from briefgen.model.chart import Draw, Paint, undrawn
from briefgen.model.delivery import CORRECTION, SLOT, Enclosure, Letter, Slot
from briefgen.model.diagnostic import Diagnostic, Place, Problems
from briefgen.model.layers import place_name
from briefgen.render import inlays
from briefgen.render.environment import Environment
from briefgen.render.page import stop_at_failures, studio_for
from briefgen.render.plain_text import plain_text
from briefgen.render.record import Fragment, Word
from briefgen.render.resolve import Resolver, unmarked
from briefgen.render.slots import RecipientView
from briefgen.render.studio import Studio

_SUBJECT, _TEXT, _HTML = "subject.txt.j2", "txt.j2", "html.j2"
_LONE = re.compile(r"(?m)[ \t]+$")
_GAPS = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Brush:
    """What makes the pictures of a letter."""

    draw: Draw = undrawn
    """Draws its charts; where it draws nothing there are no pictures, and the charts' words stand alone."""
    paint: Paint = lambda _svg, _width: b""


def write_letter(
    briefing: Briefing, environment: Environment, enclosure: Enclosure, brand: Brand, brush: Brush | None = None
) -> Letter:
    """Turn a briefing into the letter that its document goes with; all reading and printing of facts is recorded on the way.

    Raises Problems (BG4xx, BG301, BG607) with every finding when a template or text cannot be rendered.
    """
    brush = brush or Brush()
    studio = studio_for(briefing, environment, brush.draw)
    recipient = RecipientView(studio.record)
    embargo = studio.desk.formatter.embargo(enclosure.embargo_until) if enclosure.embargo_until else ""
    studio.names.update(_names(studio, recipient, enclosure, brand), embargo=studio.record.words(embargo), recipient=recipient)
    studio.environment.filters.update(otherwise=recipient.otherwise, as_text=plain_text)
    names = templates_of(briefing.id, environment, is_correction=bool(enclosure.corrections))
    skeletons = {part: _skeleton(studio, part, name) for part, name in names.items()}
    stop_at_failures(studio)
    drawn = inlays.drawn(skeletons[_HTML])
    facts = briefing.dataset.in_order(studio.record.used(drawn + "".join(skeletons.values())))
    marking = briefing.scheme.highest((enclosure.marking, *_markings(facts, briefing)))
    late = {"marking": marking, "embargo": "", "release": "", "embargo_line": "", "digest": "", "json_ld": ""}
    skeletons[_HTML], pictures = inlays.painted(skeletons[_HTML], lambda svg: _words_in(svg, studio, late), brush.paint)
    written = {part: _Written.of(studio, skeleton, late, is_html=part == _HTML) for part, skeleton in skeletons.items()}
    _refuse(written, names)
    slots = recipient.slots
    read = Resolver(studio.record.fragments, late)
    prose = _as_html(written[_SUBJECT].marked, written[_TEXT].marked, briefing)
    return Letter(
        document=briefing.id,
        template=names[_HTML],
        subject=" ".join(written[_SUBJECT].text.split()),
        text=_GAPS.sub("\n\n", _LONE.sub("", written[_TEXT].text)).strip() + "\n",
        html=css_inline.inline(unmarked(written[_HTML].marked), load_remote_stylesheets=False, keep_at_rules=True),
        slots=slots,
        pictures=pictures,
        marking=marking,
        embargo=embargo,
        pages=(
            _page(studio, _named(read.marked(drawn), slots), read, marking),
            _page(studio, _named(prose, slots), written[_TEXT].resolver, marking),
        ),
    )


def _markings(facts: Iterable[str], briefing: Briefing) -> Iterator[str]:
    """Give the markings of some facts that have one."""
    return (label for name in facts if (label := briefing.dataset.facts[name].marking))


def _words_in(svg: str, studio: Studio, late: Mapping[str, str]) -> str:
    """Put the words into a drawing."""
    return unmarked(Resolver(studio.record.fragments, late).marked(svg))


def templates_of(document: DocumentId, environment: Environment, *, is_correction: bool = False) -> Mapping[str, str]:
    """Give the templates of a document's letter by their endings: subject, plain text and HTML."""
    bases = (f"{document.audience}-{CORRECTION}", LETTERS[1]) if is_correction else (document.audience, LETTERS[0])
    return {part: _template(bases, document.language, environment, part) for part in (_SUBJECT, _TEXT, _HTML)}


def _skeleton(studio: Studio, part: str, name: str) -> str:
    """Render one part of a letter, with charts as they stand in it."""
    studio.gallery.medium = inlays.HTML if part == _HTML else inlays.TEXT
    studio.record.charts.clear()
    return studio.skeleton(name)


LETTERS = ("message", CORRECTION)
"""Templates of letters for all audiences; those of one audience, `press` and `press-correction`, stand before them."""


def general(name: str, audience: str) -> str:
    """Give the template for all audiences in whose place a template stands that is named after one; empty where it is none."""
    base, _, ending = name.removeprefix("email/").partition(".")
    kind = {audience: LETTERS[0], f"{audience}-{CORRECTION}": LETTERS[1]}.get(base, base)
    part = next((part for part in (_SUBJECT, _TEXT, _HTML) if ending == part or ending.partition(".")[2] == part), "")
    return f"email/{kind}.{part}" if name.startswith("email/") and part and kind in LETTERS else ""


def _template(bases: tuple[str, str], language: str, environment: Environment, ending: str) -> str:
    """Find the template of a part: the audience's before the one for all, of the document's language before the others."""
    for base in bases:
        for name in (f"email/{base}.{language}.{ending}", f"email/{base}.{ending}"):
            if environment.folders.read(name) is not None:
                return name
    return f"email/{bases[-1]}.{ending}"


def _names(studio: Studio, recipient: RecipientView, enclosure: Enclosure, brand: Brand) -> Mapping[str, Any]:
    """Give the names that the templates of mails have beside those of documents."""
    words = studio.record.words
    mailto = next((address for address in enclosure.unsubscribe if address.startswith("mailto:")), "")
    url = next((address for address in enclosure.unsubscribe if not address.startswith("mailto:")), "")
    return {
        "attachment": {"name": words(enclosure.name), "size": words(_size(enclosure.size))},
        "unsubscribe": {
            "mailto": words(mailto),
            "address": words(mailto.removeprefix("mailto:").partition("?")[0]),
            "url": recipient.address(url),
        },
        "corrections": tuple(
            {"was": words(item.was, item.fact), "fact": studio.names["fact"](item.fact) if item.stands else None}
            for item in enclosure.corrections
        ),
        "charts": lambda: () if studio.record.charts else tuple(map(Word, inlays.declared(studio.briefing))),
        "palette": {
            ground: {name: Word(colour) for name, colour in asdict(getattr(brand, ground)).items()}
            for ground in ("light", "dark")
        },
    }


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{max(1, round(count / 1000))} kB"


@dataclass(slots=True)
class _Wording(Resolver):
    """Writes values as plain words: a mail shows no evidence to which they could lead."""

    def _element(self, fragment: Fragment) -> str:
        return self._beside(fragment)


@dataclass(frozen=True, slots=True)
class _Written:
    """One part of a letter, as HTML with its figures marked and as text."""

    marked: str
    resolver: Resolver

    @classmethod
    def of(cls, studio: Studio, skeleton: str, late: Mapping[str, str], *, is_html: bool) -> _Written:
        """Put the data in the place of the tokens; plain text is escaped as a whole: nothing in it is taken for markup."""
        resolver = _Wording(studio.record.fragments, late)
        return cls(resolver.marked(skeleton if is_html else str(escape(skeleton))), resolver)

    @property
    def text(self) -> str:
        """Plain text as it is sent."""
        return markup.unescape(unmarked(self.marked))


def _refuse(written: Mapping[str, _Written], names: Mapping[str, str]) -> None:
    """Raise Problems where an address leads astray, or a slot stands where a recipient's words cannot: in a script or style."""
    found = [item for text in written.values() for item in text.resolver.refused]
    if "\\ue005" in written[_HTML].marked:
        message = "a column of the recipients is printed in a script or style"
        found.append(Diagnostic("BG607", message, Place(place_name(names[_HTML])), "print it in the text of the letter"))
    if found:
        raise Problems(*dict.fromkeys(found))


def _named(text: str, slots: tuple[Slot, ...]) -> str:
    """Write the names of columns in the place of slots, for those who judge the letter."""
    return SLOT.sub(lambda mark: f"[{slots[int(mark[1])].column}]", text)


def _as_html(subject: str, text: str, briefing: Briefing) -> str:
    """Turn subject and plain text, escaped, into a page with a paragraph for each line."""
    lines = "\n".join(f"<p>{line}</p>" for line in text.splitlines() if line.strip())
    title = escape(briefing.title)
    language = escape(briefing.id.language)
    return (
        f'<!doctype html><html lang="{language}"><head><title>{title}</title></head><body><h1>{subject}</h1>{lines}</body></html>'
    )


def _page(studio: Studio, marked: str, resolver: Resolver, marking: str) -> Page:
    """Make a page of a part of a letter, for the gate and the proof."""
    briefing, record = studio.briefing, studio.record
    entries = tuple(resolver.entries)
    return Page(
        id=briefing.id,
        html=unmarked(marked),
        marked=marked,
        prose=tuple(resolver.prose),
        title=briefing.title,
        language=studio.desk.formatter.language,
        marking=marking,
        edition=briefing.brief.edition,
        date=briefing.brief.date.iso if briefing.brief.date else "",
        publisher=briefing.settings.publisher.name,
        facts_json="",
        digest="",
        ledger=Ledger(
            entries=entries,
            facts=briefing.dataset.in_order(name for entry in entries for name in (entry.fact, *entry.also)),
            sources=(),
            reads=briefing.dataset.in_order(record.reads),
            selections=tuple(dict.fromkeys(record.selections.values())),
            templates=tuple(sorted(set(studio.files.values()))),
        ),
        diagnostics=tuple(dict.fromkeys(record.diagnostics)),
    )
