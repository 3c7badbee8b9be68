"""A brand as a page wears it: the values of the styles' tokens, and the logo."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import fields

from markupsafe import Markup, escape

from briefgen.model.brand import DARK, DISPLAY, LIGHT, SANS, SERIF, Brand, Palette, Picture
from briefgen.model.colour import WHITE

_HEIGHT, _WIDEST, _GAP = 10.0, 48.0, 4.0
"""Height and largest width of the logo on paper, and what stays free beside it, in millimetres."""
_SCREEN = 2.5  # rem, the height of the logo on screen
_STOCK = dict(zip(("serif", "sans", "display"), (SERIF, SANS, DISPLAY), strict=True))
_AFTER = {"serif": "Georgia, serif", "sans": '"Helvetica Neue", Arial, sans-serif', "display": "Georgia, serif"}
"""What stands in where a browser refuses the fonts of a page."""


def brand_css(brand: Brand) -> Markup:
    """Turn a brand into the styles that stand after `tokens.css`; empty for the stock look."""
    is_coloured = (brand.light, brand.dark) != (LIGHT, DARK)
    tokens = [*(_colours(brand.light) if is_coloured else ()), *_named(brand, 0), *_type(brand)]
    dark = [*(_colours(brand.dark) if is_coloured else ()), *_named(brand, 1)]
    rules = [
        f":root {{ {' '.join(tokens)} }}" if tokens else "",
        f"@media print {{ :root {{ --paper: {WHITE}; }} }}" if brand.light.paper != WHITE else "",
        f"@media screen {{ @media (prefers-color-scheme: dark) {{ :root {{ {' '.join(dark)} }} }} }}" if dark else "",
        f"@media screen {{ html {{ font-size: {106.25 * brand.size:g}%; }} }}" if brand.size != 1 else "",
        # a face that a family lacks is set upright or regular alike in every output, and not slanted by some of them
        "@media screen { html { font-synthesis: none; } }" if any((brand.text, brand.labels, brand.headings)) else "",
        *_logo_css(brand.logo),
    ]
    return Markup("\n".join(rule for rule in rules if rule))  # noqa: S704 -- colours, sizes and names that validate has read


def logo_html(brand: Brand) -> str:
    """Turn the logo of a brand into its element, the file within it; empty where there is none."""
    logo, dark = brand.logo, brand.logo_dark
    if logo is None:
        return ""
    other = f'<source media="screen and (prefers-color-scheme: dark)" srcset="{_data(dark)}">' if dark and dark != logo else ""
    return f'<div class="logo"><picture>{other}<img src="{_data(logo)}" alt="{escape(logo.alt)}"></picture></div>'


def lettered(svg: str, brand: Brand) -> str:
    """Put the brand's family for labels in the place of the stock one in which a picture is drawn."""
    return svg.replace(f'font-family="{SANS}"', f'font-family="{escape(brand.families[1])}"')


def _data(picture: Picture) -> str:
    return f"data:{picture.media_type};base64,{b64encode(picture.content).decode('ascii')}"


def _colours(palette: Palette) -> Iterator[str]:
    """Give all colours of a palette: they stand after the stock's dark ones, so a light one would hold in the dark, too."""
    for item in fields(Palette):
        yield f"--{item.name}: {getattr(palette, item.name) or 'var(--accent)'};"


def _named(brand: Brand, ground: int) -> Iterator[str]:
    """Give the brand's own colours to a project's templates and styles, as `--brand-` and their names."""
    for name, pair in brand.colours.items():
        if not ground or pair[0] != pair[1]:
            yield f"--brand-{name}: {pair[ground]};"


def _type(brand: Brand) -> Iterator[str]:
    for token, family in zip(_STOCK, brand.families, strict=True):
        if family != _STOCK[token]:
            yield f'--{token}: "{family}", {_AFTER[token]};'
    if brand.leading:
        yield f"--leading: {brand.leading:g};"


def _logo_css(logo: Picture | None) -> Iterator[str]:
    """Place the logo: above the masthead's line on screen; on paper at the head of the first page, its name beside it."""
    if logo is None:
        return
    ratio = logo.width / logo.height
    width = min(_HEIGHT * ratio, _WIDEST)
    yield f"@media screen {{ .logo img {{ height: {_SCREEN:g}rem; max-width: 100%; width: auto; }} }}"
    yield (
        f"@media print {{ .logo {{ position: absolute; top: -16mm; left: 0; }} "
        f".logo img {{ display: block; width: {width:.2f}mm; height: {width / ratio:.2f}mm; }} }}"
    )
    yield f"@page :first {{ @top-left {{ padding-left: {width + _GAP:.2f}mm; }} }}"
