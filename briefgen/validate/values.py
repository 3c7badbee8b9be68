"""What the text of a value means: it depends on the fact's type and unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from briefgen.model.fact import Fact
from briefgen.model.fields import Unit
from briefgen.model.loaded import Path
from briefgen.model.value import DateError, NumberError, PartialDate, Period, Range, Value, parse_date, parse_decimal
from briefgen.validate.locales import currency_hint, is_false_currency
from briefgen.validate.remarks import Remark

_FULL_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(/\d{4}-\d{2}-\d{2})?", re.ASCII)
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_NAME = re.compile(r"[A-Za-z_][\w.-]*")
_ONE_LINE = "write it as {value}, with single braces and no spaces"


def settle(value: Value, kind: str, unit: Unit) -> Value:
    """Turn the text of a value into a number, a date or text, by the type and unit of its fact.

    A figure is a number or a range; a date a date or an interval; anything with a unit a number. Else a full date or
    interval of day or month precision is a date, and the rest stays text. NumberError, DateError, or TypeError for a
    range where no range can be.
    """
    if isinstance(value, Range):
        if kind == "date":
            raise TypeError("a fact of type date needs a date or an interval, not {min, max}")
        return value
    if not isinstance(value, str):
        return value
    if kind == "date":
        return parse_date(value)
    if kind == "figure" or unit:
        return parse_decimal(value)
    return _date_or_text(value)


def _date_or_text(text: str) -> Value:
    try:
        date = parse_date(text)
    except DateError:
        if _FULL_DAY.fullmatch(text):
            raise
        return text
    ends = (date.start, date.end) if isinstance(date, Period) else (date,)
    return text if any(end.month is None for end in ends) else date


def settle_remark(value: Value, kind: str, unit: Unit, path: Path) -> tuple[Value, Remark | None]:
    """Settle a value; where its text does not fit, give it as it was and a remark about it."""
    try:
        return settle(value, kind, unit), None
    except NumberError as error:
        reason = "a figure" if kind == "figure" else "a value with a unit"
        hint = "write digits with an optional point, such as 1.10; underscores may part them; or {min: ..., max: ...}"
        return value, Remark("BG115", path, f"{error}, and {reason} must be one", hint)
    except DateError as error:
        return value, Remark("BG114", path, str(error))
    except TypeError as error:
        return value, Remark("BG132", path, str(error))


def check_units(fact: Fact) -> Iterator[Remark]:
    """Find units that look like currencies but are none."""
    units: list[tuple[Path, Unit]] = [(("unit",), fact.unit)]
    units += [(("alternatives", number, "unit"), item.unit) for number, item in enumerate(fact.alternatives)]
    for language, item in fact.translations.items():
        units.append((("translations", language, "unit"), item.unit))
    for path, unit in units:
        if isinstance(unit, str) and is_false_currency(unit):
            yield Remark("BG116", path, f"`{unit}` is no currency of ISO 4217", currency_hint(unit))


def check_statements(fact: Fact) -> Iterator[Remark]:
    """Find statements, wordings and translations that do not fit the fact's value, or have other placeholders."""
    statements: list[tuple[Path, str]] = [(("statement",), fact.statement)]
    statements += [(("wording", audience), text) for audience, text in fact.wording.items()]
    for language, translation in fact.translations.items():
        way = ("translations", language)
        if translation.statement:
            statements.append(((*way, "statement"), translation.statement))
        statements += [((*way, "wording", audience), text) for audience, text in translation.wording.items()]
    for path, text in statements:
        yield from _check_statement(text, path, fact.value)


def _check_statement(text: str, path: Path, value: Value | None) -> Iterator[Remark]:
    has_value = False
    for found in _PLACEHOLDER.finditer(text):
        name = found[1].strip()
        is_doubled = text[max(0, found.start() - 1)] == "{" and found.start() > 0
        if name == "value" and (is_doubled or found[1] != "value"):
            yield Remark("BG131", path, "the placeholder of the value is not written as {value}", _ONE_LINE)
            return
        if name == "value":
            if has_value:
                yield Remark("BG131", path, "{value} stands twice in one sentence", "let it stand once")
                return
            has_value = True
        elif _NAME.fullmatch(name) and not is_doubled:
            hint = "the only placeholder is {value}; did you mean it?"
            yield Remark("BG131", path, f"{{{name}}} is no placeholder", hint)
            return
    where = path[0] if len(path) == 1 else ".".join(str(step) for step in path)
    if has_value and value is None:
        yield Remark(
            "BG131",
            path,
            f"the {where} has {{value}}, but the fact has no value",
            "add `value`, or write the sentence without {value}",
        )
    elif not has_value and isinstance(value, Decimal | Range | PartialDate | Period):
        hint = "put {value} where the formatted value belongs; digits typed in a sentence cannot be traced"
        yield Remark("BG131", path, f"the fact has a value, but its {where} has no {{value}}", hint)
