#!/usr/bin/env python3
"""Cuts a released font for mathematics down to what formulas show, as WOFF2 beside this script.

usage: math_subset.py STIXTwoMath-Regular.ttf [folder]

Needs fonttools and brotli.
"""
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from subset import rename, save, spans

# What `math-core` writes for the commands of LaTeX and amssymb, and what authors type themselves. Signs of unicode-math that
# no other engine for pages has (the rest of the arrows and operators of planes 29 and 2A) come from the system.
FORMULAS = spans(
    (0x20, 0x7E), (0xA0, 0xFF), (0x131, 0x131), (0x237, 0x237),     # Latin; dotless i and j, below accents
    (0x2C6, 0x2DD), (0x300, 0x338), (0x20D0, 0x20D7), (0x20DB, 0x20DD), (0x20E1, 0x20E1),  # accents
    (0x391, 0x3F6),                                                  # Greek
    (0x2016, 0x2016), (0x2020, 0x2026), (0x2032, 0x2037), (0x2044, 0x2044), (0x2057, 0x2057), (0x2061, 0x2064),
    (0x2102, 0x214F), (0x2190, 0x21FF), (0x2200, 0x22FF),           # letter-like, arrows, operators
    (0x2305, 0x2311), (0x231C, 0x231F), (0x2322, 0x2323), (0x239B, 0x23B3), (0x23B4, 0x23B5), (0x23DC, 0x23E1),
    (0x24C7, 0x24C8), (0x25A0, 0x25A1), (0x25AA, 0x25AB), (0x25B2, 0x25CB), (0x25EF, 0x25EF), (0x25FB, 0x25FC),
    (0x2605, 0x2606), (0x2660, 0x2667), (0x266D, 0x266F), (0x2713, 0x2713), (0x2720, 0x2720),
    (0x27C2, 0x27C2), (0x27E6, 0x27EF), (0x27F5, 0x27FF), (0x2933, 0x2933), (0x29B5, 0x29B5), (0x29EB, 0x29EB),
    (0x2A00, 0x2A06), (0x2A0C, 0x2A0C), (0x2A3F, 0x2A3F), (0x2A5E, 0x2A5E), (0x2A7D, 0x2A7E), (0x2A85, 0x2A8C),
    (0x2A95, 0x2A96), (0x2AAF, 0x2AB0), (0x2AB5, 0x2ABA), (0x2AC5, 0x2AC6), (0x2ACB, 0x2ACC),
    (0x1D400, 0x1D56B),                                              # bold, italic, script, Fraktur, double-struck
    (0x1D5A0, 0x1D5D3), (0x1D670, 0x1D6A3),                          # sans-serif, monospace
    (0x1D6A4, 0x1D755), (0x1D7CE, 0x1D7EB), (0x1D7F6, 0x1D7FF),     # Greek in bold and italic, digits
)
# Primes are raised by the browser: their shape for scripts stands on the line and is large enough. Chromium never looks for
# it, so it takes the character's own place.
PRIMES = {0x2032: "minute.ssty", 0x2033: "second.ssty", 0x2034: "uni2034.ssty", 0x2057: "uni2057.ssty", 0x2035: "uni2035.ssty"}


def main():
    source, *rest = sys.argv[1:]
    folder = Path(rest[0]) if rest else Path(__file__).parent
    font = TTFont(source, recalcTimestamp=False)
    for table in font["cmap"].tables:
        table.cmap.update({code: name for code, name in PRIMES.items() if code in table.cmap})
    options = subset.Options()
    # Shapes for scripts (`ssty`) would be a third of the file, and Chromium does not use them.
    options.layout_features = ["mark", "ccmp"]
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.name_languages = [0x409]
    options.drop_tables += ["DSIG", "STAT", "gasp"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=FORMULAS)
    cutter.subset(font)
    rename(font, "Seodang Math")
    save(font, folder / "stix-two-math.woff2")


if __name__ == "__main__":
    main()
