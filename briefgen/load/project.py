"""A project's folder to everything in it, as plain values with their places."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path, PurePosixPath

from briefgen.load.brand import BRAND, read_named
from briefgen.load.files import UNPRINTABLE, name_of, not_read, read_text, text_of, unprintable, walk
from briefgen.load.from_csv import csv_spots, parse_csv
from briefgen.load.from_json import json_lines_spots, json_spots, parse_json, parse_json_lines
from briefgen.load.from_yaml import DEEPEST, parse_yaml, yaml_spots
from briefgen.load.texts import LARGEST_TEXT, split_sections
from briefgen.model import loaded as model
from briefgen.model.briefing import Text
from briefgen.model.diagnostic import Diagnostic, Place, Problems, finding
from briefgen.model.loaded import Loaded, LoadedFile, Plain

LONGEST_TEXT = 20_000
"""Characters of one text in a data file."""
_DEEPEST_TEXT = 3
_NEEDED = ("topics", "sources")
_BRANDS = frozenset({".yml", ".yaml", ".json"})
Parsed = tuple[Plain, tuple[model.Spot, ...], tuple[Diagnostic, ...], bool]
"""The plain value of a data file, the spots of its records, what is wrong with it, and whether nothing of it was left unread."""
Parse = Callable[[str, str], Parsed]
"""Parses a text; it is given the file's name, too."""
_Spots = Callable[[str], Mapping[model.Path, model.Spot]]
_FORMATS: Mapping[str, tuple[Parse, _Spots]] = {
    ".yaml": (parse_yaml, yaml_spots),
    ".yml": (parse_yaml, yaml_spots),
    ".json": (parse_json, json_spots),
    ".jsonl": (parse_json_lines, json_lines_spots),
    ".csv": (parse_csv, csv_spots),
}


def load(root: Path, stock: Path, *, facts: bool = True, parsing: Callable[[Parse], Parse] | None = None) -> Loaded:
    """Turn a project's folder, and the package's folder of stock files, into their plain values.

    What is wrong with a file is in `diagnostics`, and the other files are read all the same. Without `facts`, files of facts are
    named and not read. `parsing` makes of what parses a file what is asked instead. Problems (BG001) only when there is no
    briefgen.yaml.
    """
    return _Reader(root, stock, parsing).project(facts=facts)


def load_facts(root: Path, path: Path, content: bytes | None = None) -> tuple[LoadedFile, tuple[Diagnostic, ...], bool]:
    """Turn one file of facts into plain values, what is wrong with it, and whether nothing of it was left unread.

    `content` are its bytes, where they have been read.
    """
    reader = _Reader(root, root)
    file = reader.file("facts", path, root, content)
    return file, tuple(reader.diagnostics), not reader.unread


