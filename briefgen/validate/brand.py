"""A brand file as plain values to the brand that every output wears, and to the publisher that it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from briefgen.model.brand import Brand, Palette
from briefgen.model.brand_file import BrandFile
from briefgen.model.diagnostic import Diagnostic, Place
from briefgen.model.loaded import Loaded, LoadedFile
from briefgen.model.settings import Publisher
from briefgen.validate.colours import GROUNDS, ColourBook, Found
from briefgen.validate.logos import LogoShelf
from briefgen.validate.palettes import palettes
from briefgen.validate.records import read_record
from briefgen.validate.remarks import Remark, placed
from briefgen.validate.typefaces import FontCase


def read_brand(loaded: Loaded, publisher: Publisher) -> tuple[Brand, Publisher, tuple[Diagnostic, ...]]:
    """Turn the brand file of a project, and the files that it names, into the brand, the publisher and what is wrong.

    What `publisher` says stays; the brand fills in what it leaves out. Without a brand file it is the stock look.
    """
    file = loaded.brand
    record, remarks = read_record(BrandFile, file.value) if file else (BrandFile(), [])
    if record is None or file is None:
        return Brand(), publisher, tuple(placed(remarks, file, ())) if file else ()
    folder = "".join(f"{step}/" for step in file.name.split("/")[:-1])
    publisher = _publisher(record, publisher)
    book = ColourBook(record)
    given = {ground: book.given(ground) for ground in GROUNDS}
    light, dark = palettes(*({name: colour for name, (colour, _) in given[ground].items()} for ground in GROUNDS))
    shelf = LogoShelf(record.logo, loaded.brand_files, folder, publisher.name)
    logo, logo_dark = shelf.chosen()
    case = FontCase(record, file, loaded.brand_files, folder)
    text, labels, headings = case.families()
    brand = Brand(
        light=light,
        dark=dark,
        colours=book.named(),
        places=dict(_places(file, given, {"light": light, "dark": dark})),
        text=text,
        labels=labels,
        headings=headings,
        size=record.typography.base.size or 1.0,
        leading=record.typography.base.line_height,
        logo=logo,
        logo_dark=logo_dark,
        inputs=loaded.brand_inputs,
    )
    return brand, publisher, tuple(placed([*book.remarks, *shelf.remarks, *case.remarks], file, ()))


def without_name(publisher: Publisher) -> Iterator[Remark]:
    """Find that nobody answers for the briefs."""
    if not publisher.name.strip():
        yield Remark("BG111", ("publisher",), "`publisher.name` is missing", "add it, or `meta.name` to the brand file")


def _publisher(record: BrandFile, publisher: Publisher) -> Publisher:
    meta = record.meta
    return replace(
        publisher,
        name=publisher.name.strip() or meta.name.full or meta.name.short,
        url=publisher.url or meta.link.home,
        email=publisher.email or meta.email,
        contact=publisher.contact or meta.contact,
    )


def _places(
    file: LoadedFile, given: Mapping[str, Mapping[str, Found]], palettes: Mapping[str, Palette]
) -> Iterator[tuple[tuple[str, str], Place]]:
    """Give the place of each colour of the palettes that the file gives, whichever ground it was given for."""
    for ground, palette in palettes.items():
        for other in (*GROUNDS, ground):  # its own last, which wins
            for name, (colour, path) in given[other].items():
                if getattr(palette, name) == colour:
                    yield (ground, name), file.place(path)
