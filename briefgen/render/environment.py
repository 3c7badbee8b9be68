"""The Jinja environment: sandboxed, strict about names, and closed to files outside its folders."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from stat import S_ISREG
from typing import Any

from jinja2 import BaseLoader, BytecodeCache, StrictUndefined, TemplateNotFound, TemplateSyntaxError, Undefined, nodes
from jinja2.bccache import Bucket
from jinja2.environment import Template
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from briefgen.model.diagnostic import Diagnostic, Place, Problems, did_you_mean
from briefgen.model.layers import STOCK, place_name
from briefgen.render.catalogues import Catalogues
from briefgen.render.evidence import AlternativeView, CitationView, DateView, SourceView
from briefgen.render.kinds import kind_of
from briefgen.render.outline import Outline, outline
from briefgen.render.record import here
from briefgen.render.typed import TypedFigures
from briefgen.render.views import FactView

_VIEWS = (FactView, AlternativeView, CitationView, DateView, SourceView)
_PRINTABLE = (str, int, float, FactView, AlternativeView, DateView, Undefined)
_TEXTS_KEPT = 1000
_LARGEST = 100_000  # characters, items or bits that an expression may make of a small one


class Folders(BaseLoader):
    """Finds templates by name in some folders, the first that has it wins; never outside of them, not by a link either.

    The last folder is the package's; a name that begins with `stock:` is looked for there alone (decisions, 16).
    """

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self.folders = tuple(folder.resolve() for folder in folders)
        self._known: dict[str, tuple[str, Path, int]] = {}
        """Text, file and time of what was read."""

    def get_source(self, environment: Any, template: str) -> tuple[str, str, Callable[[], bool]]:  # noqa: ARG002 -- Jinja's signature
        """Turn a name into the text of its file (Jinja's loader protocol)."""
        if template in self._known:
            text, path, stamp = self._known[template]
            if self._is_as_it_was(template, path, stamp):
                return text, str(path), lambda: self._is_as_it_was(template, path, stamp)
        path = self.path(template)
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
            hint = "save it as UTF-8 text that may be read"
            raise Problems(
                Diagnostic("BG003", f"cannot read the template: {reason}", Place(place_name(template)), hint)
            ) from error
        stamp = path.stat().st_mtime_ns
        self._known[template] = text, path, stamp
        return text, str(path), lambda: self._is_as_it_was(template, path, stamp)

    def _is_as_it_was(self, name: str, path: Path, stamp: int) -> bool:
        """Tell whether a name still leads to the same text: the file is as it was, and none has come to lie before it."""
        wanted = name.removeprefix(STOCK)
        for folder in self.folders[-1:] if name.startswith(STOCK) else self.folders:
            found = f"{folder}/{wanted}"
            try:
                seen = Path(found).lstat()
            except OSError:
                continue
            return found == str(path) and S_ISREG(seen.st_mode) and seen.st_mtime_ns == stamp
        return False

    def path(self, name: str) -> Path:
        """Find the file of a name. TemplateNotFound where there is none inside the folders."""
        folders = self.folders[-1:] if name.startswith(STOCK) else self.folders
        wanted = name.removeprefix(STOCK)
        for folder in folders if "\0" not in name else ():
            found = (folder / wanted).resolve()
            if found.is_file() and found.is_relative_to(folder):
                return found
        raise TemplateNotFound(name)

    def has(self, name: str) -> bool:
        """Tell whether there is a file of a name."""
        try:
            self.path(name)
        except TemplateNotFound:
            return False
        return True

    def read(self, name: str) -> bytes | None:
        """Read the file of a name; nothing where there is none."""
        try:
            return self.path(name).read_bytes()
        except TemplateNotFound:
            return None

    def stock_names(self) -> list[str]:
        """Name every file of the package, as it is asked for there."""
        return [f"{STOCK}{name}" for name in names_in(self.folders[-1])]

    def text(self, name: str) -> str:
        """Give the text of a template or style by its name; an empty one where there is none."""
        return (self.read(name) or b"").decode()

    def files(self) -> Iterator[Path]:
        """Give every template and style in the folders."""
        for folder in self.folders:
            yield from (path for path in folder.rglob("*") if path.suffix in (".j2", ".css"))

    def list_templates(self) -> list[str]:
        """Name every file in the folders."""
        return sorted({name for folder in self.folders for name in names_in(folder)})


def names_in(folder: Path) -> list[str]:
    """Name every file in a folder of templates."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


class Named(StrictUndefined):
    """A name that a template does not have, with a suggestion in its message."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        name = str(self._undefined_name)
        if self._undefined_hint:
            return str(self._undefined_hint)
        if self._undefined_obj is missing:
            return f"`{name}` is not defined"
        seen: Any = self._undefined_obj
        if isinstance(seen, list | tuple) and name.removeprefix("-").isdigit():
            return f"there is nothing at place {name} of a list of {len(seen)}"
        if seen is None:
            return f"there is nothing to take `{name}` of"
        known = [item for item in dir(seen) if not item.startswith("_")]
        if isinstance(seen, Mapping):
            known = [str(key) for key in seen]
        hint = did_you_mean(name, known)
        return f"{kind_of(seen)} has no `{name}`" + (f"; {hint}" if hint else "")


class Compiled(BytecodeCache):
    """Keeps the code of templates in memory, so that each is compiled once for all documents."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code of a template whose text is still the same."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        self._codes[bucket.key, bucket.checksum] = bucket.code


class Environment(ImmutableSandboxedEnvironment):
    """Jinja with briefgen's loader, autoescape everywhere, and no way from a template to a view's inner methods."""

    intercepted_binops = frozenset(("*", "**", "%"))

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self.folders = Folders(folders)
        self.catalogues = Catalogues(self.folders.folders)
        self._outlines: dict[str, Outline] = {}
        self._trees: dict[str, tuple[str, nodes.Template]] = {}
        """Sources that were parsed for an outline, with their trees, until they are compiled."""
        self._texts: dict[tuple[str, Place], Any] = {}
        """The code of editors' texts: a template belongs to the document whose environment runs it."""
        self.asked: dict[str, None] = {}
        """Names of the templates that others asked for while they ran, also of those that there are not."""
        super().__init__(
            loader=self.folders,
            autoescape=is_markup,
            undefined=Named,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols", TypedFigures],
            cache_size=-1,
            bytecode_cache=Compiled(),
        )

    def outline(self, name: str) -> Outline:
        """Give the outline of a template, made once for as long as its text is the same.

        Raises TemplateNotFound, TemplateSyntaxError, and Problems (BG003) where the file cannot be read.
        """
        source, path, _ = self.folders.get_source(self, name)
        known = self._outlines.get(name)
        if known is None or (known.path, known.source) != (path, source):
            tree = self.parse(source, name)
            known = self._outlines[name] = outline(tree, name, path, source)
            self._trees[name] = source, tree
        return known

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Parse a template (Jinja's way in for compilers); one that was parsed for its outline is not parsed again."""
        known = self._trees.pop(name, None) if name else None
        return known[1] if known and known[0] == source else super()._parse(source, name, filename)

    def text_template(self, words: str, place: Place) -> Template:
        """Compile an editor's words as a template whose lines are those of their file, once for all documents.

        Raises TemplateSyntaxError.
        """
        code = self._texts.get((words, place))
        if code is None:
            code = self.compile("\n" * (place.line - 1) + words, place.file, place.file)
            if len(self._texts) >= _TEXTS_KEPT:
                self._texts.clear()
            self._texts[words, place] = code
        return Template.from_code(self, code, self.globals)

    def join_path(self, template: str, parent: str) -> str:
        """Note that a template asks for another, however it names it (Jinja calls this before it looks for one)."""
        name = super().join_path(template, parent)
        self.asked.setdefault(name)
        return name

    def outline_or_problems(self, name: str) -> Outline:
        """Give the outline of a template. Problems (BG401, BG403, BG405, BG003) where it is missing or cannot be read as one."""
        from briefgen.render.errors import diagnose, no_template

        try:
            return self.outline(name)
        except TemplateNotFound:
            raise Problems(no_template(name, Place(place_name(name)), self)) from None
        except TemplateSyntaxError as error:
            raise Problems(*diagnose(error, {}, (), self)) from error

    def is_safe_callable(self, obj: Any) -> bool:
        """Refuse the methods of views, which belong to the filters."""
        return not isinstance(getattr(obj, "__self__", None), _VIEWS) and super().is_safe_callable(obj)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Refuse to show the methods of views, too."""
        return not (isinstance(obj, _VIEWS) and callable(value)) and super().is_safe_attribute(obj, attr, value)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Refuse a product, power or pattern that would fill the memory: templates lay out, they do not compute."""
        if _size(operator, left, right) > _LARGEST:
            raise SecurityError(f"`{operator}` would make something larger than {_LARGEST:,}")
        return super().call_binop(context, operator, left, right)


def is_markup(name: str | None) -> bool:
    """Tell whether a template makes HTML, in which data are escaped; the others make a mail's plain text."""
    return not (name or "").endswith(".txt.j2")


def _size(operator: str, left: Any, right: Any) -> int:
    """Estimate how large the result of an operator is: characters and items, or the bits of a number."""
    if operator == "%":
        widths = re.findall(r"\d+", left) if isinstance(left, str) else ()
        return max((int(width[:9]) for width in widths), default=0)
    numbers = [item for item in (left, right) if isinstance(item, int)]
    if operator == "**":
        return abs(right) * left.bit_length() if len(numbers) == 2 else 0
    if len(numbers) == 1:
        counted = right if numbers[0] is left else left
        return len(counted) * abs(numbers[0]) if isinstance(counted, str | list | tuple) else 0
    return sum(number.bit_length() for number in numbers)


def printable(value: Any) -> Any:
    """Pass what may stand in a page; a record, list or function printed as it is would show the program's insides."""
    if isinstance(value, _PRINTABLE):
        return value
    hint = "print one of its parts, such as its title, or pass it through a filter"
    raise Problems(Diagnostic("BG407", f"{kind_of(value)} cannot be printed as it is", here(), hint))