class _Reader:
    """Reads the files of one project and collects what is wrong with them."""

    def __init__(self, root: Path, stock: Path, parsing: Callable[[Parse], Parse] | None = None) -> None:
        self.root = root
        self.stock = stock
        self.parsing = parsing
        self.diagnostics: list[Diagnostic] = []
        self.unread: set[str] = set()

    def project(self, *, facts: bool) -> Loaded:
        """Read everything, files of facts where they are wanted."""
        settings = self.root / "briefgen.yaml"
        if not settings.exists():
            raise Problems(finding("BG001", f"there is no project in `{self.root.name}`", Place("briefgen.yaml")))
        data = {kind: self._data(kind) for kind in ("audiences", "topics", "entities", "sources")}
        texts, text_files = self._texts()
        own = self.file("settings", settings, self.root)
        brand = self._brand(own)
        named, inputs, found = read_named(self.root, brand) if brand and "brand" not in self.unread else ({}, {}, ())
        self.diagnostics += found
        fact_files = tuple(self._fact_files())
        return Loaded(
            settings=own,
            stock=self.file("stock", self.stock / "audiences.yaml", self.stock),
            facts=tuple(self.file("facts", path, self.root) for path in fact_files) if facts else (),
            fact_files=fact_files,
            charts=tuple(self._charts()),
            texts=texts,
            text_files=text_files,
            templates=frozenset(self._templates()),
            brand=brand,
            brand_files=named,
            brand_inputs=inputs,
            unread=frozenset(self.unread),
            diagnostics=tuple(self.diagnostics),
            **data,
        )

    def _data(self, kind: str) -> LoadedFile:
        path = self.root / "data" / f"{kind}.yaml"
        if path.exists() or path.is_symlink():
            return self.file(kind, path, self.root)
        name = name_of(self.root, path)
        if kind in _NEEDED:
            self._report(kind, finding("BG002", f"`{name}` does not exist", Place(name), f"create it: a list of {kind}"))
        return LoadedFile(name=name, value={} if kind == "audiences" else [])

    def _brand(self, settings: LoadedFile) -> LoadedFile | None:
        """Read the brand file that the settings name, or the one that lies in the project's folder."""
        named = settings.value.get("brand") if isinstance(settings.value, dict) else None
        name = PurePosixPath(named if isinstance(named, str) else BRAND)
        if name.is_absolute() or ".." in name.parts:
            return None  # told of the setting
        path = self.root / name
        if path.is_symlink() or path.exists():
            if path.suffix.lower() in _BRANDS:
                return self.file("brand", path, self.root)
            hint = "name it _brand.yml"
            self._report("brand", finding("BG003", f"`{named}` is no YAML or JSON file", settings.place(("brand",)), hint))
        elif named is not None:
            hint = "create it, or leave the setting out"
            self._report("brand", finding("BG002", f"`{named}` does not exist", settings.place(("brand",)), hint))
        return None

    def _fact_files(self) -> Iterator[Path]:
        folder = self.root / "data" / "facts"
        count = 0
        for path in walk(self.root, folder):
            if isinstance(path, Diagnostic):
                self._report("facts", path)
            elif path.suffix.lower() in _FORMATS:
                count += 1
                yield path
            elif path.suffix.lower() not in {".md", ".txt"}:
                self.diagnostics.append(not_read(name_of(self.root, path)))
        if not count and "facts" not in self.unread:
            hint = "put facts into data/facts/, such as data/facts/first.yaml"
            self._report("facts", finding("BG002", "the project has no file of facts", Place("data/facts"), hint))

    def _charts(self) -> Iterator[LoadedFile]:
        """Read data/charts.yaml and the files of data/charts/, where there are any."""
        single = self.root / "data" / "charts.yaml"
        if single.exists() or single.is_symlink():
            yield self.file("charts", single, self.root)
        for path in walk(self.root, self.root / "data" / "charts"):
            if isinstance(path, Diagnostic):
                self._report("charts", path)
            elif path.suffix.lower() in {".yaml", ".yml", ".json"}:
                yield self.file("charts", path, self.root)
            else:
                self.diagnostics.append(not_read(name_of(self.root, path)))

    def file(self, kind: str, path: Path, within: Path, content: bytes | None = None) -> LoadedFile:
        """Read one data file, of which `content` are the bytes if known; one that cannot be read is given as an empty one."""
        name = name_of(self.root, path)
        empty = LoadedFile(name=name, value={} if kind in {"settings", "stock", "audiences", "charts", "brand"} else [])
        try:
            text, found = read_text(within, path) if content is None else text_of(content, name)
        except Problems as problems:
            self._report(kind, *(_renamed(item, name) for item in problems.diagnostics))
            return empty
        self.diagnostics += (_renamed(item, name) for item in found)
        if not text.strip():
            self._report(kind, finding("BG004", f"`{name}` is empty", Place(name)))
            return empty
        parse, spots = _FORMATS[path.suffix.lower()]
        value, starts, found, is_whole = (self.parsing(parse) if self.parsing else parse)(text, name)
        self.diagnostics += found
        if not is_whole:
            self.unread.add(kind)
            value = value if path.suffix.lower() in {".csv", ".jsonl"} else None
        elif value is None:
            self._report(kind, finding("BG004", f"`{name}` is empty", Place(name)))
        if value is None:
            return empty
        file = LoadedFile(name=name, value=value, starts=starts, spots=cache(partial(spots, text)))
        return file if self._is_sound(kind, file) else empty

    def _is_sound(self, kind: str, file: LoadedFile) -> bool:
        """Report texts that are too long or cannot be printed; tell whether the file is of use all the same."""
        if _depth_of(file.value) > DEEPEST:
            items = file.value if isinstance(file.value, list) else []
            deep = next(((number,) for number, item in enumerate(items) if _depth_of(item) >= DEEPEST), ())
            self._report(kind, finding("BG104", f"nested more than {DEEPEST} levels deep", file.place(deep)))
            return False
        for path, text in _suspicious(file.value) if _is_suspicious(file.value) else ():
            if bad := UNPRINTABLE.search(text):
                self.diagnostics.append(unprintable(bad.group(), file.place(path)))
            else:
                message = f"a text has {len(text):,} characters; {LONGEST_TEXT:,} are allowed"
                self.diagnostics.append(finding("BG106", message, file.place(path)))
        return True

    def _texts(self) -> tuple[dict[tuple[str, str, str], dict[str, Text]], dict[tuple[str, str, str], str]]:
        texts, names = {}, {}
        folder = self.root / "data" / "texts"
        for path in walk(self.root, folder):
            if isinstance(path, Diagnostic):
                self._report("texts", path)
                continue
            parts = path.relative_to(folder).parts
            if path.suffix != ".md" or len(parts) == 1:
                continue
            name = name_of(self.root, path)
            if len(parts) > _DEEPEST_TEXT:
                hint = "texts are named data/texts/<brief>/[<item>/]<audience>.md"
                self._report("texts", finding("BG006", f"`{name}` belongs to no brief", Place(name), hint))
                continue
            audience, _, language = path.stem.partition(".")
            key = ("/".join(parts[:-1]), audience, language)
            names[key] = name
            texts[key] = self._text(path, name)
        return texts, names

    def _text(self, path: Path, name: str) -> dict[str, Text]:
        try:
            text, found = read_text(self.root, path, LARGEST_TEXT)
        except Problems as problems:
            self._report("texts", *problems.diagnostics)
            return {}
        self.diagnostics += found
        if not text.strip():
            self._report("texts", finding("BG004", f"`{name}` is empty", Place(name)))
            return {}
        sections, found = split_sections(text, name)
        self.diagnostics += found
        return sections

    def _templates(self) -> Iterator[str]:
        """Give the names of all template files: the project's and the package's, which in a checkout lie beside it."""
        packaged = self.stock if (self.stock / "templates").is_dir() else self.stock.parent.parent
        for folder in dict.fromkeys((self.root, packaged)):
            templates = folder / "templates"
            for path in walk(folder, templates):
                if isinstance(path, Path):
                    yield path.relative_to(templates).as_posix()

    def _report(self, kind: str, *found: Diagnostic) -> None:
        self.unread.add(kind)
        self.diagnostics += found


