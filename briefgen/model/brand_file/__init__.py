"""brand_file: the brand file as it is written.

form.py       its sections and their fields
notation.py   how these are written: weights, sizes, one text for a whole record
"""

from __future__ import annotations

from briefgen.model.brand_file.form import BrandFile, Colours, File, Font, Image, ImageFile, Logo, Setting, Shades, Tokens

__all__ = ["BrandFile", "Colours", "File", "Font", "Image", "ImageFile", "Logo", "Setting", "Shades", "Tokens"]
