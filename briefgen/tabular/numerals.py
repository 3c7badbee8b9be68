"""Numbers of spreadsheets, which are binary floating-point, to the decimals that people typed."""

from __future__ import annotations

from decimal import Context, Decimal, InvalidOperation

from briefgen.tabular.cells import Cell, Fault, Percent

DIGITS = 15
"""Significant digits that spreadsheet programs keep and show; what follows them is an artefact of binary numbers."""
_EXACT = Context(prec=DIGITS)
_MOST_ZEROS = 30


def decimal(text: str) -> Decimal | Fault:
    """Turn a number as a spreadsheet file holds it into a decimal of up to 15 significant digits: 2.4000000000000004 is 2.4.

    A whole number of more digits is a fault: which ones were meant cannot be told.
    """
    try:
        exact = Decimal(text)
        found = _EXACT.create_decimal(exact)
    except InvalidOperation:
        return Fault(text, "is no number")
    if not found.is_finite() or abs(found.adjusted()) > _MOST_ZEROS:
        return Fault(text, "is no number that a fact can hold")
    if found != exact and exact == exact.to_integral_value():
        return Fault(
            text, f"has more than {DIGITS} digits, of which spreadsheets lose some", "type it as text, after an apostrophe"
        )
    return found


def percent(text: str) -> Cell:
    """Turn a number that is shown as a percentage into the number before the sign."""
    found = decimal(text)
    return Percent(found * 100) if isinstance(found, Decimal) else found


def plain_text(number: Decimal) -> str:
    """Turn a number into its plain digits: no exponent, no zeros at the end."""
    text = format(number, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) if number else "0"
