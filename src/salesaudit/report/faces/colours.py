"""A brand's colour made fit to be read: as it is where it decorates, darker or lighter where it is text."""

from __future__ import annotations

import re
from typing import Final, TypeAlias

RGB: TypeAlias = tuple[int, int, int]

TEXT_CONTRAST: Final = 4.6
"""WCAG asks for 4.5; the rest is for rounding."""
LIGHT_PAGES: Final[tuple[RGB, ...]] = ((255, 255, 255), (245, 246, 247))
DARK_PAGES: Final[tuple[RGB, ...]] = ((19, 22, 26), (29, 33, 38))
_HEX: Final = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_STEPS: Final = 50


def parsed(colour: str) -> RGB | None:
    """Return the three parts, 0 to 255, of ``#0a5`` or ``#00aa55``; None where it is no such colour."""
    if not _HEX.fullmatch(colour):
        return None
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def written(colour: RGB) -> str:
    """Return a colour as ``#00aa55``."""
    return "#" + "".join(f"{part:02x}" for part in colour)


def contrast(one: RGB, other: RGB) -> float:
    """Return the contrast ratio of WCAG, from 1 (the same) to 21 (black on white)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: RGB, pages: tuple[RGB, ...]) -> RGB:
    """Return the nearest shade of `colour` that can be read on every one of `pages`, darker on light ones."""
    end = 0 if _luminance(pages[0]) > 0.5 else 255
    shades = (_mixed(colour, end, step / _STEPS) for step in range(_STEPS + 1))
    return next(shade for shade in shades if all(contrast(shade, page) >= TEXT_CONTRAST for page in pages))


def brand_style(colour: str) -> str:
    """Return the style that puts a brand's colour in place of ours; empty where it is no colour."""
    brand = parsed(colour)
    if brand is None:
        return ""
    light, dark = (written(readable(brand, pages)) for pages in (LIGHT_PAGES, DARK_PAGES))
    return (
        f":root {{ --brand: {written(brand)}; --accent: {light}; }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ :root {{ --accent: {dark}; }} }}\n"
    )


def _luminance(colour: RGB) -> float:
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _mixed(colour: RGB, end: int, share: float) -> RGB:
    red, green, blue = (round(part + (end - part) * share) for part in colour)
    return red, green, blue
