"""Resolution: a rendered skeleton with tokens becomes the finished text, and the ledger's entries in reading order."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from markupsafe import escape

from briefgen.model.briefing import PROSE_END, PROSE_MARK, Entry, Prose
from briefgen.model.diagnostic import Diagnostic, Place
from briefgen.model.ledger import Where
from briefgen.render.format import direction
from briefgen.render.record import TOKEN, Fragment, is_safe, refused

# Where no element can stand: comments, raw text, titles, drawings and the inside of a tag.
_PLAIN = r"<!--.*?-->|<(?P<name>title|svg)\b.*?</(?P=name)\s*>|<[a-zA-Z/!](?:\"[^\"]*\"|'[^']*'|[^'\">])*>"
_RAW = r"<(?P<code>script|style)\b.*?</(?P=code)\s*>"
MARKUP = frozenset({"json_ld", "embargo_line", "logo"})
"""What is made late and is markup already."""
_MARK = re.compile(rf"{PROSE_MARK[0]}\d+{PROSE_MARK[1]}|{PROSE_END}")
_ADDRESS = re.compile(r"\b(?:href|src|action|formaction|xlink:href)\s*=\s*[\"']?\s*" + TOKEN.pattern, re.IGNORECASE)
_STEP = re.compile(rf"(?P<raw>{_RAW})|(?P<plain>{_PLAIN})|{TOKEN.pattern}", re.DOTALL)


@dataclass(slots=True)
class Resolver:
    """Puts the text of fragments in the place of their tokens, once through a document from top to bottom."""

    fragments: list[Fragment]
    late: Mapping[str, str]
    entries: list[Entry] = field(default_factory=list)
    prose: list[Prose] = field(default_factory=list)
    """Figures that templates and texts typed themselves, by the numbers of their marks."""
    refused: list[Diagnostic] = field(default_factory=list)
    """Addresses that lead where no reader may be sent."""
    _notes: dict[str, int] = field(default_factory=dict)
    _anchors: dict[str, int] = field(default_factory=dict)
    _links: dict[str, Place] = field(default_factory=dict)
    _where: Where = "text"

    def marked(self, skeleton: str) -> str:
        """Turn a skeleton of HTML into the document: values become linked `<data>` elements, or plain words.

        A figure that no record gave stands between marks, which `unmarked` takes out.
        """
        return _STEP.sub(self._step, skeleton)

    def plain(self, text: str) -> str:
        """Turn text with tokens into plain words, not escaped."""
        return TOKEN.sub(lambda found: self._words(self._of(found)), text)

    @property
    def dead_links(self) -> tuple[Diagnostic, ...]:
        """Values that lead to evidence which the document does not show."""
        return tuple(
            Diagnostic(
                "BG408",
                f"the value of `{fact}` leads nowhere: the document shows no evidence of it",
                place,
                'give an element of the template id="{{ fact|anchor }}"',
            )
            for fact, place in self._links.items()
            if fact not in self._anchors
        )

    def _step(self, found: re.Match[str]) -> str:
        self._where = _where(found)
        if found["raw"]:
            return TOKEN.sub(lambda token: self._code(self._of(token)), found["raw"])
        if found["plain"]:
            return TOKEN.sub(lambda token: self._beside(self._of(token)), self._safe(found["plain"]))
        return self._element(self._of(found))

    def _safe(self, tag: str) -> str:
        """Take an address out of a tag where a record gives it and its scheme is not one that readers may follow."""
        for found in _ADDRESS.finditer(tag):
            fragment = self._of(found)
            address = self._peek(fragment.text)
            if fragment.kind in ("words", "statement", "value") and not is_safe(address):
                self.refused.append(refused(address, fragment.place))
                tag = tag.replace(found[0][found[0].index("\ue000") :], "#")
        return tag

    def _of(self, token: re.Match[str]) -> Fragment:
        return self.fragments[int(token["token"])]

    def _code(self, fragment: Fragment) -> str:
        """Write a fragment inside a script or style: what is made for that place as it is, data as a JSON string's content."""
        if fragment.kind == "late":
            return self.late[fragment.text]
        return json.dumps(self._words(fragment))[1:-1].replace("<", "\\u003c").replace("&", "\\u0026")

    def _element(self, fragment: Fragment) -> str:
        """Write a fragment as HTML content."""
        match fragment.kind:
            case "value":
                anchor = self._entry(fragment, fragment.text)
                for fact in fragment.facts:
                    self._links.setdefault(fact, fragment.place)
                also = f' data-also="{" ".join(fragment.basis.also)}"' if fragment.basis.also else ""
                return (
                    f'<data value="{escape(fragment.raw)}" data-fact="{fragment.fact}"{also} id="{anchor}">'
                    f'<a href="#e-{fragment.fact}">{escape(fragment.text)}</a></data>'
                )
            case "statement":
                place = len(self.entries)
                anchor = self._entry(fragment, "")
                content = _STEP.sub(self._step, str(escape(fragment.text)))
                self.entries[place] = _with_text(self.entries[place], self._peek(fragment.text))
                return f'<span data-fact="{fragment.fact}" id="{anchor}"{_language(fragment)}>{content}</span>'
            case "words" if TOKEN.search(fragment.text):
                return _STEP.sub(self._step, str(escape(fragment.text)))
            case "late":
                text = self.late[fragment.text]
                return text if fragment.text in MARKUP else str(escape(text))
            case _ if fragment.language:
                return f"<span{_language(fragment)}>{self._beside(fragment)}</span>"
            case _:
                return self._beside(fragment)

    def _beside(self, fragment: Fragment) -> str:
        """Write a fragment where no element of its own can stand."""
        text = str(escape(self._words(fragment)))
        if fragment.kind != "prose":
            return text
        self.prose.append(Prose(fragment.text, fragment.place))
        return f"{PROSE_MARK[0]}{len(self.prose) - 1}{PROSE_MARK[1]}{text}{PROSE_END}"

    def _words(self, fragment: Fragment) -> str:
        """Write a fragment as plain words; note numbers and anchors are counted here, in reading order."""
        match fragment.kind:
            case "note":
                return str(self._notes.setdefault(fragment.fact, len(self._notes) + 1))
            case "anchor":
                count = self._anchors[fragment.fact] = self._anchors.get(fragment.fact, 0) + 1
                return f"e-{fragment.fact}" if count == 1 else f"e-{fragment.fact}_{count}"  # ids have no underscore
            case "late":
                return self.late[fragment.text]
            case "value":
                self._entry(fragment, fragment.text, anchored=False)
            case "statement":
                self._entry(fragment, self._peek(fragment.text), anchored=False)
        return self.plain(fragment.text)

    def _peek(self, text: str) -> str:
        """Give the plain words of a text without counting or entering anything."""
        return TOKEN.sub(lambda found: self._peek(self._of(found).text), text)

    def _entry(self, fragment: Fragment, printed: str, *, anchored: bool = True) -> str:
        anchor = f"v{len(self.entries) + 1}" if anchored else ""
        self.entries.append(
            Entry(
                anchor=anchor,
                fact=fragment.fact,
                role=fragment.role,
                formatter=fragment.formatter,
                raw=fragment.raw,
                printed=printed,
                place=fragment.place,
                where=self._where,
                alternative=fragment.basis.alternative,
                also=fragment.basis.also,
            )
        )
        return anchor


def _language(fragment: Fragment) -> str:
    """Write the attributes that tell the language of words which are not in the document's."""
    return f' lang="{escape(fragment.language)}" dir="{direction(fragment.language)}"' if fragment.language else ""


def _where(found: re.Match[str]) -> Where:
    """Tell what a step of the walk stands in."""
    if found["raw"] or (found["plain"] or "").startswith("<!--"):
        return "data"
    if not found["plain"]:
        return "text"
    name = found["name"]
    return "attribute" if name is None else "title" if name == "title" else "drawing"


def unmarked(html: str) -> str:
    """Take the marks of typed figures out of a page."""
    return _MARK.sub("", html)


def _with_text(entry: Entry, printed: str) -> Entry:
    return replace(entry, printed=printed)
