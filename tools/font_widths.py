"""Write the widths that pictures are measured with: ``python tools/font_widths.py REGULAR.ttf BOLD.ttf``.

The font is DejaVu Sans (Bitstream Vera and Arev licence: free to use, change and pass on). The package carries its
widths only, no outlines.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.ttLib import TTFont

from salesaudit.safety.files import write_atomically

TARGET = Path(__file__).parent.parent / "src" / "salesaudit" / "report" / "pictures" / "widths.yaml"
RANGES = (
    (0x0020, 0x007E),  # Latin
    (0x00A0, 0x024F),
    (0x0370, 0x03FF),  # Greek
    (0x0400, 0x052F),  # Cyrillic
    (0x0531, 0x058A),  # Armenian
    (0x05D0, 0x05F4),  # Hebrew
    (0x060C, 0x06D5),  # Arabic, whose joined forms are narrower
    (0x10D0, 0x10FC),  # Georgian
    (0x1E00, 0x1EFF),
    (0x2010, 0x2027),  # dashes, quotes, dots
    (0x202F, 0x205E),
    (0x20A0, 0x20BF),  # currencies
    (0x2100, 0x214F),
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),
    (0x2400, 0x2426),  # what `clean` puts in place of control characters
    (0x25A0, 0x25FF),
)
PER_LINE = 24


def lines_of(font: TTFont) -> list[str]:
    """Return the widths of a font as YAML, 0 for characters that it does not have."""
    names, metrics = font.getBestCmap(), font["hmtx"].metrics
    result = []
    for first, last in RANGES:
        widths = [metrics[names[code]][0] if code in names else 0 for code in range(first, last + 1)]
        result.append(f'  "{first:04x}": >-')
        rows = (widths[at : at + PER_LINE] for at in range(0, len(widths), PER_LINE))
        result += ["    " + " ".join(map(str, row)) for row in rows]
    return result


def main() -> int:
    """Read the two fonts that the command line names, regular and bold, and write the table."""
    fonts = [TTFont(path) for path in sys.argv[1:3]]
    version = fonts[0]["name"].getDebugName(5)
    text = [
        f"# Advance widths of DejaVu Sans, {version}; made by tools/font_widths.py. The font is free (Bitstream Vera",
        "# and Arev licence). By first character of a range, in units of the em; 0 where the font has none.",
        f"em: {fonts[0]['head'].unitsPerEm}",
        *(
            line
            for name, font in zip(("regular", "bold"), fonts, strict=True)
            for line in (f"{name}:", *lines_of(font))
        ),
    ]
    write_atomically(TARGET, ("\n".join(text) + "\n").encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
