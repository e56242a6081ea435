#!/usr/bin/env python3
"""Cuts the fonts of the screenshots down to the characters in characters.txt, beside this script.

usage: subset.py FOLDER   (with NotoSansCJK-Regular.ttc, NotoSerifCJK-Bold.ttc and NotoColorEmoji.ttf, at any depth)

Needs fonttools. The names stay: style sheets ask for them, and their licence reserves none of them.
"""
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

HERE = Path(__file__).parent
FONTS = {
    "sans.otf": ("NotoSansCJK-Regular.ttc", "Noto Sans CJK KR"),
    "serif.otf": ("NotoSerifCJK-Bold.ttc", "Noto Serif CJK KR"),
    "emoji.ttf": ("NotoColorEmoji.ttf", None),
}


def load(path, family):
    if family is None:
        return TTFont(path)
    return next(font for font in TTCollection(path).fonts if font["name"].getBestFamilyName() == family)


def main():
    characters = {ord(c) for c in (HERE / "characters.txt").read_text("utf-8") if c != "\n"}
    for target, (name, family) in FONTS.items():
        source = next(Path(sys.argv[1]).rglob(name))
        font = load(source, family)
        options = subset.Options(layout_features=["kern", "mark", "ccmp"], notdef_outline=True, hinting=False)
        options.name_IDs = [0, 1, 2, 3, 4, 6, 13, 14, 16, 17]
        options.drop_tables += ["VORG", "vhea", "vmtx", "BASE"]
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=characters if family else {c for c in characters if c > 127})
        cutter.subset(font)
        # The same characters give the same bytes.
        font.recalcTimestamp = False
        font.save(HERE / target)
        print(f"{target}: {(HERE / target).stat().st_size} bytes")


main()