def _renamed(diagnostic: Diagnostic, name: str) -> Diagnostic:
    """Name a stock file as seen from the project."""
    place = Place(name, diagnostic.place.line, diagnostic.place.column)
    return Diagnostic(diagnostic.code, diagnostic.message, place, diagnostic.hint, diagnostic.severity)


def _depth_of(value: Plain) -> int:
    depth = 0
    level = [value]
    while level:
        depth += 1
        inner = [item for item in level if isinstance(item, list | dict)]
        level = [part for item in inner for part in (item.values() if isinstance(item, dict) else item)]
    return depth - 1


def _is_suspicious(value: Plain) -> bool:
    """Tell whether any text, keys included, is too long or cannot be printed."""
    rest = [value]
    while rest:
        item = rest.pop()
        if isinstance(item, dict):
            rest.extend(item)
            rest.extend(item.values())
        elif isinstance(item, list):
            rest.extend(item)
        elif item is not None and (len(item) > LONGEST_TEXT or UNPRINTABLE.search(item)):
            return True
    return False


def _suspicious(value: Plain, path: model.Path = ()) -> Iterator[tuple[model.Path, str]]:
    """Give each text that is too long or cannot be printed, with the way to it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _suspicious(key, (*path, key))
            yield from _suspicious(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _suspicious(inner, (*path, number))
    elif value is not None and (len(value) > LONGEST_TEXT or UNPRINTABLE.search(value)):
        yield path, value
