"""Cut the fonts of the PDF out of the whole ones: python tools/pdf_fonts.py INTER_FOLDER DEJAVU_FOLDER.

Inter writes every text; DejaVu Sans adds the scripts and signs that Inter lacks. `coverage.json` lists what the two can
write together, so that a character without a picture is told as its code and the PDF stays valid. Needs fonttools.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent.parent / "report_templates" / "fonts"
TEXT = (
    "20-7E A0-AC AE-24F 259 2BC 2C6-2DD 300-304 306-30C 327 370-377 37A-37F 384-3FF 400-52F 1E00-1EFF 2000-200A "
    "2010-2027 202F-205F 2070-209F 20A0-20C0 2100-214F 2150-218F 2190-23FF 25A0-27BF"
)
SIGNS = (
    "530-58F 590-5FF 606-6DC 6DE-6FF 10A0-10FF 2100-214F 2190-2426 2500-27BF FB13-FB4F FB50-FDCF FDF0-FDFF FE70-FEFC "
    "FF03 FF1A"
)
FONTS = (
    (1, "Inter-Regular.otf", TEXT, ["kern", "mark", "mkmk", "ccmp", "locl"]),
    (1, "Inter-SemiBold.otf", TEXT, ["kern", "mark", "mkmk", "ccmp", "locl"]),
    (2, "DejaVuSans.ttf", SIGNS, ["init", "medi", "fina", "liga", "rlig", "mark", "mkmk", "ccmp"]),
)


def codes(ranges: str) -> set[int]:
    """Return the code points of hexadecimal ranges."""
    ends = [part.split("-") for part in ranges.split()]
    return {code for first, *last in ends for code in range(int(first, 16), int((last or [first])[0], 16) + 1)}


def cut(source: Path, wanted: str, features: list[str]) -> set[int]:
    """Write the part of a font with the characters `wanted` and return the ones that it has."""
    font = TTFont(source, recalcTimestamp=False)
    options = Options()
    options.layout_features, options.hinting, options.notdef_outline = features, False, True
    options.drop_tables += ["FFTM"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes(wanted))
    subsetter.subset(font)
    font.save(HERE / source.name)
    return set(font.getBestCmap())


def ranges(found: set[int]) -> list[list[int]]:
    """Return code points as ranges, both ends included."""
    told: list[list[int]] = []
    for code in sorted(found):
        if told and told[-1][1] == code - 1:
            told[-1][1] = code
        else:
            told.append([code, code])
    return told


if __name__ == "__main__":
    regular, semibold, signs = (cut(Path(sys.argv[n]) / name, wanted, features) for n, name, wanted, features in FONTS)
    (HERE / "coverage.json").write_text(json.dumps(ranges(regular & semibold | signs)) + "\n", encoding="utf-8")
