#!/usr/bin/env python3
"""Cuts the two released fonts down to what a Korean course shows, as WOFF2 beside this script.

usage: subset.py PretendardVariable.ttf D2Coding.ttc [folder]

Needs fonttools and brotli. The reserved names of both licences are replaced, as the licence asks of a modified version.
"""
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer


def hangul_of_ks_x_1001():
    """The 2,350 syllables of KS X 1001: rows 16 to 40 of its 94 by 94 plane."""
    cells = (bytes((row + 0xA0, cell + 0xA0)) for row in range(16, 41) for cell in range(1, 95))
    return {ord(cell.decode("euc_kr")) for cell in cells}


def spans(*pairs):
    return {code for first, last in pairs for code in range(first, last + 1)}


TEXT = hangul_of_ks_x_1001() | spans(
    (0x20, 0x7E), (0xA0, 0xFF),      # Basic Latin, Latin-1
    (0x100, 0x17F), (0x192, 0x192),  # Latin Extended-A: names of people and places
    (0x2C6, 0x2DD),                  # spacing accents
    (0x391, 0x3C9),                  # Greek: Δ, μ, π in formulas
    (0x2000, 0x206F), (0x2070, 0x209F), (0x20A0, 0x20BF),  # punctuation, super- and subscripts, currencies
    (0x2100, 0x218F), (0x2190, 0x21FF), (0x2200, 0x22FF),  # letter-like, fractions, arrows, operators
    (0x2300, 0x23FF), (0x2460, 0x24FF),                    # technical, enclosed numbers
    (0x2500, 0x257F), (0x2580, 0x259F), (0x25A0, 0x25FF),  # box drawing, blocks, geometric shapes
    (0x2600, 0x26FF), (0x2700, 0x27BF), (0x27F0, 0x27FF), (0x2900, 0x297F), (0x2B00, 0x2BFF),
    (0x3000, 0x303F), (0x3131, 0x318E), (0x3200, 0x32FF), (0xFF01, 0xFF5E), (0xFFE0, 0xFFE6),
    (0xFFFD, 0xFFFD),
)
# Emoji come in colour from the system: a monochrome glyph of the text font would win over it. These are the characters
# of the plane that are emoji by default (Unicode, emoji-data.txt, Emoji_Presentation), then a few mostly written as emoji.
EMOJI = spans(
    (0x231A, 0x231B), (0x23E9, 0x23EC), (0x23F0, 0x23F0), (0x23F3, 0x23F3), (0x25FD, 0x25FE), (0x2614, 0x2615),
    (0x2648, 0x2653), (0x267F, 0x267F), (0x2693, 0x2693), (0x26A1, 0x26A1), (0x26AA, 0x26AB), (0x26BD, 0x26BE),
    (0x26C4, 0x26C5), (0x26CE, 0x26CE), (0x26D4, 0x26D4), (0x26EA, 0x26EA), (0x26F2, 0x26F3), (0x26F5, 0x26F5),
    (0x26FA, 0x26FA), (0x26FD, 0x26FD), (0x2705, 0x2705), (0x270A, 0x270B), (0x2728, 0x2728), (0x274C, 0x274C),
    (0x274E, 0x274E), (0x2753, 0x2755), (0x2757, 0x2757), (0x2795, 0x2797), (0x27B0, 0x27B0), (0x27BF, 0x27BF),
    (0x2B1B, 0x2B1C), (0x2B50, 0x2B50), (0x2B55, 0x2B55),
) | {0x2600, 0x2601, 0x260E, 0x2638, 0x2639, 0x263A, 0x2696, 0x2699, 0x26A0, 0x270F, 0x2764, 0x27A1, 0x2B05, 0x2B06, 0x2B07}
# `calt` of this font turns `->` into an arrow: what the author wrote must stay. Tabular figures serve the tables.
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "tnum"]
# Copyright, version and licence stay; the names are replaced below; the rest (designers' page, styles' names) is weight.
KEPT_NAMES = [0, 1, 2, 3, 4, 5, 6, 13, 14]


def rename(font, family):
    table = font["name"]
    table.names = [n for n in table.names if n.nameID in KEPT_NAMES and n.platformID == 3 and n.langID == 0x409]
    version = table.getDebugName(5)
    plain = family.replace(" ", "")
    for number, value in ((1, family), (2, "Regular"), (3, f"{plain};{version}"), (4, family), (6, f"{plain}-Regular")):
        table.setName(value, number, 3, 1, 0x409)


def cut(font, codes):
    options = subset.Options()
    options.layout_features = FEATURES
    options.hinting = False
    options.name_IDs = KEPT_NAMES
    options.name_languages = [0x409]
    options.notdef_outline = True
    options.drop_tables += ["FFTM", "STAT", "gasp"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codes)
    cutter.subset(font)


def save(font, path):
    font.recalcTimestamp = False
    font.flavor = "woff2"
    font.save(path)
    print(path, path.stat().st_size, "bytes,", len(font.getBestCmap()), "characters")


def main():
    sans_file, mono_file, *rest = sys.argv[1:]
    folder = Path(rest[0]) if rest else Path(__file__).parent
    sans = TTFont(sans_file, recalcTimestamp=False)
    cut(sans, TEXT - EMOJI)
    sans = instancer.instantiateVariableFont(sans, {"wght": (400, 700)})
    rename(sans, "Seodang Sans")
    save(sans, folder / "pretendard.woff2")
    mono = TTFont(mono_file, fontNumber=0, recalcTimestamp=False)
    cut(mono, TEXT - EMOJI)
    rename(mono, "Seodang Mono")
    save(mono, folder / "d2coding.woff2")


if __name__ == "__main__":
    main()
