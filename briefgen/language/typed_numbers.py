"""Numbers as people of a country type them to decimals."""

from __future__ import annotations

from decimal import Decimal

from babel.numbers import NumberFormatError, parse_decimal

from briefgen.model.value import NumberError


def typed_number(text: str, locale: str) -> Decimal:
    """Turn the text of a number with a locale's separators (a BCP 47 tag) into a decimal, its zeros kept.

    1.234,50 in `de` is 1234.50. Raises NumberError where its separators are not that locale's, or do not stand where it puts
    them: the text may then mean another number.
    """
    try:
        return parse_decimal(text.strip(), locale=locale.replace("-", "_"), strict=True)
    except NumberFormatError as error:
        raise NumberError(f"`{text}` is not written as numbers are in `{locale}`") from error
