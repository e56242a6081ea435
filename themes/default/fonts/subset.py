#!/usr/bin/env python3
"""Cuts the two released fonts into slices of what a Korean course shows, beside this script.

Slices of letters and signs are WOFF2, with kerning. The Hangul syllables are one WOFF without layout tables, from which a build
cuts those of its course (crates/seodang-font), so they must be simple glyphs.

usage: subset.py PretendardVariable.ttf D2Coding.ttc [folder]

Needs fonttools and brotli. The reserved names of both licences are replaced, as the licence asks of a modified version.
"""
import sys
from io import BytesIO
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


# The characters of a session nearly always come from the first slice: basic Latin, the marks that Korean and English texts use.
# Later rules of the style sheet win, so the first slice is declared last, and blocks of the others may contain its characters.
COMMON = spans(
    (0x20, 0x7E), (0xA0, 0xA0), (0xA7, 0xA7), (0xA9, 0xA9), (0xAB, 0xAB), (0xAE, 0xAE), (0xB0, 0xB1), (0xB7, 0xB7),
    (0xBB, 0xBB), (0xD7, 0xD7), (0xF7, 0xF7), (0x2010, 0x2044), (0x20A9, 0x20A9), (0x20AC, 0x20AC), (0x2122, 0x2122),
    (0x2190, 0x2193), (0x2212, 0x2212), (0x2248, 0x2248), (0x2260, 0x2260), (0x2264, 0x2265), (0x2460, 0x2469),
    (0x25A0, 0x25A1), (0x25B6, 0x25B6), (0x25CB, 0x25CB), (0x25CF, 0x25CF), (0x2605, 0x2606), (0x2713, 0x2718),
    (0x276F, 0x276F), (0x279C, 0x279C), (0x3001, 0x3002), (0x3008, 0x3011),
)
SLICES = {
    "latin": spans((0xA1, 0x17F), (0x192, 0x192), (0x2C6, 0x2DD)),  # names of people and places
    "greek": spans((0x391, 0x3C9)),
    "signs": spans((0x2000, 0x200F), (0x2045, 0x218F)),  # super- and subscripts, currencies, letter-like, fractions
    "operators": spans((0x2200, 0x23FF)),
    "shapes": spans((0x2194, 0x21FF), (0x2500, 0x25FF)),  # arrows, box drawing, blocks, geometric shapes
    "dingbats": spans((0x2600, 0x27BF), (0x27F0, 0x27FF), (0x2900, 0x297F), (0x2B00, 0x2BFF)),
    "enclosed": spans((0x246A, 0x24FF), (0x3200, 0x32FF)),
    "cjk": spans((0x3000, 0x303F), (0x3131, 0x318E), (0xFFFD, 0xFFFD)),  # Korean letters, East Asian punctuation
    "fullwidth": spans((0xFF01, 0xFF5E), (0xFFE0, 0xFFE6)),
}
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


def save(font, path, flavor):
    font.recalcTimestamp = False
    font.flavor = flavor
    font.save(path)
    print(path, path.stat().st_size, "bytes,", len(font.getBestCmap()), "characters")


def save_slices(font, folder, name):
    """Writes all slices of a font that holds every character."""
    source = BytesIO()
    font.save(source)
    for part, codes in {"common": COMMON, **SLICES}.items():
        piece = TTFont(BytesIO(source.getvalue()), recalcTimestamp=False)
        cut(piece, codes - EMOJI - (set() if part == "common" else COMMON))
        save(piece, folder / f"{name}-{part}.woff2", "woff2")
    hangul = TTFont(BytesIO(source.getvalue()), recalcTimestamp=False)
    cut(hangul, hangul_of_ks_x_1001())
    for table in ("GDEF", "GPOS", "GSUB", "HVAR"):
        if table in hangul:
            del hangul[table]
    if any(hangul["glyf"][glyph].isComposite() for glyph in hangul.getGlyphOrder()):
        raise SystemExit(f"{name}: a syllable is made of other glyphs")
    save(hangul, folder / f"{name}-hangul.woff", "woff")


def as_ranges(codes):
    """The characters as `theme.toml` writes them: emoji must not load the file, for it has none."""
    runs = []
    for code in sorted(codes - EMOJI):
        if runs and runs[-1][1] == code - 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return ", ".join(f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}" for first, last in runs)


def main():
    for part, codes in {**SLICES, "common": COMMON}.items():
        print(f"{part}: {as_ranges(codes)}")
    sans_file, mono_file, *rest = sys.argv[1:]
    folder = Path(rest[0]) if rest else Path(__file__).parent
    text = hangul_of_ks_x_1001().union(COMMON, *SLICES.values()) - EMOJI
    sans = TTFont(sans_file, recalcTimestamp=False)
    cut(sans, text)
    sans = instancer.instantiateVariableFont(sans, {"wght": (400, 700)})
    rename(sans, "Seodang Sans")
    save_slices(sans, folder, "pretendard")
    mono = TTFont(mono_file, fontNumber=0, recalcTimestamp=False)
    cut(mono, text)
    rename(mono, "Seodang Mono")
    save_slices(mono, folder, "d2coding")


if __name__ == "__main__":
    main()
